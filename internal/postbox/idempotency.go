package postbox

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"

	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// claim makes result the outcome of a key for the acting side. When the key was used before with the same request, it
// returns what came of it then; with another request it refuses. Two at once wait for each other on the unique index.
func (s *Service) claim(ctx context.Context, tx *store.Tx, actorID, key string, request any, result string) (earlier string, err error) {
	plain, err := json.Marshal(request)
	if err != nil {
		return "", err
	}
	hash := sha256.Sum256([]byte(key))
	digest := s.keys.MAC(vault.BlindIndex, "idempotency", actorID, string(plain))
	res, err := tx.Exec(ctx, `INSERT INTO idempotency_record (actor, key_hash, request_digest, result_id, at)
		VALUES (?, ?, ?, ?, ?) ON CONFLICT (actor, key_hash) DO NOTHING`, actorID, hash[:], digest, result, tx.Now)
	if err != nil {
		return "", err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return "", err
	}
	var known []byte
	err = tx.QueryRow(ctx, `SELECT request_digest, result_id FROM idempotency_record WHERE actor = ? AND key_hash = ?`,
		actorID, hash[:]).Scan(&known, &earlier)
	if err != nil {
		return "", err
	}
	if subtle.ConstantTimeCompare(known, digest) != 1 {
		return "", errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
	}
	return earlier, nil
}
