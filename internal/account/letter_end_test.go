package account_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/errs"
	"schalter/internal/testkit"
)

func (o *office) ended(t *testing.T) int {
	t.Helper()
	n, err := o.LettersEnded(theOperator)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (o *office) sweep(t *testing.T) {
	t.Helper()
	if err := o.Sweep(context.Background(), o.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	o.work(t)
}

// A letter whose code would be over before it arrives is not printed: it ends, an operator sees how many did, the person learns
// of it and can order another one. Nothing readable is left of it.
func TestLettersOfExpiredCodesAreNotPrinted(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := openOffice(t, w, account.Options{Batches: true, Audit: &acts{}})
		ada, _ := o.join(t, "ada@post.example")
		if _, err := o.SetPostalAddress(ada, address("Bamberg")); err != nil {
			t.Fatal(err)
		}
		o.connectLetter(t)
		w.Clock.Advance(22 * 24 * time.Hour)
		o.sweep(t)
		if o.wait(t) != 2 || o.ended(t) != 0 {
			t.Fatalf("with eight days left: %d wait, %d ended", o.wait(t), o.ended(t))
		}
		w.Clock.Advance(2 * 24 * time.Hour)
		if _, err := o.CreateLetterBatch(theOperator, 10); errs.AsRefusal(err) == nil {
			t.Errorf("a batch of them: %v", err)
		}
		o.work(t)
		if o.wait(t) != 0 || o.ended(t) != 2 {
			t.Errorf("with six days left: %d wait, %d ended", o.wait(t), o.ended(t))
		}
		mails := o.mailsTo("ada@post.example")
		if last := mails[len(mails)-1]; !strings.Contains(last.Text, "nicht rechtzeitig gedruckt") {
			t.Errorf("told: %s", last.Text)
		}
		if v, err := o.Me(ada); err != nil || v.Activation != nil {
			t.Errorf("a letter seems under way: %+v, %v", v, err)
		}
		if _, err := o.ReissueLetter(ada, account.ActivationLetterReissueInput{}); err != nil {
			t.Errorf("a new one: %v", err)
		}
		b, err := o.CreateLetterBatch(theOperator, 10)
		if err != nil || b.Letters != 1 {
			t.Fatalf("the new one: %+v, %v", b, err)
		}
		w.Clock.Advance(31 * 24 * time.Hour)
		o.sweep(t)
		// With the one of the batch that nobody reported as printed.
		if n := o.ended(t); n != 3 {
			t.Errorf("a month later: %d ended", n)
		}
		w.Clock.Advance(91 * 24 * time.Hour)
		o.sweep(t)
		if n := count(t, w.DB, `SELECT COUNT(*) FROM letter`); n != 0 || o.ended(t) != 0 {
			t.Errorf("after 90 days: %d letters are left", n)
		}
	})
}

// What a batch holds is what its files hold: a letter that was replaced before the batch was printed is in neither.
func TestALetterOfABatchThatWasReplacedIsNotPrinted(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := openOffice(t, w, account.Options{Batches: true, Audit: &acts{}})
		ada, _ := o.join(t, "ada@post.example")
		bob, _ := o.join(t, "bob@post.example")
		for _, ctx := range []context.Context{ada, bob} {
			if _, err := o.SetPostalAddress(ctx, address("Bamberg")); err != nil {
				t.Fatal(err)
			}
		}
		b, err := o.CreateLetterBatch(theOperator, 10)
		if err != nil || b.Letters != 2 {
			t.Fatalf("got %+v, %v", b, err)
		}
		w.Clock.Advance(time.Hour)
		if _, err := o.ReissueLetter(ada, account.ActivationLetterReissueInput{}); err != nil {
			t.Fatal(err)
		}
		if b, err = o.LetterBatch(theOperator, b.ID); err != nil || b.Letters != 1 {
			t.Errorf("the batch: %+v, %v", b, err)
		}
		o.checkFiles(t, b, 1)
		before := len(o.mailsTo("ada@post.example"))
		o.post(t, b)
		if got := len(o.mailsTo("ada@post.example")); got != before {
			t.Error("it is told that the replaced letter is on its way")
		}
		if o.ended(t) != 1 || o.wait(t) != 1 {
			t.Errorf("%d ended, %d wait", o.ended(t), o.wait(t))
		}
		if _, err := o.LettersEnded(ada); errs.CodeOf(err) != errs.Forbidden {
			t.Errorf("a person counts letters: %v", err)
		}
	})
}
