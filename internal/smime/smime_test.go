package smime_test

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"strings"
	"testing"
	"time"

	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/smime"
)

var at = time.Date(2027, 3, 1, 9, 30, 0, 0, time.UTC)

const letter = "From: gateway@schalter.example\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
	"Sehr geehrte Damen und Herren,\r\n\r\n--\r\nGr=C3=BC=C3=9Fe\r\n"

func signer(t testing.TB, name string) smime.Signer {
	t.Helper()
	id := cmstest.Of(t, name)
	return smime.Signer{
		Certificate: id.Certificate, Key: id.Key, Chain: []*x509.Certificate{cmstest.Certificate(t, "sub")},
		EncryptionCertificate: id.Certificate,
	}
}

func seal(t testing.TB, entity, from, to string, p cms.Profile) []byte {
	t.Helper()
	sealed, err := smime.Seal([]byte(entity), smime.SealOptions{
		Signer: signer(t, from), At: at, Recipient: cmstest.Certificate(t, to), Profile: p,
		Head: []byte("From: <" + from + "@test.example>\r\nSubject: Sichere Nachricht\r\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return sealed.Mail
}

// options accept what from signs for to under p.
func options(t testing.TB, from, to string, p cms.Profile) smime.OpenOptions {
	t.Helper()
	return smime.OpenOptions{
		Keys: []cms.Recipient{cmstest.Of(t, to).Recipient()}, Policy: p.Inbound(), Signature: p.InboundSignature(),
		Registered: smime.Registered(cmstest.Certificate(t, from)),
	}
}

// mailOf puts a CMS message into a mail.
func mailOf(der []byte, smimeType string) []byte {
	return []byte("From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=" + smimeType +
		"; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64Lines(der))
}

// envelopeOf encrypts an entity, signed or not, and puts it into a mail.
func envelopeOf(t testing.TB, entity []byte, to string, p cms.Profile) []byte {
	t.Helper()
	der, err := cms.Encrypt(entity, cmstest.Certificate(t, to), p)
	if err != nil {
		t.Fatal(err)
	}
	return mailOf(der, string(cms.TypeOf(der)))
}

func clearSigned(t testing.TB, entity, from string) []byte {
	t.Helper()
	signed, err := smime.SignEntity([]byte(entity), signer(t, from), cms.Modern, at)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func opaque(t testing.TB, entity, from string) []byte {
	t.Helper()
	id := cmstest.Of(t, from)
	der, err := cms.Sign([]byte(entity), cms.SignOptions{Certificate: id.Certificate, Key: id.Key, SigningTime: at})
	if err != nil {
		t.Fatal(err)
	}
	return []byte("Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
		base64Lines(der))
}

func wantReason(t *testing.T, raw []byte, o smime.OpenOptions, want smime.Reason) {
	t.Helper()
	opened, err := smime.Open(raw, o)
	if got := smime.ReasonOf(err); got != want || opened != nil {
		t.Errorf("got %v (%v), want %s", got, err, want)
	}
}

func TestWhatIsSealedOpens(t *testing.T) {
	t.Parallel()
	for _, p := range []cms.Profile{cms.Modern, cms.Compat, cms.Legacy} {
		for _, from := range []string{cmstest.PlatformRSA, cmstest.PlatformEC, cmstest.AuthorityEC} {
			for _, to := range []string{cmstest.AuthorityRSA, cmstest.AuthorityEC} {
				for _, size := range []int{0, 1, 56, 57, 58, 5000} {
					entity := letter + strings.Repeat("x", size)
					raw := seal(t, entity, from, to, p)
					before := sha256.Sum256(raw)
					got, err := smime.Open(raw, options(t, from, to, p))
					if err != nil {
						t.Fatalf("%s %s to %s: %v", p, from, to, err)
					}
					if string(got.Entity) != entity || !got.SigningTime.Equal(at) || got.OuterSigner != nil {
						t.Errorf("%s %s to %s: got %q", p, from, to, got.Entity)
					}
					if !got.Signer.Equal(cmstest.Certificate(t, from)) || !got.Announced.Equal(got.Signer) || !p.Accepts(got.Profile) {
						t.Errorf("%s: got %v, %v, %v", p, got.Signer.Subject, got.Announced, got.Profile)
					}
					if sha256.Sum256(raw) != before {
						t.Error("Open changed the mail")
					}
				}
			}
		}
	}
}

func TestASealedMailKeepsToItsForm(t *testing.T) {
	t.Parallel()
	raw := seal(t, letter+strings.Repeat("x", 10_000), cmstest.PlatformRSA, cmstest.AuthorityRSA, cms.Modern)
	head, body, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	if !bytes.Contains(head, []byte("Content-Type: application/pkcs7-mime; smime-type=authEnveloped-data; name=\"smime.p7m\"")) {
		t.Errorf("got %s", head)
	}
	lines := bytes.Split(body, []byte("\r\n"))
	for i, line := range lines[:len(lines)-2] {
		if len(line) != 76 {
			t.Fatalf("line %d has %d characters", i, len(line))
		}
	}
	if bytes.ContainsAny(bytes.ReplaceAll(raw, []byte("\r\n"), nil), "\r\n") {
		t.Error("a line does not end in CRLF")
	}
}

func TestSealRefusesWhatARelayWouldChange(t *testing.T) {
	t.Parallel()
	for name, entity := range map[string]string{
		"LF": "A: b\n\nc", "bare LF behind": letter + "\n", "bare CR": letter + "\rx", "CR at the end": letter + "\r",
		"no header": "abc", "empty": "",
	} {
		_, err := smime.Seal([]byte(entity), smime.SealOptions{
			Signer: signer(t, cmstest.PlatformEC), At: at, Recipient: cmstest.Certificate(t, cmstest.AuthorityEC), Profile: cms.Modern,
		})
		if !errors.Is(err, smime.ErrEntity) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	for _, head := range []string{"A: b", "A: b\n", "A: b\r\n\r\nX: y\r\n", "\r\n"} {
		_, err := smime.Seal([]byte(letter), smime.SealOptions{
			Signer: signer(t, cmstest.PlatformEC), At: at, Recipient: cmstest.Certificate(t, cmstest.AuthorityEC), Profile: cms.Modern, Head: []byte(head),
		})
		if !errors.Is(err, smime.ErrEntity) {
			t.Errorf("head %q: got %v", head, err)
		}
	}
}

func TestFormsOfMailProgramsOpen(t *testing.T) {
	t.Parallel()
	from, to := cmstest.AuthorityRSA, cmstest.PlatformRSA
	withoutFrom := "Content-Type: text/plain\r\n\r\nAntwort\r\n> zitiert\r\n"
	thunderbird := strings.Replace(string(clearSigned(t, withoutFrom, from)), "\r\n\r\n--",
		"\r\n\r\nThis is a cryptographically signed message in MIME format.\r\n\r\n--", 1)
	for name, inner := range map[string][]byte{
		"clear signed":            clearSigned(t, withoutFrom, from),
		"with preamble":           []byte(thunderbird),
		"opaque signed":           opaque(t, withoutFrom, from),
		"white space behind":      append(clearSigned(t, withoutFrom, from), "\r\n \r\n"...),
		"last line end missing":   bytes.TrimRight(clearSigned(t, withoutFrom, from), "\r\n"),
		"LF only, signed as CRLF": bytes.ReplaceAll(clearSigned(t, withoutFrom, from), []byte("\r\n"), []byte("\n")),
	} {
		for _, p := range []cms.Profile{cms.Modern, cms.Compat} {
			got, err := smime.Open(envelopeOf(t, inner, to, p), options(t, from, to, p))
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if string(got.Entity) != withoutFrom {
				t.Errorf("%s: got %q", name, got.Entity)
			}
		}
	}
}

func TestATripleWrappedMailOpensIfBothSignersAreRegistered(t *testing.T) {
	t.Parallel()
	from, to := cmstest.AuthorityRSA, cmstest.PlatformRSA
	envelope := string(envelopeOf(t, clearSigned(t, letter, from), to, cms.Modern))
	for name, wrap := range map[string]func(testing.TB, string, string) []byte{"clear": clearSigned, "opaque": opaque} {
		mail := func(outer string) []byte {
			return append([]byte("From: a@b.example\r\nMIME-Version: 1.0\r\n"), wrap(t, envelope, outer)...)
		}
		got, err := smime.Open(mail(from), options(t, from, to, cms.Modern))
		if err != nil || string(got.Entity) != letter || !got.OuterSigner.Equal(got.Signer) {
			t.Errorf("%s: got %v", name, err)
		}
		wantReason(t, mail(cmstest.Other), options(t, from, to, cms.Modern), smime.SignerUnknown)
	}
}

func TestTheSignatureDigestIsThatOfEveryCopy(t *testing.T) {
	t.Parallel()
	from, to := cmstest.AuthorityEC, cmstest.PlatformRSA
	inner := clearSigned(t, letter, from)
	first, err1 := smime.Open(envelopeOf(t, inner, to, cms.Modern), options(t, from, to, cms.Modern))
	again, err2 := smime.Open(envelopeOf(t, inner, to, cms.Compat), options(t, from, to, cms.Compat))
	other, err3 := smime.Open(seal(t, letter, from, to, cms.Modern), options(t, from, to, cms.Modern))
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	if first.SignatureDigest != again.SignatureDigest || first.SignatureDigest == other.SignatureDigest {
		t.Error("digests do not tell copies from new signatures")
	}
}

func TestAFailingLookUpIsNoRefusal(t *testing.T) {
	t.Parallel()
	o := options(t, cmstest.PlatformRSA, cmstest.AuthorityRSA, cms.Modern)
	down := errors.New("database down")
	o.Registered = func(cms.SignerID) ([]*x509.Certificate, error) { return nil, down }
	_, err := smime.Open(seal(t, letter, cmstest.PlatformRSA, cmstest.AuthorityRSA, cms.Modern), o)
	if !errors.Is(err, down) || smime.ReasonOf(err) != "" {
		t.Errorf("got %v", err)
	}
}

func TestMailsThatDoNotCountAreRefusedWithTheirReason(t *testing.T) {
	t.Parallel()
	from, to := cmstest.AuthorityRSA, cmstest.PlatformRSA
	good := string(seal(t, letter, from, to, cms.Modern))
	expired := options(t, from, to, cms.Modern)
	expired.Signature.At = at.AddDate(200, 0, 0)
	small := options(t, from, to, cms.Modern)
	small.MaxSize = 100
	for name, tc := range map[string]struct {
		raw    string
		change smime.OpenOptions
		want   smime.Reason
	}{
		"empty":                  {"", options(t, from, to, cms.Modern), smime.Malformed},
		"no header end":          {"From: a@b.example\r\n", options(t, from, to, cms.Modern), smime.Malformed},
		"header of 2 MiB":        {"A: " + strings.Repeat("x", 2<<20) + "\r\n\r\n", options(t, from, to, cms.Modern), smime.Malformed},
		"two content types":      {"Content-Type: text/plain\r\n" + good, options(t, from, to, cms.Modern), smime.Malformed},
		"plain":                  {"From: a@b.example\r\n\r\nhello", options(t, from, to, cms.Modern), smime.NotEncrypted},
		"signed only":            {string(clearSigned(t, letter, from)), options(t, from, to, cms.Modern), smime.NotEncrypted},
		"opaque only":            {string(opaque(t, letter, from)), options(t, from, to, cms.Modern), smime.NotEncrypted},
		"bad base64":             {strings.Replace(good, "\r\n\r\nMII", "\r\n\r\nMI!", 1), options(t, from, to, cms.Modern), smime.Malformed},
		"footer behind":          {good + "--\r\nVirenfrei\r\n", options(t, from, to, cms.Modern), smime.NotWholeBody},
		"two encodings":          {"Content-Transfer-Encoding: 7bit\r\n" + good, options(t, from, to, cms.Modern), smime.Malformed},
		"two boundaries inside":  {string(envelopeOf(t, []byte(strings.Replace(string(clearSigned(t, letter, from)), "boundary=", "boundary=\"x\"; boundary=", 1)), to, cms.Modern)), options(t, from, to, cms.Modern), smime.Malformed},
		"quoted-printable":       {strings.Replace(good, "Encoding: base64", "Encoding: quoted-printable", 1), options(t, from, to, cms.Modern), smime.Malformed},
		"for another":            {good, options(t, from, cmstest.AuthorityEC, cms.Modern), smime.Undecryptable},
		"too large":              {good, small, smime.TooLarge},
		"signer unknown":         {good, options(t, cmstest.Other, to, cms.Modern), smime.SignerUnknown},
		"certificate expired":    {good, expired, smime.CertificateExpired},
		"CBC under MODERN":       {string(seal(t, letter, from, to, cms.Compat)), options(t, from, to, cms.Modern), smime.AlgorithmRefused},
		"RSA 1.5 under COMPAT":   {string(seal(t, letter, from, to, cms.Legacy)), options(t, from, to, cms.Compat), smime.AlgorithmRefused},
		"envelope in envelope":   {string(envelopeOf(t, []byte(good), to, cms.Modern)), options(t, from, to, cms.Modern), smime.NotSigned},
		"signed envelope inside": {string(envelopeOf(t, clearSigned(t, good, from), to, cms.Modern)), options(t, from, to, cms.Modern), smime.Malformed},
		"signed text, no header": {string(envelopeOf(t, opaque(t, "hello", from), to, cms.Modern)), options(t, from, to, cms.Modern), smime.Malformed},
		"text without a header":  {string(envelopeOf(t, []byte("hello"), to, cms.Modern)), options(t, from, to, cms.Modern), smime.NotSigned},
		"same, unauthenticated":  {string(envelopeOf(t, []byte("hello"), to, cms.Compat)), options(t, from, to, cms.Compat), smime.Undecryptable},
		"an image in the inside": {string(envelopeOf(t, []byte("Content-Type: image/png\r\n\r\nx"), to, cms.Modern)), options(t, from, to, cms.Modern), smime.NotSigned},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantReason(t, []byte(tc.raw), tc.change, tc.want)
		})
	}
}

// What stands outside of the signature is read tolerantly, and what is signed comes out byte for byte.
func TestOddHeadersAroundWhatWasSignedCostNothing(t *testing.T) {
	t.Parallel()
	from, to := cmstest.AuthorityRSA, cmstest.PlatformRSA
	odd := "Subject: x\r\nSubject: y\r\nthis is no field\r\n and goes on\r\nX-B\xfcro: \xe4\r\nContent-Type (x): text/html\r\n"
	good := string(seal(t, letter, from, to, cms.Modern))
	const kind = "application/pkcs7-mime; smime-type=authEnveloped-data; name=\"smime.p7m\""
	if !strings.Contains(good, kind) {
		t.Fatal("the mail has another form")
	}
	retyped := func(in, contentType string) []byte { return []byte(strings.Replace(in, kind, contentType, 1)) }
	signed := string(clearSigned(t, letter, from))
	signedAs := func(old, now string) []byte {
		return envelopeOf(t, []byte(strings.Replace(signed, old, now, 1)), to, cms.Modern)
	}
	opaquely := strings.Replace(string(opaque(t, letter, from)), "application/pkcs7-mime; smime-type=signed-data", "application/octet-stream", 1)
	for name, raw := range map[string][]byte{
		"odd fields":           []byte(odd + good),
		"a mailbox file's":     []byte("From amt@stadt.example Mon Mar  2 10:15:00 2026\r\n" + good),
		"a header of 500 KiB":  []byte(strings.Repeat("X-Trace: "+strings.Repeat("x", 90)+"\r\n", 5000) + good),
		"a comment":            retyped(good, "application/pkcs7-mime (S/MIME; sealed); name=\"smime.p7m\""),
		"raw umlauts":          retyped(good, "application/pkcs7-mime; x=b\xfcro; name=\"B\xfcro.p7m\""),
		"odd parameters":       retyped(good, "application/pkcs7-mime; odd; ;=; name=smime.p7m"),
		"no media type":        retyped(good, "application/octet-stream; name=smime.p7m"),
		"named by disposition": retyped(good, "application/octet-stream\r\nContent-Disposition: attachment; filename=\"SMIME.P7M\""),
		"no type at all":       []byte(strings.Replace(good, "Content-Type: "+kind, "Content-Disposition: attachment; filename=\"smime.p7m\"", 1)),
		"odd fields inside":    envelopeOf(t, []byte(odd+signed), to, cms.Modern),
		"a comment inside":     signedAs("multipart/signed;", "multipart/signed (clear) ; odd;"),
		"a nameless signature": signedAs("application/pkcs7-signature; name", "application/octet-stream; name"),
		"opaque, nameless":     envelopeOf(t, []byte(opaquely), to, cms.Modern),
	} {
		got, err := smime.Open(raw, options(t, from, to, cms.Modern))
		if err != nil || string(got.Entity) != letter {
			t.Errorf("%s: %v", name, err)
		}
	}
	// What was signed may be odd as well: its readers are one.
	strange := odd + "Content-Type: text/plain (x); b=\xfc\r\n\r\nJa\r\n"
	got, err := smime.Open(envelopeOf(t, clearSigned(t, strange, from), to, cms.Modern), options(t, from, to, cms.Modern))
	if err != nil || string(got.Entity) != strange {
		t.Errorf("signed odd fields: %v", err)
	}
}

// A sender that only names an expired certificate is not told that it expired.
func TestAForgedSignatureOfAnExpiredCertificateIsInvalid(t *testing.T) {
	t.Parallel()
	from, to := cmstest.AuthorityRSA, cmstest.PlatformRSA
	expired := options(t, from, to, cms.Modern)
	expired.Signature.At = at.AddDate(200, 0, 0)
	forged := strings.Replace(string(clearSigned(t, letter, from)), "geehrte", "gelehrte", 1)
	wantReason(t, envelopeOf(t, []byte(forged), to, cms.Modern), expired, smime.SignatureInvalid)
}
