package vault

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/platformkey"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// ErrCertificate is returned for a certificate that cannot be installed; the text around it says why.
var ErrCertificate = errors.New("the certificate cannot be installed")

// CSR returns a certificate signing request in PEM (PKCS #10) for SMIME or SEAL_CERTIFICATE, and the id of the pending key
// it is for. While a key is pending, further requests are for the same one.
func (p *Platform) CSR(ctx context.Context, purpose Purpose) (request []byte, keyID string, err error) {
	ctx = viewer.System(ctx, "keys-csr")
	if !hasCertificate(purpose) {
		return nil, "", fmt.Errorf("%s has no certificate", purpose)
	}
	if purpose == SMIME && p.options.GatewayAddress == "" {
		return nil, "", errors.New("there is no gateway address: set SCHALTER_GATEWAY_ADDRESS")
	}
	row, err := p.pendingKey(ctx, purpose)
	if err != nil {
		return nil, "", err
	}
	private, err := p.openPrivateKey(ctx, row)
	if err != nil {
		return nil, "", err
	}
	t := &x509.CertificateRequest{Subject: p.options.subject(purpose)}
	if purpose == SMIME {
		t.EmailAddresses = []string{p.options.GatewayAddress}
	}
	der, err := x509.CreateCertificateRequest(rand.Reader, t, private)
	if err != nil {
		return nil, "", err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der}), row.ID, nil
}

// pendingKey returns the pending key of a purpose; it makes one when there is none.
func (p *Platform) pendingKey(ctx context.Context, purpose Purpose) (*ent.PlatformKey, error) {
	find := func(client *ent.Client) (*ent.PlatformKey, error) {
		return client.PlatformKey.Query().Where(platformkey.PurposeEQ(purpose), platformkey.StateEQ(platformkey.StatePENDING)).Only(ctx)
	}
	if row, err := find(p.db.Client()); !ent.IsNotFound(err) {
		return row, err
	}
	m, err := p.newPlatformKey(ctx, purpose, p.db.Clock().Now(), false)
	if err != nil {
		return nil, err
	}
	err = p.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := lockKeys(ctx, tx); err != nil {
			return err
		}
		if _, err := find(tx.Client); !ent.IsNotFound(err) {
			return err
		}
		return m.save(ctx, tx, platformkey.StatePENDING)
	})
	if err != nil {
		return nil, err
	}
	return find(p.db.Client())
}

func (p *Platform) openPrivateKey(ctx context.Context, row *ent.PlatformKey) (crypto.Signer, error) {
	key, err := p.vault.Key(ctx, Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, platformAAD(row.ID))
	if err != nil {
		return nil, err
	}
	return openPrivate(key, row)
}

// maxCertificates bounds the length of a chain.
const maxCertificates = 8

// Install puts a certificate and its chain, in PEM, the certificate first, into use with the pending key that it is for. The
// key that was active retires and goes on decrypting for its Overlap. It returns the id of the key, or ErrCertificate.
func (p *Platform) Install(ctx context.Context, purpose Purpose, text []byte) (keyID string, err error) {
	ctx = viewer.System(ctx, "keys-install")
	certs, err := parsePEM(text)
	if err != nil {
		return "", err
	}
	if err := p.checkChain(purpose, certs, p.db.Clock().Now()); err != nil {
		return "", err
	}
	spki, err := x509.MarshalPKIXPublicKey(certs[0].PublicKey)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrCertificate, err)
	}
	var der []byte
	for _, c := range certs {
		der = append(der, c.Raw...)
	}
	err = p.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		keyID, err = activatePending(ctx, tx, purpose, spki, der)
		return err
	})
	return keyID, err
}

func activatePending(ctx context.Context, tx *store.Tx, purpose Purpose, spki, der []byte) (keyID string, err error) {
	if err := lockKeys(ctx, tx); err != nil {
		return "", err
	}
	rows, err := tx.PlatformKey.Query().
		Where(platformkey.PurposeEQ(purpose), platformkey.StateIn(platformkey.StatePENDING, platformkey.StateACTIVE)).All(ctx)
	if err != nil {
		return "", err
	}
	ours := slices.IndexFunc(rows, func(r *ent.PlatformKey) bool {
		return r.State == platformkey.StatePENDING && bytes.Equal(r.Public, spki)
	})
	if ours < 0 {
		return "", fmt.Errorf("%w: it is for none of the keys that wait for one", ErrCertificate)
	}
	for _, r := range rows {
		if r.State != platformkey.StateACTIVE {
			continue
		}
		if err := retireKey(ctx, tx, r.ID); err != nil {
			return "", err
		}
	}
	keyID = rows[ours].ID
	notifyReplicas(tx, keyID)
	return keyID, tx.PlatformKey.UpdateOneID(keyID).SetState(platformkey.StateACTIVE).SetCertificate(der).Exec(ctx)
}

func parsePEM(text []byte) (certs []*x509.Certificate, err error) {
	for {
		var block *pem.Block
		if block, text = pem.Decode(text); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			return nil, fmt.Errorf("%w: the file holds a block %q", ErrCertificate, block.Type)
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrCertificate, err)
		}
		certs = append(certs, c)
	}
	if len(certs) == 0 || len(certs) > maxCertificates {
		return nil, fmt.Errorf("%w: want 1 to %d certificates in PEM", ErrCertificate, maxCertificates)
	}
	return certs, nil
}

// checkChain checks that a certificate is for what it shall be used for (RFC 8550) and that its chain hangs together.
func (p *Platform) checkChain(purpose Purpose, certs []*x509.Certificate, now time.Time) error {
	c := certs[0]
	refuse := func(format string, args ...any) error {
		return fmt.Errorf("%w: "+format, append([]any{ErrCertificate}, args...)...)
	}
	switch {
	case now.Before(c.NotBefore) || now.After(c.NotAfter):
		return refuse("it is valid from %s to %s", c.NotBefore.UTC().Format(time.DateOnly), c.NotAfter.UTC().Format(time.DateOnly))
	case c.IsCA:
		return refuse("the first one is that of an authority; want ours first, then the chain")
	case purpose == SMIME && !(KeyPair{Certificate: c}).names(p.options.GatewayAddress):
		return refuse("it is for %v, not for the gateway's address %s", c.EmailAddresses, p.options.GatewayAddress)
	case purpose == SMIME && c.KeyUsage != 0 && c.KeyUsage&x509.KeyUsageDigitalSignature == 0:
		return refuse("it must allow digitalSignature")
	case purpose == SMIME && c.KeyUsage != 0 && c.KeyUsage&x509.KeyUsageKeyEncipherment == 0:
		return refuse("it must allow keyEncipherment")
	case purpose == SMIME && !isForMail(c):
		return refuse("its extended key usage must allow emailProtection")
	case purpose == SealCertificate && c.KeyUsage != 0 && c.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0:
		return refuse("it must allow digitalSignature or nonRepudiation")
	}
	for i := range certs[1:] {
		if err := certs[i].CheckSignatureFrom(certs[i+1]); err != nil {
			return refuse("number %d is not signed by number %d", i+1, i+2)
		}
	}
	return nil
}

func isForMail(c *x509.Certificate) bool {
	return len(c.ExtKeyUsage) == 0 && len(c.UnknownExtKeyUsage) == 0 ||
		slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageEmailProtection) || slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageAny)
}
