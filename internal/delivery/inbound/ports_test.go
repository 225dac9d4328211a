package inbound

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"slices"
	"strings"
	"sync"

	"schalter/internal/casemail"
	"schalter/internal/delivery"
	"schalter/internal/mail/relay"
	"schalter/internal/scan"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// casefile is the port of the case mailboxes: what was committed to them.
type casefile struct {
	mu      sync.Mutex
	answers []delivery.Answer
	facts   []string
	// gone are deliveries whose mailbox was deleted; breaks is how often Answer fails before it works.
	gone   map[string]bool
	breaks int
}

func (c *casefile) Outgoing(_ context.Context, deliveryID string) (*delivery.Outgoing, error) {
	reference, authorityID, _ := strings.Cut(strings.TrimPrefix(deliveryID, "dlv|"), "|")
	return &delivery.Outgoing{
		DeliveryID: deliveryID, AuthorityID: authorityID, Reference: reference, Title: "Café", Kind: "MESSAGE", PersonName: "Anna Beispiel",
		TrustLevel: "POSTAL", Subject: "Frage", Text: "Guten Tag, wie geht es weiter?", SentAt: testkit.Start, ReceiptRequested: true,
	}, nil
}

func (c *casefile) RecordFact(_ context.Context, tx *store.Tx, _ string, f delivery.Fact) error {
	tx.AfterCommit(func(context.Context) {
		c.mu.Lock()
		defer c.mu.Unlock()
		if f.Unread {
			f.State = "UNREAD"
		}
		c.facts = append(c.facts, strings.TrimSpace(string(f.State)+" "+string(f.Failure)))
	})
	return nil
}

func (c *casefile) StoreDocuments(_ context.Context, documents []delivery.Attachment) ([]delivery.Kept, error) {
	var kept []delivery.Kept
	for _, d := range documents {
		if bytes.Contains(d.Data, []byte("MALWARE")) {
			return nil, casemail.ErrMalware
		}
		kept = append(kept, keptDocument{d})
	}
	return kept, nil
}

func (c *casefile) StoreOriginal(_ context.Context, _ string, o delivery.Original) (delivery.Kept, error) {
	if bytes.Contains(o.Data, []byte("SIGNED-MALWARE")) {
		return nil, casemail.ErrMalware
	}
	return keptOriginal{o}, nil
}

// keptDocument and keptOriginal are what the case mailboxes kept.
type (
	keptDocument struct{ delivery.Attachment }
	keptOriginal struct{ delivery.Original }
)

func (k keptDocument) Refused() string { return refusalOf(k.Attachment) }
func (k keptOriginal) Refused() string { return "" }

// refusalOf is what the real postbox says of a document.
func refusalOf(d delivery.Attachment) string {
	var refused *scan.Error
	switch _, err := scan.Check(bytes.NewReader(d.Data), int64(len(d.Data)), d.Filename); {
	case d.Damaged:
		return "damaged"
	case errors.As(err, &refused):
		return strings.ToLower(string(refused.Reason))
	}
	return ""
}

func (c *casefile) ReceiveAnswer(_ context.Context, tx *store.Tx, a delivery.Answer) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gone[a.DeliveryID] {
		return casemail.ErrGone
	}
	if c.breaks > 0 {
		c.breaks--
		return errors.New("the database broke off")
	}
	tx.AfterCommit(func(context.Context) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.answers = append(c.answers, a)
	})
	return nil
}

func (c *casefile) posted() []delivery.Answer {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.answers)
}

// noted are the facts but those of handing over.
func (c *casefile) noted() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []string
	for _, f := range c.facts {
		if f != delivery.FactHandedOver {
			all = append(all, f)
		}
	}
	return strings.Join(all, ", ")
}

// registry stands for the organisations.
type registry struct {
	mu      sync.Mutex
	boxes   map[string]*delivery.Mailbox
	signers map[[32]byte][]string
	all     []*x509.Certificate
	nonce   string
	tests   []string
	failed  []string
	worked  int
	bounced []string
}

func (r *registry) register(authorityID string, c *x509.Certificate) {
	r.mu.Lock()
	defer r.mu.Unlock()
	sum := sha256.Sum256(c.Raw)
	r.signers[sum] = append(r.signers[sum], authorityID)
	r.all = append(r.all, c)
}

func (r *registry) Mailbox(_ context.Context, authorityID string) (*delivery.Mailbox, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if b, ok := r.boxes[authorityID]; ok {
		copied := *b
		return &copied, nil
	}
	return nil, delivery.ErrNoMailbox
}

func (r *registry) BySigner(_ context.Context, fingerprint [32]byte) ([]string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.signers[fingerprint], nil
}

func (r *registry) Signers(context.Context) ([]*x509.Certificate, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.all), nil
}

func (r *registry) after(tx *store.Tx, fn func()) error {
	tx.AfterCommit(func(context.Context) {
		r.mu.Lock()
		defer r.mu.Unlock()
		fn()
	})
	return nil
}

func (r *registry) CountFailure(_ context.Context, tx *store.Tx, authorityID, failure string) error {
	return r.after(tx, func() { r.failed = append(r.failed, authorityID+" "+failure) })
}

func (r *registry) ResetFailures(_ context.Context, tx *store.Tx, _ string) error {
	return r.after(tx, func() { r.worked++ })
}

func (r *registry) RecordBouncing(_ context.Context, tx *store.Tx, authorityID string) error {
	return r.after(tx, func() { r.bounced = append(r.bounced, authorityID) })
}

func (r *registry) Suspend(context.Context, *store.Tx, string, string) error { return nil }

func (r *registry) TestAnswered(_ context.Context, tx *store.Tx, testID, nonce string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if nonce != r.nonce {
		return delivery.ErrNoTest
	}
	tx.AfterCommit(func(context.Context) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.tests = append(r.tests, "answered "+testID)
	})
	return nil
}

func (r *registry) TestFailed(_ context.Context, tx *store.Tx, testID, detail string) error {
	return r.after(tx, func() { r.tests = append(r.tests, "failed "+testID+" "+detail) })
}

// outbox is the port of the mail server.
type outbox struct {
	mu    sync.Mutex
	mails []relay.Message
	// refuses is what the mail server says to every mail; nil takes it.
	refuses error
}

func (o *outbox) Send(_ context.Context, m relay.Message) (relay.Accepted, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.refuses != nil {
		return relay.Accepted{}, o.refuses
	}
	m.Body = bytes.Clone(m.Body)
	o.mails = append(o.mails, m)
	return relay.Accepted{Reply: "2.0.0 queued"}, nil
}

func (o *outbox) all() []relay.Message {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.mails)
}
