package account

import (
	"context"
	"fmt"
	"slices"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/internal/errs"
	"schalter/internal/ledger"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// lookedForAtOnce is how many entries of the ledger of deletions are looked for by one statement.
const lookedForAtOnce = 500

// Restored are the accounts of a database which the ledger of deletions names.
type Restored struct {
	IDs []string
	// Opens is how many of them the keys of today open.
	Opens int
}

// FindRestored looks for accounts that the ledger of deletions names.
func (s *Service) FindRestored(ctx context.Context, entries []ledger.Entry) (found Restored, err error) {
	defer errs.Wrap(&err, "account.FindRestored")
	ctx = viewer.System(ctx, "account.replay")
	for some := range slices.Chunk(entries, lookedForAtOnce) {
		ids := make([]string, len(some))
		for i, e := range some {
			ids[i] = e.ID
		}
		rows, err := s.db.Client().Account.Query().Where(account.IDIn(ids...)).All(ctx)
		if err != nil {
			return found, err
		}
		for _, row := range rows {
			if slices.Contains(found.IDs, row.ID) {
				continue
			}
			found.IDs = append(found.IDs, row.ID)
			if _, err := s.unseal(ctx, row); err == nil {
				found.Opens++
			}
		}
	}
	return found, nil
}

// Replay destroys again the accounts which the ledger of deletions names and the database has, with what they were elsewhere; it returns how many
// that were. What cannot be destroyed keeps nothing else from it, and is told at the end. It may be run again, and by several at once. Mailboxes go
// before (postbox.Replay).
func (s *Service) Replay(ctx context.Context, entries []ledger.Entry) (n int, err error) {
	defer errs.Wrap(&err, "account.Replay")
	found, err := s.FindRestored(ctx, entries)
	if err != nil {
		return 0, err
	}
	ctx = ledger.Replaying(viewer.System(ctx, "account.replay"))
	var failed errs.Failures
	for _, accountID := range found.IDs {
		err := s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.destroyRestored(ctx, tx, accountID) })
		if ent.IsNotFound(err) {
			// Another replica was first.
			continue
		}
		if err != nil {
			failed.Add(fmt.Errorf("%s: %w", accountID, err))
			continue
		}
		n++
	}
	return n, failed.Err()
}

func (s *Service) destroyRestored(ctx context.Context, tx *store.Tx, accountID string) error {
	if _, err := tx.Exec(ctx, `UPDATE account SET version = version + 1 WHERE id = ?`, accountID); err != nil {
		return err
	}
	if _, err := tx.Account.Get(ctx, accountID); err != nil {
		return err
	}
	if err := s.dismiss(ctx, tx, accountID); err != nil {
		return err
	}
	if err := tx.LockStream(ctx, accountID); err != nil {
		return err
	}
	if err := s.deleteAccount(ctx, tx, accountID); err != nil {
		return err
	}
	return tx.ForgetReader(ctx, accountID)
}
