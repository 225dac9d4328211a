package levy

import (
	"context"
	"encoding/json"
	"strconv"

	"schalter/ent"
	"schalter/ent/levyyear"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// LevyDraftSaveInput is a draft as it is to be.
type LevyDraftSaveInput struct {
	// ExpectedVersion is that of the draft; nil begins one.
	ExpectedVersion *int
	Basis           *LevyBasisInput
	DueOn           *string
	SettlementNote  string
	// CorrectionNote says why a published year is computed again; for those alone, and needed then.
	CorrectionNote *string
}

// SaveDraft begins or changes the draft of a year, for operators; where the year is published, the draft of its next revision. There is
// one draft a year. Refusals: REQUIRED, INVALID, TOO_LONG, TOO_MANY, TAKEN (there is a draft), STALE, WRONG_STATE (there is none any more).
func (s *Service) SaveDraft(ctx context.Context, in LevyDraftSaveInput) (_ *LevyYear, err error) {
	defer errs.Wrap(&err, "levy.SaveDraft")
	v, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.check(); err != nil {
		return nil, err
	}
	positions, err := json.Marshal(orEmpty(in.Basis.Positions))
	if err != nil {
		return nil, err
	}
	var after *ent.LevyYear
	system := viewer.System(ctx, "levy-draft")
	err = s.db.Tx(system, func(ctx context.Context, tx *store.Tx) error {
		newest, err := lockYear(ctx, tx, in.Basis.Year)
		if err != nil {
			return err
		}
		if err := in.fits(newest); err != nil {
			return err
		}
		if in.ExpectedVersion == nil {
			revision := 1
			if newest != nil {
				revision = newest.Revision + 1
			}
			after, err = tx.LevyYear.Create().SetID(id.New(id.LevyYear, tx.Now)).SetYear(in.Basis.Year).SetRevision(revision).
				SetStateShare(in.Basis.StateShare.String()).SetPositions(string(positions)).SetNillableDueOn(in.DueOn).
				SetSettlementNote(in.SettlementNote).SetNillableCorrectionNote(in.CorrectionNote).SetCreatedAt(tx.Now).Save(ctx)
		} else {
			update := tx.LevyYear.UpdateOneID(newest.ID).SetStateShare(in.Basis.StateShare.String()).SetPositions(string(positions)).
				ClearDueOn().SetSettlementNote(in.SettlementNote).SetNillableCorrectionNote(in.CorrectionNote).SetVersion(newest.Version + 1)
			if in.DueOn != nil {
				update.SetDueOn(*in.DueOn)
			}
			after, err = update.Save(ctx)
		}
		if err != nil {
			return err
		}
		return s.audit.Record(ctx, tx, v, "levy.draft", after.ID, "", strconv.Itoa(after.Year)+" "+strconv.Itoa(after.Revision))
	})
	if ent.IsConstraintError(err) {
		// Two began the first draft at once.
		err = errDraftExists()
	}
	if err != nil {
		return nil, err
	}
	return s.yearOf(system, after)
}

func errDraftExists() error {
	return errs.RefuseText(errs.Taken, "levy_draft_exists", nil, "basis", "year")
}

func (in *LevyDraftSaveInput) check() error {
	var problems errs.Problems
	in.Basis.check(&problems, "basis")
	in.SettlementNote = checkText(&problems, in.SettlementNote, "settlementNote")
	if in.CorrectionNote != nil {
		note := checkText(&problems, *in.CorrectionNote, "correctionNote")
		in.CorrectionNote = &note
	}
	return problems.Err()
}

// fits refuses a draft that is not the next thing to become of a year whose newest revision is this one.
func (in *LevyDraftSaveInput) fits(newest *ent.LevyYear) error {
	draft := newest != nil && newest.State == levyyear.StateDRAFT
	switch {
	case in.ExpectedVersion == nil && draft:
		return errDraftExists()
	case in.ExpectedVersion != nil && !draft:
		return errs.RefuseText(errs.WrongState, "levy_no_draft", nil, "basis", "year")
	case draft && newest.Version != *in.ExpectedVersion:
		return errs.Refuse(errs.Stale)
	}
	correction := newest != nil && (newest.Revision > 1 || !draft)
	switch {
	case correction && in.CorrectionNote == nil:
		return errs.RefuseText(errs.Required, "levy_correction_note", nil, "correctionNote")
	case !correction && in.CorrectionNote != nil:
		return errs.RefuseText(errs.InvalidValue, "levy_nothing_to_correct", nil, "correctionNote")
	}
	return nil
}

// lockYear makes all changes of a year follow each other and reads its newest revision; nil where there is none.
func lockYear(ctx context.Context, tx *store.Tx, year int) (*ent.LevyYear, error) {
	if _, err := tx.Exec(ctx, `UPDATE levy_year SET version = version WHERE year = ?`, year); err != nil {
		return nil, err
	}
	row, err := tx.LevyYear.Query().Where(levyyear.Year(year)).Order(levyyear.ByRevision(desc)).First(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return row, err
}

func orEmpty(list []*LevyPosition) []*LevyPosition {
	if list == nil {
		return []*LevyPosition{}
	}
	return list
}
