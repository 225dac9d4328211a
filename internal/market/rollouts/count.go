package rollouts

import (
	"context"

	"schalter/ent/rollout"
	"schalter/internal/errs"
)

// Count is how many rollouts for an organisation are not over, and how many of them are live. The caller has asked the viewer's rights.
func (s *Service) Count(ctx context.Context, organisationID string) (running, live int, err error) {
	defer errs.Wrap(&err, "rollouts.Count(%s)", organisationID)
	q := s.DB.Client().Rollout.Query().Where(rollout.OrganisationID(organisationID))
	if running, err = q.Clone().Where(rollout.StateNEQ(rollout.StateENDED)).Count(system(ctx)); err != nil {
		return 0, 0, err
	}
	live, err = q.Where(rollout.StateEQ(rollout.StateLIVE)).Count(system(ctx))
	return running, live, err
}
