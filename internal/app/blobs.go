package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"schalter/internal/blob"
	"schalter/internal/clock"
	"schalter/internal/config"
	"schalter/internal/job"
)

// blobFolder is where the sealed files are.
func (a *app) blobFolder() string {
	if named, ok := strings.CutPrefix(a.cfg.BlobURL, "file:"); ok {
		return named
	}
	return filepath.Join(a.cfg.DataDir, "blobs")
}

// sweeper asks every domain that names blobs before it removes one.
func (a *app) sweeper() *blob.Sweeper {
	return &blob.Sweeper{
		Files: a.blobs, Owners: []blob.InUse{a.postbox.BlobsInUse, a.inbound.BlobsInUse, a.tickets.BlobsInUse, a.network.BlobsInUse},
		Rows:              []blob.List{a.postbox.NamedBlobs, a.postbox.NamedOriginals, a.inbound.NamedBlobs, a.tickets.NamedFiles, a.tickets.NamedArrivals, a.network.NamedBlobs},
		DatabaseCreatedAt: a.db.InstanceCreatedAt, Log: a.log,
	}
}

// sweepBlobs removes blobs of uploads that broke off between blob and row. A sweep that stopped is not retried: the next one is due a day
// later, unless an operator runs it before.
func (a *app) sweepBlobs(ctx context.Context, now time.Time) error {
	if err := a.checkStillOurs(ctx, a.blobsFolder()); err != nil {
		return err
	}
	_, err := a.sweeper().Run(ctx, now, 0)
	if errors.Is(err, blob.ErrStopped) {
		return fmt.Errorf("%w: %w", job.ErrGiveUp, err)
	}
	return err
}

var (
	errForeignBlobs = errors.New("the sealed files in this folder do not belong to this database")
	errEmptyBlobs   = errors.New("this folder holds no sealed files, and the database names some")
)

// blobsFolder describes the folder of blobs.
func (a *app) blobsFolder() folder {
	return folder{files: a.blobs, inspect: a.sweeper().Knows, named: a.namesBlobs, foreign: errForeignBlobs, missing: errEmptyBlobs}
}

// claimBlobs is claimFolder for the sealed files.
func (a *app) claimBlobs(ctx context.Context) error {
	err := a.claimFolder(ctx, a.blobsFolder())
	if errors.Is(err, errForeignBlobs) || errors.Is(err, errEmptyBlobs) {
		return fmt.Errorf("blobs in %s: %w. Check SCHALTER_DATA_DIR, SCHALTER_DATABASE_URL and SCHALTER_BLOB_URL, and that the folder is mounted and restored; "+
			`if they do belong together, "schalter blobs adopt" says so`, a.blobFolder(), err)
	}
	return err
}

// namesBlobs reports whether any row names a blob.
func (a *app) namesBlobs(ctx context.Context) (bool, error) {
	named, err := a.postbox.NamesBlobs(ctx)
	if err != nil || named {
		return named, err
	}
	if named, err = a.inbound.NamesBlobs(ctx); err != nil || named {
		return named, err
	}
	if named, err = a.tickets.NamesBlobs(ctx); err != nil || named {
		return named, err
	}
	return a.network.NamesBlobs(ctx)
}

const blobsUsage = `usage: schalter blobs check     count the sealed files, and those that no row names, and list the rows whose file is missing; nothing is changed
       schalter blobs sweep N   set aside those that no row names, if they are at most N; a week later they are destroyed
       schalter blobs adopt     say that the folder belongs to this database, whatever its id
The settings must be those of the server; "adopt" is for a server that refuses to start`

// blobsCommand looks after the sealed files, beside a running server or without one.
func blobsCommand(ctx context.Context, cfg *config.Config, log *slog.Logger, args []string, stdout io.Writer) error {
	act, approved, err := parseBlobs(args)
	if err != nil {
		return err
	}
	a := &app{cfg: cfg, log: log, clock: clock.System(), gatewayURL: cfg.SMTPURL}
	defer a.close()
	for _, step := range a.openSteps() {
		if err := step(ctx); err != nil {
			return err
		}
	}
	if act == "adopt" {
		return a.adoptCommand(ctx, stdout)
	}
	if err := a.claimBlobs(ctx); err != nil {
		return err
	}
	look := a.sweeper().Count
	if act == "sweep" {
		look = func(ctx context.Context, now time.Time) (blob.Found, error) {
			return a.sweeper().Run(ctx, now, approved)
		}
	}
	found, err := look(ctx, a.clock.Now())
	_, _ = fmt.Fprintf(stdout, "older than a day: %d\nof them no row names: %d\nof these older than the database: %d\nset aside before: %d\n",
		found.Blobs, found.Orphans, found.Foreign, found.Aside)
	if err != nil || act != "check" {
		return err
	}
	return a.listLostBlobs(ctx, stdout)
}

var errLostBlobs = errors.New("sealed files are missing")

// listLostBlobs names the rows whose sealed file is not there, and fails when there are any.
func (a *app) listLostBlobs(ctx context.Context, stdout io.Writer) error {
	lost := 0
	for row, err := range a.sweeper().Lost(ctx) {
		if err != nil {
			return err
		}
		lost++
		if _, err := fmt.Fprintf(stdout, "missing: %s of %s\n", row.Key, row.RowID); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintf(stdout, "rows without their file: %d\n", lost); err != nil || lost == 0 {
		return err
	}
	return fmt.Errorf("%w: %d", errLostBlobs, lost)
}

func parseBlobs(args []string) (act string, approved int, err error) {
	switch {
	case len(args) == 1 && (args[0] == "check" || args[0] == "adopt"):
		return args[0], 0, nil
	case len(args) == 2 && args[0] == "sweep":
		if approved, err = strconv.Atoi(args[1]); err == nil && approved > 0 {
			return args[0], approved, nil
		}
	}
	return "", 0, errors.New(blobsUsage)
}

func (a *app) adoptCommand(ctx context.Context, stdout io.Writer) error {
	if err := a.setOwner(ctx, "", a.blobs.ReplaceOwner); err != nil {
		return err
	}
	a.log.WarnContext(ctx, "the folder of blobs was said to belong to this database", "folder", a.blobFolder())
	_, err := fmt.Fprintln(stdout, "done: the folder belongs to this database")
	return err
}
