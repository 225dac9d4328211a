//go:build demo && postfix

package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/posttest"
	"schalter/internal/mail/report"
)

// What strangers send by Postfix moves nothing and is answered by nobody: neither a report that claims a delivery failed, nor a
// plain mail, nor one that is encrypted by somebody unknown.
func TestPostfixBringsForgeries(t *testing.T) {
	t.Parallel()
	w := newPostWorld(t, "", posttest.Options{})
	message := sendMessage(t, w.citizen, w.mailbox, bamberg, "k1")
	w.delivery(t, message, "relayed", func(d shownDelivery) bool { return d.State == "RELAYED" })
	genuine := w.office.arrived()[0]
	for from, mail := range w.forgeries(t, genuine) {
		if err := handMail(w.postfix.Address, false, from, gatewayAddress, mail); err != nil {
			t.Fatal(err)
		}
	}
	states := w.settled(t, 4)
	want := map[string]int{"REPORTED": 1, "IGNORED": 2, "QUARANTINED": 1}
	for state, n := range want {
		if states[state] != n {
			t.Errorf("got %v, want %v", states, want)
			break
		}
	}
	if got := w.delivery(t, message, "relayed", func(shownDelivery) bool { return true }); got.State != "RELAYED" {
		t.Errorf("got %+v", got)
	}
	if n := len(w.notices(t)); n != 0 {
		t.Errorf("%d notices", n)
	}
	w.noBackscatter(t)
}

// strangers are whom forgeries name as their senders.
var strangers = []string{"opfer@stadtrat.example", "opfer2@stadtrat.example"}

// forgeries are mails of strangers by their envelope sender.
func (w *postWorld) forgeries(t testing.TB, genuine arrivedMail) map[string][]byte {
	t.Helper()
	header, err := mime.ParseHeader(genuine.raw, mime.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	now := clock.System().Now()
	e := mime.Envelope{
		From: mime.Address{Address: "postmaster@bamberg.example"}, To: mime.Address{Address: gatewayAddress}, Date: now,
		MessageID: "1@bamberg.example", InReplyTo: []string{header.MessageID}, References: []string{header.MessageID}, OuterSubject: "Undelivered",
	}
	forged, err := report.WriteDSN(report.Frame{Envelope: e, Text: "no such user", Original: []byte("Message-ID: <" + header.MessageID + ">\r\n")}, report.DSN{
		EnvelopeID: genuine.envid, ReportingMTA: "mx.bamberg.example", OriginalMessageID: header.MessageID,
		Recipients: []report.Recipient{{Original: bambergAddress, Final: bambergAddress, Action: report.Failed, Status: "5.1.1", Code: 550}},
	})
	if err != nil {
		t.Fatal(err)
	}
	plain := fmt.Sprintf("From: Stadt Bamberg <%s>\r\nTo: <%s>\r\nDate: %s\r\nMessage-ID: <2@bamberg.example>\r\nIn-Reply-To: <%s>\r\nSubject: AW\r\n\r\nGenehmigt.\r\n",
		bambergAddress, gatewayAddress, now.Format(time.RFC1123Z), header.MessageID)
	again := bytes.Replace(forged, []byte("<1@bamberg.example>"), []byte("<3@bamberg.example>"), 1)
	return map[string][]byte{"": forged, strangers[0]: again, strangers[1]: []byte(plain)}
}

// settled waits until n mails that came in were looked at, and counts them by their state.
func (w *postWorld) settled(t testing.TB, n int) map[string]int {
	t.Helper()
	for range int(patience / (100 * time.Millisecond)) {
		states, err := w.inboundStates(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		total := 0
		for _, count := range states {
			total += count
		}
		if total >= n && states["RECEIVED"] == 0 {
			return states
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the mails were not looked at: ", w.postfix.Log())
	return nil
}

func (w *postWorld) inboundStates(ctx context.Context) (_ map[string]int, err error) {
	rows, err := w.db.Query(ctx, `SELECT state, COUNT(*) FROM inbound_mail GROUP BY state`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	states := map[string]int{}
	for rows.Next() {
		var state string
		var n int
		if err := rows.Scan(&state, &n); err != nil {
			return nil, err
		}
		states[state] = n
	}
	return states, rows.Err()
}

// noBackscatter checks in Postfix' log that nothing went to the senders that the forgeries named. A mail to an address that is
// not the gateway's shows that it would be seen: Postfix, asked to relay it, has to return that one.
func (w *postWorld) noBackscatter(t *testing.T) {
	t.Helper()
	const control = "kontrolle@stadtrat.example"
	if err := handMail(w.postfix.Address, false, control, "niemand@schalter.example", []byte("From: <a@b.example>\r\n\r\nx\r\n")); err != nil {
		t.Fatal(err)
	}
	for range int(patience / (100 * time.Millisecond)) {
		if strings.Contains(w.postfix.Log(), "to=<"+control+">") {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	log := w.postfix.Log()
	if !strings.Contains(log, "to=<"+control+">") {
		t.Fatal("the log shows no returned mail: the test proves nothing: ", log)
	}
	for _, address := range append(strangers, "postmaster@bamberg.example") {
		if strings.Contains(log, "to=<"+address+">") {
			t.Errorf("something went to %s: %s", address, log)
		}
	}
	w.policyNotice(t)
}

// policyNotice checks that the authority, whose name was misused, was told so at its registered address, and nothing else.
func (w *postWorld) policyNotice(t *testing.T) {
	t.Helper()
	mails := w.office.arrived()
	if len(mails) != 2 {
		t.Fatalf("the authority got %d mails, want its message and one notice", len(mails))
	}
	notice, err := w.office.open(mails[1])
	if err != nil || notice.Subject != "Ihre Mail wurde nicht angenommen" || !notice.Automatic {
		t.Errorf("got %+v, %v", notice, err)
	}
}
