package vault

import (
	"context"
	"errors"
	"fmt"
	"time"

	"schalter/ent"
	"schalter/ent/platformkey"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

var (
	// ErrNotRotatable is returned for purposes whose key cannot be followed by another one.
	ErrNotRotatable = errors.New("this key cannot be rotated")
	// ErrKeyState is returned when a key is not in the state that the act needs.
	ErrKeyState = errors.New("the key is not in a state for this")
	// ErrNoKey is returned for an id that names no platform key.
	ErrNoKey = errors.New("no such key")
)

// checkRotatable fails, with the reason, for keys that must not be followed by a self-made one.
func (p *Platform) checkRotatable(purpose Purpose) error {
	n := p.current.Load()
	switch {
	case purpose == BlindIndex:
		return fmt.Errorf("%w: under it are hashes of codes in letters under way and of signatures that must never count twice; nobody can compute them again", ErrNotRotatable)
	case purpose == SearchIndex:
		return fmt.Errorf("%w: the index of words of every side would have to be made again from all texts at once", ErrNotRotatable)
	case purpose == SMIME && p.options.GatewayAddress == "":
		return fmt.Errorf("%w: there is no gateway address", ErrNotRotatable)
	case hasCertificate(purpose) && n.active(purpose) != nil && !n.active(purpose).pair.SelfIssued():
		return fmt.Errorf("%w by itself: its certificate is another authority's; use csr and install", ErrNotRotatable)
	case purpose == MailToken && n.numberTaken(purpose):
		return fmt.Errorf("%w again now: %d keys still count; destroy an old one first", ErrNotRotatable, numbers)
	}
	return nil
}

// numberTaken reports whether the number of the next key still belongs to one that counts.
func (n *snapshot) numberTaken(purpose Purpose) bool {
	next := len(n.keys[purpose]) - numbers
	return next >= 0 && n.keys[purpose][next].isUsable()
}

// Rotate makes a new key for a purpose and retires the active one, which goes on counting for its Overlap. It returns the id
// of the new key, or ErrNotRotatable. When somebody else rotated meanwhile, theirs stands.
func (p *Platform) Rotate(ctx context.Context, purpose Purpose) (keyID string, err error) {
	ctx = viewer.System(ctx, "keys-rotate")
	if err := p.ReloadIfStale(ctx); err != nil {
		return "", err
	}
	if err := p.checkRotatable(purpose); err != nil {
		return "", err
	}
	m, err := p.newPlatformKey(ctx, purpose, p.db.Clock().Now(), true)
	if err != nil {
		return "", err
	}
	seen := p.current.Load().active(purpose)
	if err := p.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return replaceActive(ctx, tx, seen, m) }); err != nil {
		return "", err
	}
	if k := p.current.Load().active(purpose); k != nil {
		keyID = k.id
	}
	return keyID, nil
}

// Retire ends an active key by making its successor, or drops one that waits for a certificate. ErrKeyState for a key that
// is neither.
func (p *Platform) Retire(ctx context.Context, keyID string) error {
	ctx = viewer.System(ctx, "keys-retire")
	row, err := p.db.Client().PlatformKey.Get(ctx, keyID)
	switch {
	case ent.IsNotFound(err):
		return ErrNoKey
	case err != nil:
		return err
	case row.State == platformkey.StatePENDING:
		return p.Destroy(ctx, keyID)
	case row.State != platformkey.StateACTIVE:
		return fmt.Errorf("%w: it is %s", ErrKeyState, row.State)
	}
	_, err = p.Rotate(ctx, row.Purpose)
	return err
}

// Destroy removes the private part of a key that is retired or waits for a certificate. What only it can open or verify is
// lost. ErrKeyState for an active key; one that is destroyed already is no error.
func (p *Platform) Destroy(ctx context.Context, keyID string) error {
	ctx = viewer.System(ctx, "keys-destroy")
	return p.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := lockKeys(ctx, tx); err != nil {
			return err
		}
		row, err := tx.PlatformKey.Get(ctx, keyID)
		switch {
		case ent.IsNotFound(err):
			return ErrNoKey
		case err != nil:
			return err
		case row.State == platformkey.StateACTIVE:
			return fmt.Errorf("%w: it is active; rotate its purpose first", ErrKeyState)
		case row.State == platformkey.StateDESTROYED:
			return nil
		}
		notifyReplicas(tx, keyID)
		_, err = tx.Exec(ctx, `UPDATE platform_key SET state = 'DESTROYED', destroyed_at = ?, kek_id = '', wrapped_key = ?, sealed_private = NULL
			WHERE id = ?`, tx.Now, []byte{}, keyID)
		return err
	})
}

// KeyInfo is what may be told of a platform key.
type KeyInfo struct {
	ID      string
	Purpose Purpose
	State   platformkey.State
	// InUse says that it is the key which the purpose works with now.
	InUse                  bool
	CreatedAt              time.Time
	RetiredAt, DestroyedAt *time.Time
	// Generation is the key-encryption key under which it lies; empty when it is destroyed.
	Generation string
	// NotAfter is when its certificate ends; nil without one.
	NotAfter   *time.Time
	SelfIssued bool
}

// List tells of all platform keys, by purpose and age.
func (p *Platform) List(ctx context.Context) ([]KeyInfo, error) {
	ctx = viewer.System(ctx, "keys-list")
	if err := p.Reload(ctx); err != nil {
		return nil, err
	}
	rows, err := p.db.Client().PlatformKey.Query().
		Order(ent.Asc(platformkey.FieldPurpose, platformkey.FieldCreatedAt, platformkey.FieldID)).All(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]KeyInfo, len(rows))
	for i, row := range rows {
		list[i] = KeyInfo{
			ID: row.ID, Purpose: row.Purpose, State: row.State, CreatedAt: row.CreatedAt, RetiredAt: row.RetiredAt,
			DestroyedAt: row.DestroyedAt, Generation: row.KekID,
		}
		if k := p.inUse(row.Purpose); k != nil && k.id == row.ID {
			list[i].InUse = true
		}
		if k := p.current.Load().byID[row.ID]; k != nil && k.pair != nil {
			list[i].NotAfter, list[i].SelfIssued = &k.pair.NotAfter, k.pair.SelfIssued()
		}
	}
	return list, nil
}

// Sweep destroys retired keys whose overlap is over, follows self-issued certificates by new ones in time, and warns of
// those of other authorities.
func (p *Platform) Sweep(ctx context.Context, now time.Time) error {
	ctx = viewer.System(ctx, "keys-sweep")
	if err := p.ReloadIfStale(ctx); err != nil {
		return err
	}
	var errs []error
	for purpose, keys := range p.current.Load().keys {
		for _, k := range keys {
			if k.state == platformkey.StateRETIRED && !now.Before(k.retiredAt.Add(Overlap(purpose))) {
				errs = append(errs, p.Destroy(ctx, k.id))
			}
		}
	}
	for _, purpose := range []Purpose{SMIME, SealCertificate} {
		errs = append(errs, p.renewCertificate(ctx, purpose, now))
	}
	return errors.Join(errs...)
}

// warnDays is how long before the end of a certificate of another authority the log says so, every day.
const warnDays = 60

func (p *Platform) renewCertificate(ctx context.Context, purpose Purpose, now time.Time) error {
	k := p.current.Load().active(purpose)
	if k == nil || purpose == SMIME && p.options.GatewayAddress == "" {
		return nil
	}
	if !k.pair.SelfIssued() {
		if left := int(k.pair.NotAfter.Sub(now).Hours() / 24); left < warnDays {
			p.options.Log.WarnContext(ctx, "a certificate ends soon; order its successor by schalter keys csr", "key", k.id, "purpose", string(purpose), "days", left)
		}
		return nil
	}
	if now.Before(k.createdAt.Add(life(purpose) - renewal)) {
		return nil
	}
	keyID, err := p.Rotate(ctx, purpose)
	if err == nil {
		p.options.Log.InfoContext(ctx, "a self-issued certificate has a successor", "key", keyID, "purpose", string(purpose))
	}
	return err
}
