package directory

import (
	"slices"
	"strings"

	"schalter/internal/directory/lexis"
)

// span is a run of words that names a place, in Bavaria or outside, or may be meant to.
type span struct {
	from, to int
	meanings []naming
	outside  string
	guessed  bool
	// placed says that a preposition of place stands before it, or that two names confirm each other; explained that its words are ones that topics use too.
	placed, explained bool
}

func (p span) len() int { return p.to - p.from }

func (p span) has(i int) bool { return i >= p.from && i < p.to }

func (p span) overlaps(other span) bool { return p.from < other.to && other.from < p.to }

// named finds names of places and keys. Where somebody comes from is left out when the line names another place too.
func (s *Snapshot) named(words []word) []span {
	all := s.runs(words, func(from, to int, run []string) *span {
		found := s.meaning(run)
		if found == nil && to-from == 1 && words[from].code {
			found = s.plate(run[0])
		}
		if found == nil || found.outside != "" && s.explained(run) && !words[from].placed && len(words) > 1 {
			return nil
		}
		found.explained = s.explained(run)
		return found
	})
	all = filter(all, func(p span) bool {
		return !slices.ContainsFunc(all, func(longer span) bool { return longer.len() > p.len() && longer.from <= p.from && p.to <= longer.to })
	})
	lie(words, all)
	to := filter(all, func(p span) bool { return !words[p.from].from })
	if len(to) > 0 || slices.ContainsFunc(words, func(w word) bool { return w.placed }) {
		return to
	}
	return filter(all, func(p span) bool { return p.outside == "" })
}

// lie gives the preposition of a place that only says where the one before it lies to that one: Moosach bei Grafing is Moosach.
func lie(words []word, all []span) {
	for i := range all {
		for j := range all {
			if words[all[j].from].near && all[i].to == all[j].from {
				all[i].placed, all[j].placed = true, false
			}
		}
	}
}

// meaning returns what the words name: a key, a place in Bavaria, or one outside of it. A short form of a Bavarian name that is
// the name of a place outside is only offered: Sachsen for Sachsen b.Ansbach.
func (s *Snapshot) meaning(run []string) *span {
	if len(run) == 1 {
		if keyed := s.keyed(run[0]); keyed != nil {
			return &span{meanings: keyed}
		}
	}
	found := &span{meanings: s.places.exact(run), outside: s.places.outside[strings.Join(run, " ")]}
	if len(found.meanings) == 0 && found.outside == "" {
		return nil
	}
	if len(found.meanings) > 0 {
		best := found.meanings[0]
		found.guessed = found.outside != "" && best.quality < fullName || best.part != "" && partOfSeveral(found.meanings)
	}
	return found
}

// partOfSeveral reports whether a name is that of parts of different towns.
func partOfSeveral(meanings []naming) bool {
	return slices.ContainsFunc(meanings, func(m naming) bool { return m.region != meanings[0].region })
}

// plate returns the districts of a code of number plates; one that several have is only offered.
func (s *Snapshot) plate(code string) *span {
	regions := s.places.plates[code]
	if len(regions) == 0 {
		return nil
	}
	p := &span{guessed: len(regions) > 1}
	for _, r := range regions {
		p.meanings = append(p.meanings, naming{region: r, quality: unionName, name: code})
	}
	return p
}

// guesses finds names that are half typed at the end of the line, misspelt ones where the words begin no other word, and codes of
// number plates in small letters. A line that names a place has none, but for a word after "in" or "nach".
func (s *Snapshot) guesses(words []word, named []span) []span {
	aimed := slices.ContainsFunc(words, func(w word) bool { return w.placed })
	return s.runs(words, func(from, to int, run []string) *span {
		taken := slices.ContainsFunc(named, func(p span) bool { return p.overlaps(span{from: from, to: to}) || p.placed || !words[from].placed })
		if taken || aimed && words[from].from || s.explained(run) {
			return nil
		}
		if found := s.plate(run[0]); found != nil && len(run) == 1 && len(run[0]) == 3 {
			found.guessed = true
			return found
		}
		meanings := s.guess(run, to == len(words), len(words) == 1 || words[from].placed)
		if len(meanings) == 0 {
			return nil
		}
		return &span{meanings: meanings, guessed: true}
	})
}

// surely is the number of letters from which a word among others may be a half typed or misspelt place; shorter ones resemble
// too many.
const surely = 6

// guess returns what the words may mean as a half typed name, at the end of the line, or as a misspelt one. It takes more for one
// where the line says that it is a place, by a preposition or by nothing else beside it.
func (s *Snapshot) guess(run []string, last, place bool) []naming {
	name, errors := strings.Join(run, " "), 1
	if place {
		errors = 2
	} else if len(lexis.Level(name)) < surely {
		return nil
	}
	var found []naming
	if last {
		found = s.places.completions(name)
	}
	if len(found) == 0 && len(s.topics.words.Completions(run[0])) == 0 {
		found = s.places.alike(name, errors)
	}
	return found
}

// runs calls f for every run of words, the longest first at each beginning.
func (s *Snapshot) runs(words []word, ask func(from, to int, run []string) *span) []span {
	var spans []span
	for from := range words {
		for to := min(from+s.places.longest, len(words)); to > from; to-- {
			run := make([]string, 0, to-from)
			for _, w := range words[from:to] {
				run = append(run, w.text)
			}
			if found := ask(from, to, run); found != nil {
				found.from, found.to, found.placed = from, to, words[from].placed
				spans = append(spans, *found)
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
		found = append(found, naming{region: r, quality: fullName, name: text})
	}
	slices.SortFunc(found, betterNaming)
	if len(found) > 0 {
		return found
	}
	if r := s.regionByAGS[text]; r != nil {
		return []naming{{region: r, quality: fullName, name: text}}
	}
	if r := s.regionByARS[text]; r != nil && len(text) > 2 {
		return []naming{{region: r, quality: fullName, name: text}}
	}
	return nil
}

// nested reads two names side by side as a place and the town, district or postal code it lies in: Schwabing München, Hausen
// Forchheim, 95444 Bayreuth.
func nested(named []span) []span {
	var all []span
	for _, inner := range named {
		for _, outer := range named {
			first, second := inner, outer
			if outer.from < inner.from {
				first, second = outer, inner
			}
			if first.to != second.from {
				continue
			}
			if meanings := inside(inner.meanings, outer.meanings); len(meanings) > 0 {
				all = append(all, span{from: first.from, to: second.to, meanings: meanings, placed: true})
			}
		}
	}
	return all
}

// inside keeps the municipalities that are what the other name means, or lie in it or in the district named after it; a part of a
// town does not stand for the district around the town.
func inside(inner, outer []naming) []naming {
	var found []naming
	for _, in := range inner {
		if in.region.Kind != RegionGemeinde {
			continue
		}
		for _, out := range outer {
			if out.region.Covers(in.region) || out.part == "" && in.region.kreis.Name == out.region.Name {
				if in.part == "" && in.region == out.region {
					in.part = out.part
				}
				found = append(found, in)
				break
			}
		}
	}
	return found
}
