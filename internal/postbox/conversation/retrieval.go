package conversation

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/sideevent"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/postbox/sides"
)

// Retrievals are when messages of authorities were first retrieved by the person they are for, one for each; nil where they were
// not, and for all other messages. The owner's side knows it as its first opening, an authority's from its record, which stays
// when the owner deletes the mailbox.
func (s *Service) Retrievals(ctx context.Context, messages []*Message) (_ []*time.Time, err error) {
	defer errs.Wrap(&err, "postbox.Retrievals")
	list := make([]*time.Time, len(messages))
	var sent []*Message
	for i, m := range messages {
		switch {
		case m.Direction != casemail.Inbound:
		case m.own:
			sent = append(sent, m)
		default:
			list[i] = m.ReadAt
		}
	}
	if len(sent) == 0 {
		return list, nil
	}
	// The sides are the viewer's: the messages were read from them.
	held := Holdings(sent)
	rows, err := s.db.Client().SideEvent.Query().Where(sideevent.SideIDIn(held.Sides...), sideevent.MessageIDIn(held.Messages...),
		sideevent.KindEQ(sideevent.KindMESSAGE_OPENED)).Order(ent.Asc(sideevent.FieldSeq)).All(sides.SystemReads(ctx, "postbox.retrievals"))
	if err != nil {
		return nil, err
	}
	first := map[Holding]time.Time{}
	for _, row := range rows {
		at := Holding{row.SideID, *row.MessageID}
		if _, known := first[at]; !known {
			first[at] = row.At.UTC()
		}
	}
	for i, m := range messages {
		if at, ok := first[Holding{m.SideID, m.ID}]; ok {
			list[i] = &at
		}
	}
	return list, nil
}
