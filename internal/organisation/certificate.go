package organisation

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"schalter/ent"
	"schalter/ent/certificate"
	"schalter/internal/cms"
	"schalter/internal/errs"
	"schalter/internal/mail/idn"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// soon is how long before its end a certificate counts as expiring.
const soon = 60 * 24 * time.Hour

// The warnings about certificates: keys of the message catalogue.
const (
	warningUntrusted      = "warning_untrusted"
	warningWeakSoon       = "warning_weak_soon"
	warningNoRevocation   = "warning_no_revocation"
	warningSigningOnly    = "warning_signing_only"
	warningEncryptionOnly = "warning_encryption_only"
	warningOtherAddress   = "warning_other_address"
	warningUntested       = "warning_untested"
)

// CertificatesOf lists the certificates of a channel that were not removed, the last to end first. The channel is one that
// the viewer was given.
func (s *Service) CertificatesOf(ctx context.Context, c *Channel) (_ []*Certificate, err error) {
	defer errs.Wrap(&err, "organisation.CertificatesOf(%s)", c.AuthorityID)
	ctx = viewer.System(ctx, "certificates-of-a-channel")
	rows, err := liveCertificates(ctx, s.db.Client(), c.AuthorityID)
	if err != nil {
		return nil, err
	}
	tested, err := lastAnswered(ctx, s.db.Client(), c.AuthorityID)
	if err != nil {
		return nil, err
	}
	list := make([]*Certificate, len(rows))
	for i, row := range rows {
		if list[i], err = s.toCertificate(row, tested); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// liveCertificates are the certificates of an authority that were not removed, the last to end first.
func liveCertificates(ctx context.Context, client *ent.Client, authorityID string) ([]*ent.Certificate, error) {
	return client.Certificate.Query().Where(certificate.AuthorityID(authorityID), certificate.RemovedAtIsNil()).
		Order(ent.Desc(certificate.FieldNotAfter, certificate.FieldID)).Limit(maxCertificates).All(ctx)
}

// Certificate finds a certificate, for the admins of its authority's organisation and for operators; NOT_FOUND otherwise.
func (s *Service) Certificate(ctx context.Context, certificateID string) (_ *Certificate, err error) {
	defer errs.Wrap(&err, "organisation.Certificate(%s)", certificateID)
	unknown := errs.New(errs.NotFound, "no such certificate")
	row, err := s.db.Client().Certificate.Query().Where(certificate.ID(certificateID), certificate.RemovedAtIsNil()).
		Only(viewer.System(ctx, "certificate"))
	if ent.IsNotFound(err) {
		return nil, unknown
	}
	if err != nil {
		return nil, err
	}
	if s.Channel(ctx, row.AuthorityID) == nil {
		return nil, unknown
	}
	tested, err := lastAnswered(viewer.System(ctx, "certificate"), s.db.Client(), row.AuthorityID)
	if err != nil {
		return nil, err
	}
	return s.toCertificate(row, tested)
}

// ExpiringCertificates lists the certificates that end within 60 days, the soonest first; for operators.
func (s *Service) ExpiringCertificates(ctx context.Context, req pagination.Request) (_ pagination.Slice[*Certificate], err error) {
	defer errs.Wrap(&err, "organisation.ExpiringCertificates")
	if _, err := permit.Operator(ctx); err != nil {
		return pagination.Slice[*Certificate]{}, err
	}
	now := s.db.Clock().Now()
	q := s.db.Client().Certificate.Query().Where(certificate.RemovedAtIsNil(), certificate.NotAfterGTE(now), certificate.NotAfterLT(now.Add(soon)))
	order := store.Order[*ent.Certificate]{
		Column: certificate.FieldNotAfter, At: func(row *ent.Certificate) time.Time { return row.NotAfter },
		ID: func(row *ent.Certificate) string { return row.ID },
	}
	ctx = viewer.System(ctx, "expiring-certificates")
	return store.ReadPage(ctx, q, order, req, store.Each(func(row *ent.Certificate) (*Certificate, error) {
		tested, err := lastAnswered(ctx, s.db.Client(), row.AuthorityID)
		if err != nil {
			return nil, err
		}
		return s.toCertificate(row, tested)
	}))
}

// toCertificate makes the read model; tested is when the last test began that the authority answered.
func (s *Service) toCertificate(row *ent.Certificate, tested time.Time) (*Certificate, error) {
	x, chain, err := parseRow(row)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(x.Raw)
	c := &Certificate{
		ID: row.ID, AuthorityID: row.AuthorityID, Subject: x.Subject.String(), Issuer: x.Issuer.String(),
		SerialNumber: fmt.Sprintf("%x", x.SerialNumber), Fingerprint: hex.EncodeToString(sum[:]), Emails: cms.Addresses(x),
		Key: keyOf(x), ForSigning: row.ForSigning, ForEncryption: row.ForEncryption, NotBefore: x.NotBefore, NotAfter: x.NotAfter,
		RevocationCheckedAt: row.RevocationCheckedAt, GatewayDomain: row.GatewayDomain, DER: x.Raw,
	}
	for _, above := range chain {
		c.Chain = append(c.Chain, above.Raw)
	}
	now := s.db.Clock().Now()
	trusted := s.isTrusted(x, chain, now)
	c.State = stateOf(row, trusted, now)
	c.WarningKeys = warnings(row, x, trusted)
	if at := s.current.Load().channels[row.AuthorityID]; at != nil && at.Email != nil {
		if !isForMailbox(row, x, *at.Email) {
			c.WarningKeys = append(c.WarningKeys, warningOtherAddress)
		}
		if row.GatewayDomain != nil {
			shown := domainShown(*at.Email, *row.GatewayDomain)
			c.GatewayDomain = &shown
		}
	}
	if row.ForEncryption && !wasTested(row, tested) && !now.Before(row.NotBefore) && !now.After(row.NotAfter) {
		c.WarningKeys = append(c.WarningKeys, warningUntested)
	}
	return c, nil
}

// parseRow are a row's certificate and those above it.
func parseRow(row *ent.Certificate) (*x509.Certificate, []*x509.Certificate, error) {
	x, err := x509.ParseCertificate(row.Der)
	if err != nil {
		return nil, nil, fmt.Errorf("certificate %s: %w", row.ID, err)
	}
	chain, err := x509.ParseCertificates(row.Chain)
	if err != nil {
		return nil, nil, fmt.Errorf("chain of %s: %w", row.ID, err)
	}
	return x, chain, nil
}

func keyOf(x *x509.Certificate) string {
	switch k := x.PublicKey.(type) {
	case *rsa.PublicKey:
		return fmt.Sprintf("RSA %d", k.N.BitLen())
	case *ecdsa.PublicKey:
		return "EC " + k.Curve.Params().Name
	case ed25519.PublicKey:
		return "Ed25519"
	}
	return x.PublicKeyAlgorithm.String()
}

// isTrusted reports whether a certificate leads to an issuer that is trusted, at the time or when it begins.
func (s *Service) isTrusted(x *x509.Certificate, chain []*x509.Certificate, now time.Time) bool {
	at := now
	if x.NotBefore.After(at) {
		at = x.NotBefore
	}
	between := x509.NewCertPool()
	for _, c := range chain {
		between.AddCert(c)
	}
	_, err := x.Verify(x509.VerifyOptions{
		Roots: s.ports.Roots, Intermediates: between, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection},
	})
	return err == nil
}

func stateOf(row *ent.Certificate, trusted bool, now time.Time) CertificateState {
	switch {
	case row.Revocation == certificate.RevocationREVOKED:
		return CertificateRevoked
	case now.After(row.NotAfter):
		return CertificateExpired
	case now.Before(row.NotBefore):
		return CertificateNotYetValid
	case row.NotAfter.Sub(now) < soon:
		return CertificateExpiresSoon
	case !trusted:
		return CertificateUntrusted
	}
	return CertificateValid
}

func warnings(row *ent.Certificate, x *x509.Certificate, trusted bool) (keys []string) {
	if !trusted {
		keys = append(keys, warningUntrusted)
	}
	if k, ok := x.PublicKey.(*rsa.PublicKey); ok && k.N.BitLen() < 3072 {
		keys = append(keys, warningWeakSoon)
	}
	if len(x.OCSPServer) == 0 && len(x.CRLDistributionPoints) == 0 {
		keys = append(keys, warningNoRevocation)
	}
	switch {
	case !row.ForEncryption:
		keys = append(keys, warningSigningOnly)
	case !row.ForSigning:
		keys = append(keys, warningEncryptionOnly)
	}
	return keys
}

// isForAddress reports whether a certificate is for an e-mail address.
func isForAddress(x *x509.Certificate, email string) bool {
	for _, a := range cms.Addresses(x) {
		if idn.Same(a, email) {
			return true
		}
	}
	return false
}

// RemoveCertificate takes a certificate out of use; for the admins of its authority's organisation and for operators. Without another
// one to encrypt to, a connection in use breaks. On a channel that was ever in use, the other admins and the operators are told.
func (s *Service) RemoveCertificate(ctx context.Context, certificateID string) (authorityID string, err error) {
	defer errs.Wrap(&err, "organisation.RemoveCertificate(%s)", certificateID)
	if !viewer.From(ctx).SignedIn() {
		return "", errs.New(errs.Unauthenticated, "sign in first")
	}
	c, err := s.Certificate(ctx, certificateID)
	if err != nil {
		return "", err
	}
	v := viewer.From(ctx)
	return c.AuthorityID, s.db.Tx(viewer.System(ctx, "certificate-remove"), func(ctx context.Context, tx *store.Tx) error {
		row, err := lockChannel(ctx, tx, c.AuthorityID)
		if err != nil {
			return err
		}
		n, err := tx.Certificate.Update().Where(certificate.ID(certificateID), certificate.RemovedAtIsNil()).SetRemovedAt(tx.Now).Save(ctx)
		if err != nil || n == 0 {
			return err
		}
		notifyReplicas(tx, c.AuthorityID)
		if err := s.recordAct(ctx, tx, v, "certificate.remove", row, certificateID); err != nil {
			return err
		}
		if err := s.tellOfCertificate(ctx, tx, row, v.AccountID, s.ports.Notices.CertificateRemoved); err != nil {
			return err
		}
		return s.breakWithoutKey(ctx, tx, row)
	})
}

// breakWithoutKey suspends a connection in use that has no certificate to encrypt to any more.
func (s *Service) breakWithoutKey(ctx context.Context, tx *store.Tx, row *ent.Channel) error {
	box, err := s.loadMailbox(ctx, tx.Client, row, tx.Now)
	if errors.Is(err, ErrNoMailbox) || err == nil && box.Encryption != nil {
		return nil
	}
	if err != nil {
		return err
	}
	return s.suspend(ctx, tx, row, problemCertificateEnded)
}
