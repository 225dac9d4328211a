package vault

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"schalter/ent/platformkey"
)

// Purpose says what a platform key is for.
type Purpose = platformkey.Purpose

// The purposes. AccessToken, Seal and Log are Ed25519 keys; SMIME (RSA-3072) and SealCertificate (ECDSA on P-256) have a
// certificate; the others are keys of HMAC-SHA-256.
const (
	AccessToken     = platformkey.PurposeACCESS_TOKEN
	Seal            = platformkey.PurposeSEAL
	Log             = platformkey.PurposeLOG
	BlindIndex      = platformkey.PurposeBLIND_INDEX
	SearchIndex     = platformkey.PurposeSEARCH_INDEX
	DownloadTicket  = platformkey.PurposeDOWNLOAD_TICKET
	MailToken       = platformkey.PurposeMAIL_TOKEN
	SMIME           = platformkey.PurposeSMIME
	SealCertificate = platformkey.PurposeSEAL_CERTIFICATE
)

// purposes are those of which there always is a key; SMIME joins them with a gateway.
var purposes = []Purpose{AccessToken, Seal, Log, BlindIndex, SearchIndex, DownloadTicket, MailToken, SealCertificate}

// ParsePurpose reads a purpose as operators write it, in either case.
func ParsePurpose(s string) (Purpose, error) {
	p := Purpose(strings.ToUpper(strings.TrimSpace(s)))
	if p == SMIME || slices.Contains(purposes, p) {
		return p, nil
	}
	return "", fmt.Errorf("%q is no purpose of a key: one of %v or %s", s, purposes, SMIME)
}

func isSigning(p Purpose) bool      { return p == AccessToken || p == Seal || p == Log }
func hasCertificate(p Purpose) bool { return p == SMIME || p == SealCertificate }

// verifiesForever reports whether public keys of a purpose are kept for good: what they sign is verified years later.
func verifiesForever(p Purpose) bool { return p == Seal || p == Log }

// Overlap is how long a retired key of a purpose still counts before the sweep destroys it.
func Overlap(p Purpose) time.Duration {
	switch p {
	case MailToken, SMIME:
		return 60 * 24 * time.Hour
	}
	// Access tokens and begun downloads live ten minutes; seals are made within the time in which replicas learn a new key.
	return time.Hour
}

func platformAAD(keyID string) string { return wrapAAD("platform_key", keyID) }
