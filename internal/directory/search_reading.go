package directory

import (
	"cmp"
	"slices"
	"strings"

	"schalter/internal/directory/lexis"
)

// reading is one way to understand a line: some words name a place, the others say what it is about.
type reading struct {
	// places are what the words of the place may mean, best first; empty when no word names a place in Bavaria.
	places []*Region
	// parts says by which part of it a place is meant.
	parts map[*Region]string
	// guessed says that the words do not name the places: they are half typed, misspelt, or name several that have nothing to do
	// with each other.
	guessed bool
	// outside is the place outside Bavaria that the words name.
	outside string
	// span is where in the line the place stands; quality is that of its name.
	span    span
	quality float64
	rest    []string
	found   []finding
	score   float64
}

// preferred is added when a preposition says that a place follows, doubted is taken from a place whose name is a word of other
// things too, such as Brunnen; leastGuess is the worst score of a reading that is shown.
const (
	preferred  = 0.05
	doubted    = 0.15
	leastGuess = 0.25
)

// word is one typed word that has weight.
type word struct {
	text string
	// placed says that a preposition of place stands before it, from that it is where somebody comes from, near that what stands
	// before it lies there: Moosach bei Grafing.
	placed, from, near bool
	// code says that it may be the code of a number plate: it is in capitals, and not because all of the line is.
	code bool
}

var (
	placing = map[string]bool{"in": true, "im": true, "bei": true, "nach": true, "near": true, "at": true, "um": true, "to": true}
	leaving = map[string]bool{"von": true, "aus": true, "from": true, "of": true}
	lying   = map[string]bool{"bei": true, "near": true}
)

// wordsOf splits the line; prepositions are gone but leave their mark on the next word.
func (s *Snapshot) wordsOf(query string) []word {
	capitals := capitalsOf(query)
	all := s.joined(lexis.Standard(lexis.Words(query)))
	var words []word
	for i, text := range all {
		if (lexis.Stop(text) || len(text) < 2) && !capitals[text] {
			continue
		}
		w := word{text: text, code: capitals[text]}
		if i > 0 {
			w.placed, w.from, w.near = placing[all[i-1]], leaving[all[i-1]], lying[all[i-1]]
		}
		words = append(words, w)
	}
	if len(words) == 0 {
		for _, text := range all {
			words = append(words, word{text: text})
		}
	}
	return words
}

// capitalsOf returns the folded short words that stand in capitals in a line that has others too, or alone.
func capitalsOf(query string) map[string]bool {
	fields := strings.Fields(query)
	if len(fields) > 1 && strings.ToUpper(query) == query {
		return nil
	}
	found := map[string]bool{}
	for _, field := range fields {
		if text := lexis.Fold(field); len(text) >= 2 && len(text) <= 4 && strings.ToUpper(field) == field {
			found[text] = true
		}
	}
	return found
}

// joined puts parted verbs together again: "ab melden", and "melde … ab" when the line ends with the particle.
func (s *Snapshot) joined(all []string) []string {
	known := func(text string) bool { _, ok := s.topics.words.Exact(text); return ok }
	for i := 0; i+1 < len(all); i++ {
		if verb := all[i] + all[i+1]; lexis.Stop(all[i]) && !lexis.Stop(all[i+1]) && known(verb) {
			all = slices.Replace(all, i, i+2, verb)
		}
	}
	last := len(all) - 1
	if last < 1 || !lexis.Stop(all[last]) {
		return all
	}
	for i, text := range all[:last] {
		if verb := all[last] + text; !lexis.Stop(text) && known(verb) {
			all[i] = verb
			return all[:last]
		}
	}
	return all
}

// readings returns the ways to understand the line, best first.
func (s *Snapshot) readings(query, locale string) []*reading {
	words := s.wordsOf(query)
	named := s.named(words)
	all := []*reading{s.reading(words, named, span{})}
	for _, place := range named {
		all = append(all, s.reading(words, named, place))
	}
	for _, place := range nested(named) {
		all = append(all, s.reading(words, named, place))
	}
	for _, place := range s.guesses(words, named) {
		all = append(all, s.reading(words, named, place))
	}
	for _, r := range all {
		s.judge(r, locale)
	}
	all = slices.DeleteFunc(all, func(r *reading) bool { return r.score < leastGuess })
	slices.SortStableFunc(all, func(a, b *reading) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.span.len(), a.span.len()))
	})
	if len(all) > 0 {
		s.oppose(all[0], named)
	}
	return all
}

func (s *Snapshot) reading(words []word, named []span, place span) *reading {
	r := &reading{span: place, outside: place.outside, guessed: place.guessed, parts: map[*Region]string{}}
	for i, w := range words {
		if !place.has(i) && !elsewhere(i, place, named) {
			r.rest = append(r.rest, w.text)
		}
	}
	r.take(place.meanings)
	if place.outside != "" {
		r.quality = fullName
	}
	switch {
	case place.placed:
		r.quality += preferred
	case place.explained && place.len() < len(words):
		r.quality -= doubted
	}
	return r
}

// take makes the reading mean the places, each once.
func (r *reading) take(meanings []naming) {
	for _, m := range meanings {
		if _, again := r.parts[m.region]; !again {
			r.places, r.parts[m.region] = append(r.places, m.region), m.part
		}
		r.quality = max(r.quality, m.quality)
	}
}

// elsewhere reports whether the word belongs to another place than the one that the reading takes.
func elsewhere(i int, place span, named []span) bool {
	return place.len() > 0 && slices.ContainsFunc(named, func(other span) bool { return other.has(i) && !other.explained && !other.overlaps(place) })
}

// judge scores the reading: each word of the place counts one, the others what they weigh.
func (s *Snapshot) judge(r *reading, locale string) {
	units := s.topics.units(r.rest)
	r.found = s.topics.find(units, locale)
	if r.guessed && !s.topics.specific(units) {
		// What is left, such as "anmelden", says nothing: the word taken for a place is what it was about.
		r.found = nil
	}
	mass, best := 0.0, 0.0
	for _, u := range units {
		mass += u.mass
	}
	if len(r.found) > 0 {
		best = r.found[0].score
	}
	taken := float64(r.span.len())
	if taken+mass > 0 {
		r.score = (taken*r.quality + mass*best) / (taken + mass)
	}
}

// oppose looks for a second place in the line that has nothing to do with the one that was understood: then neither is taken. Of
// one in Bavaria and one outside the first is taken, whatever their order, and the other is said to be outside.
func (s *Snapshot) oppose(r *reading, named []span) {
	if r.guessed || r.span.len() == 0 {
		return
	}
	for _, other := range named {
		if other.explained || other.overlaps(r.span) || r.span.placed && !other.placed {
			continue
		}
		switch {
		case len(other.meanings) == 0:
			r.outside = cmp.Or(r.outside, other.outside)
		case len(r.places) == 0:
			r.take(other.meanings)
			r.guessed = other.guessed
			if other.placed && !r.span.placed {
				r.outside = ""
			}
		case len(inside(r.span.meanings, other.meanings)) == 0 && len(inside(other.meanings, r.span.meanings)) == 0:
			r.guessed = true
			r.places = append(r.places[:1:1], other.meanings[0].region)
			r.parts[other.meanings[0].region] = other.meanings[0].part
		}
	}
}
