// Package merkle is the log of the platform: a Merkle tree (RFC 6962) over leaves that mean nothing without their
// salts, its checkpoints as signed notes (C2SP signed-note, tlog-checkpoint) and its tiles (C2SP tlog-tiles).
//
// The package computes; the caller keeps the hashes and the leaves.
package merkle

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a hash of a leaf or of a subtree: SHA-256 after RFC 6962, section 2.1.
type Hash = tlog.Hash

// HashReader reads hashes from where the caller keeps them, by the indexes that [Node] has.
type HashReader = tlog.HashReader

// SaltSize is the length of a leaf's salt in bytes.
const SaltSize = 32

// Salt hides what a leaf is about; it is secret and unique for each leaf.
type Salt [SaltSize]byte

// Record is what is written into the log for an event.
type Record [sha256.Size]byte

// Node is a hash to keep: forever, under its index, and never changed.
type Node struct {
	Index int64
	Hash  Hash
}

// The errors.
var (
	// ErrProof is returned for a proof that does not show what it should.
	ErrProof = errors.New("the proof does not fit the log")
	// ErrRollback is returned for a log that is shorter than it was, or has another past.
	ErrRollback = errors.New("the log was rolled back or has another past")
)

// Leaf is the record of a Security Event Token: HMAC-SHA-256 under the salt. Without the salt it says nothing.
func Leaf(salt Salt, token string) Record {
	mac := hmac.New(sha256.New, salt[:])
	mac.Write([]byte(token))
	return Record(mac.Sum(nil))
}

// Grow returns what must be kept when records are appended to a log of a size, in rising order of the index.
func Grow(size int64, records []Record, kept HashReader) ([]Node, error) {
	if size < 0 {
		return nil, fmt.Errorf("a log cannot have %d leaves", size)
	}
	grown := &growing{kept: kept, first: tlog.StoredHashCount(size)}
	for i, record := range records {
		hashes, err := tlog.StoredHashes(size+int64(i), record[:], grown)
		if err != nil {
			return nil, err
		}
		for _, h := range hashes {
			grown.nodes = append(grown.nodes, Node{grown.first + int64(len(grown.nodes)), h})
		}
	}
	return grown.nodes, nil
}

// growing reads what is kept, and what is not kept yet.
type growing struct {
	kept  HashReader
	first int64
	nodes []Node
}

// ReadHashes implements HashReader.
func (g *growing) ReadHashes(indexes []int64) ([]Hash, error) {
	var old []int64
	for _, index := range indexes {
		if index < g.first {
			old = append(old, index)
		}
	}
	read, err := readAll(g.kept, old)
	if err != nil {
		return nil, err
	}
	out := make([]Hash, len(indexes))
	for i, index := range indexes {
		if index < g.first {
			out[i], read = read[0], read[1:]
			continue
		}
		out[i] = g.nodes[index-g.first].Hash
	}
	return out, nil
}

func readAll(r HashReader, indexes []int64) ([]Hash, error) {
	if len(indexes) == 0 {
		return nil, nil
	}
	hashes, err := r.ReadHashes(indexes)
	if err == nil && len(hashes) != len(indexes) {
		err = fmt.Errorf("read %d hashes of the log, want %d", len(hashes), len(indexes))
	}
	return hashes, err
}

// ProveInclusion proves that a log of a size has the leaf with this index (RFC 6962, section 2.1.1).
func ProveInclusion(size, index int64, r HashReader) ([]Hash, error) {
	return tlog.ProveRecord(size, index, r)
}

// CheckInclusion checks that a checkpoint's log has a record at an index, or returns ErrProof.
func CheckInclusion(c Checkpoint, index int64, record Record, proof []Hash) error {
	if err := tlog.CheckRecord(proof, c.Size, c.Root, index, tlog.RecordHash(record[:])); err != nil {
		return fmt.Errorf("%w: leaf %d of %d", ErrProof, index, c.Size)
	}
	return nil
}

// ProveConsistency proves that a log of a size begins with the log of an earlier size (RFC 6962, section 2.1.2).
func ProveConsistency(earlier, size int64, r HashReader) ([]Hash, error) {
	return tlog.ProveTree(size, earlier, r)
}

// CheckConsistency checks that the log of a later checkpoint continues that of an earlier one, or returns ErrRollback. This
// is what a witness does who has seen the earlier one.
func CheckConsistency(earlier, later Checkpoint, proof []Hash) error {
	switch {
	case earlier.Origin != later.Origin:
		return fmt.Errorf("%w: %q is another log than %q", ErrRollback, later.Origin, earlier.Origin)
	case later.Size < earlier.Size:
		return fmt.Errorf("%w: %d leaves, and there were %d", ErrRollback, later.Size, earlier.Size)
	case later.Size == earlier.Size && later.Root == earlier.Root && len(proof) == 0, earlier.Size == 0 && len(proof) == 0:
		return nil
	}
	if err := tlog.CheckTree(proof, later.Size, later.Root, earlier.Size, earlier.Root); err != nil {
		return fmt.Errorf("%w: from %d to %d leaves", ErrRollback, earlier.Size, later.Size)
	}
	return nil
}
