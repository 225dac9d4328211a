package delivery

import (
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/checkcode"
	"schalter/internal/testkit"
)

func TestReferencesAreFoundHoweverTheyWereQuoted(t *testing.T) {
	t.Parallel()
	ref, other := checkcode.NewReference(rand.Reader), checkcode.NewReference(rand.Reader)
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"none":              {"Guten Tag, by the way, BY-12 und 123-456-789", nil},
		"in a sentence":     {"zu Ihrem Zeichen " + ref + ".", []string{ref}},
		"twice":             {ref + "\n> " + ref, []string{ref}},
		"two":               {ref + " und " + other, []string{ref, other}},
		"small letters":     {strings.ToLower(ref), []string{ref}},
		"other dashes":      {strings.ReplaceAll(ref, "-", "\u2013"), []string{ref}},
		"hard hyphens":      {strings.ReplaceAll(ref, "-", "\u2011"), []string{ref}},
		"broken and quoted": {"> " + ref[:7] + "\n> " + ref[7:], []string{ref}},
		"zero width":        {ref[:5] + "\u200b" + ref[5:], []string{ref}},
		"within brackets":   {"[" + ref + "]", []string{ref}},
		"within a word":     {"X" + ref, nil},
		"wrong check":       {ref[:13] + string(wrongSymbol(ref[13])), nil},
		"behind a false by": {"BY-" + ref, []string{ref}},
		"without dashes":    {strings.ReplaceAll(ref, "-", ""), nil},
	} {
		if got := ReferencesIn(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
}

func wrongSymbol(b byte) byte {
	if b == '2' {
		return '3'
	}
	return '2'
}

func TestReferencesInALongTextAreFoundInTime(t *testing.T) {
	t.Parallel()
	took := testkit.Work(t, func() {
		if got := ReferencesIn(strings.Repeat("BY-ABC-DEF-", 100_000)); len(got) > maxReferences {
			t.Errorf("found %d", len(got))
		}
	})
	if took > 10*time.Second {
		t.Errorf("took %s", took)
	}
}
