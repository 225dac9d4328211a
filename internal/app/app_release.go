//go:build !demo

package app

import (
	"context"
	"net/http"

	"schalter/internal/config"
	"schalter/internal/market/rollouts"
)

// canDemo says that demo mode is not in this program.
const canDemo = false

// simulation is only in the demo.
type simulation struct{}

// demoLogins are the demo's providers of certificates.
func (*app) demoLogins() []config.OrganisationLogin { return nil }

func (*app) prepareDemo(context.Context) error { return nil }

func (*app) demo(context.Context) (map[string]http.Handler, error) { return nil, nil }

// demoProber is only in the demo.
func demoProber(*config.Config) rollouts.Prober { return nil }

func (*app) runDemo(context.Context) {}
