package catalogue

import (
	"context"
	"errors"

	"schalter/ent"
	"schalter/ent/offering"
	"schalter/ent/offeringinterest"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// SetInterest notes whether the viewer wants to be told when an offering can be ordered; for any account. It ends by being told. Refusals:
// NOT_FOUND (an offering), WRONG_STATE (one that can be ordered already, or was withdrawn).
func (s *Service) SetInterest(ctx context.Context, offeringID string, interested bool) (_ *Offering, err error) {
	defer errs.Wrap(&err, "catalogue.SetInterest(%s)", offeringID)
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	err = s.db.Tx(viewer.System(ctx, "offering-interest"), func(ctx context.Context, tx *store.Tx) error {
		if !interested {
			_, err := tx.OfferingInterest.Delete().Where(offeringinterest.OfferingID(offeringID), offeringinterest.AccountID(v.AccountID)).Exec(ctx)
			return err
		}
		return addInterest(ctx, tx, offeringID, v.AccountID)
	})
	if err != nil {
		return nil, err
	}
	o, err := s.saved(ctx, offeringID)
	if err == nil && o == nil {
		err = errs.Refuse(errs.Missing, "subjectId")
	}
	return o, err
}

// addInterest locks the offering: who asks while it becomes orderable is either told or refused.
func addInterest(ctx context.Context, tx *store.Tx, offeringID, accountID string) error {
	if _, err := tx.Exec(ctx, `UPDATE offering SET version = version WHERE id = ?`, offeringID); err != nil {
		return err
	}
	row, err := tx.Offering.Get(ctx, offeringID)
	switch {
	case ent.IsNotFound(err):
		return errs.Refuse(errs.Missing, "subjectId")
	case err != nil:
		return err
	case row.State == offering.StateORDERABLE:
		return errs.RefuseText(errs.WrongState, "offering_orderable_already", nil, "subjectId")
	case row.State == offering.StateWITHDRAWN:
		return errs.RefuseText(errs.WrongState, "offering_withdrawn", nil, "subjectId")
	}
	_, err = tx.Exec(ctx, `INSERT INTO offering_interest (id, offering_id, account_id, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		id.New(id.Interest, tx.Now), offeringID, accountID, tx.Now)
	return err
}

// Interested reports of each offering whether the viewer asked to be told; nobody who is not signed in did.
func (s *Service) Interested(ctx context.Context, offerings []*Offering) (_ []bool, err error) {
	defer errs.Wrap(&err, "catalogue.Interested")
	answers := make([]bool, len(offerings))
	if !viewer.From(ctx).SignedIn() {
		return answers, nil
	}
	ids := make([]string, len(offerings))
	for i, o := range offerings {
		ids[i] = o.ID
	}
	rows, err := s.db.Client().OfferingInterest.Query().Where(offeringinterest.OfferingIDIn(ids...)).All(ctx)
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, row := range rows {
		wanted[row.OfferingID] = true
	}
	for i, o := range offerings {
		answers[i] = wanted[o.ID]
	}
	return answers, nil
}

// Waiting is of each offering how many asked to be told when it can be ordered; nil for all but operators and editors.
func (s *Service) Waiting(ctx context.Context, offerings []*Offering) (_ []*int, err error) {
	defer errs.Wrap(&err, "catalogue.Waiting")
	counts := make([]*int, len(offerings))
	if v := viewer.From(ctx); !v.HasRole(viewer.Operator) && !v.HasRole(viewer.Editor) {
		return counts, nil
	}
	at := make(map[string]*int, len(offerings))
	ids := make([]string, len(offerings))
	for i, o := range offerings {
		if at[o.ID] == nil {
			at[o.ID] = new(int)
		}
		ids[i], counts[i] = o.ID, at[o.ID]
	}
	var rows []struct {
		OfferingID string `json:"offering_id"`
		Count      int    `json:"count"`
	}
	err = s.db.Client().OfferingInterest.Query().Where(offeringinterest.OfferingIDIn(ids...)).GroupBy(offeringinterest.FieldOfferingID).
		Aggregate(ent.Count()).Scan(viewer.System(ctx, "offering-waiting"), &rows)
	for _, row := range rows {
		*at[row.OfferingID] = row.Count
	}
	return counts, err
}

// Forget drops what an account that is deleted asked for.
func (s *Service) Forget(ctx context.Context, tx *store.Tx, accountID string) error {
	_, err := tx.OfferingInterest.Delete().Where(offeringinterest.AccountID(accountID)).Exec(ctx)
	return err
}

// jobTellInterested tells those who wait for an offering.
const jobTellInterested job.Kind = "offering-orderable"

// RegisterJobs gives the runner the handlers of the catalogue.
func (s *Service) RegisterJobs(r *job.Runner) { r.Handle(jobTellInterested, s.tellInterested) }

// tellInterested tells all who wait for an offering, each in a transaction of its own: who cannot be told keeps nobody from being told, and
// waits for the next try.
func (s *Service) tellInterested(ctx context.Context, offeringID string) (err error) {
	defer errs.Wrap(&err, "catalogue.tellInterested(%s)", offeringID)
	ids, err := s.db.Client().OfferingInterest.Query().Where(offeringinterest.OfferingID(offeringID)).IDs(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, interestID := range ids {
		err := s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.notifyOne(ctx, tx, offeringID, interestID) })
		if failed = append(failed, err); ctx.Err() != nil {
			break
		}
	}
	return errors.Join(failed...)
}

// notifyOne tells one who waits, if the offering still can be ordered; who was told waits no more.
func (s *Service) notifyOne(ctx context.Context, tx *store.Tx, offeringID, interestID string) error {
	row, err := tx.Offering.Get(ctx, offeringID)
	if err != nil || row.State != offering.StateORDERABLE {
		return err
	}
	waiting, err := tx.OfferingInterest.Get(ctx, interestID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	version, err := tx.OfferingVersion.Get(ctx, row.CurrentID)
	if err != nil {
		return err
	}
	v, err := toVersion(version)
	if err != nil {
		return err
	}
	names := map[string]string{string(German): v.TextIn(German).Name, string(English): v.TextIn(English).Name}
	if err := s.ports.Notices.OfferingOrderable(ctx, tx, waiting.AccountID, row.Slug, names); err != nil {
		return err
	}
	// Of two that tell the same at once, the second deletes nothing and ends without its mail.
	return tx.OfferingInterest.DeleteOneID(interestID).Exec(ctx)
}
