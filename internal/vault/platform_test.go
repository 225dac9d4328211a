package vault_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"slices"
	"testing"
	"time"

	"schalter/internal/testkit"
	"schalter/internal/vault"
)

const gateway = "post@gateway.example"

func openGateway(t *testing.T, w *testkit.World) *vault.Platform {
	t.Helper()
	p, err := vault.OpenPlatform(t.Context(), w.DB, w.Vault, vault.PlatformOptions{GatewayAddress: gateway, Operator: "Betrieb", Log: w.Log})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPlatformKeysAreMadeOnceAndShared(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		p := openGateway(t, w)
		pairs := p.SMIME()
		if len(pairs) != 1 {
			t.Fatalf("got %d S/MIME pairs, want 1", len(pairs))
		}
		again := openGateway(t, w)
		if got := again.SMIME(); len(got) != 1 || got[0].ID != pairs[0].ID {
			t.Errorf("a second start has other S/MIME keys: %v", got)
		}
		for _, purpose := range []vault.Purpose{vault.AccessToken, vault.Seal, vault.Log} {
			first, key := w.Platform.Signer(purpose)
			second, same := again.Signer(purpose)
			if first != second || !key.Equal(same) || !again.Public(purpose, first).Equal(key.Public()) {
				t.Errorf("%s: got %s, want %s", purpose, second, first)
			}
			if again.Public(vault.DownloadTicket, first) != nil || again.Public(purpose, "key_none") != nil {
				t.Errorf("%s: a key of another purpose or id was given", purpose)
			}
		}
		if err := w.Platform.ReloadIfStale(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := w.Platform.SMIME(); len(got) != 1 || got[0].ID != pairs[0].ID {
			t.Errorf("the running replica did not learn the new keys: %v", got)
		}
	})
}

func TestSelfIssuedCertificatesSayWhatTheyAreFor(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	p := openGateway(t, w)
	mail, seal := p.SMIME()[0], p.SealCertificate()
	key, ok := mail.Signer.(*rsa.PrivateKey)
	if !ok || key.N.BitLen() != 3072 {
		t.Errorf("got %T of another size, want RSA of 3072 bits", mail.Signer)
	}
	if got := mail.Certificate; !slices.Equal(got.EmailAddresses, []string{gateway}) ||
		got.KeyUsage != x509.KeyUsageDigitalSignature|x509.KeyUsageKeyEncipherment ||
		!slices.Equal(got.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}) {
		t.Errorf("got %v, usage %b, %v", got.EmailAddresses, got.KeyUsage, got.ExtKeyUsage)
	}
	if got, want := mail.NotAfter, testkit.Start.Add((365+60)*24*time.Hour).Truncate(time.Second); !got.Equal(want) {
		t.Errorf("it ends %s, want %s", got, want)
	}
	if _, ok := seal.Signer.(*ecdsa.PrivateKey); !ok || seal.Certificate.KeyUsage != x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment {
		t.Errorf("seal: got %T, usage %b", seal.Signer, seal.Certificate.KeyUsage)
	}
	for _, pair := range []vault.KeyPair{mail, seal} {
		if err := pair.Certificate.CheckSignature(pair.Certificate.SignatureAlgorithm, pair.Certificate.RawTBSCertificate, pair.Certificate.Signature); err != nil {
			t.Error(err)
		}
		if !pair.SelfIssued() || len(pair.Certificates()) != 1 {
			t.Errorf("%s is not self-issued", pair.ID)
		}
	}
}

func TestNoGatewayNoMailKey(t *testing.T) {
	t.Parallel()
	if got := testkit.SQLite(t).Platform.SMIME(); len(got) != 0 {
		t.Errorf("got %d pairs", len(got))
	}
}

func TestGatewayOfAnotherAddressHasAnotherCertificate(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	old := openGateway(t, w).SMIME()[0]
	p, err := vault.OpenPlatform(context.Background(), w.DB, w.Vault, vault.PlatformOptions{GatewayAddress: "neu@gateway.example"})
	if err != nil {
		t.Fatal(err)
	}
	pairs := p.SMIME()
	if len(pairs) != 2 || pairs[0].Certificate.EmailAddresses[0] != "neu@gateway.example" || pairs[1].ID != old.ID {
		t.Errorf("got %d pairs", len(pairs))
	}
}

func TestMACsVerifyWholeOrByTheirFirstHalf(t *testing.T) {
	t.Parallel()
	p := testkit.SQLite(t).Platform
	mac := p.MAC(vault.DownloadTicket, "doc_1", "acc_1")
	for _, n := range []int{16, 20, 32} {
		if !p.Verify(vault.DownloadTicket, mac[:n], "doc_1", "acc_1") {
			t.Errorf("%d bytes were refused", n)
		}
	}
	for _, n := range []int{0, 1, 15} {
		if p.Verify(vault.DownloadTicket, mac[:n], "doc_1", "acc_1") {
			t.Errorf("%d bytes were enough", n)
		}
	}
	if p.Verify(vault.DownloadTicket, mac, "doc_1a", "cc_1") || p.Verify(vault.BlindIndex, mac, "doc_1", "acc_1") {
		t.Error("a MAC of something else was taken")
	}
}

func TestMailTokenKeysAreNumbered(t *testing.T) {
	t.Parallel()
	current, keys := testkit.SQLite(t).Platform.MACs(vault.MailToken)
	if current != 0 || len(keys) != 1 || keys[0] == (vault.Key{}) {
		t.Errorf("got %d of %d", current, len(keys))
	}
}
