package levy

import (
	"math/big"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"schalter/internal/money"
)

// number reads a number as a person does who reads the language.
func number(t *testing.T, l *language, s string) *big.Rat {
	t.Helper()
	s = strings.TrimSuffix(strings.TrimSuffix(s, "…"), "\u00a0€")
	r, ok := new(big.Rat).SetString(strings.Replace(strings.ReplaceAll(s, l.thousands, ""), l.decimal, ".", 1))
	if !ok {
		t.Fatalf("%q is no number", s)
	}
	return r
}

// amount reads an amount in cents, or a fraction in brackets.
func amount(t *testing.T, l *language, s string) *big.Rat {
	t.Helper()
	s = strings.TrimSuffix(s, "\u00a0€")
	if inner, ok := strings.CutPrefix(s, "("); ok {
		num, denom, _ := strings.Cut(strings.TrimSuffix(inner, ")"), " ÷ ")
		return new(big.Rat).Quo(number(t, l, num), number(t, l, denom))
	}
	return number(t, l, s)
}

// roundedUp rounds up to full euros.
func roundedUp(euros *big.Rat) money.Euro {
	n, rest := new(big.Int).QuoRem(euros.Num(), euros.Denom(), new(big.Int))
	return money.Euro(100 * (n.Int64() + int64(rest.Sign())))
}

var (
	rounded = regexp.MustCompile(`(?:sind das|that is) ([0-9.,]+)\x{a0}€\.`)
	line    = regexp.MustCompile(`^.*: \(([0-9.,]+)\x{a0}€ − ([0-9.,]+)\x{a0}€\) × ([0-9/]+) × ([0-9/]+) = (.*)$`)
)

// Who has only the words comes to the same amount.
func TestF33TheWordsOfAShareAreEnoughToComputeIt(t *testing.T) {
	t.Parallel()
	worlds(t, func(t *testing.T, _ *rand.Rand, _ *LevyBasisInput, _ *Register, out *Outcome) {
		for _, s := range out.shares {
			for locale, l := range map[string]*language{"de": &german, "en": &english} {
				text := s.Explain(locale)
				from := strings.Index(text, " × ")
				if from < 0 {
					t.Fatal(text)
				}
				m := regexp.MustCompile(`((?:\([^)]*\)|[0-9.,]+)\x{a0}€) × ([0-9.,]+) ÷ ([0-9.,]+) = ([0-9.,]+…?)\x{a0}€`).FindStringSubmatch(text)
				if m == nil {
					t.Fatalf("no computation in %q", text)
				}
				all := number(t, l, m[3])
				if all.Sign() == 0 {
					continue
				}
				result := new(big.Rat).Quo(new(big.Rat).Mul(amount(t, l, m[1]), number(t, l, m[2])), all)
				shown := number(t, l, m[4])
				off := new(big.Rat).Sub(result, shown)
				if off.Sign() < 0 || off.Cmp(big.NewRat(1, 10_000)) >= 0 || (off.Sign() == 0) == strings.HasSuffix(m[4], "…") {
					t.Errorf("%q: it is %s", text, result.FloatString(8))
				}
				if roundedUp(result) != s.Amount {
					t.Errorf("%q comes to %s, not %s", text, roundedUp(result), s.Amount)
				}
				up := rounded.FindStringSubmatch(text)
				if (up == nil) != result.IsInt() || up != nil && number(t, l, up[1]).Cmp(s.Amount.Rat()) != 0 {
					t.Errorf("%q does not say %s", text, s.Amount)
				}
			}
		}
	})
}

func TestF33TheLinesOfALevelAreEnoughToComputeWhatItBears(t *testing.T) {
	t.Parallel()
	worlds(t, func(t *testing.T, _ *rand.Rand, _ *LevyBasisInput, _ *Register, out *Outcome) {
		for _, level := range out.Levels {
			for locale, l := range map[string]*language{"de": &german, "en": &english} {
				lines, sum := level.Computation(locale), new(big.Rat)
				for _, text := range lines[:len(lines)-1] {
					m := line.FindStringSubmatch(text)
					if m == nil {
						t.Fatalf("%q is no computation", text)
					}
					state, _ := new(big.Rat).SetString(m[3])
					split, _ := new(big.Rat).SetString(m[4])
					result := new(big.Rat).Sub(number(t, l, m[1]), number(t, l, m[2]))
					result.Mul(result, state).Mul(result, split)
					if result.Cmp(amount(t, l, m[5])) != 0 {
						t.Errorf("%q is %s", text, result)
					}
					sum.Add(sum, result)
				}
				_, last, _ := strings.Cut(lines[len(lines)-1], ": ")
				if sum.Cmp(amount(t, l, last)) != 0 || sum.Cmp(level.exact) != 0 {
					t.Errorf("%s sums to %s in %q", level.Level, sum, last)
				}
			}
		}
	})
}

func TestF34TheWordsNameTheDayOfTheInhabitants(t *testing.T) {
	t.Parallel()
	out := compute(&LevyBasisInput{Year: 2026, StateShare: money.MustShare("1/2"), Positions: []*LevyPosition{{
		Name: "Dienst", TotalCost: 10_000_000_00, Levels: []*LevyLevelShare{{Gemeinde, money.MustShare("1")}},
	}}}, NewRegister("r", "2024-12-31", "2025-08-31", []Place{
		{ARS: "091610000000", Name: "Ingolstadt", Population: 141_185, Levels: []LevyLevel{Gemeinde, Landkreis}},
		{ARS: "091620000000", Name: "Rest", Population: 13_248_928 - 141_185, Levels: []LevyLevel{Gemeinde, Landkreis}},
	}), nil)
	for locale, want := range map[string]string{
		"de": "Auf die Ebene der Gemeinden entfallen 5.000.000 €. Am 31.12.2024 lebten hier 141.185 der 13.248.928 Menschen in Bayern. " +
			"5.000.000 € × 141.185 ÷ 13.248.928 = 53.281,6692… €. Aufgerundet auf volle Euro sind das 53.282 €. " +
			"Eine kreisfreie Stadt zahlt einen zweiten Anteil auf der Ebene der Landkreise.",
		"en": "The level of the municipalities (Gemeinden) bears 5,000,000 €. On 31 December 2024, 141,185 of the 13,248,928 people in Bavaria lived here. " +
			"5,000,000 € × 141,185 ÷ 13,248,928 = 53,281.6692… €. Rounded up to full euros, that is 53,282 €. " +
			"A kreisfreie Stadt pays a second share on the level of the districts (Landkreise).",
	} {
		if got := strings.ReplaceAll(out.shares[0].Explain(locale), "\u00a0", " "); got != want {
			t.Errorf("%s\n%s\n%s", locale, got, want)
		}
	}
}
