package rule

import (
	"context"

	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// Scope is the proof that someone's rights were asked: hand-written SQL takes one, and only this package makes it.
type Scope struct{ readers []string }

// Readers are the values of the column reader that the scope opens.
func (s Scope) Readers() []string { return s.readers }

// ScopeOf is the scope of the caller: the own account and the authorities the viewer is a clerk of.
func ScopeOf(ctx context.Context) (Scope, error) {
	v := viewer.From(ctx)
	if !v.SignedIn() {
		return Scope{}, errs.New(errs.Unauthenticated, "sign in first")
	}
	return Scope{append([]string{v.AccountID}, v.ClerkFor...)}, nil
}

// OwnScope is the scope of the viewer's own account only.
func OwnScope(ctx context.Context) (Scope, error) {
	v := viewer.From(ctx)
	if !v.SignedIn() {
		return Scope{}, errs.New(errs.Unauthenticated, "sign in first")
	}
	return Scope{[]string{v.AccountID}}, nil
}

// AuthorityScope is the scope of one authority that the viewer is a clerk of; for all others it does not exist.
func AuthorityScope(ctx context.Context, authorityID string) (Scope, error) {
	v := viewer.From(ctx)
	if !v.SignedIn() {
		return Scope{}, errs.New(errs.Unauthenticated, "sign in first")
	}
	if !v.WorksFor(authorityID) {
		return Scope{}, errs.New(errs.NotFound, "no such authority")
	}
	return Scope{[]string{authorityID}}, nil
}
