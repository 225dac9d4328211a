package sides

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/predicate"
	entside "schalter/ent/side"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/retention"
	"schalter/internal/store"
)

// For how long an authority keeps its side of a case. What moves the end nearer has the sweep look at the case again: it clears
// retention_check_at.

// Close closes a case, or closes it again: its retention begins, and what the archive said was of what the case was before.
func (s *Side) Close(now time.Time) {
	CloseRow(s.Side, now)
}

// CloseRow is Close of a side whose key need not open.
func CloseRow(row *ent.Side, now time.Time) {
	row.State, row.ClosedAt, row.WaitingSince = entside.StateCLOSED, &now, nil
	row.RetentionCheckAt, row.RetentionEndedAt, row.ArchiveAnswer, row.ArchiveAnsweredOn = nil, nil, nil, nil
}

// RecordWork says that a clerk worked on the case: it is not idle from then on.
func (s *Side) RecordWork(now time.Time) { s.LastActivityAt = now }

// Reopen has a case that was closed go on: its retention does not run, and what the archive said is void.
func (s *Side) Reopen(state entside.State) {
	s.State, s.ClosedAt = state, nil
	s.RetentionEndedAt, s.ArchiveAnswer, s.ArchiveAnsweredOn = nil, nil, nil
}

// ExportedAt is when all that an authority's side holds was exported; nil where it was not, or something was added since.
func ExportedAt(row *ent.Side) *time.Time {
	if row.ExportedSeq == nil || *row.ExportedSeq != row.EventSeq {
		return nil
	}
	return row.ExportedAt
}

// OutdateExport says that something was added that is in no export; the caller saves the side. What is an event of the record says so by itself.
func (s *Side) OutdateExport() { s.ExportedSeq = nil }

// KeepExported keeps on a side, locked by its row, that an export of all of it was served to its end: made at a time, up to an event of its record.
func KeepExported(ctx context.Context, tx *store.Tx, sideID string, at time.Time, seq int64) error {
	return tx.Side.UpdateOneID(sideID).SetExportedAt(at).SetExportedSeq(seq).ClearRetentionCheckAt().Exec(ctx)
}

// saveKeeping writes what says for how long a case is kept.
func saveKeeping(u *ent.SideUpdateOne, row *ent.Side) {
	setOrClear(u, row.RetentionClass, (*ent.SideUpdateOne).SetRetentionClass, (*ent.SideUpdateOne).ClearRetentionClass)
	setOrClearAny(u, row.RetentionCheckAt, (*ent.SideUpdateOne).SetRetentionCheckAt, (*ent.SideUpdateOne).ClearRetentionCheckAt)
	setOrClearAny(u, row.RetentionEndedAt, (*ent.SideUpdateOne).SetRetentionEndedAt, (*ent.SideUpdateOne).ClearRetentionEndedAt)
	setOrClearAny(u, row.ExportedAt, (*ent.SideUpdateOne).SetExportedAt, (*ent.SideUpdateOne).ClearExportedAt)
	setOrClearAny(u, row.ExportedSeq, (*ent.SideUpdateOne).SetExportedSeq, (*ent.SideUpdateOne).ClearExportedSeq)
	setOrClearAny(u, row.ArchiveAnswer, (*ent.SideUpdateOne).SetArchiveAnswer, (*ent.SideUpdateOne).ClearArchiveAnswer)
	setOrClear(u, row.ArchiveAnsweredOn, (*ent.SideUpdateOne).SetArchiveAnsweredOn, (*ent.SideUpdateOne).ClearArchiveAnsweredOn)
	setOrClearAny(u, row.HoldSince, (*ent.SideUpdateOne).SetHoldSince, (*ent.SideUpdateOne).ClearHoldSince)
	setOrClear(u, row.HoldUntil, (*ent.SideUpdateOne).SetHoldUntil, (*ent.SideUpdateOne).ClearHoldUntil)
	if row.SealedHold != nil {
		u.SetSealedHold(row.SealedHold)
	} else {
		u.ClearSealedHold()
	}
}

func setOrClearAny[T any](u *ent.SideUpdateOne, v *T, set func(*ent.SideUpdateOne, T) *ent.SideUpdateOne, unset func(*ent.SideUpdateOne) *ent.SideUpdateOne) {
	if v == nil {
		unset(u)
		return
	}
	set(u, *v)
}

// SaveRetention stores what the sweep found out, on a side whose key need not open.
func SaveRetention(ctx context.Context, tx *store.Tx, row *ent.Side) error {
	u := tx.Side.UpdateOneID(row.ID).SetState(row.State).SetNillableClosedAt(row.ClosedAt).SetVersion(row.Version)
	setOrClearAny(u, row.WaitingSince, (*ent.SideUpdateOne).SetWaitingSince, (*ent.SideUpdateOne).ClearWaitingSince)
	saveKeeping(u, row)
	return u.Exec(ctx)
}

// RefuseHeld refuses to delete something of a case that is to be kept by an order.
func RefuseHeld(row *ent.Side, now time.Time, field ...string) error {
	if row.Kind == entside.KindAUTHORITY && retention.Held(row.HoldSince, row.HoldUntil, now) {
		return errs.RefuseText(errs.WrongState, "legal_hold", nil, field...)
	}
	return nil
}

// HeldNow are the sides that are to be kept by an order on a day in Berlin (ISO 8601).
func HeldNow(today string) predicate.Side {
	return entside.And(entside.HoldSinceNotNil(), entside.Or(entside.HoldUntilIsNil(), entside.HoldUntilGTE(today)))
}

func holdAAD(sideID string) string { return FieldAAD(sideID, "side", "hold") }

// Hold is who ordered that a case is kept, and why.
type Hold struct {
	By     string `json:"by"`
	Reason string `json:"reason"`
}

// SetHold has a case kept by an order; the caller saves the side.
func SetHold(side *Side, hold Hold, since time.Time, until *string) (err error) {
	side.HoldSince, side.HoldUntil = &since, until
	side.SealedHold, err = side.HeadKey.SealJSON(holdAAD(side.ID), hold)
	return err
}

// LiftHold ends the order; the caller saves the side.
func (s *Side) LiftHold(now time.Time) {
	s.HoldSince, s.HoldUntil, s.SealedHold = nil, nil, nil
	s.CheckRetention(now)
}

// CheckRetention has the sweep look at the case: at once, or after the end of the day where the archive has answered, so that a wrong answer
// can be taken back.
func (s *Side) CheckRetention(now time.Time) {
	s.RetentionCheckAt = nil
	if s.ArchiveAnswer != nil {
		at := clock.EndOfDay(now)
		s.RetentionCheckAt = &at
	}
}

// OpenHold opens who ordered that a case is kept, and why.
func (s *Service) OpenHold(ctx context.Context, side *Side) (hold Hold, err error) {
	return hold, s.OpenSealed(ctx, side.ID, side.HeadKey, holdAAD(side.ID), side.SealedHold, &hold)
}

// MoveHold is the mover of the order to keep a case.
func MoveHold(ctx context.Context, tx *store.Tx, side *Side, move MoveOne) error {
	if len(side.SealedHold) == 0 {
		return nil
	}
	sealed, err := move(holdAAD(side.ID), side.SealedHold)
	if err != nil {
		return err
	}
	side.SealedHold = sealed
	return tx.Side.UpdateOneID(side.ID).SetSealedHold(sealed).Exec(ctx)
}

// IndexFileReference makes a case findable by its file reference, and by the one before no more. The words stand with the case's own id.
func (s *Service) IndexFileReference(ctx context.Context, tx *store.Tx, side *Side) error {
	if err := ForgetWords(ctx, tx, side.ID, side.ID); err != nil {
		return err
	}
	return s.IndexWords(ctx, tx, side, side.ID, side.Head.FileReference)
}

// RetentionChanged has the sweep look at the cases of an authority again whose retention runs. A closed case without a class keeps the one that was
// the first so far.
func RetentionChanged(ctx context.Context, tx *store.Tx, authorityID, first string) error {
	_, err := tx.Exec(ctx, `UPDATE side SET retention_class = ? WHERE reader = ? AND kind = 'AUTHORITY' AND closed_at IS NOT NULL AND retention_class IS NULL`, first, authorityID)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE side SET retention_check_at = NULL WHERE reader = ? AND kind = 'AUTHORITY' AND archive_answer IS NULL`, authorityID)
	return err
}
