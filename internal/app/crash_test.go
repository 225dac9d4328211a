//go:build demo

package app

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"schalter/internal/testkit"
)

// The test binary is the program, too: a process of its own, to be killed.
const serveVariable = "SCHALTER_TEST_SERVE"

func TestMain(m *testing.M) {
	if act := os.Getenv(serveVariable); act != "" {
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		if err := Run(ctx, strings.Fields(act), os.Environ(), os.Stdout, os.Stderr); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	for _, m := range []*demoModel{&sqliteModel, &postgresModel} {
		_ = os.RemoveAll(m.dir)
	}
	os.Exit(code)
}

// process is the program as a process of its own.
type process struct {
	cmd *exec.Cmd
	testkit.Client
}

// launch starts the program on a data folder and a database, and waits until it is ready.
func launch(t *testing.T, dir, databaseURL string) *process {
	t.Helper()
	addr := testkit.Address()
	cmd := exec.Command(os.Args[0]) //nolint:gosec // the test itself
	cmd.Env = append(os.Environ(), serveVariable+"=serve", "SCHALTER_DEMO=true", "SCHALTER_ADDR="+addr, "SCHALTER_DATA_DIR="+dir,
		"SCHALTER_DATABASE_URL="+databaseURL, "SCHALTER_KEY_URL=file:"+filepath.Join(dir, "keys"),
		// Tokens are for one issuer: the program that comes back is the same one to the world.
		"SCHALTER_BASE_URL=http://localhost")
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: cmd, Client: testkit.Client{URL: "http://" + addr}}
	t.Cleanup(p.kill)
	for range 1200 {
		if res, err := http.Get(p.URL + "/readyz"); err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return p
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the program did not become ready")
	return nil
}

// kill ends the process at once, as a power cut would.
func (p *process) kill() {
	if p.cmd.ProcessState == nil {
		_ = p.cmd.Process.Signal(syscall.SIGKILL)
		_ = p.cmd.Wait()
	}
}

// onBothDatabases runs a test with a fresh data folder, and the address of a database or none for SQLite. Both have keys
// of the folder: PostgreSQL refuses to make one by itself.
func onBothDatabases(t *testing.T, test func(t *testing.T, dir, databaseURL string)) {
	t.Helper()
	for _, name := range []string{"sqlite", "postgres"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, databaseURL := t.TempDir(), ""
			if name == "postgres" {
				databaseURL = testkit.PostgresURL(t)
				makeKeys(t, filepath.Join(dir, "keys"))
			}
			test(t, dir, databaseURL)
		})
	}
}

func makeKeys(t *testing.T, folder string) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	const key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
	if err := os.WriteFile(filepath.Join(folder, "kek-0001-test.kek"), []byte(key+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// sending is one message somebody tries to send until it is acknowledged.
type sending struct{ key, body string }

const sendDocument = `mutation($i: MessageSendInput!) { messageSend(input: $i) { messageEdge { node { id } } userErrors { code } } }`

func (s sending) try(ctx context.Context, c testkit.Client, mailbox string) (acknowledged bool) {
	a, err := c.Ask(ctx, sendDocument, map[string]any{"i": map[string]any{
		"mailboxId": mailbox, "recipientIds": []string{bamberg}, "subject": "Nr. " + s.key, "body": s.body, "idempotencyKey": s.key,
	}})
	return err == nil && len(a.Errors) == 0 && strings.Contains(string(a.Data), "msg_")
}

// kill -9 at any moment loses no acknowledged message and doubles none: clients send without pause while the program is
// killed under them, again and again, and repeat what was not acknowledged.
func TestKillLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	onBothDatabases(t, func(t *testing.T, dir, databaseURL string) {
		p := launch(t, dir, databaseURL)
		anna := p.SignIn(t, citizen, password)
		takeInbox(t, p.SignIn(t, operator, password))
		mailbox := openMailbox(t, anna, bamberg)
		acknowledged := map[string]bool{}
		var mu sync.Mutex
		var open []sending
		next := 0
		for round := range 4 {
			client := testkit.Client{URL: p.URL, Token: anna.Token}
			ctx, stop := context.WithCancel(t.Context())
			var writers sync.WaitGroup
			for range 4 {
				writers.Go(func() {
					for ctx.Err() == nil {
						mu.Lock()
						var s sending
						if len(open) > 0 {
							s, open = open[0], open[1:]
						} else {
							next++
							s = sending{fmt.Sprint(next), fmt.Sprintf("Nachricht %d", next)}
						}
						mu.Unlock()
						ok := s.try(ctx, client, mailbox)
						mu.Lock()
						if ok {
							acknowledged[s.key] = true
						} else {
							open = append(open, s)
						}
						mu.Unlock()
					}
				})
			}
			// Not before the round has had some success, however slow the machine is; then at any moment.
			for mu.Lock(); len(acknowledged) < 6*(round+1); mu.Lock() {
				mu.Unlock()
				time.Sleep(5 * time.Millisecond)
			}
			mu.Unlock()
			time.Sleep(time.Duration(17*round) * time.Millisecond)
			p.kill()
			stop()
			writers.Wait()
			p = launch(t, dir, databaseURL)
		}
		client := testkit.Client{URL: p.URL, Token: anna.Token}
		for _, s := range open {
			if !s.try(t.Context(), client, mailbox) {
				t.Errorf("%s cannot be sent after all", s.key)
			}
			acknowledged[s.key] = true
		}
		if len(acknowledged) < 20 {
			t.Fatalf("only %d messages were sent: the test proves nothing", len(acknowledged))
		}
		for who, side := range map[string]string{citizen: mailbox, clerkBamberg: ""} {
			c := testkit.Client{URL: p.URL, Token: anna.Token}
			if who == clerkBamberg {
				c = p.SignIn(t, clerkBamberg, password)
				side = newestCase(t, c, bamberg)
			}
			seen := subjects(t, c, side)
			for key := range acknowledged {
				if n := seen["Nr. "+key]; n != 1 {
					t.Errorf("%s: message %s is there %d times", who, key, n)
				}
			}
			if len(seen) != len(acknowledged) {
				t.Errorf("%s: got %d messages, want %d", who, len(seen), len(acknowledged))
			}
		}
	})
}

// noticeOf stands between the subject of a notice and that of the message that it is about.
const noticeOf = " – zu: "

// subjects counts the messages of a side by their subject, a notice with the message that it is about.
func subjects(t *testing.T, c testkit.Client, side string) map[string]int {
	t.Helper()
	field := "caseMailbox"
	if strings.HasPrefix(side, "cas_") {
		field = "authorityCase"
	}
	seen := map[string]int{}
	after := ""
	for {
		vars := map[string]any{"id": side}
		if after != "" {
			vars["after"] = after
		}
		var out map[string]struct {
			Messages struct {
				Edges []struct {
					Node struct {
						Direction, Subject string
						InReplyTo          *struct{ Subject string }
					}
				}
				PageInfo struct {
					HasNextPage bool
					EndCursor   string
				}
			}
		}
		c.Must(t, `query($id: ID!, $after: String) { `+field+`(id: $id) { messages(first: 100, after: $after) { edges { node { direction subject inReplyTo { subject } } } pageInfo { hasNextPage endCursor } } } }`, vars, &out)
		page := out[field].Messages
		for _, e := range page.Edges {
			subject := e.Node.Subject
			if e.Node.Direction == "PLATFORM" && e.Node.InReplyTo != nil {
				subject += noticeOf + e.Node.InReplyTo.Subject
			}
			seen[subject]++
		}
		if !page.PageInfo.HasNextPage {
			return seen
		}
		after = page.PageInfo.EndCursor
	}
}

// A client that was away for 100 messages gets exactly those 100, in order, none twice: also when the program was killed
// in between, and across two processes on one PostgreSQL.
func TestResumeGivesExactlyWhatWasMissed(t *testing.T) {
	t.Parallel()
	onBothDatabases(t, func(t *testing.T, dir, databaseURL string) {
		p := launch(t, dir, databaseURL)
		anna, clerk := p.SignIn(t, citizen, password), p.SignIn(t, clerkBamberg, password)
		takeInbox(t, p.SignIn(t, operator, password))
		mailbox := openMailbox(t, anna, bamberg)
		first := follow(t, clerk, "")
		sending{"start", "x"}.must(t, anna, mailbox)
		seen := first.take(t, 1)
		first.stop()
		cursor := seen[0].cursor
		for i := range 50 {
			sending{fmt.Sprint("a", i), "x"}.must(t, anna, mailbox)
		}
		p.kill()
		p = launch(t, dir, databaseURL)
		other := p
		if databaseURL != "" {
			other = launch(t, dir, databaseURL)
		}
		anna.URL, clerk.URL = p.URL, other.URL
		for i := range 25 {
			sending{fmt.Sprint("b", i), "x"}.must(t, anna, mailbox)
		}
		// The client comes back on the other process, and the last quarter is written while it is there.
		again := follow(t, clerk, cursor)
		defer again.stop()
		for i := range 25 {
			sending{fmt.Sprint("c", i), "x"}.must(t, anna, mailbox)
		}
		got := again.take(t, 100)
		for i, e := range got {
			want := fmt.Sprint("Nr. a", i)
			switch {
			case i >= 75:
				want = fmt.Sprint("Nr. c", i-75)
			case i >= 50:
				want = fmt.Sprint("Nr. b", i-50)
			}
			if e.subject != want {
				t.Fatalf("at %d: got %q, want %q", i, e.subject, want)
			}
		}
	})
}

func (s sending) must(t *testing.T, c testkit.Client, mailbox string) {
	t.Helper()
	if !s.try(t.Context(), c, mailbox) {
		t.Fatalf("%s was not sent", s.key)
	}
}

// arrival is one event of caseMessageReceived.
type arrival struct{ cursor, subject string }

// following is an open event stream.
type following struct {
	events chan arrival
	stop   func()
}

func follow(t *testing.T, c testkit.Client, after string) *following {
	t.Helper()
	vars := map[string]any{"a": bamberg}
	if after != "" {
		vars["after"] = after
	}
	body, err := json.Marshal(map[string]any{"variables": vars, "query": `subscription($a: ID!, $after: String) {
		caseMessageReceived(authorityId: $a, after: $after) { cursor messageEdge { node { subject } } } }`})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL+"/graphql", strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "text/event-stream")
	req.Header.Set("Authorization", "Bearer "+c.Token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	f := &following{events: make(chan arrival, 200)}
	done := make(chan struct{})
	go func() { defer close(done); f.read(res) }()
	f.stop = func() { cancel(); _ = res.Body.Close(); <-done }
	return f
}

func (f *following) read(res *http.Response) {
	buf, rest := make([]byte, 64<<10), ""
	for {
		n, err := res.Body.Read(buf)
		rest += string(buf[:n])
		for {
			block, more, ok := strings.Cut(rest, "\n\n")
			if !ok {
				break
			}
			rest = more
			f.event(block)
		}
		if err != nil {
			return
		}
	}
}

func (f *following) event(block string) {
	for line := range strings.SplitSeq(block, "\n") {
		data, ok := strings.CutPrefix(line, "data: ")
		if !ok {
			continue
		}
		var e struct {
			Data struct {
				CaseMessageReceived *struct {
					Cursor      string
					MessageEdge struct{ Node struct{ Subject string } }
				}
			}
		}
		if json.Unmarshal([]byte(data), &e) == nil && e.Data.CaseMessageReceived != nil {
			f.events <- arrival{e.Data.CaseMessageReceived.Cursor, e.Data.CaseMessageReceived.MessageEdge.Node.Subject}
		}
	}
}

// take waits for n events, and a moment more to see that there is no further one.
func (f *following) take(t *testing.T, n int) []arrival {
	t.Helper()
	var got []arrival
	for len(got) < n {
		select {
		case e := <-f.events:
			got = append(got, e)
		case <-time.After(time.Minute):
			t.Fatalf("got %d events, want %d", len(got), n)
		}
	}
	select {
	case e := <-f.events:
		t.Fatalf("one event too many: %+v", e)
	case <-time.After(200 * time.Millisecond):
	}
	return got
}
