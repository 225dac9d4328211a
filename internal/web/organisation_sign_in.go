package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"time"

	"schalter/internal/errs"
)

// CertificateSignIns sign in by organisation certificates: at a provider, to which a browser is sent, and on its way back.
type CertificateSignIns interface {
	// Start returns where the browser is to go, and the secret that it keeps until then.
	Start(ctx context.Context, provider string) (address, secret string, until time.Time, err error)
	// Complete ends what the secret began. A sign-in that is not taken fails with a SignInProblem.
	Complete(ctx context.Context, back CertificateReturn, secret string) (*CertificateOutcome, error)
}

// CertificateReturn is what a provider sent a browser back with.
type CertificateReturn struct {
	Provider string `json:"provider"`
	Code     string `json:"code"`
	State    string `json:"state"`
	Issuer   string `json:"iss"`
	Error    string `json:"error"`
}

// CertificateOutcome is a sign-in that was taken; Renewed is nil when it was added to the session that there was.
type CertificateOutcome struct {
	Result  string
	Renewed *Renewed
}

// SignInProblem is why a sign-in by certificate was not taken; the page has the words.
type SignInProblem struct{ Problem string }

func (p *SignInProblem) Error() string { return p.Problem }

// certificateCookie holds the secret of a sign-in that is on its way; only the page that the way back leads to sends it.
func certificateCookie(secure bool) string {
	if secure {
		return "__Host-schalter-certificate"
	}
	return "schalter-certificate"
}

func (s *server) keepCertificateSecret(w http.ResponseWriter, secret string, until time.Time) {
	cookie := &http.Cookie{
		Name: certificateCookie(s.secure), Value: secret, Path: "/", Expires: until, MaxAge: -1,
		HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteStrictMode,
	}
	if secret != "" {
		cookie.MaxAge = int(until.Sub(s.Clock.Now()).Seconds())
	}
	http.SetCookie(w, cookie)
}

// startCertificateSignIn answers with the address of the provider that the page is to go to.
func (s *server) startCertificateSignIn(w http.ResponseWriter, r *http.Request) {
	// A demo is reached by several names, and the provider sends back to one of them: where its cookie is not, nobody could go on.
	if s.Demo && r.Host != s.host {
		writeJSON(w, http.StatusOK, map[string]string{"url": s.BaseURL + "/anmelden"})
		return
	}
	address, secret, until, err := s.CertificateSignIns.Start(r.Context(), r.PathValue("provider"))
	if err != nil {
		s.failSignIn(w, r, err)
		return
	}
	s.keepCertificateSecret(w, secret, until)
	writeJSON(w, http.StatusOK, map[string]string{"url": address})
}

const (
	// signInBody bounds what the page sends, signInPart each part of it: codes of providers are long, and no letters.
	signInBody = 32 << 10
	signInPart = 8 << 10
)

// returnFromProvider passes what a provider sent on to the page that ends the sign-in, behind the # of its address, where neither logs nor
// other sites see it. It signs nobody in, and reads no cookie: any page can lead here.
func (s *server) returnFromProvider(w http.ResponseWriter, r *http.Request) {
	query, passed := r.URL.Query(), url.Values{"provider": {r.PathValue("provider")}}
	for _, name := range []string{"code", "state", "iss", "error"} {
		if values := query[name]; len(values) == 1 && len(values[0]) <= signInPart {
			passed.Set(name, values[0])
		}
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, "/anmelden/zertifikat#"+passed.Encode(), http.StatusSeeOther)
}

// completeCertificateSignIn ends a sign-in that this browser began.
func (s *server) completeCertificateSignIn(w http.ResponseWriter, r *http.Request) {
	var back CertificateReturn
	r.Body = http.MaxBytesReader(w, r.Body, signInBody)
	if err := json.NewDecoder(r.Body).Decode(&back); err != nil {
		writeProblem(w, http.StatusBadRequest, string(errs.Invalid), "want JSON with provider, code, state, iss and error")
		return
	}
	secret := ""
	if cookie, err := r.Cookie(certificateCookie(s.secure)); err == nil {
		secret = cookie.Value
	}
	out, err := s.CertificateSignIns.Complete(r.Context(), back, secret)
	if err != nil {
		s.failSignIn(w, r, err)
		return
	}
	s.keepCertificateSecret(w, "", time.Time{})
	answer := struct {
		Result      string     `json:"result"`
		AccessToken string     `json:"accessToken,omitempty"`
		ExpiresAt   *time.Time `json:"expiresAt,omitempty"`
	}{Result: out.Result}
	if in := out.Renewed; in != nil {
		ClientOf(r.Context()).Remember(in.RefreshToken, in.RefreshExpiresAt)
		answer.AccessToken, answer.ExpiresAt = in.AccessToken, &in.ExpiresAt
	}
	writeJSON(w, http.StatusOK, answer)
}

// failSignIn answers with the problem, for which the page has words, or as every other route does.
func (s *server) failSignIn(w http.ResponseWriter, r *http.Request, err error) {
	var problem *SignInProblem
	if !errors.As(err, &problem) {
		s.failWith(w, r, err)
		return
	}
	writeProblem(w, http.StatusUnprocessableEntity, problem.Problem, "the sign-in by certificate was not taken")
}
