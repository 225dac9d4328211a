//go:build demo && postfix

package app

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	smtp "github.com/emersion/go-smtp"

	"schalter/internal/mail/posttest"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// A message goes out by Postfix and is RELAYED, which nobody calls delivered; the answer of the authority comes back by Postfix
// with its document.
func TestPostfixBringsMessageAndAnswer(t *testing.T) {
	t.Parallel()
	onBothWithPostfix(t, posttest.Options{}, func(t *testing.T, w *postWorld) {
		sent := w.attach(t, 300_000)
		message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1", sent)
		got := w.delivery(t, message, "relayed", func(d shownDelivery) bool { return d.has("RELAYED") })
		if got.State != "RELAYED" || got.has("DELIVERED") || !got.has("HANDED_OVER") {
			t.Errorf("got %+v", got)
		}
		mails := w.office.arrived()
		if len(mails) != 1 || !strings.HasPrefix(mails[0].from, "b+") {
			t.Fatalf("got %d mails, %+v", len(mails), mails)
		}
		opened, err := w.office.open(mails[0])
		if err != nil {
			t.Fatal(err)
		}
		if len(opened.Attachments) != 1 || !bytes.Equal(opened.Attachments[0].Content, pdf(300_000)) || opened.Subject != "Gewerbe anmelden" {
			t.Errorf("arrived: %q with %d documents", opened.Subject, len(opened.Attachments))
		}
		decision := pdf(700_001)
		answer, err := w.office.answer(opened, "Ihr Bescheid", map[string][]byte{"Bescheid.pdf": decision})
		if err != nil {
			t.Fatal(err)
		}
		if err := handMail(w.postfix.Address, false, bambergAddress, gatewayAddress, answer); err != nil {
			t.Fatal(err)
		}
		got = w.delivery(t, message, "answered", func(d shownDelivery) bool { return d.has("ANSWERED") })
		if got.State != "ANSWERED" {
			t.Errorf("got %+v", got)
		}
		list := w.messages(t)
		i := slices.IndexFunc(list, func(m shownMessage) bool { return m.Direction == "INBOUND" })
		if i < 0 || list[i].Subject != "Ihr Bescheid" || len(list[i].Documents) != 1 {
			t.Fatalf("got %+v", list)
		}
		_, content := fetchFile(t, w.citizen, w.absolute(list[i].Documents[0].Download.URL), "")
		if !bytes.Equal(content, decision) {
			t.Errorf("the document came as %d bytes, want %d equal ones", len(content), len(decision))
		}
	})
}

// What the authority's server refuses for now stays HANDED_OVER: Postfix goes on trying, and says so.
func TestPostfixDelaysAMessage(t *testing.T) {
	t.Parallel()
	w := newPostWorld(t, "", posttest.Options{Settings: map[string]string{"delay_warning_time": "1s"}})
	w.office.answers(func(string) error {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Try again"}
	}, nil)
	message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1")
	got := w.delivery(t, message, "delayed", func(d shownDelivery) bool { return d.has("DEFERRED") })
	if got.State != "HANDED_OVER" || got.Failure != nil || got.NextAttemptAt != nil || got.FallbackLetter != nil {
		t.Errorf("got %+v", got)
	}
	w.office.answers(nil, nil)
	got = w.delivery(t, message, "relayed", func(d shownDelivery) bool { return d.has("RELAYED") })
	if got.State != "RELAYED" || len(w.office.arrived()) != 1 {
		t.Errorf("got %+v, %d mails", got, len(w.office.arrived()))
	}
}

// What the authority's server refuses for good is a failure with its cause, a notice and a letter to print.
func TestPostfixReturnsAMessage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		recipient func(string) error
		content   func() error
		code      string
	}{
		{"mailbox full", nil, func() error {
			return &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 2, 2}, Message: "Mailbox full"}
		}, "MAILBOX_FULL"},
		{"unknown user", func(string) error {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "User unknown"}
		}, nil, "UNKNOWN_MAILBOX"},
		{"refused", nil, func() error {
			return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Policy"}
		}, "REFUSED"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newPostWorld(t, "", posttest.Options{})
			w.office.answers(tt.recipient, tt.content)
			message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1")
			w.failed(t, message, tt.code)
			if w.suspended(t) {
				t.Error("one report, which nobody signed, suspends the channel")
			}
			// The same report once more says nothing new.
			if n := len(w.notices(t)); n != 1 {
				t.Errorf("%d notices", n)
			}
		})
	}
}

// However many mails come back: the reports are signed by nobody and close no mailbox for everybody. Each person learns of the own
// message, the operators of the authority.
func TestPostfixReturnsThreeMessages(t *testing.T) {
	t.Parallel()
	w := newPostWorld(t, "", posttest.Options{})
	w.office.answers(func(string) error {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "User unknown"}
	}, nil)
	for _, key := range []string{"k1", "k2", "k3"} {
		message := sendMessage(t, w.citizen, w.mailbox, bamberg, key)
		w.delivery(t, message, "failed", func(d shownDelivery) bool { return d.State == "FAILED" })
	}
	if n := len(w.notices(t)); n != 3 {
		t.Errorf("%d notices, want 3", n)
	}
	if w.suspended(t) {
		t.Error("reports alone suspend the channel")
	}
	var seen struct {
		Desk struct {
			Audit struct {
				Edges []struct{ Node struct{ Action string } }
			}
		}
	}
	w.as(t, operator).Must(t, `{ desk { audit(first: 50) { edges { node { action } } } } }`, nil, &seen)
	bouncing := 0
	for _, e := range seen.Desk.Audit.Edges {
		if e.Node.Action == "channel.bouncing" {
			bouncing++
		}
	}
	if bouncing != 1 {
		t.Errorf("the audit tells operators %d times, want once", bouncing)
	}
}

// failed waits for the failure of a message and checks what the citizen gets then.
func (w *postWorld) failed(t *testing.T, message, code string) {
	t.Helper()
	got := w.delivery(t, message, "failed", func(d shownDelivery) bool { return d.has("FAILED") })
	if got.State != "FAILED" || got.Failure == nil || got.Failure.Code != code || got.Failure.Cause == "" || got.Failure.Advice == "" {
		t.Fatalf("got %+v, want %s", got, code)
	}
	notices := w.notices(t)
	if len(notices) != 1 || notices[0].Body == nil || !strings.Contains(*notices[0].Body, got.Failure.Cause) {
		t.Errorf("notices %+v do not say %q", notices, got.Failure.Cause)
	}
	if got.FallbackLetter == nil {
		t.Fatal("there is no letter to print")
	}
	res, letter := fetchFile(t, w.citizen, w.absolute(got.FallbackLetter.URL), "")
	if res.StatusCode != http.StatusOK || !bytes.HasPrefix(letter, []byte("%PDF-")) {
		t.Errorf("letter: status %d, %.20q", res.StatusCode, letter)
	}
}

func (w *postWorld) notices(t testing.TB) []shownMessage {
	t.Helper()
	return slices.DeleteFunc(w.messages(t), func(m shownMessage) bool { return m.Kind != "NOTICE" })
}

// reachability is that of the authority as the mailbox shows it.
func (w *postWorld) reachability(t *testing.T) string {
	t.Helper()
	var out struct {
		CaseMailbox struct {
			Parties []struct{ Reachability string }
		}
	}
	w.citizen.Must(t, `query($id: ID!) { caseMailbox(id: $id) { parties { reachability } } }`, map[string]any{"id": w.mailbox}, &out)
	return out.CaseMailbox.Parties[0].Reachability
}

// suspended says whether the citizen sees the authority as interrupted, and checks that the operator does too.
func (w *postWorld) suspended(t *testing.T) bool {
	t.Helper()
	var out struct {
		CaseMailbox struct {
			Parties []struct {
				Reachability string
				Fallback     *struct{ Note string }
				Authority    struct{ ID string }
			}
		}
	}
	w.citizen.Must(t, `query($id: ID!) { caseMailbox(id: $id) { parties { reachability fallback { note } authority { id } } } }`, map[string]any{"id": w.mailbox}, &out)
	broken := out.CaseMailbox.Parties[0].Reachability == "SUSPENDED"
	if broken && out.CaseMailbox.Parties[0].Fallback == nil {
		t.Error("no fallback is named")
	}
	var desk struct {
		Desk struct {
			SuspendedAuthorities []struct{ Authority struct{ ID string } }
		}
	}
	w.as(t, operator).Must(t, `{ desk { suspendedAuthorities { authority { id } } } }`, nil, &desk)
	if seen := len(desk.Desk.SuspendedAuthorities) == 1; seen != broken {
		t.Errorf("the operator sees %+v, the citizen %v", desk.Desk, broken)
	}
	return broken
}

// A mail that Postfix itself does not take is too large for good, with the same consequences.
func TestPostfixTakesNoMailBeyondItsLimit(t *testing.T) {
	t.Parallel()
	w := newPostWorld(t, "", posttest.Options{MessageSizeLimit: 400_000})
	message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1", w.attach(t, 400_000))
	w.failed(t, message, "TOO_LARGE")
	if n := len(w.office.arrived()); n != 0 || strings.Contains(w.postfix.Log(), "to=<"+bambergAddress+">") {
		t.Errorf("%d mails arrived", n)
	}
	small := sendMessage(t, w.citizen, w.mailbox, bamberg, "k2", w.attach(t, 100_000))
	w.delivery(t, small, "relayed", func(d shownDelivery) bool { return d.State == "RELAYED" })
}

// Documents of 20 MB pass, in a mail of 37 MB.
func TestPostfixBringsALargeMessage(t *testing.T) {
	t.Parallel()
	w := newPostWorld(t, "", posttest.Options{MessageSizeLimit: 60 << 20})
	w.widen(t, 60<<20)
	const size = 10_000_000
	message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1", w.attach(t, size), w.attach(t, size))
	w.delivery(t, message, "relayed", func(d shownDelivery) bool { return d.State == "RELAYED" })
	opened, err := w.office.open(w.office.arrived()[0])
	if err != nil {
		t.Fatal(err)
	}
	if len(opened.Attachments) != 2 || !bytes.Equal(opened.Attachments[0].Content, pdf(size)) || !bytes.Equal(opened.Attachments[1].Content, pdf(size)) {
		t.Errorf("%d documents arrived", len(opened.Attachments))
	}
	if n := len(w.office.arrived()[0].raw); n < 35_000_000 {
		t.Errorf("the mail has only %d bytes", n)
	}
}

// widen has Stadt Bamberg's mailbox take mails of a size.
func (w *postWorld) widen(t testing.TB, limit int64) {
	t.Helper()
	ctx := viewer.System(t.Context(), "test")
	err := w.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		c, err := w.organisations.ChannelFor(ctx, tx, bamberg)
		if err != nil {
			return err
		}
		return w.organisations.ConnectMailbox(ctx, tx, organisation.ProvenMailbox{
			AuthorityID: bamberg, OrganisationID: c.OrganisationID, Email: bambergAddress, MailLimit: limit, Profile: organisation.Modern,
			Certificate: w.office.Certificate,
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// While Postfix is stopped a message waits with its next try; when Postfix is back it goes out once.
func TestPostfixThatIsStoppedLosesNothing(t *testing.T) {
	t.Parallel()
	w := newPostWorld(t, "", posttest.Options{})
	w.postfix.Stop(t)
	message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1")
	got := w.delivery(t, message, "deferred", func(d shownDelivery) bool { return d.has("DEFERRED") })
	if got.State != "DEFERRED" || got.NextAttemptAt == nil || got.Failure != nil {
		t.Errorf("got %+v", got)
	}
	w.postfix.Restart(t)
	w.hasten(t)
	got = w.delivery(t, message, "relayed", func(d shownDelivery) bool { return d.has("RELAYED") })
	if got.State != "RELAYED" || got.NextAttemptAt != nil || len(w.office.arrived()) != 1 || len(w.notices(t)) != 0 {
		t.Errorf("got %+v, %d mails", got, len(w.office.arrived()))
	}
}

// hasten has waiting mails tried now instead of in a minute.
func (w *postWorld) hasten(t testing.TB) {
	t.Helper()
	err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE gateway_mail SET next_attempt_at = NULL WHERE state = 'QUEUED'`); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE job SET run_at = ? WHERE kind = 'gateway-send'`, tx.Now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	w.jobs.Wake()
}
