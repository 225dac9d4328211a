package postbox

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/viewdocument"
	"schalter/internal/errs"
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
		m := document.model()
		m.locked = messages[i].Locked()
		lists[i] = append(lists[i], m)
	}
	return lists, nil
}
