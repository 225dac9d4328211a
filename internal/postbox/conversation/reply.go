package conversation

import (
	"context"
	"errors"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/delivery"
	"schalter/ent/message"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// CaseReplyInput is a message of a clerk to the person.
type CaseReplyInput struct {
	CaseID      string
	Kind        casemail.MessageKind
	Subject     string
	Body        string
	ServiceIDs  []string
	DocumentIDs []string
	InReplyToID *string
	// LastSeenMessageID is the last message of the case that the writer had seen; nil means the one that is replied to. What
	// came later goes on waiting for an answer.
	LastSeenMessageID *string `json:",omitempty"`
	// DueOn is until when the person is to answer; of an extension, the day to which the period is extended.
	DueOn *string
	// DecisionEffect is what a decision does; for information where it is not given. Of another kind of message it says nothing.
	DecisionEffect casemail.DecisionEffect `json:",omitempty"`
	// Remedy is, of a decision, how long a remedy is open as its instruction says; nil without instruction.
	Remedy  *PeriodInput `json:",omitempty"`
	DraftID *string
	// ExpectedDraftVersion is the version of the draft that the sender saw; required with DraftID.
	ExpectedDraftVersion *int `json:",omitempty"`
	IdempotencyKey       string
}

// Validate checks the form of the input.
func (in *CaseReplyInput) Validate() error {
	var ps errs.Problems
	sides.ValidateLine(&ps, &in.Subject, MaxSubject, true, "subject")
	sides.ValidateText(&ps, &in.Body, MaxBody, true, "body")
	sides.ValidateIDs(&ps, id.Service, in.ServiceIDs, 100, "serviceIds")
	sides.ValidateIDs(&ps, id.Document, in.DocumentIDs, MaxDocuments, "documentIds")
	if in.Kind != casemail.KindMessage && told[in.Kind] == "" {
		ps.Add(errs.InvalidValue, "kind")
	}
	switch {
	case in.Kind == casemail.KindComplete && in.DueOn != nil:
		ps.Add(errs.InvalidValue, "dueOn")
	case in.Kind == casemail.KindExtension && in.DueOn == nil:
		ps.Add(errs.Required, "dueOn")
	}
	if in.DecisionEffect != "" && !slices.Contains(casemail.DecisionEffects(), in.DecisionEffect) {
		ps.Add(errs.InvalidValue, "decisionEffect")
	}
	validateRemedy(&ps, in)
	validateDraftVersion(&ps, in.DraftID, in.ExpectedDraftVersion)
	sides.ValidateIdempotencyKey(&ps, in.IdempotencyKey)
	return ps.Err()
}

// withoutLastSeen is what makes two replies the same: what was written, not how far its writer had read when it was tried again.
func (in CaseReplyInput) withoutLastSeen() CaseReplyInput {
	in.LastSeenMessageID = nil
	if in.Kind != casemail.KindDecision {
		in.DecisionEffect = ""
	}
	return in
}

// Reply writes to the person of a case. When it returns, the answer is durable and in the person's mailbox. Refusals:
// WRONG_STATE when the owner deleted the mailbox, a document is not ready or a period of deemed approval cannot begin or be extended now, and as
// Send.
func (s *Service) Reply(ctx context.Context, in CaseReplyInput) (_ *Message, err error) {
	defer errs.Wrap(&err, "postbox.Reply(%s)", in.CaseID)
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	if err := CheckDay(in.DueOn, s.db.Clock().Now(), "dueOn"); err != nil {
		return nil, err
	}
	v := viewer.From(ctx)
	var messageID string
	var sent *Message
	err = s.db.Tx(viewer.System(ctx, "postbox.reply"), func(ctx context.Context, tx *store.Tx) error {
		messageID, sent = newMessageID(tx), nil
		owner, own, err := s.sides.LockCase(ctx, tx, scope, in.CaseID)
		if err != nil {
			return err
		}
		earlier, err := s.sides.ClaimIdempotencyKey(ctx, tx, own.ID, in.IdempotencyKey, in.withoutLastSeen(), messageID, s.MessageKey)
		if err != nil || earlier != "" {
			messageID = earlier
			return err
		}
		if owner == nil {
			return errs.RefuseText(errs.WrongState, "owner_deleted", nil)
		}
		clerk, err := s.organisations.Member(ctx, v.AccountID, own.Reader, own.AssigneeID)
		if err != nil {
			return err
		}
		if sent, err = s.reply(ctx, tx, owner, own, clerk, messageID, in); err != nil {
			return err
		}
		return s.rememberMessage(ctx, tx, own, in.withoutLastSeen(), messageID)
	})
	if err != nil {
		return nil, err
	}
	if sent != nil {
		return sent, nil
	}
	return s.Message(ctx, in.CaseID, messageID)
}

func (s *Service) reply(ctx context.Context, tx *store.Tx, owner, own *sides.Side, clerk Member, messageID string, in CaseReplyInput) (*Message, error) {
	if err := s.checkDraft(ctx, tx, own.ID, in.draft()); err != nil {
		return nil, err
	}
	if len(sides.Intersect(in.ServiceIDs, own.ServiceIds)) != len(in.ServiceIDs) {
		return nil, errs.RefuseText(errs.InvalidValue, "service_of_recipient", nil, "serviceIds")
	}
	waiting, err := waitingAfter(ctx, tx, own, in)
	if err != nil {
		return nil, err
	}
	services, err := s.checkApproval(ctx, tx, own, in)
	if err != nil {
		return nil, err
	}
	effect, consent, err := s.effectOf(ctx, tx, owner, own, in)
	if err != nil {
		return nil, err
	}
	taken, err := s.documents.TakeDocuments(ctx, tx, own, in.DocumentIDs, documents.MaxDocumentBytes)
	if err != nil {
		return nil, err
	}
	authority, name := own.Reader, s.directory.AuthorityName(own.Reader)
	out := Outgoing{
		ID: messageID, MailboxID: owner.ID, Reference: own.Reference, Direction: casemail.Inbound, Kind: in.Kind, FromAuthority: &authority,
		SenderName: clerk.Shown, from: name, Subject: in.Subject, Text: in.Body, services: services, InReplyTo: in.InReplyToID,
		dueOn: in.DueOn, remedy: in.Remedy, effect: effect, consent: consent, SentAt: tx.Now, Documents: taken,
	}
	by := chain.Actor{ID: clerk.ID, Name: clerk.Name, Capacity: "clerk"}
	received := by
	received.Name = name
	to := []string{own.Head.PersonName}
	recipientSides := []RecipientSide{
		{Side: owner, Unread: true, Event: chain.MessageReceived, By: received, To: to},
		{Side: own, Event: chain.MessageSent, By: by, To: to},
	}
	sent, err := s.DeliverToSides(ctx, tx, out, recipientSides)
	if err != nil {
		return nil, err
	}
	if err := s.setAnswerDue(ctx, tx, owner, own, messageID, in); err != nil {
		return nil, err
	}
	if told[in.Kind] != "" {
		if err := takeUp(ctx, tx, owner, own); err != nil {
			return nil, err
		}
		if err := s.reckonApprovals(ctx, tx, owner, own); err != nil {
			return nil, err
		}
	}
	markAnswered(own, in.Kind, waiting, tx.Now)
	owner.RecordActivity(tx.Now)
	if err := s.recordNamedAnswered(ctx, tx, owner, own, in.InReplyToID, by); err != nil {
		return nil, err
	}
	if err := EndSilence(ctx, tx, owner.ID, own.Reader); err != nil {
		return nil, err
	}
	if err := s.notices.OwnerNotice(ctx, tx, owner.Reader, owner.ID); err != nil {
		return nil, err
	}
	if err := errors.Join(sides.Save(ctx, tx, owner), sides.Save(ctx, tx, own)); err != nil {
		return nil, err
	}
	return sent, s.useDraft(ctx, tx, own.ID, in.draft(), messageID)
}

func (in *CaseReplyInput) draft() *usedDraft { return draftOf(in.DraftID, in.ExpectedDraftVersion) }

// markAnswered marks on the authority's side that the person was written to, and since when the person waits all the same. A closed case goes on when
// the person is asked for something; whatever else is written in it, its retention counts from then.
func markAnswered(side *sides.Side, kind casemail.MessageKind, waiting *time.Time, now time.Time) {
	side.WaitingSince = waiting
	switch {
	case kind == casemail.KindRequest && waiting == nil:
		side.Reopen(entside.StateAWAITING_PERSON)
	case side.State == entside.StateCLOSED:
		side.Close(now)
	case side.State == entside.StateNEW || side.State == entside.StateAWAITING_PERSON:
		side.State = entside.StateIN_PROGRESS
	}
}

// waitingAfter is since when the person waits once a reply is out: since the oldest message that came after the last one its
// writer had seen. A reply of which nobody knows what its writer saw takes nobody off the list of those who wait.
func waitingAfter(ctx context.Context, tx *store.Tx, own *sides.Side, in CaseReplyInput) (*time.Time, error) {
	seen, err := lastSeen(ctx, tx, own.ID, in)
	if err != nil || own.WaitingSince == nil || seen == nil {
		return own.WaitingSince, err
	}
	later, err := tx.ViewMessage.Query().
		Where(viewmessage.SideID(own.ID), viewmessage.SeqGT(seen.Seq), viewmessage.HasMessageWith(message.DirectionEQ(message.DirectionOUTBOUND))).
		WithMessage().Order(ent.Asc(viewmessage.FieldSeq)).First(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	since := later.Edges.Message.SentAt
	if since.Before(*own.WaitingSince) {
		// It was dealt with before: nobody waits for longer than until now.
		return own.WaitingSince, nil
	}
	return &since, nil
}

// lastSeen is the later one of the message that is replied to and the last one that the writer had seen; nil without either. It
// refuses what the case does not hold.
func lastSeen(ctx context.Context, tx *store.Tx, caseID string, in CaseReplyInput) (*ent.ViewMessage, error) {
	var seen *ent.ViewMessage
	for _, named := range []struct {
		id    *string
		field string
	}{{in.InReplyToID, "inReplyToId"}, {in.LastSeenMessageID, "lastSeenMessageId"}} {
		if named.id == nil {
			continue
		}
		view, err := tx.ViewMessage.Query().Where(viewmessage.SideID(caseID), viewmessage.MessageID(*named.id)).Only(ctx)
		if ent.IsNotFound(err) {
			return nil, errs.Refuse(errs.Missing, named.field)
		}
		if err != nil {
			return nil, err
		}
		if seen == nil || view.Seq > seen.Seq {
			seen = view
		}
	}
	return seen, nil
}

// recordNamedAnswered records that the message which a reply names was answered, where it is one of the person's. Of the others
// nobody can know whether they were.
func (s *Service) recordNamedAnswered(ctx context.Context, tx *store.Tx, owner, own *sides.Side, named *string, by chain.Actor) error {
	if named == nil {
		return nil
	}
	d, err := tx.Delivery.Query().Where(delivery.AuthoritySideID(own.ID), delivery.MessageID(*named)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.RecordAnswered(ctx, tx, owner, d, by)
}

// checkReply checks that the message answered is one that the writer's side holds.
func (s *Service) checkReply(ctx context.Context, tx *store.Tx, sideID string, inReplyTo *string) error {
	if inReplyTo == nil {
		return nil
	}
	held, err := sideHolds(ctx, tx, sideID, inReplyTo)
	if err == nil && !held {
		err = errs.Refuse(errs.Missing, "inReplyToId")
	}
	return err
}

// sideHolds reports whether a side has a message; none has what is nil.
func sideHolds(ctx context.Context, tx *store.Tx, sideID string, messageID *string) (bool, error) {
	if messageID == nil {
		return false, nil
	}
	return tx.ViewMessage.Query().Where(viewmessage.SideID(sideID), viewmessage.MessageID(*messageID)).Exist(ctx)
}
