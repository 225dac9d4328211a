//go:build demo

package app

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"schalter/internal/config"
	"schalter/internal/market/rollouts"
	"schalter/internal/safehttp"
)

// demoProber answers for the servers of the demonstration, whose names end in .example and which nobody has; nil outside of it. A path that
// ends in /404 has no page. Everything else is asked for as always.
func demoProber(cfg *config.Config) rollouts.Prober {
	if !cfg.Demo {
		return nil
	}
	return exampleProber{safehttp.New(maxPage)}
}

type exampleProber struct{ next rollouts.Prober }

func (p exampleProber) Probe(ctx context.Context, address string) (int, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || !strings.HasSuffix(u.Hostname(), ".example"):
		return p.next.Probe(ctx, address)
	case strings.HasSuffix(u.Path, "/404"):
		return http.StatusNotFound, nil
	}
	return http.StatusOK, nil
}
