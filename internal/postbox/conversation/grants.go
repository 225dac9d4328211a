package conversation

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/caseparty"
	"schalter/ent/legaldate"
	"schalter/ent/partygrant"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/legal"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/dates"
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
	side, err := s.sides.LockByID(ctx, tx, caseID)
	if err != nil {
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

// shared is what an authority may know of the mailboxes of its cases: by side, the grant in force and the owner's side.
type shared struct {
	grants map[string]*ent.PartyGrant
	owners map[string]*sides.Side
}

// sharedWith reads the grants in force of some sides of authorities, and opens the owners' sides of those that have one.
func (s *Service) sharedWith(ctx context.Context, opened map[string]*sides.Side) (shared, error) {
	found := shared{map[string]*ent.PartyGrant{}, map[string]*sides.Side{}}
	mailboxIDs := make([]string, 0, len(opened))
	for _, side := range opened {
		mailboxIDs = append(mailboxIDs, side.MailboxID)
	}
	ctx = sides.SystemReads(ctx, "postbox.granted")
	rows, err := s.db.Client().PartyGrant.Query().Where(partygrant.MailboxIDIn(mailboxIDs...), partygrant.RevokedAtIsNil()).All(ctx)
	if err != nil {
		return found, err
	}
	var granted []string
	for sideID, side := range opened {
		for _, row := range rows {
			if row.MailboxID == side.MailboxID && row.AuthorityID == side.Reader {
				found.grants[sideID] = row
				granted = append(granted, row.MailboxID)
			}
		}
	}
	if len(granted) == 0 {
		return found, nil
	}
	owners, err := s.db.Client().Side.Query().Where(entside.IDIn(granted...), entside.KindEQ(entside.KindOWNER)).All(ctx)
	if err != nil {
		return found, err
	}
	for sideID, row := range found.grants {
		i := slices.IndexFunc(owners, func(owner *ent.Side) bool { return owner.ID == row.MailboxID })
		if i < 0 {
			delete(found.grants, sideID)
			continue
		}
		if found.owners[sideID], err = s.sides.OpenRow(ctx, owners[i]); err != nil {
			return found, err
		}
	}
	return found, nil
}

// CaseParties are the parties that authorities may know of, a list for each case: itself, and with the owner's grant all of the mailbox with
// how far they are.
func (s *Service) CaseParties(ctx context.Context, cases []*AuthorityCase) (_ [][]*CaseParty, err error) {
	defer errs.Wrap(&err, "postbox.CaseParties")
	return ReadOfSides(ctx, s, cases, func(ctx context.Context, opened map[string]*sides.Side, sideIDs []string) ([][]*CaseParty, error) {
		known, err := s.sharedWith(ctx, opened)
		if err != nil {
			return nil, err
		}
		mailboxIDs := make([]string, len(sideIDs))
		for i, sideID := range sideIDs {
			mailboxIDs[i] = opened[sideID].MailboxID
		}
		rows, err := s.db.Client().CaseParty.Query().Where(caseparty.MailboxIDIn(mailboxIDs...)).Order(ent.Asc(caseparty.FieldPosition)).
			All(sides.SystemReads(ctx, "postbox.granted"))
		if err != nil {
			return nil, err
		}
		lists := make([][]*CaseParty, len(sideIDs))
		for i, sideID := range sideIDs {
			for _, row := range rows {
				if row.MailboxID != opened[sideID].MailboxID {
					continue
				}
				party, err := s.partyFor(ctx, opened[sideID], known.owners[sideID], row)
				if err != nil {
					return nil, err
				}
				if party != nil {
					lists[i] = append(lists[i], party)
				}
			}
		}
		return lists, nil
	})
}

// partyFor is a party as an authority's side may know it: itself as its own side has it, another one only where the owner's side is open to it.
func (s *Service) partyFor(ctx context.Context, own, owner *sides.Side, row *ent.CaseParty) (*CaseParty, error) {
	if row.AuthorityID != own.Reader {
		if owner == nil {
			return nil, nil
		}
		return s.partyModel(ctx, owner, row)
	}
	progress, err := s.progressOf(ctx, own)
	if err != nil {
		return nil, err
	}
	return &CaseParty{
		ID: row.ID, MailboxID: row.MailboxID, AuthorityID: row.AuthorityID, AuthorityName: s.nameOfThen(row.AuthorityName, row.AuthorityID), Role: CompetenceRole(row.Role),
		ServiceIDs: row.ServiceIds, RegionARS: own.RegionArs, Progress: progress, DeclinedAt: sides.UTC(row.DeclinedAt), SuggestedAuthorityID: row.SuggestedAuthorityID,
	}, nil
}

// GrantsTo are the grants in force that authorities have in their cases, one for each; nil where there is none.
func (s *Service) GrantsTo(ctx context.Context, cases []*AuthorityCase) (_ []*PartyGrant, err error) {
	defer errs.Wrap(&err, "postbox.GrantsTo")
	return ReadOfSides(ctx, s, cases, func(ctx context.Context, opened map[string]*sides.Side, sideIDs []string) ([]*PartyGrant, error) {
		known, err := s.sharedWith(ctx, opened)
		if err != nil {
			return nil, err
		}
		list := make([]*PartyGrant, len(sideIDs))
		var wanted []string
		for _, row := range known.grants {
			wanted = append(wanted, row.PartyID)
		}
		if len(wanted) == 0 {
			return list, nil
		}
		parties, err := s.db.Client().CaseParty.Query().Where(caseparty.IDIn(wanted...)).All(sides.SystemReads(ctx, "postbox.granted"))
		if err != nil {
			return nil, err
		}
		for i, sideID := range sideIDs {
			row := known.grants[sideID]
			at := slices.IndexFunc(parties, func(p *ent.CaseParty) bool { return row != nil && p.ID == row.PartyID })
			if at < 0 {
				continue
			}
			party, err := s.partyFor(ctx, opened[sideID], nil, parties[at])
			if err != nil {
				return nil, err
			}
			list[i] = grantModel(row, party)
		}
		return list, nil
	})
}

// CaseDeadlines are the periods that authorities may know of, a list for each case: its own, and with the owner's grant those of the other
// parties, which name no message.
func (s *Service) CaseDeadlines(ctx context.Context, cases []*AuthorityCase) (_ [][]*dates.Date, err error) {
	defer errs.Wrap(&err, "postbox.CaseDeadlines")
	return ReadOfSides(ctx, s, cases, func(ctx context.Context, opened map[string]*sides.Side, sideIDs []string) (lists [][]*dates.Date, err error) {
		known, err := s.sharedWith(ctx, opened)
		if err != nil {
			return nil, err
		}
		asked := append([]string{}, sideIDs...)
		for _, owner := range known.owners {
			asked = append(asked, owner.ID)
		}
		var found [][]*dates.Date
		err = s.db.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
			found, err = s.dates.OfSides(sides.SystemReads(ctx, "postbox.granted"), tx, asked, deadlineKinds...)
			return err
		})
		if err != nil {
			return nil, err
		}
		byOwner := map[string][]*dates.Date{}
		for i, sideID := range asked[len(sideIDs):] {
			byOwner[sideID] = found[len(sideIDs)+i]
		}
		lists = make([][]*dates.Date, len(sideIDs))
		for i, sideID := range sideIDs {
			lists[i] = found[i]
			if owner := known.owners[sideID]; owner != nil {
				lists[i] = addOthers(lists[i], byOwner[owner.ID], opened[sideID].Reader)
			}
		}
		return lists, nil
	})
}

// addOthers adds the periods of other authorities, without their messages; the first to end first, the last ones of all.
func addOthers(own, all []*dates.Date, reader string) []*dates.Date {
	list := append([]*dates.Date{}, own...)
	for _, d := range all {
		if d.AuthorityID == reader {
			continue
		}
		list = append(list, withoutMessage(d))
	}
	dates.Sort(list)
	return list[max(0, len(list)-dates.MaxOfSide):]
}

// withoutMessage is a period as another authority may know it.
func withoutMessage(d *dates.Date) *dates.Date {
	shown := *d
	shown.MessageID, shown.Supersedes = nil, nil
	return &shown
}

// grantedDeadline is a period of another party that the viewer may know of by a grant; NOT_FOUND where there is none.
func (s *Service) grantedDeadline(ctx context.Context, scope rule.Scope, dateID string) (*dates.Date, error) {
	missing := errs.New(errs.NotFound, "there is no such date")
	system := sides.SystemReads(ctx, "postbox.granted")
	row, err := s.db.Client().LegalDate.Query().Where(legaldate.ID(dateID), legaldate.KindNEQ(legaldate.Kind(legal.Announcement)),
		legaldate.HasSideWith(entside.KindEQ(entside.KindOWNER))).Only(system)
	if ent.IsNotFound(err) {
		return nil, missing
	}
	if err != nil {
		return nil, err
	}
	granted, err := s.db.Client().PartyGrant.Query().Where(partygrant.MailboxID(row.SideID), partygrant.AuthorityIDIn(scope.Readers()...), partygrant.RevokedAtIsNil()).Exist(system)
	if err != nil {
		return nil, err
	}
	if !granted {
		return nil, missing
	}
	var found *dates.Date
	err = s.db.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
		found, err = s.dates.ByID(sides.SystemReads(ctx, "postbox.granted"), tx, dateID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return withoutMessage(found), nil
}
