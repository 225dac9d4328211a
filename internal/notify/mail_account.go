package notify

import (
	"context"

	"schalter/internal/account"
	"schalter/internal/store"
)

// The pages of the SPA that links lead to. A token stands in the fragment, which no server and no proxy ever sees.
const (
	confirmPage  = "/bestaetigen#token="
	passwordPage = "/passwort-neu#token="
	startPage    = "/"
)

// EmailLink implements account.Mailer. The mail does not say any name: whoever typed the address chose it.
func (m *Mailer) EmailLink(ctx context.Context, tx *store.Tx, accountID, token string, again bool) error {
	return m.toPerson(ctx, tx, accountID, "", func(p *account.Profile) text {
		return emailLink(p.Locale, m.BaseURL+confirmPage+token, again)
	})
}

// AlreadyRegistered implements account.Mailer.
func (m *Mailer) AlreadyRegistered(ctx context.Context, tx *store.Tx, accountID string) error {
	return m.toPerson(ctx, tx, accountID, "", func(p *account.Profile) text { return alreadyRegistered(p.Locale, m.BaseURL+startPage) })
}

// PasswordReset implements account.Mailer.
func (m *Mailer) PasswordReset(ctx context.Context, tx *store.Tx, accountID, token string) error {
	return m.toPerson(ctx, tx, accountID, "", func(p *account.Profile) text {
		return passwordReset(p.Locale, m.BaseURL+passwordPage+token)
	})
}

// PasswordChanged implements account.Mailer.
func (m *Mailer) PasswordChanged(ctx context.Context, tx *store.Tx, accountID string) error {
	return m.toPerson(ctx, tx, accountID, "", func(p *account.Profile) text { return passwordChanged(p.Locale, m.BaseURL+startPage) })
}

// LetterOnItsWay implements account.Mailer.
func (m *Mailer) LetterOnItsWay(ctx context.Context, tx *store.Tx, accountID, from, to string) error {
	return m.toPerson(ctx, tx, accountID, "", func(p *account.Profile) text {
		return letterOnItsWay(p.Locale, m.BaseURL+startPage, day(p.Locale, from), day(p.Locale, to))
	})
}

// AccountActive implements account.Mailer.
func (m *Mailer) AccountActive(ctx context.Context, tx *store.Tx, accountID string) error {
	return m.toPerson(ctx, tx, accountID, "", func(p *account.Profile) text { return accountActive(p.Locale, m.BaseURL+startPage) })
}

// toPerson queues a mail to an account in its language, greeting it by name once its address is proven, with the phrase by
// which it recognises our mails.
func (m *Mailer) toPerson(ctx context.Context, tx *store.Tx, accountID, sideID string, write func(*account.Profile) text) error {
	p, err := m.People.PersonIn(ctx, tx, accountID)
	if err != nil {
		return err
	}
	name := p.Name()
	if p.State == account.EmailPending {
		name = ""
	}
	t := write(p)
	return m.Queue(ctx, tx, Mail{
		AccountID: accountID, SideID: sideID, To: p.Email, Subject: t.subject, Locale: p.Locale,
		Text: t.letter(p.Locale, name, p.RecognitionPhrase),
	})
}
