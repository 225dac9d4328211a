package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"

	"schalter/internal/config"
	"schalter/internal/ledger"
	"schalter/internal/vault"
)

// openLedger opens the ledger of deletions. A line is authenticated by a key that is never rotated, so that every backup knows it.
func (a *app) openLedger() (err error) {
	mac := func(text string) []byte { return a.platform.MAC(vault.BlindIndex, "deletion-ledger", text) }
	if a.ledger, err = ledger.Open(a.ledgerFolder(), mac, a.db, a.clock, a.log); err != nil {
		return err
	}
	a.ledger.KeepDeletions()
	return nil
}

// ledgerFolder is where the ledger of deletions is.
func (a *app) ledgerFolder() string {
	if named, ok := strings.CutPrefix(a.cfg.DeletionLedger, "file:"); ok {
		return named
	}
	return filepath.Join(a.cfg.DataDir, "deletions")
}

// replayDeletions destroys again what the ledger of deletions names, before anybody can read it: the database may be a restored backup.
func (a *app) replayDeletions(ctx context.Context) error {
	entries, damaged, err := a.ledger.Entries()
	if err != nil {
		return err
	}
	if damaged > 0 {
		a.log.WarnContext(ctx, "the ledger of deletions has lines that count for nothing", "lines", damaged)
	}
	n, err := a.replay(ctx, entries)
	if n > 0 {
		a.log.WarnContext(ctx, "a restored backup had brought back what was deleted; it is destroyed again", "things", n)
	}
	return err
}

func (a *app) replay(ctx context.Context, entries []ledger.Entry) (n int, err error) {
	mailboxes, err := a.postbox.Replay(ctx, entries)
	// A mailbox that is left is found again by its account's line.
	accounts, more := a.accounts.Replay(ctx, entries)
	return mailboxes + accounts, errors.Join(err, more)
}

// restored counts what of the ledger's is in the database, and what of that opens.
func (a *app) restored(ctx context.Context, entries []ledger.Entry) (there, opens int, err error) {
	inMailboxes, err := a.postbox.FindRestored(ctx, entries)
	if err != nil {
		return 0, 0, err
	}
	accounts, err := a.accounts.FindRestored(ctx, entries)
	return len(inMailboxes.Entries) + len(accounts.IDs), inMailboxes.Opens + accounts.Opens, err
}

const drillUsage = `usage: schalter drill deletion   count what of the ledger of deletions is in the database and opens, destroy it again, and count once more
The settings name a restored backup beside the real database, with the keys and the ledger of today. Never the database of a running server`

var errStillOpens = errors.New("something that was deleted is still there")

// drillCommand shows that what was deleted does not come back with a backup.
func drillCommand(ctx context.Context, cfg *config.Config, log *slog.Logger, args []string, stdout io.Writer) error {
	if len(args) != 1 || args[0] != "deletion" {
		return errors.New(drillUsage)
	}
	a, err := openApp(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer a.close()
	entries, damaged, err := a.ledger.Entries()
	if err != nil {
		return err
	}
	before, opened, err := a.restored(ctx, entries)
	if err != nil {
		return err
	}
	if _, err := a.replay(ctx, entries); err != nil {
		return err
	}
	after, stillOpen, err := a.restored(ctx, entries)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "in the ledger: %d, lines that count for nothing: %d\nback with the backup: %d, of them opened: %d\nafter the replay: %d, of them opened: %d\n",
		len(entries), damaged, before, opened, after, stillOpen)
	if err == nil && after > 0 {
		err = fmt.Errorf("%w: %d", errStillOpens, after)
	}
	return err
}
