package sides

import (
	"testing"

	"schalter/internal/testkit"
)

func TestRowsSealedBeforeAreOpened(t *testing.T) {
	t.Parallel()
	testkit.OpenSealedRows(t,
		testkit.SealedRow{
			AAD: headAAD("sid_1"), Bound: "sid_1|side|head", Into: &Head{},
			Plain:  `{"title":"Gewerbe","personId":"per_1","personName":"Änne Öz","address":{"recipient":"Änne Öz","city":"Bamberg","country":"DE"},"trustLevel":"POSTAL"}`,
			Sealed: "34cb88414e7643cab7edebf6c091641d717512fb36003278ae746d521548e86fad72117a745557c3f09643efc193efd4cb48512121d219606ce8eed32ec326c43b01d980017b7951da2b1fa3d10c00f45974024abb921d4338f1b5c058154fc3bd3081e3c238e2e868ea82619962ed30e892ba7dda1f9e20c59ee9d8409e27bb7cf63dfe9cc2a323eca70ea77965af3399a599dd61cdebb2d7dbd00e6efba1b5ff58dbd588c32f29e7aee5a61af6eaf756ab74220a",
		},
	)
}
