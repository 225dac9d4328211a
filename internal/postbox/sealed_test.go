package postbox

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"testing"

	"schalter/internal/evidence"
	"schalter/internal/vault"
)

// Rows that were sealed on 2026-11-29, before there was one helper for it: where each is bound to, the JSON in it, and its bytes. What is
// sealed is read for years: neither its place nor the names of its fields ever change.
func TestRowsSealedBeforeAreOpened(t *testing.T) {
	t.Parallel()
	var key vault.Key
	for i := range key {
		key[i] = byte(i)
	}
	for _, row := range []struct {
		aad, bound string
		into       any
		plain      string
		sealed     string
	}{
		{
			headAAD("sid_1"), "sid_1|side|head", &sideHead{},
			`{"title":"Gewerbe","personId":"per_1","personName":"Änne Öz","address":{"recipient":"Änne Öz","city":"Bamberg","country":"DE"},"trustLevel":"POSTAL"}`,
			"34cb88414e7643cab7edebf6c091641d717512fb36003278ae746d521548e86fad72117a745557c3f09643efc193efd4cb48512121d219606ce8eed32ec326c43b01d980017b7951da2b1fa3d10c00f45974024abb921d4338f1b5c058154fc3bd3081e3c238e2e868ea82619962ed30e892ba7dda1f9e20c59ee9d8409e27bb7cf63dfe9cc2a323eca70ea77965af3399a599dd61cdebb2d7dbd00e6efba1b5ff58dbd588c32f29e7aee5a61af6eaf756ab74220a",
		},
		{
			fieldAAD("msg_1", "message", "head"), "msg_1|message|head", &sealedMessageHead{},
			`{"subject":"Betreff \u003c1\u003e","sender":"Änne Öz"}`,
			"094c5364e04281302f4aed7b601ddba11ecdcbd4bbdc1ddf8058f36585b3c2ac217955e9eb2d41915c1cada6357db62c64fd7a9a677c6dabd24b5725cb1b18bbe65646b807ac869a95a748f0702771e35bf1f906",
		},
		{
			manifestAAD("sid_1", "msg_1"), "sid_1|msg_1|manifest", &evidence.Signed{},
			`{"manifest":{"v":1},"digest":"00","keyId":"key_1","signature":"AQI="}`,
			"070e42a1ee3365bfba0d5d3ad4156cdc52e5c0808326f5f353daceb882b8cedd2dccfd097ceeb5faacbe119e5425e5adc36ab593114154cd375bb0aa34a102d6a285cc97b649cecc93b3f9b4f1c88f69f6e703f0e949329d0fcc206451df7033e9",
		},
		{
			eventAAD("sid_1", "evt_1"), "sid_1|evt_1|event", &sealedEvent{},
			`{"token":"a.b.c","actor":"Stadt \u0026 Land","salt":"Aw=="}`,
			"8623584fc6259b489aa314f04ededbd4b743f0106d1f906bb205b27a3f36d79bca6c8efac806ba7669ad05394381bfa9738bdffddff5ce45de63b9cffab7ec99ddd8be3e5f6ea561b927364e1f98ba46e30310c10fe37e",
		},
		{
			noteAAD("cas_1", "nte_1"), "cas_1|nte_1|note", &sealedNote{},
			`{"author":"Kai","body":"Vermerk"}`,
			"62368395974f5928901423ac4e186d9f03215d19d21202e59d78f4accf570244c425df0c0542d54641ec61a5aa8e661b19d447f1ffe0bf4588ee3dd4b5",
		},
		{
			metaAAD("doc_1"), "doc_1|document|meta", &documentMeta{},
			`{"filename":"a.pdf","mediaType":"application/pdf","sha256":"ff"}`,
			"07f8c505bc45a72bcfebf844c7b7f215493e4bfbe3e3f2d8da1ec9f4232cc9749b9829586b95c7eac80adcd8af2b87f30bdec83728dbe326b2135f5ad5c3829a3932ad0d0d040ac1a1bd76f9bda66f3e60a3358a9d0fa1b980be563f",
		},
		{
			draftAAD("drf_1"), "drf_1|draft|text", &sealedDraft{},
			`{"subject":"S","body":"T"}`,
			"8947932a89fb5a9bb4e5acb4a18bce85f3d1d5a201a59603de9f8851973c45a2721c27a4a9e1c30ffa20f559ffeb9bef705ff9c78b92",
		},
		{
			originalAAD("msg_1"), "msg_1|message|original", &originalMeta{},
			`{"key":"BA==","sha256":"ee","certificate":"BQ==","receivedAt":"2026-11-29T08:00:00Z","scanned":true,"layout":{"content":null,"signature":{"from":0,"to":0},"base64":false,"crlf":false}}`,
			"e4dd14e163d378fbbf891c4841735feb9c3c7e735d0b09dc658b0fd6a0ff97c0d687ec60b98764b3a9ce61fd0d4b28e404923eead22625fc0023de7c48daeb90242997f87752ead008b0cb5eefa1f935b5bbb4d5d6cb8fe1d2648fc899593db22e3e8ee4f75ac52cfabff7c954f62d2e28fa645a858b719842484812f53f4aed7f5599725429636a04a1147655b31bb840c5cfffbcb4b992c6e01ed3d746da2d7b77357b195e2a879613a1e87cd9ef859f9988375e24dd6da235cc3dbad3b37c24c3263ca17538fafd9773ee2e66d9c707b1b7fe",
		},
	} {
		if row.aad != row.bound {
			t.Errorf("%s was bound to %s", row.aad, row.bound)
		}
		sealed, err := hex.DecodeString(row.sealed)
		if err != nil {
			t.Fatal(err)
		}
		if err := key.OpenJSON(row.aad, sealed, row.into); err != nil {
			t.Errorf("%s: %v", row.bound, err)
			continue
		}
		again, err := key.SealJSON(row.aad, row.into)
		if err != nil {
			t.Fatal(err)
		}
		if plain, err := key.Open(row.bound, again); err != nil || !bytes.Equal(plain, []byte(row.plain)) || !json.Valid(plain) {
			t.Errorf("%s: sealed is now %s, %v", row.bound, plain, err)
		}
	}
}
