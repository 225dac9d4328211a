package organisation_test

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/organisation"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

func untested(c *organisation.Certificate) bool {
	return slices.Contains(c.WarningKeys, "warning_untested")
}

func TestSuccessorIsEncryptedToOnlyOnceItWasTested(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.set(t, mailboxAddress, 20<<20)
		first := b.ca.issue(t, leaf(w, mailboxAddress))
		old := b.store(t, first)
		expect := func(step string, encryption, trial *x509.Certificate) {
			t.Helper()
			m, err := b.Mailbox(context.Background(), "aut_bamberg")
			if err != nil || m.Encryption == nil || !m.Encryption.Equal(encryption) || !m.Trial.Equal(trial) {
				t.Errorf("%s: got %+v, %v", step, m, err)
			}
		}
		expect("the only one, untested", first, first)
		if err := b.answer(t, b.test(t)[0]); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(48 * time.Hour)
		second := b.ca.issue(t, leaf(w, mailboxAddress))
		if c := b.store(t, second); !untested(c) {
			t.Errorf("successor: got %v", c.WarningKeys)
		}
		expect("stored", first, second)
		running := b.test(t)
		expect("test runs", first, second)
		if err := b.answer(t, running[0]); err != nil {
			t.Fatal(err)
		}
		expect("answered", second, second)
		w.Clock.Advance(48 * time.Hour)
		third := b.ca.issue(t, leaf(w, mailboxAddress))
		b.store(t, third)
		expect("another", second, third)
		list, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg"))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range list {
			sum := sha256.Sum256(second.Raw)
			if c.ID != old.ID && c.Fingerprint != hex.EncodeToString(sum[:]) {
				continue
			}
			if _, err := b.RemoveCertificate(admin, c.ID); err != nil {
				t.Fatal(err)
			}
		}
		expect("no other one left", third, third)
		if got := b.shown(); !strings.HasPrefix(got, "SMIME ACTIVE") {
			t.Errorf("got %s", got)
		}
	})
}

func TestSameCertificateTwiceAndTooMany(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	b := newBureau(t, w)
	text := asPEM(b.ca.issue(t, leaf(w, mailboxAddress)))
	add := func() error {
		return second(b.AddCertificate(admin, organisation.NewCertificate{AuthorityID: "aut_bamberg", PEM: &text}))
	}
	if got := rule(add()); got != "WRONG_STATE mailbox_first" {
		t.Errorf("without a mailbox: got %s", got)
	}
	b.set(t, mailboxAddress, 20<<20)
	if err := add(); err != nil {
		t.Fatal(err)
	}
	if got := rule(add()); got != "TAKEN cert_known pem" {
		t.Errorf("twice: got %s", got)
	}
	for range 9 {
		b.store(t, b.ca.issue(t, leaf(w, mailboxAddress)))
	}
	text = asPEM(b.ca.issue(t, leaf(w, mailboxAddress)))
	if got := rule(add()); got != "TOO_MANY cert_too_many pem" {
		t.Errorf("eleventh: got %s", got)
	}
}

func TestCertificateInUseIsToldAndItsLossBreaksTheConnection(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.connect(t)
		if got := b.take(&b.mails); got != "" {
			t.Errorf("before it was in use: got %s", got)
		}
		first, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg"))
		if err != nil {
			t.Fatal(err)
		}
		later := leaf(w, mailboxAddress)
		later.NotBefore = w.Clock.Now().Add(-time.Minute).Truncate(time.Second)
		w.Clock.Advance(time.Second)
		x := b.ca.issue(t, later)
		next := b.store(t, x)
		if got, want := b.take(&b.mails), "added acc_8"; got != want {
			t.Errorf("told: got %s, want %s", got, want)
		}
		m, err := b.Mailbox(context.Background(), "aut_bamberg")
		if err != nil || m.Encryption.Equal(x) || !m.Trial.Equal(x) || len(m.Signing) != 2 || m.Name != "Stadt Bamberg" || m.MailLimit != 20<<20 || m.LegacyAllowed {
			t.Errorf("mailbox: got %+v, %v", m, err)
		}
		if got, err := b.BySigner(context.Background(), sha256.Sum256(x.Raw)); err != nil || !slices.Equal(got, []string{"aut_bamberg"}) {
			t.Errorf("by signer: got %v, %v", got, err)
		}
		if got, err := b.RemoveCertificate(admin, next.ID); err != nil || got != "aut_bamberg" {
			t.Fatal(got, err)
		}
		if got, err := b.BySigner(context.Background(), sha256.Sum256(x.Raw)); err != nil || len(got) != 0 {
			t.Errorf("by a removed signer: got %v, %v", got, err)
		}
		if signers, err := b.Signers(context.Background()); err != nil || len(signers) != 1 {
			t.Errorf("signers: got %v, %v", signers, err)
		}
		if got := b.shown(); !strings.HasPrefix(got, "SMIME ACTIVE") {
			t.Errorf("with one left: got %s", got)
		}
		if _, err := b.RemoveCertificate(admin, first[0].ID); err != nil {
			t.Fatal(err)
		}
		if got, want := b.shown(), "SMIME SUSPENDED poststelle@bamberg.example MODERN 10485760 problem_certificate_ended SUSPENDED"; got != want {
			t.Errorf("without any: got %s, want %s", got, want)
		}
		if _, err := b.RemoveCertificate(admin, first[0].ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("twice: got %v", err)
		}
		want := "acc_1 certificate.add " + next.ID + " " + digestOf(mailboxAddress) + ", acc_1 certificate.remove " + next.ID + ", acc_1 certificate.remove " + first[0].ID +
			", channel.suspended problem_certificate_ended"
		if got := b.take(&b.acts); got != want {
			t.Errorf("record: got %s, want %s", got, want)
		}
	})
}

func TestExpiringCertificatesAreListedTheSoonestFirst(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.set(t, mailboxAddress, 20<<20)
		for _, days := range []int{10, 59, 5, 61, 10} {
			form := leaf(w, mailboxAddress)
			form.NotAfter = w.Clock.Now().AddDate(0, 0, days).Truncate(time.Second)
			b.store(t, b.ca.issue(t, form))
		}
		var got []string
		req := pagination.Request{Limit: 2}
		for range 3 {
			list, err := b.ExpiringCertificates(operator, req)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range list.Items {
				got = append(got, i.Node.NotAfter.Format(time.DateOnly))
				req.After = i.Position
			}
			if !list.HasNext {
				break
			}
		}
		if want := []string{"2026-03-07", "2026-03-12", "2026-03-12", "2026-04-30"}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		last, err := b.ExpiringCertificates(operator, pagination.Request{Limit: 1, Backward: true})
		if err != nil || len(last.Items) != 1 || last.Items[0].Node.NotAfter.Format(time.DateOnly) != "2026-04-30" {
			t.Errorf("last: got %+v, %v", last, err)
		}
		if _, err := b.ExpiringCertificates(operator, pagination.Request{Limit: 1, After: "x"}); errs.CodeOf(err) != errs.Invalid {
			t.Errorf("strange cursor: got %v", err)
		}
		if _, err := b.ExpiringCertificates(admin, pagination.Request{Limit: 1}); errs.CodeOf(err) != errs.Forbidden {
			t.Errorf("admin: got %v", err)
		}
	})
}

func TestWarningsComeOnceEachAndOnlyWithoutSuccessor(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.connect(t)
		end := w.Clock.Now().AddDate(1, 0, 0).Truncate(time.Second)
		day := "ending acc_1 " + end.Format(time.DateOnly)
		at := func(days int) string {
			t.Helper()
			w.Clock.Advance(end.Add(time.Duration(-days)*24*time.Hour - time.Minute).Sub(w.Clock.Now()))
			b.sweep(t)
			b.sweep(t)
			return b.take(&b.mails)
		}
		for _, tt := range []struct {
			days int
			want string
		}{{61, ""}, {59, day}, {31, ""}, {29, day}, {6, day}, {5, ""}} {
			if got := at(tt.days); got != tt.want {
				t.Errorf("%d days before: got %q, want %q", tt.days, got, tt.want)
			}
		}
		b.store(t, b.ca.issue(t, leaf(w, mailboxAddress)))
		b.take(&b.mails)
		if got := at(-1); got != "" || !strings.HasPrefix(b.shown(), "SMIME ACTIVE") {
			t.Errorf("with a successor: got %q, %s", got, b.shown())
		}
		w.Clock.Advance(400 * 24 * time.Hour)
		b.sweep(t)
		if got := b.shown(); !strings.HasPrefix(got, "SMIME SUSPENDED") || !strings.Contains(got, "problem_certificate_ended") {
			t.Errorf("after the end of the last: got %s", got)
		}
		if list, err := b.SuspendedChannels(operator); err != nil || len(list) != 1 || list[0].AuthorityID != "aut_bamberg" {
			t.Errorf("desk: got %+v, %v", list, err)
		}
	})
}

func TestFailuresInARowBreakAConnection(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.connect(t)
		fail := func(failure string) string {
			t.Helper()
			b.in(t, func(ctx context.Context, tx *store.Tx) error { return b.CountFailure(ctx, tx, "aut_bamberg", failure) })
			return b.shown()
		}
		fail("REFUSED")
		fail("MAILBOX_FULL")
		b.in(t, func(ctx context.Context, tx *store.Tx) error { return b.ResetFailures(ctx, tx, "aut_bamberg") })
		fail("REFUSED")
		if got := fail("REFUSED"); !strings.HasPrefix(got, "SMIME ACTIVE") {
			t.Errorf("two in a row: got %s", got)
		}
		if got := fail("MAILBOX_FULL"); !strings.Contains(got, "SUSPENDED") || !strings.Contains(got, "problem_mailbox_full") {
			t.Errorf("three in a row: got %s", got)
		}
		if got, want := b.take(&b.mails), "broken acc_1"; got != want {
			t.Errorf("mails: got %s, want %s", got, want)
		}
		fail("UNKNOWN_MAILBOX")
		if got := b.take(&b.mails); got != "" {
			t.Errorf("broken twice: got %s", got)
		}
		if err := b.answer(t, b.test(t)[0]); err != nil {
			t.Fatal(err)
		}
		if got := b.shown(); !strings.HasPrefix(got, "SMIME ACTIVE") || strings.Contains(got, "problem") {
			t.Errorf("after a test: got %s", got)
		}
		if got := fail("UNKNOWN_MAILBOX"); !strings.Contains(got, "problem_unknown_mailbox") {
			t.Errorf("unknown mailbox: got %s", got)
		}
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(b.Suspend(ctx, tx, "aut_bamberg", "x"), b.Suspend(ctx, tx, "aut_coburg", "x"), b.CountFailure(ctx, tx, "aut_coburg", "x"))
		})
	})
}
