package levy

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"schalter/internal/money"
)

// bavaria makes a register of random places: municipalities in Landkreise, kreisfreie Städte, Bezirke. Some places have no inhabitants.
func bavaria(r *rand.Rand) *Register {
	reg := &Register{}
	for b := range 1 + r.IntN(4) {
		bezirk := fmt.Sprintf("09%d", b+1)
		reg.Places = append(reg.Places, Place{ARS: bezirk, Name: "Bezirk " + bezirk, Levels: []LevyLevel{Bezirk}})
		for k := range 1 + r.IntN(5) {
			kreis := fmt.Sprintf("%s%02d", bezirk, k+1)
			if r.IntN(3) == 0 {
				reg.Places = append(reg.Places, Place{ARS: kreis + "0000000", Name: "Stadt " + kreis, Population: r.IntN(2_000_000), Levels: []LevyLevel{Gemeinde, Landkreis}})
				continue
			}
			reg.Places = append(reg.Places, Place{ARS: kreis, Name: "Landkreis " + kreis, Levels: []LevyLevel{Landkreis}})
			for g := range 1 + r.IntN(6) {
				reg.Places = append(reg.Places, Place{ARS: fmt.Sprintf("%s0000%03d", kreis, g+1), Name: fmt.Sprintf("Ort %s %d", kreis, g), Population: r.IntN(30_000), Levels: []LevyLevel{Gemeinde}})
			}
		}
	}
	return NewRegister("r", "2024-12-31", "2025-08-31", reg.Places)
}

// services makes a basis of random positions, of which some are split into thirds, and some cost nothing.
func services(r *rand.Rand) *LevyBasisInput {
	b := &LevyBasisInput{Year: 2026, StateShare: money.MustShare([]string{"1/2", "0", "1", "1/3", "0.45"}[r.IntN(5)])}
	splits := [][]string{{"1", "0", "0"}, {"1/3", "1/3", "1/3"}, {"0.5", "0.3", "0.2"}, {"0", "1/7", "6/7"}, {"0", "0", "1"}}
	for i := range r.IntN(8) {
		total := r.Int64N(500_000_000)
		p := &LevyPosition{Name: fmt.Sprintf("Dienst %d", i), TotalCost: money.Euro(total), StateOnlyCost: money.Euro(r.Int64N(total + 1))}
		for j, share := range splits[r.IntN(len(splits))] {
			p.Levels = append(p.Levels, &LevyLevelShare{Level: levels[j], Share: money.MustShare(share)})
		}
		b.Positions = append(b.Positions, p)
	}
	return b
}

// Each case is another world; the seeds are fixed, so that a failure comes again.
func worlds(t *testing.T, property func(t *testing.T, r *rand.Rand, b *LevyBasisInput, reg *Register, out *Outcome)) {
	t.Helper()
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 2026))
		b, reg := services(r), bavaria(r)
		property(t, r, b, reg, compute(b, reg, nil))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestLevyIsRoundedUpOnlyAndByLessThanAEuroForEachPayer(t *testing.T) {
	t.Parallel()
	worlds(t, func(t *testing.T, _ *rand.Rand, _ *LevyBasisInput, reg *Register, out *Outcome) {
		for _, level := range out.Levels {
			inhabited, sum := 0, money.Euro(0)
			for _, s := range out.shares {
				if s.Level != level.Level {
					continue
				}
				sum += s.Amount
				inhabited += s.Population
				if s.Amount%100 != 0 {
					t.Errorf("%s pays %s", s.ARS, s.Amount)
				}
			}
			// On every level all of Bavaria pays: that is what makes the shares sum to no less than the level bears.
			if inhabited != level.PopulationBase {
				t.Errorf("on %s %d of %d people are counted", level.Level, inhabited, level.PopulationBase)
			}
			over := new(big.Rat).Sub(sum.Rat(), level.exact)
			if level.PopulationBase > 0 && (over.Sign() < 0 || over.Cmp(big.NewRat(int64(level.Payers), 1)) >= 0 && level.Payers > 0) {
				t.Errorf("%s: the shares come to %s of %s", level.Level, sum, level.exact.FloatString(4))
			}
			if sum != level.SharesTotal {
				t.Errorf("%s is shown as %s, and is %s", level.Level, level.SharesTotal, sum)
			}
		}
	})
}

// The same computed by somebody else: from the law's words, for one place at a time, without the types of the program.
func TestLevyEqualsAnIndependentComputation(t *testing.T) {
	t.Parallel()
	worlds(t, func(t *testing.T, _ *rand.Rand, b *LevyBasisInput, reg *Register, out *Outcome) {
		half, ok := new(big.Rat).SetString(b.StateShare.String())
		if !ok {
			t.Fatal(b.StateShare)
		}
		people := func(key string) (n int64) {
			for _, p := range reg.Places {
				if len(p.ARS) == 12 && p.ARS[:len(key)] == key {
					n += int64(p.Population)
				}
			}
			return n
		}
		all := people("09")
		if all == 0 {
			return
		}
		for _, s := range out.shares {
			want := new(big.Rat)
			for _, p := range b.Positions {
				for _, split := range p.Levels {
					if split.Level == s.Level {
						part, _ := new(big.Rat).SetString(split.Share.String())
						cost := big.NewRat(int64(p.TotalCost)-int64(p.StateOnlyCost), 100)
						municipal := new(big.Rat).Sub(cost, new(big.Rat).Mul(cost, half))
						want.Add(want, municipal.Mul(municipal, part))
					}
				}
			}
			want.Mul(want, big.NewRat(people(s.ARS), all))
			euros := new(big.Int).Quo(want.Num(), want.Denom())
			if !want.IsInt() {
				euros.Add(euros, big.NewInt(1))
			}
			if got := int64(s.Amount) / 100; got != euros.Int64() {
				t.Errorf("%s on %s pays %d, by hand %s", s.ARS, s.Level, got, euros)
			}
		}
	})
}

func TestKreisfreieStaedtePayOnBothLevelsByTheSameInhabitants(t *testing.T) {
	t.Parallel()
	worlds(t, func(t *testing.T, _ *rand.Rand, _ *LevyBasisInput, reg *Register, out *Outcome) {
		people := map[LevyLevel]int{}
		for _, s := range out.shares {
			two := len(s.ARS) == 12 && s.ARS[5:] == "0000000"
			if s.two != two {
				t.Errorf("%s pays on two levels: %v", s.ARS, s.two)
			}
			if two {
				people[s.Level] += s.Population
			} else if s.Level == Landkreis {
				// The Landkreise alone do not have all of Bavaria's people: the kreisfreien Städte are what is missing.
				people["alone"] += s.Population
			}
		}
		if people[Gemeinde] != people[Landkreis] || people[Bezirk] != 0 {
			t.Errorf("kreisfreie Städte are counted as %v", people)
		}
		if base := out.Levels[1].PopulationBase; people["alone"]+people[Landkreis] != base {
			t.Errorf("Landkreise %d and kreisfreie Städte %d are not %d", people["alone"], people[Landkreis], base)
		}
	})
}

func TestLevyDoesNotDependOnTheOrderOfAnything(t *testing.T) {
	t.Parallel()
	worlds(t, func(t *testing.T, r *rand.Rand, b *LevyBasisInput, reg *Register, out *Outcome) {
		shuffled := *b
		shuffled.Positions = slices.Clone(b.Positions)
		r.Shuffle(len(shuffled.Positions), func(i, j int) {
			shuffled.Positions[i], shuffled.Positions[j] = shuffled.Positions[j], shuffled.Positions[i]
		})
		places := *reg
		places.Places = slices.Clone(reg.Places)
		r.Shuffle(len(places.Places), func(i, j int) { places.Places[i], places.Places[j] = places.Places[j], places.Places[i] })
		again := compute(&shuffled, &places, nil)
		for i, s := range out.shares {
			if o := again.shares[i]; o.key != s.key || o.Amount != s.Amount {
				t.Errorf("%s %s pays %s, in another order %s", s.ARS, s.Level, s.Amount, o.Amount)
			}
		}
		if again.MunicipalAmount != out.MunicipalAmount || again.StateAmount != out.StateAmount || out.StateAmount+out.MunicipalAmount != out.TotalCost {
			t.Errorf("%v is %v in another order", out, again)
		}
	})
}

func TestOfThreeThirdsNothingIsLost(t *testing.T) {
	t.Parallel()
	third := money.MustShare("1/3")
	b := &LevyBasisInput{Year: 2026, StateShare: money.MustShare("1/2"), Positions: []*LevyPosition{{
		Name: "Dienst", TotalCost: 200_00, Levels: []*LevyLevelShare{{Gemeinde, third}, {Landkreis, third}, {Bezirk, third}},
	}}}
	reg := NewRegister("r", "", "", []Place{
		{ARS: "091", Name: "Bezirk", Levels: []LevyLevel{Bezirk}},
		{ARS: "091620000000", Name: "Stadt", Population: 3, Levels: []LevyLevel{Gemeinde, Landkreis}},
	})
	out, sum := compute(b, reg, nil), new(big.Rat)
	for _, level := range out.Levels {
		sum.Add(sum, level.exact)
	}
	if sum.Cmp(big.NewRat(100, 1)) != 0 || out.MunicipalAmount != 100_00 {
		t.Errorf("the levels bear %s of %s", sum, out.MunicipalAmount)
	}
	for _, s := range out.shares {
		// A third of 100 euros is 33.33…, whole Bavaria pays 34.
		if s.Amount != 34_00 {
			t.Errorf("%s pays %s", s.Level, s.Amount)
		}
	}
}

func TestWithoutPositionsOrPeopleNobodyPays(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 1))
	reg := bavaria(r)
	none := compute(&LevyBasisInput{Year: 2026}, reg, nil)
	empty := &Register{Places: []Place{{ARS: "091", Name: "Bezirk", Levels: []LevyLevel{Bezirk}}, {ARS: "091620000000", Name: "Wald", Levels: []LevyLevel{Gemeinde}}}}
	for _, out := range []*Outcome{none, compute(services(r), empty, nil)} {
		for _, s := range out.shares {
			if s.Amount != 0 {
				t.Errorf("%s pays %s", s.ARS, s.Amount)
			}
		}
	}
}

// After a merger the register has one place with the people of both: it pays one share, rounded up once, which is never more than the two
// would have been.
func TestAMergedMunicipalityPaysOneShareOfAllItsPeople(t *testing.T) {
	t.Parallel()
	worlds(t, func(t *testing.T, r *rand.Rand, b *LevyBasisInput, reg *Register, before *Outcome) {
		small := slices.DeleteFunc(slices.Clone(reg.Places), func(p Place) bool { return len(p.ARS) != 12 || p.ARS[5:] == "0000000" })
		if len(small) < 2 || small[0].ARS[:5] != small[1].ARS[:5] {
			return
		}
		merged := *reg
		merged.Places = slices.DeleteFunc(slices.Clone(reg.Places), func(p Place) bool { return p.ARS == small[1].ARS })
		for i := range merged.Places {
			if merged.Places[i].ARS == small[0].ARS {
				merged.Places[i].Population += small[1].Population
			}
		}
		pays := func(o *Outcome, ars string) (sum money.Euro) {
			for _, s := range o.shares {
				if s.ARS == ars {
					sum += s.Amount
				}
			}
			return sum
		}
		after := compute(b, &merged, nil)
		two, one := pays(before, small[0].ARS)+pays(before, small[1].ARS), pays(after, small[0].ARS)
		if one > two || two-one > 100 {
			t.Errorf("two paid %s, one pays %s", two, one)
		}
		for _, s := range after.shares {
			if s.ARS != small[0].ARS && pays(before, s.ARS) != pays(after, s.ARS) {
				t.Errorf("%s pays otherwise after the merger of others", s.ARS)
			}
		}
	})
}

func TestAnAssumedPopulationCountsInAllPlacesAround(t *testing.T) {
	t.Parallel()
	reg := bavaria(rand.New(rand.NewPCG(7, 7)))
	i := slices.IndexFunc(reg.Places, func(p Place) bool { return len(p.ARS) == 12 })
	ars, was := reg.Places[i].ARS, reg.Places[i].Population
	before, all := reg.populations(nil)
	after, assumed := reg.populations(map[string]int{ars: was + 100})
	for _, key := range []string{ars, ars[:5], ars[:3]} {
		if after[key]-before[key] != 100 {
			t.Errorf("%s has %d more", key, after[key]-before[key])
		}
	}
	if assumed-all != 100 {
		t.Errorf("Bavaria has %d more", assumed-all)
	}
}
