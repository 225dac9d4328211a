package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
)

var (
	errPlan  = errors.New("the list is not read from the index alone")
	errQuery = errors.New("the program does not read view_message in one statement")
)

// plan shows how PostgreSQL reads a list, and fails when it does not read the index alone.
func (b *bench) plan(ctx context.Context, c *contest) error {
	all := c.statements()
	query, err := listQuery(all)
	if err != nil {
		return err
	}
	// A page of 50 and the one that tells of more.
	rows, err := c.raw.QueryContext(ctx, `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) `+query, c.side, 0, int64(1)<<62, perMailbox+1)
	if err != nil {
		return err
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		lines = append(lines, line)
	}
	text := strings.Join(lines, "\n")
	b.out.printf("The program sends %d statements for the request, the hand-written handler 3. The read of the list as the program sends it, "+
		"on PostgreSQL with %d messages, after VACUUM:\n\n```\n%s\n```\n\n", len(all), c.messages, text)
	if err := rows.Err(); err != nil {
		return err
	}
	if !strings.Contains(text, "Index Only Scan") || !strings.Contains(text, "Heap Fetches: 0") {
		return errPlan
	}
	return nil
}

// statements are those that the program sends for one request. It is slower from then on: nothing is measured any more.
func (c *contest) statements() (all []string) {
	var mu sync.Mutex
	c.db.Trace(func(query string) {
		mu.Lock()
		defer mu.Unlock()
		all = append(all, query)
	})
	c.variants[0].handler.ServeHTTP(&discard{header: http.Header{}}, c.asks[0].request())
	c.db.Trace(func(string) {})
	return all
}

// listQuery is the one that reads the list, with placeholders of PostgreSQL.
func listQuery(all []string) (string, error) {
	var found []string
	for _, query := range all {
		if strings.Contains(query, "FROM view_message") {
			found = append(found, query)
		}
	}
	if len(found) != 1 {
		return "", fmt.Errorf("%w: %q", errQuery, found)
	}
	query := found[0]
	for n := 1; strings.Contains(query, "?"); n++ {
		query = strings.Replace(query, "?", fmt.Sprintf("$%d", n), 1)
	}
	return query, nil
}
