package store

import (
	"context"
	"errors"

	"schalter/ent"
	"schalter/ent/instance"
	"schalter/internal/viewer"
)

// Kind is what an instance is for; written once when its database is created.
type Kind string

// The kinds of instance.
const (
	Demo Kind = "DEMO"
	Real Kind = "REAL"
)

// ErrOtherKind is returned when a demo program meets a real database or the other way round.
var ErrOtherKind = errors.New("the database belongs to an instance of the other kind (demo or real)")

const instanceID = "instance"

// EnsureInstance makes the database belong to an instance of this kind, or checks that it does. It returns the epoch of the
// streams, which a restore renews.
func (db *DB) EnsureInstance(ctx context.Context, kind Kind, epoch string) (string, error) {
	ctx = viewer.System(ctx, "instance-claim")
	err := db.Tx(ctx, func(ctx context.Context, tx *Tx) error {
		found, err := tx.Instance.Get(ctx, instanceID)
		if ent.IsNotFound(err) {
			return tx.Instance.Create().SetID(instanceID).SetKind(instance.Kind(kind)).SetEpoch(epoch).
				SetCreatedAt(tx.Now).Exec(ctx)
		}
		if err != nil {
			return err
		}
		if string(found.Kind) != string(kind) {
			return ErrOtherKind
		}
		epoch = found.Epoch
		return nil
	})
	return epoch, err
}
