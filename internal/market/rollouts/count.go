package rollouts

import (
	"context"

	"schalter/internal/errs"
	"schalter/internal/permit"
)

// Count is how many rollouts for an organisation are not over, and how many of them are live. The caller has asked the viewer's rights.
func (s *Service) Count(ctx context.Context, organisationID string) (running, live int, err error) {
	defer errs.Wrap(&err, "rollouts.Count(%s)", organisationID)
	// In one read by the organisation: asked for what is live alone, SQLite takes the index of the state.
	err = s.DB.QueryRow(ctx, `SELECT COUNT(*), COALESCE(SUM(CASE WHEN state = 'LIVE' THEN 1 ELSE 0 END), 0) FROM rollout WHERE organisation_id = ? AND state <> 'ENDED'`,
		organisationID).Scan(&running, &live)
	return running, live, err
}

// maxBroken is where counting links that do not work stops.
const maxBroken = 1000

// BrokenLinks is how many links of rollouts that are not over do not work, counted up to 1,000; for operators.
func (s *Service) BrokenLinks(ctx context.Context) (n int, err error) {
	defer errs.Wrap(&err, "rollouts.BrokenLinks")
	if _, err := permit.Operator(ctx); err != nil {
		return 0, err
	}
	err = s.DB.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM portal_link JOIN rollout ON rollout.id = portal_link.rollout_id
		WHERE portal_link.state = 'BROKEN' AND rollout.state <> 'ENDED' LIMIT ?) AS broken`, maxBroken).Scan(&n)
	return n, err
}
