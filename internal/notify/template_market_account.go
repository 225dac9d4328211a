package notify

import "fmt"

func marketAccountApproved(l string, start, organisation string, maySign bool) text {
	german, english := "Sie können Bestellungen vorbereiten. Unterschreiben kann, wer dafür bestätigt ist.",
		"You can prepare orders. Who is confirmed to do so can sign."
	if maySign {
		german, english = "Sie können Bestellungen vorbereiten, absenden und Verträge unterschreiben.", "You can prepare and submit orders and sign contracts."
	}
	return inLanguage(l, text{"Ihr Zugang zum Markt ist freigegeben", []string{
		fmt.Sprintf("wir haben Ihre Angaben geprüft. Sie handeln im Markt ab jetzt für „%s“.", organisation),
		german,
		start,
	}}, text{"Your access to the market is released", []string{
		fmt.Sprintf("we have checked what you told us. In the market you now act for “%s”.", organisation),
		english,
		start,
	}})
}

func marketAccountRejected(l string, start, organisation, reason string) text {
	return inLanguage(l, text{"Ihr Zugang zum Markt ist nicht freigegeben", []string{
		fmt.Sprintf("wir haben Ihre Angaben geprüft und können Ihren Zugang für „%s“ so nicht freigeben. Der Grund:", organisation),
		reason,
		"Sie können den Zugang noch einmal beantragen: Melden Sie sich wieder mit Ihrem Organisationszertifikat an, und ändern Sie Ihre Angaben.",
		start,
	}}, text{"Your access to the market is not released", []string{
		fmt.Sprintf("we have checked what you told us and cannot release your access for “%s” as it is. The reason:", organisation),
		reason,
		"You can ask for access once more: sign in again with your organisation certificate and change what you told us.",
		start,
	}})
}
