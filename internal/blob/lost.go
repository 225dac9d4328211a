package blob

import (
	"context"
	"errors"
	"iter"
)

// Lost yields the rows that name a blob which is not there, also not aside. It touches nothing.
func (s *Sweeper) Lost(ctx context.Context) iter.Seq2[Named, error] {
	return func(yield func(Named, error) bool) {
		for _, rows := range s.Rows {
			after := ""
			for {
				page, err := rows(ctx, after, sweepPage)
				if err != nil {
					yield(Named{}, err)
					return
				}
				if len(page) == 0 {
					break
				}
				after = page[len(page)-1].RowID
				lost, err := s.filterLost(ctx, page)
				if err != nil {
					yield(Named{}, err)
					return
				}
				for _, row := range lost {
					if !yield(row, nil) {
						return
					}
				}
			}
		}
	}
}

// filterLost are those of some rows of which the blob is missing, and which name it still: what is deleted meanwhile is not lost.
func (s *Sweeper) filterLost(ctx context.Context, page []Named) (lost []Named, err error) {
	var missing []Named
	var entries []Entry
	for _, row := range page {
		there, err := s.Files.isKept(ctx, row.Key)
		if err != nil {
			return nil, err
		}
		if !there {
			missing, entries = append(missing, row), append(entries, Entry{Key: row.Key})
		}
	}
	if len(missing) == 0 {
		return nil, nil
	}
	used, err := s.inUse(ctx, entries)
	for _, row := range missing {
		if used[row.Key] {
			lost = append(lost, row)
		}
	}
	return lost, err
}

// isKept reports whether a blob is in its place or was set aside.
func (f *Files) isKept(ctx context.Context, key string) (bool, error) {
	if err := errors.Join(checkKey(key), ctx.Err()); err != nil {
		return false, err
	}
	err := f.find(key)
	if !errors.Is(err, ErrNotFound) {
		return err == nil, err
	}
	place, err := f.findAside(key)
	return place != "", err
}
