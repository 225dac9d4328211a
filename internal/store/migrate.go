package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"schalter/ent"
	"schalter/ent/instance"
	"schalter/ent/migrate"
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

// ErrNotMigrated is returned when the database is behind the program: run "schalter migrate".
var ErrNotMigrated = errors.New(`the database is not migrated: run "schalter migrate"`)

const instanceID = "instance"

func (db *DB) provider() (*goose.Provider, error) {
	folder, dialect := "sqlite", goose.DialectSQLite3
	if db.Postgres() {
		folder, dialect = "postgres", goose.DialectPostgres
	}
	files, err := fs.Sub(migrate.Versions, folder)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, db.writer, files, goose.WithVerbose(false))
}

// Migrate brings the database to the program's version. It may run while replicas of the version before serve.
func (db *DB) Migrate(ctx context.Context) error {
	p, err := db.provider()
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// CheckMigrated returns ErrNotMigrated when a migration of this program was not run.
func (db *DB) CheckMigrated(ctx context.Context) error {
	p, err := db.provider()
	if err != nil {
		return err
	}
	pending, err := p.HasPending(ctx)
	if err != nil {
		return err
	}
	if pending {
		return ErrNotMigrated
	}
	return nil
}

// Claim makes the database belong to an instance of this kind, or checks that it does. It returns the epoch of the
// streams, which a restore renews.
func (db *DB) Claim(ctx context.Context, kind Kind, epoch string) (string, error) {
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
