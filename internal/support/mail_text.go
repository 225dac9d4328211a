package support

import "strings"

// replyLine stands above what we write: what a mail program quotes begins with it, and is cut there.
const replyLine = "--- Bitte oberhalb dieser Zeile antworten / Please reply above this line ---"

// letter is a mail in words, in one language or, where nobody knows the reader's, in both.
type letter struct {
	// locale is DE, EN, or empty for both.
	locale string
	b      strings.Builder
}

// write adds a paragraph, in each language that the reader may have.
func (l *letter) write(german, english string) {
	if l.locale != "EN" && german != "" {
		l.b.WriteString(german + "\n\n")
	}
	if l.locale != "DE" && english != "" {
		l.b.WriteString(english + "\n\n")
	}
}

// quote writes what somebody wrote as it is; of the platform's own words those in the reader's language.
func (l *letter) quote(german, english string) {
	if english == "" {
		l.b.WriteString(german + "\n\n")
		return
	}
	l.write(german, english)
}

// entryLetter is the mail about an entry.
type entryLetter struct {
	locale, author, reference string
	german, english           string
	// files are those of the entry, attached those that the mail has.
	files, attached int
	// link is the ticket's page; empty for those who have no account and could not open it.
	link string
	// answers says that an answer to the mail comes back into the ticket.
	answers bool
}

func (e entryLetter) text() string {
	l := letter{locale: e.locale}
	if e.answers {
		l.b.WriteString(replyLine + "\n\n")
	}
	l.write(e.author+" schreibt im Ticket "+e.reference+":", e.author+" writes in ticket "+e.reference+":")
	l.quote(strings.TrimSpace(e.german), e.english)
	switch {
	case e.attached > 0:
		l.write("Die Dateien dazu hängen an dieser Mail.", "The files that belong to it are attached to this mail.")
	case e.files > 0:
		l.write("Dazu gehören Dateien; sie liegen im Ticket.", "There are files with it; they are in the ticket.")
	}
	l.b.WriteString("-- \n")
	if e.link != "" {
		l.write("Das Ticket: "+e.link, "The ticket: "+e.link)
	}
	if e.answers {
		l.write("Sie sind an diesem Ticket beteiligt. Wenn Sie auf diese Mail antworten, lesen es alle Beteiligten.",
			"You take part in this ticket. If you answer this mail, all who take part will read it.")
	} else {
		l.write("Sie sind an diesem Ticket beteiligt. Antworten auf diese Mail liest niemand.",
			"You take part in this ticket. Nobody reads answers to this mail.")
	}
	return l.b.String()
}

func probeLetter(locale, reference, link string) string {
	l := letter{locale: locale}
	l.write("Kommt unsere Post bei Ihnen an? Dann bestätigen Sie es bitte hier:\n"+link, "Does our mail arrive? Then please confirm it here:\n"+link)
	l.write("Es geht um das Ticket "+reference+". Liegt diese Mail im Spam-Ordner, nehmen Sie unsere Adresse bitte in Ihre Kontakte auf. Der Link gilt 14 Tage.",
		"This is about ticket "+reference+". If you found this mail among spam, please add our address to your contacts. The link is good for 14 days.")
	return l.b.String()
}

func unreadableLetter(locale, reference string) string {
	l := letter{locale: locale}
	l.write("Ihre Mail zum Ticket "+reference+" ist angekommen, konnte aber nicht gelesen werden, oder sie war zu groß. Der Betrieb hat sie und sieht nach. "+
		"Am schnellsten geht es, wenn Sie Ihre Nachricht noch einmal als einfachen Text senden.",
		"Your mail about ticket "+reference+" arrived, but could not be read, or was too large. The operators have it and will look. "+
			"It is quickest if you send your message again as plain text.")
	return l.b.String()
}
