package conversation

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/caseparty"
	"schalter/ent/legaldate"
	"schalter/ent/partygrant"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/internal/errs"
	"schalter/internal/legal"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// shared is what an authority may know of the mailboxes of its cases: by side, the grant in force and the owner's side, which is not opened.
type shared struct {
	grants map[string]*ent.PartyGrant
	owners map[string]*ent.Side
}

// sharedWith reads the grants in force of some sides of authorities, and the owners' sides of those that have one.
func (s *Service) sharedWith(ctx context.Context, opened map[string]*sides.Side) (shared, error) {
	found := shared{map[string]*ent.PartyGrant{}, map[string]*ent.Side{}}
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
		found.owners[sideID] = owners[i]
	}
	return found, nil
}

// ownerFor is an owner's side as far as some of its parties need it to be read: its key is asked for only where one of them has something sealed.
// Where it does not open, that is left out of them, and what is not sealed stays.
func (s *Service) ownerFor(ctx context.Context, row *ent.Side, parties []*ent.CaseParty) (*sides.Side, error) {
	if !slices.ContainsFunc(parties, func(p *ent.CaseParty) bool { return len(p.SealedProgress) > 0 }) {
		return &sides.Side{Side: row}, nil
	}
	owner, opens, err := s.sides.OpenIfOpens(ctx, row)
	if err != nil || opens {
		return owner, err
	}
	for _, p := range parties {
		p.SealedProgress = nil
	}
	return owner, nil
}

// CaseParties are the parties that authorities may know of, a list for each case: itself, and with the owner's grant all of the mailbox with
// how far they are; where the owner's side does not open, without next step and missing documents.
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
			own := opened[sideID]
			var others []*ent.CaseParty
			for _, row := range rows {
				if row.MailboxID == own.MailboxID && row.AuthorityID != own.Reader {
					others = append(others, row)
				}
			}
			var owner *sides.Side
			if known.owners[sideID] != nil {
				if owner, err = s.ownerFor(ctx, known.owners[sideID], others); err != nil {
					return nil, err
				}
			}
			for _, row := range rows {
				if row.MailboxID != own.MailboxID {
					continue
				}
				party, err := s.partyFor(ctx, own, owner, row)
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
