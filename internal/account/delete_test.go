package account_test

import (
	"context"
	"strings"
	"testing"

	"schalter/internal/account"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func TestS20AnAccountIsDeletedByItsPassword(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		sys := viewer.System(context.Background(), "test")
		ctx, signed := o.join(t, "gone@post.example")
		o.settle(t, ctx)
		o.signIn(t, "gone@post.example")
		_, other := o.join(t, "stays@post.example")
		o.work(t)
		if _, err := o.Delete(ctx, account.AccountDeleteInput{}, from(1)); rule(err) != "REQUIRED confirmation" {
			t.Errorf("without a password: %v", err)
		}
		if _, err := o.Delete(ctx, account.AccountDeleteInput{Confirmation: "not the password"}, from(1)); rule(err) != "WRONG_CREDENTIALS confirmation" {
			t.Errorf("with a wrong password: %v", err)
		}
		if _, err := o.IDOfEmail(sys, "gone@post.example"); err != nil {
			t.Fatalf("gone without the password: %v", err)
		}
		before := len(o.mailsTo("gone@post.example"))
		gone, err := o.Delete(ctx, account.AccountDeleteInput{Confirmation: goodPassword}, from(1))
		if err != nil || gone.AccountID != signed.Viewer.ID {
			t.Fatalf("deleted %+v: %v", gone, err)
		}
		deleted := gone.AccountID
		if gone.Certificate == nil || strings.Contains(gone.Certificate.Path, deleted) || !strings.HasSuffix(gone.Certificate.Filename, ".asice") {
			t.Errorf("the certificate: %+v", gone.Certificate)
		}
		if _, err := o.IDOfEmail(sys, "gone@post.example"); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("still there: %v", err)
		}
		for _, table := range []string{"session", "identity", "activation", "letter", "link_token"} {
			if n := count(t, w.DB, `SELECT COUNT(*) FROM `+table+` WHERE account_id = '`+deleted+`'`); n != 0 {
				t.Errorf("%d rows of %s remain", n, table)
			}
		}
		o.work(t)
		mails := o.mailsTo("gone@post.example")
		if len(mails) != before+1 || !strings.Contains(mails[len(mails)-1].Subject, "gelöscht") {
			t.Errorf("%d mails after %d, want one of farewell", len(mails), before)
		}
		if n := count(t, w.DB, `SELECT COUNT(*) FROM mail WHERE account_id = '`+deleted+`'`); n != 0 {
			t.Errorf("%d mails name the account", n)
		}
		if n := count(t, w.DB, `SELECT COUNT(*) FROM session WHERE account_id = '`+other.Viewer.ID+`'`); n == 0 {
			t.Error("somebody else's session is gone")
		}
		if _, err := o.Delete(ctx, account.AccountDeleteInput{Confirmation: goodPassword}, from(1)); err == nil {
			t.Error("deleted twice")
		}
	})
}

func TestS21MailboxesAndRolesAreNamedBeforeAnAccountGoes(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		remains := true
		o := openOffice(t, w, account.Options{Remainders: []account.Remainder{
			{Rule: errs.MailboxesRemain, Has: func(context.Context, *store.Tx, string) (bool, error) { return remains, nil }},
		}})
		ctx, signed := o.join(t, "owner@post.example")
		if err := o.SetPlatformRole(viewer.System(context.Background(), "test"), signed.Viewer.ID, account.Editor, true); err != nil {
			t.Fatal(err)
		}
		in := account.AccountDeleteInput{Confirmation: goodPassword}
		_, err := o.Delete(ctx, in, from(1))
		refused := errs.AsRefusal(err)
		if refused == nil || len(refused.Problems) != 2 {
			t.Fatalf("with a mailbox and a role: %v", err)
		}
		if got := rule(err); got != string(errs.WrongState) {
			t.Errorf("refused by %s", got)
		}
		if err := o.SetPlatformRole(viewer.System(context.Background(), "test"), signed.Viewer.ID, account.Editor, false); err != nil {
			t.Fatal(err)
		}
		if _, err := o.Delete(ctx, in, from(1)); rule(err) != string(errs.MailboxesRemain) {
			t.Errorf("with a mailbox: %v", err)
		}
		remains = false
		if _, err := o.Delete(ctx, in, from(1)); err != nil {
			t.Errorf("with nothing left: %v", err)
		}
	})
}
