package vault

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
)

// transit is a key in the transit engine of HashiCorp Vault or OpenBao; a generation is a version of it. The key never
// leaves the service, so that every opening of a key costs one call: nothing is remembered, because a remembered key would
// outlive its deletion.
type transit struct {
	client *transitClient
	key    string
	// known says that the key was seen. The service would make a missing one at the first wrap.
	known atomic.Bool
}

// openTransit does not ask the service: a program that starts while it is away says so by failing to open its keys.
func openTransit(address, token string) (Provider, error) {
	client, key, err := newTransitClient(address, token)
	if err != nil {
		return nil, fmt.Errorf("key provider vault: %w", err)
	}
	return &transit{client: client, key: key}, nil
}

const transitID = "vault-"

// generation is the name of a version of the key, as kek_id holds it.
func (p *transit) generation(version int) string {
	return transitID + p.key + "-v" + strconv.Itoa(version)
}

// version takes a generation's name apart.
func (p *transit) version(generation string) (int, bool) {
	digits, ours := strings.CutPrefix(generation, transitID+p.key+"-v")
	n, err := strconv.Atoi(digits)
	return n, ours && err == nil && n > 0 && p.generation(n) == generation
}

type transitText struct {
	Plaintext      string `json:"plaintext,omitempty"`
	Ciphertext     string `json:"ciphertext,omitempty"`
	AssociatedData string `json:"associated_data,omitempty"`
}

func (p *transit) Wrap(ctx context.Context, plain []byte, aad string) (Wrapped, error) {
	if !p.known.Load() {
		if _, err := p.read(ctx); err != nil {
			return Wrapped{}, err
		}
	}
	var out transitText
	err := p.client.call(ctx, http.MethodPost, "encrypt/"+p.key, transitText{Plaintext: b64(plain), AssociatedData: b64([]byte("kek|" + aad))}, &out)
	if err != nil {
		return Wrapped{}, serviceFailed(err)
	}
	version, ok := ciphertextVersion(out.Ciphertext)
	if !ok {
		return Wrapped{}, serviceFailed(errors.New("an answer without a ciphertext"))
	}
	return Wrapped{KEK: p.generation(version), Blob: []byte(out.Ciphertext)}, nil
}

func (p *transit) Unwrap(ctx context.Context, w Wrapped, aad string) ([]byte, error) {
	version, ours := p.version(w.KEK)
	if !ours {
		return nil, fmt.Errorf("%w (%s)", ErrUnknownKEK, w.KEK)
	}
	if sealed, ok := ciphertextVersion(string(w.Blob)); !ok || sealed != version {
		return nil, fmt.Errorf("%w (%s)", ErrTampered, aad)
	}
	var out transitText
	err := p.client.call(ctx, http.MethodPost, "decrypt/"+p.key, transitText{Ciphertext: string(w.Blob), AssociatedData: b64([]byte("kek|" + aad))}, &out)
	var refused *transitRefusal
	switch {
	case errors.As(err, &refused) && refused.status == http.StatusBadRequest:
		return nil, p.explainRefusal(refused, w.KEK, aad)
	case err != nil:
		return nil, serviceFailed(err)
	}
	plain, err := base64.StdEncoding.DecodeString(out.Plaintext)
	if err != nil {
		return nil, serviceFailed(err)
	}
	return plain, nil
}

// explainRefusal is the error that a decryption refused by the service stands for.
func (p *transit) explainRefusal(r *transitRefusal, generation, aad string) error {
	switch {
	case r.says("too old"), r.says("too new"):
		return fmt.Errorf("%w (%s)", ErrUnknownKEK, generation)
	case r.says("key not found"):
		return serviceFailed(errTransitKey)
	}
	return fmt.Errorf("%w (%s)", ErrTampered, aad)
}

func b64(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

// ciphertextVersion reads the version out of "vault:v3:…".
func ciphertextVersion(ciphertext string) (int, bool) {
	rest, ok := strings.CutPrefix(ciphertext, "vault:v")
	digits, body, cut := strings.Cut(rest, ":")
	n, err := strconv.Atoi(digits)
	return n, ok && cut && err == nil && n > 0 && body != ""
}

// transitKey is what the service tells of the key.
type transitKey struct {
	Type         string `json:"type"`
	Latest       int    `json:"latest_version"`
	MinAvailable int    `json:"min_available_version"`
}

// oldest is the oldest version that can be had back.
func (k transitKey) oldest() int { return max(k.MinAvailable, 1) }

// errTransitKey says what an operator must make by hand: a key that came up by itself would be nobody's.
var errTransitKey = errors.New("the key service has no key of type aes256-gcm96 by this name")

func (p *transit) read(ctx context.Context) (k transitKey, err error) {
	err = p.client.call(ctx, http.MethodGet, "keys/"+p.key, nil, &k)
	var refused *transitRefusal
	if errors.As(err, &refused) && refused.status == http.StatusNotFound || err == nil && k.Type != "aes256-gcm96" {
		return k, serviceFailed(errTransitKey)
	}
	if err != nil {
		return k, serviceFailed(err)
	}
	p.known.Store(true)
	return k, nil
}

func (p *transit) Generations(ctx context.Context) ([]string, error) {
	k, err := p.read(ctx)
	if err != nil {
		return nil, err
	}
	var list []string
	for v := k.oldest(); v <= k.Latest; v++ {
		list = append(list, p.generation(v))
	}
	return list, nil
}

func (p *transit) Generate(ctx context.Context) (string, error) {
	if _, err := p.read(ctx); err != nil {
		return "", err
	}
	if err := p.client.call(ctx, http.MethodPost, "keys/"+p.key+"/rotate", nil, nil); err != nil {
		return "", serviceFailed(err)
	}
	k, err := p.read(ctx)
	return p.generation(k.Latest), err
}

// Destroy trims the key. The service can only drop the oldest versions, so an older one that must stay keeps this one.
func (p *transit) Destroy(ctx context.Context, generation string) error {
	version, ours := p.version(generation)
	if !ours {
		return nil
	}
	k, err := p.read(ctx)
	switch {
	case err != nil:
		return err
	case version < k.oldest():
		return nil
	case version >= k.Latest:
		return fmt.Errorf("generation %s is the current one", generation)
	case version > k.oldest():
		return fmt.Errorf("generation %s stays while %s does", generation, p.generation(k.oldest()))
	}
	err = p.client.call(ctx, http.MethodPost, "keys/"+p.key+"/config",
		map[string]int{"min_decryption_version": version + 1, "min_encryption_version": version + 1}, nil)
	if err == nil {
		err = p.client.call(ctx, http.MethodPost, "keys/"+p.key+"/trim", map[string]int{"min_available_version": version + 1}, nil)
	}
	if err != nil {
		return serviceFailed(err)
	}
	return nil
}
