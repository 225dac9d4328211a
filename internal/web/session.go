package web

import (
	"net/http"
	"time"

	"schalter/internal/errs"
)

// refresh renews the session of the cookie. The refresh token never leaves the cookie.
func (s *server) refresh(w http.ResponseWriter, r *http.Request) {
	caller := ClientOf(r.Context())
	if caller.RefreshToken == "" {
		writeProblem(w, http.StatusUnauthorized, "UNAUTHENTICATED", "nobody is signed in here")
		return
	}
	renewed, err := s.Accounts.Refresh(r.Context(), caller.RefreshToken)
	if err != nil {
		if errs.CodeOf(err) == errs.Unauthenticated {
			caller.Forget()
		}
		s.failWith(w, r, err)
		return
	}
	caller.Remember(renewed.RefreshToken, renewed.RefreshExpiresAt)
	writeJSON(w, http.StatusOK, struct {
		AccessToken string    `json:"accessToken"`
		ExpiresAt   time.Time `json:"expiresAt"`
	}{renewed.AccessToken, renewed.ExpiresAt})
}
