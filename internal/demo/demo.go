//go:build demo

// Package demo makes a program that anybody can try: demo accounts, connected authorities, one of them simulated (package office), a provider
// of organisation certificates (package certificates), and a tray that shows the mails and letters which would otherwise be sent. Begin with Prepare and Seed; the accounts are in seed.go.
//
// It is not in release binaries (build tag demo), and config refuses demo mode where anything but this machine could reach it: its
// passwords are public.
package demo

import (
	"context"
	"crypto/x509"
	"log/slog"
	"maps"
	"net/http"
	"path/filepath"
	"time"

	"schalter/internal/account"
	"schalter/internal/clock"
	"schalter/internal/demo/certificates"
	"schalter/internal/demo/office"
	"schalter/internal/directory"
	"schalter/internal/notify"
	"schalter/internal/organisation"
	"schalter/internal/store"
)

// Options are the dependencies of the demo.
type Options struct {
	// DataDir is where the simulated authority keeps its mails and its key.
	DataDir string
	// Inlet is where the gateway takes mails, and Platform the certificates with which it signs.
	Inlet    string
	Platform func() []*x509.Certificate
	// Pace is how long the simulated clerk takes for one step.
	Pace time.Duration
	// Certificates describe the provider of organisation certificates.
	Certificates certificates.Options
	Clock        clock.Clock
	Log          *slog.Logger
}

// Demo is what runs beside the program.
type Demo struct {
	*office.Office
	options      Options
	certificates *certificates.Provider
}

// Prepare makes the simulated authority, before the gateway is opened that sends to it.
func Prepare(o Options) (*Demo, error) {
	folder := filepath.Join(o.DataDir, "demo-authority")
	identity, err := office.OpenIdentity(folder, mailName, mailAddress, o.Clock.Now())
	if err != nil {
		return nil, err
	}
	simulated, err := office.Open(office.Options{
		Identity: identity, Name: mailName, Address: mailAddress, Platform: o.Platform, Folder: folder, Inlet: o.Inlet,
		Pace: o.Pace, Clock: o.Clock, Log: o.Log,
	})
	if err != nil {
		return nil, err
	}
	provider, err := certificates.New(o.Certificates)
	return &Demo{simulated, o, provider}, err
}

// Seed fills the demo on its first start and returns the routes of the tray by their patterns of net/http.
func (d *Demo) Seed(ctx context.Context, o Seeding) (map[string]http.Handler, error) {
	// Everybody who tries the demo, and every test, is on the same network.
	o.Accounts.Relax(account.Limits{
		LoginsPerNetwork: plenty, LoginsPerAddress: plenty, RegistrationsPerNetwork: plenty, ResetsPerNetwork: plenty, MailsPerPair: plenty, MailsPerAddress: plenty,
	})
	if err := o.seed(ctx); err != nil {
		return nil, err
	}
	if err := o.moveToMail(ctx, d.Office); err != nil {
		return nil, err
	}
	routes := newTray(o.Mailer, o.Accounts, d.Office, d.options.Log).routes()
	maps.Copy(routes, d.certificates.Routes())
	return routes, nil
}

// Seeding has the services that the demo fills.
type Seeding struct {
	DB            *store.DB
	Directory     *directory.Directory
	Accounts      *account.Service
	Organisations *organisation.Service
	Mailer        *notify.Mailer
}

const plenty = 1_000_000
