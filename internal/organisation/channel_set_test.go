package organisation_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/organisation"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func TestInboxStaysInUseUntilTheTestIsAnswered(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		expect := func(step, want string) {
			t.Helper()
			if got := b.shown(); got != want {
				t.Errorf("%s: got %s, want %s", step, got, want)
			}
		}
		b.set(t, mailboxAddress, 20<<20)
		expect("prepared", "INBOX ACTIVE poststelle@bamberg.example - 100000000 - CONNECTED")
		b.store(t, b.ca.issue(t, leaf(w, mailboxAddress)))
		probes := b.test(t)
		expect("testing", "INBOX ACTIVE poststelle@bamberg.example - 100000000 - CONNECTED")
		if err := b.answer(t, probes[1]); err != nil {
			t.Fatal(err)
		}
		expect("answered", "SMIME ACTIVE poststelle@bamberg.example COMPAT 10485760 - CONNECTED")
		b.set(t, mailboxAddress, 10<<20)
		expect("smaller", "SMIME ACTIVE poststelle@bamberg.example COMPAT 5242880 - CONNECTED")
		b.set(t, "neu@bamberg.example", 10<<20)
		expect("moved", "SMIME PENDING neu@bamberg.example - 5242880 - NOT_CONNECTED")
		if err := b.SetChannel(operator, organisation.ChannelSetInput{AuthorityID: "aut_bamberg", Kind: organisation.Inbox}); err != nil {
			t.Fatal(err)
		}
		expect("back", "INBOX ACTIVE - - 100000000 - CONNECTED")
		if got, want := b.take(&b.acts), "acc_1 channel.set SMIME "+digestOf(mailboxAddress)+", "; !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "acc_8 channel.set INBOX") {
			t.Errorf("record: got %s", got)
		}
	})
}

func TestLeftMailboxStillTakesMailsSentBefore(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.connect(t)
		toInbox := organisation.ChannelSetInput{AuthorityID: "aut_bamberg", Kind: organisation.Inbox}
		if err := b.SetChannel(admin, toInbox); err != nil {
			t.Fatal(err)
		}
		// Asking for the inbox again must not cut the conversations that run by the mailbox.
		for range 2 {
			if got, want := b.shown(), "INBOX ACTIVE poststelle@bamberg.example MODERN 100000000 - CONNECTED"; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if m, err := b.Mailbox(context.Background(), "aut_bamberg"); err != nil || m.Suspended || m.Encryption == nil {
				t.Errorf("got %+v, %v", m, err)
			}
			if err := b.SetChannel(admin, toInbox); err != nil {
				t.Fatal(err)
			}
		}
		b.set(t, "neu@bamberg.example", 20<<20)
		if err := b.SetChannel(admin, toInbox); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Mailbox(context.Background(), "aut_bamberg"); !errors.Is(err, organisation.ErrNoMailbox) {
			t.Errorf("dropped: got %v", err)
		}
	})
}

func TestChannelSettingsAreChecked(t *testing.T) {
	t.Parallel()
	b := newBureau(t, testkit.SQLite(t))
	for _, tt := range []struct {
		name, email string
		limit       int64
		version     int
		want        string
	}{
		{"no address", "", 0, 0, "REQUIRED email"},
		{"no mailbox", "poststelle", 0, 0, "INVALID email_malformed email"},
		{"ours", "Gateway@schalter.example", 0, 0, "INVALID mailbox_ours email"},
		{"tiny", mailboxAddress, 1<<20 - 1, 0, "INVALID mail_limit_range mailLimitBytes"},
		{"huge", mailboxAddress, 150<<20 + 1, 0, "INVALID mail_limit_range mailLimitBytes"},
		{"old version", mailboxAddress, 1 << 20, 7, "STALE"},
		{"right version", mailboxAddress, 1 << 20, 1, ""},
	} {
		in := organisation.ChannelSetInput{AuthorityID: "aut_bamberg", Kind: organisation.SMIME, Email: &tt.email}
		if tt.limit != 0 {
			in.MailLimitBytes = &tt.limit
		}
		if tt.version != 0 {
			in.ExpectedVersion = &tt.version
		}
		if got := rule(b.SetChannel(admin, in)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	other := "neu@bamberg.example"
	if err := b.SetChannel(admin, organisation.ChannelSetInput{AuthorityID: "aut_bamberg", Kind: organisation.SMIME, Email: &other}); err != nil {
		t.Fatal(err)
	}
	if got := *b.Channel(admin, "aut_bamberg").MailLimitBytes; got != 1<<20 {
		t.Errorf("limit not named: got %d, want the one before", got)
	}
}

func TestOnlyAdminsAndOperatorsManageAChannel(t *testing.T) {
	t.Parallel()
	b := newBureau(t, testkit.SQLite(t))
	b.connect(t)
	c := b.Channel(admin, "aut_bamberg")
	list, err := b.CertificatesOf(admin, c)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	for _, tt := range []struct {
		name string
		ctx  context.Context
		want string
	}{
		{"anonymous", viewer.With(context.Background(), viewer.Anonymous()), "UNAUTHENTICATED"},
		{"colleague", colleague, "NOT_FOUND"}, {"stranger", stranger, "NOT_FOUND"},
	} {
		for what, err := range map[string]error{
			"set":    b.SetChannel(tt.ctx, organisation.ChannelSetInput{AuthorityID: "aut_bamberg", Kind: organisation.Inbox}),
			"test":   b.StartTest(tt.ctx, "aut_bamberg"),
			"add":    second(b.AddCertificate(tt.ctx, organisation.NewCertificate{AuthorityID: "aut_bamberg"})),
			"remove": second(b.RemoveCertificate(tt.ctx, list[0].ID)),
		} {
			if got := rule(err); got != tt.want {
				t.Errorf("%s: %s: got %s, want %s", tt.name, what, got, tt.want)
			}
		}
		if _, err := b.Certificate(tt.ctx, list[0].ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("%s: certificate: got %v", tt.name, err)
		}
	}
	if got := rule(b.StartTest(admin, "aut_coburg")); got != "NOT_FOUND" {
		t.Errorf("not connected: got %s", got)
	}
	if got := rule(b.AllowLegacy(admin, "aut_bamberg", nil)); got != "FORBIDDEN" {
		t.Errorf("legacy by an admin: got %s", got)
	}
}

func second[T any](_ T, err error) error { return err }

func TestLegacyIsAllowedForATimeAndEndsTheConnection(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.set(t, mailboxAddress, 20<<20)
		b.store(t, b.ca.issue(t, leaf(w, mailboxAddress)))
		for day, want := range map[string]string{
			"2026-03-01": "INVALID day_over until", "2027-03-03": "INVALID legacy_too_long until", "soon": "INVALID until",
		} {
			if got := rule(b.AllowLegacy(operator, "aut_bamberg", &day)); got != want {
				t.Errorf("%s: got %s, want %s", day, got, want)
			}
		}
		until := "2026-03-31"
		b.take(&b.mails)
		b.setOperators("acc_8", "acc_80")
		if err := b.AllowLegacy(operator, "aut_bamberg", &until); err != nil {
			t.Fatal(err)
		}
		if got, want := b.told(), "legacy acc_1 2026-03-31, legacy acc_80 2026-03-31"; got != want {
			t.Errorf("told: got %q, want %q", got, want)
		}
		probes := b.test(t)
		if len(probes) != 3 || probes[2].profile != "LEGACY" {
			t.Fatalf("got %+v", probes)
		}
		if err := b.answer(t, probes[2]); err != nil {
			t.Fatal(err)
		}
		if got, want := b.shown(), "SMIME ACTIVE poststelle@bamberg.example LEGACY 10485760 - CONNECTED"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		b.take(&b.mails)
		w.Clock.Advance(30 * 24 * time.Hour)
		b.sweep(t)
		if got, want := b.shown(), "SMIME SUSPENDED poststelle@bamberg.example LEGACY 10485760 problem_legacy_ended SUSPENDED"; got != want {
			t.Errorf("after its end: got %s, want %s", got, want)
		}
		if got, want := b.take(&b.mails), "broken acc_1"; got != want {
			t.Errorf("mails: got %s, want %s", got, want)
		}
	})
}

func (b *bureau) sweep(t *testing.T) {
	t.Helper()
	if err := b.Sweep(context.Background(), b.w.Clock.Now()); err != nil {
		t.Fatal(err)
	}
}
