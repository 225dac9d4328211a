//go:build demo

package app

import (
	"bytes"
	"context"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/directory"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/report"
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
			p, addr := openPostman(t)
			cfg := worldConfig(t, databaseURL(t))
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
			listener, err := a.openInlet()
			if err != nil {
				t.Fatal(err)
			}
			ctx, stop := context.WithCancel(context.Background())
			served := make(chan struct{})
			go func() { defer close(served); a.serveInlet(ctx, listener) }()
			t.Cleanup(func() { stop(); <-served })
			run := func() {
				t.Helper()
				if err := a.jobs.RunDue(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			run()

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
			run()
			returnTo, raw, _ := p.next(t, citizen, "Fallpostfach")
			head := raw[:bytes.Index(raw, []byte("\r\n\r\n"))+2]
			if returnTo == cfg.MailFrom {
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
			hand := func(to string, action report.Action) error {
				e := mime.Envelope{From: mime.Address{Address: "mailer-daemon@it.example"}, To: mime.Address{Address: to}, Date: now.Now(), MessageID: "1@it.example",
					OuterSubject: "Undelivered Mail Returned to Sender", AutoSubmitted: "auto-replied"}
				dsn, err := report.WriteDSN(report.Frame{Envelope: e, Text: "Undeliverable", Original: head},
					report.DSN{ReportingMTA: "mx.it.example", Recipients: []report.Recipient{{Final: citizen, Action: action, Status: "5.1.1", Diagnostic: "550 5.1.1 no such mailbox"}}})
				if err != nil {
					t.Fatal(err)
				}
				return handMail(listener.Addr().String(), true, "", to, dsn)
			}
			if err := hand(returnTo, report.Delayed); err != nil {
				t.Fatal(err)
			}
			run()
			states(conversation.NoticeSent)
			if err := hand("b+"+returnTo[3:4]+returnTo[3:], report.Failed); err == nil {
				t.Error("a forged return address is taken")
			}
			for range 2 {
				if err := hand(returnTo, report.Failed); err != nil {
					t.Fatal(err)
				}
				now.Advance(time.Hour)
				run()
			}
			states(conversation.NoticeFailed)
			if n := countRows(t, a, `SELECT COUNT(*) FROM side_event WHERE kind = 'NOTIFICATION_FAILED' AND side_id IN (?, ?)`, box.ID, caseID); n != 2 {
				t.Errorf("%d events of a failed notice", n)
			}
		})
	}
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
