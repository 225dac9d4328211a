package support

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/ticket"
	"schalter/ent/ticketparticipant"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// TicketUpdate is a change of a ticket; what is nil or empty stays.
type TicketUpdate struct {
	TicketID             string
	ExpectedVersion      int
	State                *TicketState
	AssignToMe           *bool
	AddParticipants      []ParticipantInput
	RemoveParticipantIDs []string
}

// Update changes a ticket. Operators change all of it, editors of those of the directory; members resolve and open theirs again, and say who gets copies or is their
// IT provider.
func (s *Service) Update(ctx context.Context, in TicketUpdate) (_ *Ticket, err error) {
	defer errs.Wrap(&err, "support.Update(%s)", in.TicketID)
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		row, key, err := s.lockVersion(ctx, tx, a, in.TicketID, in.ExpectedVersion)
		if err != nil {
			return err
		}
		keeps := a.keeps(TicketKind(row.Kind))
		if err := in.check(keeps); err != nil {
			return err
		}
		update := row.Update().AddVersion(1).SetUpdatedAt(tx.Now)
		if in.State != nil {
			if !maySet(keeps, TicketState(row.State), *in.State) {
				return errs.RefuseText(errs.WrongState, "ticket_transition", nil, "state")
			}
			update.SetState(ticket.State(*in.State))
		}
		if in.AssignToMe != nil {
			if *in.AssignToMe {
				update.SetAssigneeID(a.accountID)
			} else {
				update.ClearAssigneeID()
			}
		}
		if err := s.changeParticipants(ctx, tx, a, row, key, in); err != nil {
			return err
		}
		publish(tx, row, "", true)
		return update.Exec(ctx)
	})
	if err != nil {
		return nil, err
	}
	return s.Ticket(ctx, in.TicketID)
}

// check refuses what only those change whose the ticket is to answer.
func (in *TicketUpdate) check(keeps bool) error {
	var ps errs.Problems
	if in.AssignToMe != nil && !keeps {
		ps.AddText(errs.InvalidValue, "ticket_assign_operators", nil, "assignToMe")
	}
	if len(in.AddParticipants) > MaxParticipants || len(in.RemoveParticipantIDs) > MaxParticipants {
		ps.AddText(errs.TooMany, "ticket_participants", []any{MaxParticipants}, "addParticipants")
	}
	for _, p := range in.AddParticipants {
		if !keeps && p.Role != Copy && p.Role != ITProvider {
			ps.AddText(errs.InvalidValue, "ticket_role_operators", nil, "addParticipants", "role")
		}
	}
	return ps.Err()
}

// lockVersion locks a ticket for a change of the version that somebody saw; one that was merged changes no more.
func (s *Service) lockVersion(ctx context.Context, tx *store.Tx, a access, ticketID string, version int) (*ent.Ticket, vault.Key, error) {
	row, key, err := s.lock(ctx, tx, a, ticketID)
	switch {
	case err != nil:
	case row.MergedIntoID != nil:
		err = errs.RefuseText(errs.WrongState, "ticket_merged", nil, "ticketId")
	case row.Version != version:
		err = errs.Refuse(errs.Stale, "expectedVersion")
	}
	return row, key, err
}

func (s *Service) changeParticipants(ctx context.Context, tx *store.Tx, a access, row *ent.Ticket, key vault.Key, in TicketUpdate) error {
	for _, participantID := range in.RemoveParticipantIDs {
		leave := tx.TicketParticipant.Update().Where(ticketparticipant.ID(participantID), ticketparticipant.TicketID(row.ID), ticketparticipant.RemovedAtIsNil())
		if !a.keeps(TicketKind(row.Kind)) {
			leave.Where(ticketparticipant.Or(ticketparticipant.RoleIn(ticketparticipant.RoleCOPY, ticketparticipant.RoleIT_PROVIDER),
				ticketparticipant.AccountID(a.accountID)))
		}
		n, err := leave.SetRemovedAt(tx.Now).Save(ctx)
		if err != nil {
			return err
		}
		if n == 0 {
			return errs.RefuseText(errs.Missing, "ticket_participant_unknown", nil, "removeParticipantIds")
		}
	}
	joining := slices.Clone(in.AddParticipants)
	for i := range joining {
		if joining[i].OrganisationID == nil {
			continue
		}
		organisationID, _, ok := s.Organisations.Find(*joining[i].OrganisationID)
		if !ok {
			return errs.RefuseText(errs.Missing, "ticket_organisation_unknown", nil, "addParticipants", "organisationId")
		}
		joining[i].OrganisationID = &organisationID
	}
	return s.addParticipants(ctx, tx, row, key, joining)
}
