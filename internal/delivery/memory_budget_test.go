package delivery

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A large mail that finds no memory has its turn, however many small ones come; one that never comes again holds up nobody.
func TestMemoryBudgetKeepsMemoryForTheOneThatComesAgain(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 9, 15, 0, 0, time.UTC)
	g := NewMemoryBudget(10)
	small := g.Acquire("small", 4, now)
	if small == nil {
		t.Fatal("there was room")
	}
	if g.Acquire("large", 9, now) != nil {
		t.Fatal("there was no room")
	}
	if g.Acquire("other", 2, now) != nil {
		t.Error("what the large one waits for was given away")
	}
	small()
	if release := g.Acquire("tiny", 1, now); release == nil {
		t.Error("what the large one leaves was not given")
	} else {
		release()
	}
	release := g.Acquire("large", 9, now)
	if release == nil {
		t.Fatal("it did not get what became free")
	}
	if g.Acquire("gone", 9, now) != nil {
		t.Fatal("there was no room")
	}
	release()
	if g.Acquire("another", 9, now.Add(memoryReserved-time.Second)) != nil {
		t.Error("what is kept was given away")
	}
	if g.Acquire("another", 9, now.Add(memoryReserved)) == nil {
		t.Error("memory is kept for one that does not come")
	}
}

func TestMemoryBudgetNeverGivesMoreThanThereIs(t *testing.T) {
	t.Parallel()
	const room = 100
	g := NewMemoryBudget(room)
	now := time.Date(2026, 3, 2, 9, 15, 0, 0, time.UTC)
	var held, most atomic.Int64
	var wg sync.WaitGroup
	for i := range 40 {
		// Larger than all the room is all of it.
		bytes := int64(i*7%130 + 1)
		wg.Go(func() {
			release := g.Acquire(fmt.Sprint(i), bytes, now)
			for ; release == nil; release = g.Acquire(fmt.Sprint(i), bytes, now) {
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
	if most.Load() > room || g.free != room {
		t.Errorf("at most %d were given of %d; %d are free", most.Load(), room, g.free)
	}
}
