package evidence

import "testing"

// The readable record says in words how far an authority says it is.
func TestProgressIsDescribed(t *testing.T) {
	t.Parallel()
	for state, want := range map[string]string{
		"RECEIVED": "Stand des Verfahrens: eingegangen", "WAITING_FOR_YOU": "Stand des Verfahrens: wartet auf die Person", "": "Stand des Verfahrens geändert",
	} {
		if got := (Event{Kind: "PROGRESS_CHANGED", State: state}).Describe(); got != want {
			t.Errorf("%q: got %q, want %q", state, got, want)
		}
	}
}

// A warning of the deletion is named as what it is.
func TestWarningsAreDescribed(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]string{
		"DELETION_ANNOUNCED": "Vor der Löschung gewarnt", "DELETION_HELD": "Löschung aufgehalten: eine Warnung kam nicht an",
	} {
		if got := (Event{Kind: kind}).Describe(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Who is named in the record is named in the readable one; entries of before name nobody.
func TestTheAuthorityOfAHandOverIsDescribed(t *testing.T) {
	t.Parallel()
	e := Event{Kind: "HANDED_OVER_TO"}
	if got := e.Describe(); got != "An eine andere Behörde übergeben" {
		t.Errorf("got %q", got)
	}
	e.Authority = &Authority{ID: "aut_1", Name: "Stadt Bamberg"}
	if got := e.Describe(); got != "An eine andere Behörde übergeben: Stadt Bamberg" {
		t.Errorf("got %q", got)
	}
}
