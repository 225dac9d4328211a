package conversation

import (
	"time"

	"schalter/internal/casemail"
	"schalter/internal/postal"
	"schalter/internal/postbox/sides"
)

// The read models: what one side sees, already opened. They are the types of the contract; what a resolver must fetch
// (documents, deliveries, texts) is asked of the Service in batches.

// CaseMailboxKind says what a mailbox was opened for.
type CaseMailboxKind string

// The kinds of mailbox.
const (
	ForUndertaking CaseMailboxKind = "UNDERTAKING"
	ForAuthority   CaseMailboxKind = "AUTHORITY"
)

// CaseMailbox is the owner's view of one conversation space (Fallpostfach).
type CaseMailbox struct {
	// side is what it was read from, so that what lies in it need not find it again.
	side *sides.Side
	// predecessorID is the mailbox that it continues.
	predecessorID *string

	ID            string
	Reference     string
	Kind          CaseMailboxKind
	Title         string
	UndertakingID *string
	RegionARS     *string
	UnreadCount   int
	// State is the most pressing state of its parties; nil while nothing was received.
	State          *casemail.ProgressState
	LastActivityAt time.Time
	DeletesAt      time.Time
	// DeletionWarnings is how many warnings were sent; DeletionHeldAt since when it is not deleted because one did not arrive.
	DeletionWarnings int
	DeletionHeldAt   *time.Time
	// EndLetter is what became of the letter about that, empty where no deletion was ever held; DeletionLetterPostedAt is when it was posted.
	EndLetter              EndLetterState
	DeletionLetterPostedAt *time.Time
	OpenedAt               time.Time
	// ReceiptDefault is the wish for a receipt as the person last chose it here.
	ReceiptDefault bool
	// FirstReceivedAt is when the matter first reached an authority, where that was before this mailbox was opened.
	FirstReceivedAt *time.Time
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
	// RegionARS is the place of the mailbox, nil where it has none.
	RegionARS *string
	// Progress is how far it is with this authority; nil while nothing was received.
	Progress *CaseProgress
	// DeclinedAt is when it said last that it is not competent; nil again once it dealt with the matter all the same.
	DeclinedAt *time.Time
	// SuggestedAuthorityID is the authority that it named then.
	SuggestedAuthorityID *string
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
	side *sides.Side

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
	ClosedAt       *time.Time
	// FileReference is the authority's own (Aktenzeichen).
	FileReference *string
	// RetentionKey names a class of the authority's settings; nil is the first.
	RetentionKey *string
	// AwaitingArchiveSince is since when its retention is over, and it is kept until the archive has answered.
	AwaitingArchiveSince *time.Time
	// ArchiveOffer is what the archive said.
	ArchiveOffer *ArchiveOffer
	// Exported is its last export that was served to its end.
	Exported *CaseExported
	// DeclinedAt is when the authority said that it is not competent; nil again once the person wrote after that, or it dealt with the matter all the same.
	DeclinedAt *time.Time
	// FirstReceivedAt is when the matter first reached an authority, where that was before it came here.
	FirstReceivedAt *time.Time
}

// CaseExported is an export of all that a case held then (type CaseExported of the contract).
type CaseExported struct {
	At time.Time
	// Complete says that nothing was added since.
	Complete bool
}

// ArchiveAnswer is what the archive said of a case that it was offered (enum ArchiveAnswer of the contract).
type ArchiveAnswer string

// The answers.
const (
	TakenOver       ArchiveAnswer = "TAKEN_OVER"
	NotWorthKeeping ArchiveAnswer = "NOT_WORTH_KEEPING"
)

// ArchiveOffer is what the archive said (type ArchiveOffer of the contract).
type ArchiveOffer struct {
	Answer     ArchiveAnswer
	AnsweredOn string
}

// Person is what others may know of a person: a name, and a pseudonym of the place where it is shown.
type Person struct {
	ID   string
	Name string
}

// Delivery is the delivery of one message to one authority: its state, and its facts as steps.
type Delivery struct {
	ID          string
	AuthorityID string
	// AuthorityName is what the authority was called when the message was sent.
	AuthorityName string
	Channel       ChannelKind
	State         casemail.DeliveryState
	// FailureCode is set where State is FAILED.
	FailureCode   *casemail.FailureCode
	ConfirmedAt   *time.Time
	ConfirmedBy   *string
	NextAttemptAt *time.Time
	Steps         []DeliveryStep
	// Silent says that the owner was told of the authority's silence, and that it goes on; ToldOfSilence only the former.
	Silent, ToldOfSilence bool
	// Cover says that what was delivered is no message of the person, but the cover of an authority that passed some on.
	Cover bool
}

// DeliveryStep is one fact of a delivery.
type DeliveryStep struct {
	State casemail.DeliveryState
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
	Kind             casemail.MessageKind
	InReplyToID      *string
	DueOn            *string
	// DecisionEffect and Remedy are what a clerk chose for a decision; NoRemedy that it has no instruction on remedies.
	DecisionEffect *casemail.DecisionEffect
	Remedy         *Period
	NoRemedy       bool
	SavedAt        time.Time
}

// MailboxFilter narrows a person's list of mailboxes.
type MailboxFilter struct {
	Unread *bool
	Search *string
	State  *casemail.ProgressState
	// From and Until are days of the last activity, in Berlin.
	From        *string
	Until       *string
	AuthorityID *string
}

// HeldDeletion is a mailbox that is not deleted although it is over, as operators see it: nothing of its content, nothing of its owner (type HeldDeletion of the contract).
type HeldDeletion struct {
	// ID is the mailbox's.
	ID        string
	Reference string
	// Since is when a warning turned out not to arrive, EndedOn when it would have been deleted.
	Since   time.Time
	EndedOn time.Time
	Letter  EndLetterState
	// LetterReference is printed on the letter, DeletesAt when the mailbox is deleted of whose end it warns.
	LetterReference *string
	DeletesAt       *time.Time
}
