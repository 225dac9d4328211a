package transport

import "context"

// NetworkLimits bounds what the network of a request may do, and all networks together: a rate of messages, and slots.
type NetworkLimits interface {
	// WaitForRate counts a message against the rate limit of the network, and waits until it may be handled; RATE_LIMITED when that
	// would take long.
	WaitForRate(ctx context.Context) error
	// AcquireConnection acquires a slot for a websocket or an event stream; RATE_LIMITED when the network has all of its own.
	AcquireConnection() (release func(), err error)
	// AcquireWork acquires a slot for work that costs much, and waits a little for one: RATE_LIMITED when the network has all of its
	// own, UNAVAILABLE when there are none at all.
	AcquireWork(ctx context.Context) (release func(), err error)
}

type networkLimitsKey struct{}

// WithNetworkLimits returns ctx with the limits of its network.
func WithNetworkLimits(ctx context.Context, l NetworkLimits) context.Context {
	return context.WithValue(ctx, networkLimitsKey{}, l)
}

// NetworkLimitsOf are those of a request; outside of requests nothing is bounded.
func NetworkLimitsOf(ctx context.Context) NetworkLimits {
	if l, ok := ctx.Value(networkLimitsKey{}).(NetworkLimits); ok {
		return l
	}
	return unlimited{}
}

// unlimited bounds nothing.
type unlimited struct{}

func (unlimited) WaitForRate(context.Context) error           { return nil }
func (unlimited) AcquireConnection() (func(), error)          { return func() {}, nil }
func (unlimited) AcquireWork(context.Context) (func(), error) { return func() {}, nil }
