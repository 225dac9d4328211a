package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"text/tabwriter"

	"schalter/internal/account"
	"schalter/internal/config"
	"schalter/internal/errs"
	"schalter/internal/viewer"
)

const roleUsage = `usage: schalter role list                       show who holds a platform role
       schalter role grant EMAIL OPERATOR|EDITOR   give an account a platform role
       schalter role revoke EMAIL OPERATOR|EDITOR  take it away
The settings must be those of the server, which may run meanwhile; every change is on record`

// roleCommand is the only means to get a platform role: an organisation can never give one, and a member of one gets none.
func roleCommand(ctx context.Context, cfg *config.Config, log *slog.Logger, args []string, stdout io.Writer) error {
	act, err := parseRole(args)
	if err != nil {
		return err
	}
	a, err := openApp(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer a.close()
	ctx = viewer.System(ctx, "role-command")
	if act.list {
		return a.listRoles(ctx, stdout)
	}
	accountID, err := a.people.IDOfEmail(ctx, act.email)
	if err != nil {
		return err
	}
	err = a.accounts.SetPlatformRole(ctx, accountID, act.role, act.grant)
	if r := errs.AsRefusal(err); r != nil && r.Problems[0].Text == "role_member" {
		return errors.New("this account works for an authority. Whoever operates the platform works for none: end its memberships first, or take another account")
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdout, "done:", accountID)
	return err
}

// roleChange is the change that the arguments of the command ask for.
type roleChange struct {
	list, grant bool
	email       string
	role        account.PlatformRole
}

func parseRole(args []string) (roleChange, error) {
	switch {
	case len(args) == 1 && args[0] == "list":
		return roleChange{list: true}, nil
	case len(args) != 3 || args[0] != "grant" && args[0] != "revoke":
		return roleChange{}, errors.New(roleUsage)
	}
	given := account.PlatformRole(strings.ToUpper(args[2]))
	if given != account.Operator && given != account.Editor {
		return roleChange{}, fmt.Errorf("%s is not a platform role: OPERATOR or EDITOR", args[2])
	}
	return roleChange{grant: args[0] == "grant", email: args[1], role: given}, nil
}

func (a *app) listRoles(ctx context.Context, stdout io.Writer) error {
	accounts, err := a.people.RoleHolders(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(stdout, 0, 4, 2, ' ', 0)
	for _, h := range accounts {
		roles := make([]string, len(h.Roles))
		for i, r := range h.Roles {
			roles[i] = string(r)
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\n", h.AccountID, h.Email, strings.Join(roles, " ")); err != nil {
			return err
		}
	}
	return w.Flush()
}
