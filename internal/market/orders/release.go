package orders

import (
	"context"

	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// release lets an order go on to its contract.
func (s *Service) release(context.Context, *store.Tx, *viewer.Viewer, *locked, *string) error {
	return errs.RefuseText(errs.WrongState, "order_transition", nil, "release")
}
