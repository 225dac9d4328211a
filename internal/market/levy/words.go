package levy

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	"schalter/internal/money"
)

// language is how numbers and sentences are written.
type language struct {
	thousands, decimal, day string
	levels                  map[LevyLevel]string
	// The sentences of a share, of one with a second level, and of a level.
	share, upward, even, second, position, sum string
}

var german = language{
	thousands: ".", decimal: ",", day: "02.01.2006",
	levels:   map[LevyLevel]string{Gemeinde: "Gemeinden", Landkreis: "Landkreise", Bezirk: "Bezirke"},
	share:    "Auf die Ebene der %s entfallen %s. Am %s lebten hier %s der %s Menschen in Bayern. %s × %s ÷ %s = %s.",
	upward:   " Aufgerundet auf volle Euro sind das %s.",
	even:     " Das sind volle Euro; aufzurunden ist nichts.",
	second:   " Eine kreisfreie Stadt zahlt einen zweiten Anteil auf der Ebene der %s.",
	position: "%s: (%s − %s) × %s × %s = %s",
	sum:      "Summe: %s",
}

var english = language{
	thousands: ",", decimal: ".", day: "2 January 2006",
	levels:   map[LevyLevel]string{Gemeinde: "municipalities (Gemeinden)", Landkreis: "districts (Landkreise)", Bezirk: "Bezirke"},
	share:    "The level of the %s bears %s. On %s, %s of the %s people in Bavaria lived here. %s × %s ÷ %s = %s.",
	upward:   " Rounded up to full euros, that is %s.",
	even:     " These are full euros; nothing is rounded up.",
	second:   " A kreisfreie Stadt pays a second share on the level of the %s.",
	position: "%s: (%s − %s) × %s × %s = %s",
	sum:      "Sum: %s",
}

func languageOf(locale string) *language {
	if locale == "en" {
		return &english
	}
	return &german
}

// Explain is the computation of a share in words: every number that is needed to compute it again by hand, and none besides.
func (s *LevyShare) Explain(locale string) string {
	l := languageOf(locale)
	bears, population, all := l.exact(s.level.exact), l.count(s.Population), l.count(s.level.PopulationBase)
	exact := new(big.Rat)
	if s.level.PopulationBase > 0 {
		exact.Mul(s.level.exact, big.NewRat(int64(s.Population), int64(s.level.PopulationBase)))
	}
	text := fmt.Sprintf(l.share, l.levels[s.Level], bears, l.date(s.populationOn), population, all, bears, population, all, l.begins(exact))
	if s.Amount.Rat().Cmp(exact) == 0 {
		text += l.even
	} else {
		text += fmt.Sprintf(l.upward, l.euros(s.Amount))
	}
	if !s.two {
		return text
	}
	other := Landkreis
	if s.Level == Landkreis {
		other = Gemeinde
	}
	return text + fmt.Sprintf(l.second, l.levels[other])
}

// Computation is how what a level bears comes about: a line for each position that it bears a part of, and the sum.
func (a *LevyLevelAmount) Computation(locale string) []string {
	l := languageOf(locale)
	var lines []string
	for _, p := range a.basis.Positions {
		share := p.share(a.Level)
		if share.IsZero() {
			continue
		}
		rest := a.basis.StateShare.Rest().RatString()
		lines = append(lines, fmt.Sprintf(l.position, p.Name, l.euros(p.TotalCost), l.euros(p.StateOnlyCost), rest, share, l.exact(a.basis.bears(p, a.Level))))
	}
	return append(lines, fmt.Sprintf(l.sum, l.exact(a.exact)))
}

// count is a whole number with its thousands apart.
func (l *language) count(n int) string { return l.grouped(strconv.Itoa(n)) }

func (l *language) grouped(digits string) string {
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(l.thousands)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// euros is an amount in cents, which is at least 0.
func (l *language) euros(e money.Euro) string {
	whole, cents, _ := strings.Cut(e.String(), ".")
	if cents == "00" {
		return l.grouped(whole) + "\u00a0€"
	}
	return l.grouped(whole) + l.decimal + cents + "\u00a0€"
}

// exact is an amount as it is: in cents where they hold it, else as a fraction of full euros.
func (l *language) exact(euros *big.Rat) string {
	if cents := new(big.Rat).Mul(euros, big.NewRat(100, 1)); cents.IsInt() {
		return l.euros(money.Euro(cents.Num().Int64()))
	}
	return "(" + l.grouped(euros.Num().String()) + " ÷ " + l.grouped(euros.Denom().String()) + ")\u00a0€"
}

// begins is an amount as a pocket calculator shows it: with four decimals, and dots where more would follow. It is never rounded, for
// what is a hair above a full euro is rounded up in the end.
func (l *language) begins(euros *big.Rat) string {
	tens := new(big.Rat).Mul(euros, big.NewRat(10_000, 1))
	n := new(big.Int).Quo(tens.Num(), tens.Denom())
	digits := fmt.Sprintf("%05s", n.String())
	text := l.grouped(digits[:len(digits)-4]) + l.decimal + digits[len(digits)-4:]
	if tens.IsInt() {
		text = strings.TrimRight(strings.TrimRight(text, "0"), l.decimal)
		if text == "" {
			text = "0"
		}
	} else {
		text += "…"
	}
	return text + "\u00a0€"
}

func (l *language) date(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format(l.day)
}
