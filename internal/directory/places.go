package directory

import (
	"cmp"
	"slices"
	"strings"

	"schalter/internal/directory/lexis"
)

// naming is a region and how well a name means it.
type naming struct {
	region  *Region
	quality float64
	// name is the folded name.
	name string
}

// places is the index of the names of regions.
type places struct {
	names *lexis.Vocabulary
	// meanings lists what each name may mean, best first.
	meanings [][]naming
	longest  int
}

// The qualities of the ways to name a place.
const (
	fullName     = 1.0
	shortName    = 0.97
	districtName = 0.95
	unionName    = 0.9
	forestName   = 0.85
	// spaName is a name without Bad or Markt in front.
	spaName = 0.85
)

// abbreviations that the register writes inside names; an empty one is a preposition.
var abbreviations = map[string]string{
	"opf": "oberpfalz", "ob": "oberbayern", "nb": "niederbayern", "ofr": "oberfranken", "ufr": "unterfranken", "mfr": "mittelfranken",
	"bay": "bayern", "hl": "heilig", "st": "sankt",
}

// exonyms are names in English and everyday use.
var exonyms = map[string][]string{
	"09": {"Bavaria", "Freistaat Bayern", "Free State of Bavaria"}, "091": {"Upper Bavaria"}, "092": {"Lower Bavaria"},
	"093": {"Upper Palatinate"}, "094": {"Upper Franconia", "Franken", "Franconia"}, "095": {"Middle Franconia", "Franken", "Franconia"},
	"096": {"Lower Franconia", "Franken", "Franconia"},
	"097": {"Swabia", "Bavarian Swabia"}, "091620000000": {"Munich"}, "095640000000": {"Nuremberg"},
	"09777": {"Allgäu"}, "09778": {"Allgäu"}, "09780": {"Allgäu"},
}

// elsewhere are large places outside Bavaria: they are no misspelt Bavarian ones.
var elsewhere = map[string]bool{
	"berlin": true, "hamburg": true, "koeln": true, "cologne": true, "frankfurt": true, "stuttgart": true, "duesseldorf": true, "leipzig": true,
	"dresden": true, "hannover": true, "bremen": true, "dortmund": true, "essen": true, "bonn": true, "mannheim": true, "karlsruhe": true,
	"kassel": true, "ulm": true, "mainz": true, "wien": true, "vienna": true, "salzburg": true, "innsbruck": true, "linz": true,
}

func newPlaces(regions []*Region) *places {
	p := &places{names: lexis.NewVocabulary(lexis.Level)}
	for _, r := range regions {
		for name, quality := range namesOf(r) {
			n := p.names.Add(name)
			if n == len(p.meanings) {
				p.meanings = append(p.meanings, nil)
			}
			p.meanings[n] = append(p.meanings[n], naming{r, quality, name})
			p.longest = max(p.longest, strings.Count(name, " ")+1)
		}
	}
	p.names.Freeze()
	for _, m := range p.meanings {
		slices.SortFunc(m, betterNaming)
	}
	return p
}

// betterNaming orders what a name may mean: the better name, then the larger place.
func betterNaming(a, b naming) int {
	return cmp.Or(cmp.Compare(b.quality, a.quality), cmp.Compare(*b.region.Population, *a.region.Population), strings.Compare(a.region.ARS, b.region.ARS))
}

// namesOf returns the folded names of a region with their quality, without prepositions.
func namesOf(r *Region) map[string]float64 {
	names := map[string]float64{}
	add := func(quality float64, words ...string) {
		if name := strings.Join(words, " "); name != "" {
			names[name] = max(names[name], quality)
		}
	}
	whole, short := spellings(r.Name)
	switch r.Kind {
	case RegionKreis:
		if *r.Designation != "Landkreis" {
			return nil
		}
		for _, words := range whole {
			add(districtName, words...)
			for _, title := range []string{"landkreis", "kreis", "lkr", "lk", "district", "county"} {
				add(fullName, append([]string{title}, words...)...)
			}
		}
		add(districtName-0.03, short...)
		for _, name := range exonyms[r.ARS] {
			add(fullName, lexis.Fold(name))
		}
		return names
	case RegionGemeindeverband:
		for _, words := range whole {
			add(unionName, words...)
		}
		return names
	case RegionRegierungsbezirk:
		add(fullName, append([]string{"regierungsbezirk"}, whole[0]...)...)
	case RegionGemeindefrei:
		add(forestName, whole[0]...)
		return names
	}
	for _, words := range whole {
		add(fullName, words...)
	}
	add(shortName, short...)
	if len(short) > 1 && (short[0] == "bad" || short[0] == "markt") {
		add(spaName, short[1:]...)
	}
	for _, name := range exonyms[r.ARS] {
		add(fullName, content(lexis.Words(name))...)
	}
	return names
}

// spellings returns the words of a name, as the register writes it and with its abbreviations written out, and the words
// before the first preposition or bracket: Weiden opf, Weiden oberpfalz; Weiden.
func spellings(name string) (whole [][]string, short []string) {
	before, _, _ := strings.Cut(name, "(")
	short = nameWords(before)
	for i, word := range strings.FieldsFunc(before, func(r rune) bool { return r == ' ' || r == '.' || r == '-' }) {
		if lower := lexis.Fold(word); i > 0 && (len(lower) == 1 || lower == "am" || lower == "an" || lower == "im" || lower == "in" || lower == "bei") {
			short = short[:min(i, len(short))]
			break
		}
	}
	as := nameWords(name)
	whole = [][]string{as}
	out := slices.Clone(as)
	for i, word := range out {
		if long := abbreviations[word]; long != "" && (i > 0 || word == "st") {
			out[i] = long
		}
	}
	if !slices.Equal(as, out) {
		whole = append(whole, out)
	}
	if as[0] == "sankt" {
		whole = append(whole, append([]string{"st"}, as[1:]...))
	}
	return whole, short
}

func nameWords(name string) []string { return content(lexis.Words(name)) }

// exact returns what the words mean as the name of a place, best first, and first of all those spelt the same: Furth before
// Fürth.
func (p *places) exact(words []string) []naming {
	typed := strings.Join(words, " ")
	n, ok := p.names.Exact(typed)
	if !ok {
		return nil
	}
	same := keep(p.meanings[n], func(m naming) bool { return m.name == typed })
	other := keep(p.meanings[n], func(m naming) bool { return m.name != typed })
	return append(same, other...)
}

// guess returns what the words mean as a half typed name or, if errors are allowed, a misspelt one, best first; the quality is
// that of the guess.
func (p *places) guess(words []string, errors bool) []naming {
	name := strings.Join(words, " ")
	matches := p.names.Completions(name)
	if len(matches) == 0 && errors && !elsewhere[name] {
		matches = p.names.Alike(name)
	}
	var found []naming
	for _, m := range matches {
		for _, meaning := range p.meanings[m.ID] {
			found = append(found, naming{meaning.region, m.Quality * meaning.quality, meaning.name})
		}
	}
	slices.SortStableFunc(found, func(a, b naming) int {
		return cmp.Or(cmp.Compare(levelOf(a), levelOf(b)), cmp.Compare(*b.region.Population, *a.region.Population), betterNaming(a, b))
	})
	return found
}

// levelOf puts municipalities first among guesses, where population alone would prefer the district around them.
func levelOf(n naming) int {
	if n.region.Kind == RegionGemeinde {
		return 0
	}
	return 1
}
