package rollouts

import (
	"context"

	"schalter/ent"
	"schalter/ent/rollouttask"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/market/catalogue"
	"schalter/internal/store"
)

// maxReason is the length of a reason, in code points.
const maxReason = 500

// TaskSetting is a task's next state (input RolloutTaskSetInput of the contract).
type TaskSetting struct {
	TaskID          string
	ExpectedVersion int
	State           RolloutTaskState
	// Reason is why it is skipped, or what it waits for.
	Reason *string
}

// SetTask takes a task to another state; for the municipality, those who set up for it, the vendor of a session with its own tasks, and
// operators. Refusals: NOT_FOUND, STALE, REQUIRED (no reason to skip it), WRONG_STATE; FORBIDDEN for a task that is not the viewer's.
func (s *Service) SetTask(ctx context.Context, in TaskSetting) (_ *RolloutTask, _ *Rollout, err error) {
	defer errs.Wrap(&err, "rollouts.SetTask(%s)", in.TaskID)
	a, err := s.accessOf(ctx)
	if err != nil {
		return nil, nil, err
	}
	var rolloutID string
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		there, err := tx.RolloutTask.Get(ctx, in.TaskID)
		if ent.IsNotFound(err) {
			return errNoTask()
		}
		if err != nil {
			return err
		}
		rolloutID = there.RolloutID
		r, st, err := s.lock(ctx, tx, a, rolloutID)
		if errs.AsRefusal(err) != nil {
			return errNoTask()
		}
		if err != nil {
			return err
		}
		t, err := tx.RolloutTask.Get(ctx, in.TaskID)
		if err != nil {
			return err
		}
		return s.setTask(ctx, tx, a, st, r, t, in)
	})
	if err != nil {
		return nil, nil, err
	}
	return s.taskAndRollout(ctx, rolloutID, in.TaskID)
}

func errNoTask() error { return errs.RefuseText(errs.Missing, "rollout_task_unknown", nil, "taskId") }

func (s *Service) setTask(ctx context.Context, tx *store.Tx, a access, st standing, r *ent.Rollout, t *ent.RolloutTask, in TaskSetting) error {
	kind := catalogue.RolloutTaskKind(t.Kind)
	if !st.sets(kind, catalogue.RolloutParty(t.Responsible)) {
		return errs.Told(errs.Forbidden, "Diesen Schritt können Sie nicht ändern.", "You cannot change this task.")
	}
	if err := refuseEnded(r); err != nil {
		return err
	}
	reason, err := checkSetting(r, t, in)
	if err != nil {
		return err
	}
	key, err := s.keyOf(ctx, r)
	if err != nil {
		return err
	}
	by, err := s.nameOf(ctx, tx, a)
	if err != nil {
		return err
	}
	if _, err := s.write(ctx, tx, key, t, in.State, sealedTask{Reason: reason, By: by}); err != nil {
		return err
	}
	if r, err = tx.Rollout.UpdateOne(r).SetMovedAt(tx.Now).Save(ctx); err != nil {
		return err
	}
	if err := s.Audit.Record(ctx, tx, a.viewer, "rollout.task", t.ID, r.OrganisationID, string(in.State)); err != nil {
		return err
	}
	return s.settle(ctx, tx, r, key)
}

// checkSetting refuses what may not follow, and returns the reason as it is kept.
func checkSetting(r *ent.Rollout, t *ent.RolloutTask, in TaskSetting) (string, error) {
	if t.Version != in.ExpectedVersion {
		return "", errs.Refuse(errs.Stale)
	}
	var reason string
	if in.Reason != nil && !latin.Blank(*in.Reason) {
		checked, err := latin.Text(*in.Reason, maxReason)
		if err != nil {
			var ps errs.Problems
			latin.AddProblem(&ps, err, "reason")
			return "", ps.Err()
		}
		reason = checked
	}
	was := RolloutTaskState(t.State)
	switch {
	case !was.CanBecome(in.State):
		return "", errs.RefuseText(errs.WrongState, "rollout_task_state", nil, "state")
	case in.State == TaskSkipped && reason == "":
		return "", errs.RefuseText(errs.Required, "rollout_skip_reason", nil, "reason")
	case in.State == TaskSkipped && t.Kind == rollouttask.KindLIVE:
		return "", errs.RefuseText(errs.WrongState, "rollout_live_skipped", nil, "state")
	case in.State == TaskDone && t.Kind == rollouttask.KindLIVE && !contract(r.Contract).holds():
		return "", errs.RefuseText(errs.WrongState, "rollout_live_without_contract", nil, "state")
	case in.State == was && reason == "":
		return "", errs.RefuseText(errs.WrongState, "rollout_task_same", nil, "state")
	}
	return reason, nil
}

// nameOf is how the viewer is called in what it does: a vendor by the name of the organisation, operators by the platform's.
func (s *Service) nameOf(ctx context.Context, tx *store.Tx, a access) (string, error) {
	switch {
	case a.viewer.VendorID != "":
		return s.organisationName(a.viewer.VendorID), nil
	case a.operator:
		return s.PlatformName, nil
	}
	return s.Persons.Name(ctx, tx, a.viewer.AccountID)
}

func (s *Service) organisationName(organisationID string) string {
	if o := s.Organisations.Organisation(organisationID); o != nil {
		return o.Name
	}
	return organisationID
}

// ParametersSaving are values to set an offering up by (input RolloutParametersSaveInput of the contract).
type ParametersSaving struct {
	RolloutID       string
	ExpectedVersion int
	Values          []*catalogue.RolloutParameterInput
}

// maxValues is how many values are saved at once.
const maxValues = 100

// SaveParameters saves values of parameters; for all who work on the rollout. Refusals: NOT_FOUND (the rollout, or a parameter that the
// sheet does not have), STALE, WRONG_STATE; FORBIDDEN for who only reads it.
func (s *Service) SaveParameters(ctx context.Context, in ParametersSaving) (_ *Rollout, err error) {
	defer errs.Wrap(&err, "rollouts.SaveParameters(%s)", in.RolloutID)
	a, err := s.accessOf(ctx)
	if err != nil {
		return nil, err
	}
	if len(in.Values) > maxValues {
		return nil, errs.Refuse(errs.TooMany, "values")
	}
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		r, st, err := s.lock(ctx, tx, a, in.RolloutID)
		if err != nil {
			return err
		}
		if !st.works() {
			return errReadsOnly()
		}
		if err := refuseEnded(r); err != nil {
			return err
		}
		return s.saveParameters(ctx, tx, a, r, in)
	})
	if err != nil {
		return nil, err
	}
	return s.Rollout(ctx, in.RolloutID)
}

func errReadsOnly() error {
	return errs.Told(errs.Forbidden, "Das können Sie hier nicht ändern.", "You cannot change this here.")
}

func (s *Service) saveParameters(ctx context.Context, tx *store.Tx, a access, r *ent.Rollout, in ParametersSaving) error {
	if r.Version != in.ExpectedVersion {
		return errs.Refuse(errs.Stale)
	}
	versions, err := s.Catalogue.VersionsByID(ctx, []string{r.OfferingVersionID})
	if err != nil {
		return err
	}
	content, key, err := s.open(ctx, r)
	if err != nil {
		return err
	}
	var ps errs.Problems
	content.Parameters = versions[r.OfferingVersionID].Fill(&ps, content.Parameters, in.Values, "values")
	if err := ps.Err(); err != nil {
		return err
	}
	sealed, err := key.SealJSON(fieldAAD(r.ID, "rollout"), content)
	if err != nil {
		return err
	}
	if err := tx.Rollout.UpdateOne(r).SetSealed(sealed).SetVersion(r.Version + 1).SetMovedAt(tx.Now).Exec(ctx); err != nil {
		return err
	}
	if err := s.Audit.Record(ctx, tx, a.viewer, "rollout.parameters", r.ID, r.OrganisationID, ""); err != nil {
		return err
	}
	return s.onChange(ctx, tx, r.OrderID)
}
