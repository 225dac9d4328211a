// Package vault seals: fields with AES-256-GCM, files with segments of AES-256-GCM that can be read from anywhere.
//
// A key-encryption key (KEK), held by a [Provider], wraps the keys of sides, accounts and the platform; a side's key wraps
// the keys of the objects it holds. Every sealed thing is bound to its place by associated data, so that a swapped or
// replayed ciphertext does not open. Deleting is destroying the wrapped key.
package vault

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
)

// KeySize is the length of every symmetric key in bytes.
const KeySize = 32

// Key is a symmetric key in memory.
type Key [KeySize]byte

// ErrTampered is returned when sealed data does not open: it was changed, cut, moved, or its key is another one. It is
// always worth an alarm.
var ErrTampered = errors.New("sealed data does not open")

// NewKey returns a random key.
func NewKey() (k Key, err error) {
	_, err = rand.Read(k[:])
	return k, err
}

// Seal encrypts plain; it opens only with the same associated data. 28 bytes longer than plain.
func (k Key) Seal(aad string, plain []byte) ([]byte, error) {
	gcm, err := k.gcm()
	if err != nil {
		return nil, err
	}
	out := make([]byte, gcm.NonceSize(), gcm.NonceSize()+len(plain)+gcm.Overhead())
	if _, err := rand.Read(out); err != nil {
		return nil, err
	}
	return gcm.Seal(out, out, plain, []byte(aad)), nil
}

// Open decrypts what Seal made, or returns ErrTampered.
func (k Key) Open(aad string, sealed []byte) ([]byte, error) {
	gcm, err := k.gcm()
	if err != nil {
		return nil, err
	}
	if len(sealed) < gcm.NonceSize()+gcm.Overhead() {
		return nil, fmt.Errorf("%w (%s)", ErrTampered, aad)
	}
	plain, err := gcm.Open(nil, sealed[:gcm.NonceSize()], sealed[gcm.NonceSize():], []byte(aad))
	if err != nil {
		return nil, fmt.Errorf("%w (%s)", ErrTampered, aad)
	}
	return plain, nil
}

func (k Key) gcm() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// Wrap seals another key under k.
func (k Key) Wrap(aad string, child Key) ([]byte, error) { return k.Seal("wrap|"+aad, child[:]) }

// Unwrap opens what Wrap made.
func (k Key) Unwrap(aad string, wrapped []byte) (Key, error) {
	b, err := k.Open("wrap|"+aad, wrapped)
	if err != nil {
		return Key{}, err
	}
	if len(b) != KeySize {
		return Key{}, ErrTampered
	}
	return Key(b), nil
}

// Vault makes and opens keys that are wrapped by the key provider.
type Vault struct{ provider Provider }

// New returns a vault over a key provider.
func New(p Provider) *Vault { return &Vault{provider: p} }

// NewKey returns a fresh key and its wrapped form, bound to what aad names.
func (v *Vault) NewKey(ctx context.Context, aad string) (Key, Wrapped, error) {
	k, err := NewKey()
	if err != nil {
		return Key{}, Wrapped{}, err
	}
	w, err := v.provider.Wrap(ctx, k[:], aad)
	return k, w, err
}

// Key opens a wrapped key.
func (v *Vault) Key(ctx context.Context, w Wrapped, aad string) (Key, error) {
	b, err := v.provider.Unwrap(ctx, w, aad)
	if err != nil {
		return Key{}, err
	}
	if len(b) != KeySize {
		return Key{}, ErrTampered
	}
	return Key(b), nil
}

// Box is a sealed thing with a key of its own, for rows that stand alone (mails, letters).
type Box struct {
	Wrapped
	Sealed []byte
}

// Box seals plain under a fresh key.
func (v *Vault) Box(ctx context.Context, aad string, plain []byte) (Box, error) {
	k, w, err := v.NewKey(ctx, aad)
	if err != nil {
		return Box{}, err
	}
	sealed, err := k.Seal(aad, plain)
	return Box{Wrapped: w, Sealed: sealed}, err
}

// Unbox opens a box.
func (v *Vault) Unbox(ctx context.Context, aad string, b Box) ([]byte, error) {
	k, err := v.Key(ctx, b.Wrapped, aad)
	if err != nil {
		return nil, err
	}
	return k.Open(aad, b.Sealed)
}

// Check fails when the key provider does not wrap a key and open it again.
func (v *Vault) Check(ctx context.Context) error {
	const aad = "check"
	k, w, err := v.NewKey(ctx, aad)
	if err != nil {
		return err
	}
	opened, err := v.Key(ctx, w, aad)
	if err == nil && opened != k {
		err = ErrTampered
	}
	return err
}
