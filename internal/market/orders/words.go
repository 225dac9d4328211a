package orders

import (
	"fmt"

	"schalter/internal/viewer"
)

// What is told in the ticket of an order, in both languages.
var (
	submittedAgain = Text{German: "Die Bestellung wurde geändert und erneut abgeschickt. Der Betrieb prüft sie.",
		English: "The order was changed and submitted again. The operators check it."}
	firstEntry = Text{German: "Die Bestellung %[1]s ist eingegangen: %[2]s für %[3]s. Der Betrieb prüft sie; danach kommen die Bestätigung und der Vertrag in diesem Ticket. Alles Weitere zu dieser Bestellung wird hier besprochen.",
		English: "The order %[1]s has arrived: %[2]s for %[3]s. The operators check it; the confirmation and the contract then come in this ticket. Everything else about this order is discussed here."}
	firstEntryInUse = Text{German: "\n\nDer Dienst ist nach Ihrer Angabe schon im produktiven Betrieb. Es fehlt nur noch der Vertrag; der gemeldete Link ist %s.",
		English: "\n\nYou said that the service is in productive use already. Only the contract is missing; the link that you reported is %s."}
	submittedActing = Text{German: "\n\nAbgeschickt hat sie %s über das gemeinsame Konto „%s“.", English: "\n\n%s submitted it by the shared account “%s”."}
	returnedNote    = Text{German: "Der Betrieb hat die Bestellung zurückgegeben:\n\n%s\n\nSie können sie ändern und erneut abschicken.",
		English: "The operators returned the order:\n\n%s\n\nYou can change it and submit it again."}
	releasedNote = Text{German: "Die Bestellung %s ist freigegeben. Der Vertrag mit seinen Anlagen wird Ihnen hiermit angeboten. Bitte lesen Sie ihn und unterzeichnen Sie ihn auf seiner Seite; das kann, wer heute für Ihre Organisation unterschreiben darf, nach einer frischen Anmeldung mit dem Organisationszertifikat.",
		English: "The order %s is released. The contract with its annexes is offered to you hereby. Please read it and sign it on its page; this can be done by who may sign for your organisation today, after signing in with the organisation certificate again."}
	releasedReason  = Text{German: "\n\nDer Betrieb schreibt dazu:\n\n%s", English: "\n\nThe operators write:\n\n%s"}
	releasedInUse   = Text{German: "\n\nDer Dienst ist schon im produktiven Betrieb: Einzurichten ist nichts mehr.", English: "\n\nThe service is in productive use already: there is nothing left to set up."}
	cancelledNote   = Text{German: "Die Bestellung wurde storniert.", English: "The order was cancelled."}
	cancelledReason = Text{German: "Die Bestellung wurde storniert:\n\n%s", English: "The order was cancelled:\n\n%s"}
)

func filled(t Text, german, english []any) Text {
	return Text{German: fmt.Sprintf(t.German, german...), English: fmt.Sprintf(t.English, english...)}
}

// with fills a sentence with what is the same in both languages.
func with(t Text, args ...any) Text { return filled(t, args, args) }

// withActing adds who used a shared account to submit an order.
func withActing(t Text, l *locked) Text {
	if l.sealed.ActingPerson == nil {
		return t
	}
	more := with(submittedActing, *l.sealed.ActingPerson, valueOf(l.sealed.SubmittedBy))
	return Text{German: t.German + more.German, English: t.English + more.English}
}

// ticketOf is the ticket that an order begins with.
func (s *Service) ticketOf(v *viewer.Viewer, l *locked) NewTicket {
	name, forWhom := names(l.offering.Current), ""
	if o := s.ports.Organisations.Organisation(l.ForOrganisationID); o != nil {
		forWhom = o.Name
	}
	t := NewTicket{
		OrderID: l.ID, OrganisationID: l.OrganisationID, OfferingID: l.OfferingID, RequesterID: v.AccountID, Quiet: l.quiet,
		Subject: Text{German: name.German + ": " + forWhom, English: name.English + ": " + forWhom},
		First:   filled(firstEntry, []any{l.Reference, name.German, forWhom}, []any{l.Reference, name.English, forWhom}),
	}
	if l.AlreadyInUse {
		more := with(firstEntryInUse, valueOf(l.PortalURL))
		t.First.German, t.First.English = t.First.German+more.German, t.First.English+more.English
	}
	t.First = withActing(t.First, l)
	t.Contacts = contacts(l.Subject, l.Technical)
	return t
}

// tellingOf is an act, to be told in the ticket of an order. Each version of an order is told once.
func tellingOf(l *locked, what string, text Text) Telling {
	return Telling{OrderID: l.ID, Key: fmt.Sprint(what, "|", l.Version), Text: text, Quiet: l.quiet}
}
