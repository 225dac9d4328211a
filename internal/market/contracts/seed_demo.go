//go:build demo

package contracts

import (
	"context"

	"schalter/ent/contract"
	"schalter/ent/contracttemplate"
	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// SeedTemplate adds the first template of a level; where there is one, nothing changes. The context's viewer is an operator.
func (s *Service) SeedTemplate(ctx context.Context, in ContractTemplateSaveInput) (err error) {
	defer errs.Wrap(&err, "contracts.SeedTemplate(%s)", in.Level)
	there, err := s.db.Client().ContractTemplate.Query().Where(contracttemplate.LevelEQ(contracttemplate.Level(in.Level))).Exist(viewer.System(ctx, "demo-seed"))
	if err != nil || there {
		return err
	}
	_, err = s.SaveTemplate(ctx, in)
	return err
}

// SeedChain records the links above the municipality's contract of an offering, from the top down; where the offering has any, nothing
// changes. The context's viewer is an operator.
func (s *Service) SeedChain(ctx context.Context, links []ContractRecordInput) (err error) {
	defer errs.Wrap(&err, "contracts.SeedChain")
	var parentID *string
	for _, l := range links {
		if parentID == nil {
			there, err := s.db.Client().Contract.Query().Where(contract.OfferingID(l.OfferingID)).Exist(viewer.System(ctx, "demo-seed"))
			if err != nil || there {
				return err
			}
		}
		l.ParentID, l.IdempotencyKey = parentID, "demo|"+l.OfferingID+"|"+string(l.Level)
		c, err := s.Record(ctx, l)
		if err != nil {
			return err
		}
		parentID = &c.ID
	}
	return nil
}
