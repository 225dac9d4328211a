package rollouts

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/rollout"
	"schalter/ent/rollouttask"
	"schalter/ent/vendormail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/market/catalogue"
	"schalter/internal/store"
	"schalter/internal/vault"
)

const (
	// maxSentAgain is how often the links of one rollout are sent again within a day.
	maxSentAgain = 5
	// remindAfter is how long nobody moves a task until the vendor is reminded, maxReminders how often.
	remindAfter  = 14 * 24 * time.Hour
	maxReminders = 2
)

// party is one whom the order names to set it up.
type party struct {
	as             catalogue.RolloutParty
	organisationID string
}

// parties are those whom the order names: one that is both vendor and IT provider once.
func parties(r *ent.Rollout) (list []party) {
	if r.VendorID != nil {
		list = append(list, party{catalogue.DoneByVendor, *r.VendorID})
	}
	if r.ItProviderID != nil && (r.VendorID == nil || *r.VendorID != *r.ItProviderID) {
		list = append(list, party{catalogue.DoneByITProvider, *r.ItProviderID})
	}
	return list
}

// inform mails those who set a rollout up; who has no address is told to the operators.
func (s *Service) inform(ctx context.Context, tx *store.Tx, r *ent.Rollout, key vault.Key, cause VendorMailCause, requestKey []byte) error {
	named := parties(r)
	if len(named) == 0 && cause == ByContract {
		if err := s.Tickets.AddNote(ctx, tx, s.unreachableNote(r, "")); err != nil {
			return err
		}
		return s.setObserved(ctx, tx, r, key, catalogue.TaskVendorInformed, TaskOpen, sealedTask{Key: "rollout_nobody_named"})
	}
	for i, p := range named {
		o := s.Organisations.Organisation(p.organisationID)
		if o != nil && o.Email != nil {
			if err := s.queue(ctx, tx, r, key, p, *o.Email, cause, requestKey); err != nil {
				return err
			}
			continue
		}
		if cause != ByContract {
			continue
		}
		name := s.organisationName(p.organisationID)
		if err := s.Tickets.AddNote(ctx, tx, s.unreachableNote(r, name)); err != nil {
			return err
		}
		if i == 0 {
			err := s.setObserved(ctx, tx, r, key, catalogue.TaskVendorInformed, TaskOpen, sealedTask{Key: "rollout_without_mail", Args: []string{name}})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// queue writes a mail, and has it sent after the commit.
func (s *Service) queue(ctx context.Context, tx *store.Tx, r *ent.Rollout, key vault.Key, to party, email string, cause VendorMailCause, requestKey []byte) error {
	mailID := id.New(id.VendorMail, tx.Now)
	sealed, err := key.SealJSON(fieldAAD(mailID, "vendor_mail"), sealedMail{email})
	if err != nil {
		return err
	}
	create := tx.VendorMail.Create().SetID(mailID).SetRolloutID(r.ID).SetParty(vendormail.Party(to.as)).SetOrganisationID(to.organisationID).
		SetCause(vendormail.Cause(cause)).SetSealed(sealed).SetCreatedAt(tx.Now)
	if requestKey != nil {
		create.SetRequestKey(requestKey)
	}
	if err := create.Exec(ctx); err != nil {
		return err
	}
	return job.Enqueue(ctx, tx, jobMail, mailID, tx.Now, mailID)
}

// SendLinks mails vendor and IT provider their links again; for the municipality and operators. Refusals: NOT_FOUND, WRONG_STATE (no
// contract holds, or it is in use already), REQUIRED (nobody has an address), TOO_MANY; FORBIDDEN for all others who see the rollout.
func (s *Service) SendLinks(ctx context.Context, rolloutID, idempotencyKey string) (_ *Rollout, err error) {
	defer errs.Wrap(&err, "rollouts.SendLinks(%s)", rolloutID)
	a, err := s.accessOf(ctx)
	if err != nil {
		return nil, err
	}
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		r, st, err := s.lock(ctx, tx, a, rolloutID)
		if err != nil {
			return err
		}
		if !st.sendsAgain() {
			return errReadsOnly()
		}
		if idempotencyKey == "" || len(idempotencyKey) > maxKey {
			return errs.Refuse(errs.InvalidValue, "idempotencyKey")
		}
		return s.sendAgain(ctx, tx, a, r, s.hash("send", a.viewer.AccountID, r.ID, idempotencyKey))
	})
	if err != nil {
		return nil, err
	}
	return s.Rollout(ctx, rolloutID)
}

func (s *Service) sendAgain(ctx context.Context, tx *store.Tx, a access, r *ent.Rollout, requestKey []byte) error {
	done, err := tx.VendorMail.Query().Where(vendormail.RolloutID(r.ID), vendormail.RequestKey(requestKey)).Exist(ctx)
	if err != nil || done {
		return err
	}
	switch {
	case r.AlreadyInUse:
		return errs.RefuseText(errs.WrongState, "rollout_in_use_no_mail", nil)
	case contract(r.Contract) != contractEffective:
		return errs.RefuseText(errs.WrongState, "rollout_no_contract", nil)
	}
	reachable := false
	for _, p := range parties(r) {
		if o := s.Organisations.Organisation(p.organisationID); o != nil && o.Email != nil {
			reachable = true
		}
	}
	if !reachable {
		return errs.RefuseText(errs.Required, "rollout_no_address", nil)
	}
	if n, err := tx.Count(ctx, "vendor-links|"+r.ID, 24*time.Hour); err != nil || n > maxSentAgain {
		if err == nil {
			err = errs.RefuseText(errs.TooMany, "rollout_sent_too_often", nil)
		}
		return err
	}
	key, err := s.keyOf(ctx, r)
	if err != nil {
		return err
	}
	if err := s.inform(ctx, tx, r, key, SentAgain, requestKey); err != nil {
		return err
	}
	return s.Audit.Record(ctx, tx, a.viewer, "rollout.mail", r.ID, r.OrganisationID, "")
}

// remind reminds those who set up what nobody has moved for long.
func (s *Service) remind(ctx context.Context, now time.Time) error {
	due, err := s.DB.Client().Rollout.Query().Where(rollout.ContractEQ(rollout.ContractEFFECTIVE), rollout.StateEQ(rollout.StateIN_PROGRESS),
		rollout.MovedAtLTE(now.Add(-remindAfter)), rollout.AlreadyInUse(false), rollout.RemindersLT(maxReminders)).
		Order(ent.Asc(rollout.FieldMovedAt)).Limit(sweepBatch).IDs(ctx)
	if err != nil {
		return err
	}
	for _, rolloutID := range due {
		if err := s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.remindOne(ctx, tx, rolloutID) }); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) remindOne(ctx context.Context, tx *store.Tx, rolloutID string) error {
	r, err := s.lockAny(ctx, tx, rolloutID)
	if err != nil || r.Contract != rollout.ContractEFFECTIVE || r.State != rollout.StateIN_PROGRESS || r.Reminders >= maxReminders ||
		tx.Now.Sub(r.MovedAt) < remindAfter {
		return err
	}
	// Once the service is released, what is missing is not the vendor's to do.
	released, err := tx.RolloutTask.Query().Where(rollouttask.RolloutID(r.ID), rollouttask.KindEQ(rollouttask.KindLIVE),
		rollouttask.StateEQ(rollouttask.StateDONE)).Exist(ctx)
	if err != nil {
		return err
	}
	update := tx.Rollout.UpdateOne(r).SetMovedAt(tx.Now)
	if !released {
		key, err := s.keyOf(ctx, r)
		if err != nil {
			return err
		}
		if err := s.inform(ctx, tx, r, key, AsReminder, nil); err != nil {
			return err
		}
		update.SetReminders(r.Reminders + 1)
	}
	return update.Exec(ctx)
}
