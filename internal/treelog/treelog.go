// Package treelog keeps the platform's public Merkle log: salted hashes of events, a tree over them, signed checkpoints.
//
// Begin with [Log.Append] (a leaf, in the event's own transaction), [Log.Sequence] (leaves get their positions within seconds, from one
// sequencer at a time) and [Log.Prove]. Nothing is ever taken out of the log; a leaf means nothing without its salt, which is sealed
// with the event and destroyed with it (docs/adr/0013-log-and-packages.md).
//
// The events themselves, signed, are evidence (package evidence), which also reads what this package proves; the tree's arithmetic is
// evidence/merkle. The four logs are compared in package audit.
package treelog

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/logcheckpoint"
	"schalter/ent/logleaf"
	"schalter/ent/lognode"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/evidence/merkle"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Signer is the key that signs checkpoints.
type Signer interface {
	LogKey() (keyID string, key ed25519.PrivateKey)
}

// Stamper asks a time-stamping authority (RFC 3161) to stamp bytes.
type Stamper interface {
	Stamp(ctx context.Context, data []byte) (answer []byte, err error)
}

// Options are the dependencies and settings of the log.
type Options struct {
	DB   *store.DB
	Keys Signer
	// Stamper is nil where no time-stamping authority is configured.
	Stamper Stamper
	// Origin names the log: its address without scheme. It is written once: a log that has begun keeps its name, whatever the
	// address is later.
	Origin string
	Log    *slog.Logger
}

// Log is the public log.
type Log struct{ Options }

// Open returns the log.
func Open(ctx context.Context, o Options) (_ *Log, err error) {
	defer errs.Wrap(&err, "treelog.Open")
	l := &Log{o}
	last, err := l.Checkpoint(ctx)
	if err == nil && last != nil {
		l.Origin, _, _ = strings.Cut(string(last.Note), "\n")
	}
	return l, err
}

// sequenceBatch is how many leaves one transaction gives their positions.
const sequenceBatch = 1000

// Append adds a leaf in the transaction that makes it necessary; it has no position in the tree yet.
func (l *Log) Append(ctx context.Context, tx *store.Tx, leaf merkle.Record) error {
	return tx.LogLeaf.Create().SetHash(leaf[:]).Exec(ctx)
}

// Run puts leaves into the tree until ctx ends.
func (l *Log) Run(ctx context.Context) {
	clock.Every(ctx, time.Second, func() {
		if err := l.Sequence(ctx); err != nil && ctx.Err() == nil {
			l.Log.ErrorContext(ctx, "log could not be sequenced", "error", err)
		}
	})
}

// Sequence puts all leaves that wait into the tree and signs a checkpoint.
func (l *Log) Sequence(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "treelog.Sequence")
	ctx = viewer.System(ctx, "treelog.sequence")
	for {
		waits, err := l.DB.Client().LogLeaf.Query().Where(logleaf.PositionIsNil()).Exist(ctx)
		if err != nil || !waits {
			return err
		}
		if err := l.DB.Tx(ctx, l.growTree); err != nil {
			return err
		}
	}
}

// sequencerLock is the lock that lets one replica at a time number leaves.
const sequencerLock = 7_241_026

func (l *Log) growTree(ctx context.Context, tx *store.Tx) error {
	if tx.Postgres() {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(?)`, sequencerLock); err != nil {
			return err
		}
	}
	leaves, err := tx.LogLeaf.Query().Where(logleaf.PositionIsNil()).Order(ent.Asc(logleaf.FieldID)).Limit(sequenceBatch).All(ctx)
	if err != nil || len(leaves) == 0 {
		return err
	}
	size, err := treeSize(ctx, tx.Client)
	if err != nil {
		return err
	}
	records := make([]merkle.Record, len(leaves))
	for i, leaf := range leaves {
		records[i] = merkle.Record(leaf.Hash)
		if err := tx.LogLeaf.UpdateOneID(leaf.ID).SetPosition(size + int64(i)).Exec(ctx); err != nil {
			return err
		}
	}
	kept := reader{ctx, tx.Client}
	nodes, err := merkle.Grow(size, records, kept)
	if err != nil {
		return err
	}
	if err := insertNodes(ctx, tx, nodes); err != nil {
		return err
	}
	return l.signCheckpoint(ctx, tx, size+int64(len(leaves)))
}

func insertNodes(ctx context.Context, tx *store.Tx, nodes []merkle.Node) error {
	for len(nodes) > 0 {
		n := min(len(nodes), 200)
		rows := make([]*ent.LogNodeCreate, n)
		for i, node := range nodes[:n] {
			rows[i] = tx.LogNode.Create().SetPosition(node.Index).SetHash(node.Hash[:])
		}
		if err := tx.LogNode.CreateBulk(rows...).Exec(ctx); err != nil {
			return err
		}
		nodes = nodes[n:]
	}
	return nil
}

// signCheckpoint writes the checkpoint of the tree as it is now.
func (l *Log) signCheckpoint(ctx context.Context, tx *store.Tx, size int64) error {
	checkpoint, err := merkle.Take(l.Origin, size, reader{ctx, tx.Client})
	if err != nil {
		return err
	}
	_, key := l.Keys.LogKey()
	signed, err := checkpoint.Sign(key)
	if err != nil {
		return err
	}
	return tx.LogCheckpoint.Create().SetSize(size).SetNote(string(signed)).SetAt(tx.Now).Exec(ctx)
}

// treeSize is the number of leaves that have a position.
func treeSize(ctx context.Context, client *ent.Client) (int64, error) {
	last, err := client.LogCheckpoint.Query().Order(ent.Desc(logcheckpoint.FieldSize)).First(ctx)
	if ent.IsNotFound(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return last.Size, nil
}

// reader reads stored hashes.
type reader struct {
	ctx    context.Context
	client *ent.Client
}

// ReadHashes implements merkle.HashReader.
func (r reader) ReadHashes(indexes []int64) ([]merkle.Hash, error) {
	rows, err := r.client.LogNode.Query().Where(lognode.PositionIn(indexes...)).All(r.ctx)
	if err != nil {
		return nil, err
	}
	at := make(map[int64]merkle.Hash, len(rows))
	for _, row := range rows {
		at[row.Position] = merkle.Hash(row.Hash)
	}
	hashes := make([]merkle.Hash, len(indexes))
	for i, index := range indexes {
		h, ok := at[index]
		if !ok {
			return nil, fmt.Errorf("the log has no hash %d", index)
		}
		hashes[i] = h
	}
	return hashes, nil
}
