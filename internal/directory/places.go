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
	// part is what the name means inside the region, such as Bogenhausen; empty for the region itself.
	part string
}

// places is the index of the names of regions.
type places struct {
	names *lexis.Vocabulary
	// meanings lists what each name may mean, best first.
	meanings [][]naming
	longest  int
	// outside tells by folded names which places lie outside Bavaria, and how they are written.
	outside map[string]string
	// plates are the regions by the folded code of their number plates.
	plates map[string][]*Region
}

// The qualities of the ways to name a place.
const (
	fullName     = 1.0
	shortName    = 0.97
	districtName = 0.95
	partName     = 0.93
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
	"097": {"Swabia", "Bavarian Swabia"}, "091620000000": {"Munich", "Minga"}, "095640000000": {"Nuremberg", "Nämberch", "Närmberch", "Nbg"},
	"093620000000": {"Ratisbon", "Rengschburg", "Rgbg"}, "097610000000": {"Auxburg"}, "094610000000": {"Bambärch"}, "096630000000": {"Würzburch"},
	"09777": {"Allgäu"}, "09778": {"Allgäu"}, "09780": {"Allgäu"},
}

func newPlaces(regions []*Region, facts *placeFacts) *places {
	p := &places{names: lexis.NewVocabulary(lexis.Level), outside: facts.outside, plates: facts.plates}
	for _, r := range regions {
		for name, quality := range namesOf(r) {
			p.add(naming{region: r, quality: quality, name: name})
		}
	}
	for _, part := range facts.parts {
		for _, name := range partSpellings(part.name) {
			p.add(naming{region: part.region, quality: partName, name: name, part: part.name})
		}
	}
	for name := range facts.outside {
		p.longest = max(p.longest, strings.Count(name, " ")+1)
	}
	p.names.Freeze()
	for _, m := range p.meanings {
		slices.SortFunc(m, betterNaming)
	}
	return p
}

func (p *places) add(n naming) {
	number := p.names.Add(n.name)
	if number == len(p.meanings) {
		p.meanings = append(p.meanings, nil)
	}
	p.meanings[number] = append(p.meanings[number], n)
	p.longest = max(p.longest, strings.Count(n.name, " ")+1)
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

// partSpellings returns the name of a part as the table writes it, and as people do: St. Johannis for Sankt Johannis.
func partSpellings(name string) []string {
	long := strings.Join(nameWords(name), " ")
	short := strings.Join(nameWords(strings.ReplaceAll(name, "Sankt ", "St. ")), " ")
	if long == short {
		return []string{long}
	}
	return []string{long, short}
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
	same := filter(p.meanings[n], func(m naming) bool { return m.name == typed })
	other := filter(p.meanings[n], func(m naming) bool { return m.name != typed })
	return append(same, other...)
}

// completions returns what the beginning of a name may mean, alike what one with so many typing errors may; best first, with the
// quality of the guess.
func (p *places) completions(name string) []naming { return p.guess(p.names.Completions(name)) }

func (p *places) alike(name string, most int) []naming {
	return p.guess(filter(p.names.Alike(name), func(m lexis.Match) bool { return m.Errors <= most }))
}

func (p *places) guess(matches []lexis.Match) []naming {
	var found []naming
	for _, m := range matches {
		for _, meaning := range p.meanings[m.ID] {
			meaning.quality *= m.Quality
			found = append(found, meaning)
		}
	}
	slices.SortStableFunc(found, func(a, b naming) int {
		return cmp.Or(cmp.Compare(levelOf(a), levelOf(b)), cmp.Compare(*b.region.Population, *a.region.Population), betterNaming(a, b))
	})
	return found
}

// levelOf puts municipalities first among guesses, where population alone would prefer the district around them or the large
// town that has a part of the name.
func levelOf(n naming) int {
	switch {
	case n.part != "":
		return 1
	case n.region.Kind == RegionGemeinde:
		return 0
	}
	return 2
}
