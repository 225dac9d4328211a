package postbox

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/casenote"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// onCase runs fn for a clerk on a case with both sides locked, and saves them. owner is nil when the owner deleted the
// mailbox.
func (s *Service) onCase(ctx context.Context, reason, caseID string, fn func(ctx context.Context, tx *store.Tx, owner, own *openSide, clerk Member) error) error {
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return err
	}
	v := viewer.From(ctx)
	return s.db.Tx(viewer.System(ctx, reason), func(ctx context.Context, tx *store.Tx) error {
		owner, own, err := s.lockCase(ctx, tx, scope, caseID)
		if err != nil {
			return err
		}
		clerk, err := s.Organisations.Member(ctx, v.AccountID, own.Reader)
		if err != nil {
			return err
		}
		if err := fn(ctx, tx, owner, own, clerk); err != nil {
			return err
		}
		if owner != nil {
			if err := saveSide(ctx, tx, owner); err != nil {
				return err
			}
		}
		return saveSide(ctx, tx, own)
	})
}

// Change is a field of an update: absent stays, nil clears.
type Change[T any] struct {
	Set   bool
	Value *T
}

// CaseUpdate changes an authority's own data of a case.
type CaseUpdate struct {
	CaseID          string
	ExpectedVersion int
	State           *CaseState
	AssigneeID      Change[string]
	DueOn           Change[string]
}

// UpdateCase changes state, assignee or due date. Refusals: STALE when somebody else changed the case meanwhile, INVALID.
func (s *Service) UpdateCase(ctx context.Context, in CaseUpdate) (_ *AuthorityCase, err error) {
	defer errs.Wrap(&err, "postbox.UpdateCase(%s)", in.CaseID)
	if in.State != nil && !slices.Contains([]CaseState{CaseNew, InProgress, AwaitingPerson, CaseClosed}, *in.State) {
		return nil, errs.Refuse(errs.InvalidValue, "state")
	}
	if err := checkDay(in.DueOn.Value, s.db.Clock().Now(), "dueOn"); err != nil {
		return nil, err
	}
	err = s.onCase(ctx, "postbox.case", in.CaseID, func(ctx context.Context, tx *store.Tx, _, own *openSide, _ Member) error {
		if own.Version != in.ExpectedVersion {
			return errs.Refuse(errs.Stale, "expectedVersion")
		}
		if in.AssigneeID.Value != nil {
			if _, err := s.Organisations.MemberByID(ctx, *in.AssigneeID.Value, own.Reader); err != nil {
				return errs.Refuse(errs.InvalidValue, "assigneeId")
			}
		}
		if err := writeCase(ctx, tx, own, in); err != nil {
			return err
		}
		own.Version++
		publishChange(tx, own.Side)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s.Case(ctx, in.CaseID)
}

func writeCase(ctx context.Context, tx *store.Tx, own *openSide, in CaseUpdate) error {
	u := tx.Side.UpdateOneID(own.ID)
	if in.AssigneeID.Set {
		u = setOrClear(u, in.AssigneeID.Value, (*ent.SideUpdateOne).SetAssigneeID, (*ent.SideUpdateOne).ClearAssigneeID)
	}
	if in.DueOn.Set {
		u = setOrClear(u, in.DueOn.Value, (*ent.SideUpdateOne).SetDueOn, (*ent.SideUpdateOne).ClearDueOn)
	}
	if in.State != nil {
		own.State, own.ClosedAt = entside.State(*in.State), nil
		if *in.State == CaseClosed {
			now := tx.Now
			own.ClosedAt, own.WaitingSince = &now, nil
		}
	}
	return u.Exec(ctx)
}

func setOrClear(u *ent.SideUpdateOne, v *string, set func(*ent.SideUpdateOne, string) *ent.SideUpdateOne, unset func(*ent.SideUpdateOne) *ent.SideUpdateOne) *ent.SideUpdateOne {
	if v == nil {
		return unset(u)
	}
	return set(u, *v)
}

// publishChange tells a side's reader of a change that is not in the record.
func publishChange(tx *store.Tx, side *ent.Side) {
	tx.Append(store.Entry{Reader: side.Reader, Topic: store.TopicChange, SideID: side.ID, At: tx.Now})
}

const maxNotes = 200

type sealedNote struct {
	Author string `json:"author"`
	Body   string `json:"body"`
}

func noteAAD(caseID, noteID string) string { return caseID + "|" + noteID + "|note" }

// AddNote adds a note for colleagues; the person never sees it. Refusals: REQUIRED, TOO_LONG, TOO_MANY.
func (s *Service) AddNote(ctx context.Context, caseID, text string) (_ *AuthorityCase, err error) {
	defer errs.Wrap(&err, "postbox.AddNote(%s)", caseID)
	var ps errs.Problems
	validateText(&ps, &text, MaxNote, true, "body")
	if err := ps.Err(); err != nil {
		return nil, err
	}
	err = s.onCase(ctx, "postbox.note", caseID, func(ctx context.Context, tx *store.Tx, _, own *openSide, clerk Member) error {
		n, err := tx.Side.QueryNotes(own.Side).Count(ctx)
		if err != nil {
			return err
		}
		if n >= maxNotes {
			return errs.RefuseText(errs.TooMany, "too_many", []any{maxNotes}, "body")
		}
		noteID := id.New(id.Note, tx.Now)
		sealed, err := own.headKey.SealJSON(noteAAD(caseID, noteID), sealedNote{Author: clerk.Name, Body: text})
		if err != nil {
			return err
		}
		publishChange(tx, own.Side)
		return tx.CaseNote.Create().SetID(noteID).SetSideID(caseID).SetReader(own.Reader).SetAuthorID(clerk.ID).
			SetSealed(sealed).SetAt(tx.Now).Exec(ctx)
	})
	if err != nil {
		return nil, err
	}
	return s.Case(ctx, caseID)
}

// Notes lists the notes of cases, one list for each, the oldest first.
func (s *Service) Notes(ctx context.Context, cases []*AuthorityCase) (_ [][]*CaseNote, err error) {
	defer errs.Wrap(&err, "postbox.Notes")
	return readOfSides(ctx, s, cases, s.notes)
}

func (s *Service) notes(ctx context.Context, sides map[string]*openSide, caseIDs []string) ([][]*CaseNote, error) {
	rows, err := s.db.Client().CaseNote.Query().Where(casenote.SideIDIn(caseIDs...)).Order(ent.Asc(casenote.FieldAt), ent.Asc(casenote.FieldID)).
		Limit(maxNotes * len(caseIDs)).All(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string][]*CaseNote{}
	for _, row := range rows {
		var n sealedNote
		if err := s.openSealed(ctx, row.ID, sides[row.SideID].headKey, noteAAD(row.SideID, row.ID), row.Sealed, &n); err != nil {
			return nil, err
		}
		found[row.SideID] = append(found[row.SideID], &CaseNote{ID: row.ID, Author: n.Author, Body: n.Body, At: row.At.UTC()})
	}
	return listsOf(caseIDs, found), nil
}
