package vault_test

import (
	"context"
	"strings"
	"testing"

	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/vault"
)

// kept is a world whose provider the test can reach into.
type kept struct {
	*testkit.World
	dir      string
	provider vault.Provider
	platform *vault.Platform
	keeper   *vault.Keeper
	vault    *vault.Vault
}

func newKept(t *testing.T, w *testkit.World) *kept {
	t.Helper()
	k := &kept{World: w, dir: t.TempDir()}
	var err error
	if k.provider, err = vault.OpenProvider("file:"+k.dir, ""); err != nil {
		t.Fatal(err)
	}
	// The world's own keys lie under another provider: this one begins with its own.
	k.exec(t, `DELETE FROM platform_key`)
	k.vault = vault.New(k.provider)
	if k.platform, err = vault.OpenPlatform(t.Context(), w.DB, k.vault, vault.PlatformOptions{}); err != nil {
		t.Fatal(err)
	}
	k.keeper = vault.NewKeeper(k.platform, window)
	return k
}

func (k *kept) exec(t testing.TB, query string, args ...any) {
	t.Helper()
	err := k.DB.Tx(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (k *kept) sweep(t testing.TB) {
	t.Helper()
	if err := k.keeper.Sweep(t.Context(), k.Clock.Now()); err != nil {
		t.Fatal(err)
	}
}

func (k *kept) generations(t testing.TB) []string {
	t.Helper()
	list, err := k.provider.Generations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// put writes a row with a fresh wrapped key into a table, everything else as empty as it may be.
func (k *kept) put(t testing.TB, table, rowID string) vault.Key {
	t.Helper()
	key, w, err := k.vault.NewKey(t.Context(), vault.Wraps()[table]+rowID)
	if err != nil {
		t.Fatal(err)
	}
	names, values := []string{}, []any{}
	for _, c := range columnsOf(t, table) {
		switch value := filler(c, rowID); {
		case c.Name == "kek_id":
			names, values = append(names, c.Name), append(values, w.KEK)
		case c.Name == "wrapped_key":
			names, values = append(names, c.Name), append(values, w.Blob)
		case !c.Nullable || c.Name == "id":
			names, values = append(names, c.Name), append(values, value)
		}
	}
	k.exec(t, `INSERT INTO `+table+` (`+strings.Join(names, ", ")+`) VALUES (`+store.Placeholders(len(names))+`)`, values...)
	return key
}

// key opens the key of a row.
func (k *kept) key(t testing.TB, v *vault.Vault, table, rowID string) (vault.Key, string, error) {
	t.Helper()
	var w vault.Wrapped
	err := k.DB.QueryRow(t.Context(), `SELECT kek_id, wrapped_key FROM `+table+` WHERE id = ?`, rowID).Scan(&w.KEK, &w.Blob)
	if err != nil {
		t.Fatal(err)
	}
	key, err := v.Key(t.Context(), w, vault.Wraps()[table]+rowID)
	return key, w.KEK, err
}
