package notify

import "fmt"

// endWarning says how many mailboxes end and when the first does, and nothing of what is in them.
func endWarning(l string, start string, mailboxes int, first string) text {
	german, english := "Ihr Fallpostfach wird bald gelöscht", "Your case mailbox will soon be deleted"
	what := inLanguage(l, fmt.Sprintf("ein Fallpostfach von Ihnen bei Schalter wird am Ende des %s gelöscht, mit allen Nachrichten und Dokumenten darin. In ihm ist seit fünf Monaten nichts geschehen.", first),
		fmt.Sprintf("one of your case mailboxes with Schalter will be deleted at the end of %s, with all messages and documents in it. Nothing has happened in it for five months.", first))
	if mailboxes > 1 {
		german, english = fmt.Sprintf("%d Ihrer Fallpostfächer werden bald gelöscht", mailboxes), fmt.Sprintf("%d of your case mailboxes will soon be deleted", mailboxes)
		what = inLanguage(l, fmt.Sprintf("%d Fallpostfächer von Ihnen bei Schalter werden bald gelöscht, mit allen Nachrichten und Dokumenten darin, das erste am Ende des %s. In ihnen ist seit fünf Monaten nichts geschehen.", mailboxes, first),
			fmt.Sprintf("%d of your case mailboxes with Schalter will soon be deleted, with all messages and documents in them, the first at the end of %s. Nothing has happened in them for five months.", mailboxes, first))
	}
	return text{inLanguage(l, german, english), []string{
		what,
		inLanguage(l, "Brauchen Sie es noch? Dann melden Sie sich an und wählen Sie im Fallpostfach „Behalten“. Dort können Sie es auch mit einem Klick ganz auf Ihren Computer laden:",
			"Do you still need it? Then sign in and choose “Keep” in the case mailbox. There you can also save all of it to your computer with one click:"),
		start,
		inLanguage(l, "Möchten Sie es nicht behalten, müssen Sie nichts tun.", "If you do not want to keep it, there is nothing to do."),
	}}
}

func idleDeleted(l string, start, reference string, byLetter bool) text {
	german, english := "Davor haben wir Sie dreimal gewarnt.", "We had warned you three times before."
	if byLetter {
		german, english = "Davor haben wir Sie per Brief gewarnt.", "We had warned you by letter before."
	}
	return inLanguage(l, text{"Ein Fallpostfach wurde gelöscht", []string{
		fmt.Sprintf("Ihr Fallpostfach %s bei Schalter wurde gelöscht, weil sechs Monate lang nichts darin geschehen ist. %s", reference, german),
		"Behörden, denen Sie daraus geschrieben haben, behalten, was bei ihnen angekommen ist. Eine Bescheinigung der Löschung liegt 90 Tage lang in Ihrem Konto unter „Löschbescheinigungen“.",
		"Möchten Sie wieder schreiben, eröffnen Sie ein neues Fallpostfach:",
		start,
	}}, text{"A case mailbox was deleted", []string{
		fmt.Sprintf("your case mailbox %s with Schalter was deleted because nothing had happened in it for six months. %s", reference, english),
		"Authorities that you wrote to from it keep what reached them. A certificate of the deletion is in your account for 90 days, under “Certificates of deletion”.",
		"If you want to write again, open a new case mailbox:",
		start,
	}})
}
