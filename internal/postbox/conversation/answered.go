package conversation

import (
	"context"

	"schalter/ent/viewmessage"
	"schalter/internal/errs"
	"schalter/internal/postbox/sides"
)

// Answered are the messages that messages reply to, one for each; nil where there is none, or the side holds it no more.
func (s *Service) Answered(ctx context.Context, messages []*Message) (_ []*Message, err error) {
	defer errs.Wrap(&err, "postbox.Answered")
	return sides.RetryOnNewKey(ctx, func(ctx context.Context) ([]*Message, error) { return s.answered(ctx, messages) })
}

func (s *Service) answered(ctx context.Context, messages []*Message) ([]*Message, error) {
	replies := make([]*Message, 0, len(messages))
	var wanted []string
	for _, m := range messages {
		if m.InReplyToID != nil {
			replies = append(replies, m)
			wanted = append(wanted, *m.InReplyToID)
		}
	}
	list := make([]*Message, len(messages))
	if len(replies) == 0 {
		return list, nil
	}
	opened, err := s.sides.FindVisible(ctx, Holdings(replies).Sides)
	if err != nil {
		return nil, err
	}
	views, err := s.db.Client().ViewMessage.Query().
		Where(viewmessage.SideIDIn(Holdings(replies).Sides...), viewmessage.MessageIDIn(wanted...)).WithMessage().All(ctx)
	if err != nil {
		return nil, err
	}
	answered := make(map[Holding]*Message, len(views))
	for _, v := range views {
		if answered[Holding{Side: v.SideID, Message: v.MessageID}], err = s.OpenMessage(ctx, opened[v.SideID], v, v.Edges.Message); err != nil {
			return nil, err
		}
	}
	for i, m := range messages {
		if m.InReplyToID != nil {
			list[i] = answered[Holding{Side: m.SideID, Message: *m.InReplyToID}]
		}
	}
	return list, nil
}
