package accounts

import (
	"slices"
	"time"
)

// MarketAccountState is where an account stands (enum MarketAccountState of the contract).
type MarketAccountState string

// The states of an account.
const (
	Pending  MarketAccountState = "PENDING_REVIEW"
	Active   MarketAccountState = "ACTIVE"
	Rejected MarketAccountState = "REJECTED"
	Disabled MarketAccountState = "DISABLED"
)

// transitions are the allowed ones; from REJECTED and DISABLED a person asks again, which is another account.
var transitions = map[MarketAccountState][]MarketAccountState{
	Pending: {Active, Rejected, Disabled},
	Active:  {Disabled},
}

// CanBecome reports whether an account may go from one state to another.
func (s MarketAccountState) CanBecome(next MarketAccountState) bool {
	return slices.Contains(transitions[s], next)
}

// Contact is a person at an organisation.
type Contact struct {
	Name       string  `json:"name"`
	Email      string  `json:"email"`
	Phone      *string `json:"phone,omitempty"`
	Department *string `json:"department,omitempty"`
}

// MarketAccountForm is what a person writes to ask for an account.
type MarketAccountForm struct {
	GivenName  string  `json:"givenName"`
	FamilyName string  `json:"familyName"`
	Email      string  `json:"email"`
	Phone      *string `json:"phone,omitempty"`
	// OrganisationID names a known one; without it, the directory's with the ARS is meant, or a new one.
	OrganisationID      *string  `json:"organisationId,omitempty"`
	OrganisationName    string   `json:"organisationName"`
	Kind                string   `json:"kind"`
	ARS                 *string  `json:"ars,omitempty"`
	FunctionalMailboxes []string `json:"functionalMailboxes,omitempty"`
	DigitalOfficer      *Contact `json:"digitalOfficer,omitempty"`
	MaySign             bool     `json:"maySign,omitempty"`
	// Evidence says by what the person may sign, SignUntil (a day) until before when; both only with MaySign.
	Evidence  *string `json:"evidence,omitempty"`
	SignUntil *string `json:"signUntil,omitempty"`
}

// MarketAccount is a person's account in the market (type MarketAccount of the contract).
type MarketAccount struct {
	ID             string
	Version        int
	AccountID      string
	OrganisationID string
	State          MarketAccountState
	// PersonName is the name as it was asked with.
	PersonName string
	// Form, Claims and DecisionNote are nil for all but the person and operators.
	Form         *MarketAccountForm
	Claims       *Claims
	DecisionNote *string
	// InvitedBy is the name of who invited the person, nil without an invitation.
	InvitedBy          *string
	CertificateValidTo time.Time
	Shared             bool
	MaySign            bool
	ReplacesID         *string
	RequestedAt        time.Time
	DecidedAt          *time.Time
	personIndex        []byte
	certificateIndex   []byte
}

// sealed is what is sealed of an account. The names of its JSON fields stay as they are.
type sealed struct {
	// Form is what the person wrote, with name and kind of a known organisation; Asked is the digest of what was written.
	Form   MarketAccountForm `json:"form"`
	Asked  string            `json:"asked"`
	Claims Claims            `json:"claims"`
	Note   *string           `json:"note,omitempty"`
	// SignInID is the sign-in whose certificate is bound when the account is approved; empty where it is bound already.
	SignInID string `json:"signInId,omitempty"`
	// InvitationID is the invitation by which it was asked for, InvitedBy who invited, InvitedRoles what it gives beside BUYER.
	InvitationID string   `json:"invitationId,omitempty"`
	InvitedBy    string   `json:"invitedBy,omitempty"`
	InvitedRoles []string `json:"invitedRoles,omitempty"`
}
