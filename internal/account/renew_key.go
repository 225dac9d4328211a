package account

import (
	"context"
	"errors"
	"time"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/activation"
	"schalter/ent/linktoken"
	"schalter/ent/session"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// A backup holds what was changed or deleted since, sealed under the account's key. That key must not be in use any more:
// whatever destroys something under it has the account renewed by a sweep soon after.

const (
	// renewWithin is how soon an account gets a new key, renewRate how often accounts are looked for whose key is due.
	renewWithin = 5 * time.Minute
	renewRate   = 5 * time.Minute
)

// renewSoon has the keys of accounts renewed, because something that lay under them is destroyed.
func renewSoon(ctx context.Context, tx *store.Tx, accountIDs ...string) error {
	due := tx.Now.Add(renewWithin)
	for _, accountID := range accountIDs {
		_, err := tx.Exec(ctx, `UPDATE account SET renew_at = ? WHERE id = ? AND (renew_at IS NULL OR renew_at > ?)`, due, accountID, due)
		if err != nil {
			return err
		}
	}
	return nil
}

// RenewKeys gives new keys to the accounts that are due now. One that does not open raises the alarm and keeps its key; one that fails keeps no other
// from it.
func (s *Service) RenewKeys(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "account.RenewKeys")
	ctx = viewer.System(ctx, "account-renew")
	var failed errs.Failures
	for after := ""; ; {
		due, err := s.db.Client().Account.Query().Where(account.RenewAtLTE(now), account.IDGT(after)).Order(ent.Asc(account.FieldID)).Limit(sweepBatch).IDs(ctx)
		if err != nil {
			failed.Add(err)
			return failed.Err()
		}
		for _, accountID := range due {
			err := s.renewAccountKey(ctx, accountID)
			if errors.Is(err, vault.ErrTampered) || errors.Is(err, vault.ErrUnknownKEK) {
				s.log.ErrorContext(ctx, "sealed data does not open", "alarm", true, "id", accountID, "error", err)
				continue
			}
			failed.Add(err)
		}
		if len(due) < sweepBatch {
			return failed.Err()
		}
		after = due[len(due)-1]
	}
}

func (s *Service) renewAccountKey(ctx context.Context, accountID string) error {
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		o, err := s.lock(ctx, tx, accountID)
		if errs.CodeOf(err) == errs.NotFound || err == nil && o.RenewAt == nil {
			return nil
		}
		if err != nil {
			return err
		}
		return s.renewKey(ctx, tx, o)
	})
}

// renewKey seals all that lies under an account's key under a new one: what was deleted before cannot be opened by any copy of the old.
func (s *Service) renewKey(ctx context.Context, tx *store.Tx, o *opened) error {
	key, wrapped, err := s.vault.NewKey(ctx, keyAAD(o.ID))
	if err != nil {
		return err
	}
	old := o.key
	move := func(aad string, sealed []byte) ([]byte, error) {
		if len(sealed) == 0 {
			return []byte{}, nil
		}
		plain, err := old.Open(aad, sealed)
		if err != nil {
			return nil, err
		}
		return key.Seal(aad, plain)
	}
	letters, err := tx.Activation.Query().Where(activation.AccountID(o.ID)).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range letters {
		sealed, err := move(addressAAD(row.ID), row.SealedAddress)
		if err != nil {
			return err
		}
		if err := tx.Activation.UpdateOne(row).SetSealedAddress(sealed).Exec(ctx); err != nil {
			return err
		}
	}
	sessions, err := tx.Session.Query().Where(session.AccountID(o.ID)).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range sessions {
		sealed, err := move(userAgentAAD(row.ID), row.SealedUserAgent)
		if err != nil {
			return err
		}
		if err := tx.Session.UpdateOne(row).SetSealedUserAgent(sealed).Exec(ctx); err != nil {
			return err
		}
	}
	links, err := tx.LinkToken.Query().Where(linktoken.AccountID(o.ID), linktoken.SealedNotNil()).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range links {
		sealed, err := move(pendingAAD(row.ID), row.Sealed)
		if err != nil {
			return err
		}
		if err := tx.LinkToken.UpdateOne(row).SetSealed(sealed).Exec(ctx); err != nil {
			return err
		}
	}
	o.key = key
	sealed, err := sealProfile(key, o.ID, o.profile)
	if err != nil {
		return err
	}
	update := tx.Account.UpdateOneID(o.ID)
	if len(o.SealedBlock) > 0 {
		block, err := move(blockAAD(o.ID), o.SealedBlock)
		if err != nil {
			return err
		}
		update.SetSealedBlock(block)
	}
	return update.SetSealedProfile(sealed).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob).ClearRenewAt().Exec(ctx)
}

// retryOnNewKey reads, and once more when a key did not open what it read: the account may have got a new key between two statements.
func retryOnNewKey[T any](read func() (T, error)) (T, error) {
	v, err := read()
	if errors.Is(err, vault.ErrTampered) {
		return read()
	}
	return v, err
}
