// Package ledger keeps the ledger of deletions: the ids of what was destroyed, in files apart from the database and its backups. Who restores
// a backup of before finds in it what must not come back.
//
// Begin with [AddEntry], in the transaction that destroys something, and [Ledger.Entries], for a restore. An entry is written once the deletion is
// committed and before who asked for it is answered; a job in the same transaction writes it where that failed or the program died between. It
// may so be there twice, and is never there for a deletion that did not happen.
//
// It holds ids and times, no names and no content. Each line carries a MAC: a line that somebody wrote or changed destroys nothing.
package ledger

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/store"
)

// Job writes an entry that was not written when the deletion was committed.
const Job job.Kind = "ledger.write"

const (
	// writeAfter is when the job does so: until then the transaction itself has tried.
	writeAfter = time.Minute
	// tryFor is how long it tries: a deletion that is not in the ledger would come back with a backup.
	tryFor = 365 * 24 * time.Hour
	suffix = ".deletions"
)

// Entry names what was destroyed: an account, a side, or a message, document or draft on a side.
type Entry struct {
	At time.Time
	// ID is the account's or the side's.
	ID string
	// ObjectID is empty where the account or the side went as a whole.
	ObjectID string
	// Withdrawn is a message of which only the content went: that there was one stays.
	Withdrawn bool
}

const withdrawn = "|withdrawn"

func (e Entry) subject() string {
	switch {
	case e.ObjectID == "":
		return e.ID
	case e.Withdrawn:
		return e.ID + "|" + e.ObjectID + withdrawn
	}
	return e.ID + "|" + e.ObjectID
}

func (e Entry) text() string { return e.At.UTC().Format(time.RFC3339) + " " + e.subject() }

// AddEntry has a deletion put into the ledger with the transaction that does it; objectID is empty for an account or a whole side. Without a
// ledger ([Ledger.KeepDeletions]) it does nothing.
func AddEntry(ctx context.Context, tx *store.Tx, ofID, objectID string) error {
	return add(ctx, tx, Entry{ID: ofID, ObjectID: objectID})
}

// AddWithdrawal does so for a message that was withdrawn from a side.
func AddWithdrawal(ctx context.Context, tx *store.Tx, sideID, messageID string) error {
	return add(ctx, tx, Entry{ID: sideID, ObjectID: messageID, Withdrawn: true})
}

func add(ctx context.Context, tx *store.Tx, e Entry) error {
	if !tx.KeepsLedger() || ctx.Value(replay{}) != nil {
		return nil
	}
	subject := e.subject()
	if err := job.Enqueue(ctx, tx, Job, subject, tx.Now.Add(writeAfter), subject); err != nil {
		return err
	}
	tx.Destroyed(subject)
	return nil
}

type replay struct{}

// Replaying is the context in which what the ledger names is destroyed again: it gets no second entry.
func Replaying(ctx context.Context) context.Context { return context.WithValue(ctx, replay{}, true) }

// Ledger writes to a folder and reads it. Each process and month has a file of its own, so that replicas may share the folder.
type Ledger struct {
	folder string
	mac    func(text string) []byte
	db     *store.DB
	clock  clock.Clock
	log    *slog.Logger

	mu    sync.Mutex
	file  *os.File
	month string
}

// Open opens the ledger in a folder, which is made where it is not there. mac authenticates a line, by a key that a restore brings back.
func Open(folder string, mac func(text string) []byte, db *store.DB, clk clock.Clock, log *slog.Logger) (*Ledger, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("ledger of deletions: %w", err)
	}
	return &Ledger{folder: folder, mac: mac, db: db, clock: clk, log: log}, nil
}

// KeepDeletions has what is destroyed from now on written here.
func (l *Ledger) KeepDeletions() { l.db.OnDestroyed(l.written) }

// RegisterJobs gives the runner the job of this package.
func (l *Ledger) RegisterJobs(r *job.Runner) {
	r.Handle(Job, func(_ context.Context, subject string) error { return l.Append(parse(l.clock.Now(), subject)) }, job.EndAfter(tryFor))
}

// Close closes the file that is written to.
func (l *Ledger) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closeFile()
}

func (l *Ledger) closeFile() {
	if l.file != nil {
		_ = l.file.Close()
		l.file = nil
	}
}

func parse(at time.Time, subject string) Entry {
	subject, isWithdrawn := strings.CutSuffix(subject, withdrawn)
	ofID, objectID, _ := strings.Cut(subject, "|")
	return Entry{At: at, ID: ofID, ObjectID: objectID, Withdrawn: isWithdrawn}
}

// written puts what a committed transaction destroyed into the ledger, and takes back the jobs that would. What fails is left to them.
func (l *Ledger) written(ctx context.Context, at time.Time, subjects []string) {
	entries := make([]Entry, len(subjects))
	for i, subject := range subjects {
		entries[i] = parse(at, subject)
	}
	err := l.Append(entries...)
	if err == nil {
		err = l.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
			for _, subject := range subjects {
				if err := job.Drop(ctx, tx, subject, Job); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		l.log.WarnContext(ctx, "the ledger of deletions was not written; it is tried again", "error", err)
	}
}

// Append writes entries; when it returns, they are on the disk.
func (l *Ledger) Append(entries ...Entry) (err error) {
	defer errs.Wrap(&err, "ledger.Append")
	if len(entries) == 0 {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.openFile(entries[0].At.UTC().Format("2006-01")); err != nil {
		return err
	}
	var lines strings.Builder
	for _, e := range entries {
		lines.WriteString(l.line(e.text()))
	}
	_, err = l.file.WriteString(lines.String())
	if err == nil {
		err = l.file.Sync()
	}
	if err != nil {
		// What was written in part stays the end of its file.
		l.closeFile()
	}
	return err
}

func (l *Ledger) line(text string) string {
	return text + " " + hex.EncodeToString(l.mac(text)[:16]) + "\n"
}

func (l *Ledger) openFile(month string) error {
	if l.file != nil && l.month == month {
		return nil
	}
	l.closeFile()
	name := filepath.Join(l.folder, month+"-"+strings.ToLower(rand.Text())+suffix)
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := syncFolder(l.folder); err != nil {
		return errors.Join(err, file.Close())
	}
	l.file, l.month = file, month
	return nil
}

func syncFolder(name string) error {
	folder, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// Entries reads the whole ledger, file by file, with the lines that count for nothing because they were torn or changed.
func (l *Ledger) Entries() (entries []Entry, damaged int, err error) {
	defer errs.Wrap(&err, "ledger.Entries")
	names, err := fs.Glob(os.DirFS(l.folder), "*"+suffix)
	if err != nil {
		return nil, 0, err
	}
	slices.Sort(names)
	for _, name := range names {
		file, err := os.Open(filepath.Join(l.folder, name))
		if err != nil {
			return nil, 0, err
		}
		lines := bufio.NewScanner(file)
		for lines.Scan() {
			if e, ok := l.read(lines.Text()); ok {
				entries = append(entries, e)
			} else {
				damaged++
			}
		}
		if err := errors.Join(lines.Err(), file.Close()); err != nil {
			return nil, 0, err
		}
	}
	return entries, damaged, nil
}

func (l *Ledger) read(line string) (Entry, bool) {
	at, rest, _ := strings.Cut(line, " ")
	subject, _, found := strings.Cut(rest, " ")
	t, err := time.Parse(time.RFC3339, at)
	if !found || err != nil {
		return Entry{}, false
	}
	e := parse(t, subject)
	return e, hmac.Equal([]byte(l.line(e.text())), []byte(line+"\n"))
}
