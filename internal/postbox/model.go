package postbox

import (
	"time"

	"schalter/internal/postal"
)

// The read models: what one side sees, already opened. They are the types of the contract; what a resolver must fetch
// (documents, deliveries, texts) is asked of the Service in batches.

// MailboxKind says what a mailbox was opened for.
type MailboxKind string

// The kinds of mailbox.
const (
	ForUndertaking MailboxKind = "UNDERTAKING"
	ForAuthority   MailboxKind = "AUTHORITY"
)

// CaseMailbox is the owner's view of one conversation space (Fallpostfach).
type CaseMailbox struct {
	// side is what it was read from, so that what lies in it need not find it again.
	side *openSide

	ID             string
	Reference      string
	Kind           MailboxKind
	Title          string
	UndertakingID  *string
	RegionARS      *string
	UnreadCount    int
	LastActivityAt time.Time
	DeletesAt      time.Time
	OpenedAt       time.Time
	// ReceiptDefault is the wish for a receipt as the person last chose it here.
	ReceiptDefault bool
}

// CaseParty is one competent authority of a mailbox, fixed when it was opened.
type CaseParty struct {
	ID          string
	MailboxID   string
	AuthorityID string
	// AuthorityName is what the authority was called when the mailbox was opened.
	AuthorityName string
	Role          CompetenceRole
	ServiceIDs    []string
}

// CaseState is where an authority's work on a case stands.
type CaseState string

// The states of a case.
const (
	CaseNew        CaseState = "NEW"
	InProgress     CaseState = "IN_PROGRESS"
	AwaitingPerson CaseState = "AWAITING_PERSON"
	CaseClosed     CaseState = "CLOSED"
)

// AuthorityCase is an authority's view of a case, from the first message it got.
type AuthorityCase struct {
	// side is what it was read from, so that what lies in it need not find it again.
	side *openSide

	ID             string
	Version        int
	Reference      string
	AuthorityID    string
	Title          string
	ServiceIDs     []string
	RegionARS      *string
	Person         Person
	Address        *postal.Address
	TrustLevel     string
	UnreadCount    int
	WaitingSince   *time.Time
	State          CaseState
	AssigneeID     *string
	DueOn          *string
	OwnerDeletedAt *time.Time
	RetainUntil    *time.Time
}

// Person is what others may know of a person: a name, and a pseudonym of the place where it is shown.
type Person struct {
	ID   string
	Name string
}

// CaseNote is a note among an authority's clerks.
type CaseNote struct {
	ID     string
	Author string
	Body   string
	At     time.Time
}

// Delivery is the delivery of one message to one authority: its state, and its facts as steps.
type Delivery struct {
	ID          string
	AuthorityID string
	// AuthorityName is what the authority was called when the message was sent.
	AuthorityName string
	Channel       ChannelKind
	State         DeliveryState
	// FailureCode is set where State is FAILED.
	FailureCode   *FailureCode
	ConfirmedAt   *time.Time
	ConfirmedBy   *string
	NextAttemptAt *time.Time
	Steps         []DeliveryStep
}

// DeliveryStep is one fact of a delivery.
type DeliveryStep struct {
	State DeliveryState
	At    time.Time
	// Person is who did it, where a person did.
	Person *string
	// Code is a key of the message catalogue: why, or by what; Status the mail status (RFC 3463) that came with it.
	Code, Status string
}

// Draft is a message being written.
type Draft struct {
	ID               string
	SideID           string
	Version          int
	Subject          string
	Body             string
	RecipientIDs     []string
	ServiceIDs       []string
	DocumentIDs      []string
	ReceiptRequested bool
	Kind             MessageKind
	SavedAt          time.Time
}

// Evidence is what proves a message on one side.
type Evidence struct {
	ManifestDigest string
	SignedAt       time.Time
	SigningKeyID   string
	EventID        string
}

// MailboxFilter narrows a person's list of mailboxes.
type MailboxFilter struct {
	Unread *bool
	Search *string
}

// CaseFilter narrows an authority's inbox.
type CaseFilter struct {
	States     []CaseState
	AssigneeID *string
	Unassigned *bool
	Unread     *bool
	DueBefore  *string
	ServiceID  *string
	Search     *string
}

// CaseOrder is the order of an authority's inbox.
type CaseOrder string

// The orders of an inbox.
const (
	LongestWaiting CaseOrder = "LONGEST_WAITING"
	NewestMessage  CaseOrder = "NEWEST_MESSAGE"
	DueFirst       CaseOrder = "DUE_FIRST"
)
