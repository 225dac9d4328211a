package merkle_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"schalter/internal/evidence/merkle"
)

// shelf keeps a log as the database does.
type shelf struct {
	records []merkle.Record
	hashes  []merkle.Hash
}

func (s *shelf) ReadHashes(indexes []int64) ([]merkle.Hash, error) {
	out := make([]merkle.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(s.hashes)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		out[i] = s.hashes[index]
	}
	return out, nil
}

func (s *shelf) grow(t *testing.T, records ...merkle.Record) {
	t.Helper()
	nodes, err := merkle.Grow(int64(len(s.records)), records, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nodes {
		if n.Index != int64(len(s.hashes)) {
			t.Fatalf("node %d where %d should follow", n.Index, len(s.hashes))
		}
		s.hashes = append(s.hashes, n.Hash)
	}
	s.records = append(s.records, records...)
}

func (s *shelf) checkpoint(t *testing.T, size int64) merkle.Checkpoint {
	t.Helper()
	c, err := merkle.Take("schalter.example/log", size, s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// record is leaf n of a log; another past has other leaves.
func record(past string, n int) merkle.Record {
	return merkle.Leaf(merkle.Salt{byte(n), byte(n >> 8)}, fmt.Sprintf("%s %d", past, n))
}

// logOf has n leaves, appended in batches of uneven size.
func logOf(t *testing.T, past string, n int) *shelf {
	t.Helper()
	s := &shelf{}
	for size := 0; size < n; {
		var batch []merkle.Record
		for range min(size%7+1, n-size) {
			batch = append(batch, record(past, size))
			size++
		}
		s.grow(t, batch...)
	}
	return s
}

func TestBatchesGrowTheSameTreeAsLeafByLeaf(t *testing.T) {
	t.Parallel()
	batches, single := logOf(t, "one", 300), &shelf{}
	for n := range 300 {
		single.grow(t, record("one", n))
	}
	if !slices.Equal(batches.hashes, single.hashes) {
		t.Error("batches gave another tree")
	}
}

func TestRootOfThreeLeavesIsThatOfRFC6962(t *testing.T) {
	t.Parallel()
	s := logOf(t, "one", 3)
	leaf := func(n int) tlog.Hash { r := record("one", n); return tlog.RecordHash(r[:]) }
	want := tlog.NodeHash(tlog.NodeHash(leaf(0), leaf(1)), leaf(2))
	if got := s.checkpoint(t, 3).Root; got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestEveryLeafIsProvenAndNothingElse(t *testing.T) {
	t.Parallel()
	s := logOf(t, "one", 77)
	for _, size := range []int64{1, 2, 3, 8, 63, 64, 77} {
		c := s.checkpoint(t, size)
		for index := range size {
			proof, err := merkle.ProveInclusion(size, index, s)
			if err != nil {
				t.Fatal(err)
			}
			if err := merkle.CheckInclusion(c, index, s.records[index], proof); err != nil {
				t.Errorf("leaf %d of %d: %v", index, size, err)
			}
			if err := merkle.CheckInclusion(c, index, record("two", int(index)), proof); !errors.Is(err, merkle.ErrProof) {
				t.Errorf("leaf %d of %d: another record was proven", index, size)
			}
			if err := merkle.CheckInclusion(c, index, s.records[index], append(proof, merkle.Hash{})); !errors.Is(err, merkle.ErrProof) {
				t.Errorf("leaf %d of %d: a longer proof was taken", index, size)
			}
		}
		if err := merkle.CheckInclusion(c, size, s.records[0], nil); !errors.Is(err, merkle.ErrProof) {
			t.Errorf("a leaf behind the end of %d was proven", size)
		}
	}
}

func TestLeafSaysNothingWithoutItsSalt(t *testing.T) {
	t.Parallel()
	a, b := merkle.Leaf(merkle.Salt{1}, "token"), merkle.Leaf(merkle.Salt{2}, "token")
	if a == b {
		t.Error("the same token under two salts gave one leaf")
	}
}

func TestCheckpointIsSignedAndReadBack(t *testing.T) {
	t.Parallel()
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{5}, 32))
	public := key.Public().(ed25519.PublicKey)
	c := logOf(t, "one", 9).checkpoint(t, 9)
	signed, err := c.Sign(key)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := merkle.OpenCheckpoint(signed, public); err != nil || got != c {
		t.Fatalf("got %+v, %v; want %+v", got, err, c)
	}
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{6}, 32)).Public().(ed25519.PublicKey)
	for name, tt := range map[string]struct {
		note []byte
		key  ed25519.PublicKey
	}{
		"another key":   {signed, other},
		"no key":        {signed, nil},
		"larger":        {bytes.Replace(signed, []byte("\n9\n"), []byte("\n10\n"), 1), public},
		"another log":   {bytes.ReplaceAll(signed, []byte("schalter.example"), []byte("schalter.invalid")), public},
		"unsigned":      {[]byte(c.Text()), public},
		"nothing":       {nil, public},
		"beyond limits": {append(bytes.Clone(signed), bytes.Repeat([]byte("— x AAAAAAA=\n"), 10_000)...), public},
	} {
		if got, err := merkle.OpenCheckpoint(tt.note, tt.key); !errors.Is(err, merkle.ErrCheckpoint) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}

// Attack case 36, in the log: an event that is changed or left out gives another root.
func TestAttack36ChangedOrDroppedLeafBreaksTheLog(t *testing.T) {
	t.Parallel()
	seen := logOf(t, "one", 40)
	changed := &shelf{}
	records := slices.Clone(seen.records)
	records[17] = record("two", 17)
	changed.grow(t, records...)
	dropped := &shelf{}
	dropped.grow(t, append(slices.Clone(seen.records[:39]), record("one", 40))...)
	for name, forged := range map[string]*shelf{"changed": changed, "dropped": dropped} {
		forged.grow(t, record("one", 41))
		proof, err := merkle.ProveConsistency(40, 41, forged)
		if err != nil {
			t.Fatal(err)
		}
		if err := merkle.CheckConsistency(seen.checkpoint(t, 40), forged.checkpoint(t, 41), proof); !errors.Is(err, merkle.ErrRollback) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// Attack case 37: the log is put back to an old state and goes on from there; a witness who saw the newer state notices.
func TestAttack37RollbackIsSeenByWhoSawMore(t *testing.T) {
	t.Parallel()
	before := logOf(t, "one", 50)
	seen := before.checkpoint(t, 50)
	restored := logOf(t, "one", 30)
	if err := merkle.CheckConsistency(seen, restored.checkpoint(t, 30), nil); !errors.Is(err, merkle.ErrRollback) {
		t.Errorf("shorter: got %v", err)
	}
	for size := 30; size < 60; size++ {
		restored.grow(t, record("two", size))
	}
	if err := merkle.CheckConsistency(seen, restored.checkpoint(t, 50), nil); !errors.Is(err, merkle.ErrRollback) {
		t.Errorf("as long: got %v", err)
	}
	proof, err := merkle.ProveConsistency(50, 60, restored)
	if err != nil {
		t.Fatal(err)
	}
	if err := merkle.CheckConsistency(seen, restored.checkpoint(t, 60), proof); !errors.Is(err, merkle.ErrRollback) {
		t.Errorf("longer: got %v", err)
	}
	honest := logOf(t, "one", 60)
	if proof, err = merkle.ProveConsistency(50, 60, honest); err != nil {
		t.Fatal(err)
	}
	if err := merkle.CheckConsistency(seen, honest.checkpoint(t, 60), proof); err != nil {
		t.Errorf("the log that went on: %v", err)
	}
	if err := merkle.CheckConsistency(seen, seen, nil); err != nil {
		t.Errorf("the same log: %v", err)
	}
}

func TestContinuationIsReadBack(t *testing.T) {
	t.Parallel()
	want := merkle.Continuation{Earlier: 50, Proof: []merkle.Hash{{1}, {2}}, Signed: []byte("schalter.example/log\n60\nx\n\n— s y\n")}
	got, err := merkle.ParseContinuation(want.Format())
	if err != nil || got.Earlier != 50 || !slices.Equal(got.Proof, want.Proof) || !bytes.Equal(got.Signed, want.Signed) {
		t.Errorf("got %+v, %v", got, err)
	}
	bare, err := merkle.ParseContinuation(want.Signed)
	if err != nil || bare.Earlier != 0 || !bytes.Equal(bare.Signed, want.Signed) {
		t.Errorf("bare: got %+v, %v", bare, err)
	}
	for _, bad := range []string{"old x\n\nnote", "old -1\n\nnote", "old 3\nnohash\n\nnote", "old 3\n"} {
		if _, err := merkle.ParseContinuation([]byte(bad)); !errors.Is(err, merkle.ErrCheckpoint) {
			t.Errorf("%q: got %v", bad, err)
		}
	}
}

func TestTilePathsAreReadInTheOneFormTheyAreWritten(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]merkle.Tile{
		"tile/0/000":                     {Width: 256},
		"tile/0/000.p/7":                 {Width: 7},
		"tile/2/x001/x234/067":           {Level: 2, Index: 1234067, Width: 256},
		"tile/entries/x001/x234/067.p/8": {Entries: true, Index: 1234067, Width: 8},
	} {
		if got, err := merkle.ParseTile(path); err != nil || got != want || got.Path() != path {
			t.Errorf("%s: got %+v, %v", path, got, err)
		}
	}
	for _, path := range []string{
		"", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/001/000", "tile/0/x000/000", "tile/0/x001/0",
		"tile/00/000", "tile/-1/000", "tile/8/000", "tile/+0/000", "tile/data/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/07",
		"tile/0/000.p/1/000", "tile/0/-01", "tile/0/x-01/000", "tile/0/../000", "/tile/0/000", "tile/0/000/", "tile/0/x9/999",
		"tile/0/x999/x999/x999/x999/x999/x999/x999/999",
	} {
		if got, err := merkle.ParseTile(path); !errors.Is(err, merkle.ErrTile) {
			t.Errorf("%q: got %+v, %v", path, got, err)
		}
	}
}

func TestTilesRebuildTheCheckpoint(t *testing.T) {
	t.Parallel()
	const size = 70_000
	s := logOf(t, "one", size)
	c := s.checkpoint(t, size)
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: c.Root}, tiles{s, size})
	for _, index := range []int64{0, 255, 256, 69_999} {
		proof, err := tlog.ProveRecord(size, index, reader)
		if err != nil {
			t.Fatal(err)
		}
		if err := merkle.CheckInclusion(c, index, s.records[index], proof); err != nil {
			t.Error(err)
		}
	}
}

// tiles serves a log's tiles by their paths.
type tiles struct {
	log  *shelf
	size int64
}

func (tiles) Height() int { return 8 }

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (s tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, w := range wanted {
		tile, err := merkle.ParseTile(merkle.Tile{Level: w.L, Index: w.N, Width: w.W}.Path())
		if err != nil {
			return nil, err
		}
		b, err := merkle.TileBytes(tile, s.size, s.log)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

func TestTilesBehindTheEndDoNotExist(t *testing.T) {
	t.Parallel()
	s := logOf(t, "one", 600)
	read := func(first int64, n int) ([]merkle.Record, error) { return s.records[first : first+int64(n)], nil }
	for path, exists := range map[string]bool{
		"tile/0/000": true, "tile/0/001": true, "tile/0/002": false, "tile/0/002.p/88": true, "tile/0/002.p/89": false, "tile/1/000.p/2": true,
		"tile/1/000.p/3": false, "tile/1/000": false, "tile/7/000.p/1": false, "tile/0/x009/x007/x199/x254/x740/992": false,
		"tile/entries/001": true, "tile/entries/002.p/88": true, "tile/entries/002.p/89": false,
	} {
		tile, err := merkle.ParseTile(path)
		if err != nil {
			t.Fatal(path, err)
		}
		var b []byte
		if tile.Entries {
			b, err = merkle.BundleBytes(tile, 600, read)
		} else {
			b, err = merkle.TileBytes(tile, 600, s)
		}
		if exists != (err == nil) || !exists && !errors.Is(err, merkle.ErrTile) {
			t.Errorf("%s: %d bytes, %v", path, len(b), err)
		}
	}
}

func TestBundleHoldsTheRecordsOfItsTile(t *testing.T) {
	t.Parallel()
	s := logOf(t, "one", 300)
	read := func(first int64, n int) ([]merkle.Record, error) { return s.records[first : first+int64(n)], nil }
	bundle, err := merkle.BundleBytes(merkle.Tile{Entries: true, Index: 1, Width: 44}, 300, read)
	if err != nil {
		t.Fatal(err)
	}
	hashes, err := merkle.TileBytes(merkle.Tile{Index: 1, Width: 44}, 300, s)
	if err != nil {
		t.Fatal(err)
	}
	for ; len(bundle) > 0; bundle, hashes = bundle[34:], hashes[32:] {
		if n := binary.BigEndian.Uint16(bundle); n != 32 {
			t.Fatalf("a record of %d bytes", n)
		}
		if h := tlog.RecordHash(bundle[2:34]); !bytes.Equal(h[:], hashes[:32]) {
			t.Fatal("a record does not hash to its place in the tile")
		}
	}
}

func FuzzParseTile(f *testing.F) {
	for _, path := range []string{"tile/0/000", "tile/2/x001/x234/067", "tile/entries/x001/067.p/8", "tile/0/x999/x999/x999/x999/x999/999"} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		tile, err := merkle.ParseTile(path)
		if err != nil {
			return
		}
		if tile.Path() != path || tile.Index < 0 || tile.Width < 1 || tile.Width > merkle.TileWidth {
			t.Errorf("%q was read as %+v", path, tile)
		}
		for _, size := range []int64{0, 1, 1 << 40, 1<<63 - 1} {
			_, _ = merkle.TileBytes(tile, size, tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) { return make([]tlog.Hash, len(indexes)), nil }))
		}
	})
}

func FuzzOpenCheckpoint(f *testing.F) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{5}, 32))
	signed, err := merkle.Checkpoint{Origin: "schalter.example/log", Size: 3}.Sign(key)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(signed)
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, err := merkle.ParseContinuation(b); err == nil {
			_, _ = merkle.OpenCheckpoint(c.Signed, key.Public().(ed25519.PublicKey))
		}
	})
}
