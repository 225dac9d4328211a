package conversation

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/ent/message"
	entside "schalter/ent/side"
	"schalter/ent/viewmessage"
	"schalter/internal/errs"
	"schalter/internal/postbox/sides"
)

// DeletionPreview is what deleting a mailbox would do now: who is told, what goes on, what is lost. The lists of messages
// have at most 50 entries.
type DeletionPreview struct {
	// Told are the authorities that were written to, OnTheWay those of them to which a message still goes on, Unanswered those
	// of them whose answer would not arrive any more.
	Told, OnTheWay, Unanswered []string
	// UnopenedDecisions are the latest first, RunningPeriods the next first.
	UnopenedDecisions, RunningPeriods []*Message
}

const maxPreview = 50

// DeletionPreview says what deleting a mailbox of the viewer's would do now.
func (s *Service) DeletionPreview(ctx context.Context, m *CaseMailbox) (_ *DeletionPreview, err error) {
	defer errs.Wrap(&err, "postbox.DeletionPreview(%s)", m.ID)
	return sides.RetryOnNewKey(ctx, func(ctx context.Context) (*DeletionPreview, error) { return s.deletionPreview(ctx, m.ID) })
}

func (s *Service) deletionPreview(ctx context.Context, mailboxID string) (*DeletionPreview, error) {
	side, err := s.sides.FindAny(ctx, mailboxID)
	if err != nil {
		return nil, err
	}
	p := &DeletionPreview{}
	deliveries, err := s.WrittenTo(sides.SystemReads(ctx, "postbox.preview"), s.db.Client(), side.ID)
	if err != nil {
		return nil, err
	}
	for _, w := range deliveries {
		p.Told = append(p.Told, w.AuthorityID)
		if w.onTheWay {
			p.OnTheWay = append(p.OnTheWay, w.AuthorityID)
		}
		if w.unanswered {
			p.Unanswered = append(p.Unanswered, w.AuthorityID)
		}
	}
	unopened := s.received(side).Where(viewmessage.ReadAtIsNil(), viewmessage.HasMessageWith(message.KindEQ(message.KindDECISION))).
		Order(ent.Desc(viewmessage.FieldSeq))
	if p.UnopenedDecisions, err = s.previewed(ctx, side, unopened); err != nil {
		return nil, err
	}
	running := s.received(side).Where(viewmessage.HasMessageWith(message.DueOnGTE(today(s.db.Clock().Now())))).
		Order(viewmessage.ByMessageField(message.FieldDueOn), ent.Asc(viewmessage.FieldSeq))
	p.RunningPeriods, err = s.previewed(ctx, side, running)
	return p, err
}

// received are the messages from authorities on a side that was read for the viewer.
func (s *Service) received(side *sides.Side) *ent.ViewMessageQuery {
	return s.db.Client().ViewMessage.Query().Where(viewmessage.SideID(side.ID), viewmessage.WithdrawnAtIsNil(),
		viewmessage.HasMessageWith(message.DirectionEQ(message.DirectionINBOUND)))
}

func (s *Service) previewed(ctx context.Context, side *sides.Side, query *ent.ViewMessageQuery) ([]*Message, error) {
	views, err := query.Limit(maxPreview).All(sides.SystemReads(ctx, "postbox.preview"))
	if err != nil || len(views) == 0 {
		return nil, err
	}
	return s.OpenViews(ctx, side, views)
}

// Correspondent is an authority that the owner wrote to.
type Correspondent struct {
	AuthorityID          string
	onTheWay, unanswered bool
}

// over are the states of a delivery to which no answer is to come.
var over = []delivery.State{delivery.StateANSWERED, delivery.StateFAILED, delivery.StateREJECTED}

// WrittenTo are the authorities that a message from a mailbox reached or may still reach, in the order of their ids. One to
// which nothing was ever handed over was not written to: it does not know the person.
func (s *Service) WrittenTo(ctx context.Context, client *ent.Client, mailboxID string) ([]Correspondent, error) {
	deliveries, err := client.Delivery.Query().Where(delivery.OwnerSideID(mailboxID)).Order(ent.Asc(delivery.FieldAuthorityID)).
		WithFacts(func(q *ent.DeliveryFactQuery) { q.Where(deliveryfact.StateEQ(deliveryfact.StateHANDED_OVER)) }).All(ctx)
	if err != nil {
		return nil, err
	}
	held, err := client.ViewMessage.Query().Where(viewmessage.HasSideWith(entside.MailboxID(mailboxID), entside.KindEQ(entside.KindTRANSIT))).All(ctx)
	if err != nil {
		return nil, err
	}
	var list []Correspondent
	for _, d := range deliveries {
		waits := slices.ContainsFunc(held, func(v *ent.ViewMessage) bool { return v.SideID == d.AuthoritySideID && v.MessageID == d.MessageID })
		if d.Channel == delivery.ChannelSMIME && !waits && len(d.Edges.Facts) == 0 {
			continue
		}
		if len(list) == 0 || list[len(list)-1].AuthorityID != d.AuthorityID {
			list = append(list, Correspondent{AuthorityID: d.AuthorityID})
		}
		w := &list[len(list)-1]
		w.onTheWay = w.onTheWay || waits
		w.unanswered = w.unanswered || !slices.Contains(over, d.State)
	}
	return list, nil
}
