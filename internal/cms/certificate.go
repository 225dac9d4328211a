package cms

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"slices"
	"strings"
	"time"

	"schalter/internal/mail/idn"
)

// Use is what a certificate is for.
type Use string

// The two uses.
const (
	Signing    Use = "SIGN"
	Encryption Use = "ENCRYPT"
)

// Problem is a reason why a certificate is refused or warned about. Its text is stored.
type Problem string

// The problems. WeakKeySoon is the only warning; the others refuse.
const (
	Expired          Problem = "EXPIRED"
	NotYetValid      Problem = "NOT_YET_VALID"
	WrongKeyUsage    Problem = "WRONG_KEY_USAGE"   // key usage or extended key usage exclude it
	WeakKey          Problem = "WEAK_KEY"          // RSA below 2048 bits
	WeakKeySoon      Problem = "WEAK_KEY_SOON"     // RSA below 3072 bits (BSI TR-02102-1)
	UnsupportedKey   Problem = "UNSUPPORTED_KEY"   // neither RSA nor EC, or RSA above 8192 bits, which would take minutes
	UnsupportedCurve Problem = "UNSUPPORTED_CURVE" // neither P-256 nor P-384
	Brainpool        Problem = "BRAINPOOL"         // a curve of RFC 5639, which Go does not have
	NoAddress        Problem = "NO_ADDRESS"        // no e-mail address, neither as alternative name nor in the subject
	OtherAddress     Problem = "OTHER_ADDRESS"     // e-mail addresses, but not the one asked for
	SHA1Signed       Problem = "SHA1_SIGNED"       // or MD5
	Authority        Problem = "AUTHORITY"         // a certificate for issuing certificates
)

// Problems are what CheckCertificate found, worst first.
type Problems []Problem

// Error lists the problems.
func (p Problems) Error() string {
	names := make([]string, len(p))
	for i, one := range p {
		names[i] = string(one)
	}
	return strings.Join(names, ", ")
}

// Refused are the problems that forbid the use; nil if there is none.
func (p Problems) Refused() Problems {
	var out Problems
	for _, one := range p {
		if one != WeakKeySoon {
			out = append(out, one)
		}
	}
	return out
}

// Warnings are the problems that do not forbid the use.
func (p Problems) Warnings() Problems {
	var out Problems
	for _, one := range p {
		if one == WeakKeySoon {
			out = append(out, one)
		}
	}
	return out
}

// onlyAddress says that nothing but the address is wrong.
func (p Problems) onlyAddress() bool {
	for _, one := range p {
		if one != NoAddress && one != OtherAddress {
			return false
		}
	}
	return true
}

// CheckCertificate says what forbids to use a certificate at a time for an e-mail address; an empty address allows any. It looks at
// the certificate alone: whom it belongs to is decided by its registration, revocation is asked elsewhere.
func CheckCertificate(c *x509.Certificate, use Use, address string, at time.Time) Problems {
	var out Problems
	add := func(wrong bool, p Problem) {
		if wrong {
			out = append(out, p)
		}
	}
	add(at.After(c.NotAfter), Expired)
	add(at.Before(c.NotBefore), NotYetValid)
	add(c.IsCA, Authority)
	add(!allowsUse(c, use), WrongKeyUsage)
	add(isSignedWeakly(c), SHA1Signed)
	if p := keyProblem(c); p != "" {
		out = append(out, p)
	}
	if p := addressProblem(c, address); p != "" {
		out = append(out, p)
	}
	return out
}

// allowsUse looks at the key usages; a certificate without them is unrestricted (RFC 5280, 4.2.1.3).
func allowsUse(c *x509.Certificate, use Use) bool {
	if c.KeyUsage != 0 && c.KeyUsage&wantedKeyUsage(c, use) == 0 {
		return false
	}
	if len(c.ExtKeyUsage) == 0 && len(c.UnknownExtKeyUsage) == 0 {
		return true
	}
	for _, u := range c.ExtKeyUsage {
		if u == x509.ExtKeyUsageEmailProtection || u == x509.ExtKeyUsageAny {
			return true
		}
	}
	return false
}

// wantedKeyUsage are the key usages of which one must be there (RFC 8550, 4.4.2).
func wantedKeyUsage(c *x509.Certificate, use Use) x509.KeyUsage {
	if use == Signing {
		return x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	}
	if _, isEC := c.PublicKey.(*ecdsa.PublicKey); isEC {
		return x509.KeyUsageKeyAgreement
	}
	return x509.KeyUsageKeyEncipherment
}

func keyProblem(c *x509.Certificate) Problem {
	switch public := c.PublicKey.(type) {
	case *rsa.PublicKey:
		switch bits := public.N.BitLen(); {
		case bits < minRSABits:
			return WeakKey
		case bits < 3072:
			return WeakKeySoon
		case bits > maxRSABits:
			return UnsupportedKey
		}
		return ""
	case *ecdsa.PublicKey:
		if curveOf(c) == nil {
			return UnsupportedCurve
		}
		return ""
	}
	return UnsupportedKey
}

func isSignedWeakly(c *x509.Certificate) bool {
	switch c.SignatureAlgorithm {
	case x509.MD2WithRSA, x509.MD5WithRSA, x509.SHA1WithRSA, x509.DSAWithSHA1, x509.ECDSAWithSHA1:
		return true
	}
	return false
}

func addressProblem(c *x509.Certificate, address string) Problem {
	all := Addresses(c)
	if len(all) == 0 {
		return NoAddress
	}
	if address == "" {
		return ""
	}
	for _, a := range all {
		if idn.Same(a, address) {
			return ""
		}
	}
	return OtherAddress
}

// oidEmailAddress is the attribute of a subject that older issuers put the address in (RFC 2985, 5.2.1).
var oidEmailAddress = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 1}

// Addresses are the e-mail addresses that a certificate names: those of its alternative names, then those of its subject, where
// they count as well (RFC 8550, 3).
func Addresses(c *x509.Certificate) []string {
	all := slices.Clone(c.EmailAddresses)
	for _, name := range c.Subject.Names {
		a, ok := name.Value.(string)
		if ok && name.Type.Equal(oidEmailAddress) && a != "" && !slices.ContainsFunc(all, func(known string) bool { return strings.EqualFold(known, a) }) {
			all = append(all, a)
		}
	}
	return all
}
