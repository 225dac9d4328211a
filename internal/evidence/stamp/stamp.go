// Package stamp gets time-stamps from a time-stamping authority and checks them (RFC 3161).
package stamp

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
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
	ask, err := (&timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: digestOf(data), Certificates: true, Nonce: nonce}).Marshal()
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

// Verify checks an authority's answer for data: digest, signature, a certificate made for nothing but time-stamps, named by the signature
// and valid at the time of the stamp, and that it led to roots then. With nil roots the last is left to the caller. It returns ErrStamp otherwise.
func Verify(answer, data []byte, roots *x509.CertPool) (*Stamp, error) {
	if len(answer) > maxAnswer {
		return nil, fmt.Errorf("%w: too long", ErrStamp)
	}
	// Authorities may write BER.
	der, err := cms.ToDER(answer)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStamp, err)
	}
	read, err := readToken(der)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStamp, err)
	}
	if !bytes.Equal(read.imprint, digestOf(data)) {
		return nil, fmt.Errorf("%w: it is about other bytes", ErrStamp)
	}
	s := &Stamp{Time: read.time, nonce: read.nonce}
	if s.Authority, s.Others, err = read.check(); err != nil {
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
