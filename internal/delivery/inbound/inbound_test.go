package inbound

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"schalter/ent/inboundmail"
	"schalter/internal/cms"
	"schalter/internal/delivery"
	"schalter/internal/job"
	"schalter/internal/mail/inlet"
	"schalter/internal/mail/report"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

func TestMailTakenBeforeADeathIsProcessedAfterIt(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		raw := g.write(t, g.to(g.ask(t, city, newReference()), "Ja"))
		g.deliver(t, "a@city.example", raw)
		want(t, g.lastMail(t), "RECEIVED")
		g.restart()
		g.work(t)
		want(t, g.lastMail(t), isAccepted)
		if got := len(g.cases.posted()); got != 1 {
			t.Errorf("posted %d times", got)
		}
	})
}

func TestEffectThatBreaksOffIsTriedAgainAndHappensOnce(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		raw := g.write(t, g.to(g.ask(t, city, newReference()), "Ja"))
		g.cases.breaks = 2
		want(t, g.take(t, raw), "RECEIVED")
		for range 2 {
			g.Clock.Advance(time.Minute)
			g.work(t)
		}
		want(t, g.lastMail(t), isAccepted)
		if got := len(g.cases.posted()); got != 1 {
			t.Errorf("posted %d times", got)
		}
	})
}

func TestMailThatNeverWorksEndsInQuarantine(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		g.gateway.Log = testkit.Silent()
		raw := g.write(t, g.to(g.ask(t, city, newReference()), "Ja"))
		g.cases.breaks = 1000
		row := g.take(t, raw)
		want(t, row, "RECEIVED")
		// A time without tries is none: the program was down, and what it meets first may pass.
		g.Clock.Advance(stuckAfter + time.Hour)
		g.work(t)
		want(t, g.lastMail(t), "RECEIVED")
		for range 2 * stuckTries {
			g.Clock.Advance(2 * time.Hour)
			g.work(t)
		}
		want(t, g.lastMail(t), isQuarantined, ReasonStuck)
		g.cases.breaks = 0
		if accepted, _, err := g.gateway.Retry(operator(), row.ID); err != nil || !accepted {
			t.Errorf("checked again: %v, %v", accepted, err)
		}
	})
}

func TestSameMailDeliveredTwiceIsKeptOnce(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		raw := g.write(t, g.to(g.ask(t, city, newReference()), "Ja"))
		g.deliver(t, "a@city.example", raw)
		g.deliver(t, "a@city.example", raw)
		g.work(t)
		g.deliver(t, "a@city.example", raw)
		g.work(t)
		if n, err := g.World.DB.Client().InboundMail.Query().Count(g.ctx); err != nil || n != 1 {
			t.Errorf("kept %d, %v", n, err)
		}
		// With another trace of servers it is another mail, and its signature was seen.
		want(t, g.take(t, append([]byte("Received: from a by b\r\n"), raw...)), isQuarantined, ReasonReplay)
		if got := len(g.cases.posted()); got != 1 {
			t.Errorf("posted %d times", got)
		}
	})
}

func TestTwoWorkersHaveOneEffect(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		r := g.to(g.ask(t, city, newReference()), "Ja")
		signed := signedEntity(t, r)
		var ids []string
		// The same signature in two envelopes, each processed by two workers at once.
		for range 2 {
			g.deliver(t, "a@city.example", g.encrypted(t, r, signed))
			ids = append(ids, g.lastMail(t).ID)
		}
		var workers sync.WaitGroup
		for _, mailID := range append(ids, ids...) {
			workers.Go(func() {
				if err := g.gateway.processArrival(g.ctx, mailID); err != nil {
					t.Error(err)
				}
			})
		}
		workers.Wait()
		g.work(t)
		if got := len(g.cases.posted()); got != 1 {
			t.Errorf("posted %d times", got)
		}
		ends := map[string]int{}
		for _, mailID := range ids {
			row, err := g.World.DB.Client().InboundMail.Get(g.ctx, mailID)
			if err != nil {
				t.Fatal(err)
			}
			ends[string(row.State)+" "+delivery.Deref(row.Reason)]++
		}
		if ends["ACCEPTED "] != 1 || ends["QUARANTINED inbound_replay"] != 1 {
			t.Errorf("ended as %v", ends)
		}
	})
}

func TestMailThroughTheInletIsDurableBeforeItIsTaken(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		raw := g.write(t, g.to(g.ask(t, city, newReference()), "Ja"))
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		server := inlet.New(inlet.Config{LMTP: true, Domain: "schalter.example"}, g.gateway, testkit.Silent())
		go func() { _ = server.Serve(listener) }()
		defer func() { _ = server.Shutdown(context.WithoutCancel(t.Context())) }()
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		client := smtp.NewClientLMTP(conn)
		defer client.Close()
		if err := client.Mail("a@city.example", nil); err != nil {
			t.Fatal(err)
		}
		if err := client.Rcpt("b+forged@schalter.example", nil); err == nil || !strings.Contains(err.Error(), "5.1.1") && !strings.Contains(err.Error(), "550") {
			t.Errorf("a forged address: %v", err)
		}
		if err := client.Rcpt(gatewayAddress, nil); err != nil {
			t.Fatal(err)
		}
		w, err := client.Data()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(raw); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		want(t, g.lastMail(t), "RECEIVED")
		g.work(t)
		want(t, g.lastMail(t), isAccepted)
	})
}

func TestTooManyWaitingMailsAreRefusedForNow(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		g.deliver(t, "a@city.example", []byte("Subject: x\r\n\r\nx\r\n"))
		row := g.lastMail(t)
		g.tx(t, func(ctx context.Context, tx *store.Tx) error {
			for i := range maxWaiting - 1 {
				_, err := tx.Exec(ctx, `INSERT INTO inbound_mail (id, state, size, digest, sealed_envelope, received_at, kek_id, wrapped_key)
					VALUES (?, 'RECEIVED', 1, ?, ?, ?, 'k', ?)`, "inm_"+strings.Repeat("x", i%7)+time.Unix(int64(i), 0).UTC().Format("150405.02"), row.Digest, row.Digest, tx.Now, row.Digest)
				if err != nil {
					return err
				}
			}
			return nil
		})
		err := g.gateway.Deliver(g.ctx, inlet.Envelope{Recipients: []string{gatewayAddress}}, []byte("Subject: y\r\n\r\ny\r\n"))
		if err == nil {
			t.Error("taken")
		}
	})
}

func TestPanicOfAParserEndsInQuarantine(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		g.options.Log, g.options.Keys = testkit.Silent(), panics{}
		raw := g.write(t, g.to(g.ask(t, city, newReference()), "Ja"))
		g.restart()
		want(t, g.take(t, raw), isQuarantined, ReasonMalformed)
		g.nothingShown(t)
	})
}

type panics struct{}

func (panics) SMIME() []delivery.KeyPair { panic("as a parser might") }

func TestContentGoesWithTheEffectAndStaysSealedUntilThen(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		g.deliver(t, "a@city.example", []byte("From: <x@evil.example>\r\nSubject: Geheimes Wort\r\n\r\nGeheimes Wort\r\n"))
		row := g.lastMail(t)
		sealed, err := g.gateway.Blobs.Open(g.ctx, *row.BlobKey)
		if err != nil {
			t.Fatal(err)
		}
		content := make([]byte, sealed.Size())
		if _, err := sealed.ReadAt(content, 0); err != nil {
			t.Fatal(err)
		}
		sealed.Close()
		for what, b := range map[string][]byte{"blob": content, "envelope": row.SealedEnvelope} {
			if strings.Contains(string(b), "Geheim") || strings.Contains(string(b), "evil") {
				t.Errorf("the %s is readable", what)
			}
		}
		accepted := g.take(t, g.write(t, g.to(q, "Ja")))
		want(t, accepted, isAccepted)
		if _, err := g.gateway.Blobs.Open(g.ctx, *accepted.BlobKey); err == nil {
			t.Error("the content of an accepted mail is still there")
		}
		a, err := g.gateway.openEnvelope(g.ctx, accepted)
		if err != nil || a.envelope.Content != nil {
			t.Errorf("the key of an accepted mail is still there (%v)", err)
		}
	})
}

func TestAnswersOfOthersTimesAndMailboxesAreRefused(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		for name, tt := range map[string]struct {
			change func(*reply)
			reason Reason
		}{
			"signed before the mail": {func(r *reply) { r.at = r.at.Add(-time.Hour) }, ReasonTime},
			"signed in the future":   {func(r *reply) { r.at = r.at.Add(49 * time.Hour) }, ReasonTime},
			"malware":                {func(r *reply) { r.entity = withFile(r, "virus.pdf", "MALWARE") }, ReasonMalware},
			"nothing said":           {func(r *reply) { r.text = quote(q.text) + "\n" }, ReasonEmpty},
		} {
			r := g.to(q, "Ja: "+name)
			tt.change(&r)
			row := g.take(t, g.write(t, r))
			if row.State != isQuarantined || delivery.Deref(row.Reason) != string(tt.reason) {
				t.Errorf("%s: got %s %s, want %s", name, row.State, delivery.Deref(row.Reason), tt.reason)
			}
		}
		g.cases.gone[q.deliveryID] = true
		want(t, g.take(t, g.write(t, g.to(q, "Ja"))), isQuarantined, ReasonMailboxGone)
		delete(g.organisations.boxes, city)
		want(t, g.take(t, g.write(t, g.to(q, "Jaja"))), isQuarantined, ReasonNoMailbox)
		g.nothingShown(t)
	})
}

// An answer that lay in a mail server for days says the time at which it was signed, and counts; sent once more it does not.
func TestAnswersThatWereLongOnTheirWayCount(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		raw := g.write(t, g.to(q, "Wir haben geschlossen bis Montag."))
		g.Clock.Advance(20 * 24 * time.Hour)
		want(t, g.take(t, raw), inboundmail.StateACCEPTED)
		again := append([]byte("X-Again: yes\r\n"), raw...)
		want(t, g.take(t, again), isQuarantined, ReasonReplay)
		if n := len(g.cases.posted()); n != 1 {
			t.Errorf("posted %d answers", n)
		}
	})
}

// withFile is the entity of a reply with a document.
func withFile(r *reply, name, content string) []byte {
	return []byte("Subject: Re: AW: Ihr Antrag\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain; charset=utf-8\r\n" +
		"Content-Transfer-Encoding: 8bit\r\n\r\n" + strings.ReplaceAll(r.text, "\n", "\r\n") + "\r\n--m\r\nContent-Type: application/pdf; name=" + name +
		"\r\nContent-Disposition: attachment\r\n\r\n" + content + "\r\n--m--\r\n")
}

func TestAnswerBringsItsDocumentsAndSubject(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		r := g.to(g.ask(t, city, newReference()), "Anbei der Bescheid.")
		r.entity = withFile(&r, "bescheid.pdf", "%PDF-1.7 Bescheid")
		want(t, g.take(t, g.write(t, r)), isAccepted)
		got := g.cases.posted()
		if len(got) != 1 || got[0].Subject != "Ihr Antrag" || len(got[0].Documents) != 1 || got[0].Text != "Anbei der Bescheid." {
			t.Fatalf("got %+v", got)
		}
		if d := got[0].Documents[0].(keptDocument); d.Filename != "bescheid.pdf" || string(d.Data) != "%PDF-1.7 Bescheid" {
			t.Errorf("got %+v", d)
		}
	})
}

func TestConnectionTestIsAnswered(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		g.organisations.boxes[city].Profile = "COMPAT"
		g.tx(t, func(ctx context.Context, tx *store.Tx) error {
			return g.gateway.out.SendTest(ctx, tx, city, "tst_1", "MODERN", g.organisations.nonce)
		})
		test := g.arrived(t, city)
		weak := g.to(test, "angekommen")
		weak.profile = cms.Compat
		want(t, g.take(t, g.write(t, weak)), isQuarantined, ReasonAlgorithm)
		foreign := g.to(test, "angekommen")
		foreign.signer = g.signers[county]
		want(t, g.take(t, g.write(t, foreign)), isQuarantined, ReasonTokenForeign)
		bare := g.to(test, "angekommen")
		bare.text = "angekommen"
		want(t, g.take(t, g.write(t, bare)), isQuarantined, ReasonTestNonce)
		wrong := g.to(test, "angekommen")
		wrong.text = "Prüfzeichen: something-else"
		want(t, g.take(t, g.write(t, wrong)), isQuarantined, ReasonTestOver)
		if len(g.organisations.tests) != 0 {
			t.Errorf("tests %v", g.organisations.tests)
		}
		want(t, g.take(t, g.write(t, g.to(test, "angekommen"))), isAccepted)
		if got := strings.Join(g.organisations.tests, ","); got != "answered tst_1" {
			t.Errorf("tests %q", got)
		}
		g.nothingShown(t)
	})
}

func TestLogOfWhatComesInNamesNobody(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		var logged bytes.Buffer
		g.gateway.Log = slog.New(slog.NewTextHandler(&logged, nil))
		q := g.ask(t, city, newReference())
		for _, raw := range [][]byte{
			g.write(t, g.to(q, "Geheimes Wort")), g.write(t, g.withoutReference(q, "Geheimes Wort")), bounceOf(t, q.mailID, report.Failed, "5.1.1"),
			[]byte("From: <wer@evil.example>\r\nSubject: Geheimes Wort\r\n\r\nGeheimes Wort\r\n"),
		} {
			g.take(t, raw, q.bounce)
		}
		if logged.Len() == 0 {
			t.Fatal("nothing was logged")
		}
		for _, secret := range []string{"Geheim", "evil", "@", q.reference, "Anna"} {
			if strings.Contains(logged.String(), secret) {
				t.Errorf("the log has %q: %s", secret, logged.String())
			}
		}
	})
}

func TestJobOfAMailThatIsGoneEnds(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		g.tx(t, func(ctx context.Context, tx *store.Tx) error {
			return job.Enqueue(ctx, tx, jobArrival, "inm_gone", tx.Now, "")
		})
		g.work(t)
		var left int
		if err := g.World.DB.QueryRow(g.ctx, `SELECT COUNT(*) FROM job WHERE subject = 'inm_gone'`).Scan(&left); err != nil || left != 0 {
			t.Errorf("left %d, %v", left, err)
		}
	})
}
