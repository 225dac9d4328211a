//go:build demo

package app

import (
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"time"

	"schalter/internal/demo"
	"schalter/internal/demo/market"
)

// canDemo says that demo mode is in this program.
const canDemo = true

// demoPace is how long the simulated authority takes for one step.
const demoPace = 3 * time.Second

// simulation is the authority that the demo simulates, and the listener that takes its answers.
type simulation struct {
	*demo.Demo
	inlet net.Listener
}

// prepareDemo makes the simulated authority, to which the gateway sends where no mail server is configured.
func (a *app) prepareDemo(context.Context) error {
	if !a.cfg.Demo {
		return nil
	}
	inlet, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	d, err := demo.Prepare(demo.Options{
		DataDir: a.cfg.DataDir, Inlet: inlet.Addr().String(), Platform: a.gatewayCertificates, Pace: demoPace, Clock: a.clock, Log: a.log,
	})
	if err != nil {
		return err
	}
	a.simulation = simulation{d, inlet}
	if a.gatewayURL == "" {
		a.gatewayURL = d.URL()
	}
	return nil
}

func (a *app) gatewayCertificates() []*x509.Certificate {
	var list []*x509.Certificate
	for _, pair := range a.platform.SMIME() {
		list = append(list, pair.Certificate)
	}
	return list
}

// demo seeds the demo on its first start and returns the routes of its tray.
func (a *app) demo(ctx context.Context) (map[string]http.Handler, error) {
	if !a.cfg.Demo {
		return nil, nil
	}
	routes, err := a.simulation.Seed(ctx, demo.Seeding{
		DB: a.db, Directory: a.directory, Accounts: a.accounts, Organisations: a.organisations, Mailer: a.mailer,
	})
	if err != nil {
		return nil, err
	}
	if err := market.Fill(ctx, market.Services{DB: a.db, Organisations: a.organisations, Catalogue: a.catalogue}); err != nil {
		return nil, err
	}
	return routes, a.seedLevy(ctx)
}

// runDemo runs the simulated authority until ctx ends.
func (a *app) runDemo(ctx context.Context) {
	if a.simulation.Demo == nil {
		return
	}
	go a.serveInlet(ctx, a.simulation.inlet)
	a.simulation.Run(ctx)
}
