package graph

import (
	"context"
	"encoding/base64"
	"strconv"
	"strings"

	"schalter/graph/paging"
	"schalter/internal/errs"
	"schalter/internal/pagination"
)

// Sizes of a page.
const (
	DefaultPage = 20
	MaxPage     = 100
)

// window is what the arguments of a connection ask for.
type window struct {
	first, last   *int
	after, before *string
}

// pageOf reads the arguments of a list's connection. A cursor is opaque and belongs to its list.
func pageOf(list string, w window) (pagination.Request, error) {
	var req pagination.Request
	if w.first != nil && w.last != nil || w.after != nil && w.before != nil {
		return req, errs.New(errs.Invalid, "a page goes forward (first, after) or backward (last, before)")
	}
	req = pagination.Request{Limit: DefaultPage, Backward: w.last != nil || w.before != nil && w.first == nil}
	for _, n := range []*int{w.first, w.last} {
		if n != nil {
			req.Limit = *n
		}
	}
	if req.Limit < 1 || req.Limit > MaxPage {
		return req, errs.Newf(errs.Invalid, "a page has 1 to %d entries", MaxPage)
	}
	var err error
	if req.After, err = position(list, w.after); err != nil {
		return req, err
	}
	req.Before, err = position(list, w.before)
	return req, err
}

// cursor makes a position of a list opaque.
func cursor(list, position string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(list + "|" + position))
}

func position(list string, given *string) (string, error) {
	if given == nil || *given == "" {
		return "", nil
	}
	b, err := base64.RawURLEncoding.DecodeString(*given)
	name, position, ok := strings.Cut(string(b), "|")
	// Decoding passes over line feeds: only what cursor writes is one.
	if err != nil || !ok || name != list || position == "" || cursor(list, position) != *given {
		return "", errs.New(errs.Invalid, "this is not a cursor of this list")
	}
	return position, nil
}

// connection makes the connection of a page. What was read together is asked together for what lies behind it.
func connection[N comparable](ctx context.Context, list string, s pagination.Slice[N]) *paging.Connection[N] {
	c := &paging.Connection[N]{
		Edges:    make([]*paging.Edge[N], len(s.Items)),
		PageInfo: &paging.PageInfo{HasNextPage: s.HasNext, HasPreviousPage: s.HasPrevious},
	}
	for i, item := range s.Items {
		c.Edges[i] = &paging.Edge[N]{Cursor: cursor(list, item.Position), Node: item.Node}
	}
	if n := len(c.Edges); n > 0 {
		c.PageInfo.StartCursor, c.PageInfo.EndCursor = &c.Edges[0].Cursor, &c.Edges[n-1].Cursor
	}
	groupForBatch(ctx, nodes(s))
	return c
}

func nodes[N any](s pagination.Slice[N]) []N {
	list := make([]N, len(s.Items))
	for i, item := range s.Items {
		list[i] = item.Node
	}
	return list
}

// readPage is the connection of a list that a domain reads in pages.
func readPage[N comparable](ctx context.Context, list string, w window, read func(context.Context, pagination.Request) (pagination.Slice[N], error)) (*paging.Connection[N], error) {
	req, err := pageOf(list, w)
	if err != nil {
		return nil, err
	}
	s, err := read(ctx, req)
	if err != nil {
		return nil, err
	}
	return connection(ctx, list, s), nil
}

// pageInMemory is the connection of a list that is in memory and therefore counted.
func pageInMemory[N comparable](ctx context.Context, list string, w window, all []N, revision string) (*paging.Connection[N], error) {
	c, err := readPage(ctx, list, w, func(_ context.Context, req pagination.Request) (pagination.Slice[N], error) {
		return cut(req, all, revision)
	})
	if err != nil {
		return nil, err
	}
	total := len(all)
	c.TotalCount = &total
	return c, nil
}

// cut takes one page out of a list in memory. A position is the index of an entry at a revision of the list; after a
// change of the list it means nothing any more and the list must be loaded again.
func cut[T any](req pagination.Request, all []T, revision string) (pagination.Slice[T], error) {
	from, err := cursorPosition(req.After, revision, 0, len(all))
	if err != nil {
		return pagination.Slice[T]{}, err
	}
	to, err := cursorPosition(req.Before, revision, len(all)+1, len(all))
	if err != nil {
		return pagination.Slice[T]{}, err
	}
	low, high := from, min(to-1, len(all))
	if req.Backward {
		low = max(low, high-req.Limit)
	} else {
		high = min(high, low+req.Limit)
	}
	s := pagination.Slice[T]{HasNext: high < len(all), HasPrevious: low > 0}
	for i := low; i < high; i++ {
		s.Items = append(s.Items, pagination.Item[T]{Node: all[i], Position: revision + "." + strconv.Itoa(i+1)})
	}
	return s, nil
}

// cursorPosition reads a position, counted from 1; an empty one is none.
func cursorPosition(position, revision string, none, size int) (int, error) {
	if position == "" {
		return none, nil
	}
	rev, number, _ := strings.Cut(position, ".")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || strconv.Itoa(n) != number {
		return 0, errs.New(errs.Invalid, "this is not a cursor of this list")
	}
	if rev != revision || n > size {
		return 0, errs.New(errs.CursorExpired, "the list has changed: load it anew")
	}
	return n, nil
}
