package graph

import (
	"context"

	"schalter/graph/transport"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// subscription reads a stream behind a cursor: first what is there, then whenever a wake-up or the tick says that it moved.
// What it finds is resolved with the rights of that moment.
type subscription[T any] struct {
	streams Streams
	wake    <-chan struct{}
	stop    func()
	// rights tells that something happened to the viewer's session: what it may read is asked again, also while nothing comes.
	rights <-chan struct{}
	epoch  string
	reader string
	topic  store.Topic
	// allowed fails when the viewer may not read the stream any more.
	allowed func(v *viewer.Viewer) error
	// resolve opens an entry for the viewer; nil when there is nothing to see.
	resolve func(ctx context.Context, e store.Entry, cursor string) (*T, error)

	out     chan *T
	lastSeq int64
	// buffered are entries that were read and not emitted yet.
	buffered []store.Entry
}

// streamBatch is how many entries are read at a time.
const streamBatch = 50

// subscribe begins a subscription now, or behind the cursor.
func subscribe[T any](ctx context.Context, r *Resolver, s subscription[T], after *string) (<-chan *T, error) {
	if err := s.allowed(viewer.From(ctx)); err != nil {
		return nil, err
	}
	s.streams, s.epoch, s.out = r.Streams, r.Epoch, make(chan *T, 1)
	// Wake-ups first: what is written from here on is found.
	wake, stopWake := r.Wake.Subscribe(s.reader)
	rights, stopRights := r.Wake.Subscribe(viewer.From(ctx).SessionID)
	s.wake, s.rights, s.stop = wake, rights, func() { stopWake(); stopRights() }
	var err error
	if s.lastSeq, err = s.startAfter(ctx, after); err == nil {
		err = transport.Drive(ctx, &s)
	}
	if err != nil {
		s.stop()
		return nil, err
	}
	return s.out, nil
}

// Wait implements transport.Source.
func (s *subscription[T]) Wait(ctx context.Context) error {
	for len(s.buffered) == 0 {
		entries, upTo, err := s.streams.Entries(ctx, s.reader, s.topic, s.lastSeq, streamBatch)
		if err != nil {
			return err
		}
		s.buffered, s.lastSeq = entries, upTo
		if len(entries) > 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.wake:
		case <-s.rights:
			return nil
		}
	}
	return nil
}

// Emit implements transport.Source.
func (s *subscription[T]) Emit(ctx context.Context) (bool, error) {
	if err := s.allowed(viewer.From(ctx)); err != nil {
		return false, err
	}
	if len(s.buffered) == 0 {
		return false, nil
	}
	e := s.buffered[0]
	s.buffered = s.buffered[1:]
	event, err := s.resolve(ctx, e, streamCursor(s.epoch, e.Seq))
	if err != nil || event == nil {
		return false, err
	}
	s.out <- event
	return true, nil
}

// Close implements transport.Source.
func (s *subscription[T]) Close() { s.stop() }

// ownStream lets the account itself read its stream, and nobody else.
func ownStream(accountID string) func(*viewer.Viewer) error {
	return func(v *viewer.Viewer) error {
		if !v.SignedIn() || v.AccountID != accountID {
			return errs.New(errs.Unauthenticated, "sign in first")
		}
		return nil
	}
}

// authorityStream lets the clerks of an authority read its stream; for all others there is no such authority.
func authorityStream(authorityID string) func(*viewer.Viewer) error {
	return func(v *viewer.Viewer) error {
		switch {
		case !v.SignedIn():
			return errs.New(errs.Unauthenticated, "sign in first")
		case !v.WorksFor(authorityID):
			return errs.New(errs.NotFound, "no such authority")
		}
		return nil
	}
}
