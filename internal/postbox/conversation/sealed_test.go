package conversation

import (
	"testing"

	"schalter/internal/evidence"
	"schalter/internal/postbox/sides"
	"schalter/internal/testkit"
)

func TestRowsSealedBeforeAreOpened(t *testing.T) {
	t.Parallel()
	testkit.OpenSealedRows(t,
		testkit.SealedRow{
			AAD: sides.FieldAAD("msg_1", "message", "head"), Bound: "msg_1|message|head", Into: &sealedMessageHead{},
			Plain:  `{"subject":"Betreff \u003c1\u003e","sender":"Änne Öz"}`,
			Sealed: "094c5364e04281302f4aed7b601ddba11ecdcbd4bbdc1ddf8058f36585b3c2ac217955e9eb2d41915c1cada6357db62c64fd7a9a677c6dabd24b5725cb1b18bbe65646b807ac869a95a748f0702771e35bf1f906",
		},
		testkit.SealedRow{
			AAD: ManifestAAD("sid_1", "msg_1"), Bound: "sid_1|msg_1|manifest", Into: &evidence.Signed{},
			Plain:  `{"manifest":{"v":1},"digest":"00","keyId":"key_1","signature":"AQI="}`,
			Sealed: "070e42a1ee3365bfba0d5d3ad4156cdc52e5c0808326f5f353daceb882b8cedd2dccfd097ceeb5faacbe119e5425e5adc36ab593114154cd375bb0aa34a102d6a285cc97b649cecc93b3f9b4f1c88f69f6e703f0e949329d0fcc206451df7033e9",
		},
		testkit.SealedRow{
			AAD: draftAAD("drf_1"), Bound: "drf_1|draft|text", Into: &sealedDraft{},
			Plain:  `{"subject":"S","body":"T"}`,
			Sealed: "8947932a89fb5a9bb4e5acb4a18bce85f3d1d5a201a59603de9f8851973c45a2721c27a4a9e1c30ffa20f559ffeb9bef705ff9c78b92",
		},
	)
}
