package vault_test

import (
	"bytes"
	"errors"
	"testing"

	"schalter/internal/vault"
)

// A value of either format opens, also a bare one whose nonce begins like the byte of the other; nothing opens in a format that it was
// not sealed in, and a changed byte of the format is an alarm like any other.
func TestSealedValuesNameTheirFormat(t *testing.T) {
	t.Parallel()
	k := newKey(t)
	seal := func(format byte) []byte {
		t.Helper()
		sealed, err := k.SealAs(format, "mbx_1|side|head", []byte("Ja"))
		if err != nil {
			t.Fatal(err)
		}
		return sealed
	}
	chance := seal(0)
	for chance[0] != 1 {
		chance = seal(0)
	}
	for name, sealed := range map[string][]byte{"bare": seal(0), "bare, like the other by chance": chance, "with its byte": seal(1)} {
		if plain, err := k.Open("mbx_1|side|head", sealed); err != nil || string(plain) != "Ja" {
			t.Errorf("%s: got %q, %v", name, plain, err)
		}
		for at := range sealed {
			changed := bytes.Clone(sealed)
			changed[at] ^= 1
			if plain, err := k.Open("mbx_1|side|head", changed); !errors.Is(err, vault.ErrTampered) {
				t.Errorf("%s, byte %d changed: got %q, %v", name, at, plain, err)
			}
		}
	}
	one := seal(1)
	if one[0] != 1 || len(one) != 1+12+2+16 {
		t.Errorf("the form is %x", one)
	}
	for name, forged := range map[string][]byte{"without its byte": one[1:], "with a byte more": append([]byte{1}, chance...), "of a format to come": append([]byte{2}, one[1:]...), "nothing but its byte": {1}, "nothing": nil} {
		if plain, err := k.Open("mbx_1|side|head", forged); !errors.Is(err, vault.ErrTampered) {
			t.Errorf("%s: got %q, %v", name, plain, err)
		}
	}
	if err := vault.UseFormat(2); err == nil {
		t.Error("a format that there is not was taken")
	}
}
