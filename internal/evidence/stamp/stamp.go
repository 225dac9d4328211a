// Package stamp gets time-stamps from a time-stamping authority and checks them (RFC 3161).
package stamp

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"slices"
	"time"

	"github.com/digitorus/timestamp"

	"schalter/internal/cms"
)

// Stamp is a checked time-stamp.
type Stamp struct {
	// Time is the authority's word, in UTC.
	Time time.Time
	// Authority signed; the other certificates came with its answer.
	Authority *x509.Certificate
	Others    []*x509.Certificate
	nonce     *big.Int
}

// The errors.
var (
	// ErrUnavailable: the authority did not answer as asked; it may later.
	ErrUnavailable = errors.New("the time-stamping authority did not give a stamp")
	// ErrStamp: what it gave is no stamp for these bytes, or is not signed by who may.
	ErrStamp = errors.New("not a time-stamp for this")
)

const (
	// maxAnswer bounds an answer in bytes; with a chain of certificates it has about 8 KiB.
	maxAnswer = 64 << 10
	timeout   = 20 * time.Second
)

// Client asks one authority.
type Client struct {
	// URL is the operator's setting.
	URL string
	// Roots are the certificates that the authority's must lead to.
	Roots *x509.CertPool
	// HTTP may be nil for a client that follows no redirect.
	HTTP *http.Client
}

// Ask gets a stamp for data and returns the authority's answer as it is to be kept (DER of a TimeStampResp), checked:
// ErrUnavailable or ErrStamp otherwise. It takes at most 20 seconds.
func (c *Client) Ask(ctx context.Context, data []byte) (answer []byte, s *Stamp, err error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, nil, err
	}
	digest := sha256.Sum256(data)
	ask, err := (&timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: digest[:], Certificates: true, Nonce: nonce}).Marshal()
	if err != nil {
		return nil, nil, err
	}
	if answer, err = c.post(ctx, ask); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	if s, err = Verify(answer, data, c.Roots); err != nil {
		return nil, nil, err
	}
	if s.nonce == nil || s.nonce.Cmp(nonce) != 0 {
		return nil, nil, fmt.Errorf("%w: it answers another request", ErrStamp)
	}
	return answer, s, nil
}

func (c *Client) post(ctx context.Context, ask []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, bytes.NewReader(ask))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/timestamp-query")
	request.Header.Set("Accept", "application/timestamp-reply")
	response, err := c.http().Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %d", response.StatusCode)
	}
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err == nil && len(answer) > maxAnswer {
		err = errors.New("the answer is too long")
	}
	return answer, err
}

func (c *Client) http() *http.Client {
	if c.HTTP != nil {
		return c.HTTP
	}
	return &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// Verify checks an authority's answer for data: digest, signature, a certificate made for nothing but time-stamps, and that it
// led to roots at the time of the stamp. With nil roots the last is left to the caller. It returns ErrStamp otherwise.
func Verify(answer, data []byte, roots *x509.CertPool) (*Stamp, error) {
	if len(answer) > maxAnswer {
		return nil, fmt.Errorf("%w: too long", ErrStamp)
	}
	// The library's own reader of BER is older than the attacks on such readers.
	der, err := cms.ToDER(answer)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStamp, err)
	}
	parsed, err := timestamp.ParseResponse(der)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStamp, err)
	}
	digest := sha256.Sum256(data)
	if parsed.HashAlgorithm != crypto.SHA256 || !bytes.Equal(parsed.HashedMessage, digest[:]) {
		return nil, fmt.Errorf("%w: it is about other bytes", ErrStamp)
	}
	s := &Stamp{Time: parsed.Time.UTC(), nonce: parsed.Nonce}
	if err := s.findSigner(parsed); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStamp, err)
	}
	if roots == nil {
		return s, nil
	}
	return s, s.CheckChain(roots)
}

// CheckChain checks that the authority's certificate led to roots at the time of the stamp, or returns ErrStamp.
func (s *Stamp) CheckChain(roots *x509.CertPool) error {
	between := x509.NewCertPool()
	for _, c := range s.Others {
		between.AddCert(c)
	}
	_, err := s.Authority.Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: s.Time, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping},
	})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrStamp, err)
	}
	return nil
}

// findSigner finds whose signature the library has checked, and whether that certificate may stamp (RFC 3161, 2.3).
func (s *Stamp) findSigner(parsed *timestamp.Timestamp) error {
	issuer, serial, err := signerOf(parsed.RawToken)
	if err != nil {
		return err
	}
	for _, c := range parsed.Certificates {
		if s.Authority == nil && bytes.Equal(c.RawIssuer, issuer) && c.SerialNumber.Cmp(serial) == 0 {
			s.Authority = c
			continue
		}
		s.Others = append(s.Others, c)
	}
	switch {
	case s.Authority == nil:
		return errors.New("the signer's certificate is missing")
	case !onlyStamps(s.Authority):
		return errors.New("the signer's certificate is not for time-stamps alone")
	}
	return nil
}

var extendedKeyUsage = asn1.ObjectIdentifier{2, 5, 29, 37}

func onlyStamps(c *x509.Certificate) bool {
	critical := false
	for _, e := range c.Extensions {
		critical = critical || e.Id.Equal(extendedKeyUsage) && e.Critical
	}
	return critical && slices.Equal(c.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}) && len(c.UnknownExtKeyUsage) == 0
}

// signerOf reads issuer and serial number of a token's one signer (RFC 5652, 5.3), which the library keeps to itself.
func signerOf(token []byte) (issuer []byte, serial *big.Int, err error) {
	var outer struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue `asn1:"explicit,tag:0"`
	}
	if _, err := asn1.Unmarshal(token, &outer); err != nil {
		return nil, nil, err
	}
	var signed struct {
		Version      int
		Digests      asn1.RawValue
		Content      asn1.RawValue
		Certificates asn1.RawValue `asn1:"optional,tag:0"`
		Revocations  asn1.RawValue `asn1:"optional,tag:1"`
		Signers      []struct {
			Version int
			ID      struct {
				Issuer asn1.RawValue
				Serial *big.Int
			}
			Digest    asn1.RawValue
			Signed    asn1.RawValue `asn1:"optional,tag:0"`
			Algorithm asn1.RawValue
			Signature []byte
			Unsigned  asn1.RawValue `asn1:"optional,tag:1"`
		} `asn1:"set"`
	}
	content := outer.Content.FullBytes
	if outer.Content.Class == asn1.ClassContextSpecific {
		content = outer.Content.Bytes
	}
	if _, err := asn1.Unmarshal(content, &signed); err != nil {
		return nil, nil, err
	}
	if len(signed.Signers) != 1 {
		return nil, nil, fmt.Errorf("%d signers", len(signed.Signers))
	}
	id := signed.Signers[0].ID
	return id.Issuer.FullBytes, id.Serial, nil
}
