package evidence

import "testing"

// The readable record says in words how far an authority says it is.
func TestProgressIsDescribed(t *testing.T) {
	t.Parallel()
	for state, want := range map[string]string{
		"RECEIVED": "Stand des Verfahrens: eingegangen", "WAITING_FOR_YOU": "Stand des Verfahrens: wartet auf die Person", "": "Stand des Verfahrens geändert",
	} {
		if got := (Event{Kind: "PROGRESS_CHANGED", State: state}).describe(); got != want {
			t.Errorf("%q: got %q, want %q", state, got, want)
		}
	}
}
