package testkit_test

import (
	"testing"
	"time"

	"schalter/internal/testkit"
)

func TestWorkCountsWorkAndNoWaiting(t *testing.T) {
	t.Parallel()
	if waited := testkit.Work(t, func() { time.Sleep(50 * time.Millisecond) }); waited > 40*time.Millisecond {
		t.Errorf("waiting counts as %s", waited)
	}
	sum := 0
	worked := testkit.Work(t, func() {
		for i := range 200_000_000 {
			sum += i ^ sum
		}
	})
	if worked == 0 || sum == 1 {
		t.Error("work counts as nothing")
	}
}
