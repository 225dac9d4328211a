package support

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/ticket"
	"schalter/ent/ticketentry"
	"schalter/ent/ticketmail"
	"schalter/ent/ticketparticipant"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// Merge moves what is in a ticket, and who takes part, into another one, and resolves it; mails to it land there from then on. What was
// written stays sealed under the key of the ticket in which it was. Operators alone do so, and only where nobody learns of another
// organisation's matters by it: within one, or of a question of nobody.
func (s *Service) Merge(ctx context.Context, ticketID string, expectedVersion int, intoID string) (into, merged *Ticket, err error) {
	defer errs.Wrap(&err, "support.Merge(%s, %s)", ticketID, intoID)
	a, err := operatorAccess(ctx)
	if err != nil {
		return nil, nil, err
	}
	if ticketID == intoID {
		return nil, nil, errs.RefuseText(errs.InvalidValue, "ticket_merge_self", nil, "intoTicketId")
	}
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		// Two that merge crosswise lock in one order.
		if intoID < ticketID {
			if _, _, err := s.lockAny(ctx, tx, intoID); err != nil && errs.CodeOf(err) != errs.NotFound {
				return err
			}
		}
		from, _, err := s.lockVersion(ctx, tx, a, ticketID, expectedVersion)
		if err != nil {
			return err
		}
		to, key, err := s.lockAny(ctx, tx, intoID)
		if errs.CodeOf(err) == errs.NotFound {
			return errs.RefuseText(errs.Missing, "ticket_unknown", nil, "intoTicketId")
		}
		if err != nil {
			return err
		}
		if err := mayMerge(from, to); err != nil {
			return err
		}
		return s.merge(ctx, tx, from, to, key)
	})
	if err != nil {
		return nil, nil, err
	}
	if into, err = s.Ticket(ctx, intoID); err == nil {
		merged, err = s.Ticket(ctx, ticketID)
	}
	return into, merged, err
}

func mayMerge(from, to *ent.Ticket) error {
	switch {
	case to.MergedIntoID != nil:
		return errs.RefuseText(errs.WrongState, "ticket_merged", nil, "intoTicketId")
	case (from.Kind == ticket.KindDIRECTORY) != (to.Kind == ticket.KindDIRECTORY):
		return errs.RefuseText(errs.WrongState, "ticket_merge_kind", nil, "ticketId")
	case !slices.Contains([]ticket.Kind{ticket.KindQUESTION, ticket.KindCONTACT, ticket.KindDIRECTORY}, from.Kind):
		return errs.RefuseText(errs.WrongState, "ticket_merge_kind", nil, "ticketId")
	case from.OrganisationID != nil && valueOf(from.OrganisationID) != valueOf(to.OrganisationID):
		return errs.RefuseText(errs.WrongState, "ticket_merge_organisation", nil, "intoTicketId")
	}
	return nil
}

func (s *Service) merge(ctx context.Context, tx *store.Tx, from, to *ent.Ticket, key vault.Key) error {
	if err := s.mergeParticipants(ctx, tx, from, to); err != nil {
		return err
	}
	if err := tx.TicketEntry.Update().Where(ticketentry.TicketID(from.ID)).SetTicketID(to.ID).Exec(ctx); err != nil {
		return err
	}
	if err := tx.TicketMail.Update().Where(ticketmail.TicketID(from.ID)).SetTicketID(to.ID).Exec(ctx); err != nil {
		return err
	}
	if err := moveWords(ctx, tx, from.ID, to.ID); err != nil {
		return err
	}
	// Whatever was merged before is one step away.
	if err := tx.Ticket.Update().Where(ticket.MergedIntoID(from.ID)).SetMergedIntoID(to.ID).Exec(ctx); err != nil {
		return err
	}
	if err := from.Update().SetMergedIntoID(to.ID).SetState(ticket.StateRESOLVED).AddVersion(1).SetUpdatedAt(tx.Now).Exec(ctx); err != nil {
		return err
	}
	publish(tx, from, "", true)
	_, err := s.addEntry(ctx, tx, to, key, newEntry{
		kind: ticketentry.KindPLATFORM, internal: true, event: platformNotes,
		content: sealedEntry{Author: s.Platform, Body: "Ticket " + from.Reference + " wurde mit diesem zusammengeführt.", English: "Ticket " + from.Reference + " was merged into this one."},
	})
	if err != nil {
		return err
	}
	// Members see the entries that came, and who joined.
	publish(tx, to, "", true)
	return tx.Ticket.UpdateOneID(to.ID).AddVersion(1).Exec(ctx)
}

// mergeParticipants moves those who take part. Who is there already is there once: what is answered to the other one counts as theirs.
func (s *Service) mergeParticipants(ctx context.Context, tx *store.Tx, from, to *ent.Ticket) error {
	there, err := s.participants(ctx, tx.Client, to.ID)
	if err != nil {
		return err
	}
	coming, err := s.participants(ctx, tx.Client, from.ID)
	if err != nil {
		return err
	}
	for _, p := range coming {
		same := slices.IndexFunc(there, func(o participant) bool {
			return o.is(newParticipant{email: p.Email, accountID: p.AccountID})
		})
		if same >= 0 {
			if err := replace(ctx, tx, p, there[same].ID); err != nil {
				return err
			}
			continue
		}
		if there = append(there, p); len(there) > MaxParticipants {
			return errs.RefuseText(errs.TooMany, "ticket_participants", []any{MaxParticipants}, "intoTicketId")
		}
	}
	return tx.TicketParticipant.Update().Where(ticketparticipant.TicketID(from.ID)).SetTicketID(to.ID).Exec(ctx)
}

// replace has one who takes part stand for another, and for all for whom that one stands: who stands for somebody is one step away,
// however often is merged.
func replace(ctx context.Context, tx *store.Tx, p participant, byID string) error {
	if err := p.Update().SetRemovedAt(tx.Now).SetReplacedByID(byID).Exec(ctx); err != nil {
		return err
	}
	return tx.TicketParticipant.Update().Where(ticketparticipant.ReplacedByID(p.ID)).SetReplacedByID(byID).Exec(ctx)
}
