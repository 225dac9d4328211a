package inbound

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"schalter/internal/delivery"
	"schalter/internal/delivery/outbound"
	"schalter/internal/mail/inlet"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/report"
	"schalter/internal/mail/token"
	"schalter/internal/store"
)

// bounceOf is a report of a server.
func bounceOf(t testing.TB, envelopeID string, action report.Action, status string) []byte {
	t.Helper()
	raw, err := report.WriteDSN(report.Frame{
		Envelope: mime.Envelope{
			From: mime.Address{Address: "mailer-daemon@mta.example"}, To: mime.Address{Address: "b+x@schalter.example"}, Date: time.Unix(1, 0),
			MessageID: "x@mta.example", OuterSubject: "Delivery Status", AutoSubmitted: "auto-replied",
		}, Text: "see below",
	}, report.DSN{ReportingMTA: "mta.example", EnvelopeID: envelopeID, Recipients: []report.Recipient{{Final: "post@city.example", Action: action, Status: status}}})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestAttack22ForgedReports(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q, second := g.ask(t, city, newReference()), g.ask(t, city, newReference())
		want(t, g.take(t, bounceOf(t, q.mailID, report.Failed, "5.1.1")), isIgnored, ReasonReportUnknown)
		want(t, g.take(t, bounceOf(t, "", report.Failed, "5.1.1")), isIgnored, ReasonReportUnknown)
		g.nothingShown(t)
		if told := g.told(t, 2); len(told) > 0 {
			t.Errorf("told %v", told)
		}
		// The address decides, whatever the report says of itself.
		row := g.take(t, bounceOf(t, second.mailID, report.Failed, "5.2.2"), q.bounce)
		want(t, row, isReported)
		if delivery.Deref(row.GatewayMailID) != q.mailID {
			t.Errorf("moved %s", delivery.Deref(row.GatewayMailID))
		}
		if got := g.cases.noted(); got != "FAILED MAILBOX_FULL" {
			t.Errorf("noted %q", got)
		}
		if len(g.organisations.failed) > 0 {
			t.Errorf("an unsigned report counts against the channel: %v", g.organisations.failed)
		}
	})
}

// Everybody to whom a mail is quoted knows its Message-ID; that must not be enough to report on it, nor one report to close a
// mailbox.
func TestAttack22BounceAddressIsNotMadeOfTheMessageID(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		text, _ := token.OfMessageID(q.messageID, "schalter.example")
		guessed := token.BounceAddress(text, "schalter.example")
		if err := g.gateway.Recipient(g.ctx, guessed); !errors.Is(err, inlet.ErrUnknown) {
			t.Errorf("recipient: %v", err)
		}
		// By a mailbox that is fetched, the address may stand beside ours.
		err := g.gateway.Deliver(g.ctx, inlet.Envelope{Recipients: []string{gatewayAddress, guessed}}, bounceOf(t, q.mailID, report.Failed, "5.1.1"))
		if err != nil {
			t.Fatal(err)
		}
		g.work(t)
		want(t, g.lastMail(t), isIgnored, ReasonReportUnknown)
		g.nothingShown(t)
		// And the bounce address is no Message-ID.
		bounce, _ := token.OfBounceAddress(q.bounce, "schalter.example")
		r := g.to(q, "Ja")
		r.outer = strings.ReplaceAll(r.outer, q.messageID, token.MessageID(bounce, "schalter.example"))
		g.Clock.Advance(time.Second)
		want(t, g.take(t, g.write(t, r)), isQuarantined, ReasonTokenInvalid)
		want(t, g.take(t, bounceOf(t, q.mailID, report.Failed, "5.1.1"), q.bounce), isReported)
		if len(g.organisations.failed) > 0 {
			t.Errorf("counted as %v, want nothing", g.organisations.failed)
		}
		if got := g.cases.noted(); got != "FAILED UNKNOWN_MAILBOX" {
			t.Errorf("noted %q", got)
		}
	})
}

func TestReportsMoveWhatInforms(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		for _, r := range []struct {
			action report.Action
			status string
			late   bool
		}{{report.Delayed, "4.4.1", false}, {report.Relayed, "2.0.0", false}, {report.Delivered, "2.1.5", false}, {report.Failed, "5.1.1", true}} {
			g.Clock.Advance(time.Minute)
			row := g.take(t, append([]byte("Received: "+g.Clock.Now().String()+"\r\n"), bounceOf(t, q.mailID, r.action, r.status)...), q.bounce)
			if r.late {
				want(t, row, isIgnored, ReasonReportLate)
			} else {
				want(t, row, isReported)
			}
		}
		if got, want := g.cases.noted(), "DEFERRED, RELAYED, DELIVERED"; got != want {
			t.Errorf("noted %q, want %q", got, want)
		}
		if g.organisations.worked != 2 {
			t.Errorf("passed on and arrived show %d times that the mailbox works, want 2", g.organisations.worked)
		}
		// What a test's mail says goes to the test.
		g.tx(t, func(ctx context.Context, tx *store.Tx) error {
			return g.gateway.out.SendTest(ctx, tx, city, "tst_1", "MODERN", g.organisations.nonce)
		})
		test := g.arrived(t, city)
		want(t, g.take(t, bounceOf(t, test.mailID, report.Failed, "5.1.1"), test.bounce), isReported)
		if got := strings.Join(g.organisations.tests, ","); got != "failed tst_1 mail_unknown_mailbox" {
			t.Errorf("tests %q", got)
		}
	})
}

// Everybody who reads a mailbox knows the bounce addresses of its mails. A failure counts only in the days in which mails come back, and
// of a mail of which nothing shows that it arrived.
func TestAttack22AReportCountsOnlyWhileMailsComeBack(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		for _, tt := range []struct {
			name   string
			before func(q asked)
			counts bool
		}{
			{"at once", func(asked) {}, true},
			{"on the last day", func(asked) { g.Clock.Advance(outbound.BouncesWithin - time.Hour) }, true},
			{"a day later", func(asked) { g.Clock.Advance(outbound.BouncesWithin + 24*time.Hour) }, false},
			{"passed on", func(q asked) {
				want(t, g.take(t, bounceOf(t, q.mailID, report.Relayed, "2.0.0"), q.bounce), isReported)
			}, true},
			{"arrived", func(q asked) {
				want(t, g.take(t, bounceOf(t, q.mailID, report.Delivered, "2.0.0"), q.bounce), isReported)
			}, false},
			{"opened", func(q asked) {
				r := reply{signer: g.signers[city], at: g.Clock.Now(), entity: receiptOf(t, q.messageID, false)}
				want(t, g.take(t, g.write(t, r)), isReported)
			}, false},
			{"answered", func(q asked) { want(t, g.take(t, g.write(t, g.to(q, "Kommen Sie."))), isAccepted) }, false},
			{"back already", func(q asked) { want(t, g.take(t, bounceOf(t, q.mailID, report.Failed, "5.2.2"), q.bounce), isReported) }, false},
		} {
			q := g.ask(t, city, newReference())
			tt.before(q)
			before := g.cases.noted()
			row := g.take(t, bounceOf(t, q.mailID, report.Failed, "5.1.1"), q.bounce)
			if tt.counts {
				want(t, row, isReported)
			} else {
				want(t, row, isIgnored, ReasonReportLate)
			}
			if failed := strings.HasSuffix(g.cases.noted(), "FAILED UNKNOWN_MAILBOX") && g.cases.noted() != before; failed != tt.counts {
				t.Errorf("%s: noted %q after %q", tt.name, g.cases.noted(), before)
			}
		}
	})
}

// Reports that nobody signed close no mailbox, however many: operators are alarmed.
func TestAttack22ReportsAloneSuspendNothing(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		bounce := func() {
			q := g.ask(t, city, newReference())
			want(t, g.take(t, bounceOf(t, q.mailID, report.Failed, "5.1.1"), q.bounce), isReported)
		}
		for i, alarms := range []int{0, 0, 1, 1, 1} {
			bounce()
			if len(g.organisations.failed) > 0 || len(g.organisations.bounced) != alarms {
				t.Errorf("after %d: failed %v, alarms %v, want %d", i+1, g.organisations.failed, g.organisations.bounced, alarms)
			}
		}
		want(t, g.take(t, g.write(t, g.to(g.ask(t, city, newReference()), "Wir sind da."))), isAccepted)
		for range 3 {
			bounce()
		}
		if len(g.organisations.bounced) != 2 {
			t.Errorf("after an answer a row begins again: %v", g.organisations.bounced)
		}
	})
}

// receiptOf is an MDN for a mail of ours.
func receiptOf(t testing.TB, messageID string, automatic bool) []byte {
	t.Helper()
	raw, err := report.WriteMDN(report.Frame{
		Envelope: mime.Envelope{
			From: mime.Address{Address: "post@city.example"}, To: mime.Address{Address: gatewayAddress}, Date: time.Unix(1, 0),
			MessageID: "receipt@city.example", OuterSubject: "Gelesen",
		}, Text: "gelesen",
	}, report.MDN{Disposition: report.Displayed, Automatic: automatic, OriginalMessageID: messageID, FinalRecipient: "post@city.example"})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestAttack23OnlyASignedReceiptShowsOpened(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		r := reply{signer: g.signers[city], at: g.Clock.Now(), entity: receiptOf(t, q.messageID, false)}
		want(t, g.take(t, r.entity), isIgnored, ReasonReceiptUnsigned)
		want(t, g.take(t, r.entity, q.bounce), isIgnored, ReasonReceiptUnsigned)
		want(t, g.take(t, g.encrypted(t, r, r.entity)), isQuarantined, ReasonNotSigned)
		foreign := r
		foreign.signer = g.signers[county]
		want(t, g.take(t, g.write(t, foreign)), isQuarantined, ReasonTokenForeign)
		program := r
		program.entity = receiptOf(t, q.messageID, true)
		want(t, g.take(t, g.write(t, program)), isIgnored, ReasonReceiptOther)
		g.nothingShown(t)
		want(t, g.take(t, g.write(t, r)), isReported)
		if got := g.cases.noted(); got != "OPENED" {
			t.Errorf("noted %q", got)
		}
	})
}
