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

// CertificateEnding implements organisation.Notices: the last certificate of a connection ends.
func (m *Mailer) CertificateEnding(ctx context.Context, tx *store.Tx, accountID, authorityID string, end time.Time) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		on := day(p.Locale, end.In(clock.Berlin).Format(time.DateOnly))
		return certificateEnding(p.Locale, m.BaseURL+startPage, m.AuthorityName(authorityID), on)
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
