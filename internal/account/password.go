package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"schalter/internal/errs"
)

// The cost of a password: 46 MiB, one pass, one lane (OWASP password storage).
const (
	argonMemory  = 46 << 10 // KiB
	argonTime    = 1
	argonThreads = 1
	argonKey     = 32
	argonSalt    = 16
)

// maxWaiting is how many computations may wait for a free processor.
const maxWaiting = 64

// hasher computes argon2id on as many processors as there are and never on more, so that its memory is bounded.
type hasher struct {
	slots chan struct{}
	queue chan struct{}
	// memory is what one computation takes, in KiB.
	memory uint32
	// dummy is checked where there is no password, so that an unknown account costs the same.
	dummy string
	// computed counts the computations, working the computations at this moment, peak their maximum.
	computed, working, peak atomic.Int64
}

func newHasher(memory uint32) (*hasher, error) {
	n := runtime.GOMAXPROCS(0)
	h := &hasher{slots: make(chan struct{}, n), queue: make(chan struct{}, n+maxWaiting), memory: memory}
	// A random key is nobody's hash, so that no start waits for a computation.
	none := h.cost(make([]byte, argonSalt))
	if _, err := rand.Read(none.salt); err != nil {
		return nil, err
	}
	if _, err := rand.Read(none.key); err != nil {
		return nil, err
	}
	h.dummy = none.String()
	return h, nil
}

var errAllAtOnce = errs.Told(errs.RateLimited, "Gerade melden sich sehr viele gleichzeitig an. Bitte versuchen Sie es gleich noch einmal.",
	"Very many are signing in just now. Please try again in a moment.")

// acquireSlot takes a slot of the queue before any work is done for a request; RATE_LIMITED when the queue is full.
func (h *hasher) acquireSlot() (leave func(), err error) {
	select {
	case h.queue <- struct{}{}:
		return func() { <-h.queue }, nil
	default:
		return nil, errAllAtOnce
	}
}

// cost is a hash of today's cost whose key is not computed yet.
func (h *hasher) cost(salt []byte) phc {
	return phc{memory: h.memory, time: argonTime, threads: argonThreads, salt: salt, key: make([]byte, argonKey)}
}

// hash returns a password's PHC string with a fresh salt.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, argonSalt)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	made := h.cost(salt)
	key, err := h.compute(ctx, password, made)
	if err != nil {
		return "", err
	}
	made.key = key
	return made.String(), nil
}

// verify reports whether the password is that of the PHC string; it computes once whatever the string holds.
func (h *hasher) verify(ctx context.Context, password, encoded string) (bool, error) {
	want, err := parsePHC(encoded)
	if err != nil {
		return false, err
	}
	got, err := h.compute(ctx, password, want)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want.key) == 1, nil
}

// compute waits for a processor. Passwords are hashed in NFC, so that every keyboard gives the same one (RFC 8265, 4.2).
func (h *hasher) compute(ctx context.Context, password string, p phc) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.slots }()
	h.computed.Add(1)
	now := h.working.Add(1)
	defer h.working.Add(-1)
	for peak := h.peak.Load(); now > peak && !h.peak.CompareAndSwap(peak, now); peak = h.peak.Load() {
	}
	return argon2.IDKey([]byte(norm.NFC.String(password)), p.salt, p.time, p.memory, p.threads, uint32(len(p.key))), nil
}

// phc is an argon2id hash in the PHC string format.
type phc struct {
	memory, time uint32
	threads      uint8
	salt, key    []byte
}

func (p phc) String() string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.memory, p.time, p.threads,
		b64.EncodeToString(p.salt), b64.EncodeToString(p.key))
}

// isOutdated reports whether the hash was made at another cost than today's.
func (h *hasher) isOutdated(encoded string) bool {
	p, err := parsePHC(encoded)
	return err != nil || p.memory != h.memory || p.time != argonTime || p.threads != argonThreads
}

func parsePHC(encoded string) (p phc, err error) {
	parts := strings.Split(encoded, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return phc{}, fmt.Errorf("not a hash of argon2id version %d", argon2.Version)
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.time, &p.threads); err != nil {
		return phc{}, fmt.Errorf("cost of argon2id: %w", err)
	}
	if p.salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return phc{}, fmt.Errorf("salt of argon2id: %w", err)
	}
	p.key, err = base64.RawStdEncoding.DecodeString(parts[5])
	return p, err
}
