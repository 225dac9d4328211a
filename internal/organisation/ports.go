package organisation

import (
	"context"
	"crypto/x509"
	"encoding/base64"
	"time"

	"schalter/internal/errs"
	"schalter/internal/postal"
	"schalter/internal/retention"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Ports is what the service asks of the rest of the platform to open and run channels.
type Ports struct {
	Vault    *vault.Vault
	Platform *vault.Platform
	// Directory tells the facts of authorities.
	Directory Authorities
	// Persons tells the proven e-mail address of an open account.
	Persons Persons
	Letters Letters
	Notices Notices
	Audit   Recorder
	// Cases is told what changes for the cases of authorities.
	Cases Cases
	// Market is asked and told of members who act in the market; nil while there is none.
	Market Market
	// Prober sends the mails of a connection test; nil without a gateway.
	Prober Prober
	// Limits is the size of a message with its documents that fits into a mail of a size; both in bytes.
	Limits func(mailLimit int64) int
	// GatewayAddress is the platform's own mailbox for S/MIME, which is no authority's; while it is empty, nobody can be written
	// to by S/MIME.
	GatewayAddress string
	// Roots are whom certificates are trusted from; nil are those of the machine.
	Roots *x509.CertPool
	// Fetcher asks for revocations; nil leaves them unknown.
	Fetcher Fetcher
	// RequestsPerNetwork is connect requests from one network in an hour; 0 is 30. For one authority it is a tenth of it in a day,
	// at least three.
	RequestsPerNetwork int
}

// Authorities tells what the directory knows of an authority.
type Authorities interface {
	// Facts are those of an authority; false for one that is not there.
	Facts(authorityID string) (AuthorityFacts, bool)
	// Dissolved reports whether an authority was there once and is not any more.
	Dissolved(authorityID string) bool
	// Territories are all organisations that the directory has, also those that it has no more; another Revision may have others.
	Territories() []Territory
	Revision() string
}

// AuthorityFacts is what of an authority goes over to the organisation that holds its channel.
type AuthorityFacts struct {
	Name      string
	Kind      OrganisationKind
	RegionARS *string
	// Address is the official one where the directory has it in full: with street or post box.
	Address *postal.Address
}

// Person is an account as far as it must be compared.
type Person = viewer.Standing

// Persons tells how to reach accounts, and who the operators are.
type Persons interface {
	EmailOf(ctx context.Context, accountID string) (string, error)
	Operators(ctx context.Context, tx *store.Tx) ([]string, error)
	// Hold makes changes of an account's platform roles follow the transaction; NOT_FOUND when there is no such account.
	Hold(ctx context.Context, tx *store.Tx, accountID string) (Person, error)
	// Identify are accounts in the order of their ids.
	Identify(ctx context.Context, tx *store.Tx, accountIDs []string) ([]Person, error)
	// Staff are those who hold a platform role.
	Staff(ctx context.Context, tx *store.Tx) ([]Person, error)
	// Same reports whether two are the same person as far as can be told, SameMailbox whether two addresses are one mailbox.
	Same(a, b Person) bool
	SameMailbox(a, b string) bool
	// RightsChanged makes whatever an account is doing load its rights again.
	RightsChanged(ctx context.Context, tx *store.Tx, accountID string) error
}

// Cases is told what changes for the cases of authorities; it acts in or after the transaction.
type Cases interface {
	// AuthorityDissolved has everyone told who has an authority among the parties of a mailbox.
	AuthorityDissolved(ctx context.Context, tx *store.Tx, authorityID string) error
	// Unassign takes from a member the cases of authorities that it answers for no more.
	Unassign(ctx context.Context, tx *store.Tx, membershipID string) error
	// Closed has what nobody at the authority has read come back to its senders.
	Closed(ctx context.Context, tx *store.Tx, authorityID string) error
	// UseOfClasses is how many cases of an authority have a class, by its key.
	UseOfClasses(ctx context.Context, authorityID string) (map[string]retention.Use, error)
	// RetentionChanged has the ends of an authority's cases looked at again; first is the key of the class that was the default until now.
	RetentionChanged(ctx context.Context, tx *store.Tx, authorityID, first string) error
}

// Market knows whose organisation certificates were checked.
type Market interface {
	// ActiveAt reports whether an account acts in the market for an organisation by a certificate that an operator checked.
	ActiveAt(ctx context.Context, tx *store.Tx, accountID, organisationID string) (bool, error)
	// Left ends that for somebody who works for the organisation no more.
	Left(ctx context.Context, tx *store.Tx, accountID, organisationID string) error
}

// Letters brings codes to official addresses.
type Letters interface {
	// CheckAddress returns why no letter can bear an address; nil when one can.
	CheckAddress(a postal.Address) *errs.Problem
	// QueueConnectLetter queues a letter and returns when its code is over unless LetterPrinted says another time.
	QueueConnectLetter(ctx context.Context, tx *store.Tx, requestID string, to postal.Address, contact, secret string) (codeEnds time.Time, err error)
	// DiscardConnectLetters takes back what was not handed over yet.
	DiscardConnectLetters(ctx context.Context, tx *store.Tx, requestID string) error
	// LetterWaits reports whether nobody can have the code of a request: its letter is neither printed nor fetched for printing.
	LetterWaits(ctx context.Context, tx *store.Tx, requestID string) (bool, error)
	// Readers lists the accounts that could read the code of a request on its way.
	Readers(ctx context.Context, tx *store.Tx, requestID string) ([]string, error)
}

// Notices tells people by mail what happened to a connection. Locales are "de" and "en".
type Notices interface {
	// ChannelMoved tells that somebody set where an authority's mail is to go; MailboxLeft tells the mailbox so far.
	ChannelMoved(ctx context.Context, tx *store.Tx, accountID, authorityID string) error
	MailboxLeft(ctx context.Context, tx *store.Tx, email, authorityID string) error
	// ChannelActivated tells that an authority's mail goes to its mailbox from now on.
	ChannelActivated(ctx context.Context, tx *store.Tx, accountID, authorityID string) error
	CertificateAdded(ctx context.Context, tx *store.Tx, accountID, authorityID string) error
	CertificateRemoved(ctx context.Context, tx *store.Tx, accountID, authorityID string) error
	// LegacyAllowed tells until when messages to an authority may go encrypted by weak methods.
	LegacyAllowed(ctx context.Context, tx *store.Tx, accountID, authorityID string, until time.Time) error
	CertificateEnding(ctx context.Context, tx *store.Tx, accountID, authorityID string, end time.Time) error
	// CertificateRevoked tells that a certificate was revoked and counts no more, while the connection does not break.
	CertificateRevoked(ctx context.Context, tx *store.Tx, accountID, authorityID string) error
	ConnectionBroken(ctx context.Context, tx *store.Tx, accountID, authorityID string) error
	ConnectReleased(ctx context.Context, tx *store.Tx, email, locale, authorityID string) error
	ConnectDeclined(ctx context.Context, tx *store.Tx, email, locale, authorityID, note string) error
	// ReleaseProposed asks another operator to confirm a release; ReleaseTold tells each one that a letter with a code goes out,
	// AuthorityConnected that it was used. AuthorityTold tells the last mailbox of an authority that was connected before.
	ReleaseProposed(ctx context.Context, tx *store.Tx, accountID, authorityID string) error
	ReleaseTold(ctx context.Context, tx *store.Tx, accountID, authorityID string) error
	AuthorityConnected(ctx context.Context, tx *store.Tx, accountID, authorityID string) error
	AuthorityTold(ctx context.Context, tx *store.Tx, email, authorityID string) error
	// ChannelClosed tells that an authority is not connected any more.
	ChannelClosed(ctx context.Context, tx *store.Tx, accountID, authorityID string) error
	// MemberChanged tells a member that its rights changed, MemberRemoved that it is none any more; MembersTold tells an admin that
	// somebody did that.
	MemberChanged(ctx context.Context, tx *store.Tx, accountID, organisation string) error
	MemberRemoved(ctx context.Context, tx *store.Tx, accountID, organisation string) error
	MembersTold(ctx context.Context, tx *store.Tx, accountID, organisation string) error
}

// Recorder writes the audit log: what operators, admins and the platform do.
type Recorder interface {
	Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) error
}

// Prober sends one mail of a connection test.
type Prober interface {
	SendTest(ctx context.Context, tx *store.Tx, authorityID, testID, profile, nonce string) error
}

// Fetcher reads what an address of the public network has, within bounds of time and bytes.
type Fetcher interface {
	Get(ctx context.Context, url string) ([]byte, error)
	Post(ctx context.Context, url, contentType string, content []byte) ([]byte, error)
}

// SetPorts gives the service its dependencies beyond the database; once, before anything is asked of it. New cannot take them: accounts
// ask this service who is a clerk, and this service has the accounts print its letters.
func (s *Service) SetPorts(p Ports) {
	if p.RequestsPerNetwork == 0 {
		p.RequestsPerNetwork = 30
	}
	s.ports, s.cutOff = p, p.GatewayAddress == ""
	known := s.current.Load()
	s.current.Store(s.newSnapshot(known.revision, known.rows))
}

// capacity is the size of a message that a channel takes, in raw bytes.
func (s *Service) capacity(kind ChannelKind, mailLimit *int64) int {
	if kind == Inbox || mailLimit == nil || s.ports.Limits == nil {
		return MaxInboxMessageBytes
	}
	return min(s.ports.Limits(*mailLimit), MaxInboxMessageBytes)
}

// keyedHash is a keyed hash as text, for what must be found again and never read.
func (s *Service) keyedHash(parts ...string) string {
	return base64.RawURLEncoding.EncodeToString(s.ports.Platform.MAC(vault.BlindIndex, parts...))
}
