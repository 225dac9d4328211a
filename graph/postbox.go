package graph

import (
	"context"
	"fmt"

	"schalter/graph/relay"
	"schalter/internal/postbox"
)

func messageEdge(m *postbox.Message) *relay.MessageEdge {
	return &relay.MessageEdge{Cursor: cursor("messages", m.Position()), Node: m}
}

// messagesOf is a page of messages of one side, read for all sides that were read together with it, so that the messages
// of ten mailboxes are asked together for their documents.
func messagesOf[P interface {
	comparable
	postbox.Sided
}](ctx context.Context, p *postbox.Service, of P, w window) (*relay.MessageConnection, error) {
	req, err := pageOf("messages", w)
	if err != nil {
		return nil, err
	}
	return loadBatched(ctx, of, fmt.Sprintf("messages%+v", req), func(ctx context.Context, sides []P) ([]*relay.MessageConnection, error) {
		pages, err := postbox.MessagesOf(ctx, p, sides, req)
		if err != nil {
			return nil, err
		}
		lists := make([]*relay.MessageConnection, len(sides))
		var all []*postbox.Message
		for i, s := range pages {
			lists[i] = connection(ctx, "messages", s)
			all = append(all, nodes(s)...)
		}
		groupForBatch(ctx, all)
		return lists, nil
	})
}

// draftsOf are the drafts of one side, read for all sides that were read together with it.
func draftsOf[P interface {
	comparable
	postbox.Sided
}](ctx context.Context, p *postbox.Service, of P) ([]*postbox.Draft, error) {
	return loadBatched(ctx, of, "drafts", func(ctx context.Context, sides []P) ([][]*postbox.Draft, error) {
		lists, err := postbox.DraftsOf(ctx, p, sides)
		for _, list := range lists {
			groupForBatch(ctx, list)
		}
		return lists, err
	})
}
