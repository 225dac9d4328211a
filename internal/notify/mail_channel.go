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
	return m.queueAboutAuthority(ctx, tx, accountID, authorityID, channelPage(authorityID), certificateAdded)
}

// CertificateRemoved implements organisation.Notices: somebody else took a certificate of a connection in use away.
func (m *Mailer) CertificateRemoved(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.queueAboutAuthority(ctx, tx, accountID, authorityID, channelPage(authorityID), certificateRemoved)
}

// LegacyAllowed implements organisation.Notices: an operator allowed weak methods for an authority until a day.
func (m *Mailer) LegacyAllowed(ctx context.Context, tx *store.Tx, accountID, authorityID string, until time.Time) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		last := formatDay(p.Locale, clock.Day(until))
		return legacyAllowed(p.Locale, m.BaseURL+channelPage(authorityID), m.AuthorityName(authorityID), last)
	})
}

// ChannelMoved implements organisation.Notices: somebody set where an authority's mail is to go.
func (m *Mailer) ChannelMoved(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.queueAboutAuthority(ctx, tx, accountID, authorityID, channelPage(authorityID), channelMoved)
}

// ChannelActivated implements organisation.Notices: an authority's mail goes to its mailbox from now on.
func (m *Mailer) ChannelActivated(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.queueAboutAuthority(ctx, tx, accountID, authorityID, channelPage(authorityID), channelActivated)
}

// MailboxLeft implements organisation.Notices: the mailbox that an authority's mail went to so far is told, in German, because
// nobody's language is known of it.
func (m *Mailer) MailboxLeft(ctx context.Context, tx *store.Tx, email, authorityID string) error {
	p := Addressee{Email: email, Locale: german}
	return m.queueText(ctx, tx, p, Mail{}, mailboxLeft(p.Locale, m.BaseURL+startPage, m.AuthorityName(authorityID)))
}

// CertificateEnding implements organisation.Notices: the last certificate of a connection ends.
func (m *Mailer) CertificateEnding(ctx context.Context, tx *store.Tx, accountID, authorityID string, end time.Time) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		on := formatDay(p.Locale, clock.Day(end))
		return certificateEnding(p.Locale, m.BaseURL+channelPage(authorityID), m.AuthorityName(authorityID), on)
	})
}

// CertificateRevoked implements organisation.Notices: a certificate counts no more, others are left.
func (m *Mailer) CertificateRevoked(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.queueAboutAuthority(ctx, tx, accountID, authorityID, channelPage(authorityID), certificateRevoked)
}

// ConnectionBroken implements organisation.Notices: nothing can be sent to an authority's mailbox any more.
func (m *Mailer) ConnectionBroken(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.queueAboutAuthority(ctx, tx, accountID, authorityID, channelPage(authorityID), connectionBroken)
}

// connectPage is where the code of a letter to an authority is entered.
const connectPage = "/behoerde/freischalten"

// ConnectReleased implements organisation.Notices; the contact need not have an account.
func (m *Mailer) ConnectReleased(ctx context.Context, tx *store.Tx, email, locale, authorityID string) error {
	p := Addressee{Email: email, Locale: strings.ToUpper(locale)}
	return m.queueText(ctx, tx, p, Mail{}, connectReleased(p.Locale, m.BaseURL+connectPage, m.AuthorityName(authorityID)))
}

// ConnectDeclined implements organisation.Notices; the note is the operator's.
func (m *Mailer) ConnectDeclined(ctx context.Context, tx *store.Tx, email, locale, authorityID, note string) error {
	p := Addressee{Email: email, Locale: strings.ToUpper(locale)}
	return m.queueText(ctx, tx, p, Mail{}, connectDeclined(p.Locale, m.AuthorityName(authorityID), note))
}

// channelPage is where the connection of an authority stands, for those who look after it.
func channelPage(authorityID string) string { return "/stelle/" + authorityID + "/kanal" }

// deskPage is where operators decide.
const deskPage = "/betrieb"

// queueAboutAuthority queues a mail to an account about an authority, with a link to a page.
func (m *Mailer) queueAboutAuthority(ctx context.Context, tx *store.Tx, accountID, authorityID, page string, write func(l, page, authority string) text) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text { return write(p.Locale, m.BaseURL+page, m.AuthorityName(authorityID)) })
}

// ReleaseProposed implements organisation.Notices: another operator wants to release a connect request.
func (m *Mailer) ReleaseProposed(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.queueAboutAuthority(ctx, tx, accountID, authorityID, deskPage, releaseProposed)
}

// ReleaseTold implements organisation.Notices: a letter with a code goes to an authority.
func (m *Mailer) ReleaseTold(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.queueAboutAuthority(ctx, tx, accountID, authorityID, startPage, releaseTold)
}

// AuthorityConnected implements organisation.Notices: the code of such a letter was entered.
func (m *Mailer) AuthorityConnected(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.queueAboutAuthority(ctx, tx, accountID, authorityID, startPage, authorityConnected)
}

// AuthorityTold implements organisation.Notices: the mailbox by which an authority was connected before learns that it is to be
// connected again, in German, because nobody's language is known of it.
func (m *Mailer) AuthorityTold(ctx context.Context, tx *store.Tx, email, authorityID string) error {
	p := Addressee{Email: email, Locale: german}
	return m.queueText(ctx, tx, p, Mail{}, releaseTold(p.Locale, m.BaseURL+startPage, m.AuthorityName(authorityID)))
}

// ChannelClosed implements organisation.Notices: an authority is not connected any more.
func (m *Mailer) ChannelClosed(ctx context.Context, tx *store.Tx, accountID, authorityID string) error {
	return m.queueAboutAuthority(ctx, tx, accountID, authorityID, startPage, channelClosed)
}
