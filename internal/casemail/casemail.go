// Package casemail is what the case mailboxes and the gateway say to each other: types, enums and sentinel errors, nothing that acts.
//
// A message goes out as an [Outgoing], what becomes known of its delivery comes back as a [Fact], an authority's answer as an
// [Answer]. The postbox keeps the state of a delivery, its facts and the answer; the gateway keeps the mails. Neither imports the
// other: both import this package, and internal/app gives the one to the other (docs/adr/0017-packages-of-the-postbox.md).
//
// It imports nothing of ours but postal and evidence, and no third domain imports it.
package casemail

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"time"

	"schalter/internal/evidence"
	"schalter/internal/postal"
)

// ErrGone is returned for a delivery that has nothing to send any more, or whose mailbox is not there any more.
var ErrGone = errors.New("the delivery has nothing to bring")

// ErrMalware is returned for an answer in which a virus scanner found something.
var ErrMalware = errors.New("a document carries malware")

// Outgoing is a message on its way to an authority's own mailbox, opened.
type Outgoing struct {
	DeliveryID, MessageID, AuthorityID string
	// Reference is the case's number that the answer must quote, Title the mailbox's.
	Reference, Title string
	Kind             MessageKind
	// PersonName, Address and TrustLevel are as proven; Address is nil where it is not known.
	PersonName    string
	Address       *postal.Address
	TrustLevel    string
	Subject, Text string
	// Services are names in German: authorities are written to in the official language.
	Services         []string
	SentAt           time.Time
	ReceiptRequested bool
	Documents        []OutgoingDocument
}

// OutgoingDocument is one document of such a message; Open reads its bytes.
type OutgoingDocument struct {
	Filename, MediaType string
	// Size is in bytes.
	Size int64
	Open func(ctx context.Context) (io.ReadCloser, error)
}

// Fact is one thing that the gateway learned of a delivery.
type Fact struct {
	State DeliveryState
	// Code is a key of the message catalogue, Status a mail status (RFC 3463).
	Code, Status string
	// Failure says why, with FAILED.
	Failure FailureCode
	// NextAttempt is when it is tried again, with DEFERRED.
	NextAttempt *time.Time
	// Reported says that only an unsigned report claims it: a failure of a message that arrived is then none.
	Reported bool
	// Unread is a report that could not be read. It has no state of its own: it is recorded beside the one that the delivery is in.
	Unread bool
}

// Attachment is a document of an answer as it came.
type Attachment struct {
	Filename, MediaType string
	Data                []byte
	// Damaged says that Data is only what could be read: such a document is not accepted.
	Damaged bool
}

// Original is the signed mail of an answer: the signed entity as it was decrypted, with nothing of the mail around it.
type Original struct {
	Data   []byte
	Layout evidence.Layout
	// Certificate is the signer's, as registered.
	Certificate *x509.Certificate
	// ReceivedAt is when the mail arrived: for this time the certificate was judged.
	ReceivedAt time.Time
}

// Kept is a document or an original that the postbox sealed into the blob store; only the postbox knows what is in it.
type Kept interface {
	// Refused says why it is not accepted, as an enum of package scan in lower case; empty when it is.
	Refused() string
}

// Answer is an authority's answer that came by mail and was accepted.
type Answer struct {
	DeliveryID, AuthorityID string
	// InboundID is the mail it came by; the same mail posts once.
	InboundID     string
	Subject, Text string
	Documents     []Kept
	// Original is the signed mail; nil if none was kept.
	Original Kept
	// Remarks are what the person must be told of the text.
	Remarks []Remark
	// Automatic says that a program seems to have written it by itself: it is shown, and answers and confirms nothing.
	Automatic bool
}

// Remark is something that the text of an answer does not show by itself: a kind of package mime, and what the mail names, such as a
// charset.
type Remark struct{ Kind, Detail string }
