package support_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/mail/relay"
	"schalter/internal/pagination"
	"schalter/internal/support"
)

// correspondence is a ticket in which a vendor and a further address take part, with a question that was mailed to both.
func correspondence(d *desk) *support.Ticket {
	opened := d.ask()
	d.invite(opened.ID, support.Vendor, "vendor@it.example")
	d.invite(opened.ID, support.Copy, "copy@hill.example")
	d.reply(operator(), opened.ID, "Welche Version?")
	d.run()
	return opened
}

func TestEachPublicEntryIsMailedToEveryoneButItsAuthor(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		for email, want := range map[string]int{"buyer@hill.example": 1, "vendor@it.example": 1, "copy@hill.example": 1, "sign@hill.example": 0} {
			if got := len(d.mails(email)); got != want {
				t.Errorf("%d mails to %s, not %d", got, email, want)
			}
		}
		d.reply(buyer(), opened.ID, "Version 3.")
		if got := len(d.mails("buyer@hill.example")); got != 1 {
			t.Errorf("the author got %d", got)
		}
		first, second := d.mails("vendor@it.example")[0], d.mails("vendor@it.example")[1]
		messageID := field(t, first.Body, "Message-ID")
		for name, want := range map[string]string{
			"From": `"Schalter" <` + platform + ">", "To": "<vendor@it.example>", "Auto-Submitted": "auto-generated", "In-Reply-To": messageID, "References": messageID,
			"Subject": "[" + opened.Reference + "] Vertrag zur Gewerbeanmeldung",
		} {
			if got := field(t, second.Body, name); got != want {
				t.Errorf("%s is %q, not %q", name, got, want)
			}
		}
		if !strings.HasPrefix(second.From, "b+") || second.From == first.From || !d.Recipient(second.From) {
			t.Errorf("it comes back to %s", second.From)
		}
		answers := replyTo(t, second)
		if !strings.HasPrefix(answers, "t+") || !d.Recipient(answers) || d.Recipient("t"+second.From[1:]) || d.Recipient("b"+answers[1:]) {
			t.Errorf("answers go to %s", answers)
		}
		_, m := d.last("vendor@it.example")
		for _, want := range []string{"Berta Buyer schreibt im Ticket " + opened.Reference, "Berta Buyer writes", "Version 3.", "Wenn Sie auf diese Mail antworten"} {
			if !strings.Contains(m.Text, want) {
				t.Errorf("the vendor does not read %q in %q", want, m.Text)
			}
		}
		if strings.Contains(m.Text, "/tickets/") {
			t.Errorf("the vendor, who has no account, is led to the page: %q", m.Text)
		}
		_, m = d.last("buyer@hill.example")
		if strings.Contains(m.Text, "writes") {
			t.Errorf("whose language is known reads both: %q", m.Text)
		}
		if !strings.Contains(m.Text, "Das Ticket: https://schalter.example/tickets/"+opened.Reference+"\n") {
			t.Errorf("a member is not led to the ticket: %q", m.Text)
		}
	})
}

func TestWhereNoMailsComeInMailsSayThatNobodyReadsAnswers(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		d.Domain = ""
		correspondence(d)
		m, read := d.last("vendor@it.example")
		for _, want := range []string{"Antworten auf diese Mail liest niemand.", "Nobody reads answers to this mail."} {
			if !strings.Contains(read.Text, want) || strings.Contains(read.Text, "oberhalb dieser Zeile") {
				t.Errorf("the vendor does not read %q in %q", want, read.Text)
			}
		}
		if got := field(t, m.Body, "Reply-To"); got != "" || m.From != platform {
			t.Errorf("answers go to %q, what cannot be delivered to %q", got, m.From)
		}
	})
}

// dsn is a status notification as a mail server writes it.
func dsn(action, status, recipient string) []byte {
	return []byte(strings.ReplaceAll("From: <mailer-daemon@it.example>\nSubject: Undelivered\nMIME-Version: 1.0\nAuto-Submitted: auto-replied\n"+
		"Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nSorry.\n"+
		"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.it.example\n\nFinal-Recipient: rfc822; "+recipient+"\nAction: "+action+"\nStatus: "+status+"\n"+
		"Diagnostic-Code: smtp; 550 "+status+" no\n\n--b--\n", "\n", "\r\n"))
}

func TestF7ABounceIsShownAtTheAddressAndAtTheEntry(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		m, _ := d.last("vendor@it.example")
		d.arrive("", m.From, dsn("delayed", "4.4.1", "vendor@it.example"))
		if p := d.participant(opened.ID, "vendor@it.example"); p.Mail.State != support.Unknown {
			t.Errorf("late is not lost: %s", p.Mail.State)
		}
		d.arrive("", m.From, dsn("failed", "5.1.1", "vendor@it.example"))
		p := d.participant(opened.ID, "vendor@it.example")
		if p.Mail.State != support.Failing || p.Mail.Since == nil || p.Mail.ProblemKey == nil || *p.Mail.ProblemKey != "ticket_mail_unknown_mailbox" {
			t.Errorf("the address is %+v", p.Mail)
		}
		entries := d.entries(buyer(), opened.ID)
		lists, err := d.UndeliveredOf(buyer(), entries)
		if err != nil || len(lists[0]) != 0 || len(lists[len(lists)-1]) != 1 || lists[len(lists)-1][0].ID != p.ID {
			t.Errorf("undelivered is %v, %v", lists, err)
		}
		// An answer shows that mails arrive again; a bounce of an older mail does not outweigh it.
		d.Clock.Advance(time.Minute)
		d.answers("vendor@it.example", "Jetzt geht es.")
		d.arrive("", m.From, append([]byte("X-Again: yes\r\n"), dsn("failed", "5.1.1", "vendor@it.example")...))
		if p := d.participant(opened.ID, "vendor@it.example"); p.Mail.State != support.Reached || p.Mail.ProblemKey != nil {
			t.Errorf("after an answer it is %+v", p.Mail)
		}
	})
}

func TestAMailThatTheServerRefusesIsShownAtOnce(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := d.ask()
		d.invite(opened.ID, support.Vendor, "vendor@it.example")
		d.refuses["vendor@it.example"] = &relay.Failure{Permanent: true, Code: 552, Status: "5.2.2", Step: relay.Recipient, Cause: relay.MailboxFull}
		d.reply(operator(), opened.ID, "Hallo?")
		d.run()
		if p := d.participant(opened.ID, "vendor@it.example"); p.Mail.State != support.Failing || *p.Mail.ProblemKey != "ticket_mail_mailbox_full" {
			t.Errorf("%+v", p.Mail)
		}
	})
}

func TestF7AProbeIsConfirmedByItsLinkAlone(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		p := d.participant(opened.ID, "vendor@it.example")
		if _, err := d.SendProbe(stranger(), p.ID, "probe"); refused(err) != "NOT_FOUND ticket_participant_unknown" {
			t.Errorf("a stranger: %v", err)
		}
		for range 2 {
			if sent, err := d.SendProbe(buyer(), p.ID, "probe"); err != nil || sent.ProbeSentAt == nil {
				t.Fatalf("%+v %v", sent, err)
			}
		}
		if _, err := d.SendProbe(buyer(), p.ID, "another"); refused(err) != "TOO_MANY ticket_probe_soon" {
			t.Errorf("at once again: %v", err)
		}
		if got := len(d.mails("vendor@it.example")); got != 2 {
			t.Errorf("%d mails", got)
		}
		m, read := d.last("vendor@it.example")
		_, text, found := strings.Cut(read.Text, "/bestaetigen/testmail#token=")
		if !found {
			t.Fatalf("no link in %q", read.Text)
		}
		text, _, _ = strings.Cut(text, "\n")
		bounce, _, _ := strings.Cut(strings.TrimPrefix(m.From, "b+"), "@")
		for _, wrong := range []string{"", "x", bounce, text[:len(text)-1]} {
			if err := d.ConfirmProbe(context.Background(), wrong); refused(err) != "EXPIRED ticket_probe_expired" {
				t.Errorf("%q: %v", wrong, err)
			}
		}
		if p := d.participant(opened.ID, "vendor@it.example"); p.Mail.State != support.Unknown {
			t.Errorf("before it is %s", p.Mail.State)
		}
		for range 2 {
			if err := d.ConfirmProbe(context.Background(), text); err != nil {
				t.Fatal(err)
			}
		}
		if p := d.participant(opened.ID, "vendor@it.example"); p.Mail.State != support.Reached || p.Mail.Since == nil {
			t.Errorf("after it is %+v", p.Mail)
		}
		d.Clock.Advance(15 * 24 * time.Hour)
		if err := d.ConfirmProbe(context.Background(), text); refused(err) != "EXPIRED ticket_probe_expired" {
			t.Errorf("after 15 days: %v", err)
		}
	})
}

func TestWhoWasRemovedGetsNothingAndIsNotHeard(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		to := d.answerAddress("copy@hill.example")
		d.reply(operator(), opened.ID, "Noch etwas.")
		err := d.update(operator(), opened.ID, func(u *support.TicketUpdate) {
			u.RemoveParticipantIDs = []string{
				d.participant(opened.ID, "copy@hill.example").ID, d.participant(opened.ID, "vendor@it.example").ID, d.participant(opened.ID, "").ID,
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		// Nobody is left, and what waited goes to nobody.
		if got := len(d.mails("copy@hill.example")); got != 1 {
			t.Errorf("%d mails", got)
		}
		d.reply(operator(), opened.ID, "An niemanden.")
		d.run()
		d.writes("copy@hill.example", to, "Ich noch einmal.")
		if got := d.transcript(operator(), opened.ID); !strings.HasSuffix(got, "unconfirmed copy@hill.example: Ich noch einmal.") {
			t.Errorf("there stands %q", got)
		}
		if got := d.transcript(buyer(), opened.ID); !strings.HasSuffix(got, "An niemanden.") {
			t.Errorf("members read %q", got)
		}
	})
}

func TestOldQuestionsGoAndOthersStay(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		old, open := correspondence(d), d.ask()
		if err := d.update(operator(), old.ID, func(u *support.TicketUpdate) { u.State = stateOf(support.Resolved) }); err != nil {
			t.Fatal(err)
		}
		d.Clock.Advance(4 * 366 * 24 * time.Hour)
		if err := d.Sweep(context.Background(), d.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Ticket(operator(), old.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("the old one: %v", err)
		}
		page, err := d.Tickets(operator(), support.TicketFilter{}, pagination.Request{Limit: 9})
		if err != nil || len(page.Items) != 2 || page.Items[0].Node.ID != open.ID {
			t.Errorf("%d are left, %v", len(page.Items), err)
		}
	})
}
