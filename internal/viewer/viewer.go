// Package viewer says who asks and for whom. The viewer travels in the context from the transport to the last policy.
package viewer

import (
	"context"
	"slices"
)

// Role is what the platform's operator lets an account do.
type Role string

// The platform roles (enum PlatformRole of the contract).
const (
	Operator Role = "OPERATOR"
	Editor   Role = "EDITOR"
)

// Membership is one organisation that the viewer works for.
type Membership struct {
	ID             string
	OrganisationID string
	Clerk          bool
	Admin          bool
	// Buyer prepares orders. Signatory may sign on some days: accounts.MaySign says whether it is one of them.
	Buyer     bool
	Signatory bool
	// DigitalOfficer reads and writes what is asked of the operators, as buyers do.
	DigitalOfficer bool
	// AllAuthorities says that Authorities need not be asked.
	AllAuthorities bool
	Authorities    []string
}

// InMarket reports whether the member has a part in what an organisation does in the market: its clerks alone have none.
func (m *Membership) InMarket() bool {
	return m.Buyer || m.Signatory || m.DigitalOfficer || m.Admin
}

// Standing is an account as far as it must be compared: nobody decides about themselves. Email and Name are empty for one that is
// not there any more.
type Standing struct {
	AccountID, Email, Name string
	// Open says that it can be signed in to, Role that it holds a platform role.
	Open, Role bool
}

// Viewer is the subject of one request: an account, the platform itself, or nobody.
type Viewer struct {
	// AccountID is empty for anonymous callers, for applicants and for the platform.
	AccountID   string
	SessionID   string
	Roles       []Role
	Memberships []Membership
	// ClerkFor lists the authorities whose cases the viewer may read and answer.
	ClerkFor []string
	// VendorID is the organisation of a vendor's session, which was begun by the link of a mail and sees nothing but what that organisation
	// sets up. Nobody is signed in by it: all other fields are empty.
	VendorID string
	// Locale is "de" or "en".
	Locale string
	// system is the reason of the platform's own work; empty for people.
	system string
}

// Anonymous is a viewer that nobody knows.
func Anonymous() *Viewer { return &Viewer{Locale: "de"} }

// System returns the context of the platform's own work, with a reason that is logged and can be searched for.
func System(ctx context.Context, reason string) context.Context {
	return With(ctx, &Viewer{Locale: "de", system: reason})
}

type key struct{}

// With returns a context in which v asks.
func With(ctx context.Context, v *Viewer) context.Context { return context.WithValue(ctx, key{}, v) }

// From returns who asks; never nil: without one, an anonymous viewer.
func From(ctx context.Context) *Viewer {
	if v, ok := ctx.Value(key{}).(*Viewer); ok && v != nil {
		return v
	}
	return Anonymous()
}

// Present reports whether a viewer was put into the context at all; policies deny when none was.
func Present(ctx context.Context) bool {
	v, ok := ctx.Value(key{}).(*Viewer)
	return ok && v != nil
}

// SignedIn reports whether an account asks.
func (v *Viewer) SignedIn() bool { return v.AccountID != "" }

// Applicant reports whether somebody asks who signed in by an organisation certificate that belongs to no account yet: nobody is signed in
// then, and the one thing to do is to ask for an account.
func (v *Viewer) Applicant() bool { return v.AccountID == "" && v.SessionID != "" }

// IsSystem reports whether the platform itself works, and why.
func (v *Viewer) IsSystem() (reason string, ok bool) { return v.system, v.system != "" }

// HasRole reports whether the operator gave the viewer this role.
func (v *Viewer) HasRole(r Role) bool { return slices.Contains(v.Roles, r) }

// WorksFor reports whether the viewer is a clerk of this authority.
func (v *Viewer) WorksFor(authorityID string) bool { return slices.Contains(v.ClerkFor, authorityID) }

// MemberOf returns the viewer's membership in an organisation, or nil.
func (v *Viewer) MemberOf(organisationID string) *Membership {
	for i := range v.Memberships {
		if v.Memberships[i].OrganisationID == organisationID {
			return &v.Memberships[i]
		}
	}
	return nil
}

// Keeps reports whether a viewer still has every right that it had: the account, its platform roles, the authorities it is a clerk
// of and the organisations it manages.
func (v *Viewer) Keeps(was *Viewer) bool {
	if v.AccountID != was.AccountID || v.VendorID != was.VendorID {
		return false
	}
	for _, r := range was.Roles {
		if !v.HasRole(r) {
			return false
		}
	}
	for _, a := range was.ClerkFor {
		if !v.WorksFor(a) {
			return false
		}
	}
	for _, m := range was.Memberships {
		if now := v.MemberOf(m.OrganisationID); now == nil || m.Admin && !now.Admin || m.Buyer && !now.Buyer || m.Signatory && !now.Signatory || m.InMarket() && !now.InMarket() {
			return false
		}
	}
	return true
}
