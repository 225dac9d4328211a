package sides

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"schalter/ent"
	"schalter/ent/idempotencyrecord"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// resultKey opens the key of what came of a request, on the side that holds it: who writes a thing knows its key.
type resultKey func(ctx context.Context, client *ent.Client, side *Side, result string) (vault.Key, error)

// HeadKeyOf is the resultKey of a mailbox.
func HeadKeyOf(_ context.Context, _ *ent.Client, side *Side, _ string) (vault.Key, error) {
	return side.HeadKey, nil
}

// ClaimIdempotencyKey makes result the outcome of a key for the acting side. When the key was used before with the same request,
// it returns what came of it then; with another request it refuses, also when what came of it was deleted since. Two at once wait
// for each other on the unique index. A caller that gets no earlier result has to remember the request (RememberRequest), under the
// key that keyOf opens.
func (s *Service) ClaimIdempotencyKey(ctx context.Context, tx *store.Tx, actorID, key string, request any, result string, keyOf resultKey) (earlier string, err error) {
	hash := sha256.Sum256([]byte(key))
	res, err := tx.Exec(ctx, `INSERT INTO idempotency_record (actor, key_hash, request_digest, result_id, at)
		VALUES (?, ?, ?, ?, ?) ON CONFLICT (actor, key_hash) DO NOTHING`, actorID, hash[:], []byte{}, result, tx.Now)
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
	if earlier == "" {
		return "", errs.RefuseText(errs.WrongState, "done_and_deleted", nil, "idempotencyKey")
	}
	same, err := s.sameRequest(ctx, tx, actorID, hash[:], request, earlier, known, keyOf)
	if err == nil && !same {
		err = errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
	}
	return earlier, err
}

// OwnKey is what is remembered under a key that the platform gives itself: keyed, so that no client's can be the same.
func (s *Service) OwnKey(purpose, sideID, subject string) []byte {
	return s.keys.MAC(vault.BlindIndex, purpose, sideID, subject)
}

// ClaimOnce reports whether the platform does something to a side for the first time in 30 days, and remembers that it does.
func (s *Service) ClaimOnce(ctx context.Context, tx *store.Tx, purpose, sideID, subject string) (bool, error) {
	res, err := tx.Exec(ctx, `INSERT INTO idempotency_record (actor, key_hash, request_digest, result_id, at)
		VALUES (?, ?, ?, '', ?) ON CONFLICT (actor, key_hash) DO NOTHING`, sideID, s.OwnKey(purpose, sideID, subject), []byte{}, tx.Now)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

func requestAAD(result string) string { return FieldAAD(result, "idempotency_record", "request") }

func digestOf(request any) ([]byte, error) {
	plain, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(plain)
	return digest[:], nil
}

// RememberRequest keeps a digest of the request that led to a result, under a key that goes with the result: who guesses the text of
// a deleted message must find nothing to compare with, in a backup neither.
func (s *Service) RememberRequest(ctx context.Context, tx *store.Tx, actorID string, request any, result string, key vault.Key) error {
	digest, err := digestOf(request)
	if err != nil {
		return err
	}
	sealed, err := key.Seal(requestAAD(result), digest)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE idempotency_record SET request_digest = ? WHERE actor = ? AND result_id = ?`, sealed, actorID, result)
	return err
}

// sealedDigest tells a digest under the key of its result from the keyed one of the version before, which was as long as a hash.
func sealedDigest(known []byte) bool { return len(known) > sha256.Size }

func (s *Service) sameRequest(ctx context.Context, tx *store.Tx, actorID string, hash []byte, request any, result string, known []byte, keyOf resultKey) (bool, error) {
	digest, err := digestOf(request)
	if err != nil {
		return false, err
	}
	if !sealedDigest(known) {
		plain, err := json.Marshal(request)
		return subtle.ConstantTimeCompare(known, s.keys.MAC(vault.BlindIndex, "idempotency", actorID, string(plain))) == 1, err
	}
	side, err := s.LockByID(ctx, tx, sideOfResult(actorID, result))
	if err != nil {
		return false, err
	}
	key, err := keyOf(ctx, tx.Client, side, result)
	if err != nil {
		return false, err
	}
	// Read again now that nobody else renews the key: its side is locked.
	err = tx.QueryRow(ctx, `SELECT request_digest FROM idempotency_record WHERE actor = ? AND key_hash = ?`, actorID, hash).Scan(&known)
	if err != nil {
		return false, err
	}
	was, err := key.Open(requestAAD(result), known)
	if err != nil {
		return false, s.Alarm(ctx, result, err)
	}
	return subtle.ConstantTimeCompare(was, digest) == 1, nil
}

// sideOfResult is the side that holds the result of a request: the actor's, or the mailbox that an account opened.
func sideOfResult(actorID, result string) string {
	if id.Is(id.Mailbox, result) {
		return result
	}
	return actorID
}

// ForgetResult leaves of a deleted result only that its key was used.
func ForgetResult(ctx context.Context, tx *store.Tx, actorID, result string) error {
	_, err := tx.Exec(ctx, `UPDATE idempotency_record SET request_digest = ?, result_id = '' WHERE actor = ? AND result_id = ?`,
		[]byte{}, actorID, result)
	return err
}

// ForgetActor deletes what is remembered of a side that is deleted.
func ForgetActor(ctx context.Context, tx *store.Tx, sideID string) error {
	_, err := tx.Exec(ctx, `DELETE FROM idempotency_record WHERE actor = ?`, sideID)
	return err
}

// ForgetKeysBefore drops the idempotency keys that were used before a time.
func ForgetKeysBefore(ctx context.Context, tx *store.Tx, before time.Time) error {
	_, err := tx.IdempotencyRecord.Delete().Where(idempotencyrecord.AtLT(before)).Exec(ctx)
	return err
}

// RememberResult notes the message that something without a key of its client (such as a draft) became, under a key of ours ([Service.OwnKey]).
func RememberResult(ctx context.Context, tx *store.Tx, sideID string, key []byte, messageID string) error {
	_, err := tx.Exec(ctx, `INSERT INTO idempotency_record (actor, key_hash, request_digest, result_id, at) VALUES (?, ?, ?, ?, ?)`,
		sideID, key, []byte{}, messageID, tx.Now)
	return err
}

// ResultOf is the message that was noted under a key of ours: empty when it was deleted since. known is false where none was noted.
func ResultOf(ctx context.Context, tx *store.Tx, sideID string, key []byte) (messageID string, known bool, err error) {
	err = tx.QueryRow(ctx, `SELECT result_id FROM idempotency_record WHERE actor = ? AND key_hash = ?`, sideID, key).Scan(&messageID)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return messageID, err == nil, err
}
