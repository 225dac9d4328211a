package sides

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"schalter/ent"
	"schalter/ent/message"
	"schalter/ent/predicate"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/ledger"
	"schalter/internal/pagination"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Side is a side with its keys and its head opened.
type Side struct {
	*ent.Side
	key     vault.Key
	HeadKey vault.Key
	Head    Head
}

// Head is what is sealed of a side itself.
type Head struct {
	Title string `json:"title"`
	// Of the person, as proven when it last wrote; the id is a pseudonym on an authority's side.
	PersonID   string          `json:"personId,omitempty"`
	PersonName string          `json:"personName,omitempty"`
	Address    *postal.Address `json:"address,omitempty"`
	TrustLevel string          `json:"trustLevel,omitempty"`
	// FileReference is an authority's own (Aktenzeichen); an owner's side has none.
	FileReference string `json:"fileReference,omitempty"`
}

// NoSuchSide is the error for a side that is not there, or not for this reader.
func NoSuchSide() error { return errs.New(errs.NotFound, "there is no such mailbox or case") }

func sideAAD(sideID string) string           { return "side|" + sideID }
func headAAD(sideID string) string           { return sideID + "|side|head" }
func wrapAAD(sideID, objectID string) string { return sideID + "|" + objectID }

// FieldAAD is what a sealed field of an object is bound to.
func FieldAAD(objectID, entity, name string) string { return objectID + "|" + entity + "|" + name }

// IsOwner and IsTransit say whose side it is.
func (s *Side) IsOwner() bool   { return s.Kind == entside.KindOWNER }
func (s *Side) IsTransit() bool { return s.Kind == entside.KindTRANSIT }

// Wrote says whether a side wrote messages of a direction.
func (s *Side) Wrote(d message.Direction) bool {
	return s.IsOwner() && d == message.DirectionOUTBOUND || s.Kind == entside.KindAUTHORITY && d == message.DirectionINBOUND
}

// WrapKey wraps the key of an object by the side's key.
func (s *Side) WrapKey(objectID string, k vault.Key) ([]byte, error) {
	return s.key.Wrap(wrapAAD(s.ID, objectID), k)
}

// UnwrapKey opens the wrap of the key of an object.
func (s *Side) UnwrapKey(objectID string, wrapped []byte) (vault.Key, error) {
	return s.key.Unwrap(wrapAAD(s.ID, objectID), wrapped)
}

// Find opens a side that the scope covers; for everyone else it does not exist.
func (s *Service) Find(ctx context.Context, client *ent.Client, scope rule.Scope, sideID string, kind entside.Kind) (*Side, error) {
	row, err := client.Side.Query().Where(entside.ID(sideID), entside.KindEQ(kind), entside.ReaderIn(scope.Readers()...)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, NoSuchSide()
	}
	if err != nil {
		return nil, err
	}
	return s.OpenRow(ctx, row)
}

// Lock is Find inside a transaction: nobody else writes to the side until it ends.
func (s *Service) Lock(ctx context.Context, tx *store.Tx, scope rule.Scope, sideID string) (*Side, error) {
	row, err := LockOwnRow(ctx, tx, scope, sideID)
	if err != nil {
		return nil, err
	}
	return s.OpenRow(ctx, row)
}

// LockOwnRow is Lock without a key.
func LockOwnRow(ctx context.Context, tx *store.Tx, scope rule.Scope, sideID string) (*ent.Side, error) {
	row, err := LockRow(ctx, tx, sideID, entside.ReaderIn(scope.Readers()...))
	if ent.IsNotFound(err) {
		return nil, NoSuchSide()
	}
	return row, err
}

// LockByID locks a side that the present one has to do with, of any reader: the caller has shown its right on the other one.
func (s *Service) LockByID(ctx context.Context, tx *store.Tx, sideID string) (*Side, error) {
	row, err := LockRow(ctx, tx, sideID)
	if err != nil {
		return nil, err
	}
	return s.OpenRow(ctx, row)
}

// LockIfOpens is LockByID for a side whose reader only learns of what somebody else does. Of one that no key opens, opens is false
// and there are no keys: the alarm is raised, what the row itself says can be saved, and nobody's act waits for its record.
func (s *Service) LockIfOpens(ctx context.Context, tx *store.Tx, sideID string) (side *Side, opens bool, err error) {
	row, err := LockRow(ctx, tx, sideID)
	if err != nil {
		return nil, false, err
	}
	side, err = s.OpenRow(ctx, row)
	if errors.Is(err, vault.ErrTampered) {
		return &Side{Side: row}, false, nil
	}
	return side, err == nil, err
}

// LockOpenOrNot is LockByID for a side of which something is destroyed, or whose other side is: that no key opens it, or that its key is gone, keeps
// nothing from being destroyed. Whether it opened says Opens; the alarm is raised.
func (s *Service) LockOpenOrNot(ctx context.Context, tx *store.Tx, sideID string) (*Side, error) {
	row, err := LockRow(ctx, tx, sideID)
	if err != nil {
		return nil, err
	}
	return s.OpenOrNot(ctx, row)
}

// OpenOrNot is LockOpenOrNot for a side that is locked.
func (s *Service) OpenOrNot(ctx context.Context, row *ent.Side) (*Side, error) {
	side, err := s.OpenRow(ctx, row)
	if DoesNotOpen(err) {
		return &Side{Side: row}, nil
	}
	return side, err
}

// Opens reports whether a key opened the side.
func (s *Side) Opens() bool { return s.key != vault.Key{} }

// DoesNotOpen reports whether something did not open because it was changed or its key is gone. What cannot be opened only now is no such thing.
func DoesNotOpen(err error) bool {
	return errors.Is(err, vault.ErrTampered) || errors.Is(err, vault.ErrUnknownKEK)
}

// OpenIfOpens is OpenRow for a side that is read beside others. Of one that does not open, opens is false and there are no keys: the alarm is raised, and
// the others are read. While it may have got a new key, and is read again, that is vault.ErrTampered.
func (s *Service) OpenIfOpens(ctx context.Context, row *ent.Side) (side *Side, opens bool, err error) {
	side, err = s.OpenRow(ctx, row)
	if !DoesNotOpen(err) {
		return side, err == nil, err
	}
	if ctx.Value(tentative{}) != nil {
		return nil, false, errors.Join(vault.ErrTampered, err)
	}
	return &Side{Side: row}, false, nil
}

// LockRow is LockByID without a key.
func LockRow(ctx context.Context, tx *store.Tx, sideID string, where ...predicate.Side) (*ent.Side, error) {
	q := tx.Side.Query().Where(entside.ID(sideID)).Where(where...)
	if tx.Locks() {
		q.ForUpdate()
	}
	return q.Only(ctx)
}

// LockCase locks the owner's side, when it still is there, and then the case: all writers take them in this order.
func (s *Service) LockCase(ctx context.Context, tx *store.Tx, scope rule.Scope, caseID string) (owner, own *Side, err error) {
	row, err := tx.Side.Query().Where(entside.ID(caseID), entside.KindEQ(entside.KindAUTHORITY), entside.ReaderIn(scope.Readers()...)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil, NoSuchSide()
	}
	if err != nil {
		return nil, nil, err
	}
	owner, err = s.LockByID(ctx, tx, row.MailboxID)
	if err != nil && !ent.IsNotFound(err) {
		return nil, nil, err
	}
	own, err = s.Lock(ctx, tx, scope, caseID)
	return owner, own, err
}

// OpenRow opens the keys and the head of a side that was read. What does not open raises the alarm: vault.ErrTampered.
func (s *Service) OpenRow(ctx context.Context, row *ent.Side) (*Side, error) {
	key, err := s.vault.Key(ctx, vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, sideAAD(row.ID))
	if err != nil {
		return nil, s.Alarm(ctx, row.ID, err)
	}
	side := &Side{Side: row, key: key}
	if side.HeadKey, err = key.Unwrap(headAAD(row.ID), row.WrappedHeadKey); err != nil {
		return nil, s.Alarm(ctx, row.ID, err)
	}
	if err := s.OpenSealed(ctx, row.ID, side.HeadKey, headAAD(row.ID), row.SealedHead, &side.Head); err != nil {
		return nil, err
	}
	return side, nil
}

// OpenSealed opens what was sealed as JSON, into a value; that it does not open is an alarm.
func (s *Service) OpenSealed(ctx context.Context, id string, key vault.Key, aad string, sealed []byte, into any) error {
	plain, err := key.Open(aad, sealed)
	if err != nil {
		return s.Alarm(ctx, id, err)
	}
	return json.Unmarshal(plain, into)
}

// Alarm logs that something sealed did not open: never by chance.
func (s *Service) Alarm(ctx context.Context, id string, err error) error {
	if ctx.Value(tentative{}) != nil {
		return err
	}
	if errs.CodeOf(err) == errs.Unavailable {
		s.log.WarnContext(ctx, "sealed data cannot be opened now", "id", id, "error", err)
		return err
	}
	s.log.ErrorContext(ctx, "sealed data does not open", "alarm", true, "id", id, "error", err)
	return err
}

// NewSide is what makes a side.
type NewSide struct {
	ID            string
	MailboxID     string
	Kind          entside.Kind
	Reader        string
	Reference     string
	UndertakingID *string
	RegionARS     *string
	ServiceIDs    []string
	// FirstReceivedAt is when the matter first reached an authority, where that was before it came here.
	FirstReceivedAt *time.Time
	Head            Head
}

// Create makes a side with new keys.
func (s *Service) Create(ctx context.Context, tx *store.Tx, in NewSide) (*Side, error) {
	key, wrapped, err := s.vault.NewKey(ctx, sideAAD(in.ID))
	if err != nil {
		return nil, err
	}
	headKey, err := vault.NewKey()
	if err != nil {
		return nil, err
	}
	side := &Side{Side: &ent.Side{ID: in.ID}, key: key, HeadKey: headKey, Head: in.Head}
	sealed, wrappedHead, err := side.sealHead()
	if err != nil {
		return nil, err
	}
	create := tx.Side.Create().SetID(in.ID).SetMailboxID(in.MailboxID).SetKind(in.Kind).SetReader(in.Reader).
		SetReference(in.Reference).SetNillableUndertakingID(in.UndertakingID).SetNillableRegionArs(in.RegionARS).
		SetServiceIds(in.ServiceIDs).SetNillableFirstReceivedAt(in.FirstReceivedAt).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob).SetWrappedHeadKey(wrappedHead).
		SetSealedHead(sealed).SetCreatedAt(tx.Now).SetLastActivityAt(tx.Now).SetLastMessageAt(tx.Now)
	if in.Kind == entside.KindOWNER {
		create.SetDeletesAt(deletesAt(tx.Now))
	}
	if side.Side, err = create.Save(ctx); err != nil {
		return nil, fmt.Errorf("create side: %w", err)
	}
	return side, nil
}

// sealHead seals the head under the head key, and wraps that by the side's key.
func (s *Side) sealHead() (sealed, wrapped []byte, err error) {
	if wrapped, err = s.key.Wrap(headAAD(s.ID), s.HeadKey); err != nil {
		return nil, nil, err
	}
	sealed, err = s.HeadKey.SealJSON(headAAD(s.ID), s.Head)
	return sealed, wrapped, err
}

// IdleMonths after the last activity the owner's side is deleted.
const IdleMonths = 6

// deletesAt is six calendar months after the last activity, at the end of that day in Berlin.
func deletesAt(lastActivity time.Time) time.Time {
	return clock.EndOfDay(clock.AddMonths(lastActivity, IdleMonths))
}

// RecordActivity records activity on the owner's side: sending, receiving or opening by the owner or an authority.
func (s *Side) RecordActivity(now time.Time) {
	if s == nil || !s.IsOwner() {
		return
	}
	s.LastActivityAt = now
	s.SetEnd(deletesAt(now))
}

// SetEnd has the owner's side end at a time of which nobody was warned yet.
func (s *Side) SetEnd(at time.Time) {
	s.DeletesAt, s.Warnings, s.WarningMails, s.DeletionHeldAt = &at, 0, nil, nil
	s.EndLetterID, s.EndLetterDueAt, s.EndLetterSentAt, s.EndLetterReturnedAt = nil, nil, nil, nil
}

// HeldForBlock reports whether the deletion of an owner's side is held because the account is blocked: it waits for no letter, neither one that was
// ordered nor one that is to be.
func HeldForBlock(row *ent.Side) bool {
	return row.DeletionHeldAt != nil && row.EndLetterID == nil && row.EndLetterDueAt == nil
}

// WarnedByLetter reports whether a letter warns of the side's end, and has not come back.
func (s *Side) WarnedByLetter() bool { return s.EndLetterSentAt != nil && s.EndLetterReturnedAt == nil }

// saveEnd writes when and why a side ends, or does not.
func (s *Side) saveEnd(u *ent.SideUpdateOne) {
	u.SetNillableDeletesAt(s.DeletesAt).SetWarnings(s.Warnings).SetWarningMails(s.WarningMails)
	m := u.Mutation()
	for _, c := range []struct {
		at    *time.Time
		set   func(time.Time)
		clear func()
	}{
		{s.DeletionHeldAt, m.SetDeletionHeldAt, m.ClearDeletionHeldAt}, {s.EndLetterDueAt, m.SetEndLetterDueAt, m.ClearEndLetterDueAt},
		{s.EndLetterSentAt, m.SetEndLetterSentAt, m.ClearEndLetterSentAt}, {s.EndLetterReturnedAt, m.SetEndLetterReturnedAt, m.ClearEndLetterReturnedAt},
	} {
		if c.at != nil {
			c.set(*c.at)
		} else {
			c.clear()
		}
	}
	if s.EndLetterID != nil {
		u.SetEndLetterID(*s.EndLetterID)
	} else {
		u.ClearEndLetterID()
	}
}

// Save writes the counters and dates that a transaction moved.
func Save(ctx context.Context, tx *store.Tx, s *Side) error {
	u := tx.Side.UpdateOneID(s.ID).SetLastSeq(s.LastSeq).SetUnreadCount(s.UnreadCount).SetEventSeq(s.EventSeq).
		SetEventHead(s.EventHead).SetLastActivityAt(s.LastActivityAt).SetLastMessageAt(s.LastMessageAt).SetState(s.State).
		SetReceiptDefault(s.ReceiptDefault).SetServiceIds(s.ServiceIds).SetVersion(s.Version)
	if s.IsOwner() {
		s.saveEnd(u)
	}
	if s.WaitingSince != nil {
		u.SetWaitingSince(*s.WaitingSince)
	} else {
		u.ClearWaitingSince()
	}
	if s.ClosedAt != nil {
		u.SetClosedAt(*s.ClosedAt)
	} else {
		u.ClearClosedAt()
	}
	if s.DeclinedAt != nil {
		u.SetDeclinedAt(*s.DeclinedAt)
	} else {
		u.ClearDeclinedAt()
	}
	if s.OwnerDeletedAt != nil {
		u.SetOwnerDeletedAt(*s.OwnerDeletedAt)
	}
	if s.Kind == entside.KindAUTHORITY {
		saveKeeping(u, s.Side)
	}
	return u.Exec(ctx)
}

// UTC is a time in UTC; nil stays nil.
func UTC(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}

// Intersect keeps the entries of a that are in b, in a's order.
func Intersect(a, b []string) []string {
	var both []string
	for _, x := range a {
		if slices.Contains(b, x) {
			both = append(both, x)
		}
	}
	return both
}

// FindAny finds a side by its id, the owner's or an authority's.
func (s *Service) FindAny(ctx context.Context, sideID string) (*Side, error) {
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	in, readers := s.db.In("reader", scope.Readers())
	rows, err := s.db.Hot(ctx, `SELECT id, mailbox_id, kind, reader, reference, undertaking_id, region_ars, wrapped_head_key, sealed_head, unread_count,
		last_activity_at, deletes_at, state, assignee_id, due_on, waiting_since, closed_at, owner_deleted_at, declined_at, first_received_at, service_ids, receipt_default, version,
		progress_state, progress_since, expected_by, sealed_progress, retention_class, retention_ended_at, archive_answer, archive_answered_on,
		event_seq, exported_at, exported_seq, hold_since, hold_until, sealed_hold, kek_id, wrapped_key FROM side WHERE id = ? AND `+in, sideID, readers)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, err
		}
		return nil, NoSuchSide()
	}
	row := &ent.Side{}
	var services []byte
	err = rows.Scan(&row.ID, &row.MailboxID, &row.Kind, &row.Reader, &row.Reference, &row.UndertakingID, &row.RegionArs, &row.WrappedHeadKey,
		&row.SealedHead, &row.UnreadCount, &row.LastActivityAt, &row.DeletesAt, &row.State, &row.AssigneeID, &row.DueOn, &row.WaitingSince,
		&row.ClosedAt, &row.OwnerDeletedAt, &row.DeclinedAt, &row.FirstReceivedAt, &services, &row.ReceiptDefault, &row.Version,
		&row.ProgressState, &row.ProgressSince, &row.ExpectedBy, &row.SealedProgress,
		&row.RetentionClass, &row.RetentionEndedAt, &row.ArchiveAnswer, &row.ArchiveAnsweredOn,
		&row.EventSeq, &row.ExportedAt, &row.ExportedSeq, &row.HoldSince, &row.HoldUntil, &row.SealedHold, &row.KekID, &row.WrappedKey)
	if err != nil {
		return nil, err
	}
	if len(services) > 0 {
		if err := json.Unmarshal(services, &row.ServiceIds); err != nil {
			return nil, err
		}
	}
	return s.OpenRow(ctx, row)
}

// FindVisible opens sides that the viewer may read, all of them or none.
func (s *Service) FindVisible(ctx context.Context, sideIDs []string) (map[string]*Side, error) {
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.Client().Side.Query().Where(entside.IDIn(sideIDs...), entside.ReaderIn(scope.Readers()...)).All(ctx)
	if err != nil {
		return nil, err
	}
	sides := make(map[string]*Side, len(rows))
	for _, row := range rows {
		if sides[row.ID], err = s.OpenRow(ctx, row); err != nil {
			return nil, err
		}
	}
	for _, sideID := range sideIDs {
		if sides[sideID] == nil {
			return nil, NoSuchSide()
		}
	}
	return sides, nil
}

// Positions reads the cursors of a list that is ordered by number: what lies between them is asked for.
func Positions(req pagination.Request) (after, before int64, err error) {
	after, before = 0, 1<<62
	if req.After != "" {
		after, err = strconv.ParseInt(req.After, 10, 64)
	}
	if req.Before != "" && err == nil {
		before, err = strconv.ParseInt(req.Before, 10, 64)
	}
	oneSpelling := (req.After == "" || strconv.FormatInt(after, 10) == req.After) && (req.Before == "" || strconv.FormatInt(before, 10) == req.Before)
	if err != nil || !oneSpelling {
		return 0, 0, errs.New(errs.Invalid, "malformed cursor")
	}
	return after, before, nil
}

// SystemReads is the context in which the platform reads what belongs to rows whose right was asked before.
func SystemReads(ctx context.Context, reason string) context.Context {
	return viewer.System(ctx, reason)
}

// Delete destroys a side with its key and all that hangs on it, and puts it into the ledger of deletions.
func Delete(ctx context.Context, tx *store.Tx, sideID string) error {
	if err := ledger.AddEntry(ctx, tx, sideID, ""); err != nil {
		return err
	}
	return tx.Side.DeleteOneID(sideID).Exec(ctx)
}

// DropTransit destroys a transit side of which nothing is left. It is not in the ledger of deletions: what was under way in a backup goes out
// again, and the side goes with it.
func DropTransit(ctx context.Context, tx *store.Tx, sideID string) error {
	return tx.Side.DeleteOneID(sideID).Exec(ctx)
}

// Stands reports whether a side still is there; it is not deleted before the transaction ends.
func Stands(ctx context.Context, tx *store.Tx, sideID string) (bool, error) {
	q := tx.Side.Query().Where(entside.ID(sideID))
	if tx.Locks() {
		q.ForShare()
	}
	_, err := q.Only(ctx)
	if ent.IsNotFound(err) {
		return false, nil
	}
	return err == nil, err
}

// SaveFirstReceived writes when the matter of a side first reached an authority.
func SaveFirstReceived(ctx context.Context, tx *store.Tx, side *Side, at time.Time) error {
	side.FirstReceivedAt = &at
	return tx.Side.UpdateOneID(side.ID).SetFirstReceivedAt(at).Exec(ctx)
}
