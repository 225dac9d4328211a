package conversation

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/caseparty"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// MessageSendInput is a message of the owner to parties of the mailbox.
type MessageSendInput struct {
	MailboxID        string
	RecipientIDs     []string
	Kind             casemail.MessageKind
	ServiceIDs       []string
	Subject          string
	Body             string
	DocumentIDs      []string
	InReplyToID      *string
	ReceiptRequested bool
	DraftID          *string
	// ExpectedDraftVersion is the version of the draft that the sender saw; required with DraftID.
	ExpectedDraftVersion *int `json:",omitempty"`
	IdempotencyKey       string
}

// Limits of a message.
const (
	MaxRecipients = 20
	MaxDocuments  = 20
)

// Validate checks the form of the input.
func (in *MessageSendInput) Validate() error {
	var ps errs.Problems
	sides.ValidateLine(&ps, &in.Subject, MaxSubject, true, "subject")
	sides.ValidateText(&ps, &in.Body, MaxBody, true, "body")
	if len(in.RecipientIDs) == 0 {
		ps.Add(errs.Required, "recipientIds")
	}
	sides.ValidateIDs(&ps, id.Authority, in.RecipientIDs, MaxRecipients, "recipientIds")
	sides.ValidateIDs(&ps, id.Service, in.ServiceIDs, 100, "serviceIds")
	sides.ValidateIDs(&ps, id.Document, in.DocumentIDs, MaxDocuments, "documentIds")
	if in.Kind != casemail.KindMessage && in.Kind != casemail.KindApplication {
		ps.Add(errs.InvalidValue, "kind")
	}
	validateDraftVersion(&ps, in.DraftID, in.ExpectedDraftVersion)
	sides.ValidateIdempotencyKey(&ps, in.IdempotencyKey)
	return ps.Err()
}

// Send writes to parties of the viewer's mailbox. When it returns, the message is durable and in the inbox of every
// recipient. The same idempotency key with the same content sends once and returns the same message. Refusals:
// AUTHORITY_NOT_CONNECTED, FORM_NOT_SUFFICIENT, TOO_LARGE, WRONG_STATE (a document is not ready), IDEMPOTENCY_CONFLICT, and those of the form.
func (s *Service) Send(ctx context.Context, in MessageSendInput) (_ *Message, err error) {
	defer errs.Wrap(&err, "postbox.Send(%s)", in.MailboxID)
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	var messageID string
	var sent *Message
	err = s.db.Tx(viewer.System(ctx, "postbox.send"), func(ctx context.Context, tx *store.Tx) error {
		messageID, sent = newMessageID(tx), nil
		owner, err := s.sides.Lock(ctx, tx, scope, in.MailboxID)
		if err != nil {
			return err
		}
		earlier, err := s.sides.ClaimIdempotencyKey(ctx, tx, owner.ID, in.IdempotencyKey, in, messageID, s.MessageKey)
		if err != nil || earlier != "" {
			messageID = earlier
			return err
		}
		if sent, err = s.send(ctx, tx, owner, messageID, in); err != nil {
			return err
		}
		return s.rememberMessage(ctx, tx, owner, in, messageID)
	})
	if err != nil {
		return nil, err
	}
	if sent != nil {
		return sent, nil
	}
	// The key was used before: what came of it then.
	return s.Message(ctx, in.MailboxID, messageID)
}

func (s *Service) send(ctx context.Context, tx *store.Tx, owner *sides.Side, messageID string, in MessageSendInput) (*Message, error) {
	// First of all: of a draft that was sent the documents are gone, too.
	if err := s.checkDraft(ctx, tx, owner.ID, in.draft()); err != nil {
		return nil, err
	}
	recipients, limit, err := s.recipients(ctx, tx, owner.ID, in)
	if err != nil {
		return nil, err
	}
	if err := s.checkForm(owner, in, recipients, tx.Now); err != nil {
		return nil, err
	}
	taken, err := s.documents.TakeDocuments(ctx, tx, owner, in.DocumentIDs, limit-len(in.Body)-len(in.Subject))
	if err != nil {
		return nil, err
	}
	person, err := s.sender(ctx, owner)
	if err != nil {
		return nil, err
	}
	if err := s.updatePerson(ctx, tx, owner, person); err != nil {
		return nil, err
	}
	out := Outgoing{
		ID: messageID, MailboxID: owner.ID, Reference: owner.Reference, Direction: casemail.Outbound, Kind: in.Kind,
		SenderName: person.Name, Subject: in.Subject, Text: in.Body, services: in.ServiceIDs, InReplyTo: in.InReplyToID,
		receipt: in.ReceiptRequested, SentAt: tx.Now, Documents: taken,
	}
	if err := s.checkReply(ctx, tx, owner.ID, in.InReplyToID); err != nil {
		return nil, err
	}
	by := chain.Actor{ID: owner.Reader, Name: person.Name, Capacity: "owner"}
	recipientSides := []RecipientSide{{Side: owner, Event: chain.MessageSent, By: by, To: sortedNames(in.RecipientIDs, s.directory.AuthorityName)}}
	for _, r := range recipients {
		side, err := s.receivingSide(ctx, tx, owner, r, person)
		if err != nil {
			return nil, err
		}
		if err := s.updatePerson(ctx, tx, side, person); err != nil {
			return nil, err
		}
		pseudonym := chain.Actor{ID: side.Head.PersonID, Name: person.Name, Capacity: "owner"}
		recipientSides = append(recipientSides, RecipientSide{
			Side: side, Unread: !side.IsTransit(), Event: chain.MessageReceived, By: pseudonym,
			To: []string{s.directory.AuthorityName(r.AuthorityID)}, authority: r.AuthorityID, singleContact: r.Role == caseparty.RolePOINT_OF_SINGLE_CONTACT,
		})
	}
	sent, err := s.DeliverToSides(ctx, tx, out, recipientSides)
	if err != nil {
		return nil, err
	}
	if err := s.meetAnswers(ctx, tx, recipientSides, in.InReplyToID); err != nil {
		return nil, err
	}
	if err := s.tellAutoReplies(ctx, tx, owner, person, recipients, messageID); err != nil {
		return nil, err
	}
	owner.RecordActivity(tx.Now)
	owner.ReceiptDefault = in.ReceiptRequested
	return sent, s.startDeliveries(ctx, tx, out, recipientSides, in.draft())
}

func (s *Service) startDeliveries(ctx context.Context, tx *store.Tx, out Outgoing, recipientSides []RecipientSide, from *usedDraft) error {
	owner := recipientSides[0].Side
	for _, r := range recipientSides[1:] {
		if err := s.startDelivery(ctx, tx, out.ID, owner, r); err != nil {
			return err
		}
	}
	for _, r := range recipientSides {
		if err := sides.Save(ctx, tx, r.Side); err != nil {
			return err
		}
	}
	return s.useDraft(ctx, tx, owner.ID, from, out.ID)
}

func (in *MessageSendInput) draft() *usedDraft { return draftOf(in.DraftID, in.ExpectedDraftVersion) }

// recipient is a party written to, and by which channel it receives.
type recipient struct {
	*ent.CaseParty
	channel   ChannelKind
	autoReply *string
}

// recipients are the parties written to, each of which can be reached now, and the least of their size limits in bytes.
func (s *Service) recipients(ctx context.Context, tx *store.Tx, mailboxID string, in MessageSendInput) ([]recipient, int, error) {
	parties, err := tx.CaseParty.Query().Where(caseparty.MailboxID(mailboxID), caseparty.AuthorityIDIn(in.RecipientIDs...)).
		Order(ent.Asc(caseparty.FieldAuthorityID)).All(ctx)
	if err != nil {
		return nil, 0, err
	}
	if len(parties) != len(in.RecipientIDs) {
		return nil, 0, errs.RefuseText(errs.InvalidValue, "not_a_party", nil, "recipientIds")
	}
	limit := documents.MaxDocumentBytes + MaxBody*4
	var known []string
	list := make([]recipient, len(parties))
	for i, p := range parties {
		channel, err := s.organisations.Channel(ctx, tx, p.AuthorityID)
		if err != nil {
			return nil, 0, err
		}
		if !channel.Connected {
			return nil, 0, errs.Refuse(errs.AuthorityNotConnected, "recipientIds")
		}
		limit = min(limit, channel.MaxBytes)
		known = append(known, p.ServiceIds...)
		list[i] = recipient{p, channel.Kind, channel.AutoReply}
	}
	if len(sides.Intersect(in.ServiceIDs, known)) != len(in.ServiceIDs) {
		return nil, 0, errs.RefuseText(errs.InvalidValue, "service_of_recipient", nil, "serviceIds")
	}
	return list, limit, nil
}

// receivingSide is the side to which a message for an authority is added. A case that was begun in the inbox goes on there;
// otherwise the authority's channel decides.
func (s *Service) receivingSide(ctx context.Context, tx *store.Tx, owner *sides.Side, r recipient, person PersonFacts) (*sides.Side, error) {
	caseID, err := tx.Side.Query().Where(entside.MailboxID(owner.ID), entside.Reader(r.AuthorityID)).OnlyID(ctx)
	if err == nil {
		side, err := s.sides.LockByID(ctx, tx, caseID)
		if err != nil {
			return nil, err
		}
		markWaiting(side, tx)
		return side, nil
	}
	if !ent.IsNotFound(err) {
		return nil, err
	}
	if r.channel == BySMIME {
		return s.transitSide(ctx, tx, owner, r, person)
	}
	side, err := s.sides.Create(ctx, tx, sideFor(owner, r.CaseParty, person, tx.Now))
	if err != nil {
		return nil, err
	}
	markWaiting(side, tx)
	if err := s.recordStanding(ctx, tx, owner, side); err != nil {
		return nil, err
	}
	return side, s.sides.IndexWords(ctx, tx, side, "", side.Head.Title, side.Reference, person.Name)
}

// sideFor is an authority's side of the mailbox; it begins with the first message.
func sideFor(owner *sides.Side, p *ent.CaseParty, person PersonFacts, now time.Time) sides.NewSide {
	return sides.NewSide{
		ID: id.New(id.Case, now), MailboxID: owner.ID, Kind: entside.KindAUTHORITY, Reader: p.AuthorityID,
		Reference: owner.Reference, UndertakingID: owner.UndertakingID, RegionARS: owner.RegionArs, ServiceIDs: p.ServiceIds,
		FirstReceivedAt: owner.FirstReceivedAt,
		Head: sides.Head{
			Title: owner.Head.Title, PersonID: id.New(id.Person, now), PersonName: person.Name,
			Address: person.Address, TrustLevel: person.Proof,
		},
	}
}

// markWaiting marks on an authority's side that somebody waits.
func markWaiting(side *sides.Side, tx *store.Tx) {
	// Who closes the case without having seen the message shall notice.
	side.Version++
	// What was declined is taken up again, or declined again.
	side.DeclinedAt = nil
	if side.WaitingSince == nil {
		now := tx.Now
		side.WaitingSince = &now
	}
	if side.State == entside.StateCLOSED || side.State == entside.StateAWAITING_PERSON {
		side.Reopen(entside.StateIN_PROGRESS)
	}
}
