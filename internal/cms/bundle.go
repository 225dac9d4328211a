package cms

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// maxBundle bounds an uploaded file of certificates in bytes.
const maxBundle = 256 << 10

var (
	// ErrPrivateKey is a file with a private key in it, which nobody should hand out.
	ErrPrivateKey = errors.New("cms: the file holds a private key")
	// ErrNoCertificate is a file without a certificate that can be read.
	ErrNoCertificate = errors.New("cms: no certificate in the file")
	// ErrSeveral is a file with more than one certificate that is not an issuer of another.
	ErrSeveral = errors.New("cms: more than one end certificate in the file")
	// ErrTooLarge is a file of more than 256 KiB or 32 certificates.
	ErrTooLarge = errors.New("cms: file of certificates too large")
)

// ParseCertificates reads an uploaded file: one certificate or a PKCS#7 bundle (.p7b), each as DER or PEM, or PEM certificates in any
// order. It returns the end certificate, and those of its issuers that came along, nearest first. Errors: those above, and
// Problems with Brainpool or UnsupportedCurve for a key that cannot be parsed.
func ParseCertificates(file []byte) (leaf *x509.Certificate, chain []*x509.Certificate, err error) {
	if len(file) > maxBundle {
		return nil, nil, ErrTooLarge
	}
	all, err := parseAll(file)
	if err != nil {
		return nil, nil, err
	}
	if leaf, err = endCertificate(all); err != nil {
		return nil, nil, err
	}
	return leaf, issuerChain(leaf, all), nil
}

func parseAll(file []byte) ([]*x509.Certificate, error) {
	raws, err := rawCertificates(file)
	if err != nil {
		return nil, err
	}
	var all []*x509.Certificate
	for _, raw := range raws {
		c, err := x509.ParseCertificate(raw)
		if err != nil {
			return nil, parseProblem(raw)
		}
		all = append(all, c)
	}
	if len(all) == 0 {
		return nil, ErrNoCertificate
	}
	return all, nil
}

// rawCertificates takes the DER of certificates out of PEM, PKCS#7 or neither.
func rawCertificates(file []byte) ([][]byte, error) {
	if !bytes.Contains(file, []byte("-----BEGIN ")) {
		return splitCertificates(file)
	}
	var out [][]byte
	for rest := file; ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return out, nil
		}
		if strings.Contains(block.Type, "PRIVATE KEY") {
			return nil, ErrPrivateKey
		}
		switch block.Type {
		case "CERTIFICATE", "X509 CERTIFICATE", "PKCS7", "CMS":
			raws, err := splitCertificates(block.Bytes)
			if err != nil {
				return nil, err
			}
			out = append(out, raws...)
		}
		if len(out) > maxCertificates {
			return nil, ErrTooLarge
		}
	}
}

// withoutTrailingLineEnd leaves out the line end that some programs write behind DER; anything else stays, and is refused by its parser.
func withoutTrailingLineEnd(b []byte) []byte {
	input := cryptobyte.String(b)
	var first cryptobyte.String
	if !input.ReadASN1Element(&first, asn1.SEQUENCE) || len(bytes.Trim(input, "\r\n")) > 0 {
		return b
	}
	return first
}

func splitCertificates(b []byte) ([][]byte, error) {
	if TypeOf(b) != TypeSigned {
		return [][]byte{withoutTrailingLineEnd(b)}, nil
	}
	der, err := ToDER(b)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoCertificate, err)
	}
	body, _, ok := readContentInfo(der)
	var list cryptobyte.String
	ok = ok && body.SkipASN1(asn1.INTEGER) && body.SkipASN1(asn1.SET) && body.SkipASN1(asn1.SEQUENCE) &&
		body.ReadASN1(&list, asn1.Tag(0).Constructed().ContextSpecific())
	if !ok {
		return nil, ErrNoCertificate
	}
	var out [][]byte
	for !list.Empty() {
		var one cryptobyte.String
		if !list.ReadASN1Element(&one, asn1.SEQUENCE) {
			return nil, ErrNoCertificate
		}
		if out = append(out, one); len(out) > maxCertificates {
			return nil, ErrTooLarge
		}
	}
	return out, nil
}

// parseProblem says why a certificate cannot be parsed, looking for the curve of its key, which crypto/x509 does not name.
func parseProblem(raw []byte) error {
	key, ok := keyAlgorithm(raw)
	if !ok {
		return ErrNoCertificate
	}
	if key.oid == oidECPublicKey {
		var id cryptobyte.String
		params := key.params
		if params.ReadASN1(&id, asn1.OBJECT_IDENTIFIER) && strings.HasPrefix(string(id), string(oidBrainpool)) {
			return Problems{Brainpool}
		}
		return Problems{UnsupportedCurve}
	}
	return fmt.Errorf("%w: not a certificate of RFC 5280", ErrNoCertificate)
}

// keyAlgorithm reads the algorithm of the key out of a certificate (RFC 5280, 4.1).
func keyAlgorithm(raw []byte) (algorithm, bool) {
	s := cryptobyte.String(raw)
	var outer, tbs, key cryptobyte.String
	ok := s.ReadASN1(&outer, asn1.SEQUENCE) && outer.ReadASN1(&tbs, asn1.SEQUENCE) &&
		tbs.SkipOptionalASN1(asn1.Tag(0).Constructed().ContextSpecific()) && tbs.SkipASN1(asn1.INTEGER) &&
		tbs.SkipASN1(asn1.SEQUENCE) && tbs.SkipASN1(asn1.SEQUENCE) && tbs.SkipASN1(asn1.SEQUENCE) && tbs.SkipASN1(asn1.SEQUENCE) &&
		tbs.ReadASN1(&key, asn1.SEQUENCE)
	if !ok {
		return algorithm{}, false
	}
	return readAlgorithm(&key)
}

// endCertificate is the one that issued no other of the file.
func endCertificate(all []*x509.Certificate) (*x509.Certificate, error) {
	var leaf *x509.Certificate
	for _, c := range all {
		if isIssuer(c, all) || leaf != nil && c.Equal(leaf) {
			continue
		}
		if leaf != nil {
			return nil, ErrSeveral
		}
		leaf = c
	}
	if leaf == nil {
		return nil, ErrNoCertificate
	}
	return leaf, nil
}

func isIssuer(c *x509.Certificate, all []*x509.Certificate) bool {
	for _, other := range all {
		if !other.Equal(c) && namesAsIssuer(other, c) {
			return true
		}
	}
	return false
}

// namesAsIssuer says whether c names issuer as its own. No signature is checked: that is for the caller, who trusts the chain, and SHA-1 is to be
// told by its own reason.
func namesAsIssuer(c, issuer *x509.Certificate) bool {
	if !bytes.Equal(c.RawIssuer, issuer.RawSubject) {
		return false
	}
	return len(c.AuthorityKeyId) == 0 || len(issuer.SubjectKeyId) == 0 || bytes.Equal(c.AuthorityKeyId, issuer.SubjectKeyId)
}

// issuerChain are the certificates above leaf, nearest first; each is taken once, so that a circle ends.
func issuerChain(leaf *x509.Certificate, all []*x509.Certificate) []*x509.Certificate {
	var chain []*x509.Certificate
	taken := map[*x509.Certificate]bool{}
	for current := leaf; ; {
		next := issuerOf(current, all, taken)
		if next == nil {
			return chain
		}
		taken[next] = true
		chain = append(chain, next)
		current = next
	}
}

func issuerOf(c *x509.Certificate, all []*x509.Certificate, taken map[*x509.Certificate]bool) *x509.Certificate {
	for _, other := range all {
		if !taken[other] && !other.Equal(c) && namesAsIssuer(c, other) {
			return other
		}
	}
	return nil
}
