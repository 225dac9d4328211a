package graph

import (
	"context"
	"fmt"

	"schalter/graph/relay"
	"schalter/internal/id"
	"schalter/internal/postbox"
)

// postboxDomain is mailboxes, cases and what is written in them.
var postboxDomain = domain{
	nodes: map[id.Kind]node{
		id.Mailbox: privateNode("CaseMailbox", func(ctx context.Context, r *Resolver, nodeID string) (*postbox.CaseMailbox, error) {
			return r.Postbox.Mailbox(ctx, nodeID)
		}),
		id.Case: privateNode("AuthorityCase", func(ctx context.Context, r *Resolver, nodeID string) (*postbox.AuthorityCase, error) {
			return r.Postbox.Case(ctx, nodeID)
		}),
		id.Message: privateNode("Message", func(ctx context.Context, r *Resolver, nodeID string) (*postbox.Message, error) {
			return r.Postbox.FindMessage(ctx, nodeID)
		}),
		id.Document: privateNode("Document", func(ctx context.Context, r *Resolver, nodeID string) (*postbox.Document, error) {
			return r.Postbox.Document(ctx, nodeID)
		}),
		id.Draft: privateNode("Draft", func(ctx context.Context, r *Resolver, nodeID string) (*postbox.Draft, error) {
			return r.Postbox.Draft(ctx, nodeID)
		}),
		id.Party: privateNode("CaseParty", func(ctx context.Context, r *Resolver, nodeID string) (*postbox.CaseParty, error) {
			return r.Postbox.Party(ctx, nodeID)
		}),
		id.Delivery: privateNode("Delivery", func(ctx context.Context, r *Resolver, nodeID string) (*postbox.Delivery, error) {
			return r.Postbox.Delivery(ctx, nodeID)
		}),
		id.Event: privateNode("MailboxEvent", func(ctx context.Context, r *Resolver, nodeID string) (*postbox.MailboxEvent, error) {
			return r.Postbox.Event(ctx, nodeID)
		}),
	},
	texts: []map[string]text{postboxTexts},
	sizes: map[string]int{
		"SignedOriginal.signerAddresses":    5,
		"CaseMailbox.parties":               postbox.MaxRecipients,
		"CaseMailbox.drafts":                postbox.MaxDrafts,
		"DeletionPreview.told":              postbox.MaxRecipients,
		"DeletionPreview.onTheWay":          postbox.MaxRecipients,
		"DeletionPreview.unanswered":        postbox.MaxRecipients,
		"DeletionPreview.unopenedDecisions": 50,
		"DeletionPreview.runningPeriods":    50,
		"CaseParty.services":                15,
		"AuthorityCase.services":            15,
		"AuthorityCase.drafts":              postbox.MaxDrafts,
		"AuthorityCase.notes":               200,
		"Message.services":                  15,
		"Message.documents":                 postbox.MaxDocuments,
		"Message.deliveries":                postbox.MaxRecipients,
		"Delivery.steps":                    10,
		"Draft.recipients":                  postbox.MaxRecipients,
		"Draft.services":                    15,
		"Draft.documents":                   postbox.MaxDocuments,
		"MessageMarkReadPayload.messages":   MaxIDs,
	},
}

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
