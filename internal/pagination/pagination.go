// Package pagination is one page of a list, between the transport and the domains: graph takes cursors apart and makes a [Request], a
// domain reads its rows by keyset (from a position on, never by offset) and returns what [Cut] makes of them.
package pagination

// Request asks for one page of a list. After and Before are positions of the domain that owns the list, already taken
// out of their opaque cursors; at most one of them is set.
type Request struct {
	// Limit is 1 to 100.
	Limit  int
	After  string
	Before string
	// Backward asks for the last Limit items (of those before Before), still in the list's order.
	Backward bool
}

// Slice is one page of a list, in the list's order.
type Slice[T any] struct {
	Items       []Item[T]
	HasNext     bool
	HasPrevious bool
}

// Item is one entry of a page and its position.
type Item[T any] struct {
	Node     T
	Position string
}

// Cut makes a page of items that were read in the direction of the request, one more than asked for: that one only
// tells that the list goes on.
func Cut[T any](req Request, items []Item[T]) Slice[T] {
	more := len(items) > req.Limit
	if more {
		items = items[:req.Limit]
	}
	s := Slice[T]{Items: items, HasNext: more, HasPrevious: req.After != ""}
	if req.Backward {
		for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
			items[i], items[j] = items[j], items[i]
		}
		s.HasNext, s.HasPrevious = req.Before != "", more
	}
	return s
}
