// Package app assembles the program. It opens the database, the keys, the domains and the transports in the order of their dependencies
// (openSteps in app.go), connects them, serves, and stops everything in order (serve.go).
//
// Begin with Run in run.go, which dispatches the commands; each command has a file (command_*.go, and blobs.go). A domain imports
// no other domain: the ports that it needs are answered in ports*.go, those of HTTP and GraphQL in ports_http.go. This is the only package
// that knows all of them, so it holds adapters and no rules. Its tests are those of the whole program: journeys,
// attacks (docs/attack-cases.md), outages and kills of real processes on both databases.
//
// It guarantees that nothing is written or destroyed in a folder of another database (folder_owner.go), and that the program says it is not
// ready, or warns, while something that it needs does not work (ready.go).
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"

	"schalter/internal/clock"
	"schalter/internal/config"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/verify"
)

const usage = `usage: schalter [COMMAND]
  serve                     serve (default)
  migrate                   bring the database to this version
  role ACT                  grant, revoke or list the platform roles OPERATOR and EDITOR; "schalter role" says how
  verify [-roots FILE] [-checkpoint FILE] [-lang de|en] FILE
                            check a package of evidence: exit code 0 valid, 1 not valid, 2 unusable
  sessions end EMAIL|--all  sign an account out everywhere, or everybody
  keys ACT                  list, rotate, order, install, retire or destroy keys; "schalter keys" says how
  blobs ACT                 check, sweep or adopt the sealed files; "schalter blobs" says how
  drill deletion            with a restored backup: count what was deleted and is back, destroy it again, and count what opens
  jobs ACT                  list or retry work that failed; "schalter jobs" says how
  version                   say which build this is`

// Run runs a command; it returns when the command is done, or when ctx ends and everything has stopped.
func Run(ctx context.Context, args, environ []string, stdout, stderr io.Writer) error {
	tuneMemory()
	command := "serve"
	if len(args) > 0 {
		command, args = args[0], args[1:]
	}
	if command == "version" {
		_, err := fmt.Fprintln(stdout, version())
		return err
	}
	if command == "verify" {
		return verify.Run(args, stdout, stderr)
	}
	if (command == "serve" || command == "migrate") && len(args) > 0 {
		return fmt.Errorf("%s takes no arguments, and %q is one; settings come from the environment\n%s", command, args[0], usage)
	}
	cfg, err := config.Load(environ, canDemo)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelInfo}))
	switch command {
	case "serve":
		return serve(ctx, cfg, log, stdout)
	case "migrate":
		return migrate(ctx, cfg, log)
	case "role":
		return roleCommand(ctx, cfg, log, args, stdout)
	case "sessions":
		return sessionsCommand(ctx, cfg, log, args, stdout)
	case "keys":
		return keysCommand(ctx, cfg, log, args, stdout)
	case "blobs":
		return blobsCommand(ctx, cfg, log, args, stdout)
	case "drill":
		return drillCommand(ctx, cfg, log, args, stdout)
	case "jobs":
		return jobsCommand(ctx, cfg, log, args, stdout)
	}
	return errors.New("unknown command " + command + "\n" + usage)
}

// tuneMemory trades memory for less work of the garbage collector, up to a soft limit (measured: a third less CPU a
// request). GOGC and GOMEMLIMIT of the environment win.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(1 << 30)
	}
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "schalter"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "schalter " + s.Value
		}
	}
	return "schalter " + info.Main.Version
}

func migrate(ctx context.Context, cfg *config.Config, log *slog.Logger) error {
	db, err := store.Open(ctx, cfg.DatabaseURL, cfg.DataDir, clock.System(), log)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Migrate(ctx)
}

func (a *app) openKeys(ctx context.Context) (*vault.Vault, *vault.Platform, error) {
	if err := vault.UseFormat(a.cfg.SealedFormat); err != nil {
		return nil, nil, err
	}
	provider, err := vault.OpenProvider(a.cfg.KeyURL, a.cfg.Keys)
	if err == nil {
		err = a.checkKeyService(ctx, provider)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("key provider: %w", err)
	}
	if a.db.Postgres() && strings.HasPrefix(a.cfg.KeyURL, "file:") {
		// Replicas may have folders of their own; each would make another key.
		provider = vault.ByHand(provider)
	}
	v := vault.New(provider)
	platform, err := vault.OpenPlatform(ctx, a.db, v, vault.PlatformOptions{
		GatewayAddress: a.cfg.GatewayWire(), Operator: a.cfg.OperatorName, Log: a.log,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("platform keys (is this the key provider the database was made with?): %w", err)
	}
	return v, platform, nil
}
