package inbound

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/ent"
	"schalter/ent/inboundmail"
	"schalter/internal/blob"
	"schalter/internal/checkcode"
	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/delivery"
	"schalter/internal/delivery/outbound"
	"schalter/internal/job"
	"schalter/internal/mail/inlet"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/token"
	"schalter/internal/smime"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

const (
	gatewayAddress = "gateway@schalter.example"
	city           = "aut_city"
	county         = "aut_county"
)

type keyRing []delivery.KeyPair

func (k keyRing) SMIME() []delivery.KeyPair { return k }

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

// noise is n bytes that do not compress.
func noise(n int, seed byte) []byte {
	b := make([]byte, n)
	x := uint32(seed) + 1
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = byte(x >> 24)
	}
	return b
}

// gatewayDesk is the gateway with two authorities around it.
type gatewayDesk struct {
	*testkit.World
	gateway       *Service
	ctx           context.Context
	cases         *casefile
	organisations *registry
	outbox        *outbox
	blobs         *blob.Files
	runner        *job.Runner
	platform      cmstest.Identity
	// signers are the authorities' identities.
	signers map[string]cmstest.Identity
	options delivery.Options
	// log shows what failed, with the test that it belongs to.
	log *slog.Logger
}

func newDesk(t testing.TB, w *testkit.World) *gatewayDesk {
	t.Helper()
	g := &gatewayDesk{
		World: w, ctx: viewer.System(context.Background(), "test"), cases: &casefile{gone: map[string]bool{}}, outbox: &outbox{},
		organisations: &registry{boxes: map[string]*delivery.Mailbox{}, signers: map[[32]byte][]string{}, nonce: "nonce-1234567890"},
		platform:      identity(t, cmstest.PlatformRSA, gatewayAddress, nil),
		signers: map[string]cmstest.Identity{
			city:   identity(t, cmstest.AuthorityRSA, "post@city.example", nil),
			county: identity(t, cmstest.AuthorityEC, "post@county.example", nil),
		},
	}
	g.log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	for authorityID, who := range g.signers {
		g.organisations.boxes[authorityID] = &delivery.Mailbox{
			AuthorityID: authorityID, Name: authorityID, Address: who.Certificate.EmailAddresses[0], Profile: "MODERN", MailLimit: 25 << 20,
			Encryption: who.Certificate,
		}
		g.organisations.register(authorityID, who.Certificate)
	}
	tokens, err := token.NewKeys(map[uint8][]byte{1: bytes.Repeat([]byte{7}, token.MinKey)}, 1)
	if err != nil {
		t.Fatal(err)
	}
	blobs, err := blob.OpenFiles(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = blobs.Close() })
	g.blobs = blobs
	// Whatever is posted, its signed mail proves it to others.
	t.Cleanup(func() {
		for _, a := range g.cases.posted() {
			if o, ok := a.Original.(keptOriginal); !ok || verified(o) != nil {
				t.Errorf("the original of %q does not verify: %v", a.Subject, verified(o))
			}
		}
	})
	g.options = delivery.Options{
		DB: w.DB, Vault: w.Vault, Keys: keyRing{{ID: "key_1", Key: g.platform.Key, Certificate: g.platform.Certificate}}, Tokens: tokens,
		MAC: w.Platform, Cases: g.cases, Channels: g.organisations, Transport: g.outbox, Blobs: blobs, Address: gatewayAddress, Name: "Schalter",
		Log: g.log, Jitter: func() float64 { return 0.5 },
	}
	g.restart()
	return g
}

// restart is what a new process does.
func (g *gatewayDesk) restart() {
	shared := delivery.NewShared(g.options)
	out := outbound.New(shared)
	g.gateway = New(shared, out)
	out.Held = g.gateway
	g.runner = job.NewRunner(g.World.DB, g.log)
	out.RegisterJobs(g.runner)
	g.gateway.RegisterJobs(g.runner)
}

func (g *gatewayDesk) work(t testing.TB) {
	t.Helper()
	if err := g.runner.RunDue(g.ctx); err != nil {
		t.Fatal(err)
	}
}

// asked is a mail of ours at an authority, opened by it.
type asked struct {
	authorityID, reference, deliveryID string
	messageID, mailID, bounce, text    string
}

// ask sends a message of a case to an authority.
func (g *gatewayDesk) ask(t testing.TB, authorityID, reference string) asked {
	t.Helper()
	deliveryID := "dlv|" + reference + "|" + authorityID
	g.tx(t, func(ctx context.Context, tx *store.Tx) error {
		return g.gateway.out.Dispatch(ctx, tx, deliveryID, authorityID, reference)
	})
	a := g.arrived(t, authorityID)
	a.reference, a.deliveryID = reference, deliveryID
	return a
}

func (g *gatewayDesk) tx(t testing.TB, fn func(ctx context.Context, tx *store.Tx) error) {
	t.Helper()
	if err := g.World.DB.Tx(g.ctx, fn); err != nil {
		t.Fatal(err)
	}
}

// arrived sends what is due and opens the last mail, as its authority does.
func (g *gatewayDesk) arrived(t testing.TB, authorityID string) asked {
	t.Helper()
	g.work(t)
	all := g.outbox.all()
	if len(all) == 0 {
		t.Fatal("nothing was sent")
	}
	last := all[len(all)-1]
	profile := cms.Profile(g.organisations.boxes[authorityID].Profile)
	opened, err := smime.Open(last.Body, smime.OpenOptions{
		Keys: []cms.Recipient{g.signers[authorityID].Recipient()}, Policy: cms.Legacy.Inbound(), Signature: cms.Legacy.InboundSignature(),
		Registered: smime.Registered(g.platform.Certificate),
	})
	if err != nil {
		t.Fatalf("the authority cannot open its mail (%s): %v", profile, err)
	}
	m, err := mime.Parse(opened.Entity, mime.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return asked{authorityID: authorityID, messageID: m.MessageID, mailID: last.EnvelopeID, bounce: last.From, text: m.Text}
}

// quote is how mail programs cite a text.
func quote(text string) string {
	return "Am 02.03.26 um 10:15 schrieb Schalter:\n> " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n> ")
}

// reply is an answer as it is written; the zero value of a field is what honest programs do.
type reply struct {
	signer  cmstest.Identity
	profile cms.Profile
	at      time.Time
	// inner and outer are header lines besides the usual ones, each with its line end.
	inner, outer string
	text         string
	// entity replaces the inner entity.
	entity []byte
}

// to answers a mail as its authority does, with the text before the quotation.
func (g *gatewayDesk) to(a asked, text string) reply {
	return reply{
		signer: g.signers[a.authorityID], at: g.Clock.Now(),
		outer: "In-Reply-To: <" + a.messageID + ">\r\nReferences: <" + a.messageID + ">\r\n",
		text:  text + "\n\n" + quote(a.text) + "\n",
	}
}

// innerOf is the entity that is signed.
func (r reply) innerOf() []byte {
	if r.entity != nil {
		return r.entity
	}
	return []byte(r.inner + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
		strings.ReplaceAll(r.text, "\n", "\r\n"))
}

func (r reply) head() []byte {
	subject := "Subject: AW: Sichere Nachricht\r\n"
	if strings.Contains(r.outer, "Subject: ") {
		subject = ""
	}
	return []byte("From: Amt <post@city.example>\r\nTo: <" + gatewayAddress + ">\r\n" + subject +
		fmt.Sprintf("Message-ID: <%s@city.example>\r\n", rand.Text()) + r.outer)
}

func (r reply) profileOr() cms.Profile {
	if r.profile == "" {
		return cms.Modern
	}
	return r.profile
}

// write signs and encrypts.
func (g *gatewayDesk) write(t testing.TB, r reply) []byte {
	t.Helper()
	sealed, err := smime.Seal(r.innerOf(), smime.SealOptions{
		Signer: smime.Signer{Certificate: r.signer.Certificate, Key: r.signer.Key}, At: r.at, Recipient: g.platform.Certificate,
		Profile: r.profileOr(), Head: r.head(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return sealed.Mail
}

// encrypted is an entity in an envelope for us, without more.
func (g *gatewayDesk) encrypted(t testing.TB, r reply, entity []byte) []byte {
	t.Helper()
	der, err := cms.Encrypt(entity, g.platform.Certificate, r.profileOr())
	if err != nil {
		t.Fatal(err)
	}
	return wrapped(r.head(), der)
}

func wrapped(head, der []byte) []byte {
	return []byte(string(head) + "MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; name=\"smime.p7m\"\r\n" +
		"Content-Transfer-Encoding: base64\r\n\r\n" + lines(base64.StdEncoding.EncodeToString(der)))
}

func lines(s string) string {
	var b strings.Builder
	for piece := range slices.Chunk([]byte(s), 76) {
		b.Write(piece)
		b.WriteString("\r\n")
	}
	return b.String()
}

// take delivers a mail as the mail server does and has it processed.
func (g *gatewayDesk) take(t testing.TB, raw []byte, recipients ...string) *ent.InboundMail {
	t.Helper()
	g.deliver(t, "someone@city.example", raw, recipients...)
	g.work(t)
	return g.lastMail(t)
}

func (g *gatewayDesk) deliver(t testing.TB, from string, raw []byte, recipients ...string) {
	t.Helper()
	if len(recipients) == 0 {
		recipients = []string{gatewayAddress}
	}
	for _, to := range recipients {
		if err := g.gateway.Recipient(g.ctx, to); err != nil {
			t.Fatalf("recipient %s: %v", to, err)
		}
	}
	if err := g.gateway.Deliver(g.ctx, inlet.Envelope{From: from, Recipients: recipients}, raw); err != nil {
		t.Fatal(err)
	}
	// Ids of the same millisecond have no order.
	g.Clock.Advance(time.Millisecond)
}

func (g *gatewayDesk) lastMail(t testing.TB) *ent.InboundMail {
	t.Helper()
	row, err := g.World.DB.Client().InboundMail.Query().Order(ent.Desc(inboundmail.FieldReceivedAt, inboundmail.FieldID)).First(g.ctx)
	if err != nil {
		t.Fatal(err)
	}
	return row
}

// want checks how a mail ended.
func want(t testing.TB, row *ent.InboundMail, state inboundmail.State, reasons ...Reason) {
	t.Helper()
	if row.State != state || len(reasons) > 0 && !slices.Contains(reasons, Reason(delivery.Deref(row.Reason))) {
		t.Errorf("got %s %s, want %s %v", row.State, delivery.Deref(row.Reason), state, reasons)
	}
	if row.State != inboundmail.StateRECEIVED && row.SettledAt == nil {
		t.Error("not settled")
	}
}

// nothingShown checks that no mailbox learned of anything.
func (g *gatewayDesk) nothingShown(t testing.TB) {
	t.Helper()
	if got := g.cases.posted(); len(got) > 0 {
		t.Errorf("posted %+v", got)
	}
	if got := g.cases.noted(); got != "" {
		t.Errorf("noted %s", got)
	}
}

// told are the addresses of all mails sent after the first n.
func (g *gatewayDesk) told(t testing.TB, n int) []string {
	t.Helper()
	g.work(t)
	var to []string
	for _, m := range g.outbox.all()[n:] {
		to = append(to, m.To)
	}
	return to
}

func newReference() string { return checkcode.NewReference(rand.Reader) }

func onDesks(t *testing.T, test func(t *testing.T, g *gatewayDesk)) {
	t.Helper()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) { test(t, newDesk(t, w)) })
}
