package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"schalter/graph/model"
	"schalter/graph/paging"
	"schalter/internal/deletion"
	"schalter/internal/id"
	"schalter/internal/organisation"
	"schalter/internal/pagination"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/consents"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// postboxDomain is mailboxes, cases and what is written in them.
var postboxDomain = domain{
	nodes: map[id.Kind]node{
		id.Mailbox: privateNode("CaseMailbox", func(ctx context.Context, r *Resolver, nodeID string) (*conversation.CaseMailbox, error) {
			return r.Postbox.Conversation.Mailbox(ctx, nodeID)
		}),
		id.Case: privateNode("AuthorityCase", func(ctx context.Context, r *Resolver, nodeID string) (*conversation.AuthorityCase, error) {
			return r.Postbox.Conversation.Case(ctx, nodeID)
		}),
		id.Message: privateNode("Message", func(ctx context.Context, r *Resolver, nodeID string) (*conversation.Message, error) {
			return r.Postbox.Conversation.FindMessage(ctx, nodeID)
		}),
		id.Document: privateNode("Document", func(ctx context.Context, r *Resolver, nodeID string) (*documents.Document, error) {
			return r.Postbox.Conversation.Document(ctx, nodeID)
		}),
		id.Draft: privateNode("Draft", func(ctx context.Context, r *Resolver, nodeID string) (*conversation.Draft, error) {
			return r.Postbox.Conversation.Draft(ctx, nodeID)
		}),
		id.Consent: privateNode("Consent", func(ctx context.Context, r *Resolver, nodeID string) (*consents.Consent, error) {
			return r.Postbox.Consents.Find(ctx, nodeID)
		}),
		id.PartyGrant: privateNode("PartyGrant", func(ctx context.Context, r *Resolver, nodeID string) (*conversation.PartyGrant, error) {
			return r.Postbox.Conversation.PartyGrant(ctx, nodeID)
		}),
		id.Party: privateNode("CaseParty", func(ctx context.Context, r *Resolver, nodeID string) (*conversation.CaseParty, error) {
			return r.Postbox.Conversation.Party(ctx, nodeID)
		}),
		id.Delivery: privateNode("Delivery", func(ctx context.Context, r *Resolver, nodeID string) (*conversation.Delivery, error) {
			return r.Postbox.Conversation.Delivery(ctx, nodeID)
		}),
		id.Event: privateNode("MailboxEvent", func(ctx context.Context, r *Resolver, nodeID string) (*chain.MailboxEvent, error) {
			return r.Postbox.Chain.Event(ctx, nodeID)
		}),
	},
	texts: []map[string]text{postboxTexts},
	sizes: map[string]int{
		"SignedOriginal.signerAddresses":    5,
		"CaseMailbox.parties":               conversation.MaxRecipients,
		"CaseMailbox.grants":                conversation.MaxRecipients,
		"AuthorityCase.parties":             conversation.MaxRecipients,
		"CaseMailbox.drafts":                conversation.MaxDrafts,
		"CaseMailbox.successors":            conversation.MaxSuccessors,
		"DeletionPreview.told":              conversation.MaxRecipients,
		"DeletionPreview.keptBy":            conversation.MaxRecipients + 1,
		"DeletionPreview.deadlines":         dates.MaxOfSide,
		"DeletionPreview.onTheWay":          conversation.MaxRecipients,
		"DeletionPreview.unanswered":        conversation.MaxRecipients,
		"DeletionPreview.unopenedDecisions": 50,
		"DeletionPreview.runningPeriods":    50,
		"CaseParty.services":                15,
		"CaseParty.submissions":             15,
		"CaseProgress.missingDocuments":     conversation.MaxMissing,
		"AuthorityCase.services":            15,
		"AuthorityCase.drafts":              conversation.MaxDrafts,
		"AuthorityCase.notes":               200,
		"AuthorityCase.consents":            len(consents.Scopes()),
		"Viewer.consents":                   consents.MaxShown,
		"MailboxEvent.messages":             conversation.MaxNoticed,
		"Message.services":                  15,
		"Message.documents":                 conversation.MaxDocuments,
		"Message.deliveries":                conversation.MaxRecipients,
		"Delivery.steps":                    10,
		"Draft.recipients":                  conversation.MaxRecipients,
		"Draft.services":                    15,
		"Draft.documents":                   conversation.MaxDocuments,
		"MessageMarkReadPayload.messages":   MaxIDs,
	},
}

func messageEdge(m *conversation.Message) *paging.MessageEdge {
	return &paging.MessageEdge{Cursor: cursor("messages", m.Position()), Node: m}
}

// messagesOf is a page of messages of one side, read for all sides that were read together with it, so that the messages
// of ten mailboxes are asked together for their documents.
func messagesOf[P interface {
	comparable
	conversation.Sided
}](ctx context.Context, talk *conversation.Service, of P, w window) (*paging.MessageConnection, error) {
	req, err := pageOf("messages", w)
	if err != nil {
		return nil, err
	}
	return loadBatched(ctx, of, fmt.Sprintf("messages%+v", req), func(ctx context.Context, sides []P) ([]*paging.MessageConnection, error) {
		pages, err := conversation.MessagesOf(ctx, talk, sides, req)
		if err != nil {
			return nil, err
		}
		lists := make([]*paging.MessageConnection, len(sides))
		var all []*conversation.Message
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
	conversation.Sided
}](ctx context.Context, talk *conversation.Service, of P) ([]*conversation.Draft, error) {
	return loadBatched(ctx, of, "drafts", func(ctx context.Context, sides []P) ([][]*conversation.Draft, error) {
		lists, err := conversation.DraftsOf(ctx, talk, sides)
		for _, list := range lists {
			groupForBatch(ctx, list)
		}
		return lists, err
	})
}

func caseChanges(in model.CaseUpdateInput) inbox.CaseUpdate {
	return inbox.CaseUpdate{
		CaseID: in.CaseID, ExpectedVersion: in.ExpectedVersion, State: in.State.Value(),
		AssigneeID: sides.Change{Set: in.AssigneeID.IsSet(), Value: in.AssigneeID.Value()},
		DueOn:      sides.Change{Set: in.DueOn.IsSet(), Value: in.DueOn.Value()},
		Progress:   in.Progress.Value(),
		Keeping: inbox.Keeping{
			FileReference:     sides.Change{Set: in.FileReference.IsSet(), Value: in.FileReference.Value()},
			RetentionClassKey: sides.Change{Set: in.RetentionClassKey.IsSet(), Value: in.RetentionClassKey.Value()},
			SetHold:           in.LegalHold.IsSet(), Hold: in.LegalHold.Value(),
			SetArchive: in.ArchiveAnswer.IsSet(), Archive: in.ArchiveAnswer.Value(),
		},
	}
}

// assignees finds the colleagues who have the cases; nil for those who are not colleagues any more.
func (r *Resolver) assignees(ctx context.Context, cases []*conversation.AuthorityCase) ([]*organisation.Membership, error) {
	var ids []string
	for _, c := range cases {
		if c.AssigneeID != nil && !slices.Contains(ids, *c.AssigneeID) {
			ids = append(ids, *c.AssigneeID)
		}
	}
	byID, err := r.Organisations.Memberships(ctx, ids)
	if err != nil {
		return nil, err
	}
	list := make([]*organisation.Membership, len(cases))
	for i, c := range cases {
		list[i] = byID[valueOrZero(c.AssigneeID)]
	}
	return list, nil
}

func (r *Resolver) events(ctx context.Context, sideID string, w window) (*paging.MailboxEventConnection, error) {
	return readPage(ctx, "events", w, func(ctx context.Context, req pagination.Request) (pagination.Slice[*chain.MailboxEvent], error) {
		return r.Postbox.Chain.Events(ctx, sideID, req)
	})
}

// messagesOfEvents opens each message once, however many events name it; nil for those that were deleted.
func (r *Resolver) messagesOfEvents(ctx context.Context, events []*chain.MailboxEvent) ([]*conversation.Message, error) {
	opened := map[string]*conversation.Message{}
	list := make([]*conversation.Message, len(events))
	var all []*conversation.Message
	for i, e := range events {
		if e.MessageID == nil {
			continue
		}
		m, known := opened[*e.MessageID]
		if !known {
			var err error
			if m, err = absent(r.Postbox.Conversation.Message(ctx, e.SideID, *e.MessageID)); err != nil {
				return nil, err
			}
			opened[*e.MessageID] = m
			if m != nil {
				all = append(all, m)
			}
		}
		list[i] = m
	}
	groupForBatch(ctx, all)
	return list, nil
}

// announcements are when decisions count as announced, read together.
func (r *Resolver) announcements(ctx context.Context, messages []*conversation.Message) ([]*dates.Date, error) {
	list, err := r.Postbox.Conversation.Announcements(ctx, messages)
	groupForBatch(ctx, slices.DeleteFunc(slices.Clone(list), func(d *dates.Date) bool { return d == nil }))
	return list, err
}

// noticedMessages are the messages that notices told of, of those that the side still holds.
func (r *Resolver) noticedMessages(ctx context.Context, events []*chain.MailboxEvent) ([][]*conversation.Message, error) {
	var named []conversation.Holding
	for _, e := range events {
		for _, messageID := range e.MessageIDs {
			named = append(named, conversation.Holding{Side: e.SideID, Message: messageID})
		}
	}
	found, err := r.Postbox.Conversation.MessagesNamed(ctx, named)
	if err != nil {
		return nil, err
	}
	lists := make([][]*conversation.Message, len(events))
	var all []*conversation.Message
	for i, e := range events {
		for _, messageID := range e.MessageIDs {
			if m := found[conversation.Holding{Side: e.SideID, Message: messageID}]; m != nil && !slices.Contains(lists[i], m) {
				lists[i], all = append(lists[i], m), append(all, m)
			}
		}
	}
	groupForBatch(ctx, all)
	return lists, nil
}

func (r *Resolver) messageReceived(ctx context.Context, e store.Entry, cursor string) (*model.MessageReceived, error) {
	a, err := r.Postbox.Arrived(ctx, e)
	if a == nil || err != nil {
		return nil, err
	}
	return &model.MessageReceived{Cursor: cursor, MailboxID: a.SideID, MessageEdge: messageEdge(a.Message)}, nil
}

func (r *Resolver) mailboxChanged(ctx context.Context, e store.Entry, cursor string) (*model.MailboxChanged, error) {
	a, err := r.Postbox.OwnerChanged(ctx, e)
	if a == nil || a.Event == nil || err != nil {
		return nil, err
	}
	return &model.MailboxChanged{Cursor: cursor, MailboxID: a.SideID, Event: a.Event, Mailbox: a.Mailbox}, nil
}

func (r *Resolver) caseMessageReceived(ctx context.Context, e store.Entry, cursor string) (*model.CaseMessageReceived, error) {
	a, err := r.Postbox.Arrived(ctx, e)
	if a == nil || a.Case == nil || err != nil {
		return nil, err
	}
	return &model.CaseMessageReceived{Cursor: cursor, CaseID: a.SideID, MessageEdge: messageEdge(a.Message), Case: a.Case}, nil
}

func (r *Resolver) caseChanged(ctx context.Context, e store.Entry, cursor string) (*model.CaseChanged, error) {
	a, err := r.Postbox.CaseChanged(ctx, e)
	if a == nil || err != nil {
		return nil, err
	}
	return &model.CaseChanged{Cursor: cursor, CaseID: a.SideID, Event: a.Event, Case: a.Case}, nil
}

// stepDetail is why or by what a step of a delivery happened, with the mail status (RFC 3463) where there is one.
func stepDetail(locale string, step *conversation.DeliveryStep) *string {
	detail := textFor(locale, step.Code)
	switch {
	case detail == "" && step.Status == "":
		return nil
	case detail == "":
		detail = step.Status
	case step.Status != "":
		detail += " (" + step.Status + ")"
	}
	return &detail
}

// alreadySent is the message that a draft became which an error refuses; nil for every other error, and when it is deleted.
func (r *Resolver) alreadySent(ctx context.Context, err error) *conversation.Message {
	var already *conversation.AlreadySentError
	if !errors.As(err, &already) || already.MessageID == "" {
		return nil
	}
	m, err := r.Postbox.Conversation.Message(ctx, already.SideID, already.MessageID)
	if err != nil {
		return nil
	}
	return m
}

// certificateFile is where a certificate of deletion is fetched; nil where nothing was deleted.
func certificateFile(c *deletion.Certificate) *documents.Download {
	if c == nil {
		return nil
	}
	return &documents.Download{Path: c.Path, Filename: c.Filename, MediaType: c.MediaType, ExpiresAt: c.ExpiresAt}
}
