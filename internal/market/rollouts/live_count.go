package rollouts

import (
	"context"
	"sync"
	"time"

	"schalter/internal/errs"
)

// liveCounts keeps how many rollouts of each offering are live, at a revision.
type liveCounts struct {
	mu       sync.Mutex
	revision int64
	at       time.Time
	of       map[string]int
}

// fresh is how long the numbers are good although something changed: so often at most all that are live are counted.
const fresh = 5 * time.Second

// LiveCounts is how many rollouts of each offering are live; an offering without one is not named. All offerings are counted in one statement,
// so often at most as fresh says. Read-only, for everybody.
func (s *Service) LiveCounts(ctx context.Context) (_ map[string]int, err error) {
	defer errs.Wrap(&err, "rollouts.LiveCounts")
	revision, err := s.DB.Position(ctx, changes)
	if err != nil {
		return nil, err
	}
	c := &s.live
	c.mu.Lock()
	defer c.mu.Unlock()
	now := s.DB.Clock().Now()
	if c.of != nil && (c.revision == revision || now.Sub(c.at) < fresh) {
		return c.of, nil
	}
	rows, err := s.DB.Query(ctx, `SELECT offering_id, COUNT(*) FROM rollout WHERE state = ? GROUP BY offering_id`, string(Live))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	of := map[string]int{}
	for rows.Next() {
		offeringID, n := "", 0
		if err := rows.Scan(&offeringID, &n); err != nil {
			return nil, err
		}
		of[offeringID] = n
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	c.revision, c.at, c.of = revision, now, of
	return of, nil
}
