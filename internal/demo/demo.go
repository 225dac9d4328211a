//go:build demo

// Package demo makes the program a thing to look at: demo accounts, bodies that are connected, and a tray that shows the mails
// and letters which would otherwise go out. It is not in release binaries.
package demo

import (
	"context"
	"log/slog"
	"net/http"

	"schalter/internal/account"
	"schalter/internal/directory"
	"schalter/internal/notify"
	"schalter/internal/organisation"
	"schalter/internal/store"
)

// Options is what the demo stands on.
type Options struct {
	DB            *store.DB
	Directory     *directory.Directory
	Accounts      *account.Service
	Organisations *organisation.Service
	Mailer        *notify.Mailer
	Log           *slog.Logger
}

// Open seeds the demo on its first start and returns the routes of the tray by their patterns of net/http.
func Open(ctx context.Context, o Options) (map[string]http.Handler, error) {
	// Everybody who tries the demo, and every test, is on the same network.
	o.Accounts.Relax(account.Limits{
		LoginsPerNetwork: plenty, LoginsPerAddress: plenty, RegistrationsPerNetwork: plenty, ResetsPerNetwork: plenty, MailsPerAddress: plenty,
	})
	if err := o.seed(ctx); err != nil {
		return nil, err
	}
	return newTray(o.Mailer, o.Accounts, o.Log).routes(), nil
}

const plenty = 1_000_000
