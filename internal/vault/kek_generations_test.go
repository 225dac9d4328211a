package vault_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"schalter/internal/testkit"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

const (
	day    = 24 * time.Hour
	week   = 7 * day
	window = 30 * day
)

// Attack case 34: a backup that was restored after its generation was destroyed opens nothing.
func TestAttack34RestoredBackupOpensNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKept(t, w)
		k.put(t, "side", "sid_deleted")
		k.put(t, "side", "sid_living")
		k.sweep(t)
		old := k.generations(t)[0]
		var backup vault.Wrapped
		if err := k.DB.QueryRow(t.Context(), `SELECT kek_id, wrapped_key FROM side WHERE id = 'sid_deleted'`).Scan(&backup.KEK, &backup.Blob); err != nil {
			t.Fatal(err)
		}
		// What a person deletes right after a backup is unreadable in it within the window and a week.
		k.exec(t, `DELETE FROM side WHERE id = 'sid_deleted'`)
		for range 37 * 2 {
			k.Clock.Advance(day / 2)
			k.sweep(t)
		}
		if slices.Contains(k.generations(t), old) {
			t.Fatalf("%s is still there after 37 days", old)
		}
		if left, err := filepath.Glob(filepath.Join(k.dir, old+"*")); err != nil || len(left) > 0 {
			t.Errorf("of the old generation there is %v, %v", left, err)
		}
		k.put(t, "side", "sid_restored")
		k.exec(t, `UPDATE side SET kek_id = ?, wrapped_key = ? WHERE id = 'sid_restored'`, backup.KEK, backup.Blob)
		if _, _, err := k.key(t, k.vault, "side", "sid_restored"); !errors.Is(err, vault.ErrUnknownKEK) {
			t.Errorf("the restored row: got %v, want ErrUnknownKEK", err)
		}
		if _, _, err := k.key(t, k.vault, "side", "sid_living"); err != nil {
			t.Errorf("the living row: %v", err)
		}
		k.exec(t, `UPDATE platform_key SET kek_id = ?`, backup.KEK)
		if _, err := vault.OpenPlatform(t.Context(), w.DB, k.vault, vault.PlatformOptions{}); !errors.Is(err, vault.ErrUnknownKEK) {
			t.Errorf("the platform on a restored database: got %v, want ErrUnknownKEK", err)
		}
		k.exec(t, `UPDATE platform_key SET kek_id = ?`, k.generations(t)[len(k.generations(t))-1])
		// A sweep over it neither fails nor loses it.
		k.Clock.Advance(2 * day)
		k.keeper = vault.NewKeeper(k.platform, window)
		k.sweep(t)
	})
}

func TestGenerationStaysWhileSomethingLivesUnderIt(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKept(t, w)
		k.put(t, "mail", "mai_broken")
		k.exec(t, `UPDATE mail SET wrapped_key = ? WHERE id = 'mai_broken'`, bytes.Repeat([]byte{7}, 60))
		// Of a settled mail only the trace is left: no key lies under anything.
		k.put(t, "mail", "mai_settled")
		k.exec(t, `UPDATE mail SET wrapped_key = ? WHERE id = 'mai_settled'`, []byte{})
		k.sweep(t)
		old := k.generations(t)[0]
		for range 60 {
			k.Clock.Advance(day)
			k.sweep(t)
		}
		if !slices.Contains(k.generations(t), old) {
			t.Fatal("a generation was destroyed under which a row lies")
		}
		k.exec(t, `DELETE FROM mail WHERE id = 'mai_broken'`)
		for range 60 {
			k.Clock.Advance(day)
			k.sweep(t)
		}
		if slices.Contains(k.generations(t), old) {
			t.Error("nothing lies under it any more, but it is still there")
		}
	})
}

// A backup that was made while a late sweep was still to come must open for the whole window.
func TestWindowBeginsWhenTheLastWrapHasLeft(t *testing.T) {
	t.Parallel()
	k := newKept(t, testkit.SQLite(t))
	k.put(t, "side", "sid_1")
	k.sweep(t)
	old := k.generations(t)[0]
	if _, err := k.provider.Generate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := k.keeper.Generations(t.Context(), k.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	k.Clock.Advance(window + day)
	k.sweep(t)
	if !slices.Contains(k.generations(t), old) {
		t.Fatal("destroyed in the sweep that moved the last wrap: yesterday's backup opens nothing")
	}
	k.Clock.Advance(window - time.Hour)
	k.sweep(t)
	if !slices.Contains(k.generations(t), old) {
		t.Error("destroyed before the window was over")
	}
	k.Clock.Advance(2 * time.Hour)
	k.sweep(t)
	if slices.Contains(k.generations(t), old) {
		t.Error("still there after the window")
	}
}

// Generations that were there before the database lie under nothing of it, and are another one's: it destroys none of them, however
// long it runs. What it began itself goes in its time.
func TestGenerationsOfAnotherDatabaseAreNeverDestroyed(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKept(t, w)
		anothers := k.generations(t)
		if _, err := k.provider.Generate(t.Context()); err != nil {
			t.Fatal(err)
		}
		k.exec(t, `DELETE FROM platform_key`)
		var err error
		if k.platform, err = vault.OpenPlatform(t.Context(), w.DB, k.vault, vault.PlatformOptions{}); err != nil {
			t.Fatal(err)
		}
		k.keeper = vault.NewKeeper(k.platform, window)
		k.sweep(t)
		own := k.generations(t)[1]
		for range 60 {
			k.Clock.Advance(day)
			k.sweep(t)
		}
		left := k.generations(t)
		if !slices.Contains(left, anothers[0]) || slices.Contains(left, own) {
			t.Errorf("left are %v, want %s, which another database began, and not %s", left, anothers[0], own)
		}
		list, err := k.keeper.Generations(t.Context(), k.Clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range list {
			if g.ID == anothers[0] && (g.Removable || !g.Foreign) {
				t.Errorf("got %+v, want it to be said to be another's", g)
			}
		}
	})
}

// A database that is restored does not know the generations that it began after the backup; they go in their time all the same.
func TestGenerationsBegunAfterTheBackupEndInTheRestoredDatabase(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKept(t, w)
		k.put(t, "side", "sid_1")
		k.sweep(t)
		var begun []string
		for range 2 {
			generation, err := k.provider.Generate(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			begun = append(begun, generation)
		}
		for range 60 {
			k.Clock.Advance(day)
			k.sweep(t)
		}
		if left := k.generations(t); slices.Contains(left, begun[0]) || slices.Contains(left, begun[1]) {
			t.Errorf("left are %v, of them %v were begun after the backup", left, begun)
		}
	})
}

// broken fails at one point of a provider's work, once.
type broken struct {
	vault.Provider
	wraps        int
	afterDestroy bool
}

var errCrash = errors.New("the process ended here")

func (b *broken) Wrap(ctx context.Context, plain []byte, aad string) (vault.Wrapped, error) {
	if b.wraps--; b.wraps == 0 {
		return vault.Wrapped{}, errCrash
	}
	return b.Provider.Wrap(ctx, plain, aad)
}

func (b *broken) Destroy(ctx context.Context, generation string) error {
	if err := b.Provider.Destroy(ctx, generation); err != nil || !b.afterDestroy {
		return err
	}
	b.afterDestroy = false
	return errCrash
}

func TestSweepBrokenOffGoesOn(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKept(t, w)
		want := map[string]vault.Key{}
		for i := range 130 {
			rowID := fmt.Sprintf("sid_%03d", i)
			want[rowID] = k.put(t, "side", rowID)
		}
		k.sweep(t)
		old := k.generations(t)[0]
		k.Clock.Advance(week)
		crashing := &broken{Provider: k.provider, wraps: 80, afterDestroy: true}
		keeper := vault.NewKeeper(k.platform.WithProvider(crashing), window)
		if err := keeper.Sweep(t.Context(), k.Clock.Now()); !errors.Is(err, errCrash) {
			t.Fatalf("got %v", err)
		}
		if err := keeper.Sweep(t.Context(), k.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if n := len(k.generations(t)); n != 2 {
			t.Errorf("got %d generations, want the one that was begun and the old one", n)
		}
		k.Clock.Advance(window)
		if err := keeper.Sweep(t.Context(), k.Clock.Now()); !errors.Is(err, errCrash) {
			t.Fatalf("got %v", err)
		}
		if err := keeper.Sweep(t.Context(), k.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		var state string
		if err := k.DB.QueryRow(viewer.System(t.Context(), "test"), `SELECT state FROM kek_generation WHERE id = ?`, old).Scan(&state); err != nil || state != "DESTROYED" {
			t.Errorf("got %s, %v", state, err)
		}
		for rowID, key := range want {
			if got, _, err := k.key(t, k.vault, "side", rowID); err != nil || got != key {
				t.Fatalf("%s: %v", rowID, err)
			}
		}
	})
}

// The command runs beside the server: both have the folder open.
func TestOtherProcessesFollowTheFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server, err := vault.OpenProvider("file:"+dir, "")
	if err != nil {
		t.Fatal(err)
	}
	command, err := vault.OpenProvider("file:"+dir, "")
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	old, err := server.Wrap(ctx, make([]byte, 32), "x")
	if err != nil {
		t.Fatal(err)
	}
	generation, err := command.Generate(ctx)
	if err != nil {
		t.Fatal(err)
	}
	young, err := command.Wrap(ctx, make([]byte, 32), "x")
	if err != nil || young.KEK != generation {
		t.Fatalf("got %s, %v", young.KEK, err)
	}
	if _, err := server.Unwrap(ctx, young, "x"); err != nil {
		t.Errorf("the server does not know the new generation: %v", err)
	}
	if w, err := server.Wrap(ctx, make([]byte, 32), "x"); err != nil || w.KEK != generation {
		t.Errorf("the server goes on with %s, %v", w.KEK, err)
	}
	if err := command.Destroy(ctx, generation); err == nil {
		t.Error("the current generation was destroyed")
	}
	if err := command.Destroy(ctx, old.KEK); err != nil {
		t.Fatal(err)
	}
	if err := command.Destroy(ctx, old.KEK); err != nil {
		t.Errorf("destroying again: %v", err)
	}
	if _, err := server.Unwrap(ctx, old, "x"); !errors.Is(err, vault.ErrUnknownKEK) {
		t.Errorf("the server still opens the old generation: %v", err)
	}
	if err := command.Destroy(ctx, "../"+generation); err == nil {
		t.Error("a name led out of the folder")
	}
}

func TestKeysByHandAreNamedWhenDue(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		const a, b = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "b:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="
		k := newKept(t, w)
		k.exec(t, `DELETE FROM platform_key`)
		start := func(list string) *vault.Keeper {
			provider, err := vault.OpenProvider("env:", list)
			if err != nil {
				t.Fatal(err)
			}
			k.provider, k.vault = provider, vault.New(provider)
			if k.platform, err = vault.OpenPlatform(t.Context(), w.DB, k.vault, vault.PlatformOptions{}); err != nil {
				t.Fatal(err)
			}
			k.keeper = vault.NewKeeper(k.platform, window)
			return k.keeper
		}
		start(a)
		want := k.put(t, "side", "sid_1")
		k.sweep(t)
		if err := k.keeper.RotateKEK(t.Context(), k.Clock.Now()); !errors.Is(err, vault.ErrByHand) {
			t.Errorf("got %v, want ErrByHand", err)
		}
		k.Clock.Advance(2 * week)
		k.sweep(t)
		start(b + "," + a)
		k.sweep(t)
		removable := func() []string {
			list, err := k.keeper.Generations(t.Context(), k.Clock.Now())
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, g := range list {
				if g.Removable {
					ids = append(ids, g.ID)
				}
			}
			return ids
		}
		if got := removable(); len(got) != 0 {
			t.Errorf("got %v before the window was over", got)
		}
		k.Clock.Advance(window)
		k.sweep(t)
		if got := removable(); !slices.Equal(got, []string{"a"}) {
			t.Errorf("got %v, want a", got)
		}
		start(b)
		k.sweep(t)
		if got := removable(); len(got) != 0 {
			t.Errorf("got %v after it was removed", got)
		}
		if got, kek, err := k.key(t, k.vault, "side", "sid_1"); err != nil || got != want || kek != "b" {
			t.Errorf("under %s, %v", kek, err)
		}
	})
}
