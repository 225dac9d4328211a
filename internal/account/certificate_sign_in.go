package account

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/certificatesignin"
	"schalter/ent/identity"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// proof is a certificate that was just signed in by: who the provider says it is, and what the certificate says.
type proof struct {
	issuer, subject string
	claims          CertificateClaims
	at              time.Time
}

// signInContent is what is sealed of a sign-in. UserAgent is the applicant's, whose session has no account to seal it under.
type signInContent struct {
	Claims    CertificateClaims `json:"claims"`
	UserAgent string            `json:"userAgent,omitempty"`
}

func signInAAD(signInID string) string  { return "certificate_sign_in|" + signInID }
func contentAAD(signInID string) string { return signInAAD(signInID) + "|claims" }

// subjectIndex finds whom a provider names, certificateIndex a certificate whatever provider names it; neither can be read.
func (p *People) subjectIndex(issuer, subject string) []byte {
	return p.platform.MAC(vault.BlindIndex, "identity", string(identity.KindCERTIFICATE), issuer, subject)
}

func (p *People) certificateIndex(fingerprint string) []byte {
	return p.platform.MAC(vault.BlindIndex, "certificate", fingerprint)
}

// insertSignIn stores a sign-in of a session; accountID is empty while the certificate belongs to none.
func (s *Service) insertSignIn(ctx context.Context, tx *store.Tx, p proof, sessionID, accountID, userAgent string) error {
	signInID := id.New(id.SignIn, tx.Now)
	key, wrapped, err := s.vault.NewKey(ctx, signInAAD(signInID))
	if err != nil {
		return err
	}
	sealed, err := key.SealJSON(contentAAD(signInID), signInContent{p.claims, userAgent})
	if err != nil {
		return err
	}
	create := tx.CertificateSignIn.Create().SetID(signInID).SetSessionID(sessionID).SetIssuer(p.issuer).
		SetSubjectIndex(s.subjectIndex(p.issuer, p.subject)).SetCertificateIndex(s.certificateIndex(p.claims.Fingerprint)).
		SetSealedClaims(sealed).SetAt(p.at).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob)
	if accountID != "" {
		create.SetAccountID(accountID)
	}
	return create.Exec(ctx)
}

func (s *Service) openSignIn(ctx context.Context, row *ent.CertificateSignIn) (*CertificateSignIn, signInContent, error) {
	var content signInContent
	key, err := s.vault.Key(ctx, vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, signInAAD(row.ID))
	if err != nil {
		return nil, content, err
	}
	if err := key.OpenJSON(contentAAD(row.ID), row.SealedClaims, &content); err != nil {
		return nil, content, err
	}
	return &CertificateSignIn{
		ID: row.ID, SessionID: row.SessionID, AccountID: row.AccountID, Issuer: row.Issuer, IssuerName: s.issuerName(row.Issuer),
		Claims: content.Claims, At: row.At,
	}, content, nil
}

// lastSignIn is the one of a session that counts, the one that came last, whenever the provider says that it was; nil when there is none.
func lastSignIn(ctx context.Context, client *ent.Client, sessionID string) (*ent.CertificateSignIn, error) {
	row, err := client.CertificateSignIn.Query().Where(certificatesignin.SessionID(sessionID)).
		Order(ent.Desc(certificatesignin.FieldID)).First(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return row, err
}

// MyCertificate is the viewer's sign-in by certificate in this session, the last one; nil without one.
func (s *Service) MyCertificate(ctx context.Context) (_ *CertificateSignIn, err error) {
	defer errs.Wrap(&err, "account.MyCertificate")
	return s.CertificateOf(ctx, viewer.From(ctx).SessionID)
}

// CertificateOf is the last sign-in by certificate of a session; nil when there is none. The caller has asked for the right.
func (s *Service) CertificateOf(ctx context.Context, sessionID string) (*CertificateSignIn, error) {
	return s.certificateOf(viewer.System(ctx, "certificate-of-session"), s.db.Client(), sessionID)
}

// CertificateIn is CertificateOf inside a transaction, whose context must be the platform's own.
func (s *Service) CertificateIn(ctx context.Context, tx *store.Tx, sessionID string) (*CertificateSignIn, error) {
	return s.certificateOf(ctx, tx.Client, sessionID)
}

func (s *Service) certificateOf(ctx context.Context, client *ent.Client, sessionID string) (*CertificateSignIn, error) {
	row, err := lastSignIn(ctx, client, sessionID)
	if err != nil || row == nil {
		return nil, err
	}
	in, _, err := s.openSignIn(ctx, row)
	return in, err
}

// FreshCertificate is the viewer's sign-in in this session by the certificate that is the account's today, not older than maxAge. It
// locks the account, so that the certificate stays what it is until the transaction ends. CERTIFICATE_SIGN_IN_REQUIRED says what is
// missing. The context must be the platform's own.
func (s *Service) FreshCertificate(ctx context.Context, tx *store.Tx, v *viewer.Viewer, maxAge time.Duration) (_ *CertificateSignIn, err error) {
	defer errs.Wrap(&err, "account.FreshCertificate(%s)", v.AccountID)
	if !v.SignedIn() {
		return nil, errs.New(errs.Unauthenticated, "sign in first")
	}
	if _, err := s.lock(ctx, tx, v.AccountID); err != nil {
		return nil, err
	}
	row, err := lastSignIn(ctx, tx.Client, v.SessionID)
	if err != nil {
		return nil, err
	}
	if row == nil {
		return nil, signInRequired("certificate_absent")
	}
	if tx.Now.Sub(row.At) > maxAge {
		return nil, signInRequired("certificate_old")
	}
	own, err := tx.Identity.Query().Where(
		identity.AccountID(v.AccountID), identity.KindEQ(identity.KindCERTIFICATE), identity.Issuer(row.Issuer),
		identity.SubjectIndex(row.SubjectIndex), identity.CertificateIndex(row.CertificateIndex),
	).Exist(ctx)
	if err != nil {
		return nil, err
	}
	if !own {
		return nil, signInRequired("certificate_other")
	}
	in, _, err := s.openSignIn(ctx, row)
	if err == nil && !tx.Now.Before(in.Claims.ValidTo) {
		return nil, signInRequired("certificate_ended")
	}
	return in, err
}

func signInRequired(text string) error {
	return errs.RefuseText(errs.CertificateSignInRequired, text, nil)
}

// CertificateIssuers lists who vouches for certificates, in the order of the settings.
func (s *Service) CertificateIssuers() []CertificateIssuer { return s.issuers }

// issuerName is what a provider is called; one that is not set up any more has only its key.
func (s *Service) issuerName(key string) string {
	if i := s.issuer(key); i != nil {
		return i.Name
	}
	return key
}

func (s *Service) issuer(key string) *CertificateIssuer {
	for i := range s.issuers {
		if s.issuers[i].Key == key {
			return &s.issuers[i]
		}
	}
	return nil
}
