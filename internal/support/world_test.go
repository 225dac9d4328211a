package support_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/blob"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/pagination"
	"schalter/internal/scan"
	"schalter/internal/store"
	"schalter/internal/support"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

const (
	domain   = "post.schalter.example"
	platform = "schalter@schalter.example"
	hill     = "org_hill"
	vale     = "org_vale"
)

// desk is the tickets with all that stands around them: people, organisations and a mail server.
type desk struct {
	*testkit.World
	*support.Service
	t      testing.TB
	runner *job.Runner
	blobs  *blob.Files

	mu     sync.Mutex
	people map[string]support.Addressee
	sent   []relay.Message
	// refuses is what the mail server says to an address.
	refuses map[string]error
	// left are the accounts that are members of nothing any more.
	left map[string]bool
	keys int
}

func onDesks(t *testing.T, test func(t *testing.T, d *desk)) {
	t.Helper()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) { test(t, newDesk(t, w)) })
}

func newDesk(t testing.TB, w *testkit.World) *desk {
	t.Helper()
	blobs, err := blob.OpenFiles(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = blobs.Close() })
	d := &desk{World: w, t: t, blobs: blobs, refuses: map[string]error{}, left: map[string]bool{}, people: map[string]support.Addressee{
		"acc_buyer":     {Email: "buyer@hill.example", Name: "Berta Buyer", Locale: "DE", Active: true, Notices: true},
		"acc_signatory": {Email: "sign@hill.example", Name: "Sigi Sign", Locale: "EN", Active: true, Notices: true},
		"acc_stranger":  {Email: "other@vale.example", Name: "Otto Other", Locale: "DE", Active: true, Notices: true},
		"acc_editor":    {Email: "editor@schalter.example", Name: "Edda Editor", Locale: "DE", Active: true, Notices: true},
		"acc_operator":  {Email: "operator@schalter.example", Name: "Olga Operator", Locale: "DE", Active: true, Notices: true},
	}}
	d.Service = d.replica()
	d.runner = job.NewRunner(w.DB, testkit.Silent())
	d.RegisterJobs(d.runner)
	return d
}

// replica is the service as another replica has it.
func (d *desk) replica() *support.Service {
	tokens, err := token.NewKeys(map[uint8][]byte{1: bytes.Repeat([]byte{7}, token.MinKey)}, 1)
	if err != nil {
		d.t.Fatal(err)
	}
	return support.New(support.Options{
		DB: d.DB, Vault: d.Vault, MAC: d.Platform, Tokens: tokens, People: d, Organisations: d, Blobs: d.blobs, Inspector: d, Transport: d,
		Directory: d, From: platform, Platform: "Schalter", Domain: domain, BaseURL: "https://schalter.example", Log: testkit.Silent(),
	})
}

func (d *desk) Addressee(_ context.Context, _ *store.Tx, accountID string) (support.Addressee, error) {
	if p, ok := d.people[accountID]; ok {
		return p, nil
	}
	return support.Addressee{}, errs.New(errs.NotFound, "nobody")
}

func (d *desk) Names(_ context.Context, ids []string) (map[string]string, error) {
	names := map[string]string{}
	for _, accountID := range ids {
		names[accountID] = d.people[accountID].Name
	}
	return names, nil
}

func (d *desk) Find(organisationID string) (string, string, bool) {
	name, ok := map[string]string{hill: "Markt Hügel", vale: "Stadt Tal"}[organisationID]
	return organisationID, name, ok
}

func (d *desk) RegionName(ars string) string {
	return map[string]string{"094610000000": "Bamberg", "091620000000": "München"}[ars]
}

func (d *desk) ServiceName(serviceID, locale string) string {
	return map[string]string{"srv_trade de": "Gewerbe anmelden", "srv_trade en": "Register a trade"}[serviceID+" "+locale]
}

func (d *desk) AuthorityName(authorityID string) string {
	return map[string]string{"aut_city": "Stadt Bamberg"}[authorityID]
}

func (d *desk) InMarket(_ context.Context, _ *store.Tx, organisationID, accountID string) (bool, error) {
	// The stranger works for the vale alone.
	elsewhere := accountID == "acc_stranger" && organisationID != vale && organisationID != ""
	return !d.left[accountID] && !elsewhere, nil
}

func (d *desk) Check(_ context.Context, r io.ReaderAt, size int64, filename string) (string, bool, error) {
	content, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err == nil && strings.Contains(string(content), "EICAR") {
		return "", true, &scan.Error{Reason: scan.Malware}
	}
	mediaType, err := scan.Check(r, size, filename)
	return mediaType, true, err
}

func (d *desk) Send(_ context.Context, m relay.Message) (relay.Accepted, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.refuses[m.To]; err != nil {
		return relay.Accepted{}, err
	}
	d.sent = append(d.sent, m)
	return relay.Accepted{}, nil
}

// The viewers.
func as(accountID, organisationID string) context.Context {
	v := &viewer.Viewer{AccountID: accountID, SessionID: "ses_1", Locale: "de"}
	if organisationID != "" {
		v.Memberships = []viewer.Membership{{ID: "mem_" + accountID, OrganisationID: organisationID, Buyer: true}}
	}
	return viewer.With(context.Background(), v)
}

func buyer() context.Context     { return as("acc_buyer", hill) }
func signatory() context.Context { return as("acc_signatory", hill) }
func stranger() context.Context  { return as("acc_stranger", vale) }
func operator() context.Context {
	return viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_operator", SessionID: "ses_2", Locale: "de", Roles: []viewer.Role{viewer.Operator}})
}

func editor() context.Context {
	return viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_editor", SessionID: "ses_3", Locale: "de", Roles: []viewer.Role{viewer.Editor}})
}

func stateOf(s support.TicketState) *support.TicketState { return &s }

func (d *desk) key() string { d.keys++; return fmt.Sprint("key-", d.keys) }

// ask opens a question of the hill and returns it.
func (d *desk) ask() *support.Ticket {
	d.t.Helper()
	d.Clock.Advance(time.Second)
	t, err := d.Open(buyer(), support.TicketOpenInput{OrganisationID: hill, Subject: "Vertrag zur Gewerbeanmeldung", Body: "Wer unterschreibt?", IdempotencyKey: d.key()})
	if err != nil {
		d.t.Fatal(err)
	}
	return t
}

// reply writes a public entry.
func (d *desk) reply(ctx context.Context, ticketID, body string) *support.TicketEntry {
	d.t.Helper()
	d.Clock.Advance(time.Second)
	_, e, err := d.Reply(ctx, support.TicketReplyInput{TicketID: ticketID, Body: body, IdempotencyKey: d.key()})
	if err != nil {
		d.t.Fatal(err)
	}
	return e
}

// update changes a ticket at the version that it has.
func (d *desk) update(ctx context.Context, ticketID string, change func(u *support.TicketUpdate)) error {
	d.t.Helper()
	u := support.TicketUpdate{TicketID: ticketID, ExpectedVersion: d.ticket(ticketID).Version}
	change(&u)
	_, err := d.Update(ctx, u)
	return err
}

func (d *desk) invite(ticketID string, role support.TicketRole, email string) {
	d.t.Helper()
	err := d.update(operator(), ticketID, func(u *support.TicketUpdate) {
		u.AddParticipants = []support.ParticipantInput{{Role: role, Name: strings.Split(email, "@")[0], Email: email}}
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) ticket(ticketID string) *support.Ticket {
	d.t.Helper()
	t, err := d.Ticket(operator(), ticketID)
	if err != nil {
		d.t.Fatal(err)
	}
	return t
}

// entries are all entries that a viewer sees.
func (d *desk) entries(ctx context.Context, ticketID string) []*support.TicketEntry {
	d.t.Helper()
	t, err := d.Ticket(ctx, ticketID)
	if err != nil {
		d.t.Fatal(err)
	}
	pages, err := d.EntriesOf(ctx, []*support.Ticket{t}, pagination.Request{Limit: 100})
	if err != nil {
		d.t.Fatal(err)
	}
	var list []*support.TicketEntry
	for _, item := range pages[0].Items {
		list = append(list, item.Node)
	}
	return list
}

// transcript are the entries in words: who, what kind of mail, and what.
func (d *desk) transcript(ctx context.Context, ticketID string) string {
	var lines []string
	for _, e := range d.entries(ctx, ticketID) {
		line := e.Author + ": " + e.Body
		for mark, set := range map[string]bool{"internal ": e.Internal, "unconfirmed ": e.Unconfirmed, "automatic ": e.Automatic} {
			if set {
				line = mark + line
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func (d *desk) participant(ticketID, email string) *support.TicketParticipant {
	d.t.Helper()
	lists, err := d.ParticipantsOf(operator(), []*support.Ticket{d.ticket(ticketID)})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, p := range lists[0] {
		if p.Email != nil && *p.Email == email || p.Email == nil && email == "" {
			return p
		}
	}
	return nil
}

// run does what is due.
func (d *desk) run() {
	d.t.Helper()
	if err := d.runner.RunDue(context.Background()); err != nil {
		d.t.Fatal(err)
	}
}

// mails runs what is due and returns the mails to an address, all of them.
func (d *desk) mails(to string) []relay.Message {
	d.t.Helper()
	d.run()
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []relay.Message
	for _, m := range d.sent {
		if m.To == to {
			list = append(list, m)
		}
	}
	return list
}

// last is the last mail to an address, taken apart.
func (d *desk) last(to string) (relay.Message, *mime.Message) {
	d.t.Helper()
	list := d.mails(to)
	if len(list) == 0 {
		d.t.Fatalf("no mail to %s", to)
	}
	read, err := mime.Parse(list[len(list)-1].Body, mime.Limits{})
	if err != nil {
		d.t.Fatal(err)
	}
	return list[len(list)-1], read
}

// field is a field of a mail's header.
func field(t testing.TB, raw []byte, name string) string {
	t.Helper()
	part, err := mime.ReadEntity(raw, mime.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return part.Field(name)
}

// answer is a mail that answers one of ours.
type answer struct {
	from, messageID, extra, text string
}

func (a answer) raw(to string) []byte {
	if a.messageID == "" {
		a.messageID = fmt.Sprintf("%x@mail.example", len(a.text)+len(a.extra)) + a.from
		a.messageID = strings.ReplaceAll(a.messageID, "@mail.example"+a.from, "."+strings.ReplaceAll(a.from, "@", ".")+"@mail.example")
	}
	if a.extra != "" {
		a.extra += "\r\n"
	}
	return []byte("From: <" + a.from + ">\r\nTo: <" + to + ">\r\nSubject: AW: Ticket\r\nDate: Sun, 29 Nov 2026 18:00:00 +0000\r\nMessage-ID: <" + a.messageID + ">\r\n" + a.extra +
		"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + strings.ReplaceAll(a.text, "\n", "\r\n"))
}

// arrive brings a mail to an address, and has it looked at.
func (d *desk) arrive(sender, to string, raw []byte) {
	d.t.Helper()
	d.Clock.Advance(time.Second)
	if !d.Recipient(to) {
		d.t.Fatalf("%s is not ours", to)
	}
	if err := d.Deliver(context.Background(), sender, []string{to}, raw); err != nil {
		d.t.Fatal(err)
	}
	d.run()
}

// replyTo is where answers to a mail go.
func replyTo(t testing.TB, m relay.Message) string {
	return strings.Trim(field(t, m.Body, "Reply-To"), "<>")
}

// answerAddress is where answers to the last mail to an address go.
func (d *desk) answerAddress(email string) string {
	d.t.Helper()
	m, _ := d.last(email)
	return replyTo(d.t, m)
}

// writes has an address write to another one.
func (d *desk) writes(from, to, text string) {
	d.t.Helper()
	d.arrive(from, to, answer{from: from, text: text}.raw(to))
}

// answers answers the last mail to an address as its person would.
func (d *desk) answers(email, text string) {
	d.t.Helper()
	d.writes(email, d.answerAddress(email), text)
}

func refused(err error) string {
	r := errs.AsRefusal(err)
	if r == nil {
		return fmt.Sprint(err)
	}
	return string(r.Problems[0].Rule) + " " + r.Problems[0].Text
}
