package account_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func TestSweepPurgesWhatWasNeverActivatedAndNothingElse(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		sys := viewer.System(context.Background(), "test")
		exists := func(email string) bool { _, err := o.IDOfEmail(sys, email); return err == nil }
		o.register(t, "pending@post.example")
		o.join(t, "idle@post.example")
		proven, _ := o.join(t, "proven@post.example")
		o.settle(t, proven)
		_, member := o.join(t, "member@post.example")
		_, operator := o.join(t, "operator@post.example")
		_, owner := o.join(t, "owner@post.example")
		err := w.DB.Tx(sys, func(ctx context.Context, tx *store.Tx) error {
			tx.Append(store.Entry{Reader: owner.Viewer.ID, Topic: store.TopicChange, SideID: "sid_1", At: tx.Now})
			if _, err := o.organisations.Found(ctx, tx, organisation.NewOrganisation{ID: "org_1", Name: "Stadt", Kind: organisation.Other}); err != nil {
				return err
			}
			_, err := o.organisations.Employ(ctx, tx, organisation.Employment{OrganisationID: "org_1", AccountID: member.Viewer.ID})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := o.SetPlatformRole(sys, operator.Viewer.ID, account.Editor, true); err != nil {
			t.Fatal(err)
		}
		sweep := func() {
			t.Helper()
			if err := o.Sweep(sys, w.Clock.Now()); err != nil {
				t.Fatal(err)
			}
		}
		w.Clock.Advance(7 * 24 * time.Hour)
		sweep()
		if !exists("pending@post.example") || count(t, w.DB, `SELECT COUNT(*) FROM letter`) != 1 {
			t.Error("purged too early")
		}
		w.Clock.Advance(time.Second)
		sweep()
		if exists("pending@post.example") || count(t, w.DB, `SELECT COUNT(*) FROM letter`) != 0 {
			t.Error("after seven days an account without link or a printed letter is still there")
		}
		w.Clock.Advance(83 * 24 * time.Hour)
		sweep()
		for email, want := range map[string]bool{
			"idle@post.example": false, "proven@post.example": true, "member@post.example": true, "operator@post.example": true, "owner@post.example": true,
		} {
			if got := exists(email); got != want {
				t.Errorf("%s after 90 days: got %v, want %v", email, got, want)
			}
		}
		// What stays is not locked again each time.
		versions := count(t, w.DB, `SELECT SUM(version) FROM account`)
		sweep()
		if got := count(t, w.DB, `SELECT SUM(version) FROM account`); got != versions {
			t.Errorf("accounts that stay were changed: versions %d, before %d", got, versions)
		}
		if got := count(t, w.DB, `SELECT COUNT(*) FROM session`) + count(t, w.DB, `SELECT COUNT(*) FROM refresh_token`); got != 0 {
			t.Errorf("expired sessions and tokens: got %d", got)
		}
	})
}

func TestNothingPersonalIsReadableInFilesAndLogs(t *testing.T) {
	t.Parallel()
	o := newOffice(t, testkit.SQLite(t), account.Limits{})
	const email = "xylophon.sonderweg@post.example"
	ctx, signed := o.join(t, email)
	link := o.lastToken(t, email)
	o.settle(t, ctx)
	if _, err := o.UpdateProfile(ctx, account.ProfileUpdateInput{RecognitionPhrase: account.To("Bratapfel im Advent")}); err != nil {
		t.Fatal(err)
	}
	_, _ = o.StartSession(context.Background(), account.SessionStartInput{Email: email, Password: "wrong-guess-here"}, from(1))
	o.work(t)
	haystacks := map[string][]byte{"log": o.log.Bytes()}
	for _, name := range []string{"schalter.db", "schalter.db-wal"} {
		b, err := os.ReadFile(filepath.Join(o.DataDir, name))
		if err != nil {
			t.Fatal(err)
		}
		haystacks[name] = b
	}
	for where, hay := range haystacks {
		for _, secret := range []string{
			email, "xylophon", "Kŕáľová", "Zoë", "Am Kranen", "96047", "Bratapfel", "Mozilla", "192.0.0.1", goodPassword, "wrong-guess-here",
			link, signed.RefreshToken, signed.AccessToken, o.lastCode(t), "Bitte bestätigen",
		} {
			if bytes.Contains(bytes.ToLower(hay), bytes.ToLower([]byte(secret))) {
				t.Errorf("%s holds %q", where, secret)
			}
		}
	}
}

// An account of which nobody can say whether it stays keeps no other from going.
func TestAnAccountThatCannotBePurgedKeepsNoOtherFromIt(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		var stuck string
		unreadable := errors.New("unreadable")
		o := openOffice(t, w, account.Options{KeepReasons: []account.KeepReason{func(_ context.Context, _ *store.Tx, accountID string) (bool, error) {
			if accountID == stuck {
				return false, unreadable
			}
			return false, nil
		}}})
		sys := viewer.System(context.Background(), "test")
		_, first := o.join(t, "first@post.example")
		w.Clock.Advance(time.Second)
		_, second := o.join(t, "second@post.example")
		if stuck = first.Viewer.ID; stuck > second.Viewer.ID {
			t.Fatal("the one that cannot be purged comes last")
		}
		w.Clock.Advance(91 * 24 * time.Hour)
		if err := o.Sweep(sys, w.Clock.Now()); !errors.Is(err, unreadable) {
			t.Errorf("got %v", err)
		}
		for email, want := range map[string]bool{"first@post.example": true, "second@post.example": false} {
			if _, err := o.IDOfEmail(sys, email); (err == nil) != want {
				t.Errorf("%s: %v, want that it stands: %v", email, err, want)
			}
		}
	})
}
