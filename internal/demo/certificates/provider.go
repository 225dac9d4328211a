//go:build demo

// Package certificates is the demonstration's provider of organisation certificates: a real one of OpenID Connect (zitadel/oidc) in the
// process, with a page on which one of some certificates is chosen instead of a login. Begin with [New] and [Provider.Routes]; the
// certificates are in list.go, what is kept of a sign-in in storage.go.
//
// It is not in release binaries, and answers this machine only, as all of the demonstration.
package certificates

import (
	"bytes"
	"context"
	"crypto/rand"
	_ "embed"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/zitadel/oidc/v3/pkg/op"

	"schalter/internal/clock"
)

// Path is where the provider is, below the base URL.
const Path = "/demo/konto"

// Options describe the provider and its one client.
type Options struct {
	// BaseURL is how browsers reach the program; RedirectURL where the client is sent back to.
	BaseURL, RedirectURL   string
	ClientID, ClientSecret string
	Clock                  clock.Clock
	Log                    *slog.Logger
}

// Provider is the provider.
type Provider struct {
	storage  *storage
	handler  http.Handler
	callback func(context.Context, string) string
	issuer   string
	log      *slog.Logger
}

// New returns the provider.
func New(o Options) (*Provider, error) {
	kept, err := newStorage(o)
	if err != nil {
		return nil, err
	}
	p := &Provider{storage: kept, issuer: o.BaseURL + Path, log: o.Log}
	config := &op.Config{CodeMethodS256: true, CryptoKeyId: "demo"}
	if _, err := rand.Read(config.CryptoKey[:]); err != nil {
		return nil, err
	}
	provider, err := op.NewProvider(config, kept, op.StaticIssuer(p.issuer), op.WithAllowInsecure(), op.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		return nil, fmt.Errorf("the demo's provider of certificates: %w", err)
	}
	p.handler = http.StripPrefix(Path, provider)
	p.callback = op.AuthCallbackURL(provider)
	return p, nil
}

// Routes are the provider's, by their patterns of net/http.
func (p *Provider) Routes() map[string]http.Handler {
	return map[string]http.Handler{
		Path + "/":                  p.handler,
		"GET " + Path + "/waehlen":  http.HandlerFunc(p.choose),
		"POST " + Path + "/waehlen": http.HandlerFunc(p.chosen),
	}
}

//go:embed choose.html
var chooseHTML string

var choosePage = template.Must(template.New("choose").Parse(chooseHTML))

// choose shows the certificates.
func (p *Provider) choose(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("id")
	if p.storage.request(id) == nil {
		http.Error(w, "Diese Anmeldung ist abgelaufen. Bitte beginnen Sie bei Schalter noch einmal.", http.StatusNotFound)
		return
	}
	var b bytes.Buffer
	if err := choosePage.Execute(&b, struct {
		ID           string
		Action       string
		Certificates []Certificate
	}{id, Path + "/waehlen", list}); err != nil {
		p.log.ErrorContext(r.Context(), "the certificates could not be shown", "error", err)
		http.Error(w, "the certificates could not be shown", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
	_, _ = w.Write(b.Bytes())
}

// chosen goes on with the certificate that was chosen, or back without any.
func (p *Provider) chosen(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	id, key := r.PostFormValue("id"), r.PostFormValue("certificate")
	request := p.storage.request(id)
	if request == nil {
		http.Error(w, "Diese Anmeldung ist abgelaufen. Bitte beginnen Sie bei Schalter noch einmal.", http.StatusNotFound)
		return
	}
	if key == "" {
		p.storage.drop(id)
		http.Redirect(w, r, request.GetRedirectURI()+"?"+url.Values{"error": {"access_denied"}, "state": {request.GetState()}}.Encode(), http.StatusSeeOther)
		return
	}
	if Find(key) == nil {
		http.Error(w, "there is no such certificate", http.StatusBadRequest)
		return
	}
	p.storage.signIn(id, key)
	http.Redirect(w, r, p.callback(op.ContextWithIssuer(r.Context(), p.issuer), id), http.StatusSeeOther)
}
