//go:build demo

package app

import (
	"context"

	"schalter/internal/support"
	"schalter/internal/viewer"
)

// ticketOnly is for what exists for a buyer, a signatory and an admin of the organisation, and for operators.
var ticketOnly = everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("ok", "buyer", "signatory", "admin", "operator")

// Tickets are the rows of tickets and their mails.
func (accessMatrix) Tickets() map[string]operation {
	return map[string]operation{
		"tickets": {`{ tickets { edges { node { subject } } } }`, vars(), signedIn},
		"ticket": {`query($r: String!) { ticket(reference: $r) { subject entries { edges { node { body } } } } }`,
			vars("r", func(f *facts) any { return oldTicket(f).Reference }), everyone("null").but("UNAUTHENTICATED", "anonymous").but("ok", "buyer", "signatory", "admin", "operator")},
		"ticketOpen": {`mutation($i: TicketOpenInput!) { ticketOpen(input: $i) { ticket { id }` + problems,
			input("organisationId", cityOrganisation, "subject", "Frage", "body", "Text", "idempotencyKey", freshKey), ticketOnly},
		"ticketReply": {`mutation($i: TicketReplyInput!) { ticketReply(input: $i) { ticket { id }` + problems,
			input("ticketId", oldTicketID, "body", "Text", "idempotencyKey", freshKey), ticketOnly},
		"ticketUpdate": {`mutation($i: TicketUpdateInput!) { ticketUpdate(input: $i) { ticket { id }` + problems,
			input("ticketId", oldTicketID, "expectedVersion", func(f *facts) any { return oldTicket(f).Version }), ticketOnly},
		"ticketMerge": {`mutation($i: TicketMergeInput!) { ticketMerge(input: $i) { ticket { id }` + problems,
			input("ticketId", func(f *facts) any { return newTicket(f).ID }, "expectedVersion", 2, "intoTicketId", oldTicketID), operatorOnly},
		"mailProbeSend": {`mutation($i: MailProbeSendInput!) { mailProbeSend(input: $i) { participant { id }` + problems,
			input("participantId", freshParticipant, "idempotencyKey", freshKey), ticketOnly},
		"mailProbeConfirm": {`mutation($i: MailProbeConfirmInput!) { mailProbeConfirm(input: $i) { accepted` + problems, input("token", "nothing"), everyone("EXPIRED")},
		"cannedAnswerSave": {`mutation($i: CannedAnswerSaveInput!) { cannedAnswerSave(input: $i) { answer { id }` + problems,
			input("titleDe", "Gruß", "bodyDe", "Guten Tag", "titleEn", "Greeting", "bodyEn", "Hello", "idempotencyKey", freshKey), operatorOnly},
		"ticketChanged": {`subscription($o: ID) { ticketChanged(organisationId: $o) { ticketId } }`, vars("o", cityOrganisation), ticketOnly},
	}
}

func cityOrganisation(f *facts) any { return f.w.organisations.OfAuthority(bamberg).ID }

// asOperator is an operator in the test's own calls.
func asOperator(f *facts) context.Context {
	accountID, err := f.w.accounts.IDOfEmail(viewer.System(f.t.Context(), "test"), operator)
	if err != nil {
		f.t.Fatal(err)
	}
	return viewer.With(f.t.Context(), &viewer.Viewer{AccountID: accountID, Roles: []viewer.Role{viewer.Operator}, Locale: "de"})
}

// newTicket is a new question of the city, oldTicket always the same one as it is now.
func newTicket(f *facts) *support.Ticket { return openTicket(f, f.key()) }
func oldTicket(f *facts) *support.Ticket { return openTicket(f, "old") }
func oldTicketID(f *facts) any           { return oldTicket(f).ID }

func openTicket(f *facts, key string) *support.Ticket {
	opened, err := f.w.tickets.Open(asOperator(f), support.TicketOpenInput{
		OrganisationID: cityOrganisation(f).(string), Subject: "Frage", Body: "Text", IdempotencyKey: key,
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return opened
}

// freshParticipant is a new one of the old ticket: each waits for ten minutes for its next probe.
func freshParticipant(f *facts) any {
	t := oldTicket(f)
	t, err := f.w.tickets.Update(asOperator(f), support.TicketUpdate{
		TicketID: t.ID, ExpectedVersion: t.Version, AddParticipants: []support.ParticipantInput{{Role: support.Copy, Name: "Kopie", Email: f.key() + "@demo.example"}},
	})
	if err != nil {
		f.t.Fatal(err)
	}
	lists, err := f.w.tickets.ParticipantsOf(asOperator(f), []*support.Ticket{t})
	if err != nil {
		f.t.Fatal(err)
	}
	return lists[0][len(lists[0])-1].ID
}
