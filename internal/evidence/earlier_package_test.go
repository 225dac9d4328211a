package evidence_test

import (
	"flag"
	"os"
	"testing"

	"schalter/internal/evidence"
)

// update makes the kept package again; the keys are new each time.
var update = flag.Bool("update", false, "make testdata/nachweis.asice again")

// What was downloaded once must be valid years later, whatever the program has become. The page in the browser is tested by
// the same file.
func TestPackageMadeEarlierStaysValid(t *testing.T) {
	t.Parallel()
	if *update {
		if err := os.WriteFile("testdata/nachweis.asice", write(t, newWorld(t, evidence.Proof, ecSeal).pkg), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pkg, err := os.ReadFile("testdata/nachweis.asice")
	if err != nil {
		t.Fatal(err)
	}
	v := verify(t, pkg, evidence.Trust{})
	if !v.Valid || v.Kind != evidence.Proof || len(v.Messages) != 1 || len(v.Checks) != 12 {
		t.Errorf("got %+v", v)
	}
}
