package contracts

import (
	"context"

	"schalter/ent/contract"
	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// Count is how many contracts an organisation is the grantee of or signs that are not over. The caller has asked the viewer's rights.
func (s *Service) Count(ctx context.Context, organisationID string) (_ int, err error) {
	defer errs.Wrap(&err, "contracts.Count(%s)", organisationID)
	return s.db.Client().Contract.Query().Where(contract.Or(contract.GranteeID(organisationID), contract.SignerID(organisationID)),
		live).Count(viewer.System(ctx, "contracts-count"))
}
