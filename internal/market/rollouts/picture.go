package rollouts

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"schalter/ent/rollout"
	"schalter/internal/errs"
)

// counts keeps what everybody may know of rollouts, place by place, for each offering and for all ("") at a revision.
type counts struct {
	mu sync.Mutex
	of map[string]*counted
}

// counted is how far the places are, at a revision.
type counted struct {
	revision int64
	at       time.Time
	dots     []*RolloutDot
}

// fresh is how long an answer is good although something changed: so often at most all rollouts are read.
const fresh = 2 * time.Second

// order is how far a state is; what ended counts least.
var order = []RolloutState{Ended, Ordered, InProgress, Live}

// Map is how far each municipality is: with one offering, or with the one that it is furthest with. Those not named have ordered none. For
// everybody.
func (s *Service) Map(ctx context.Context, offeringID string) (_ []*RolloutDot, err error) {
	defer errs.Wrap(&err, "rollouts.Map(%s)", offeringID)
	if offeringID != "" && s.Catalogue.Offering(offeringID) == nil {
		return nil, nil
	}
	revision, err := s.DB.Position(ctx, changes)
	if err != nil {
		return nil, err
	}
	s.counts.mu.Lock()
	defer s.counts.mu.Unlock()
	now := s.DB.Clock().Now()
	if c := s.counts.of[offeringID]; c != nil && (c.revision == revision || now.Sub(c.at) < fresh) {
		return c.dots, nil
	}
	dots, err := s.readDots(system(ctx), offeringID)
	if err != nil {
		return nil, err
	}
	if s.counts.of == nil {
		s.counts.of = map[string]*counted{}
	}
	s.counts.of[offeringID] = &counted{revision, now, dots}
	return dots, nil
}

func (s *Service) readDots(ctx context.Context, offeringID string) ([]*RolloutDot, error) {
	q := s.DB.Client().Rollout.Query().Where(rollout.RegionArsNEQ(""))
	if offeringID != "" {
		q.Where(rollout.OfferingID(offeringID))
	}
	var rows []struct {
		RegionARS string    `json:"region_ars"`
		State     string    `json:"state"`
		Since     time.Time `json:"state_since"`
	}
	if err := q.Select(rollout.FieldRegionArs, rollout.FieldState, rollout.FieldStateSince).Scan(ctx, &rows); err != nil {
		return nil, err
	}
	best := map[string]*RolloutDot{}
	for _, row := range rows {
		d := &RolloutDot{row.RegionARS, RolloutState(row.State), row.Since}
		was := best[d.RegionARS]
		if was == nil || further(d, was) {
			best[d.RegionARS] = d
		}
	}
	dots := make([]*RolloutDot, 0, len(best))
	for _, d := range best {
		dots = append(dots, d)
	}
	slices.SortFunc(dots, func(a, b *RolloutDot) int { return strings.Compare(a.RegionARS, b.RegionARS) })
	return dots, nil
}

// further says that a dot is further than another one, or has been as far for longer.
func further(a, b *RolloutDot) bool {
	x, y := slices.Index(order, a.State), slices.Index(order, b.State)
	return x > y || x == y && a.Since.Before(b.Since)
}

// Picture is the sums of the places directly below one, and over all of them; without a place those of the whole Land. For everybody.
func (s *Service) Picture(ctx context.Context, offeringID, within string) (list []*RegionRollout, all Sums, err error) {
	defer errs.Wrap(&err, "rollouts.Picture(%s)", offeringID)
	dots, err := s.Map(ctx, offeringID)
	if err != nil {
		return nil, all, err
	}
	below, err := s.Directory.Below(within)
	if err != nil {
		return nil, all, err
	}
	for _, ars := range below {
		list = append(list, &RegionRollout{RegionARS: ars, Sums: sum(dots, ars)})
	}
	return list, sum(dots, within), nil
}

// sum counts the dots of a place and of all places below it.
func sum(dots []*RolloutDot, ars string) (n Sums) {
	from, _ := slices.BinarySearchFunc(dots, ars, func(d *RolloutDot, ars string) int { return strings.Compare(d.RegionARS, ars) })
	for _, d := range dots[from:] {
		if !strings.HasPrefix(d.RegionARS, ars) {
			break
		}
		switch d.State {
		case Live:
			n.Live++
		case InProgress:
			n.InProgress++
		case Ended:
			continue
		}
		n.Municipalities++
	}
	return n
}

// PictureRevision changes with what Picture answers.
func (s *Service) PictureRevision(ctx context.Context) (int64, error) {
	return s.DB.Position(ctx, changes)
}
