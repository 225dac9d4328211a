package graph

import (
	"encoding/json"
	"strings"
	"testing"

	"schalter/internal/errs"
)

// The GraphQL specification, 3.5 (scalars, input coercion) and 6.1.2 (variables).
func TestVariablesAreReadAsTheSpecificationSays(t *testing.T) {
	t.Parallel()
	const number = `query($n: Int) { regions(first: $n) { totalCount } }`
	const words = `query($s: String) { services(search: $s) { totalCount } }`
	const inside = `query($f: CaseFilter) { authorityCases(authorityId: "aut_00000000000000000000000000", filter: $f) { totalCount } }`
	for _, tt := range []struct {
		document, variables string
		want                errs.Code
	}{
		{number, `{"n": 3}`, ""},
		{number, `{"n": 3.0}`, ""},
		{number, `{"n": 3e0}`, ""},
		{number, `{"n": null}`, ""},
		{number, `{}`, ""},
		{number, `{"n": 3.5}`, errs.Invalid},
		{number, `{"n": "3"}`, errs.Invalid},
		{number, `{"n": true}`, errs.Invalid},
		{number, `{"n": 2147483648}`, errs.Invalid},
		{number, `{"n": 1e400}`, errs.Invalid},
		{words, `{"s": "3"}`, ""},
		{words, `{"s": 3}`, errs.Invalid},
		{inside, `{"f": {"search": "x", "states": ["NEW"]}}`, ""},
		{inside, `{"f": {"search": 3}}`, errs.Invalid},
		{inside, `{"f": {"states": [` + strings.TrimSuffix(strings.Repeat(`"NEW",`, MaxEntries+1), ",") + `]}}`, errs.Invalid},
		{inside, `{"f": {"states": [3]}}`, errs.Invalid},
		{inside, `{"f": [{"search": "x"}]}`, errs.Invalid},
	} {
		var variables map[string]any
		d := json.NewDecoder(strings.NewReader(tt.variables))
		d.UseNumber()
		if err := d.Decode(&variables); err != nil {
			t.Fatal(err)
		}
		// Reading twice changes nothing.
		for range 2 {
			if got := codeOf(weighed(tt.document, variables)); got != tt.want {
				t.Errorf("%s with %.60s: got %q, want %q", tt.document, tt.variables, got, tt.want)
			}
		}
	}
}
