package conversation

import (
	"context"
	"errors"
	"slices"

	"schalter/ent"
	"schalter/ent/viewdocument"
	"schalter/internal/errs"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Documents lists the documents of messages, one list for each, in the order they were attached.
func (s *Service) Documents(ctx context.Context, messages []*Message) (_ [][]*documents.Document, err error) {
	defer errs.Wrap(&err, "postbox.Documents")
	return sides.RetryOnNewKey(ctx, func(ctx context.Context) ([][]*documents.Document, error) { return s.readDocuments(ctx, messages) })
}

func (s *Service) readDocuments(ctx context.Context, messages []*Message) ([][]*documents.Document, error) {
	lists := make([][]*documents.Document, len(messages))
	if !slices.ContainsFunc(messages, func(m *Message) bool { return m.DocumentCount > 0 }) {
		return lists, nil
	}
	held := Holdings(messages)
	opened, err := s.sides.FindVisible(ctx, held.Sides)
	if err != nil {
		return nil, err
	}
	views, err := s.db.Client().ViewDocument.Query().Where(viewdocument.SideIDIn(held.Sides...), viewdocument.MessageIDIn(held.Messages...)).
		WithDocument().Order(ent.Asc(viewdocument.FieldPosition)).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, view := range views {
		i, asked := held.At[Holding{view.SideID, *view.MessageID}]
		if !asked {
			continue
		}
		document, err := s.documents.OpenDocument(ctx, opened[view.SideID], view, view.Edges.Document)
		if err != nil {
			return nil, err
		}
		lists[i] = append(lists[i], document.Model(messages[i].Locked()))
	}
	return lists, nil
}

// Document finds one document on a side of the viewer's.
func (s *Service) Document(ctx context.Context, docID string) (_ *documents.Document, err error) {
	defer errs.Wrap(&err, "postbox.Document(%s)", docID)
	return s.findWith(ctx, docID, s.documents.FirstHeld)
}

// findWith finds a document, and shows of it what its message lets be seen.
func (s *Service) findWith(ctx context.Context, docID string, find func(context.Context, string) (documents.Held, *sides.Side, error)) (*documents.Document, error) {
	held, side, err := find(ctx, docID)
	if err != nil {
		return nil, err
	}
	locked, err := s.lockedByDecision(ctx, side, held.View)
	if err != nil {
		return nil, err
	}
	return held.Model(locked), nil
}

// lockedByDecision reports whether a document waits for its decision to be opened.
func (s *Service) lockedByDecision(ctx context.Context, side *sides.Side, view *ent.ViewDocument) (bool, error) {
	if !side.IsOwner() || view.MessageID == nil {
		return false, nil
	}
	m, err := s.Message(ctx, side.ID, *view.MessageID)
	if err != nil {
		return false, err
	}
	return m.Locked(), nil
}

// OpenFile opens a document's bytes for its viewer. The first fetch of a side is recorded as an event and opens the message. named is
// the side that is meant, at most one.
func (s *Service) OpenFile(ctx context.Context, docID string, named ...string) (_ *documents.File, err error) {
	defer errs.Wrap(&err, "postbox.OpenFile(%s)", docID)
	f, held, side, err := s.documents.OpenHeld(ctx, docID, named)
	if err != nil {
		return nil, err
	}
	// Recorded only once the bytes can be read.
	if held.View.MessageID != nil && held.View.FetchedAt == nil {
		if err := s.recordFetch(ctx, held, side); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	return f, nil
}

func (s *Service) recordFetch(ctx context.Context, held documents.Held, side *sides.Side) error {
	marked, err := s.MarkRead(ctx, []string{*held.View.MessageID}, true, side.ID)
	if err != nil {
		return err
	}
	if marked[0].Gone() {
		// It was withdrawn between the opening of its bytes and this.
		return NoSuchMessage()
	}
	by, err := s.actorOn(ctx, side)
	if err != nil {
		return err
	}
	return s.db.Tx(viewer.System(ctx, "postbox.fetch"), func(ctx context.Context, tx *store.Tx) error {
		side, err := s.sides.LockByID(ctx, tx, side.ID)
		if err != nil {
			return err
		}
		if first, err := documents.MarkFetched(ctx, tx, held.View.ID); err != nil || !first {
			return err
		}
		if err := s.chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: chain.DocumentFetched, Actor: by, Message: *held.View.MessageID}); err != nil {
			return err
		}
		return sides.Save(ctx, tx, side)
	})
}
