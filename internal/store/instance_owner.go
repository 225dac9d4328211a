package store

import (
	"context"
	"time"

	"schalter/ent/instance"
	"schalter/internal/viewer"
)

// InstanceCreatedAt is when the instance's database was made.
func (db *DB) InstanceCreatedAt(ctx context.Context) (time.Time, error) {
	found, err := db.client.Instance.Get(viewer.System(ctx, "instance-born"), instanceID)
	if err != nil {
		return time.Time{}, err
	}
	return found.CreatedAt, nil
}

// StoreID is the id that the instance's blob store carries; empty while it has none.
func (db *DB) StoreID(ctx context.Context) (string, error) {
	found, err := db.client.Instance.Get(viewer.System(ctx, "instance-store"), instanceID)
	if err != nil || found.StoreID == nil {
		return "", err
	}
	return *found.StoreID, nil
}

// EnsureStoreID gives the instance's blob store an id, unless it has one, and returns the one it has.
func (db *DB) EnsureStoreID(ctx context.Context, id string) (string, error) {
	err := db.Tx(viewer.System(ctx, "instance-store"), func(ctx context.Context, tx *Tx) error {
		return tx.Instance.Update().Where(instance.StoreIDIsNil()).SetStoreID(id).Exec(ctx)
	})
	if err != nil {
		return "", err
	}
	return db.StoreID(ctx)
}
