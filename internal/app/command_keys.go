package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"schalter/internal/clock"
	"schalter/internal/config"
	"schalter/internal/job"
	"schalter/internal/vault"
)

const keysUsage = `usage: schalter keys list                             show all keys and generations of the key-encryption key
       schalter keys rotate PURPOSE                   follow a key by a new one
       schalter keys csr -purpose PURPOSE             make a key and ask for its certificate (SMIME, SEAL_CERTIFICATE)
       schalter keys install -purpose PURPOSE FILE    put the certificate and its chain (PEM) into use
       schalter keys retire KEY                       end an active key by its successor, or drop a pending one
       schalter keys destroy KEY                      remove a retired or pending key for good
       schalter keys kek-rotate                       begin a new generation and move everything to it
       schalter keys adopt                            say that the folder of keys belongs to this database, whatever its id
The settings must be those of the server, which may run meanwhile`

// registerKeys registers the sweeps of the keys: generations, wraps, certificates.
func (a *app) registerKeys() {
	a.jobs.Sweep(job.Sweep{Kind: "sweep.keys", Every: time.Hour, Run: a.sweepKeys})
}

func (a *app) newKeeper() *vault.Keeper {
	return vault.NewKeeper(a.platform, time.Duration(a.cfg.BackupWindowDays)*24*time.Hour)
}

// keysCommand manages the keys, beside a running server or without one.
func keysCommand(ctx context.Context, cfg *config.Config, log *slog.Logger, args []string, stdout io.Writer) error {
	acts := map[string]func(*keyring, context.Context, []string) error{
		"list": (*keyring).list, "rotate": (*keyring).rotate, "csr": (*keyring).csr, "install": (*keyring).install,
		"retire": (*keyring).retire, "destroy": (*keyring).destroy, "kek-rotate": (*keyring).rotateKEK,
	}
	adopting := len(args) == 1 && args[0] == "adopt"
	if len(args) == 0 || acts[args[0]] == nil && !adopting {
		return errors.New(keysUsage)
	}
	a := &app{cfg: cfg, log: log, clock: clock.System()}
	defer a.close()
	if adopting {
		return adoptKeys(ctx, a, stdout)
	}
	if err := a.openStore(ctx); err != nil {
		return err
	}
	return acts[args[0]](&keyring{app: a, out: stdout}, ctx, args[1:])
}

// keyring has a method for each act of the command.
type keyring struct {
	*app
	out io.Writer
}

// onlyArgument is the one argument that an act takes.
func onlyArgument(args []string) (string, error) {
	if len(args) != 1 {
		return "", errors.New(keysUsage)
	}
	return args[0], nil
}

func (k *keyring) list(ctx context.Context, _ []string) error {
	list, err := k.platform.List(ctx)
	if err != nil {
		return err
	}
	generations, err := k.newKeeper().Generations(ctx, k.clock.Now())
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(k.out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "KEY\tPURPOSE\tSTATE\tMADE\tRETIRED\tDESTROYED\tCERTIFICATE\tUNDER")
	for _, i := range list {
		_, _ = fmt.Fprintln(w, strings.Join([]string{i.ID, string(i.Purpose), stateText(i), dateOrDash(&i.CreatedAt), dateOrDash(i.RetiredAt), dateOrDash(i.DestroyedAt), certificateText(i), dash(i.Generation)}, "\t"))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, _ = fmt.Fprintln(w, "\nGENERATION\tSTATE\tBEGUN\tLAST USED\tDESTROYED\tROWS")
	for _, g := range generations {
		text := string(g.State)
		switch {
		case g.Removable:
			text += ", may be removed"
		case g.Foreign:
			text += ", of another database"
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\n", g.ID, text, dateOrDash(&g.CreatedAt), dateOrDash(g.SupersededAt), dateOrDash(g.DestroyedAt), g.Live)
	}
	return w.Flush()
}

func stateText(i vault.KeyInfo) string {
	if i.InUse {
		return string(i.State) + ", in use"
	}
	return string(i.State)
}

func certificateText(i vault.KeyInfo) string {
	switch {
	case i.NotAfter == nil:
		return "-"
	case i.SelfIssued:
		return "own, until " + dateOrDash(i.NotAfter)
	}
	return "until " + dateOrDash(i.NotAfter)
}

func dateOrDash(t *time.Time) string {
	if t == nil {
		return "-"
	}
	return t.UTC().Format("2006-01-02 15:04")
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func (k *keyring) rotate(ctx context.Context, args []string) error {
	name, err := onlyArgument(args)
	if err != nil {
		return err
	}
	purpose, err := vault.ParsePurpose(name)
	if err != nil {
		return err
	}
	keyID, err := k.platform.Rotate(ctx, purpose)
	if err != nil {
		return err
	}
	return k.printDone("the key of %s is %s now; the one before counts for %s", purpose, keyID, spanText(vault.Overlap(purpose)))
}

func (k *keyring) csr(ctx context.Context, args []string) error {
	purpose, rest, err := withPurpose(args)
	if err != nil || len(rest) > 0 {
		return errors.Join(err, errors.New(keysUsage))
	}
	request, _, err := k.platform.CSR(ctx, purpose)
	if err != nil {
		return err
	}
	_, err = k.out.Write(request)
	return err
}

// maxChainFile bounds a file of certificates.
const maxChainFile = 1 << 20

func (k *keyring) install(ctx context.Context, args []string) error {
	purpose, rest, err := withPurpose(args)
	if err != nil {
		return err
	}
	name, err := onlyArgument(rest)
	if err != nil {
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxChainFile))
	if err != nil {
		return err
	}
	keyID, err := k.platform.Install(ctx, purpose, text)
	if err != nil {
		return err
	}
	return k.printDone("the key of %s is %s now; the one before counts for %s", purpose, keyID, spanText(vault.Overlap(purpose)))
}

// withPurpose reads the flag -purpose and returns what follows it.
func withPurpose(args []string) (vault.Purpose, []string, error) {
	flags := flag.NewFlagSet("keys", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	name := flags.String("purpose", "", "")
	if err := flags.Parse(args); err != nil {
		return "", nil, errors.New(keysUsage)
	}
	purpose, err := vault.ParsePurpose(*name)
	return purpose, flags.Args(), err
}

func (k *keyring) retire(ctx context.Context, args []string) error {
	keyID, err := onlyArgument(args)
	if err != nil {
		return err
	}
	if err := k.platform.Retire(ctx, keyID); err != nil {
		return err
	}
	return k.printDone("%s is out of use", keyID)
}

func (k *keyring) destroy(ctx context.Context, args []string) error {
	keyID, err := onlyArgument(args)
	if err != nil {
		return err
	}
	if err := k.platform.Destroy(ctx, keyID); err != nil {
		return err
	}
	return k.printDone("%s is destroyed", keyID)
}

func (k *keyring) rotateKEK(ctx context.Context, args []string) error {
	if len(args) > 0 {
		return errors.New(keysUsage)
	}
	if err := k.newKeeper().RotateKEK(ctx, k.clock.Now()); err != nil {
		return err
	}
	return k.list(ctx, nil)
}

func (k *keyring) printDone(format string, args ...any) error {
	_, err := fmt.Fprintf(k.out, "done: "+format+"\n", args...)
	return err
}

// spanText is a duration in days or hours.
func spanText(d time.Duration) string {
	if d >= 24*time.Hour {
		return fmt.Sprintf("%d days", int(d/(24*time.Hour)))
	}
	return fmt.Sprintf("%d h", int(d/time.Hour))
}
