package account

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// SetPlatformRole gives an account a platform role or takes it away; for the command "schalter role". It counts from the
// account's next request on, also for what goes on already, and is in the audit log. An account that works for an organisation gets
// none (WRONG_STATE): nobody watches over themselves.
func (s *Service) SetPlatformRole(ctx context.Context, accountID string, role PlatformRole, holds bool) (err error) {
	defer errs.Wrap(&err, "account.SetPlatformRole(%s)", accountID)
	if role != Operator && role != Editor {
		return errs.Newf(errs.Invalid, "no such role: %s", role)
	}
	by, action := viewer.From(ctx), "role.revoke"
	if holds {
		action = "role.grant"
	}
	return s.withLockedAccount(ctx, "platform-role", accountID, func(ctx context.Context, tx *store.Tx, o *opened) error {
		if holds {
			if employed, err := s.employs(ctx, tx, o.ID); err != nil || employed {
				return orEmployed(err)
			}
		}
		roles := slices.DeleteFunc(o.PlatformRoles, func(r string) bool { return r == string(role) })
		if holds {
			roles = append(roles, string(role))
		}
		if err := tx.Account.UpdateOneID(o.ID).SetPlatformRoles(roles).Exec(ctx); err != nil {
			return err
		}
		if err := wakeSessions(ctx, tx, o.ID); err != nil {
			return err
		}
		return s.recordAct(ctx, tx, by, action, o.ID, string(role))
	})
}

// errEmployed refuses a platform role to an account that works for an organisation.
var errEmployed = errs.RefuseText(errs.WrongState, "role_member", nil)

func orEmployed(err error) error {
	if err != nil {
		return err
	}
	return errEmployed
}

// RoleHolder is an account with platform roles.
type RoleHolder struct {
	AccountID, Email string
	Roles            []PlatformRole
}

// RoleHolders lists the accounts with platform roles, by id; for the command "schalter role". The context must be the
// platform's own.
func (p *People) RoleHolders(ctx context.Context) (_ []RoleHolder, err error) {
	defer errs.Wrap(&err, "account.RoleHolders")
	rows, err := p.withRoles(ctx, p.db.Client())
	if err != nil {
		return nil, err
	}
	var holders []RoleHolder
	for _, row := range rows {
		o, err := p.unseal(ctx, row)
		if err != nil {
			return nil, err
		}
		h := RoleHolder{AccountID: row.ID, Email: o.profile.Email}
		for _, r := range row.PlatformRoles {
			h.Roles = append(h.Roles, PlatformRole(r))
		}
		holders = append(holders, h)
	}
	return holders, nil
}

// Operators lists the open accounts of operators, for mails to them. The context must be the platform's own.
func (p *People) Operators(ctx context.Context, tx *store.Tx) (_ []string, err error) {
	defer errs.Wrap(&err, "account.Operators")
	rows, err := p.withRoles(ctx, tx.Client)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, row := range rows {
		if row.State == account.StateACTIVE && slices.Contains(row.PlatformRoles, string(Operator)) {
			ids = append(ids, row.ID)
		}
	}
	return ids, nil
}

// Operating says which of some accounts are open and operators'. The context must be the platform's own.
func (p *People) Operating(ctx context.Context, accountIDs []string) (_ map[string]bool, err error) {
	defer errs.Wrap(&err, "account.Operating")
	found := map[string]bool{}
	if len(accountIDs) == 0 {
		return found, nil
	}
	rows, err := p.db.Client().Account.Query().Where(account.IDIn(accountIDs...), account.StateEQ(account.StateACTIVE)).All(ctx)
	for _, row := range rows {
		found[row.ID] = slices.Contains(row.PlatformRoles, string(Operator))
	}
	return found, err
}

// withRoles are the few accounts that hold a platform role.
func (p *People) withRoles(ctx context.Context, client *ent.Client) ([]*ent.Account, error) {
	const most = 1000
	rows, err := client.Account.Query().Where(account.PlatformRolesNotNil()).Order(ent.Asc(account.FieldID)).Limit(most).All(ctx)
	return slices.DeleteFunc(rows, func(row *ent.Account) bool { return len(row.PlatformRoles) == 0 }), err
}

// EmailOf is the proven e-mail address of an open account; NOT_FOUND when there is none. The caller has asked the viewer's
// rights.
func (p *People) EmailOf(ctx context.Context, accountID string) (string, error) {
	profile, err := p.Person(viewer.System(ctx, "email-of-account"), accountID)
	if err != nil {
		return "", err
	}
	if profile.State != Active {
		return "", errs.New(errs.NotFound, "no such account")
	}
	return profile.Email, nil
}
