package inbound

import (
	"context"
	"encoding/base64"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/ent"
	"schalter/ent/inboundmail"
	"schalter/internal/cms"
	"schalter/internal/id"
	"schalter/internal/mail/inlet"
	"schalter/internal/mail/report"
	"schalter/internal/testkit"
)

// alarms fails the test for everything that the gateway calls an error: a panic that was caught is one.
type alarms struct {
	slog.Handler
	fail func(string)
}

func (a alarms) Handle(_ context.Context, r slog.Record) error {
	if r.Level >= slog.LevelError {
		text := r.Message
		r.Attrs(func(at slog.Attr) bool { text += " " + at.String(); return true })
		a.fail(text)
	}
	return nil
}

// asSigned is an entity, whatever it is, signed by the city and encrypted for us.
func (g *gatewayDesk) asSigned(t testing.TB, entity []byte) []byte {
	t.Helper()
	who := g.signers[city]
	der, err := cms.Sign(entity, cms.SignOptions{Certificate: who.Certificate, Key: who.Key, SigningTime: g.Clock.Now()})
	if err != nil {
		t.Fatal(err)
	}
	return []byte("Content-Type: application/pkcs7-mime; smime-type=signed-data\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
		lines(base64.StdEncoding.EncodeToString(der)))
}

// FuzzArrival has every mail end in a defined state, without a panic: as it is, encrypted, and signed and encrypted.
func FuzzArrival(f *testing.F) {
	g := newDesk(f, testkit.SQLite(f))
	q := g.ask(f, city, newReference())
	honest := g.to(q, "Ja")
	seeds := [][]byte{
		honest.innerOf(), g.write(f, honest), bounceOf(f, q.mailID, report.Failed, "5.1.1"), receiptOf(f, q.messageID, false),
		withFile(&honest, "a.pdf", "%PDF"), []byte("a: b\r\n\r\n"), {}, []byte("Content-Type: multipart/signed; boundary=a\r\n\r\n--a\r\n\r\n--a--"),
		[]byte("Content-Type: multipart/report; boundary=a\r\n\r\n--a\r\nContent-Type: message/delivery-status\r\n\r\n\r\n\r\nAction: failed\r\n--a--"),
		[]byte(strings.Repeat("Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n", 30)),
	}
	for _, seed := range seeds {
		for how := range byte(3) {
			f.Add(seed, how)
		}
	}
	allowed := map[inboundmail.State]bool{isQuarantined: true, isAccepted: true, isIgnored: true, isHeld: true, isReported: true}
	f.Fuzz(func(t *testing.T, raw []byte, how byte) {
		g.gateway.Log = slog.New(alarms{slog.DiscardHandler, func(s string) { t.Error(s) }}.enabled())
		switch how % 3 {
		case 1:
			raw = g.encrypted(t, honest, raw)
		case 2:
			raw = g.encrypted(t, honest, g.asSigned(t, raw))
		}
		a := &arrival{
			mailID: id.New(id.InboundMail, g.Clock.Now()), raw: raw, row: &ent.InboundMail{ReceivedAt: g.Clock.Now(), Digest: []byte{1}},
			envelope: envelopeOf(inlet.Envelope{From: "x@city.example", Recipients: []string{q.bounce}}, raw),
		}
		var found finding
		took := testkit.Work(t, func() {
			var err error
			if found, err = g.gateway.judgeArrival(g.ctx, a); err != nil {
				t.Fatal(err)
			}
		})
		known := found.reason == "" || slices.Contains(Reasons(), found.reason)
		if !allowed[found.state] || !known || found.state == isQuarantined && found.reason == "" {
			t.Errorf("ended as %s %s", found.state, found.reason)
		}
		if found.state == isAccepted && how%3 != 2 && !strings.Contains(string(raw), "pkcs7-mime") {
			t.Error("a mail without signature was accepted")
		}
		if took > 5*time.Second {
			t.Errorf("took %s", took)
		}
	})
}

// level makes a handler hear errors.
type level struct{ alarms }

func (level) Enabled(context.Context, slog.Level) bool { return true }

func (a alarms) enabled() slog.Handler { return level{a} }
