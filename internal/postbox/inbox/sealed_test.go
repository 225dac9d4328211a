package inbox

import (
	"testing"

	"schalter/internal/testkit"
)

func TestRowsSealedBeforeAreOpened(t *testing.T) {
	t.Parallel()
	testkit.OpenSealedRows(t,
		testkit.SealedRow{
			AAD: noteAAD("cas_1", "nte_1"), Bound: "cas_1|nte_1|note", Into: &sealedNote{},
			Plain:  `{"author":"Kai","body":"Vermerk"}`,
			Sealed: "62368395974f5928901423ac4e186d9f03215d19d21202e59d78f4accf570244c425df0c0542d54641ec61a5aa8e661b19d447f1ffe0bf4588ee3dd4b5",
		},
	)
}
