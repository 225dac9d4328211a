package conversation

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/ent/draft"
	"schalter/ent/message"
	entside "schalter/ent/side"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// DeletionPreview is what deleting a mailbox, a message or one document of it would do now: who is told, who keeps what, what goes on, what is
// lost. The lists of messages name maxPreview at most.
type DeletionPreview struct {
	// Told are authorities that were written to. Those to which a message is still on its way are among them, and those that have
	// not answered.
	Told       []string
	KeptBy     []string
	OnTheWay   []string
	Unanswered []string

	UnopenedDecisions []*Message
	RunningPeriods    []*Message
	// Deadlines are the periods that run and are not met, the first to end first.
	Deadlines []*dates.Date
	// Drafts is how many drafts go with it.
	Drafts int
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
		if w.holds {
			p.KeptBy = append(p.KeptBy, w.AuthorityID)
		}
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
	now := clock.Day(s.db.Clock().Now())
	var met []string
	err = s.db.Read(sides.SystemReads(ctx, "postbox.preview"), func(ctx context.Context, tx *store.Tx) error {
		lists, err := s.dates.OfSides(ctx, tx, []string{side.ID}, deadlineKinds...)
		if err != nil {
			return err
		}
		p.Deadlines = running(lists[0], now)
		if met, err = s.dates.MetMessages(ctx, tx, side.ID); err != nil {
			return err
		}
		p.Drafts, err = tx.Draft.Query().Where(draft.SideID(side.ID)).Count(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	due := s.received(side).Where(viewmessage.HasMessageWith(message.DueOnGTE(now)), viewmessage.MessageIDNotIn(met...)).
		Order(viewmessage.ByMessageField(message.FieldDueOn), ent.Asc(viewmessage.FieldSeq))
	p.RunningPeriods, err = s.previewed(ctx, side, due)
	return p, err
}

// running are the periods of a list that are neither over nor met.
func running(list []*dates.Date, today string) (left []*dates.Date) {
	for _, d := range list {
		if d.MetAt == nil && string(d.Result.Date) >= today {
			left = append(left, d)
		}
	}
	return left
}

// MessagePreviews say of messages what deleting each would do now, nil of those that the viewer cannot delete: an authority keeps what it sent
// and got. Nobody is told, answers come nevertheless, and periods stay.
func (s *Service) MessagePreviews(ctx context.Context, messages []*Message) (_ []*DeletionPreview, err error) {
	defer errs.Wrap(&err, "postbox.MessagePreviews")
	list := make([]*DeletionPreview, len(messages))
	deliveries, err := s.Deliveries(ctx, messages)
	if err != nil {
		return nil, err
	}
	now := clock.Day(s.db.Clock().Now())
	var sideIDs []string
	met := map[string][]string{}
	for i, m := range messages {
		if !id.Is(id.Mailbox, m.SideID) {
			continue
		}
		list[i] = &DeletionPreview{}
		if !slices.Contains(sideIDs, m.SideID) {
			sideIDs = append(sideIDs, m.SideID)
		}
	}
	if len(sideIDs) == 0 {
		return list, nil
	}
	runs := map[Holding][]*dates.Date{}
	err = s.db.Read(sides.SystemReads(ctx, "postbox.preview"), func(ctx context.Context, tx *store.Tx) error {
		lists, err := s.dates.OfSides(ctx, tx, sideIDs, deadlineKinds...)
		if err != nil {
			return err
		}
		for i, sideID := range sideIDs {
			for _, d := range running(lists[i], now) {
				if d.MessageID != nil {
					at := Holding{sideID, *d.MessageID}
					runs[at] = append(runs[at], d)
				}
			}
			if met[sideID], err = s.dates.MetMessages(ctx, tx, sideID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i, m := range messages {
		if list[i] == nil {
			continue
		}
		list[i].addMessage(m, deliveries[i], now, slices.Contains(met[m.SideID], m.ID))
		list[i].Deadlines = runs[Holding{m.SideID, m.ID}]
	}
	return list, nil
}

// addMessage says of one message who keeps it and what of it is open.
func (p *DeletionPreview) addMessage(m *Message, deliveries []*Delivery, today string, met bool) {
	if m.FromAuthorityID != nil {
		p.KeptBy = append(p.KeptBy, *m.FromAuthorityID)
	}
	for _, d := range deliveries {
		switch d.State {
		case casemail.Queued, casemail.Deferred:
			p.OnTheWay = append(p.OnTheWay, d.AuthorityID)
		case casemail.Failed, casemail.Rejected:
		default:
			p.KeptBy = append(p.KeptBy, d.AuthorityID)
		}
	}
	if m.Direction != casemail.Inbound || m.WithdrawnAt != nil {
		return
	}
	if m.Kind == casemail.KindDecision && m.Unopened() {
		p.UnopenedDecisions = []*Message{m}
	}
	if m.DueOn != nil && *m.DueOn >= today && !met {
		p.RunningPeriods = []*Message{m}
	}
}

// OfDocument is what deleting one document of a message would do: the message itself stays.
func (p *DeletionPreview) OfDocument() *DeletionPreview {
	return &DeletionPreview{KeptBy: p.KeptBy, OnTheWay: p.OnTheWay}
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
	// holds says that a message has reached it.
	holds bool
}

// over are the states of a delivery to which no answer is to come.
var over = []delivery.State{delivery.StateANSWERED, delivery.StateFAILED, delivery.StateREJECTED}

// notThere are the states of a delivery that has left nothing with its authority.
var notThere = []delivery.State{delivery.StateQUEUED, delivery.StateDEFERRED, delivery.StateFAILED, delivery.StateREJECTED}

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
		w.holds = w.holds || !waits && !slices.Contains(notThere, d.State)
		w.unanswered = w.unanswered || !slices.Contains(over, d.State)
	}
	return list, nil
}
