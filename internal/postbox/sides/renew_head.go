package sides

import (
	"context"
	"database/sql"
	"errors"

	"schalter/internal/store"
	"schalter/internal/vault"
)

// A head key stays when its side gets a new key: the whole record lies under it. Only when the head itself is replaced, because a
// letter proved another name or address, it is followed by a new one, so that the address of before does not open out of a backup.

// SaveHead seals a side's head as it is now.
func SaveHead(ctx context.Context, tx *store.Tx, side *Side) error {
	sealed, wrapped, err := side.sealHead()
	if err != nil {
		return err
	}
	return tx.Side.UpdateOneID(side.ID).SetSealedHead(sealed).SetWrappedHeadKey(wrapped).Exec(ctx)
}

// RenewHeadKey gives a side a new head key and moves there what lies under the one before; the head itself the caller saves. The
// side must be locked.
func (s *Service) RenewHeadKey(ctx context.Context, tx *store.Tx, side *Side) error {
	key, err := vault.NewKey()
	if err != nil {
		return err
	}
	move := func(aad string, sealed []byte) ([]byte, error) {
		plain, err := side.HeadKey.Open(aad, sealed)
		if err != nil {
			return nil, s.Alarm(ctx, side.ID, err)
		}
		return key.Seal(aad, plain)
	}
	for _, moveRows := range s.movers.UnderHeadKey {
		if err := moveRows(ctx, tx, side, move); err != nil {
			return err
		}
	}
	if err := moveOpening(ctx, tx, side, move); err != nil {
		return err
	}
	side.HeadKey = key
	// The wrap of the key before must not open any more either.
	return RenewWithin(ctx, tx, side.ID, RenewSoon)
}

// moveOpening moves the digest of the request that opened a mailbox, as long as it is remembered.
func moveOpening(ctx context.Context, tx *store.Tx, side *Side, move MoveOne) error {
	if !side.IsOwner() {
		return nil
	}
	var known []byte
	err := tx.QueryRow(ctx, `SELECT request_digest FROM idempotency_record WHERE actor = ? AND result_id = ?`, side.Reader, side.ID).Scan(&known)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !sealedDigest(known) {
		return nil
	}
	if err != nil {
		return err
	}
	sealed, err := move(requestAAD(side.ID), known)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE idempotency_record SET request_digest = ? WHERE actor = ? AND result_id = ?`, sealed, side.Reader, side.ID)
	return err
}
