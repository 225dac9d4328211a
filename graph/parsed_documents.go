package graph

import (
	"container/list"
	"context"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

const (
	// cachedDocuments is how many parsed documents are kept.
	cachedDocuments = 256
	// cachedLength is the longest document that is kept, in bytes, so that strangers cannot fill the memory.
	cachedLength = 8 << 10
)

// parsedDocuments keeps the documents used last, parsed and validated.
type parsedDocuments struct {
	mu    sync.Mutex
	order *list.List
	by    map[string]*list.Element
}

type document struct {
	text   string
	parsed *ast.QueryDocument
}

func newParsedDocuments() *parsedDocuments {
	return &parsedDocuments{order: list.New(), by: map[string]*list.Element{}}
}

// Get implements graphql.Cache.
func (d *parsedDocuments) Get(_ context.Context, text string) (*ast.QueryDocument, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	e := d.by[text]
	if e == nil {
		return nil, false
	}
	d.order.MoveToFront(e)
	return e.Value.(*document).parsed, true
}

// Add implements graphql.Cache.
func (d *parsedDocuments) Add(_ context.Context, text string, parsed *ast.QueryDocument) {
	if len(text) > cachedLength {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.by[text] != nil {
		return
	}
	d.by[text] = d.order.PushFront(&document{text, parsed})
	if d.order.Len() > cachedDocuments {
		oldest := d.order.Back()
		d.order.Remove(oldest)
		delete(d.by, oldest.Value.(*document).text)
	}
}
