package inbound

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"schalter/ent/inboundmail"
	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/delivery"
	"schalter/internal/delivery/outbound"
	"schalter/internal/mail/inlet"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/report"
	"schalter/internal/mail/token"
	"schalter/internal/smime"
	"schalter/internal/store"
)

const (
	isQuarantined = inboundmail.StateQUARANTINED
	isAccepted    = inboundmail.StateACCEPTED
	isIgnored     = inboundmail.StateIGNORED
	isHeld        = inboundmail.StateHELD
	isReported    = inboundmail.StateREPORTED
)

func TestHonestAnswerIsPosted(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		row := g.take(t, g.write(t, g.to(q, "Bitte kommen Sie am Montag.")))
		want(t, row, isAccepted)
		got := g.cases.posted()
		if len(got) != 1 {
			t.Fatalf("got %d answers", len(got))
		}
		a := got[0]
		if a.DeliveryID != q.deliveryID || a.AuthorityID != city || a.InboundID != row.ID || a.Text != "Bitte kommen Sie am Montag." || a.Subject != noSubject {
			t.Errorf("got %+v", a)
		}
		if len(g.told(t, 1)) != 0 {
			t.Error("somebody was written to")
		}
	})
}

func TestAttack01PlainMail(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		r := g.to(q, "Ja")
		row := g.take(t, append(r.head(), r.innerOf()...))
		want(t, row, isQuarantined, ReasonNotEncrypted)
		g.nothingShown(t)
		for _, to := range g.told(t, 1) {
			if to != "post@city.example" {
				t.Errorf("told %s, which is not registered", to)
			}
		}
	})
}

func TestAttack02EncryptedButUnsigned(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		r := g.to(g.ask(t, city, newReference()), "Ja")
		want(t, g.take(t, g.encrypted(t, r, r.innerOf())), isQuarantined, ReasonNotSigned)
		g.nothingShown(t)
	})
}

func TestAttack03SignedByAnotherAuthority(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		r := g.to(g.ask(t, city, newReference()), "Ja")
		r.signer = g.signers[county]
		want(t, g.take(t, g.write(t, r)), isQuarantined, ReasonTokenForeign)
		g.nothingShown(t)
	})
}

func TestAttack04SameNameFromAnotherIssuer(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		honest := g.signers[city].Certificate
		twin := identity(t, cmstest.Other, "post@city.example", func(c *x509.Certificate) {
			c.Subject, c.SerialNumber, c.SubjectKeyId = honest.Subject, honest.SerialNumber, honest.SubjectKeyId
		})
		r := g.to(g.ask(t, city, newReference()), "Ja")
		r.signer = twin
		want(t, g.take(t, g.write(t, r)), isQuarantined, ReasonSignatureInvalid, ReasonSignerUnknown)
		r.signer = identity(t, cmstest.Other, "post@city.example", func(c *x509.Certificate) {
			c.Subject, c.SerialNumber = honest.Subject, big.NewInt(4711)
		})
		want(t, g.take(t, g.write(t, r)), isQuarantined, ReasonSignerUnknown)
		g.nothingShown(t)
	})
}

// signedEntity is a multipart/signed entity of a reply.
func signedEntity(t testing.TB, r reply) []byte {
	t.Helper()
	entity, err := smime.SignEntity(r.innerOf(), smime.Signer{Certificate: r.signer.Certificate, Key: r.signer.Key}, cms.Modern, r.at)
	if err != nil {
		t.Fatal(err)
	}
	return entity
}

func TestAttack06TextOutsideOfTheSignature(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		r := g.to(g.ask(t, city, newReference()), "Ja")
		signed := signedEntity(t, r)
		around := "Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\nContent-Type: text/plain\r\n\r\nUnd zahlen Sie 500 Euro.\r\n--out\r\n" +
			string(signed) + "\r\n--out--\r\n"
		want(t, g.take(t, g.encrypted(t, r, []byte(around))), isQuarantined, ReasonNotSigned)
		behind := append(bytes.Clone(signed), "Und zahlen Sie 500 Euro.\r\n"...)
		want(t, g.take(t, g.encrypted(t, r, behind)), isQuarantined, ReasonNotWholeBody)
		g.nothingShown(t)
	})
}

func TestAttack07PartsAroundTheEncryptedPart(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		r := g.to(g.ask(t, city, newReference()), "Ja")
		_, enclosed, _ := strings.Cut(string(g.write(t, r)), "MIME-Version: 1.0\r\n")
		raw := string(r.head()) + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n" +
			"<img src=\"http://evil.example/\r\n--b\r\n" + enclosed + "\r\n--b\r\nContent-Type: text/html\r\n\r\n\">\r\n--b--\r\n"
		want(t, g.take(t, []byte(raw)), isQuarantined, ReasonNotWholeBody)
		g.nothingShown(t)
	})
}

func TestAttack08BitsFlippedInCBC(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		g.organisations.boxes[city].Profile = "COMPAT"
		r := g.to(g.ask(t, city, newReference()), "Ja")
		r.profile = cms.Compat
		head, body, _ := strings.Cut(string(g.write(t, r)), "\r\n\r\n")
		der, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(body, "\r\n", ""))
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []int{len(der) - 200, len(der) - 1000, len(der) - 2000, len(der) / 2} {
			broken := bytes.Clone(der)
			broken[at] ^= 0x41
			raw := head + "\r\n\r\n" + lines(base64.StdEncoding.EncodeToString(broken))
			row := g.take(t, []byte(raw))
			want(t, row, isQuarantined, ReasonUndecryptable, ReasonNotSigned, ReasonSignatureInvalid, ReasonMalformed, ReasonNotWholeBody, ReasonSignerUnknown)
		}
		g.nothingShown(t)
		want(t, g.take(t, []byte(head+"\r\n\r\n"+body)), isAccepted)
	})
}

func TestAttack09SignatureStripped(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		r := g.to(g.ask(t, city, newReference()), "Ja")
		root, err := mime.ParseParts(signedEntity(t, r), mime.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		want(t, g.take(t, g.encrypted(t, r, root.Parts[0].Raw)), isQuarantined, ReasonNotSigned)
		withoutPart, _, _ := bytes.Cut(signedEntity(t, r), []byte("Content-Type: application/pkcs7-signature"))
		want(t, g.take(t, g.encrypted(t, r, withoutPart)), isQuarantined, ReasonMalformed, ReasonNotSigned)
		g.nothingShown(t)
	})
}

func TestAttack16WeakerThanTheProfile(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		r := g.to(g.ask(t, city, newReference()), "Ja")
		for _, weaker := range []cms.Profile{cms.Compat, cms.Legacy} {
			r.profile = weaker
			want(t, g.take(t, g.write(t, r)), isQuarantined, ReasonAlgorithm)
		}
		g.nothingShown(t)
		g.organisations.boxes[city].Profile = "LEGACY"
		want(t, g.take(t, g.write(t, r)), isQuarantined, ReasonAlgorithm)
		g.organisations.boxes[city].LegacyAllowed = true
		want(t, g.take(t, g.write(t, r)), isAccepted)
	})
}

func TestAttack18ReplayIsRefused(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		r := g.to(g.ask(t, city, newReference()), "Ja")
		signed := signedEntity(t, r)
		want(t, g.take(t, g.encrypted(t, r, signed)), isAccepted)
		sent := len(g.outbox.all())
		for range 2 {
			want(t, g.take(t, g.encrypted(t, r, signed)), isQuarantined, ReasonReplay)
		}
		if got := len(g.cases.posted()); got != 1 {
			t.Errorf("posted %d times", got)
		}
		if told := g.told(t, sent); len(told) > 0 {
			t.Errorf("told %v of a copy of what was taken", told)
		}
	})
}

func TestAttack19ReplyMovedToAnotherCase(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		one, other := g.ask(t, city, newReference()), g.ask(t, city, newReference())
		r := g.to(one, "Ihr Antrag ist bewilligt.")
		r.outer = g.to(other, "").outer
		want(t, g.take(t, g.write(t, r)), isQuarantined, ReasonReferenceForeign)
		r = g.to(one, "Ihr Antrag ist bewilligt.")
		r.inner = "In-Reply-To: <" + one.messageID + ">\r\n"
		r.outer = g.to(other, "").outer
		r.text = "Ihr Antrag ist bewilligt."
		want(t, g.take(t, g.write(t, r)), isHeld, ReasonTokensDiffer)
		// Signed for somebody else and only handed on.
		r = g.to(other, "Ihr Antrag ist bewilligt.")
		r.inner = "To: <kollegin@city.example>\r\n"
		want(t, g.take(t, g.write(t, r)), isQuarantined, ReasonNotToUs)
		g.nothingShown(t)
	})
}

func TestAttack20ForgedTokens(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		local, domain, _ := strings.Cut(q.bounce, "@")
		for address, known := range map[string]bool{
			gatewayAddress: true, strings.ToUpper(gatewayAddress): true, q.bounce: true, strings.ToUpper(q.bounce): true,
			local[:len(local)-1] + "@" + domain: false, local[:10] + flipped(local[10]) + local[11:] + "@" + domain: false,
			"postmaster2@" + domain: false, "b+@" + domain: false, local + "@evil.example": false, "": false, "gateway@evil.example": false,
		} {
			err := g.gateway.Recipient(g.ctx, address)
			if known != (err == nil) || !known && !errors.Is(err, inlet.ErrUnknown) {
				t.Errorf("%q: %v", address, err)
			}
		}
		r := g.to(q, "Ja")
		forged := q.messageID[:5] + flipped(q.messageID[5]) + q.messageID[6:]
		honest := r.outer
		r.outer = strings.ReplaceAll(honest, q.messageID, forged)
		want(t, g.take(t, g.write(t, r)), isQuarantined, ReasonTokenInvalid)
		g.nothingShown(t)
		r.outer = strings.ReplaceAll(honest, q.messageID, strings.ToUpper(q.messageID))
		want(t, g.take(t, g.write(t, r)), isAccepted)
	})
}

func flipped(c byte) string {
	if c == 'a' {
		return "b"
	}
	return "a"
}

func TestAttack21AuthorityStartsAConversation(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		reference := newReference()
		r := reply{signer: g.signers[city], at: g.Clock.Now(), text: "Zu " + reference + ": bitte melden Sie sich.\n"}
		row := g.take(t, g.write(t, r))
		want(t, row, isQuarantined, ReasonNoConversation)
		if delivery.Deref(row.AuthorityID) != city {
			t.Errorf("authority %q", delivery.Deref(row.AuthorityID))
		}
		r.text += "!"
		g.take(t, g.write(t, r))
		if told := g.told(t, 0); len(told) != 1 || told[0] != "post@city.example" {
			t.Errorf("told %v, want the registered address once", told)
		}
		g.Clock.Advance(time.Hour)
		r.at, r.text = g.Clock.Now(), r.text+"!"
		g.take(t, g.write(t, r))
		if told := g.told(t, 0); len(told) != 2 {
			t.Errorf("told %v after an hour", told)
		}
		g.nothingShown(t)
	})
}

// A reader of the mailbox knows our tokens and writes plain mails in the authority's name: what it signs itself is still told of.
func TestAttack21ForgedMailsHideNoPolicyNotice(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		sent := len(g.outbox.all())
		for range 4 {
			r := g.to(q, "Ja")
			want(t, g.take(t, append(r.head(), r.innerOf()...)), isQuarantined, ReasonNotEncrypted)
			g.Clock.Advance(time.Hour)
		}
		forged := len(g.told(t, sent))
		own := reply{signer: g.signers[city], at: g.Clock.Now(), text: "Bitte melden Sie sich.\n"}
		want(t, g.take(t, g.write(t, own)), isQuarantined, ReasonNoConversation)
		if told := len(g.told(t, sent)); forged != outbound.MaxUnsignedPolicyPerDay || told != forged+1 {
			t.Errorf("told %d times of four forged mails, %d times with its own", forged, told)
		}
	})
}

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

// What a server writes around a sealed answer must not make it vanish.
func TestHonestAnswerIsShownWhateverStandsOutsideOfTheSignature(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		// Where a question would have to be asked, none goes to what may be a program; an operator can have it asked.
		r := g.withoutReference(g.ask(t, city, newReference()), "Bitte kommen Sie.")
		r.outer += "Precedence: bulk\r\n"
		sent := len(g.outbox.all())
		row := g.take(t, g.write(t, r))
		want(t, row, isQuarantined, ReasonReferenceMissing)
		if told := g.told(t, sent); len(told) > 0 {
			t.Errorf("told %v", told)
		}
		if _, shown, err := g.gateway.Retry(operator(), row.ID); err != nil || shown == nil || shown.State != delivery.Held {
			t.Errorf("checked again: %+v, %v", shown, err)
		}
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
