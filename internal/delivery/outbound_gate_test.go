package delivery

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestGateBoundsMailsInHandAndThoseForOneAuthority(t *testing.T) {
	t.Parallel()
	g := newGate(1000)
	var leave []func()
	for i, want := range []struct {
		authority string
		in        bool
	}{{"a", true}, {"a", true}, {"a", false}, {"b", true}, {"c", false}} {
		l := g.enter(t.Context(), want.authority, g.patience())
		if (l != nil) != want.in {
			t.Errorf("%d: got in %v, want %v", i, l != nil, want.in)
		}
		if l != nil {
			leave = append(leave, l)
		}
	}
	if turned, full := g.turnedAway(); !turned || !slices.Equal(full, []string{"a"}) {
		t.Errorf("got turned away %v, full %v", turned, full)
	}
	if turned, _ := g.turnedAway(); turned {
		t.Error("nobody was turned away since")
	}
	if got := g.patience(); got != placePatience {
		t.Errorf("got patience %s, want %s", got, placePatience)
	}
	go func() { time.Sleep(time.Millisecond); leave[0]() }()
	if l := g.enter(t.Context(), "a", time.Minute); l == nil {
		t.Error("the place that became free while it waited was not given")
	}
	g.turnAway()
	if got := g.patience(); got != 0 {
		t.Errorf("got patience %s after others were turned away", got)
	}
	leave[1]()
	if l := g.enter(t.Context(), "c", 0); l == nil {
		t.Error("the place that became free was not given")
	}
}

func TestGateWaitsUntilMemoryIsFree(t *testing.T) {
	t.Parallel()
	g := newGate(10)
	release := g.hold(context.Background(), 8, time.Millisecond)
	got := make(chan func())
	go func() { got <- g.hold(context.Background(), 4, time.Minute) }()
	time.Sleep(5 * time.Millisecond)
	release()
	if r := <-got; r == nil {
		t.Error("it did not get what became free")
	}
}

func TestGateNeverGivesMoreMemoryThanThereIs(t *testing.T) {
	t.Parallel()
	const room = 100
	g := newGate(room)
	var held, most atomic.Int64
	var wg sync.WaitGroup
	for i := range 40 {
		// Larger than all the room is all of it.
		bytes := int64(i*7%130 + 1)
		wg.Go(func() {
			release := g.hold(context.Background(), bytes, time.Minute)
			now := held.Add(min(bytes, room))
			for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
			}
			time.Sleep(time.Millisecond)
			held.Add(-min(bytes, room))
			release()
		})
	}
	wg.Wait()
	if most.Load() > room || g.free != room {
		t.Errorf("at most %d were given of %d; %d are free", most.Load(), room, g.free)
	}
}
