package organisation

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"slices"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"schalter/ent"
	"schalter/internal/cms"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// maxCertificates is how many certificates a channel has at a time.
const maxCertificates = 10

// maxCertificateText bounds an upload in bytes, as text.
const maxCertificateText = 512 << 10

// NewCertificate is an upload: PEM, or a DER form in base64; a chain may follow, or both are in a PKCS #7 bundle.
type NewCertificate struct {
	AuthorityID string
	PEM, DER    *string
	// Gateway is the admin's statement that it is the certificate of the gateway of the mailbox's domain.
	Gateway bool
}

// AddCertificate registers a certificate for an authority's mailbox; for its admins. It may begin in the future:
// the successor is stored before the former one ends. What cannot be used is refused, each cause with a sentence of its own. A
// file with a private key is refused and nothing of it is kept. An issuer that nobody here trusts is no refusal but a warning:
// that the authority holds the key is proven by the connection test, and that it is the authority by the letter. One of the gateway
// of the mailbox's own domain is taken where the admin states that.
//
// On a channel that was ever in use, the other admins and the operators are told.
func (s *Service) AddCertificate(ctx context.Context, in NewCertificate) (_ *Certificate, err error) {
	defer errs.Wrap(&err, "organisation.AddCertificate(%s)", in.AuthorityID)
	v, c, err := s.managedChannel(ctx, in.AuthorityID)
	if err != nil {
		return nil, err
	}
	if err := requireAdmin(v, c); err != nil {
		return nil, err
	}
	file, field, err := in.uploadedFile()
	if err != nil {
		return nil, err
	}
	if c.Email == nil {
		return nil, errs.RefuseText(errs.WrongState, "mailbox_first", nil)
	}
	leaf, chain, err := cms.ParseCertificates(file)
	if err != nil {
		return nil, explainUnreadable(err, field)
	}
	a := adding{by: v, leaf: leaf, chain: chain, field: field, stated: in.Gateway}
	var certificateID string
	err = s.db.Tx(viewer.System(ctx, "certificate-add"), func(ctx context.Context, tx *store.Tx) error {
		certificateID, err = s.addCertificate(ctx, tx, in.AuthorityID, a)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.Certificate(ctx, certificateID)
}

// uploadedFile is the upload as bytes and the field it came in.
func (in NewCertificate) uploadedFile() (file []byte, field string, err error) {
	given, field := in.PEM, "pem"
	if given == nil || strings.TrimSpace(*given) == "" {
		given, field = in.DER, "der"
	}
	switch {
	case given == nil || strings.TrimSpace(*given) == "":
		return nil, "", errs.Refuse(errs.Required, "pem")
	case len(*given) > maxCertificateText:
		return nil, "", errs.RefuseText(errs.TooLarge, "cert_too_large", nil, field)
	case field == "pem":
		return []byte(*given), field, nil
	}
	file, err = base64.StdEncoding.DecodeString(strings.Join(strings.Fields(*given), ""))
	if err != nil {
		return nil, "", errs.RefuseText(errs.InvalidValue, "cert_none", nil, field)
	}
	if holdsPrivateKey(file) {
		return nil, "", errs.RefuseText(errs.InvalidValue, "cert_private_key", nil, field)
	}
	return file, field, nil
}

// holdsPrivateKey recognises the DER forms in which private keys are stored: PKCS #1, SEC 1, PKCS #8 plain and encrypted, and
// PKCS #12.
func holdsPrivateKey(der []byte) bool {
	if _, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		return true
	}
	if _, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return true
	}
	if _, err := x509.ParseECPrivateKey(der); err == nil {
		return true
	}
	return isPKCS12(der) || isEncryptedKey(der)
}

// isPKCS12 recognises a PFX (RFC 7292, 4): a sequence that begins with the version 3.
func isPKCS12(der []byte) bool {
	var outer cryptobyte.String
	var version int
	input := cryptobyte.String(der)
	// Files of Windows may be in BER; their first bytes still say what they are.
	if bytes.HasPrefix(der, []byte{0x30, 0x80, 0x02, 0x01, 0x03}) {
		return true
	}
	return input.ReadASN1(&outer, asn1.SEQUENCE) && outer.ReadASN1Integer(&version) && version == 3 && outer.PeekASN1Tag(asn1.SEQUENCE)
}

// isEncryptedKey recognises an EncryptedPrivateKeyInfo (RFC 5958, 3): an algorithm of PKCS #5 or #12, then bytes, nothing more.
func isEncryptedKey(der []byte) bool {
	input := cryptobyte.String(der)
	var outer, algorithm cryptobyte.String
	return input.ReadASN1(&outer, asn1.SEQUENCE) && outer.ReadASN1(&algorithm, asn1.SEQUENCE) &&
		algorithm.PeekASN1Tag(asn1.OBJECT_IDENTIFIER) && outer.SkipASN1(asn1.OCTET_STRING) && outer.Empty()
}

// explainUnreadable says why no certificate was found in a file.
func explainUnreadable(err error, field string) error {
	var found cms.Problems
	switch {
	case errors.Is(err, cms.ErrPrivateKey):
		return errs.RefuseText(errs.InvalidValue, "cert_private_key", nil, field)
	case errors.Is(err, cms.ErrSeveral):
		return errs.RefuseText(errs.InvalidValue, "cert_several", nil, field)
	case errors.Is(err, cms.ErrTooLarge):
		return errs.RefuseText(errs.TooLarge, "cert_too_large", nil, field)
	case errors.As(err, &found):
		return reasonsAgainst(found, "", field, misfit{"cert_address", []any{""}, field})
	}
	return errs.RefuseText(errs.InvalidValue, "cert_none", nil, field)
}

// reasonsAgainst lists why a certificate cannot be used for a mailbox; other is the reason for one which names another address.
func reasonsAgainst(found cms.Problems, email, field string, other misfit) error {
	var ps errs.Problems
	for _, p := range found {
		switch p {
		case cms.Expired:
			ps.AddText(errs.Expired, "cert_expired", nil, field)
		case cms.WrongKeyUsage:
			ps.AddText(errs.InvalidValue, "cert_usage", nil, field)
		case cms.WeakKey:
			ps.AddText(errs.InvalidValue, "cert_weak", nil, field)
		case cms.UnsupportedKey:
			ps.AddText(errs.InvalidValue, "cert_key", nil, field)
		case cms.UnsupportedCurve:
			ps.AddText(errs.InvalidValue, "cert_curve", nil, field)
		case cms.Brainpool:
			ps.AddText(errs.InvalidValue, "cert_brainpool", nil, field)
		case cms.NoAddress:
			ps.AddText(errs.InvalidValue, "cert_no_address", []any{email}, field)
		case cms.OtherAddress:
			ps.AddText(errs.InvalidValue, other.text, other.args, other.field)
		case cms.SHA1Signed:
			ps.AddText(errs.InvalidValue, "cert_sha1", nil, field)
		case cms.Authority:
			ps.AddText(errs.InvalidValue, "cert_issuer", nil, field)
		default:
			ps.Add(errs.InvalidValue, field)
		}
	}
	return ps.Err()
}

// adding is a certificate on its way in.
type adding struct {
	by                     *viewer.Viewer
	leaf                   *x509.Certificate
	chain                  []*x509.Certificate
	field                  string
	forSigning, forSealing bool
	// stated is that it is the gateway's, gatewayDomain the domain for which that is taken; nil where it names the mailbox itself.
	stated        bool
	gatewayDomain *string
}

// judge finds out what a certificate may be used for, or why for nothing.
func (a *adding) judge(email string, tx *store.Tx) error {
	signing := cms.CheckCertificate(a.leaf, cms.Signing, email, tx.Now)
	sealing := cms.CheckCertificate(a.leaf, cms.Encryption, email, tx.Now)
	a.forSigning, a.forSealing = !slices.Contains(signing, cms.WrongKeyUsage), !slices.Contains(sealing, cms.WrongKeyUsage)
	found := sealing
	if !a.forSealing {
		found = signing
	}
	found = slices.DeleteFunc(found.Refused(), func(p cms.Problem) bool { return p == cms.NotYetValid })
	other := a.judgeGateway(email)
	if a.gatewayDomain != nil {
		found = slices.DeleteFunc(found, func(p cms.Problem) bool { return p == cms.OtherAddress })
	}
	if len(found) > 0 {
		return reasonsAgainst(found, email, a.field, other)
	}
	return nil
}

// misfit is why a certificate that does not name the mailbox is refused.
type misfit struct {
	text  string
	args  []any
	field string
}

// judgeGateway takes a certificate that does not name the mailbox as that of its domain's gateway, if the admin says so and it can
// be; otherwise it says why not.
func (a *adding) judgeGateway(email string) misfit {
	domain := domainOf(email)
	fits, shared := namesOnlyDomain(a.leaf, domain), isShared(domain)
	switch {
	case isForAddress(a.leaf, email):
		return misfit{}
	case !a.stated && fits && !shared:
		return misfit{"cert_address_gateway", []any{cms.Addresses(a.leaf)[0], email}, a.field}
	case !a.stated:
		return misfit{"cert_address", []any{email}, a.field}
	case shared:
		return misfit{"cert_gateway_shared", []any{email}, "gateway"}
	case !fits:
		return misfit{"cert_gateway_domain", []any{domainShown(email, domain)}, "gateway"}
	}
	a.gatewayDomain = &domain
	return misfit{}
}

func (s *Service) addCertificate(ctx context.Context, tx *store.Tx, authorityID string, a adding) (string, error) {
	row, err := lockChannel(ctx, tx, authorityID)
	if err != nil {
		return "", err
	}
	if row.Email == nil {
		return "", errs.RefuseText(errs.WrongState, "mailbox_first", nil)
	}
	if err := a.judge(*row.Email, tx); err != nil {
		return "", err
	}
	there, err := liveCertificates(ctx, tx.Client, authorityID)
	if err != nil {
		return "", err
	}
	fingerprint := sha256.Sum256(a.leaf.Raw)
	if slices.ContainsFunc(there, func(c *ent.Certificate) bool { return bytes.Equal(c.Fingerprint, fingerprint[:]) }) {
		return "", errs.RefuseText(errs.Taken, "cert_known", nil, a.field)
	}
	if len(there) >= maxCertificates {
		return "", errs.RefuseText(errs.TooMany, "cert_too_many", []any{maxCertificates}, a.field)
	}
	certificateID, err := a.write(ctx, tx, authorityID, fingerprint[:])
	if err != nil {
		return "", err
	}
	notifyReplicas(tx, authorityID)
	if err := s.recordAct(ctx, tx, a.by, "certificate.add", row, withAddressDigest(a.detail(certificateID), row.Email)); err != nil {
		return "", err
	}
	if err := job.Enqueue(ctx, tx, jobRevocation, certificateID, tx.Now, certificateID); err != nil {
		return "", err
	}
	return certificateID, s.tellOfCertificate(ctx, tx, row, a.by.AccountID, s.ports.Notices.CertificateAdded)
}

// detail is what the audit log says of it: the statement too.
func (a *adding) detail(certificateID string) string {
	if a.gatewayDomain == nil {
		return certificateID
	}
	return certificateID + " gateway"
}

func (a *adding) write(ctx context.Context, tx *store.Tx, authorityID string, fingerprint []byte) (string, error) {
	certificateID := id.New(id.Certificate, tx.Now)
	var chain []byte
	for _, above := range a.chain {
		chain = append(chain, above.Raw...)
	}
	return certificateID, tx.Certificate.Create().SetID(certificateID).SetAuthorityID(authorityID).SetDer(a.leaf.Raw).SetChain(chain).
		SetFingerprint(fingerprint).SetForSigning(a.forSigning).SetForEncryption(a.forSealing).SetNillableGatewayDomain(a.gatewayDomain).SetNotBefore(a.leaf.NotBefore).
		SetNotAfter(a.leaf.NotAfter).SetAddedBy(a.by.AccountID).SetCreatedAt(tx.Now).Exec(ctx)
}
