package delivery

import (
	"fmt"
	"runtime"
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
		l := g.acquireSlot(t.Context(), want.authority, g.slotWait())
		if (l != nil) != want.in {
			t.Errorf("%d: got in %v, want %v", i, l != nil, want.in)
		}
		if l != nil {
			leave = append(leave, l)
		}
	}
	if turned, full := g.takeWaiting(); !turned || !slices.Equal(full, []string{"a"}) {
		t.Errorf("got turned away %v, full %v", turned, full)
	}
	if turned, _ := g.takeWaiting(); turned {
		t.Error("nobody was turned away since")
	}
	if got := g.slotWait(); got != longestSlotWait {
		t.Errorf("got patience %s, want %s", got, longestSlotWait)
	}
	go func() { time.Sleep(time.Millisecond); leave[0]() }()
	if l := g.acquireSlot(t.Context(), "a", time.Minute); l == nil {
		t.Error("the place that became free while it waited was not given")
	}
	g.markWaiting()
	if got := g.slotWait(); got != 0 {
		t.Errorf("got patience %s after others were turned away", got)
	}
	leave[1]()
	if l := g.acquireSlot(t.Context(), "c", 0); l == nil {
		t.Error("the place that became free was not given")
	}
}

// A large mail that finds no memory has its turn, however many small ones come; one that never comes again holds up nobody.
func TestGateKeepsMemoryForTheOneThatComesAgain(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 9, 15, 0, 0, time.UTC)
	g := newGate(10)
	small := g.acquireMemory("small", 4, now)
	if small == nil {
		t.Fatal("there was room")
	}
	if g.acquireMemory("large", 9, now) != nil {
		t.Fatal("there was no room")
	}
	if g.acquireMemory("other", 2, now) != nil {
		t.Error("what the large one waits for was given away")
	}
	small()
	if release := g.acquireMemory("tiny", 1, now); release == nil {
		t.Error("what the large one leaves was not given")
	} else {
		release()
	}
	release := g.acquireMemory("large", 9, now)
	if release == nil {
		t.Fatal("it did not get what became free")
	}
	if g.acquireMemory("gone", 9, now) != nil {
		t.Fatal("there was no room")
	}
	release()
	if g.acquireMemory("another", 9, now.Add(memoryReserved-time.Second)) != nil {
		t.Error("what is kept was given away")
	}
	if g.acquireMemory("another", 9, now.Add(memoryReserved)) == nil {
		t.Error("memory is kept for one that does not come")
	}
}

func TestGateNeverGivesMoreMemoryThanThereIs(t *testing.T) {
	t.Parallel()
	const room = 100
	g := newGate(room)
	now := time.Date(2026, 3, 2, 9, 15, 0, 0, time.UTC)
	var held, most atomic.Int64
	var wg sync.WaitGroup
	for i := range 40 {
		// Larger than all the room is all of it.
		bytes := int64(i*7%130 + 1)
		wg.Go(func() {
			release := g.acquireMemory(fmt.Sprint(i), bytes, now)
			for ; release == nil; release = g.acquireMemory(fmt.Sprint(i), bytes, now) {
				runtime.Gosched()
			}
			now := held.Add(min(bytes, room))
			for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
			}
			runtime.Gosched()
			held.Add(-min(bytes, room))
			release()
		})
	}
	wg.Wait()
	if most.Load() > room || g.freeMemory != room {
		t.Errorf("at most %d were given of %d; %d are free", most.Load(), room, g.freeMemory)
	}
}
