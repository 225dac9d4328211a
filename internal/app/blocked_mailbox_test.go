//go:build demo

package app

import (
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/directory"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// What an operator blocks stays, past its end and without a warning, and the desk says why. Once the account is open again its mailbox ends in thirty days
// at the earliest.
func TestWhatABlockedAccountHoldsStays(t *testing.T) {
	t.Parallel()
	for name, databaseURL := range map[string]func(testing.TB) string{"sqlite": func(testing.TB) string { return "" }, "postgres": testkit.PostgresURL} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := openBounces(t, databaseURL(t))
			munich := directory.AuthorityID(directory.KindKreisfreieStadt, "091620000000")
			owner := b.asPerson(t, citizen)
			by := viewer.From(b.asPerson(t, operator)).AccountID
			desk := viewer.With(t.Context(), &viewer.Viewer{AccountID: by, SessionID: "ses_" + by, Locale: "de", Roles: []viewer.Role{viewer.Operator}})
			key, email := "a", citizen
			box, err := b.postbox.Conversation.Open(owner, conversation.MailboxOpenInput{AuthorityID: &munich, IdempotencyKey: &key})
			if err != nil {
				t.Fatal(err)
			}
			for _, other := range b.others(t, owner, box.ID) {
				if _, err := b.postbox.DeleteMailbox(owner, other); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := b.accounts.Block(desk, account.AccountRef{Email: &email}, "Verdacht auf Missbrauch"); err != nil {
				t.Fatal(err)
			}
			for range 3 {
				b.clock.Advance(box.DeletesAt.Sub(b.clock.Now())/2 + 20*24*time.Hour)
				b.run(t)
			}
			if !b.clock.Now().After(box.DeletesAt) {
				t.Fatal("it is not over yet")
			}
			held, err := b.postbox.HeldDeletions(desk, pagination.Request{Limit: 10})
			if err != nil || len(held.Items) != 1 || held.Items[0].Node.ID != box.ID || held.Items[0].Node.Letter != conversation.EndLetterAccountBlocked {
				t.Fatalf("the desk: %+v, %v", held.Items, err)
			}
			if _, err := b.accounts.Unblock(desk, account.AccountRef{Email: &email}); err != nil {
				t.Fatal(err)
			}
			m, err := b.postbox.Conversation.Mailbox(owner, box.ID)
			if err != nil || m.DeletionHeldAt != nil || m.DeletionWarnings != 0 || m.DeletesAt.Before(b.clock.Now().AddDate(0, 0, 29)) {
				t.Errorf("once it is open again: %+v, %v", m, err)
			}
		})
	}
}
