package postbox

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
	"schalter/internal/pagination"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// openSide is a side with its keys and its head opened.
type openSide struct {
	*ent.Side
	key     vault.Key
	headKey vault.Key
	head    sideHead
}

// sideHead is what is sealed of a side itself.
type sideHead struct {
	Title string `json:"title"`
	// Of the person, as proven when it last wrote; the id is a pseudonym on an authority's side.
	PersonID   string          `json:"personId,omitempty"`
	PersonName string          `json:"personName,omitempty"`
	Address    *postal.Address `json:"address,omitempty"`
	TrustLevel string          `json:"trustLevel,omitempty"`
}

func noSuchSide() error { return errs.New(errs.NotFound, "there is no such mailbox or case") }

func sideAAD(sideID string) string                  { return "side|" + sideID }
func headAAD(sideID string) string                  { return sideID + "|side|head" }
func wrapAAD(sideID, objectID string) string        { return sideID + "|" + objectID }
func fieldAAD(objectID, entity, name string) string { return objectID + "|" + entity + "|" + name }
func (s *openSide) owner() bool                     { return s.Kind == entside.KindOWNER }
func (s *openSide) transit() bool                   { return s.Kind == entside.KindTRANSIT }

// wrote says whether a side wrote messages of a direction.
func (s *openSide) wrote(d message.Direction) bool {
	return s.owner() && d == message.DirectionOUTBOUND || s.Kind == entside.KindAUTHORITY && d == message.DirectionINBOUND
}

func (s *openSide) wrapKey(objectID string, k vault.Key) ([]byte, error) {
	return s.key.Wrap(wrapAAD(s.ID, objectID), k)
}
func (s *openSide) unwrapKey(objectID string, wrapped []byte) (vault.Key, error) {
	return s.key.Unwrap(wrapAAD(s.ID, objectID), wrapped)
}

// findSide opens a side that the scope covers; for everyone else it does not exist.
func (s *Service) findSide(ctx context.Context, client *ent.Client, scope rule.Scope, sideID string, kind entside.Kind) (*openSide, error) {
	row, err := client.Side.Query().Where(entside.ID(sideID), entside.KindEQ(kind), entside.ReaderIn(scope.Readers()...)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, noSuchSide()
	}
	if err != nil {
		return nil, err
	}
	return s.openSide(ctx, row)
}

// lockSide is findSide inside a transaction: nobody else writes to the side until it ends.
func (s *Service) lockSide(ctx context.Context, tx *store.Tx, scope rule.Scope, sideID string) (*openSide, error) {
	row, err := lockOwnRow(ctx, tx, scope, sideID)
	if err != nil {
		return nil, err
	}
	return s.openSide(ctx, row)
}

// lockOwnRow is lockSide without a key.
func lockOwnRow(ctx context.Context, tx *store.Tx, scope rule.Scope, sideID string) (*ent.Side, error) {
	row, err := lockRow(ctx, tx, sideID, entside.ReaderIn(scope.Readers()...))
	if ent.IsNotFound(err) {
		return nil, noSuchSide()
	}
	return row, err
}

// lockByID locks a side that the present one has to do with, of any reader: the caller has shown its right on the other one.
func (s *Service) lockByID(ctx context.Context, tx *store.Tx, sideID string) (*openSide, error) {
	row, err := lockRow(ctx, tx, sideID)
	if err != nil {
		return nil, err
	}
	return s.openSide(ctx, row)
}

// lockIfOpens is lockByID for a side whose reader only learns of what somebody else does. Of one that no key opens, opens is false
// and there are no keys: the alarm is raised, what the row itself says can be saved, and nobody's act waits for its record.
func (s *Service) lockIfOpens(ctx context.Context, tx *store.Tx, sideID string) (side *openSide, opens bool, err error) {
	row, err := lockRow(ctx, tx, sideID)
	if err != nil {
		return nil, false, err
	}
	side, err = s.openSide(ctx, row)
	if errors.Is(err, vault.ErrTampered) {
		return &openSide{Side: row}, false, nil
	}
	return side, err == nil, err
}

// lockRow is lockByID without a key.
func lockRow(ctx context.Context, tx *store.Tx, sideID string, where ...predicate.Side) (*ent.Side, error) {
	q := tx.Side.Query().Where(entside.ID(sideID)).Where(where...)
	if tx.Postgres() {
		q.ForUpdate()
	}
	return q.Only(ctx)
}

// lockCase locks the owner's side, when it still is there, and then the case: all writers take them in this order.
func (s *Service) lockCase(ctx context.Context, tx *store.Tx, scope rule.Scope, caseID string) (owner, own *openSide, err error) {
	row, err := tx.Side.Query().Where(entside.ID(caseID), entside.KindEQ(entside.KindAUTHORITY), entside.ReaderIn(scope.Readers()...)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil, noSuchSide()
	}
	if err != nil {
		return nil, nil, err
	}
	owner, err = s.lockByID(ctx, tx, row.MailboxID)
	if err != nil && !ent.IsNotFound(err) {
		return nil, nil, err
	}
	own, err = s.lockSide(ctx, tx, scope, caseID)
	return owner, own, err
}

func (s *Service) openSide(ctx context.Context, row *ent.Side) (*openSide, error) {
	key, err := s.vault.Key(ctx, vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, sideAAD(row.ID))
	if err != nil {
		return nil, s.alarm(ctx, row.ID, err)
	}
	side := &openSide{Side: row, key: key}
	if side.headKey, err = key.Unwrap(headAAD(row.ID), row.WrappedHeadKey); err != nil {
		return nil, s.alarm(ctx, row.ID, err)
	}
	if err := s.openSealed(ctx, row.ID, side.headKey, headAAD(row.ID), row.SealedHead, &side.head); err != nil {
		return nil, err
	}
	return side, nil
}

// openSealed opens what was sealed as JSON, into a value; that it does not open is an alarm.
func (s *Service) openSealed(ctx context.Context, id string, key vault.Key, aad string, sealed []byte, into any) error {
	plain, err := key.Open(aad, sealed)
	if err != nil {
		return s.alarm(ctx, id, err)
	}
	return json.Unmarshal(plain, into)
}

// alarm logs that something sealed did not open: never by chance.
func (s *Service) alarm(ctx context.Context, id string, err error) error {
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

// newSide is what makes a side.
type newSide struct {
	id            string
	mailboxID     string
	kind          entside.Kind
	reader        string
	reference     string
	undertakingID *string
	regionARS     *string
	serviceIDs    []string
	head          sideHead
}

func (s *Service) createSide(ctx context.Context, tx *store.Tx, in newSide) (*openSide, error) {
	key, wrapped, err := s.vault.NewKey(ctx, sideAAD(in.id))
	if err != nil {
		return nil, err
	}
	headKey, err := vault.NewKey()
	if err != nil {
		return nil, err
	}
	side := &openSide{Side: &ent.Side{ID: in.id}, key: key, headKey: headKey, head: in.head}
	sealed, wrappedHead, err := side.sealHead()
	if err != nil {
		return nil, err
	}
	create := tx.Side.Create().SetID(in.id).SetMailboxID(in.mailboxID).SetKind(in.kind).SetReader(in.reader).
		SetReference(in.reference).SetNillableUndertakingID(in.undertakingID).SetNillableRegionArs(in.regionARS).
		SetServiceIds(in.serviceIDs).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob).SetWrappedHeadKey(wrappedHead).
		SetSealedHead(sealed).SetCreatedAt(tx.Now).SetLastActivityAt(tx.Now).SetLastMessageAt(tx.Now)
	if in.kind == entside.KindOWNER {
		create.SetDeletesAt(deletesAt(tx.Now))
	}
	if side.Side, err = create.Save(ctx); err != nil {
		return nil, fmt.Errorf("create side: %w", err)
	}
	return side, nil
}

// sealHead seals the head under the head key, and wraps that by the side's key.
func (s *openSide) sealHead() (sealed, wrapped []byte, err error) {
	if wrapped, err = s.key.Wrap(headAAD(s.ID), s.headKey); err != nil {
		return nil, nil, err
	}
	sealed, err = s.headKey.SealJSON(headAAD(s.ID), s.head)
	return sealed, wrapped, err
}

// IdleMonths after the last activity the owner's side is deleted.
const IdleMonths = 6

// deletesAt is six calendar months after the last activity, at the end of that day in Berlin.
func deletesAt(lastActivity time.Time) time.Time {
	return clock.EndOfDay(clock.AddMonths(lastActivity, IdleMonths))
}

// recordActivity records activity on the owner's side: sending, receiving or opening by the owner or an authority.
func (s *openSide) recordActivity(now time.Time) {
	if s == nil || !s.owner() {
		return
	}
	s.LastActivityAt = now
	at := deletesAt(now)
	s.DeletesAt = &at
}

// saveSide writes the counters and dates that a transaction moved.
func saveSide(ctx context.Context, tx *store.Tx, s *openSide) error {
	u := tx.Side.UpdateOneID(s.ID).SetLastSeq(s.LastSeq).SetUnreadCount(s.UnreadCount).SetEventSeq(s.EventSeq).
		SetEventHead(s.EventHead).SetLastActivityAt(s.LastActivityAt).SetLastMessageAt(s.LastMessageAt).SetState(s.State).
		SetReceiptDefault(s.ReceiptDefault).SetServiceIds(s.ServiceIds).SetVersion(s.Version)
	if s.DeletesAt != nil {
		u.SetDeletesAt(*s.DeletesAt)
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
	if s.OwnerDeletedAt != nil {
		u.SetOwnerDeletedAt(*s.OwnerDeletedAt)
	}
	return u.Exec(ctx)
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}

// intersect keeps the entries of a that are in b, in a's order.
func intersect(a, b []string) []string {
	var both []string
	for _, x := range a {
		if slices.Contains(b, x) {
			both = append(both, x)
		}
	}
	return both
}

// retainUntil is the last moment for which an authority keeps its side of a case that it closed.
func retainUntil(closedAt time.Time) time.Time {
	return clock.EndOfDay(clock.AddMonths(closedAt, 12*RetentionYears))
}

// anySide finds a side by its id, the owner's or an authority's.
func (s *Service) anySide(ctx context.Context, sideID string) (*openSide, error) {
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	in, readers := s.db.In("reader", scope.Readers())
	rows, err := s.db.Hot(ctx, `SELECT id, mailbox_id, kind, reader, reference, undertaking_id, region_ars, wrapped_head_key, sealed_head, unread_count,
		last_activity_at, deletes_at, state, assignee_id, due_on, waiting_since, closed_at, owner_deleted_at, service_ids, receipt_default, version,
		kek_id, wrapped_key FROM side WHERE id = ? AND `+in, sideID, readers)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, err
		}
		return nil, noSuchSide()
	}
	row := &ent.Side{}
	var services []byte
	err = rows.Scan(&row.ID, &row.MailboxID, &row.Kind, &row.Reader, &row.Reference, &row.UndertakingID, &row.RegionArs, &row.WrappedHeadKey,
		&row.SealedHead, &row.UnreadCount, &row.LastActivityAt, &row.DeletesAt, &row.State, &row.AssigneeID, &row.DueOn, &row.WaitingSince,
		&row.ClosedAt, &row.OwnerDeletedAt, &services, &row.ReceiptDefault, &row.Version, &row.KekID, &row.WrappedKey)
	if err != nil {
		return nil, err
	}
	if len(services) > 0 {
		if err := json.Unmarshal(services, &row.ServiceIds); err != nil {
			return nil, err
		}
	}
	return s.openSide(ctx, row)
}

// visibleSides opens sides that the viewer may read, all of them or none.
func (s *Service) visibleSides(ctx context.Context, sideIDs []string) (map[string]*openSide, error) {
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.Client().Side.Query().Where(entside.IDIn(sideIDs...), entside.ReaderIn(scope.Readers()...)).All(ctx)
	if err != nil {
		return nil, err
	}
	sides := make(map[string]*openSide, len(rows))
	for _, row := range rows {
		if sides[row.ID], err = s.openSide(ctx, row); err != nil {
			return nil, err
		}
	}
	for _, sideID := range sideIDs {
		if sides[sideID] == nil {
			return nil, noSuchSide()
		}
	}
	return sides, nil
}

func positions(req pagination.Request) (after, before int64, err error) {
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

// systemReads is the context in which the platform reads what belongs to rows whose right was asked before.
func systemReads(ctx context.Context, reason string) context.Context {
	return viewer.System(ctx, reason)
}
