package account_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// appoint registers an account with a platform role and returns the context of its session.
func (o *office) appoint(t *testing.T, email string, role account.PlatformRole) context.Context {
	t.Helper()
	_, signed := o.join(t, email)
	if err := o.SetPlatformRole(viewer.System(context.Background(), "test"), signed.Viewer.ID, role, true); err != nil {
		t.Fatal(err)
	}
	return o.as(t, signed)
}

func TestABlockedAccountIsCutOffAtOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		record, mailboxes := &acts{}, &told{}
		o := openOffice(t, w, account.Options{Audit: record, Endings: mailboxes})
		first, second := o.appoint(t, "op@betrieb.example", account.Operator), o.appoint(t, "zwei@betrieb.example", account.Operator)
		ada, signed := o.join(t, "ada@post.example")
		other := o.signIn(t, "ada@post.example")
		if err := o.RequestPasswordReset(context.Background(), account.PasswordResetRequestInput{Email: "ada@post.example"}, from(2)); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		reset := o.lastToken(t, "ada@post.example")
		ended := sessionStreams(t, o, signed.SessionID, other.SessionID)
		b, err := o.Block(first, account.AccountRef{Email: ptr("ADA@post.example")}, " Verdacht auf Missbrauch ")
		if err != nil || b.ID != viewer.From(ada).AccountID || b.BlockedBy != viewer.From(first).AccountID || b.Reason != "Verdacht auf Missbrauch" {
			t.Fatalf("got %+v, %v", b, err)
		}
		o.work(t)
		if got := sessionStreams(t, o, signed.SessionID, other.SessionID); got != ended+2 {
			t.Errorf("sessions are told: got %d entries, had %d", got, ended)
		}
		for name, err := range map[string]error{
			"access token": second2(o.Authenticate(context.Background(), signed.AccessToken)), "session of a ticket": third(o.OfSession(context.Background(), signed.SessionID)),
			"refresh": third(o.Refresh(context.Background(), signed.RefreshToken)), "another device": third(o.Refresh(context.Background(), other.RefreshToken)),
		} {
			if errs.CodeOf(err) != errs.Unauthenticated {
				t.Errorf("%s: got %v", name, err)
			}
		}
		if _, err := o.StartSession(context.Background(), account.SessionStartInput{Email: "ada@post.example", Password: goodPassword}, from(1)); rule(err) != "WRONG_CREDENTIALS" {
			t.Errorf("sign in: got %v", err)
		}
		if err := o.ResetPassword(context.Background(), account.PasswordResetInput{Token: reset, Password: "Noch ein Regenschirm 8"}); errs.AsRefusal(err) == nil {
			t.Errorf("a link from before: got %v", err)
		}
		if mails := o.mailsTo("ada@post.example"); !strings.Contains(mails[len(mails)-1].Text, "Verdacht auf Missbrauch") {
			t.Errorf("the person is told why: got %q", mails[len(mails)-1].Text)
		}
		if mails := o.mailsTo("zwei@betrieb.example"); !strings.Contains(mails[len(mails)-1].Text, b.ID) || strings.Contains(mails[len(mails)-1].Text, "ada@") {
			t.Errorf("the other operator is told: got %q", mails[len(mails)-1].Text)
		}
		list, err := o.BlockedAccounts(second, pagination.Request{Limit: 20})
		if err != nil || len(list.Items) != 1 || list.Items[0].Node.Reason != "Verdacht auf Missbrauch" || !list.Items[0].Node.BlockedAt.Equal(b.BlockedAt) {
			t.Errorf("list: got %+v, %v", list, err)
		}
		if id, err := o.Unblock(second, account.AccountRef{AccountID: &b.ID}); err != nil || id != b.ID {
			t.Fatalf("unblock: got %s, %v", id, err)
		}
		if !slices.Equal(mailboxes.unblocked, []string{b.ID}) {
			t.Errorf("its mailboxes are told: got %v", mailboxes.unblocked)
		}
		if _, err := o.Refresh(context.Background(), signed.RefreshToken); errs.CodeOf(err) != errs.Unauthenticated {
			t.Errorf("a session of before: got %v", err)
		}
		o.signIn(t, "ada@post.example")
		want := []string{viewer.From(first).AccountID + " account.block", viewer.From(second).AccountID + " account.unblock"}
		if got := record.list[len(record.list)-2:]; strings.Join(got, ", ") != strings.Join(want, ", ") {
			t.Errorf("record: got %v", got)
		}
	})
}

func third[T any](_ T, err error) error           { return err }
func second2[T, U any](_ T, _ U, err error) error { return err }
func sessionStreams(t *testing.T, o *office, ids ...string) (n int) {
	t.Helper()
	for _, sessionID := range ids {
		n += count(t, o.DB, `SELECT COUNT(*) FROM stream_entry WHERE reader = ?`, sessionID)
	}
	return n
}

func TestWhomNobodyBlocks(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		op := o.appoint(t, "op@betrieb.example", account.Operator)
		editor := o.appoint(t, "edit@betrieb.example", account.Editor)
		ada, _ := o.join(t, "ada@post.example")
		o.register(t, "pending@post.example")
		self, adaID := viewer.From(op).AccountID, viewer.From(ada).AccountID
		unknown := "acc_" + strings.Repeat("0", 26)
		for _, tt := range []struct {
			name   string
			who    context.Context
			ref    account.AccountRef
			reason string
			want   string
		}{
			{"nobody asks", context.Background(), account.AccountRef{AccountID: &adaID}, "Grund", "UNAUTHENTICATED"},
			{"a citizen asks", ada, account.AccountRef{AccountID: &adaID}, "Grund", "FORBIDDEN"},
			{"an editor asks", editor, account.AccountRef{AccountID: &adaID}, "Grund", "FORBIDDEN"},
			{"nobody named", op, account.AccountRef{}, "Grund", "REQUIRED email"},
			{"named twice", op, account.AccountRef{AccountID: &adaID, Email: ptr("ada@post.example")}, "Grund", "INVALID accountId"},
			{"no reason", op, account.AccountRef{AccountID: &adaID}, " ", "REQUIRED reason"},
			{"a long reason", op, account.AccountRef{AccountID: &adaID}, strings.Repeat("x", 501), "TOO_LONG reason"},
			{"a part of an address", op, account.AccountRef{Email: ptr("ada")}, "Grund", "INVALID email"},
			{"an unknown address", op, account.AccountRef{Email: ptr("ad@post.example")}, "Grund", "NOT_FOUND email"},
			{"an unknown id", op, account.AccountRef{AccountID: &unknown}, "Grund", "NOT_FOUND accountId"},
			{"the own account", op, account.AccountRef{AccountID: &self}, "Grund", "WRONG_STATE"},
			{"an account with a role", op, account.AccountRef{Email: ptr("edit@betrieb.example")}, "Grund", "WRONG_STATE"},
			{"one that never confirmed", op, account.AccountRef{Email: ptr("pending@post.example")}, "Grund", "WRONG_STATE"},
		} {
			if _, err := o.Block(tt.who, tt.ref, tt.reason); rule(err) != tt.want {
				t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
			}
		}
		if _, err := o.Unblock(op, account.AccountRef{AccountID: &adaID}); rule(err) != "WRONG_STATE" {
			t.Errorf("unblock an open one: got %v", err)
		}
		if _, err := o.Block(op, account.AccountRef{AccountID: &adaID}, "Grund"); err != nil {
			t.Fatal(err)
		}
		if _, err := o.Block(op, account.AccountRef{AccountID: &adaID}, "Grund"); rule(err) != "WRONG_STATE" {
			t.Errorf("twice: got %v", err)
		}
		// An account that is cut off gets no more answers.
		if _, err := o.BlockedAccounts(ada, pagination.Request{Limit: 1}); errs.CodeOf(err) != errs.Forbidden {
			t.Errorf("list: got %v", err)
		}
	})
}

func TestBlockedAccountsArePaged(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		op := o.appoint(t, "op@betrieb.example", account.Operator)
		for _, name := range []string{"a", "b", "c"} {
			o.join(t, name+"@post.example")
			w.Clock.Advance(time.Minute)
			if _, err := o.Block(op, account.AccountRef{Email: ptr(name + "@post.example")}, name); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		for req := (pagination.Request{Limit: 2}); ; {
			list, err := o.BlockedAccounts(op, req)
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range list.Items {
				got, req.After = append(got, item.Node.Reason), item.Position
			}
			if !list.HasNext {
				break
			}
		}
		if strings.Join(got, " ") != "c b a" {
			t.Errorf("got %v", got)
		}
		if _, err := o.BlockedAccounts(op, pagination.Request{Limit: 2, After: "x"}); errs.CodeOf(err) != errs.Invalid {
			t.Errorf("cursor: got %v", err)
		}
	})
}

// An operator who hands letters to the printer reads their codes: none of them proves anything about that person.
func TestNobodyProvesAnAddressByALetterReadBeforeItWasPosted(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := openOffice(t, w, account.Options{Batches: true})
		op, other := o.appoint(t, "op@betrieb.example", account.Operator), o.appoint(t, "zwei@betrieb.example", account.Operator)
		second, _ := o.join(t, "op+zweitkonto@betrieb.example")
		ada, _ := o.join(t, "ada@post.example")
		codes := map[string]string{}
		for name, ctx := range map[string]context.Context{"op": op, "second": second, "ada": ada} {
			if _, err := o.SetPostalAddress(ctx, address("Bamberg")); err != nil {
				t.Fatal(err)
			}
			codes[name] = o.waitingCode(t, viewer.From(ctx).AccountID)
		}
		b, err := o.CreateLetterBatch(op, 10)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.OpenBatchFile(other, account.BatchManifest.Filename(b.ID)); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if _, err := o.OpenBatchFile(op, account.BatchPDF.Filename(b.ID)); err != nil {
				t.Fatal(err)
			}
		}
		for name, ctx := range map[string]context.Context{"op": op, "second": second} {
			if _, err := o.Activate(ctx, account.AccountActivateInput{Code: codes[name]}); rule(err) != "WRONG_STATE code" {
				t.Errorf("%s: got %v", name, err)
			}
		}
		if v, err := o.Activate(ada, account.AccountActivateInput{Code: codes["ada"]}); err != nil || v.TrustLevel != account.TrustPostal {
			t.Errorf("ada: got %+v, %v", v, err)
		}
		if n := count(t, w.DB, `SELECT COUNT(*) FROM letter_reader`); n != 3 {
			t.Errorf("readers: got %d", n)
		}
		w.Clock.Advance(181 * 24 * time.Hour)
		if err := o.Sweep(context.Background(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if n := count(t, w.DB, `SELECT COUNT(*) FROM letter_reader`); n != 0 {
			t.Errorf("readers kept: got %d", n)
		}
	})
}

// waitingCode is the code of the letter to an account that waits for a batch.
func (o *office) waitingCode(t *testing.T, accountID string) string {
	t.Helper()
	code, err := o.LetterCode(viewer.System(context.Background(), "test"), accountID)
	if err != nil {
		t.Fatal(err)
	}
	return code
}
