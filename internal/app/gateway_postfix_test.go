//go:build demo && postfix

package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	smtp "github.com/emersion/go-smtp"

	"schalter/internal/clock"
	"schalter/internal/config"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/posttest"
	"schalter/internal/mail/report"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// postWorld is the whole program with a real Postfix: it sends by it, and Postfix brings it what comes for its domain; Stadt
// Bamberg's mailbox lies behind the same Postfix.
type postWorld struct {
	*world
	postfix *posttest.Postfix
	office  *mailOffice
	citizen testkit.Client
	mailbox string
}

func newPostWorld(t testing.TB, databaseURL string, o posttest.Options) *postWorld {
	t.Helper()
	inlet, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &postWorld{office: openMailOffice(t, true)}
	o.LMTP = map[string]string{"schalter.example": inlet.Addr().String(), "bamberg.example": w.office.Addr, "demo.example": w.office.Addr}
	w.postfix = posttest.Start(t, o)
	server := httptest.NewUnstartedServer(nil)
	dir := t.TempDir()
	w.world = startGatewayWorld(t, server, inlet, &config.Config{
		Addr: server.Listener.Addr().String(), BaseURL: "http://" + server.Listener.Addr().String(), DataDir: dir, DatabaseURL: databaseURL,
		KeyURL: "file:" + filepath.Join(dir, "keys"), Demo: true, OperatorName: "Plattform Schalter", OperatorAddress: []string{"Musterstraße 1", "80331 München"},
		MailFrom: "schalter@demo.example", SMTPURL: w.postfix.URL(), GatewayAddress: gatewayAddress,
	})
	w.office.meet(t, dir, w.Client)
	w.citizen = w.as(t, citizen)
	w.mailbox = openMailbox(t, w.citizen, bamberg)
	return w
}

// startGatewayWorld opens and runs the program as serve does, with a listener for LMTP.
func startGatewayWorld(t testing.TB, server *httptest.Server, inlet net.Listener, cfg *config.Config) *world {
	t.Helper()
	a, err := open(t.Context(), cfg, testkit.Quiet())
	if err != nil {
		t.Fatal(err)
	}
	extra, err := a.demo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := &serving{app: a}
	if server.Config.Handler, err = s.handler(extra); err != nil {
		t.Fatal(err)
	}
	work, stop := context.WithCancel(context.Background())
	var workers sync.WaitGroup
	for _, run := range []func(context.Context){a.treelog.Run, a.runDemo, a.hub.Run, a.jobs.Run, a.organisations.Watch, func(ctx context.Context) { a.takeMail(ctx, inlet) }} {
		workers.Go(func() { run(work) })
	}
	server.Start()
	t.Cleanup(func() {
		s.live.Shutdown(context.Background())
		server.Close()
		stop()
		workers.Wait()
		a.close()
	})
	return &world{serving: s, Client: testkit.Client{URL: server.URL}}
}

// shownDelivery is a delivery as the citizen sees it.
type shownDelivery struct {
	State          string
	Failure        *struct{ Code, Cause, Advice string }
	NextAttemptAt  *time.Time
	Steps          []struct{ State, Detail string }
	FallbackLetter *struct{ URL string }
}

func (d shownDelivery) has(state string) bool {
	return slices.ContainsFunc(d.Steps, func(s struct{ State, Detail string }) bool { return s.State == state })
}

// shownMessage is a message as the citizen sees it.
type shownMessage struct {
	ID, Direction, Kind, Subject string
	Body                         *string
	Deliveries                   []shownDelivery
	Documents                    []struct {
		Filename string
		Size     int
		Download *struct{ URL string }
	}
}

func (w *postWorld) messages(t testing.TB) []shownMessage {
	t.Helper()
	var out struct {
		CaseMailbox struct {
			Messages struct{ Edges []struct{ Node shownMessage } }
		}
	}
	w.citizen.Must(t, `query($id: ID!) { caseMailbox(id: $id) { messages(first: 50) { edges { node { id direction kind subject body
		documents { filename size download { url } }
		deliveries { state nextAttemptAt failure { code cause advice } steps { state detail } fallbackLetter { url } } } } } } }`, map[string]any{"id": w.mailbox}, &out)
	var list []shownMessage
	for _, e := range out.CaseMailbox.Messages.Edges {
		list = append(list, e.Node)
	}
	return list
}

// patience is how long something may take that Postfix does.
const patience = 60 * time.Second

// until asks for the messages of the mailbox until they are as wanted.
func (w *postWorld) until(t testing.TB, what string, wanted func([]shownMessage) bool) []shownMessage {
	t.Helper()
	var list []shownMessage
	for begun := clock.System().Now(); clock.System().Now().Sub(begun) < patience; time.Sleep(100 * time.Millisecond) {
		if list = w.messages(t); wanted(list) {
			return list
		}
	}
	t.Fatalf("%s: not within %s: %+v\n%s", what, patience, list, w.postfix.Log())
	return nil
}

// delivery waits until the delivery of a message is as wanted.
func (w *postWorld) delivery(t testing.TB, messageID, what string, wanted func(shownDelivery) bool) shownDelivery {
	t.Helper()
	var found shownDelivery
	w.until(t, what, func(list []shownMessage) bool {
		i := slices.IndexFunc(list, func(m shownMessage) bool { return m.ID == messageID })
		if i < 0 || len(list[i].Deliveries) != 1 {
			return false
		}
		found = list[i].Deliveries[0]
		return wanted(found)
	})
	return found
}

// attach uploads a document of a size and returns its id.
func (w *postWorld) attach(t testing.TB, size int) string {
	t.Helper()
	id, url := announce(t, w.citizen, map[string]any{"mailboxId": w.mailbox}, size)
	if got := put(t, w.citizen, w.absolute(url), pdf(size)); got != http.StatusOK {
		t.Fatalf("upload: status %d", got)
	}
	return id
}

func (w *postWorld) absolute(url string) string {
	if strings.HasPrefix(url, "http") {
		return url
	}
	return w.URL + url
}

// onBothWithPostfix runs a test with a Postfix on each database.
func onBothWithPostfix(t *testing.T, o posttest.Options, test func(t *testing.T, w *postWorld)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, newPostWorld(t, "", o))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, newPostWorld(t, testkit.PostgresURL(t), o))
	})
}

// A message goes out by Postfix and is RELAYED, which nobody calls delivered; the answer of the authority comes back by Postfix
// with its document.
func TestPostfixBringsMessageAndAnswer(t *testing.T) {
	t.Parallel()
	onBothWithPostfix(t, posttest.Options{}, func(t *testing.T, w *postWorld) {
		sent := w.attach(t, 300_000)
		message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1", sent)
		got := w.delivery(t, message, "relayed", func(d shownDelivery) bool { return d.has("RELAYED") })
		if got.State != "RELAYED" || got.has("DELIVERED") || !got.has("HANDED_OVER") {
			t.Errorf("got %+v", got)
		}
		mails := w.office.arrived()
		if len(mails) != 1 || !strings.HasPrefix(mails[0].from, "b+") {
			t.Fatalf("got %d mails, %+v", len(mails), mails)
		}
		opened, err := w.office.open(mails[0])
		if err != nil {
			t.Fatal(err)
		}
		if len(opened.Attachments) != 1 || !bytes.Equal(opened.Attachments[0].Content, pdf(300_000)) || opened.Subject != "Gewerbe anmelden" {
			t.Errorf("arrived: %q with %d documents", opened.Subject, len(opened.Attachments))
		}
		decision := pdf(700_001)
		answer, err := w.office.answer(opened, "Ihr Bescheid", map[string][]byte{"Bescheid.pdf": decision})
		if err != nil {
			t.Fatal(err)
		}
		if err := hand(w.postfix.Address, false, bambergAddress, gatewayAddress, answer); err != nil {
			t.Fatal(err)
		}
		got = w.delivery(t, message, "answered", func(d shownDelivery) bool { return d.has("ANSWERED") })
		if got.State != "ANSWERED" {
			t.Errorf("got %+v", got)
		}
		list := w.messages(t)
		i := slices.IndexFunc(list, func(m shownMessage) bool { return m.Direction == "INBOUND" })
		if i < 0 || list[i].Subject != "Ihr Bescheid" || len(list[i].Documents) != 1 {
			t.Fatalf("got %+v", list)
		}
		_, content := fetchFile(t, w.citizen, w.absolute(list[i].Documents[0].Download.URL), "")
		if !bytes.Equal(content, decision) {
			t.Errorf("the document came as %d bytes, want %d equal ones", len(content), len(decision))
		}
	})
}

// What the authority's server refuses for now stays HANDED_OVER: Postfix goes on trying, and says so.
func TestPostfixDelaysAMessage(t *testing.T) {
	t.Parallel()
	w := newPostWorld(t, "", posttest.Options{Settings: map[string]string{"delay_warning_time": "1s"}})
	w.office.answers(func(string) error {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Try again"}
	}, nil)
	message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1")
	got := w.delivery(t, message, "delayed", func(d shownDelivery) bool { return d.has("DEFERRED") })
	if got.State != "HANDED_OVER" || got.Failure != nil || got.NextAttemptAt != nil || got.FallbackLetter != nil {
		t.Errorf("got %+v", got)
	}
	w.office.answers(nil, nil)
	got = w.delivery(t, message, "relayed", func(d shownDelivery) bool { return d.has("RELAYED") })
	if got.State != "RELAYED" || len(w.office.arrived()) != 1 {
		t.Errorf("got %+v, %d mails", got, len(w.office.arrived()))
	}
}

// What the authority's server refuses for good is a failure with its cause, a notice and a letter to print.
func TestPostfixReturnsAMessage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		recipient func(string) error
		content   func() error
		code      string
	}{
		{"mailbox full", nil, func() error {
			return &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 2, 2}, Message: "Mailbox full"}
		}, "MAILBOX_FULL"},
		{"unknown user", func(string) error {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "User unknown"}
		}, nil, "UNKNOWN_MAILBOX"},
		{"refused", nil, func() error {
			return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Policy"}
		}, "REFUSED"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newPostWorld(t, "", posttest.Options{})
			w.office.answers(tt.recipient, tt.content)
			message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1")
			w.failed(t, message, tt.code)
			if w.suspended(t) {
				t.Error("one report, which nobody signed, suspends the channel")
			}
			// The same report once more says nothing new.
			if n := len(w.notices(t)); n != 1 {
				t.Errorf("%d notices", n)
			}
		})
	}
}

// However many mails come back: the reports are signed by nobody and close no mailbox for everybody. Each person learns of the own
// message, the operators of the authority.
func TestPostfixReturnsThreeMessages(t *testing.T) {
	t.Parallel()
	w := newPostWorld(t, "", posttest.Options{})
	w.office.answers(func(string) error {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "User unknown"}
	}, nil)
	for _, key := range []string{"k1", "k2", "k3"} {
		message := sendMessage(t, w.citizen, w.mailbox, bamberg, key)
		w.delivery(t, message, "failed", func(d shownDelivery) bool { return d.State == "FAILED" })
	}
	if n := len(w.notices(t)); n != 3 {
		t.Errorf("%d notices, want 3", n)
	}
	if w.suspended(t) {
		t.Error("reports alone suspend the channel")
	}
	var seen struct {
		Desk struct {
			Audit struct {
				Edges []struct{ Node struct{ Action string } }
			}
		}
	}
	w.as(t, operator).Must(t, `{ desk { audit(first: 50) { edges { node { action } } } } }`, nil, &seen)
	bouncing := 0
	for _, e := range seen.Desk.Audit.Edges {
		if e.Node.Action == "channel.bouncing" {
			bouncing++
		}
	}
	if bouncing != 1 {
		t.Errorf("the audit tells operators %d times, want once", bouncing)
	}
}

// failed waits for the failure of a message and checks what the citizen gets then.
func (w *postWorld) failed(t *testing.T, message, code string) {
	t.Helper()
	got := w.delivery(t, message, "failed", func(d shownDelivery) bool { return d.has("FAILED") })
	if got.State != "FAILED" || got.Failure == nil || got.Failure.Code != code || got.Failure.Cause == "" || got.Failure.Advice == "" {
		t.Fatalf("got %+v, want %s", got, code)
	}
	notices := w.notices(t)
	if len(notices) != 1 || notices[0].Body == nil || !strings.Contains(*notices[0].Body, got.Failure.Cause) {
		t.Errorf("notices %+v do not say %q", notices, got.Failure.Cause)
	}
	if got.FallbackLetter == nil {
		t.Fatal("there is no letter to print")
	}
	res, letter := fetchFile(t, w.citizen, w.absolute(got.FallbackLetter.URL), "")
	if res.StatusCode != http.StatusOK || !bytes.HasPrefix(letter, []byte("%PDF-")) {
		t.Errorf("letter: status %d, %.20q", res.StatusCode, letter)
	}
}

func (w *postWorld) notices(t testing.TB) []shownMessage {
	t.Helper()
	return slices.DeleteFunc(w.messages(t), func(m shownMessage) bool { return m.Kind != "NOTICE" })
}

// reachability is that of the authority as the mailbox shows it.
func (w *postWorld) reachability(t *testing.T) string {
	t.Helper()
	var out struct {
		CaseMailbox struct {
			Parties []struct{ Reachability string }
		}
	}
	w.citizen.Must(t, `query($id: ID!) { caseMailbox(id: $id) { parties { reachability } } }`, map[string]any{"id": w.mailbox}, &out)
	return out.CaseMailbox.Parties[0].Reachability
}

// suspended says whether the citizen sees the authority as interrupted, and checks that the operator does too.
func (w *postWorld) suspended(t *testing.T) bool {
	t.Helper()
	var out struct {
		CaseMailbox struct {
			Parties []struct {
				Reachability string
				Fallback     *struct{ Note string }
				Authority    struct{ ID string }
			}
		}
	}
	w.citizen.Must(t, `query($id: ID!) { caseMailbox(id: $id) { parties { reachability fallback { note } authority { id } } } }`, map[string]any{"id": w.mailbox}, &out)
	broken := out.CaseMailbox.Parties[0].Reachability == "SUSPENDED"
	if broken && out.CaseMailbox.Parties[0].Fallback == nil {
		t.Error("no fallback is named")
	}
	var desk struct {
		Desk struct {
			SuspendedAuthorities []struct{ Authority struct{ ID string } }
		}
	}
	w.as(t, operator).Must(t, `{ desk { suspendedAuthorities { authority { id } } } }`, nil, &desk)
	if seen := len(desk.Desk.SuspendedAuthorities) == 1; seen != broken {
		t.Errorf("the operator sees %+v, the citizen %v", desk.Desk, broken)
	}
	return broken
}

// A mail that Postfix itself does not take is too large for good, with the same consequences.
func TestPostfixTakesNoMailBeyondItsLimit(t *testing.T) {
	t.Parallel()
	w := newPostWorld(t, "", posttest.Options{MessageSizeLimit: 400_000})
	message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1", w.attach(t, 400_000))
	w.failed(t, message, "TOO_LARGE")
	if n := len(w.office.arrived()); n != 0 || strings.Contains(w.postfix.Log(), "to=<"+bambergAddress+">") {
		t.Errorf("%d mails arrived", n)
	}
	small := sendMessage(t, w.citizen, w.mailbox, bamberg, "k2", w.attach(t, 100_000))
	w.delivery(t, small, "relayed", func(d shownDelivery) bool { return d.State == "RELAYED" })
}

// Documents of 20 MB pass, in a mail of 37 MB.
func TestPostfixBringsALargeMessage(t *testing.T) {
	t.Parallel()
	w := newPostWorld(t, "", posttest.Options{MessageSizeLimit: 60 << 20})
	w.widen(t, 60<<20)
	const size = 10_000_000
	message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1", w.attach(t, size), w.attach(t, size))
	w.delivery(t, message, "relayed", func(d shownDelivery) bool { return d.State == "RELAYED" })
	opened, err := w.office.open(w.office.arrived()[0])
	if err != nil {
		t.Fatal(err)
	}
	if len(opened.Attachments) != 2 || !bytes.Equal(opened.Attachments[0].Content, pdf(size)) || !bytes.Equal(opened.Attachments[1].Content, pdf(size)) {
		t.Errorf("%d documents arrived", len(opened.Attachments))
	}
	if n := len(w.office.arrived()[0].raw); n < 35_000_000 {
		t.Errorf("the mail has only %d bytes", n)
	}
}

// widen has Stadt Bamberg's mailbox take mails of a size.
func (w *postWorld) widen(t testing.TB, limit int64) {
	t.Helper()
	ctx := viewer.System(t.Context(), "test")
	err := w.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		c, err := w.organisations.ChannelFor(ctx, tx, bamberg)
		if err != nil {
			return err
		}
		return w.organisations.ConnectMailbox(ctx, tx, organisation.ProvenMailbox{
			AuthorityID: bamberg, OrganisationID: c.OrganisationID, Email: bambergAddress, MailLimit: limit, Profile: organisation.Modern,
			Certificate: w.office.Certificate,
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// While Postfix is stopped a message waits with its next try; when Postfix is back it goes out once.
func TestPostfixThatIsStoppedLosesNothing(t *testing.T) {
	t.Parallel()
	w := newPostWorld(t, "", posttest.Options{})
	w.postfix.Stop(t)
	message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1")
	got := w.delivery(t, message, "deferred", func(d shownDelivery) bool { return d.has("DEFERRED") })
	if got.State != "DEFERRED" || got.NextAttemptAt == nil || got.Failure != nil {
		t.Errorf("got %+v", got)
	}
	w.postfix.Restart(t)
	w.hasten(t)
	got = w.delivery(t, message, "relayed", func(d shownDelivery) bool { return d.has("RELAYED") })
	if got.State != "RELAYED" || got.NextAttemptAt != nil || len(w.office.arrived()) != 1 || len(w.notices(t)) != 0 {
		t.Errorf("got %+v, %d mails", got, len(w.office.arrived()))
	}
}

// hasten has waiting mails tried now instead of in a minute.
func (w *postWorld) hasten(t testing.TB) {
	t.Helper()
	err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE gateway_mail SET next_attempt_at = NULL WHERE state = 'QUEUED'`); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE job SET run_at = ? WHERE kind = 'gateway-send'`, tx.Now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	w.jobs.Wake()
}

// What strangers send by Postfix moves nothing and is answered by nobody: neither a report that claims a delivery failed, nor a
// plain mail, nor one that is encrypted by somebody unknown.
func TestPostfixBringsForgeries(t *testing.T) {
	t.Parallel()
	w := newPostWorld(t, "", posttest.Options{})
	message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1")
	w.delivery(t, message, "relayed", func(d shownDelivery) bool { return d.State == "RELAYED" })
	genuine := w.office.arrived()[0]
	for from, mail := range w.forgeries(t, genuine) {
		if err := hand(w.postfix.Address, false, from, gatewayAddress, mail); err != nil {
			t.Fatal(err)
		}
	}
	states := w.settled(t, 4)
	want := map[string]int{"REPORTED": 1, "IGNORED": 2, "QUARANTINED": 1}
	for state, n := range want {
		if states[state] != n {
			t.Errorf("got %v, want %v", states, want)
			break
		}
	}
	if got := w.delivery(t, message, "relayed", func(shownDelivery) bool { return true }); got.State != "RELAYED" {
		t.Errorf("got %+v", got)
	}
	if n := len(w.notices(t)); n != 0 {
		t.Errorf("%d notices", n)
	}
	w.noBackscatter(t)
}

// strangers are whom forgeries name as their senders.
var strangers = []string{"opfer@stadtrat.example", "opfer2@stadtrat.example"}

// forgeries are mails of strangers by their envelope sender.
func (w *postWorld) forgeries(t testing.TB, genuine arrivedMail) map[string][]byte {
	t.Helper()
	header, err := mime.ParseHeader(genuine.raw, mime.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	now := clock.System().Now()
	e := mime.Envelope{
		From: mime.Address{Address: "postmaster@bamberg.example"}, To: mime.Address{Address: gatewayAddress}, Date: now,
		MessageID: "1@bamberg.example", InReplyTo: []string{header.MessageID}, References: []string{header.MessageID}, OuterSubject: "Undelivered",
	}
	forged, err := report.WriteDSN(report.Frame{Envelope: e, Text: "no such user", Original: []byte("Message-ID: <" + header.MessageID + ">\r\n")}, report.DSN{
		EnvelopeID: genuine.envid, ReportingMTA: "mx.bamberg.example", OriginalMessageID: header.MessageID,
		Recipients: []report.Recipient{{Original: bambergAddress, Final: bambergAddress, Action: report.Failed, Status: "5.1.1", Code: 550}},
	})
	if err != nil {
		t.Fatal(err)
	}
	plain := fmt.Sprintf("From: Stadt Bamberg <%s>\r\nTo: <%s>\r\nDate: %s\r\nMessage-ID: <2@bamberg.example>\r\nIn-Reply-To: <%s>\r\nSubject: AW\r\n\r\nGenehmigt.\r\n",
		bambergAddress, gatewayAddress, now.Format(time.RFC1123Z), header.MessageID)
	again := bytes.Replace(forged, []byte("<1@bamberg.example>"), []byte("<3@bamberg.example>"), 1)
	return map[string][]byte{"": forged, strangers[0]: again, strangers[1]: []byte(plain)}
}

// settled waits until n mails that came in were looked at, and counts them by their state.
func (w *postWorld) settled(t testing.TB, n int) map[string]int {
	t.Helper()
	for range int(patience / (100 * time.Millisecond)) {
		states, err := w.inboundStates(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		total := 0
		for _, count := range states {
			total += count
		}
		if total >= n && states["RECEIVED"] == 0 {
			return states
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the mails were not looked at: ", w.postfix.Log())
	return nil
}

func (w *postWorld) inboundStates(ctx context.Context) (_ map[string]int, err error) {
	rows, err := w.db.Query(ctx, `SELECT state, COUNT(*) FROM inbound_mail GROUP BY state`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	states := map[string]int{}
	for rows.Next() {
		var state string
		var n int
		if err := rows.Scan(&state, &n); err != nil {
			return nil, err
		}
		states[state] = n
	}
	return states, rows.Err()
}

// noBackscatter checks in Postfix' log that nothing went to the senders that the forgeries named. A mail to an address that is
// not the gateway's shows that it would be seen: Postfix, asked to relay it, has to return that one.
func (w *postWorld) noBackscatter(t *testing.T) {
	t.Helper()
	const control = "kontrolle@stadtrat.example"
	if err := hand(w.postfix.Address, false, control, "niemand@schalter.example", []byte("From: <a@b.example>\r\n\r\nx\r\n")); err != nil {
		t.Fatal(err)
	}
	for range int(patience / (100 * time.Millisecond)) {
		if strings.Contains(w.postfix.Log(), "to=<"+control+">") {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	log := w.postfix.Log()
	if !strings.Contains(log, "to=<"+control+">") {
		t.Fatal("the log shows no returned mail: the test proves nothing: ", log)
	}
	for _, address := range append(strangers, "postmaster@bamberg.example") {
		if strings.Contains(log, "to=<"+address+">") {
			t.Errorf("something went to %s: %s", address, log)
		}
	}
	w.policyNotice(t)
}

// policyNotice checks that the authority, whose name was misused, was told so at its registered address, and nothing else.
func (w *postWorld) policyNotice(t *testing.T) {
	t.Helper()
	mails := w.office.arrived()
	if len(mails) != 2 {
		t.Fatalf("the authority got %d mails, want its message and one notice", len(mails))
	}
	notice, err := w.office.open(mails[1])
	if err != nil || notice.Subject != "Ihre Mail wurde nicht angenommen" || !notice.Automatic {
		t.Errorf("got %+v, %v", notice, err)
	}
}
