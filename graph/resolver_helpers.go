package graph

import (
	"context"
	"fmt"

	"schalter/graph/model"
	"schalter/internal/viewer"
)

// What resolvers of all domains use.

func locale(ctx context.Context) string { return viewer.From(ctx).Locale }

// valueOrZero is an argument, or the zero value that an absent one stands for.
func valueOrZero[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

func pointers[T any](list []T) []*T {
	ps := make([]*T, len(list))
	for i := range list {
		ps[i] = &list[i]
	}
	return ps
}

// mustExist is an object that another one names; that it is missing is a fault.
func mustExist[T any](v *T, id string) (*T, error) {
	if v == nil {
		return nil, fmt.Errorf("%s is named but not there", id)
	}
	return v, nil
}

// idIfDone is the id that a mutation answers; nil when it was refused.
func idIfDone(problems []*model.UserError, err error, id string) *string {
	if problems != nil || err != nil {
		return nil
	}
	return &id
}

// trueIfDone is what a mutation without a result answers; nil when it was refused.
func trueIfDone(problems []*model.UserError, err error) *bool {
	if problems != nil || err != nil {
		return nil
	}
	yes := true
	return &yes
}

// findEach finds what the directory still has of these ids.
func findEach[T any](ids []string, find func(string) *T) []*T {
	list := make([]*T, 0, len(ids))
	for _, id := range ids {
		if v := find(id); v != nil {
			list = append(list, v)
		}
	}
	return list
}
