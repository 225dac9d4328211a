//go:build demo

package app

import (
	"bytes"
	"encoding/base64"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schalter/internal/testkit"
	"schalter/internal/vault"
)

// command runs "schalter keys …" as another process would: on the same database, with keys of its own in memory.
func (w *world) command(t testing.TB, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := keysCommand(t.Context(), w.cfg, testkit.Quiet(), args, &out); err != nil {
		t.Fatalf("keys %v: %v", args, err)
	}
	return out.String()
}

// addKEK is what an operator with PostgreSQL does by hand.
func (w *world) addKEK(t testing.TB) {
	t.Helper()
	key, err := vault.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(strings.TrimPrefix(w.cfg.KeyURL, "file:"), "kek-0002-by-hand.kek")
	if err := os.WriteFile(name, []byte(base64.StdEncoding.EncodeToString(key[:])), 0o600); err != nil {
		t.Fatal(err)
	}
}

// under counts the rows of each table by the generation they lie under.
func (w *world) under(t testing.TB, table string) map[string]int {
	t.Helper()
	rows, err := w.db.Query(t.Context(), `SELECT kek_id, COUNT(*) FROM `+table+` WHERE kek_id <> '' GROUP BY kek_id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	counts := map[string]int{}
	for rows.Next() {
		var kek string
		var n int
		if err := rows.Scan(&kek, &n); err != nil {
			t.Fatal(err)
		}
		counts[kek] = n
	}
	return counts
}

// Everything that people have is there after the key-encryption key was changed beside the running program, and after the
// old one was destroyed.
func TestEverythingOpensUnderANewKeyEncryptionKey(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		anna, clerk := w.as(t, citizen), w.as(t, clerkEA)
		mailbox := openMailbox(t, anna, eaUpper)
		content := pdf(100_000)
		doc, uploadURL := announce(t, anna, map[string]any{"mailboxId": mailbox}, len(content))
		if !strings.HasPrefix(uploadURL, w.URL) {
			uploadURL = w.URL + uploadURL
		}
		if got := put(t, anna, uploadURL, content); got != http.StatusOK {
			t.Fatalf("upload: status %d", got)
		}
		sendMessage(t, anna, mailbox, eaUpper, "k1", doc)
		clerk.Must(t, `mutation($c: ID!) { caseReply(input: {caseId: $c, subject: "Ihre Anmeldung", body: "Eingegangen.", idempotencyKey: "r1"}) { userErrors { code } } }`,
			map[string]any{"c": newestCase(t, clerk, eaUpper)}, nil)
		_, mails := w.send(t, sent{method: "GET", path: "/demo/mails.json"})
		_, letters := w.send(t, sent{method: "GET", path: "/demo/letters.json"})

		old := w.under(t, "side")
		if w.db.Postgres() {
			if err := keysCommand(t.Context(), w.cfg, testkit.Quiet(), []string{"kek-rotate"}, &bytes.Buffer{}); !errors.Is(err, vault.ErrByHand) {
				t.Fatalf("with PostgreSQL a file key was made by itself: %v", err)
			}
			w.addKEK(t)
			if err := w.newKeeper().Sweep(t.Context(), w.clock.Now()); err != nil {
				t.Fatal(err)
			}
		} else {
			w.command(t, "kek-rotate")
		}
		// Mails and letters come and go by themselves; of the others there are some.
		for table, least := range map[string]int{"side": 1, "account": 1, "platform_key": 1, "mail": 0, "letter": 0} {
			counts := w.under(t, table)
			for kek := range old {
				if counts[kek] != 0 || len(counts) < least || len(counts) > 1 {
					t.Errorf("%s: %v; the old one was %s", table, counts, kek)
				}
			}
		}
		look := func(when string) {
			t.Helper()
			anna, clerk := w.as(t, citizen), w.as(t, clerkEA)
			var own struct {
				CaseMailbox struct {
					Title    string
					Messages struct {
						Edges []struct {
							Node struct {
								Subject, Body string
								Documents     []struct{ Download struct{ URL string } }
								Evidence      struct{ ManifestDigest string }
							}
						}
					}
				}
			}
			anna.Must(t, `query($m: ID!) { caseMailbox(id: $m) { title messages(last: 10) { edges { node { subject body documents { download { url } } } } } } }`, map[string]any{"m": mailbox}, &own)
			list := own.CaseMailbox.Messages.Edges
			// between them the platform confirms the arrival
			if len(list) != 3 || list[0].Node.Body != "Guten Tag" || !strings.HasPrefix(list[1].Node.Subject, "Eingang bestätigt") || list[2].Node.Subject != "Ihre Anmeldung" {
				t.Fatalf("%s: got %+v", when, own)
			}
			url := list[0].Node.Documents[0].Download.URL
			if !strings.HasPrefix(url, "http") {
				url = w.URL + url
			}
			if res, body := fetchFile(t, testkit.Client{}, url, ""); res.StatusCode != http.StatusOK || !bytes.Equal(body, content) {
				t.Errorf("%s: download: status %d, %d bytes", when, res.StatusCode, len(body))
			}
			newestCase(t, clerk, eaUpper)
			if _, got := w.send(t, sent{method: "GET", path: "/demo/mails.json"}); !strings.Contains(got, strings.Trim(mails, "[]\n")) {
				t.Errorf("%s: the mails are other ones", when)
			}
			if _, got := w.send(t, sent{method: "GET", path: "/demo/letters.json"}); got != letters {
				t.Errorf("%s: the letters are other ones", when)
			}
		}
		look("after the move")
		if w.db.Postgres() {
			for kek := range old {
				if err := os.Remove(filepath.Join(strings.TrimPrefix(w.cfg.KeyURL, "file:"), kek+".kek")); err != nil {
					t.Fatal(err)
				}
			}
		}
		keeper := w.newKeeper()
		later := w.clock.Now().Add(vault.DefaultWindow + time.Hour)
		if err := keeper.Sweep(t.Context(), later); err != nil {
			t.Fatal(err)
		}
		list, err := keeper.Generations(t.Context(), later)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range list {
			if old[g.ID] > 0 && g.State != "DESTROYED" {
				t.Errorf("the old generation is %s", g.State)
			}
		}
		look("after the old key's end")
	})
}

func TestKeysCommandWorksBesideTheServer(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		anna := w.as(t, citizen)
		table := w.command(t, "list")
		for _, want := range []string{"ACCESS_TOKEN", "SEAL_CERTIFICATE", "ACTIVE, in use", "GENERATION"} {
			if !strings.Contains(table, want) {
				t.Errorf("list: %q is missing in\n%s", want, table)
			}
		}
		for _, purpose := range []string{"access_token", "SEAL", "LOG", "DOWNLOAD_TICKET", "MAIL_TOKEN", "SEAL_CERTIFICATE"} {
			if got := w.command(t, "rotate", purpose); !strings.HasPrefix(got, "done: ") {
				t.Errorf("%s: got %s", purpose, got)
			}
		}
		before, _ := w.platform.Signer(vault.AccessToken)
		if err := w.platform.ReloadIfStale(t.Context()); err != nil {
			t.Fatal(err)
		}
		if w.platform.Public(vault.AccessToken, before) == nil {
			t.Error("the key before does not count any more")
		}
		anna.Must(t, `{ viewer { id } }`, nil, nil)
		w.as(t, citizen).Must(t, `{ viewer { id } }`, nil, nil)
		// One more is the column's name.
		if n := strings.Count(w.command(t, "list"), "RETIRED"); n != 6+1 {
			t.Errorf("got %d retired keys, want 6", n-1)
		}
		request := w.command(t, "csr", "-purpose", "SEAL_CERTIFICATE")
		if !strings.HasPrefix(request, "-----BEGIN CERTIFICATE REQUEST-----") {
			t.Errorf("csr: got %q", request)
		}
		if err := w.platform.ReloadIfStale(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := w.platform.Destroy(t.Context(), before); err != nil {
			t.Fatal(err)
		}
		if a, err := anna.Ask(t.Context(), `{ viewer { id } }`, nil); err != nil || a.Code() != "UNAUTHENTICATED" {
			t.Errorf("a token of a destroyed key: got %v, %v", a, err)
		}
		w.as(t, citizen).Must(t, `{ viewer { id } }`, nil, nil)
	})
}

func TestKeysCommandRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	for _, args := range [][]string{
		{}, {"melt"}, {"rotate"}, {"rotate", "CURSOR"}, {"rotate", "BLIND_INDEX"}, {"csr"}, {"csr", "-purpose", "SEAL"},
		{"install", "-purpose", "SEAL_CERTIFICATE", "nowhere.pem"}, {"retire", "key_x"}, {"destroy", "key_x"}, {"destroy"}, {"kek-rotate", "now"},
	} {
		if err := keysCommand(t.Context(), w.cfg, testkit.Quiet(), args, &bytes.Buffer{}); err == nil {
			t.Errorf("%v was done", args)
		}
	}
}
