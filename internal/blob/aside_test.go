package blob_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"schalter/internal/blob"
)

func TestBlobSetAsideIsBackAsSoonAsItIsOpened(t *testing.T) {
	t.Parallel()
	store, dir := open(t)
	for _, key := range []string{"doc_1", "inbound/inm_1"} {
		put(t, store, key, "content")
		if err := store.SetAside(t.Context(), key, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	if got := keys(t, store, ""); len(got) != 0 {
		t.Errorf("still listed: %v", got)
	}
	if got := files(t, dir); got != 2 {
		t.Errorf("%d files, want 2", got)
	}
	for _, key := range []string{"doc_1", "inbound/inm_1"} {
		if got := content(t, store, key); got != "content" {
			t.Errorf("%s holds %q", key, got)
		}
	}
	if got := keys(t, store, ""); !slices.Equal(got, []string{"doc_1", "inbound/inm_1"}) {
		t.Errorf("back are %v", got)
	}
}

// Deleted is deleted, also where it was set aside; and a blob that was put again meanwhile is not touched by what lies aside.
func TestBlobSetAsideIsDeletedAndReplaced(t *testing.T) {
	t.Parallel()
	store, dir := open(t)
	put(t, store, "doc_1", "old")
	if err := store.SetAside(t.Context(), "doc_1", time.Now()); err != nil {
		t.Fatal(err)
	}
	put(t, store, "doc_1", "new")
	if err := store.BringBack(t.Context(), "doc_1"); err != nil {
		t.Fatal(err)
	}
	if got := content(t, store, "doc_1"); got != "new" {
		t.Errorf("got %q, want the new one", got)
	}
	if err := store.Delete(t.Context(), "doc_1"); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), "doc_1"); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("after the deletion: %v", err)
	}
	if got := files(t, dir); got != 0 {
		t.Errorf("%d files left", got)
	}
}

func TestStoreBelongsToOneInstanceForGood(t *testing.T) {
	t.Parallel()
	store, dir := open(t)
	if owner, err := store.Owner(); owner != "" || err != nil {
		t.Fatalf("a new store belongs to %q, %v", owner, err)
	}
	// A process that died while it wrote left an empty file.
	if err := os.WriteFile(filepath.Join(dir, ".instance"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := store.SetOwner("one"); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for _, id := range []string{"one", "two", "one", "two"} {
		wg.Go(func() {
			if err := store.SetOwner(id); (err == nil) != (id == "one") || err != nil && !errors.Is(err, blob.ErrOwned) {
				t.Errorf("%s: %v", id, err)
			}
		})
	}
	wg.Wait()
	if owner, err := store.Owner(); owner != "one" || err != nil {
		t.Errorf("it belongs to %q, %v", owner, err)
	}
	if got := files(t, dir); got != 1 {
		t.Errorf("%d files, want 1", got)
	}
	if err := store.ReplaceOwner("two"); err != nil {
		t.Fatal(err)
	}
	if owner, err := store.Owner(); owner != "two" || err != nil {
		t.Errorf("it belongs to %q, %v", owner, err)
	}
}
