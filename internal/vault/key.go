// Package vault seals: fields with AES-256-GCM, files with segments of AES-256-GCM that can be read from anywhere.
//
// Begin with [Key] (Seal, Open, Wrap, Unwrap) and [Vault] (NewKey, Key: keys under the key provider); [Platform] holds the keys that the
// platform itself signs and hashes with, [Keeper] renews the generations of the provider's key.
//
// A key-encryption key (KEK), held by a [Provider], wraps the keys of sides, accounts and the platform; a side's key wraps
// the keys of the objects it holds (docs/adr/0003-sides-and-wraps.md). Every sealed thing is bound to its place by associated data, so
// that a swapped or replayed ciphertext does not open. Deleting is destroying the wrapped key; backups lose it with the generation of
// the KEK (docs/adr/0014-key-generations.md). The formats are in docs/adr/0009-file-format.md and docs/sealed-data.md.
package vault

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
	"sync/atomic"
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

// The formats of sealed values. Both are AES-256-GCM: a random nonce, then ciphertext and tag. In the first there is nothing before it; since
// the second a byte says which format it is, and the associated data begins with that byte, so that what opens in one format opens in no
// other, whatever its first byte is by chance.
const (
	formatBare = 0
	format1    = 1
)

// sealFormat is the format in which this process seals.
var sealFormat atomic.Uint32

// UseFormat has this process seal in a format from now on; all formats are opened. It is called once, when the program starts.
func UseFormat(format int) error {
	if format != formatBare && format != format1 {
		return fmt.Errorf("there is no format %d of sealed values: 0 or 1", format)
	}
	sealFormat.Store(uint32(format))
	return nil
}

// Seal encrypts plain; it opens only with the same associated data. 28 bytes longer than plain, and one more with the byte of its format.
func (k Key) Seal(aad string, plain []byte) ([]byte, error) {
	return k.sealAs(byte(sealFormat.Load()), aad, plain)
}

func (k Key) sealAs(format byte, aad string, plain []byte) ([]byte, error) {
	gcm, err := k.gcm()
	if err != nil {
		return nil, err
	}
	var head []byte
	if format != formatBare {
		head = []byte{format}
	}
	out := append(make([]byte, 0, len(head)+gcm.NonceSize()+len(plain)+gcm.Overhead()), head...)
	out = out[:len(head)+gcm.NonceSize()]
	if _, err := rand.Read(out[len(head):]); err != nil {
		return nil, err
	}
	return gcm.Seal(out, out[len(head):], plain, append(head, aad...)), nil
}

// Open decrypts what Seal made in any format, or returns ErrTampered.
func (k Key) Open(aad string, sealed []byte) ([]byte, error) {
	gcm, err := k.gcm()
	if err != nil {
		return nil, err
	}
	if len(sealed) > 0 && sealed[0] == format1 {
		if plain, ok := opened(gcm, "\x01"+aad, sealed[1:]); ok {
			return plain, nil
		}
		// One in 256 bare values begins so, too.
	}
	if plain, ok := opened(gcm, aad, sealed); ok {
		return plain, nil
	}
	return nil, fmt.Errorf("%w (%s)", ErrTampered, aad)
}

func opened(gcm cipher.AEAD, aad string, sealed []byte) (plain []byte, ok bool) {
	if len(sealed) < gcm.NonceSize()+gcm.Overhead() {
		return nil, false
	}
	plain, err := gcm.Open(nil, sealed[:gcm.NonceSize()], sealed[gcm.NonceSize():], []byte(aad))
	return plain, err == nil
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
