package accounts

import (
	"encoding/base64"

	"schalter/internal/mail/idn"
)

func valueOrEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func text(hash []byte) string { return base64.RawURLEncoding.EncodeToString(hash) }

func sameAddress(a, b string) bool { return idn.Same(a, b) }

// fingerprintOf is the beginning of a certificate's fingerprint, for the audit log.
func fingerprintOf(c Claims) string {
	const shown = 16
	return c.Fingerprint[:min(shown, len(c.Fingerprint))]
}
