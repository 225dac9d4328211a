package postbox

import (
	"context"
	"errors"
	"slices"

	"schalter/ent"
	"schalter/ent/viewdocument"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Documents lists the documents of messages, one list for each, in the order they were attached.
func (s *Service) Documents(ctx context.Context, messages []*Message) (_ [][]*Document, err error) {
	defer errs.Wrap(&err, "postbox.Documents")
	return retryOnNewKey(ctx, func(ctx context.Context) ([][]*Document, error) { return s.documents(ctx, messages) })
}

func (s *Service) documents(ctx context.Context, messages []*Message) ([][]*Document, error) {
	lists := make([][]*Document, len(messages))
	if !slices.ContainsFunc(messages, func(m *Message) bool { return m.DocumentCount > 0 }) {
		return lists, nil
	}
	held := holdings(messages)
	sides, err := s.visibleSides(ctx, held.sides)
	if err != nil {
		return nil, err
	}
	views, err := s.db.Client().ViewDocument.Query().Where(viewdocument.SideIDIn(held.sides...), viewdocument.MessageIDIn(held.messages...)).
		WithDocument().Order(ent.Asc(viewdocument.FieldPosition)).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, view := range views {
		i, asked := held.at[holding{view.SideID, *view.MessageID}]
		if !asked {
			continue
		}
		document, err := s.openDocument(ctx, sides[view.SideID], view, view.Edges.Document)
		if err != nil {
			return nil, err
		}
		lists[i] = append(lists[i], document.model(messages[i].Locked()))
	}
	return lists, nil
}

// Document finds one document on a side of the viewer's.
func (s *Service) Document(ctx context.Context, docID string) (_ *Document, err error) {
	defer errs.Wrap(&err, "postbox.Document(%s)", docID)
	return s.documentWith(ctx, docID, s.firstHeld)
}

func (s *Service) documentWith(ctx context.Context, docID string, find func(context.Context, string) (heldDocument, *openSide, error)) (*Document, error) {
	held, side, err := find(ctx, docID)
	if err != nil {
		return nil, err
	}
	locked, err := s.lockedByDecision(ctx, side, held.view)
	if err != nil {
		return nil, err
	}
	return held.model(locked), nil
}

// lockedByDecision reports whether a document waits for its decision to be opened.
func (s *Service) lockedByDecision(ctx context.Context, side *openSide, view *ent.ViewDocument) (bool, error) {
	if !side.owner() || view.MessageID == nil {
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
func (s *Service) OpenFile(ctx context.Context, docID string, named ...string) (_ *File, err error) {
	defer errs.Wrap(&err, "postbox.OpenFile(%s)", docID)
	f, held, side, err := s.openHeld(ctx, docID, named)
	if err != nil {
		return nil, err
	}
	// Recorded only once the bytes can be read.
	if held.view.MessageID != nil && held.view.FetchedAt == nil {
		if err := s.recordFetch(ctx, held, side); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	return f, nil
}

func (s *Service) recordFetch(ctx context.Context, held heldDocument, side *openSide) error {
	if _, err := s.MarkRead(ctx, []string{*held.view.MessageID}, true, side.ID); err != nil {
		return err
	}
	by, err := s.actorOn(ctx, side)
	if err != nil {
		return err
	}
	return s.db.Tx(viewer.System(ctx, "postbox.fetch"), func(ctx context.Context, tx *store.Tx) error {
		side, err := s.lockByID(ctx, tx, side.ID)
		if err != nil {
			return err
		}
		res, err := tx.Exec(ctx, `UPDATE view_document SET fetched_at = ? WHERE id = ? AND fetched_at IS NULL`, tx.Now, held.view.ID)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		if err := s.appendEventAndNotify(ctx, tx, side, sideEvent{kind: DocumentFetched, by: by, message: *held.view.MessageID}); err != nil {
			return err
		}
		return saveSide(ctx, tx, side)
	})
}
