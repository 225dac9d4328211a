package account

import (
	"context"
	"time"

	"schalter/ent/identity"
	"schalter/ent/session"
	"schalter/internal/deletion"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Validate checks that the password is given.
func (in *AccountDeleteInput) Validate() error {
	var ps errs.Problems
	noteGiven(&ps, in.Confirmation, "confirmation")
	return ps.Err()
}

// Gone is an account that was deleted, and the certificate of that.
type Gone struct {
	AccountID   string
	Certificate *deletion.Certificate
}

// Delete destroys the account of the person who asks for it by the password, and ends all its sessions. What must be gone before is
// named, all at once. The certificate says that it was destroyed. What the person did stays in the audit log under the account's id, which leads to nobody any more.
func (s *Service) Delete(ctx context.Context, in AccountDeleteInput, from Client) (_ *Gone, err error) {
	defer errs.Wrap(&err, "account.Delete")
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	sys := viewer.System(ctx, "account-delete")
	o, err := s.open(sys, s.db.Client(), v.AccountID)
	if err != nil {
		return nil, err
	}
	wrong := errs.RefuseText(errs.WrongCredentials, "delete_password", nil, "confirmation")
	changedAt, err := s.provePresence(sys, o, in.Confirmation, wrong, from)
	if err != nil {
		return nil, err
	}
	gone := &Gone{AccountID: o.ID}
	err = s.db.Tx(sys, func(ctx context.Context, tx *store.Tx) error {
		// Who opens a mailbox at this moment holds the account, and comes before or after; streams are locked last everywhere.
		o, err := s.lock(ctx, tx, o.ID)
		if err != nil {
			return err
		}
		if err := tx.LockStream(ctx, o.ID); err != nil {
			return err
		}
		now, err := tx.Identity.Query().Where(identity.AccountID(o.ID), identity.KindEQ(identity.KindPASSWORD)).Only(ctx)
		if err != nil {
			return err
		}
		live, err := tx.Session.Query().Where(session.ID(v.SessionID), session.AccountID(o.ID), session.EndedAtIsNil()).Exist(ctx)
		if err != nil {
			return err
		}
		if !live || !now.ChangedAt.Equal(changedAt) {
			return wrong
		}
		if err := s.refuseRemaining(ctx, tx, o); err != nil {
			return err
		}
		if err := s.recordSuccess(ctx, tx, o.profile.Email, from); err != nil {
			return err
		}
		if err := s.recordAct(ctx, tx, v, "account.delete", o.ID, ""); err != nil {
			return err
		}
		if err := s.mailer.AccountDeleted(ctx, tx, o.ID); err != nil {
			return err
		}
		if err := s.deleteAccount(ctx, tx, o.ID); err != nil {
			return err
		}
		if err := tx.ForgetReader(ctx, o.ID); err != nil {
			return err
		}
		gone.Certificate, err = s.certificates.Issue(ctx, tx, evidence.AccountDeleted, o.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return gone, nil
}

// provePresence compares the password outside of any transaction: hashing takes its time.
func (s *Service) provePresence(ctx context.Context, o *opened, given string, wrong *errs.Refusal, from Client) (changedAt time.Time, err error) {
	leave, err := s.hasher.acquireSlot()
	if err != nil {
		return time.Time{}, err
	}
	defer leave()
	return s.verifyCurrent(ctx, o, given, wrong, from)
}

// refuseRemaining names everything that must be gone before the account can be deleted.
func (s *Service) refuseRemaining(ctx context.Context, tx *store.Tx, o *opened) error {
	var ps errs.Problems
	if len(o.PlatformRoles) > 0 {
		ps.AddText(errs.WrongState, "delete_role", nil)
	}
	for _, remainder := range s.remainders {
		has, err := remainder.Has(ctx, tx, o.ID)
		if err != nil {
			return err
		}
		if has {
			ps.AddText(remainder.Rule, remainder.Text, nil)
		}
	}
	return ps.Err()
}
