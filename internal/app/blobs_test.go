//go:build demo

package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/blob"
	"schalter/internal/config"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// onConfigs runs a test with settings for each database, and a function that gives those of a new and empty one with the same
// folder of blobs.
func onConfigs(t *testing.T, test func(t *testing.T, cfg config.Config, another func() config.Config)) {
	t.Helper()
	for _, name := range []string{"sqlite", "postgres"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := "file:" + filepath.Join(t.TempDir(), "blobs")
			fresh := func() config.Config {
				databaseURL := ""
				if name == "postgres" {
					databaseURL = testkit.PostgresURL(t)
				}
				cfg := worldConfig(t, databaseURL)
				cfg.BaseURL, cfg.BlobURL = "http://localhost", folder
				if name == "postgres" {
					makeKeys(t, filepath.Join(cfg.DataDir, "keys"))
				}
				return cfg
			}
			test(t, fresh(), fresh)
		})
	}
}

// opened opens the program and stops it again.
func opened(t *testing.T, cfg config.Config, meanwhile func(a *app)) error {
	t.Helper()
	a, err := openApp(t.Context(), &cfg, testkit.Silent())
	if err != nil {
		return err
	}
	defer a.close()
	if meanwhile != nil {
		meanwhile(a)
	}
	return nil
}

// store puts blobs that are two days old.
func (a *app) store(t *testing.T, keys ...string) {
	t.Helper()
	for _, key := range keys {
		if _, err := a.blobs.Put(t.Context(), key, blob.From(strings.NewReader("sealed"))); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(-48 * time.Hour)
		if err := os.Chtimes(filepath.Join(a.blobFolder(), key), at, at); err != nil {
			t.Fatal(err)
		}
	}
}

func (a *app) keys(t *testing.T) (list []string) {
	t.Helper()
	for entry, err := range a.blobs.List(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, entry.Key)
	}
	slices.Sort(list)
	return list
}

func (a *app) write(t *testing.T, query string, args ...any) {
	t.Helper()
	err := a.db.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// nameMail writes a row of a mail that came in, which names a blob.
func (a *app) nameMail(t *testing.T, key string) {
	t.Helper()
	a.write(t, `INSERT INTO inbound_mail (id, state, size, digest, sealed_envelope, blob_key, received_at, kek_id, wrapped_key)
		VALUES (?, 'QUARANTINED', 1, ?, ?, ?, ?, 'k', ?)`, id.New(id.InboundMail, time.Now()), []byte{1}, []byte{1}, key, time.Now(), []byte{1})
}

// nameDocument writes a row of a document, which names a blob.
func (a *app) nameDocument(t *testing.T, key string) {
	t.Helper()
	a.write(t, `INSERT INTO document (id, mailbox_id, state, size, sealed_meta, blob_key, scanned, sent, created_at)
		VALUES (?, 'mbx_1', 'READY', 1, ?, ?, ?, ?, ?)`, id.New(id.Document, time.Now()), []byte{1}, key, false, true, time.Now())
}

// The program meets an empty database and the blobs of another one: it refuses to start, and nothing is touched.
func TestStartOnAnotherDatabaseIsRefused(t *testing.T) {
	t.Parallel()
	onConfigs(t, func(t *testing.T, cfg config.Config, another func() config.Config) {
		keys := []string{"doc_1.a", "inbound/inm_1"}
		if err := opened(t, cfg, func(a *app) { a.store(t, keys...); a.nameDocument(t, keys[0]) }); err != nil {
			t.Fatal(err)
		}
		other := another()
		err := opened(t, other, nil)
		if !errors.Is(err, errForeignBlobs) || !strings.Contains(err.Error(), "SCHALTER_DATABASE_URL") || !strings.Contains(err.Error(), "schalter blobs adopt") {
			t.Errorf("got %v", err)
		}
		if err := opened(t, cfg, func(a *app) {
			if got := a.keys(t); !slices.Equal(got, keys) {
				t.Errorf("left are %v", got)
			}
		}); err != nil {
			t.Errorf("the database that they belong to: %v", err)
		}
	})
}

// Folders and databases of versions without ids are taken where they know each other.
func TestBlobsWithoutAnIDAreTakenWhereTheyAreKnown(t *testing.T) {
	t.Parallel()
	onConfigs(t, func(t *testing.T, cfg config.Config, _ func() config.Config) {
		forget := func(a *app) {
			a.write(t, `UPDATE instance SET store_id = NULL`)
			if err := os.Remove(filepath.Join(a.blobFolder(), ".instance")); err != nil {
				t.Fatal(err)
			}
		}
		if err := opened(t, cfg, func(a *app) { a.store(t, "inbound/inm_1", "doc_1.a"); forget(a) }); err != nil {
			t.Fatal(err)
		}
		if err := opened(t, cfg, nil); !errors.Is(err, errForeignBlobs) {
			t.Fatalf("a folder with blobs that nobody knows: %v", err)
		}
		adopt(t, cfg)
		if err := opened(t, cfg, func(a *app) { a.nameMail(t, "inbound/inm_1"); forget(a) }); err != nil {
			t.Fatal(err)
		}
		if err := opened(t, cfg, nil); err != nil {
			t.Errorf("a folder with a blob that is known: %v", err)
		}
	})
}

func adopt(t *testing.T, cfg config.Config) {
	t.Helper()
	var out bytes.Buffer
	if err := blobsCommand(t.Context(), &cfg, testkit.Silent(), []string{"adopt"}, &out); err != nil || !strings.HasPrefix(out.String(), "done") {
		t.Fatalf("adopt: %q, %v", &out, err)
	}
}

// A folder that is not mounted looks empty.
func TestEmptyFolderIsRefusedWhileTheDatabaseNamesBlobs(t *testing.T) {
	t.Parallel()
	onConfigs(t, func(t *testing.T, cfg config.Config, _ func() config.Config) {
		if err := opened(t, cfg, func(a *app) { a.store(t, "doc_1.a"); a.nameDocument(t, "doc_1.a") }); err != nil {
			t.Fatal(err)
		}
		cfg.BlobURL += "-elsewhere"
		if err := opened(t, cfg, nil); !errors.Is(err, errEmptyBlobs) {
			t.Fatalf("got %v", err)
		}
		adopt(t, cfg)
		if err := opened(t, cfg, nil); err != nil {
			t.Error(err)
		}
	})
}

// Documents and mails that came in are both asked; one orphan goes aside; many stop the sweep, which operators see, and which
// they approve by the number.
func TestSweepOfBlobsAsksBothOwners(t *testing.T) {
	t.Parallel()
	onConfigs(t, func(t *testing.T, cfg config.Config, _ func() config.Config) {
		a, err := openApp(t.Context(), &cfg, testkit.Silent())
		if err != nil {
			t.Fatal(err)
		}
		defer a.close()
		a.write(t, `UPDATE instance SET created_at = ?`, time.Now().AddDate(-1, 0, 0))
		a.store(t, "doc_1.a", "doc_2.b", "inbound/inm_1", "inbound/inm_2")
		a.nameDocument(t, "doc_1.a")
		a.nameMail(t, "inbound/inm_1")
		if err := a.sweepBlobs(t.Context(), time.Now()); err != nil {
			t.Fatal(err)
		}
		if got := a.keys(t); !slices.Equal(got, []string{"doc_1.a", "inbound/inm_1"}) {
			t.Fatalf("left are %v", got)
		}
		// A row names one of them again.
		a.nameDocument(t, "doc_2.b")
		if b, err := a.blobs.Open(t.Context(), "doc_2.b"); err != nil {
			t.Error(err)
		} else {
			_ = b.Close()
		}
		for i := range 30 {
			a.store(t, fmt.Sprintf("doc_%d.lost", i))
		}
		if err := a.sweepBlobs(t.Context(), time.Now()); !errors.Is(err, job.ErrGiveUp) || !errors.Is(err, blob.ErrStopped) {
			t.Errorf("got %v", err)
		}
		var out bytes.Buffer
		for _, tt := range []struct {
			args    []string
			stopped bool
			left    int
		}{{[]string{"check"}, false, 33}, {[]string{"sweep", "29"}, true, 33}, {[]string{"sweep", "30"}, false, 3}} {
			err := blobsCommand(t.Context(), &cfg, testkit.Silent(), tt.args, &out)
			if errors.Is(err, blob.ErrStopped) != tt.stopped || err != nil && !tt.stopped || len(a.keys(t)) != tt.left {
				t.Errorf("%v: %v, %d blobs left; output %q", tt.args, err, len(a.keys(t)), &out)
			}
		}
		for _, args := range [][]string{{}, {"check", "1"}, {"sweep"}, {"sweep", "0"}, {"sweep", "all"}, {"drop"}} {
			if err := blobsCommand(t.Context(), &cfg, testkit.Silent(), args, &out); err == nil || !strings.Contains(err.Error(), "usage") {
				t.Errorf("%v: %v", args, err)
			}
		}
	})
}

// A sealed file that somebody removed by hand is named by its row, however many rows there are; one that was only set aside is not.
func TestCheckOfBlobsNamesRowsWithoutTheirFile(t *testing.T) {
	t.Parallel()
	onConfigs(t, func(t *testing.T, cfg config.Config, _ func() config.Config) {
		check := func() (string, error) {
			var out bytes.Buffer
			err := blobsCommand(t.Context(), &cfg, testkit.Silent(), []string{"check"}, &out)
			return out.String(), err
		}
		if err := opened(t, cfg, func(a *app) {
			for i := range 600 {
				key := fmt.Sprintf("doc_%d.a", i)
				a.store(t, key)
				a.nameDocument(t, key)
			}
			a.store(t, "inbound/inm_1", "inbound/inm_2")
			a.nameMail(t, "inbound/inm_1")
			a.nameMail(t, "inbound/inm_2")
			if err := a.blobs.SetAside(t.Context(), "inbound/inm_2", time.Now()); err != nil {
				t.Fatal(err)
			}
		}); err != nil {
			t.Fatal(err)
		}
		if output, err := check(); err != nil || !strings.Contains(output, "rows without their file: 0\n") || strings.Contains(output, "missing") {
			t.Fatalf("before: %q, %v", output, err)
		}
		if err := opened(t, cfg, func(a *app) {
			for _, key := range []string{"doc_599.a", "inbound/inm_1"} {
				if err := os.Remove(filepath.Join(a.blobFolder(), key)); err != nil {
					t.Fatal(err)
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
		output, err := check()
		if !errors.Is(err, errLostBlobs) || !strings.Contains(output, "missing: doc_599.a of doc_") || !strings.Contains(output, "missing: inbound/inm_1 of inm_") ||
			!strings.Contains(output, "rows without their file: 2\n") || strings.Count(output, "missing") != 2 {
			t.Errorf("got %q, %v", output, err)
		}
	})
}

// A job that failed is listed, and retried once its cause is mended.
func TestJobsThatFailedAreShownAndRetried(t *testing.T) {
	t.Parallel()
	onConfigs(t, func(t *testing.T, cfg config.Config, _ func() config.Config) {
		if err := opened(t, cfg, func(a *app) {
			a.jobs.Handle("broken", func(context.Context, string) error { return job.ErrGiveUp })
			a.write(t, `INSERT INTO job (id, kind, subject, run_at, created_at, attempts, postponed) VALUES ('job_1', 'broken', 's', ?, ?, 0, 0)`, time.Now(), time.Now())
			if err := a.jobs.RunDue(t.Context()); err != nil {
				t.Fatal(err)
			}
		}); err != nil {
			t.Fatal(err)
		}
		command := func(args ...string) string {
			t.Helper()
			var out bytes.Buffer
			if err := jobsCommand(t.Context(), &cfg, testkit.Silent(), args, &out); err != nil {
				t.Fatal(err)
			}
			return out.String()
		}
		if got := command("list"); !strings.Contains(got, "broken  1       0") {
			t.Errorf("listed %q", got)
		}
		if got := command("retry", "broken"); got != "done: 1 jobs are tried anew\n" {
			t.Errorf("output %q", got)
		}
		if got := command("list"); strings.Contains(got, "broken") {
			t.Errorf("listed %q", got)
		}
		var out bytes.Buffer
		if err := jobsCommand(t.Context(), &cfg, testkit.Silent(), []string{"retry"}, &out); err == nil {
			t.Error("without a kind")
		}
	})
}
