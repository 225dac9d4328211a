package blob_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/blob"
)

func open(t *testing.T) (*blob.Files, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "blobs")
	store, err := blob.OpenFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store, dir
}

func put(t *testing.T, store blob.Store, key, content string) {
	t.Helper()
	size, err := store.Put(t.Context(), key, blob.From(strings.NewReader(content)))
	if err != nil || size != int64(len(content)) {
		t.Fatalf("Put(%s) = %d, %v; want %d", key, size, err, len(content))
	}
}

func content(t *testing.T, store blob.Store, key string) string {
	t.Helper()
	b, err := store.Open(t.Context(), key)
	if err != nil {
		t.Fatalf("Open(%s): %v", key, err)
	}
	defer b.Close()
	got, err := io.ReadAll(io.NewSectionReader(b, 0, b.Size()))
	if err != nil {
		t.Fatalf("read %s: %v", key, err)
	}
	return string(got)
}

func keys(t *testing.T, store blob.Store, prefix string) []string {
	t.Helper()
	found := []string{}
	for entry, err := range store.List(t.Context(), prefix) {
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, entry.Key)
	}
	slices.Sort(found)
	return found
}

// files counts the files in the folder, temporary ones too.
func files(t *testing.T, dir string) int {
	t.Helper()
	count := 0
	err := filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			count++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return count
}

func TestBlobIsReadBackAndReplaced(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	for _, want := range []string{"first", "", strings.Repeat("long", 1<<18)} {
		put(t, store, "document/a7/doc_1", want)
		if got := content(t, store, "document/a7/doc_1"); got != want {
			t.Errorf("got %.20q, want %.20q", got, want)
		}
	}
}

func TestBlobIsReadAtAnyOffset(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	put(t, store, "a", "0123456789")
	b, err := store.Open(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	got := make([]byte, 4)
	if n, err := b.ReadAt(got, 3); n != 4 || err != nil || string(got) != "3456" {
		t.Errorf("ReadAt = %q, %d, %v", got, n, err)
	}
	if n, err := b.ReadAt(got, 8); n != 2 || err != io.EOF {
		t.Errorf("ReadAt over the end = %d, %v; want 2, EOF", n, err)
	}
}

func TestOpenedBlobOutlivesDeletionAndReplacement(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	put(t, store, "a", "old")
	b, err := store.Open(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	put(t, store, "a", "new")
	if err := store.Delete(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, b.Size())
	if _, err := b.ReadAt(got, 0); err != nil || string(got) != "old" {
		t.Errorf("got %q, %v; want old", got, err)
	}
}

func TestMissingBlobIsNotFoundAndDeletedTwice(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	put(t, store, "folder/a", "x")
	for _, key := range []string{"b", "folder/b", "folder/a/b", "folder"} {
		if _, err := store.Open(t.Context(), key); !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("Open(%s) = %v, want ErrNotFound", key, err)
		}
		if err := store.Delete(t.Context(), key); err != nil {
			t.Errorf("Delete(%s) = %v", key, err)
		}
	}
	if got := content(t, store, "folder/a"); got != "x" {
		t.Errorf("the neighbour holds %q", got)
	}
}

func TestFailedPutLeavesNothing(t *testing.T) {
	t.Parallel()
	store, dir := open(t)
	put(t, store, "a/kept", "before")
	broken := errors.New("the upload broke off")
	for _, tt := range []struct {
		name  string
		write func(w io.Writer, cancel func()) error
		want  error
	}{
		{"writer fails", func(w io.Writer, _ func()) error {
			io.WriteString(w, "half")
			return broken
		}, broken},
		{"cancelled while writing", func(w io.Writer, cancel func()) error {
			io.WriteString(w, "half")
			cancel()
			_, err := io.WriteString(w, "rest")
			return err
		}, context.Canceled},
		{"cancelled after the last byte", func(w io.Writer, cancel func()) error {
			defer cancel()
			_, err := io.WriteString(w, "whole")
			return err
		}, context.Canceled},
	} {
		for _, key := range []string{"a/kept", "b/new"} {
			ctx, cancel := context.WithCancel(t.Context())
			write := func(w io.Writer) error { return tt.write(w, cancel) }
			if _, err := store.Put(ctx, key, write); !errors.Is(err, tt.want) {
				t.Errorf("%s: Put(%s) = %v, want %v", tt.name, key, err, tt.want)
			}
			cancel()
		}
	}
	if got := content(t, store, "a/kept"); got != "before" {
		t.Errorf("the earlier blob holds %q", got)
	}
	if got := files(t, dir); got != 1 {
		t.Errorf("%d files left, want 1", got)
	}
}

func TestEndedContextStopsEverything(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	put(t, store, "a", "x")
	ctx, cancel := context.WithCancel(t.Context())
	b, err := store.Open(ctx, "a")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	cancel()
	_, readErr := b.ReadAt(make([]byte, 1), 0)
	_, openErr := store.Open(ctx, "a")
	_, putErr := store.Put(ctx, "b", blob.From(strings.NewReader("x")))
	var listErr error
	for _, err := range store.List(ctx, "") {
		listErr = err
	}
	for name, err := range map[string]error{
		"read": readErr, "open": openErr, "put": putErr, "list": listErr, "delete": store.Delete(ctx, "a"),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want Canceled", name, err)
		}
	}
}

func TestKeysThatLeaveTheStoreAreRefused(t *testing.T) {
	t.Parallel()
	store, dir := open(t)
	secret := filepath.Join(filepath.Dir(dir), "secret")
	if err := os.WriteFile(secret, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{
		"", ".", "..", "/", "../secret", "a/../../secret", "/etc/passwd", "a//b", "a/", "/a", "a/./b", "a/..", ".put-x", "a/.hidden",
		"a\\b", "a\x00b", "C:/a", "A", "ä", "a b", "a\n", "a.", "a/b./c", "-a", strings.Repeat("a", 201), "%2e%2e/secret",
	} {
		_, openErr := store.Open(t.Context(), key)
		_, putErr := store.Put(t.Context(), key, blob.From(strings.NewReader("y")))
		for name, err := range map[string]error{"open": openErr, "put": putErr, "delete": store.Delete(t.Context(), key)} {
			if !errors.Is(err, blob.ErrBadKey) {
				t.Errorf("%s(%q) = %v, want ErrBadKey", name, key, err)
			}
		}
	}
	if got, err := os.ReadFile(secret); err != nil || string(got) != "x" {
		t.Errorf("the file beside the store: %q, %v", got, err)
	}
	if got := files(t, dir); got != 0 {
		t.Errorf("%d files in the store, want 0", got)
	}
}

func TestSymbolicLinksLeadNowhere(t *testing.T) {
	t.Parallel()
	store, dir := open(t)
	outside := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Put(t.Context(), "link/a", blob.From(strings.NewReader("x"))); err == nil {
		t.Error("Put followed a link out of the store")
	}
	if got := files(t, outside); got != 0 {
		t.Errorf("%d files outside, want 0", got)
	}
}

func TestConcurrentPutsLeaveOneWholeBlob(t *testing.T) {
	t.Parallel()
	store, dir := open(t)
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			content2 := bytes.Repeat([]byte{byte('a' + i)}, 100_000)
			for range 5 {
				if _, err := store.Put(t.Context(), "new/folder/one", blob.From(bytes.NewReader(content2))); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for range 20 {
				b, err := store.Open(t.Context(), "new/folder/one")
				if errors.Is(err, blob.ErrNotFound) {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				if b.Size() != 100_000 {
					t.Errorf("a blob of %d bytes was seen", b.Size())
				}
				b.Close()
			}
		})
	}
	wg.Wait()
	got := content(t, store, "new/folder/one")
	if len(got) != 100_000 || strings.Count(got, got[:1]) != len(got) {
		t.Error("the blob is mixed of several writers")
	}
	if n := files(t, dir); n != 1 {
		t.Errorf("%d files, want 1", n)
	}
}

func TestListFindsKeysByPrefix(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	all := []string{"document/a1/x", "document/a1/y", "document/b2/z", "documents", "letter/l"}
	for _, key := range all {
		put(t, store, key, key)
	}
	for _, tt := range []struct {
		prefix string
		want   []string
	}{
		{"", all},
		{"document", all[:4]},
		{"document/", all[:3]},
		{"document/a", all[:2]},
		{"document/a1/", all[:2]},
		{"document/a1/x", all[:1]},
		{"none", []string{}},
		{"../", []string{}},
	} {
		if got := keys(t, store, tt.prefix); !slices.Equal(got, tt.want) {
			t.Errorf("List(%q) = %v, want %v", tt.prefix, got, tt.want)
		}
	}
	for entry, err := range store.List(t.Context(), "letter/") {
		if err != nil || entry.Size != int64(len("letter/l")) || entry.StoredAt.IsZero() {
			t.Errorf("entry %+v, %v", entry, err)
		}
	}
}

func TestSweepRemovesOnlyWhatWasLeftBehind(t *testing.T) {
	t.Parallel()
	store, dir := open(t)
	put(t, store, "a/kept", "x")
	old := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, at := range []time.Time{old, old, old.AddDate(0, 6, 0)} {
		name := filepath.Join(dir, "a", fmt.Sprintf(".put-left%d", i))
		if err := os.WriteFile(name, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(filepath.Join(dir, "a", "kept"), old, old); err != nil {
		t.Fatal(err)
	}
	swept, err := store.Sweep(t.Context(), old.AddDate(0, 1, 0))
	if err != nil || swept != 2 {
		t.Errorf("Sweep = %d, %v; want 2", swept, err)
	}
	if got, want := keys(t, store, ""), []string{"a/kept"}; !slices.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
	if got := files(t, dir); got != 2 {
		t.Errorf("%d files left, want 2", got)
	}
}

// TestMemoryDoesNotGrowWithTheBlob is not parallel: it counts what the whole process allocates.
func TestMemoryDoesNotGrowWithTheBlob(t *testing.T) {
	store, _ := open(t)
	const size = 64 << 20
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := store.Put(t.Context(), "big", blob.From(io.LimitReader(rand.Reader, size))); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 1<<20 {
		t.Errorf("%d bytes allocated for a blob of %d", got, size)
	}
}
