package treelog_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"sync"
	"testing"
	"time"

	"schalter/internal/evidence/merkle"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/treelog"
	"schalter/internal/viewer"
)

type key struct{ ed25519.PrivateKey }

func (k key) LogKey() (string, ed25519.PrivateKey) { return "key_log", k.PrivateKey }

type stamper struct {
	asked int
	err   error
}

func (s *stamper) Stamp(_ context.Context, data []byte) ([]byte, error) {
	s.asked++
	return append([]byte("stamp of "), data[:10]...), s.err
}

func newLog(t *testing.T, w *testkit.World, s treelog.Stamper) *treelog.Log {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return reopen(t, w, key{private}, "schalter.example/log", s)
}

func reopen(t *testing.T, w *testkit.World, k treelog.Signer, origin string, s treelog.Stamper) *treelog.Log {
	t.Helper()
	l, err := treelog.Open(t.Context(), treelog.Options{DB: w.DB, Keys: k, Origin: origin, Stamper: s, Log: testkit.Silent()})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func leaf(n int) merkle.Record { return merkle.Leaf(merkle.Salt{byte(n), byte(n >> 8)}, "token") }

// appendLeaves writes leaves from..to, some to a transaction.
func appendLeaves(t *testing.T, w *testkit.World, l *treelog.Log, from, to int) {
	t.Helper()
	err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
		for n := from; n < to; n++ {
			if err := l.Append(ctx, tx, leaf(n)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func state(t *testing.T, l *treelog.Log) merkle.Checkpoint {
	t.Helper()
	last, err := l.Checkpoint(t.Context())
	if err != nil || last == nil {
		t.Fatalf("no checkpoint: %v", err)
	}
	c, err := merkle.OpenCheckpoint(last.Note, l.Key())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func sequence(t *testing.T, l *treelog.Log) {
	t.Helper()
	if err := l.Sequence(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestEveryLeafIsProvenAndTheLogOnlyGrows(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		l := newLog(t, w, nil)
		if c, err := l.Checkpoint(t.Context()); err != nil || c != nil {
			t.Fatalf("an empty log has a checkpoint: %v, %v", c, err)
		}
		var before merkle.Checkpoint
		for _, until := range []int{1, 7, 300, 301, 1500} {
			appendLeaves(t, w, l, int(before.Size), until)
			sequence(t, l)
			now := state(t, l)
			if now.Size != int64(until) {
				t.Fatalf("size %d, want %d", now.Size, until)
			}
			if before.Size > 0 && before.Root == now.Root {
				t.Error("the root did not move")
			}
			before = now
		}
		asked := []merkle.Record{leaf(0), leaf(299), leaf(1499), leaf(9999)}
		proven, err := l.Prove(t.Context(), asked)
		if err != nil {
			t.Fatal(err)
		}
		for i, place := range proven.Places[:3] {
			if err := merkle.CheckInclusion(before, place.Index, asked[i], place.Proof); err != nil {
				t.Errorf("leaf %d: %v", i, err)
			}
		}
		if proven.Places[3] != nil {
			t.Error("a leaf that was never written has a place")
		}
	})
}

// Two replicas number leaves at the same time; each leaf gets one place.
func TestReplicasNumberTogether(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		l := newLog(t, w, nil)
		var all sync.WaitGroup
		for part := range 4 {
			all.Go(func() {
				appendLeaves(t, w, l, part*100, part*100+100)
				if err := l.Sequence(context.Background()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		sequence(t, l)
		if got := state(t, l).Size; got != 400 {
			t.Errorf("size %d, want 400", got)
		}
	})
}

func TestTilesHoldWhatTheCheckpointSigns(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		l := newLog(t, w, nil)
		appendLeaves(t, w, l, 0, 300)
		sequence(t, l)
		for path, want := range map[string]struct {
			size int
			full bool
		}{
			"tile/0/000": {256 * 32, true}, "tile/0/001.p/44": {44 * 32, false}, "tile/1/000.p/1": {32, false},
			"tile/entries/000": {256 * 34, true}, "tile/entries/001.p/44": {44 * 34, false},
		} {
			content, full, err := l.Tile(t.Context(), path)
			if err != nil || len(content) != want.size || full != want.full {
				t.Errorf("%s: %d bytes, full %v, %v; want %+v", path, len(content), full, err, want)
			}
		}
		for _, path := range []string{"tile/0/001", "tile/0/002.p/1", "tile/9/000", "tile/0/../x", "", "checkpoint"} {
			if _, _, err := l.Tile(t.Context(), path); !errors.Is(err, merkle.ErrTile) {
				t.Errorf("%q: %v", path, err)
			}
		}
	})
}

func TestAnEarlierStateIsContinued(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		l := newLog(t, w, nil)
		appendLeaves(t, w, l, 0, 5)
		sequence(t, l)
		before := state(t, l)
		appendLeaves(t, w, l, 5, 40)
		sequence(t, l)
		text, err := l.Continuation(t.Context(), 5)
		if err != nil {
			t.Fatal(err)
		}
		c, err := merkle.ParseContinuation(text)
		if err != nil {
			t.Fatal(err)
		}
		if err := merkle.CheckConsistency(before, state(t, l), c.Proof); err != nil {
			t.Error(err)
		}
		for _, size := range []int64{-1, 0, 41} {
			if _, err := l.Continuation(t.Context(), size); !errors.Is(err, merkle.ErrTile) {
				t.Errorf("from %d leaves: %v", size, err)
			}
		}
	})
}

// A log that has begun keeps its name when the platform moves to another address.
func TestTheLogKeepsItsName(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	l := newLog(t, w, nil)
	appendLeaves(t, w, l, 0, 1)
	sequence(t, l)
	moved := reopen(t, w, l.Keys, "elsewhere.example/log", nil)
	appendLeaves(t, w, moved, 1, 2)
	sequence(t, moved)
	if got := state(t, moved).Origin; got != "schalter.example/log" {
		t.Errorf("the log is called %s now", got)
	}
}

func TestSweepStampsOnceADayAndKeepsWhatIsStamped(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := &stamper{}
		l := newLog(t, w, s)
		appendLeaves(t, w, l, 0, 1)
		sequence(t, l)
		now := w.Clock.Now()
		for range 2 {
			if err := l.Sweep(t.Context(), now); err != nil {
				t.Fatal(err)
			}
		}
		appendLeaves(t, w, l, 1, 2)
		sequence(t, l)
		if err := l.Sweep(t.Context(), now); err != nil || s.asked != 1 {
			t.Errorf("asked for %d stamps, want 1 (%v)", s.asked, err)
		}
		proven, err := l.Prove(t.Context(), []merkle.Record{leaf(0)})
		if err != nil || proven.Stamp == nil || proven.Size != 1 {
			t.Errorf("the proof leads to %+v, %v; want the stamped state", proven, err)
		}
		s.err = errors.New("the service is down")
		if err := l.Sweep(t.Context(), now.Add(30*24*time.Hour)); err != nil {
			t.Errorf("a stamp that cannot be had stopped the sweep: %v", err)
		}
		if got := state(t, l).Size; got != 2 {
			t.Errorf("the last state is of size %d", got)
		}
	})
}
