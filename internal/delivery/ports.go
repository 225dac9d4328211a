package delivery

import (
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"

	"schalter/internal/casemail"
	"schalter/internal/store"
)

// What the gateway says to the case mailboxes and hears from them.
type (
	// Outgoing is a message on its way to an authority's own mailbox, opened.
	Outgoing = casemail.Outgoing
	// OutgoingDocument is one document of such a message.
	OutgoingDocument = casemail.OutgoingDocument
	// Fact is one thing that was learned of a delivery.
	Fact = casemail.Fact
	// Attachment is a document of an answer as it came.
	Attachment = casemail.Attachment
	// Kept is a document or an original in the blob store.
	Kept = casemail.Kept
	// Original is the signed mail of an answer.
	Original = casemail.Original
	// Answer is an authority's answer that was accepted.
	Answer = casemail.Answer
	// Remark is something that a text does not show by itself.
	Remark = casemail.Remark
)

// Cases is what the gateway asks of the case mailboxes. Its context is the platform's own.
type Cases interface {
	// Outgoing opens the message that a delivery is to send, or returns casemail.ErrGone.
	Outgoing(ctx context.Context, deliveryID string) (*Outgoing, error)
	// RecordFact appends a fact to a delivery and applies its consequences: the owner is notified, a failure writes the notice, and
	// the transit copy is destroyed with HANDED_OVER and with FAILED. The same fact twice counts once.
	RecordFact(ctx context.Context, tx *store.Tx, deliveryID string, fact Fact) error
	// StoreDocuments seals the documents of an answer into the blob store, before the transaction that posts it, and returns one for
	// each; a document that is not accepted is kept as refused, malware is an error that is casemail.ErrMalware.
	StoreDocuments(ctx context.Context, documents []Attachment) ([]Kept, error)
	// StoreOriginal seals the signed mail of an answer into the blob store, as StoreDocuments does with its documents.
	// casemail.ErrMalware as there: parts of it may be none of the documents.
	StoreOriginal(ctx context.Context, inboundID string, original Original) (Kept, error)
	// ReceiveAnswer posts an authority's answer into the mailbox of the delivery it answers, with ANSWERED, and CONFIRMED where a
	// receipt was asked for; an automatic one is posted, and answers nothing. casemail.ErrGone when the mailbox is not there any more.
	ReceiveAnswer(ctx context.Context, tx *store.Tx, answer Answer) error
}

// What the mail server, reports and receipts say of a delivery: states of the enum DeliveryState.
const (
	FactHandedOver = "HANDED_OVER"
	FactDeferred   = "DEFERRED"
	FactFailed     = "FAILED"
	FactRelayed    = "RELAYED"
	FactDelivered  = "DELIVERED"
	FactOpened     = "OPENED"
)

// Channels is what the gateway asks of the organisations.
type Channels interface {
	// Mailbox is an authority's S/MIME mailbox with its certificates, or ErrNoMailbox. suspended says that it is not to be
	// written to now; tests are sent all the same.
	Mailbox(ctx context.Context, authorityID string) (*Mailbox, error)
	// BySigner lists the authorities that registered a certificate for signing, by its SHA-256.
	BySigner(ctx context.Context, fingerprint [32]byte) ([]string, error)
	// Signers are all certificates registered for signing, also those that ended, for finding who signed and when that counted.
	Signers(ctx context.Context) ([]*x509.Certificate, error)
	// CountFailure counts a mail that our own mail server could not hand over for good; it may suspend the channel. ResetFailures sets
	// the count to zero. RecordBouncing notes for operators that mails come back, by reports that nobody signed.
	CountFailure(ctx context.Context, tx *store.Tx, authorityID, failure string) error
	ResetFailures(ctx context.Context, tx *store.Tx, authorityID string) error
	RecordBouncing(ctx context.Context, tx *store.Tx, authorityID string) error
	// Suspend suspends a channel with a key of the message catalogue as the problem.
	Suspend(ctx context.Context, tx *store.Tx, authorityID, problem string) error
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
