package directory

import (
	"slices"
	"strings"
	"unicode/utf8"

	"schalter/internal/directory/lexis"
	"schalter/internal/errs"
)

// The bounds of a search: characters of the line, hits by default and at most.
const (
	MaxQuery    = 200
	DefaultHits = 20
	MaxHits     = 100
)

// SearchResult is what one line was understood as.
type SearchResult struct {
	// Place is the place that the line names, nil where it names none; never a guess.
	Place *Region
	// PlacePart is the part of the place that the line names, such as Bogenhausen; nil for the place itself.
	PlacePart *string
	// OtherPlaces are others that the same name may mean; never nil.
	OtherPlaces []*Region
	// SuggestedPlaces are what a half typed or misspelt word may mean, or places between which the line does not decide; only
	// offered, where Place is nil; never nil.
	SuggestedPlaces []*PlaceSuggestion
	// Outside is the place outside Bavaria that the line names, nil where it names none.
	Outside *string
	// Hits are regions, authorities, services and undertakings, best first; never nil.
	Hits []SearchHit
}

// PlaceSuggestion is a place that a word may mean, and by which part of it.
type PlaceSuggestion struct {
	Region *Region
	Part   *string
}

const (
	// mostPlaces bounds how many other places a name proposes.
	mostPlaces = 10
	// mostSuggestions bounds how many places are offered for a word.
	mostSuggestions = 5
	// runnerUp is the share of the best score that another subject must reach to be shown, secondReading that of another way
	// to understand the line.
	runnerUp      = 0.6
	secondReading = 0.75
)

// Search understands what and where in one line, such as "Café eröffnen in München". The locale is "de" or "en"; first is the
// most hits wanted, 0 means DefaultHits. A line longer than MaxQuery characters, one that is no UTF-8 and a first outside 0 to
// MaxHits are INVALID. A line that means nothing has no hits.
func (s *Snapshot) Search(query, locale string, first int) (*SearchResult, error) {
	if err := checkQuery(query); err != nil {
		return nil, err
	}
	if first < 0 || first > MaxHits {
		return nil, errs.Newf(errs.Invalid, "first is between 0 and %d", MaxHits)
	}
	if first == 0 {
		first = DefaultHits
	}
	result := &SearchResult{OtherPlaces: []*Region{}, SuggestedPlaces: []*PlaceSuggestion{}, Hits: []SearchHit{}}
	readings := s.readings(query, locale)
	if len(readings) == 0 {
		return result, nil
	}
	best := readings[0]
	result.Hits = s.hits(best)
	if len(readings) > 1 && doubtful(best, readings[1]) {
		result.Hits = append(result.Hits, s.hits(readings[1])...)
	}
	result.Hits = unique(result.Hits)
	result.Hits = result.Hits[:min(first, len(result.Hits))]
	s.locate(result, best)
	return result, nil
}

// locate fills in the place of the best reading: taken when it is named, offered when it is guessed.
func (s *Snapshot) locate(result *SearchResult, best *reading) {
	if best.outside != "" {
		result.Outside = &best.outside
	}
	places := s.placesOf(best)
	switch {
	case len(places) == 0:
	case best.guessed:
		for _, place := range places[:min(len(places), mostSuggestions)] {
			result.SuggestedPlaces = append(result.SuggestedPlaces, &PlaceSuggestion{place, best.part(place)})
		}
	default:
		result.Place, result.PlacePart = places[0], best.part(places[0])
		result.OtherPlaces = append(result.OtherPlaces, places[1:min(len(places), mostPlaces+1)]...)
	}
}

// part returns by which part of it the reading means the place, nil for the place itself.
func (r *reading) part(place *Region) *string {
	if name := r.parts[place]; name != "" {
		return &name
	}
	return nil
}

// doubtful reports whether the line may as well mean only a place as only a subject.
func doubtful(best, next *reading) bool {
	return next.score >= secondReading*best.score && (len(best.rest) == 0) != (len(next.rest) == 0)
}

func checkQuery(query string) error {
	if !utf8.ValidString(query) {
		return errs.New(errs.Invalid, "the search is not UTF-8")
	}
	if utf8.RuneCountInString(query) > MaxQuery {
		return errs.Newf(errs.Invalid, "a search has at most %d characters", MaxQuery)
	}
	return nil
}

// placesOf returns the places of a reading; when the line asks for an office, those that have one come first.
func (s *Snapshot) placesOf(r *reading) []*Region {
	places := slices.Clone(r.places)
	if len(r.found) > 0 && r.found[0].office != nil {
		office := r.found[0].office
		slices.SortStableFunc(places, func(a, b *Region) int {
			return compareBool(len(s.authoritiesOfOffice(office, []*Region{a})) > 0, len(s.authoritiesOfOffice(office, []*Region{b})) > 0)
		})
	}
	return places
}

// compareBool puts true before false.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// hits returns what a reading means, best first: subjects and then their place, or places and then their authorities.
func (s *Snapshot) hits(r *reading) []SearchHit {
	var hits []SearchHit
	for _, f := range r.found {
		if f.score < runnerUp*r.found[0].score {
			break
		}
		switch {
		case f.undertaking != nil:
			hits = append(hits, f.undertaking)
		case f.service != nil:
			hits = append(hits, f.service)
		default:
			for _, authority := range s.authoritiesOfOffice(f.office, r.places) {
				hits = append(hits, authority)
			}
		}
		if len(hits) >= MaxHits {
			break
		}
	}
	if r.guessed && len(r.rest) > 0 {
		return hits
	}
	for _, place := range r.places[:min(len(r.places), mostPlaces+1)] {
		hits = append(hits, place)
		if len(r.rest) > 0 {
			break
		}
	}
	if len(r.places) > 0 && len(r.rest) == 0 && !r.guessed {
		for _, authority := range s.AuthoritiesOf(r.places[0]) {
			if kindOrder[authority.Kind] <= kindOrder[KindLandratsamt] {
				hits = append(hits, authority)
			}
		}
	}
	return hits
}

// SearchRegions returns the regions that the text may mean by name, postal code or key, best first, then those whose name
// begins with it; empty text means all, by ARS. Too long a text is INVALID.
func (s *Snapshot) SearchRegions(text string, f RegionFilter) ([]*Region, error) {
	if strings.TrimSpace(text) == "" {
		return s.Regions(f), nil
	}
	if err := checkQuery(text); err != nil {
		return nil, err
	}
	readings := s.readings(text, Locales[0])
	var found []*Region
	for _, r := range readings {
		if len(r.rest) == 0 {
			found = append(found, r.places...)
		}
	}
	if len(found) == 0 && len(readings) > 0 {
		found = readings[0].places
	}
	for _, longer := range s.places.completions(strings.Join(lexis.Words(text), " ")) {
		found = append(found, longer.region)
	}
	return filter(unique(found), f.fits), nil
}

// SearchAuthorities returns the authorities that the text may mean by kind, name or place, best first; empty text means all, by
// name. Too long a text is INVALID.
func (s *Snapshot) SearchAuthorities(text string, f AuthorityFilter) ([]*Authority, error) {
	if strings.TrimSpace(text) == "" {
		return s.Authorities(f), nil
	}
	if err := checkQuery(text); err != nil {
		return nil, err
	}
	var found []*Authority
	for _, r := range s.readings(text, Locales[0]) {
		for _, f := range r.found {
			if f.office != nil {
				found = append(found, s.authoritiesOfOffice(f.office, r.places)...)
			}
		}
		if len(r.rest) == 0 {
			for _, place := range r.places {
				found = append(found, s.AuthoritiesOf(place)...)
			}
		}
	}
	return filter(unique(found), f.fits), nil
}

// SearchServices returns the services that the text means, best first; empty text means all, by name. Too long a text is
// INVALID.
func (s *Snapshot) SearchServices(text string, f ServiceFilter) ([]*Service, error) {
	if strings.TrimSpace(text) == "" {
		return s.Services(f), nil
	}
	if err := checkQuery(text); err != nil {
		return nil, err
	}
	var found []*Service
	for _, r := range s.readings(text, f.Locale) {
		for _, finding := range r.found {
			if finding.service != nil {
				found = append(found, finding.service)
			}
		}
	}
	return filter(unique(found), f.fits), nil
}

// SearchUndertakings returns the undertakings that the text means, best first; empty text means all, by name. Too long a text
// is INVALID.
func (s *Snapshot) SearchUndertakings(text string, f UndertakingFilter) ([]*Undertaking, error) {
	if strings.TrimSpace(text) == "" {
		return s.Undertakings(f), nil
	}
	if err := checkQuery(text); err != nil {
		return nil, err
	}
	var found []*Undertaking
	for _, r := range s.readings(text, f.Locale) {
		for _, finding := range r.found {
			if finding.undertaking != nil {
				found = append(found, finding.undertaking)
			}
		}
	}
	return filter(unique(found), f.fits), nil
}
