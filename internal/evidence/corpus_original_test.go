package evidence_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/evidence"
)

// arrived is when the mails of authorities came in.
var arrived = created.Add(-30 * time.Minute)

// signedMail is an authority's mail as it is kept beside its answer.
type signedMail struct {
	bytes       []byte
	layout      evidence.Layout
	certificate *x509.Certificate
	at          time.Time
}

const (
	answerText = "Content-Type: text/plain; charset=utf-8\r\n\r\nSehr geehrter Herr Müller,\r\n\r\nbitte kommen Sie am Montag.\r\n"
	boundary   = "--=_signiert"
)

// clearMail is multipart/signed: the text as it stands, and the signature beside it.
func clearMail(t testing.TB, who cmstest.Identity, text string, o cms.SignOptions) signedMail {
	t.Helper()
	o.Certificate, o.Key, o.Detached = who.Certificate, who.Key, true
	signature, err := cms.Sign([]byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return framed("This is a signed message.\r\n\r\n", text, base64Lines(signature), who.Certificate)
}

// framed puts content and signature into a mail.
func framed(preamble, text, signature string, c *x509.Certificate) signedMail {
	head := "MIME-Version: 1.0\r\nContent-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256;\r\n boundary=\"" + boundary[2:] + "\"\r\n\r\n"
	before := head + preamble + boundary + "\r\n"
	between := "\r\n" + boundary + "\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n"
	from := int64(len(before))
	to := from + int64(len(text))
	start := to + int64(len(between))
	return signedMail{
		bytes: []byte(before + text + between + signature + "\r\n" + boundary + "--\r\n"), certificate: c, at: arrived,
		layout: evidence.Layout{Content: &evidence.Span{From: from, To: to}, Signature: evidence.Span{From: start, To: start + int64(len(signature))}, Base64: true},
	}
}

// opaqueMail has the text within the signature.
func opaqueMail(der []byte, c *x509.Certificate) signedMail {
	head := "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n"
	encoded := base64Lines(der) + "\r\n"
	return signedMail{bytes: []byte(head + encoded), certificate: c, at: arrived, layout: evidence.Layout{
		Signature: evidence.Span{From: int64(len(head)), To: int64(len(head) + len(encoded))}, Base64: true,
	}}
}

func base64Lines(b []byte) string {
	text := base64.StdEncoding.EncodeToString(b)
	var lines strings.Builder
	for len(text) > 76 {
		lines.WriteString(text[:76] + "\r\n")
		text = text[76:]
	}
	return lines.String() + text
}

// changed is a mail with one thing replaced in its bytes by as many others.
func (m signedMail) changed(from, to string) signedMail {
	m.bytes = bytes.Replace(m.bytes, []byte(from), []byte(to), 1)
	return m
}

func (m signedMail) laid(change func(*evidence.Layout)) signedMail {
	if m.layout.Content != nil {
		content := *m.layout.Content
		m.layout.Content = &content
	}
	change(&m.layout)
	return m
}

// answered is the world of a proof of an answer with its signed mail.
func answered(t testing.TB, kind evidence.PackageKind, mail signedMail) *world {
	t.Helper()
	w := newWorld(t, kind, ecSeal)
	m := &w.pkg.Messages[0]
	described, err := evidence.Verify(m.Signed, public(key(t)))
	if err != nil {
		t.Fatal(err)
	}
	described.Direction = "INBOUND"
	described.Original = &evidence.Original{
		Size: int64(len(mail.bytes)), SHA256: evidence.Digest(mail.bytes), ReceivedAt: evidence.Instant(mail.at), Certificate: evidence.Digest(mail.certificate.Raw),
	}
	if m.Signed, err = evidence.Sign(described, keyID, key(t)); err != nil {
		t.Fatal(err)
	}
	m.Original = &evidence.OriginalFile{Layout: mail.layout, Certificate: mail.certificate, Open: reading(mail.bytes)}
	second := ""
	if kind == evidence.Export {
		second = w.pkg.Messages[1].Signed.Digest
	}
	w.log = &shelf{}
	w.record(t, kind, m.Signed.Digest, second)
	return w
}

func authority(t testing.TB, change func(*x509.Certificate)) cmstest.Identity {
	t.Helper()
	return cmstest.New(t, "poststelle@bamberg.example", arrived, change)
}

// indefinite is a CMS message with the lengths of its outer elements left open, and its content in pieces, as programs that stream write it.
func indefinite(t testing.TB, der []byte, content string) []byte {
	t.Helper()
	at := bytes.Index(der, []byte(content))
	if at < 0 || len(content) < 8 || len(content) > 127 {
		t.Fatal("no content to cut")
	}
	octets := append([]byte{0x04, byte(len(content))}, content...)
	half := len(content) / 2
	pieces := []byte{0x24, 0x80, 0x04, byte(half)}
	pieces = append(append(pieces, content[:half]...), 0x04, byte(len(content)-half))
	pieces = append(append(pieces, content[half:]...), 0, 0)
	// The lengths around it no longer fit: the elements from the outside to the content, in their order, get none.
	open := bytes.Clone(der)
	start := bytes.Index(open, octets)
	var out []byte
	var ends []int
	for i := 0; i < start; {
		tag, length, size := open[i], 0, 2
		if open[i+1] < 0x80 {
			length = int(open[i+1])
		} else {
			for _, c := range open[i+2 : i+2+int(open[i+1]&0x7f)] {
				length, size = length<<8|int(c), size+1
			}
		}
		if end := i + size + length; tag&0x20 != 0 && end > start {
			out, ends, i = append(out, tag, 0x80), append(ends, end), i+size
			continue
		}
		out, i = append(out, open[i:i+size+length]...), i+size+length
	}
	out = append(out, pieces...)
	for i := start + len(octets); i <= len(open); i++ {
		for len(ends) > 0 && ends[len(ends)-1] == i {
			out, ends = append(out, 0, 0), ends[:len(ends)-1]
		}
		if i < len(open) {
			out = append(out, open[i])
		}
	}
	return out
}

func signed(t testing.TB, who cmstest.Identity, text string, o cms.SignOptions) []byte {
	t.Helper()
	o.Certificate, o.Key = who.Certificate, who.Key
	der, err := cms.Sign([]byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// goodOriginals are mails as authorities sign them.
func goodOriginals(t testing.TB) map[string]signedMail {
	who := authority(t, nil)
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	rsaWho := cmstest.Issue(t, rsaKey, "poststelle@bamberg.example", arrived, nil)
	long, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p384 := cmstest.Issue(t, long, "poststelle@bamberg.example", arrived, nil)
	plain := clearMail(t, who, answerText, cms.SignOptions{SigningTime: arrived})
	// As programs keep it that turn every line end into a line feed.
	unix := plain
	unix.bytes = bytes.ReplaceAll(plain.bytes, []byte("\r\n"), []byte("\n"))
	at := func(offset int64) int64 {
		return offset - int64(bytes.Count(plain.bytes[:offset], []byte("\r\n")))
	}
	unix.layout = evidence.Layout{
		Content:   &evidence.Span{From: at(plain.layout.Content.From), To: at(plain.layout.Content.To)},
		Signature: evidence.Span{From: at(plain.layout.Signature.From), To: at(plain.layout.Signature.To)}, Base64: true, CRLF: true,
	}
	short := "Content-Type: text/plain\r\n\r\nBitte kommen Sie am Montag.\r\n"
	der := signed(t, who, short, cms.SignOptions{})
	binary := opaqueMail(der, who.Certificate)
	binary.bytes = append(bytes.Clone(binary.bytes[:binary.layout.Signature.From]), der...)
	binary.layout.Signature.To, binary.layout.Base64 = int64(len(binary.bytes)), false
	bare := framed("", answerText, base64Lines(signed(t, who, answerText, cms.SignOptions{Detached: true})), who.Certificate)
	return map[string]signedMail{
		"signed in the clear, ECDSA on P-256": plain, "signed in the clear, ECDSA on P-384": clearMail(t, p384, answerText, cms.SignOptions{SigningTime: arrived}),
		"signed in the clear, RSASSA-PSS":           clearMail(t, rsaWho, answerText, cms.SignOptions{SigningTime: arrived}),
		"signed in the clear, RSASSA-PKCS1-v15":     clearMail(t, rsaWho, answerText, cms.SignOptions{PKCS1v15: true}),
		"signed in the clear, kept with line feeds": unix, "signed in the clear, no preamble": bare,
		"signed in the clear, an empty text": clearMail(t, who, "", cms.SignOptions{}),
		"opaque":                             opaqueMail(der, who.Certificate), "opaque, with pieces of unknown length": opaqueMail(indefinite(t, der, short), who.Certificate),
		"opaque, not encoded": binary, "opaque, with a certificate to answer to": opaqueMail(signed(t, who, short, cms.SignOptions{EncryptionCertificate: p384.Certificate, Capabilities: cms.Modern}), who.Certificate),
		"by a certificate without key usages": clearMail(t, authority(t, func(c *x509.Certificate) { c.KeyUsage, c.ExtKeyUsage = 0, nil }), answerText, cms.SignOptions{}),
		"by a certificate for anything":       clearMail(t, authority(t, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageAny} }), answerText, cms.SignOptions{}),
		"by a certificate without address":    clearMail(t, authority(t, func(c *x509.Certificate) { c.EmailAddresses = nil }), answerText, cms.SignOptions{}),
	}
}

// badOriginals are mails that the platform would have described wrongly: everything fits but what the authority signed.
func badOriginals(t testing.TB) map[string]signedMail {
	who, other := authority(t, nil), authority(t, nil)
	plain := clearMail(t, who, answerText, cms.SignOptions{SigningTime: arrived})
	short := "Content-Type: text/plain\r\n\r\nBitte kommen Sie am Montag.\r\n"
	der := signed(t, who, short, cms.SignOptions{})
	opaque := opaqueMail(der, who.Certificate)
	with := func(m signedMail, change func(*signedMail)) signedMail { change(&m); return m }
	list := map[string]signedMail{
		"another word":             plain.changed("Montag", "Mittag"),
		"a space more":             plain.changed("Sie am", "Sie  m"),
		"a field above the text":   plain.changed("Content-Type: text/plain;", "Content-Type: text/html ;"),
		"of another certificate":   with(plain, func(m *signedMail) { m.certificate = other.Certificate }),
		"before its certificate":   with(plain, func(m *signedMail) { m.at = who.Certificate.NotBefore.Add(-time.Second) }),
		"after its certificate":    with(plain, func(m *signedMail) { m.at = who.Certificate.NotAfter.Add(time.Second) }),
		"opaque, another word":     opaqueMail(bytes.Replace(der, []byte("Montag"), []byte("Mittag"), 1), who.Certificate),
		"opaque, another signer":   with(opaque, func(m *signedMail) { m.certificate = other.Certificate }),
		"opaque, cut":              opaqueMail(der[:len(der)-1], who.Certificate),
		"opaque, a byte behind":    opaqueMail(append(bytes.Clone(der), 0), who.Certificate),
		"opaque, a text behind":    with(opaque, func(m *signedMail) { m.bytes = append(bytes.Clone(m.bytes), "Zahlen Sie!"...) }),
		"opaque, a text before":    with(opaque.changed("\r\n\r\n", "\r\n\r\nZahlen\r\n"), func(m *signedMail) { m.layout.Signature.From += 8; m.layout.Signature.To += 8 }),
		"opaque, a blank before":   with(opaque.changed("\r\n\r\n", "\r\n\r\n\r\n"), func(m *signedMail) { m.layout.Signature.From += 2; m.layout.Signature.To += 2 }),
		"a text behind":            with(plain, func(m *signedMail) { m.bytes = append(bytes.Clone(m.bytes), "Zahlen Sie!\r\n"...) }),
		"lines before":             with(plain.changed("This is a signed message.", "Zahlen Sie\r\nbis morgen.\r\n "), func(*signedMail) {}),
		"without its last line":    with(plain, func(m *signedMail) { m.bytes = m.bytes[:len(m.bytes)-len(boundary)-4] }),
		"its last line not closed": plain.changed(boundary+"--", boundary+"  "),
		"another boundary between": with(plain, func(m *signedMail) {
			m.bytes = bytes.Clone(m.bytes)
			m.bytes[int(m.layout.Content.To)+6] ^= 1
		}),
		"bounds that begin later":            plain.laid(func(l *evidence.Layout) { l.Content.From++ }),
		"bounds that begin earlier":          plain.laid(func(l *evidence.Layout) { l.Content.From-- }),
		"bounds that end earlier":            plain.laid(func(l *evidence.Layout) { l.Content.To-- }),
		"bounds that end behind the mail":    plain.laid(func(l *evidence.Layout) { l.Signature.To = int64(len(plain.bytes)) + 1 }),
		"negative bounds":                    plain.laid(func(l *evidence.Layout) { l.Content.From = -1 }),
		"bounds turned round":                plain.laid(func(l *evidence.Layout) { l.Content.From, l.Content.To = l.Content.To, l.Content.From }),
		"a signature that begins later":      plain.laid(func(l *evidence.Layout) { l.Signature.From++ }),
		"a signature that ends earlier":      plain.laid(func(l *evidence.Layout) { l.Signature.To -= 2 }),
		"no bounds of the content":           plain.laid(func(l *evidence.Layout) { l.Content = nil }),
		"not said to be base64":              plain.laid(func(l *evidence.Layout) { l.Base64 = false }),
		"said to have line feeds, opaque":    opaque.laid(func(l *evidence.Layout) { l.Content = &evidence.Span{} }),
		"a signature that is no base64":      plain.changed("\r\n\r\nMII", "\r\n\r\n*II"),
		"a signature with two signers' text": framed("", answerText, base64Lines(signed(t, who, answerText, cms.SignOptions{})), who.Certificate),
		"a detached one said to be opaque":   opaqueMail(signed(t, who, short, cms.SignOptions{Detached: true}), who.Certificate),
		"an envelope":                        opaqueMail([]byte("\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"), who.Certificate),
		"nothing":                            {bytes: []byte{}, certificate: who.Certificate, at: arrived},
		"a letter":                           {bytes: []byte("Guten Tag"), certificate: who.Certificate, at: arrived, layout: evidence.Layout{Signature: evidence.Span{From: 0, To: 9}}},
	}
	for name, change := range map[string]func(*x509.Certificate){
		"for encryption alone": func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyAgreement },
		"for servers":          func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} },
		"that issues certificates": func(c *x509.Certificate) {
			c.IsCA, c.KeyUsage = true, x509.KeyUsageCertSign|x509.KeyUsageDigitalSignature
		},
	} {
		list["by a certificate "+name] = clearMail(t, authority(t, change), answerText, cms.SignOptions{})
	}
	weakKey, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	weak := cmstest.Issue(t, weakKey, "poststelle@bamberg.example", arrived, nil)
	list["by a short key"] = with(plain, func(m *signedMail) { m.certificate = weak.Certificate })
	for at := 5; at < len(der); at += 23 {
		turned := bytes.Clone(der)
		turned[at] ^= 1 << (at % 8)
		list[fmt.Sprintf("opaque, bit %d of byte %d turned", at%8, at)] = opaqueMail(turned, who.Certificate)
	}
	return list
}

func (k *corpus) originalCases() {
	for name, mail := range goodOriginals(k.t) {
		k.add("an original, "+name, write(k.t, answered(k.t, evidence.Proof, mail).pkg), true)
	}
	for name, mail := range badOriginals(k.t) {
		pkg := write(k.t, answered(k.t, evidence.Proof, mail).pkg)
		// A bit among what is not signed, as the certificates that come along, changes nothing: there the two must only agree.
		k.add("an original, "+name, pkg, strings.Contains(name, "turned") && k.judge(pkg) == valid)
	}
	mail := clearMail(k.t, authority(k.t, nil), answerText, cms.SignOptions{})
	k.add("an original in an export", write(k.t, answered(k.t, evidence.Export, mail).pkg), true)
	w := answered(k.t, evidence.Proof, mail)
	pkg := write(k.t, w.pkg)
	of := &corpus{t: k.t, w: w, pkg: pkg, base: take(k.t, pkg)}
	for name, content := range map[string][]byte{"original.eml": mail.bytes, "original.pem": of.base.content("original.pem")} {
		of.bad(name+" left out", func(c *container) {
			c.pieces = slices.DeleteFunc(c.pieces, func(p piece) bool { return string(p.name) == name })
		})
		of.bad(name+" with a bit turned", func(c *container) { c.at(name).fill(flipped(content, len(content)/2)) })
		of.sealed("sealed: "+name+" with a bit turned", false, func(c *container) { c.at(name).fill(flipped(content, len(content)/2)) })
		of.sealed("sealed: "+name+" with a line behind", false, func(c *container) { c.at(name).fill(append(bytes.Clone(content), '\n')) })
		of.sealed("sealed: "+name+" emptied", false, func(c *container) { c.at(name).fill([]byte{}) })
	}
	certificate := string(of.base.content("original.pem"))
	of.sealed("sealed: original.pem with its certificate twice", false, func(c *container) { c.at("original.pem").fill([]byte(certificate + certificate)) })
	const file = "paket.json"
	for _, change := range [][3]string{
		{"no original", `,"original":{`, `,"anders":{`}, {"the original is null", `"original":{`, `"original":null,"anders":{`}, {"the original is a text", `"original":{`, `"original":"x","anders":{`},
		{"the original has no file", `"file":"original.eml",`, ""}, {"another file", `"original.eml"`, `"nachricht.txt"`}, {"no certificate", `,"certificate":"original.pem"`, ""},
		{"another certificate", `"original.pem"`, `"zertifikate/siegel.pem"`}, {"no layout", `"layout":{`, `"anders":{`}, {"bounds as a text", `"from":`, `"from":"1","x":`}, {"a bound is missing", `"to":`, `"bis":`},
		{"base64 is a number", `"base64":true`, `"base64":1`}, {"crlf is missing", `,"crlf":false`, ""}, {"content is missing", `"content":{`, `"inhalt":{`}, {"content is a list", `"content":{`, `"content":[],"x":{`},
		{"crlf is true", `"crlf":false`, `"crlf":true`},
	} {
		// CRLF says nothing of what has CRLF already.
		good := change[0] == "crlf is true"
		of.sealed("sealed: the index, "+change[0], good, func(c *container) {
			before := string(c.content(file))
			after := strings.Replace(before, change[1], change[2], 1)
			if before == after {
				k.t.Errorf("%s: nothing changed", change[0])
			}
			c.at(file).fill([]byte(after))
		})
	}
	none := write(k.t, k.w.pkg)
	without := &corpus{t: k.t, w: k.w, pkg: none, base: take(k.t, none)}
	without.sealed("sealed: the index names an original that the description does not have", false, func(c *container) {
		c.at(file).fill(bytes.Replace(c.content(file), []byte(`"documents":[`),
			[]byte(`"original":{"file":"nachricht.txt","certificate":"zertifikate/siegel.pem","layout":{"content":null,"signature":{"from":0,"to":1},"base64":true,"crlf":false}},"documents":[`), 1))
	})
	k.list = append(append(k.list, of.list...), without.list...)
}

// What an authority signed itself is in its package, and is checked for what it is.
func TestTheSignedMailOfAnAnswerIsPartOfItsProof(t *testing.T) {
	t.Parallel()
	mail := clearMail(t, authority(t, nil), answerText, cms.SignOptions{})
	pkg := write(t, answered(t, evidence.Proof, mail).pkg)
	v := verify(t, pkg, evidence.Trust{})
	for _, c := range v.Checks {
		if c.Name == evidence.CheckOriginal {
			if got := c.Text(evidence.German); c.Result != evidence.Passed || !strings.Contains(got, "poststelle@bamberg.example") {
				t.Errorf("says %q", got)
			}
			return
		}
	}
	t.Error("nothing is said of the original")
}
