package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"
	"time"

	"schalter/internal/blob"
	"schalter/internal/job"
	"schalter/internal/vault"
)

// folder is a folder in which the program destroys what its database does not need. It carries the id of that database, so that a
// program with another database, or an empty one, neither writes nor sweeps there.
type folder struct {
	files *blob.Files
	// inspect reports whether a row of the database names anything in the folder, and whether the folder is empty.
	inspect func(context.Context) (known, empty bool, err error)
	// named reports whether any row names something that must be in the folder.
	named func(context.Context) (bool, error)
	// foreign and missing are the errors of a folder of another database, and of one whose files are not there.
	foreign, missing error
}

// claimFolder makes sure that the database and a folder belong together, before anything is written or swept. A folder without an id is
// taken when the database knows something in it, or when it is empty and the database names nothing.
func (a *app) claimFolder(ctx context.Context, f folder) error {
	known, err := a.db.StoreID(ctx)
	if err != nil {
		return err
	}
	owner, err := f.files.Owner()
	switch {
	case err != nil:
		return err
	case owner != "" && owner == known:
		return nil
	case owner != "" && known != "":
		return f.foreign
	}
	namesAny, empty, err := f.inspect(ctx)
	if err != nil {
		return err
	}
	if empty && owner == "" {
		if named, err := f.named(ctx); err != nil || named {
			return errors.Join(err, f.missing)
		}
	} else if !namesAny {
		return f.foreign
	}
	err = a.setOwner(ctx, owner, f.files.SetOwner)
	if errors.Is(err, blob.ErrOwned) {
		return fmt.Errorf("%w: %w", f.foreign, err)
	}
	return err
}

// setOwner stores in both that database and folder belong together. The database comes first: a process that dies between leaves a folder
// without id, which the next start checks again.
func (a *app) setOwner(ctx context.Context, owner string, set func(id string) error) error {
	if owner == "" {
		owner = strings.ToLower(rand.Text())
	}
	known, err := a.db.EnsureStoreID(ctx, owner)
	if err != nil {
		return err
	}
	return set(known)
}

// checkStillOurs fails without a retry when the folder was given to another database meanwhile.
func (a *app) checkStillOurs(ctx context.Context, f folder) error {
	known, err := a.db.StoreID(ctx)
	if err != nil {
		return err
	}
	if owner, err := f.files.Owner(); err != nil || owner != known {
		a.log.ErrorContext(ctx, "a folder belongs to another database now", "alarm", true, "error", errors.Join(f.foreign, err))
		return fmt.Errorf("%w: %w", job.ErrGiveUp, errors.Join(f.foreign, err))
	}
	return nil
}

var (
	errForeignKeys = errors.New("the key-encryption keys in this folder do not belong to this database")
	errNoKeys      = errors.New("this folder holds no key-encryption keys, and the database was made with some")
	errUsedKey     = errors.New("the key in the key service has more than one version, and the database is new: another database used it. " +
		"Check SCHALTER_DATABASE_URL, or make a key of its own for this one")
)

// keyFolder is the folder whose keys the program makes and destroys itself; empty where it does not.
func (a *app) keyFolder() string {
	if dir, ok := strings.CutPrefix(a.cfg.KeyURL, "file:"); ok && !a.db.Postgres() {
		return dir
	}
	return ""
}

// keysIn describes the folder of keys, opened as files.
func (a *app) keysIn(dir string) (folder, error) {
	files, err := blob.OpenFiles(dir)
	return folder{
		files: files,
		inspect: func(ctx context.Context) (knows, empty bool, err error) {
			generations, err := vault.FolderGenerations(dir)
			if err != nil {
				return false, false, err
			}
			knows, _, err = vault.Uses(ctx, a.db, generations)
			return knows, len(generations) == 0, err
		},
		named: func(ctx context.Context) (bool, error) {
			_, made, err := vault.Uses(ctx, a.db, nil)
			return made, err
		},
		foreign: errForeignKeys, missing: errNoKeys,
	}, err
}

// claimKeys is claimFolder for the key-encryption keys, before the first one is made or used.
func (a *app) claimKeys(ctx context.Context) error {
	dir := a.keyFolder()
	if dir == "" {
		return nil
	}
	f, err := a.keysIn(dir)
	if err != nil {
		return err
	}
	defer f.files.Close()
	err = a.claimFolder(ctx, f)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		// Where nothing can be written, nothing can be destroyed.
		a.log.WarnContext(ctx, "the folder of key-encryption keys cannot be written: no new ones are made in it", "folder", dir)
		return nil
	}
	if errors.Is(err, errForeignKeys) || errors.Is(err, errNoKeys) {
		return fmt.Errorf("keys in %s: %w. Check SCHALTER_DATA_DIR, SCHALTER_DATABASE_URL and SCHALTER_KEY_URL, and that the folder is mounted and restored; "+
			`if they shall belong together, "schalter keys adopt" says so: what is in the folder is kept then`, dir, err)
	}
	return err
}

// checkKeyService refuses a key in a service that another database used: versions can only be destroyed from the oldest on, so that
// nothing here would ever be, or what lies under it elsewhere would be lost.
func (a *app) checkKeyService(ctx context.Context, provider vault.Provider) error {
	if !strings.HasPrefix(a.cfg.KeyURL, "vault:") {
		return nil
	}
	_, made, err := vault.Uses(ctx, a.db, nil)
	if err != nil || made {
		return err
	}
	generations, err := provider.Generations(ctx)
	if err == nil && len(generations) > 1 {
		return errUsedKey
	}
	return err
}

// sweepKeys keeps the generations of the key-encryption key, in a folder only while it is this database's.
func (a *app) sweepKeys(ctx context.Context, now time.Time) error {
	if dir := a.keyFolder(); dir != "" {
		f, err := a.keysIn(dir)
		if err != nil {
			return err
		}
		defer f.files.Close()
		if owner, err := f.files.Owner(); err != nil || owner != "" {
			if err := a.checkStillOurs(ctx, f); err != nil {
				return err
			}
		}
	}
	return a.newKeeper().Sweep(ctx, now)
}

// adoptKeys says that the folder of keys belongs to this database, whatever its id. A new database begins with a key of its own: it
// never destroys the others.
func adoptKeys(ctx context.Context, a *app, out io.Writer) error {
	if err := a.openDatabase(ctx); err != nil {
		return err
	}
	dir := a.keyFolder()
	if dir == "" {
		return errors.New("only a folder whose keys the program makes itself (SCHALTER_KEY_URL=file:… with SQLite) belongs to a database")
	}
	f, err := a.keysIn(dir)
	if err != nil {
		return err
	}
	defer f.files.Close()
	_, made, err := vault.Uses(ctx, a.db, nil)
	if err != nil {
		return err
	}
	if _, empty, err := f.inspect(ctx); err != nil {
		return err
	} else if made && empty {
		return fmt.Errorf("keys in %s: %w; put them back", dir, errNoKeys)
	}
	if err := a.setOwner(ctx, "", f.files.ReplaceOwner); err != nil {
		return err
	}
	if !made {
		provider, err := vault.OpenProvider(a.cfg.KeyURL, "")
		if err == nil {
			_, err = provider.Generate(ctx)
		}
		if err != nil {
			return err
		}
	}
	a.log.WarnContext(ctx, "the folder of key-encryption keys was said to belong to this database", "folder", dir)
	_, err = fmt.Fprintln(out, "done: the folder belongs to this database")
	return err
}
