package conversation

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/casemailbox"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/internal/errs"
	"schalter/internal/postbox/sides"
)

// PredecessorsOf are the mailboxes that mailboxes continue, one for each; nil where there is none, or it was deleted.
func (s *Service) PredecessorsOf(ctx context.Context, mailboxes []*CaseMailbox) (_ []*CaseMailbox, err error) {
	defer errs.Wrap(&err, "postbox.PredecessorsOf")
	var wanted []string
	for _, m := range mailboxes {
		if m.predecessorID != nil {
			wanted = append(wanted, *m.predecessorID)
		}
	}
	found, err := s.mailboxesByID(ctx, wanted)
	if err != nil {
		return nil, err
	}
	list := make([]*CaseMailbox, len(mailboxes))
	for i, m := range mailboxes {
		if m.predecessorID != nil {
			list[i] = found[*m.predecessorID]
		}
	}
	return list, nil
}

// MaxSuccessors bounds how many mailboxes continue one.
const MaxSuccessors = 20

// SuccessorsOf are the mailboxes that continue mailboxes, a list for each, the first hand-over first.
func (s *Service) SuccessorsOf(ctx context.Context, mailboxes []*CaseMailbox) (_ [][]*CaseMailbox, err error) {
	defer errs.Wrap(&err, "postbox.SuccessorsOf")
	own := make([]string, len(mailboxes))
	for i, m := range mailboxes {
		own[i] = m.ID
	}
	rows, err := s.db.Client().CaseMailbox.Query().Where(casemailbox.PredecessorIDIn(own...)).
		Order(ent.Asc(casemailbox.FieldOpenedAt), ent.Asc(casemailbox.FieldID)).All(ctx)
	if err != nil {
		return nil, err
	}
	wanted := make([]string, len(rows))
	for i, row := range rows {
		wanted[i] = row.ID
	}
	found, err := s.mailboxesByID(ctx, wanted)
	if err != nil {
		return nil, err
	}
	list := make([][]*CaseMailbox, len(mailboxes))
	for _, row := range rows {
		if m := found[row.ID]; m != nil {
			i := slices.Index(own, *row.PredecessorID)
			list[i] = append(list[i], m)
		}
	}
	return list, nil
}

// mailboxesByID reads those of some mailboxes that are the viewer's.
func (s *Service) mailboxesByID(ctx context.Context, wanted []string) (map[string]*CaseMailbox, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.Client().Side.Query().Where(entside.IDIn(wanted...), entside.KindEQ(entside.KindOWNER), entside.ReaderIn(scope.Readers()...)).All(ctx)
	if err != nil {
		return nil, err
	}
	opened := make([]*sides.Side, 0, len(rows))
	for _, row := range rows {
		side, opens, err := s.sides.OpenIfOpens(ctx, row)
		if err != nil {
			return nil, err
		}
		if opens {
			opened = append(opened, side)
		}
	}
	mailboxes, err := s.mailboxRows(ctx, opened)
	if err != nil {
		return nil, err
	}
	found := make(map[string]*CaseMailbox, len(opened))
	for _, side := range opened {
		if row := mailboxes[side.ID]; row != nil {
			found[side.ID] = mailboxModel(side, row)
		}
	}
	return found, nil
}
