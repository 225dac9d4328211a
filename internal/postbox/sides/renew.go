package sides

import (
	"context"
	"errors"
	"time"

	"schalter/ent"
	entside "schalter/ent/side"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// A backup holds the wrap of what was destroyed since. It must not open by a key that is still in use: whatever destroys
// something that lay under a side's key gives the side a new one, in the same transaction or, where more of it is to be
// expected, by a sweep soon after.

const (
	// RenewSoon is for what somebody threw away, RenewOverwritten for drafts, which are saved over and over.
	RenewSoon        = 5 * time.Minute
	RenewOverwritten = time.Hour
	// RenewRate is how often sides are looked for whose key is due.
	RenewRate  = 5 * time.Minute
	renewBatch = 500
)

// Mover moves the rows of one table that lie under a side's key, or under its head key, to the key that follows. Who keeps a table
// gives its mover to the renewal (New), which does not know what lies under a side.
type Mover func(ctx context.Context, tx *store.Tx, side *Side, move MoveOne) error

// MoveOne opens one thing with the key before and seals it with the one that follows. A wrap is named by the id of what it is the key
// of, what lies under the head key by its additional data.
type MoveOne func(name string, sealed []byte) ([]byte, error)

// Movers are all there are, in the order in which they run.
type Movers struct{ UnderKey, UnderHeadKey []Mover }

// RenewWithin has the key of a side renewed within a time, because something that lay under it is destroyed.
func RenewWithin(ctx context.Context, tx *store.Tx, sideID string, within time.Duration) error {
	due := tx.Now.Add(within)
	_, err := tx.Exec(ctx, `UPDATE side SET renew_at = ? WHERE id = ? AND (renew_at IS NULL OR renew_at > ?)`, due, sideID, due)
	return err
}

// RenewKeys gives new keys to the sides that are due now. A side that does not open raises its alarm and keeps its key; one that fails keeps no other
// from it.
func (s *Service) RenewKeys(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "postbox.RenewKeys")
	ctx = viewer.System(ctx, "postbox.renew")
	var failed errs.Failures
	for after := ""; ; {
		due, err := s.db.Client().Side.Query().Where(entside.RenewAtLTE(now), entside.IDGT(after)).Order(ent.Asc(entside.FieldID)).Limit(renewBatch).IDs(ctx)
		if err != nil {
			failed.Add(err)
			return failed.Err()
		}
		for _, sideID := range due {
			if err := s.renewDue(ctx, sideID); !DoesNotOpen(err) {
				failed.Add(err)
			}
		}
		if len(due) < renewBatch {
			return failed.Err()
		}
		after = due[len(due)-1]
	}
}

func (s *Service) renewDue(ctx context.Context, sideID string) error {
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		side, err := s.LockByID(ctx, tx, sideID)
		if ent.IsNotFound(err) || err == nil && side.RenewAt == nil {
			return nil
		}
		if err != nil {
			return err
		}
		return s.RenewKey(ctx, tx, side)
	})
}

// RenewKey gives a side a new key: the survivors' wraps move, the old key is dropped, so that an old wrap opens nothing.
func (s *Service) RenewKey(ctx context.Context, tx *store.Tx, side *Side) error {
	old := side.key
	key, wrapped, err := s.vault.NewKey(ctx, sideAAD(side.ID))
	if err != nil {
		return err
	}
	if err := s.moveWraps(ctx, tx, side, old, key); err != nil {
		return err
	}
	wrappedHead, err := key.Wrap(headAAD(side.ID), side.HeadKey)
	if err != nil {
		return err
	}
	side.key = key
	return tx.Side.UpdateOneID(side.ID).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob).SetWrappedHeadKey(wrappedHead).
		AddKeyGeneration(1).ClearRenewAt().Exec(ctx)
}

func (s *Service) moveWraps(ctx context.Context, tx *store.Tx, side *Side, old, key vault.Key) error {
	move := func(objectID string, wrapped []byte) ([]byte, error) {
		k, err := old.Unwrap(wrapAAD(side.ID, objectID), wrapped)
		if err != nil {
			return nil, s.Alarm(ctx, objectID, err)
		}
		return key.Wrap(wrapAAD(side.ID, objectID), k)
	}
	for _, moveRows := range s.movers.UnderKey {
		if err := moveRows(ctx, tx, side, move); err != nil {
			return err
		}
	}
	return nil
}

type tentative struct{}

// readTries is how often is read before what does not open counts as tampered with: a side may have got new keys since it was opened, and
// once more between two statements.
const readTries = 3

// RetryOnNewKey reads again when a key did not open what it read: the side may have got a new key between two statements. Only
// what does not open at the last try raises the alarm.
func RetryOnNewKey[T any](ctx context.Context, read func(ctx context.Context) (T, error)) (T, error) {
	early := context.WithValue(ctx, tentative{}, true)
	for range readTries - 1 {
		if v, err := read(early); !errors.Is(err, vault.ErrTampered) {
			return v, err
		}
	}
	return read(ctx)
}
