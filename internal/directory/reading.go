package directory

import (
	"cmp"
	"slices"
	"strings"

	"schalter/internal/directory/lexis"
)

// reading is one way to understand a line: some words name a place, the others say what it is about.
type reading struct {
	// places are what the words of the place may mean, best first; empty when no word names a place.
	places []*Region
	// quality of the place's name, and the number of words it takes.
	quality float64
	taken   int
	rest    []string
	found   []finding
	score   float64
}

// preferred is added when a preposition says that a place follows; leastGuess is the worst score of a reading that is shown.
const (
	preferred  = 0.05
	leastGuess = 0.25
)

// word is one typed word that has weight.
type word struct {
	text string
	// placed says that a preposition of place stands before it.
	placed bool
}

var placing = map[string]bool{"in": true, "im": true, "bei": true, "nach": true, "near": true, "at": true, "um": true}

// wordsOf splits the line; prepositions are gone but leave their mark on the next word.
func (s *Snapshot) wordsOf(query string) []word {
	all := s.joined(lexis.Words(query))
	var words []word
	for i, text := range all {
		if lexis.Stop(text) || len(text) < 2 {
			continue
		}
		words = append(words, word{text: text, placed: i > 0 && placing[all[i-1]]})
	}
	if len(words) == 0 {
		for _, text := range all {
			words = append(words, word{text: text})
		}
	}
	return words
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
	all := []*reading{s.reading(words, 0, 0, nil)}
	spans := s.spans(words)
	for _, span := range spans {
		all = append(all, s.reading(words, span.from, span.to, span.meanings))
	}
	all = append(all, s.nested(words, spans)...)
	for _, r := range all {
		s.judge(r, locale)
	}
	all = slices.DeleteFunc(all, func(r *reading) bool { return r.score < leastGuess })
	slices.SortStableFunc(all, func(a, b *reading) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.taken, a.taken))
	})
	return all
}

// span is a run of words that may name a place.
type span struct {
	from, to int
	meanings []naming
}

// spans finds names of places and keys; only when there are none, guesses at half typed names and, where the words begin no
// other word, at misspelt ones.
func (s *Snapshot) spans(words []word) []span {
	spans := s.runs(words, func(run []string) []naming {
		if len(run) == 1 {
			if keyed := s.keyed(run[0]); keyed != nil {
				return keyed
			}
		}
		return s.places.exact(run)
	})
	if len(spans) > 0 {
		return spans
	}
	return s.runs(words, func(run []string) []naming {
		if s.explained(run) {
			return nil
		}
		return s.places.guess(run, len(s.topics.words.Completions(run[0])) == 0)
	})
}

// runs asks for every run of words, the longest first at each beginning.
func (s *Snapshot) runs(words []word, ask func([]string) []naming) []span {
	var spans []span
	for from := range words {
		for to := min(from+s.places.longest, len(words)); to > from; to-- {
			run := make([]string, 0, to-from)
			for _, w := range words[from:to] {
				run = append(run, w.text)
			}
			if meanings := ask(run); len(meanings) > 0 {
				spans = append(spans, span{from, to, meanings})
			}
		}
	}
	return spans
}

// explained reports whether every word of the run is one that topics use.
func (s *Snapshot) explained(run []string) bool {
	for _, text := range run {
		if _, ok := s.topics.words.Exact(text); !ok && s.topics.words.Parts(text) == nil {
			return false
		}
	}
	return true
}

// keyed returns the regions that a number means: a postal code, an AGS or an ARS.
func (s *Snapshot) keyed(text string) []naming {
	if strings.Trim(text, "0123456789") != "" {
		return nil
	}
	var found []naming
	for _, r := range s.byPostalCode[text] {
		found = append(found, naming{r, fullName, text})
	}
	slices.SortFunc(found, betterNaming)
	if len(found) > 0 {
		return found
	}
	if r := s.regionByAGS[text]; r != nil {
		return []naming{{r, fullName, text}}
	}
	if r := s.regionByARS[text]; r != nil && len(text) > 2 {
		return []naming{{r, fullName, text}}
	}
	return nil
}

// nested reads two names as a place and the district or postal code it lies in: Hausen Forchheim, 95444 Bayreuth.
func (s *Snapshot) nested(words []word, spans []span) []*reading {
	var all []*reading
	for _, inner := range spans {
		for _, outer := range spans {
			if inner.from < outer.to && outer.from < inner.to {
				continue
			}
			if meanings := inside(inner.meanings, outer.meanings); len(meanings) > 0 {
				first, second := inner, outer
				if outer.from < inner.from {
					first, second = outer, inner
				}
				if first.to != second.from {
					continue
				}
				all = append(all, s.reading(words, first.from, second.to, meanings))
			}
		}
	}
	return all
}

// inside keeps the municipalities that are what the other name means, or lie in it or in the district named after it.
func inside(inner, outer []naming) []naming {
	return keep(inner, func(in naming) bool {
		if in.region.Kind != RegionGemeinde {
			return false
		}
		return slices.ContainsFunc(outer, func(out naming) bool {
			return out.region.Covers(in.region) || in.region.kreis.Name == out.region.Name
		})
	})
}

func (s *Snapshot) reading(words []word, from, to int, meanings []naming) *reading {
	r := &reading{taken: to - from}
	for i, w := range words {
		if i < from || i >= to {
			r.rest = append(r.rest, w.text)
		}
	}
	for _, m := range meanings {
		r.places = append(r.places, m.region)
		r.quality = max(r.quality, m.quality)
	}
	if to > from && words[from].placed {
		r.quality += preferred
	}
	return r
}

// judge scores the reading: each word of the place counts one, the others what they weigh.
func (s *Snapshot) judge(r *reading, locale string) {
	units := s.topics.units(r.rest)
	r.found = s.topics.find(units, locale)
	mass, best := 0.0, 0.0
	for _, u := range units {
		mass += u.mass
	}
	if len(r.found) > 0 {
		best = r.found[0].score
	}
	taken := float64(r.taken)
	if taken+mass > 0 {
		r.score = (taken*r.quality + mass*best) / (taken + mass)
	}
}
