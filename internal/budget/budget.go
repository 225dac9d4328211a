// Package budget limits what one request may ask of the database. The limit is set where the request comes in
// ([With]); package store charges every reading statement to it ([Statement]), however deep below.
package budget

import "context"

type budgetKey struct{}

// With returns ctx with a budget: statement is called for each statement that reads, before it is sent, and refuses those that nothing
// is left for.
func With(ctx context.Context, statement func() error) context.Context {
	return context.WithValue(ctx, budgetKey{}, statement)
}

// Statement charges a statement to the budget of ctx; without one everything is free.
func Statement(ctx context.Context) error {
	if pay, ok := ctx.Value(budgetKey{}).(func() error); ok {
		return pay()
	}
	return nil
}
