//go:build demo

package app

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/config"
	"schalter/internal/job"
	"schalter/internal/testkit"
	"schalter/internal/vault"
)

// sharing is two instances on SQLite whose settings name the same folder of keys.
func sharing(t *testing.T) (first, second config.Config) {
	t.Helper()
	first, second = worldConfig(t, ""), worldConfig(t, "")
	first.BaseURL, second.BaseURL = "http://localhost", "http://localhost"
	second.KeyURL = first.KeyURL
	return first, second
}

func generationsIn(t *testing.T, cfg config.Config) []string {
	t.Helper()
	list, err := vault.FolderGenerations(strings.TrimPrefix(cfg.KeyURL, "file:"))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func keysAdopt(t *testing.T, cfg config.Config) error {
	t.Helper()
	var out bytes.Buffer
	err := keysCommand(t.Context(), &cfg, testkit.Silent(), []string{"adopt"}, &out)
	if err == nil && !strings.HasPrefix(out.String(), "done") {
		t.Errorf("adopt said %q", &out)
	}
	return err
}

// An empty database meets the keys of another one: the program does not start, and makes and notes nothing there. Where an operator
// says that it shall, it destroys none of the other's generations, and the other one notices.
func TestStartOnKeysOfAnotherDatabaseIsRefused(t *testing.T) {
	t.Parallel()
	first, second := sharing(t)
	if err := opened(t, first, nil); err != nil {
		t.Fatal(err)
	}
	before := generationsIn(t, first)
	err := opened(t, second, nil)
	if !errors.Is(err, errForeignKeys) || !strings.Contains(err.Error(), "SCHALTER_KEY_URL") || !strings.Contains(err.Error(), "schalter keys adopt") {
		t.Fatalf("got %v", err)
	}
	if got := generationsIn(t, first); !slices.Equal(got, before) {
		t.Errorf("now there are %v, before %v", got, before)
	}
	a, err := openApp(t.Context(), &first, testkit.Silent())
	if err != nil {
		t.Fatalf("the database that they belong to: %v", err)
	}
	defer a.close()
	if err := keysAdopt(t, second); err != nil {
		t.Fatal(err)
	}
	if err := a.sweepKeys(t.Context(), time.Now()); !errors.Is(err, job.ErrGiveUp) || !errors.Is(err, errForeignKeys) {
		t.Errorf("a sweep in a folder that is another's now: %v", err)
	}
	if err := opened(t, second, func(b *app) {
		for week := range time.Duration(9) {
			if err := b.sweepKeys(t.Context(), time.Now().Add(week*7*24*time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	if got := generationsIn(t, first); !slices.Contains(got, before[0]) || len(got) < 3 {
		t.Errorf("left are %v, want %v among them", got, before)
	}
	if err := opened(t, first, nil); !errors.Is(err, errForeignKeys) {
		t.Errorf("the first one, whose folder was taken: %v", err)
	}
}

// Folders of versions without ids are taken by the database whose keys are in them, and by no other.
func TestKeysWithoutAnIDAreTakenWhereTheyAreKnown(t *testing.T) {
	t.Parallel()
	first, second := sharing(t)
	mark := filepath.Join(strings.TrimPrefix(first.KeyURL, "file:"), ".instance")
	forget := func() {
		t.Helper()
		if err := os.Remove(mark); err != nil {
			t.Fatal(err)
		}
	}
	if err := opened(t, first, nil); err != nil {
		t.Fatal(err)
	}
	forget()
	if err := opened(t, second, nil); !errors.Is(err, errForeignKeys) {
		t.Fatalf("keys that the database does not know: %v", err)
	}
	if err := opened(t, first, func(a *app) { a.write(t, `UPDATE instance SET store_id = NULL`) }); err != nil {
		t.Fatalf("keys that the database knows: %v", err)
	}
	if err := opened(t, first, nil); err != nil {
		t.Errorf("a database restored from before ids were given: %v", err)
	}
}

// A folder that is not mounted looks empty: no key is made in it that would hide the loss.
func TestEmptyFolderOfKeysIsRefusedByADatabaseThatHasSome(t *testing.T) {
	t.Parallel()
	cfg, _ := sharing(t)
	if err := opened(t, cfg, nil); err != nil {
		t.Fatal(err)
	}
	cfg.KeyURL += "-elsewhere"
	if err := opened(t, cfg, nil); !errors.Is(err, errNoKeys) {
		t.Errorf("got %v", err)
	}
	if err := keysAdopt(t, cfg); !errors.Is(err, errNoKeys) {
		t.Errorf("adopt: %v", err)
	}
	if got := generationsIn(t, cfg); len(got) != 0 {
		t.Errorf("made were %v", got)
	}
}

// A key service says no owner, but a key with several versions was used, and a new database did not use it.
func TestANewDatabaseTakesNoUsedKeyOfAService(t *testing.T) {
	t.Parallel()
	cfg, _ := sharing(t)
	provider, err := vault.OpenProvider("file:"+t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	a := &app{cfg: &cfg, log: testkit.Silent(), clock: clock.System()}
	if err := a.openDatabase(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer a.close()
	cfg.KeyURL = "vault:https://keys.example/transit/schalter"
	if err := a.checkKeyService(t.Context(), provider); err != nil {
		t.Errorf("a new key: %v", err)
	}
	if _, err := provider.Generate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := a.checkKeyService(t.Context(), provider); !errors.Is(err, errUsedKey) {
		t.Errorf("a used key: %v", err)
	}
	if _, err := vault.OpenPlatform(t.Context(), a.db, vault.New(provider), vault.PlatformOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := a.checkKeyService(t.Context(), provider); err != nil {
		t.Errorf("a database that has keys: %v", err)
	}
}
