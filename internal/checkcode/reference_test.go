package checkcode_test

import (
	"crypto/rand"
	"errors"
	"regexp"
	"strings"
	"testing"

	"schalter/internal/checkcode"
)

func TestNewReferenceIsReadBackAsSpoken(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^BY(-[1-9A-HJKMNP-TV-Z]{3}){3}$`)
	for range 1000 {
		want := checkcode.NewReference(rand.Reader)
		if !form.MatchString(want) {
			t.Fatalf("reference %q has another form", want)
		}
		bare := strings.ReplaceAll(want, "-", "")
		for _, typed := range []string{want, bare, bare[2:], strings.ToLower(want), "by " + want[3:], want[3:]} {
			got, err := checkcode.ParseReference(typed)
			if err != nil || got != want {
				t.Fatalf("ParseReference(%q) = %q, %v; want %q", typed, got, err, want)
			}
		}
	}
}

func TestReferenceThatBeginsWithThePrefixLetters(t *testing.T) {
	t.Parallel()
	var want string
	for _, last := range symbols {
		if got, err := checkcode.ParseReference("BY1111" + "11" + string(last)); err == nil {
			want = got
		}
	}
	if !strings.HasPrefix(want, "BY-BY1-111-11") {
		t.Fatalf("got %q, want one that begins with BY-BY1", want)
	}
	if got, err := checkcode.ParseReference(want); err != nil || got != want {
		t.Errorf("ParseReference(%q) = %q, %v", want, got, err)
	}
}

func TestWrongReferenceIsRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		typed string
		want  error
	}{
		{"BY-111-111-112", checkcode.ErrCheck},
		{"BY-111-111-11", checkcode.ErrMalformed},
		{"BY-111-111-1111", checkcode.ErrMalformed},
		{"NW-111-111-111", checkcode.ErrMalformed},
		{"BY", checkcode.ErrMalformed},
		{"ÄÖÜÄÖÜ", checkcode.ErrMalformed},
		{"", checkcode.ErrMalformed},
	} {
		if got, err := checkcode.ParseReference(tt.typed); !errors.Is(err, tt.want) || got != "" {
			t.Errorf("ParseReference(%q) = %q, %v; want %v", tt.typed, got, err, tt.want)
		}
	}
}
