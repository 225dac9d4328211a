package vault_test

import (
	"testing"

	"schalter/internal/vault"
)

// What is sealed as JSON is the JSON and nothing else, as it was before there was a helper for it: either reads the other.
func TestJSONIsSealedAsItIs(t *testing.T) {
	t.Parallel()
	type letter struct {
		Text string `json:"text"`
	}
	provider, err := vault.OpenProvider("file:"+t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	ctx, v, key := t.Context(), vault.New(provider), newKey(t)
	const plain = `{"text":"Ja \u0026 nein"}`
	sealed, err := key.SealJSON("a", letter{"Ja & nein"})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := key.Open("a", sealed); err != nil || string(got) != plain {
		t.Errorf("sealed: got %s, %v", got, err)
	}
	if sealed, err = key.Seal("a", []byte(plain)); err != nil {
		t.Fatal(err)
	}
	var got letter
	if err := key.OpenJSON("a", sealed, &got); err != nil || got.Text != "Ja & nein" {
		t.Errorf("opened: got %v, %v", got, err)
	}
	if err := key.OpenJSON("b", sealed, &got); err == nil {
		t.Error("what was bound to another place opens")
	}
	box, err := v.BoxJSON(ctx, "a", letter{"Ja & nein"})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := v.Unbox(ctx, "a", box); err != nil || string(got) != plain {
		t.Errorf("boxed: got %s, %v", got, err)
	}
	if box, err = v.Box(ctx, "a", []byte(plain)); err != nil {
		t.Fatal(err)
	}
	got = letter{}
	if err := v.UnboxJSON(ctx, "a", box, &got); err != nil || got.Text != "Ja & nein" {
		t.Errorf("unboxed: got %v, %v", got, err)
	}
}
