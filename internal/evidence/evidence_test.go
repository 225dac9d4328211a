package evidence_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/evidence"
)

var at = time.Date(2026, 3, 2, 9, 15, 0, 123000, time.UTC)

func key(t testing.TB) ed25519.PrivateKey {
	t.Helper()
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
}

func TestManifestVerifiesAndShowsEveryChange(t *testing.T) {
	t.Parallel()
	private := key(t)
	public := private.Public().(ed25519.PublicKey)
	signed, err := evidence.Sign(evidence.Manifest{Message: "msg_1", SentAt: evidence.Instant(at), To: []string{"aut_1"}}, "key_1", private)
	if err != nil {
		t.Fatal(err)
	}
	m, err := evidence.Verify(signed, public)
	if err != nil || m.Message != "msg_1" || m.SentAt != "2026-03-02T09:15:00.000123Z" {
		t.Fatalf("got %+v, %v", m, err)
	}
	for i := range signed.Manifest {
		changed := signed
		changed.Manifest = slices.Clone(signed.Manifest)
		changed.Manifest[i] ^= 1
		if _, err := evidence.Verify(changed, public); !errors.Is(err, evidence.ErrSignature) {
			t.Fatalf("byte %d: a changed manifest verified", i)
		}
	}
}

func chain(t *testing.T, n int) (tokens []string, head string) {
	t.Helper()
	for i := range n {
		token, err := evidence.Event{ID: fmt.Sprintf("evt_%d", i), Side: "mbx_1", Seq: int64(i + 1), Kind: "MESSAGE_SENT", At: at, Previous: head}.
			Token("key_1", key(t))
		if err != nil {
			t.Fatal(err)
		}
		tokens, head = append(tokens, token), evidence.Link(token)
	}
	return tokens, head
}

// Attack case 36: change one event or drop the last.
func TestAttack36ChainShowsChangedDroppedAndMovedEvents(t *testing.T) {
	t.Parallel()
	keyOf := func(string) ed25519.PublicKey { return key(t).Public().(ed25519.PublicKey) }
	tokens, head := chain(t, 4)
	if err := evidence.VerifyChain(tokens, head, keyOf); err != nil {
		t.Fatalf("the untouched chain: %v", err)
	}
	foreign := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{9}, ed25519.SeedSize))
	forged, err := evidence.Event{ID: "evt_1", Side: "mbx_1", Seq: 2, Kind: "MESSAGE_SENT", At: at, Previous: evidence.Link(tokens[0])}.Token("key_1", foreign)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string][]string{
		"last dropped":   tokens[:3],
		"first dropped":  tokens[1:],
		"middle dropped": slices.Delete(slices.Clone(tokens), 1, 2),
		"two swapped":    {tokens[0], tokens[2], tokens[1], tokens[3]},
		"one forged":     {tokens[0], forged, tokens[2], tokens[3]},
		"one said twice": {tokens[0], tokens[1], tokens[1], tokens[2], tokens[3]},
		"unsigned":       {strings.Join(append(strings.Split(tokens[0], ".")[:2], ""), "."), tokens[1], tokens[2], tokens[3]},
		"all of it gone": {},
	}
	for name, tokens := range tests {
		if evidence.VerifyChain(tokens, head, keyOf) == nil {
			t.Errorf("%s: the chain verified", name)
		}
	}
}
