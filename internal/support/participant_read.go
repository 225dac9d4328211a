package support

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/ticketmail"
	"schalter/ent/ticketparticipant"
	"schalter/internal/errs"
)

// ParticipantsOf are those who take part in each ticket.
func (s *Service) ParticipantsOf(ctx context.Context, tickets []*Ticket) (_ [][]*TicketParticipant, err error) {
	defer errs.Wrap(&err, "support.ParticipantsOf")
	ids, err := readable(ctx, tickets)
	if err != nil {
		return nil, err
	}
	all, err := s.participants(system(ctx), s.DB.Client(), ids...)
	if err != nil {
		return nil, err
	}
	lists := make([][]*TicketParticipant, len(tickets))
	for _, p := range all {
		i := slices.Index(ids, p.TicketID)
		lists[i] = append(lists[i], p.shown())
	}
	return lists, nil
}

// Participant reads one who takes part; NOT_FOUND where there is none for the viewer.
func (s *Service) Participant(ctx context.Context, participantID string) (_ *TicketParticipant, err error) {
	defer errs.Wrap(&err, "support.Participant(%s)", participantID)
	if _, err := accessOf(ctx); err != nil {
		return nil, err
	}
	inner := system(ctx)
	row, err := s.DB.Client().TicketParticipant.Query().Where(ticketparticipant.ID(participantID)).Only(inner)
	if err != nil {
		return nil, asMissing(err)
	}
	if _, err := s.Ticket(ctx, row.TicketID); err != nil {
		return nil, err
	}
	list, err := s.openParticipants(inner, s.DB.Client(), []*ent.TicketParticipant{row})
	if err != nil {
		return nil, err
	}
	return list[0].shown(), nil
}

// UndeliveredOf are those whose mail of each entry came back.
func (s *Service) UndeliveredOf(ctx context.Context, entries []*TicketEntry) (_ [][]*TicketParticipant, err error) {
	defer errs.Wrap(&err, "support.UndeliveredOf")
	lists := make([][]*TicketParticipant, len(entries))
	ids, err := s.readableEntries(ctx, entries)
	if err != nil || len(ids) == 0 {
		return lists, err
	}
	ctx = system(ctx)
	mails, err := s.DB.Client().TicketMail.Query().Where(ticketmail.EntryIDIn(ids...),
		ticketmail.StateIn(ticketmail.StateFAILED, ticketmail.StateRETURNED)).All(ctx)
	if err != nil || len(mails) == 0 {
		return lists, err
	}
	var who []string
	for _, m := range mails {
		who = append(who, m.ParticipantID)
	}
	rows, err := s.DB.Client().TicketParticipant.Query().Where(ticketparticipant.IDIn(who...)).All(ctx)
	if err != nil {
		return nil, err
	}
	opened, err := s.openParticipants(ctx, s.DB.Client(), rows)
	if err != nil {
		return nil, err
	}
	for _, m := range mails {
		i := slices.Index(ids, *m.EntryID)
		at := slices.IndexFunc(opened, func(p participant) bool { return p.ID == m.ParticipantID })
		if i >= 0 && at >= 0 {
			lists[i] = append(lists[i], opened[at].shown())
		}
	}
	return lists, nil
}
