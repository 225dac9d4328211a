package conversation

import (
	"schalter/internal/errs"
	"schalter/internal/legal"
	"schalter/internal/postal"
)

// Limits of a message.
const (
	MaxSubject = 200
	MaxBody    = 50_000
)

// ServiceCandidates are the authorities that may be addressed for one service.
type ServiceCandidates struct {
	ServiceID  string
	Candidates []Candidate
}

// Candidate is one authority that may be addressed, and the rule that says so.
type Candidate struct {
	AuthorityID string
	Role        CompetenceRole
	RuleID      string
}

// Filing is by which way an application for a service is valid at an authority.
type Filing struct {
	// Kind is of enum SubmissionKind.
	Kind SubmissionKind
	// Service is what the service is called, Instruction how to apply, with the address where there is one.
	Service, Instruction errs.Bilingual
	// Basis is the law that says so.
	Basis string
}

// Silence is how long an authority may stay silent after complete documents before its approval counts as granted.
type Silence struct {
	Amount int
	Unit   legal.Unit
	// Basis is law and article.
	Basis string
	// Extendable says that the authority may extend it once.
	Extendable bool
}

// SubmissionKind is by which way an application is valid (enum SubmissionKind of the contract).
type SubmissionKind string

// The kinds of submission.
const (
	ByMessage  SubmissionKind = "MESSAGE"
	ByForm     SubmissionKind = "FORM_REQUIRED"
	InWriting  SubmissionKind = "WRITTEN"
	OnlineOnly SubmissionKind = "ONLINE_ONLY"
)

// PersonFacts is what the platform has proven of a person.
type PersonFacts struct {
	// Name and Address are as they are proven; the name is empty before the proof, and after a change of the profile until the next.
	Name    string
	Address *postal.Address
	// Proof is the trust level by which they were proven.
	Proof string
	// TrustLevel is the account's of now: what it may begin.
	TrustLevel string
	// Locale is "de" or "en".
	Locale string
}

// ChannelFacts says whether an authority can be written to now, and by which channel.
type ChannelFacts struct {
	Connected bool
	Kind      ChannelKind
	MaxBytes  int
	// AutoReply is what the authority tells everyone who writes; nil where it is nothing.
	AutoReply *string
}

// Member is one colleague at an authority. Shown is what persons who are written to read, as the authority wants it; empty where it was not
// asked for. Admin says that it manages the authority.
type Member struct {
	ID, Name, Shown string
	Admin           bool
}

// CompetenceRole is in which role an authority is a party (enum CompetenceRole).
type CompetenceRole string

// The roles.
const (
	Primary              CompetenceRole = "PRIMARY"
	Alternative          CompetenceRole = "ALTERNATIVE"
	PointOfSingleContact CompetenceRole = "POINT_OF_SINGLE_CONTACT"
)

// ChannelKind is by which channel an authority receives (enum ChannelKind of the contract).
type ChannelKind string

// The kinds of channel.
const (
	ByInbox ChannelKind = "INBOX"
	BySMIME ChannelKind = "SMIME"
)
