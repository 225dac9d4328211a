package vault

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// listed is the provider env: the operator lists the generations; a change counts when the program is restarted.
type listed struct{ ring ring }

func openEnv(secret string) (Provider, error) {
	p := listed{ring{keys: map[string]Key{}}}
	pairs := strings.Split(secret, ",")
	// The list has the current one first, a ring has it last.
	slices.Reverse(pairs)
	for _, pair := range pairs {
		id, b64, ok := strings.Cut(strings.TrimSpace(pair), ":")
		if !ok {
			return nil, errors.New("key list: want id:base64,id:base64")
		}
		if err := p.ring.add(id, b64); err != nil {
			return nil, err
		}
	}
	return ByHand(p), nil
}

func (p listed) Wrap(_ context.Context, plain []byte, aad string) (Wrapped, error) {
	return p.ring.wrap(plain, aad)
}

func (p listed) Unwrap(_ context.Context, w Wrapped, aad string) ([]byte, error) {
	return p.ring.unwrap(w, aad)
}

func (p listed) Generate(context.Context) (string, error) { return "", ErrByHand }
func (p listed) Destroy(context.Context, string) error    { return ErrByHand }

func (p listed) Generations(context.Context) ([]string, error) {
	return slices.Clone(p.ring.order), nil
}

func parseKey(b64 string) (Key, error) {
	b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(b64))
	if err != nil || len(b) != KeySize {
		return Key{}, fmt.Errorf("want %d bytes in base64", KeySize)
	}
	return Key(b), nil
}
