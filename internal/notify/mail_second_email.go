package notify

import (
	"context"

	"schalter/internal/store"
)

// SecondEmailLink implements account.Mailer. The mail greets nobody by name and has no phrase: the address may be a stranger's.
func (m *Mailer) SecondEmailLink(ctx context.Context, tx *store.Tx, accountID, email, token string) error {
	p, err := m.People.Addressee(ctx, tx, accountID)
	if err != nil {
		return err
	}
	about := Mail{AccountID: accountID, UseUntil: tx.Now.Add(linkLife)}
	return m.queueText(ctx, tx, Addressee{Email: email, Locale: p.Locale}, about, secondEmailLink(p.Locale, m.BaseURL+secondEmailPage+token))
}

// SecondEmailChanged implements account.Mailer.
func (m *Mailer) SecondEmailChanged(ctx context.Context, tx *store.Tx, accountID string, entered bool) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text { return secondEmailChanged(p.Locale, m.BaseURL+startPage, entered) })
}
