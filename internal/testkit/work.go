package testkit

import (
	"runtime"
	"syscall"
	"testing"
	"time"
)

// ofThread asks Linux for what the calling thread used (getrusage(2), RUSAGE_THREAD).
const ofThread = 1

// Work is the processor time that fn takes in its own goroutine. Unlike the time on the wall, a busy machine does not lengthen it.
func Work(t testing.TB, fn func()) time.Duration {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	before := used(t)
	fn()
	return used(t) - before
}

func used(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(ofThread, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
