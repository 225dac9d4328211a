//go:build demo

package app

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"entgo.io/ent/dialect/sql/schema"

	"schalter/internal/clock"
	"schalter/internal/config"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// alarmLog keeps what is logged.
type alarmLog struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (l *alarmLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.Write(p)
}

func (l *alarmLog) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all.Reset()
}

// with are the lines that contain each of some words.
func (l *alarmLog) with(words ...string) (list []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for line := range strings.Lines(l.all.String()) {
		found := true
		for _, word := range words {
			found = found && strings.Contains(line, word)
		}
		if found {
			list = append(list, line)
		}
	}
	return list
}

// An attacker who can write to the database and moves sealed rows shows nobody another text: the reader gets a fault with a request
// id, the log has an error under this id that says that sealed data does not open, and what was not touched stays readable.
func TestAttackCase32ASwappedRowAlarms(t *testing.T) {
	t.Parallel()
	test := func(t *testing.T, databaseURL string) {
		var log alarmLog
		w := newMailWorldWith(t, worldConfig(t, databaseURL), slog.New(slog.NewTextHandler(&log, nil)))
		takeInbox(t, w.as(t, operator))
		anna := w.as(t, citizen)
		mailbox := openMailbox(t, anna, bamberg)
		ids := map[string]string{}
		for _, subject := range []string{"Alpha", "Beta", "Gamma"} {
			var out struct {
				MessageSend struct {
					MessageEdge struct{ Node struct{ ID string } }
				}
			}
			anna.Must(t, sendDocument, map[string]any{"i": map[string]any{"mailboxId": mailbox, "recipientIds": []string{bamberg},
				"subject": subject, "body": "Inhalt " + subject, "idempotencyKey": subject}}, &out)
			ids[subject] = out.MessageSend.MessageEdge.Node.ID
		}
		for _, column := range []string{"sealed_head", "sealed_body"} {
			var own []byte
			if err := w.db.QueryRow(t.Context(), `SELECT `+column+` FROM message WHERE id = ?`, ids["Alpha"]).Scan(&own); err != nil {
				t.Fatal(err)
			}
			w.write(t, `UPDATE message SET `+column+` = (SELECT `+column+` FROM message WHERE id = ?) WHERE id = ?`, ids["Beta"], ids["Alpha"])
			for who, reader := range map[string]testkit.Client{"the sender": anna, "the authority": w.as(t, clerkBamberg)} {
				id := ids["Alpha"]
				answer, err := reader.Ask(t.Context(), `query($id: ID!) { node(id: $id) { ... on Message { subject body } } }`, map[string]any{"id": id})
				if err != nil {
					t.Fatal(err)
				}
				if answer.Code() != "INTERNAL" || strings.Contains(string(answer.Data), "Beta") {
					t.Errorf("%s, %s: %+v %s", column, who, answer.Errors, answer.Data)
					continue
				}
				request, _ := answer.Errors[0].Extensions["requestId"].(string)
				if request == "" || len(log.with("level=ERROR", "request="+request, vault.ErrTampered.Error())) == 0 {
					t.Errorf("%s, %s: the log has nothing under %q", column, who, request)
				}
				if len(log.with("level=ERROR", "alarm=true", id)) == 0 {
					t.Errorf("%s, %s: no alarm", column, who)
				}
				log.forget()
			}
			w.write(t, `UPDATE message SET `+column+` = ? WHERE id = ?`, own, ids["Alpha"])
			var out struct {
				Node struct{ Subject, Body string }
			}
			anna.Must(t, `query($id: ID!) { node(id: $id) { ... on Message { subject body } } }`, map[string]any{"id": ids["Gamma"]}, &out)
			if out.Node.Subject != "Gamma" || out.Node.Body != "Inhalt Gamma" {
				t.Errorf("%s: what nobody touched is %+v", column, out.Node)
			}
		}
	}
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); test(t, "") })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); test(t, testkit.PostgresURL(t)) })
}

func (w *world) write(t *testing.T, query string, args ...any) {
	t.Helper()
	err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A backup of the database and of the files, older than the window and a week, opens nothing with the keys of today: no key
// in any of its tables can be unwrapped, and the program does not start on it. At first each of them could be.
func TestAttackCase34NothingOpensFromABackup(t *testing.T) {
	t.Parallel()
	cfg := worldConfig(t, "")
	cfg.BaseURL = "http://localhost"
	cfg.BackupWindowDays = 30
	w, stop := runWorld(t, cfg)
	takeInbox(t, w.as(t, operator))
	anna := w.as(t, citizen)
	mailbox := openMailbox(t, anna, bamberg)
	content := pdf(50_000)
	doc, address := announce(t, anna, map[string]any{"mailboxId": mailbox}, len(content))
	if got := put(t, anna, address, content); got != 200 {
		t.Fatalf("upload: %d", got)
	}
	sendMessage(t, anna, mailbox, bamberg, "one", doc)
	stop()

	backup := t.TempDir()
	if err := os.CopyFS(backup, os.DirFS(cfg.DataDir)); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(backup, "keys")); err != nil {
		t.Fatal(err)
	}
	copied := cfg
	copied.DataDir = backup
	before := unwrappable(t, copied)
	for _, table := range []string{"side", "account", "platform_key"} {
		if before[table].opened == 0 || before[table].closed > 0 {
			t.Fatalf("on its day the backup's %s: %+v", table, before[table])
		}
	}

	// Thirty-eight days pass in the program.
	live, err := openApp(t.Context(), &cfg, testkit.Quiet())
	if err != nil {
		t.Fatal(err)
	}
	keeper, now := live.newKeeper(), live.clock.Now()
	for half := range 2 * (cfg.BackupWindowDays + 8) {
		if err := keeper.Sweep(t.Context(), now.Add(time.Duration(half)*12*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	live.close()

	for table, found := range unwrappable(t, copied) {
		if found.opened > 0 {
			t.Errorf("%d keys of the backup's table %s open with the keys of today", found.opened, table)
		}
		if found.closed != before[table].opened+before[table].closed {
			t.Errorf("%s: %+v, before %+v", table, found, before[table])
		}
	}
	if a, err := openApp(t.Context(), &copied, testkit.Quiet()); err == nil {
		a.close()
		t.Error("the program starts on the backup")
	}
	again, stop := runWorld(t, cfg)
	defer stop()
	var out struct{ CaseMailbox struct{ ID string } }
	again.as(t, citizen).Must(t, `query($m: ID!) { caseMailbox(id: $m) { id } }`, map[string]any{"m": mailbox}, &out)
	if out.CaseMailbox.ID != mailbox {
		t.Error("what lives does not open any more")
	}
}

// wrapsOf are the tables with wrapped keys, and what their wraps are bound to before the row's id.
var wrapsOf = map[string]string{"side": "side|", "account": "account|", "mail": "mail|", "letter": "letter|", "platform_key": "platform|",
	"connect_request": "connect-request|", "gateway_mail": "gateway-mail|", "inbound_mail": "inbound_mail|",
	"organisation_details": "organisation-details|", "market_account": "market-account|", "signing_authority": "signing-authority|", "market_order": "market-order|", "contract": "contract|", "invitation": "invitation|",
	"certificate_sign_in": "certificate_sign_in|", "rollout": "rollout|", "network_group": "network-group|", "ticket": "ticket|", "ticket_arrival": "ticket-arrival|"}

type wrapsFound struct{ opened, closed int }

// unwrappable tries every wrapped key of a database with the key-encryption keys that are there.
func unwrappable(t *testing.T, cfg config.Config) map[string]wrapsFound {
	t.Helper()
	db, err := store.Open(t.Context(), cfg.DatabaseURL, cfg.DataDir, clock.System(), testkit.Quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	provider, err := vault.OpenProvider(cfg.KeyURL, "")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]wrapsFound{}
	testkit.EachColumn(func(table string, c *schema.Column) {
		if c.Name != "kek_id" || table == "kek_generation" {
			return
		}
		bound, known := wrapsOf[table]
		if !known {
			t.Errorf("what are the wraps of %s bound to?", table)
		}
		found[table] = tryWraps(t, db, vault.New(provider), table, bound)
	})
	return found
}

func tryWraps(t *testing.T, db *store.DB, v *vault.Vault, table, bound string) (found wrapsFound) {
	t.Helper()
	rows, err := db.Query(t.Context(), `SELECT id, kek_id, wrapped_key FROM `+table+` WHERE kek_id <> '' AND LENGTH(wrapped_key) > 0`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var wrapped vault.Wrapped
		if err := rows.Scan(&id, &wrapped.KEK, &wrapped.Blob); err != nil {
			t.Fatal(err)
		}
		if _, err := v.Key(t.Context(), wrapped, bound+id); err == nil {
			found.opened++
		} else {
			found.closed++
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}
