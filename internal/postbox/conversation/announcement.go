package conversation

import (
	"context"

	"schalter/ent"
	"schalter/ent/message"
	"schalter/ent/provision"
	entside "schalter/ent/side"
	"schalter/ent/sideevent"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/legal"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// reckonAnnouncement computes when a decision counts as announced, from what a side knows, and keeps it there: by the notice while it has not come back,
// by the retrieval, whichever gives the earlier day. It is called whenever one of these facts changed, on each side, and changes nothing where none did.
// A decision that was not to be announced, that was withdrawn, or of before its notice was kept has no such day.
func (s *Service) reckonAnnouncement(ctx context.Context, tx *store.Tx, side *sides.Side, messageID string) error {
	known, err := tx.Provision.Query().Where(provision.SideID(side.ID), provision.MessageID(messageID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	view, err := tx.ViewMessage.Query().Where(viewmessage.SideID(side.ID), viewmessage.MessageID(messageID)).WithMessage().Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	m := view.Edges.Message
	if m.Kind != message.KindDECISION || m.DecisionEffect == nil || casemail.DecisionEffect(*m.DecisionEffect) != casemail.EffectAnnouncement || m.FromAuthorityID == nil {
		return nil
	}
	var events []dates.Event
	if view.WithdrawnAt == nil {
		if events, err = announcedBy(ctx, tx, known); err != nil {
			return err
		}
	}
	f := s.factOf(m, *m.FromAuthorityID)
	f.Kind = legal.Announcement
	if err := s.dates.SetEarliest(ctx, tx, side, f, events...); err != nil || side.IsOwner() {
		return err
	}
	return s.followDeleted(ctx, tx, side, f, events)
}

// followDeleted has the days of a decision that the owner deleted follow those of its authority: the owner's side keeps them, and knows nothing any more of
// what they are counted from. The owner's side is locked by the caller.
func (s *Service) followDeleted(ctx context.Context, tx *store.Tx, own *sides.Side, f dates.Fact, events []dates.Event) error {
	held, err := tx.ViewMessage.Query().Where(viewmessage.SideID(own.MailboxID), viewmessage.MessageID(*f.MessageID)).Exist(ctx)
	if err != nil || held {
		return err
	}
	kept, err := s.dates.OfMany(ctx, tx, legal.Announcement, []string{own.MailboxID}, []string{*f.MessageID})
	if err != nil || len(kept) == 0 {
		return err
	}
	owner, err := tx.Side.Query().Where(entside.ID(own.MailboxID)).Only(ctx)
	if err != nil {
		return err
	}
	return s.dates.SetEarliest(ctx, tx, &sides.Side{Side: owner}, f, events...)
}

// announcedBy are the events that a decision may count from.
func announcedBy(ctx context.Context, tx *store.Tx, known *ent.Provision) (events []dates.Event, err error) {
	if known.NoticeSentAt != nil && known.NoticeFailedAt == nil {
		events = append(events, dates.Event{Anchor: legal.NoticeSent, Day: legal.DayOf(*known.NoticeSentAt)})
	}
	opened, err := tx.SideEvent.Query().Where(sideevent.SideID(known.SideID), sideevent.MessageID(known.MessageID), sideevent.KindEQ(sideevent.KindMESSAGE_OPENED)).
		Order(ent.Asc(sideevent.FieldSeq)).First(ctx)
	if ent.IsNotFound(err) {
		return events, nil
	}
	if err != nil {
		return nil, err
	}
	return append(events, dates.Event{Anchor: legal.Retrieved, Day: legal.DayOf(opened.At)}), nil
}

// Announcements are when decisions count as announced on the sides that they were read from, one for each; nil without such a day.
func (s *Service) Announcements(ctx context.Context, messages []*Message) (_ []*dates.Date, err error) {
	defer errs.Wrap(&err, "postbox.Announcements")
	list := make([]*dates.Date, len(messages))
	var sideIDs, messageIDs []string
	for _, m := range messages {
		if m.Kind == casemail.KindDecision && m.WithdrawnAt == nil {
			sideIDs, messageIDs = append(sideIDs, m.SideID), append(messageIDs, m.ID)
		}
	}
	if len(messageIDs) == 0 {
		return list, nil
	}
	// The sides are the viewer's: the messages were read from them.
	err = s.db.Read(viewer.System(ctx, "postbox.announcements"), func(ctx context.Context, tx *store.Tx) error {
		found, err := s.dates.OfMany(ctx, tx, legal.Announcement, sideIDs, messageIDs)
		for i, m := range messages {
			list[i] = found[dates.Of{SideID: m.SideID, MessageID: m.ID}]
		}
		return err
	})
	return list, err
}

// LawOf is the code of procedure that governs services.
func (s *Service) LawOf(serviceIDs []string) legal.ProcedureLaw {
	return s.directory.ProcedureLaw(serviceIDs)
}

// RulesFor are the rules that events ask for now, of those by which decisions are announced; an event that none is for has none.
func (s *Service) RulesFor(ctx context.Context, law legal.ProcedureLaw, events []dates.Event) (rules []legal.Rule, err error) {
	err = s.db.Read(viewer.System(ctx, "postbox.rules"), func(ctx context.Context, tx *store.Tx) error {
		rules = nil
		for _, e := range events {
			r, ok, err := s.dates.RuleOf(ctx, tx, legal.Announcement, law, e)
			if err != nil {
				return err
			}
			if ok {
				rules = append(rules, r)
			}
		}
		return nil
	})
	return rules, err
}
