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
	rows, err := tx.NetworkMember.Query().Where(networkmember.AccountID(accountID), networkmember.LeftAtIsNil(), networkmember.MembershipIDNotNil()).
		Order(ent.Asc(networkmember.FieldID)).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		there, err := s.Organisations.Employs(ctx, tx, *row.MembershipID, accountID)
		if err == nil && !there {
			err = s.leave(ctx, tx, row, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
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
