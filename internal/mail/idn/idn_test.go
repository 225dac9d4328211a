package idn_test

import (
	"errors"
	"strings"
	"testing"

	"schalter/internal/mail/idn"
)

func TestADomainIsShownAsTypedAndSentInASCII(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ typed, shown, wire string }{
		{"demo.example", "demo.example", "demo.example"},
		{"DEMO.example", "demo.example", "demo.example"},
		{"müller.example", "müller.example", "xn--mller-kva.example"},
		{"MÜLLER.Example", "müller.example", "xn--mller-kva.example"},
		{"mu\u0308ller.example", "müller.example", "xn--mller-kva.example"},
		{"xn--mller-kva.example", "xn--mller-kva.example", "xn--mller-kva.example"},
		{"XN--MLLER-KVA.example", "xn--mller-kva.example", "xn--mller-kva.example"},
		{"straße.example", "straße.example", "xn--strae-oqa.example"},
		{"strasse.example", "strasse.example", "strasse.example"},
		{"müller。example", "müller.example", "xn--mller-kva.example"},
		{"παράδειγμα.example", "παράδειγμα.example", "xn--hxajbheg2az3al.example"},
		{"почта.example", "почта.example", "xn--80a1acny.example"},
	} {
		if shown, wire, err := idn.Domain(tt.typed); shown != tt.shown || wire != tt.wire || err != nil {
			t.Errorf("%q: got %q, %q, %v; want %q, %q", tt.typed, shown, wire, err, tt.shown, tt.wire)
		}
	}
	for _, typed := range []string{"b\u0430mberg-\u00fc.example", "\u0430uthority.example", "mü ller.example", "😀.example", "mü..example", "-mü.example",
		"mü\u202ell.example", "mü@ller.example", "mü/ller.example", strings.Repeat("ü", 64) + ".example", "mü\x00.example"} {
		if shown, wire, err := idn.Domain(typed); !errors.Is(err, idn.ErrDomain) {
			t.Errorf("%q: got %q, %q, %v", typed, shown, wire, err)
		}
	}
}

func TestBothFormsAreOneAddress(t *testing.T) {
	t.Parallel()
	for _, other := range []string{"info@müller.example", "INFO@MÜLLER.EXAMPLE", " info@mu\u0308ller.example ", "info@XN--mller-kva.example"} {
		if !idn.Same("info@xn--mller-kva.example", other) {
			t.Errorf("%q is another one: %q", other, idn.Key(other))
		}
	}
	for _, other := range []string{"info@muller.example", "info@mueller.example", "info2@müller.example", "", "müller", "info@mül ler.example"} {
		if idn.Same("info@müller.example", other) {
			t.Errorf("%q is the same", other)
		}
	}
	if got := idn.ASCII("Info@müller.example"); got != "Info@xn--mller-kva.example" {
		t.Errorf("got %q", got)
	}
}

func FuzzKey(f *testing.F) {
	f.Add("info@müller.example")
	f.Add("a@xn--zzzz.example")
	f.Fuzz(func(t *testing.T, address string) {
		key := idn.Key(address)
		if again := idn.Key(key); again != key || !idn.Same(address, key) {
			t.Errorf("%q: %q became %q", address, key, again)
		}
	})
}
