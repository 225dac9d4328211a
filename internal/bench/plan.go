package main

import (
	"context"
	"errors"
	"strings"
)

// viewsQuery is the read of a list as postbox.pageOfViews sends it, for a page of 50 and the one that tells of more.
const viewsQuery = `SELECT seq, message_id, unread, read_at, document_count, wrapped_key, event_id FROM view_message
	WHERE side_id = $1 AND seq > 0 AND seq < 4611686018427387904 ORDER BY seq DESC LIMIT 51`

var errPlan = errors.New("the list is not read from the index alone")

// plan shows how PostgreSQL reads a list, and fails when it does not read the index alone.
func (b *bench) plan(ctx context.Context, c *contest, sideID string) error {
	rows, err := c.raw.QueryContext(ctx, `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) `+viewsQuery, sideID)
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
	b.out.printf("The read of the list (`postbox.pageOfViews`) on PostgreSQL with %d messages, after VACUUM:\n\n```\n%s\n```\n\n", c.messages, text)
	if err := rows.Err(); err != nil {
		return err
	}
	if !strings.Contains(text, "Index Only Scan") || !strings.Contains(text, "Heap Fetches: 0") {
		return errPlan
	}
	return nil
}
