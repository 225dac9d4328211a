package postbox_test

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"schalter/ent/migrate"
	"schalter/internal/casemail"
	"schalter/internal/job"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// planClosedWords runs the migration that looks for the words of closed decisions.
func planClosedWords(t *testing.T, w *testkit.World) {
	t.Helper()
	dialect := "sqlite"
	if w.DB.Postgres() {
		dialect = "postgres"
	}
	names, err := fs.Glob(migrate.Versions, dialect+"/*_closed_words.sql")
	if err != nil || len(names) != 1 {
		t.Fatalf("%v, %v", names, err)
	}
	content, err := fs.ReadFile(migrate.Versions, names[0])
	if err != nil {
		t.Fatal(err)
	}
	_, script, _ := strings.Cut(string(content), "-- +goose Up\n")
	script, _, _ = strings.Cut(script, "-- +goose Down\n")
	err = w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, script)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The version before found a decision's text and files before it was opened, and left those words in the database.
func TestWordsOfBeforeOfClosedDecisionsAreForgotten(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		jobs := job.NewRunner(w.DB, testkit.Silent())
		tn.RegisterJobs(jobs)
		// Where no decision is closed, there is nothing to do.
		planClosedWords(t, w)
		exec := func(query string, args ...any) {
			t.Helper()
			err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Exec(ctx, query, args...)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		waiting := func() int {
			t.Helper()
			n, err := w.DB.Client().Job.Query().Count(system())
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if n := waiting(); n != 0 {
			t.Fatalf("%d jobs for nothing", n)
		}

		// As the version before wrote them: all words are there from the first moment, and nobody has opened anything.
		decide := func(caseID, subject, text string) string {
			doc := tn.upload(t, as(clerkCity), documents.DocumentCreateInput{CaseID: &caseID, Filename: "Anlage" + subject + ".pdf"}, pdf(100))
			sent := tn.reply(t, conversation.CaseReplyInput{CaseID: caseID, Kind: casemail.KindDecision, Subject: subject, Body: text, DocumentIDs: []string{doc.ID}})
			if _, err := tn.Conversation.MarkRead(as(anna), []string{sent.ID}, true); err != nil {
				t.Fatal(err)
			}
			return sent.ID
		}
		box := func() (*conversation.CaseMailbox, string) {
			m := tn.open(t, city)
			tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
			return m, cases(t, tn, clerkCity, city, inbox.CaseFilter{Search: &m.Reference})[0].ID
		}
		closed, closedCase := box()
		decision := decide(closedCase, "Versagung", "Nachbarschaftslaerm")
		// More than one job does.
		for i := range 20 {
			decide(closedCase, fmt.Sprint("Nebensache", i), fmt.Sprint("Gruende", i))
		}
		torn, tornCase := box()
		unreadable := decide(tornCase, "Unlesbar", "Nachbarschaftslaerm")
		_, openedCase := box()
		decide(openedCase, "Genehmigung", "Nachbarschaftslaerm")
		exec(`UPDATE view_message SET read_at = NULL, unread = TRUE WHERE side_id IN (?, ?)`, closed.ID, torn.ID)
		exec(`UPDATE side SET sealed_head = ? WHERE id = ?`, []byte("torn"), torn.ID)
		authority := func(word string) int {
			return len(cases(t, tn, clerkCity, city, inbox.CaseFilter{Search: &word}))
		}
		tornWords := func() (n int) {
			t.Helper()
			err := w.DB.QueryRow(t.Context(), `SELECT COUNT(*) FROM search_word WHERE side_id = ? AND message_id = ?`, torn.ID, unreadable).Scan(&n)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if found(t, tn, "Gruende0") != 1 || tornWords() == 0 {
			t.Fatal("the version before is not as it was")
		}

		check := func() {
			t.Helper()
			if n := waiting(); n != 0 {
				t.Fatalf("%d jobs are left", n)
			}
			for word, want := range map[string]int{"Versagung": 1, "Nebensache19": 1, "Gruende0": 0, "Gruende19": 0, "AnlageVersagung": 0, "Genehmigung": 1, "AnlageGenehmigung": 1} {
				if got := found(t, tn, word); got != want {
					t.Errorf("%q finds %d mailboxes, want %d", word, got, want)
				}
			}
			if n := tornWords(); n != 0 {
				t.Errorf("of a decision that no key opens %d words are left", n)
			}
			if authority("Nachbarschaftslaerm") != 3 || authority("Gruende0") != 1 {
				t.Error("the authority does not find its own decisions any more")
			}
			if _, err := tn.Conversation.MarkRead(as(anna), []string{decision}, true); err != nil {
				t.Fatal(err)
			}
			if found(t, tn, "AnlageVersagung") != 1 {
				t.Error("once it is opened its files are not found")
			}
		}
		planClosedWords(t, w)
		planClosedWords(t, w)
		if n := waiting(); n != 1 {
			t.Fatalf("%d jobs are planned, want 1", n)
		}
		// The migration reads the clock of the database.
		w.Clock.Advance(time.Since(w.Clock.Now()) + 2*time.Hour)
		if err := jobs.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		check()
		// A worker may die before it can say that it is done.
		exec(`UPDATE view_message SET read_at = NULL, unread = TRUE WHERE side_id = ?`, closed.ID)
		planClosedWords(t, w)
		w.Clock.Advance(2 * time.Hour)
		if err := jobs.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		check()
	})
}
