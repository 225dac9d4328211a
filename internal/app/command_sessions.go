package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"schalter/internal/config"
	"schalter/internal/viewer"
)

const sessionsUsage = `usage: schalter sessions end EMAIL  sign an account out on all of its devices
       schalter sessions end --all  sign everybody out
The settings must be those of the server, which may run meanwhile: open pages and sockets are cut off at once. Nothing that was
written is lost but what only a browser had. Each account is on record`

// sessionsCommand ends sessions: those of an account whose owner has lost a device, or everybody's when nobody knows whose were stolen.
func sessionsCommand(ctx context.Context, cfg *config.Config, log *slog.Logger, args []string, stdout io.Writer) error {
	if len(args) != 2 || args[0] != "end" {
		return errors.New(sessionsUsage)
	}
	a, err := openApp(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer a.close()
	ctx = viewer.System(ctx, "sessions-command")
	if args[1] == "--all" {
		sessions, accounts, err := a.accounts.EndEverySession(ctx)
		if _, printErr := fmt.Fprintf(stdout, "done: %d sessions of %d accounts have ended\n", sessions, accounts); err == nil {
			err = printErr
		}
		return err
	}
	accountID, err := a.people.IDOfEmail(ctx, args[1])
	if err != nil {
		return err
	}
	n, err := a.accounts.EndSessionsOf(ctx, accountID)
	if err == nil {
		_, err = fmt.Fprintf(stdout, "done: %d sessions of %s have ended\n", n, accountID)
	}
	return err
}
