package transport

import "context"

// Gate bounds what the network of a request may do, and all networks together.
type Gate interface {
	// Pace draws on what the network may ask, and waits until there is something to draw; RATE_LIMITED when that would take long.
	Pace(ctx context.Context) error
	// Stay acquires a slot for a websocket or an event stream; RATE_LIMITED when the network has all of its own.
	Stay() (leave func(), err error)
	// Work acquires a slot for work that costs much, and waits a little for one: RATE_LIMITED when the network has all of its own,
	// UNAVAILABLE when there are none at all.
	Work(ctx context.Context) (done func(), err error)
}

type gateKey struct{}

// WithGate returns ctx with the gate of its network.
func WithGate(ctx context.Context, g Gate) context.Context {
	return context.WithValue(ctx, gateKey{}, g)
}

// GateOf is the gate of a request; one that bounds nothing outside of requests.
func GateOf(ctx context.Context) Gate {
	if g, ok := ctx.Value(gateKey{}).(Gate); ok {
		return g
	}
	return open{}
}

// open is a gate that bounds nothing.
type open struct{}

func (open) Pace(context.Context) error           { return nil }
func (open) Stay() (func(), error)                { return func() {}, nil }
func (open) Work(context.Context) (func(), error) { return func() {}, nil }
