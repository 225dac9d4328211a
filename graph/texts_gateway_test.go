package graph

import (
	"testing"

	"schalter/internal/delivery/inbound"
	"schalter/internal/delivery/outbound"
)

func TestEveryReasonOfTheGatewayHasASentence(t *testing.T) {
	t.Parallel()
	reasons := inbound.Reasons()
	if len(reasons) < 30 {
		t.Fatalf("only %d reasons", len(reasons))
	}
	for _, r := range reasons {
		if GatewaySentence(string(r)) == "" || textFor("en", string(r)) == "" {
			t.Errorf("%s has no sentence", r)
		}
	}
}

func TestEveryReasonForALeftOutPartHasASentence(t *testing.T) {
	t.Parallel()
	for _, key := range inbound.LeftOutReasons() {
		if GatewaySentence(key) == "" || textFor("en", key) == "" {
			t.Errorf("%s has no sentence", key)
		}
	}
}

func TestEveryCodeOfAStepHasASentence(t *testing.T) {
	t.Parallel()
	for _, code := range outbound.Codes() {
		if textFor("de", code) == "" || textFor("en", code) == "" {
			t.Errorf("%s has no sentence", code)
		}
	}
}
