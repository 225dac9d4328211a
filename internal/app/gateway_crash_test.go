//go:build demo

package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/mail/mime"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// siege is the program as a process that is killed again and again, while a citizen writes to an authority with a mailbox of its
// own, and the authority answers each message.
type siege struct {
	dir, databaseURL, inlet string
	office                  *mailOffice
	process                 *process
	client                  testkit.Client
	mailbox                 string

	mu   sync.Mutex
	next int
	// open are sendings that were not acknowledged yet, sent those that were.
	open []sending
	sent map[string]bool
	// mails are those that arrived, opened, in their order; answers are by the Message-ID that they answer.
	mails   []*mime.Message
	answers map[string]*answerMail
}

// answerMail is what the authority sends, the same bytes until the gateway takes it.
type answerMail struct {
	subject string
	raw     []byte
	taken   bool
}

func layGatewaySiege(t *testing.T, dir, databaseURL string) *siege {
	t.Helper()
	s := &siege{dir: dir, databaseURL: databaseURL, inlet: testkit.Address(), office: openMailOffice(t, false), sent: map[string]bool{}, answers: map[string]*answerMail{}}
	s.launch(t)
	s.office.meet(t, dir, s.process.Client)
	s.client = s.process.SignIn(t, citizen, password)
	s.mailbox = openMailbox(t, s.client, bamberg)
	return s
}

// launch starts the program with the test as its mail server.
func (s *siege) launch(t *testing.T) {
	t.Helper()
	addr := testkit.Address()
	cmd := s.command("serve")
	cmd.Env = append(cmd.Env, "SCHALTER_ADDR="+addr)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.process = &process{cmd: cmd, Client: testkit.Client{URL: "http://" + addr}}
	t.Cleanup(s.process.kill)
	s.client.URL = s.process.URL
	for range 1200 {
		if res, err := http.Get(s.process.URL + "/readyz"); err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the program did not become ready")
}

// command is the program with the test as its mail server, as a process that was not started yet.
func (s *siege) command(act string) *exec.Cmd {
	cmd := exec.Command(os.Args[0]) //nolint:gosec // the test itself
	cmd.Env = append(os.Environ(), serveVariable+"="+act, "SCHALTER_DEMO=true", "SCHALTER_DATA_DIR="+s.dir,
		"SCHALTER_DATABASE_URL="+s.databaseURL, "SCHALTER_KEY_URL=file:"+filepath.Join(s.dir, "keys"), "SCHALTER_BASE_URL=http://localhost",
		"SCHALTER_SMTP_URL=smtp://"+s.office.Addr, "SCHALTER_LMTP_ADDR="+s.inlet)
	return cmd
}

// write sends messages until ctx ends or there are enough.
func (s *siege) write(ctx context.Context, enough int) {
	for ctx.Err() == nil {
		one, ok := s.draw(enough)
		if !ok {
			time.Sleep(5 * time.Millisecond)
			continue
		}
		acknowledged := one.try(ctx, s.client, s.mailbox)
		s.mu.Lock()
		if acknowledged {
			s.sent[one.key] = true
		} else {
			s.open = append(s.open, one)
		}
		s.mu.Unlock()
	}
}

// draw takes a sending that was not acknowledged, or a new one while there are not enough.
func (s *siege) draw(enough int) (one sending, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.open) > 0 {
		one, s.open = s.open[0], s.open[1:]
		return one, true
	}
	if s.next >= enough {
		return one, false
	}
	s.next++
	return sending{fmt.Sprint(s.next), fmt.Sprintf("Nachricht %d", s.next)}, true
}

// answer answers what arrived until ctx ends; taken is told each time the gateway took an answer.
func (s *siege) answer(ctx context.Context, taken func()) error {
	for ctx.Err() == nil {
		if err := s.read(); err != nil {
			return err
		}
		for _, a := range s.unanswered() {
			if handMail(s.inlet, true, bambergAddress, gatewayAddress, a.raw) != nil {
				break
			}
			s.mu.Lock()
			a.taken = true
			s.mu.Unlock()
			taken()
		}
		time.Sleep(5 * time.Millisecond)
	}
	return nil
}

// read opens the mails that arrived and writes one answer to each Message-ID.
func (s *siege) read() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	arrived := s.office.arrived()
	for _, m := range arrived[len(s.mails):] {
		opened, err := s.office.open(m)
		if err != nil {
			return err
		}
		s.mails = append(s.mails, opened)
		if s.answers[opened.MessageID] != nil {
			continue
		}
		a := &answerMail{subject: "AW " + opened.Subject}
		if a.raw, err = s.office.answer(opened, a.subject, nil); err != nil {
			return err
		}
		s.answers[opened.MessageID] = a
	}
	return nil
}

func (s *siege) unanswered() []*answerMail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Collect(maps.Values(s.answers)), func(a *answerMail) bool { return a.taken })
}

// round lets the citizen write and the authority answer, and kills the program: in the moment between the end of a mail and the
// server's answer, in the moment after it took an answer, or at any moment.
func (s *siege) round(t *testing.T, number, enough int) {
	t.Helper()
	now := make(chan struct{}, 1)
	signal := func() {
		select {
		case now <- struct{}{}:
		default:
		}
	}
	killed := make(chan struct{})
	taken := func() {}
	var arrived atomic.Int32
	switch number % 3 {
	case 0:
		s.office.answers(nil, func() error {
			if arrived.Add(1) > 3 {
				signal()
				<-killed
			}
			return nil
		})
	case 1:
		taken = signal
	case 2:
		time.AfterFunc(time.Duration(60+37*number)*time.Millisecond, signal)
	}
	ctx, stop := context.WithCancel(t.Context())
	var work sync.WaitGroup
	for range 3 {
		work.Go(func() { s.write(ctx, enough) })
	}
	failed := make(chan error, 1)
	work.Go(func() { failed <- s.answer(ctx, taken) })
	select {
	case <-now:
	case <-time.After(time.Minute):
		t.Error("the moment did not come")
	}
	s.process.kill()
	close(killed)
	stop()
	work.Wait()
	s.office.answers(nil, nil)
	if err := <-failed; err != nil {
		t.Fatal(err)
	}
}

// lapse lets the time pass after which others take what the killed process held: the lease of jobs, the hold of mails, and the
// next sweep, which finds mails that waited for a place without a job.
func (s *siege) lapse(t *testing.T) {
	t.Helper()
	s.inDatabase(t, func(db *store.DB) error {
		return db.Tx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_, leases := tx.Exec(ctx, `UPDATE job SET locked_until = NULL, run_at = ?`, tx.Now)
			_, holds := tx.Exec(ctx, `UPDATE gateway_mail SET next_attempt_at = NULL, created_at = ? WHERE state = 'QUEUED'`, tx.Now.Add(-time.Hour))
			_, sweep := tx.Exec(ctx, `DELETE FROM counter WHERE id LIKE 'sweep|gateway-sweep|%'`)
			return errors.Join(leases, holds, sweep)
		})
	})
}

func (s *siege) inDatabase(t *testing.T, act func(*store.DB) error) {
	t.Helper()
	db, err := store.Open(t.Context(), s.databaseURL, s.dir, clock.System(), testkit.Quiet())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(act(db), db.Close()); err != nil {
		t.Fatal(err)
	}
}

// count is the number of rows that a condition names.
func (s *siege) count(t *testing.T, rows string) (n int) {
	t.Helper()
	s.inDatabase(t, func(db *store.DB) error {
		return db.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+rows).Scan(&n)
	})
	return n
}

// quiet brings everything to its end.
func (s *siege) quiet(t *testing.T) {
	t.Helper()
	for _, one := range s.open {
		if !one.try(t.Context(), s.client, s.mailbox) {
			t.Errorf("%s cannot be sent after all", one.key)
		}
		s.sent[one.key] = true
	}
	ctx, stop := context.WithCancel(t.Context())
	failed := make(chan error, 1)
	go func() { failed <- s.answer(ctx, func() {}) }()
	for range 1200 {
		if s.count(t, `gateway_mail WHERE state = 'QUEUED'`) == 0 && s.count(t, `inbound_mail WHERE state = 'RECEIVED'`) == 0 &&
			s.answered() >= len(s.sent) {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	stop()
	if err := <-failed; err != nil {
		t.Fatal(err)
	}
}

// answered is how many answers the gateway took.
func (s *siege) answered() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, a := range s.answers {
		if a.taken {
			n++
		}
	}
	return n
}

// kill -9 at any moment loses no message to an authority's own mailbox and none of its answers, and doubles none: a mail may
// go out twice, with one Message-ID, and counts once; an answer that was given 250 is there once.
func TestKillOfTheGatewayLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	onBothDatabases(t, func(t *testing.T, dir, databaseURL string) {
		s := layGatewaySiege(t, dir, databaseURL)
		const rounds, each = 6, 8
		for number := range rounds {
			s.round(t, number, each*(number+1))
			s.lapse(t)
			s.launch(t)
		}
		s.quiet(t)
		s.checkMails(t)
		s.checkMailbox(t)
		for what, rows := range map[string]string{
			"sides of what is on its way": `side WHERE kind = 'TRANSIT'`, "mails still queued": `gateway_mail WHERE state = 'QUEUED' OR failure IS NOT NULL`,
			"answers not accepted": `inbound_mail WHERE state <> 'ACCEPTED'`,
		} {
			if n := s.count(t, rows); n != 0 {
				t.Errorf("%d %s", n, what)
			}
		}
	})
}

// checkMails checks what arrived at the authority: every message, each under one Message-ID.
func (s *siege) checkMails(t *testing.T) {
	t.Helper()
	bySubject := map[string]string{}
	repeats := 0
	for _, m := range s.mails {
		known, ok := bySubject[m.Subject]
		if ok {
			repeats++
		}
		if ok && known != m.MessageID {
			t.Errorf("%s came under %s and %s", m.Subject, known, m.MessageID)
		}
		bySubject[m.Subject] = m.MessageID
	}
	for key := range s.sent {
		if bySubject["Nr. "+key] == "" {
			t.Errorf("message %s did not arrive", key)
		}
	}
	if len(bySubject) != len(s.sent) || len(s.sent) < 4 || repeats == 0 {
		t.Errorf("%d messages sent, %d arrived, %d of them again: want all of at least 4, and some again", len(s.sent), len(bySubject), repeats)
	}
	t.Logf("%d messages sent, %d mails arrived, %d of them again", len(s.sent), len(s.mails), repeats)
}

// checkMailbox checks what the citizen sees: every message handed over and answered once, every answer once.
func (s *siege) checkMailbox(t *testing.T) {
	t.Helper()
	var out struct {
		CaseMailbox struct {
			Messages struct {
				PageInfo struct{ HasNextPage bool }
				Edges    []struct {
					Node struct {
						Direction, Subject string
						Deliveries         []struct{ Steps []struct{ State string } }
					}
				}
			}
		}
	}
	s.process.SignIn(t, citizen, password).Must(t, `query($id: ID!) { caseMailbox(id: $id) { messages(first: 100) { pageInfo { hasNextPage }
		edges { node { direction subject deliveries { steps { state } } } } } } }`, map[string]any{"id": s.mailbox}, &out)
	seen := map[string]int{}
	for _, e := range out.CaseMailbox.Messages.Edges {
		seen[e.Node.Direction+" "+e.Node.Subject]++
		if e.Node.Direction != "OUTBOUND" {
			continue
		}
		steps := map[string]int{}
		for _, step := range e.Node.Deliveries[0].Steps {
			steps[step.State]++
		}
		if steps["HANDED_OVER"] != 1 || steps["ANSWERED"] != 1 || steps["FAILED"] != 0 {
			t.Errorf("%s: steps %v", e.Node.Subject, steps)
		}
	}
	if out.CaseMailbox.Messages.PageInfo.HasNextPage || len(seen) != 2*len(s.sent) {
		t.Errorf("%d messages are seen, want %d", len(seen), 2*len(s.sent))
	}
	for key := range s.sent {
		if out, in := seen["OUTBOUND Nr. "+key], seen["INBOUND AW Nr. "+key]; out != 1 || in != 1 {
			t.Errorf("message %s is there %d times, its answer %d times", key, out, in)
		}
	}
}
