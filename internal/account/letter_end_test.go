package account_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/store"
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

// A letter that waits for a month is not printed: it ends, an operator sees how many did, the person learns of it and can order
// another one. Nothing readable is left of it.
func TestLettersOfExpiredCodesAreNotPrinted(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := openOffice(t, w, account.Options{Batches: true, Audit: &acts{}})
		ada, _ := o.join(t, "ada@post.example")
		if _, err := o.SetPostalAddress(ada, address("Bamberg")); err != nil {
			t.Fatal(err)
		}
		o.connectLetter(t)
		w.Clock.Advance(30*24*time.Hour - time.Second)
		o.sweep(t)
		if o.wait(t) != 2 || o.ended(t) != 0 {
			t.Fatalf("on the last day: %d wait, %d ended", o.wait(t), o.ended(t))
		}
		w.Clock.Advance(time.Second)
		if _, err := o.CreateLetterBatch(theOperator, 10); errs.AsRefusal(err) == nil {
			t.Errorf("a batch of them: %v", err)
		}
		o.work(t)
		if o.wait(t) != 0 || o.ended(t) != 2 {
			t.Errorf("after it: %d wait, %d ended", o.wait(t), o.ended(t))
		}
		mails := o.mailsTo("ada@post.example")
		if last := mails[len(mails)-1]; !strings.Contains(last.Text, "nicht rechtzeitig gedruckt") {
			t.Errorf("told: %s", last.Text)
		}
		ada = o.as(t, o.signIn(t, "ada@post.example"))
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

// monthAfter is the end of the 30th day after a time.
func monthAfter(t time.Time) time.Time { return clock.EndOfDay(t.In(clock.Berlin).AddDate(0, 0, 30)) }

// A code's 30 days begin when its letter is printed: days that it waited for the printer are not the person's loss. What the letter
// itself says holds in any case.
func TestACodesLifeBeginsWithThePrintingOfItsLetter(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		const day = 24 * time.Hour
		ends := map[string]time.Time{}
		o := openOffice(t, w, account.Options{Batches: true, Audit: &acts{}, ConnectPrinted: func(_ context.Context, _ *store.Tx, requestID string, at time.Time) error {
			ends[requestID] = at
			return nil
		}})
		activation := func(email string) *account.Activation {
			t.Helper()
			v, err := o.Me(o.as(t, o.signIn(t, email)))
			if err != nil {
				t.Fatal(err)
			}
			return v.Activation
		}
		for _, email := range []string{"ada@post.example", "bob@post.example"} {
			ctx, _ := o.join(t, email)
			if _, err := o.SetPostalAddress(ctx, address("Bamberg")); err != nil {
				t.Fatal(err)
			}
			w.Clock.Advance(time.Second)
		}
		o.connectLetter(t)
		w.Clock.Advance(20 * day)
		b, err := o.CreateLetterBatch(theOperator, 10)
		if err != nil || b.Letters != 3 {
			t.Fatalf("batch: %+v, %v", b, err)
		}
		w.Clock.Advance(day)
		if _, err := o.OpenBatchFile(theOperator, account.BatchPDF.Filename(b.ID)); err != nil {
			t.Fatal(err)
		}
		for _, l := range o.letters {
			if !l.Date.Equal(b.CreatedAt) || !l.ExpiresAt.Equal(monthAfter(b.CreatedAt)) {
				t.Errorf("the letter is of %s and says %s", l.Date, l.ExpiresAt)
			}
		}
		if a := activation("ada@post.example"); a.CodeExpiresAt.Before(monthAfter(b.CreatedAt)) {
			t.Errorf("the code ends %s, before the letter says so", a.CodeExpiresAt)
		}
		w.Clock.Advance(25 * day)
		o.sweep(t)
		printed := w.Clock.Now()
		if _, err := o.MarkBatchPrinted(theOperator, b.ID); err != nil {
			t.Fatal(err)
		}
		// The jobs may run later.
		w.Clock.Advance(time.Hour)
		o.work(t)
		from := printed.In(clock.Berlin).AddDate(0, 0, 3).Format(time.DateOnly)
		if a := activation("ada@post.example"); a == nil || !a.CodeExpiresAt.Equal(monthAfter(printed)) || a.ExpectedFrom != from {
			t.Errorf("after the printing: %+v, want 30 days", a)
		}
		if got := ends["crq_1"]; !got.Equal(monthAfter(printed)) {
			t.Errorf("the code of the connect request ends %s", got)
		}
		w.Clock.Advance(monthAfter(printed).Sub(w.Clock.Now()) - time.Second)
		o.sweep(t)
		if _, err := o.Activate(o.as(t, o.signIn(t, "ada@post.example")), account.AccountActivateInput{Code: o.letters[0].Code}); err != nil {
			t.Errorf("on the last day: %v", err)
		}
		w.Clock.Advance(time.Second)
		if _, err := o.Activate(o.as(t, o.signIn(t, "bob@post.example")), account.AccountActivateInput{Code: o.letters[1].Code}); rule(err) != "EXPIRED code" {
			t.Errorf("after it: %v", err)
		}
	})
}

// A batch that was posted and never reported as printed: its codes are good to the day that the letters name, and no longer.
func TestCodesOfAnUnreportedBatchHoldWhatTheirLettersSay(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := openOffice(t, w, account.Options{Batches: true, Audit: &acts{}})
		for _, email := range []string{"ada@post.example", "bob@post.example"} {
			ctx, _ := o.join(t, email)
			if _, err := o.SetPostalAddress(ctx, address("Bamberg")); err != nil {
				t.Fatal(err)
			}
			w.Clock.Advance(time.Second)
		}
		w.Clock.Advance(30*24*time.Hour - time.Minute)
		b, err := o.CreateLetterBatch(theOperator, 10)
		if err != nil || b.Letters != 2 {
			t.Fatalf("batch: %+v, %v", b, err)
		}
		if _, err := o.OpenBatchFile(theOperator, account.BatchPDF.Filename(b.ID)); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(o.letters[0].ExpiresAt.Sub(w.Clock.Now()) - time.Second)
		o.sweep(t)
		if _, err := o.Activate(o.as(t, o.signIn(t, "ada@post.example")), account.AccountActivateInput{Code: o.letters[0].Code}); err != nil {
			t.Errorf("on the last day: %v", err)
		}
		w.Clock.Advance(2 * time.Second)
		o.sweep(t)
		if _, err := o.Activate(o.as(t, o.signIn(t, "bob@post.example")), account.AccountActivateInput{Code: o.letters[1].Code}); rule(err) != "WRONG_STATE" {
			t.Errorf("after it: %v", err)
		}
		mails := o.mailsTo("bob@post.example")
		if last := mails[len(mails)-1]; !strings.Contains(last.Text, "nicht rechtzeitig gedruckt") {
			t.Errorf("told: %s", last.Text)
		}
	})
}
