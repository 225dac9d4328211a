package catalogue_test

import (
	"fmt"
	"strings"
	"testing"

	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
)

func TestValuesAreThoseOfTheSheetsParameters(t *testing.T) {
	t.Parallel()
	s := &catalogue.Sheet{Parameters: []*catalogue.OfferingParameter{{Key: "ars"}, {Key: "postfach"}}}
	var ps errs.Problems
	filled := s.Fill(&ps, map[string]string{"former": "x", "postfach": "a"}, []*catalogue.RolloutParameterInput{
		{Key: "ars", Value: ptr("094610000000")}, {Key: "postfach"}, {Key: "former", Value: ptr("y")}, {Key: "ars", Value: ptr(strings.Repeat("x", 1001))},
	}, "parameters")
	if fmt.Sprint(filled) != "map[ars:094610000000]" {
		t.Errorf("filled: got %v", filled)
	}
	if len(ps) != 2 || ps[0].Rule != errs.Missing || ps[0].Field[1] != "2" || ps[1].Rule != errs.TooLong || ps[1].Field[1] != "3" {
		t.Errorf("problems: got %+v", ps)
	}
	shown := s.Filled(filled)
	if len(shown) != 2 || *shown[0].Value != "094610000000" || shown[1].Value != nil {
		t.Errorf("shown: got %+v", shown)
	}
}
