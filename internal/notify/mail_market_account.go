package notify

import (
	"context"
	"strings"
	"time"

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

// Invited implements accounts.Notices: an admin of an organisation invites somebody, who may have no account.
func (m *Mailer) Invited(ctx context.Context, tx *store.Tx, in struct {
	Email, Locale, Organisation, By, Token string
	ByCertificate                          bool
	Until                                  time.Time
}) error {
	to := Addressee{Email: in.Email, Locale: strings.ToUpper(in.Locale)}
	return m.queueText(ctx, tx, to, Mail{UseUntil: in.Until}, invited(to.Locale, m.BaseURL+invitationPage+in.Token, in.Organisation, in.By, in.ByCertificate))
}
