//go:build demo && postfix

package app

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/config"
	"schalter/internal/mail/posttest"
	"schalter/internal/testkit"
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
	a, err := openApp(t.Context(), cfg, testkit.Quiet())
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
