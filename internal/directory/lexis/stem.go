package lexis

import "strings"

// Level returns a folded word without the difference between ü, ue and u, since plurals change them (Pass, Pässe) and
// keyboards lack them. In aue, eue and que the letters belong to two sounds and stay.
func Level(word string) string {
	var b strings.Builder
	b.Grow(len(word))
	for i := range len(word) {
		if word[i] == 'e' && i > 0 && umlaut(word, i-1) {
			continue
		}
		b.WriteByte(word[i])
	}
	return b.String()
}

func umlaut(word string, i int) bool {
	switch word[i] {
	case 'a', 'o':
		return true
	case 'u':
		return i == 0 || !strings.ContainsRune("aeq", rune(word[i-1]))
	}
	return false
}

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
