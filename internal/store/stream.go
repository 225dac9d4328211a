package store

import (
	"context"
	"errors"
	"slices"
	"time"
)

// Topic says to which subscription of its reader an entry belongs.
type Topic string

// The topics: a message that arrived, and everything else that changed.
const (
	TopicMessage Topic = "MESSAGE"
	TopicChange  Topic = "CHANGE"
)

// Entry is one thing a reader (an account or an authority) must learn. It holds ids only.
type Entry struct {
	Reader    string
	Seq       int64
	Topic     Topic
	SideID    string
	MessageID string
	EventID   string
	At        time.Time
}

// Append notes that a reader must learn something. The number is given just before the commit, with the streams locked in
// sorted order, so that numbers are commit-ordered and nobody deadlocks.
func (tx *Tx) Append(e Entry) { tx.entries = append(tx.entries, e) }

func (tx *Tx) movedReaders() []string {
	var rs []string
	for _, e := range tx.entries {
		rs = append(rs, e.Reader)
	}
	slices.Sort(rs)
	return slices.Compact(rs)
}

func (tx *Tx) appendEntries(ctx context.Context) error {
	for _, reader := range tx.movedReaders() {
		var mine []Entry
		for _, e := range tx.entries {
			if e.Reader == reader {
				mine = append(mine, e)
			}
		}
		last, err := tx.advanceStream(ctx, reader, int64(len(mine)))
		if err != nil {
			return err
		}
		for i, e := range mine {
			e.Seq = last - int64(len(mine)) + int64(i) + 1
			if err := tx.insertEntry(ctx, e); err != nil {
				return err
			}
		}
	}
	return nil
}

// advanceStream locks the reader's stream and gives it n more numbers; it returns the last of them.
func (tx *Tx) advanceStream(ctx context.Context, reader string, n int64) (last int64, err error) {
	err = tx.QueryRow(ctx, `INSERT INTO stream (id, seq) VALUES (?, ?)
		ON CONFLICT (id) DO UPDATE SET seq = stream.seq + excluded.seq RETURNING seq`, reader, n).Scan(&last)
	return last, err
}

func (tx *Tx) insertEntry(ctx context.Context, e Entry) error {
	_, err := tx.Exec(ctx, `INSERT INTO stream_entry (reader, seq, topic, side_id, message_id, event_id, at)
		VALUES (?, ?, ?, ?, ?, ?, ?)`,
		e.Reader, e.Seq, string(e.Topic), e.SideID, nullable(e.MessageID), nullable(e.EventID), tx.Now)
	return err
}

func nullable(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// Position is the number of the last entry of a reader's stream; 0 when nothing was ever written to it.
func (db *DB) Position(ctx context.Context, reader string) (seq int64, err error) {
	rows, err := db.Hot(ctx, `SELECT COALESCE((SELECT seq FROM stream WHERE id = ?), 0)`, reader)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	if rows.Next() {
		err = rows.Scan(&seq)
	}
	return seq, errors.Join(err, rows.Err())
}

// Oldest is the smallest number that a reader's stream still keeps; 0 when it is empty.
func (db *DB) Oldest(ctx context.Context, reader string) (seq int64, err error) {
	err = db.QueryRow(ctx, `SELECT COALESCE(MIN(seq), 0) FROM stream_entry WHERE reader = ?`, reader).Scan(&seq)
	return seq, err
}

// Entries reads at most limit entries of one reader and topic behind a number, in order, and the number up to which
// the stream was read, so that a reader of one topic moves on over the other's.
func (db *DB) Entries(ctx context.Context, reader string, topic Topic, after int64, limit int) (entries []Entry, upTo int64, err error) {
	upTo, err = db.Position(ctx, reader)
	if err != nil || upTo <= after {
		return nil, max(after, upTo), err
	}
	rows, err := db.Hot(ctx, `SELECT seq, side_id, COALESCE(message_id, ''), COALESCE(event_id, ''), at FROM stream_entry
		WHERE reader = ? AND seq > ? AND seq <= ? AND topic = ? ORDER BY seq LIMIT ?`, reader, after, upTo, string(topic), limit)
	if err != nil {
		return nil, after, err
	}
	defer rows.Close()
	for rows.Next() {
		e := Entry{Reader: reader, Topic: topic}
		if err := rows.Scan(&e.Seq, &e.SideID, &e.MessageID, &e.EventID, &e.At); err != nil {
			return nil, after, err
		}
		entries = append(entries, e)
	}
	if len(entries) == limit {
		upTo = entries[limit-1].Seq
	}
	return entries, upTo, rows.Err()
}

// Watermarks reads the last numbers of many readers in one statement: one query a replica and tick.
func (db *DB) Watermarks(ctx context.Context, readers []string) (map[string]int64, error) {
	marks := make(map[string]int64, len(readers))
	for chunk := range slices.Chunk(readers, 500) {
		args := make([]any, len(chunk))
		for i, r := range chunk {
			args[i] = r
		}
		if err := db.readMarks(ctx, marks, args); err != nil {
			return nil, err
		}
	}
	return marks, nil
}

func (db *DB) readMarks(ctx context.Context, marks map[string]int64, readers []any) error {
	rows, err := db.Query(ctx, `SELECT id, seq FROM stream WHERE id IN (`+Placeholders(len(readers))+`)`, readers...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var seq int64
		if err := rows.Scan(&id, &seq); err != nil {
			return err
		}
		marks[id] = seq
	}
	return rows.Err()
}

// DropEntriesBefore deletes entries older than t (streams keep 30 days) and returns how many.
func (tx *Tx) DropEntriesBefore(ctx context.Context, t time.Time) (int64, error) {
	res, err := tx.Exec(ctx, `DELETE FROM stream_entry WHERE at < ?`, t)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// ForgetMessage has a reader's stream forget a message of a side; the entry stays, so that numbers have no gap.
func (tx *Tx) ForgetMessage(ctx context.Context, reader, sideID, messageID string) error {
	_, err := tx.Exec(ctx, `UPDATE stream_entry SET message_id = NULL WHERE reader = ? AND side_id = ? AND message_id = ?`, reader, sideID, messageID)
	return err
}

// ForgetSide has a reader's stream forget a side. The numbers stay without a gap: a device that was away goes on behind its
// cursor, and learns of the deletion.
func (tx *Tx) ForgetSide(ctx context.Context, reader, sideID string) error {
	_, err := tx.Exec(ctx, `UPDATE stream_entry SET side_id = reader, message_id = NULL, event_id = NULL WHERE reader = ? AND side_id = ?`, reader, sideID)
	return err
}

// ForgetReader deletes a reader's whole stream: the reader is gone and does not come again.
func (tx *Tx) ForgetReader(ctx context.Context, reader string) error {
	if _, err := tx.Exec(ctx, `DELETE FROM stream_entry WHERE reader = ?`, reader); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `DELETE FROM stream WHERE id = ?`, reader)
	return err
}

// LockStream makes transactions that lock the same reader's stream follow each other, on all replicas.
func (tx *Tx) LockStream(ctx context.Context, reader string) error {
	_, err := tx.advanceStream(ctx, reader, 0)
	return err
}

// HasStream reports whether anything was ever written to a reader's stream.
func (tx *Tx) HasStream(ctx context.Context, reader string) (bool, error) {
	var n int
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM stream WHERE id = ?`, reader).Scan(&n)
	return n > 0, err
}

// Placeholders is "?, ?, …" n times.
func Placeholders(n int) string {
	if n == 0 {
		return "NULL"
	}
	b := make([]byte, 0, 3*n)
	for i := range n {
		if i > 0 {
			b = append(b, ',', ' ')
		}
		b = append(b, '?')
	}
	return string(b)
}
