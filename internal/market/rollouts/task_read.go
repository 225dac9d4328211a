package rollouts

import (
	"context"

	"schalter/ent"
	"schalter/ent/rollouttask"
	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
)

// TasksOf are the tasks of rollouts that were read, in the order of the sheet.
func (s *Service) TasksOf(ctx context.Context, of []*Rollout) (_ [][]*RolloutTask, err error) {
	defer errs.Wrap(&err, "rollouts.TasksOf")
	rows, err := s.DB.Client().RolloutTask.Query().Where(rollouttask.RolloutIDIn(idsOf(of)...)).Order(ent.Asc(rollouttask.FieldPosition)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	lists := make([][]*RolloutTask, len(of))
	for i, r := range of {
		for _, row := range rows {
			if row.RolloutID != r.ID {
				continue
			}
			t, err := s.showTask(ctx, r, row)
			if err != nil {
				return nil, err
			}
			lists[i] = append(lists[i], t)
		}
	}
	return lists, nil
}

func (s *Service) showTask(ctx context.Context, r *Rollout, row *ent.RolloutTask) (*RolloutTask, error) {
	t := &RolloutTask{
		ID: row.ID, Version: row.Version, RolloutID: r.ID, Task: r.Offering.Tasks[row.Position], State: RolloutTaskState(row.State), ChangedAt: row.ChangedAt,
		Editable: r.State != Ended && r.standing.sets(catalogue.RolloutTaskKind(row.Kind), catalogue.RolloutParty(row.Responsible)),
	}
	if len(row.Sealed) == 0 {
		return t, nil
	}
	key, err := s.keyOf(ctx, r.row)
	if err != nil {
		return nil, err
	}
	var c sealedTask
	if err := key.OpenJSON(fieldAAD(row.ID, "rollout_task"), row.Sealed, &c); err != nil {
		return nil, err
	}
	t.Given, t.ReasonKey, t.ReasonArgs, t.ChangedBy = nonEmpty(c.Reason), nonEmpty(c.Key), c.Args, nonEmpty(c.By)
	return t, nil
}

// Task finds a task for those who may see its rollout; NOT_FOUND for all others.
func (s *Service) Task(ctx context.Context, taskID string) (_ *RolloutTask, err error) {
	defer errs.Wrap(&err, "rollouts.Task(%s)", taskID)
	row, err := s.DB.Client().RolloutTask.Get(system(ctx), taskID)
	if ent.IsNotFound(err) {
		return nil, errs.New(errs.NotFound, "no such task")
	}
	if err != nil {
		return nil, err
	}
	t, _, err := s.taskAndRollout(ctx, row.RolloutID, taskID)
	return t, err
}

func (s *Service) taskAndRollout(ctx context.Context, rolloutID, taskID string) (*RolloutTask, *Rollout, error) {
	r, err := s.Rollout(ctx, rolloutID)
	if err != nil {
		return nil, nil, err
	}
	lists, err := s.TasksOf(ctx, []*Rollout{r})
	if err != nil {
		return nil, nil, err
	}
	for _, t := range lists[0] {
		if t.ID == taskID {
			return t, r, nil
		}
	}
	return nil, nil, errs.New(errs.NotFound, "no such task")
}
