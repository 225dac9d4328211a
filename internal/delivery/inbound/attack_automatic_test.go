package inbound

import (
	"context"
	"testing"
	"time"

	"schalter/internal/delivery/outbound"
	"schalter/internal/mail/report"
	"schalter/internal/store"
)

func TestAttack24AutomaticAnswersAreNeverAnswered(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		plain := func(header string) []byte {
			r := g.to(q, "Ich bin im Urlaub.")
			r.outer += header
			return append(r.head(), r.innerOf()...)
		}
		for _, header := range []string{"Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n", "X-Autoreply: yes\r\n", "List-Id: <x.example>\r\n"} {
			want(t, g.take(t, plain(header)), isIgnored, ReasonAutomatic)
			want(t, g.take(t, plain(header), q.bounce), isIgnored, ReasonAutomatic)
		}
		g.deliver(t, "", plain(""))
		g.work(t)
		want(t, g.lastMail(t), isIgnored, ReasonAutomatic)
		// Sealed it is noted where it names no case.
		r := g.withoutReference(q, "Ich bin im Urlaub.")
		r.inner += "Auto-Submitted: auto-replied (vacation)\r\n"
		want(t, g.take(t, g.write(t, r)), isIgnored, ReasonAutomatic)
		// Our own mail comes back, whole and as a mail that only says so.
		want(t, g.take(t, g.outbox.all()[0].Body), isIgnored, ReasonLoop)
		g.nothingShown(t)
		if told := g.told(t, 1); len(told) > 0 {
			t.Errorf("answered %v", told)
		}
	})
}

// absenceNotes are the marks of automatic answers as programs write them: fields, or a subject.
var absenceNotes = []struct{ program, header string }{
	{"sieve vacation (RFC 5230)", "Auto-Submitted: auto-replied (vacation)\r\nSubject: Auto: Sichere Nachricht\r\n"},
	{"Exchange, Microsoft 365", "X-Auto-Response-Suppress: All\r\nAuto-Submitted: auto-generated\r\nSubject: Automatische Antwort: Sichere Nachricht\r\n"},
	{"Exchange, its rules", "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\r\n"},
	{"Exchange, only what it asks of others", "X-Auto-Response-Suppress: DR, OOF, AutoReply\r\n"},
	{"Outlook, German subject", "Subject: Automatische Antwort: Sichere Nachricht\r\n"},
	{"Outlook, English subject", "Subject: Automatic reply: Sichere Nachricht\r\n"},
	{"Outlook before 2010, German", "Subject: Abwesenheitsnotiz: Sichere Nachricht\r\n"},
	{"Outlook before 2010, short", "Subject: Abwesend: Sichere Nachricht\r\n"},
	{"Outlook before 2010, English", "Subject: Out of Office AutoReply: Sichere Nachricht\r\n"},
	{"Outlook, encoded", "Subject: =?iso-8859-1?Q?Automatische_Antwort:_F=FCr_Sie?=\r\n"},
	{"GroupWise", "Precedence: auto_reply\r\n"},
	{"GroupWise of today", "Auto-Submitted: auto-replied\r\n"},
	{"Notes, German", "Subject: Max Muster ist außer Haus.\r\n"},
	{"Notes, German, another form", "Subject: Max Muster/Amt ist derzeit nicht im Büro\r\n"},
	{"Notes, English", "Subject: Max Muster is out of the office\r\n"},
	{"vacation(1)", "Precedence: bulk\r\n"},
	{"hosts", "X-Autoreply: yes\r\n"},
	{"hosts, another form", "X-Autorespond: Urlaub\r\n"},
	{"Thunderbird, Roundcube", "Subject: Abwesenheitsbenachrichtigung\r\n"},
	{"by hand", "Subject: Ich bin zurzeit im Urlaub\r\n"},
}

// honestMarks say nothing of who wrote a mail.
var honestMarks = []string{
	"Auto-Submitted: no\r\n", "Precedence: list\r\n", "Precedence: first-class\r\n", "List-Id: <x.example>\r\n", "X-Auto-Response-Suppress: RN, NRN\r\n",
	"X-Auto-Response-Suppress: None\r\n", "Subject: AW: Abwesenheitsnotiz\r\n", "Subject: Antwort: Ihre Anmeldung\r\n", "Subject: Automatisch verlängert\r\n",
	"Subject: Ihr Büro ist genehmigt\r\n", "Subject: Autohaus: Ihre Anfrage\r\n",
}

// An absence note is shown, wherever its mark stands, and neither answers nor confirms; it settles no mail, so that its bounce
// is still told.
func TestAnAbsenceNoteIsShownAndAnswersNothing(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		check := func(what string, r reply, from string, automatic bool) {
			t.Helper()
			before := len(g.cases.posted())
			g.deliver(t, from, g.write(t, r))
			g.work(t)
			want(t, g.lastMail(t), isAccepted)
			posted := g.cases.posted()
			if len(posted) != before+1 || posted[before].Automatic != automatic || posted[before].Text != "Bin weg." {
				t.Errorf("%s: posted %+v; want one, automatic %v", what, posted[before:], automatic)
			}
		}
		for _, note := range absenceNotes {
			for _, within := range []bool{true, false} {
				r := g.to(g.ask(t, city, newReference()), "Bin weg.")
				if within {
					r.inner += note.header
				} else {
					r.outer += note.header
				}
				check(note.program, r, "someone@city.example", true)
			}
		}
		check("no sender", g.to(g.ask(t, city, newReference()), "Bin weg."), "", true)
		for _, header := range honestMarks {
			r := g.to(g.ask(t, city, newReference()), "Bin weg.")
			r.inner += header
			check(header, r, "someone@city.example", false)
			r = g.to(g.ask(t, city, newReference()), "Bin weg.")
			r.outer += header
			check(header, r, "someone@city.example", false)
		}
		q := g.ask(t, city, newReference())
		r := g.to(q, "Bin weg.")
		r.outer += "Auto-Submitted: auto-replied\r\n"
		check("before a bounce", r, "someone@city.example", true)
		want(t, g.take(t, bounceOf(t, q.mailID, report.Failed, "5.1.1"), q.bounce), isReported)
	})
}

// A program that quotes the question about a held answer does not confirm it. An operator can retry it.
func TestAnAbsenceNoteConfirmsNoHeldAnswer(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		want(t, g.take(t, g.write(t, g.withoutReference(g.ask(t, city, newReference()), "Ja"))), isHeld)
		held := g.lastMail(t)
		question := g.arrived(t, city)
		g.Clock.Advance(time.Second)
		for _, header := range []string{"Auto-Submitted: auto-replied\r\n", "Subject: Automatische Antwort: Rückfrage\r\n"} {
			r := g.to(question, "Bin weg.")
			r.outer += header
			want(t, g.take(t, g.write(t, r)), isQuarantined, ReasonAutomatic)
			r = g.to(question, "Bin weg.")
			r.inner += header
			row := g.take(t, g.write(t, r))
			if row.State == isAccepted {
				t.Errorf("%q within the signature confirms", header)
			}
		}
		g.nothingShown(t)
		still, err := g.World.DB.Client().InboundMail.Get(g.ctx, held.ID)
		if err != nil || still.State != isHeld {
			t.Errorf("the held answer: %+v, %v", still, err)
		}
		want(t, g.take(t, g.write(t, g.to(question, "Ja, das gehört dazu."))), isAccepted)
	})
}

func TestPolicyNoticeAnsweredByAProgramEndsThere(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		g.tx(t, func(ctx context.Context, tx *store.Tx) error {
			_, err := g.gateway.out.SendPolicyNotice(ctx, tx, outbound.PolicyNotice{AuthorityID: city, Reason: "x", ReceivedAt: tx.Now})
			return err
		})
		notice := g.arrived(t, city)
		g.Clock.Advance(2 * time.Hour)
		want(t, g.take(t, g.write(t, g.to(notice, "Ihre Mail ist eingegangen."))), isQuarantined, ReasonNoConversation)
		// A program that says of itself nothing at all, and neither signs nor encrypts.
		plain := g.to(notice, "Ihre Mail ist eingegangen.")
		want(t, g.take(t, append(plain.head(), plain.innerOf()...)), isQuarantined, ReasonNotEncrypted)
		if told := g.told(t, 1); len(told) > 0 {
			t.Errorf("answered %v", told)
		}
	})
}
