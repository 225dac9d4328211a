package blob_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"schalter/internal/blob"
	"schalter/internal/testkit"
)

// swept is a store with a sweeper, and what the rows name.
type swept struct {
	*blob.Sweeper
	dir   string
	names map[string]bool
	// asked counts the questions to the rows.
	asked int
	born  time.Time
	now   time.Time
}

func newSwept(t *testing.T) *swept {
	t.Helper()
	store, dir := open(t)
	s := &swept{dir: dir, names: map[string]bool{}, now: time.Now()}
	s.born = s.now.AddDate(-1, 0, 0)
	owner := func(half string) blob.InUse {
		return func(_ context.Context, keys []string) (map[string]bool, error) {
			s.asked++
			used := map[string]bool{}
			for _, key := range keys {
				if s.names[half+key] {
					used[key] = true
				}
			}
			return used, nil
		}
	}
	s.Sweeper = &blob.Sweeper{
		Files: store, Owners: []blob.InUse{owner("postbox:"), owner("gateway:")}, Log: testkit.Silent(),
		DatabaseCreatedAt: func(context.Context) (time.Time, error) { return s.born, nil },
	}
	return s
}

// stored puts blobs that were stored some time ago.
func (s *swept) stored(t *testing.T, ago time.Duration, keys ...string) {
	t.Helper()
	for _, key := range keys {
		put(t, s.Files, key, "content of "+key)
		at := s.now.Add(-ago)
		if err := os.Chtimes(filepath.Join(s.dir, key), at, at); err != nil {
			t.Fatal(err)
		}
	}
}

func (s *swept) run(t *testing.T, approved int) error {
	t.Helper()
	_, err := s.Run(t.Context(), s.now, approved)
	return err
}

func many(name string, n int) (keys []string) {
	for i := range n {
		keys = append(keys, fmt.Sprintf("%s_%04d", name, i))
	}
	return keys
}

func TestOrphansAreSetAsideThenDestroyed(t *testing.T) {
	t.Parallel()
	s := newSwept(t)
	s.stored(t, 48*time.Hour, "doc_named", "inbound/inm_named", "doc_orphan", "inbound/inm_orphan")
	s.stored(t, time.Hour, "doc_young")
	s.names["postbox:doc_named"], s.names["gateway:inbound/inm_named"] = true, true
	if err := s.run(t, 0); err != nil {
		t.Fatal(err)
	}
	kept := []string{"doc_named", "doc_young", "inbound/inm_named"}
	if got := keys(t, s.Files, ""); !slices.Equal(got, kept) {
		t.Fatalf("in use are %v", got)
	}
	s.names["postbox:doc_young"] = true
	s.now = s.now.AddDate(0, 0, 6)
	if err := s.run(t, 0); err != nil {
		t.Fatal(err)
	}
	if got := files(t, s.dir); got != 5 {
		t.Fatalf("after six days %d files, want 5", got)
	}
	s.now = s.now.AddDate(0, 0, 2)
	if err := s.run(t, 0); err != nil {
		t.Fatal(err)
	}
	if got := keys(t, s.Files, ""); !slices.Equal(got, kept) || files(t, s.dir) != 3 {
		t.Errorf("after eight days: %v and %d files", got, files(t, s.dir))
	}
}

func TestOrphanThatIsNamedAgainComesBack(t *testing.T) {
	t.Parallel()
	s := newSwept(t)
	s.stored(t, 48*time.Hour, "doc_1", "inbound/inm_1")
	if err := s.run(t, 0); err != nil {
		t.Fatal(err)
	}
	s.names["postbox:doc_1"], s.names["gateway:inbound/inm_1"] = true, true
	s.now = s.now.AddDate(0, 0, 30)
	if err := s.run(t, 0); err != nil {
		t.Fatal(err)
	}
	if got := keys(t, s.Files, ""); !slices.Equal(got, []string{"doc_1", "inbound/inm_1"}) {
		t.Errorf("back are %v", got)
	}
}

// A database that knows nothing of the blobs, such as an empty one, takes none away. An operator who knows better says how many.
func TestSweepThatWouldRemoveManyStops(t *testing.T) {
	t.Parallel()
	s := newSwept(t)
	s.stored(t, 48*time.Hour, many("doc", 21)...)
	for range 2 {
		if err := s.run(t, 0); !errors.Is(err, blob.ErrStopped) {
			t.Fatalf("got %v", err)
		}
	}
	if err := s.run(t, 20); !errors.Is(err, blob.ErrStopped) {
		t.Fatalf("with too few approved: %v", err)
	}
	if got := keys(t, s.Files, ""); len(got) != 21 {
		t.Fatalf("%d blobs are left of 21", len(got))
	}
	if err := s.run(t, 21); err != nil {
		t.Fatal(err)
	}
	if got := keys(t, s.Files, ""); len(got) != 0 || files(t, s.dir) != 21 {
		t.Errorf("%d blobs in use, %d files", len(got), files(t, s.dir))
	}
}

// Of many blobs a twentieth may be orphans.
func TestSweepAllowsAShare(t *testing.T) {
	t.Parallel()
	s := newSwept(t)
	s.stored(t, 48*time.Hour, many("doc", 600)...)
	for _, key := range many("doc", 600)[30:] {
		s.names["postbox:"+key] = true
	}
	if err := s.run(t, 0); err != nil {
		t.Fatal(err)
	}
	if got := keys(t, s.Files, ""); len(got) != 570 {
		t.Errorf("%d blobs are left, want 570", len(got))
	}
	// Two owners, two pages, and one page of what lies aside.
	if s.asked > 6 {
		t.Errorf("%d questions about 600 blobs", s.asked)
	}
}

// Not even one goes that is older than the database: that one cannot know whose it is.
func TestDatabaseYoungerThanABlobTakesNothing(t *testing.T) {
	t.Parallel()
	s := newSwept(t)
	s.stored(t, 48*time.Hour, "doc_1")
	s.born = s.now.Add(-24 * time.Hour)
	if err := s.run(t, 0); !errors.Is(err, blob.ErrStopped) {
		t.Fatalf("got %v", err)
	}
	if got := keys(t, s.Files, ""); len(got) != 1 {
		t.Errorf("left are %v", got)
	}
}

// While the rows cannot be asked, nothing happens, also not to what lies aside.
func TestSweepWithoutAnAnswerTouchesNothing(t *testing.T) {
	t.Parallel()
	s := newSwept(t)
	s.stored(t, 48*time.Hour, "doc_1")
	if err := s.run(t, 0); err != nil {
		t.Fatal(err)
	}
	s.now = s.now.AddDate(0, 0, 30)
	silent := errors.New("the database does not answer")
	s.Owners[1] = func(context.Context, []string) (map[string]bool, error) { return nil, silent }
	if err := s.run(t, 0); !errors.Is(err, silent) {
		t.Fatalf("got %v", err)
	}
	if got := files(t, s.dir); got != 1 {
		t.Errorf("%d files, want 1", got)
	}
}

func TestKnownStore(t *testing.T) {
	t.Parallel()
	s := newSwept(t)
	check := func(wantKnown, wantEmpty bool) {
		t.Helper()
		if known, empty, err := s.Knows(t.Context()); known != wantKnown || empty != wantEmpty || err != nil {
			t.Errorf("got %v, %v, %v; want %v, %v", known, empty, err, wantKnown, wantEmpty)
		}
	}
	check(false, true)
	s.stored(t, time.Hour, many("doc", 501)...)
	check(false, false)
	s.names["gateway:doc_0333"] = true
	check(true, false)
}
