package account_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// acts is a record in memory.
type acts struct {
	mu   sync.Mutex
	list []string
}

func (a *acts) Record(_ context.Context, _ *store.Tx, by *viewer.Viewer, action, _, _, detail string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.list = append(a.list, strings.TrimSpace(by.AccountID+" "+action+" "+detail))
	return nil
}

var theOperator = viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_op", SessionID: "ses_00000000000000000000000000", Roles: []viewer.Role{viewer.Operator}})

func (o *office) wait(t *testing.T) int {
	t.Helper()
	n, err := o.LettersWaiting(theOperator)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestLettersGoToThePrintProviderInBatches(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		record := &acts{}
		o := openOffice(t, w, account.Options{Batches: true, Audit: record})
		for _, email := range []string{"ada@post.example", "bob@post.example"} {
			ctx, _ := o.join(t, email)
			if _, err := o.SetPostalAddress(ctx, address("Bamberg")); err != nil {
				t.Fatal(err)
			}
			w.Clock.Advance(time.Minute)
		}
		o.connectLetter(t)
		o.work(t)
		if got := o.wait(t); got != 3 || len(o.letters) != 0 {
			t.Fatalf("waiting: got %d, printed %d", got, len(o.letters))
		}
		b, err := o.CreateLetterBatch(theOperator, 2)
		if err != nil || b.Letters != 2 || o.wait(t) != 1 {
			t.Fatalf("batch: got %+v, %v", b, err)
		}
		o.checkFiles(t, b, 2)
		o.post(t, b)
		if got := len(o.mailsTo("ada@post.example")); got != 2 {
			t.Errorf("mails after printing: got %d, want the link and the letter", got)
		}
		w.Clock.Advance(7*24*time.Hour + time.Minute)
		if err := o.Sweep(context.Background(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		b, err = o.LetterBatch(theOperator, b.ID)
		if err != nil || o.BatchDownload(theOperator, b, account.BatchPDF) != nil {
			t.Errorf("after 7 days: got %+v, %v", b, err)
		}
		if _, err := o.OpenBatchFile(theOperator, account.BatchPDF.Filename(b.ID)); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("file after 7 days: got %v", err)
		}
		if n := count(t, w.DB, `SELECT COUNT(*) FROM letter`); n != 1 {
			t.Errorf("letters left: got %d, want the one that waits", n)
		}
		if got, want := strings.Join(record.list, ", "), "acc_op letters.batch 2, acc_op letters.fetched pdf, acc_op letters.fetched csv, acc_op letters.printed"; got != want {
			t.Errorf("record: got %s, want %s", got, want)
		}
	})
}

// connectLetter queues a letter to an authority.
func (o *office) connectLetter(t *testing.T) {
	t.Helper()
	to := postal.Address{Recipient: "Stadt Coburg", Addition: ptr("z. Hd. Eva Kern"), PostalCode: ptr("96450"), City: "Coburg", Country: "DE"}
	err := o.DB.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) error {
		_, err := o.QueueConnectLetter(ctx, tx, "crq_1", to, "Eva Kern", "7KM3Q9XTA2BC")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (o *office) checkFiles(t *testing.T, b *account.LetterBatch, letters int) {
	t.Helper()
	pdf, err := o.OpenBatchFile(theOperator, account.BatchPDF.Filename(b.ID))
	if err != nil || !strings.HasPrefix(string(pdf.Content), "%PDF-") || pdf.MediaType != "application/pdf" || pdf.Filename != b.ID+".pdf" {
		t.Fatalf("pdf: got %v", err)
	}
	manifest, err := o.OpenBatchFile(theOperator, account.BatchManifest.Filename(b.ID))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(manifest.Content)), "\n")
	sum := sha256.Sum256(pdf.Content)
	if len(lines) != letters+1 || lines[0] != "batch;seq;letter_ref;first_page;pages;country;postal_code;pdf_sha256" {
		t.Fatalf("manifest: got %q", lines)
	}
	for i, line := range lines[1:] {
		cells := strings.Split(line, ";")
		cells[2] = ""
		want := fmt.Sprintf("%s %d  %d 1 DE 96047 %s", b.ID, i+1, i+1, hex.EncodeToString(sum[:]))
		if got := strings.Join(cells, " "); got != want {
			t.Errorf("line %d: got %s, want %s", i+1, got, want)
		}
	}
}

// post marks a batch as printed, twice.
func (o *office) post(t *testing.T, b *account.LetterBatch) {
	t.Helper()
	printed, err := o.MarkBatchPrinted(theOperator, b.ID)
	if err != nil || printed.PrintedAt == nil {
		t.Fatalf("printed: got %+v, %v", printed, err)
	}
	o.Clock.Advance(time.Second)
	if again, err := o.MarkBatchPrinted(theOperator, b.ID); err != nil || !again.PrintedAt.Equal(*printed.PrintedAt) {
		t.Errorf("printed twice: got %+v, %v", again, err)
	}
	o.work(t)
	if n := count(t, o.DB, `SELECT COUNT(*) FROM activation WHERE letter_printed_at IS NOT NULL`); n != b.Letters {
		t.Errorf("told: got %d, want %d", n, b.Letters)
	}
}

func TestBatchesAreListedAndBounded(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := openOffice(t, w, account.Options{Batches: true})
		for _, tt := range []struct {
			limit int
			want  string
		}{{0, "INVALID limit"}, {1001, "TOO_MANY limit"}, {10, "WRONG_STATE"}} {
			if _, err := o.CreateLetterBatch(theOperator, tt.limit); rule(err) != tt.want {
				t.Errorf("limit %d: got %s, want %s", tt.limit, rule(err), tt.want)
			}
		}
		for range 3 {
			o.connectLetter(t)
			w.Clock.Advance(time.Second)
			if _, err := o.CreateLetterBatch(theOperator, 10); err != nil {
				t.Fatal(err)
			}
		}
		first, err := o.LetterBatches(theOperator, pagination.Request{Limit: 2})
		if err != nil || len(first.Items) != 2 || !first.HasNext {
			t.Fatalf("first page: got %+v, %v", first, err)
		}
		rest, err := o.LetterBatches(theOperator, pagination.Request{Limit: 2, After: first.Items[1].Position})
		if err != nil || len(rest.Items) != 1 || !rest.Items[0].Node.CreatedAt.Before(first.Items[1].Node.CreatedAt) {
			t.Errorf("second page: got %+v, %v", rest, err)
		}
	})
}

func TestOnlyOperatorsHandleBatches(t *testing.T) {
	t.Parallel()
	o := openOffice(t, testkit.SQLite(t), account.Options{Batches: true})
	o.connectLetter(t)
	b, err := o.CreateLetterBatch(theOperator, 10)
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]*viewer.Viewer{
		"UNAUTHENTICATED": viewer.Anonymous(), "FORBIDDEN": {AccountID: "acc_1", Roles: []viewer.Role{viewer.Editor}},
	} {
		ctx := viewer.With(context.Background(), v)
		for what, err := range map[string]error{
			"waiting": second(o.LettersWaiting(ctx)), "list": second(o.LetterBatches(ctx, pagination.Request{Limit: 1})),
			"create": second(o.CreateLetterBatch(ctx, 1)), "printed": second(o.MarkBatchPrinted(ctx, b.ID)),
		} {
			if got := rule(err); got != name {
				t.Errorf("%s: got %s, want %s", what, got, name)
			}
		}
		for what, err := range map[string]error{
			"one": second(o.LetterBatch(ctx, b.ID)), "file": second(o.OpenBatchFile(ctx, b.ID+".pdf")),
		} {
			if got := rule(err); got != "NOT_FOUND" {
				t.Errorf("%s: got %s", what, got)
			}
		}
	}
	for _, name := range []string{b.ID, b.ID + ".zip", "ltb_x.pdf", "../" + b.ID + ".pdf", ""} {
		if _, err := o.OpenBatchFile(theOperator, name); rule(err) != "NOT_FOUND" {
			t.Errorf("%q: got %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestTicketOfABatchOpensOneFileForOneSession(t *testing.T) {
	t.Parallel()
	o := openOffice(t, testkit.SQLite(t), account.Options{Batches: true})
	o.connectLetter(t)
	b, err := o.CreateLetterBatch(theOperator, 10)
	if err != nil {
		t.Fatal(err)
	}
	link := o.BatchDownload(theOperator, b, account.BatchPDF)
	path, ticket, _ := strings.Cut(link.Path, "?ticket=")
	if path != "/letters/"+b.ID+".pdf" || link.MediaType != "application/pdf" {
		t.Errorf("got %+v", link)
	}
	me := viewer.From(theOperator)
	if err := o.CheckBatchTicket(me, link.Filename, ticket); err != nil {
		t.Errorf("right: got %v", err)
	}
	other := *me
	other.SessionID = "ses_00000000000000000000000001"
	for name, err := range map[string]error{
		"another file": o.CheckBatchTicket(me, b.ID+".csv", ticket), "another session": o.CheckBatchTicket(&other, link.Filename, ticket),
		"upper case": o.CheckBatchTicket(me, link.Filename, ticket[:strings.LastIndex(ticket, ".")]+strings.ToUpper(ticket[strings.LastIndex(ticket, "."):])),
		"changed":    o.CheckBatchTicket(me, link.Filename, strings.Replace(ticket, ".", "0.", 1)), "nothing": o.CheckBatchTicket(me, link.Filename, ""),
	} {
		if errs.CodeOf(err) != errs.Unauthenticated {
			t.Errorf("%s: got %v", name, err)
		}
	}
	o.Clock.Advance(61 * time.Second)
	if err := o.CheckBatchTicket(me, link.Filename, ticket); errs.CodeOf(err) != errs.Unauthenticated {
		t.Errorf("late: got %v", err)
	}
}

func TestRolesAreGivenTakenAndOnRecord(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		record := &acts{}
		o := openOffice(t, w, account.Options{Audit: record})
		_, signed := o.join(t, "ada@post.example")
		ctx, id := viewer.System(context.Background(), "test"), signed.Viewer.ID
		if err := o.SetPlatformRole(ctx, id, account.Operator, true); err != nil {
			t.Fatal(err)
		}
		holders, err := o.RoleHolders(ctx)
		if err != nil || len(holders) != 1 || holders[0].Email != "ada@post.example" || holders[0].Roles[0] != account.Operator {
			t.Errorf("holders: got %+v, %v", holders, err)
		}
		err = w.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
			got, err := o.Operators(ctx, tx)
			if len(got) != 1 || got[0] != id {
				t.Errorf("operators: got %v", got)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := o.SetPlatformRole(ctx, id, account.Operator, false); err != nil {
			t.Fatal(err)
		}
		if holders, err := o.RoleHolders(ctx); err != nil || len(holders) != 0 {
			t.Errorf("after revoking: got %+v, %v", holders, err)
		}
		if err := o.SetPlatformRole(ctx, id, "KING", true); errs.CodeOf(err) != errs.Invalid {
			t.Errorf("unknown role: got %v", err)
		}
		if got, want := strings.Join(record.list, ", "), "role.grant OPERATOR, role.revoke OPERATOR"; got != want {
			t.Errorf("record: got %s, want %s", got, want)
		}
	})
}

// Until the letter to an authority is fetched for printing nobody has its code; once its row is destroyed it was handed over.
func TestALetterToAnAuthorityWaitsUntilItIsFetched(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := openOffice(t, w, account.Options{Batches: true, Audit: &acts{}})
		waits := func() (waits bool) {
			t.Helper()
			err := o.DB.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) (err error) {
				waits, err = o.LetterWaits(ctx, tx, "crq_1")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return waits
		}
		if waits() {
			t.Error("a letter that is not there waits")
		}
		o.connectLetter(t)
		o.work(t)
		if !waits() {
			t.Error("a queued letter does not wait")
		}
		b, err := o.CreateLetterBatch(theOperator, 1)
		if err != nil || !waits() {
			t.Fatalf("in a batch: %v", err)
		}
		if _, err := o.OpenBatchFile(theOperator, account.BatchPDF.Filename(b.ID)); err != nil || waits() {
			t.Errorf("fetched: %v", err)
		}
		if _, err := o.MarkBatchPrinted(theOperator, b.ID); err != nil || waits() {
			t.Errorf("printed: %v", err)
		}
		w.Clock.Advance(7*24*time.Hour + time.Minute)
		if err := o.Sweep(context.Background(), w.Clock.Now()); err != nil || waits() {
			t.Errorf("destroyed: %v", err)
		}
	})
}
