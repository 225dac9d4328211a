package vault

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Provider holds the key-encryption keys (KEK). It may be a file, the environment, or a service over the network.
type Provider interface {
	// Wrap encrypts a key under the current generation and says which one that was.
	Wrap(ctx context.Context, plain []byte, aad string) (Wrapped, error)
	// Unwrap decrypts what Wrap made, under whichever generation it names. It fails when that generation is destroyed.
	Unwrap(ctx context.Context, w Wrapped, aad string) ([]byte, error)
}

// Wrapped is a key under a key-encryption key, as the columns kek_id and wrapped_key hold it.
type Wrapped struct {
	KEK  string
	Blob []byte
}

// ErrUnknownKEK is returned for a generation that the provider does not have or has destroyed.
var ErrUnknownKEK = errors.New("the key-encryption key is not there")

// local is a provider with the keys in memory.
type local struct {
	current string
	keys    map[string]Key
}

// OpenProvider opens the provider at url: "file:FOLDER" (made with a first key when it is empty), or "env:" whose list
// "id:base64,id:base64" is in secret, the current one first.
func OpenProvider(url, secret string) (Provider, error) {
	switch {
	case strings.HasPrefix(url, "file:"):
		return openFile(strings.TrimPrefix(url, "file:"))
	case strings.HasPrefix(url, "env:"):
		return openEnv(secret)
	}
	return nil, fmt.Errorf("key provider %q: only file: and env: are built into this version", url)
}

func openFile(dir string) (Provider, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.kek"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		name, err := makeFile(dir)
		if err != nil {
			return nil, err
		}
		names = []string{name}
	}
	slices.Sort(names)
	p := local{keys: map[string]Key{}}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		p.current = strings.TrimSuffix(filepath.Base(name), ".kek")
		if err := p.add(p.current, strings.TrimSpace(string(b))); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// makeFile writes the first generation. Names sort by generation.
func makeFile(dir string) (string, error) {
	var tail [6]byte
	if _, err := rand.Read(tail[:]); err != nil {
		return "", err
	}
	key, err := NewKey()
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "kek-0001-"+hex.EncodeToString(tail[:])+".kek")
	return name, os.WriteFile(name, []byte(base64.StdEncoding.EncodeToString(key[:])+"\n"), 0o600)
}

func openEnv(secret string) (Provider, error) {
	p := local{keys: map[string]Key{}}
	for pair := range strings.SplitSeq(secret, ",") {
		id, b64, ok := strings.Cut(strings.TrimSpace(pair), ":")
		if !ok {
			return nil, errors.New("key list: want id:base64,id:base64")
		}
		if err := p.add(id, b64); err != nil {
			return nil, err
		}
		if p.current == "" {
			p.current = id
		}
	}
	return p, nil
}

func (p local) add(id, b64 string) error {
	b, err := base64.StdEncoding.DecodeString(b64)
	if err != nil || len(b) != KeySize {
		return fmt.Errorf("key %s: want %d bytes in base64", id, KeySize)
	}
	p.keys[id] = Key(b)
	return nil
}

func (p local) Wrap(_ context.Context, plain []byte, aad string) (Wrapped, error) {
	blob, err := p.keys[p.current].Seal("kek|"+aad, plain)
	return Wrapped{KEK: p.current, Blob: blob}, err
}

func (p local) Unwrap(_ context.Context, w Wrapped, aad string) ([]byte, error) {
	k, ok := p.keys[w.KEK]
	if !ok {
		return nil, ErrUnknownKEK
	}
	return k.Open("kek|"+aad, w.Blob)
}
