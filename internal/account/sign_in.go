package account

import (
	"context"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/identity"
	"schalter/internal/errs"
	"schalter/internal/mail"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Validate checks that there is something to compare.
func (in *SessionStartInput) Validate() error {
	var ps errs.Problems
	mail.NoteTyped(&ps, &in.Email, "email")
	noteGiven(&ps, in.Password, "password")
	return ps.Err()
}

var errCredentials = errs.Refuse(errs.WrongCredentials)

// StartSession signs in. Wrong password, unknown address, unproven and blocked accounts are refused alike with
// WRONG_CREDENTIALS, after the same work. RATE_LIMITED comes after too many tries or with too many at once.
func (s *Service) StartSession(ctx context.Context, in SessionStartInput, from Client) (_ *SignedIn, err error) {
	defer errs.Wrap(&err, "account.StartSession")
	if err := in.Validate(); err != nil {
		return nil, err
	}
	ctx = viewer.System(ctx, "session-start")
	signed, err := s.startSession(ctx, in, from)
	s.noteSignIn(ctx, in.Email, signed, err)
	return signed, err
}

func (s *Service) startSession(ctx context.Context, in SessionStartInput, from Client) (*SignedIn, error) {
	leave, err := s.hasher.acquireSlot()
	if err != nil {
		return nil, err
	}
	defer leave()
	if err := s.countLogin(ctx, in.Email, from); err != nil {
		return nil, err
	}
	known, err := s.authenticate(ctx, in)
	if err != nil {
		return nil, err
	}
	var signed *SignedIn
	err = s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		signed, err = s.completeSignIn(ctx, tx, known, in, from)
		return err
	})
	if err != nil {
		return nil, err
	}
	signed.Viewer, err = s.loadViewer(ctx, known.AccountID)
	return signed, err
}

// authenticate returns the password identity that the input proves, or WRONG_CREDENTIALS.
func (s *Service) authenticate(ctx context.Context, in SessionStartInput) (*ent.Identity, error) {
	known, err := s.passwordOf(ctx, in.Email)
	if err != nil {
		return nil, err
	}
	secret := s.hasher.dummy
	if known != nil {
		secret = known.Secret
	}
	ok, err := s.hasher.verify(ctx, in.Password, secret)
	if err != nil {
		return nil, err
	}
	if !ok || known == nil {
		return nil, errCredentials
	}
	if s.hasher.isOutdated(known.Secret) {
		known.Secret, err = s.hasher.hash(ctx, in.Password)
	}
	return known, err
}

// passwordOf finds the password of an active account; nil when there is none.
func (s *Service) passwordOf(ctx context.Context, email string) (*ent.Identity, error) {
	row, err := s.byEmail(ctx, s.db.Client(), email)
	if err != nil {
		return nil, err
	}
	accountID := "-"
	if row != nil && row.State == account.StateACTIVE {
		accountID = row.ID
	}
	known, err := s.db.Client().Identity.Query().
		Where(identity.AccountID(accountID), identity.KindEQ(identity.KindPASSWORD)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return known, err
}

// completeSignIn opens the session if the password is still the one that was compared: it was compared outside of the transaction.
func (s *Service) completeSignIn(ctx context.Context, tx *store.Tx, known *ent.Identity, in SessionStartInput, from Client) (*SignedIn, error) {
	o, err := s.lock(ctx, tx, known.AccountID)
	if err != nil {
		return nil, err
	}
	now, err := tx.Identity.Get(ctx, known.ID)
	if err != nil && !ent.IsNotFound(err) {
		return nil, err
	}
	if now == nil || !now.ChangedAt.Equal(known.ChangedAt) || o.State != account.StateACTIVE {
		return nil, errCredentials
	}
	if now.Secret != known.Secret {
		if err := tx.Identity.UpdateOne(now).SetSecret(known.Secret).Exec(ctx); err != nil {
			return nil, err
		}
	}
	if err := s.recordSuccess(ctx, tx, in.Email, from); err != nil {
		return nil, err
	}
	return s.openSession(ctx, tx, o, from)
}
