package lexis

import (
	"math/bits"
	"slices"
	"strings"
)

// Match is a word of the vocabulary that a typed word may mean; Quality is 1 for the word itself, less for guesses.
type Match struct {
	ID      int
	Quality float64
}

// Vocabulary is a set of words, numbered by what their key function levels. Add all words, then Freeze, then ask; after that
// it is safe for concurrent use.
type Vocabulary struct {
	key   func(string) string
	ids   map[string]int
	keys  []string
	masks []uint64
	byLen [longest + 1][]int
	typed []spelling
	spelt map[string]bool
}

// spelling is a word as it is written, for completing what is half typed.
type spelling struct {
	text string
	id   int
}

// NewVocabulary returns an empty vocabulary of folded words; words with the same key are one.
func NewVocabulary(key func(string) string) *Vocabulary {
	return &Vocabulary{key: key, ids: map[string]int{}, spelt: map[string]bool{}}
}

// Add takes a folded word and returns its number.
func (v *Vocabulary) Add(word string) int {
	key := v.key(word)
	n, ok := v.ids[key]
	if !ok {
		n = len(v.keys)
		v.ids[key] = n
		v.keys = append(v.keys, key)
		v.masks = append(v.masks, mask(key))
		if len(key) <= longest {
			v.byLen[len(key)] = append(v.byLen[len(key)], n)
		}
	}
	if text := Level(word); !v.spelt[text] {
		v.spelt[text] = true
		v.typed = append(v.typed, spelling{text, n})
	}
	return n
}

// Freeze ends adding.
func (v *Vocabulary) Freeze() {
	slices.SortFunc(v.typed, func(a, b spelling) int { return strings.Compare(a.text, b.text) })
	v.spelt = nil
}

// Len is the number of words.
func (v *Vocabulary) Len() int { return len(v.keys) }

// Exact returns the number of the word.
func (v *Vocabulary) Exact(word string) (int, bool) {
	n, ok := v.ids[v.key(word)]
	return n, ok
}

// Alike returns the words within the fewest typing errors: one from four letters on, two from eight, none below.
func (v *Vocabulary) Alike(word string) []Match {
	key := v.key(word)
	limit := tolerance(word)
	if limit == 0 || len(key) > longest {
		return nil
	}
	m, best := mask(key), limit
	var found []Match
	for n := max(len(key)-limit, 1); n <= min(len(key)+limit, longest); n++ {
		for _, id := range v.byLen[n] {
			if bits.OnesCount64(m^v.masks[id]) > 2*best || !plausible(key, v.keys[id]) {
				continue
			}
			d := Distance(key, v.keys[id], best)
			if d > best {
				continue
			}
			if d < best {
				found, best = found[:0], d
			}
			found = append(found, Match{id, 0.95 - 0.15*float64(d)})
		}
	}
	return found
}

// tolerance is the number of typing errors that a word of this length may have.
func tolerance(word string) int {
	switch {
	case len(word) < 4:
		return 0
	case len(word) < 8:
		return 1
	}
	return 2
}

// plausible asks short words to begin alike, since with few letters everything resembles something.
func plausible(a, b string) bool {
	return len(a) > 5 || a[0] == b[0]
}

// mask has one bit for each letter or digit of the word; one typing error changes at most two.
func mask(word string) uint64 {
	var m uint64
	for i := range len(word) {
		m |= 1 << (word[i] % 64)
	}
	return m
}

// Completions returns the words that begin with what is typed, better the more of them is there; at least three letters.
func (v *Vocabulary) Completions(typed string) []Match {
	typed = Level(typed)
	if len(typed) < 3 {
		return nil
	}
	best := map[int]float64{}
	from, _ := slices.BinarySearchFunc(v.typed, typed, func(s spelling, t string) int { return strings.Compare(s.text, t) })
	for _, s := range v.typed[from:] {
		if !strings.HasPrefix(s.text, typed) {
			break
		}
		best[s.id] = max(best[s.id], 0.5+0.45*float64(len(typed))/float64(len(s.text)))
	}
	found := make([]Match, 0, len(best))
	for id, quality := range best {
		found = append(found, Match{id, quality})
	}
	slices.SortFunc(found, func(a, b Match) int { return a.ID - b.ID })
	return found
}

// links are the letters that German puts between the parts of a compound.
var links = []string{"", "s", "n", "en", "es", "er", "e"}

// Parts returns the words of which the word is composed, such as Gewerbe and Anmeldung; nil when it is no compound of known
// words.
func (v *Vocabulary) Parts(word string) []int { return v.parts(word, 3) }

func (v *Vocabulary) parts(word string, most int) []int {
	if most < 2 || len(word) > longest {
		return nil
	}
	for at := len(word) - 3; at >= 3; at-- {
		head, ok := v.head(word[:at])
		if !ok {
			continue
		}
		if tail, ok := v.Exact(word[at:]); ok && len(word)-at >= 4 {
			return []int{head, tail}
		}
		if tail := v.parts(word[at:], most-1); tail != nil {
			return append([]int{head}, tail...)
		}
	}
	return nil
}

// head finds the first part of a compound, with or without the linking letters.
func (v *Vocabulary) head(part string) (int, bool) {
	for _, link := range links {
		if bare, ok := strings.CutSuffix(part, link); ok && len(bare) >= 3 {
			if n, ok := v.Exact(bare); ok {
				return n, true
			}
		}
	}
	return 0, false
}
