package catalogue

import (
	"slices"
	"strings"
	"unicode"

	"schalter/internal/errs"
	"schalter/internal/latin"
)

// searchWords is what an offering is found by in a language, folded: the best place first.
type searchWords [3]string

// The places in which a word is found.
const (
	inName = iota
	// inFacts is among its services, procedures, standards, provider and in its summary.
	inFacts
	inText
)

// wordsOf collects what an offering is found by. The keywords of services are those of all languages.
func (s *Service) wordsOf(n *snapshot, o *Offering, l Locale) searchWords {
	v, text := o.Current, o.Current.TextIn(l)
	facts := []string{text.Summary, o.Slug}
	if name, ok := s.ports.Organisations.OrganisationName(v.ProviderID); ok {
		facts = append(facts, name)
	}
	for _, serviceID := range v.ServiceIDs {
		if of, ok := s.ports.Directory.ServiceFacts(serviceID); ok {
			facts = append(append(facts, of.Names[l]), of.Keywords...)
			if of.LeikaKey != nil {
				facts = append(facts, *of.LeikaKey)
			}
		}
	}
	for _, i := range v.Interfaces {
		if p := n.procedures[i.ProcedureID]; p != nil {
			facts = append(facts, p.Name)
		}
		if i.Standard != nil {
			facts = append(facts, *i.Standard)
		}
	}
	all := append([]string{text.Description}, text.Preconditions...)
	return searchWords{inName: fold(text.Name), inFacts: fold(strings.Join(facts, " ")), inText: fold(strings.Join(all, " "))}
}

// rank is the worst of the places in which the words are found: 0 is the name; false when one is found nowhere.
func (w searchWords) rank(words []string) (worst int, found bool) {
	for _, word := range words {
		at := slices.IndexFunc(w[:], func(place string) bool { return has(place, word) })
		if at < 0 {
			return 0, false
		}
		worst = max(worst, at)
	}
	return worst, true
}

// shortWord is the length up to which a word must begin another one; longer ones are also found inside, because German composes.
const shortWord = 2

func has(place, word string) bool {
	if len(word) <= shortWord {
		return strings.Contains(" "+place, " "+word)
	}
	return strings.Contains(place, word)
}

// maxSearch is the length of what is searched for, in code points.
const maxSearch = 200

// searched are the words of a search, folded.
func searched(search *string) ([]string, error) {
	if search == nil {
		return nil, nil
	}
	if len([]rune(*search)) > maxSearch {
		return nil, errs.Newf(errs.Invalid, "a search has at most %d characters", maxSearch)
	}
	return strings.Fields(fold(*search)), nil
}

// umlauts are written with and without an E; both are the same here, as is every E behind one of these letters.
var umlauts = strings.NewReplacer("AE", "A", "OE", "O", "UE", "U")

// fold makes spellings of the same word the same: without marks, case and signs, and however an umlaut is written.
func fold(s string) string {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return ' '
	}, latin.Search(s))
	return umlauts.Replace(strings.Join(strings.Fields(letters), " "))
}

// orderKey sorts by a name, and then by what is unique.
func orderKey(name, unique string) string { return latin.Search(name) + "\x00" + unique }
