package organisation_test

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// ready is a bureau in which a test can be started.
func ready(t *testing.T, w *testkit.World) *bureau {
	t.Helper()
	b := newBureau(t, w)
	b.set(t, mailboxAddress, 20<<20)
	b.store(t, b.ca.issue(t, leaf(w, mailboxAddress)))
	return b
}

// tests is the last test in a few words.
func (b *bureau) tests(t *testing.T) string {
	t.Helper()
	list, err := b.Tests(admin, b.Channel(admin, "aut_bamberg"))
	if err != nil {
		t.Fatal(err)
	}
	var results []string
	for _, one := range list {
		results = append(results, fmt.Sprint(one.Profile, " ", one.State))
	}
	if last := organisation.LastTest(list); last != nil {
		results = append(results, "last "+string(last.Profile))
	}
	return strings.Join(results, ", ")
}

func TestStrongestAnswerOfARunWins(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := ready(t, w)
		if got := b.tests(t); got != "" {
			t.Errorf("before: got %s", got)
		}
		probes := b.test(t)
		if got, want := b.tests(t), "MODERN WAITING, COMPAT WAITING, last MODERN"; got != want {
			t.Errorf("started: got %s, want %s", got, want)
		}
		for _, tt := range []struct {
			which int
			want  string
		}{{1, "SMIME ACTIVE poststelle@bamberg.example COMPAT"}, {0, "SMIME ACTIVE poststelle@bamberg.example MODERN"}} {
			if err := b.answer(t, probes[tt.which]); err != nil {
				t.Fatal(err)
			}
			if got := b.shown(); !strings.HasPrefix(got, tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		}
		if err := b.answer(t, probes[0]); !errors.Is(err, organisation.ErrNoTest) {
			t.Errorf("answered twice: got %v", err)
		}
		again := b.test(t)
		if err := b.answer(t, again[1]); err != nil {
			t.Fatal(err)
		}
		if got := b.shown(); !strings.Contains(got, "COMPAT") {
			t.Errorf("a later run shows less: got %s", got)
		}
		if got, want := b.tests(t), "MODERN WAITING, COMPAT ANSWERED, last COMPAT"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			return b.TestFailed(ctx, tx, again[0].testID, "certificate_missing")
		})
		if got, want := b.tests(t), "MODERN FAILED, COMPAT ANSWERED, last COMPAT"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

// That a test's mail came back says a report that nobody signed: an answer that carries its nonce shows that it arrived. An
// earlier run stays over.
func TestAnAnswerOutweighsAReportThatTheTestFailed(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := ready(t, w)
		fail := func(p probe) {
			b.in(t, func(ctx context.Context, tx *store.Tx) error {
				return b.TestFailed(ctx, tx, p.testID, "mail_unknown_mailbox")
			})
		}
		first := b.test(t)
		fail(first[0])
		second := b.test(t)
		if err := b.answer(t, first[0]); !errors.Is(err, organisation.ErrNoTest) {
			t.Errorf("an earlier run: got %v", err)
		}
		fail(second[0])
		fail(second[1])
		if got, want := b.tests(t), "MODERN FAILED, COMPAT FAILED, last MODERN"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if err := b.answer(t, second[0]); err != nil {
			t.Fatal(err)
		}
		if got, want := b.tests(t), "MODERN ANSWERED, COMPAT FAILED, last MODERN"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if got := b.shown(); !strings.HasPrefix(got, "SMIME ACTIVE poststelle@bamberg.example MODERN") {
			t.Errorf("got %s", got)
		}
		if err := b.answer(t, second[0]); !errors.Is(err, organisation.ErrNoTest) {
			t.Errorf("twice: got %v", err)
		}
		b.set(t, "neu@bamberg.example", 20<<20)
		if err := b.answer(t, second[1]); !errors.Is(err, organisation.ErrNoTest) {
			t.Errorf("of an earlier address: got %v", err)
		}
	})
}

func TestOnlyTheRightAnswerInTimeCounts(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := ready(t, w)
		first := b.test(t)
		for name, p := range map[string]probe{
			"wrong nonce": {testID: first[0].testID, nonce: first[1].nonce}, "no nonce": {testID: first[0].testID},
			"unknown test": {testID: "tst_1", nonce: first[0].nonce},
		} {
			if err := b.answer(t, p); !errors.Is(err, organisation.ErrNoTest) {
				t.Errorf("%s: got %v", name, err)
			}
		}
		second := b.test(t)
		if err := b.answer(t, first[0]); !errors.Is(err, organisation.ErrNoTest) {
			t.Errorf("an earlier run: got %v", err)
		}
		b.set(t, "neu@bamberg.example", 20<<20)
		if err := b.answer(t, second[0]); !errors.Is(err, organisation.ErrNoTest) {
			t.Errorf("another address meanwhile: got %v", err)
		}
		b.set(t, mailboxAddress, 20<<20)
		third := b.test(t)
		w.Clock.Advance(7 * 24 * time.Hour)
		if err := b.answer(t, third[0]); !errors.Is(err, organisation.ErrNoTest) {
			t.Errorf("too late: got %v", err)
		}
		b.sweep(t)
		if got, want := b.tests(t), "MODERN EXPIRED, COMPAT EXPIRED, last MODERN"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if got := b.shown(); !strings.HasPrefix(got, "INBOX ACTIVE") {
			t.Errorf("got %s", got)
		}
		var kept int
		if err := w.DB.QueryRow(context.Background(), `SELECT COUNT(*) FROM channel_test WHERE nonce_hash = ?`, []byte(third[0].nonce)).Scan(&kept); err != nil || kept != 0 {
			t.Errorf("nonces are kept: %d, %v", kept, err)
		}
	})
}

func TestTestsThatCannotBeAnsweredAreRefused(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	b := newBureau(t, w)
	start := func() string { return rule(b.StartTest(admin, "aut_bamberg")) }
	if got := start(); got != "WRONG_STATE mailbox_first" {
		t.Errorf("no mailbox: got %s", got)
	}
	b.set(t, mailboxAddress, 20<<20)
	if got := start(); got != "WRONG_STATE test_no_encryption" {
		t.Errorf("no certificate: got %s", got)
	}
	form := leaf(w, mailboxAddress)
	form.KeyUsage = x509.KeyUsageKeyAgreement
	b.store(t, b.ca.issue(t, form))
	if got := start(); got != "WRONG_STATE test_no_signing" {
		t.Errorf("none to sign with: got %s", got)
	}
	b.store(t, b.ca.issue(t, leaf(w, mailboxAddress)))
	began := w.Clock.Now().Add(time.Second)
	for range 5 {
		b.test(t)
		w.Clock.Advance(time.Minute)
	}
	err := b.StartTest(admin, "aut_bamberg")
	if got := rule(err); got != "TOO_MANY test_too_many" {
		t.Errorf("sixth: got %s", got)
	}
	// The refusal says when: a day after the first of the five.
	first, _ := clock.Moment(began.Add(24*time.Hour), w.Clock.Now())
	if args := errs.AsRefusal(err).Problems[0].Args; len(args) != 2 || args[1].(errs.Bilingual).German != first {
		t.Errorf("sixth: got %v, want %s", args, first)
	}
	w.Clock.Advance(24 * time.Hour)
	// What was answered reached whom it was for, and takes nothing from what can still be tried.
	for range 6 {
		if err := b.answer(t, b.test(t)[0]); err != nil {
			t.Fatal(err)
		}
	}
	p := b.ports()
	p.Prober = nil
	b.SetPorts(p)
	if got := start(); got != "WRONG_STATE test_no_gateway" {
		t.Errorf("no gateway: got %s", got)
	}
}

func TestAnswerToATestFromBeforeTheBreakDoesNotMendIt(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.connect(t)
		running := b.test(t)
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			return b.Suspend(ctx, tx, "aut_bamberg", "problem_failing")
		})
		if err := b.answer(t, running[0]); !errors.Is(err, organisation.ErrNoTest) {
			t.Errorf("got %v", err)
		}
		if got := b.shown(); !strings.HasPrefix(got, "SMIME SUSPENDED") {
			t.Errorf("got %s", got)
		}
		if got, want := b.tests(t), "MODERN EXPIRED, COMPAT EXPIRED, last MODERN"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

func TestAnswerWithoutAKeyToEncryptToPutsNothingInUse(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := ready(t, w)
		running := b.test(t)
		list, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.RemoveCertificate(admin, list[0].ID); err != nil {
			t.Fatal(err)
		}
		if err := b.answer(t, running[0]); !errors.Is(err, organisation.ErrNoTest) {
			t.Errorf("got %v", err)
		}
		if got := b.shown(); !strings.HasPrefix(got, "INBOX ACTIVE") {
			t.Errorf("got %s", got)
		}
	})
}
