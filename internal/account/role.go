package account

import (
	"context"
	"slices"

	"schalter/internal/errs"
	"schalter/internal/store"
)

// SetPlatformRole gives an account a platform role or takes it away; for the command "schalter role". It counts from the
// account's next request on.
func (s *Service) SetPlatformRole(ctx context.Context, accountID string, role PlatformRole, holds bool) (err error) {
	defer errs.Wrap(&err, "account.SetPlatformRole(%s)", accountID)
	if role != Operator && role != Editor {
		return errs.Newf(errs.Invalid, "no such role: %s", role)
	}
	return s.change(ctx, "platform-role", accountID, func(ctx context.Context, tx *store.Tx, o *opened) error {
		roles := slices.DeleteFunc(o.PlatformRoles, func(r string) bool { return r == string(role) })
		if holds {
			roles = append(roles, string(role))
		}
		return tx.Account.UpdateOneID(o.ID).SetPlatformRoles(roles).Exec(ctx)
	})
}
