package outbound

import (
	"bytes"
	"context"
	"crypto/x509"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"schalter/ent"
	"schalter/internal/casemail"
	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/delivery"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/postal"
	"schalter/internal/smime"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

const (
	gatewayAddress   = "gateway@schalter.example"
	authorityAddress = "gewerbe@bamberg.example"
	bamberg          = "aut_bamberg"
	caseReference    = "BY-7K2-9MX-4TQ"
)

// cases is the port of the case mailboxes: what is to be brought, and the facts that were committed.
type cases struct {
	mu       sync.Mutex
	outgoing map[string]*delivery.Outgoing
	facts    map[string][]delivery.Fact
	// before runs in the transaction of a fact; its error rolls that back.
	before func(deliveryID string, f delivery.Fact) error
}

func (c *cases) Outgoing(_ context.Context, deliveryID string) (*delivery.Outgoing, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	o, ok := c.outgoing[deliveryID]
	if !ok {
		return nil, casemail.ErrGone
	}
	return o, nil
}

func (c *cases) RecordFact(_ context.Context, tx *store.Tx, deliveryID string, f delivery.Fact) error {
	c.mu.Lock()
	before := c.before
	c.mu.Unlock()
	if before != nil {
		if err := before(deliveryID, f); err != nil {
			return err
		}
	}
	tx.AfterCommit(func(context.Context) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.facts[deliveryID] = append(c.facts[deliveryID], f)
		if f.State == delivery.FactHandedOver || f.State == delivery.FactFailed {
			delete(c.outgoing, deliveryID)
		}
	})
	return nil
}

func (c *cases) StoreDocuments(context.Context, []delivery.Attachment) ([]delivery.Kept, error) {
	panic("not outbound")
}

func (c *cases) StoreOriginal(context.Context, string, delivery.Original) (delivery.Kept, error) {
	panic("not outbound")
}
func (c *cases) ReceiveAnswer(context.Context, *store.Tx, delivery.Answer) error {
	panic("not outbound")
}
func (c *cases) set(change func(*cases)) { c.mu.Lock(); defer c.mu.Unlock(); change(c) }
func (c *cases) states(deliveryID string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var states []string
	for _, f := range c.facts[deliveryID] {
		states = append(states, string(f.State))
	}
	return strings.Join(states, " ")
}

func (c *cases) last(deliveryID string) delivery.Fact {
	c.mu.Lock()
	defer c.mu.Unlock()
	facts := c.facts[deliveryID]
	if len(facts) == 0 {
		return delivery.Fact{}
	}
	return facts[len(facts)-1]
}

// channels stands for the organisations.
type channels struct {
	delivery.Channels
	mu      sync.Mutex
	boxes   map[string]*delivery.Mailbox
	broken  []string
	failed  []string
	failing map[string]string
	// fault is what asking for a mailbox ends in.
	fault error
}

func (c *channels) fail(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fault = err
}

func (c *channels) Mailbox(_ context.Context, authorityID string) (*delivery.Mailbox, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fault != nil {
		return nil, c.fault
	}
	b, ok := c.boxes[authorityID]
	if !ok {
		return nil, delivery.ErrNoMailbox
	}
	found := *b
	return &found, nil
}

func (c *channels) after(tx *store.Tx, change func()) error {
	tx.AfterCommit(func(context.Context) {
		c.mu.Lock()
		defer c.mu.Unlock()
		change()
	})
	return nil
}

func (c *channels) CountFailure(_ context.Context, tx *store.Tx, _, failure string) error {
	return c.after(tx, func() { c.failed = append(c.failed, failure) })
}

func (c *channels) Suspend(_ context.Context, tx *store.Tx, authorityID, problem string) error {
	return c.after(tx, func() {
		c.broken = append(c.broken, problem)
		c.boxes[authorityID].Suspended = true
	})
}

func (c *channels) TestFailed(_ context.Context, tx *store.Tx, testID, detail string) error {
	return c.after(tx, func() { c.failing[testID] = detail })
}

func (c *channels) change(fn func(*delivery.Mailbox)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	fn(c.boxes[bamberg])
}

// seen is what was told of a channel.
func (c *channels) seen() (broken, failed []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.broken...), append([]string(nil), c.failed...)
}

// heldMails stands for package inbound.
type heldMails struct {
	mu          sync.Mutex
	quarantined []string
}

func (h *heldMails) QuarantineHeld(_ context.Context, tx *store.Tx, inboundID string) error {
	tx.AfterCommit(func(context.Context) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.quarantined = append(h.quarantined, inboundID)
	})
	return nil
}

type keyRing []delivery.KeyPair

func (k keyRing) SMIME() []delivery.KeyPair { return k }

// sender is the service with all that is around it.
type sender struct {
	*testkit.World
	*Service
	ctx      context.Context
	post     *post
	cases    *cases
	channels *channels
	held     *heldMails
	runner   *job.Runner
	// authority is the authority's identity.
	authority cmstest.Identity
	logged    *bytes.Buffer
}

// identity is a key of the test PKI with a certificate that is valid around the test's time.
func identity(t testing.TB, name, address string, change func(*x509.Certificate)) cmstest.Identity {
	t.Helper()
	return cmstest.Issue(t, cmstest.Of(t, name).Key, address, testkit.Start, func(c *x509.Certificate) {
		c.NotBefore, c.NotAfter = testkit.Start.AddDate(0, -1, 0), testkit.Start.AddDate(1, 0, 0)
		if change != nil {
			change(c)
		}
	})
}

func newSender(t testing.TB, w *testkit.World) *sender {
	t.Helper()
	s := &sender{
		World: w, ctx: viewer.System(context.Background(), "test"), post: newPost(t),
		cases:     &cases{outgoing: map[string]*delivery.Outgoing{}, facts: map[string][]delivery.Fact{}},
		authority: identity(t, cmstest.AuthorityRSA, authorityAddress, nil), logged: &bytes.Buffer{},
	}
	s.channels = &channels{failing: map[string]string{}, boxes: map[string]*delivery.Mailbox{bamberg: {
		AuthorityID: bamberg, Name: "Stadt Bamberg", Address: authorityAddress, Profile: "MODERN", MailLimit: 25 << 20,
		Encryption: s.authority.Certificate,
	}}}
	s.Service = New(delivery.NewShared(s.options(t)))
	s.held = &heldMails{}
	s.Held = s.held
	s.runner = job.NewRunner(w.DB, s.Log)
	s.RegisterJobs(s.runner)
	return s
}

func (s *sender) options(t testing.TB) delivery.Options {
	t.Helper()
	client, err := relay.New(relay.Config{URL: s.post.url, Hello: "schalter.example", CommandTimeout: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := token.NewKeys(map[uint8][]byte{1: bytes.Repeat([]byte{7}, token.MinKey)}, 1)
	if err != nil {
		t.Fatal(err)
	}
	platform := identity(t, cmstest.PlatformRSA, gatewayAddress, nil)
	return delivery.Options{
		DB: s.World.DB, Vault: s.World.Vault, MAC: s.Platform, Cases: s.cases, Channels: s.channels, Transport: client, Tokens: tokens,
		Keys: keyRing{{ID: "key_1", Key: platform.Key, Certificate: platform.Certificate}}, Address: gatewayAddress, Name: "Schalter",
		Log: slog.New(slog.NewTextHandler(s.logged, nil)), Jitter: func() float64 { return 0.5 },
	}
}

func file(name string, content []byte) delivery.OutgoingDocument {
	return delivery.OutgoingDocument{Filename: name, MediaType: "application/pdf", Size: int64(len(content)), Open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(content)), nil
	}}
}

func address() *postal.Address {
	street, number, code := "Lange Straße", "1", "96047"
	return &postal.Address{Recipient: "Anna Beispiel", Street: &street, HouseNumber: &number, PostalCode: &code, City: "Bamberg", Country: "DE"}
}

// message dispatches a message, as the postbox does, and returns its delivery.
func (s *sender) message(t testing.TB, change func(*delivery.Outgoing)) (deliveryID string) {
	t.Helper()
	deliveryID = id.New(id.Delivery, s.Clock.Now())
	o := &delivery.Outgoing{
		DeliveryID: deliveryID, MessageID: "msg_1", AuthorityID: bamberg, Reference: caseReference, Title: "Ein Café eröffnen", Kind: "MESSAGE",
		PersonName: "Anna Beispiel", Address: address(), TrustLevel: "POSTAL",
		Subject: "Frage zur Gewerbeanmeldung", Text: "Guten Tag,\nwelche Unterlagen brauchen Sie?\n", Services: []string{"Gewerbeanmeldung"},
		SentAt: s.Clock.Now(),
	}
	if change != nil {
		change(o)
	}
	s.cases.set(func(c *cases) { c.outgoing[deliveryID] = o })
	s.tx(t, func(ctx context.Context, tx *store.Tx) error {
		return s.Dispatch(ctx, tx, deliveryID, bamberg, o.Reference)
	})
	return deliveryID
}

func (s *sender) tx(t testing.TB, fn func(ctx context.Context, tx *store.Tx) error) {
	t.Helper()
	if err := s.World.DB.Tx(s.ctx, fn); err != nil {
		t.Fatal(err)
	}
}

// work does all that is due.
func (s *sender) work(t testing.TB) {
	t.Helper()
	if err := s.runner.RunDue(s.ctx); err != nil {
		t.Fatal(err)
	}
}

// pass moves the clock and does what is due then.
func (s *sender) pass(t testing.TB, d time.Duration) {
	t.Helper()
	s.Clock.Advance(d)
	s.work(t)
}

// rows are the mails by their age.
func (s *sender) rows(t testing.TB) []*ent.GatewayMail {
	t.Helper()
	rows, err := s.World.DB.Client().GatewayMail.Query().Order(ent.Asc("created_at", "id")).All(s.ctx)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// open is what the authority's mail program does.
func (s *sender) open(t testing.TB, raw []byte, p cms.Profile) (*smime.Opened, *mime.Message) {
	t.Helper()
	opened, err := smime.Open(raw, smime.OpenOptions{
		Keys: []cms.Recipient{s.authority.Recipient()}, Policy: p.Inbound(), Signature: p.InboundSignature(),
		Registered: smime.Registered(s.Keys.SMIME()[0].Certificate),
	})
	if err != nil {
		t.Fatal(err)
	}
	message, err := mime.Parse(opened.Entity, mime.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return opened, message
}

// one is the only mail that arrived.
func (s *sender) one(t testing.TB) posted {
	t.Helper()
	mails := s.post.taken()
	if len(mails) != 1 {
		t.Fatalf("got %d mails, want 1; log: %s", len(mails), s.logged)
	}
	return mails[0]
}

// header is the outer header of a mail.
func header(t testing.TB, raw []byte) string {
	t.Helper()
	head, _, ok := strings.Cut(string(raw), "\r\n\r\n")
	if !ok {
		t.Fatal("no header")
	}
	return head
}

func noise(n int, seed byte) []byte {
	b := make([]byte, n)
	x := uint32(seed) + 1
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = byte(x >> 24)
	}
	return b
}

func refusal(code int, status ...int) error {
	enhanced := smtp.NoEnhancedCode
	if len(status) > 0 {
		enhanced = smtp.EnhancedCode(status)
	}
	return &smtp.SMTPError{Code: code, EnhancedCode: enhanced, Message: "no"}
}

func openZeros(size int) func(context.Context) (io.ReadCloser, error) {
	return func(context.Context) (io.ReadCloser, error) { return &zeros{size}, nil }
}

// runUntil lets the workers run until something is so.
func (s *sender) runUntil(t testing.TB, done func() bool) {
	t.Helper()
	ctx, stop := context.WithCancel(s.ctx)
	var wg sync.WaitGroup
	wg.Go(func() { s.runner.Run(ctx) })
	defer wg.Wait()
	defer stop()
	for range 60_000 {
		if done() {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("it does not end")
}
