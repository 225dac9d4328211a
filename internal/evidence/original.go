package evidence

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"schalter/internal/cms"
)

// Original is what a manifest says of the signed mail that an authority's answer came by.
type Original struct {
	// Size is in bytes.
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	// ReceivedAt is when it arrived: then the signer's certificate must count.
	ReceivedAt string `json:"receivedAt"`
	// Certificate is SHA-256 of the signer's certificate (DER), in lower-case hexadecimal.
	Certificate string `json:"certificate"`
}

// Span is a stretch of bytes, To behind its last.
type Span struct {
	From int64 `json:"from"`
	To   int64 `json:"to"`
}

// Layout says where in a signed mail content and signature stand. That there is nothing else in it but headers and boundaries the
// verifiers see for themselves.
type Layout struct {
	// Content are the bytes that were signed; nil where the signature holds them.
	Content *Span `json:"content"`
	// Signature is the CMS message.
	Signature Span `json:"signature"`
	// Base64 says how Signature is encoded, otherwise not at all.
	Base64 bool `json:"base64"`
	// CRLF says that Content has line ends of LF alone, and was signed with CRLF.
	CRLF bool `json:"crlf"`
}

// OriginalFile is the signed mail of a message, as the side holds it; size and digest are in the manifest.
type OriginalFile struct {
	Layout Layout
	// Certificate is the signer's.
	Certificate *x509.Certificate
	// Open begins to read the mail, once, when its turn comes.
	Open func() (io.ReadCloser, error)
}

// OriginalType is the media type of a signed mail.
const OriginalType = "message/rfc822"

// errOriginal is returned for a mail that its signature does not cover, whatever is wrong with it.
var errOriginal = errors.New("the signed mail is not as it was signed")

// VerifyOriginal checks that a mail is nothing but what a certificate's key signed, and that the certificate was valid and allowed to
// sign at a time. Whether it was revoked then, nothing in the mail tells.
func VerifyOriginal(mail []byte, l Layout, certificate *x509.Certificate, at time.Time) error {
	content, message, ok := l.cut(mail)
	if !ok {
		return errOriginal
	}
	if l.Base64 {
		if message, ok = decodeLines(message); !ok {
			return errOriginal
		}
	}
	if l.CRLF {
		content = withCRLF(content)
	}
	_, err := cms.Verify(message, content, []*x509.Certificate{certificate}, cms.VerifyPolicy{PKCS1v15: true, At: at})
	return err
}

// cut cuts a mail into content and signature. Before, between and behind them there may only be what a multipart/signed entity or one
// with the signature as its whole body has there (RFC 8551, 3.5).
func (l Layout) cut(mail []byte) (content, message []byte, ok bool) {
	if !l.Signature.within(mail) || l.Content != nil && !l.Content.within(mail) {
		return nil, nil, false
	}
	message = mail[l.Signature.From:l.Signature.To]
	head := headerEnd(mail, 0)
	if l.Content == nil {
		return nil, message, l.Signature.From == head && l.Signature.To == int64(len(mail))
	}
	if head < 0 || l.Content.From < head || l.Signature.From < l.Content.To {
		return nil, nil, false
	}
	mark, ok := openingLine(mail[head:l.Content.From])
	if !ok {
		return nil, nil, false
	}
	part, ok := markLine(mail, l.Content.To, mark)
	if !ok || headerEnd(mail, part) != l.Signature.From {
		return nil, nil, false
	}
	end, ok := markLine(mail, l.Signature.To, mark+"--")
	// Never nil: that would be a content within the signature.
	content = append([]byte{}, mail[l.Content.From:l.Content.To]...)
	return content, message, ok && len(bytes.Trim(mail[end:], space)) == 0
}

func (s Span) within(b []byte) bool { return s.From >= 0 && s.From <= s.To && s.To <= int64(len(b)) }

// space is what may stand around boundaries.
const space = " \t\r\n\v\f"

// lineAt is the line at a position, without its end and what is blank before that, and where the next one begins.
func lineAt(b []byte, at int64) (line string, next int64) {
	next = int64(len(b))
	if i := bytes.IndexByte(b[at:], '\n'); i >= 0 {
		next = at + int64(i) + 1
	}
	return string(bytes.TrimRight(b[at:next], " \t\r\n")), next
}

// headerEnd is where the body behind the header at a position begins: behind the first blank line. -1 if there is none.
func headerEnd(b []byte, at int64) int64 {
	for at < int64(len(b)) {
		line, next := lineAt(b, at)
		if strings.Trim(line, space) == "" {
			if b[next-1] != '\n' {
				return -1
			}
			return next
		}
		at = next
	}
	return -1
}

// maxPreamble bounds the one line that mail programs write before the parts, in bytes.
const maxPreamble = 200

// openingLine is the boundary line at the end of what stands before the content, with at most one line before it.
func openingLine(before []byte) (mark string, ok bool) {
	if len(before) == 0 || before[len(before)-1] != '\n' {
		return "", false
	}
	start := bytes.LastIndexByte(before[:len(before)-1], '\n') + 1
	mark, _ = lineAt(before, int64(start))
	preamble := bytes.Trim(before[:start], space)
	ok = strings.HasPrefix(mark, "--") && len(mark) > 2 && len(preamble) <= maxPreamble && !bytes.ContainsAny(preamble, "\r\n")
	return mark, ok
}

// markLine reads a boundary line at a position, behind the line end that belongs to it (RFC 2046, 5.1.1).
func markLine(b []byte, at int64, mark string) (next int64, ok bool) {
	for _, end := range []string{"\r\n", "\n"} {
		if bytes.HasPrefix(b[at:], []byte(end)) {
			at += int64(len(end))
			break
		}
	}
	line, next := lineAt(b, at)
	return next, line == mark
}

// decodeLines decodes base64 in lines of any length.
func decodeLines(b []byte) ([]byte, bool) {
	b = bytes.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n", r) {
			return -1
		}
		return r
	}, b)
	out := make([]byte, base64.StdEncoding.DecodedLen(len(b)))
	n, err := base64.StdEncoding.Decode(out, b)
	return out[:n], err == nil
}

// withCRLF writes every line end as CRLF.
func withCRLF(b []byte) []byte {
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))
}

// NameOf is whom a certificate names.
func NameOf(c *x509.Certificate) string { return nameOf(c.Subject) }

// SignerName says whom a certificate names, with its e-mail addresses.
func SignerName(c *x509.Certificate) string {
	return strings.Join(append([]string{nameOf(c.Subject)}, cms.Addresses(c)...), ", ")
}

// checkOriginal says whether an enclosed mail is what the manifest describes and what an authority signed.
func (v *verifier) checkOriginal(x indexOriginal, o Original) (signer string, ok bool) {
	certificate := certificates(v.read(x.Certificate))
	at, err := time.Parse(time.RFC3339, o.ReceivedAt)
	if err != nil || Instant(at) != o.ReceivedAt || len(certificate) != 1 || Digest(certificate[0].Raw) != o.Certificate ||
		!v.hasDigest(x.File, o.SHA256) || v.files[x.File].size != uint64(o.Size) {
		return "", false
	}
	mail := v.read(x.File)
	if mail == nil || VerifyOriginal(mail, x.Layout, certificate[0], at) != nil {
		return "", false
	}
	return SignerName(certificate[0]), true
}

// compareOriginal notes what is to say of the original of a message: both describe one, or none.
func (v *verifier) compareOriginal(x indexMessage, m Manifest, found *originals) {
	if x.Original == nil && m.Original == nil {
		return
	}
	found.there = true
	if x.Original == nil || m.Original == nil {
		found.bad = append(found.bad, x.Folder+fileOriginal)
		return
	}
	signer, ok := v.checkOriginal(*x.Original, *m.Original)
	switch {
	case !ok:
		found.bad = append(found.bad, x.Original.File)
	case !slices.Contains(found.signers, signer):
		found.signers = append(found.signers, signer)
	}
}

// originals is what was found of all of them.
type originals struct {
	there   bool
	bad     []string
	signers []string
}
