package graph

import (
	"context"
	"encoding/json"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

const (
	// MaxSchemaSpent is how much an answer about nothing but the schema may come to: twice the whole of it does not fit. It is computed once for
	// each form in which tools ask it, one at a time, and then kept.
	MaxSchemaSpent = 40_000
	// schemaAnswersKept is how many forms are kept; each may be some hundred kilobytes long.
	schemaAnswersKept = 8
)

// schemaAnswers keeps what was answered about the schema alone: the same for everybody while the program runs.
type schemaAnswers struct {
	// making has one slot.
	making chan struct{}

	mu   sync.Mutex
	kept map[string][]byte
	// order are the keys of kept, the oldest first.
	order []string
}

func newSchemaAnswers() *schemaAnswers {
	return &schemaAnswers{making: make(chan struct{}, 1), kept: map[string][]byte{}}
}

// keyOf names what an operation asks of the schema; empty for one that asks anything else.
func (*schemaAnswers) keyOf(op *graphql.OperationContext) string {
	if op.Operation.Operation != ast.Query || !ofSchemaAlone(op.Operation.SelectionSet) {
		return ""
	}
	variables, err := json.Marshal(op.Variables)
	if err != nil {
		return ""
	}
	return op.Operation.Name + "\x00" + string(variables) + "\x00" + op.RawQuery
}

// ofSchemaAlone says whether all fields of an operation are introspection. The document was validated: fragments go in no circle.
func ofSchemaAlone(set ast.SelectionSet) bool {
	for _, selection := range set {
		switch v := selection.(type) {
		case *ast.Field:
			if !strings.HasPrefix(v.Name, "__") {
				return false
			}
		case *ast.InlineFragment:
			if !ofSchemaAlone(v.SelectionSet) {
				return false
			}
		case *ast.FragmentSpread:
			if !ofSchemaAlone(v.Definition.SelectionSet) {
				return false
			}
		}
	}
	return true
}

func (s *schemaAnswers) get(key string) *graphql.Response {
	s.mu.Lock()
	defer s.mu.Unlock()
	if data := s.kept[key]; data != nil {
		return &graphql.Response{Data: data}
	}
	return nil
}

// answer takes what is kept, or computes it and keeps it when it is whole.
func (s *schemaAnswers) answer(ctx context.Context, key string, compute graphql.ResponseHandler) *graphql.Response {
	select {
	case s.making <- struct{}{}:
		defer func() { <-s.making }()
	case <-ctx.Done():
		return nil
	}
	if resp := s.get(key); resp != nil {
		return resp
	}
	resp := compute(ctx)
	if resp != nil && len(resp.Errors) == 0 {
		s.keepAnswer(key, resp.Data)
	}
	return resp
}

func (s *schemaAnswers) keepAnswer(key string, data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.order) == schemaAnswersKept {
		delete(s.kept, s.order[0])
		s.order = s.order[1:]
	}
	s.kept[key] = data
	s.order = append(s.order, key)
}
