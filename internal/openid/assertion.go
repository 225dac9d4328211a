package openid

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// assertion proves the client by its private key (RFC 7523).
func (p *Provider) assertion(tokenURL string) (string, error) {
	method, err := methodOf(p.PrivateKey)
	if err != nil {
		return "", err
	}
	now := p.Clock.Now()
	t := jwt.NewWithClaims(method, jwt.RegisteredClaims{
		Issuer: p.ClientID, Subject: p.ClientID, Audience: jwt.ClaimStrings{tokenURL}, ID: rand.Text(),
		IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(time.Minute)),
	})
	if p.KeyID != "" {
		t.Header["kid"] = p.KeyID
	}
	return t.SignedString(p.PrivateKey)
}

var errKey = errors.New("openid: want a private key of RSA from 2048 bits, ECDSA on P-256 or Ed25519, PKCS #8 in PEM")

func methodOf(key crypto.Signer) (jwt.SigningMethod, error) {
	switch key := key.(type) {
	case *rsa.PrivateKey:
		if key.N.BitLen() >= 2048 {
			return jwt.SigningMethodRS256, nil
		}
	case *ecdsa.PrivateKey:
		if key.Curve == elliptic.P256() {
			return jwt.SigningMethodES256, nil
		}
	case ed25519.PrivateKey:
		return jwt.SigningMethodEdDSA, nil
	}
	return nil, errKey
}

// ParseKey reads a private key that can prove a client.
func ParseKey(text string) (crypto.Signer, error) {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, errKey
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, errKey
	}
	key, ok := parsed.(crypto.Signer)
	if !ok {
		return nil, errKey
	}
	_, err = methodOf(key)
	return key, err
}
