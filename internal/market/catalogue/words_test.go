package catalogue

import (
	"slices"
	"testing"
)

// A value without a word would stand in a spreadsheet as its code, a column without a heading without any.
func TestEveryValueAndColumnHasItsWords(t *testing.T) {
	t.Parallel()
	// Those that were withdrawn are in no file.
	values := slices.Concat([]any{Announced, Orderable, Paused, true, false}, offeringKinds, costClasses, citizenSupports, interfaceStates)
	for _, kind := range organisationKinds {
		values = append(values, kind)
	}
	for _, l := range []Locale{German, English} {
		for _, v := range values {
			if word := wordsFor(l).of(v); word == codes.of(v) {
				t.Errorf("%s: %v has no word", l, v)
			}
		}
		for _, c := range columns {
			if codes.heading(l, c.key) == "" {
				t.Errorf("%s: %s has no heading", l, c.key)
			}
		}
	}
	if wordsFor(German).of(ByVendor) == wordsFor(German).of(OrganisationKind("VENDOR")) {
		t.Error("the vendor who answers citizens is called as the kind of organisation")
	}
}
