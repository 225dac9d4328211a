package rollouts

import (
	"context"

	"schalter/ent"
	"schalter/ent/rollout"
	"schalter/ent/rollouttask"
	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// What becomes of the contract of an order is told by who has it, in the transaction that changes it; the context is the platform's own.
// An order without a rollout has nothing to tell.

// ContractEffective notes that the contract is effective: vendor and IT provider are mailed what is to be set up, unless it is in use already.
func (s *Service) ContractEffective(ctx context.Context, tx *store.Tx, orderID string) (err error) {
	defer errs.Wrap(&err, "rollouts.ContractEffective(%s)", orderID)
	r, err := s.lockOfOrder(ctx, tx, orderID)
	if err != nil || r == nil || contract(r.Contract) != contractOpen {
		return err
	}
	if r, err = tx.Rollout.UpdateOne(r).SetContract(rollout.ContractEFFECTIVE).SetMovedAt(tx.Now).Save(ctx); err != nil {
		return err
	}
	key, err := s.keyOf(ctx, r)
	if err != nil {
		return err
	}
	if err := s.setObserved(ctx, tx, r, key, catalogue.TaskContract, TaskDone, sealedTask{}); err != nil {
		return err
	}
	if !r.AlreadyInUse {
		if err := s.inform(ctx, tx, r, key, ByContract, nil); err != nil {
			return err
		}
	}
	return s.settle(ctx, tx, r, key)
}

// ContractOnHold notes that the contract is not effective for now: nobody is reminded meanwhile.
func (s *Service) ContractOnHold(ctx context.Context, tx *store.Tx, orderID string) (err error) {
	defer errs.Wrap(&err, "rollouts.ContractOnHold(%s)", orderID)
	return s.contractBecomes(ctx, tx, orderID, contractOnHold)
}

// ContractResumed notes that the contract is effective again.
func (s *Service) ContractResumed(ctx context.Context, tx *store.Tx, orderID string) (err error) {
	defer errs.Wrap(&err, "rollouts.ContractResumed(%s)", orderID)
	return s.contractBecomes(ctx, tx, orderID, contractEffective)
}

// ContractEnded ends the rollout: those who set it up see it no more, and citizens see none of its links.
func (s *Service) ContractEnded(ctx context.Context, tx *store.Tx, orderID string) (err error) {
	defer errs.Wrap(&err, "rollouts.ContractEnded(%s)", orderID)
	return s.contractBecomes(ctx, tx, orderID, contractEnded)
}

// becomes says which of the others the contract of a rollout may become.
var becomes = map[contract][]contract{
	contractOpen:      {contractEnded},
	contractEffective: {contractOnHold, contractEnded},
	contractOnHold:    {contractEffective, contractEnded},
}

func (s *Service) contractBecomes(ctx context.Context, tx *store.Tx, orderID string, next contract) error {
	r, err := s.lockOfOrder(ctx, tx, orderID)
	if err != nil || r == nil {
		return err
	}
	for _, possible := range becomes[contract(r.Contract)] {
		if possible != next {
			continue
		}
		if r, err = tx.Rollout.UpdateOne(r).SetContract(rollout.Contract(next)).SetMovedAt(tx.Now).Save(ctx); err != nil {
			return err
		}
		key, err := s.keyOf(ctx, r)
		if err != nil {
			return err
		}
		return s.settle(ctx, tx, r, key)
	}
	return nil
}

// ContactsChanged takes over the contacts of an order; nil is none.
func (s *Service) ContactsChanged(ctx context.Context, tx *store.Tx, orderID string, subject, technical *ContactPerson) (err error) {
	defer errs.Wrap(&err, "rollouts.ContactsChanged(%s)", orderID)
	r, err := s.lockOfOrder(ctx, tx, orderID)
	if err != nil || r == nil {
		return err
	}
	content, key, err := s.open(ctx, r)
	if err != nil {
		return err
	}
	content.Subject, content.Technical = subject, technical
	sealed, err := key.SealJSON(fieldAAD(r.ID, "rollout"), content)
	if err != nil {
		return err
	}
	if err := tx.Rollout.UpdateOne(r).SetSealed(sealed).SetVersion(r.Version + 1).Exec(ctx); err != nil {
		return err
	}
	return s.onChange(ctx, tx, orderID)
}

// setObserved writes a task that the platform observed; nothing where the sheet has none of the kind, or it says so already.
func (s *Service) setObserved(ctx context.Context, tx *store.Tx, r *ent.Rollout, key vault.Key, kind catalogue.RolloutTaskKind, state RolloutTaskState, why sealedTask) error {
	t, err := tx.RolloutTask.Query().Where(rollouttask.RolloutID(r.ID), rollouttask.KindEQ(rollouttask.Kind(kind))).First(ctx)
	if ent.IsNotFound(err) || err == nil && t.State == rollouttask.StateDONE && state == TaskDone {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = s.write(ctx, tx, key, t, state, why)
	return err
}
