package postbox

import (
	"context"
	"errors"
	"time"

	"schalter/ent"
	"schalter/ent/draft"
	entside "schalter/ent/side"
	"schalter/ent/viewdocument"
	"schalter/ent/viewmessage"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// A backup holds the wrap of what was destroyed since. It must not open by a key that is still in use: whatever destroys
// something that lay under a side's key gives the side a new one, in the same transaction or, where more of it is to be
// expected, by a sweep soon after.

const (
	// renewSoon is for what somebody threw away, renewOverwritten for drafts, which are saved over and over.
	renewSoon        = 5 * time.Minute
	renewOverwritten = time.Hour
	// RenewRate is how often sides are looked for whose key is due.
	RenewRate  = 5 * time.Minute
	renewBatch = 500
)

// renewWithin has the key of a side renewed within a time, because something that lay under it is destroyed.
func renewWithin(ctx context.Context, tx *store.Tx, sideID string, within time.Duration) error {
	due := tx.Now.Add(within)
	_, err := tx.Exec(ctx, `UPDATE side SET renew_at = ? WHERE id = ? AND (renew_at IS NULL OR renew_at > ?)`, due, sideID, due)
	return err
}

// RenewKeys gives new keys to the sides that are due now. A side that does not open raises its alarm and keeps its key.
func (s *Service) RenewKeys(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "postbox.RenewKeys")
	ctx = viewer.System(ctx, "postbox.renew")
	for after := ""; ; {
		due, err := s.db.Client().Side.Query().Where(entside.RenewAtLTE(now), entside.IDGT(after)).Order(ent.Asc(entside.FieldID)).Limit(renewBatch).IDs(ctx)
		if err != nil {
			return err
		}
		for _, sideID := range due {
			if err := s.renewDue(ctx, sideID); err != nil && !errors.Is(err, vault.ErrTampered) {
				return err
			}
		}
		if len(due) < renewBatch {
			return nil
		}
		after = due[len(due)-1]
	}
}

func (s *Service) renewDue(ctx context.Context, sideID string) error {
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		side, err := s.lockByID(ctx, tx, sideID)
		if ent.IsNotFound(err) || err == nil && side.RenewAt == nil {
			return nil
		}
		if err != nil {
			return err
		}
		return s.renewKey(ctx, tx, side)
	})
}

// renewKey gives a side a new key: the survivors' wraps move, the old key is dropped, so that an old wrap opens nothing.
func (s *Service) renewKey(ctx context.Context, tx *store.Tx, side *openSide) error {
	old := side.key
	key, wrapped, err := s.vault.NewKey(ctx, sideAAD(side.ID))
	if err != nil {
		return err
	}
	if err := s.moveWraps(ctx, tx, side, old, key); err != nil {
		return err
	}
	wrappedHead, err := key.Wrap(headAAD(side.ID), side.headKey)
	if err != nil {
		return err
	}
	side.key = key
	return tx.Side.UpdateOneID(side.ID).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob).SetWrappedHeadKey(wrappedHead).
		AddKeyGeneration(1).ClearRenewAt().Exec(ctx)
}

func (s *Service) moveWraps(ctx context.Context, tx *store.Tx, side *openSide, old, key vault.Key) error {
	move := func(objectID string, wrapped []byte) ([]byte, error) {
		k, err := old.Unwrap(wrapAAD(side.ID, objectID), wrapped)
		if err != nil {
			return nil, s.alarm(ctx, objectID, err)
		}
		return key.Wrap(wrapAAD(side.ID, objectID), k)
	}
	views, err := tx.ViewMessage.Query().Where(viewmessage.SideID(side.ID)).All(ctx)
	if err != nil {
		return err
	}
	for _, v := range views {
		wrapped, err := move(v.MessageID, v.WrappedKey)
		if err != nil {
			return err
		}
		if err := tx.ViewMessage.Update().Where(viewmessage.ID(v.ID)).SetWrappedKey(wrapped).Exec(ctx); err != nil {
			return err
		}
	}
	documents, err := tx.ViewDocument.Query().Where(viewdocument.SideID(side.ID)).All(ctx)
	if err != nil {
		return err
	}
	for _, v := range documents {
		wrapped, err := move(v.DocumentID, v.WrappedKey)
		if err != nil {
			return err
		}
		if err := tx.ViewDocument.Update().Where(viewdocument.ID(v.ID)).SetWrappedKey(wrapped).Exec(ctx); err != nil {
			return err
		}
	}
	drafts, err := tx.Draft.Query().Where(draft.SideID(side.ID)).All(ctx)
	if err != nil {
		return err
	}
	for _, d := range drafts {
		wrapped, err := move(d.ID, d.WrappedKey)
		if err != nil {
			return err
		}
		if err := tx.Draft.Update().Where(draft.ID(d.ID)).SetWrappedKey(wrapped).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

type tentative struct{}

// readTries is how often is read before what does not open counts as tampered with: a side may have got new keys since it was opened, and
// once more between two statements.
const readTries = 3

// retryOnNewKey reads again when a key did not open what it read: the side may have got a new key between two statements. Only
// what does not open at the last try raises the alarm.
func retryOnNewKey[T any](ctx context.Context, read func(ctx context.Context) (T, error)) (T, error) {
	early := context.WithValue(ctx, tentative{}, true)
	for range readTries - 1 {
		if v, err := read(early); !errors.Is(err, vault.ErrTampered) {
			return v, err
		}
	}
	return read(ctx)
}
