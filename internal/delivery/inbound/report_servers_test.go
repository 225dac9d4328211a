package inbound

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schalter/ent/inboundmail"
	"schalter/internal/delivery"
	"schalter/internal/delivery/outbound"
	"schalter/internal/mail/report"
	"schalter/internal/pagination"
	"schalter/internal/viewer"
)

// What mail systems write comes to the bounce address of its mail, without a sender: what can be read moves what it says and
// never more, what cannot be is told as that.
func TestReportsOfServersMoveWhatTheySay(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "mail", "report", "testdata", "servers.txt"))
	if err != nil {
		t.Fatal(err)
	}
	facts := map[string]string{
		"failed": "FAILED", "delayed": delivery.FactDeferred, "delivered": delivery.FactDelivered, "relayed": delivery.FactRelayed, "expanded": delivery.FactRelayed, "unreadable": "UNREAD",
	}
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		for _, piece := range strings.Split(string(text), "\n=== ")[1:] {
			head, raw, _ := strings.Cut(piece, "\n")
			name, want, _ := strings.Cut(head, " | ")
			action, _, _ := strings.Cut(want, " ")
			q := g.ask(t, city, newReference())
			before := len(g.cases.noted())
			g.deliver(t, "", []byte(strings.ReplaceAll(raw, "\n", "\r\n")), q.bounce)
			g.work(t)
			row := g.lastMail(t)
			state := isReported
			if action == "unreadable" {
				state = isQuarantined
			}
			noted := strings.TrimPrefix(g.cases.noted()[before:], ", ")
			if fact, _, _ := strings.Cut(noted, " "); row.State != state || fact != facts[action] || delivery.Deref(row.GatewayMailID) != q.mailID {
				t.Errorf("%s: %s %s, noted %q, want %s", name, row.State, delivery.Deref(row.Reason), noted, facts[action])
			}
		}
		if len(g.organisations.failed) > 0 {
			t.Errorf("unsigned reports count against the channel: %v", g.organisations.failed)
		}
	})
}

// rejection is how filters of mailboxes reject (RFC 5429, 2.2): a receipt that a program wrote, to the address of bounces.
const rejection = "From: Mail Delivery Subsystem <postmaster@mx.city.example>\nTo: <b+token@schalter.example>\nSubject: Automatically rejected mail\n" +
	"Auto-Submitted: auto-replied (rejected)\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n" +
	"--b\nContent-Type: text/plain; charset=utf-8\n\nYour message was automatically rejected: encrypted mails are not taken.\n" +
	"--b\nContent-Type: message/disposition-notification\n\nReporting-UA: mx.city.example; Dovecot Mail Delivery Agent\n" +
	"Final-Recipient: rfc822; post@city.example\nOriginal-Message-ID: <MESSAGE>\nDisposition: DISPOSITION\n" +
	"--b\nContent-Type: message/rfc822-headers\n\nSubject: Sichere Nachricht\n--b--\n"

// A filter's rejection is a mail that came back, never one that was read or arrived; whatever else an unsigned receipt says moves
// nothing.
func TestAttack23RejectionsOfFiltersAreShownAsWhatTheyAre(t *testing.T) {
	t.Parallel()
	const program = "automatic-action/MDN-sent-automatically; "
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		other := g.ask(t, city, newReference())
		for name, tt := range map[string]struct {
			disposition, message string
			toBounce             bool
			state                inboundmail.State
			reason               Reason
			noted                string
		}{
			"a filter":                   {program + "deleted", "", true, isReported, "", "FAILED REFUSED"},
			"a filter, in another form":  {"Automatic-Action/MDN-Sent-Automatically;deleted/error", "", true, isReported, "", "FAILED REFUSED"},
			"a filter that names no one": {program + "deleted", "-", true, isReported, "", "FAILED REFUSED"},
			"denied":                     {program + "denied", "", true, isQuarantined, ReasonReportUnread, "UNREAD"},
			"by hand":                    {"manual-action/MDN-sent-manually; deleted", "", true, isIgnored, ReasonReceiptUnsigned, ""},
			"read":                       {program + "displayed", "", true, isIgnored, ReasonReceiptUnsigned, ""},
			"passed on":                  {program + "dispatched", "", true, isIgnored, ReasonReceiptUnsigned, ""},
			"processed":                  {program + "processed", "", true, isIgnored, ReasonReceiptUnsigned, ""},
			"of another mail":            {program + "deleted", other.messageID, true, isIgnored, ReasonReceiptUnsigned, ""},
			"to our address":             {program + "deleted", "", false, isIgnored, ReasonReceiptUnsigned, ""},
		} {
			q := g.ask(t, city, newReference())
			message, before := "<"+q.messageID+">", len(g.cases.noted())
			if tt.message != "" {
				message = strings.Trim("<"+tt.message+">", "<->")
			}
			to := gatewayAddress
			if tt.toBounce {
				to = q.bounce
			}
			g.deliver(t, "", []byte(crlf(strings.NewReplacer("<MESSAGE>", message, "DISPOSITION", tt.disposition).Replace(rejection))), to)
			g.work(t)
			row := g.lastMail(t)
			if noted := strings.TrimPrefix(g.cases.noted()[before:], ", "); row.State != tt.state || delivery.Deref(row.Reason) != string(tt.reason) || noted != tt.noted {
				t.Errorf("%s: %s %s, noted %q; want %s %s %q", name, row.State, delivery.Deref(row.Reason), noted, tt.state, tt.reason, tt.noted)
			}
		}
		if len(g.organisations.failed) > 0 {
			t.Errorf("it counts against the channel: %v", g.organisations.failed)
		}
		// A mail that was answered, or one that went out long ago, is not taken back by that.
		q := g.ask(t, city, newReference())
		want(t, g.take(t, g.write(t, g.to(q, "Ja"))), isAccepted)
		g.deliver(t, "", []byte(crlf(strings.NewReplacer("MESSAGE", q.messageID, "DISPOSITION", program+"deleted").Replace(rejection))), q.bounce)
		g.work(t)
		want(t, g.lastMail(t), isIgnored, ReasonReportLate)
	})
}

const freeForm = "From: MAILER-DAEMON@mx.city.example\r\nSubject: failure notice\r\n\r\nHi. This is the qmail-send program. Action: failed\r\n"

func TestAReportThatCannotBeReadIsToldAndMovesNothing(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		sent := len(g.outbox.all())
		g.deliver(t, "", []byte(freeForm), q.bounce)
		g.work(t)
		row := g.lastMail(t)
		want(t, row, isQuarantined, ReasonReportUnread)
		if delivery.Deref(row.AuthorityID) != city || delivery.Deref(row.GatewayMailID) != q.mailID {
			t.Errorf("of %s, %s", delivery.Deref(row.AuthorityID), delivery.Deref(row.GatewayMailID))
		}
		if got := g.cases.noted(); got != "UNREAD" {
			t.Errorf("noted %q", got)
		}
		if told := g.told(t, sent); len(told) > 0 {
			t.Errorf("told %v", told)
		}
		operators := viewer.With(g.ctx, &viewer.Viewer{AccountID: "acc_op", Roles: []viewer.Role{viewer.Operator}})
		list, err := g.gateway.Quarantine(operators, pagination.Request{Limit: 10})
		if err != nil || len(list.Items) != 1 || list.Items[0].Node.ReasonKey != string(ReasonReportUnread) {
			t.Errorf("operators see %+v, %v", list, err)
		}
		// The mail can still come back, arrive and be answered.
		want(t, g.take(t, bounceOf(t, q.mailID, report.Delivered, "2.1.5"), q.bounce), isReported)
		want(t, g.take(t, g.write(t, g.to(q, "Ja"))), isAccepted)
		g.deliver(t, "", []byte("X-No: 2\r\n"+freeForm), q.bounce)
		g.work(t)
		want(t, g.lastMail(t), isIgnored, ReasonReportUnread)
		if got := g.cases.noted(); got != "UNREAD, DELIVERED" {
			t.Errorf("noted %q", got)
		}
	})
}

// Attack 22: what is no report of a server, comes to another address or too late moves and shows nothing.
func TestAttack22WhatOnlyLooksLikeAReportIsNotShown(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		inMixed := strings.Replace(string(bounceOf(t, q.mailID, report.Failed, "5.1.1")), "multipart/report", "multipart/mixed", 1)
		for what, c := range map[string]struct {
			from, raw, to string
			state         inboundmail.State
		}{
			"to our address":                  {"", freeForm, gatewayAddress, isQuarantined},
			"a report to our address":         {"", inMixed, gatewayAddress, isQuarantined},
			"with a sender":                   {"post@city.example", freeForm, q.bounce, isQuarantined},
			"by a mailbox that does not tell": {"unknown", freeForm, q.bounce, isQuarantined},
			"an absence note":                 {"", "From: a@city.example\r\nAuto-Submitted: auto-replied (vacation)\r\nSubject: Danke\r\n\r\nIch bin im Urlaub.\r\n", q.bounce, isIgnored},
			"an absence note by its subject":  {"", "From: a@city.example\r\nSubject: Abwesenheitsnotiz: Danke\r\n\r\nIch bin im Urlaub.\r\n", q.bounce, isIgnored},
		} {
			g.deliver(t, c.from, []byte(c.raw), c.to)
			g.work(t)
			row := g.lastMail(t)
			if reason := Reason(delivery.Deref(row.Reason)); row.State != c.state && row.State != isIgnored || reason == ReasonReportUnread {
				t.Errorf("%s: %s %s", what, row.State, reason)
			}
		}
		g.Clock.Advance(outbound.BouncesWithin + time.Minute)
		g.deliver(t, "", []byte("X-No: 3\r\n"+freeForm), q.bounce)
		g.work(t)
		want(t, g.lastMail(t), isIgnored, ReasonReportUnread)
		g.nothingShown(t)
	})
}
