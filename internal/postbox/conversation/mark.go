package conversation

import (
	"context"

	"schalter/ent"
	"schalter/ent/delivery"
	"schalter/ent/rule"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// actorOn is the viewer as it acts on a side: the owner, or a clerk of the authority.
func (s *Service) actorOn(ctx context.Context, side *sides.Side) (chain.Actor, error) {
	if side.IsOwner() {
		return ownerOf(side), nil
	}
	clerk, err := s.organisations.Member(viewer.System(ctx, "postbox.actor"), viewer.From(ctx).AccountID, side.Reader, nil)
	if err != nil {
		return chain.Actor{}, err
	}
	return chain.Actor{ID: clerk.ID, Name: clerk.Name, Capacity: "clerk"}, nil
}

// MarkRead opens messages of the viewer's sides, or marks them unread again. The first opening is recorded as an event, counts
// as activity and moves the delivery to OPENED. named is the side that is meant, at most one. Unknown ids do not exist: NOT_FOUND.
func (s *Service) MarkRead(ctx context.Context, messageIDs []string, read bool, named ...string) (_ []*Message, err error) {
	defer errs.Wrap(&err, "postbox.MarkRead")
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	var ps errs.Problems
	sides.ValidateIDs(&ps, id.Message, messageIDs, 100, "messageIds")
	if err := ps.Err(); err != nil {
		return nil, err
	}
	bySide, err := s.sidesOf(ctx, scope, messageIDs, named)
	if err != nil {
		return nil, err
	}
	v := viewer.From(ctx)
	for sideID, list := range bySide {
		err := s.db.Tx(viewer.System(ctx, "postbox.mark"), func(ctx context.Context, tx *store.Tx) error {
			return s.markReadOn(ctx, tx, scope, v, sideID, list, read)
		})
		if err != nil {
			return nil, err
		}
	}
	marked := make([]*Message, 0, len(messageIDs))
	for sideID, list := range bySide {
		for _, messageID := range list {
			m, err := s.Message(ctx, sideID, messageID)
			if err != nil {
				return nil, err
			}
			marked = append(marked, m)
		}
	}
	return marked, nil
}

// sidesOf finds for each message the side of the viewer's that is meant.
func (s *Service) sidesOf(ctx context.Context, scope rule.Scope, messageIDs, named []string) (map[string][]string, error) {
	views, err := s.db.Client().ViewMessage.Query().
		Where(viewmessage.MessageIDIn(messageIDs...), viewmessage.ReaderIn(scope.Readers()...)).All(ctx)
	if err != nil {
		return nil, err
	}
	copies := map[string][]string{}
	for _, v := range views {
		copies[v.MessageID] = append(copies[v.MessageID], v.SideID)
	}
	bySide := map[string][]string{}
	for _, messageID := range messageIDs {
		sideID, err := sides.CopyOnNamedSide(copies[messageID], func(sideID string) string { return sideID }, named, NoSuchMessage())
		if err != nil {
			return nil, err
		}
		bySide[sideID] = append(bySide[sideID], messageID)
	}
	return bySide, nil
}

func (s *Service) markReadOn(ctx context.Context, tx *store.Tx, scope rule.Scope, v *viewer.Viewer, sideID string, messageIDs []string, read bool) error {
	owner, side, err := s.lockPair(ctx, tx, scope, sideID)
	if err != nil {
		return err
	}
	views, err := tx.ViewMessage.Query().Where(viewmessage.SideID(sideID), viewmessage.MessageIDIn(messageIDs...)).
		WithMessage().Order(ent.Asc(viewmessage.FieldSeq)).All(ctx)
	if err != nil {
		return err
	}
	by, err := s.actorOn(viewer.With(ctx, v), side)
	if err != nil {
		return err
	}
	ctx = viewer.System(ctx, "postbox.mark")
	for _, view := range views {
		if err := s.SetRead(ctx, tx, owner, side, view, by, read); err != nil {
			return err
		}
	}
	if owner != nil && owner.ID != side.ID {
		if err := sides.Save(ctx, tx, owner); err != nil {
			return err
		}
	}
	return sides.Save(ctx, tx, side)
}

// lockPair locks a side of the viewer's together with the owner's, which is the same for the owner.
func (s *Service) lockPair(ctx context.Context, tx *store.Tx, scope rule.Scope, sideID string) (owner, side *sides.Side, err error) {
	if id.Is(id.Case, sideID) {
		return s.sides.LockCase(ctx, tx, scope, sideID)
	}
	side, err = s.sides.Lock(ctx, tx, scope, sideID)
	return side, side, err
}

// SetRead marks one message read or unread on a side that is locked, with all that its first opening means.
func (s *Service) SetRead(ctx context.Context, tx *store.Tx, owner, side *sides.Side, view *ent.ViewMessage, by chain.Actor, read bool) error {
	if view.Unread != read || view.WithdrawnAt != nil {
		return nil
	}
	u := tx.ViewMessage.UpdateOneID(view.ID).SetUnread(!read)
	m := view.Edges.Message
	first := read && view.ReadAt == nil && !side.Wrote(m.Direction)
	if first {
		u.SetReadAt(tx.Now)
	}
	if err := u.Exec(ctx); err != nil {
		return err
	}
	if read {
		side.UnreadCount--
	} else {
		side.UnreadCount++
	}
	if !first {
		tx.Append(store.Entry{Reader: side.Reader, Topic: store.TopicChange, SideID: side.ID, MessageID: view.MessageID, At: tx.Now})
		return nil
	}
	owner.RecordActivity(tx.Now)
	if err := s.chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: chain.MessageOpened, Actor: by, Message: view.MessageID}); err != nil {
		return err
	}
	if side.IsOwner() {
		if err := s.indexOpened(ctx, tx, side, view); err != nil {
			return err
		}
		if err := s.reckonAnnouncement(ctx, tx, side, view.MessageID); err != nil {
			return err
		}
		return s.recordRetrieval(ctx, tx, side, view)
	}
	return s.recordOpened(ctx, tx, owner, side, view.MessageID, by)
}

// recordOpened records the fact OPENED of the delivery of a message that an authority opened.
func (s *Service) recordOpened(ctx context.Context, tx *store.Tx, owner, side *sides.Side, messageID string, by chain.Actor) error {
	d, err := tx.Delivery.Query().Where(delivery.MessageID(messageID), delivery.AuthoritySideID(side.ID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.AddFact(ctx, tx, owner, d, Fact{State: casemail.Opened, By: by, Event: chain.DeliveryChanged})
}

// recordRetrieval records for the authority when its message was retrieved. For a decision the law asks for it (Art. 24 BayDiG).
// Where no key opens the authority's copy only the owner's record says it: nobody is kept from a decision by the damage of others.
func (s *Service) recordRetrieval(ctx context.Context, tx *store.Tx, owner *sides.Side, view *ent.ViewMessage) error {
	copies, err := tx.ViewMessage.Query().Where(viewmessage.MessageID(view.MessageID), viewmessage.SideIDNEQ(owner.ID)).All(ctx)
	if err != nil {
		return err
	}
	for _, c := range copies {
		side, opens, err := s.sides.LockIfOpens(ctx, tx, c.SideID)
		if err != nil {
			return err
		}
		if !opens {
			continue
		}
		person := chain.Actor{ID: side.Head.PersonID, Name: side.Head.PersonName, Capacity: "owner"}
		if err := s.chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: chain.MessageOpened, Actor: person, Message: view.MessageID}); err != nil {
			return err
		}
		if err := s.reckonAnnouncement(ctx, tx, side, view.MessageID); err != nil {
			return err
		}
		if err := sides.Save(ctx, tx, side); err != nil {
			return err
		}
	}
	return nil
}

// indexOpened makes a decision's text and file names findable, now that its retrieval is recorded.
func (s *Service) indexOpened(ctx context.Context, tx *store.Tx, owner *sides.Side, view *ent.ViewMessage) error {
	m := view.Edges.Message
	if m == nil || casemail.MessageKind(m.Kind) != casemail.KindDecision || casemail.MessageDirection(m.Direction) != casemail.Inbound {
		return nil
	}
	return s.reindexMessage(ctx, tx, owner, m.ID)
}

// reindexMessage indexes the words of a message again, after one of its documents was deleted or it was opened. Of one that is
// still closed only the subject and the sender can be found.
func (s *Service) reindexMessage(ctx context.Context, tx *store.Tx, side *sides.Side, messageID string) error {
	view, err := tx.ViewMessage.Query().Where(viewmessage.SideID(side.ID), viewmessage.MessageID(messageID)).WithMessage().Only(ctx)
	if err != nil {
		return err
	}
	m, err := s.OpenMessage(ctx, side, view, view.Edges.Message)
	if err != nil {
		return err
	}
	found := []string{m.Subject, m.SenderName}
	if !m.Locked() {
		text, err := m.key.Open(sides.FieldAAD(m.ID, "message", "body"), view.Edges.Message.SealedBody)
		if err != nil {
			return s.sides.Alarm(ctx, m.ID, err)
		}
		held, err := s.documents.HeldWith(ctx, tx.Client, side, m.ID)
		if err != nil {
			return err
		}
		found = append(found, string(text))
		for _, d := range held {
			found = append(found, d.Meta.Filename)
		}
	}
	if err := sides.ForgetWords(ctx, tx, side.ID, messageID); err != nil {
		return err
	}
	return s.sides.IndexWords(ctx, tx, side, messageID, found...)
}
