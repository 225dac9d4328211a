package account

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/identity"
	"schalter/ent/linktoken"
	"schalter/internal/errs"
	"schalter/internal/mail"
	"schalter/internal/permit"
	"schalter/internal/seclog"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Validate checks the address.
func (in *PasswordResetRequestInput) Validate() error {
	var ps errs.Problems
	mail.NoteTyped(&ps, &in.Email, "email")
	return ps.Err()
}

// RequestPasswordReset has a link mailed by which a new password can be set. It answers alike, after like work, whether or not
// the address has an account; an account that still waits for its first
// link is told to register.
func (s *Service) RequestPasswordReset(ctx context.Context, in PasswordResetRequestInput, from Client) (err error) {
	defer errs.Wrap(&err, "account.RequestPasswordReset")
	if err := in.Validate(); err != nil {
		return err
	}
	ctx = viewer.System(ctx, "password-reset-request")
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.countAndCheckNetworks(ctx, tx, s.limits.ResetsPerNetwork, "reset-network", from); err != nil {
			return err
		}
		may, err := s.countLinkRequest(ctx, tx, in.Email, from)
		if err != nil {
			return err
		}
		row, err := s.byEmail(ctx, tx.Client, in.Email)
		if err != nil {
			return err
		}
		accountID := ""
		if row != nil {
			accountID = row.ID
		}
		tx.AfterCommit(func(context.Context) { seclog.Write(ctx, seclog.ResetRequested, accountID) })
		return s.enqueueMail(ctx, tx, jobResetMail, accountID, accountID, may)
	})
}

func (s *Service) mailReset(ctx context.Context, accountID string) error {
	return s.mailTo(ctx, accountID, func(ctx context.Context, tx *store.Tx, o *opened, asked Asked) error {
		switch o.State {
		case account.StateEMAIL_PENDING:
			return s.mailer.NotRegistered(ctx, tx, accountID, asked)
		case account.StateACTIVE:
			token, err := issueLink(ctx, tx, linktoken.PurposePASSWORD_RESET, accountID)
			if err != nil {
				return err
			}
			return s.mailer.PasswordReset(ctx, tx, accountID, token, asked)
		}
		return nil
	})
}

// mailWarning tells the holder of an address that too much was asked for with it.
func (s *Service) mailWarning(ctx context.Context, accountID string) error {
	return s.mailTo(ctx, accountID, func(ctx context.Context, tx *store.Tx, o *opened, asked Asked) error {
		if o.State != account.StateACTIVE {
			return nil
		}
		return s.mailer.TooManyRequests(ctx, tx, accountID, asked)
	})
}

// mailTo has a mail written to an account, where it is there, with what was asked for with its address.
func (s *Service) mailTo(ctx context.Context, accountID string, write func(context.Context, *store.Tx, *opened, Asked) error) error {
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Account.Get(ctx, accountID)
		if ent.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		o, err := s.unseal(ctx, row)
		if err != nil {
			return err
		}
		asked, err := s.requestsSoFar(ctx, tx, o.profile.Email)
		if err != nil {
			return err
		}
		return write(ctx, tx, o, asked)
	})
}

// Validate checks that both are given.
func (in *PasswordResetInput) Validate() error {
	var ps errs.Problems
	noteGiven(&ps, in.Token, "token")
	noteGiven(&ps, in.Password, "password")
	return ps.Err()
}

// ResetPassword sets a new password by the link's token and ends all sessions; it signs nobody in.
func (s *Service) ResetPassword(ctx context.Context, in PasswordResetInput) (err error) {
	defer errs.Wrap(&err, "account.ResetPassword")
	if err := in.Validate(); err != nil {
		return err
	}
	ctx = viewer.System(ctx, "password-reset")
	accountID, secret, err := s.checkLinkAndHash(ctx, linktoken.PurposePASSWORD_RESET, in.Token, in.Password)
	defer func() { s.notePassword(ctx, accountID, byReset, err) }()
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		o, err := s.lock(ctx, tx, accountID)
		if err != nil {
			return err
		}
		if _, err := useLink(ctx, tx, linktoken.PurposePASSWORD_RESET, in.Token); err != nil {
			return err
		}
		if o.State != account.StateACTIVE {
			return errs.RefuseText(errs.Missing, "link_unknown", nil, "token")
		}
		return s.replacePassword(ctx, tx, accountID, secret, "")
	})
}

// replacePassword sets the password, makes links for a new one void, ends all sessions but one and tells the holder.
func (s *Service) replacePassword(ctx context.Context, tx *store.Tx, accountID, secret, exceptSession string) error {
	if err := setPassword(ctx, tx, accountID, secret); err != nil {
		return err
	}
	err := tx.LinkToken.Update().SetUsedAt(tx.Now).Where(linktoken.AccountID(accountID),
		linktoken.PurposeEQ(linktoken.PurposePASSWORD_RESET), linktoken.UsedAtIsNil()).Exec(ctx)
	if err != nil {
		return err
	}
	if err := endAllSessions(ctx, tx, accountID, exceptSession); err != nil {
		return err
	}
	return s.mailer.PasswordChanged(ctx, tx, accountID)
}

// Validate checks that both are given.
func (in *PasswordChangeInput) Validate() error {
	var ps errs.Problems
	noteGiven(&ps, in.Current, "current")
	noteGiven(&ps, in.New, "new")
	return ps.Err()
}

// ChangePassword sets a new password by the current one and ends all other sessions.
func (s *Service) ChangePassword(ctx context.Context, in PasswordChangeInput, from Client) (_ *Viewer, err error) {
	defer errs.Wrap(&err, "account.ChangePassword")
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	sys := viewer.System(ctx, "password-change")
	o, err := s.open(sys, s.db.Client(), v.AccountID)
	if err != nil {
		return nil, err
	}
	defer func() { s.notePassword(ctx, v.AccountID, byChange, err) }()
	if err = checkPassword(in.New, o.profile, "new"); err != nil {
		return nil, err
	}
	secret, changedAt, err := s.verifyAndHash(sys, o, in, from)
	if err != nil {
		return nil, err
	}
	err = s.db.Tx(sys, func(ctx context.Context, tx *store.Tx) error {
		if _, err := s.lock(ctx, tx, o.ID); err != nil {
			return err
		}
		now, err := tx.Identity.Query().Where(identity.AccountID(o.ID), identity.KindEQ(identity.KindPASSWORD)).Only(ctx)
		if err != nil {
			return err
		}
		if !now.ChangedAt.Equal(changedAt) {
			return errs.Refuse(errs.WrongCredentials, "current")
		}
		if err := s.recordSuccess(ctx, tx, o.profile.Email, from); err != nil {
			return err
		}
		return s.replacePassword(ctx, tx, o.ID, secret, v.SessionID)
	})
	if err != nil {
		return nil, err
	}
	return s.loadViewer(ctx, v.AccountID)
}

// verifyAndHash compares the current password, counted like a sign-in, and hashes the new one.
func (s *Service) verifyAndHash(ctx context.Context, o *opened, in PasswordChangeInput, from Client) (secret string, changedAt time.Time, err error) {
	leave, err := s.hasher.acquireSlot()
	if err != nil {
		return "", time.Time{}, err
	}
	defer leave()
	changedAt, err = s.verifyCurrent(ctx, o, in.Current, errs.Refuse(errs.WrongCredentials, "current"), from)
	if err != nil {
		return "", time.Time{}, err
	}
	secret, err = s.hasher.hash(ctx, in.New)
	return secret, changedAt, err
}

// verifyCurrent compares the current password, counted like a sign-in; the caller holds a slot of the hasher. It returns since when
// the password is the account's, or wrong.
func (s *Service) verifyCurrent(ctx context.Context, o *opened, given string, wrong *errs.Refusal, from Client) (changedAt time.Time, err error) {
	if err := s.countLogin(ctx, o.profile.Email, from); err != nil {
		return time.Time{}, err
	}
	known, err := s.passwordOf(ctx, o.profile.Email)
	if err != nil {
		return time.Time{}, err
	}
	if known == nil {
		return time.Time{}, wrong
	}
	ok, err := s.hasher.verify(ctx, given, known.Secret)
	if err != nil {
		return time.Time{}, err
	}
	if !ok {
		return time.Time{}, wrong
	}
	return known.ChangedAt, nil
}
