package merkle

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint says how large a log is and what its root hash is.
type Checkpoint struct {
	// Origin names the log: the address it is published under, without scheme, for example "schalter.example/log".
	Origin string
	Size   int64
	Root   Hash
}

// ErrCheckpoint is returned for text that is no checkpoint signed by the log's key.
var ErrCheckpoint = errors.New("not a checkpoint signed by the log's key")

// maxNote bounds a checkpoint with its signatures, in bytes.
const maxNote = 64 << 10

// Take makes the checkpoint of a log of a size.
func Take(origin string, size int64, r HashReader) (Checkpoint, error) {
	root, err := tlog.TreeHash(size, r)
	return Checkpoint{Origin: origin, Size: size, Root: root}, err
}

// Text is the unsigned form: three lines (C2SP tlog-checkpoint).
func (c Checkpoint) Text() string { return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, c.Root) }

// Sign returns the checkpoint as a note signed by the log's key.
func (c Checkpoint) Sign(key ed25519.PrivateKey) ([]byte, error) {
	verifier, err := verifierOf(c.Origin, key.Public().(ed25519.PublicKey))
	if err != nil {
		return nil, err
	}
	return note.Sign(&note.Note{Text: c.Text()}, signer{verifier, key})
}

// OpenCheckpoint checks the signature of the log's key and returns what it signed. Signatures of witnesses beside it are
// left alone. ErrCheckpoint says that it is none, or that another key signed it.
func OpenCheckpoint(signed []byte, key ed25519.PublicKey) (Checkpoint, error) {
	if len(signed) > maxNote || len(key) != ed25519.PublicKeySize {
		return Checkpoint{}, ErrCheckpoint
	}
	origin, _, _ := strings.Cut(string(signed), "\n")
	verifier, err := verifierOf(origin, key)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	_, lines, _ := strings.Cut(string(signed), opened.Text+"\n")
	for line := range strings.Lines(lines) {
		// Decoding passes over bits behind the last byte.
		text := strings.TrimSuffix(line[strings.LastIndex(line, " ")+1:], "\n")
		if b, err := base64.StdEncoding.DecodeString(text); err != nil || base64.StdEncoding.EncodeToString(b) != text {
			return Checkpoint{}, ErrCheckpoint
		}
	}
	return parse(opened.Text)
}

// parse reads the three lines; further lines are extensions and mean nothing here.
func parse(text string) (Checkpoint, error) {
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) < 4 || lines[0] == "" {
		return Checkpoint{}, ErrCheckpoint
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return Checkpoint{}, ErrCheckpoint
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil || root.String() != lines[2] {
		return Checkpoint{}, ErrCheckpoint
	}
	return Checkpoint{Origin: lines[0], Size: size, Root: root}, nil
}

// VerifierKey is the log's public key as witnesses and monitors take it (C2SP signed-note).
func VerifierKey(origin string, key ed25519.PublicKey) (string, error) {
	return note.NewEd25519VerifierKey(origin, key)
}

func verifierOf(origin string, key ed25519.PublicKey) (note.Verifier, error) {
	text, err := VerifierKey(origin, key)
	if err != nil {
		return nil, err
	}
	return note.NewVerifier(text)
}

// signer signs notes with a key that is at hand as such, not in note's own text form.
type signer struct {
	note.Verifier
	key ed25519.PrivateKey
}

// Sign implements note.Signer.
func (s signer) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(s.key, msg), nil }

// Continuation is a checkpoint and the proof that it continues an earlier size, in the form in which witnesses are asked
// (C2SP tlog-witness, add-checkpoint): a line "old" with the size, the hashes, an empty line, the signed checkpoint.
type Continuation struct {
	// Earlier is the size from which the proof goes; 0 for a bare checkpoint.
	Earlier int64
	Proof   []Hash
	Signed  []byte
}

// Format writes the continuation.
func (c Continuation) Format() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "old %d\n", c.Earlier)
	for _, h := range c.Proof {
		fmt.Fprintln(&b, h)
	}
	b.WriteByte('\n')
	b.Write(c.Signed)
	return b.Bytes()
}

// maxProof is how many hashes a proof can have in a tree of 2^63 leaves.
const maxProof = 64

// ParseContinuation reads a continuation, or a bare checkpoint. The checkpoint is still to be opened.
func ParseContinuation(b []byte) (Continuation, error) {
	if len(b) > 2*maxNote {
		return Continuation{}, ErrCheckpoint
	}
	head, signed, split := bytes.Cut(b, []byte("\n\n"))
	old, isContinuation := bytes.CutPrefix(head, []byte("old "))
	if !isContinuation {
		return Continuation{Signed: b}, nil
	}
	lines := strings.Split(string(old), "\n")
	earlier, err := strconv.ParseInt(lines[0], 10, 64)
	if err != nil || earlier < 0 || !split || len(lines) > maxProof+1 {
		return Continuation{}, ErrCheckpoint
	}
	c := Continuation{Earlier: earlier, Signed: signed}
	for _, line := range lines[1:] {
		h, err := tlog.ParseHash(line)
		if err != nil {
			return Continuation{}, ErrCheckpoint
		}
		c.Proof = append(c.Proof, h)
	}
	return c, nil
}
