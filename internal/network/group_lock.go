package network

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/networkgroup"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
)

// lockGroup locks a group against others that write in it, and says what the person is there; NOT_FOUND is a refusal then.
func (s *Service) lockGroup(ctx context.Context, tx *store.Tx, a access, groupID string) (*ent.NetworkGroup, standing, error) {
	none := standing{access: a}
	if !id.Is(id.Group, groupID) {
		return nil, none, refuseNoGroup()
	}
	q := tx.NetworkGroup.Query().Where(networkgroup.ID(groupID))
	if tx.Locks() {
		q.ForUpdate()
	}
	row, err := q.Only(ctx)
	if ent.IsNotFound(err) {
		err = refuseNoGroup()
	}
	if err != nil {
		return nil, none, err
	}
	found, err := standingsIn(ctx, tx.Client, a, []string{groupID})
	if err != nil {
		return nil, none, err
	}
	is, err := s.stillThere(ctx, tx, found[groupID])
	return row, is, err
}

// inLockOrder brings groups that one transaction locks to the order in which all such transactions do.
func inLockOrder(groupIDs []string) []string {
	slices.Sort(groupIDs)
	return slices.Compact(groupIDs)
}

// stillThere takes a membership out of a standing that ended since the request began.
func (s *Service) stillThere(ctx context.Context, tx *store.Tx, is standing) (standing, error) {
	if !is.joined() || is.member.MembershipID == nil {
		return is, nil
	}
	there, err := s.Organisations.Employs(ctx, tx, *is.member.MembershipID, is.accountID)
	if err == nil && !there {
		is.memberships = nil
	}
	return is, err
}

// lockJoined locks a group that is not archived, for who takes part in it.
func (s *Service) lockJoined(ctx context.Context, tx *store.Tx, a access, groupID string) (*ent.NetworkGroup, standing, error) {
	row, is, err := s.lockGroup(ctx, tx, a, groupID)
	switch {
	case err != nil:
	case row.Archived:
		err = errs.RefuseText(errs.WrongState, "group_archived", nil, "groupId")
	case !is.joined():
		err = errs.RefuseText(errs.WrongState, "group_join_first", nil, "groupId")
	}
	return row, is, err
}
