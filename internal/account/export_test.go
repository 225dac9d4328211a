package account

import (
	"context"
	"encoding/json"
	"runtime"

	"schalter/ent/letter"
	"schalter/internal/viewer"
)

// RealPasswordMemory is what hashing a password takes outside of tests, in KiB.
const RealPasswordMemory = argonMemory

// HashCount is how many passwords were computed so far, and the most at one moment.
func (s *Service) HashCount() (computed, peak int64) {
	return s.hasher.computed.Load(), s.hasher.peak.Load()
}

// MaxWorking is how many computations there may be at one moment.
func (s *Service) MaxWorking() int64 { return int64(runtime.GOMAXPROCS(0)) }

// CheckPassword makes the rules for passwords testable on their own.
func CheckPassword(password, email, given, family string) error {
	return checkPassword(password, profile{Email: email, GivenName: given, FamilyName: family}, "password")
}

// SecretsWaiting is how many links' secrets are kept because they were not mailed yet.
func (s *Service) SecretsWaiting(ctx context.Context) (n int) {
	ctx = viewer.System(ctx, "test")
	for _, link := range s.db.Client().LinkToken.Query().AllX(ctx) {
		o, err := s.open(ctx, s.db.Client(), link.AccountID)
		if err != nil {
			panic(err)
		}
		p, err := o.pendingOf(link)
		if err != nil {
			panic(err)
		}
		if p != nil && p.Secret != "" {
			n++
		}
	}
	return n
}

// LetterCode is the code of the one letter to an account.
func (s *Service) LetterCode(ctx context.Context, accountID string) (string, error) {
	row, err := s.db.Client().Letter.Query().Where(letter.AccountID(accountID)).Only(ctx)
	if err != nil {
		return "", err
	}
	l, err := s.openLetter(ctx, row)
	return l.Code, err
}

// SignInByProof signs in by a certificate that a provider has just answered for.
func (s *Service) SignInByProof(ctx context.Context, issuer, subject string, c CertificateClaims, from Client) (*CertificateOutcome, error) {
	ctx = platformSignIn(ctx)
	begunIn, err := sessionOf(ctx, s.db.Client(), from.RefreshToken, s.db.Clock().Now())
	if err != nil {
		return nil, err
	}
	return s.enterByCertificate(ctx, proof{issuer, subject, c, s.db.Clock().Now()}, idOf(begunIn), from)
}

// ParseClaims makes the reading of claims testable on its own.
func ParseClaims(names ClaimNames, raw map[string]json.RawMessage) (CertificateClaims, error) {
	return parseClaims(names, raw)
}

// StandardClaim is what one of our claims is called where the setting says nothing else; empty for a name that is none of ours.
func StandardClaim(name string) string { return standardClaims[name] }

// StandardClaims is how many there are.
func StandardClaims() int { return len(standardClaims) }
