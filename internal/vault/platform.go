package vault

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"schalter/ent"
	"schalter/ent/platformkey"
	"schalter/internal/clock"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Platform holds the platform's own keys, shared by all replicas through the database. What another replica or a command
// changed arrives by Watch; the keys themselves are an immutable snapshot.
type Platform struct {
	db      *store.DB
	vault   *Vault
	options PlatformOptions
	current atomic.Pointer[snapshot]
	// loading keeps an older snapshot from replacing a newer one.
	loading sync.Mutex
}

// PlatformOptions says for whom the platform's certificates are made.
type PlatformOptions struct {
	// GatewayAddress is the one address of the S/MIME gateway; empty is no gateway and no S/MIME key.
	GatewayAddress string
	// Operator is the name in the subject of self-issued certificates; may be empty.
	Operator string
	// Log hears what went wrong while keys were followed; nil is nobody.
	Log *slog.Logger
}

// changes is the stream whose position is the revision of the platform's keys.
const changes = "keys"

// snapshot is all platform keys at one revision.
type snapshot struct {
	revision int64
	// keys are those of a purpose in the order of their making.
	keys map[Purpose][]*platformKey
	byID map[string]*platformKey
}

// platformKey is one key of the platform, opened as far as its state lets it be.
type platformKey struct {
	id                   string
	purpose              Purpose
	state                platformkey.State
	createdAt, retiredAt time.Time
	// number is the place in the order of making, counted from 0 to 15 and around.
	number byte
	key    Key
	signer ed25519.PrivateKey
	public []byte
	pair   *KeyPair
}

// isUsable reports whether the private part still is there and was put to use.
func (k *platformKey) isUsable() bool {
	return k.state == platformkey.StateACTIVE || k.state == platformkey.StateRETIRED
}

// OpenPlatform opens the platform's keys and makes those that are missing.
func OpenPlatform(ctx context.Context, db *store.DB, v *Vault, options PlatformOptions) (*Platform, error) {
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	p := &Platform{db: db, vault: v, options: options}
	if err := p.Reload(ctx); err != nil {
		return nil, err
	}
	if err := p.makeMissing(ctx); err != nil {
		return nil, err
	}
	db.OnCommit(func(ctx context.Context, c store.Committed) {
		if slices.Contains(c.Readers, changes) {
			p.reload(ctx)
		}
	})
	return p, nil
}

// Reload reads the keys. A key that does not open fails it, and what was read before stays.
func (p *Platform) Reload(ctx context.Context) error {
	ctx = viewer.System(ctx, "platform-keys")
	p.loading.Lock()
	defer p.loading.Unlock()
	revision, err := p.db.Position(ctx, changes)
	if err != nil {
		return err
	}
	rows, err := p.db.Client().PlatformKey.Query().All(ctx)
	if err != nil {
		return err
	}
	n := &snapshot{revision: revision, keys: map[Purpose][]*platformKey{}, byID: map[string]*platformKey{}}
	slices.SortFunc(rows, func(a, b *ent.PlatformKey) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	for _, row := range rows {
		if err := n.add(ctx, p.vault, row); err != nil {
			return fmt.Errorf("platform key %s for %s: %w", row.ID, row.Purpose, err)
		}
	}
	p.current.Store(n)
	return nil
}

func (p *Platform) reload(ctx context.Context) {
	if err := p.Reload(ctx); err != nil {
		p.options.Log.ErrorContext(ctx, "platform keys could not be read", "error", err)
	}
}

func (n *snapshot) add(ctx context.Context, v *Vault, row *ent.PlatformKey) error {
	k := &platformKey{
		id: row.ID, purpose: row.Purpose, state: row.State, createdAt: row.CreatedAt, public: row.Public,
		number: byte(len(n.keys[row.Purpose]) % numbers),
	}
	if row.RetiredAt != nil {
		k.retiredAt = *row.RetiredAt
	}
	n.keys[row.Purpose] = append(n.keys[row.Purpose], k)
	n.byID[row.ID] = k
	if !k.isUsable() {
		return nil
	}
	var err error
	if k.key, err = v.Key(ctx, Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, platformAAD(row.ID)); err != nil {
		return err
	}
	switch {
	case isSigning(row.Purpose):
		k.signer = ed25519.NewKeyFromSeed(k.key[:])
		k.public = k.signer.Public().(ed25519.PublicKey)
	case hasCertificate(row.Purpose):
		k.pair, err = openPair(k.key, row)
	}
	return err
}

// watchRate is how soon a replica learns what another one changed.
const watchRate = 3 * time.Second

// settleTime is how long the former key of a purpose goes on signing, so that every replica knows a new key before it is
// used.
const settleTime = 5 * watchRate

// Watch follows what other replicas and commands change, until ctx ends.
func (p *Platform) Watch(ctx context.Context) {
	clock.Every(ctx, watchRate, func() {
		if err := p.ReloadIfStale(ctx); err != nil && ctx.Err() == nil {
			p.options.Log.ErrorContext(ctx, "platform keys could not be read", "error", err)
		}
	})
}

// ReloadIfStale reads the keys again if they were changed elsewhere.
func (p *Platform) ReloadIfStale(ctx context.Context) error {
	revision, err := p.db.Position(ctx, changes)
	if err != nil || revision == p.current.Load().revision {
		return err
	}
	return p.Reload(ctx)
}

// inUse is the key that a purpose works with now; nil when there is none.
func (p *Platform) inUse(purpose Purpose) *platformKey {
	var active, former *platformKey
	for _, k := range p.current.Load().keys[purpose] {
		switch {
		case k.state == platformkey.StateACTIVE:
			active = k
		case k.state == platformkey.StateRETIRED && (former == nil || !k.retiredAt.Before(former.retiredAt)):
			former = k
		}
	}
	if former != nil && active != nil && p.db.Clock().Now().Before(active.createdAt.Add(settleTime)) {
		return former
	}
	return active
}

// Signer returns the Ed25519 key that a purpose signs with now, and its id.
func (p *Platform) Signer(purpose Purpose) (keyID string, key ed25519.PrivateKey) {
	k := p.inUse(purpose)
	if k == nil {
		return "", nil
	}
	return k.id, k.signer
}

// Public returns the Ed25519 public key of a purpose with this id, nil when there is none that counts: keys of the seal and
// the log count for good, others until they are destroyed.
func (p *Platform) Public(purpose Purpose, keyID string) ed25519.PublicKey {
	k := p.current.Load().byID[keyID]
	if k == nil || k.purpose != purpose || !isSigning(purpose) || !k.isUsable() && !verifiesForever(purpose) {
		return nil
	}
	return k.public
}

// MAC is HMAC-SHA-256 under the key that a purpose works with now, over the parts with their lengths.
func (p *Platform) MAC(purpose Purpose, parts ...string) []byte { return p.inUse(purpose).mac(parts) }

func (k *platformKey) mac(parts []string) []byte {
	h := hmac.New(sha256.New, k.key[:])
	for _, part := range parts {
		fmt.Fprintf(h, "%d|%s", len(part), part)
	}
	return h.Sum(nil)
}

// minMAC is the least number of bytes of a MAC that may be compared.
const minMAC = 16

// Verify reports whether mac, or its first 16 or more bytes, is what MAC made of the parts, now or under a key that was
// retired and still counts.
func (p *Platform) Verify(purpose Purpose, mac []byte, parts ...string) bool {
	if len(mac) < minMAC || len(mac) > sha256.Size {
		return false
	}
	return slices.ContainsFunc(p.current.Load().keys[purpose], func(k *platformKey) bool {
		return k.isUsable() && hmac.Equal(k.mac(parts)[:len(mac)], mac)
	})
}

// numbers is how many numbers MACs gives out before it begins again; four bits of a mail token.
const numbers = 16

// MACs returns the symmetric keys of a purpose that count, by a number that fits into four bits, and the number of the one
// to use now.
func (p *Platform) MACs(purpose Purpose) (current byte, keys map[byte]Key) {
	keys = map[byte]Key{}
	for _, k := range p.current.Load().keys[purpose] {
		if k.isUsable() {
			keys[k.number] = k.key
		}
	}
	if k := p.inUse(purpose); k != nil {
		current = k.number
	}
	return current, keys
}

// SMIME returns the gateway's key pairs: the one to sign with and to announce first, then the retired ones that still
// decrypt, newest first. It is empty without a gateway.
func (p *Platform) SMIME() []KeyPair {
	var pairs []KeyPair
	for _, k := range slices.Backward(p.current.Load().keys[SMIME]) {
		switch k.state {
		case platformkey.StateACTIVE:
			pairs = slices.Insert(pairs, 0, *k.pair)
		case platformkey.StateRETIRED:
			pairs = append(pairs, *k.pair)
		}
	}
	return pairs
}

// SealCertificate returns the pair that signs packages (ECDSA on P-256).
func (p *Platform) SealCertificate() KeyPair { return *p.current.Load().active(SealCertificate).pair }

func (n *snapshot) active(purpose Purpose) *platformKey {
	for _, k := range n.keys[purpose] {
		if k.state == platformkey.StateACTIVE {
			return k
		}
	}
	return nil
}
