package conversation

import (
	"context"
	"errors"
	"fmt"

	"schalter/ent"
	"schalter/ent/caseparty"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/ent/message"
	"schalter/ent/rule"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// CaseDeclineInput says that an authority is not competent for a case, and may name the one that is.
type CaseDeclineInput struct {
	CaseID               string
	Reason               string
	SuggestedAuthorityID *string
}

// MaxReason bounds why an authority declines a case, or withdraws a message.
const MaxReason = 2_000

// Validate checks the form of the input.
func (in *CaseDeclineInput) Validate() error {
	var ps errs.Problems
	sides.ValidateText(&ps, &in.Reason, MaxReason, true, "reason")
	return ps.Err()
}

// Declined is what editors are told of a case that an authority declined: facts of the directory, nothing of the case itself.
type Declined struct {
	// Key is the same for one act, and says nothing.
	Key                  string
	AuthorityID          string
	SuggestedAuthorityID *string
	ServiceIDs           []string
	RegionARS            *string
}

// Desk tells those who keep the directory that an assignment may be wrong.
type Desk interface {
	// ReportDeclined opens a matter with them, once for each key, in the transaction that made it necessary.
	ReportDeclined(ctx context.Context, tx *store.Tx, d Declined) error
}

// Decline says that the authority of a case is not competent. The person gets it as a message of the authority, with the reason, the
// authority that it names and how it goes on; both records have the event, what was not answered is REJECTED, and the case is closed. Refusals:
// WRONG_STATE when the owner deleted the mailbox, the authority has declined already and the person has not written since, or it has
// decided; MISSING and INVALID for the authority named.
func (s *Service) Decline(ctx context.Context, in CaseDeclineInput) (_ *AuthorityCase, err error) {
	defer errs.Wrap(&err, "postbox.Decline(%s)", in.CaseID)
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	v := viewer.From(ctx)
	err = s.db.Tx(viewer.System(ctx, "postbox.decline"), func(ctx context.Context, tx *store.Tx) error {
		owner, own, err := s.sides.LockCase(ctx, tx, scope, in.CaseID)
		if err != nil {
			return err
		}
		clerk, err := s.organisations.Member(ctx, v.AccountID, own.Reader, own.AssigneeID)
		if err != nil {
			return err
		}
		if err := s.checkDecline(ctx, tx, owner, own, in); err != nil {
			return err
		}
		if err := s.decline(ctx, tx, owner, own, clerk, in); err != nil {
			return err
		}
		return s.audit.Record(ctx, tx, v, "case.decline", own.ID, "", own.Reader)
	})
	if err != nil {
		return nil, err
	}
	return s.Case(ctx, in.CaseID)
}

func (s *Service) checkDecline(ctx context.Context, tx *store.Tx, owner, own *sides.Side, in CaseDeclineInput) error {
	switch {
	case owner == nil:
		return errs.RefuseText(errs.WrongState, "owner_deleted", nil, "caseId")
	case own.DeclinedAt != nil:
		return errs.RefuseText(errs.WrongState, "declined_already", nil, "caseId")
	}
	decided, err := tx.ViewMessage.Query().Where(viewmessage.SideID(own.ID), viewmessage.WithdrawnAtIsNil(),
		viewmessage.HasMessageWith(message.KindEQ(message.KindDECISION), message.DirectionEQ(message.DirectionINBOUND))).Exist(ctx)
	if err == nil && decided {
		err = errs.RefuseText(errs.WrongState, "decided_already", nil, "caseId")
	}
	if err != nil || in.SuggestedAuthorityID == nil {
		return err
	}
	if s.directory.AuthorityName(*in.SuggestedAuthorityID) == "" {
		return errs.Refuse(errs.Missing, "suggestedAuthorityId")
	}
	if *in.SuggestedAuthorityID == own.Reader {
		return errs.RefuseText(errs.InvalidValue, "declined_for_itself", nil, "suggestedAuthorityId")
	}
	return nil
}

func (s *Service) decline(ctx context.Context, tx *store.Tx, owner, own *sides.Side, clerk Member, in CaseDeclineInput) error {
	person, err := s.people.Facts(ctx, owner.Reader)
	if err != nil {
		return err
	}
	authority, name := own.Reader, s.directory.AuthorityName(own.Reader)
	subject, text := s.declineText(person.Locale, in)
	out := Outgoing{
		ID: newMessageID(tx), MailboxID: owner.ID, Reference: own.Reference, Direction: casemail.Inbound, Kind: casemail.KindMessage,
		FromAuthority: &authority, SenderName: clerk.Shown, from: name, Subject: subject, Text: text, SentAt: tx.Now,
	}
	by := chain.Actor{ID: clerk.ID, Name: clerk.Name, Capacity: "clerk"}
	received := by
	received.Name = name
	to := []string{own.Head.PersonName}
	_, err = s.DeliverToSides(ctx, tx, out, []RecipientSide{
		{Side: owner, Unread: true, Event: chain.MessageReceived, By: received, To: to},
		{Side: own, Event: chain.MessageSent, By: by, To: to},
	})
	if err != nil {
		return err
	}
	if err := s.chain.AppendAndNotify(ctx, tx, owner, chain.Event{Kind: chain.CaseDeclined, Actor: received, Message: out.ID}); err != nil {
		return err
	}
	if err := s.chain.AppendAndNotify(ctx, tx, own, chain.Event{Kind: chain.CaseDeclined, Actor: by, Message: out.ID}); err != nil {
		return err
	}
	if err := s.rejectUnanswered(ctx, tx, owner, own, by); err != nil {
		return err
	}
	if err := s.reckonApprovals(ctx, tx, owner, own); err != nil {
		return err
	}
	now := tx.Now
	own.Close(now)
	own.DeclinedAt = &now
	own.Version++
	owner.RecordActivity(tx.Now)
	if err := markDeclined(ctx, tx, owner.ID, own.Reader, in.SuggestedAuthorityID); err != nil {
		return err
	}
	if err := s.notices.OwnerNotice(ctx, tx, owner.Reader, owner.ID); err != nil {
		return err
	}
	err = s.desk.ReportDeclined(ctx, tx, Declined{
		Key: out.ID, AuthorityID: own.Reader, SuggestedAuthorityID: in.SuggestedAuthorityID, ServiceIDs: own.ServiceIds, RegionARS: own.RegionArs,
	})
	if err != nil {
		return err
	}
	return errors.Join(sides.Save(ctx, tx, owner), sides.Save(ctx, tx, own))
}

// rejectUnanswered records of each message that the authority has not answered that it is not competent for it.
func (s *Service) rejectUnanswered(ctx context.Context, tx *store.Tx, owner, own *sides.Side, by chain.Actor) error {
	rows, err := tx.Delivery.Query().Where(delivery.AuthoritySideID(own.ID),
		delivery.Not(delivery.HasFactsWith(deliveryfact.StateIn(deliveryfact.StateANSWERED, deliveryfact.StateREJECTED)))).
		Order(ent.Asc(delivery.FieldID)).All(ctx)
	if err != nil {
		return err
	}
	for _, d := range rows {
		if err := s.AddFact(ctx, tx, owner, d, Fact{State: casemail.Rejected, By: by, Event: chain.DeliveryChanged}); err != nil {
			return err
		}
	}
	return nil
}

// markDeclined notes with the party of a mailbox that it is not competent, and whom it named.
func markDeclined(ctx context.Context, tx *store.Tx, mailboxID, authorityID string, suggested *string) error {
	u := tx.CaseParty.Update().Where(caseparty.MailboxID(mailboxID), caseparty.AuthorityID(authorityID)).SetDeclinedAt(tx.Now)
	if suggested != nil {
		u.SetSuggestedAuthorityID(*suggested)
	} else {
		u.ClearSuggestedAuthorityID()
	}
	return u.Exec(ctx)
}

// takeUp ends that an authority said that it is not competent, with itself and with the owner: it asks for something, tells of a period, decides, or
// says that it is at work. What the person writes does not end it, nor does a mere message: the way to the right authority stays open. Both sides are
// locked; the caller saves them.
func takeUp(ctx context.Context, tx *store.Tx, owner, own *sides.Side) error {
	own.DeclinedAt = nil
	return tx.CaseParty.Update().Where(caseparty.MailboxID(owner.ID), caseparty.AuthorityID(own.Reader), caseparty.DeclinedAtNotNil()).
		ClearDeclinedAt().ClearSuggestedAuthorityID().Exec(ctx)
}

// declineForms are subject and text of the message by which an authority declines: the reason, then whom it names, then how it goes on.
var declineForms = map[string]struct{ subject, text, named, none, next string }{
	"de": {
		"Nicht zuständig", "Wir sind für Ihr Anliegen nicht zuständig.\n\nGrund: %s\n\n%s\n\n%s",
		"Zuständig ist nach unserer Kenntnis: %s.", "Welche Behörde zuständig ist, können wir nicht sagen.",
		"So geht es weiter: In diesem Fallpostfach können Sie unter „An andere Behörde übergeben“ ein neues Fallpostfach eröffnen. Was Sie mit uns geschrieben haben, geht mit, ebenso der Tag, an dem Ihre erste Nachricht hier eingegangen ist. Dieses Fallpostfach bleibt, wie es ist. Läuft eine Frist, warten Sie nicht ab.",
	},
	"en": {
		"Not competent", "We are not competent for your matter.\n\nReason: %s\n\n%s\n\n%s",
		"As far as we know, the competent authority is: %s.", "We cannot say which authority is competent.",
		"The way on: in this case mailbox, “Hand over to another authority” opens a new case mailbox for you. What you wrote with us goes along, and so does the day on which your first message arrived here. This case mailbox stays as it is. If a period is running, do not wait.",
	},
}

func (s *Service) declineText(locale string, in CaseDeclineInput) (subject, text string) {
	form, ok := declineForms[locale]
	if !ok {
		form = declineForms["de"]
	}
	named := form.none
	if in.SuggestedAuthorityID != nil {
		named = fmt.Sprintf(form.named, s.directory.AuthorityName(*in.SuggestedAuthorityID))
	}
	return form.subject, fmt.Sprintf(form.text, in.Reason, named, form.next)
}
