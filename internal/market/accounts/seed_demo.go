//go:build demo

package accounts

import (
	"context"

	"schalter/ent/marketaccount"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Seeded is an account of the market in the demonstration.
type Seeded struct {
	// AccountID is the person's account, OperatorID who approved it; empty leaves it waiting.
	AccountID, OperatorID string
	Form                  MarketAccountForm
	Claims                Claims
}

// Seed adds an account without a sign-in and without a mail; one that the person has stays as it is. The context must be the platform's own.
func (s *Service) Seed(ctx context.Context, tx *store.Tx, in Seeded) (err error) {
	defer errs.Wrap(&err, "accounts.Seed(%s)", in.AccountID)
	if there, err := tx.MarketAccount.Query().Where(marketaccount.AccountID(in.AccountID)).Exist(ctx); err != nil || there {
		return err
	}
	content := sealed{Form: in.Form, Claims: in.Claims}
	organisationID, err := s.organisationOf(ctx, tx, &content.Form)
	if err != nil {
		return err
	}
	row, err := s.store(ctx, tx, newAccount{
		accountID: in.AccountID, organisationID: organisationID, place: in.AccountID, key: s.keyedHash("demo", in.AccountID),
		shared: in.Claims.FunctionalMailbox, content: content,
	})
	if err != nil || in.OperatorID == "" {
		return err
	}
	_, err = s.admit(ctx, tx, &viewer.Viewer{AccountID: in.OperatorID}, row, content, Decision{Approve: true, MaySign: in.Form.MaySign})
	return err
}
