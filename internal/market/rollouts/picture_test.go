package rollouts_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/rollouts"
	"schalter/internal/viewer"
)

func TestThePictureCountsPlacesOnceAndFollowsWhatChanges(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o, other := s.offering("wohngeld"), s.offering("gewerbe", business)
		picture := func(offeringID, within string) string {
			t.Helper()
			s.Clock.Advance(6 * time.Second)
			list, all, err := s.Picture(anonymous(), offeringID, within)
			if err != nil {
				t.Fatal(err)
			}
			text := fmt.Sprint(all)
			for _, r := range list {
				text += fmt.Sprint(" ", r.RegionARS, r.Sums)
			}
			return text
		}
		if got := picture("", ""); got != "{0 0 0} 094{0 0 0} 095{0 0 0}" {
			t.Errorf("empty: got %s", got)
		}
		s.live(o, "1")
		s.effective(other, "2")
		in := s.order(other, "3")
		in.OrganisationID, in.OrderedByID = village, union
		s.begin(in)
		for _, c := range []struct{ offering, within, want string }{
			{"", "", "{2 1 0} 094{2 1 0} 095{0 0 0}"}, {"", "094", "{2 1 0} 09461{1 1 0} 09471{1 0 0}"}, {"", "09461", "{1 1 0} 094610000000{1 1 0}"},
			{other.ID, "", "{2 0 1} 094{2 0 1} 095{0 0 0}"}, {o.ID, "", "{1 1 0} 094{1 1 0} 095{0 0 0}"}, {"off_unknown", "", "{0 0 0} 094{0 0 0} 095{0 0 0}"},
		} {
			if got := picture(c.offering, c.within); got != c.want {
				t.Errorf("%s in %q: got %s, want %s", c.offering, c.within, got, c.want)
			}
		}
		if _, _, err := s.Picture(anonymous(), "", "08"); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("an unknown place: got %v", err)
		}
		dots, err := s.Map(anonymous(), "")
		if err != nil || len(dots) != 2 || dots[0].RegionARS != townARS || dots[0].State != rollouts.Live || dots[0].Since.Format(time.DateOnly) != "2026-03-02" || dots[1].State != rollouts.Ordered {
			t.Errorf("got %+v, %v", dots, err)
		}
		if counts, err := s.LiveCounts(anonymous()); err != nil || counts[o.ID] != 1 || counts[other.ID] != 0 {
			t.Errorf("live: got %v, %v", counts, err)
		}
		s.contract("1", s.ContractEnded)
		if got := picture(o.ID, ""); got != "{0 0 0} 094{0 0 0} 095{0 0 0}" {
			t.Errorf("ended: got %s", got)
		}
		if counts, err := s.LiveCounts(anonymous()); err != nil || len(counts) != 0 {
			t.Errorf("none is live any more: got %v, %v", counts, err)
		}
		if got := picture("", "09461"); got != "{1 0 1} 094610000000{1 0 1}" {
			t.Errorf("the other goes on: got %s", got)
		}
	})
}

// The map is what all rollouts together say, at once after each change: it is compared with a count of its own after random ones.
func TestTheMapEqualsARecountAfterRandomChanges(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		random := rand.New(rand.NewPCG(1, 2))
		offerings := []*catalogue.Offering{s.offering("wohngeld"), s.offering("gewerbe", business), s.offering("hund", business)}
		orders := 0
		for range 40 {
			s.Clock.Advance(time.Duration(random.IntN(90)) * time.Minute)
			id := fmt.Sprint(1 + random.IntN(orders+1))
			switch n := random.IntN(4); {
			case n == 0 || orders == 0:
				orders++
				in := s.order(offerings[random.IntN(len(offerings))], fmt.Sprint(orders))
				if random.IntN(2) == 0 {
					in.OrganisationID, in.OrderedByID = village, union
				}
				s.begin(in)
			case n == 1:
				s.contract(id, s.ContractEnded)
			case n == 2:
				s.contract(id, s.ContractOnHold)
			default:
				s.contract(id, s.ContractEffective)
			}
			for _, offeringID := range []string{"", offerings[0].ID, offerings[1].ID, offerings[2].ID} {
				got, err := s.Map(anonymous(), offeringID)
				if want := s.recount(offeringID); err != nil || shownDots(got) != want {
					t.Fatalf("of %q: got %s, %v, want %s", offeringID, shownDots(got), err, want)
				}
			}
		}
	})
}

func shownDots(dots []*rollouts.Dot) (text string) {
	for _, d := range dots {
		text += fmt.Sprintf("%s %s %s; ", d.RegionARS, d.State, d.Since.Format(time.DateTime))
	}
	return text
}

// recount goes through all rollouts one by one.
func (s *site) recount(offeringID string) string {
	s.t.Helper()
	rows, err := s.DB.Client().Rollout.Query().All(viewer.System(context.Background(), "test"))
	if err != nil {
		s.t.Fatal(err)
	}
	order := []rollouts.RolloutState{rollouts.Ended, rollouts.Ordered, rollouts.InProgress, rollouts.Live}
	best := map[string]*rollouts.Dot{}
	for _, row := range rows {
		if row.RegionArs == "" || offeringID != "" && row.OfferingID != offeringID {
			continue
		}
		d := &rollouts.Dot{RegionARS: row.RegionArs, State: rollouts.RolloutState(row.State), Since: row.StateSince.UTC()}
		known := best[d.RegionARS]
		if known == nil || slices.Index(order, d.State) > slices.Index(order, known.State) || d.State == known.State && d.Since.Before(known.Since) {
			best[d.RegionARS] = d
		}
	}
	return shownDots(slices.SortedFunc(maps.Values(best), func(a, b *rollouts.Dot) int { return strings.Compare(a.RegionARS, b.RegionARS) }))
}
