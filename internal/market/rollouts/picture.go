package rollouts

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

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
const fresh = 5 * time.Second

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
	dots, err := s.readDots(ctx, offeringID)
	if err != nil {
		return nil, err
	}
	if s.counts.of == nil {
		s.counts.of = map[string]*counted{}
	}
	s.counts.of[offeringID] = &counted{revision, now, dots}
	return dots, nil
}

// readDots reads of each place the rollout that is furthest, and of several that are as far the first.
func (s *Service) readDots(ctx context.Context, offeringID string) ([]*RolloutDot, error) {
	condition, args := "region_ars <> ''", []any{}
	if offeringID != "" {
		condition, args = condition+" AND offering_id = ?", append(args, offeringID)
	}
	rows, err := s.DB.Query(ctx, "SELECT region_ars, state, "+s.firstSecond()+" FROM rollout WHERE "+condition+" GROUP BY region_ars, state", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	best := map[string]*RolloutDot{}
	for rows.Next() {
		d, since := &RolloutDot{}, ""
		if err := rows.Scan(&d.RegionARS, &d.State, &since); err != nil {
			return nil, err
		}
		if d.Since, err = time.Parse(time.DateTime, since); err != nil {
			return nil, err
		}
		if known := best[d.RegionARS]; known == nil || slices.Index(order, d.State) > slices.Index(order, known.State) {
			best[d.RegionARS] = d
		}
	}
	dots := slices.Collect(maps.Values(best))
	slices.SortFunc(dots, func(a, b *RolloutDot) int { return strings.Compare(a.RegionARS, b.RegionARS) })
	return dots, rows.Err()
}

// firstSecond is the first instant since which a state is there, in UTC to the second: SQLite forgets that the least of instants is one.
func (s *Service) firstSecond() string {
	if s.DB.Postgres() {
		return "to_char(MIN(state_since) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
	}
	return "substr(MIN(state_since), 1, 19)"
}

// order is how far a state is; what ended counts least.
var order = []RolloutState{Ended, Ordered, InProgress, Live}

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
