package chain

import (
	"testing"

	"schalter/internal/testkit"
)

func TestRowsSealedBeforeAreOpened(t *testing.T) {
	t.Parallel()
	testkit.OpenSealedRows(t,
		testkit.SealedRow{
			AAD: eventAAD("sid_1", "evt_1"), Bound: "sid_1|evt_1|event", Into: &sealedEvent{},
			Plain:  `{"token":"a.b.c","actor":"Stadt \u0026 Land","salt":"Aw=="}`,
			Sealed: "8623584fc6259b489aa314f04ededbd4b743f0106d1f906bb205b27a3f36d79bca6c8efac806ba7669ad05394381bfa9738bdffddff5ce45de63b9cffab7ec99ddd8be3e5f6ea561b927364e1f98ba46e30310c10fe37e",
		},
	)
}
