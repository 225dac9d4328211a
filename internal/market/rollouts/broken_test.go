package rollouts_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/market/rollouts"
)

// desk is what the operators see of links that do not work: how many there are, and the set-ups that have one, read page by page.
func (s *site) desk() (links int, setUps []string) {
	s.t.Helper()
	links, err := s.BrokenLinks(operator())
	if err != nil {
		s.t.Fatal(err)
	}
	req := onePageOf(1)
	for more := true; more; {
		page, err := s.Waiting(operator(), true, req)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, item := range page.Items {
			setUps = append(setUps, item.Node.ID)
			req.After = item.Position
		}
		more = page.HasNext
	}
	return links, setUps
}

func TestTheDeskSeesLinksThatDoNotWorkLiveOrNotUntilTheyDo(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		one, both := s.offering("wohngeld", housing), s.offering("beides")
		sweep := func() {
			t.Helper()
			s.Clock.Advance(25 * time.Hour)
			if err := s.Sweep(context.Background(), s.Clock.Now()); err != nil {
				t.Fatal(err)
			}
			s.run()
		}
		works, live, ended := s.live(one, "1"), s.live(both, "2"), s.live(one, "3")
		begun := s.effective(both, "4")
		s.pages["https://bayernportal.example/4/404"] = http.StatusNotFound
		if err := s.report(buyer(), begun, housing, "https://bayernportal.example/4/404"); err != nil {
			t.Fatal(err)
		}
		see := func(when string, links int, setUps ...string) {
			t.Helper()
			if n, list := s.desk(); n != links || !slices.Equal(list, setUps) {
				t.Errorf("%s: got %d links of %v, want %d of %v", when, n, list, links, setUps)
			}
		}
		see("before it was looked at", 0)
		s.run()
		see("one that is not live", 1, begun)
		s.pages["https://bayernportal.example/2"], s.pages["https://bayernportal.example/3"] = http.StatusNotFound, http.StatusGone
		sweep()
		see("live ones, too; two links of one are one row", 4, live, ended, begun)
		s.contract("3", s.ContractEnded)
		see("what is over waits for nobody", 3, live, begun)
		if r := s.rollout(operator(), live); r.State != rollouts.Live {
			t.Errorf("a link that broke took it back to %s", r.State)
		}
		if got := s.links(works); got != "OK" || !strings.Contains(s.links(live), "BROKEN") {
			t.Errorf("got %s and %s", got, s.links(live))
		}
		clear(s.pages)
		sweep()
		see("all work again", 0)
		for who, ctx := range map[string]context.Context{"anonymous": anonymous(), "citizen": citizen(), "buyer": buyer(), "vendor": session(vendor)} {
			if _, err := s.BrokenLinks(ctx); errs.CodeOf(err) != errs.Forbidden && errs.CodeOf(err) != errs.Unauthenticated {
				t.Errorf("counted for %s: %v", who, err)
			}
			if _, err := s.Waiting(ctx, true, onePage); errs.CodeOf(err) != errs.Forbidden && errs.CodeOf(err) != errs.Unauthenticated {
				t.Errorf("listed for %s: %v", who, err)
			}
		}
	})
}
