package proof

import (
	"crypto/ed25519"

	"schalter/internal/evidence/merkle"
)

// LogProof is leaves of the public log with their places in one signed state of it.
type LogProof struct {
	// Checkpoint is the signed note, Stamp a time stamp (RFC 3161) of it, or nil.
	Checkpoint, Stamp []byte
	Key               ed25519.PublicKey
	// Places has one entry for each leaf asked for; nil for one that is younger than the state.
	Places []*LogPlace
}

// LogPlace is where a leaf is, and what proves it.
type LogPlace struct {
	Index int64
	Proof []merkle.Hash
}
