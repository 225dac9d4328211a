package notify

import (
	"context"
	"time"

	entmail "schalter/ent/mail"
	"schalter/internal/store"
)

// The pages of the SPA that links lead to. A token stands in the fragment, which no server and no proxy ever sees.
const (
	confirmPage  = "/bestaetigen#token="
	passwordPage = "/passwort-neu#token="
	registerPage = "/registrieren"
	// secondEmailPage is where a second address is proven.
	secondEmailPage = "/bestaetigen/adresse#token="
	startPage       = "/"
	// activatePage is where a letter's code is entered and another letter is ordered.
	activatePage = "/aktivieren"
	// mailboxesPage and inboxPage are where what is new stands, of persons and of authorities.
	mailboxesPage = "/postfach"
	inboxPage     = "/eingang"
	// marketAccountPage says how one's account of the market stands, and what to do next.
	marketAccountPage = "/markt/konto"
	// invitationPage is where the link of an invitation leads.
	invitationPage = "/organisation/einladung#token="
)

// linkLife is how long a link can be used, as the mails say; its token ends then (package account).
const linkLife = 24 * time.Hour

// Asked is how often mails with links were asked for with an address within a day, and from how many networks. It is an alias, so
// that who counts them need not know this package.
type Asked = struct{ Count, Places int }

// EmailLink implements account.Mailer. The mail says no name: a stranger who typed the address may have chosen it.
func (m *Mailer) EmailLink(ctx context.Context, tx *store.Tx, accountID, email, locale, token string, again bool, asked Asked) error {
	p := Addressee{Email: email, Locale: locale}
	return m.queueText(ctx, tx, p, Mail{AccountID: accountID, UseUntil: tx.Now.Add(linkLife)}, emailLink(locale, m.BaseURL+confirmPage+token, again).and(askedFor(locale, asked)))
}

// AlreadyRegistered implements account.Mailer.
func (m *Mailer) AlreadyRegistered(ctx context.Context, tx *store.Tx, accountID string, asked Asked) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		return alreadyRegistered(p.Locale, m.BaseURL+startPage).and(askedFor(p.Locale, asked))
	})
}

// NotRegistered implements account.Mailer.
func (m *Mailer) NotRegistered(ctx context.Context, tx *store.Tx, accountID string, asked Asked) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		return notRegistered(p.Locale, m.BaseURL+registerPage).and(askedFor(p.Locale, asked))
	})
}

// TooManyRequests implements account.Mailer.
func (m *Mailer) TooManyRequests(ctx context.Context, tx *store.Tx, accountID string, asked Asked) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		return tooManyRequests(p.Locale, m.BaseURL+startPage).and(askedFor(p.Locale, asked))
	})
}

// PasswordReset implements account.Mailer.
func (m *Mailer) PasswordReset(ctx context.Context, tx *store.Tx, accountID, token string, asked Asked) error {
	mail := Mail{AccountID: accountID, UseUntil: tx.Now.Add(linkLife)}
	return m.queueForAccount(ctx, tx, mail, func(p Addressee) text {
		return passwordReset(p.Locale, m.BaseURL+passwordPage+token).and(askedFor(p.Locale, asked))
	})
}

// PasswordChanged implements account.Mailer.
func (m *Mailer) PasswordChanged(ctx context.Context, tx *store.Tx, accountID string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text { return passwordChanged(p.Locale, m.BaseURL+startPage) })
}

// AccountDeleted implements account.Mailer. The mail belongs to no account, so that Forget does not take it back.
func (m *Mailer) AccountDeleted(ctx context.Context, tx *store.Tx, accountID string) error {
	p, err := m.People.Addressee(ctx, tx, accountID)
	if err != nil {
		return err
	}
	return m.queueText(ctx, tx, p, Mail{}, accountDeleted(p.Locale))
}

// LetterOnItsWay implements account.Mailer.
func (m *Mailer) LetterOnItsWay(ctx context.Context, tx *store.Tx, accountID, from, to string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		return letterOnItsWay(p.Locale, m.BaseURL+activatePage, formatDay(p.Locale, from), formatDay(p.Locale, to))
	})
}

// LetterNotPrinted implements account.Mailer.
func (m *Mailer) LetterNotPrinted(ctx context.Context, tx *store.Tx, accountID string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text { return letterNotPrinted(p.Locale, m.BaseURL+activatePage) })
}

// LetterGranted implements account.Mailer.
func (m *Mailer) LetterGranted(ctx context.Context, tx *store.Tx, accountID string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text { return letterGranted(p.Locale, m.BaseURL+activatePage) })
}

// AccountActive implements account.Mailer.
func (m *Mailer) AccountActive(ctx context.Context, tx *store.Tx, accountID string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text { return accountActive(p.Locale, m.BaseURL+startPage) })
}

// toPerson queues a mail to an account in its language, greeting it by name once its address is proven, with the phrase by
// which it recognises our mails.
func (m *Mailer) toPerson(ctx context.Context, tx *store.Tx, accountID string, write func(Addressee) text) error {
	return m.queueForAccount(ctx, tx, Mail{AccountID: accountID}, write)
}

// queueForAccount finds out how to write to an account and queues what write says to it; about holds the rest of the mail.
func (m *Mailer) queueForAccount(ctx context.Context, tx *store.Tx, about Mail, write func(Addressee) text) error {
	p, err := m.People.Addressee(ctx, tx, about.AccountID)
	if err != nil {
		return err
	}
	return m.queueText(ctx, tx, p, about, write(p))
}

func (m *Mailer) queueText(ctx context.Context, tx *store.Tx, p Addressee, about Mail, t text) error {
	_, err := m.queueTextID(ctx, tx, p, about, t)
	return err
}

func (m *Mailer) queueTextID(ctx context.Context, tx *store.Tx, p Addressee, about Mail, t text) (mailID string, err error) {
	about.To, about.Subject, about.Locale, about.Text = p.Email, t.subject, p.Locale, t.letter(p)
	return m.queue(ctx, tx, about)
}

// Forget takes back what waits to be sent to an account that is deleted, and has what was sent forget whom it went to.
func (m *Mailer) Forget(ctx context.Context, tx *store.Tx, accountID string) error {
	if _, err := tx.Mail.Delete().Where(entmail.AccountID(accountID), entmail.StateEQ(entmail.StateQUEUED)).Exec(ctx); err != nil {
		return err
	}
	return tx.Mail.Update().Where(entmail.AccountID(accountID)).ClearAccountID().Exec(ctx)
}
