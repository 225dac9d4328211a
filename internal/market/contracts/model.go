package contracts

import (
	"slices"
	"time"
)

// ContractLevel is where in the chain a contract stands (enum ContractLevel of the contract of the API).
type ContractLevel string

// The levels, from the top down.
const (
	Provision   ContractLevel = "PROVISION"
	Reuse       ContractLevel = "REUSE"
	SubReuse    ContractLevel = "SUB_REUSE"
	SubSubReuse ContractLevel = "SUB_SUB_REUSE"
)

// levels are all of them, from the top down.
var levels = []ContractLevel{Provision, Reuse, SubReuse, SubSubReuse}

// above is the level that a contract's parent has; empty for the top.
func (l ContractLevel) above() ContractLevel {
	if i := slices.Index(levels, l); i > 0 {
		return levels[i-1]
	}
	return ""
}

// ContractState is where a contract stands (enum ContractState of the API).
type ContractState string

// The states.
const (
	Draft      ContractState = "DRAFT"
	Offered    ContractState = "OFFERED"
	Signed     ContractState = "SIGNED"
	Effective  ContractState = "EFFECTIVE"
	OnHold     ContractState = "ON_HOLD"
	Terminated ContractState = "TERMINATED"
	Expired    ContractState = "EXPIRED"
	Declined   ContractState = "DECLINED"
)

// transitions are the allowed ones.
var transitions = map[ContractState][]ContractState{
	Draft:     {Effective, OnHold, Terminated, Expired},
	Offered:   {Signed, Declined, Terminated, Expired},
	Signed:    {Effective, Terminated, Expired},
	Effective: {OnHold, Terminated, Expired},
	OnHold:    {Effective, Terminated, Expired},
}

// CanBecome reports whether a contract may go from one state to another.
func (s ContractState) CanBecome(next ContractState) bool {
	return slices.Contains(transitions[s], next)
}

// Over reports whether a contract has ended: nothing changes any more.
func (s ContractState) Over() bool { return s == Terminated || s == Expired || s == Declined }

// ContractParty is whose signature it is (enum ContractParty of the API).
type ContractParty string

// The parties.
const (
	Grantor ContractParty = "GRANTOR"
	Grantee ContractParty = "GRANTEE"
)

// Contract is one link of the chain (type Contract of the API). Days are ISO 8601.
type Contract struct {
	ID        string
	Version   int
	Reference string
	Level     ContractLevel
	State     ContractState
	ParentID  *string
	// Chain is from the top down to the parent.
	Chain              []*ChainLink
	OfferingID         string
	GrantorID          string
	GranteeID          string
	SignerID           *string
	OrderID            *string
	TemplateVersion    *int
	EffectiveFrom      *string
	EndsOn             *string
	NoticePeriodMonths *int
	Signatures         []*ContractSignature
	DocumentDigest     *string
	// Refusal is why it was declined; nil for one that was not.
	Refusal *ContractNotice
	// TerminationNotice is why it was terminated; nil for one that does not end by that: it was not, or it ends with one above it.
	TerminationNotice *ContractNotice
	// byTermination says that EndsOn was set by a termination; complete that both have signed.
	byTermination, complete bool
}

// ByTermination reports whether its last day was set by a termination, its own or of one above.
func (c *Contract) ByTermination() bool { return c.byTermination }

// ChainLink is one contract above the municipality's (type ChainLink of the API).
type ChainLink struct {
	ContractID         string
	Level              ContractLevel
	State              ContractState
	GrantorID          string
	GranteeID          string
	EffectiveFrom      *string
	EndsOn             *string
	NoticePeriodMonths *int
}

// ContractSignature is a signature in text form (type ContractSignature of the API).
type ContractSignature struct {
	Party      ContractParty
	SignerName string
	// OrganisationID is whose person signed: the party or its union.
	OrganisationID         string
	ActingPerson           *string
	CertificateFingerprint string
	SignedInAt             time.Time
	DocumentDigest         string
	At                     time.Time
}

// sealedContract is what is sealed of a contract. The names of its JSON fields stay as they are.
type sealedContract struct {
	// Digest is of the document to be signed, Size its length.
	Digest string `json:"digest,omitempty"`
	Size   int    `json:"size,omitempty"`
	// Order are the facts of the order that the document was made from.
	Order *offered `json:"order,omitempty"`
	// Asked is the digest of what recorded it last.
	Asked string `json:"asked,omitempty"`
	// Termination is why it was terminated last; it stays where another end was agreed later.
	Termination *ContractNotice `json:"termination,omitempty"`
	// Refusal is why it was declined.
	Refusal *ContractNotice `json:"refusal,omitempty"`
}

// offered is what a contract was offered with.
type offered struct {
	Reference string     `json:"reference"`
	VersionID string     `json:"versionId"`
	Facts     OrderFacts `json:"facts"`
}

// sealedSignature is what is sealed of a signature. The names of its JSON fields stay as they are.
type sealedSignature struct {
	SignerName   string    `json:"signerName"`
	ActingPerson string    `json:"actingPerson,omitempty"`
	Fingerprint  string    `json:"fingerprint"`
	SignedInAt   time.Time `json:"signedInAt"`
	Digest       string    `json:"digest"`
}

// NewOffer is the contract that an order asks for.
type NewOffer struct {
	OrderID, OrderReference       string
	OfferingID, OfferingVersionID string
	GranteeID                     string
	// SignerID is who signs for the grantee: itself, or its union.
	SignerID string
	Facts    OrderFacts
}

// OrderFacts is what an order says; what is empty was not given. It is kept sealed: its JSON fields stay as they are.
type OrderFacts struct {
	Unit             string   `json:"unit,omitempty"`
	Vendor           string   `json:"vendor,omitempty"`
	ITProvider       string   `json:"itProvider,omitempty"`
	Procedure        string   `json:"procedure,omitempty"`
	ProcedureVersion string   `json:"procedureVersion,omitempty"`
	Note             string   `json:"note,omitempty"`
	SubjectContact   *Contact `json:"subjectContact,omitempty"`
	TechnicalContact *Contact `json:"technicalContact,omitempty"`
	// WishedOn is a day, ISO 8601.
	WishedOn                     string      `json:"wishedOn,omitempty"`
	AlreadyInUse                 bool        `json:"alreadyInUse,omitempty"`
	InterfaceCostsAcknowledgedAt time.Time   `json:"interfaceCostsAcknowledgedAt"`
	Parameters                   []Parameter `json:"parameters,omitempty"`
}

// Contact is a person at the grantee.
type Contact struct {
	Name  string `json:"name"`
	Email string `json:"email"`
	Phone string `json:"phone,omitempty"`
}

// Parameter is what must be known to set a service up.
type Parameter struct {
	Label string `json:"label"`
	Value string `json:"value"`
}
