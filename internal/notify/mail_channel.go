package notify

import (
	"context"
	"strings"
	"time"

	"schalter/internal/clock"
	"schalter/internal/store"
)

// CertificateAdded implements organisation.Notices: somebody else gave a connection in use another certificate.
func (m *Mailer) CertificateAdded(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		return certificateAdded(p.Locale, m.BaseURL+startPage, m.AuthorityName(authorityID))
	})
}

// ChannelMoved implements organisation.Notices: somebody set where an authority's mail is to go.
func (m *Mailer) ChannelMoved(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		return channelMoved(p.Locale, m.BaseURL+startPage, m.AuthorityName(authorityID))
	})
}

// ChannelActivated implements organisation.Notices: an authority's mail goes to its mailbox from now on.
func (m *Mailer) ChannelActivated(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		return channelActivated(p.Locale, m.BaseURL+startPage, m.AuthorityName(authorityID))
	})
}

// MailboxLeft implements organisation.Notices: the mailbox that an authority's mail went to so far is told, in German, because
// nobody's language is known of it.
func (m *Mailer) MailboxLeft(ctx context.Context, tx *store.Tx, email, authorityID string) error {
	p := Addressee{Email: email, Locale: german}
	return m.write(ctx, tx, p, Mail{}, mailboxLeft(p.Locale, m.BaseURL+startPage, m.AuthorityName(authorityID)))
}

// CertificateEnding implements organisation.Notices: the last certificate of a connection ends.
func (m *Mailer) CertificateEnding(ctx context.Context, tx *store.Tx, accountID, authorityID string, end time.Time) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		on := day(p.Locale, end.In(clock.Berlin).Format(time.DateOnly))
		return certificateEnding(p.Locale, m.BaseURL+startPage, m.AuthorityName(authorityID), on)
	})
}

// CertificateRevoked implements organisation.Notices: a certificate counts no more, others are left.
func (m *Mailer) CertificateRevoked(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		return certificateRevoked(p.Locale, m.BaseURL+startPage, m.AuthorityName(authorityID))
	})
}

// ConnectionBroken implements organisation.Notices: nothing can be sent to an authority's mailbox any more.
func (m *Mailer) ConnectionBroken(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		return connectionBroken(p.Locale, m.BaseURL+startPage, m.AuthorityName(authorityID))
	})
}

// connectPage is where the code of a letter to an authority is entered.
const connectPage = "/behoerde/freischalten"

// ConnectReleased implements organisation.Notices; the contact need not have an account.
func (m *Mailer) ConnectReleased(ctx context.Context, tx *store.Tx, email, locale, authorityID string) error {
	p := Addressee{Email: email, Locale: strings.ToUpper(locale)}
	return m.write(ctx, tx, p, Mail{}, connectReleased(p.Locale, m.BaseURL+connectPage, m.AuthorityName(authorityID)))
}

// ConnectDeclined implements organisation.Notices; the note is the operator's.
func (m *Mailer) ConnectDeclined(ctx context.Context, tx *store.Tx, email, locale, authorityID, note string) error {
	p := Addressee{Email: email, Locale: strings.ToUpper(locale)}
	return m.write(ctx, tx, p, Mail{}, connectDeclined(p.Locale, m.AuthorityName(authorityID), note))
}
