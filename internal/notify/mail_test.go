package notify_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	entmail "schalter/ent/mail"
	"schalter/internal/job"
	"schalter/internal/mail"
	"schalter/internal/mail/relay"
	"schalter/internal/notify"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// postOffice is the people, the clerks and the mail server of a test.
type postOffice struct {
	*testkit.World
	*notify.Mailer
	runner *job.Runner
	people map[string]notify.Addressee
	clerks []string

	mu     sync.Mutex
	answer error
	sent   []mail.Message
	told   []string
	// refused is the address that the mail server takes no mail for.
	refused string
	// meanwhile happens while a mail is being handed over.
	meanwhile func()
}

func (p *postOffice) Addressee(_ context.Context, _ *store.Tx, accountID string) (notify.Addressee, error) {
	return p.people[accountID], nil
}

func (p *postOffice) ClerkAccounts(context.Context, *store.Tx, string) ([]string, error) {
	return p.clerks, nil
}

func (p *postOffice) Send(_ context.Context, m mail.Message) error {
	if p.meanwhile != nil {
		p.meanwhile()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if m.To == p.refused {
		return mail.ErrPermanent
	}
	if p.answer == nil {
		p.sent = append(p.sent, m)
	}
	return p.answer
}

func newPostOffice(w *testkit.World, change func(*notify.MailerOptions)) *postOffice {
	p := &postOffice{World: w, clerks: []string{"acc_clerk", "acc_quiet"}, people: map[string]notify.Addressee{
		"acc_owner": {Email: "owner@post.example", Name: "Erika Muster", Locale: "DE", Active: true, Notices: true, Phrase: "Bratapfel im Advent"},
		"acc_clerk": {Email: "clerk@amt.example", Name: "Jo Doe", Locale: "EN", Active: true, Notices: true},
		"acc_quiet": {Email: "quiet@amt.example", Name: "Quiet", Locale: "DE", Active: true},
	}}
	o := notify.MailerOptions{DB: w.DB, Vault: w.Vault, People: p, Clerks: p, Sender: p, Log: w.Log, BaseURL: "https://schalter.example",
		AuthorityName: func(string) string { return "Stadt Bamberg" }, Delay: 3 * time.Minute}
	if change != nil {
		change(&o)
	}
	p.Mailer = notify.NewMailer(o)
	p.OnSettled(func(_ context.Context, _, sideID string, sent bool, _ time.Time) error {
		p.told = append(p.told, fmt.Sprint(sideID, " ", sent))
		return nil
	})
	p.runner = job.NewRunner(w.DB, w.Log)
	p.RegisterJobs(p.runner)
	return p
}

func (p *postOffice) in(t *testing.T, fn func(context.Context, *store.Tx) error) {
	t.Helper()
	if err := p.DB.Tx(viewer.System(context.Background(), "test"), fn); err != nil {
		t.Fatal(err)
	}
}

func (p *postOffice) work(t *testing.T) {
	t.Helper()
	if err := p.runner.RunDue(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// A reminder goes to those who want mails about messages, and to all where nobody does.
func TestAReminderOfSilenceReachesSomebody(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		p := newPostOffice(w, nil)
		for _, tt := range []struct {
			clerks []string
			want   string
		}{
			{[]string{"acc_clerk", "acc_quiet"}, "clerk@amt.example: Reminder: unopened messages in the inbox"},
			{[]string{"acc_quiet"}, "quiet@amt.example: Erinnerung: ungeöffnete Nachrichten im Eingang"},
			{nil, ""},
		} {
			p.clerks, p.sent = tt.clerks, nil
			for range 3 {
				p.in(t, func(ctx context.Context, tx *store.Tx) error { return p.SilenceReminder(ctx, tx, "aut_1") })
			}
			p.work(t)
			var got []string
			for _, m := range p.sent {
				got = append(got, m.To+": "+m.Subject)
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("%v: got %q, want %q", tt.clerks, got, tt.want)
			}
		}
	})
}

// The reminder of cases that wait for the archive names their number, and reaches somebody.
func TestAReminderForTheArchiveNamesTheNumberAlone(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		p := newPostOffice(w, nil)
		for _, tt := range []struct {
			clerks []string
			cases  int
			want   string
			text   string
		}{
			{[]string{"acc_clerk", "acc_quiet"}, 3, "clerk@amt.example: To be offered to the archive", "the retention of 3 cases is over"},
			{[]string{"acc_quiet"}, 1, "quiet@amt.example: Dem Archiv anzubieten", "die Aufbewahrung von 1 Fall zu Ende"},
		} {
			p.clerks, p.sent = tt.clerks, nil
			p.in(t, func(ctx context.Context, tx *store.Tx) error { return p.ArchiveReminder(ctx, tx, "aut_1", tt.cases) })
			p.work(t)
			if len(p.sent) != 1 || p.sent[0].To+": "+p.sent[0].Subject != tt.want || !strings.Contains(strings.Join(strings.Fields(p.sent[0].Text), " "), tt.text) {
				t.Errorf("%v: got %+v, want %q", tt.clerks, p.sent, tt.want)
			}
		}
	})
}

func TestSeveralNewMessagesMakeOneMailWithoutContent(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		p := newPostOffice(w, nil)
		for range 3 {
			p.in(t, func(ctx context.Context, tx *store.Tx) error { return p.OwnerNotice(ctx, tx, "acc_owner", "sid_1") })
			p.in(t, func(ctx context.Context, tx *store.Tx) error { return p.AuthorityNotice(ctx, tx, "aut_1", "sid_2") })
			w.Clock.Advance(time.Minute)
			if p.work(t); len(p.sent) > 0 && w.Clock.Now().Sub(testkit.Start) < 3*time.Minute {
				t.Fatal("sent at once")
			}
		}
		var got []string
		for _, m := range p.sent {
			got = append(got, m.To+": "+m.Subject)
		}
		slices.Sort(got)
		want := []string{"clerk@amt.example: New message in the inbox", "owner@post.example: Sie haben eine neue Nachricht"}
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		if want := []string{"sid_1 true"}; !slices.Equal(p.told, want) {
			t.Errorf("told: got %v, want %v", p.told, want)
		}
		i := slices.IndexFunc(p.sent, func(m mail.Message) bool { return m.To == "owner@post.example" })
		text := p.sent[i].Text
		if !strings.Contains(text, "Ihr Erkennungssatz: „Bratapfel im Advent“") || !strings.Contains(text, "Guten Tag Erika Muster,") {
			t.Errorf("text: got %s", text)
		}
		if strings.Count(text, "http") != 1 || !strings.Contains(text, "\nhttps://schalter.example/postfach\n") {
			t.Errorf("links: want that to the mailboxes only, got %s", text)
		}
		if strings.Contains(text, "Bamberg") || strings.Contains(text, "sid_") || strings.Contains(text, "aut_") {
			t.Errorf("content: got %s", text)
		}
		p.in(t, func(ctx context.Context, tx *store.Tx) error { return p.OwnerNotice(ctx, tx, "acc_owner", "sid_1") })
		w.Clock.Advance(3 * time.Minute)
		if p.work(t); len(p.sent) != 3 {
			t.Errorf("a later message: got %d mails, want 3", len(p.sent))
		}
	})
}

// Nobody is told of news in a mailbox that was deleted meanwhile, or of a message that was.
func TestNoticesOfWhatIsDeletedAreTakenBack(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		gone := map[string]bool{}
		p := newPostOffice(w, nil)
		p.OnNotice(func(_ context.Context, _ *store.Tx, sideID string) (bool, error) { return !gone[sideID], nil })
		notice := func(ctx context.Context, tx *store.Tx) error { return p.OwnerNotice(ctx, tx, "acc_owner", "sid_1") }
		for _, tt := range []struct {
			name string
			then func(ctx context.Context, tx *store.Tx) error
			want int
		}{
			{"nothing happens", func(context.Context, *store.Tx) error { return nil }, 1},
			{"the mailbox is deleted", func(ctx context.Context, tx *store.Tx) error { return p.Withdraw(ctx, tx, "acc_owner", "sid_1") }, 0},
			{"the last message left is older", func(ctx context.Context, tx *store.Tx) error {
				return p.WithdrawAfter(ctx, tx, "acc_owner", "sid_1", tx.Now.Add(-time.Hour))
			}, 0},
			{"another new message is left", func(ctx context.Context, tx *store.Tx) error {
				return p.WithdrawAfter(ctx, tx, "acc_owner", "sid_1", tx.Now)
			}, 1},
			{"deleted while a worker runs the notice", func(context.Context, *store.Tx) error { gone["sid_1"] = true; return nil }, 0},
		} {
			before := len(p.sent)
			p.in(t, notice)
			p.in(t, tt.then)
			w.Clock.Advance(4 * time.Minute)
			if p.work(t); len(p.sent)-before != tt.want {
				t.Errorf("%s: %d mails, want %d", tt.name, len(p.sent)-before, tt.want)
			}
		}
		gone["sid_1"] = false
		p.answer = &relay.Failure{Code: 451, Step: relay.Recipient}
		p.in(t, notice)
		w.Clock.Advance(4 * time.Minute)
		p.work(t)
		p.in(t, func(ctx context.Context, tx *store.Tx) error { return p.Withdraw(ctx, tx, "acc_owner", "sid_1") })
		p.answer = nil
		before := len(p.sent)
		w.Clock.Advance(time.Hour)
		if p.work(t); len(p.sent) != before {
			t.Error("a mail that waited for the server went out after the mailbox was deleted")
		}
		named, err := w.DB.Client().Mail.Query().Where(entmail.SideIDNotNil()).Count(viewer.System(t.Context(), "test"))
		if err != nil || named > 0 {
			t.Errorf("%d mails still name the mailbox, %v", named, err)
		}
	})
}

// A mailbox is deleted while the mail that tells of it is being handed over: what the server took is told as sent and never as failed, and what it did
// not take is soon given up.
func TestAMailBeingHandedOverIsToldAsWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		for answer, want := range map[error]string{nil: " true", errors.New("busy"): " false"} {
			p := newPostOffice(w, nil)
			p.answer = answer
			p.in(t, func(ctx context.Context, tx *store.Tx) error { return p.OwnerNotice(ctx, tx, "acc_owner", "sid_1") })
			p.meanwhile = func() {
				p.meanwhile = nil
				p.in(t, func(ctx context.Context, tx *store.Tx) error { return p.Withdraw(ctx, tx, "acc_owner", "sid_1") })
			}
			for range 4 {
				w.Clock.Advance(5 * time.Minute)
				p.work(t)
			}
			if !slices.Equal(p.told, []string{want}) || answer == nil && len(p.sent) != 1 {
				t.Errorf("%v: told %q, %d mails sent", answer, p.told, len(p.sent))
			}
		}
	})
}

func TestWhatBecomesOfAMail(t *testing.T) {
	t.Parallel()
	later := &relay.Failure{Code: 451, Step: relay.Recipient}
	for _, tt := range []struct {
		name    string
		answers []error
		wait    time.Duration
		state   string
		told    []string
	}{
		{"taken", []error{nil}, 0, "SENT", []string{"sid_1 true"}},
		{"refused for good", []error{mail.ErrPermanent}, 0, "FAILED", []string{"sid_1 false"}},
		{"refused for now, then taken", []error{later, later, nil}, time.Hour, "SENT", []string{"sid_1 true"}},
		{"refused for now, for two days", []error{later, later, later}, 25 * time.Hour, "FAILED", []string{"sid_1 false"}},
		{"still refused for now", []error{later}, time.Hour, "QUEUED", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
				w.Log = testkit.Quiet()
				p := newPostOffice(w, nil)
				p.in(t, func(ctx context.Context, tx *store.Tx) error {
					return p.Queue(ctx, tx, notify.Mail{SideID: "sid_1", To: "a@post.example", Subject: "S", Text: "T", Locale: "DE"})
				})
				for _, answer := range tt.answers {
					p.answer = answer
					p.work(t)
					w.Clock.Advance(tt.wait)
				}
				var state string
				if err := w.DB.QueryRow(context.Background(), `SELECT state FROM mail`).Scan(&state); err != nil {
					t.Fatal(err)
				}
				if state != tt.state || !slices.Equal(p.told, tt.told) {
					t.Errorf("got %s, told %v; want %s, %v", state, p.told, tt.state, tt.told)
				}
				var content int
				if err := w.DB.QueryRow(context.Background(), `SELECT LENGTH(sealed) FROM mail`).Scan(&content); err != nil {
					t.Fatal(err)
				}
				if settled := state != "QUEUED"; settled != (content == 0) {
					t.Errorf("content of a mail that is %s: %d bytes", state, content)
				}
			})
		})
	}
}

// A notice that does not reach the first address of a person goes to the second one, once, whether it is refused or comes back later, however often
// that is told; what becomes of each is told. Who has no second address, or a mailbox that is gone, gets no other.
func TestANoticeThatFailsGoesToTheSecondAddress(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name               string
		second             string
		comesBack, gone    bool
		wantSent, wantTold []string
	}{
		{"refused", "second@post.example", false, false, []string{"second@post.example"}, []string{"sid_1 false", "sid_1 true"}},
		{"comes back", "second@post.example", true, false, []string{"owner@post.example", "second@post.example"}, []string{"sid_1 true", "sid_1 false", "sid_1 true", "sid_1 false", "sid_1 false"}},
		{"refused by both", "second@post.example", false, false, nil, []string{"sid_1 false", "sid_1 false"}},
		{"no second address", "", false, false, nil, []string{"sid_1 false"}},
		{"the mailbox is gone", "second@post.example", true, true, []string{"owner@post.example"}, []string{"sid_1 true", "sid_1 false", "sid_1 false", "sid_1 false"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
				w.Log = testkit.Quiet()
				p := newPostOffice(w, nil)
				owner := p.people["acc_owner"]
				owner.SecondEmail = tt.second
				p.people["acc_owner"] = owner
				stands := true
				p.OnNotice(func(context.Context, *store.Tx, string) (bool, error) { return stands, nil })
				p.in(t, func(ctx context.Context, tx *store.Tx) error { return p.OwnerNotice(ctx, tx, "acc_owner", "sid_1") })
				w.Clock.Advance(3 * time.Minute)
				if !tt.comesBack {
					p.refused = owner.Email
				}
				if tt.wantSent == nil {
					p.answer = mail.ErrPermanent
				}
				p.work(t)
				stands = !tt.gone
				for range map[bool]int{true: 3}[tt.comesBack] {
					p.in(t, func(ctx context.Context, tx *store.Tx) error { return p.Returned(ctx, tx, p.sent[0].ID) })
					p.work(t)
					p.work(t)
				}
				var to []string
				for _, m := range p.sent {
					to = append(to, m.To)
				}
				if !slices.Equal(to, tt.wantSent) || !slices.Equal(p.told, tt.wantTold) {
					t.Errorf("sent to %v, told %v; want %v, %v", to, p.told, tt.wantSent, tt.wantTold)
				}
			})
		})
	}
}

func TestMailsWaitForAMailServer(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	queue := func(p *postOffice) {
		p.in(t, func(ctx context.Context, tx *store.Tx) error {
			return p.Queue(ctx, tx, notify.Mail{To: "a@post.example", Subject: "S", Text: "Ein Text mit Umlauten äöü"})
		})
	}
	none := newPostOffice(w, func(o *notify.MailerOptions) { o.Sender = nil })
	queue(none)
	none.work(t)
	w.Clock.Advance(time.Hour)
	none.work(t)
	p := newPostOffice(w, nil)
	w.Clock.Advance(time.Hour)
	p.work(t)
	p.work(t)
	if len(p.sent) != 1 || !strings.Contains(p.sent[0].HTML, "<p>Ein Text mit Umlauten äöü</p>") {
		t.Errorf("got %v", p.sent)
	}
	w.Clock.Advance(31 * 24 * time.Hour)
	p.work(t)
	var rows int
	if err := w.DB.QueryRow(context.Background(), `SELECT COUNT(*) FROM mail`).Scan(&rows); err != nil || rows != 0 {
		t.Errorf("a month later: got %d rows, %v", rows, err)
	}
}

// A mail waits two days for a mail server and no longer; nothing readable is left of it, and whom it concerns is told.
func TestMailsDoNotWaitForAMailServerForEver(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		w.Log = testkit.Quiet()
		none := newPostOffice(w, func(o *notify.MailerOptions) { o.Sender = nil })
		none.in(t, func(ctx context.Context, tx *store.Tx) error {
			return none.Queue(ctx, tx, notify.Mail{SideID: "sid_1", To: "a@post.example", Subject: "S", Text: "T"})
		})
		failed := func() (n int) {
			if err := w.DB.QueryRow(context.Background(), `SELECT COUNT(*) FROM mail WHERE state = 'FAILED' AND LENGTH(sealed) = 0`).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		w.Clock.Advance(47 * time.Hour)
		if none.work(t); failed() != 0 {
			t.Fatal("it failed before its time")
		}
		w.Clock.Advance(2 * time.Hour)
		if none.work(t); failed() != 1 || !slices.Equal(none.told, []string{"sid_1 false"}) {
			t.Errorf("after two days: %d failed, told %v", failed(), none.told)
		}
	})
}

func TestMailsAreSealedWhereTheyWait(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	p := newPostOffice(w, nil)
	p.answer = errors.New("no answer")
	p.in(t, func(ctx context.Context, tx *store.Tx) error {
		return p.PasswordReset(ctx, tx, "acc_owner", "Geheimes-Token", notify.Asked{})
	})
	p.work(t)
	for _, name := range []string{"schalter.db", "schalter.db-wal"} {
		b, err := os.ReadFile(filepath.Join(w.DataDir, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"owner@post.example", "Geheimes-Token", "Erika", "Bratapfel", "Passwort"} {
			if bytes.Contains(b, []byte(secret)) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
}

func TestEveryMailInBothLanguages(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	p := newPostOffice(w, nil)
	p.people["acc_en"] = notify.Addressee{Email: "en@post.example", Locale: "EN"}
	for _, accountID := range []string{"acc_owner", "acc_en"} {
		p.in(t, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(
				p.EmailLink(ctx, tx, accountID, p.people[accountID].Email, p.people[accountID].Locale, "t0", false, notify.Asked{}),
				p.EmailLink(ctx, tx, accountID, p.people[accountID].Email, p.people[accountID].Locale, "t1", true, notify.Asked{Count: 3, Places: 2}),
				p.AlreadyRegistered(ctx, tx, accountID, notify.Asked{Count: 2, Places: 1}), p.NotRegistered(ctx, tx, accountID, notify.Asked{}),
				p.TooManyRequests(ctx, tx, accountID, notify.Asked{Count: 20, Places: 9}),
				p.PasswordReset(ctx, tx, accountID, "t2", notify.Asked{}), p.PasswordChanged(ctx, tx, accountID),
				p.LetterOnItsWay(ctx, tx, accountID, "2026-03-05", "2026-03-09"), p.AccountActive(ctx, tx, accountID), p.LetterNotPrinted(ctx, tx, accountID),
				p.LetterGranted(ctx, tx, accountID),
				p.ChannelMoved(ctx, tx, accountID, "aut_1"), p.ChannelActivated(ctx, tx, accountID, "aut_1"),
				p.CertificateRevoked(ctx, tx, accountID, "aut_1"),
				p.CertificateRemoved(ctx, tx, accountID, "aut_1"),
				p.LegacyAllowed(ctx, tx, accountID, "aut_1", time.Date(2026, 4, 1, 21, 59, 59, 0, time.UTC)),
				p.ReleaseProposed(ctx, tx, accountID, "aut_1"), p.ReleaseTold(ctx, tx, accountID, "aut_1"),
				p.AuthorityConnected(ctx, tx, accountID, "aut_1"), p.ChannelClosed(ctx, tx, accountID, "aut_1"),
				p.MemberChanged(ctx, tx, accountID, "Stadt Bamberg"), p.MemberRemoved(ctx, tx, accountID, "Stadt Bamberg"),
				p.MembersTold(ctx, tx, accountID, "Stadt Bamberg"), p.AccountBlocked(ctx, tx, accountID, "Note."), p.AccountUnblocked(ctx, tx, accountID),
				p.BlockTold(ctx, tx, accountID, "acc_9", true), p.BlockTold(ctx, tx, accountID, "acc_9", false),
				p.CertificateAdded(ctx, tx, accountID, "aut_1"), p.ConnectionBroken(ctx, tx, accountID, "aut_1"),
				p.CertificateEnding(ctx, tx, accountID, "aut_1", time.Date(2026, 3, 31, 22, 30, 0, 0, time.UTC)))
		})
	}
	for _, locale := range []string{"de", "en"} {
		p.in(t, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(p.ConnectReleased(ctx, tx, "contact@amt.example", locale, "aut_1"),
				p.ConnectDeclined(ctx, tx, "contact@amt.example", locale, "aut_1", "Note."))
		})
	}
	p.in(t, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(p.DeletionNotice(ctx, tx, "aut_1", "sid_1", "FP-123"), p.MailboxLeft(ctx, tx, "amt@amt.example", "aut_1"),
			p.AuthorityTold(ctx, tx, "amt@amt.example", "aut_1"))
	})
	p.work(t)
	if len(p.sent) != 68 {
		t.Fatalf("got %d mails, want 68", len(p.sent))
	}
	for _, m := range p.sent {
		german := m.Locale == "DE"
		if german != strings.Contains(m.Text, "Freundliche Grüße") || german != strings.HasPrefix(m.Text, "Guten Tag") {
			t.Errorf("language of %q: got %s", m.Subject, m.Text)
		}
		if strings.Contains(m.Text, "%!") || strings.Contains(m.Text, "  ") {
			t.Errorf("%q: got %s", m.Subject, m.Text)
		}
		if strings.Contains(m.Subject, "unterwegs") && !strings.Contains(m.Text, "zwischen dem 5. März 2026 und dem 9. März 2026") {
			t.Errorf("days: got %s", m.Text)
		}
		if strings.Contains(m.Subject, "Veraltete") && !strings.Contains(m.Text, "bis zum 1. April 2026") {
			t.Errorf("last day in Berlin: got %s", m.Text)
		}
		if strings.Contains(m.Subject, "läuft am") && !strings.Contains(m.Text, "läuft am 1. April 2026 ab") {
			t.Errorf("day in Berlin: got %s", m.Text)
		}
	}
}

// Who is invited learns from the mail what they need: a certificate for a role that prepares orders, an account for the others.
func TestAnInvitationSaysWhatItNeeds(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	p := newPostOffice(w, nil)
	invitation := struct {
		Email, Locale, Organisation, By, Token string
		ByCertificate                          bool
		Until                                  time.Time
	}{Email: "mia@stadt.example", Organisation: "Stadt Bamberg", By: "Lena Schubert", Token: "tok", Until: w.Clock.Now().AddDate(0, 0, 14)}
	for _, c := range []struct {
		locale      string
		certificate bool
		want, not   string
	}{
		{"de", true, "ein eigenes Organisationszertifikat", "kein Zertifikat"},
		{"de", false, "ein Konto mit dieser E-Mail-Adresse, aber kein Zertifikat", "Organisationszertifikat"},
		{"en", true, "an organisation certificate of your own", "no certificate"},
		{"en", false, "an account with this e-mail address, but no certificate", "organisation certificate"},
	} {
		invitation.Locale, invitation.ByCertificate = c.locale, c.certificate
		p.in(t, func(ctx context.Context, tx *store.Tx) error { return p.Invited(ctx, tx, invitation) })
		p.work(t)
		if text := p.sent[len(p.sent)-1].Text; !strings.Contains(text, c.want) || strings.Contains(text, c.not) {
			t.Errorf("%s, by certificate %t: %s", c.locale, c.certificate, text)
		}
	}
	if len(p.sent) != 4 {
		t.Errorf("%d mails", len(p.sent))
	}
}

// The trace of a mail that was sent or failed is kept for 30 days; what waits is kept until it is settled.
func TestTracesOfMailsEndAfterThirtyDays(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		w.Log = testkit.Quiet()
		p := newPostOffice(w, nil)
		for _, answer := range []error{nil, mail.ErrPermanent} {
			p.answer = answer
			p.in(t, func(ctx context.Context, tx *store.Tx) error {
				return p.Queue(ctx, tx, notify.Mail{To: "a@post.example", Subject: "S", Text: "T", Locale: "DE"})
			})
			p.work(t)
		}
		left := func(after time.Duration) (n int) {
			t.Helper()
			if err := p.Sweep(context.Background(), w.Clock.Now().Add(after)); err != nil {
				t.Fatal(err)
			}
			if err := w.DB.QueryRow(context.Background(), `SELECT COUNT(*) FROM mail`).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		const month = 30 * 24 * time.Hour
		if n := left(month); n != 2 {
			t.Errorf("on the 30th day: %d traces, want 2", n)
		}
		p.in(t, func(ctx context.Context, tx *store.Tx) error {
			return p.Queue(ctx, tx, notify.Mail{To: "a@post.example", Subject: "S", Text: "T", Locale: "DE"})
		})
		if n := left(month + time.Second); n != 1 {
			t.Errorf("after it: %d traces, want that of the mail that waits", n)
		}
	})
}
