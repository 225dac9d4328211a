//go:build demo

package app

import (
	"context"
	"net/http"

	"schalter/internal/demo"
)

// canDemo says that demo mode is in this program.
const canDemo = true

// demo seeds the demo on its first start and returns the routes of its tray.
func (a *app) demo(ctx context.Context) (map[string]http.Handler, error) {
	if !a.cfg.Demo {
		return nil, nil
	}
	return demo.Open(ctx, demo.Options{
		DB: a.db, Directory: a.directory, Accounts: a.accounts, Organisations: a.organisations, Mailer: a.mailer, Log: a.log,
	})
}
