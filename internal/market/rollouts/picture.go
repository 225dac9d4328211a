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
	dots     []*Dot
}

// Map is how far each municipality is: with one offering, or with the one that it is furthest with. Those not named have ordered none. For
// everybody.
func (s *Service) Map(ctx context.Context, offeringID string) (_ []*Dot, err error) {
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
	if c := s.counts.of[offeringID]; c != nil && c.revision >= revision {
		return c.dots, nil
	}
	dots, err := s.readDots(ctx, offeringID)
	if err != nil {
		return nil, err
	}
	if s.counts.of == nil {
		s.counts.of = map[string]*counted{}
	}
	s.counts.of[offeringID] = &counted{revision, dots}
	return dots, nil
}

// readDots reads of each place the rollout that is furthest, and of several that are as far the first.
func (s *Service) readDots(ctx context.Context, offeringID string) ([]*Dot, error) {
	statement, args := "SELECT region_ars, state, "+s.firstSecond()+" FROM rollout WHERE region_ars <> '' AND offering_id = ? GROUP BY region_ars, state", []any{offeringID}
	if offeringID == "" {
		statement, args = s.furthest(), nil
	}
	rows, err := s.DB.Query(ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	best := map[string]*Dot{}
	for rows.Next() {
		d, since := &Dot{}, ""
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
	slices.SortFunc(dots, func(a, b *Dot) int { return strings.Compare(a.RegionARS, b.RegionARS) })
	return dots, rows.Err()
}

// furthest is the statement that reads the same of all offerings. It steps from place to place in the index of places and states and looks in
// it for the furthest state of each, so that it costs as much as there are places, however many rollouts each has.
func (s *Service) furthest() string {
	of := func(state RolloutState) string {
		return "'" + string(state) + " ' || (SELECT " + s.firstSecond() + " FROM rollout WHERE region_ars = place.ars AND state = '" + string(state) + "')"
	}
	var states []string
	for _, state := range slices.Backward(order) {
		states = append(states, of(state))
	}
	return `WITH RECURSIVE place(ars) AS (
		SELECT MIN(region_ars) FROM rollout WHERE region_ars > ''
		UNION ALL SELECT (SELECT MIN(region_ars) FROM rollout WHERE region_ars > place.ars) FROM place WHERE ars IS NOT NULL
	), dot AS (SELECT ars, COALESCE(` + strings.Join(states, ", ") + `) AS furthest FROM place WHERE ars IS NOT NULL)
	SELECT ars, substr(furthest, 1, length(furthest) - 20), substr(furthest, length(furthest) - 18) FROM dot`
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
func sum(dots []*Dot, ars string) (n Sums) {
	from, _ := slices.BinarySearchFunc(dots, ars, func(d *Dot, ars string) int { return strings.Compare(d.RegionARS, ars) })
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
