package rollouts

import (
	"time"

	"schalter/ent"
	"schalter/internal/market/accounts"
	"schalter/internal/market/catalogue"
)

// RolloutState is how far a rollout is (enum RolloutState of the contract).
type RolloutState string

// The states of a rollout; what leads to which is in settle.go.
const (
	Ordered    RolloutState = "ORDERED"
	InProgress RolloutState = "IN_PROGRESS"
	Live       RolloutState = "LIVE"
	Ended      RolloutState = "ENDED"
)

// RolloutTaskState is how far a task is (enum RolloutTaskState of the contract).
type RolloutTaskState string

// The states of a task; which may follow which is in task_state.go.
const (
	TaskOpen       RolloutTaskState = "OPEN"
	TaskInProgress RolloutTaskState = "IN_PROGRESS"
	TaskDone       RolloutTaskState = "DONE"
	TaskSkipped    RolloutTaskState = "SKIPPED"
)

// LinkState is what is known of a link (enum LinkState of the contract).
type LinkState string

// The states of a link.
const (
	Unchecked LinkState = "UNCHECKED"
	Working   LinkState = "OK"
	Broken    LinkState = "BROKEN"
)

// VendorMailCause is why a mail was sent (enum VendorMailCause of the contract).
type VendorMailCause string

// The causes of a mail.
const (
	ByContract VendorMailCause = "CONTRACT_EFFECTIVE"
	AsReminder VendorMailCause = "REMINDER"
	SentAgain  VendorMailCause = "SENT_AGAIN"
)

// ContactPerson is a person at an organisation.
type ContactPerson = accounts.Contact

// Rollout is all that is needed to set one order up (type Rollout of the contract).
type Rollout struct {
	ID      string
	Version int
	OrderID string
	// Reference is the order's.
	Reference      string
	OrganisationID string
	OrderedByID    string
	UnitID         *string
	Offering       *catalogue.OfferingVersion
	// Subject and Technical are the contacts.
	Subject, Technical *ContactPerson
	VendorID           *string
	ITProviderID       *string
	ProcedureID        *string
	ProcedureVersion   *string
	WishedOn           *string
	AlreadyInUse       bool
	Parameters         []*catalogue.RolloutParameter
	TicketID           string
	State              RolloutState
	StartedAt          time.Time
	// LiveSince is a day (ISO 8601).
	LiveSince *string
	// ViewerParty is as whom the viewer works on it; nil for who only reads.
	ViewerParty *catalogue.RolloutParty

	row      *ent.Rollout
	standing standing
}

// RolloutTask is an offering's task in one rollout (type RolloutTask of the contract).
type RolloutTask struct {
	ID        string
	Version   int
	RolloutID string
	Task      *catalogue.OfferingTask
	State     RolloutTaskState
	// Given is the reason that a person gave, ReasonKey that of the platform: a key of the message catalogue, with the arguments of its
	// sentence.
	Given      *string
	ReasonKey  *string
	ReasonArgs []string
	ChangedBy  *string
	ChangedAt  *time.Time
	// Editable says whether the viewer may change it.
	Editable bool
}

// PortalLink is the link of one service of the offering (type PortalLink of the contract).
type PortalLink struct {
	ID        string
	RolloutID string
	ServiceID string
	URL       *string
	State     LinkState
	// ProblemKey is a key of the message catalogue, Status what its sentence says that the server answered.
	ProblemKey *string
	Status     int
	ReportedAt *time.Time
	CheckedAt  *time.Time
}

// VendorMail is a mail with what is to be set up (type VendorMail of the contract).
type VendorMail struct {
	Party          catalogue.RolloutParty
	OrganisationID string
	Email          string
	SentAt         *time.Time
	// Arrival is what is known of it: UNKNOWN, REACHED or FAILING.
	Arrival    string
	Cause      VendorMailCause
	ProblemKey *string
}

// OnlineService is where a service can be done online at a place (type OnlineService of the contract).
type OnlineService struct {
	ID             string
	ServiceID      string
	AuthorityID    string
	OrganisationID string
	RegionARS      string
	URL            string
	// Since is a day (ISO 8601).
	Since     string
	CheckedAt time.Time
}

// ServiceLink is one service of an organisation with its link (type ServiceLink of the contract).
type ServiceLink struct {
	ServiceID   string
	AuthorityID string
	// Link is nil where none was reported.
	Link *PortalLink
	// Online says that citizens see it.
	Online bool
}

// ServiceLinkCount is of all services that an organisation is competent for (type ServiceLinkCount of the contract).
type ServiceLinkCount struct{ Services, Online int }

// Dot is how far one municipality is with one offering, or with the one that it is furthest with.
type Dot struct {
	RegionARS string
	State     RolloutState
	Since     time.Time
}

// RegionRollout is one place with all places below it (type RegionRollout of the contract).
type RegionRollout struct {
	RegionARS string
	Sums
}

// Sums are numbers of municipalities with at least one service.
type Sums struct{ Municipalities, Live, InProgress int }
