//go:build demo

package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/config"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// onBackups runs a test with settings for each database and a function that makes a backup of it: what it returns restores the backup, any number
// of times, as a database of its own with the keys, the sealed files and the ledger of today. Nothing may run meanwhile.
func onBackups(t *testing.T, test func(t *testing.T, cfg config.Config, backup func() (restore func() config.Config))) {
	t.Helper()
	for _, name := range []string{"sqlite", "postgres"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := worldConfig(t, "")
			cfg.BaseURL = "http://localhost"
			if name == "postgres" {
				cfg.DatabaseURL = testkit.EmptyPostgresURL(t)
				makeKeys(t, filepath.Join(cfg.DataDir, "keys"))
				if err := migrate(t.Context(), &cfg, testkit.Quiet()); err != nil {
					t.Fatal(err)
				}
			}
			cfg.BlobURL, cfg.DeletionLedger = "file:"+filepath.Join(cfg.DataDir, "blobs"), "file:"+filepath.Join(t.TempDir(), "ledger")
			test(t, cfg, func() func() config.Config {
				if cfg.DatabaseURL != "" {
					kept := testkit.EmptyPostgresURL(t)
					testkit.CopyPostgres(t, cfg.DatabaseURL, kept)
					return func() config.Config {
						restored := cfg
						restored.DatabaseURL = testkit.EmptyPostgresURL(t)
						testkit.CopyPostgres(t, kept, restored.DatabaseURL)
						return restored
					}
				}
				kept, err := os.ReadFile(filepath.Join(cfg.DataDir, "schalter.db"))
				if err != nil {
					t.Fatal(err)
				}
				return func() config.Config {
					restored := cfg
					restored.DataDir = t.TempDir()
					if err := os.WriteFile(filepath.Join(restored.DataDir, "schalter.db"), kept, 0o600); err != nil {
						t.Fatal(err)
					}
					return restored
				}
			})
		})
	}
}

func drill(t *testing.T, cfg config.Config) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := drillCommand(t.Context(), &cfg, testkit.Quiet(), []string{"deletion"}, &out)
	return out.String(), err
}

// Mailboxes, a message, a document and a draft are deleted, backups of before are restored: with the keys of today all of it opens, until the
// ledger is replayed by the drill or by the start of the program; then nothing does, and what was not deleted is as it was.
func TestWhatWasDeletedDoesNotComeBackWithABackup(t *testing.T) {
	t.Parallel()
	onBackups(t, func(t *testing.T, cfg config.Config, backup func() func() config.Config) {
		w, stop := runWorld(t, cfg)
		takeInbox(t, w.as(t, operator))
		anna := w.as(t, citizen)
		first, second, kept := fill(t, anna), fill(t, anna), fill(t, anna)
		content := pdf(900)
		single, url := announce(t, anna, map[string]any{"mailboxId": kept.id}, len(content))
		if status := put(t, anna, url, content); status >= 300 {
			t.Fatalf("upload: %d", status)
		}
		stays := sendMessage(t, anna, kept.id, bamberg, "stays", single)
		stop()
		restore := backup()

		w, stop = runWorld(t, cfg)
		anna = w.as(t, citizen)
		for _, mailbox := range []filled{first, second} {
			drop(t, anna, "mailboxDelete", "MailboxDeleteInput", "mailboxId", mailbox.id)
		}
		drop(t, anna, "draftDiscard", "DraftDiscardInput", "draftId", kept.draft)
		drop(t, anna, "messageDelete", "MessageDeleteInput", "messageId", kept.message)
		drop(t, anna, "documentDelete", "DocumentDeleteInput", "documentId", single)
		stop()
		if got, err := drill(t, cfg); err != nil || !strings.Contains(got, "in the ledger: 5, lines that count for nothing: 0\nback with the backup: 0, of them opened: 0\n") {
			t.Errorf("beside what lives: got %q, %v", got, err)
		}

		drilled := restore()
		got, err := drill(t, drilled)
		if want := "in the ledger: 5, lines that count for nothing: 0\nback with the backup: 5, of them opened: 5\nafter the replay: 0, of them opened: 0\n"; err != nil || got != want {
			t.Errorf("the drill: got %q, %v, want %q", got, err, want)
		}
		// A ledger may say a thing twice.
		folder := strings.TrimPrefix(cfg.DeletionLedger, "file:")
		written, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil || len(written) == 0 {
			t.Fatalf("files of the ledger: %v, %v", written, err)
		}
		for _, name := range written {
			lines, err := os.ReadFile(name)
			if err == nil {
				err = os.WriteFile(filepath.Join(folder, "again-"+filepath.Base(name)), lines, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		for name, restored := range map[string]config.Config{"after the drill": drilled, "by the start": restore()} {
			w, stop := runWorld(t, restored)
			anna := w.as(t, citizen)
			for _, id := range []string{first.id, first.message, second.id, second.document, second.draft, kept.draft, kept.message, kept.document, single} {
				a, err := anna.Ask(t.Context(), `query($id: ID!) { node(id: $id) { id } }`, map[string]any{"id": id})
				if err != nil || strings.Contains(string(a.Data), id) {
					t.Errorf("%s: %s is back: %s, %v", name, id, a.Data, err)
				}
			}
			var out struct {
				CaseMailbox struct {
					UnreadCount int
					Messages    struct {
						Edges []struct{ Node struct{ ID, Subject string } }
					}
				}
			}
			anna.Must(t, `query($id: ID!) { caseMailbox(id: $id) { unreadCount messages(first: 10) { edges { node { id subject } } } } }`, map[string]any{"id": kept.id}, &out)
			if edges := out.CaseMailbox.Messages.Edges; len(edges) != 1 || edges[0].Node.ID != stays {
				t.Errorf("%s: in the mailbox that stays: got %+v", name, edges)
			}
			// The authority keeps its copy, knows of the deletion, and is not told again.
			var inbox struct {
				AuthorityCases struct {
					Edges []struct {
						Node struct {
							Reference      string
							OwnerDeletedAt *string
						}
					}
				}
			}
			w.as(t, clerkBamberg).Must(t, `query($a: ID!) { authorityCases(authorityId: $a, first: 20) { edges { node { reference ownerDeletedAt } } } }`, map[string]any{"a": bamberg}, &inbox)
			knows := map[string]bool{}
			for _, e := range inbox.AuthorityCases.Edges {
				knows[e.Node.Reference] = e.Node.OwnerDeletedAt != nil
			}
			if len(knows) != 3 || !knows[first.reference] || !knows[second.reference] || knows[kept.reference] {
				t.Errorf("%s: the authority's cases: %v", name, knows)
			}
			stop()
		}
	})
}

// restoredPerson is somebody with an account that can open mailboxes.
func restoredPerson(t *testing.T, w *world, email string) (_ testkit.Client, accountID string) {
	t.Helper()
	street, number, code := "Luitpoldplatz", "13", "95444"
	person := account.Seeded{Email: email, GivenName: "Eva", FamilyName: "Beispiel",
		Address: &account.PostalAddressInput{Street: &street, HouseNumber: &number, PostalCode: &code, City: "Bayreuth", Country: "DE"}}
	err := w.accounts.Seed(t.Context(), []account.Seeded{person}, password, func(_ context.Context, _ *store.Tx, ids []string) error {
		accountID = ids[0]
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return w.as(t, email), accountID
}

func deleteAccount(t *testing.T, person testkit.Client) {
	t.Helper()
	drop(t, person, "accountDelete", "AccountDeleteInput", "confirmation", password)
}

// A message is withdrawn, an account goes with the mailbox it had, another one after its membership: a backup of before brings all of it back, until
// the ledger is replayed. Of the withdrawn message there stays that it was there. A mailbox goes with its account even where its own line is lost.
func TestWithdrawnMessagesAndDeletedAccountsDoNotComeBackWithABackup(t *testing.T) {
	t.Parallel()
	onBackups(t, func(t *testing.T, cfg config.Config, backup func() func() config.Config) {
		const leaving, working = "geht@restored.example", "arbeitet@restored.example"
		w, stop := runWorld(t, cfg)
		takeInbox(t, w.as(t, operator))
		f := &facts{t: t, w: w, clerk: w.as(t, clerkBamberg)}
		anna := w.as(t, citizen)
		kept := fill(t, anna)
		f.caseID = newestCase(t, f.clerk, bamberg)
		answer := freshAnswer(f).(string)
		leaver, leaverID := restoredPerson(t, w, leaving)
		left := fill(t, leaver)
		_, workerID := restoredPerson(t, w, working)
		membershipID := employ(t, w, workerID)
		newAdmin(t, w)
		stop()
		restore := backup()

		w, stop = runWorld(t, cfg)
		if refused := mutate(t, w.as(t, clerkBamberg), "messageWithdraw", "message { id }", map[string]any{"messageId": answer, "reason": "Fremde Sache"}, nil); refused != nil {
			t.Fatalf("withdraw: %+v", refused)
		}
		leaver = w.as(t, leaving)
		drop(t, leaver, "mailboxDelete", "MailboxDeleteInput", "mailboxId", left.id)
		deleteAccount(t, leaver)
		drop(t, w.SignIn(t, "admin@demo.example", "Ein langer Satz 4711"), "memberRemove", "MemberRemoveInput", "membershipId", membershipID)
		deleteAccount(t, w.as(t, working))
		stop()
		if got, err := drill(t, cfg); err != nil || !strings.Contains(got, "in the ledger: 4, lines that count for nothing: 0\nback with the backup: 0, of them opened: 0\n") {
			t.Errorf("beside what lives: got %q, %v", got, err)
		}

		drilled := restore()
		got, err := drill(t, drilled)
		if want := "in the ledger: 4, lines that count for nothing: 0\nback with the backup: 4, of them opened: 4\nafter the replay: 0, of them opened: 0\n"; err != nil || got != want {
			t.Errorf("the drill: got %q, %v, want %q", got, err, want)
		}
		lost := restore()
		dropLine(t, strings.TrimPrefix(cfg.DeletionLedger, "file:"), left.id)
		if got, err := drill(t, lost); err != nil || !strings.Contains(got, "in the ledger: 3, lines that count for nothing: 0\nback with the backup: 4, of them opened: 4\nafter the replay: 0,") {
			t.Errorf("the mailbox's own line is lost: got %q, %v", got, err)
		}
		for name, restored := range map[string]config.Config{"after the drill": drilled, "by the start": restore(), "without the mailbox's line": lost} {
			w, stop := runWorld(t, restored)
			for _, email := range []string{leaving, working} {
				_, err := w.accounts.StartSession(t.Context(), account.SessionStartInput{Email: email, Password: password}, account.Client{})
				if err == nil {
					t.Errorf("%s: %s signs in again", name, email)
				}
			}
			for _, gone := range []string{leaverID, workerID, membershipID, left.id} {
				// The ids that stay in records of the authority and of the operation are listed in testkit.Names; a job names its subject until it is done.
				stays := []string{"audit_entry.actor_id", "audit_entry.subject_id", "side.mailbox_id", "message.mailbox_id", "document.mailbox_id", "delivery.owner_side_id", "stream_entry.side_id"}
				eventually(t, name+": "+gone+" is named nowhere else", func() bool {
					return !slices.ContainsFunc(testkit.Naming(t, w.db, suffix(gone)), func(column string) bool { return !slices.Contains(stays, column) })
				})
			}
			var out struct {
				CaseMailbox struct {
					UnreadCount int
					Messages    struct {
						Edges []struct {
							Node struct {
								ID, Subject      string
								WithdrawnAt      *string
								WithdrawalReason *string
							}
						}
					}
				}
			}
			w.as(t, citizen).Must(t, `query($id: ID!) { caseMailbox(id: $id) { unreadCount messages(first: 10) { edges { node { id subject withdrawnAt withdrawalReason } } } } }`,
				map[string]any{"id": kept.id}, &out)
			entries := 0
			for _, e := range out.CaseMailbox.Messages.Edges {
				if e.Node.ID == answer {
					entries++
					if e.Node.Subject != "" || e.Node.WithdrawnAt == nil || e.Node.WithdrawalReason != nil {
						t.Errorf("%s: the entry of the withdrawn message: %+v", name, e.Node)
					}
				}
			}
			if entries != 1 || out.CaseMailbox.UnreadCount != 0 {
				t.Errorf("%s: %d entries of the withdrawn message, %d unread", name, entries, out.CaseMailbox.UnreadCount)
			}
			stop()
		}
	})
}

// dropLine takes the lines that name something from the ledger in a folder.
func dropLine(t *testing.T, folder, named string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("files of the ledger: %v, %v", files, err)
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := slices.DeleteFunc(strings.SplitAfter(string(content), "\n"), func(line string) bool { return strings.Contains(line, named) })
		if err := os.WriteFile(name, []byte(strings.Join(lines, "")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A line that was torn or changed, or that somebody wrote without the key, destroys nothing.
func TestALineOfTheLedgerThatWasChangedDestroysNothing(t *testing.T) {
	t.Parallel()
	onBackups(t, func(t *testing.T, cfg config.Config, _ func() func() config.Config) {
		w, stop := runWorld(t, cfg)
		takeInbox(t, w.as(t, operator))
		anna := w.as(t, citizen)
		deleted, kept := fill(t, anna), fill(t, anna)
		drop(t, anna, "mailboxDelete", "MailboxDeleteInput", "mailboxId", deleted.id)
		stop()
		folder := strings.TrimPrefix(cfg.DeletionLedger, "file:")
		names, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil || len(names) != 1 {
			t.Fatalf("files of the ledger: %v, %v", names, err)
		}
		line, err := os.ReadFile(names[0])
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(line), deleted.reference) || !strings.Contains(string(line), deleted.id) {
			t.Errorf("a line holds an id and no more: %q", line)
		}
		forged := strings.Replace(string(line), deleted.id, kept.id, 1) + string(line[:len(line)/2])
		if err := os.WriteFile(filepath.Join(folder, "forged.deletions"), []byte(forged), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := drill(t, cfg); err != nil || !strings.HasPrefix(got, "in the ledger: 1, lines that count for nothing: 2\nback with the backup: 0,") {
			t.Errorf("got %q, %v", got, err)
		}
		w, stop = runWorld(t, cfg)
		defer stop()
		var out struct{ CaseMailbox struct{ ID string } }
		w.as(t, citizen).Must(t, `query($id: ID!) { caseMailbox(id: $id) { id } }`, map[string]any{"id": kept.id}, &out)
		if out.CaseMailbox.ID != kept.id {
			t.Error("a forged line destroyed a mailbox")
		}
	})
}

// Where the ledger cannot be written, the deletion stands, and its entry is written once that is mended.
func TestTheLedgerIsWrittenLaterWhereItCannotBeNow(t *testing.T) {
	t.Parallel()
	onBackups(t, func(t *testing.T, cfg config.Config, backup func() func() config.Config) {
		w, stop := runWorld(t, cfg)
		takeInbox(t, w.as(t, operator))
		f := fill(t, w.as(t, citizen))
		stop()
		restore := backup()
		folder := strings.TrimPrefix(cfg.DeletionLedger, "file:")
		w, stop = runWorld(t, cfg)
		// A file where the folder was.
		if err := errors.Join(os.RemoveAll(folder), os.WriteFile(folder, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		drop(t, w.as(t, citizen), "mailboxDelete", "MailboxDeleteInput", "mailboxId", f.id)
		if n := waitingEntries(t, w); n != 1 {
			t.Errorf("jobs: got %d, want 1", n)
		}
		if err := errors.Join(os.Remove(folder), os.Mkdir(folder, 0o700)); err != nil {
			t.Fatal(err)
		}
		w.write(t, `UPDATE job SET run_at = created_at WHERE kind = 'ledger.write'`)
		for range 600 {
			if waitingEntries(t, w) == 0 {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		stop()
		if got, err := drill(t, restore()); err != nil || !strings.Contains(got, "back with the backup: 1, of them opened: 1\nafter the replay: 0,") {
			t.Errorf("got %q, %v", got, err)
		}
	})
}

func waitingEntries(t *testing.T, w *world) (n int) {
	t.Helper()
	if err := w.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM job WHERE kind = 'ledger.write'`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTheDrillSaysHowItIsCalled(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"fire"}, {"deletion", "now"}} {
		if err := drillCommand(t.Context(), nil, nil, args, nil); err == nil || !strings.HasPrefix(err.Error(), "usage: schalter drill") {
			t.Errorf("%v: got %v", args, fmt.Sprint(err))
		}
	}
}
