// Package dkim signs the gateway's outer mails (RFC 6376), with RSA, with Ed25519 (RFC 8463), or with both at once, because
// not every receiver knows the second. To read it, begin with New and Sign.
package dkim

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"errors"
	"fmt"
	"regexp"

	"github.com/emersion/go-msgauth/dkim"
)

// ErrKeys is returned for a domain, a selector or a key that cannot be used.
var ErrKeys = errors.New("DKIM keys cannot be used")

const (
	minRSA  = 2048
	maxKeys = 4
)

// name is a domain or a selector, in lower case (RFC 6376, 3.1 and 3.5).
var name = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$`)

// signed are the fields a signature covers. Twice means that nobody can add a second one on the way.
var signed = []string{
	"From", "From", "To", "To", "Subject", "Subject", "Date", "Date", "Message-ID", "Message-ID", "Reply-To", "Cc",
	"In-Reply-To", "References", "Auto-Submitted", "MIME-Version", "Content-Type", "Content-Type", "Content-Transfer-Encoding",
}

// Key is one key and the selector under which its public half stands in the DNS.
type Key struct {
	Selector string
	// Signer is an RSA key of 2,048 bits or more, or an Ed25519 key.
	Signer crypto.Signer
}

// Signer signs mails of one domain; safe for concurrent use.
type Signer struct{ options []dkim.SignOptions }

// New takes one to four keys, each under a selector of its own. It returns ErrKeys.
func New(domain string, keys ...Key) (*Signer, error) {
	if !name.MatchString(domain) || len(domain) > 253 || len(keys) == 0 || len(keys) > maxKeys {
		return nil, fmt.Errorf("%w: domain or number of keys", ErrKeys)
	}
	s := &Signer{}
	seen := map[string]bool{}
	for _, k := range keys {
		if !name.MatchString(k.Selector) || seen[k.Selector] || !usable(k.Signer) {
			return nil, fmt.Errorf("%w: selector %q", ErrKeys, k.Selector)
		}
		seen[k.Selector] = true
		s.options = append(s.options, dkim.SignOptions{
			Domain: domain, Selector: k.Selector, Signer: k.Signer, Hash: crypto.SHA256, HeaderKeys: signed,
			HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
		})
	}
	return s, nil
}

func usable(s crypto.Signer) bool {
	if s == nil {
		return false
	}
	switch public := s.Public().(type) {
	case *rsa.PublicKey:
		return public.N.BitLen() >= minRSA
	case ed25519.PublicKey:
		return true
	}
	return false
}

// Sign returns the mail, which has CRLF line ends, with one signature field for each key before it.
func (s *Signer) Sign(mail []byte) ([]byte, error) {
	var fields bytes.Buffer
	for i := range s.options {
		field, err := sign(mail, &s.options[i])
		if err != nil {
			return nil, fmt.Errorf("dkim: %w", err)
		}
		fields.WriteString(field)
	}
	return append(bytes.Clone(fields.Bytes()), mail...), nil
}

func sign(mail []byte, options *dkim.SignOptions) (string, error) {
	signer, err := dkim.NewSigner(options)
	if err != nil {
		return "", err
	}
	_, err = signer.Write(mail)
	if closed := signer.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return "", err
	}
	return signer.Signature(), nil
}
