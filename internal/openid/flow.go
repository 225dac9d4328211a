package openid

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// Flow is what ties the way back from a provider to the way there: the state, the nonce of the id_token, and the verifier of PKCE
// (RFC 7636).
type Flow struct{ State, Nonce, Verifier string }

// NewSecret returns a secret that a flow follows from. Only the browser keeps it.
func NewSecret() (string, error) {
	var b [32]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(b[:]), nil
}

// FlowOf returns the flow of a secret: each part follows from it, and neither from another nor leads back.
func FlowOf(secret string) Flow {
	part := func(what string) string {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte("schalter openid " + what))
		return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
	}
	return Flow{State: part("state"), Nonce: part("nonce"), Verifier: part("verifier")}
}

// HasState compares the state that came back, in constant time.
func (f Flow) HasState(state string) bool { return hmac.Equal([]byte(f.State), []byte(state)) }
