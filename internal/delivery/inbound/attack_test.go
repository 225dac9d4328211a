package inbound

import (
	"bytes"
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
	"schalter/internal/smime"
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
