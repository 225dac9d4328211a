package checkcode_test

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"schalter/internal/checkcode"
)

func TestOrderReferencesAreReadAsTyped(t *testing.T) {
	t.Parallel()
	for range 200 {
		want := checkcode.NewOrderReference(rand.Reader)
		for _, typed := range []string{want, strings.ReplaceAll(want, "-", ""), strings.ToLower(want), want[3:], "be " + want[3:]} {
			if got, err := checkcode.ParseOrderReference(typed); err != nil || got != want {
				t.Fatalf("ParseOrderReference(%q) = %q, %v; want %q", typed, got, err, want)
			}
		}
	}
	if _, err := checkcode.ParseOrderReference("BE-111-111-112"); !errors.Is(err, checkcode.ErrCheck) {
		t.Errorf("a slip: got %v", err)
	}
}

func TestTicketReferencesAreReadAsTyped(t *testing.T) {
	t.Parallel()
	for range 200 {
		want := checkcode.NewTicketReference(rand.Reader)
		bare := strings.ReplaceAll(want, "-", "")
		for _, typed := range []string{want, bare, strings.ToLower(want), want[3:], "tk " + want[3:]} {
			if got, err := checkcode.ParseTicketReference(typed); err != nil || got != want {
				t.Fatalf("ParseTicketReference(%q) = %q, %v; want %q", typed, got, err, want)
			}
		}
		swapped := []byte(want)
		if swapped[3] != swapped[4] {
			swapped[3], swapped[4] = swapped[4], swapped[3]
			if _, err := checkcode.ParseTicketReference(string(swapped)); !errors.Is(err, checkcode.ErrCheck) {
				t.Fatalf("%s is taken for %s: %v", swapped, want, err)
			}
		}
	}
}
