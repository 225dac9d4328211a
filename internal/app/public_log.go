package app

import (
	"context"
	"crypto/x509"
	"errors"
	"os"

	"schalter/internal/evidence/stamp"
	"schalter/internal/treelog"
)

// openLog opens the public log.
func (a *app) openLog(ctx context.Context) (err error) {
	o := treelog.Options{DB: a.db, Keys: logKey{a.platform}, Origin: logOrigin(a.cfg.BaseURL), Log: a.log}
	if a.cfg.TSAURL != "" {
		if o.Stamper, err = openStamper(a.cfg.TSAURL, a.cfg.TSARoots); err != nil {
			return err
		}
	}
	a.treelog, err = treelog.Open(ctx, o)
	return err
}

// stamper asks the operator's time-stamping authority.
type stamper struct{ *stamp.Client }

func openStamper(url, rootsFile string) (stamper, error) {
	content, err := os.ReadFile(rootsFile)
	if err != nil {
		return stamper{}, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(content) {
		return stamper{}, errors.New("SCHALTER_TSA_ROOTS holds no certificate")
	}
	return stamper{&stamp.Client{URL: url, Roots: roots}}, nil
}

func (s stamper) Stamp(ctx context.Context, data []byte) ([]byte, error) {
	answer, _, err := s.Ask(ctx, data)
	return answer, err
}
