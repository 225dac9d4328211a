package postbox

import (
	"context"

	"schalter/ent"
	"schalter/ent/caseparty"
	entside "schalter/ent/side"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/consents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// consentsAtOnce bounds the mailboxes of one transaction.
const consentsAtOnce = 20

// tellConsent puts a change of a consent on the records of one page of the person's mailboxes with the authority, on both sides. The next page is a
// job of the same transaction. A job may run twice; the event is there once.
func (s *Service) tellConsent(ctx context.Context, subject string) (err error) {
	defer errs.Wrap(&err, "postbox.tellConsent(%s)", subject)
	of := consents.SubjectOf(subject)
	return s.db.Tx(viewer.System(ctx, "postbox.consented"), func(ctx context.Context, tx *store.Tx) error {
		change, err := s.Consents.Changed(ctx, tx, of)
		if err != nil || change == nil {
			return err
		}
		parties, err := tx.CaseParty.Query().Where(caseparty.AccountID(change.AccountID), caseparty.AuthorityID(change.AuthorityID), caseparty.IDGT(of.After)).
			Order(ent.Asc(caseparty.FieldID)).Limit(consentsAtOnce).All(ctx)
		if err != nil {
			return err
		}
		for _, p := range parties {
			if err := s.recordConsent(ctx, tx, p, change, consents.Subject{ConsentID: of.ConsentID, Revoked: of.Revoked}.String()); err != nil {
				return err
			}
		}
		if len(parties) < consentsAtOnce {
			return nil
		}
		of.After = parties[len(parties)-1].ID
		return job.Enqueue(ctx, tx, consents.JobTell, of.String(), tx.Now, of.String())
	})
}

// recordConsent puts a change on the records of one mailbox: the owner's, and the authority's where it has a case.
func (s *Service) recordConsent(ctx context.Context, tx *store.Tx, p *ent.CaseParty, change *consents.Change, once string) error {
	owner, opens, err := s.Sides.LockIfOpens(ctx, tx, p.MailboxID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if first, err := s.Sides.ClaimOnce(ctx, tx, "consent", owner.ID, once); err != nil || !first {
		return err
	}
	if opens {
		by := chain.Actor{ID: owner.Reader, Name: owner.Head.PersonName, Capacity: "owner"}
		if err := s.appendConsent(ctx, tx, owner, by, change.Consent); err != nil {
			return err
		}
	}
	caseID, err := tx.Side.Query().Where(entside.MailboxID(owner.ID), entside.Reader(p.AuthorityID)).OnlyID(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	side, opens, err := s.Sides.LockIfOpens(ctx, tx, caseID)
	if err != nil || !opens {
		return err
	}
	return s.appendConsent(ctx, tx, side, chain.Actor{ID: side.Head.PersonID, Name: side.Head.PersonName, Capacity: "owner"}, change.Consent)
}

func (s *Service) appendConsent(ctx context.Context, tx *store.Tx, side *sides.Side, by chain.Actor, c *consents.Consent) error {
	if err := s.Chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: chain.ConsentChanged, Actor: by, Consent: c.Fact()}); err != nil {
		return err
	}
	return sides.Save(ctx, tx, side)
}
