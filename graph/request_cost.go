package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// weight is what a part of a document weighs.
type weight struct{ depth, cost, aliases int }

func (w weight) with(o weight) weight {
	return weight{max(w.depth, o.depth), bounded(w.cost + o.cost), bounded(w.aliases + o.aliases)}
}

// bounded keeps sums and products far from overflow.
func bounded(n int) int { return min(n, 1<<40) }

// scale weighs each fragment once for each size of the page around it, however often it is spread: the parser has made sure that
// there is no circle.
type scale struct {
	vars      map[string]any
	fragments map[spreadIn]weight
}

// spreadIn is a fragment inside of something that holds a page of this size; 0 outside.
type spreadIn struct {
	name string
	page int
}

// weigh says what an operation weighs at most.
func weigh(op *ast.OperationDefinition, vars map[string]any) weight {
	return scale{vars: vars, fragments: map[spreadIn]weight{}}.selections(op.SelectionSet, 0)
}

func (s scale) selections(set ast.SelectionSet, page int) (w weight) {
	for _, selection := range set {
		switch v := selection.(type) {
		case *ast.Field:
			w = w.with(s.field(v, page))
		case *ast.InlineFragment:
			w = w.with(s.selections(v.SelectionSet, page))
		case *ast.FragmentSpread:
			w = w.with(s.fragment(v, page))
		}
	}
	return w
}

func (s scale) fragment(spread *ast.FragmentSpread, page int) weight {
	in := spreadIn{spread.Name, page}
	w, known := s.fragments[in]
	if !known {
		w = s.selections(spread.Definition.SelectionSet, page)
		s.fragments[in] = w
	}
	return w
}

// field weighs a field: itself, what it costs whatever it answers, and every value that it may answer.
func (s scale) field(f *ast.Field, page int) weight {
	within := 0
	if f.Definition.Type.Name() == "SearchResult" {
		within = s.pageSize(f)
	}
	w := s.selections(f.SelectionSet, within)
	w = weight{w.depth + 1, bounded(1 + s.fixedCostOf(f) + s.costOfValues(f, page, w.cost)), w.aliases}
	if f.Alias != f.Name {
		w.aliases++
	}
	return w
}

// costOfValues is how much lies below a field of whose entries each costs this much.
func (s scale) costOfValues(f *ast.Field, page, each int) int {
	t := f.Definition.Type
	switch {
	case strings.HasSuffix(t.Name(), "Connection"):
		return s.pageSize(f) * each
	case t.Elem == nil || f.ObjectDefinition != nil && strings.HasSuffix(f.ObjectDefinition.Name, "Connection"):
		// The connection has counted its edges already.
		return each
	case each == 0:
		return s.listSize(f, page) / scalarsForOne
	}
	return s.listSize(f, page) * (1 + each)
}

// fixedCostOf is what a field costs beside its values.
func (s scale) fixedCostOf(f *ast.Field) int {
	if f.ObjectDefinition == nil {
		return 0
	}
	return fixedCost(f.ObjectDefinition.Name, f.Name, asksWords(f.Name, f.ArgumentMap(s.vars)))
}

func (s scale) pageSize(f *ast.Field) int {
	for _, name := range []string{"first", "last"} {
		arg := f.Arguments.ForName(name)
		if arg == nil {
			continue
		}
		if v, err := arg.Value.Value(s.vars); err == nil {
			if n, ok := wholeNumber(v); ok {
				return int(max(n, 1))
			}
		}
	}
	return DefaultPage
}

func wholeNumber(v any) (int64, bool) {
	switch n := v.(type) {
	case int64:
		return n, true
	case int:
		return int64(n), true
	case interface{ Int64() (int64, error) }:
		i, err := n.Int64()
		return i, err == nil
	}
	return 0, false
}

// listSize is the length of the ids that a list answers, the page around it, or the most that it holds.
func (s scale) listSize(f *ast.Field, page int) int {
	for _, name := range []string{"ids", "serviceIds"} {
		if arg := f.Arguments.ForName(name); arg != nil {
			if v, err := arg.Value.Value(s.vars); err == nil {
				if list, ok := v.([]any); ok {
					return max(len(list), 1)
				}
			}
		}
	}
	switch {
	case f.Name == "hits" && page > 0:
		return page
	case f.Name == "userErrors":
		return errorsSize
	case f.ObjectDefinition != nil && strings.HasPrefix(f.ObjectDefinition.Name, "__"):
		return introspectionSize
	}
	return listSizes[f.ObjectDefinition.Name+"."+f.Name]
}
