package levy

import (
	"math/big"
	"strconv"

	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/money"
)

// What a basis may hold.
const (
	MaxPositions   = 100
	MaxPopulations = 100
	maxName        = 200
	maxNote        = 2000
	firstYear      = 2020
	lastYear       = 2100
	mostPeople     = 20_000_000
)

// check refuses a basis that cannot be computed, all at once, each at its place below path; the names come back as they are kept.
func (b *LevyBasisInput) check(problems *errs.Problems, path ...string) {
	at := func(more ...string) []string { return append(append([]string{}, path...), more...) }
	if b.Year < firstYear || b.Year > lastYear {
		problems.AddText(errs.InvalidValue, "levy_year", []any{firstYear, lastYear}, at("year")...)
	}
	if len(b.Positions) > MaxPositions {
		problems.AddText(errs.TooMany, "levy_positions", []any{MaxPositions}, at("positions")...)
		return
	}
	for i, p := range b.Positions {
		p.check(problems, func(more ...string) []string { return at(append([]string{"positions", strconv.Itoa(i)}, more...)...) })
	}
}

func (p *LevyPosition) check(problems *errs.Problems, at func(...string) []string) {
	p.Name = checkLine(problems, p.Name, maxName, at("name"))
	if p.TotalCost < 0 {
		problems.AddText(errs.InvalidValue, "levy_negative", nil, at("totalCost")...)
	}
	switch {
	case p.StateOnlyCost < 0:
		problems.AddText(errs.InvalidValue, "levy_negative", nil, at("stateOnlyCost")...)
	case p.StateOnlyCost > p.TotalCost:
		problems.AddText(errs.InvalidValue, "levy_state_only", nil, at("stateOnlyCost")...)
	}
	sum, seen := new(big.Rat), map[LevyLevel]bool{}
	for _, s := range p.Levels {
		if seen[s.Level] {
			problems.AddText(errs.InvalidValue, "levy_level_twice", nil, at("levels")...)
			return
		}
		seen[s.Level] = true
		sum.Add(sum, s.Share.Rat())
	}
	if sum.Cmp(big.NewRat(1, 1)) != 0 {
		problems.AddText(errs.InvalidValue, "levy_split", []any{sum.RatString()}, at("levels")...)
	}
}

func checkLine(problems *errs.Problems, s string, limit int, field []string) string {
	return checked(problems, s, limit, field, latin.Line)
}

func checkText(problems *errs.Problems, s string, field ...string) string {
	return checked(problems, s, maxNote, field, latin.Text)
}

func checked(problems *errs.Problems, s string, limit int, field []string, check func(string, int) (string, error)) string {
	if latin.Blank(s) {
		problems.Add(errs.Required, field...)
		return s
	}
	text, err := check(s, limit)
	latin.AddProblem(problems, err, field...)
	return text
}

// LevyPopulationInput is a population that is assumed for a municipality.
type LevyPopulationInput struct {
	ARS        string
	Population int
}

// Simulate computes what a basis would come to; nothing is stored. Populations replace those of the register. It is refused as a whole
// with all that does not hold.
func (s *Service) Simulate(b *LevyBasisInput, populations []*LevyPopulationInput) (*LevySimulation, error) {
	register := s.register()
	var problems errs.Problems
	b.check(&problems, "basis")
	if len(populations) > MaxPopulations {
		problems.AddText(errs.TooMany, "levy_populations", []any{MaxPopulations}, "populations")
		return nil, problems.Err()
	}
	replaced := map[string]int{}
	for i, p := range populations {
		at := []string{"populations", strconv.Itoa(i)}
		ars := register.Payer(p.ARS)
		switch _, twice := replaced[ars]; {
		case len(ars) != 12:
			problems.AddText(errs.Missing, "levy_no_municipality", nil, append(at, "ars")...)
		case twice:
			problems.AddText(errs.InvalidValue, "levy_place_twice", nil, append(at, "ars")...)
		case p.Population < 0 || p.Population > mostPeople:
			problems.AddText(errs.InvalidValue, "levy_people", nil, append(at, "population")...)
		}
		replaced[ars] = p.Population
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return &LevySimulation{Outcome: compute(b, register, replaced), PopulationOn: register.PopulationOn}, nil
}

// within reports whether an amount can be one that is paid.
func within(e money.Euro) bool { return e >= 0 && e <= money.Max }
