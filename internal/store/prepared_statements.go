package store

import (
	"context"
	"database/sql"
	"sync"

	"schalter/internal/budget"
)

// maxHot bounds the statements that are kept, on each connection.
const maxHot = 100

// statements are those that are parsed once a connection and kept.
type statements struct {
	mu sync.RWMutex
	by map[string]*sql.Stmt
}

// Hot reads as Query does, by a statement that is parsed once a connection and kept. Only for the few statements that
// every request sends, whose text never varies: a list of ids is one argument (see In).
func (db *DB) Hot(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := budget.Statement(ctx); err != nil {
		return nil, err
	}
	stmt, err := db.prepareHot(ctx, db.traceQuery(query))
	if err != nil {
		return nil, err
	}
	if stmt == nil {
		return db.reader.QueryContext(ctx, db.rebind(query), args...)
	}
	return stmt.QueryContext(ctx, args...)
}

// prepareHot returns nil when no more statements are kept.
func (db *DB) prepareHot(ctx context.Context, query string) (*sql.Stmt, error) {
	db.hot.mu.RLock()
	stmt := db.hot.by[query]
	db.hot.mu.RUnlock()
	if stmt != nil {
		return stmt, nil
	}
	db.hot.mu.Lock()
	defer db.hot.mu.Unlock()
	if stmt := db.hot.by[query]; stmt != nil || len(db.hot.by) == maxHot {
		return stmt, nil
	}
	stmt, err := db.reader.PrepareContext(ctx, db.rebind(query))
	if err != nil {
		return nil, err
	}
	if db.hot.by == nil {
		db.hot.by = map[string]*sql.Stmt{}
	}
	db.hot.by[query] = stmt
	return stmt, nil
}
