package breached_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"schalter/internal/account/breached"
)

func TestTheCommonestLongPasswordsAreKnown(t *testing.T) {
	t.Parallel()
	// ASVS 6.2.4 asks for 3,000 that the rules would take otherwise.
	if n := breached.Len(); n < 40_000 {
		t.Errorf("only %d passwords", n)
	}
	for _, p := range []string{"sojdlg123aljg", "Sojdlg123aljg", "SOJDLG123ALJG", "ghhh47hj7649", "fuckyoupayme", "administrator", "fussballverruckte"} {
		if !breached.Has(p) {
			t.Errorf("%q is not known", p)
		}
	}
	for _, p := range []string{"", "kurz", "Vier Zwetschgen im Mai", "Regenschirm aus Papier 7", "xK9#vq2!Lw7tRz", "sojdlg123aljh"} {
		if breached.Has(p) {
			t.Errorf("%q is said to be breached", p)
		}
	}
}

// The rate that the documentation names: one in 25 million.
func TestHonestPasswordsAreNotTakenForBreachedOnes(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(8, 11))
	for range 200_000 {
		if p := fmt.Sprintf("%016x-%x", random.Uint64(), random.Uint32()); breached.Has(p) {
			t.Errorf("%q is said to be breached", p)
		}
	}
}

func TestTheFileIsTheSameWhateverTheOrder(t *testing.T) {
	t.Parallel()
	list := []string{"Zwölf Zeichen", "zwo\u0308lf zeichen", "elf Zeichen", "dreizehn Zeich", "\xff not text at all", ""}
	made := breached.Make(list)
	slices.Reverse(list)
	if again := breached.Make(list); !slices.Equal(made, again) || len(made) != 2*5 {
		t.Errorf("got %x, then %x", made, again)
	}
	if !strings.Contains(string(made), string(breached.Make([]string{"ZWÖLF ZEICHEN"}))) {
		t.Error("case or composition counts")
	}
}
