package network

import (
	"context"

	"schalter/ent"
	"schalter/ent/networkfile"
	"schalter/ent/networkmember"
	"schalter/internal/errs"
	"schalter/internal/store"
)

// Left ends the part of an account in groups in which it took part as a member of an organisation that it works for no more.
func (s *Service) Left(ctx context.Context, tx *store.Tx, accountID string) (err error) {
	defer errs.Wrap(&err, "network.Left(%s)", accountID)
	ctx = system(ctx)
	rows, err := tx.NetworkMember.Query().Where(networkmember.AccountID(accountID), networkmember.LeftAtIsNil(), networkmember.MembershipIDNotNil()).All(ctx)
	if err != nil {
		return err
	}
	for _, groupID := range inLockOrder(distinct(rows, func(row *ent.NetworkMember) string { return row.GroupID })) {
		if err := s.leftIn(ctx, tx, accountID, groupID); err != nil {
			return err
		}
	}
	return nil
}

// leftIn is Left in one group, which it locks: who joined it meanwhile as a member of another organisation stays.
func (s *Service) leftIn(ctx context.Context, tx *store.Tx, accountID, groupID string) error {
	_, is, err := s.lockGroup(ctx, tx, access{accountID: accountID}, groupID)
	if err != nil || is.member == nil || is.member.LeftAt != nil || is.member.MembershipID == nil {
		return err
	}
	there, err := s.Organisations.Employs(ctx, tx, *is.member.MembershipID, accountID)
	if err != nil || there {
		return err
	}
	return s.leave(ctx, tx, is.member, nil)
}

// Forget drops who an account that is deleted was in groups. What it wrote stays there with the name as it was written.
func (s *Service) Forget(ctx context.Context, tx *store.Tx, accountID string) (err error) {
	defer errs.Wrap(&err, "network.Forget(%s)", accountID)
	ctx = system(ctx)
	ids, err := tx.NetworkMember.Query().Where(networkmember.AccountID(accountID)).IDs(ctx)
	if err != nil || len(ids) == 0 {
		return err
	}
	if err := s.dropFiles(ctx, tx, networkfile.MemberIDIn(ids...), networkfile.PostIDIsNil()); err != nil {
		return err
	}
	_, err = tx.NetworkMember.Delete().Where(networkmember.IDIn(ids...)).Exec(ctx)
	return err
}
