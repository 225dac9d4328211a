package graph

import (
	"context"
	"fmt"

	"schalter/graph/model"
	"schalter/internal/directory"
	"schalter/internal/organisation"
	"schalter/internal/page"
	"schalter/internal/postbox"
)

// The connections of the contract, one for each type that is listed in pages.

func regionConnection(w window, all []*directory.Region, revision string) (*model.RegionConnection, error) {
	return inMemory("regions", w, all, revision, func(c string, n *directory.Region) *model.RegionEdge {
		return &model.RegionEdge{Cursor: c, Node: n}
	}, func(e []*model.RegionEdge, p *model.PageInfo, total *int) *model.RegionConnection {
		return &model.RegionConnection{Edges: e, PageInfo: p, TotalCount: total}
	})
}

func authorityConnection(w window, all []*directory.Authority, revision string) (*model.AuthorityConnection, error) {
	return inMemory("authorities", w, all, revision, func(c string, n *directory.Authority) *model.AuthorityEdge {
		return &model.AuthorityEdge{Cursor: c, Node: n}
	}, func(e []*model.AuthorityEdge, p *model.PageInfo, total *int) *model.AuthorityConnection {
		return &model.AuthorityConnection{Edges: e, PageInfo: p, TotalCount: total}
	})
}

func serviceConnection(w window, all []*directory.Service, revision string) (*model.ServiceConnection, error) {
	return inMemory("services", w, all, revision, func(c string, n *directory.Service) *model.ServiceEdge {
		return &model.ServiceEdge{Cursor: c, Node: n}
	}, func(e []*model.ServiceEdge, p *model.PageInfo, total *int) *model.ServiceConnection {
		return &model.ServiceConnection{Edges: e, PageInfo: p, TotalCount: total}
	})
}

func undertakingConnection(w window, all []*directory.Undertaking, revision string) (*model.UndertakingConnection, error) {
	return inMemory("undertakings", w, all, revision, func(c string, n *directory.Undertaking) *model.UndertakingEdge {
		return &model.UndertakingEdge{Cursor: c, Node: n}
	}, func(e []*model.UndertakingEdge, p *model.PageInfo, total *int) *model.UndertakingConnection {
		return &model.UndertakingConnection{Edges: e, PageInfo: p, TotalCount: total}
	})
}

// inMemory makes the connection of a list that is in memory and therefore counted.
func inMemory[N, E, C any](list string, w window, all []N, revision string, edge func(string, N) *E, make func([]*E, *model.PageInfo, *int) *C) (*C, error) {
	req, err := pageOf(list, w)
	if err != nil {
		return nil, err
	}
	s, err := cut(req, all, revision)
	if err != nil {
		return nil, err
	}
	edges, info := connection(list, s, edge)
	total := len(all)
	return make(edges, info, &total), nil
}

func organisationConnection(s page.Slice[*organisation.Organisation]) *model.OrganisationConnection {
	edges, info := connection("organisations", s, func(c string, n *organisation.Organisation) *model.OrganisationEdge {
		return &model.OrganisationEdge{Cursor: c, Node: n}
	})
	return &model.OrganisationConnection{Edges: edges, PageInfo: info}
}

func membershipConnection(s page.Slice[*organisation.Membership]) *model.MembershipConnection {
	edges, info := connection("members", s, func(c string, n *organisation.Membership) *model.MembershipEdge {
		return &model.MembershipEdge{Cursor: c, Node: n}
	})
	return &model.MembershipConnection{Edges: edges, PageInfo: info}
}

func mailboxConnection(ctx context.Context, s page.Slice[*postbox.CaseMailbox]) *model.CaseMailboxConnection {
	groupForBatch(ctx, nodes(s))
	edges, info := connection("mailboxes", s, func(c string, n *postbox.CaseMailbox) *model.CaseMailboxEdge {
		return &model.CaseMailboxEdge{Cursor: c, Node: n}
	})
	return &model.CaseMailboxConnection{Edges: edges, PageInfo: info}
}

func caseConnection(ctx context.Context, s page.Slice[*postbox.AuthorityCase]) *model.AuthorityCaseConnection {
	groupForBatch(ctx, nodes(s))
	edges, info := connection("cases", s, func(c string, n *postbox.AuthorityCase) *model.AuthorityCaseEdge {
		return &model.AuthorityCaseEdge{Cursor: c, Node: n}
	})
	return &model.AuthorityCaseConnection{Edges: edges, PageInfo: info}
}

func messageConnection(s page.Slice[*postbox.Message]) *model.MessageConnection {
	edges, info := connection("messages", s, func(c string, n *postbox.Message) *model.MessageEdge {
		return &model.MessageEdge{Cursor: c, Node: n}
	})
	return &model.MessageConnection{Edges: edges, PageInfo: info}
}

func messageEdge(m *postbox.Message) *model.MessageEdge {
	return &model.MessageEdge{Cursor: cursor("messages", m.Position()), Node: m}
}

func eventConnection(ctx context.Context, s page.Slice[*postbox.MailboxEvent]) *model.MailboxEventConnection {
	groupForBatch(ctx, nodes(s))
	edges, info := connection("events", s, func(c string, n *postbox.MailboxEvent) *model.MailboxEventEdge {
		return &model.MailboxEventEdge{Cursor: c, Node: n}
	})
	return &model.MailboxEventConnection{Edges: edges, PageInfo: info}
}

func nodes[N any](s page.Slice[N]) []N {
	list := make([]N, len(s.Items))
	for i, item := range s.Items {
		list[i] = item.Node
	}
	return list
}

// messagesOf is a page of messages of one side, read for all sides that were read together with it, so that the messages
// of ten mailboxes are asked together for their documents.
func messagesOf[P interface {
	comparable
	postbox.Sided
}](ctx context.Context, p *postbox.Service, of P, w window) (*model.MessageConnection, error) {
	req, err := pageOf("messages", w)
	if err != nil {
		return nil, err
	}
	return loadBatched(ctx, of, fmt.Sprintf("messages%+v", req), func(ctx context.Context, sides []P) ([]*model.MessageConnection, error) {
		pages, err := postbox.MessagesOf(ctx, p, sides, req)
		if err != nil {
			return nil, err
		}
		lists := make([]*model.MessageConnection, len(sides))
		var all []*postbox.Message
		for i, s := range pages {
			lists[i] = messageConnection(s)
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
