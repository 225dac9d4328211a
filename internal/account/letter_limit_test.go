package account_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/errs"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// readBatch has an operator make a batch of the letters that wait and fetch its PDF, as for printing.
func (o *office) readBatch(t *testing.T, operator context.Context) *account.LetterBatch {
	t.Helper()
	b, err := o.CreateLetterBatch(operator, 10)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.OpenBatchFile(operator, account.BatchPDF.Filename(b.ID)); err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAnAddressIsCorrectedUntilItsLetterIsHandedOver(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := openOffice(t, w, account.Options{Batches: true, Audit: &acts{}})
		operator := theOperator
		ctx, _ := o.join(t, "a@post.example")
		for i := range 10 {
			w.Clock.Advance(time.Second)
			v, err := o.SetPostalAddress(ctx, address(fmt.Sprint("Ort ", i)))
			if err != nil || v.Activation.NextLetterAt != nil {
				t.Fatalf("correction %d: got %v, %v", i, v, err)
			}
		}
		if got := count(t, w.DB, `SELECT COUNT(*) FROM activation WHERE account_id = ?`, viewer.From(ctx).AccountID); got != 1 {
			t.Errorf("activations left by the corrections: got %d, want 1", got)
		}
		o.readBatch(t, operator)
		if got := len(o.letters); got != 1 || o.letters[0].Address.City != "Ort 9" {
			t.Errorf("letters in the batch: got %d, want only that to the last address", got)
		}
		// What was fetched for printing counts, reported as printed or not.
		for i := range 2 {
			w.Clock.Advance(time.Second)
			if _, err := o.SetPostalAddress(ctx, address(fmt.Sprint("Dorf ", i))); err != nil {
				t.Fatal(err)
			}
			o.readBatch(t, operator)
		}
		if _, err := o.SetPostalAddress(ctx, address("Coburg")); rule(err) != "LETTER_LIMIT" {
			t.Errorf("fourth letter: got %v", err)
		}
	})
}

func TestACodeBeforeItsLetterIsHandedOverIsNoTry(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := openOffice(t, w, account.Options{Batches: true, Audit: &acts{}})
		operator := theOperator
		ctx, _ := o.join(t, "a@post.example")
		if _, err := o.SetPostalAddress(ctx, address("Bamberg")); err != nil {
			t.Fatal(err)
		}
		o.readBatch(t, operator)
		old := o.lastCode(t)
		w.Clock.Advance(time.Second)
		if _, err := o.SetPostalAddress(ctx, address("Coburg")); err != nil {
			t.Fatal(err)
		}
		for range 10 {
			if _, err := o.Activate(ctx, account.AccountActivateInput{Code: old}); rule(err) != "WRONG_STATE code" {
				t.Fatalf("the code of the letter before: got %v", err)
			}
		}
		o.readBatch(t, operator)
		if v, err := o.Activate(ctx, account.AccountActivateInput{Code: o.lastCode(t)}); err != nil || v.TrustLevel != account.TrustPostal {
			t.Errorf("the code of the letter that was handed over: got %v, %v", v, err)
		}
	})
}

func TestALetterThatWasNotPrintedCountsForNoLimit(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := openOffice(t, w, account.Options{Batches: true, Audit: &acts{}})
		ctx, _ := o.join(t, "a@post.example")
		for range 4 {
			if _, err := o.SetPostalAddress(ctx, address("Bamberg")); err != nil {
				t.Fatal(err)
			}
			w.Clock.Advance(31 * 24 * time.Hour)
			if err := o.Sweep(viewer.System(context.Background(), "test"), w.Clock.Now()); err != nil {
				t.Fatal(err)
			}
			ctx = o.as(t, o.signIn(t, "a@post.example"))
			if v, err := o.Me(ctx); err != nil || v.Activation != nil {
				t.Fatalf("after its time: got %v, %v", v, err)
			}
		}
	})
}

func TestAnOperatorGrantsOneMoreLetter(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		record := &acts{}
		o := openOffice(t, w, account.Options{Audit: record})
		operator := theOperator
		ctx, _ := o.join(t, "a@post.example")
		email := "a@post.example"
		grant := func(by context.Context) error {
			_, err := o.GrantLetter(by, account.AccountRef{Email: &email})
			return err
		}
		order := func(by context.Context, city string) error {
			w.Clock.Advance(time.Second)
			_, err := o.SetPostalAddress(by, address(city))
			o.work(t)
			return err
		}
		if err := grant(ctx); rule(err) != "FORBIDDEN" {
			t.Errorf("by a citizen: got %v", err)
		}
		for i := range 3 {
			if err := grant(operator); rule(err) != "WRONG_STATE" {
				t.Errorf("while a letter can be ordered: got %v", err)
			}
			if err := order(ctx, fmt.Sprint("Ort ", i)); err != nil {
				t.Fatal(err)
			}
		}
		if err := order(ctx, "Coburg"); rule(err) != "LETTER_LIMIT" {
			t.Fatalf("fourth letter: got %v", err)
		}
		if err := grant(operator); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		mails := o.mailsTo(email)
		if got := mails[len(mails)-1].Subject; got != "Sie können einen weiteren Brief anfordern" {
			t.Errorf("the person is told: got %q", got)
		}
		if err := grant(operator); rule(err) != "WRONG_STATE" {
			t.Errorf("a second grant before the first is used: got %v", err)
		}
		if v, err := o.Me(ctx); err != nil || v.Activation.NextLetterAt != nil {
			t.Errorf("next letter after the grant: got %v, %v", v, err)
		}
		if err := order(ctx, "Coburg"); err != nil {
			t.Errorf("the granted letter: got %v", err)
		}
		if err := order(ctx, "Hof"); rule(err) != "LETTER_LIMIT" {
			t.Errorf("only one: got %v", err)
		}
		self := viewer.With(context.Background(), &viewer.Viewer{AccountID: viewer.From(ctx).AccountID, Roles: []viewer.Role{viewer.Operator}})
		if err := grant(self); rule(err) != "WRONG_STATE" || errs.AsRefusal(err).Problems[0].Text != "letter_grant_self" {
			t.Errorf("to oneself: got %v", err)
		}
		if want := "acc_op letter.grant"; len(record.list) != 1 || record.list[0] != want {
			t.Errorf("on record: got %v, want %q", record.list, want)
		}
	})
}
