//go:build demo

package app

import (
	"context"
	"database/sql"
	"math"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

const signInCitizen = `{"query":"mutation { sessionStart(input: {email: \"` + citizen + `\", password: \"` + password + `\"}) { accessToken userErrors { code } } }"}`

// tellsOutage checks that an answer says to people, programs and proxies that the same may succeed in a moment.
func tellsOutage(t *testing.T, name string, res *http.Response, body string) {
	t.Helper()
	if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" || !strings.Contains(body, `"code":"UNAVAILABLE"`) {
		t.Errorf("%s: got %d, Retry-After %q, %.300s", name, res.StatusCode, res.Header.Get("Retry-After"), body)
	}
}

// A database that takes connections and answers nothing holds no request and no probe; when it is back, so is the program.
func TestSilentDatabaseIsToldInTime(t *testing.T) {
	t.Parallel()
	dsn, gate := testkit.BeforePostgres(t, testkit.PostgresURL(t))
	w := newWorld(t, dsn)
	t.Cleanup(gate.Open)
	in, _ := w.send(t, sent{body: signInCitizen})
	if len(in.Cookies()) != 1 {
		t.Fatalf("sign-in: %d", in.StatusCode)
	}
	token := w.as(t, citizen).Token
	bearer := "Bearer " + token
	gate.Shut()
	const modern = "application/graphql-response+json"
	var all sync.WaitGroup
	for name, s := range map[string]sent{
		"a query of a person":         {body: `{"query":"{ viewer { email } }"}`, header: head("Authorization", bearer)},
		"a query by an unknown token": {body: signInCitizen, header: head("Accept", modern)},
		"a mutation":                  {body: signInCitizen},
		"a refresh":                   {path: "/auth/refresh", header: head("Cookie", "schalter="+in.Cookies()[0].Value)},
		"a document":                  {method: "GET", path: "/documents/" + id.New(id.Document, time.Unix(1, 0)), header: head("Authorization", bearer)},
		"the log":                     {method: "GET", path: "/log/checkpoint"},
	} {
		all.Go(func() {
			res, body := w.send(t, s)
			tellsOutage(t, name, res, body)
		})
	}
	all.Go(func() {
		res, body := w.send(t, sent{method: "GET", path: "/readyz"})
		if res.StatusCode != http.StatusServiceUnavailable || body != "the database does not answer\n" {
			t.Errorf("readiness: got %d %s", res.StatusCode, body)
		}
	})
	all.Wait()
	if res, body := w.send(t, sent{body: `{"query":"{ regions(first: 1) { totalCount } }"}`}); res.StatusCode != 200 || strings.Contains(body, "errors") {
		t.Errorf("what needs no database: got %d %s", res.StatusCode, body)
	}
	gate.Open()
	var status int
	for range 100 {
		res, body := w.send(t, sent{body: `{"query":"{ viewer { email } }"}`, header: head("Authorization", bearer)})
		if status = res.StatusCode; status == 200 && strings.Contains(body, citizen) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("the database answers again, and the program says %d", status)
}

// A program that holds the file of the database for long, such as a backup or a shell, makes writing wait and not hang or fail as a fault.
func TestLockedDatabaseIsToldInTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	other, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.Join(w.cfg.DataDir, "schalter.db")}).EscapedPath()+"?_txlock=immediate&_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	held, err := other.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	res, body := w.send(t, sent{body: signInCitizen})
	tellsOutage(t, "a mutation", res, body)
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	w.as(t, citizen)
}

func TestReadinessKnowsWhatRequestsStandOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	ready := func() (int, string) {
		res, body := w.send(t, sent{method: "GET", path: "/readyz"})
		return res.StatusCode, body
	}
	if status, body := ready(); status != 200 || body != "ok\n" {
		t.Fatalf("all is well: got %d %s", status, body)
	}
	err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
		return job.Enqueue(ctx, tx, "nobody.knows", "x", tx.Now.Add(-2*time.Hour), "")
	})
	if err != nil {
		t.Fatal(err)
	}
	if status, body := ready(); status != 200 || !strings.Contains(body, "warning: work is late: 1 jobs") {
		t.Errorf("late work: got %d %s", status, body)
	}
	kept := w.vault
	w.vault = vault.New(silentKeys{})
	if status, body := ready(); status != http.StatusServiceUnavailable || body != "the key provider does not answer\n" {
		t.Errorf("no keys: got %d %s", status, body)
	}
	w.vault = kept
	if err := os.RemoveAll(w.blobFolder()); err != nil {
		t.Fatal(err)
	}
	if status, body := ready(); status != http.StatusServiceUnavailable || body != "the sealed files cannot be written\n" {
		t.Errorf("no sealed files: got %d %s", status, body)
	}
}

// silentKeys is a key service that takes questions and answers none, whatever its client thinks of time.
type silentKeys struct{ vault.Provider }

func (silentKeys) Wrap(context.Context, []byte, string) (vault.Wrapped, error) { select {} }

// fullDisks are the data folders whose disk is nearly full to the program, each with the bytes that are free on it.
var fullDisks sync.Map

// How full the disk of the machine is that tests run on is nothing they depend on: it is empty but where a test says otherwise.
func init() {
	freeBytes = func(dir string) (uint64, error) {
		if free, ok := fullDisks.Load(dir); ok {
			return free.(uint64), nil
		}
		return math.MaxUint64, nil
	}
}

func TestReadinessKnowsHowFullTheDiskIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	for _, tt := range []struct {
		free   uint64
		status int
		body   string
	}{
		{1 << 30, 200, "ok\n"},
		{1<<30 - 1, 200, "ok\nwarning: there is little room on the disk: less than 1 GiB\n"},
		{64 << 20, 200, "ok\nwarning: there is little room on the disk: less than 1 GiB\n"},
		{64<<20 - 1, http.StatusServiceUnavailable, "there is no room on the disk\n"},
	} {
		for _, dir := range []string{w.cfg.DataDir, w.blobFolder()} {
			fullDisks.Store(dir, tt.free)
			if res, body := w.send(t, sent{method: "GET", path: "/readyz"}); res.StatusCode != tt.status || body != tt.body {
				t.Errorf("%d bytes free at %s: got %d %s, want %d %s", tt.free, dir, res.StatusCode, body, tt.status, tt.body)
			}
			fullDisks.Delete(dir)
		}
	}
}

func TestRoomOnADiskIsRead(t *testing.T) {
	t.Parallel()
	if free, err := freeOnDisk(t.TempDir()); err != nil || free == 0 {
		t.Errorf("got %d, %v", free, err)
	}
	if _, err := freeOnDisk(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a folder that is not there has room")
	}
}
