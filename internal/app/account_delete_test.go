//go:build demo

package app

import (
	"context"
	"sync"
	"testing"

	"schalter/internal/account"
	"schalter/internal/directory"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// A mailbox that is opened while its owner deletes the account keeps the account, or is not opened.
func TestNoMailboxOutlivesItsAccount(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		const password = "Ein langer Satz für alle 7"
		street, number, code := "Luitpoldplatz", "13", "95444"
		var people []account.Seeded
		for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
			people = append(people, account.Seeded{Email: name + "@race.example", GivenName: "Eva", FamilyName: "Beispiel",
				Address: &account.PostalAddressInput{Street: &street, HouseNumber: &number, PostalCode: &code, City: "Bayreuth", Country: "DE"}})
		}
		if err := w.accounts.Seed(t.Context(), people, password, func(context.Context, *store.Tx, []string) error { return nil }); err != nil {
			t.Fatal(err)
		}
		authorityID := directory.AuthorityID(directory.KindLandratsamt, "09472")
		for _, p := range people {
			signed, err := w.accounts.StartSession(t.Context(), account.SessionStartInput{Email: p.Email, Password: password}, account.Client{})
			if err != nil {
				t.Fatal(err)
			}
			v, _, err := w.accounts.Authenticate(t.Context(), signed.AccessToken)
			if err != nil {
				t.Fatal(err)
			}
			ctx := viewer.With(t.Context(), v)
			var opened, deleted error
			var both sync.WaitGroup
			both.Go(func() {
				_, opened = w.postbox.Conversation.Open(ctx, conversation.MailboxOpenInput{AuthorityID: &authorityID})
			})
			both.Go(func() {
				_, deleted = w.accounts.Delete(ctx, account.AccountDeleteInput{Confirmation: password}, account.Client{})
			})
			both.Wait()
			_, gone := w.people.Person(viewer.System(t.Context(), "test"), v.AccountID)
			list, err := w.postbox.Conversation.Mailboxes(ctx, conversation.MailboxFilter{}, pagination.Request{Limit: 5})
			if err != nil {
				t.Fatal(err)
			}
			if isGone := errs.CodeOf(gone) == errs.NotFound; isGone != (deleted == nil) || isGone == (len(list.Items) == 1) || isGone == (opened == nil) {
				t.Errorf("%s: the account is gone: %v, %d mailboxes; opening said %v, deleting %v", p.Email, isGone, len(list.Items), opened, deleted)
			}
		}
	})
}
