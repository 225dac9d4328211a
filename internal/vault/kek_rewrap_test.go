package vault_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"entgo.io/ent/dialect/sql/schema"
	"entgo.io/ent/schema/field"

	"schalter/ent/migrate"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/vault"
)

func columnsOf(t testing.TB, table string) []*schema.Column {
	t.Helper()
	i := slices.IndexFunc(migrate.Tables, func(s *schema.Table) bool { return s.Name == table })
	if i < 0 {
		t.Fatalf("no table %s", table)
	}
	return migrate.Tables[i].Columns
}

func filler(c *schema.Column, rowID string) any {
	switch c.Type {
	case field.TypeBool:
		return false
	case field.TypeTime:
		return testkit.Start
	case field.TypeBytes:
		return []byte(rowID)
	case field.TypeEnum:
		return c.Enums[0]
	case field.TypeJSON:
		return "[]"
	case field.TypeString:
		return rowID
	}
	return 0
}

func TestEveryTableWithWrapsIsMoved(t *testing.T) {
	t.Parallel()
	var tables []string
	for _, table := range migrate.Tables {
		if slices.ContainsFunc(table.Columns, func(c *schema.Column) bool { return c.Name == "kek_id" }) {
			tables = append(tables, table.Name)
			if _, ok := vault.Wraps()[table.Name]; !ok {
				t.Errorf("%s has wrapped keys, but the sweep does not know it: they would be lost", table.Name)
			}
		}
	}
	if len(tables) != len(vault.Wraps()) || len(tables) < 8 {
		t.Errorf("got %v, the sweep knows %v", tables, vault.Wraps())
	}
}

// The associated data is written where the rows are made; the sweep has a list of its own. Both must say the same.
func TestAssociatedDataIsThatOfTheOwners(t *testing.T) {
	t.Parallel()
	owners := map[string]string{
		"side": "postbox/sides", "account": "account", "letter": "account", "mail": "notify", "platform_key": "vault",
		"gateway_mail": "delivery/outbound", "inbound_mail": "delivery/inbound", "connect_request": "organisation",
		"certificate_sign_in": "account", "market_account": "market/accounts", "organisation_details": "organisation", "signing_authority": "market/accounts",
		"contract": "market/contracts", "market_order": "market/orders", "rollout": "market/rollouts", "network_group": "network", "ticket": "support", "ticket_arrival": "support", "invitation": "market/accounts",
	}
	for table, aad := range vault.Wraps() {
		files, err := filepath.Glob(filepath.Join("..", owners[table], "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v", table, files, err)
		}
		var source []byte
		for _, name := range files {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			source = append(source, b...)
		}
		for _, writes := range []string{"kek", `"` + aad + `"`} {
			if !bytes.Contains(bytes.ToLower(source), []byte(writes)) {
				t.Errorf("%s: %s does not write %s", table, owners[table], writes)
			}
		}
	}
}

func TestSweepMovesEveryKindOfRow(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKept(t, w)
		keys := map[string]vault.Key{}
		for table := range vault.Wraps() {
			if table != "platform_key" {
				keys[table] = k.put(t, table, "row_"+table)
			}
		}
		k.sweep(t)
		first := k.generations(t)[0]
		if _, kek, err := k.key(t, k.vault, "side", "row_side"); err != nil || kek != first {
			t.Fatalf("moved before its time to %s, %v", kek, err)
		}
		k.Clock.Advance(week)
		k.sweep(t)
		list := k.generations(t)
		if len(list) != 2 {
			t.Fatalf("got %v, want a second generation", list)
		}
		for table, want := range keys {
			if got, kek, err := k.key(t, k.vault, table, "row_"+table); err != nil || got != want || kek != list[1] {
				t.Errorf("%s: under %s, %v", table, kek, err)
			}
		}
		_, before := k.platform.Signer(vault.Seal)
		if err := k.platform.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, after := k.platform.Signer(vault.Seal); !before.Equal(after) {
			t.Error("the seal key became another one")
		}
	})
}

// Writers make, renew and drop keys while generations change; every key that is there at the end opens.
func TestSweepAmongWriters(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKept(t, w)
		const rows = 120
		var mu sync.Mutex
		want := map[string]vault.Key{}
		for i := range rows {
			rowID := fmt.Sprintf("sid_%03d", i)
			want[rowID] = k.put(t, "side", rowID)
		}
		stop := make(chan struct{})
		var writers sync.WaitGroup
		for n := range 3 {
			writers.Go(func() {
				for i := n; ; i += 3 {
					select {
					case <-stop:
						return
					default:
					}
					rowID := fmt.Sprintf("sid_%03d", i%rows)
					key, wrapped, err := k.vault.NewKey(t.Context(), "side|"+rowID)
					if err != nil {
						t.Error(err)
						return
					}
					err = k.DB.Tx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
						_, err := tx.Exec(ctx, `UPDATE side SET kek_id = ?, wrapped_key = ? WHERE id = ?`, wrapped.KEK, wrapped.Blob, rowID)
						return err
					})
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					want[rowID] = key
					mu.Unlock()
				}
			})
		}
		for range 6 {
			if err := k.keeper.RotateKEK(t.Context(), k.Clock.Now()); err != nil {
				t.Error(err)
			}
		}
		close(stop)
		writers.Wait()
		k.sweep(t)
		list := k.generations(t)
		for rowID, key := range want {
			if got, kek, err := k.key(t, k.vault, "side", rowID); err != nil || got != key || kek != list[len(list)-1] {
				t.Fatalf("%s: under %s, %v", rowID, kek, err)
			}
		}
	})
}
