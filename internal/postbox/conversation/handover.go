package conversation

import (
	"context"
	"crypto/rand"
	"time"

	"schalter/ent"
	"schalter/ent/casemailbox"
	"schalter/ent/caseparty"
	"schalter/ent/message"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/ent/viewmessage"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/legal"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// MailboxHandOverInput continues what was written with a party that is not competent in a mailbox with another authority.
type MailboxHandOverInput struct {
	MailboxID       string
	FromAuthorityID string
	ToAuthorityID   string
	IdempotencyKey  string
}

// Validate checks the form of the input.
func (in *MailboxHandOverInput) Validate() error {
	var ps errs.Problems
	sides.ValidateIdempotencyKey(&ps, in.IdempotencyKey)
	if in.FromAuthorityID == in.ToAuthorityID {
		ps.AddText(errs.InvalidValue, "hand_over_to_itself", nil, "toAuthorityId")
	}
	return ps.Err()
}

// HandOver opens a mailbox with another authority and sends it what the owner wrote with a party that declared itself not competent: each
// message with its time, the documents, and the day on which the first of them arrived. The mailbox before stays as it is, but for the event
// HANDED_OVER_TO, which names the authority on the owner's side alone: nobody else learns where the matter went. Of other parties nothing goes
// along. A party with a mailbox of its own declares itself by an answer, which the platform does not understand: there an answer is enough.
// Refusals: MISSING, NOT_ACTIVATED and TRUST_LEVEL_TOO_LOW as for Open, WRONG_STATE (the party did not decline, has decided, or has a period of
// deemed approval running, or the authority has got it already), INVALID (the authority is neither named nor competent), AUTHORITY_NOT_CONNECTED,
// TOO_LARGE.
func (s *Service) HandOver(ctx context.Context, in MailboxHandOverInput) (_ *CaseMailbox, err error) {
	defer errs.Wrap(&err, "postbox.HandOver(%s)", in.MailboxID)
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	v := viewer.From(ctx)
	var successorID string
	err = s.db.Tx(viewer.System(ctx, "postbox.handover"), func(ctx context.Context, tx *store.Tx) error {
		successorID = id.New(id.Mailbox, tx.Now)
		// As for a mailbox that is opened: before who deletes the account at this moment, or after, and then there is nobody for whom it would be.
		if err := s.people.Hold(ctx, tx, scope.Readers()[0]); err != nil {
			return err
		}
		old, err := s.sides.Lock(ctx, tx, scope, in.MailboxID)
		if err != nil {
			return err
		}
		earlier, err := s.sides.ClaimIdempotencyKey(ctx, tx, old.Reader, "handover|"+in.IdempotencyKey, in, successorID, sides.HeadKeyOf)
		if err != nil || earlier != "" {
			successorID = earlier
			return err
		}
		if err := s.handOver(ctx, tx, old, in, successorID); err != nil {
			return err
		}
		return s.audit.Record(ctx, tx, v, "mailbox.handover", old.ID, "", in.FromAuthorityID+" "+in.ToAuthorityID)
	})
	if err != nil {
		return nil, err
	}
	return s.Mailbox(ctx, successorID)
}

func (s *Service) handOver(ctx context.Context, tx *store.Tx, old *sides.Side, in MailboxHandOverInput, successorID string) error {
	from, err := tx.CaseParty.Query().Where(caseparty.MailboxID(old.ID), caseparty.AuthorityID(in.FromAuthorityID)).Only(ctx)
	if ent.IsNotFound(err) {
		return errs.RefuseText(errs.InvalidValue, "not_a_party", nil, "fromAuthorityId")
	}
	if err != nil {
		return err
	}
	person, err := s.opener(ctx, old.Reader, from.ServiceIds, "fromAuthorityId")
	if err != nil {
		return err
	}
	if err := s.checkDeclined(ctx, tx, old, from); err != nil {
		return err
	}
	// Who told that the documents are complete has taken the matter up, whatever it said before.
	runs, err := s.dates.Runs(ctx, tx, old.ID, legal.DeemedApproval, in.FromAuthorityID, legal.DayOf(tx.Now))
	if err != nil {
		return err
	}
	if runs {
		return errs.RefuseText(errs.WrongState, "hand_over_approval", nil, "fromAuthorityId")
	}
	to, err := s.successorParty(old, from, in.ToAuthorityID, tx.Now)
	if err != nil {
		return err
	}
	earlier, err := tx.CaseMailbox.Query().Where(casemailbox.PredecessorID(old.ID)).Count(ctx)
	if err != nil {
		return err
	}
	if earlier >= MaxSuccessors {
		return errs.RefuseText(errs.TooMany, "too_many", []any{MaxSuccessors}, "mailboxId")
	}
	again, err := tx.CaseMailbox.Query().Where(casemailbox.PredecessorID(old.ID), casemailbox.HasPartiesWith(caseparty.AuthorityID(in.ToAuthorityID))).Exist(ctx)
	if err != nil {
		return err
	}
	if again {
		return errs.RefuseText(errs.WrongState, "handed_over_already", nil, "toAuthorityId")
	}
	channel, err := s.organisations.Channel(ctx, tx, in.ToAuthorityID)
	if err != nil {
		return err
	}
	if !channel.Connected {
		return errs.RefuseText(errs.AuthorityNotConnected, "hand_over_not_connected", nil, "toAuthorityId")
	}
	thread, err := s.threadWith(ctx, tx, old, in.FromAuthorityID)
	if err != nil {
		return err
	}
	if len(thread.parts) == 0 {
		return errs.RefuseText(errs.WrongState, "hand_over_nothing", nil, "fromAuthorityId")
	}
	successor, party, err := s.insertSuccessor(ctx, tx, old, in, successorID, to, person, thread.firstReceived)
	if err != nil {
		return err
	}
	if err := s.sendThread(ctx, tx, old, successor, person, recipient{CaseParty: party, channel: channel.Kind}, channel.MaxBytes, thread); err != nil {
		return err
	}
	if err := EndSilence(ctx, tx, old.ID, in.FromAuthorityID); err != nil {
		return err
	}
	if err := s.chain.AppendAndNotify(ctx, tx, old, chain.Event{
		Kind: chain.HandedOverTo, Actor: ownerOf(old), Authority: &evidence.Authority{ID: in.ToAuthorityID, Name: s.directory.AuthorityName(in.ToAuthorityID)},
	}); err != nil {
		return err
	}
	return sides.Save(ctx, tx, old)
}

// checkDeclined refuses to take a matter from a party that decided it, or that did not say that it is not competent. One that answers by mail can
// say so only in its answer.
func (s *Service) checkDeclined(ctx context.Context, tx *store.Tx, old *sides.Side, from *ent.CaseParty) error {
	decided, err := tx.ViewMessage.Query().Where(viewmessage.SideID(old.ID), viewmessage.WithdrawnAtIsNil(), viewmessage.HasMessageWith(
		message.KindEQ(message.KindDECISION), message.DirectionEQ(message.DirectionINBOUND), message.FromAuthorityID(from.AuthorityID))).Exist(ctx)
	if err == nil && decided {
		err = errs.RefuseText(errs.WrongState, "hand_over_decided", nil, "fromAuthorityId")
	}
	if err != nil {
		return err
	}
	if from.DeclinedAt != nil {
		return nil
	}
	hasInbox, err := tx.Side.Query().Where(entside.MailboxID(old.ID), entside.Reader(from.AuthorityID)).Exist(ctx)
	if err != nil {
		return err
	}
	answered, err := tx.ViewMessage.Query().Where(viewmessage.SideID(old.ID),
		viewmessage.HasMessageWith(message.DirectionEQ(message.DirectionINBOUND), message.FromAuthorityID(from.AuthorityID))).Exist(ctx)
	if err == nil && (hasInbox || !answered) {
		err = errs.RefuseText(errs.WrongState, "not_declined", nil, "fromAuthorityId")
	}
	return err
}

// successorParty is the authority that a matter is handed over to: the one that was named, one that is competent for a service of it or,
// where the mailbox is not for services, any.
func (s *Service) successorParty(old *sides.Side, from *ent.CaseParty, toID string, now time.Time) (party, error) {
	if s.directory.AuthorityName(toID) == "" {
		return party{}, errs.Refuse(errs.Missing, "toAuthorityId")
	}
	to := s.partyAlone(toID)
	to.services = from.ServiceIds
	competent := old.RegionArs == nil || len(from.ServiceIds) == 0 || from.SuggestedAuthorityID != nil && *from.SuggestedAuthorityID == toID
	if old.RegionArs != nil && len(from.ServiceIds) > 0 {
		found, err := s.directory.Competences(*old.RegionArs, from.ServiceIds, now)
		if err != nil && errs.CodeOf(err) != errs.NotFound {
			return party{}, err
		}
		var competences []party
		for _, service := range found {
			for _, c := range service.Candidates {
				if c.AuthorityID == toID {
					competences = addToParties(competences, service.ServiceID, c)
				}
			}
		}
		if len(competences) > 0 {
			competent, to.role, to.rules = true, competences[0].role, competences[0].rules
		}
	}
	if !competent {
		return party{}, errs.RefuseText(errs.InvalidValue, "hand_over_not_competent", nil, "toAuthorityId")
	}
	return to, nil
}

func (s *Service) insertSuccessor(ctx context.Context, tx *store.Tx, old *sides.Side, in MailboxHandOverInput, successorID string, to party, person PersonFacts, firstReceived *time.Time) (*sides.Side, *ent.CaseParty, error) {
	before, err := tx.CaseMailbox.Get(ctx, old.ID)
	if err != nil {
		return nil, nil, err
	}
	reference := checkcode.NewReference(rand.Reader)
	err = tx.CaseMailbox.Create().SetID(successorID).SetAccountID(old.Reader).SetReference(reference).SetKind(before.Kind).
		SetNillableUndertakingID(old.UndertakingID).SetNillableRegionArs(old.RegionArs).SetDirectoryRevision(s.directory.Revision()).
		SetOpenedAt(tx.Now).SetPredecessorID(old.ID).Exec(ctx)
	if err != nil {
		return nil, nil, err
	}
	party, err := tx.CaseParty.Create().SetID(id.New(id.Party, tx.Now)).SetMailboxID(successorID).SetAccountID(old.Reader).
		SetAuthorityID(to.authorityID).SetNillableAuthorityName(s.present(&to.authorityID)).SetRole(caseparty.Role(to.role)).
		SetServiceIds(to.services).SetRuleIds(to.rules).SetPosition(0).Save(ctx)
	if err != nil {
		return nil, nil, err
	}
	successor, err := s.sides.Create(ctx, tx, sides.NewSide{
		ID: successorID, MailboxID: successorID, Kind: entside.KindOWNER, Reader: old.Reader, Reference: reference,
		UndertakingID: old.UndertakingID, RegionARS: old.RegionArs, FirstReceivedAt: firstReceived,
		Head: sides.Head{Title: old.Head.Title, PersonName: person.Name, Address: person.Address, TrustLevel: person.Proof},
	})
	if err != nil {
		return nil, nil, err
	}
	if err := s.sides.IndexWords(ctx, tx, successor, "", successor.Head.Title, reference, s.directory.AuthorityName(to.authorityID)); err != nil {
		return nil, nil, err
	}
	if err := s.chain.AppendAndNotify(ctx, tx, successor, chain.Event{Kind: chain.MailboxOpened, Actor: ownerOf(successor)}); err != nil {
		return nil, nil, err
	}
	return successor, party, s.sides.RememberRequest(ctx, tx, old.Reader, in, successorID, successor.HeadKey)
}
