package organisation_test

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"schalter/internal/testkit"
)

// station is what an issuer publishes about revocations; it is asked over HTTP.
type station struct {
	*httptest.Server
	t  *testing.T
	ca *issuer
	w  *testkit.World

	mu      sync.Mutex
	revoked []*big.Int
	// broken answers nothing that can be read, stale what is out of date.
	broken, stale bool
	asked         int
	// change makes another list of what is published.
	change func(*x509.RevocationList)
}

func newStation(t *testing.T, w *testkit.World, ca *issuer) *station {
	t.Helper()
	s := &station{t: t, ca: ca, w: w}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /crl", func(out http.ResponseWriter, _ *http.Request) { _, _ = out.Write(s.list()) })
	mux.HandleFunc("POST /ocsp", func(out http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = out.Write(s.answer(body))
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func (s *station) times() (from, until time.Time) {
	from = s.w.Clock.Now().Add(-time.Hour)
	if s.stale {
		from = from.Add(-30 * 24 * time.Hour)
	}
	return from, from.Add(24 * time.Hour)
}

func (s *station) list() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	if s.broken {
		return []byte("<html>")
	}
	form := &x509.RevocationList{Number: big.NewInt(1)}
	form.ThisUpdate, form.NextUpdate = s.times()
	for _, serial := range s.revoked {
		form.RevokedCertificateEntries = append(form.RevokedCertificateEntries, x509.RevocationListEntry{SerialNumber: serial, RevocationTime: form.ThisUpdate})
	}
	if s.change != nil {
		s.change(form)
	}
	der, err := x509.CreateRevocationList(rand.Reader, form, s.ca.certificate, s.ca.key)
	if err != nil {
		s.t.Error(err)
	}
	return der
}

func (s *station) answer(question []byte) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	q, err := ocsp.ParseRequest(question)
	if err != nil || s.broken {
		return ocsp.MalformedRequestErrorResponse
	}
	form := ocsp.Response{Status: ocsp.Good, SerialNumber: q.SerialNumber, IssuerHash: crypto.SHA1}
	form.ThisUpdate, form.NextUpdate = s.times()
	for _, serial := range s.revoked {
		if serial.Cmp(q.SerialNumber) == 0 {
			form.Status, form.RevokedAt = ocsp.Revoked, form.ThisUpdate
		}
	}
	der, err := ocsp.CreateResponse(s.ca.certificate, s.ca.certificate, form, s.ca.key)
	if err != nil {
		s.t.Error(err)
	}
	return der
}

func (s *station) Get(_ context.Context, url string) ([]byte, error) {
	return readAll(http.Get(url))
}

func (s *station) Post(_ context.Context, url, contentType string, body []byte) ([]byte, error) {
	return readAll(http.Post(url, contentType, strings.NewReader(string(body))))
}

func readAll(res *http.Response, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, errors.New("not there")
	}
	return io.ReadAll(res.Body)
}
