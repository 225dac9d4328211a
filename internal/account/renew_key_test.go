package account_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/testkit"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// sealedRow is one value that a copy of the database holds under an account's key, with the associated data it opens by.
type sealedRow struct {
	aad    string
	sealed []byte
}

// sealedUnder copies what lies under an account's key now.
func sealedUnder(t *testing.T, w *testkit.World, accountID string) []sealedRow {
	t.Helper()
	ctx := viewer.System(t.Context(), "test")
	row, err := w.DB.Client().Account.Get(ctx, accountID)
	if err != nil {
		t.Fatal(err)
	}
	list := []sealedRow{{"account|" + accountID + "|profile", row.SealedProfile}}
	read := func(query, before, after string) {
		rows, err := w.DB.Query(ctx, query, accountID)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var id string
			var sealed []byte
			if err := rows.Scan(&id, &sealed); err != nil {
				t.Fatal(err)
			}
			list = append(list, sealedRow{before + id + after, sealed})
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	read(`SELECT id, sealed_address FROM activation WHERE account_id = ?`, "activation|", "|address")
	read(`SELECT id, sealed_user_agent FROM session WHERE account_id = ?`, "session|", "|user_agent")
	return list
}

// openWith is what the account's present key opens of a copy.
func openWith(t *testing.T, w *testkit.World, accountID string, copied []sealedRow) (texts []string) {
	t.Helper()
	row, err := w.DB.Client().Account.Get(viewer.System(t.Context(), "test"), accountID)
	if err != nil {
		t.Fatal(err)
	}
	key, err := w.Vault.Key(t.Context(), vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, "account|"+accountID)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range copied {
		if plain, err := key.Open(one.aad, one.sealed); err == nil {
			texts = append(texts, string(plain))
		}
	}
	return texts
}

// What an account said before, where it lived and by which devices it was used cannot be opened out of an older copy of the
// database with the keys of today.
func TestOldCopiesDoNotOpenWithTodaysAccountKey(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		for i, tt := range []struct {
			name string
			// secret is in what is destroyed.
			secret  string
			prepare func(ctx context.Context, email string)
			destroy func(ctx context.Context, email string) error
		}{
			{"former name", "Zoë", nil, func(ctx context.Context, _ string) error {
				_, err := o.UpdateProfile(ctx, account.ProfileUpdateInput{GivenName: account.To("Zora")})
				return err
			}},
			{"former address", "Bamberg", func(ctx context.Context, _ string) { o.settle(t, ctx) }, func(ctx context.Context, _ string) error {
				_, err := o.SetPostalAddress(ctx, address("Hallstadt"))
				return err
			}},
			{"address that was never proven", "Bamberg", func(ctx context.Context, _ string) {
				if _, err := o.SetPostalAddress(ctx, address("Bamberg")); err != nil {
					t.Fatal(err)
				}
			}, func(ctx context.Context, _ string) error {
				_, err := o.SetPostalAddress(ctx, address("Hallstadt"))
				return err
			}},
			{"phrase", "Bratapfel", func(ctx context.Context, _ string) {
				if _, err := o.UpdateProfile(ctx, account.ProfileUpdateInput{RecognitionPhrase: account.To("Bratapfel im Advent")}); err != nil {
					t.Fatal(err)
				}
			}, func(ctx context.Context, _ string) error {
				_, err := o.UpdateProfile(ctx, account.ProfileUpdateInput{RecognitionPhrase: account.Change[string]{Set: true}})
				return err
			}},
			{"device of an ended session", "Mozilla", nil, func(ctx context.Context, _ string) error {
				_, err := o.EndSession(ctx, account.SessionEndInput{})
				return err
			}},
			{"device of a session that ran out", "Mozilla", nil, func(ctx context.Context, _ string) error {
				w.Clock.Advance(40 * 24 * time.Hour)
				return o.Sweep(ctx, w.Clock.Now())
			}},
		} {
			email := strings.Repeat("x", i+1) + "@post.example"
			ctx, signed := o.join(t, email)
			if tt.prepare != nil {
				tt.prepare(ctx, email)
			}
			id := signed.Viewer.ID
			renew := func() {
				t.Helper()
				w.Clock.Advance(5 * time.Minute)
				if err := o.RenewKeys(t.Context(), w.Clock.Now()); err != nil {
					t.Fatal(err)
				}
			}
			renew()
			before := sealedUnder(t, w, id)
			says := func(texts []string) bool {
				return slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, tt.secret) })
			}
			if !says(openWith(t, w, id, before)) {
				t.Fatalf("%s: %q is not in the copy to begin with", tt.name, tt.secret)
			}
			if err := tt.destroy(ctx, email); err != nil {
				t.Fatalf("%s: %v", tt.name, err)
			}
			renew()
			if texts := openWith(t, w, id, before); len(texts) > 0 {
				t.Errorf("%s: with today's key a copy of before opens %q", tt.name, texts)
			}
			if tt.secret != "Zoë" && says(openWith(t, w, id, sealedUnder(t, w, id))) {
				t.Errorf("%s: %q is still there", tt.name, tt.secret)
			}
			if v, err := o.Me(viewer.With(context.Background(), &viewer.Viewer{AccountID: id})); err != nil || v.Email != email {
				t.Errorf("%s: what is to stay: %+v, %v", tt.name, v, err)
			}
		}
	})
}

// With a purged account go the mails that wait for it; those that were sent forget whom they went to.
func TestAPurgedAccountGetsNoMailAnyMore(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		o.register(t, "pending@post.example")
		sys := viewer.System(context.Background(), "test")
		id, err := o.IDOfEmail(sys, "pending@post.example")
		if err != nil {
			t.Fatal(err)
		}
		before := len(o.mailsTo("pending@post.example"))
		w.Clock.Advance(25 * time.Hour)
		if err := o.Register(context.Background(), registration("pending@post.example"), from(1)); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(8 * 24 * time.Hour)
		if err := o.Sweep(sys, w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if _, err := o.IDOfEmail(sys, "pending@post.example"); err == nil {
			t.Fatal("the account was not purged")
		}
		o.work(t)
		if got := len(o.mailsTo("pending@post.example")); got != before {
			t.Errorf("%d mails went to an account that is gone", got-before)
		}
		if n := count(t, w.DB, `SELECT COUNT(*) FROM mail WHERE account_id = ?`, id) + count(t, w.DB, `SELECT COUNT(*) FROM job WHERE subject = ?`, id); n > 0 {
			t.Errorf("%d mails and jobs still name it", n)
		}
		testkit.Forgotten(t, w.DB, testkit.Person, strings.TrimPrefix(id, "acc_"))
		testkit.Forgotten(t, w.DB, testkit.Person, "pending@post.example")
	})
}
