// Package support holds the tickets: matters of organisations with the operators, written here and by mail.
//
// Each organisation has one parent ticket, made with its first ticket, each order one below it, and there are questions besides. Begin
// with [Service.Open], [Service.Reply] and [Service.Update]; [Service.OpenForOrder] and [Service.AddNote] are for domains whose
// transactions a ticket belongs to. What may follow on what is one table (state.go). Mails go out in mail_out.go and come in in
// arrive.go.
//
// Operators see all tickets, editors those of the directory, members with a part in the market those of their organisation, others nothing: [access] is asked before
// every read and write. Participants without an account take part by mail alone, and their mails carry nothing but what everybody in
// the ticket may read. A mail is matched by the token of the address that it was sent to and by its sender together, never by the
// reference that people see: who knows that can write nothing.
//
// What people wrote is sealed under the key of the ticket in which they did (ADR 0003). Only words of subjects can be searched for: a
// blind index over all that was written would tell too much about it.
package support

import "time"

// TicketKind is what a ticket is about (enum TicketKind of the contract).
type TicketKind string

// The kinds of ticket.
const (
	OfOrganisation TicketKind = "ORGANISATION"
	OfOrder        TicketKind = "ORDER"
	Question       TicketKind = "QUESTION"
	Contact        TicketKind = "CONTACT"
	// OfDirectory is that an assignment in the directory seems to be wrong.
	OfDirectory TicketKind = "DIRECTORY"
)

// TicketState is whom a ticket waits for (enum TicketState of the contract).
type TicketState string

// The states of a ticket.
const (
	Open                TicketState = "OPEN"
	WaitingForRequester TicketState = "WAITING_FOR_REQUESTER"
	WaitingForVendor    TicketState = "WAITING_FOR_VENDOR"
	Resolved            TicketState = "RESOLVED"
)

// TicketRole is as what one takes part (enum TicketRole of the contract).
type TicketRole string

// The roles in a ticket.
const (
	Requester  TicketRole = "REQUESTER"
	Vendor     TicketRole = "VENDOR"
	ITProvider TicketRole = "IT_PROVIDER"
	Copy       TicketRole = "COPY"
)

// MailState is what is known of mails to an address (enum MailState of the contract).
type MailState string

// The states of an address.
const (
	Unknown MailState = "UNKNOWN"
	Reached MailState = "REACHED"
	Failing MailState = "FAILING"
)

// Ticket is a matter with the operators (type Ticket of the contract).
type Ticket struct {
	ID             string
	Version        int
	Reference      string
	Kind           TicketKind
	Subject        string
	State          TicketState
	OrganisationID *string
	RequesterName  string
	// AssigneeID is the operator who has it.
	AssigneeID      *string
	OrderID         *string
	OfferingID      *string
	ParentID        *string
	MergedIntoID    *string
	CreatedAt       time.Time
	UpdatedAt       time.Time
	FirstAnsweredAt *time.Time
}

// MailStatus is what became of mails to an address (type MailStatus of the contract).
type MailStatus struct {
	State MailState
	Since *time.Time
	// ProblemKey is a key of the message catalogue.
	ProblemKey *string
}

// TicketParticipant is one who gets a ticket's mails (type TicketParticipant of the contract).
type TicketParticipant struct {
	ID             string
	TicketID       string
	Role           TicketRole
	Name           string
	OrganisationID *string
	// Email is nil for members, who have an account.
	Email       *string
	Mail        *MailStatus
	ProbeSentAt *time.Time
}

// TicketEntry is one entry of a ticket (type TicketEntry of the contract).
type TicketEntry struct {
	ID     string
	Author string
	Body   string
	// WholeBody is the text of a mail with what Body leaves out, quotations and the like; nil where nothing is left out.
	WholeBody   *string
	Internal    bool
	Unconfirmed bool
	Automatic   bool
	ByMail      bool
	At          time.Time

	ticketID string
}

// TicketFile is a file that came with a mail (type TicketFile of the contract).
type TicketFile struct {
	ID       string
	Filename string
	// MediaType is nil where it was not taken in.
	MediaType *string
	Size      int64
	Scanned   bool
	// RefusalKey says why it was not taken in: a key of the message catalogue.
	RefusalKey *string

	ready bool
}

// CannedAnswer is a text that operators use again (type CannedAnswer of the contract).
type CannedAnswer struct {
	ID        string
	Version   int
	TitleDe   string
	BodyDe    string
	TitleEn   string
	BodyEn    string
	UpdatedAt time.Time
}

// Text is a sentence of the platform in both languages.
type Text struct{ German, English string }

// The bounds of what people write, in characters, and of what a ticket holds.
const (
	MaxSubject      = 200
	MaxBody         = 20_000
	MaxParticipants = 50
	maxName         = 200
	maxKey          = 100
)
