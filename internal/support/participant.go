package support

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/ticket"
	"schalter/ent/ticketparticipant"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/mail"
	"schalter/internal/mail/idn"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// newParticipant is one who takes part: a member by account, everybody else by address.
type newParticipant struct {
	role                      TicketRole
	name, email               string
	accountID, organisationID *string
}

// participant is a row, opened.
type participant struct {
	*ent.TicketParticipant
	sealedParticipant
}

// addParticipant adds one who is not there yet, or answers who is: nobody is there twice.
func (s *Service) addParticipant(ctx context.Context, tx *store.Tx, t *ent.Ticket, key vault.Key, p newParticipant) (added bool, err error) {
	there, err := s.participants(ctx, tx.Client, t.ID)
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(there, func(o participant) bool { return o.is(p) }) {
		return false, nil
	}
	if len(there) >= MaxParticipants {
		return false, errs.RefuseText(errs.TooMany, "ticket_participants", []any{MaxParticipants}, "addParticipants")
	}
	participantID := id.New(id.Participant, tx.Now)
	sealed, err := key.SealJSON(fieldAAD(participantID, "ticket_participant"), sealedParticipant{p.name, p.email})
	if err != nil {
		return false, err
	}
	return true, tx.TicketParticipant.Create().SetID(participantID).SetTicketID(t.ID).SetOriginID(t.ID).SetRole(ticketparticipant.Role(p.role)).
		SetNillableAccountID(p.accountID).SetNillableOrganisationID(p.organisationID).SetSealed(sealed).SetCreatedAt(tx.Now).Exec(ctx)
}

// is reports whether this is the same account or address.
func (p participant) is(o newParticipant) bool {
	if o.accountID != nil || p.AccountID != nil {
		return valueOf(o.accountID) == valueOf(p.AccountID)
	}
	return sameAddress(o.email, p.Email)
}

// sameAddress compares addresses as people mean them: whatever the case of letters and the form of the domain.
func sameAddress(a, b string) bool { return a != "" && idn.Same(a, b) }

// participants are those who take part now, with what is sealed of them.
func (s *Service) participants(ctx context.Context, client *ent.Client, ticketIDs ...string) ([]participant, error) {
	rows, err := client.TicketParticipant.Query().Where(ticketparticipant.TicketIDIn(ticketIDs...), ticketparticipant.RemovedAtIsNil()).
		Order(ent.Asc(ticketparticipant.FieldID)).All(ctx)
	if err != nil {
		return nil, err
	}
	return s.openParticipants(ctx, client, rows)
}

func (s *Service) openParticipants(ctx context.Context, client *ent.Client, rows []*ent.TicketParticipant) ([]participant, error) {
	opened, err := openAll[*ent.TicketParticipant, sealedParticipant](ctx, s, client, "ticket_participant", rows, func(row *ent.TicketParticipant) (string, string, []byte) {
		return row.ID, row.OriginID, row.Sealed
	})
	list := make([]participant, len(opened))
	for i := range opened {
		list[i] = participant{rows[i], opened[i]}
	}
	return list, err
}

func (p participant) shown() *TicketParticipant {
	shown := &TicketParticipant{
		ID: p.ID, TicketID: p.TicketID, Role: TicketRole(p.Role), Name: p.Name, OrganisationID: p.OrganisationID, ProbeSentAt: p.ProbeSentAt,
		Mail: &MailStatus{State: MailState(p.MailState), Since: p.MailSince, ProblemKey: p.MailProblem},
	}
	if p.Email != "" {
		shown.Email = &p.Email
	}
	return shown
}

// check brings name and address into their form.
func (in *ParticipantInput) check(ps *errs.Problems, field ...string) {
	checkText(ps, &in.Name, maxName, latin.Line, append(slices.Clone(field), "name")...)
	address, err := mail.ParseAddress(in.Email)
	if err != nil {
		ps.Add(errs.InvalidValue, append(slices.Clone(field), "email")...)
	} else {
		in.Email = address
	}
	if !slices.Contains([]TicketRole{Requester, Vendor, ITProvider, Copy}, in.Role) {
		ps.Add(errs.InvalidValue, append(slices.Clone(field), "role")...)
	}
}

// addParticipants adds those who take part by mail; what is no address is refused.
func (s *Service) addParticipants(ctx context.Context, tx *store.Tx, t *ent.Ticket, key vault.Key, list []ParticipantInput) error {
	var ps errs.Problems
	for i := range list {
		list[i].check(&ps, "addParticipants")
	}
	if err := ps.Err(); err != nil {
		return err
	}
	for _, in := range list {
		if s.ours(in.Email) {
			return errs.RefuseText(errs.InvalidValue, "ticket_own_address", nil, "addParticipants", "email")
		}
		if _, err := s.addParticipant(ctx, tx, t, key, newParticipant{role: in.Role, name: in.Name, email: in.Email, organisationID: in.OrganisationID}); err != nil {
			return err
		}
	}
	return nil
}

// ReplaceInOrder takes further addresses out of the ticket of an order and others in, in the transaction of the order. Who takes part by an account,
// or as vendor or IT provider, stays. NOT_FOUND when the order has no ticket.
func (s *Service) ReplaceInOrder(ctx context.Context, tx *store.Tx, orderID string, gone []string, come []ParticipantInput) (err error) {
	defer errs.Wrap(&err, "support.ReplaceInOrder(%s)", orderID)
	ctx = system(ctx)
	ticketID, err := tx.Ticket.Query().Where(ticket.OrderID(orderID)).OnlyID(ctx)
	if err != nil {
		return asMissing(err)
	}
	row, key, err := s.lockAny(ctx, tx, ticketID)
	if err != nil {
		return err
	}
	there, err := s.participants(ctx, tx.Client, row.ID)
	if err != nil {
		return err
	}
	for _, p := range there {
		left := func(email string) bool { return sameAddress(email, p.Email) }
		stays := func(in ParticipantInput) bool { return sameAddress(in.Email, p.Email) }
		if TicketRole(p.Role) != Copy || !slices.ContainsFunc(gone, left) || slices.ContainsFunc(come, stays) {
			continue
		}
		if err := tx.TicketParticipant.UpdateOneID(p.ID).SetRemovedAt(tx.Now).Exec(ctx); err != nil {
			return err
		}
	}
	publish(tx, row, "", true)
	return s.addContacts(ctx, tx, row, key, come)
}

// addContacts adds those whom an order names. Who takes part by an account is not added by an address as well, and would get every mail twice.
func (s *Service) addContacts(ctx context.Context, tx *store.Tx, t *ent.Ticket, key vault.Key, come []ParticipantInput) error {
	there, err := s.participants(ctx, tx.Client, t.ID)
	if err != nil {
		return err
	}
	come = slices.Clone(come)
	for _, p := range there {
		if p.AccountID == nil {
			continue
		}
		who, err := s.member(ctx, tx, p.TicketParticipant)
		if err != nil {
			return err
		}
		if who != nil {
			come = slices.DeleteFunc(come, func(in ParticipantInput) bool { return sameAddress(in.Email, who.Email) })
		}
	}
	return s.addParticipants(ctx, tx, t, key, come)
}

// member is how to write to a participant who has an account; nil for one who closed it, or left the organisation for which they take part.
func (s *Service) member(ctx context.Context, tx *store.Tx, p *ent.TicketParticipant) (*Addressee, error) {
	if p.OrganisationID != nil {
		if in, err := s.takesPart(ctx, tx, p); err != nil || !in {
			return nil, err
		}
	}
	who, err := s.People.Addressee(ctx, tx, *p.AccountID)
	if errs.CodeOf(err) == errs.NotFound || err == nil && !who.Active {
		return nil, nil
	}
	return &who, err
}

// takesPart reports whether an account still has a part in the market for the organisation of a ticket. Of an order it may be that of a union,
// which ordered for its member: there any part counts.
func (s *Service) takesPart(ctx context.Context, tx *store.Tx, p *ent.TicketParticipant) (bool, error) {
	in, err := s.Organisations.InMarket(ctx, tx, *p.OrganisationID, *p.AccountID)
	if err != nil || in {
		return in, err
	}
	ordered, err := tx.Ticket.Query().Where(ticket.ID(p.TicketID), ticket.KindEQ(ticket.KindORDER)).Exist(ctx)
	if err != nil || !ordered {
		return false, err
	}
	return s.Organisations.InMarket(ctx, tx, "", *p.AccountID)
}

// removeLeft takes one out of a ticket who may read it no longer.
func (s *Service) removeLeft(ctx context.Context, tx *store.Tx, ticketID string, p *ent.TicketParticipant) error {
	if err := p.Update().SetRemovedAt(tx.Now).Exec(ctx); err != nil {
		return err
	}
	t, err := tx.Ticket.UpdateOneID(ticketID).AddVersion(1).Save(ctx)
	if err == nil {
		publish(tx, t, "", true)
	}
	return err
}
