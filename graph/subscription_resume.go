package graph

import (
	"context"
	"encoding/base64"
	"strconv"
	"strings"

	"schalter/internal/errs"
)

var errCursorExpired = errs.New(errs.CursorExpired, "the cursor is too old or of an earlier life of the streams: load anew")

// startAfter is the number that a subscription begins behind: what the cursor names, if everything since is still kept, and without one
// the last entry. A client whose connection was lost so gets what it missed, or CURSOR_EXPIRED.
func (s *subscription[T]) startAfter(ctx context.Context, after *string) (int64, error) {
	last, err := s.streams.Position(ctx, s.reader)
	if err != nil || after == nil {
		return last, err
	}
	epoch, seq, err := readStreamCursor(*after)
	if err != nil {
		return 0, err
	}
	if epoch != s.epoch || seq > last {
		return 0, errCursorExpired
	}
	oldest, err := s.streams.Oldest(ctx, s.reader)
	if err != nil {
		return 0, err
	}
	// Entries are dropped by age, so what is behind the cursor is whole when its successor is kept, or there is none.
	if seq < last && (oldest == 0 || seq < oldest-1) {
		return 0, errCursorExpired
	}
	return seq, nil
}

// streamCursor is opaque: the epoch of the streams and the number of the entry.
func streamCursor(epoch string, seq int64) string {
	return base64.RawURLEncoding.EncodeToString([]byte(epoch + "|" + strconv.FormatInt(seq, 10)))
}

func readStreamCursor(cursor string) (epoch string, seq int64, err error) {
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	epoch, number, ok := strings.Cut(string(b), "|")
	if err == nil {
		seq, err = strconv.ParseInt(number, 10, 64)
	}
	// Decoding passes over line feeds and bits behind the last byte: only what streamCursor writes is one.
	if err != nil || !ok || seq < 0 || streamCursor(epoch, seq) != cursor {
		return "", 0, errs.New(errs.Invalid, "this is not a cursor of a subscription")
	}
	return epoch, seq, nil
}
