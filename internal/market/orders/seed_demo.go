//go:build demo

package orders

import (
	"context"
	"fmt"
	"time"

	"schalter/ent/marketorder"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Seeded is an order of the demonstration, as it went.
type Seeded struct {
	ID string
	// BuyerID prepares it, SignatoryID submits it, OperatorID decides: accounts.
	BuyerID, SignatoryID, OperatorID string
	OrganisationID                   string
	OnBehalfOfID, UnitID             *string
	OfferingID                       string
	Wish
	State OrderState
	// Note is the reason of one that was returned or cancelled.
	Note    string
	BegunAt time.Time
}

// Seed writes orders of the demonstration, each once, by the rules for everybody but the authority to sign, which is younger. Nobody is mailed.
func (s *Service) Seed(ctx context.Context, list []Seeded) (err error) {
	defer errs.Wrap(&err, "orders.Seed")
	return s.inTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		now := tx.Now
		defer func() { tx.Now = now }()
		for i, in := range list {
			known, err := tx.MarketOrder.Query().Where(marketorder.ID(in.ID)).Exist(ctx)
			if err != nil {
				return err
			}
			if known {
				continue
			}
			tx.Now = in.BegunAt
			if err := s.seed(ctx, tx, in, now); err != nil {
				return fmt.Errorf("order %d: %w", i, err)
			}
		}
		return nil
	})
}

// seed writes one; it is released now, because what follows has work to do from then on.
func (s *Service) seed(ctx context.Context, tx *store.Tx, in Seeded, now time.Time) error {
	buyer, signatory := &viewer.Viewer{AccountID: in.BuyerID}, &viewer.Viewer{AccountID: in.SignatoryID}
	l, err := s.seedDraft(ctx, tx, buyer, in)
	if err != nil || in.State == Draft {
		return err
	}
	next := func() { tx.Now = tx.Now.Add(3 * time.Hour) }
	if next(); in.SignatoryID != "" {
		if err := s.handIn(ctx, tx, signatory, l, Submitted, nil); err != nil {
			return err
		}
	}
	operator := &viewer.Viewer{AccountID: in.OperatorID, Roles: []viewer.Role{viewer.Operator}}
	switch next(); in.State {
	case Returned:
		return s.giveBack(ctx, tx, operator, l, in.Note)
	case Released:
		tx.Now = now
		return s.release(ctx, tx, operator, l, nil)
	case Cancelled:
		return s.cancel(ctx, tx, buyer, l, &in.Note)
	}
	return nil
}

func (s *Service) seedDraft(ctx context.Context, tx *store.Tx, buyer *viewer.Viewer, in Seeded) (*locked, error) {
	p := s.placeNames(in.OrganisationID, in.OnBehalfOfID, in.UnitID, in.OfferingID)
	offering, err := s.ports.Catalogue.Hold(ctx, tx, in.OfferingID)
	if err != nil {
		return nil, err
	}
	content, err := s.beginning(ctx, tx, buyer, []place{p}, in.Wish, offering, func(int) []string { return nil })
	if err != nil {
		return nil, err
	}
	if err := s.fillContacts(ctx, tx, &content, p); err != nil {
		return nil, err
	}
	l, err := s.createAs(ctx, tx, in.ID, p, offering, in.BuyerID, s.keyedHash("demo", in.ID), in.Wish, content)
	if err == nil {
		l.quiet = true
		publish(tx, l.MarketOrder)
	}
	return l, err
}
