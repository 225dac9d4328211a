package notify

import (
	"context"

	"schalter/internal/store"
)

// MarketAccountApproved implements accounts.Notices: an operator checked and released an account of the market.
func (m *Mailer) MarketAccountApproved(ctx context.Context, tx *store.Tx, accountID, organisation string, maySign bool) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		return marketAccountApproved(p.Locale, m.BaseURL+marketAccountPage, organisation, maySign)
	})
}

// MarketAccountRejected implements accounts.Notices; the reason is the operator's.
func (m *Mailer) MarketAccountRejected(ctx context.Context, tx *store.Tx, accountID, organisation, reason string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		return marketAccountRejected(p.Locale, m.BaseURL+marketAccountPage, organisation, reason)
	})
}
