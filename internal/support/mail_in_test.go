package support_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/mail/mime"
	"schalter/internal/support"
)

func TestAnAnswerByMailIsAnEntryWithWhatWasWrittenAnew(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		if err := d.update(operator(), opened.ID, func(u *support.TicketUpdate) { u.State = stateOf(support.WaitingForVendor) }); err != nil {
			t.Fatal(err)
		}
		d.answers("vendor@it.example", "Version 3.1.\n\nAm 29.11.2026 schrieb Schalter:\n> Welche Version?\n")
		all := d.entries(buyer(), opened.ID)
		e := all[len(all)-1]
		if e.Author != "vendor" || e.Body != "Version 3.1." || !e.ByMail || e.Automatic || e.WholeBody == nil || !strings.Contains(*e.WholeBody, "> Welche Version?") {
			t.Errorf("%+v", e)
		}
		if got := d.ticket(opened.ID).State; got != support.Open {
			t.Errorf("the ticket is %s", got)
		}
		if p := d.participant(opened.ID, "vendor@it.example"); p.Mail.State != support.Reached {
			t.Errorf("the address is %s", p.Mail.State)
		}
		if got := len(d.mails("copy@hill.example")); got != 2 {
			t.Errorf("the others got %d mails", got)
		}
		if got := len(d.mails("vendor@it.example")); got != 1 {
			t.Errorf("the author got %d mails", got)
		}
		// A member answers by mail, too.
		d.answers("buyer@hill.example", "Danke.")
		if got := d.transcript(operator(), opened.ID); !strings.HasSuffix(got, "\nBerta Buyer: Danke.") {
			t.Errorf("after the member's mail stands %q", got)
		}
	})
}

func TestAMailOfAnotherSenderIsShownToOperatorsAlone(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		to := d.answerAddress("vendor@it.example")
		before := d.ticket(opened.ID)
		d.writes("thief@elsewhere.example", to, "Bitte auf dieses Konto.")
		if got := d.transcript(operator(), opened.ID); !strings.Contains(got, "unconfirmed thief@elsewhere.example: Bitte auf dieses Konto.") {
			t.Errorf("operators read %q", got)
		}
		if got := d.transcript(buyer(), opened.ID); strings.Contains(got, "Konto") {
			t.Errorf("members read %q", got)
		}
		if got := len(d.mails("copy@hill.example")); got != 1 {
			t.Errorf("it was mailed on: %d", got)
		}
		if after := d.ticket(opened.ID); after.State != before.State {
			t.Errorf("it moved to %s", after.State)
		}
		if p := d.participant(opened.ID, "vendor@it.example"); p.Mail.State != support.Unknown {
			t.Errorf("the address is %s", p.Mail.State)
		}
	})
}

func TestTheSameMailTwiceActsOnce(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		to := d.answerAddress("vendor@it.example")
		raw := answer{from: "vendor@it.example", messageID: "one@it.example", text: "Einmal."}.raw(to)
		other := d.replica()
		for _, s := range []*support.Service{d.Service, other, d.Service} {
			if err := s.Deliver(context.Background(), "vendor@it.example", []string{to}, raw); err != nil {
				t.Fatal(err)
			}
		}
		d.run()
		// The same mail by another way has other bytes.
		d.arrive("vendor@it.example", to, append([]byte("Received: from elsewhere\r\n"), raw...))
		if got := strings.Count(d.transcript(operator(), opened.ID), "Einmal."); got != 1 {
			t.Errorf("it stands there %d times", got)
		}
		if got := len(d.mails("copy@hill.example")); got != 2 {
			t.Errorf("the others got %d mails", got)
		}
	})
}

func TestAnAbsenceNoteIsNotedAndMovesNothing(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		if err := d.update(operator(), opened.ID, func(u *support.TicketUpdate) { u.State = stateOf(support.Resolved) }); err != nil {
			t.Fatal(err)
		}
		m, _ := d.last("vendor@it.example")
		// Programs answer to the envelope's sender (RFC 3834, 4), some to Reply-To.
		for i, to := range []string{m.From, replyTo(t, m)} {
			d.arrive("", to, answer{from: "vendor@it.example", messageID: fmt.Sprint(i, "@it.example"), extra: "Auto-Submitted: auto-replied (vacation)", text: "Ich bin im Urlaub."}.raw(to))
		}
		if got := d.transcript(operator(), opened.ID); strings.Count(got, "automatic vendor: Ich bin im Urlaub.") != 2 {
			t.Errorf("there stands %q", got)
		}
		if got := d.ticket(opened.ID).State; got != support.Resolved {
			t.Errorf("it is %s", got)
		}
		if got := len(d.mails("copy@hill.example")); got != 1 {
			t.Errorf("it was mailed on: %d", got)
		}
	})
}

func TestTwoProgramsThatAnswerEachOtherEnd(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		// Neither says that it is one.
		answered := map[string]int{}
		for round := range 60 {
			busy := false
			for _, email := range []string{"vendor@it.example", "copy@hill.example"} {
				list := d.mails(email)
				for ; answered[email] < len(list); answered[email]++ {
					to := strings.Trim(field(t, list[answered[email]].Body, "Reply-To"), "<>")
					d.arrive(email, to, answer{from: email, messageID: fmt.Sprint(round, ".", answered[email], "@", email), text: "Wir haben Ihre Mail bekommen."}.raw(to))
					busy = true
				}
			}
			if !busy {
				break
			}
		}
		if got := len(d.mails("vendor@it.example")) + len(d.mails("copy@hill.example")); got > 30 {
			t.Errorf("%d mails went out", got)
		}
		if got := d.transcript(operator(), opened.ID); !strings.Contains(got, "automatic ") {
			t.Error("nothing was taken for a program's")
		}
		// An hour later people are heard again.
		d.Clock.Advance(2 * time.Hour)
		d.answers("vendor@it.example", "Jetzt schreibe ich selbst.")
		if got := d.transcript(operator(), opened.ID); !strings.HasSuffix(got, "\nvendor: Jetzt schreibe ich selbst.") {
			t.Errorf("there stands %q", got)
		}
	})
}

func TestOurOwnMailThatComesBackIsNoAnswer(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		m, _ := d.last("vendor@it.example")
		to := replyTo(t, m)
		before := len(d.entries(operator(), opened.ID))
		d.arrive("vendor@it.example", to, m.Body)
		// With another sender, as a list would redirect it.
		d.arrive("vendor@it.example", to, answer{from: "vendor@it.example", messageID: strings.Trim(field(t, m.Body, "Message-ID"), "<>"), text: "x"}.raw(to))
		if after := len(d.entries(operator(), opened.ID)); after != before {
			t.Errorf("%d entries more", after-before)
		}
	})
}

// withFiles is a mail with attachments.
func withFiles(from, to string, files ...string) []byte {
	var b strings.Builder
	b.WriteString("From: <" + from + ">\nTo: <" + to + ">\nMessage-ID: <files@it.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n\n" +
		"--b\nContent-Type: text/plain; charset=utf-8\n\nAnbei.\n")
	for i := 0; i < len(files); i += 2 {
		b.WriteString("--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"" + files[i] + "\"\n\n" + files[i+1] + "\n")
	}
	return []byte(strings.ReplaceAll(b.String()+"--b--\n", "\n", "\r\n"))
}

func TestFilesOfAMailAreCheckedAndKept(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		to := d.answerAddress("vendor@it.example")
		d.arrive("vendor@it.example", to, withFiles("vendor@it.example", to, "notiz.txt", "Version 3", "lauf.exe", "MZ", "boese.txt", "EICAR"))
		entries := d.entries(buyer(), opened.ID)
		lists, err := d.FilesOf(buyer(), entries)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range lists[len(lists)-1] {
			refusal := ""
			if f.RefusalKey != nil {
				refusal = *f.RefusalKey
			}
			got = append(got, f.Filename+" "+refusal)
		}
		if want := []string{"notiz.txt ", "lauf.exe file_extension", "boese.txt file_malware"}; !slices.Equal(got, want) {
			t.Fatalf("%q", got)
		}
		f := lists[len(lists)-1][0]
		link := d.Link(buyer(), f)
		if link == nil || !strings.HasPrefix(link.Path, "/ticket-files/"+f.ID+"?ticket=") || d.Link(buyer(), lists[len(lists)-1][1]) != nil {
			t.Errorf("the links: %+v", link)
		}
		if _, content, err := d.OpenFile(buyer(), f.ID); err != nil || string(content) != "Version 3" {
			t.Errorf("it holds %q, %v", content, err)
		}
		if _, _, err := d.OpenFile(stranger(), f.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("a stranger: %v", err)
		}
	})
}

func TestAMailThatCannotBeReadIsKeptAndToldOf(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		to := d.answerAddress("vendor@it.example")
		nested := "x"
		for i := range 30 {
			nested = fmt.Sprintf("Content-Type: multipart/mixed; boundary=\"b%d\"\r\n\r\n--b%d\r\n%s\r\n--b%d--\r\n", i, i, nested, i)
		}
		raw := []byte("From: <vendor@it.example>\r\nTo: <" + to + ">\r\nMessage-ID: <deep@it.example>\r\nMIME-Version: 1.0\r\n" + nested)
		if _, err := mime.Parse(raw, mime.Limits{}); err == nil {
			t.Fatal("this mail can be read")
		}
		d.arrive("vendor@it.example", to, raw)
		entries := d.entries(operator(), opened.ID)
		files, err := d.FilesOf(operator(), entries)
		if err != nil || len(files[len(files)-1]) != 1 {
			t.Fatalf("%v %v", files, err)
		}
		whole := files[len(files)-1][0]
		if _, content, err := d.OpenFile(operator(), whole.ID); err != nil || string(content) != string(raw) {
			t.Errorf("operators do not have it: %v", err)
		}
		if _, _, err := d.OpenFile(buyer(), whole.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("a member has it: %v", err)
		}
		if lists, err := d.FilesOf(buyer(), entries); err != nil || len(lists[len(lists)-1]) != 0 {
			t.Errorf("a member sees it: %v", err)
		}
		if _, told := d.last("vendor@it.example"); !strings.Contains(told.Text, "konnte aber nicht gelesen werden") {
			t.Errorf("the sender reads %q", told.Text)
		}
		if got := len(d.mails("copy@hill.example")); got != 1 {
			t.Errorf("it was mailed on: %d", got)
		}
	})
}
