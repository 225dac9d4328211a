package vault

import (
	"context"
	"errors"
	"time"

	"schalter/ent"
	"schalter/ent/kekgeneration"
	"schalter/internal/store"
)

// rewrapBatchSize is how many rows are moved in one transaction; small, because writers of the same rows wait meanwhile.
const rewrapBatchSize = 50

// wrap is the wrapped key of one row.
type wrap struct {
	row      string
	old, new Wrapped
}

// rewrapRun counts what one run over all tables found, by generation: wraps that moved, and wraps that do not open.
type rewrapRun struct{ moved, failed map[string]int }

func (p rewrapRun) empty() bool { return len(p.moved)+len(p.failed) == 0 }

// rewrapAll moves every live wrap to the current generation, unless nothing was left a short while ago.
func (k *Keeper) rewrapAll(ctx context.Context, current *ent.KekGeneration, now time.Time) error {
	if k.isFullyRewrapped(current.ID, now) {
		return nil
	}
	found := rewrapRun{map[string]int{}, map[string]int{}}
	for _, t := range wraps {
		if err := k.rewrapTable(ctx, t.table, current.ID, found); err != nil {
			return err
		}
	}
	for generation, n := range found.failed {
		k.options.Log.ErrorContext(ctx, "wrapped keys do not open under their key-encryption key", "generation", generation, "rows", n, "alarm", true)
	}
	if err := k.noteLastUse(ctx, found, now); err != nil {
		return err
	}
	if found.empty() && !now.Before(current.CreatedAt.Add(inFlight)) {
		k.setFullyRewrapped(current.ID, now)
	}
	return nil
}

// noteLastUse lets the window of a generation begin when the last live wrap was under it: a backup made just before holds
// that wrap, and must open for as long as backups are kept.
func (k *Keeper) noteLastUse(ctx context.Context, found rewrapRun, now time.Time) error {
	return k.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, counts := range []map[string]int{found.moved, found.failed} {
			for generation := range counts {
				err := tx.KekGeneration.Update().SetSupersededAt(now).
					Where(kekgeneration.ID(generation), kekgeneration.StateEQ(kekgeneration.StateSUPERSEDED)).Exec(ctx)
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (k *Keeper) rewrapTable(ctx context.Context, table, current string, found rewrapRun) error {
	for after := ""; ; {
		batch, err := k.loadBatch(ctx, table, current, after)
		if err != nil || len(batch) == 0 {
			return err
		}
		after = batch[len(batch)-1].row
		if batch, err = k.rewrapBatch(ctx, table, batch, found); err != nil {
			return err
		}
		if err := k.saveBatch(ctx, table, batch); err != nil {
			return err
		}
	}
}

func (k *Keeper) loadBatch(ctx context.Context, table, current, after string) ([]wrap, error) {
	rows, err := k.db.Query(ctx, `SELECT id, kek_id, wrapped_key FROM `+table+`
		WHERE id > ? AND kek_id <> ? AND kek_id <> '' AND LENGTH(wrapped_key) > 0 ORDER BY id LIMIT ?`, after, current, rewrapBatchSize)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []wrap
	for rows.Next() {
		var w wrap
		if err := rows.Scan(&w.row, &w.old.KEK, &w.old.Blob); err != nil {
			return nil, err
		}
		list = append(list, w)
	}
	return list, rows.Err()
}

// rewrapBatch opens and wraps again, outside any transaction, because the provider may be far away. A wrap that does not open is
// left where it is and counted.
func (k *Keeper) rewrapBatch(ctx context.Context, table string, batch []wrap, found rewrapRun) (moving []wrap, err error) {
	for _, w := range batch {
		aad := wrapAAD(table, w.row)
		plain, err := k.vault.provider.Unwrap(ctx, w.old, aad)
		if errors.Is(err, ErrTampered) || errors.Is(err, ErrUnknownKEK) {
			found.failed[w.old.KEK]++
			continue
		}
		if err != nil {
			return nil, err
		}
		w.new, err = k.vault.provider.Wrap(ctx, plain, aad)
		clear(plain)
		if err != nil {
			return nil, err
		}
		found.moved[w.old.KEK]++
		moving = append(moving, w)
	}
	return moving, nil
}

// saveBatch writes the new wraps where the old ones still are: a row that a writer changed or dropped meanwhile is left to
// the next sweep.
func (k *Keeper) saveBatch(ctx context.Context, table string, batch []wrap) error {
	if len(batch) == 0 {
		return nil
	}
	return k.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, w := range batch {
			_, err := tx.Exec(ctx, `UPDATE `+table+` SET kek_id = ?, wrapped_key = ? WHERE id = ? AND kek_id = ? AND wrapped_key = ?`,
				w.new.KEK, w.new.Blob, w.row, w.old.KEK, w.old.Blob)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// countLiveWraps counts the rows that lie under a generation.
func (k *Keeper) countLiveWraps(ctx context.Context, generation string) (n int64, err error) {
	for _, t := range wraps {
		var rows int64
		err := k.db.QueryRow(ctx, `SELECT COUNT(*) FROM `+t.table+` WHERE kek_id = ? AND LENGTH(wrapped_key) > 0`, generation).Scan(&rows)
		if err != nil {
			return 0, err
		}
		n += rows
	}
	return n, nil
}

func (k *Keeper) isFullyRewrapped(generation string, now time.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.fullyRewrapped == generation && now.Before(k.fullyRewrappedAt.Add(recheckAfter))
}

func (k *Keeper) setFullyRewrapped(generation string, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fullyRewrapped, k.fullyRewrappedAt = generation, now
}

func (k *Keeper) forgetFullyRewrapped() { k.setFullyRewrapped("", time.Time{}) }
