package vault

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Provider holds the key-encryption keys (KEK) in generations. It may be a file, the environment, or a service over the
// network. A provider that does not answer fails with UNAVAILABLE.
type Provider interface {
	// Wrap encrypts a key under the current generation and says which one that was.
	Wrap(ctx context.Context, plain []byte, aad string) (Wrapped, error)
	// Unwrap decrypts what Wrap made, under whichever generation it names. It fails with ErrUnknownKEK when that generation
	// is destroyed and with ErrTampered when the wrap was changed or moved.
	Unwrap(ctx context.Context, w Wrapped, aad string) ([]byte, error)
	// Generate makes a new generation and the current one of it, for all processes; ErrByHand where only the operator can.
	Generate(ctx context.Context) (generation string, err error)
	// Destroy makes a generation unusable for good; one that is gone already is no error. ErrByHand where only the operator
	// can.
	Destroy(ctx context.Context, generation string) error
	// Generations lists those that are there, the current one last.
	Generations(ctx context.Context) ([]string, error)
}

// Wrapped is a key under a key-encryption key, as the columns kek_id and wrapped_key hold it.
type Wrapped struct {
	KEK  string
	Blob []byte
}

var (
	// ErrUnknownKEK is returned for a generation that the provider does not have or has destroyed.
	ErrUnknownKEK = errors.New("the key-encryption key is not there")
	// ErrByHand is returned by providers whose generations only the operator makes and removes.
	ErrByHand = errors.New("generations of this key provider are made and removed by hand")
)

// OpenProvider opens the provider at url: "file:FOLDER" (made with a first key when it is empty), "env:" whose list
// "id:base64,id:base64" is in secret, the current one first, or "vault:https://HOST/MOUNT/KEY" whose token is in secret.
func OpenProvider(url, secret string) (Provider, error) {
	scheme, rest, _ := strings.Cut(url, ":")
	switch scheme {
	case "file":
		return openFile(rest)
	case "env":
		return openEnv(secret)
	case "vault":
		return openTransit(rest, secret)
	}
	return nil, fmt.Errorf("key provider %q: want file:FOLDER, env: or vault:ADDRESS", scheme)
}

// ByHand is a provider whose generations are neither made nor removed by the program: replicas with folders of their own
// would each make another one.
func ByHand(p Provider) Provider { return byHand{p} }

type byHand struct{ Provider }

func (byHand) Generate(context.Context) (string, error) { return "", ErrByHand }
func (byHand) Destroy(context.Context, string) error    { return ErrByHand }

// ring is a set of generations in memory.
type ring struct {
	// order has the current generation last.
	order []string
	keys  map[string]Key
}

func (r *ring) add(id, b64 string) error {
	key, err := parseKey(b64)
	if err != nil {
		return fmt.Errorf("key %s: %w", id, err)
	}
	if _, twice := r.keys[id]; id == "" || twice {
		return fmt.Errorf("key %q: want a name of its own", id)
	}
	r.order = append(r.order, id)
	r.keys[id] = key
	return nil
}

func (r *ring) wrap(plain []byte, aad string) (Wrapped, error) {
	current := r.order[len(r.order)-1]
	blob, err := r.keys[current].Seal("kek|"+aad, plain)
	return Wrapped{KEK: current, Blob: blob}, err
}

func (r *ring) unwrap(w Wrapped, aad string) ([]byte, error) {
	k, ok := r.keys[w.KEK]
	if !ok {
		return nil, fmt.Errorf("%w (%s)", ErrUnknownKEK, w.KEK)
	}
	return k.Open("kek|"+aad, w.Blob)
}
