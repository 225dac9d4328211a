package levy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/money"
)

// Register is who pays, and how many live there.
type Register struct {
	// Revision changes with anything below.
	Revision string
	// PopulationOn and TerritoryOn are calendar days (ISO 8601).
	PopulationOn, TerritoryOn string
	Places                    []Place
}

// Place is a municipality, a Landkreis or a Bezirk.
type Place struct {
	// ARS has 12 digits for a municipality, 5 for a Landkreis and 3 for a Bezirk.
	ARS, Name string
	// Population is that of a municipality; the larger ones have that of the municipalities in them.
	Population int
	// Levels are those that it pays on.
	Levels []LevyLevel

	words []string
	key   string
}

// NewRegister returns a register of these places, by name.
func NewRegister(revision, populationOn, territoryOn string, places []Place) *Register {
	r := &Register{Revision: revision, PopulationOn: populationOn, TerritoryOn: territoryOn, Places: slices.Clone(places)}
	for i := range r.Places {
		p := &r.Places[i]
		p.words = strings.Fields(latin.Search(p.Name))
		p.key = strings.Join(p.words, " ") + "|" + p.ARS
	}
	slices.SortFunc(r.Places, func(a, b Place) int { return strings.Compare(a.key, b.key) })
	return r
}

// populations counts the inhabitants by key of the municipality, Landkreis and Bezirk, and those of all of Bavaria; replaced has those of
// municipalities that are assumed to be others.
func (r *Register) populations(replaced map[string]int) (by map[string]int, all int) {
	by = make(map[string]int, len(r.Places))
	for _, p := range r.Places {
		if len(p.ARS) != 12 {
			continue
		}
		n := p.Population
		if other, ok := replaced[p.ARS]; ok {
			n = other
		}
		by[p.ARS] = n
		by[p.ARS[:5]] += n
		by[p.ARS[:3]] += n
		all += n
	}
	return by, all
}

// joint is what a position costs without what is the State's alone, and municipal what of that is not the State's share.
func (p *LevyPosition) joint() *big.Rat { return (p.TotalCost - p.StateOnlyCost).Rat() }

func (p *LevyPosition) share(level LevyLevel) money.Share {
	for _, s := range p.Levels {
		if s.Level == level {
			return s.Share
		}
	}
	return money.Share{}
}

// bears is what a level bears of one position, exactly.
func (b *LevyBasisInput) bears(p *LevyPosition, level LevyLevel) *big.Rat {
	part := new(big.Rat).Mul(p.joint(), b.StateShare.Rest())
	return part.Mul(part, p.share(level).Rat())
}

// compute is the rule: what the levels bear, and what each place pays on each of its levels. The basis was checked.
func compute(b *LevyBasisInput, r *Register, replaced map[string]int) *Outcome {
	by, all := r.populations(replaced)
	out := costs(b)
	of, divisions := map[LevyLevel]*LevyLevelAmount{}, map[LevyLevel]*division{}
	for _, level := range levels {
		exact := new(big.Rat)
		for _, p := range b.Positions {
			exact.Add(exact, b.bears(p, level))
		}
		of[level] = &LevyLevelAmount{Level: level, Amount: money.Nearest(exact), PopulationBase: all, exact: exact, basis: b}
		divisions[level] = newDivision(exact, all)
		out.Levels = append(out.Levels, of[level])
	}
	for _, place := range r.Places {
		for _, level := range place.Levels {
			s := &LevyShare{Year: b.Year, ARS: place.ARS, Name: place.Name, Level: level, Population: by[place.ARS], populationOn: r.PopulationOn, words: place.words, key: place.key + "|" + string(level)}
			s.Amount = divisions[level].share(s.Population)
			out.add(s, of[level])
		}
	}
	out.arrange()
	return out
}

// costs is what the positions cost together and how it is divided between the State and the municipalities. Half a cent is shown as the
// municipalities'.
func costs(b *LevyBasisInput) *Outcome {
	out, municipal := &Outcome{}, new(big.Rat)
	for _, p := range b.Positions {
		out.TotalCost += p.TotalCost
		municipal.Add(municipal, new(big.Rat).Mul(p.joint(), b.StateShare.Rest()))
	}
	out.MunicipalAmount = money.Nearest(municipal)
	out.StateAmount = out.TotalCost - out.MunicipalAmount
	return out
}

// division divides what a level bears by inhabitants. It has its numbers once for all places, which are some thousand.
type division struct {
	num, denom       *big.Int
	times, quo, rest big.Int
}

func newDivision(level *big.Rat, all int) *division {
	return &division{num: level.Num(), denom: new(big.Int).Mul(level.Denom(), big.NewInt(int64(all)))}
}

// share is the level's amount × inhabitants ÷ inhabitants of Bavaria, rounded up to full euros. Where nobody lives nobody pays.
func (d *division) share(population int) money.Euro {
	if d.denom.Sign() == 0 {
		return 0
	}
	d.quo.QuoRem(d.times.Mul(d.num, big.NewInt(int64(population))), d.denom, &d.rest)
	if d.rest.Sign() == 0 {
		return money.Euro(d.quo.Int64() * 100)
	}
	return money.Euro(d.quo.Int64()*100 + 100)
}

// add takes a share into an outcome, with what its words and its list need.
func (o *Outcome) add(s *LevyShare, level *LevyLevelAmount) {
	s.level = level
	level.Payers++
	level.SharesTotal += s.Amount
	o.SharesTotal += s.Amount
	o.shares = append(o.shares, s)
}

// arrange orders the shares and notes who pays on two levels.
func (o *Outcome) arrange() {
	slices.SortFunc(o.shares, func(a, b *LevyShare) int { return strings.Compare(a.key, b.key) })
	pays := map[string]int{}
	for _, s := range o.shares {
		pays[s.ARS]++
	}
	for _, s := range o.shares {
		s.two = pays[s.ARS] > 1
	}
}

// digest names all that is published with a year.
func (y *LevyYear) digest() string {
	h := sha256.New()
	fmt.Fprintf(h, "schalter levy 1\n%d\n%d\n%s\n%s\n%s\n%q\n%q\n%q\n", y.Year, y.Revision, y.StateShare, y.PopulationOn, y.TerritoryOn,
		orNone(y.DueOn), y.SettlementNote, orNone(y.CorrectionNote))
	for _, p := range y.Positions {
		fmt.Fprintf(h, "position %q %s %s", p.Name, p.TotalCost, p.StateOnlyCost)
		for _, level := range levels {
			fmt.Fprintf(h, " %s", p.share(level))
		}
		fmt.Fprintln(h)
	}
	for _, s := range y.shares {
		fmt.Fprintf(h, "share %s %s %d %s\n", s.ARS, s.Level, s.Population, s.Amount)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func orNone(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// identify gives the shares of a year their ids: the same for the same revision, place and level.
func (y *LevyYear) identify() {
	for _, s := range y.shares {
		s.ID = shareID(y.ID, s.ARS, s.Level)
	}
}

func shareID(yearID, ars string, level LevyLevel) string {
	return id.Derive(id.LevyShare, yearID+"|"+ars+"|"+string(level))
}
