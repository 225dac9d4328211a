package vault_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tink-crypto/tink-go/v2/streamingaead/subtle"

	"schalter/internal/vault"
)

func newKey(t testing.TB) vault.Key {
	t.Helper()
	k, err := vault.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func sealFile(t testing.TB, k vault.Key, aad string, plain []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := k.SealWriter(&b, aad)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func content(size int) []byte {
	b := make([]byte, size)
	r := rand.NewChaCha8([32]byte{1})
	_, _ = r.Read(b)
	return b
}

const segment = 64 << 10

// Sizes around the borders of segments.
var sizes = []int{0, 1, 1000, segment - 56, segment - 55, segment - 16, segment, 2*segment - 73, 2*segment - 72, 2*segment - 71, 5*segment + 3}

func TestFileReadsFromAnywhere(t *testing.T) {
	t.Parallel()
	k := newKey(t)
	for _, size := range sizes {
		plain := content(size)
		sealed := sealFile(t, k, "doc", plain)
		if got, want := vault.SealedSize(int64(size)), int64(len(sealed)); got != want {
			t.Fatalf("size %d: SealedSize got %d, want %d", size, got, want)
		}
		open := func() *vault.FileReader {
			f, err := k.OpenFile(bytes.NewReader(sealed), int64(len(sealed)), int64(size), "doc")
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		if got, err := io.ReadAll(open()); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("size %d: read %d bytes, %v", size, len(got), err)
		}
		f := open()
		for _, off := range []int{size / 3, size - 1, 0, size / 2} {
			if off < 0 || off >= size {
				continue
			}
			if _, err := f.Seek(int64(off), io.SeekStart); err != nil {
				t.Fatal(err)
			}
			got := make([]byte, min(size-off, 70_000))
			if _, err := io.ReadFull(f, got); err != nil || !bytes.Equal(got, plain[off:off+len(got)]) {
				t.Errorf("size %d from %d: %v", size, off, err)
			}
		}
	}
}

// The sealed form is Tink's own: what it writes we read, what we accept it accepts.
func TestFileIsTinksForm(t *testing.T) {
	t.Parallel()
	k := newKey(t)
	tink, err := subtle.NewAESGCMHKDF(k[:], "SHA256", vault.KeySize, segment, 0)
	if err != nil {
		t.Fatal(err)
	}
	plain := content(3*segment + 17)
	r, err := tink.NewDecryptingReader(bytes.NewReader(sealFile(t, k, "doc", plain)), []byte("doc"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("got %d bytes, %v", len(got), err)
	}
}

// Attack case 33: cut a file at a segment border; and swap, repeat, extend and change its segments.
func TestAttack33CutOrSwappedFileIsAnError(t *testing.T) {
	t.Parallel()
	k := newKey(t)
	plain := content(4 * segment)
	sealed := sealFile(t, k, "doc", plain)
	swapped := bytes.Clone(sealed)
	copy(swapped[segment:], sealed[2*segment:3*segment])
	copy(swapped[2*segment:], sealed[segment:2*segment])
	repeated := bytes.Clone(sealed)
	copy(repeated[segment:], sealed[2*segment:3*segment])
	flipped := bytes.Clone(sealed)
	flipped[3*segment+9] ^= 1
	tests := map[string][]byte{
		"cut at a border":        sealed[:2*segment],
		"cut inside":             sealed[:2*segment+100],
		"last byte gone":         sealed[:len(sealed)-1],
		"one byte more":          append(bytes.Clone(sealed), 0),
		"segments swapped":       swapped,
		"a segment twice":        repeated,
		"a bit flipped":          flipped,
		"header of another file": append(bytes.Clone(sealFile(t, k, "doc", plain)[:40]), sealed[40:]...),
		"empty":                  {},
	}
	for name, b := range tests {
		t.Run(name, func(t *testing.T) {
			for _, size := range []int64{int64(len(plain)), plainSizeOf(len(b))} {
				if f, err := k.OpenFile(bytes.NewReader(b), int64(len(b)), size, "doc"); err == nil {
					if _, err := io.Copy(io.Discard, f); err == nil {
						t.Errorf("with size %d the file opened", size)
					}
				}
			}
		})
	}
	for name, open := range map[string]func() (*vault.FileReader, error){
		"another document": func() (*vault.FileReader, error) {
			return k.OpenFile(bytes.NewReader(sealed), int64(len(sealed)), int64(len(plain)), "other")
		},
		"another key": func() (*vault.FileReader, error) {
			return newKey(t).OpenFile(bytes.NewReader(sealed), int64(len(sealed)), int64(len(plain)), "doc")
		},
	} {
		f, err := open()
		if err == nil {
			_, err = f.Read(make([]byte, 10))
		}
		if !errors.Is(err, vault.ErrTampered) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// plainSizeOf is the size for which a sealed file of n bytes would have the right length.
func plainSizeOf(n int) int64 {
	for size := int64(max(0, n-2000)); size <= int64(n); size++ {
		if vault.SealedSize(size) == int64(n) {
			return size
		}
	}
	return 0
}

func TestSealedFieldIsBoundToItsPlace(t *testing.T) {
	t.Parallel()
	k := newKey(t)
	sealed, err := k.Seal("msg_1|message|body", []byte("Ja"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := k.Open("msg_1|message|body", sealed); err != nil || string(got) != "Ja" {
		t.Fatalf("got %q, %v", got, err)
	}
	if _, err := k.Open("msg_2|message|body", sealed); !errors.Is(err, vault.ErrTampered) {
		t.Errorf("another place: got %v", err)
	}
	for i := range sealed {
		changed := bytes.Clone(sealed)
		changed[i] ^= 1
		if _, err := k.Open("msg_1|message|body", changed); !errors.Is(err, vault.ErrTampered) {
			t.Fatalf("byte %d flipped: got %v", i, err)
		}
	}
	if _, err := k.Open("msg_1|message|body", sealed[:11]); !errors.Is(err, vault.ErrTampered) {
		t.Errorf("cut: got %v", err)
	}
}

// Attack case 34: restore a backup after its generation was destroyed; and case 35: no plaintext fallback.
func TestAttack34And35DestroyedGenerationOpensNothing(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	dir := t.TempDir()
	provider, err := vault.OpenProvider("file:"+dir, "")
	if err != nil {
		t.Fatal(err)
	}
	v := vault.New(provider)
	_, wrapped, err := v.NewKey(ctx, "side|mbx_1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Key(ctx, wrapped, "side|mbx_2"); !errors.Is(err, vault.ErrTampered) {
		t.Errorf("a wrap moved to another side: got %v", err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.kek"))
	if err != nil || len(names) != 1 {
		t.Fatalf("got %v, %v", names, err)
	}
	if info, err := os.Stat(names[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v, %v", info.Mode(), err)
	}
	if err := os.Remove(names[0]); err != nil {
		t.Fatal(err)
	}
	again, err := vault.OpenProvider("file:"+dir, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := vault.New(again).Key(ctx, wrapped, "side|mbx_1"); !errors.Is(err, vault.ErrUnknownKEK) {
		t.Errorf("got %v, want ErrUnknownKEK", err)
	}
}

func TestEnvironmentProviderReadsOldGenerations(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	const a, b = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "b:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="
	old, err := vault.OpenProvider("env:", a)
	if err != nil {
		t.Fatal(err)
	}
	key, wrapped, err := vault.New(old).NewKey(ctx, "x")
	if err != nil {
		t.Fatal(err)
	}
	both, err := vault.OpenProvider("env:", strings.Join([]string{b, a}, ","))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := vault.New(both).Key(ctx, wrapped, "x"); err != nil || got != key {
		t.Errorf("old wrap: %v", err)
	}
	if _, w, err := vault.New(both).NewKey(ctx, "x"); err != nil || w.KEK != "b" {
		t.Errorf("new wrap under %q, %v; want b", w.KEK, err)
	}
	for _, bad := range []string{"", "a", "a:zzzz", "a:AAAA"} {
		if _, err := vault.OpenProvider("env:", bad); err == nil {
			t.Errorf("list %q was taken", bad)
		}
	}
}

// A key file that was made by hand is closed to others as soon as it is read.
func TestKeyFilesAreClosedToOthers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "kek-0001-hand.kek")
	if err := os.WriteFile(name, []byte("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(name, 0o644); err != nil { //nolint:gosec // what is to be mended
		t.Fatal(err)
	}
	if _, err := vault.OpenProvider("file:"+dir, ""); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v", info.Mode(), err)
	}
}
