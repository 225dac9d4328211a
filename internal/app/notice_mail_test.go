//go:build demo

package app

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/deletion"
	"schalter/internal/directory"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/report"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// The notice of a decision goes out by SMTP with a return address of its own. Days after the server took it a report comes back to that address by
// LMTP: the notice has failed, on both sides, and the report sent again changes nothing. A report of something else, and a forged address, say nothing.
func TestANoticeThatComesBackDaysLaterHasFailedOnBothSides(t *testing.T) {
	t.Parallel()
	for name, databaseURL := range map[string]func(testing.TB) string{"sqlite": func(testing.TB) string { return "" }, "postgres": testkit.PostgresURL} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := openBounces(t, databaseURL(t))
			a, p, now, run, handReport := b.app, b.postman, b.clock, b.run, b.handReport
			munich := directory.AuthorityID(directory.KindKreisfreieStadt, "091620000000")
			owner, clerk := a.asPerson(t, citizen), a.asPerson(t, clerkMunich, munich)
			key := "a"
			box, err := a.postbox.Conversation.Open(owner, conversation.MailboxOpenInput{AuthorityID: &munich, IdempotencyKey: &key})
			if err != nil {
				t.Fatal(err)
			}
			_, err = a.postbox.Conversation.Send(owner, conversation.MessageSendInput{MailboxID: box.ID, RecipientIDs: []string{munich}, Kind: casemail.KindMessage,
				Subject: "Antrag", Body: "Bitte.", IdempotencyKey: "b"})
			if err != nil {
				t.Fatal(err)
			}
			caseID := sideOf(t, a, box.ID)
			decision, err := a.postbox.Conversation.Reply(clerk, conversation.CaseReplyInput{CaseID: caseID, Kind: casemail.KindDecision, Subject: "Bescheid", Body: "Ja.", IdempotencyKey: "c"})
			if err != nil {
				t.Fatal(err)
			}
			sentAt := now.Now()
			now.Advance(time.Second)
			run(t)
			returnTo, raw, _ := p.next(t, citizen, "Fallpostfach")
			if returnTo == a.cfg.MailFrom {
				t.Fatal("the notice returns to everybody's address")
			}
			states := func(want conversation.NoticeState) {
				t.Helper()
				for sideID, who := range map[string]context.Context{box.ID: owner, caseID: clerk} {
					m, err := a.postbox.Conversation.Message(who, sideID, decision.ID)
					if err != nil {
						t.Fatal(err)
					}
					found, err := a.postbox.Conversation.Provisions(who, []*conversation.Message{m})
					if err != nil || found[0] == nil || found[0].NoticeState != want || !found[0].ProvidedAt.Equal(sentAt) || found[0].NoticeSentAt == nil {
						t.Errorf("%s: %+v, %v; want %s", sideID, found[0], err, want)
					}
				}
			}
			states(conversation.NoticeSent)

			now.Advance(5 * 24 * time.Hour)
			if err := handReport(raw, returnTo, report.Delayed); err != nil {
				t.Fatal(err)
			}
			run(t)
			states(conversation.NoticeSent)
			if err := handReport(raw, "b+"+returnTo[3:4]+returnTo[3:], report.Failed); err == nil {
				t.Error("a forged return address is taken")
			}
			for range 2 {
				if err := handReport(raw, returnTo, report.Failed); err != nil {
					t.Fatal(err)
				}
				now.Advance(time.Hour)
				run(t)
			}
			states(conversation.NoticeFailed)
			if n := countRows(t, a, `SELECT COUNT(*) FROM side_event WHERE kind = 'NOTIFICATION_FAILED' AND side_id IN (?, ?)`, box.ID, caseID); n != 2 {
				t.Errorf("%d events of a failed notice", n)
			}
		})
	}
}

// The warning of a mailbox's end goes out with a return address of its own. A report that comes back days later counts: the deletion is held, a letter
// warns instead, the mailbox is deleted thirty days after that, and its former owner finds the certificate in the account.
func TestAWarningThatComesBackDaysLaterIsFollowedByALetter(t *testing.T) {
	t.Parallel()
	for name, databaseURL := range map[string]func(testing.TB) string{"sqlite": func(testing.TB) string { return "" }, "postgres": testkit.PostgresURL} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := openBounces(t, databaseURL(t))
			owner, key := b.asPerson(t, citizen), "a"
			munich := directory.AuthorityID(directory.KindKreisfreieStadt, "091620000000")
			box, err := b.postbox.Conversation.Open(owner, conversation.MailboxOpenInput{AuthorityID: &munich, IdempotencyKey: &key})
			if err != nil {
				t.Fatal(err)
			}
			// Only this one is to end: the demo has others of the same person.
			for _, other := range b.others(t, owner, box.ID) {
				if _, err := b.postbox.DeleteMailbox(owner, other); err != nil {
					t.Fatal(err)
				}
			}
			state := func() *conversation.CaseMailbox {
				t.Helper()
				m, err := b.postbox.Conversation.Mailbox(owner, box.ID)
				if err != nil {
					t.Fatal(err)
				}
				return m
			}
			b.clock.Advance(box.DeletesAt.AddDate(0, 0, -29).Sub(b.clock.Now()))
			b.run(t)
			returnTo, raw, _ := b.postman.next(t, citizen, "Behalten")
			if returnTo == b.cfg.MailFrom {
				t.Fatal("the warning returns to everybody's address")
			}
			b.clock.Advance(4 * 24 * time.Hour)
			b.run(t)
			if m := state(); m.DeletionWarnings != 1 || m.DeletionHeldAt != nil || m.EndLetter != "" {
				t.Fatalf("while it counts as arrived: %+v", m)
			}
			for range 2 {
				if err := b.handReport(raw, returnTo, report.Failed); err != nil {
					t.Fatal(err)
				}
				b.run(t)
			}
			// In the demo letters are printed, and count as posted, at once.
			posted := b.clock.Now()
			m := state()
			if m.EndLetter != conversation.EndLetterPosted || m.DeletionLetterPostedAt == nil || m.DeletesAt.Before(posted.AddDate(0, 0, 30)) || m.DeletesAt.After(posted.AddDate(0, 0, 32)) {
				t.Fatalf("after it came back: %+v", m)
			}
			if n := countRows(t, b.app, `SELECT COUNT(*) FROM letter WHERE purpose = 'DELETION' AND state = 'PRINTED'`); n != 1 {
				t.Errorf("%d letters", n)
			}
			if n := countRows(t, b.app, `SELECT COUNT(*) FROM side_event WHERE kind = 'DELETION_HELD' AND side_id = ?`, box.ID); n != 1 {
				t.Errorf("%d events of a held deletion", n)
			}
			b.clock.Advance(m.DeletesAt.Sub(posted) - time.Hour)
			b.run(t)
			state()
			b.clock.Advance(2 * time.Hour)
			b.run(t)
			if n := countRows(t, b.app, `SELECT COUNT(*) FROM side WHERE id = ?`, box.ID); n != 0 {
				t.Fatal("it is still there")
			}
			b.postman.next(t, citizen, "Löschbescheinigungen")
			list, err := b.certificates.List(owner, pagination.Request{Limit: 10})
			if err != nil || len(list.Items) != 1 {
				t.Fatalf("certificates: %+v, %v", list, err)
			}
			token := strings.TrimPrefix(list.Items[0].Node.Download.Path, deletion.Path)
			if _, err := b.certificates.Open(t.Context(), token); err != nil {
				t.Error(err)
			}
		})
	}
}

// bounces is a platform whose mails go out by SMTP and come back by LMTP.
type bounces struct {
	*app
	postman *postman
	clock   *clock.Fake
	inlet   string
}

func openBounces(t *testing.T, databaseURL string) *bounces {
	t.Helper()
	p, addr := openPostman(t)
	cfg := worldConfig(t, databaseURL)
	cfg.SMTPURL, cfg.LMTPAddr, cfg.BaseURL, cfg.Addr = "smtp://"+addr, "127.0.0.1:0", "http://127.0.0.1:8080", "127.0.0.1:8080"
	now := clock.NewFake(time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC))
	a, err := openApp(t.Context(), &cfg, testkit.Quiet(), cheapPasswords, func(a *app) { a.clock = now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.close)
	if _, err := a.demo(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := &bounces{app: a, postman: p, clock: now, inlet: serveInletOf(t, a)}
	b.run(t)
	return b
}

// serveInletOf takes mails for a platform until the test is over, and says where.
func serveInletOf(t testing.TB, a *app) (addr string) {
	t.Helper()
	listener, err := a.openInlet()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan struct{})
	go func() { defer close(served); a.serveInlet(ctx, listener) }()
	t.Cleanup(func() { stop(); <-served })
	return listener.Addr().String()
}

func (b *bounces) run(t *testing.T) {
	t.Helper()
	if err := b.jobs.RunDue(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// handReport gives the platform a report about a mail of its own, at an address.
func (b *bounces) handReport(raw []byte, to string, action report.Action) error {
	return handReport(b.inlet, raw[:bytes.Index(raw, []byte("\r\n\r\n"))+2], citizen, to, action, b.clock.Now())
}

// handReport gives a platform a report about a mail to a recipient, at the address that the mail was sent from.
func handReport(inlet string, head []byte, recipient, to string, action report.Action, at time.Time) error {
	e := mime.Envelope{From: mime.Address{Address: "mailer-daemon@it.example"}, To: mime.Address{Address: to}, Date: at, MessageID: "1@it.example",
		OuterSubject: "Undelivered Mail Returned to Sender", AutoSubmitted: "auto-replied"}
	dsn, err := report.WriteDSN(report.Frame{Envelope: e, Text: "Undeliverable", Original: head},
		report.DSN{ReportingMTA: "mx.it.example", Recipients: []report.Recipient{{Final: recipient, Action: action, Status: "5.1.1", Diagnostic: "550 5.1.1 no such mailbox"}}})
	if err != nil {
		return err
	}
	return handMail(inlet, true, "", to, dsn)
}

// others are all mailboxes of a person but one.
func (b *bounces) others(t *testing.T, owner context.Context, but string) (list []string) {
	t.Helper()
	page, err := b.postbox.Conversation.Mailboxes(owner, conversation.MailboxFilter{}, pagination.Request{Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range page.Items {
		if item.Node.ID != but {
			list = append(list, item.Node.ID)
		}
	}
	return list
}

// asPerson is the context of one of the demo's people.
func (a *app) asPerson(t *testing.T, email string, clerkFor ...string) context.Context {
	t.Helper()
	accountID, err := a.people.IDOfEmail(viewer.System(t.Context(), "test"), email)
	if err != nil {
		t.Fatal(err)
	}
	return viewer.With(t.Context(), &viewer.Viewer{AccountID: accountID, SessionID: "ses_" + accountID, Locale: "de", ClerkFor: clerkFor})
}

// sideOf is the one authority's side of a mailbox.
func sideOf(t *testing.T, a *app, mailboxID string) (caseID string) {
	t.Helper()
	err := a.db.QueryRow(viewer.System(t.Context(), "test"), `SELECT id FROM side WHERE mailbox_id = ? AND kind = 'AUTHORITY'`, mailboxID).Scan(&caseID)
	if err != nil {
		t.Fatal(err)
	}
	return caseID
}

func countRows(t *testing.T, a *app, query string, args ...any) (n int) {
	t.Helper()
	if err := a.db.QueryRow(viewer.System(t.Context(), "test"), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
