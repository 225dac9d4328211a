//go:build demo

package app

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"net"
	"net/http"
	"time"

	"schalter/internal/account"
	"schalter/internal/config"
	"schalter/internal/demo"
	"schalter/internal/demo/certificates"
	"schalter/internal/demo/market"
	"schalter/internal/directory"
	"schalter/internal/viewer"
)

// canDemo says that demo mode is in this program.
const canDemo = true

// demoPace is how long the simulated authority takes for one step.
const demoPace = 3 * time.Second

// simulation is the authority that the demo simulates, and the listener that takes its answers.
type simulation struct {
	*demo.Demo
	inlet net.Listener
	// clientSecret is the platform's at the demo's provider of certificates, a new one at each start.
	clientSecret string
}

// demoLogins is the demo's provider of certificates.
func (a *app) demoLogins() []config.OrganisationLogin {
	if !a.cfg.Demo {
		return nil
	}
	a.simulation.clientSecret = rand.Text()
	return []config.OrganisationLogin{{
		Key: certificates.IssuerKey, Name: "Demo-Unternehmenskonto", Issuer: a.cfg.BaseURL + certificates.Path, ClientID: demoClient,
		ClientSecret: a.simulation.clientSecret, Scopes: []string{"profile", "email", "address"},
	}}
}

const demoClient = "schalter"

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
		Certificates: certificates.Options{
			BaseURL: a.cfg.BaseURL, RedirectURL: a.cfg.BaseURL + account.CertificateIssuer{Key: certificates.IssuerKey}.ReturnPath(),
			ClientID: demoClient, ClientSecret: a.simulation.clientSecret, Clock: a.clock, Log: a.log,
		},
	})
	if err != nil {
		return err
	}
	a.simulation.Demo, a.simulation.inlet = d, inlet
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
	if err := a.seedTickets(ctx); err != nil {
		return nil, err
	}
	if err := a.seedLevy(ctx); err != nil {
		return nil, err
	}
	if err := a.seedContracts(ctx); err != nil {
		return nil, err
	}
	if err := a.seedMarketAccounts(ctx); err != nil {
		return nil, err
	}
	if err := a.seedOrders(ctx); err != nil {
		return nil, err
	}
	if err := a.seedNetwork(ctx); err != nil {
		return nil, err
	}
	return routes, a.seedPicture(ctx)
}

// seedContracts has the demo's operator record the chains and the template of the demonstration.
func (a *app) seedContracts(ctx context.Context) error {
	accountID, err := a.accounts.IDOfEmail(viewer.System(ctx, "demo-seed"), demo.OperatorAddress)
	if err != nil {
		return err
	}
	ctx = viewer.With(ctx, &viewer.Viewer{AccountID: accountID, Roles: []viewer.Role{viewer.Operator}, Locale: "de"})
	return market.FillContracts(ctx, a.contracts, a.clock.Now())
}

// seedTickets writes the tickets of the demonstration: its town is that of buyer@demo.example.
func (a *app) seedTickets(ctx context.Context) error {
	buyers := map[string]string{
		"health-office": market.OrganisationID("landkreis-musterau"), "it-association": market.OrganisationID("it-verbund-fichtelgrund"),
	}
	if town := a.organisations.OfAuthority(directory.AuthorityID(directory.KindKreisfreieStadt, "094610000000")); town != nil {
		buyers["town"] = town.ID
	}
	return market.FillTickets(ctx, a.tickets, buyers, demoOrderOf, "Birgit Kastner", a.clock.Now())
}

// runDemo runs the simulated authority until ctx ends.
func (a *app) runDemo(ctx context.Context) {
	if a.simulation.Demo == nil {
		return
	}
	go a.serveInlet(ctx, a.simulation.inlet)
	a.simulation.Run(ctx)
}
