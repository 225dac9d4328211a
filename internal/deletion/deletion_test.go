package deletion_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"schalter/internal/deletion"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/evidence/merkle"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// emptyLog is a log that has no signed state yet, and keeps what it is given.
type emptyLog struct{ leaves []merkle.Record }

func (l *emptyLog) Append(_ context.Context, _ *store.Tx, leaf merkle.Record) error {
	l.leaves = append(l.leaves, leaf)
	return nil
}

func (*emptyLog) Place(context.Context, merkle.Record) (*evidence.Log, *deletion.Place, error) {
	return nil, nil, nil
}

// A certificate is fetched for thirty days. One that is younger than the log says so, and is valid.
func TestACertificateIsFetchedForThirtyDays(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		log := &emptyLog{}
		issuer := deletion.New(deletion.Options{DB: w.DB, Keys: w.Platform, Log: log, Clock: w.Clock, Platform: "Schalter", BaseURL: "https://schalter.example"})
		ctx := viewer.System(t.Context(), "test")
		var issued *deletion.Certificate
		err := w.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
			issued, err = issuer.Issue(ctx, tx, evidence.MailboxDeleted, "mbx_1")
			return err
		})
		if err != nil || len(log.leaves) != 1 {
			t.Fatalf("%d leaves, %v", len(log.leaves), err)
		}
		name := issued.Path[len(deletion.Path):]
		file, err := issuer.Open(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		var content bytes.Buffer
		if err := file.Write(&content); err != nil {
			t.Fatal(err)
		}
		v, err := evidence.VerifyPackage(bytes.NewReader(content.Bytes()), int64(content.Len()), evidence.Trust{})
		if err != nil || !v.Valid || v.Deleted == nil || v.Deleted.ByPlatform || v.Deleted.Digest != evidence.Digest([]byte("mbx_1")) {
			t.Errorf("%+v, %v", v, err)
		}
		if c, _ := v.Of(evidence.CheckLog); c.Result != evidence.Open {
			t.Errorf("the log: %+v", c)
		}
		w.Clock.Advance(deletion.Life - time.Second)
		if _, err := issuer.Open(ctx, name); err != nil {
			t.Errorf("on the last day: %v", err)
		}
		w.Clock.Advance(time.Second)
		if _, err := issuer.Open(ctx, name); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("after thirty days: %v", err)
		}
	})
}

// A transaction that fails issues nothing that the log would have.
func TestNoCertificateWithoutTheLog(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		broken := errors.New("the log is broken")
		issuer := deletion.New(deletion.Options{DB: w.DB, Keys: w.Platform, Log: brokenLog{broken}, Clock: w.Clock, Platform: "Schalter", BaseURL: "https://schalter.example"})
		err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			_, err := issuer.Issue(ctx, tx, evidence.AccountDeleted, "acc_1")
			return err
		})
		if !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	})
}

type brokenLog struct{ err error }

func (l brokenLog) Append(context.Context, *store.Tx, merkle.Record) error { return l.err }

func (l brokenLog) Place(context.Context, merkle.Record) (*evidence.Log, *deletion.Place, error) {
	return nil, nil, l.err
}

// lateLog has taken a leaf in when it is asked for its place often enough.
type lateLog struct {
	emptyLog
	asked, after int
}

func (l *lateLog) Place(context.Context, merkle.Record) (*evidence.Log, *deletion.Place, error) {
	if l.asked++; l.asked < l.after {
		return &evidence.Log{}, nil, nil
	}
	return &evidence.Log{}, &deletion.Place{Leaf: 7}, nil
}

// Who saves a certificate in the moment of the deletion gets it with its place in the log; later there is nothing to wait for.
func TestACertificateJustIssuedWaitsForItsPlace(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		log := &lateLog{after: 3}
		issuer := deletion.New(deletion.Options{DB: w.DB, Keys: w.Platform, Log: log, Clock: w.Clock, Platform: "Schalter", BaseURL: "https://schalter.example"})
		ctx := viewer.System(t.Context(), "test")
		var issued *deletion.Certificate
		err := w.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
			issued, err = issuer.Issue(ctx, tx, evidence.MailboxDeleted, "mbx_1")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		name := issued.Path[len(deletion.Path):]
		if _, err := issuer.Open(ctx, name); err != nil || log.asked != 3 {
			t.Errorf("asked %d times, %v", log.asked, err)
		}
		w.Clock.Advance(2 * time.Minute)
		log.asked = 0
		if _, err := issuer.Open(ctx, name); err != nil || log.asked != 1 {
			t.Errorf("later: asked %d times, %v", log.asked, err)
		}
	})
}

// What the platform deletes by itself leaves its certificate with the account, for ninety days, and with nobody else.
func TestTheCertificateOfWhatThePlatformDeletedIsKept(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		issuer := deletion.New(deletion.Options{DB: w.DB, Keys: w.Platform, Log: &emptyLog{}, Clock: w.Clock, Platform: "Schalter", BaseURL: "https://schalter.example"})
		issue := func(accountID, mailboxID string) {
			t.Helper()
			err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
				return issuer.IssueFor(ctx, tx, accountID, evidence.MailboxDeleted, mailboxID)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		as := func(accountID string) context.Context {
			return viewer.With(t.Context(), &viewer.Viewer{AccountID: accountID, SessionID: "ses_" + accountID})
		}
		list := func(accountID string) (found []*deletion.DeletionCertificate) {
			t.Helper()
			page, err := issuer.List(as(accountID), pagination.Request{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range page.Items {
				found = append(found, item.Node)
			}
			return found
		}
		issue("acc_anna", "mbx_1")
		w.Clock.Advance(time.Hour)
		issue("acc_anna", "mbx_2")
		issue("acc_boris", "mbx_3")
		kept := list("acc_anna")
		if len(kept) != 2 || !kept[0].DeletedAt.After(kept[1].DeletedAt) || len(list("acc_boris")) != 1 || len(list("acc_third")) != 0 {
			t.Fatalf("kept %+v", kept)
		}
		if _, err := issuer.List(t.Context(), pagination.Request{Limit: 10}); errs.CodeOf(err) != errs.Unauthenticated {
			t.Errorf("for nobody: %v", err)
		}
		token := strings.TrimPrefix(kept[0].Download.Path, deletion.Path)
		w.Clock.Advance(deletion.KeptLife - time.Hour)
		file, err := issuer.Open(t.Context(), token)
		if err != nil {
			t.Fatalf("after 89 days: %v", err)
		}
		var content bytes.Buffer
		if err := file.Write(&content); err != nil {
			t.Fatal(err)
		}
		v, err := evidence.VerifyPackage(bytes.NewReader(content.Bytes()), int64(content.Len()), evidence.Trust{})
		if err != nil || !v.Valid || !v.Deleted.ByPlatform || v.Deleted.Digest != evidence.Digest([]byte("mbx_2")) {
			t.Errorf("%+v, %v", v, err)
		}
		w.Clock.Advance(2 * time.Hour)
		if _, err := issuer.Open(t.Context(), token); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("after 90 days: %v", err)
		}
		if left := list("acc_anna"); len(left) != 0 {
			t.Errorf("listed after 90 days: %+v", left)
		}
		issue("acc_anna", "mbx_4")
		if err := issuer.Sweep(t.Context(), w.Clock.Now()); err != nil || len(list("acc_anna")) != 1 {
			t.Errorf("after the sweep: %+v, %v", list("acc_anna"), err)
		}
		rows := func() (n int) {
			t.Helper()
			if err := w.DB.QueryRow(viewer.System(t.Context(), "test"), `SELECT COUNT(*) FROM deletion_certificate`).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		if n := rows(); n != 1 {
			t.Errorf("%d rows after the sweep", n)
		}
		err = w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error { return issuer.ForgetAccount(ctx, tx, "acc_anna") })
		if err != nil || rows() != 0 {
			t.Errorf("%d rows after the account went, %v", rows(), err)
		}
	})
}
