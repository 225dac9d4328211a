//go:build demo

package app

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"schalter/internal/config"
	"schalter/internal/directory"
	"schalter/internal/testkit"
)

// The people of the demo.
const (
	password     = "schalter-demo-2026"
	citizen      = "citizen@demo.example"
	clerkBamberg = "clerk-bamberg@demo.example"
	clerkMunich  = "clerk-muenchen@demo.example"
	clerkEA      = "clerk-ea@demo.example"
	clerkAdmin   = "clerk@demo.example"
	buyer        = "buyer@demo.example"
	operator     = "operator@demo.example"
	operator2    = "operator2@demo.example"
	editor       = "editor@demo.example"
)

// The authorities of the demo and what they do.
var (
	bamberg  = directory.AuthorityID("KREISFREIE_STADT", "094610000000")
	eaUpper  = directory.AuthorityID("POINT_OF_SINGLE_CONTACT", "094")
	trade    = directory.ServiceID("gewerbe-anmelden")
	townHall = "094610000000"
)

// world is the whole program in demo mode, served over HTTP in the test's process.
type world struct {
	*serving
	testkit.Client
}

// onBoth runs a test against the program on both databases.
func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, newWorld(t, ""))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, newWorld(t, testkit.PostgresURL(t)))
	})
}

// newWorld is a world in which Stadt Bamberg receives in its inbox here: its clerks are asked in most tests.
func newWorld(t testing.TB, databaseURL string) *world {
	t.Helper()
	w := newMailWorld(t, databaseURL)
	takeInbox(t, w.as(t, operator))
	return w
}

// takeInbox has Stadt Bamberg receive in its inbox.
func takeInbox(t testing.TB, operator testkit.Client) {
	t.Helper()
	operator.Must(t, `mutation($i: ChannelSetInput!) { channelSet(input: $i) { authority { channel { kind state } } userErrors { code } } }`,
		map[string]any{"i": map[string]any{"authorityId": bamberg, "kind": "INBOX"}}, nil)
}

// newMailWorld is the demo as it is: Stadt Bamberg receives by its own, simulated mailbox.
func newMailWorld(t testing.TB, databaseURL string) *world {
	t.Helper()
	return newMailWorldWith(t, worldConfig(t, databaseURL), testkit.Quiet())
}

// newMailWorldWith is that with settings and a log of the test's own.
func newMailWorldWith(t testing.TB, cfg config.Config, log *slog.Logger, settings ...func(*app)) *world {
	t.Helper()
	model := &sqliteModel
	if cfg.DatabaseURL != "" {
		model = &postgresModel
	}
	model.copyTo(t, cfg)
	w, stop := runWorldWith(t, cfg, log, settings...)
	t.Cleanup(stop)
	return w
}

// demoModel is the demo seeded once, before any work was done. Worlds begin as copies of it: keys and passwords take long to make.
type demoModel struct {
	seeded           sync.Once
	dir, databaseURL string
}

var sqliteModel, postgresModel demoModel

// copyTo fills the folder and the database, if it is a PostgreSQL, of a world that is still empty.
func (m *demoModel) copyTo(t testing.TB, cfg config.Config) {
	t.Helper()
	m.seeded.Do(func() {
		if cfg.DatabaseURL != "" {
			m.databaseURL = testkit.LastingPostgresURL(t)
		}
		m.seed(t)
	})
	if m.databaseURL != "" {
		testkit.CopyPostgres(t, m.databaseURL, cfg.DatabaseURL)
	}
	if err := os.CopyFS(cfg.DataDir, os.DirFS(m.dir)); err != nil {
		t.Fatal(err)
	}
}

func (m *demoModel) seed(t testing.TB) {
	t.Helper()
	dir, err := os.MkdirTemp("", "schalter-model-")
	if err != nil {
		t.Fatal(err)
	}
	cfg := worldConfig(t, m.databaseURL)
	cfg.DataDir, cfg.KeyURL, cfg.BaseURL = dir, "file:"+filepath.Join(dir, "keys"), "http://localhost"
	a, err := openApp(t.Context(), &cfg, testkit.Quiet(), cheapPasswords)
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	if _, err := a.demo(t.Context()); err != nil {
		t.Fatal(err)
	}
	m.dir = dir
}

// worldConfig is what a world runs on; its address is set when it starts.
func worldConfig(t testing.TB, databaseURL string) config.Config {
	t.Helper()
	dir := t.TempDir()
	return config.Config{
		DataDir: dir, DatabaseURL: databaseURL, KeyURL: "file:" + filepath.Join(dir, "keys"), Demo: true, OperatorName: "Plattform Schalter",
		OperatorAddress: []string{"Musterstraße 1", "80331 München"}, MailFrom: "schalter@demo.example", GatewayAddress: "post@schalter.example",
	}
}

// runWorld runs the demo with these settings until it is stopped.
func runWorld(t testing.TB, cfg config.Config) (w *world, stop func()) {
	t.Helper()
	return runWorldWith(t, cfg, testkit.Quiet())
}

// cheapPasswords has the worlds of tests, which sign in thousands of times, spend nothing on it. What protects real passwords has its
// tests in internal/account.
func cheapPasswords(a *app) { a.passwordMemory = 64 }

// realPasswords has a world protect passwords as the program does.
func realPasswords(*app) {}

// runWorldWith runs it with settings of the test's own; without any, passwords are cheap.
func runWorldWith(t testing.TB, cfg config.Config, log *slog.Logger, settings ...func(*app)) (w *world, stop func()) {
	t.Helper()
	if len(settings) == 0 {
		settings = append(settings, cheapPasswords)
	}
	server := httptest.NewUnstartedServer(nil)
	cfg.Addr, cfg.BaseURL = server.Listener.Addr().String(), "http://"+server.Listener.Addr().String()
	a, err := openApp(t.Context(), &cfg, log, settings...)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.replayDeletions(t.Context()); err != nil {
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
	work, stopWork := context.WithCancel(context.Background())
	var workers sync.WaitGroup
	a.simulation.Pace = 20 * time.Millisecond
	workers.Go(func() { a.treelog.Run(work) })
	workers.Go(func() { a.runDemo(work) })
	workers.Go(func() { a.hub.Run(work) })
	workers.Go(func() { a.jobs.Run(work) })
	server.Start()
	return &world{serving: s, Client: testkit.Client{URL: server.URL}}, func() {
		s.live.Shutdown(context.Background())
		server.Close()
		stopWork()
		workers.Wait()
		a.close()
	}
}

// as is a client of one of the demo's people.
func (w *world) as(t testing.TB, email string) testkit.Client {
	t.Helper()
	return w.SignIn(t, email, password)
}
