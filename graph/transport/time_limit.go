package transport

import (
	"context"
	"time"
)

// WorkTime is how long a request may take, and an event of a subscription. The caller gets an answer when the time is over, so that
// a database that hangs holds nobody.
const WorkTime = 20 * time.Second

type timeLimitKey struct{}

// WithTimeLimit returns ctx as one that ends after limit, unless LiftTimeLimit takes that back.
func WithTimeLimit(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	timer := time.AfterFunc(limit, func() { cancel(context.DeadlineExceeded) })
	ctx = context.WithValue(ctx, timeLimitKey{}, timer)
	return ctx, func() { timer.Stop(); cancel(nil) }
}

// LiftTimeLimit takes the bound of WithTimeLimit back, for what goes on as long as the other end likes: streams, uploads, downloads.
func LiftTimeLimit(ctx context.Context) {
	if timer, ok := ctx.Value(timeLimitKey{}).(*time.Timer); ok {
		timer.Stop()
	}
}

// RetryAfter is when to come back after an outage, in seconds.
const RetryAfter = "5"
