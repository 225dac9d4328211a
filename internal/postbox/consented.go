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

// tellConsent puts the changes of a consent on the records of one page of the person's mailboxes with the authority, on both sides. The next page is a
// job of the same transaction. Jobs may run twice and after one another in any order; each event is there once, that it was revoked after that it was given.
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
			if err := s.recordConsent(ctx, tx, p, change.Consent); err != nil {
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

// recordConsent puts a consent on the records of one mailbox: the owner's, and the authority's where it has a case. One that does not open has it the
// next time.
func (s *Service) recordConsent(ctx context.Context, tx *store.Tx, p *ent.CaseParty, c *consents.Consent) error {
	owner, opens, err := s.Sides.LockIfOpens(ctx, tx, p.MailboxID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if opens {
		by := chain.Actor{ID: owner.Reader, Name: owner.Head.PersonName, Capacity: "owner"}
		if err := s.appendConsent(ctx, tx, owner, by, c); err != nil {
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
	return s.appendConsent(ctx, tx, side, chain.Actor{ID: side.Head.PersonID, Name: side.Head.PersonName, Capacity: "owner"}, c)
}

// appendConsent appends what the record of a side lacks of a consent. One that ended before the side began is nothing of its.
func (s *Service) appendConsent(ctx context.Context, tx *store.Tx, side *sides.Side, by chain.Actor, c *consents.Consent) error {
	if c.RevokedAt != nil && side.CreatedAt.After(*c.RevokedAt) {
		return nil
	}
	known, err := s.Chain.Consents(ctx, tx, side)
	if err != nil {
		return err
	}
	var given, revoked bool
	for _, fact := range known {
		if fact.ID == c.ID {
			given, revoked = true, revoked || fact.RevokedAt != ""
		}
	}
	asGiven := *c
	asGiven.RevokedAt = nil
	for _, change := range []struct {
		of      consents.Consent
		missing bool
	}{{asGiven, !given}, {*c, c.RevokedAt != nil && !revoked}} {
		if !change.missing {
			continue
		}
		if err := s.Chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: chain.ConsentChanged, Actor: by, Consent: change.of.Fact()}); err != nil {
			return err
		}
	}
	return sides.Save(ctx, tx, side)
}
