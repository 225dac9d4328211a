// Package permit says who may begin an operation at all: somebody who is signed in, an operator, an editor. What they may do there,
// the domain asks inside its transaction.
package permit

import (
	"context"

	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// SignedIn returns the viewer. UNAUTHENTICATED when nobody is signed in.
func SignedIn(ctx context.Context) (*viewer.Viewer, error) {
	v := viewer.From(ctx)
	if !v.SignedIn() {
		return nil, errs.New(errs.Unauthenticated, "sign in first")
	}
	return v, nil
}

// Operator returns the viewer. UNAUTHENTICATED when nobody is signed in, FORBIDDEN for all but operators.
func Operator(ctx context.Context) (*viewer.Viewer, error) {
	v, err := SignedIn(ctx)
	if err == nil && !v.HasRole(viewer.Operator) {
		return nil, errs.New(errs.Forbidden, "operators only")
	}
	return v, err
}

// Editor returns the viewer. UNAUTHENTICATED when nobody is signed in, FORBIDDEN for all but editors and operators.
func Editor(ctx context.Context) (*viewer.Viewer, error) {
	v, err := SignedIn(ctx)
	if err == nil && !v.HasRole(viewer.Operator) && !v.HasRole(viewer.Editor) {
		return nil, errs.New(errs.Forbidden, "operators and editors only")
	}
	return v, err
}
