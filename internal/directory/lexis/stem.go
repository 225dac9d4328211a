package lexis

import "strings"

// umlauts levels ü, ue and u, since plurals change them (Pass, Pässe) and keyboards lack them.
var umlauts = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")

// Level returns a folded word without the difference between ü, ue and u.
func Level(word string) string { return umlauts.Replace(word) }

// endings of German and English words, longest first, with the fewest letters that must remain.
var endings = []struct {
	text   string
	remain int
}{
	{"ungen", 4}, {"ung", 4}, {"ing", 4}, {"ern", 4}, {"en", 3}, {"em", 3}, {"er", 3}, {"es", 3}, {"ed", 4}, {"e", 3}, {"n", 4}, {"s", 4},
}

// Stem cuts the endings of a folded word, so that anmelden and Anmeldung, Hund and Hunde are the same.
func Stem(word string) string {
	word = Level(word)
	for {
		shorter := cut(word)
		if shorter == word {
			return word
		}
		word = shorter
	}
}

func cut(word string) string {
	for _, e := range endings {
		if len(word)-len(e.text) >= e.remain && strings.HasSuffix(word, e.text) {
			return word[:len(word)-len(e.text)]
		}
	}
	return word
}
