package graph

import (
	"fmt"
	"strings"
	"time"

	"schalter/internal/clock"
	"schalter/internal/errs"
)

// text is a sentence in the languages of the interface. Verbs of fmt are filled with the arguments of the problem.
type text struct{ de, en string }

func (t text) in(locale string) string {
	if locale == "en" {
		return t.en
	}
	return t.de
}

// sentence is what a person reads of a refused rule.
func sentence(locale string, p errs.Problem) string {
	t, ok := texts[p.Text]
	if !ok {
		t = rules[p.Rule]
	}
	return fill(locale, t.in(locale), p.Args)
}

// Sentence is what a person reads of a refused rule, for what is not answered by GraphQL.
func Sentence(locale string, p errs.Problem) string { return sentence(locale, p) }

// textFor is the sentence of a key of the catalogue, without arguments; empty for an unknown key.
func textFor(locale, key string) string { return texts[key].in(locale) }

// fill puts the arguments where the sentence has room for them: instants as days, int64 as sizes in bytes.
func fill(locale, sentence string, args []any) string {
	shown := make([]any, len(args))
	for i, a := range args {
		switch v := a.(type) {
		case time.Time:
			shown[i] = day(locale, v)
		case int64:
			shown[i] = size(v)
		case errs.Bilingual:
			if shown[i] = v.German; locale == "en" {
				shown[i] = v.English
			}
		default:
			shown[i] = v
		}
	}
	if n := strings.Count(sentence, "%"); n < len(shown) {
		shown = shown[:n]
	}
	return fmt.Sprintf(sentence, shown...)
}

var months = map[string][]string{
	"de": {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
	"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// Day is a calendar day (ISO 8601) in the words of a language.
func Day(locale, iso string) string {
	t, err := time.ParseInLocation(time.DateOnly, iso, clock.Berlin)
	if err != nil {
		return iso
	}
	return day(locale, t)
}

func day(locale string, t time.Time) string {
	t = t.In(clock.Berlin)
	if locale == "en" {
		return fmt.Sprintf("%d %s %d", t.Day(), months["en"][t.Month()-1], t.Year())
	}
	return fmt.Sprintf("%d. %s %d", t.Day(), months["de"][t.Month()-1], t.Year())
}

func size(bytes int64) string {
	switch {
	case bytes >= 1_000_000:
		return fmt.Sprintf("%d MB", bytes/1_000_000)
	case bytes >= 1_000:
		return fmt.Sprintf("%d kB", bytes/1_000)
	}
	return fmt.Sprintf("%d Byte", bytes)
}

// textsFor are the sentences of keys of the catalogue.
func textsFor(locale string, keys []string) []string {
	list := make([]string, len(keys))
	for i, key := range keys {
		list[i] = textFor(locale, key)
	}
	return list
}

// textOrNil is the sentence of a key of the catalogue; nil without a key.
func textOrNil(locale string, key *string) *string {
	if key == nil {
		return nil
	}
	sentence := textFor(locale, *key)
	return &sentence
}
