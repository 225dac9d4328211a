package support

import (
	"context"
	"crypto/rand"

	"schalter/ent"
	"schalter/ent/ticket"
	"schalter/ent/ticketentry"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// TicketOpenInput is a question (input TicketOpenInput of the contract). That one cannot sign is a question about an offering.
type TicketOpenInput struct {
	OrganisationID string
	OfferingID     *string
	Subject        string
	Body           string
	IdempotencyKey string
}

// Validate brings the texts to NFC and refuses what cannot be one.
func (in *TicketOpenInput) Validate() error {
	var ps errs.Problems
	checkText(&ps, &in.Subject, MaxSubject, latin.Line, "subject")
	checkText(&ps, &in.Body, MaxBody, latin.Text, "body")
	checkKey(&ps, in.IdempotencyKey)
	if in.OfferingID != nil && len(*in.OfferingID) > 64 {
		ps.Add(errs.InvalidValue, "offeringId")
	}
	return ps.Err()
}

// checkText checks a text that must say something and brings it to NFC.
func checkText(ps *errs.Problems, text *string, limit int, check func(string, int) (string, error), field ...string) {
	checked, err := check(*text, limit)
	switch {
	case err != nil:
		latin.AddProblem(ps, err, field...)
	case latin.Blank(checked):
		ps.Add(errs.Required, field...)
	default:
		*text = checked
	}
}

func checkKey(ps *errs.Problems, key string) {
	if key == "" || len(key) > maxKey {
		ps.Add(errs.InvalidValue, "idempotencyKey")
	}
}

// Open opens a question of an organisation, below its one parent ticket. Members with a part in the market may, and operators.
func (s *Service) Open(ctx context.Context, in TicketOpenInput) (opened *Ticket, err error) {
	defer errs.Wrap(&err, "support.Open(%s)", in.OrganisationID)
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	organisationID, name, ok := s.Organisations.Find(in.OrganisationID)
	in.OrganisationID = organisationID
	if !ok || !a.belongs(&organisationID) {
		return nil, errs.RefuseText(errs.Missing, "ticket_organisation_unknown", nil, "organisationId")
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	var ticketID string
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		parent, err := s.ensureParent(ctx, tx, in.OrganisationID, name)
		if err != nil {
			return err
		}
		unique := s.hash("open", a.accountID, in.OrganisationID, in.IdempotencyKey)
		earlier, err := tx.Ticket.Query().Where(ticket.UniqueKey(unique)).Only(ctx)
		if err == nil {
			ticketID = earlier.ID
			return s.requireSame(ctx, tx, earlier, in)
		}
		if !ent.IsNotFound(err) {
			return err
		}
		if err := s.limit(ctx, tx, a.accountID); err != nil {
			return err
		}
		ticketID, err = s.openQuestion(ctx, tx, a, in, parent, unique)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.Ticket(ctx, ticketID)
}

func (s *Service) openQuestion(ctx context.Context, tx *store.Tx, a access, in TicketOpenInput, parent *ent.Ticket, unique []byte) (string, error) {
	author, err := s.nameOf(ctx, tx, a.accountID)
	if err != nil {
		return "", err
	}
	t, key, err := s.create(ctx, tx, newTicket{
		kind: ticket.KindQUESTION, organisationID: &in.OrganisationID, offeringID: in.OfferingID, parentID: &parent.ID, uniqueKey: unique,
		requesterID: &a.accountID, content: sealedTicket{Subject: in.Subject, Requester: author},
	})
	if err != nil {
		return "", err
	}
	e := newEntry{kind: ticketentry.KindOPERATOR, accountID: &a.accountID, content: sealedEntry{Author: author, Body: in.Body}, event: operatorReplies}
	if !a.operator {
		e.kind, e.event = ticketentry.KindMEMBER, requesterReplies
		if _, err := s.addParticipant(ctx, tx, t, key, newParticipant{role: Requester, name: author, accountID: &a.accountID, organisationID: &in.OrganisationID}); err != nil {
			return "", err
		}
	}
	_, err = s.addEntry(ctx, tx, t, key, e)
	return t.ID, err
}

// requireSame refuses a key that opened another ticket.
func (s *Service) requireSame(ctx context.Context, tx *store.Tx, earlier *ent.Ticket, in TicketOpenInput) error {
	key, err := s.keyOf(ctx, earlier)
	if err != nil {
		return err
	}
	var head sealedTicket
	if err := key.OpenJSON(fieldAAD(earlier.ID, "ticket"), earlier.Sealed, &head); err != nil {
		return err
	}
	first, err := tx.TicketEntry.Query().Where(ticketentry.OriginID(earlier.ID)).Order(ent.Asc(ticketentry.FieldID)).First(ctx)
	if err != nil {
		return err
	}
	var content sealedEntry
	if err := key.OpenJSON(fieldAAD(first.ID, "ticket_entry"), first.Sealed, &content); err != nil {
		return err
	}
	if head.Subject != in.Subject || content.Body != in.Body || valueOf(earlier.OfferingID) != valueOf(in.OfferingID) {
		return errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
	}
	return nil
}

// limit bounds what one account writes in an hour.
func (s *Service) limit(ctx context.Context, tx *store.Tx, accountID string) error {
	n, err := tx.Count(ctx, "ticket-write|"+hexOf(s.hash("limit", accountID)), limitWindow)
	if err == nil && n > maxWritten {
		err = errs.RefuseText(errs.TooMany, "ticket_too_often", nil)
	}
	return err
}

// OrderTicket is what the ticket of an order begins with.
type OrderTicket struct {
	OrderID        string
	OrganisationID string
	OfferingID     *string
	// RequesterID is the account that submitted the order: it gets the ticket's mails.
	RequesterID string
	Subject     Text
	// First is the ticket's first entry, by the platform.
	First Text
	// Participants take part besides, such as the contacts that the order names.
	Participants []ParticipantInput
	// Quiet has nobody mailed.
	Quiet bool
}

// ParticipantInput is one who takes part by mail.
type ParticipantInput struct {
	Role           TicketRole
	Name           string
	Email          string
	OrganisationID *string
}

// OpenForOrder opens the ticket of an order below its organisation's parent, in the transaction of the order, and returns its id and
// reference. An order has one ticket: asked again, it answers that one and changes nothing. The caller has the right to the order.
func (s *Service) OpenForOrder(ctx context.Context, tx *store.Tx, in OrderTicket) (ticketID, reference string, err error) {
	defer errs.Wrap(&err, "support.OpenForOrder(%s)", in.OrderID)
	ctx = system(ctx)
	organisationID, name, ok := s.Organisations.Find(in.OrganisationID)
	in.OrganisationID = organisationID
	if !ok {
		return "", "", errs.New(errs.NotFound, "no such organisation")
	}
	parent, err := s.ensureParent(ctx, tx, in.OrganisationID, name)
	if err != nil {
		return "", "", err
	}
	earlier, err := tx.Ticket.Query().Where(ticket.OrderID(in.OrderID)).Only(ctx)
	if err == nil {
		return earlier.ID, earlier.Reference, nil
	}
	if !ent.IsNotFound(err) {
		return "", "", err
	}
	requester, err := s.nameOf(ctx, tx, in.RequesterID)
	if err != nil {
		return "", "", err
	}
	t, key, err := s.create(ctx, tx, newTicket{
		kind: ticket.KindORDER, organisationID: &in.OrganisationID, orderID: &in.OrderID, offeringID: in.OfferingID, parentID: &parent.ID,
		requesterID: &in.RequesterID, content: sealedTicket{Subject: in.Subject.German, English: in.Subject.English, Requester: requester},
	})
	if err != nil {
		return "", "", err
	}
	first := newParticipant{role: Requester, name: requester, accountID: &in.RequesterID, organisationID: &in.OrganisationID}
	if _, err := s.addParticipant(ctx, tx, t, key, first); err != nil {
		return "", "", err
	}
	if err := s.addContacts(ctx, tx, t, key, in.Participants); err != nil {
		return "", "", err
	}
	_, err = s.addEntry(ctx, tx, t, key, newEntry{
		kind: ticketentry.KindPLATFORM, content: sealedEntry{Author: s.Platform, Body: in.First.German, English: in.First.English}, event: platformNotes, quiet: in.Quiet,
	})
	return t.ID, t.Reference, err
}

// newTicket is what a ticket is made of.
type newTicket struct {
	kind                                ticket.Kind
	organisationID, orderID, offeringID *string
	parentOf, parentID, requesterID     *string
	uniqueKey                           []byte
	content                             sealedTicket
}

// ensureParent locks the organisation's tickets against others that are made, and returns the parent of them, which it makes where there
// is none yet.
func (s *Service) ensureParent(ctx context.Context, tx *store.Tx, organisationID, name string) (*ent.Ticket, error) {
	if err := tx.LockStream(ctx, AudienceOf(organisationID)); err != nil {
		return nil, err
	}
	parent, err := tx.Ticket.Query().Where(ticket.ParentOf(organisationID)).Only(ctx)
	if !ent.IsNotFound(err) {
		return parent, err
	}
	parent, _, err = s.create(ctx, tx, newTicket{
		kind: ticket.KindORGANISATION, organisationID: &organisationID, parentOf: &organisationID,
		content: sealedTicket{Subject: cut("Anliegen von "+name, MaxSubject), English: cut("Matters of "+name, MaxSubject), Requester: name},
	})
	return parent, err
}

// create makes a ticket with a key of its own. Nobody is told yet: its first entry does.
func (s *Service) create(ctx context.Context, tx *store.Tx, in newTicket) (*ent.Ticket, vault.Key, error) {
	ticketID := id.New(id.Ticket, tx.Now)
	key, wrapped, err := s.Vault.NewKey(ctx, ticketAAD(ticketID))
	if err != nil {
		return nil, key, err
	}
	sealed, err := key.SealJSON(fieldAAD(ticketID, "ticket"), in.content)
	if err != nil {
		return nil, key, err
	}
	row := tx.Ticket.Create().SetID(ticketID).SetReference(checkcode.NewTicketReference(rand.Reader)).SetKind(in.kind).
		SetNillableOrganisationID(in.organisationID).SetNillableOrderID(in.orderID).SetNillableOfferingID(in.offeringID).
		SetNillableParentOf(in.parentOf).SetNillableParentID(in.parentID).SetNillableRequesterID(in.requesterID).
		SetCreatedAt(tx.Now).SetUpdatedAt(tx.Now).SetSealed(sealed).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob)
	if in.uniqueKey != nil {
		row.SetUniqueKey(in.uniqueKey)
	}
	t, err := row.Save(ctx)
	if err != nil {
		return nil, key, err
	}
	publish(tx, t, "", true)
	return t, key, s.indexWords(ctx, tx, t.ID, in.content.Subject, in.content.English)
}

// nameOf is how an account is called, in what it writes; an account without a proven name has that of its address.
func (s *Service) nameOf(ctx context.Context, tx *store.Tx, accountID string) (string, error) {
	p, err := s.People.Addressee(ctx, tx, accountID)
	if err == nil && p.Name == "" {
		p.Name = p.Email
	}
	return p.Name, err
}

func valueOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// cut shortens a text to so many characters.
func cut(s string, limit int) string {
	if runes := []rune(s); len(runes) > limit {
		return string(runes[:limit])
	}
	return s
}
