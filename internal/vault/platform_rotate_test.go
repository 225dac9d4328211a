package vault_test

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"sync"
	"testing"
	"time"

	"schalter/internal/testkit"
	"schalter/internal/vault"
)

func rotate(t *testing.T, p *vault.Platform, purpose vault.Purpose) string {
	t.Helper()
	keyID, err := p.Rotate(t.Context(), purpose)
	if err != nil {
		t.Fatal(err)
	}
	return keyID
}

func sweepPlatform(t *testing.T, w *testkit.World, p *vault.Platform) {
	t.Helper()
	if err := p.Sweep(t.Context(), w.Clock.Now()); err != nil {
		t.Fatal(err)
	}
}

// A replica that learns of a new key some seconds later must already know it when the first signature under it comes.
func TestNewKeySignsWhenEveryReplicaKnowsIt(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		other, err := vault.OpenPlatform(t.Context(), w.DB, w.Vault, vault.PlatformOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, purpose := range []vault.Purpose{vault.AccessToken, vault.Seal, vault.Log} {
			old, key := w.Platform.Signer(purpose)
			young := rotate(t, w.Platform, purpose)
			if got, _ := w.Platform.Signer(purpose); got != old || young == old {
				t.Errorf("%s: signs with %s at once", purpose, got)
			}
			w.Clock.Advance(time.Minute)
			if err := other.ReloadIfStale(t.Context()); err != nil {
				t.Fatal(err)
			}
			got, _ := w.Platform.Signer(purpose)
			if got != young || other.Public(purpose, young) == nil {
				t.Errorf("%s: signs with %s, want %s", purpose, got, young)
			}
			if !other.Public(purpose, old).Equal(key.Public()) {
				t.Errorf("%s: the old key does not verify any more", purpose)
			}
		}
		w.Clock.Advance(2 * time.Hour)
		sweepPlatform(t, w, w.Platform)
		if err := other.ReloadIfStale(t.Context()); err != nil {
			t.Fatal(err)
		}
		list, err := other.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range list {
			if k.State != "DESTROYED" {
				continue
			}
			verifies := other.Public(k.Purpose, k.ID) != nil
			if want := k.Purpose == vault.Seal || k.Purpose == vault.Log; verifies != want {
				t.Errorf("%s: a destroyed key verifies: %v, want %v", k.Purpose, verifies, want)
			}
		}
	})
}

func TestMailTokensLiveSixtyDaysLonger(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	_, before := w.Platform.MACs(vault.MailToken)
	rotate(t, w.Platform, vault.MailToken)
	w.Clock.Advance(time.Minute)
	current, keys := w.Platform.MACs(vault.MailToken)
	if current != 1 || len(keys) != 2 || keys[0] != before[0] {
		t.Errorf("got %d of %d keys", current, len(keys))
	}
	w.Clock.Advance(59 * day)
	sweepPlatform(t, w, w.Platform)
	if _, keys := w.Platform.MACs(vault.MailToken); len(keys) != 2 {
		t.Errorf("after 59 days: %d keys", len(keys))
	}
	w.Clock.Advance(day)
	sweepPlatform(t, w, w.Platform)
	if current, keys := w.Platform.MACs(vault.MailToken); current != 1 || len(keys) != 1 {
		t.Errorf("after 60 days: %d keys", len(keys))
	}
}

func TestMailTokenNumbersAreNeverGivenTwice(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	for i := range 15 {
		w.Clock.Advance(time.Minute)
		rotate(t, w.Platform, vault.MailToken)
		if _, keys := w.Platform.MACs(vault.MailToken); len(keys) != i+2 {
			t.Fatalf("got %d keys after %d rotations", len(keys), i+1)
		}
	}
	if _, err := w.Platform.Rotate(t.Context(), vault.MailToken); !errors.Is(err, vault.ErrNotRotatable) {
		t.Fatalf("got %v, want ErrNotRotatable", err)
	}
	w.Clock.Advance(60 * day)
	sweepPlatform(t, w, w.Platform)
	rotate(t, w.Platform, vault.MailToken)
	w.Clock.Advance(time.Minute)
	if current, _ := w.Platform.MACs(vault.MailToken); current != 0 {
		t.Errorf("got number %d, want 0 again", current)
	}
}

func TestTicketsOutliveARotation(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	mac := w.Platform.MAC(vault.DownloadTicket, "doc_1")
	rotate(t, w.Platform, vault.DownloadTicket)
	w.Clock.Advance(time.Minute)
	if bytes.Equal(mac, w.Platform.MAC(vault.DownloadTicket, "doc_1")) || !w.Platform.Verify(vault.DownloadTicket, mac, "doc_1") {
		t.Error("the old ticket does not count beside a new key")
	}
	w.Clock.Advance(2 * time.Hour)
	sweepPlatform(t, w, w.Platform)
	if w.Platform.Verify(vault.DownloadTicket, mac, "doc_1") {
		t.Error("the old ticket counts forever")
	}
}

func TestKeysThatCannotBeRotatedSayWhy(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	for _, purpose := range []vault.Purpose{vault.BlindIndex, vault.SearchIndex, vault.SMIME} {
		if _, err := w.Platform.Rotate(t.Context(), purpose); !errors.Is(err, vault.ErrNotRotatable) || len(err.Error()) < 50 {
			t.Errorf("%s: got %v", purpose, err)
		}
	}
}

func TestRotatingAtOnceMakesOneSuccessor(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		seen, _ := w.Platform.Signer(vault.Seal)
		var replicas []*vault.Platform
		for range 4 {
			p, err := vault.OpenPlatform(t.Context(), w.DB, w.Vault, vault.PlatformOptions{})
			if err != nil {
				t.Fatal(err)
			}
			replicas = append(replicas, p)
		}
		var all sync.WaitGroup
		for _, p := range replicas {
			all.Go(func() {
				if _, err := p.Rotate(t.Context(), vault.Seal); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		list, err := w.Platform.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		active := 0
		for _, k := range list {
			if k.Purpose == vault.Seal && k.State == "ACTIVE" {
				active++
			}
			if k.ID == seen && k.State != "RETIRED" {
				t.Errorf("the old key is %s", k.State)
			}
		}
		if active != 1 {
			t.Errorf("got %d active keys, want 1", active)
		}
	})
}

func TestMailKeyIsRenewedYearlyAndTheOldOneDies(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		p := openGateway(t, w)
		old := p.SMIME()[0]
		w.Clock.Advance(334 * day)
		sweepPlatform(t, w, p)
		if got := p.SMIME(); len(got) != 1 {
			t.Fatalf("renewed after 334 days: %d", len(got))
		}
		w.Clock.Advance(2 * day)
		sweepPlatform(t, w, p)
		pairs := p.SMIME()
		if len(pairs) != 2 || pairs[0].ID == old.ID || pairs[1].ID != old.ID {
			t.Fatalf("after a year less 30 days: got %d pairs", len(pairs))
		}
		secret := []byte("Bescheid")
		sealed, err := rsa.EncryptOAEP(sha256.New(), rand.Reader, old.Certificate.PublicKey.(*rsa.PublicKey), secret, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := pairs[1].Signer.(*rsa.PrivateKey).Decrypt(nil, sealed, &rsa.OAEPOptions{Hash: crypto.SHA256}); err != nil || !bytes.Equal(got, secret) {
			t.Errorf("mail under the old certificate: %q, %v", got, err)
		}
		w.Clock.Advance(60 * day)
		sweepPlatform(t, w, p)
		if got := p.SMIME(); len(got) != 1 || got[0].ID == old.ID {
			t.Errorf("after the overlap: got %d pairs", len(got))
		}
		var private, wrapped []byte
		var kek string
		err = w.DB.QueryRow(t.Context(), `SELECT sealed_private, wrapped_key, kek_id FROM platform_key WHERE id = ?`, old.ID).Scan(&private, &wrapped, &kek)
		if err != nil || len(private)+len(wrapped)+len(kek) != 0 {
			t.Errorf("of the destroyed key there is %d, %d, %q, %v", len(private), len(wrapped), kek, err)
		}
	})
}

func TestOnlyKeysOutOfUseAreDestroyed(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	p := openGateway(t, w)
	active, _ := p.Signer(vault.Seal)
	if err := p.Destroy(t.Context(), active); !errors.Is(err, vault.ErrKeyState) {
		t.Errorf("an active key: got %v", err)
	}
	if err := p.Destroy(t.Context(), "key_none"); !errors.Is(err, vault.ErrNoKey) {
		t.Errorf("no key: got %v", err)
	}
	if err := p.Retire(t.Context(), active); err != nil {
		t.Fatal(err)
	}
	if err := p.Retire(t.Context(), active); !errors.Is(err, vault.ErrKeyState) {
		t.Errorf("retiring twice: got %v", err)
	}
	for range 2 {
		if err := p.Destroy(t.Context(), active); err != nil {
			t.Fatal(err)
		}
	}
	if got, key := p.Signer(vault.Seal); got == active || key == nil {
		t.Error("the destroyed key goes on signing")
	}
	_, pending, err := p.CSR(t.Context(), vault.SMIME)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Retire(t.Context(), pending); err != nil {
		t.Error(err)
	}
	if _, next, err := p.CSR(t.Context(), vault.SMIME); err != nil || next == pending {
		t.Errorf("a dropped key is ordered again: %v", err)
	}
}
