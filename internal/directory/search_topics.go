package directory

import (
	"cmp"
	"math"
	"slices"

	"schalter/internal/directory/lexis"
)

// subject is something that words can be about: a service, an undertaking, or authorities of some kinds.
type subject struct {
	service     *Service
	undertaking *Undertaking
	office      *office
}

// rank settles a tie: what a person sets out to do before its parts.
func (s *subject) rank() int {
	switch {
	case s.undertaking != nil:
		return 0
	case s.service != nil:
		return 1
	}
	return 2
}

// phrase is one way to name a subject.
type phrase struct {
	subject int
	locale  string
	weight  float64
	// mass is the sum of the weights of its words.
	mass float64
}

// posting says that a word occurs in a phrase; quality is less than 1 when it is only part of a compound there.
type posting struct {
	phrase  int
	quality float64
}

// topics is the index of everything that is not a place.
type topics struct {
	words    *lexis.Vocabulary
	subjects []*subject
	phrases  []*phrase
	postings [][]posting
	// masses weighs each word by its rarity, between 0 and 1.
	masses []float64
	// general marks the words that say what is done and not to what, such as anmelden.
	general []bool
}

// The weights of names and everyday words; a name decides between equals.
const (
	nameWeight    = 1.0
	keywordWeight = 0.98
	// foreign is the factor for phrases of another language than the asker's.
	foreign = 0.9
	// partOfCompound is the quality of Steuer in Hundesteuer.
	partOfCompound = 0.6
	// unknownMass is the weight of a word that no phrase has.
	unknownMass = 0.9
)

func newTopics(s *Snapshot) *topics {
	t := &topics{words: lexis.NewVocabulary(lexis.Stem)}
	var wording [][]string
	add := func(subject int, locale string, weight float64, texts ...string) {
		for _, text := range texts {
			if words := content(lexis.Words(text)); len(words) > 0 {
				t.phrases = append(t.phrases, &phrase{subject: subject, locale: locale, weight: weight})
				wording = append(wording, words)
			}
		}
	}
	for _, u := range s.undertakings {
		n := t.subject(&subject{undertaking: u})
		for _, locale := range Locales {
			add(n, locale, nameWeight, u.Text(locale).Name)
			add(n, locale, keywordWeight, u.Text(locale).Keywords...)
		}
	}
	for _, v := range s.services {
		n := t.subject(&subject{service: v})
		for _, locale := range Locales {
			add(n, locale, nameWeight, v.Text(locale).Name)
			add(n, locale, keywordWeight, v.Text(locale).Keywords...)
		}
	}
	for _, o := range offices {
		n := t.subject(&subject{office: o})
		add(n, "de", keywordWeight, o.de...)
		add(n, "en", keywordWeight, o.en...)
	}
	t.post(wording)
	return t
}

func (t *topics) subject(s *subject) int {
	t.subjects = append(t.subjects, s)
	return len(t.subjects) - 1
}

// post fills the index; wording holds the words of each phrase.
func (t *topics) post(wording [][]string) {
	for _, words := range wording {
		for _, word := range words {
			t.words.Add(word)
		}
	}
	t.words.Freeze()
	t.postings = make([][]posting, t.words.Len())
	for n, words := range wording {
		for _, word := range words {
			id, _ := t.words.Exact(word)
			t.postings[id] = append(t.postings[id], posting{n, 1})
			for _, part := range t.words.Parts(word) {
				if part != id {
					t.postings[part] = append(t.postings[part], posting{n, partOfCompound})
				}
			}
		}
	}
	t.weigh()
	t.general = make([]bool, t.words.Len())
	for _, word := range lexis.General() {
		if id, ok := t.words.Exact(word); ok {
			t.general[id] = true
		}
	}
	for n, words := range wording {
		for _, word := range words {
			id, _ := t.words.Exact(word)
			t.phrases[n].mass += t.masses[id]
		}
	}
}

// weigh gives a word that few subjects use more weight than one that many use.
func (t *topics) weigh() {
	t.masses = make([]float64, len(t.postings))
	all := math.Log(1 + float64(len(t.subjects)))
	for id, postings := range t.postings {
		subjects := map[int]bool{}
		for _, p := range postings {
			subjects[t.phrases[p.phrase].subject] = true
		}
		t.masses[id] = max(math.Log(1+float64(len(t.subjects))/float64(max(len(subjects), 1)))/all, 0.1)
	}
}

// content drops the words without weight, unless nothing else is there.
func content(words []string) []string {
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return lexis.Stop(w) || len(w) < 2 })
	if len(kept) == 0 {
		return words
	}
	return kept
}

// unit is one typed word, or two that belong together, and what it may mean.
type unit struct {
	mass    float64
	matches []lexis.Match
}

// The qualities of guesses at a word.
const (
	compoundQuality   = 0.95
	completionQuality = 0.6
)

// units reads typed words: known ones, two that are one compound, compounds of known words, beginnings and typing errors.
func (t *topics) units(words []string) []unit {
	var units []unit
	for i := 0; i < len(words); i++ {
		if i+1 < len(words) {
			if id, ok := t.words.Exact(words[i] + words[i+1]); ok && len(words[i]) > 2 && len(words[i+1]) > 2 {
				units = append(units, t.known(words[i]+words[i+1], id, 1))
				i++
				continue
			}
		}
		units = append(units, t.read(words[i])...)
	}
	return units
}

func (t *topics) read(word string) []unit {
	if id, ok := t.words.Exact(word); ok {
		return []unit{t.known(word, id, 1)}
	}
	if parts := t.words.Parts(word); parts != nil {
		units := make([]unit, len(parts))
		for i, id := range parts {
			units[i] = t.known(word, id, compoundQuality)
		}
		return units
	}
	u := unit{mass: unknownMass, matches: t.words.Completions(word)}
	if len(u.matches) == 0 {
		u.matches = t.words.Alike(word)
	}
	if len(u.matches) > 0 {
		u.mass = 0
		for _, m := range u.matches {
			u.mass = max(u.mass, t.masses[m.ID])
		}
	}
	return []unit{u}
}

// known is a unit for a word of the vocabulary; longer words that begin with it may be meant as well, unless it is very short.
func (t *topics) known(word string, id int, quality float64) unit {
	u := unit{mass: t.masses[id], matches: []lexis.Match{{ID: id, Quality: quality}}}
	if len(word) < 4 {
		return u
	}
	for _, m := range t.words.Completions(word) {
		if m.ID != id {
			u.matches = append(u.matches, lexis.Match{ID: m.ID, Quality: m.Quality * completionQuality})
		}
	}
	return u
}

// finding is a subject and how well the typed words mean it, between 0 and 1.
type finding struct {
	*subject
	number int
	score  float64
}

// The least that a finding must cover of the typed words, and reach as a whole; less is noise. A phrase that is there in
// full counts with less, since words such as a place outside Bavaria may stand beside it.
const (
	leastCoverage = 0.55
	leastScore    = 0.42
	leastOfWhole  = 0.25
)

// tally is how well one phrase, or one subject, is met by each typed word.
type tally struct {
	quality []float64
	// met is the weight of the phrase's words that are met.
	met []float64
	// specific says that one of them says what it is about.
	specific bool
}

// find returns the subjects that the units mean, best first.
func (t *topics) find(units []unit, locale string) []finding {
	total := 0.0
	for _, u := range units {
		total += u.mass
	}
	if total == 0 {
		return nil
	}
	tallies := t.tally(units)
	noun := slices.ContainsFunc(units, func(u unit) bool { return len(u.matches) == 0 || !t.generally(u) })
	best, covered, whole := map[int]float64{}, map[int][]float64{}, map[int]bool{}
	for n, tally := range tallies {
		if noun && !tally.specific {
			// A noun of something else beside "anmelden" is no question about what people mostly register.
			continue
		}
		p := t.phrases[n]
		score := p.likeness(tally, units, total)
		if p.locale != locale {
			score *= foreign
		}
		best[p.subject] = max(best[p.subject], score)
		covered[p.subject] = better(covered[p.subject], tally.quality)
		whole[p.subject] = whole[p.subject] || p.met(tally) > 0.95
	}
	var found []finding
	for n, likeness := range best {
		coverage := weighed(covered[n], units) / total
		score := (likeness + coverage) / 2
		if coverage >= leastCoverage && score >= leastScore || whole[n] && score >= leastOfWhole {
			found = append(found, finding{t.subjects[n], n, score})
		}
	}
	slices.SortFunc(found, func(a, b finding) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.number, b.number))
	})
	return found
}

func (t *topics) tally(units []unit) map[int]*tally {
	tallies := map[int]*tally{}
	for i, u := range units {
		for _, m := range u.matches {
			for _, p := range t.postings[m.ID] {
				here := tallies[p.phrase]
				if here == nil {
					here = &tally{quality: make([]float64, len(units)), met: make([]float64, len(units))}
					tallies[p.phrase] = here
				}
				here.specific = here.specific || !t.general[m.ID]
				if quality := m.Quality * p.quality; quality > here.quality[i] {
					here.quality[i], here.met[i] = quality, quality*t.masses[m.ID]
				}
			}
		}
	}
	return tallies
}

// specific reports whether any of the words says what it is about.
func (t *topics) specific(units []unit) bool {
	return slices.ContainsFunc(units, func(u unit) bool { return !t.generally(u) })
}

// generally reports whether the word is one like anmelden, can only mean such ones, or nothing.
func (t *topics) generally(u unit) bool {
	if len(u.matches) > 0 && u.matches[0].Quality >= compoundQuality {
		return t.general[u.matches[0].ID]
	}
	return !slices.ContainsFunc(u.matches, func(m lexis.Match) bool { return !t.general[m.ID] })
}

// likeness is the harmonic mean of how much of the typed words and how much of the phrase is met, times the phrase's weight.
func (p *phrase) likeness(t *tally, units []unit, total float64) float64 {
	recall, precision := weighed(t.quality, units)/total, p.met(t)
	if recall+precision == 0 {
		return 0
	}
	return p.weight * 2 * recall * precision / (recall + precision)
}

// met is how much of the phrase is met, between 0 and 1.
func (p *phrase) met(t *tally) float64 {
	met := 0.0
	for _, m := range t.met {
		met += m
	}
	return min(met/p.mass, 1)
}

func weighed(quality []float64, units []unit) float64 {
	sum := 0.0
	for i, q := range quality {
		sum += q * units[i].mass
	}
	return sum
}

func better(a, b []float64) []float64 {
	if a == nil {
		return slices.Clone(b)
	}
	for i := range a {
		a[i] = max(a[i], b[i])
	}
	return a
}
