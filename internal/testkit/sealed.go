package testkit

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"testing"

	"schalter/internal/vault"
)

// SealedRow is a row as it was sealed on 2026-11-29: what it is bound to (AAD today, Bound then), a value of its type, the JSON in it, and its
// bytes under the key of [OpenSealedRows].
type SealedRow struct {
	AAD, Bound    string
	Into          any
	Plain, Sealed string
}

// OpenSealedRows opens rows that were sealed before, and seals them again: what is sealed is read for years, so neither what it is bound to
// nor the names of its fields ever change.
func OpenSealedRows(t *testing.T, rows ...SealedRow) {
	t.Helper()
	var key vault.Key
	for i := range key {
		key[i] = byte(i)
	}
	for _, row := range rows {
		if row.AAD != row.Bound {
			t.Errorf("%s was bound to %s", row.AAD, row.Bound)
		}
		sealed, err := hex.DecodeString(row.Sealed)
		if err != nil {
			t.Fatal(err)
		}
		if err := key.OpenJSON(row.AAD, sealed, row.Into); err != nil {
			t.Errorf("%s: %v", row.Bound, err)
			continue
		}
		again, err := key.SealJSON(row.AAD, row.Into)
		if err != nil {
			t.Fatal(err)
		}
		if plain, err := key.Open(row.Bound, again); err != nil || !bytes.Equal(plain, []byte(row.Plain)) || !json.Valid(plain) {
			t.Errorf("%s: sealed is now %s, %v", row.Bound, plain, err)
		}
	}
}
