package notify

import (
	"context"

	"schalter/internal/store"
)

// MemberChanged implements organisation.Notices: what a person may do for an organisation is not what it was.
func (m *Mailer) MemberChanged(ctx context.Context, tx *store.Tx, accountID, organisation string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text { return memberChanged(p.Locale, m.BaseURL+startPage, organisation) })
}

// MemberRemoved implements organisation.Notices: a person works for an organisation no more.
func (m *Mailer) MemberRemoved(ctx context.Context, tx *store.Tx, accountID, organisation string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text { return memberRemoved(p.Locale, m.BaseURL+startPage, organisation) })
}

// MembersTold implements organisation.Notices: another admin changed who may do what.
func (m *Mailer) MembersTold(ctx context.Context, tx *store.Tx, accountID, organisation string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text { return membersTold(p.Locale, m.BaseURL+startPage, organisation) })
}

// AccountBlocked implements account.Mailer; the reason is the operator's.
func (m *Mailer) AccountBlocked(ctx context.Context, tx *store.Tx, accountID, reason string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text { return accountBlocked(p.Locale, reason) })
}

// AccountUnblocked implements account.Mailer.
func (m *Mailer) AccountUnblocked(ctx context.Context, tx *store.Tx, accountID string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text { return accountUnblocked(p.Locale, m.BaseURL+startPage) })
}

// BlockTold implements account.Mailer: another operator blocked an account or opened it again.
func (m *Mailer) BlockTold(ctx context.Context, tx *store.Tx, operatorID, accountID string, blocked bool) error {
	return m.toPerson(ctx, tx, operatorID, func(p Addressee) text { return blockTold(p.Locale, m.BaseURL+deskPage, accountID, blocked) })
}
