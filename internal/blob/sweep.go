package blob

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"time"
)

// InUse reports which of some keys a row names.
type InUse func(ctx context.Context, keys []string) (map[string]bool, error)

// Named is a row that names a blob.
type Named struct{ RowID, Key string }

// List returns at most limit of the rows that name a blob, by their ids, from the one after an id; the first for an empty one.
type List func(ctx context.Context, after string, limit int) ([]Named, error)

// Sweeper finds the blobs that nobody names. They are set aside for some days, then destroyed.
type Sweeper struct {
	Files *Files
	// Owners are asked for each blob; one that names it is enough.
	Owners []InUse
	// Rows list what the owners name.
	Rows []List
	// DatabaseCreatedAt is when the database was made that the owners ask.
	DatabaseCreatedAt func(ctx context.Context) (time.Time, error)
	Log               *slog.Logger
}

const (
	// orphanAge is how old a blob is before its absence from the database means that nobody wants it: longer than an upload lasts.
	orphanAge = 24 * time.Hour
	// asideFor is how many days it is kept then.
	asideFor = 7 * 24 * time.Hour
	// sweepPage is how many keys the owners are asked for at once.
	sweepPage = 500
	// A sweep that found more orphans than both a few and a share of all blobs touches nothing: more likely the database is the
	// wrong one than so many uploads broke off in a day.
	fewOrphans   = 20
	orphansShare = 20
	// clockSlack is how far the clocks of the database and of the folder may be apart.
	clockSlack = time.Hour
	// maxFound bounds how many orphans one sweep sets aside.
	maxFound = 100_000
)

// ErrStopped is returned by a sweep that found what no sweep should find.
var ErrStopped = errors.New("the sweep of blobs stopped")

// Found is what a sweep found.
type Found struct {
	// Blobs are all that are old enough, Orphans those of them that nobody names, Foreign the orphans that are older than the
	// database. Aside are those that were set aside before.
	Blobs, Orphans, Foreign, Aside int
	keys                           []string
}

// stopReason is why a sweep may touch nothing; nil when it may.
func (f Found) stopReason() error {
	switch {
	case f.Foreign > 0:
		return fmt.Errorf("%w: %d blobs that no row names are older than the database", ErrStopped, f.Foreign)
	case f.Orphans > max(fewOrphans, f.Blobs/orphansShare):
		return fmt.Errorf("%w: no row names %d of %d blobs", ErrStopped, f.Orphans, f.Blobs)
	}
	return nil
}

// Run removes partial files of dead processes, brings back what is named again, destroys what was set aside long enough and sets aside
// the orphans of now. It returns ErrStopped, and touches no blob, when they are more than it may be: an operator checks then, and
// approves a number of them.
func (s *Sweeper) Run(ctx context.Context, now time.Time, approved int) (Found, error) {
	if _, err := s.Files.Sweep(ctx, now.Add(-orphanAge)); err != nil {
		return Found{}, err
	}
	f, err := s.Count(ctx, now)
	if err != nil {
		return f, err
	}
	if err := f.stopReason(); err != nil && f.Orphans > approved {
		s.Log.ErrorContext(ctx, "the sweep of blobs stopped and removed nothing", "alarm", true, "orphans", f.Orphans, "of", f.Blobs,
			"older_than_database", f.Foreign)
		return f, err
	}
	if err := s.settleAside(ctx, now); err != nil {
		return f, err
	}
	for _, key := range f.keys {
		if err := s.Files.SetAside(ctx, key, now); err != nil && !errors.Is(err, ErrNotFound) {
			return f, err
		}
	}
	if f.Orphans > 0 {
		s.Log.InfoContext(ctx, "blobs that no row names were set aside", "orphans", f.Orphans, "of", f.Blobs)
	}
	return f, nil
}

// Count counts, and touches nothing.
func (s *Sweeper) Count(ctx context.Context, now time.Time) (f Found, err error) {
	born, err := s.DatabaseCreatedAt(ctx)
	if err != nil {
		return f, err
	}
	for page, err := range inBatches(s.Files.List(ctx, ""), func(e Entry) bool { return e.StoredAt.Before(now.Add(-orphanAge)) }) {
		if err != nil {
			return f, err
		}
		used, err := s.inUse(ctx, page)
		if err != nil {
			return f, err
		}
		for _, e := range page {
			f.Blobs++
			if used[e.Key] {
				continue
			}
			f.Orphans++
			if e.StoredAt.Before(born.Add(-clockSlack)) {
				f.Foreign++
			}
			if len(f.keys) < maxFound {
				f.keys = append(f.keys, e.Key)
			}
		}
	}
	for _, err := range s.Files.Aside(ctx) {
		if err != nil {
			return f, err
		}
		f.Aside++
	}
	return f, nil
}

// settleAside brings back what is named again and destroys what was named by nobody for long enough.
func (s *Sweeper) settleAside(ctx context.Context, now time.Time) error {
	for page, err := range inBatches(s.Files.Aside(ctx), func(Entry) bool { return true }) {
		if err != nil {
			return err
		}
		used, err := s.inUse(ctx, page)
		if err != nil {
			return err
		}
		for _, e := range page {
			if !used[e.Key] {
				continue
			}
			if err := s.Files.BringBack(ctx, e.Key); err != nil && !errors.Is(err, ErrNotFound) {
				return err
			}
			s.Log.WarnContext(ctx, "a blob that was set aside is named again and is back", "blob", e.Key)
		}
	}
	destroyed, err := s.Files.destroyAside(ctx, now.Add(-asideFor).Truncate(24*time.Hour))
	if destroyed > 0 {
		s.Log.InfoContext(ctx, "blobs that no row named for a week were destroyed", "blobs", destroyed)
	}
	return err
}

func (s *Sweeper) inUse(ctx context.Context, page []Entry) (map[string]bool, error) {
	keys := make([]string, len(page))
	for i, e := range page {
		keys[i] = e.Key
	}
	all := map[string]bool{}
	for _, owner := range s.Owners {
		used, err := owner(ctx, keys)
		if err != nil {
			return nil, err
		}
		for key := range used {
			all[key] = true
		}
	}
	return all, nil
}

// Knows reports whether any blob of the store is named by a row: then the database and the store belong together. empty says that
// the store holds none at all.
func (s *Sweeper) Knows(ctx context.Context) (known, empty bool, err error) {
	empty = true
	for page, err := range inBatches(s.Files.List(ctx, ""), func(Entry) bool { return true }) {
		if err != nil {
			return false, false, err
		}
		empty = false
		used, err := s.inUse(ctx, page)
		if err != nil || len(used) > 0 {
			return len(used) > 0, false, err
		}
	}
	for _, err := range s.Files.Aside(ctx) {
		return false, false, err
	}
	return false, empty, nil
}

// inBatches cuts the entries that pass into slices.
func inBatches(entries iter.Seq2[Entry, error], passes func(Entry) bool) iter.Seq2[[]Entry, error] {
	return func(yield func([]Entry, error) bool) {
		var page []Entry
		for e, err := range entries {
			if err != nil {
				yield(nil, err)
				return
			}
			if !passes(e) {
				continue
			}
			if page = append(page, e); len(page) == sweepPage {
				if !yield(page, nil) {
					return
				}
				page = nil
			}
		}
		if len(page) > 0 {
			yield(page, nil)
		}
	}
}
