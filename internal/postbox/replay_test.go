package postbox_test

import (
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/ledger"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/testkit"
)

// What the ledger names goes from a mailbox that no key opens like from others, and nothing after it stays because of it.
func TestWhatTheLedgerNamesGoesFromAMailboxThatDoesNotOpen(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(*town, *testing.T, string){"torn": (*town).tear, "key gone": (*town).loseKey} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
				tn := newTown(t, w)
				box, other := tn.open(t, city), tn.openFor(t, both, city)
				tn.sendAs(t, both, other, conversation.MessageSendInput{RecipientIDs: []string{city}})
				upload := func() *documents.Document {
					return tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &box.ID, Filename: "Plan.pdf"}, pdf(100))
				}
				doc, goes, unsent := upload(), upload(), upload()
				sent := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, DocumentIDs: []string{doc.ID}})
				deleted := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, DocumentIDs: []string{goes.ID}})
				var c *conversation.AuthorityCase
				for _, one := range cases(t, tn, clerkCity, city, inbox.CaseFilter{}) {
					if one.Reference == box.Reference {
						c = one
					}
				}
				withdrawn := tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID})
				draft, err := tn.Conversation.SaveDraft(as(anna), conversation.DraftSaveInput{MailboxID: &box.ID, Subject: "Entwurf", Kind: casemail.KindMessage, DocumentIDs: []string{unsent.ID}})
				if err != nil {
					t.Fatal(err)
				}
				damage(tn, t, box.ID)
				at := w.Clock.Now()
				entries := []ledger.Entry{
					{At: at, ID: box.ID, ObjectID: doc.ID}, {At: at, ID: box.ID, ObjectID: deleted.ID}, {At: at, ID: box.ID, ObjectID: draft.ID},
					{At: at, ID: box.ID, ObjectID: withdrawn.ID, Withdrawn: true}, {At: at, ID: other.ID},
				}
				if found, err := tn.FindRestored(t.Context(), entries); err != nil || len(found.Entries) != len(entries) || found.Opens != 1 {
					t.Fatalf("found %+v, %v", found, err)
				}
				if n, err := tn.Replay(t.Context(), entries); err != nil || n != len(entries) {
					t.Fatalf("%d destroyed, %v, want %d", n, err, len(entries))
				}
				if found, err := tn.FindRestored(t.Context(), entries); err != nil || len(found.Entries) != 0 {
					t.Errorf("still there: %+v, %v", found.Entries, err)
				}
				for what, want := range map[string]int{
					`side WHERE id = '` + box.ID + `'`: 1, `side WHERE id = '` + other.ID + `'`: 0, `draft`: 0,
					`view_document WHERE side_id = '` + box.ID + `'`: 0,
					`view_message WHERE side_id = '` + box.ID + `'`:  2, `view_message WHERE message_id = '` + sent.ID + `'`: 2,
					`view_message WHERE withdrawn_at IS NOT NULL AND message_id = '` + withdrawn.ID + `'`:                        2,
					`manifest WHERE side_id = '` + box.ID + `' AND message_id IN ('` + deleted.ID + `', '` + withdrawn.ID + `')`: 0,
					`search_word WHERE message_id = '` + withdrawn.ID + `' AND side_id = '` + box.ID + `'`:                       0,
					`side WHERE id = '` + box.ID + `' AND unread_count = 0 AND renew_at IS NOT NULL`:                             1,
				} {
					var n int
					if err := w.DB.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+what).Scan(&n); err != nil || n != want {
						t.Errorf("%d of %s, %v, want %d", n, what, err, want)
					}
				}
			})
		})
	}
}

// A mailbox goes although the authority's copy does not open, and what cannot be destroyed keeps nothing after it from going.
func TestTheReplayGoesOnAfterWhatItCannotDestroy(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		stuck := tn.open(t, city)
		w.Clock.Advance(time.Second)
		after := tn.openFor(t, both, city)
		tn.sendAs(t, both, after, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.loseKey(t, cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0].ID)
		tn.lost = anna
		n, err := tn.Replay(t.Context(), []ledger.Entry{{At: w.Clock.Now(), ID: stuck.ID}, {At: w.Clock.Now(), ID: after.ID}})
		if n != 1 || err == nil || !strings.Contains(err.Error(), stuck.ID) || strings.Contains(err.Error(), after.ID) {
			t.Errorf("%d destroyed, %v", n, err)
		}
		if n, err := w.DB.Client().Side.Query().Count(system()); err != nil || n != 2 {
			t.Errorf("%d sides are left, %v, want the one that is stuck and the authority's", n, err)
		}
	})
}
