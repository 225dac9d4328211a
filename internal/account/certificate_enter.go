package account

import (
	"context"
	"log/slog"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/identity"
	"schalter/internal/seclog"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// CertificateResult is what a sign-in by certificate led to.
type CertificateResult string

// The results.
const (
	// CertificateKnown: the account is signed in.
	CertificateKnown CertificateResult = "SIGNED_IN"
	// CertificateAdded: somebody was signed in already, and now by certificate as well.
	CertificateAdded CertificateResult = "ADDED"
	// CertificateUnknown: no account has the certificate; its holder may ask for one.
	CertificateUnknown CertificateResult = "NO_ACCOUNT"
)

// CertificateOutcome is a sign-in by certificate that was taken. SignedIn is nil when it was added to the session that there was; its
// Viewer is nil for an applicant.
type CertificateOutcome struct {
	Result   CertificateResult
	SignedIn *SignedIn
}

// CertificateError is why a sign-in by certificate was not taken. Problem is for people's pages, Err for the log.
type CertificateError struct {
	Problem string
	Err     error
}

func (e *CertificateError) Error() string {
	if e.Err != nil {
		return "sign-in by certificate: " + e.Problem + ": " + e.Err.Error()
	}
	return "sign-in by certificate: " + e.Problem
}

func (e *CertificateError) Unwrap() error { return e.Err }

// Is compares the problem.
func (e *CertificateError) Is(target error) bool {
	other, ok := target.(*CertificateError)
	return ok && other.Problem == e.Problem
}

// Why a proven certificate does not sign in.
var (
	// ErrCertificateEnded: it has expired.
	ErrCertificateEnded = &CertificateError{Problem: "CERTIFICATE_ENDED"}
	// ErrOtherAccount: it belongs to another account than the one that is signed in.
	ErrOtherAccount = &CertificateError{Problem: "OTHER_ACCOUNT"}
	// ErrAccountClosed: its account is blocked.
	ErrAccountClosed = &CertificateError{Problem: "ACCOUNT_CLOSED"}
	// ErrOtherSession: somebody signed in or out in the browser meanwhile.
	ErrOtherSession = &CertificateError{Problem: "OTHER_SESSION"}
)

// enterByCertificate signs in by a certificate that was proven, in the browser whose session is still the one that it was begun in.
func (s *Service) enterByCertificate(ctx context.Context, p proof, begunIn string, from Client) (*CertificateOutcome, error) {
	var out *CertificateOutcome
	var accountID string
	err := s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		if !tx.Now.Before(p.claims.ValidTo) {
			return ErrCertificateEnded
		}
		held, err := s.heldSession(ctx, tx, from)
		if err != nil {
			return err
		}
		if idOf(held) != begunIn {
			return ErrOtherSession
		}
		if accountID, err = s.holderOf(ctx, tx, p); err != nil {
			return err
		}
		switch {
		case held != nil && held.AccountID != "":
			out, err = s.addSignIn(ctx, tx, p, held, accountID)
		case accountID != "":
			out, err = s.openKnown(ctx, tx, p, accountID, from)
		default:
			out, err = s.openUnknown(ctx, tx, p, from)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	session := begunIn
	if out.SignedIn != nil {
		session = out.SignedIn.SessionID
	}
	seclog.Write(ctx, seclog.LoginSuccess, accountID, slog.String("session", session), slog.String("reason", "CERTIFICATE"), slog.String("result", string(out.Result)))
	if out.Result == CertificateKnown {
		out.SignedIn.Viewer, err = s.loadViewer(ctx, accountID)
	}
	return out, err
}

func idOf(held *ent.Session) string {
	if held == nil {
		return ""
	}
	return held.ID
}

// heldSession is the session that a browser has, as far as it goes on; nil without one.
func (s *Service) heldSession(ctx context.Context, tx *store.Tx, from Client) (*ent.Session, error) {
	held, err := sessionOf(ctx, tx.Client, from.RefreshToken, tx.Now)
	if err != nil || held == nil {
		return nil, err
	}
	times, active, err := standingOf(ctx, tx, held)
	if err != nil || !active || !tx.Now.Before(times.end(held.CreatedAt, held.LastSeenAt)) {
		return nil, err
	}
	return held, nil
}

// holderOf is the account that a login belongs to, locked; empty when it belongs to none.
func (s *Service) holderOf(ctx context.Context, tx *store.Tx, p proof) (string, error) {
	known := tx.Identity.Query().Where(identity.KindEQ(identity.KindCERTIFICATE), identity.Issuer(p.issuer), identity.SubjectIndex(s.subjectIndex(p.issuer, p.subject)))
	found, err := known.Clone().Only(ctx)
	if ent.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if _, err := s.lock(ctx, tx, found.AccountID); err != nil {
		return "", err
	}
	// It may have been given up before the lock.
	still, err := known.Where(identity.AccountID(found.AccountID)).Exist(ctx)
	if err != nil || !still {
		return "", err
	}
	return found.AccountID, nil
}

// addSignIn adds a sign-in to the session of somebody who is signed in; holder is whose the certificate is, empty when it is nobody's.
func (s *Service) addSignIn(ctx context.Context, tx *store.Tx, p proof, held *ent.Session, holder string) (*CertificateOutcome, error) {
	if holder != "" && holder != held.AccountID {
		return nil, ErrOtherAccount
	}
	return &CertificateOutcome{Result: CertificateAdded}, s.insertSignIn(ctx, tx, p, held.ID, holder, "")
}

func (s *Service) openKnown(ctx context.Context, tx *store.Tx, p proof, accountID string, from Client) (*CertificateOutcome, error) {
	o, err := s.open(ctx, tx.Client, accountID)
	if err != nil {
		return nil, err
	}
	if o.State != account.StateACTIVE {
		return nil, ErrAccountClosed
	}
	signed, err := s.openSession(ctx, tx, o, from)
	if err != nil {
		return nil, err
	}
	return &CertificateOutcome{CertificateKnown, signed}, s.insertSignIn(ctx, tx, p, signed.SessionID, accountID, "")
}

func (s *Service) openUnknown(ctx context.Context, tx *store.Tx, p proof, from Client) (*CertificateOutcome, error) {
	signed, err := s.openApplicantSession(ctx, tx, from)
	if err != nil {
		return nil, err
	}
	return &CertificateOutcome{CertificateUnknown, signed}, s.insertSignIn(ctx, tx, p, signed.SessionID, "", shownAgent(from.UserAgent))
}

// platformSignIn is the platform's context of a sign-in by certificate.
func platformSignIn(ctx context.Context) context.Context {
	return viewer.System(ctx, "certificate-sign-in")
}
