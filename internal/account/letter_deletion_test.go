package account_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/errs"
	"schalter/internal/letter"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// told is what mailboxes heard of their letters.
type told struct {
	posted   map[string]time.Time
	ended    []string
	returned []string
	// unblocked are the accounts that are open again.
	unblocked []string
	unwanted  map[string]bool
}

func (e *told) LettersWanted(_ context.Context, _ *store.Tx, letterIDs []string) (map[string]bool, error) {
	wanted := map[string]bool{}
	for _, letterID := range letterIDs {
		wanted[letterID] = !e.unwanted[letterID]
	}
	return wanted, nil
}

func (e *told) LetterPosted(_ context.Context, _ *store.Tx, letterID string, at time.Time) error {
	e.posted[letterID] = at
	return nil
}

func (e *told) LetterEnded(_ context.Context, _ *store.Tx, letterID string) error {
	e.ended = append(e.ended, letterID)
	return nil
}

func (e *told) LetterReturned(_ context.Context, _ *store.Tx, letterID string) error {
	e.returned = append(e.returned, letterID)
	return nil
}

func (e *told) AccountUnblocked(_ context.Context, _ *store.Tx, accountID string) error {
	e.unblocked = append(e.unblocked, accountID)
	return nil
}

// living is somebody with a proven address.
func (o *office) living(t *testing.T, email string) string {
	t.Helper()
	street, number, code := "Luitpoldplatz", "13", "95444"
	var accountID string
	err := o.Seed(context.Background(), []account.Seeded{{Email: email, GivenName: "Eva", FamilyName: "Beispiel",
		Address: &account.PostalAddressInput{Street: &street, HouseNumber: &number, PostalCode: &code, City: "Bayreuth", Country: "DE"}}}, goodPassword,
		func(_ context.Context, _ *store.Tx, ids []string) error { accountID = ids[0]; return nil })
	if err != nil {
		t.Fatal(err)
	}
	return accountID
}

// lastHeard is when something last happened in the mailboxes that letters are ordered about.
var lastHeard = time.Date(2026, 6, 23, 22, 30, 0, 0, time.UTC)

func (o *office) order(t *testing.T, accountID, mailbox string) (letterID string) {
	t.Helper()
	err := o.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) (err error) {
		letterID, err = o.OrderEndLetter(ctx, tx, accountID, mailbox, lastHeard)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return letterID
}

func TestALetterAboutAMailboxGoesToTheProvenAddress(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		mailboxes, record := &told{posted: map[string]time.Time{}, unwanted: map[string]bool{}}, &acts{}
		o := openOffice(t, w, account.Options{Batches: true, Audit: record, Endings: mailboxes})
		owner := o.living(t, "owner@post.example")
		_, stranger := o.join(t, "unproven@post.example")
		if letterID := o.order(t, stranger.Viewer.ID, "FP-1"); letterID != "" {
			t.Errorf("a letter to nowhere: %s", letterID)
		}
		letterID, second := o.order(t, owner, "FP-2"), o.order(t, owner, "FP-3")
		mailboxes.unwanted[second] = true
		b, err := o.CreateLetterBatch(theOperator, 10)
		if err != nil || b.Letters != 1 {
			t.Fatalf("batch %+v, %v", b, err)
		}
		if _, err := o.OpenBatchFile(theOperator, b.ID+".pdf"); err != nil {
			t.Fatal(err)
		}
		printed := o.letters[len(o.letters)-1]
		if printed.Mailbox != "FP-2" || printed.Code != "" || printed.Address.City != "Bayreuth" || printed.Reference != letter.ReferenceOf(letterID) || !printed.LastActivity.Equal(lastHeard) {
			t.Errorf("printed %+v", printed)
		}
		if _, err := o.ReturnLetter(theOperator, printed.Reference, "unbekannt verzogen"); rule(err) != "NOT_FOUND reference" {
			t.Errorf("one that was not posted came back: %v", err)
		}
		if _, err := o.MarkBatchPrinted(theOperator, b.ID); err != nil {
			t.Fatal(err)
		}
		posting := w.Clock.Now()
		o.work(t)
		at, posted := mailboxes.posted[letterID]
		if !posted || len(mailboxes.posted) != 1 || !at.Equal(posting) {
			t.Errorf("posted: %v", mailboxes.posted)
		}
		// What it said goes after a week, that it went out stays for as long as it may come back.
		w.Clock.Advance(8 * 24 * time.Hour)
		o.sweep(t)
		if _, err := o.OpenBatchFile(theOperator, b.ID+".pdf"); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("still readable: %v", err)
		}
		for _, refused := range []struct {
			ctx               context.Context
			reference, reason string
			want              string
		}{
			{theOperator, "", "Grund", "REQUIRED reference"}, {theOperator, printed.Reference, " ", "REQUIRED reason"}, {theOperator, printed.Reference, strings.Repeat("x", 201), "TOO_LONG reason"},
			{theOperator, "%%%%%%%%", "Grund", "NOT_FOUND reference"}, {theOperator, "T", "Grund", "NOT_FOUND reference"},
		} {
			if _, err := o.ReturnLetter(refused.ctx, refused.reference, refused.reason); rule(err) != refused.want {
				t.Errorf("%q, %q: got %v, want %s", refused.reference, refused.reason, err, refused.want)
			}
		}
		if _, err := o.ReturnLetter(context.Background(), printed.Reference, "Grund"); errs.CodeOf(err) != errs.Forbidden && errs.CodeOf(err) != errs.Unauthenticated {
			t.Errorf("by nobody: %v", err)
		}
		for range 2 {
			back, err := o.ReturnLetter(theOperator, " "+strings.ToLower(printed.Reference), "unbekannt verzogen")
			if err != nil || back.ID != letterID || back.ReturnedAt == nil || back.Reason == nil || *back.Reason != "unbekannt verzogen" {
				t.Fatalf("came back: %+v, %v", back, err)
			}
		}
		if !slices.Equal(mailboxes.returned, []string{letterID}) || !slices.Contains(record.list, "acc_op letter.returned") {
			t.Errorf("told %v, recorded %v", mailboxes.returned, record.list)
		}
		w.Clock.Advance(90 * 24 * time.Hour)
		o.sweep(t)
		if n := count(t, w.DB, `SELECT COUNT(*) FROM letter`); n != 0 {
			t.Errorf("%d letters are left", n)
		}
	})
}

func TestALetterAboutAMailboxThatNobodyPrintsEnds(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		mailboxes := &told{posted: map[string]time.Time{}}
		o := openOffice(t, w, account.Options{Batches: true, Audit: &acts{}, Endings: mailboxes})
		owner := o.living(t, "owner@post.example")
		letterID := o.order(t, owner, "FP-2")
		w.Clock.Advance(31 * 24 * time.Hour)
		o.sweep(t)
		o.sweep(t)
		if !slices.Equal(mailboxes.ended, []string{letterID}) || len(mailboxes.posted) > 0 {
			t.Errorf("ended %v, posted %v", mailboxes.ended, mailboxes.posted)
		}
	})
}

// Where letters are printed at once, one whose mailbox is used again meanwhile is not printed.
func TestALetterNobodyWaitsForIsNotPrinted(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		mailboxes := &told{posted: map[string]time.Time{}, unwanted: map[string]bool{}}
		o := openOffice(t, w, account.Options{Endings: mailboxes})
		owner := o.living(t, "owner@post.example")
		wanted, unwanted := o.order(t, owner, "FP-2"), o.order(t, owner, "FP-3")
		mailboxes.unwanted[unwanted] = true
		o.work(t)
		if _, posted := mailboxes.posted[wanted]; !posted || len(mailboxes.posted) != 1 {
			t.Errorf("posted %v", mailboxes.posted)
		}
		if n := count(t, w.DB, `SELECT COUNT(*) FROM letter WHERE id = '`+unwanted+`'`); n != 0 {
			t.Error("a letter nobody waits for is kept")
		}
	})
}
