package vault

import (
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"

	"schalter/ent"
	"schalter/ent/platformkey"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Purpose says what a platform key is for.
type Purpose = platformkey.Purpose

// The purposes. ACCESS_TOKEN and SEAL are Ed25519 keys, the others are keys of HMAC-SHA-256.
const (
	AccessToken    = platformkey.PurposeACCESS_TOKEN
	Seal           = platformkey.PurposeSEAL
	BlindIndex     = platformkey.PurposeBLIND_INDEX
	SearchIndex    = platformkey.PurposeSEARCH_INDEX
	DownloadTicket = platformkey.PurposeDOWNLOAD_TICKET
)

var purposes = []Purpose{AccessToken, Seal, BlindIndex, SearchIndex, DownloadTicket}

// Platform holds the platform's own keys, opened at start and shared by all replicas through the database.
type Platform struct {
	signers map[Purpose]signer
	public  map[string]ed25519.PublicKey
	macs    map[Purpose]Key
}

type signer struct {
	id  string
	key ed25519.PrivateKey
}

// OpenPlatform opens the platform's keys and makes those that are missing.
func OpenPlatform(ctx context.Context, db *store.DB, v *Vault) (*Platform, error) {
	ctx = viewer.System(ctx, "platform-keys")
	p := &Platform{signers: map[Purpose]signer{}, public: map[string]ed25519.PublicKey{}, macs: map[Purpose]Key{}}
	err := db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		// Replicas that start at once make the keys one after the other.
		if _, err := tx.Exec(ctx, `UPDATE instance SET epoch = epoch`); err != nil {
			return err
		}
		for _, purpose := range purposes {
			if err := p.openOrMake(ctx, tx, v, purpose); err != nil {
				return fmt.Errorf("platform key %s: %w", purpose, err)
			}
		}
		return nil
	})
	return p, err
}

func (p *Platform) openOrMake(ctx context.Context, tx *store.Tx, v *Vault, purpose Purpose) error {
	rows, err := tx.PlatformKey.Query().Where(platformkey.PurposeEQ(purpose)).Order(ent.Asc(platformkey.FieldCreatedAt)).All(ctx)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		row, err := makeKey(ctx, tx, v, purpose)
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	for _, row := range rows {
		if err := p.add(ctx, v, row); err != nil {
			return err
		}
	}
	return nil
}

func makeKey(ctx context.Context, tx *store.Tx, v *Vault, purpose Purpose) (*ent.PlatformKey, error) {
	keyID := id.New(id.Key, tx.Now)
	key, wrapped, err := v.NewKey(ctx, platformAAD(keyID))
	if err != nil {
		return nil, err
	}
	create := tx.PlatformKey.Create().SetID(keyID).SetPurpose(purpose).SetState(platformkey.StateACTIVE).
		SetCreatedAt(tx.Now).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob)
	if signs(purpose) {
		create.SetPublic(ed25519.NewKeyFromSeed(key[:]).Public().(ed25519.PublicKey))
	}
	return create.Save(ctx)
}

func (p *Platform) add(ctx context.Context, v *Vault, row *ent.PlatformKey) error {
	key, err := v.Key(ctx, Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, platformAAD(row.ID))
	if err != nil {
		return err
	}
	active := row.State == platformkey.StateACTIVE
	if !signs(row.Purpose) {
		if active {
			p.macs[row.Purpose] = key
		}
		return nil
	}
	private := ed25519.NewKeyFromSeed(key[:])
	p.public[row.ID] = private.Public().(ed25519.PublicKey)
	if active {
		p.signers[row.Purpose] = signer{id: row.ID, key: private}
	}
	return nil
}

func signs(purpose Purpose) bool { return purpose == AccessToken || purpose == Seal }

func platformAAD(keyID string) string { return "platform|" + keyID }

// Signer returns the active Ed25519 key of a purpose and its id.
func (p *Platform) Signer(purpose Purpose) (keyID string, key ed25519.PrivateKey) {
	s := p.signers[purpose]
	return s.id, s.key
}

// Public returns the public key with this id, also a retired one; nil when there is none.
func (p *Platform) Public(keyID string) ed25519.PublicKey { return p.public[keyID] }

// MAC is HMAC-SHA-256 under the key of a purpose, over the parts with their lengths.
func (p *Platform) MAC(purpose Purpose, parts ...string) []byte {
	key := p.macs[purpose]
	h := hmac.New(sha256.New, key[:])
	for _, part := range parts {
		fmt.Fprintf(h, "%d|%s", len(part), part)
	}
	return h.Sum(nil)
}
