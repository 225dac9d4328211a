package vault

import (
	"context"
	"encoding/json"
)

// SealJSON seals a value as JSON. The names of its fields are stored: they never change.
func (k Key) SealJSON(aad string, value any) ([]byte, error) {
	plain, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return k.Seal(aad, plain)
}

// OpenJSON opens what SealJSON sealed, into a value of the same type.
func (k Key) OpenJSON(aad string, sealed []byte, into any) error {
	plain, err := k.Open(aad, sealed)
	if err != nil {
		return err
	}
	return json.Unmarshal(plain, into)
}

// BoxJSON seals a value as JSON under a fresh key.
func (v *Vault) BoxJSON(ctx context.Context, aad string, value any) (Box, error) {
	plain, err := json.Marshal(value)
	if err != nil {
		return Box{}, err
	}
	return v.Box(ctx, aad, plain)
}

// UnboxJSON opens what BoxJSON sealed, into a value of the same type.
func (v *Vault) UnboxJSON(ctx context.Context, aad string, b Box, into any) error {
	plain, err := v.Unbox(ctx, aad, b)
	if err != nil {
		return err
	}
	return json.Unmarshal(plain, into)
}
