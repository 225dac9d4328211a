//go:build demo

package app

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/demo/office"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/report"
	"schalter/internal/testkit"
)

// question is a message of the demo's citizen that lies in the mailbox of Stadt Bamberg, of which nobody has said anything yet.
type question struct {
	owner            testkit.Client
	mailbox, message string
	// clerk can read it and answer; mail is what came.
	clerk *mailOffice
	mail  *mime.Message
	raw   []byte
}

func (w *world) askByMail(t *testing.T) *question {
	t.Helper()
	w.setMode(t, office.Silent)
	q := &question{owner: w.as(t, citizen), clerk: &mailOffice{}}
	q.clerk.meet(t, w.cfg.DataDir, w.Client)
	q.mailbox = openMailbox(t, q.owner, bamberg)
	before := len(w.sentMails(t))
	q.message = sendByMail(t, q.owner, q.mailbox, "Frage")
	awaitDelivery(t, q.owner, q.mailbox, q.message, func(current deliveryOf) bool { return current.State == "HANDED_OVER" })
	mails := w.sentMails(t)
	if len(mails) != before+1 {
		t.Fatalf("%d mails went out, want one", len(mails)-before)
	}
	q.raw = []byte(mails[0])
	var err error
	if q.mail, err = q.clerk.open(arrivedMail{raw: q.raw}); err != nil {
		t.Fatal(err)
	}
	return q
}

// sentMails are the mails that the gateway sent to Stadt Bamberg, newest first.
func (w *world) sentMails(t *testing.T) (list []string) {
	t.Helper()
	mails, err := w.simulation.Mails(1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mails {
		if m.Incoming {
			list = append(list, m.Raw)
		}
	}
	return list
}

// comesIn hands mails to the program as the mail server of the platform does, and waits until each had its effect.
func (w *world) comesIn(t *testing.T, from, to string, mails ...[]byte) {
	t.Helper()
	wanted := w.countMails(t, "") + len(mails)
	for _, m := range mails {
		if err := handMail(w.simulation.inlet.Addr().String(), true, from, to, m); err != nil {
			t.Fatal(err)
		}
	}
	for range 600 {
		if w.countMails(t, "WHERE settled_at IS NOT NULL") >= wanted {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%d of %d mails had their effect", w.countMails(t, "WHERE settled_at IS NOT NULL"), wanted)
}

func (w *world) countMails(t *testing.T, where string) (n int) {
	t.Helper()
	if err := w.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM inbound_mail `+where).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// seen is everything that people and the authority could learn.
type seen struct {
	Delivery deliveryOf
	Channel  string
	Mails    int
}

func (w *world) observe(t *testing.T, q *question) seen {
	t.Helper()
	return seen{readDelivery(t, q.owner, q.mailbox, q.message), channelState(t, w.as(t, operator)), len(w.sentMails(t))}
}

// unchanged fails when forged mails changed what is seen; then the true answer shows that the way in works.
func (w *world) unchanged(t *testing.T, q *question, before seen) {
	t.Helper()
	if after := w.observe(t, q); !reflect.DeepEqual(after, before) {
		t.Errorf("before: %+v\nafter: %+v", before, after)
	}
	answer, err := q.clerk.answer(q.mail, "Bescheid", nil)
	if err != nil {
		t.Fatal(err)
	}
	w.comesIn(t, bambergAddress, gatewayAddress, answer)
	current := readDelivery(t, q.owner, q.mailbox, q.message)
	if current.State != "ANSWERED" || len(current.Messages) != len(before.Delivery.Messages)+1 {
		t.Errorf("after the true answer: %+v", current)
	}
}

// Forged reports, whatever they know of the mail, change nothing that anybody sees, suspend nothing and are answered by nothing.
func TestAttackCase22ForgedReportsChangeNothing(t *testing.T) {
	t.Parallel()
	onBothByMail(t, func(t *testing.T, w *world) {
		q := w.askByMail(t)
		before := w.observe(t, q)
		frame := func(i int) report.Frame {
			return report.Frame{Envelope: mime.Envelope{
				From: mime.Address{Address: "mailer-daemon@bamberg.example"}, To: mime.Address{Address: gatewayAddress}, Date: time.Now(),
				MessageID: fmt.Sprintf("%d.report@bamberg.example", i), InReplyTo: []string{q.mail.MessageID}, References: []string{q.mail.MessageID},
				OuterSubject: "Undelivered Mail Returned to Sender", AutoSubmitted: "auto-replied",
			}, Text: "Diese Nachricht konnte nicht zugestellt werden.", Original: headerOf(q.raw)}
		}
		var forged [][]byte
		for _, action := range []report.Action{report.Failed, report.Delayed, report.Delivered, report.Relayed} {
			for _, id := range []string{"", q.mail.MessageID, strings.Split(q.mail.MessageID, "@")[0], q.message} {
				raw, err := report.WriteDSN(frame(len(forged)), report.DSN{ReportingMTA: "mx.bamberg.example", EnvelopeID: id,
					Recipients: []report.Recipient{{Final: bambergAddress, Action: action, Status: map[bool]string{true: "5.1.1", false: "2.0.0"}[action == report.Failed]}}})
				if err != nil {
					t.Fatal(err)
				}
				forged = append(forged, raw)
			}
		}
		for _, disposition := range []report.Disposition{report.Displayed, report.Deleted} {
			raw, err := report.WriteMDN(frame(len(forged)), report.MDN{FinalRecipient: bambergAddress, OriginalMessageID: q.mail.MessageID, Disposition: disposition})
			if err != nil {
				t.Fatal(err)
			}
			forged = append(forged, raw)
		}
		w.comesIn(t, "", gatewayAddress, forged...)
		w.unchanged(t, q, before)
	})
}

// headerOf is the header of a mail.
func headerOf(raw []byte) []byte {
	head, _, _ := strings.Cut(string(raw), "\r\n\r\n")
	return []byte(head + "\r\n")
}

// Mails of programs, and our own that come back, are answered by nothing and change nothing, however many come.
func TestAttackCase24LoopsEnd(t *testing.T) {
	t.Parallel()
	onBothByMail(t, func(t *testing.T, w *world) {
		q := w.askByMail(t)
		before := w.observe(t, q)
		plain := func(i int, header string) []byte {
			return []byte(strings.ReplaceAll(fmt.Sprintf("From: %s\nTo: %s\nDate: %s\nMessage-ID: <%d.abwesend@bamberg.example>\nIn-Reply-To: <%s>\nSubject: Abwesend\n%sContent-Type: text/plain\n\nIch bin im Urlaub.\n",
				bambergAddress, gatewayAddress, time.Now().Format(time.RFC1123Z), i, q.mail.MessageID, header), "\n", "\r\n"))
		}
		headers := []string{"Auto-Submitted: auto-replied\n", "Precedence: bulk\n", "X-Autoreply: yes\n", "List-Id: <x.example>\n", "X-Auto-Response-Suppress: All\n"}
		var programs [][]byte
		for i := range 30 {
			programs = append(programs, plain(i, headers[i%len(headers)]))
		}
		w.comesIn(t, bambergAddress, gatewayAddress, programs...)
		w.comesIn(t, bambergAddress, gatewayAddress, q.raw)
		w.comesIn(t, "", gatewayAddress, plain(100, ""))
		if after := w.observe(t, q); !reflect.DeepEqual(after, before) {
			t.Errorf("before: %+v\nafter: %+v", before, after)
		}
		// A person who writes in plain is told how to answer, once; so the count above could have been another one.
		w.comesIn(t, bambergAddress, gatewayAddress, plain(101, ""))
		for range 600 {
			if len(w.sentMails(t)) > before.Mails {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		if got := len(w.sentMails(t)); got != before.Mails+1 {
			t.Errorf("a person's plain mail is answered by %d mails", got-before.Mails)
		}
		before.Mails++
		w.unchanged(t, q, before)
		if current := readDelivery(t, q.owner, q.mailbox, q.message); slices.ContainsFunc(current.Messages, func(m mailboxMessage) bool { return strings.Contains(m.Body, "Urlaub") }) {
			t.Errorf("the mailbox shows %+v", current.Messages)
		}
	})
}
