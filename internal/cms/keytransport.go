package cms

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	_ "crypto/sha512" // SHA-384 and SHA-512 of OAEP, PSS and digests
	"crypto/x509"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// keyTransport is a KeyTransRecipientInfo (RFC 5652, 6.2.1).
type keyTransport struct {
	id        SignerID
	algorithm algorithm
	key       []byte
}

func readKeyTransport(s *cryptobyte.String) (keyTransport, bool) {
	var k keyTransport
	var body, key cryptobyte.String
	var version int
	if !s.ReadASN1(&body, asn1.SEQUENCE) || !body.ReadASN1Integer(&version) {
		return k, false
	}
	var ok bool
	if k.id, ok = readIdentifier(&body); !ok {
		return k, false
	}
	if k.algorithm, ok = readAlgorithm(&body); !ok {
		return k, false
	}
	ok = body.ReadASN1(&key, asn1.OCTET_STRING) && body.Empty() && (version == 0) == (k.id.KeyID == nil) && (version == 0 || version == 2)
	k.key = key
	return k, ok
}

// openKey returns the content key of size bytes.
func (k keyTransport) openKey(r Recipient, size int, p Policy, info *Info) ([]byte, error) {
	if _, ok := r.Certificate.PublicKey.(*rsa.PublicKey); !ok {
		return nil, ErrDecrypt
	}
	decrypter, ok := r.Key.(crypto.Decrypter)
	if !ok {
		return nil, ErrDecrypt
	}
	options, err := k.decrypterOptions(size, p, info)
	if err != nil {
		return nil, err
	}
	key, err := decrypter.Decrypt(rand.Reader, k.key, options)
	if err != nil || len(key) != size {
		return nil, ErrDecrypt
	}
	return key, nil
}

func (k keyTransport) decrypterOptions(size int, p Policy, info *Info) (crypto.DecrypterOpts, error) {
	switch k.algorithm.oid {
	case oidOAEP:
		hash, mask, ok := k.algorithm.oaepParams()
		if !ok {
			info.Refused = "RSAES-OAEP parameters"
			return nil, ErrDecrypt
		}
		info.KeyManagement = "RSAES-OAEP-" + hashName(hash)
		return &rsa.OAEPOptions{Hash: hash, MGFHash: mask}, nil
	case oidRSA:
		info.KeyManagement = "RSAES-PKCS1-v1_5"
		info.Profile = Legacy
		if !p.PKCS1v15 || !k.algorithm.hasNoParams() {
			info.Refused = info.KeyManagement
			return nil, ErrDecrypt
		}
		// With SessionKeyLen a bad padding gives a random key in the same time, which fails with the content (RFC 3218).
		//lint:ignore SA1019 this is the one safe way to read what LEGACY mailboxes send.
		return &rsa.PKCS1v15DecryptOptions{SessionKeyLen: size}, nil
	}
	info.Refused = "key transport"
	return nil, ErrDecrypt
}

// hashName is "SHA256" for crypto.SHA256.
func hashName(h crypto.Hash) string { return fmt.Sprintf("SHA%d", h.Size()*8) }

// addKeyTransport writes the RecipientInfo of an RSA certificate.
func addKeyTransport(b *cryptobyte.Builder, c *x509.Certificate, public *rsa.PublicKey, contentKey []byte, p Profile) error {
	if bits := public.N.BitLen(); bits < minRSABits || bits > maxRSABits {
		return fmt.Errorf("%w: RSA key of %d bits", ErrCertificate, bits)
	}
	var sealed []byte
	var err error
	if p == Legacy {
		//lint:ignore SA1019 LEGACY mailboxes read nothing else, and an operator has allowed it.
		sealed, err = rsa.EncryptPKCS1v15(rand.Reader, public, contentKey)
	} else {
		sealed, err = rsa.EncryptOAEP(sha256.New(), rand.Reader, public, contentKey, nil)
	}
	if err != nil {
		return fmt.Errorf("cms: wrap the content key: %w", err)
	}
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(0)
		addIssuerSerial(b, c)
		if p == Legacy {
			addAlgorithm(b, oidRSA, addNull)
		} else {
			addOAEP(b)
		}
		b.AddASN1OctetString(sealed)
	})
	return nil
}
