package account

import (
	"context"
	"log/slog"

	"schalter/ent/account"
	"schalter/internal/errs"
	"schalter/internal/seclog"
)

// noteSignIn writes to the security log how a sign-in ended: with the account, never with the address that was typed.
func (s *Service) noteSignIn(ctx context.Context, email string, signed *SignedIn, err error) {
	refused := errs.AsRefusal(err)
	switch {
	case err == nil:
		seclog.Note(ctx, seclog.LoginSuccess, signed.Viewer.ID, slog.String("session", signed.SessionID))
	case errs.CodeOf(err) == errs.RateLimited:
		seclog.Note(ctx, seclog.LoginLimited, s.knownAs(ctx, email))
	case refused != nil && refused.Problems[0].Rule == errs.WrongCredentials:
		accountID, why := s.whyRefused(ctx, email)
		seclog.Note(ctx, seclog.LoginFail, accountID, slog.String("reason", why))
	}
}

// knownAs is the account of an address, if there is one.
func (s *Service) knownAs(ctx context.Context, email string) string {
	accountID, _ := s.whyRefused(ctx, email)
	return accountID
}

// whyRefused says for the log, and for nobody else, why a sign-in was refused.
func (s *Service) whyRefused(ctx context.Context, email string) (accountID, why string) {
	row, err := s.byEmail(ctx, s.db.Client(), email)
	switch {
	case err != nil || row == nil:
		return "", "UNKNOWN"
	case row.State != account.StateACTIVE:
		return row.ID, string(row.State)
	}
	return row.ID, "WRONG_PASSWORD"
}

// The ways to a new password.
const (
	byReset  = "RESET"
	byChange = "CHANGE"
)

// notePassword writes to the security log how the setting of a new password ended. accountID is empty where a link names none.
func (s *Service) notePassword(ctx context.Context, accountID, way string, err error) {
	refused := errs.AsRefusal(err)
	switch {
	case err == nil:
		seclog.Note(ctx, seclog.PasswordChange, accountID, slog.String("reason", way))
	case errs.CodeOf(err) == errs.RateLimited:
		seclog.Note(ctx, seclog.LoginLimited, accountID, slog.String("reason", way))
	case refused != nil:
		seclog.Note(ctx, seclog.PasswordChangeFail, accountID, slog.String("reason", way), slog.String("rule", string(refused.Problems[0].Rule)))
	}
}
