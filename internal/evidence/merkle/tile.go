package merkle

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// The form of tiles is fixed (C2SP tlog-tiles).
const (
	tileHeight = 8
	// TileWidth is how many hashes a full tile has, and how many records a full bundle.
	TileWidth = 1 << tileHeight
	// maxPath is longer than any path of a tile that can exist.
	maxPath = 64
	// maxLevel is the highest level that a tree of 2^63 leaves has.
	maxLevel = 7
)

// Tile is a piece of the tree that is served as one file.
type Tile struct {
	// Entries marks a bundle of records in place of hashes; then the level is 0.
	Entries bool
	Level   int
	// Index is the number of the tile on its level.
	Index int64
	// Width is the number of hashes or records: TileWidth in a full tile.
	Width int
}

// ErrTile is returned for a path that names no tile, or one that the log does not have.
var ErrTile = errors.New("there is no such tile")

// ParseTile reads the path of a tile below the log's address: tile/<L>/<N>[.p/<W>] or tile/entries/<N>[.p/<W>]. It returns
// ErrTile for every other text.
func ParseTile(path string) (Tile, error) {
	rest, ok := strings.CutPrefix(path, "tile/")
	if !ok || len(path) > maxPath {
		return Tile{}, ErrTile
	}
	level, rest, ok := strings.Cut(rest, "/")
	if !ok {
		return Tile{}, ErrTile
	}
	t := Tile{Entries: level == "entries", Width: TileWidth}
	if !t.Entries {
		n, err := strconv.Atoi(level)
		if err != nil || n < 0 || n > maxLevel {
			return Tile{}, ErrTile
		}
		t.Level = n
	}
	if index, width, partial := strings.Cut(rest, ".p/"); partial {
		n, err := strconv.Atoi(width)
		if err != nil || n < 1 || n >= TileWidth {
			return Tile{}, ErrTile
		}
		rest, t.Width = index, n
	}
	for _, digits := range strings.Split(rest, "/") {
		n, err := strconv.Atoi(strings.TrimPrefix(digits, "x"))
		if err != nil || n < 0 || n > 999 || t.Index > 1<<53 {
			return Tile{}, ErrTile
		}
		t.Index = t.Index*1000 + int64(n)
	}
	// Only the one way to write a tile is a path: no sign, no missing or extra zero.
	if t.Path() != path {
		return Tile{}, ErrTile
	}
	return t, nil
}

// Path is where a tile is found below the log's address.
func (t Tile) Path() string {
	index := fmt.Sprintf("%03d", t.Index%1000)
	for n := t.Index / 1000; n > 0; n /= 1000 {
		index = fmt.Sprintf("x%03d/%s", n%1000, index)
	}
	level := strconv.Itoa(t.Level)
	if t.Entries {
		level = "entries"
	}
	if t.Width != TileWidth {
		index += fmt.Sprintf(".p/%d", t.Width)
	}
	return "tile/" + level + "/" + index
}

// First is the index of a tile's first hash on its level; for a bundle, of its first leaf.
func (t Tile) First() int64 { return t.Index * TileWidth }

// check reports ErrTile for a tile that a log of a size does not have (yet).
func (t Tile) check(size int64) error {
	onLevel := size >> (tileHeight * t.Level)
	if t.Width < 1 || t.Width > TileWidth || t.Index < 0 || t.Index > onLevel/TileWidth || t.First()+int64(t.Width) > onLevel {
		return ErrTile
	}
	return nil
}

// TileBytes is the content of a tile of hashes in a log whose checkpoint has a size, or ErrTile.
func TileBytes(t Tile, size int64, r HashReader) ([]byte, error) {
	if t.Entries || t.Level < 0 || t.Level > maxLevel {
		return nil, ErrTile
	}
	if err := t.check(size); err != nil {
		return nil, err
	}
	return tlog.ReadTileData(tlog.Tile{H: tileHeight, L: t.Level, N: t.Index, W: t.Width}, r)
}

// BundleBytes is the content of a bundle: the records of its leaves, each behind its length in two bytes. read returns n
// records from an index on. It returns ErrTile for a bundle that a log of a size does not have.
func BundleBytes(t Tile, size int64, read func(first int64, n int) ([]Record, error)) ([]byte, error) {
	if !t.Entries || t.Level != 0 {
		return nil, ErrTile
	}
	if err := t.check(size); err != nil {
		return nil, err
	}
	records, err := read(t.First(), t.Width)
	if err != nil {
		return nil, err
	}
	if len(records) != t.Width {
		return nil, fmt.Errorf("read %d records of the log, want %d", len(records), t.Width)
	}
	var out []byte
	for _, record := range records {
		out = binary.BigEndian.AppendUint16(out, uint16(len(record)))
		out = append(out, record[:]...)
	}
	return out, nil
}
