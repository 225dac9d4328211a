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
	// Errors is the number of typing errors that were assumed.
	Errors int
}

// Vocabulary is a set of words, numbered by what their key function levels. Add all words, then Freeze, then ask; after that
// it is safe for concurrent use.
type Vocabulary struct {
	key func(string) string
	ids map[string]int
	// spellings are the words as they are written, sorted.
	spellings []spelling
	spelt     map[string]bool
	byLen     [longest + 1][]int
}

// spelling is a word as it is written, for what is half or wrongly typed.
type spelling struct {
	text string
	mask uint64
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
		n = len(v.ids)
		v.ids[key] = n
	}
	if text := Level(word); !v.spelt[text] {
		v.spelt[text] = true
		v.spellings = append(v.spellings, spelling{text, mask(text), n})
	}
	return n
}

// Freeze ends adding.
func (v *Vocabulary) Freeze() {
	v.spelt = nil
	slices.SortFunc(v.spellings, func(a, b spelling) int { return strings.Compare(a.text, b.text) })
	for i, s := range v.spellings {
		if len(s.text) <= longest {
			v.byLen[len(s.text)] = append(v.byLen[len(s.text)], i)
		}
	}
}

// Len is the number of words.
func (v *Vocabulary) Len() int { return len(v.ids) }

// Exact returns the number of the word.
func (v *Vocabulary) Exact(word string) (int, bool) {
	n, ok := v.ids[v.key(word)]
	return n, ok
}

// Alike returns the words within the fewest typing errors: one from four letters on, two from eight, none below.
func (v *Vocabulary) Alike(word string) []Match {
	typed := Level(word)
	best := tolerance(typed)
	if best == 0 || len(typed) > longest {
		return nil
	}
	m, found := mask(typed), []Match(nil)
	for n := max(len(typed)-best, 1); n <= min(len(typed)+best, longest); n++ {
		for _, i := range v.byLen[n] {
			s := &v.spellings[i]
			if bits.OnesCount64(m^s.mask) > 2*best || !plausible(typed, s.text) {
				continue
			}
			d := Distance(typed, s.text, best)
			if d > best {
				continue
			}
			if d < best {
				found, best = found[:0], d
			}
			found = append(found, Match{ID: s.id, Quality: 0.95 - 0.15*float64(d), Errors: d})
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
	from, _ := slices.BinarySearchFunc(v.spellings, typed, func(s spelling, t string) int { return strings.Compare(s.text, t) })
	for _, s := range v.spellings[from:] {
		if !strings.HasPrefix(s.text, typed) {
			break
		}
		best[s.id] = max(best[s.id], 0.5+0.45*float64(len(typed))/float64(len(s.text)))
	}
	found := make([]Match, 0, len(best))
	for id, quality := range best {
		found = append(found, Match{ID: id, Quality: quality})
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
