package orders

import (
	"time"

	"schalter/internal/market/catalogue"
)

// Order is what an organisation takes over (type Order of the contract).
type Order struct {
	ID string
	// Version counts the changes of the order and the versions of its sheet.
	Version   int
	Reference string
	// OrganisationID is who orders, ForOrganisationID whom it is for: the same, or a member of a union.
	OrganisationID, ForOrganisationID string
	UnitID                            *string
	OfferingID                        string
	// VersionID is the sheet as it was submitted; nil while the current one counts.
	VersionID    *string
	State        OrderState
	AlreadyInUse bool
	PortalURL    *string
	PreparedBy   string
	SubmittedBy  *string
	ActingPerson *string
	VendorID     *string
	ITProviderID *string
	ProcedureID  *string
	Note         *string
	DecisionNote *string
	TicketID     *string
	Subject      *Contact
	Technical    *Contact
	// ProcedureVersion is one of the procedure, WishedOn a day (ISO 8601).
	ProcedureVersion *string
	WishedOn         *string
	// Values are those of parameters, by key.
	Values                       map[string]string
	InterfaceCostsAcknowledgedAt *time.Time
	CreatedAt                    time.Time
	UpdatedAt                    time.Time
	// Since is when it came into its state.
	Since     time.Time
	PlacedAt  *time.Time
	DecidedAt *time.Time
	// held says that it takes the place of its offering: no other one can be submitted.
	held bool
}

// Wish is what an order says of how the offering is to be set up.
type Wish struct {
	AlreadyInUse                                          bool
	Subject, Technical                                    *Contact
	VendorID, ITProviderID, ProcedureID, ProcedureVersion *string
	WishedOn, Note                                        *string
	PortalURL                                             *string
	Parameters                                            []*catalogue.RolloutParameterInput
}

// Saving is a draft, or the change of one or of an order that was returned. What is nil is cleared, but parameters that are not named stay.
type Saving struct {
	// OrderID and ExpectedVersion are nil for a new one, which has an IdempotencyKey.
	OrderID         *string
	ExpectedVersion *int
	OfferingID      string
	OrganisationID  string
	OnBehalfOfID    *string
	UnitID          *string
	Wish
	IdempotencyKey string
}

// SavingForMembers is a draft for each of several members of a union.
type SavingForMembers struct {
	OfferingID, OrganisationID string
	OnBehalfOfIDs              []string
	Wish
	IdempotencyKey string
}

// OrderPlace is for whom an offering could be ordered (type OrderPlace of the contract).
type OrderPlace struct {
	// OrganisationID orders, OnBehalfOfID is the member that it would be for, UnitID the unit.
	OrganisationID       string
	OnBehalfOfID, UnitID *string
	// Order is the one that is there already; nil without one.
	Order *Order
}

// sealed is what is sealed of an order. The names of its JSON fields stay as they are.
type sealed struct {
	Subject          *Contact          `json:"subjectContact,omitempty"`
	Technical        *Contact          `json:"technicalContact,omitempty"`
	VendorID         *string           `json:"vendorId,omitempty"`
	ITProviderID     *string           `json:"itProviderId,omitempty"`
	ProcedureID      *string           `json:"procedureId,omitempty"`
	ProcedureVersion *string           `json:"procedureVersion,omitempty"`
	WishedOn         *string           `json:"wishedOn,omitempty"`
	Note             *string           `json:"note,omitempty"`
	PortalURL        *string           `json:"portalUrl,omitempty"`
	Values           map[string]string `json:"parameters,omitempty"`
	PreparedBy       string            `json:"preparedBy"`
	SubmittedBy      *string           `json:"submittedBy,omitempty"`
	ActingPerson     *string           `json:"actingPerson,omitempty"`
	DecisionNote     *string           `json:"decisionNote,omitempty"`
	CancelReason     *string           `json:"cancelReason,omitempty"`
	// Asked is the digest of the input that began it.
	Asked string `json:"asked"`
}
