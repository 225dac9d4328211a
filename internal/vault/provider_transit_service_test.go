package vault_test

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"schalter/internal/vault"
)

// service answers as the transit engine does, as far as its documentation says (aes256-gcm96 with associated data).
type service struct {
	*httptest.Server
	mu       sync.Mutex
	token    string
	versions []vault.Key
	oldest   int
	// failures are statuses to answer with first.
	failures []int
	calls    int
}

func newService(t *testing.T) *service {
	s := &service{token: "t-1", oldest: 1, versions: []vault.Key{newKey(t)}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *service) url() string { return "vault:" + s.URL + "/transit/schalter" }

func (s *service) open(t *testing.T) vault.Provider {
	t.Helper()
	p, err := vault.OpenProvider(s.url(), "t-1")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	if len(s.failures) > 0 {
		status := s.failures[0]
		s.failures = s.failures[1:]
		refuse(w, status, "not now")
		return
	}
	if r.Header.Get("X-Vault-Token") != s.token {
		refuse(w, http.StatusForbidden, "permission denied")
		return
	}
	var in struct {
		Plaintext      []byte `json:"plaintext"`
		Ciphertext     string `json:"ciphertext"`
		AssociatedData []byte `json:"associated_data"`
		MinDecryption  int    `json:"min_decryption_version"`
		MinAvailable   int    `json:"min_available_version"`
	}
	if r.Method == http.MethodPost && r.ContentLength > 0 {
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			refuse(w, http.StatusBadRequest, "error parsing JSON")
			return
		}
	}
	switch r.Method + " " + strings.TrimPrefix(r.URL.Path, "/v1/transit/") {
	case "GET keys/schalter":
		answer(w, map[string]any{"type": "aes256-gcm96", "latest_version": len(s.versions), "min_available_version": s.oldest})
	case "POST keys/schalter/rotate":
		key, _ := vault.NewKey()
		s.versions = append(s.versions, key)
		answer(w, nil)
	case "POST keys/schalter/config":
		answer(w, nil)
	case "POST keys/schalter/trim":
		s.oldest = in.MinAvailable
		answer(w, nil)
	case "POST encrypt/schalter":
		n := len(s.versions)
		nonce := make([]byte, 12)
		_, _ = rand.Read(nonce)
		sealed := gcm(s.versions[n-1]).Seal(nonce, nonce, in.Plaintext, in.AssociatedData)
		answer(w, map[string]any{"ciphertext": fmt.Sprintf("vault:v%d:%s", n, base64.StdEncoding.EncodeToString(sealed))})
	case "POST decrypt/schalter":
		s.decrypt(w, in.Ciphertext, in.AssociatedData)
	default:
		refuse(w, http.StatusNotFound)
	}
}

func (s *service) decrypt(w http.ResponseWriter, ciphertext string, aad []byte) {
	var n int
	var body string
	if _, err := fmt.Sscanf(ciphertext, "vault:v%d:%s", &n, &body); err != nil {
		refuse(w, http.StatusBadRequest, "invalid ciphertext: no prefix")
		return
	}
	sealed, err := base64.StdEncoding.DecodeString(body)
	switch {
	case err != nil || len(sealed) < 28:
		refuse(w, http.StatusBadRequest, "invalid ciphertext: could not decode base64")
		return
	case n > len(s.versions):
		refuse(w, http.StatusBadRequest, "invalid ciphertext: version is too new")
		return
	case n < s.oldest:
		refuse(w, http.StatusBadRequest, "ciphertext or signature version is disallowed by policy (too old)")
		return
	}
	plain, err := gcm(s.versions[n-1]).Open(nil, sealed[:12], sealed[12:], aad)
	if err != nil {
		refuse(w, http.StatusBadRequest, "cipher: message authentication failed")
		return
	}
	answer(w, map[string]any{"plaintext": plain})
}

func gcm(k vault.Key) cipher.AEAD {
	block, _ := aes.NewCipher(k[:])
	g, _ := cipher.NewGCM(block)
	return g
}

func answer(w http.ResponseWriter, data any) {
	_ = json.NewEncoder(w).Encode(map[string]any{"data": data})
}

func refuse(w http.ResponseWriter, status int, texts ...string) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": texts})
}
