package delivery

import (
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"time"

	"schalter/internal/smime"
	"schalter/internal/store"
)

// ErrGone is returned for a delivery that has nothing to send any more: it is final, or was taken back.
var ErrGone = errors.New("the delivery has nothing to bring")

// Cases is what the gateway asks of the case mailboxes. Its context is the platform's own.
type Cases interface {
	// Outgoing opens the message that a delivery is to send, or returns ErrGone.
	Outgoing(ctx context.Context, deliveryID string) (*Outgoing, error)
	// Note appends a fact to a delivery and does what follows from it: the owner is notified, a failure writes the notice, and
	// the transit copy is destroyed with HANDED_OVER and with FAILED. The same fact twice counts once.
	Note(ctx context.Context, tx *store.Tx, deliveryID string, fact Fact) error
	// Keep seals the documents of an answer into the blob store, before the transaction that posts it, and returns one for
	// each; a document that is not accepted is kept as refused, malware is an error that is ErrMalware.
	Keep(ctx context.Context, documents []Attachment) ([]Kept, error)
	// KeepOriginal seals the signed mail of an answer into the blob store, as Keep does with its documents. ErrMalware as there: parts
	// of it may be none of the documents.
	KeepOriginal(ctx context.Context, inboundID string, original Original) (any, error)
	// Answer posts an authority's answer into the mailbox of the delivery it answers, with ANSWERED, and CONFIRMED where a
	// receipt was asked for; an automatic one is posted, and answers nothing. ErrGone when the mailbox is not there any more.
	Answer(ctx context.Context, tx *store.Tx, answer Answer) error
}

// ErrMalware is returned for an answer with a document in which a virus scanner found something.
var ErrMalware = errors.New("a document carries malware")

// Outgoing is a message on its way to an authority's own mailbox, opened.
type Outgoing struct {
	DeliveryID  string
	MessageID   string
	AuthorityID string
	// Reference is the case's number that the answer must quote.
	Reference string
	// Title is the mailbox's; Kind the message's (enum MessageKind).
	Title, Kind      string
	Person           string
	AddressLines     []string
	TrustLevel       string
	Subject, Text    string
	Services         []string
	SentAt           time.Time
	ReceiptRequested bool
	Documents        []OutgoingDocument
}

// OutgoingDocument is one document on its way; Open reads its bytes.
type OutgoingDocument struct {
	Filename, MediaType string
	Size                int64
	Open                func(ctx context.Context) (io.ReadCloser, error)
}

// Fact is one thing that was learned of a delivery.
type Fact struct {
	// State is of the enum DeliveryState.
	State string
	// Code is a key of the message catalogue, Status a mail status (RFC 3463).
	Code, Status string
	// Failure is of the enum DeliveryFailureCode, with FAILED.
	Failure string
	// NextAttempt is when it is tried again, with DEFERRED.
	NextAttempt *time.Time
	// Reported says that only an unsigned report claims it.
	Reported bool
	// Unread is a report that could not be read: it has no state and moves nothing.
	Unread bool
}

// Attachment is a document of an answer as it came.
type Attachment struct {
	Filename, MediaType string
	Data                []byte
	// Damaged says that Data is only what could be read: it is not accepted.
	Damaged bool
}

// Kept is a document of an answer in the blob store.
type Kept struct {
	// Document is the postbox's own.
	Document any
	// Refused says why it is not accepted: an enum of package scan in lower case; empty when it is.
	Refused string
}

// Original is the signed mail of an answer: the signed entity as it was decrypted, with nothing of the mail around it.
type Original struct {
	Data   []byte
	Layout smime.Layout
	// Certificate is the signer's, as registered.
	Certificate *x509.Certificate
	// ReceivedAt is when the mail arrived: for this time the certificate was judged.
	ReceivedAt time.Time
}

// Answer is an authority's answer that was accepted.
type Answer struct {
	DeliveryID, AuthorityID string
	// InboundID is the mail it came by; the same mail posts once.
	InboundID     string
	Subject, Text string
	Documents     []Kept
	// Original is the postbox's own: what KeepOriginal returned.
	Original any
	// Remarks are what the person must be told of the text.
	Remarks []Remark
	// Automatic says that a program seems to have written it, such as an absence note.
	Automatic bool
}

// Remark is something that a text does not show by itself: a kind of package mime, and what the mail names, such as a charset.
type Remark struct{ Kind, Detail string }

// Channels is what the gateway asks of the organisations.
type Channels interface {
	// Mailbox is an authority's S/MIME mailbox with its certificates, or ErrNoMailbox. suspended says that it is not to be
	// written to now; tests are sent all the same.
	Mailbox(ctx context.Context, authorityID string) (*Mailbox, error)
	// BySigner lists the authorities that registered a certificate for signing, by its SHA-256.
	BySigner(ctx context.Context, fingerprint [32]byte) ([]string, error)
	// Signers are all certificates registered for signing, also those that ended, for finding who signed and when that counted.
	Signers(ctx context.Context) ([]*x509.Certificate, error)
	// Failed counts a mail that our own mail server could not hand over for good; it may suspend the channel. Worked resets the
	// count. Bouncing notes for operators that mails come back, by reports that nobody signed.
	Failed(ctx context.Context, tx *store.Tx, authorityID, failure string) error
	Worked(ctx context.Context, tx *store.Tx, authorityID string) error
	Bouncing(ctx context.Context, tx *store.Tx, authorityID string) error
	// Break suspends a channel with a key of the message catalogue as the problem.
	Break(ctx context.Context, tx *store.Tx, authorityID, problem string) error
	// TestAnswered notes the answer to a test's nonce; ErrNoTest when there is none waiting for it.
	TestAnswered(ctx context.Context, tx *store.Tx, testID string, nonce string) error
	// TestFailed notes that a test's mail was not delivered, as far as known; an answer that comes outweighs it.
	TestFailed(ctx context.Context, tx *store.Tx, testID, detail string) error
}

// ErrNoMailbox is returned for an authority that has no S/MIME mailbox.
var ErrNoMailbox = errors.New("the authority has no mailbox for S/MIME")

// ErrClosed is the ErrNoMailbox of an authority whose channel was closed: nothing is sent to it any more.
var ErrClosed = fmt.Errorf("the authority's channel is closed: %w", ErrNoMailbox)

// ErrNoTest is returned for an answer to a connection test that is not waiting for it.
var ErrNoTest = errors.New("no connection test waits for this answer")

// Mailbox is an authority's own mailbox.
type Mailbox struct {
	AuthorityID string
	// Name is the authority's.
	Name    string
	Address string
	// Profile is MODERN, COMPAT or LEGACY; empty before the first test was answered.
	Profile string
	// LegacyAllowed says that an operator allows LEGACY now.
	LegacyAllowed bool
	// MailLimit is the largest mail in bytes that the mailbox takes.
	MailLimit int64
	Suspended bool
	// Encryption is the certificate to encrypt to: valid now, not revoked, the latest. Nil when there is none.
	Encryption *x509.Certificate
	// Trial is the certificate that a connection test encrypts to: the latest, also one that was not tested yet. Nil means
	// Encryption.
	Trial *x509.Certificate
	// EncryptionName and TrialName are the addresses that these two must name; empty means Address. It is another one where the
	// authority's gateway has the key.
	EncryptionName, TrialName string
}

// KeyPair is a key of the platform for S/MIME with its certificate.
type KeyPair struct {
	ID          string
	Key         crypto.Signer
	Certificate *x509.Certificate
	Chain       []*x509.Certificate
}

// Keys are the platform's keys for S/MIME: the first signs and is announced, all of them decrypt.
type Keys interface {
	SMIME() []KeyPair
}
