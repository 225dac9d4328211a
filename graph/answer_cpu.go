package graph

import (
	"sync"
	"syscall"
	"time"

	"schalter/internal/clock"
)

// cpuClock shares the CPU time of the program out among the answers that are being made: Go does not say how much of it one
// goroutine took. An answer that is made alone is charged everything, with the collection of its garbage, but never more than the
// time that passed: what other cores do for files, mails and sign-ins is not its work.
type cpuClock struct {
	// read is the CPU time that the program has spent, and when that was.
	read   func() (spent time.Duration, at time.Time)
	mu     sync.Mutex
	making int
	last   time.Duration
	lastAt time.Time
	// share is what an answer would have been charged that was made all the time.
	share time.Duration
}

// begin counts an answer among those being made, and returns the reading at its begin.
func (c *cpuClock) begin() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.advance()
	c.making++
	return c.share
}

func (c *cpuClock) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.advance()
	c.making--
}

// now is the reading: what has been charged since begin is the difference.
func (c *cpuClock) now() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.advance()
	return c.share
}

func (c *cpuClock) advance() {
	spent, at := c.read()
	c.share += min((spent-c.last)/time.Duration(max(c.making, 1)), at.Sub(c.lastAt))
	c.last, c.lastAt = spent, at
}

// programCPU is the CPU time that this process has spent until now.
func programCPU() (time.Duration, time.Time) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // it cannot fail for the own process
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), clock.System().Now()
}
