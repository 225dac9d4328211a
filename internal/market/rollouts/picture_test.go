package rollouts_test

import (
	"fmt"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/market/rollouts"
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
