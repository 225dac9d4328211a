//go:build vaultdev

package vault_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"schalter/internal/vault"
)

// The contract against a real Vault or OpenBao, which scripts/with-vault starts: SCHALTER_TEST_VAULT is its address,
// SCHALTER_TEST_VAULT_TOKEN a token that may mount.
func TestTransitKeepsItsContractWithARealVault(t *testing.T) {
	t.Parallel()
	address, token := os.Getenv("SCHALTER_TEST_VAULT"), os.Getenv("SCHALTER_TEST_VAULT_TOKEN")
	if address == "" {
		t.Fatal("SCHALTER_TEST_VAULT is not set: run by scripts/with-vault")
	}
	ask := func(path, body string, want ...int) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/v1/"+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("X-Vault-Token", token)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		for _, status := range want {
			if res.StatusCode == status {
				return
			}
		}
		t.Fatalf("%s: status %d", path, res.StatusCode)
	}
	ask("sys/mounts/schalter-test", `{"type":"transit"}`, 204, 400)
	ask("schalter-test/keys/schalter", `{}`, 200, 204)
	ask("schalter-test/keys/chacha", `{"type":"chacha20-poly1305"}`, 200, 204)
	open := func(key, token string) vault.Provider {
		p, err := vault.OpenProvider("vault:"+address+"/schalter-test/"+key, token)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	keepsContract(t, open("schalter", token))
	for name, p := range map[string]vault.Provider{
		"a key that is missing": open("missing", token), "a key of another type": open("chacha", token), "a wrong token": open("schalter", "wrong"),
	} {
		if _, err := p.Wrap(t.Context(), make([]byte, 32), "x"); err == nil {
			t.Errorf("%s: it wrapped", name)
		}
		if _, err := p.Generations(t.Context()); err == nil {
			t.Errorf("%s: it has generations", name)
		}
	}
}
