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

// CompetenceRole is in which role an authority is a party (enum CompetenceRole).
type CompetenceRole string

// The roles.
const (
	Primary              CompetenceRole = "PRIMARY"
	Alternative          CompetenceRole = "ALTERNATIVE"
	PointOfSingleContact CompetenceRole = "POINT_OF_SINGLE_CONTACT"
)

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

// ChannelKind is by which channel an authority receives (enum ChannelKind of the contract).
type ChannelKind string

// The kinds of channel.
const (
	ByInbox ChannelKind = "INBOX"
	BySMIME ChannelKind = "SMIME"
)

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

// DocumentState is where a document's upload stands.
type DocumentState string

// The states of a document.
const (
	AwaitingUpload DocumentState = "AWAITING_UPLOAD"
	Scanning       DocumentState = "SCANNING"
	Ready          DocumentState = "READY"
	Refused        DocumentState = "REFUSED"
)

// Document is a file as the viewer's side sees it.
type Document struct {
	ID        string
	SideID    string
	MessageID *string
	Filename  string
	MediaType string
	// Size is in bytes.
	Size   int64
	SHA256 *string
	State  DocumentState
	// Refusal is a key of the message catalogue.
	Refusal   *string
	Scanned   bool
	CreatedAt time.Time

	locked bool
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

// MailboxEventKind says what happened (enum MailboxEventKind).
type MailboxEventKind string

// The kinds of event.
const (
	MailboxOpened      MailboxEventKind = "MAILBOX_OPENED"
	MessageSent        MailboxEventKind = "MESSAGE_SENT"
	MessageReceived    MailboxEventKind = "MESSAGE_RECEIVED"
	DeliveryChanged    MailboxEventKind = "DELIVERY_CHANGED"
	MessageOpened      MailboxEventKind = "MESSAGE_OPENED"
	DocumentFetched    MailboxEventKind = "DOCUMENT_FETCHED"
	ReceiptConfirmed   MailboxEventKind = "RECEIPT_CONFIRMED"
	NotificationSent   MailboxEventKind = "NOTIFICATION_SENT"
	NotificationFailed MailboxEventKind = "NOTIFICATION_FAILED"
	MessageDeleted     MailboxEventKind = "MESSAGE_DELETED"
	DocumentDeleted    MailboxEventKind = "DOCUMENT_DELETED"
	MailboxDeleted     MailboxEventKind = "MAILBOX_DELETED"
	PersonChanged      MailboxEventKind = "PERSON_CHANGED"
)

// MailboxEvent is one entry of a side's record.
type MailboxEvent struct {
	ID        string
	SideID    string
	Kind      MailboxEventKind
	At        time.Time
	Actor     string
	MessageID *string
	// Token is a Security Event Token (RFC 8417) in JWS compact form.
	Token string
}

// Download is a file to fetch with a signed ticket.
type Download struct {
	Path      string
	Filename  string
	MediaType string
	ExpiresAt time.Time
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
