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

func invited(l string, link, organisation, by string, certificate bool) text {
	german, english := "Dafür brauchen Sie ein Konto mit dieser E-Mail-Adresse, aber kein Zertifikat.", "For that you need an account with this e-mail address, but no certificate."
	if certificate {
		german, english = "Dafür brauchen Sie ein eigenes Organisationszertifikat (Mein Unternehmenskonto).",
			"For that you need an organisation certificate of your own (Mein Unternehmenskonto)."
	}
	return inLanguage(l, text{"Einladung: im Markt handeln für „" + organisation + "“", []string{
		fmt.Sprintf("%s lädt Sie ein, im Markt für „%s“ zu handeln. %s", by, organisation, german),
		"Öffnen Sie den Link, und folgen Sie den Schritten. Er gilt 14 Tage und nur für diese E-Mail-Adresse.",
		link,
		"Wenn Sie damit nichts anfangen können, löschen Sie diese E-Mail bitte. Dann geschieht nichts.",
	}}, text{"Invitation: act in the market for “" + organisation + "”", []string{
		fmt.Sprintf("%s invites you to act in the market for “%s”. %s", by, organisation, english),
		"Open the link and follow the steps. It is good for 14 days and only for this e-mail address.",
		link,
		"If this means nothing to you, please delete this e-mail. Then nothing happens.",
	}})
}
