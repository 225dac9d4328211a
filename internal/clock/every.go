package clock

import (
	"context"
	"time"
)

// Every does something at a rate until ctx ends.
func Every(ctx context.Context, rate time.Duration, do func()) {
	tick := time.NewTicker(rate)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			do()
		}
	}
}
