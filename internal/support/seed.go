package support

import (
	"context"
	"fmt"
	"time"

	"schalter/ent"
	"schalter/ent/cannedanswer"
	"schalter/ent/ticket"
	"schalter/ent/ticketentry"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// SeededTicket is a ticket of the demonstration, as it went.
type SeededTicket struct {
	// Key names it: it is written once.
	Key            string
	OrganisationID string
	OfferingID     *string
	// OrderID is the order that it is about; nil for a question.
	OrderID      *string
	Subject      string
	Requester    string
	State        TicketState
	OpenedAt     time.Time
	Participants []ParticipantInput
	Entries      []SeededEntry
}

// SeededEntry is one of its entries; Author is empty for the requester, and a role for who answered by mail.
type SeededEntry struct {
	At       time.Time
	Author   string
	Operator bool
	Internal bool
	ByMail   bool
	Body     string
}

// Seed writes tickets and canned answers of the demonstration, each once. Nobody is mailed.
func (s *Service) Seed(ctx context.Context, tickets []SeededTicket, answers []CannedAnswer) (err error) {
	defer errs.Wrap(&err, "support.Seed")
	return s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		for _, t := range tickets {
			if err := s.seedTicket(ctx, tx, t); err != nil {
				return fmt.Errorf("%s: %w", t.Key, err)
			}
		}
		there, err := tx.CannedAnswer.Query().Where(cannedanswer.Removed(false)).Exist(ctx)
		if err != nil || there {
			return err
		}
		for i, a := range answers {
			err := tx.CannedAnswer.Create().SetID(id.New(id.CannedAnswer, tx.Now.Add(time.Duration(i)*time.Millisecond))).SetTitleDe(a.TitleDe).
				SetBodyDe(a.BodyDe).SetTitleEn(a.TitleEn).SetBodyEn(a.BodyEn).SetUpdatedAt(tx.Now).Exec(ctx)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) seedTicket(ctx context.Context, tx *store.Tx, in SeededTicket) error {
	unique := s.hash("seed", in.Key)
	if known, err := tx.Ticket.Query().Where(ticket.UniqueKey(unique)).Exist(ctx); err != nil || known {
		return err
	}
	organisationID, name, ok := s.Organisations.Find(in.OrganisationID)
	if !ok {
		return errs.New(errs.NotFound, "no such organisation")
	}
	// Each row is of its own time.
	now := tx.Now
	defer func() { tx.Now = now }()
	tx.Now = in.OpenedAt
	parent, err := s.ensureParent(ctx, tx, organisationID, name)
	if err != nil {
		return err
	}
	kind := ticket.KindQUESTION
	if in.OrderID != nil {
		kind = ticket.KindORDER
	}
	t, key, err := s.create(ctx, tx, newTicket{
		kind: kind, organisationID: &organisationID, offeringID: in.OfferingID, orderID: in.OrderID, parentID: &parent.ID, uniqueKey: unique,
		content: sealedTicket{Subject: in.Subject, Requester: in.Requester},
	})
	if err != nil {
		return err
	}
	if err := s.addParticipants(ctx, tx, t, key, in.Participants); err != nil {
		return err
	}
	for _, e := range in.Entries {
		if err := s.seedEntry(ctx, tx, t, key, in.Requester, e); err != nil {
			return err
		}
	}
	return tx.Ticket.UpdateOneID(t.ID).SetState(ticket.State(in.State)).Exec(ctx)
}

func (s *Service) seedEntry(ctx context.Context, tx *store.Tx, t *ent.Ticket, key vault.Key, requester string, e SeededEntry) error {
	tx.Now = e.At
	entry := newEntry{
		kind: ticketentry.KindMEMBER, internal: e.Internal, event: requesterReplies, quiet: true, content: sealedEntry{Author: requester, Body: e.Body},
	}
	switch {
	case e.Operator:
		entry.kind, entry.event = ticketentry.KindOPERATOR, operatorReplies
	case e.ByMail:
		entry.kind = ticketentry.KindMAIL
	}
	if e.Author != "" {
		entry.content.Author = e.Author
	}
	_, err := s.addEntry(ctx, tx, t, key, entry)
	if err == nil && entry.kind == ticketentry.KindOPERATOR && !e.Internal && t.FirstAnsweredAt == nil {
		t.FirstAnsweredAt = &e.At
	}
	return err
}
