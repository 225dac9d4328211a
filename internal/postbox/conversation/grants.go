package conversation

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/caseparty"
	"schalter/ent/partygrant"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// PartyGrant is what the owner of a mailbox lets its Einheitlicher Ansprechpartner see and do (Art. 71b BayVwVfG, § 1 AVBayEAG): the other
// parties, how far they are and their periods, never their messages.
type PartyGrant struct {
	ID    string
	Party *CaseParty
	// MayForward says that it may pass messages on to the competent authorities.
	MayForward bool
	GivenAt    time.Time
	RevokedAt  *time.Time
}

// MaxGrants bounds how often a grant to one party can be given or changed.
const MaxGrants = 50

// PartyGrantSetInput gives, changes or revokes a grant.
type PartyGrantSetInput struct {
	MailboxID  string
	PartyID    string
	Granted    bool
	MayForward bool
}

// SetGrant makes a grant what the input says; what is so already stays as it is. Both sides get an event. It holds from the commit on: a
// revoked one lets nothing be seen or passed on any more. Refusals: MISSING, INVALID (the party is no Einheitlicher Ansprechpartner), TOO_MANY.
func (s *Service) SetGrant(ctx context.Context, in PartyGrantSetInput) (_ *PartyGrant, _ *CaseMailbox, err error) {
	defer errs.Wrap(&err, "postbox.SetGrant(%s)", in.MailboxID)
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return nil, nil, err
	}
	v := viewer.From(ctx)
	var grantID string
	err = s.db.Tx(viewer.System(ctx, "postbox.grant"), func(ctx context.Context, tx *store.Tx) error {
		grantID = ""
		owner, err := s.sides.Lock(ctx, tx, scope, in.MailboxID)
		if err != nil {
			return err
		}
		party, err := tx.CaseParty.Query().Where(caseparty.ID(in.PartyID), caseparty.MailboxID(owner.ID)).Only(ctx)
		if ent.IsNotFound(err) {
			return errs.Refuse(errs.Missing, "partyId")
		}
		if err != nil {
			return err
		}
		if party.Role != caseparty.RolePOINT_OF_SINGLE_CONTACT {
			return errs.RefuseText(errs.InvalidValue, "grant_not_single_contact", nil, "partyId")
		}
		row, action, err := setGrant(ctx, tx, party, in)
		if err != nil {
			return err
		}
		if row != nil {
			grantID = row.ID
		}
		if action == "" {
			return nil
		}
		if err := s.tellGrant(ctx, tx, owner, row); err != nil {
			return err
		}
		return s.audit.Record(ctx, tx, v, action, row.ID, "", party.AuthorityID)
	})
	if err != nil {
		return nil, nil, err
	}
	mailbox, err := s.Mailbox(ctx, in.MailboxID)
	if err != nil || grantID == "" {
		return nil, mailbox, err
	}
	grant, err := s.PartyGrant(ctx, grantID)
	return grant, mailbox, err
}

// setGrant writes the change; without an action nothing changed. The owner's side is locked.
func setGrant(ctx context.Context, tx *store.Tx, party *ent.CaseParty, in PartyGrantSetInput) (row *ent.PartyGrant, action string, err error) {
	rows, err := tx.PartyGrant.Query().Where(partygrant.PartyID(party.ID)).Order(ent.Desc(partygrant.FieldGivenAt, partygrant.FieldID)).Limit(MaxGrants).All(ctx)
	if err != nil {
		return nil, "", err
	}
	inForceFirst(rows)
	inForce := len(rows) > 0 && rows[0].RevokedAt == nil
	switch {
	case !in.Granted && !inForce, in.Granted && inForce && rows[0].MayForward == in.MayForward:
		if len(rows) > 0 {
			row = rows[0]
		}
		return row, "", nil
	case in.Granted && len(rows) >= MaxGrants:
		return nil, "", errs.Refuse(errs.TooMany, "partyId")
	}
	action = "grant.give"
	if inForce {
		if row, err = tx.PartyGrant.UpdateOne(rows[0]).SetRevokedAt(tx.Now).Save(ctx); err != nil {
			return nil, "", err
		}
		action = "grant.change"
	}
	if !in.Granted {
		return row, "grant.revoke", nil
	}
	row, err = tx.PartyGrant.Create().SetID(id.New(id.PartyGrant, tx.Now)).SetPartyID(party.ID).SetMailboxID(party.MailboxID).SetAccountID(party.AccountID).
		SetAuthorityID(party.AuthorityID).SetMayForward(in.MayForward).SetGivenAt(tx.Now).Save(ctx)
	return row, action, err
}

// inForceFirst puts the one in force before those that ended: two may have been given in the same instant.
func inForceFirst(rows []*ent.PartyGrant) {
	slices.SortStableFunc(rows, func(a, b *ent.PartyGrant) int {
		switch {
		case a.RevokedAt == nil && b.RevokedAt != nil:
			return -1
		case a.RevokedAt != nil && b.RevokedAt == nil:
			return 1
		}
		return 0
	})
}

// tellGrant puts a change on the records of both sides, that of the authority where it has a case.
func (s *Service) tellGrant(ctx context.Context, tx *store.Tx, owner *sides.Side, row *ent.PartyGrant) error {
	if err := s.chain.AppendAndNotify(ctx, tx, owner, s.grantEvent(row, ownerOf(owner))); err != nil {
		return err
	}
	if err := sides.Save(ctx, tx, owner); err != nil {
		return err
	}
	caseID, err := tx.Side.Query().Where(entside.MailboxID(owner.ID), entside.Reader(row.AuthorityID)).OnlyID(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	// The owner's will holds, whether the record of the authority opens or not.
	side, opens, err := s.sides.LockIfOpens(ctx, tx, caseID)
	if err != nil || !opens {
		return err
	}
	if err := s.chain.AppendAndNotify(ctx, tx, side, s.grantEvent(row, ownerOn(side))); err != nil {
		return err
	}
	return sides.Save(ctx, tx, side)
}

func (s *Service) grantEvent(row *ent.PartyGrant, by chain.Actor) chain.Event {
	fact := &evidence.Grant{ID: row.ID, MayForward: row.MayForward, GivenAt: evidence.Instant(row.GivenAt)}
	if row.RevokedAt != nil {
		fact.RevokedAt = evidence.Instant(*row.RevokedAt)
	}
	return chain.Event{
		Kind: chain.GrantChanged, Actor: by, Grant: fact,
		Authority: &evidence.Authority{ID: row.AuthorityID, Name: s.directory.AuthorityName(row.AuthorityID)},
	}
}

// standingGrant is the grant in force of an authority in a mailbox; nil where there is none.
func standingGrant(ctx context.Context, client *ent.Client, mailboxID, authorityID string) (*ent.PartyGrant, error) {
	row, err := client.PartyGrant.Query().Where(partygrant.MailboxID(mailboxID), partygrant.AuthorityID(authorityID), partygrant.RevokedAtIsNil()).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return row, err
}

func grantModel(row *ent.PartyGrant, party *CaseParty) *PartyGrant {
	return &PartyGrant{ID: row.ID, Party: party, MayForward: row.MayForward, GivenAt: row.GivenAt.UTC(), RevokedAt: sides.UTC(row.RevokedAt)}
}

// PartyGrant is one grant of the viewer's, also one that was revoked.
func (s *Service) PartyGrant(ctx context.Context, grantID string) (_ *PartyGrant, err error) {
	defer errs.Wrap(&err, "postbox.PartyGrant(%s)", grantID)
	row, err := s.db.Client().PartyGrant.Query().Where(partygrant.ID(grantID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, errs.New(errs.NotFound, "there is no such grant")
	}
	if err != nil {
		return nil, err
	}
	party, err := s.Party(ctx, row.PartyID)
	if err != nil {
		return nil, err
	}
	return grantModel(row, party), nil
}

// Grants are the grants of mailboxes, a list for each: of each party the last one, in force or revoked.
func (s *Service) Grants(ctx context.Context, mailboxes []*CaseMailbox) (_ [][]*PartyGrant, err error) {
	defer errs.Wrap(&err, "postbox.Grants")
	return ReadOfSides(ctx, s, mailboxes, func(ctx context.Context, opened map[string]*sides.Side, mailboxIDs []string) ([][]*PartyGrant, error) {
		rows, err := s.db.Client().PartyGrant.Query().Where(partygrant.MailboxIDIn(mailboxIDs...)).
			Order(ent.Desc(partygrant.FieldGivenAt, partygrant.FieldID)).All(ctx)
		if err != nil || len(rows) == 0 {
			return make([][]*PartyGrant, len(mailboxIDs)), err
		}
		inForceFirst(rows)
		parties, err := s.parties(ctx, opened, mailboxIDs)
		if err != nil {
			return nil, err
		}
		found := map[string][]*PartyGrant{}
		for i, mailboxID := range mailboxIDs {
			for _, party := range parties[i] {
				for _, row := range rows {
					if row.PartyID == party.ID {
						found[mailboxID] = append(found[mailboxID], grantModel(row, party))
						break
					}
				}
			}
		}
		return ListsOf(mailboxIDs, found), nil
	})
}
