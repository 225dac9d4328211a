package account

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"schalter/ent"
	"schalter/ent/signinattempt"
	"schalter/internal/errs"
	"schalter/internal/openid"
	"schalter/internal/seclog"
	"schalter/internal/store"
)

// attemptLife is how long a person may take at the provider.
const attemptLife = 10 * time.Minute

// Why the way back from a provider is not taken.
var (
	// ErrAttemptUnknown: it is not the way back of a sign-in that this browser began here.
	ErrAttemptUnknown = &CertificateError{Problem: "ATTEMPT_UNKNOWN"}
	// ErrAttemptUsed: that sign-in was ended already.
	ErrAttemptUsed = &CertificateError{Problem: "ATTEMPT_USED"}
	// ErrAttemptExpired: it was begun too long ago.
	ErrAttemptExpired = &CertificateError{Problem: "ATTEMPT_EXPIRED"}
	// ErrProviderUnavailable: the provider does not answer.
	ErrProviderUnavailable = &CertificateError{Problem: "PROVIDER_UNAVAILABLE"}
	// ErrProviderRefused: the provider does not serve this platform as it is set up.
	ErrProviderRefused = &CertificateError{Problem: "PROVIDER_REFUSED"}
	// ErrProviderAnswer: what came back is not the provider's answer to this sign-in.
	ErrProviderAnswer = &CertificateError{Problem: "ANSWER_INVALID"}
	// ErrClaimsIncomplete: the provider left out what must be known of a certificate.
	ErrClaimsIncomplete = &CertificateError{Problem: "CLAIMS_INCOMPLETE"}
	// ErrCancelled: the person gave up.
	ErrCancelled = &CertificateError{Problem: "CANCELLED"}
)

// StartedSignIn is a sign-in by certificate that was begun. Secret is for the browser alone.
type StartedSignIn struct {
	Address, Secret string
	ExpiresAt       time.Time
}

// StartCertificateSignIn begins a sign-in at a provider, in the session that the browser has, if it has one. NOT_FOUND without such a
// provider, RATE_LIMITED after too many from one network.
func (s *Service) StartCertificateSignIn(ctx context.Context, key string, from Client) (_ *StartedSignIn, err error) {
	defer errs.Wrap(&err, "account.StartCertificateSignIn(%s)", key)
	issuer := s.issuer(key)
	if issuer == nil {
		return nil, errs.New(errs.NotFound, "no such provider")
	}
	ctx = platformSignIn(ctx)
	secret, err := openid.NewSecret()
	if err != nil {
		return nil, err
	}
	var until time.Time
	err = s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.countAndCheckNetworks(ctx, tx, s.limits.SignInsPerNetwork, "certificate-network", from); err != nil {
			return err
		}
		held, err := s.heldSession(ctx, tx, from)
		if err != nil {
			return err
		}
		create := tx.SignInAttempt.Create().SetSecretHash(hashToken(secret)).SetIssuer(key).SetCreatedAt(tx.Now)
		if held != nil {
			create.SetSessionID(held.ID)
		}
		until = tx.Now.Add(attemptLife)
		return create.Exec(ctx)
	})
	if err != nil {
		return nil, err
	}
	address, err := issuer.Provider.Address(ctx, openid.FlowOf(secret))
	if err != nil {
		return nil, s.failedSignIn(ctx, problemOf(err))
	}
	return &StartedSignIn{Address: address, Secret: secret, ExpiresAt: until}, nil
}

// CertificateReturn is what a provider sent the browser back with. Key is the provider whose address it came to.
type CertificateReturn struct{ Key, Code, State, Issuer, Error string }

// CompleteCertificateSignIn ends a sign-in by what came back from the provider, in the browser that has its secret and in the session that
// it was begun in. It fails with a CertificateError.
func (s *Service) CompleteCertificateSignIn(ctx context.Context, in CertificateReturn, secret string, from Client) (_ *CertificateOutcome, err error) {
	defer errs.Wrap(&err, "account.CompleteCertificateSignIn(%s)", in.Key)
	ctx = platformSignIn(ctx)
	out, err := s.completeCertificateSignIn(ctx, in, secret, from)
	if err != nil {
		return nil, s.failedSignIn(ctx, err)
	}
	return out, nil
}

func (s *Service) completeCertificateSignIn(ctx context.Context, in CertificateReturn, secret string, from Client) (*CertificateOutcome, error) {
	issuer, flow := s.issuer(in.Key), openid.FlowOf(secret)
	// A state that is not this browser's ends nothing: a page of somebody else may have sent it here.
	if issuer == nil || secret == "" || !flow.HasState(in.State) {
		return nil, ErrAttemptUnknown
	}
	begunIn, err := s.claimAttempt(ctx, in.Key, secret)
	if err != nil {
		return nil, err
	}
	identity, err := issuer.Provider.Redeem(ctx, flow, openid.Return{Code: in.Code, Issuer: in.Issuer, Error: in.Error})
	if err != nil {
		return nil, problemOf(err)
	}
	claims, err := parseClaims(issuer.Claims, identity.Claims)
	if err != nil {
		return nil, &CertificateError{ErrClaimsIncomplete.Problem, err}
	}
	return s.enterByCertificate(ctx, proof{in.Key, identity.Subject, claims, identity.At}, begunIn, from)
}

// claimAttempt uses up a sign-in that was begun, and returns the session that it was begun in.
func (s *Service) claimAttempt(ctx context.Context, key, secret string) (begunIn string, err error) {
	err = s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.SignInAttempt.Query().Where(signinattempt.SecretHash(hashToken(secret)), signinattempt.Issuer(key)).Only(ctx)
		if ent.IsNotFound(err) {
			return ErrAttemptUnknown
		}
		if err != nil {
			return err
		}
		n, err := tx.SignInAttempt.Update().Where(signinattempt.ID(row.ID), signinattempt.UsedAtIsNil()).SetUsedAt(tx.Now).Save(ctx)
		switch {
		case err != nil:
			return err
		case n == 0:
			return ErrAttemptUsed
		case !tx.Now.Before(row.CreatedAt.Add(attemptLife)):
			return ErrAttemptExpired
		}
		begunIn = row.SessionID
		return nil
	})
	return begunIn, err
}

// problemOf says what an error of a provider is to people.
func problemOf(err error) error {
	for _, known := range []struct {
		of, is error
	}{
		{openid.ErrUnavailable, ErrProviderUnavailable}, {openid.ErrRefused, ErrProviderRefused}, {openid.ErrAnswer, ErrProviderAnswer}, {openid.ErrCancelled, ErrCancelled},
	} {
		if errors.Is(err, known.of) {
			var problem *CertificateError
			errors.As(known.is, &problem)
			return &CertificateError{problem.Problem, err}
		}
	}
	return err
}

// failedSignIn writes to the security log why a sign-in by certificate was not taken, and to the log what a provider did.
func (s *Service) failedSignIn(ctx context.Context, err error) error {
	var problem *CertificateError
	if errors.As(err, &problem) {
		seclog.Write(ctx, seclog.LoginFail, "", slog.String("reason", "CERTIFICATE"), slog.String("problem", problem.Problem))
		if problem.Err != nil && problem.Problem != ErrCancelled.Problem {
			s.log.WarnContext(ctx, "a provider of sign-ins", "problem", problem.Problem, "error", problem.Err)
		}
	}
	return err
}
