package postbox

import (
	"context"

	"schalter/ent"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/internal/deletion"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// DeleteMailbox deletes the owner's side with everything in it, at once and for good. Authorities that were written to find an
// event and are told by mail; they keep their own copies. What no key opens any more is deleted, too, and raises the alarm before
// it goes; the copy of an authority that no key opens is marked without an event. The certificate says that it was destroyed. Refusals: NOT_FOUND.
func (s *Service) DeleteMailbox(ctx context.Context, mailboxID string) (certificate *deletion.Certificate, err error) {
	defer errs.Wrap(&err, "postbox.DeleteMailbox(%s)", mailboxID)
	err = s.Conversation.DeleteOnOwn(ctx, "mailboxId", func(ctx context.Context, tx *store.Tx, scope rule.Scope) error {
		owner, err := sides.LockOwnRow(ctx, tx, scope, mailboxID)
		if err != nil {
			return err
		}
		// The key is not needed, but what was changed by somebody is not destroyed without a word.
		if _, err := s.Sides.OpenRow(ctx, owner); err != nil && !sides.DoesNotOpen(err) {
			return err
		}
		if err := s.deleteOwnerSide(ctx, tx, owner, chain.Actor{}); err != nil {
			return err
		}
		certificate, err = s.ports.Certificates.Issue(ctx, tx, evidence.MailboxDeleted, mailboxID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return certificate, nil
}

// deleteOwnerSide deletes an owner's side that is locked. The authorities' records name who deleted it: by, or the person where it is nobody.
func (s *Service) deleteOwnerSide(ctx context.Context, tx *store.Tx, owner *ent.Side, by chain.Actor) error {
	if err := s.notifyAuthorities(ctx, tx, owner, by); err != nil {
		return err
	}
	if err := s.forgetMailbox(ctx, tx, owner); err != nil {
		return err
	}
	origins, err := documents.OriginsOn(ctx, tx, owner.ID)
	if err != nil {
		return err
	}
	if err := sides.Delete(ctx, tx, owner.ID); err != nil {
		return err
	}
	if err := conversation.DeleteMailbox(ctx, tx, owner.ID); err != nil {
		return err
	}
	tx.Append(store.Entry{Reader: owner.Reader, Topic: store.TopicChange, SideID: owner.ID, EventID: id.New(id.Event, tx.Now), At: tx.Now})
	return s.Conversation.DeleteUnheld(ctx, tx, owner.ID, origins...)
}

func (s *Service) notifyAuthorities(ctx context.Context, tx *store.Tx, owner *ent.Side, by chain.Actor) error {
	if err := s.notifyByGateway(ctx, tx, owner); err != nil {
		return err
	}
	caseIDs, err := tx.Side.Query().Where(entside.MailboxID(owner.ID), entside.KindEQ(entside.KindAUTHORITY)).Order(ent.Asc(entside.FieldID)).IDs(ctx)
	if err != nil {
		return err
	}
	for _, caseID := range caseIDs {
		side, err := s.Sides.LockOpenOrNot(ctx, tx, caseID)
		if err != nil {
			return err
		}
		now := tx.Now
		side.OwnerDeletedAt, side.WaitingSince = &now, nil
		if side.Opens() {
			actor := by
			if actor == (chain.Actor{}) {
				actor = chain.Actor{ID: side.Head.PersonID, Name: side.Head.PersonName, Capacity: "owner"}
			}
			if err = s.Conversation.WithdrawNotice(ctx, tx, side); err == nil {
				err = s.Chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: chain.MailboxDeleted, Actor: actor})
			}
		} else {
			inbox.PublishChange(tx, side.Side)
		}
		if err != nil {
			return err
		}
		if err := s.ports.Notices.DeletionNotice(ctx, tx, side.Reader, side.ID, side.Reference); err != nil {
			return err
		}
		if err := sides.Save(ctx, tx, side); err != nil {
			return err
		}
	}
	return nil
}
