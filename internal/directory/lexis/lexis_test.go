package lexis_test

import (
	"slices"
	"strings"
	"testing"

	"schalter/internal/directory/lexis"
	"schalter/internal/latin"
)

func TestFoldIsTheSearchFormOfTheNorm(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "München", "CAFÉ", "Straße", "Šibenik", "a.d.Alz", "  zwei  Worte ", "O'Brien", "Grün-Weiß 1860", "§ 34c",
		"Fürstl. Löwenstein'scher Park", "Ǩ'", "ΑΒΓ", "-", "naïve", "Łódź", "x-ß-", "„Zitat“"} {
		want := strings.ToLower(latin.Search(s))
		if got := lexis.Fold(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

func TestStemLevelsFormsOfAWord(t *testing.T) {
	t.Parallel()
	for _, forms := range [][]string{
		{"anmelden", "anmeldung", "anmeldungen", "anmelde"},
		{"hund", "hunde", "hunden", "hundes"},
		{"reisepass", "reisepaesse", "reisepaessen"},
		{"eroeffnen", "eroeffnung", "eroffnen"},
		{"gaststaette", "gaststaetten"},
		{"haus", "haeuser", "haeusern"},
		{"gruenden", "gruendung", "grunden"},
		{"bau", "bauen"},
		{"business", "businesses"},
		{"register", "registering", "registered"},
	} {
		for _, form := range forms {
			if got, want := lexis.Stem(form), lexis.Stem(forms[0]); got != want {
				t.Errorf("%s: got %q, want %q", form, got, want)
			}
		}
	}
	for _, pair := range [][2]string{{"anmelden", "abmelden"}, {"hund", "hand"}, {"ehe", "eis"}} {
		if lexis.Stem(pair[0]) == lexis.Stem(pair[1]) {
			t.Errorf("%v are one word", pair)
		}
	}
}

func TestDistanceCountsTypingErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b  string
		limit int
		want  int
	}{
		{"hund", "hund", 2, 0},
		{"hund", "hnud", 2, 1},
		{"hund", "hunt", 2, 1},
		{"hund", "hun", 2, 1},
		{"hund", "hunde", 2, 1},
		{"muenchen", "muinchen", 2, 1},
		{"augsburg", "augsbrug", 2, 1},
		{"abc", "xyz", 2, 3},
		{"abc", "xyz", 5, 3},
		{"", "ab", 2, 2},
		{"", "", 0, 0},
		{"kurz", "sehrlang", 2, 3},
		{strings.Repeat("a", 65), strings.Repeat("a", 65), 2, 3},
	} {
		if got := lexis.Distance(tt.a, tt.b, tt.limit); got != tt.want {
			t.Errorf("%s %s: got %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := lexis.Distance(tt.b, tt.a, tt.limit); got != tt.want {
			t.Errorf("%s %s: got %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}

func vocabulary(words ...string) (*lexis.Vocabulary, map[int]string) {
	v, names := lexis.NewVocabulary(lexis.Stem), map[int]string{}
	for _, word := range words {
		names[v.Add(word)] = word
	}
	v.Freeze()
	return v, names
}

func TestVocabularyGuessesWords(t *testing.T) {
	t.Parallel()
	v, names := vocabulary("gewerbe", "anmelden", "abmelden", "hund", "steuer", "fuehrungszeugnis", "bund")
	found := func(matches []lexis.Match) []string {
		var words []string
		for _, m := range matches {
			words = append(words, names[m.ID])
		}
		slices.Sort(words)
		return words
	}
	for _, tt := range []struct {
		name string
		got  []string
		want []string
	}{
		{"one error", found(v.Alike("gewrebe")), []string{"gewerbe"}},
		{"two errors in a long word", found(v.Alike("furungszeugnis")), []string{"fuehrungszeugnis"}},
		{"a short word begins alike", found(v.Alike("hunt")), []string{"hund"}},
		{"too short", found(v.Alike("hu")), nil},
		{"nothing alike", found(v.Alike("elefant")), nil},
		{"beginning", found(v.Completions("anm")), []string{"anmelden"}},
		{"beginnings", found(v.Completions("fuehr")), []string{"fuehrungszeugnis"}},
		{"too short a beginning", found(v.Completions("an")), nil},
	} {
		if !slices.Equal(tt.got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

func TestCompoundsAreTakenApart(t *testing.T) {
	t.Parallel()
	v, names := vocabulary("gewerbe", "anmelden", "hund", "steuer", "handwerk", "betrieb", "gaststaette", "erlaubnis", "antrag")
	for word, want := range map[string]string{
		"gewerbeanmeldung":           "gewerbe anmelden",
		"hundesteuer":                "hund steuer",
		"handwerksbetrieb":           "handwerk betrieb",
		"gaststaettenerlaubnis":      "gaststaette erlaubnis",
		"gewerbeanmeldungserlaubnis": "gewerbe anmelden erlaubnis",
		"hundehuette":                "",
		"hund":                       "",
		strings.Repeat("hund", 30):   "",
	} {
		var parts []string
		for _, id := range v.Parts(word) {
			parts = append(parts, names[id])
		}
		if got := strings.Join(parts, " "); got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
}
