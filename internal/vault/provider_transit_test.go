package vault_test

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/testkit"
	"schalter/internal/vault"
)

func TestTransitKeepsItsContract(t *testing.T) {
	t.Parallel()
	keepsContract(t, newService(t).open(t))
}

// keepsContract is what every provider that makes generations itself must do; also run against a real Vault.
func keepsContract(t *testing.T, p vault.Provider) {
	t.Helper()
	ctx := t.Context()
	plain := bytes.Repeat([]byte{9}, 32)
	first, err := p.Wrap(ctx, plain, "side|mbx_1")
	if err != nil {
		t.Fatal(err)
	}
	if len(first.KEK) > 64 || bytes.Contains(first.Blob, plain) {
		t.Errorf("got %q", first.KEK)
	}
	if got, err := p.Unwrap(ctx, first, "side|mbx_1"); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("got %x, %v", got, err)
	}
	cut := vault.Wrapped{KEK: first.KEK, Blob: first.Blob[:len(first.Blob)-8]}
	changed := vault.Wrapped{KEK: first.KEK, Blob: bytes.Clone(first.Blob)}
	changed.Blob[len(changed.Blob)-6] ^= 1
	for name, w := range map[string]vault.Wrapped{"cut": cut, "changed": changed, "empty": {KEK: first.KEK}} {
		if _, err := p.Unwrap(ctx, w, "side|mbx_1"); !errors.Is(err, vault.ErrTampered) {
			t.Errorf("%s: got %v, want ErrTampered", name, err)
		}
	}
	if _, err := p.Unwrap(ctx, first, "side|mbx_2"); !errors.Is(err, vault.ErrTampered) {
		t.Errorf("moved: got %v, want ErrTampered", err)
	}
	for range 2 {
		if _, err := p.Generate(ctx); err != nil {
			t.Fatal(err)
		}
	}
	list, err := p.Generations(ctx)
	if err != nil || len(list) != 3 || list[0] != first.KEK {
		t.Fatalf("got %v, %v", list, err)
	}
	last, err := p.Wrap(ctx, plain, "x")
	if err != nil || last.KEK != list[2] {
		t.Errorf("wrapped under %s, %v; want %s", last.KEK, err, list[2])
	}
	if _, err := p.Unwrap(ctx, vault.Wrapped{KEK: list[2], Blob: first.Blob}, "side|mbx_1"); err == nil {
		t.Error("a wrap under another name opened")
	}
	if err := p.Destroy(ctx, list[2]); err == nil {
		t.Error("the current generation was destroyed")
	}
	for range 2 {
		if err := p.Destroy(ctx, list[0]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.Unwrap(ctx, first, "side|mbx_1"); !errors.Is(err, vault.ErrUnknownKEK) {
		t.Errorf("after its end: got %v, want ErrUnknownKEK", err)
	}
	if _, err := p.Unwrap(ctx, last, "x"); err != nil {
		t.Errorf("the living one: %v", err)
	}
	if list, err := p.Generations(ctx); err != nil || len(list) != 2 {
		t.Errorf("got %v, %v", list, err)
	}
	if _, err := p.Unwrap(ctx, vault.Wrapped{KEK: "other-1", Blob: first.Blob}, "x"); !errors.Is(err, vault.ErrUnknownKEK) {
		t.Errorf("a generation of another provider: got %v", err)
	}
}

func TestFolderKeepsItsContract(t *testing.T) {
	t.Parallel()
	p, err := vault.OpenProvider("file:"+t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	keepsContract(t, p)
}

func TestTransitDropsOnlyTheOldest(t *testing.T) {
	t.Parallel()
	p := newService(t).open(t)
	for range 2 {
		if _, err := p.Generate(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	list, err := p.Generations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Destroy(t.Context(), list[1]); err == nil {
		t.Error("a generation was destroyed, and an older one with it")
	}
}

func TestTransitRepeatsWhatPasses(t *testing.T) {
	t.Parallel()
	s := newService(t)
	p := s.open(t)
	for _, status := range []int{429, 500, 503} {
		s.failures = []int{status, status}
		if _, err := p.Wrap(t.Context(), make([]byte, 32), "x"); err != nil {
			t.Errorf("%d twice: %v", status, err)
		}
	}
	s.calls, s.failures = 0, slices.Repeat([]int{503}, 100)
	if _, err := p.Wrap(t.Context(), make([]byte, 32), "x"); errs.CodeOf(err) != errs.Unavailable {
		t.Errorf("sealed for long: got %v", err)
	}
	if s.calls > 3 {
		t.Errorf("asked %d times", s.calls)
	}
	s.calls, s.failures = 0, []int{400}
	if _, err := p.Wrap(t.Context(), make([]byte, 32), "x"); errs.CodeOf(err) != errs.Unavailable || s.calls != 1 {
		t.Errorf("refused: got %v after %d calls", err, s.calls)
	}
}

func TestTransitTakesARenewedToken(t *testing.T) {
	t.Parallel()
	s := newService(t)
	file := filepath.Join(t.TempDir(), "token")
	write := func(token string) {
		if err := os.WriteFile(file, []byte(token+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("t-1")
	p, err := vault.OpenProvider(s.url()+"?token_file="+file, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Wrap(t.Context(), make([]byte, 32), "x"); err != nil {
		t.Fatal(err)
	}
	s.mu.Lock()
	s.token = "t-2"
	s.mu.Unlock()
	if _, err := p.Wrap(t.Context(), make([]byte, 32), "x"); errs.CodeOf(err) != errs.Unavailable {
		t.Errorf("an old token: got %v", err)
	}
	write("t-2")
	if _, err := p.Wrap(t.Context(), make([]byte, 32), "x"); err != nil {
		t.Errorf("a renewed token: %v", err)
	}
}

func TestTransitAddressesThatAreRefused(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"vault:", "vault:x", "vault:https://h", "vault:https://h/transit", "vault:http://vault.example/transit/k", "vault:ftp://h/transit/k",
		"vault:https://u:p@h/transit/k", "vault:https://h/transit/k?oops=1", "vault:https://h/transit/" + strings.Repeat("k", 41),
		"vault:https://h/transit/k%2fx%20", "vault:https://h/transit/k?ca=nowhere", "vault:https://h/transit/k?token_file=nowhere",
		"vault:https://h/transit/k?hosts=", "vault:https://h/transit/k?hosts=a,", "vault:https://h/transit/k?hosts=https://a", "vault:https://h/transit/k?hosts=a/b",
		"vault:https://h/transit/k?hosts=u@a", "vault:http://127.0.0.1/transit/k?hosts=vault.example",
	} {
		if _, err := vault.OpenProvider(url, "t"); err == nil {
			t.Errorf("%s was taken", url)
		}
	}
	if _, err := vault.OpenProvider("vault:https://h/transit/k", ""); err == nil {
		t.Error("taken without a token")
	}
}

// Attack case 35: while the key provider is away, nothing is written in plain, reads fail with UNAVAILABLE, and what was
// there opens when it is back.
func TestAttack35ProviderAwayIsUnavailable(t *testing.T) {
	t.Parallel()
	s := newService(t)
	w := testkit.SQLite(t)
	k := &kept{World: w, provider: s.open(t)}
	k.exec(t, `DELETE FROM platform_key`)
	k.vault = vault.New(k.provider)
	var err error
	if k.platform, err = vault.OpenPlatform(t.Context(), w.DB, k.vault, vault.PlatformOptions{}); err != nil {
		t.Fatal(err)
	}
	k.keeper = vault.NewKeeper(k.platform, window)
	want := k.put(t, "mail", "mai_waiting")
	k.sweep(t)
	s.mu.Lock()
	s.failures = slices.Repeat([]int{503}, 1000)
	s.mu.Unlock()
	if _, _, err := k.vault.NewKey(t.Context(), "mail|mai_2"); errs.CodeOf(err) != errs.Unavailable {
		t.Errorf("making: got %v", err)
	}
	if box, err := k.vault.Box(t.Context(), "mail|mai_2", []byte("Ja")); errs.CodeOf(err) != errs.Unavailable || box.Sealed != nil {
		t.Errorf("sealing: got %d bytes, %v", len(box.Sealed), err)
	}
	if _, _, err := k.key(t, k.vault, "mail", "mai_waiting"); errs.CodeOf(err) != errs.Unavailable || errors.Is(err, vault.ErrTampered) {
		t.Errorf("opening: got %v", err)
	}
	k.Clock.Advance(week)
	if err := k.keeper.Sweep(t.Context(), k.Clock.Now()); errs.CodeOf(err) != errs.Unavailable {
		t.Errorf("sweeping: got %v", err)
	}
	s.mu.Lock()
	s.failures = nil
	s.mu.Unlock()
	k.sweep(t)
	if got, kek, err := k.key(t, k.vault, "mail", "mai_waiting"); err != nil || got != want || kek != "vault-schalter-v2" {
		t.Errorf("when it is back: under %s, %v", kek, err)
	}
}

func TestTransitThatDoesNotAnswerIsGivenUp(t *testing.T) {
	t.Parallel()
	hang := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	}))
	defer server.Close()
	defer close(hang)
	p, err := vault.OpenProvider("vault:"+server.URL+"/transit/k", "t")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := p.Wrap(t.Context(), make([]byte, 32), "x")
		done <- err
	}()
	select {
	case err := <-done:
		if errs.CodeOf(err) != errs.Unavailable {
			t.Errorf("got %v", err)
		}
	case <-time.After(time.Minute):
		t.Error("it waits forever")
	}
}

// A key service may send on only to its own hosts: the token, and the key that is to be wrapped, would go along.
func TestTransitIsSentOnOnlyToItsOwnHosts(t *testing.T) {
	t.Parallel()
	active := newService(t)
	target := active.URL
	standby := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, target+r.URL.Path, http.StatusTemporaryRedirect)
	}))
	t.Cleanup(standby.Close)
	reached := func() int {
		active.mu.Lock()
		defer active.mu.Unlock()
		return active.calls
	}
	wrap := func(options string) error {
		t.Helper()
		p, err := vault.OpenProvider("vault:"+standby.URL+"/transit/schalter"+options, "t-1")
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.Wrap(t.Context(), make([]byte, 32), "x")
		return err
	}
	if err := wrap(""); errs.CodeOf(err) != errs.Unavailable || reached() != 0 {
		t.Errorf("another host: %d calls reached it, %v", reached(), err)
	}
	host := strings.TrimPrefix(active.URL, "http://")
	if err := wrap("?hosts=" + host); err != nil || reached() == 0 {
		t.Errorf("a host of its own: %v", err)
	}
	if err := wrap("?hosts=127.0.0.1:1," + host); err != nil {
		t.Errorf("the second host of its own: %v", err)
	}
	calls := reached()
	for name, to := range map[string]string{
		"away from its paths": active.URL + "/elsewhere", "another scheme": "https://" + host, "with a name": "http://user@" + host, "a circle": standby.URL,
	} {
		target = to
		if err := wrap("?hosts=" + host); errs.CodeOf(err) != errs.Unavailable || reached() != calls {
			t.Errorf("%s: %d calls reached it, %v", name, reached()-calls, err)
		}
	}
}
