package conversation

import (
	"context"
	"fmt"
	"time"

	"schalter/ent"
	"schalter/ent/caseparty"
	"schalter/ent/delivery"
	"schalter/ent/message"
	"schalter/ent/rule"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// CaseForwardInput passes messages of a person on to the competent authority.
type CaseForwardInput struct {
	CaseID         string
	MessageIDs     []string
	ToAuthorityID  string
	Note           *string
	IdempotencyKey string
}

// MaxNote bounds what the Einheitlicher Ansprechpartner adds.
const MaxNote = 2_000

// Validate checks the form of the input.
func (in *CaseForwardInput) Validate() error {
	var ps errs.Problems
	if len(in.MessageIDs) == 0 {
		ps.Add(errs.Required, "messageIds")
	}
	sides.ValidateIDs(&ps, id.Message, in.MessageIDs, MaxNoticed, "messageIds")
	if in.Note != nil {
		sides.ValidateText(&ps, in.Note, MaxNote, false, "note")
	}
	sides.ValidateIdempotencyKey(&ps, in.IdempotencyKey)
	return ps.Err()
}

// Forward passes messages of the person on to the competent authority, by the owner's grant: each becomes part of that authority's side, as it
// was written, with its documents, behind a cover by the Einheitlicher Ansprechpartner that says when the first of them arrived there; that day
// is the first receipt of the other authority's side (Art. 71b BayVwVfG). An authority that is no party yet becomes one. The records of the owner and of the Einheitlicher Ansprechpartner
// get the event FORWARDED. The same key passes on once. Refusals: WRONG_STATE (no grant in force that allows it, the owner deleted the mailbox, a
// message is there already), MISSING, INVALID (not a message of the person, not competent), AUTHORITY_NOT_CONNECTED, FORM_NOT_SUFFICIENT (an
// application that the authority does not take as a message), TOO_LARGE, TOO_MANY.
func (s *Service) Forward(ctx context.Context, in CaseForwardInput) (_ *AuthorityCase, err error) {
	defer errs.Wrap(&err, "postbox.Forward(%s)", in.CaseID)
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	v := viewer.From(ctx)
	err = s.db.Tx(viewer.System(ctx, "postbox.forward"), func(ctx context.Context, tx *store.Tx) error {
		owner, own, err := s.sides.LockCase(ctx, tx, scope, in.CaseID)
		if err != nil {
			return err
		}
		clerk, err := s.organisations.Member(ctx, v.AccountID, own.Reader, own.AssigneeID)
		if err != nil {
			return err
		}
		if owner == nil {
			return errs.RefuseText(errs.WrongState, "owner_deleted", nil, "caseId")
		}
		// What comes of it is on the owner's side: the cover.
		coverID := newMessageID(tx)
		earlier, err := s.sides.ClaimIdempotencyKey(ctx, tx, owner.ID, "forward|"+own.ID+"|"+in.IdempotencyKey, in, coverID, s.MessageKey)
		if err != nil || earlier != "" {
			return err
		}
		if err := s.forward(ctx, tx, owner, own, clerk, coverID, in); err != nil {
			return err
		}
		if err := s.rememberMessage(ctx, tx, owner, in, coverID); err != nil {
			return err
		}
		return s.audit.Record(ctx, tx, v, "case.forward", own.ID, "", own.Reader+" "+in.ToAuthorityID)
	})
	if err != nil {
		return nil, err
	}
	return s.Case(ctx, in.CaseID)
}

func (s *Service) forward(ctx context.Context, tx *store.Tx, owner, own *sides.Side, clerk Member, coverID string, in CaseForwardInput) error {
	grant, err := standingGrant(ctx, tx.Client, owner.ID, own.Reader)
	if err != nil {
		return err
	}
	if grant == nil || !grant.MayForward {
		return errs.RefuseText(errs.WrongState, "forward_not_granted", nil, "caseId")
	}
	channel, err := s.organisations.Channel(ctx, tx, in.ToAuthorityID)
	if err != nil {
		return err
	}
	target, err := s.forwardParty(ctx, tx, owner, own, in.ToAuthorityID)
	if err != nil {
		return err
	}
	if !channel.Connected {
		return errs.RefuseText(errs.AuthorityNotConnected, "forward_not_connected", nil, "toAuthorityId")
	}
	passed, err := s.passedOn(ctx, tx, own, in, channel.MaxBytes)
	if err != nil {
		return err
	}
	to := recipient{CaseParty: target, channel: channel.Kind}
	for _, p := range passed {
		refusal, _ := s.formRefusal(owner, p.Kind, p.row.ServiceIds, len(p.documents) > 0, []recipient{to}, tx.Now, "messageIds")
		if refusal != nil {
			return refusal
		}
	}
	there, err := arrivalsAt(ctx, tx, own, in.MessageIDs)
	if err != nil {
		return err
	}
	person, err := s.sender(ctx, owner)
	if err != nil {
		return err
	}
	receiving, err := s.receivingSide(ctx, tx, owner, to, person)
	if err != nil {
		return err
	}
	if err := s.updatePerson(ctx, tx, receiving, person); err != nil {
		return err
	}
	// A case begins with its first message.
	had := receiving.CreatedAt
	if receiving.FirstReceivedAt != nil {
		had = *receiving.FirstReceivedAt
	}
	if first := firstReceipt(own, there, tx.Now); first.Before(had) {
		if err := sides.SaveFirstReceived(ctx, tx, receiving, first); err != nil {
			return err
		}
	}
	if err := s.sendCover(ctx, tx, owner, own, receiving, clerk, coverID, passed, there, in); err != nil {
		return err
	}
	for _, p := range passed {
		if err := s.passOn(ctx, tx, owner, receiving, p, target); err != nil {
			return err
		}
	}
	by := chain.Actor{ID: clerk.ID, Name: clerk.Name, Capacity: "clerk"}
	told := by
	told.Name = s.directory.AuthorityName(own.Reader)
	event := chain.Event{
		Kind: chain.Forwarded, Actor: told, Message: coverID, Messages: in.MessageIDs,
		Authority: &evidence.Authority{ID: in.ToAuthorityID, Name: s.directory.AuthorityName(in.ToAuthorityID)},
	}
	if err := s.chain.AppendAndNotify(ctx, tx, owner, event); err != nil {
		return err
	}
	// Its own side does not hold the cover.
	event.Actor, event.Message = by, ""
	if err := s.chain.AppendAndNotify(ctx, tx, own, event); err != nil {
		return err
	}
	if err := EndSilence(ctx, tx, owner.ID, own.Reader); err != nil {
		return err
	}
	owner.RecordActivity(tx.Now)
	own.Version++
	for _, side := range []*sides.Side{owner, own, receiving} {
		if err := sides.Save(ctx, tx, side); err != nil {
			return err
		}
	}
	return nil
}

// forwardParty is the party that messages are passed on to, made where it is none yet: an authority that is competent for a service of the case
// or, where that is not for services, any.
func (s *Service) forwardParty(ctx context.Context, tx *store.Tx, owner, own *sides.Side, toID string) (*ent.CaseParty, error) {
	if toID == own.Reader {
		return nil, errs.RefuseText(errs.InvalidValue, "forward_to_itself", nil, "toAuthorityId")
	}
	if s.directory.AuthorityName(toID) == "" {
		return nil, errs.Refuse(errs.Missing, "toAuthorityId")
	}
	parties, err := tx.CaseParty.Query().Where(caseparty.MailboxID(owner.ID)).Order(ent.Asc(caseparty.FieldPosition)).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range parties {
		if p.AuthorityID == toID {
			return p, nil
		}
	}
	if len(parties) >= MaxRecipients {
		return nil, errs.RefuseText(errs.TooMany, "too_many", []any{MaxRecipients}, "toAuthorityId")
	}
	to := party{authorityID: toID, role: Primary, services: own.ServiceIds}
	if own.RegionArs != nil && len(own.ServiceIds) > 0 {
		found, err := s.directory.Competences(*own.RegionArs, own.ServiceIds, tx.Now)
		if err != nil && errs.CodeOf(err) != errs.NotFound {
			return nil, err
		}
		to.services = nil
		for _, service := range found {
			for _, c := range service.Candidates {
				if c.AuthorityID == toID {
					to.role = c.Role
					to.services, to.rules = append(to.services, service.ServiceID), append(to.rules, c.RuleID)
				}
			}
		}
		if len(to.services) == 0 {
			return nil, errs.RefuseText(errs.InvalidValue, "forward_not_competent", nil, "toAuthorityId")
		}
	}
	if to.services == nil {
		to.services = []string{}
	}
	made, err := tx.CaseParty.Create().SetID(id.New(id.Party, tx.Now)).SetMailboxID(owner.ID).SetAccountID(owner.Reader).SetAuthorityID(toID).
		SetNillableAuthorityName(s.present(&toID)).SetRole(caseparty.Role(to.role)).SetServiceIds(to.services).SetRuleIds(to.rules).
		SetPosition(parties[len(parties)-1].Position + 1).Save(ctx)
	if err != nil {
		return nil, err
	}
	return made, s.sides.IndexWords(ctx, tx, owner, "", s.directory.AuthorityName(toID))
}

// passedMessage is one message of the person as the Einheitlicher Ansprechpartner holds it, with its text.
type passedMessage struct {
	*Message
	row       *ent.Message
	text      string
	documents []documents.Held
}

// passedOn opens what is to be passed on, in its order: messages of the person that the case holds and the other authority does not.
func (s *Service) passedOn(ctx context.Context, tx *store.Tx, own *sides.Side, in CaseForwardInput, maxBytes int) ([]passedMessage, error) {
	views, err := tx.ViewMessage.Query().Where(viewmessage.SideID(own.ID), viewmessage.MessageIDIn(in.MessageIDs...)).WithMessage().
		Order(ent.Asc(viewmessage.FieldSeq)).All(ctx)
	if err != nil {
		return nil, err
	}
	if len(views) != len(in.MessageIDs) {
		return nil, errs.Refuse(errs.Missing, "messageIds")
	}
	there, err := tx.Delivery.Query().Where(delivery.MessageIDIn(in.MessageIDs...), delivery.AuthorityID(in.ToAuthorityID)).Exist(ctx)
	if err != nil {
		return nil, err
	}
	if there {
		return nil, errs.RefuseText(errs.WrongState, "forward_already", nil, "messageIds")
	}
	list := make([]passedMessage, len(views))
	for i, view := range views {
		row := view.Edges.Message
		if row.Direction != message.DirectionOUTBOUND || row.FromAuthorityID != nil {
			return nil, errs.RefuseText(errs.InvalidValue, "forward_only_persons", nil, "messageIds")
		}
		m, err := s.OpenMessage(ctx, own, view, row)
		if err != nil {
			return nil, err
		}
		text, err := m.key.Open(sides.FieldAAD(m.ID, "message", "body"), row.SealedBody)
		if err != nil {
			return nil, s.sides.Alarm(ctx, m.ID, err)
		}
		held, err := s.documents.HeldWith(ctx, tx.Client, own, m.ID)
		if err != nil {
			return nil, err
		}
		size := len(text)
		for _, d := range held {
			size += int(d.Row.Size)
		}
		if size > maxBytes {
			return nil, errs.RefuseText(errs.TooLarge, "message_too_large", []any{int64(maxBytes)}, "messageIds")
		}
		list[i] = passedMessage{m, row, string(text), held}
	}
	return list, nil
}

// firstReceipt is when the matter of some messages first arrived at an authority: at the Einheitlicher Ansprechpartner, or at another one before.
// Where it is not known, it is there now.
func firstReceipt(own *sides.Side, there arrivals, now time.Time) time.Time {
	first, known := there.first()
	if !known {
		first = now
	}
	if own.FirstReceivedAt != nil && own.FirstReceivedAt.Before(first) {
		first = own.FirstReceivedAt.UTC()
	}
	return first
}

// sendCover writes, in the official language, who passes on what, when it arrived there, and what the law asks to be told of that: a message of the
// Einheitlicher Ansprechpartner to the authority, which the owner holds, too.
func (s *Service) sendCover(ctx context.Context, tx *store.Tx, owner, own, receiving *sides.Side, clerk Member, coverID string, passed []passedMessage, there arrivals, in CaseForwardInput) error {
	reckon, err := s.dates.Reckoner(ctx, tx)
	if err != nil {
		return err
	}
	name := s.directory.AuthorityName(own.Reader)
	out := Outgoing{
		ID: coverID, MailboxID: owner.ID, Reference: owner.Reference, Direction: casemail.Outbound, Kind: casemail.KindMessage, FromAuthority: &own.Reader,
		SenderName: name, from: name, Subject: "Weiterleitung durch den Einheitlichen Ansprechpartner", Text: s.coverText(own, receiving, passed, there, reckon, in.Note), SentAt: tx.Now,
	}
	told := chain.Actor{ID: clerk.ID, Name: name, Capacity: "clerk"}
	to := []string{s.directory.AuthorityName(in.ToAuthorityID)}
	recipientSides := []RecipientSide{
		{Side: owner, Event: chain.MessageSent, By: told, To: to},
		{Side: receiving, Unread: !receiving.IsTransit(), Event: chain.MessageReceived, By: chain.Actor{ID: own.Reader, Name: name, Capacity: "clerk"}, To: to, authority: in.ToAuthorityID},
	}
	if _, err := s.DeliverToSides(ctx, tx, out, recipientSides); err != nil {
		return err
	}
	return s.startDelivery(ctx, tx, out.ID, owner, recipientSides[1])
}

func countMessages(n int) string {
	if n == 1 {
		return "1 Nachricht"
	}
	return fmt.Sprintf("%d Nachrichten", n)
}

// passOn adds a message of the person to the side of another authority, as it was written.
func (s *Service) passOn(ctx context.Context, tx *store.Tx, owner, receiving *sides.Side, p passedMessage, to *ent.CaseParty) error {
	out := Outgoing{
		ID: p.ID, MailboxID: owner.ID, Reference: receiving.Reference, Direction: casemail.Outbound, Kind: p.Kind, SenderName: p.SenderName, Subject: p.Subject,
		Text: p.text, services: p.row.ServiceIds, InReplyTo: p.row.InReplyToID, receipt: p.ReceiptRequested, SentAt: p.SentAt, Documents: p.documents,
	}
	r := RecipientSide{
		Side: receiving, Unread: !receiving.IsTransit(), Event: chain.MessageReceived, By: ownerOn(receiving),
		To: []string{s.directory.AuthorityName(to.AuthorityID)}, authority: to.AuthorityID, singleContact: to.Role == caseparty.RolePOINT_OF_SINGLE_CONTACT,
	}
	if _, err := s.addToSide(ctx, tx, out, p.key, r); err != nil {
		return err
	}
	return s.startDelivery(ctx, tx, p.ID, owner, r)
}
