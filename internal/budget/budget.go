// Package budget lets whoever pays for an answer hear what the database is asked for it, however deep below.
package budget

import "context"

type payerKey struct{}

// With returns ctx with whoever pays: statement hears each statement that reads, before it is sent, and refuses those that nothing is
// left for.
func With(ctx context.Context, statement func() error) context.Context {
	return context.WithValue(ctx, payerKey{}, statement)
}

// Statement pays for a statement; without anybody who pays everything is free.
func Statement(ctx context.Context) error {
	if pay, ok := ctx.Value(payerKey{}).(func() error); ok {
		return pay()
	}
	return nil
}
