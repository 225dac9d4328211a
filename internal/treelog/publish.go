package treelog

import (
	"context"
	"crypto/ed25519"
	"maps"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/logcheckpoint"
	"schalter/ent/logleaf"
	"schalter/internal/errs"
	"schalter/internal/evidence/merkle"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Checkpoint is the last signed state of the log, with its time stamp where it has one; nil while the log is empty.
func (l *Log) Checkpoint(ctx context.Context) (_ *Checkpoint, err error) {
	defer errs.Wrap(&err, "treelog.Checkpoint")
	return l.lastCheckpoint(ctx, l.DB.Client().LogCheckpoint.Query())
}

// Checkpoint is a signed state of the log.
type Checkpoint struct {
	Size int64
	// Note is the signed note (C2SP tlog-checkpoint).
	Note []byte
	// Stamp is a time-stamping authority's answer for the bytes of Note, or nil.
	Stamp []byte
}

func (l *Log) lastCheckpoint(ctx context.Context, q *ent.LogCheckpointQuery) (*Checkpoint, error) {
	row, err := q.Order(ent.Desc(logcheckpoint.FieldSize)).First(viewer.System(ctx, "treelog.read"))
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &Checkpoint{Size: row.Size, Note: []byte(row.Note), Stamp: row.Timestamp}, nil
}

// Key is the key that signs checkpoints now, and Name the log's.
func (l *Log) Key() ed25519.PublicKey {
	_, key := l.Keys.LogKey()
	return key.Public().(ed25519.PublicKey)
}

// VerifierKey is the log's key as witnesses and monitors take it (C2SP signed-note).
func (l *Log) VerifierKey() (string, error) { return merkle.VerifierKey(l.Origin, l.Key()) }

// Tile is the content of a tile of the log as it was last signed, by its path below the log's address; merkle.ErrTile when
// there is none. It never changes once the tile is full.
func (l *Log) Tile(ctx context.Context, path string) (_ []byte, full bool, err error) {
	tile, err := merkle.ParseTile(path)
	if err != nil {
		return nil, false, err
	}
	checkpoint, err := l.Checkpoint(ctx)
	if err != nil {
		return nil, false, err
	}
	if checkpoint == nil {
		return nil, false, merkle.ErrTile
	}
	ctx = viewer.System(ctx, "treelog.tile")
	full = tile.Width == merkle.TileWidth
	if tile.Entries {
		content, err := merkle.BundleBytes(tile, checkpoint.Size, func(first int64, n int) ([]merkle.Record, error) { return l.readRecords(ctx, first, n) })
		return content, full, err
	}
	content, err := merkle.TileBytes(tile, checkpoint.Size, reader{ctx, l.DB.Client()})
	return content, full, err
}

// Continuation is the last signed state with the proof that it continues the log of an earlier size (C2SP tlog-witness);
// merkle.ErrTile for a size that the log never had or has not reached.
func (l *Log) Continuation(ctx context.Context, earlier int64) (_ []byte, err error) {
	defer errs.Wrap(&err, "treelog.Continuation")
	checkpoint, err := l.Checkpoint(ctx)
	if err != nil {
		return nil, err
	}
	if checkpoint == nil || earlier < 1 || earlier > checkpoint.Size {
		return nil, merkle.ErrTile
	}
	proof, err := merkle.ProveConsistency(earlier, checkpoint.Size, reader{viewer.System(ctx, "treelog.continuation"), l.DB.Client()})
	if err != nil {
		return nil, err
	}
	return merkle.Continuation{Earlier: earlier, Proof: proof, Signed: checkpoint.Note}.Format(), nil
}

func (l *Log) readRecords(ctx context.Context, first int64, n int) ([]merkle.Record, error) {
	rows, err := l.DB.Client().LogLeaf.Query().Where(logleaf.PositionGTE(first), logleaf.PositionLT(first+int64(n))).
		Order(ent.Asc(logleaf.FieldPosition)).All(ctx)
	if err != nil {
		return nil, err
	}
	records := make([]merkle.Record, len(rows))
	for i, row := range rows {
		records[i] = merkle.Record(row.Hash)
	}
	return records, nil
}

// Proven is leaves with their places in one signed state of the log.
type Proven struct {
	Checkpoint
	Key ed25519.PublicKey
	// Places has one entry for each leaf asked for; nil for one that is younger than the checkpoint.
	Places []*Place
}

// Place is where a leaf is, and what proves it (RFC 6962, section 2.1.1).
type Place struct {
	Index int64
	Proof []merkle.Hash
}

// Prove finds leaves in the log. The state is the last one with a time stamp if it holds them all, otherwise the last one;
// nil while the log is empty.
func (l *Log) Prove(ctx context.Context, leaves []merkle.Record) (_ *Proven, err error) {
	defer errs.Wrap(&err, "treelog.Prove")
	ctx = viewer.System(ctx, "treelog.prove")
	positions, highest, err := l.findPositions(ctx, leaves)
	if err != nil {
		return nil, err
	}
	checkpoint, err := l.lastCheckpoint(ctx, l.DB.Client().LogCheckpoint.Query().Where(logcheckpoint.TimestampNotNil(), logcheckpoint.SizeGT(highest)))
	if err == nil && checkpoint == nil {
		checkpoint, err = l.Checkpoint(ctx)
	}
	if err != nil || checkpoint == nil {
		return nil, err
	}
	p := &Proven{Checkpoint: *checkpoint, Key: l.Key(), Places: make([]*Place, len(leaves))}
	return p, p.provePlaces(positions, reader{ctx, l.DB.Client()})
}

// provePlaces makes the proofs of positions. The hashes that all of them need are read together: many leaves of one export share most.
func (p *Proven) provePlaces(positions []int64, kept reader) error {
	needed := needs{}
	for _, position := range positions {
		if position < 0 || position >= p.Size {
			continue
		}
		if _, err := merkle.ProveInclusion(p.Size, position, needed); err != nil {
			return err
		}
	}
	if err := needed.fetchHashes(kept); err != nil {
		return err
	}
	for i, position := range positions {
		if position < 0 || position >= p.Size {
			continue
		}
		proof, err := merkle.ProveInclusion(p.Size, position, needed)
		if err != nil {
			return err
		}
		p.Places[i] = &Place{Index: position, Proof: proof}
	}
	return nil
}

// needs notes which stored hashes are asked for, and gives them once they were fetched.
type needs map[int64]merkle.Hash

// ReadHashes implements merkle.HashReader; before fetch the hashes are empty.
func (n needs) ReadHashes(indexes []int64) ([]merkle.Hash, error) {
	hashes := make([]merkle.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = n[index]
		n[index] = hashes[i]
	}
	return hashes, nil
}

func (n needs) fetchHashes(kept reader) error {
	indexes := slices.Collect(maps.Keys(n))
	for part := range slices.Chunk(indexes, 500) {
		hashes, err := kept.ReadHashes(part)
		if err != nil {
			return err
		}
		for i, index := range part {
			n[index] = hashes[i]
		}
	}
	return nil
}

// findPositions finds the positions of leaves, -1 for one that has none yet, and the highest of them.
func (l *Log) findPositions(ctx context.Context, leaves []merkle.Record) (list []int64, highest int64, err error) {
	at := map[merkle.Record]int64{}
	for start := 0; start < len(leaves); start += 500 {
		part := leaves[start:min(start+500, len(leaves))]
		hashes := make([][]byte, len(part))
		for i := range part {
			hashes[i] = part[i][:]
		}
		rows, err := l.DB.Client().LogLeaf.Query().Where(logleaf.HashIn(hashes...), logleaf.PositionNotNil()).All(ctx)
		if err != nil {
			return nil, 0, err
		}
		for _, row := range rows {
			at[merkle.Record(row.Hash)] = *row.Position
		}
	}
	list = make([]int64, len(leaves))
	for i, leaf := range leaves {
		position, ok := at[leaf]
		if !ok {
			position = -1
		}
		list[i], highest = position, max(highest, position)
	}
	return list, highest, nil
}

// stampEvery is how often a state is stamped; checkpointsKept is how long every state is kept, afterwards only stamped ones.
const (
	stampEvery      = 24 * time.Hour
	checkpointsKept = 7 * 24 * time.Hour
)

// Sweep has the last state stamped once a day, where a time-stamping authority is configured, and drops old states that no
// stamp makes worth keeping. It is a function of now.
func (l *Log) Sweep(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "treelog.Sweep")
	ctx = viewer.System(ctx, "treelog.sweep")
	last, err := l.Checkpoint(ctx)
	if err != nil || last == nil {
		return err
	}
	if err := l.stampCheckpoint(ctx, last, now); err != nil {
		// The log goes on without a stamp; the next run tries again.
		l.Log.WarnContext(ctx, "the log could not be stamped", "error", err)
	}
	return l.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.LogCheckpoint.Delete().Where(logcheckpoint.AtLT(now.Add(-checkpointsKept)), logcheckpoint.SizeLT(last.Size),
			logcheckpoint.TimestampIsNil()).Exec(ctx)
		return err
	})
}

func (l *Log) stampCheckpoint(ctx context.Context, last *Checkpoint, now time.Time) error {
	if l.Stamper == nil || last.Stamp != nil {
		return nil
	}
	fresh, err := l.DB.Client().LogCheckpoint.Query().
		Where(logcheckpoint.TimestampNotNil(), logcheckpoint.AtGT(now.Add(-stampEvery))).Exist(ctx)
	if err != nil || fresh {
		return err
	}
	answer, err := l.Stamper.Stamp(ctx, last.Note)
	if err != nil {
		return err
	}
	return l.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.LogCheckpoint.Update().Where(logcheckpoint.Size(last.Size)).SetTimestamp(answer).Exec(ctx)
	})
}
