package seclog_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/seclog"
	"schalter/internal/viewer"
)

func newLog(w io.Writer) (*seclog.Log, *clock.Fake) {
	clk := clock.NewFake(time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC))
	return seclog.New(slog.New(slog.NewTextHandler(w, nil)), clk, func(network string) []byte {
		sum := sha256.Sum256([]byte(network))
		return sum[:]
	}), clk
}

func network(n int) netip.Prefix {
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{192, 0, byte(n >> 8), byte(n)}), 32)
}

func TestALineSaysWhoFromWhereInWhichRequest(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	l, _ := newLog(&out)
	ctx := seclog.With(viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_1"}), l, "req_1", network(7))
	seclog.Write(ctx, seclog.Refused, "", slog.String("code", "FORBIDDEN"))
	seclog.Write(ctx, seclog.LoginFail, "acc_2")
	seclog.Write(context.Background(), seclog.Refused, "")
	(*seclog.Log)(nil).Write(ctx, seclog.Refused, "")
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	where := " network=" + l.Network(network(7)) + " request=req_1"
	if len(lines) != 2 || !strings.HasSuffix(lines[0], `level=WARN msg="security event" security=authz_fail account=acc_1`+where+" code=FORBIDDEN") ||
		!strings.HasSuffix(lines[1], "security=authn_login_fail account=acc_2"+where) {
		t.Errorf("got %s", out.String())
	}
	if strings.Contains(out.String(), "192.0") || len(l.Network(network(7))) != 16 || l.Network(network(7)) == l.Network(network(8)) {
		t.Errorf("the network is not as it should be: %s", out.String())
	}
}

// Nobody fills the disk, and no network alone hides what others do; what is left out is counted.
func TestWhatStrangersCanBringAboutIsBounded(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	l, clk := newLog(&out)
	count := func(what string) int { return strings.Count(out.String(), what) }
	note := func(n int, e seclog.Event, times int) {
		for range times {
			seclog.Write(seclog.With(context.Background(), l, "req_1", network(n)), e, "")
		}
	}
	note(1, seclog.LoginFail, 500)
	if n := count("security=authn_login_fail "); n != 20 {
		t.Errorf("%d lines of one network, want 20", n)
	}
	note(2, seclog.LoginFail, 1)
	if n := count(l.Network(network(2))); n != 1 {
		t.Errorf("another network has %d lines, want 1", n)
	}
	for n := range 500 {
		note(100+n, seclog.LoginFail, 1)
	}
	if n := count("security=authn_login_fail "); n != 60 {
		t.Errorf("%d lines of all networks, want 60", n)
	}
	note(1, seclog.LoginSuccess, 200)
	note(1, seclog.Refused, 1)
	if count("security=authn_login_success ") != 200 || count("security=authz_fail ") != 1 {
		t.Error("one event keeps others from being written")
	}
	if count("left out") != 0 {
		t.Error("it is told too early")
	}
	clk.Advance(time.Minute)
	note(1, seclog.Refused, 1)
	if want := fmt.Sprintf(`msg="security events left out" security=authn_login_fail left_out=%d`, 1001-60); count(want) != 1 || count("left out") != 1 {
		t.Errorf("want %s in %s", want, out.String())
	}
	note(1, seclog.LoginFail, 1)
	if n := count("security=authn_login_fail network"); n != 61 {
		t.Errorf("%d lines after a minute, want 61", n)
	}
}

// A reader of the log knows how often everything happened, also where nothing comes after what was left out.
func TestTheEndTellsWhatWasLeftOutAndTheSums(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	l, _ := newLog(&out)
	for range 100 {
		l.Write(context.Background(), seclog.RateLimited, "")
	}
	l.Write(context.Background(), seclog.LoginSuccess, "acc_1")
	ctx, end := context.WithCancel(context.Background())
	end()
	l.Run(ctx)
	for _, want := range []string{"security=excess_rate_limit_exceeded left_out=80\n", `msg="security events counted" authn_login_success=1 excess_rate_limit_exceeded=100` + "\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("want %s in %s", want, out.String())
		}
	}
}

type lines chan string

func (l lines) Write(p []byte) (int, error) { l <- string(p); return len(p), nil }

// A handshake that fails is told, without the address.
func TestErrorsOfTheServerAreEvents(t *testing.T) {
	t.Parallel()
	written := make(lines, 100)
	l, _ := newLog(written)
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = l.ServerLog(func(a netip.Addr) netip.Prefix { return netip.PrefixFrom(a, a.BitLen()) })
	server.StartTLS()
	defer server.Close()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "this is no handshake at all\n"); err != nil {
		t.Fatal(err)
	}
	here := netip.PrefixFrom(netip.MustParseAddr("127.0.0.1"), 32)
	got := <-written
	if !strings.Contains(got, "level=WARN") || !strings.Contains(got, "security=sys_connection_fail network="+l.Network(here)) ||
		!strings.Contains(got, "TLS handshake error from a network: ") || strings.Contains(got, "127.0.0.1") {
		t.Errorf("got %s", got)
	}
	for _, text := range []string{"http: TLS handshake error from [2001:db8::1]:55: EOF", "http: TLS handshake error from [fe80::1%eth0]:55: EOF"} {
		server.Config.ErrorLog.Print(text)
		if got := <-written; strings.Contains(got, "2001") || strings.Contains(got, "fe80") || !strings.Contains(got, "network=") {
			t.Errorf("got %s", got)
		}
	}
}

// The page on operation has every event, and the program every one of the page.
func TestEveryEventIsInTheDocumentation(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), seclog.Table()) {
		t.Errorf("docs/operations.md must hold this table:\n%s", seclog.Table())
	}
	source, err := os.ReadFile("events.go")
	if err != nil {
		t.Fatal(err)
	}
	used := usedEvents(t)
	rows := strings.Count(seclog.Table(), "\n") - 2
	names := regexp.MustCompile(`(?m)^\t(\w+) +Event = "`).FindAllStringSubmatch(string(source), -1)
	if len(names) != rows {
		t.Errorf("%d events, %d rows", len(names), rows)
	}
	for _, name := range names {
		if !used[name[1]] {
			t.Errorf("nothing writes %s", name[1])
		}
	}
}

// usedEvents are the names of events in the program's own files, beside their list.
func usedEvents(t *testing.T) map[string]bool {
	t.Helper()
	used := map[string]bool{}
	word := regexp.MustCompile(`\b[A-Z]\w+`)
	qualified := regexp.MustCompile(`\bseclog\.([A-Z]\w+)`)
	for _, root := range []string{"..", "../../graph"} {
		err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "seclog/events.go") {
				return err
			}
			b, err := os.ReadFile(path)
			if strings.HasSuffix(filepath.ToSlash(filepath.Dir(path)), "/seclog") {
				for _, name := range word.FindAllString(string(b), -1) {
					used[name] = true
				}
			}
			for _, m := range qualified.FindAllStringSubmatch(string(b), -1) {
				used[m[1]] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return used
}
