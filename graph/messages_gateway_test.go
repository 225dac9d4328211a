package graph

import (
	"testing"

	"schalter/internal/delivery"
)

func TestEveryReasonOfTheGatewayHasASentence(t *testing.T) {
	t.Parallel()
	reasons := delivery.Reasons()
	if len(reasons) < 30 {
		t.Fatalf("only %d reasons", len(reasons))
	}
	for _, r := range reasons {
		if GatewaySentence(string(r)) == "" || note("en", string(r)) == "" {
			t.Errorf("%s has no sentence", r)
		}
	}
}
