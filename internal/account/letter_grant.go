package account

import (
	"context"

	"schalter/ent/account"
	"schalter/internal/errs"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// GrantLetter lets a person order one more letter whose letters are used up, for operators: the oldest of those that count is
// forgotten; its code has been void since the next was ordered, and its address is gone since then. The person is told; it is in the audit log. Refusals: REQUIRED, NOT_FOUND, WRONG_STATE (not open, one's own, or a letter can
// be ordered anyway).
func (s *Service) GrantLetter(ctx context.Context, ref AccountRef) (_ string, err error) {
	defer errs.Wrap(&err, "account.GrantLetter")
	v, err := permit.Operator(ctx)
	if err != nil {
		return "", err
	}
	var ps errs.Problems
	ref.addProblems(&ps)
	if err := ps.Err(); err != nil {
		return "", err
	}
	accountID, err := s.findAccount(viewer.System(ctx, "letter-grant"), ref)
	if err != nil {
		return "", err
	}
	return accountID, s.withLockedAccount(ctx, "letter-grant", accountID, func(ctx context.Context, tx *store.Tx, o *opened) error {
		if err := s.mayGrant(ctx, tx, v, o); err != nil {
			return err
		}
		past, err := s.loadAttempts(ctx, tx.Client, o)
		if err != nil {
			return err
		}
		if past.nextAt(tx.Now) == nil {
			return errs.RefuseText(errs.WrongState, "letter_not_used_up", nil)
		}
		// It is never the newest, which may still be under way.
		last := past.counted(tx.Now)[lettersMax-1]
		if err := tx.Activation.DeleteOne(last.row).Exec(ctx); err != nil {
			return err
		}
		if err := s.mailer.LetterGranted(ctx, tx, o.ID); err != nil {
			return err
		}
		return s.recordAct(ctx, tx, v, "letter.grant", o.ID, "")
	})
}

// mayGrant keeps operators from granting themselves a letter, with whichever of their accounts.
func (s *Service) mayGrant(ctx context.Context, tx *store.Tx, by *viewer.Viewer, o *opened) error {
	if o.State != account.StateACTIVE {
		return errs.RefuseText(errs.WrongState, "account_not_open", nil)
	}
	operator, err := s.Identify(ctx, tx, []string{by.AccountID})
	if err != nil {
		return err
	}
	if o.ID == by.AccountID || s.SameMailbox(operator[0].Email, o.profile.Email) {
		return errs.RefuseText(errs.WrongState, "letter_grant_self", nil)
	}
	return nil
}
