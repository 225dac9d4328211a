package account

import (
	"context"
	"log/slog"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/internal/errs"
	"schalter/internal/seclog"
	"schalter/internal/store"
)

// noteSignIn writes to the security log how a sign-in ended: with the account, never with the address that was typed.
func (s *Service) noteSignIn(ctx context.Context, email string, signed *SignedIn, err error) {
	refused := errs.AsRefusal(err)
	switch {
	case err == nil:
		seclog.Write(ctx, seclog.LoginSuccess, signed.Viewer.ID, slog.String("session", signed.SessionID))
	case errs.CodeOf(err) == errs.RateLimited:
		seclog.Write(ctx, seclog.LoginLimited, s.knownAs(ctx, email))
	case refused != nil && refused.Problems[0].Rule == errs.WrongCredentials:
		accountID, why := s.whyRefused(ctx, email)
		seclog.Write(ctx, seclog.LoginFail, accountID, slog.String("reason", why))
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

// noteFirstSignIn writes to the security log how a registration's link was taken.
func noteFirstSignIn(ctx context.Context, accountID string, signed *SignedIn, err error) {
	switch {
	case err == nil:
		seclog.Write(ctx, seclog.LoginSuccess, accountID, slog.String("session", signed.SessionID), slog.String("reason", "EMAIL_CONFIRMED"))
	case slices.ContainsFunc(problemsOf(err), func(p errs.Problem) bool { return slices.Equal(p.Field, []string{"token"}) }):
		seclog.Write(ctx, seclog.LoginFail, accountID, slog.String("reason", "LINK"))
	}
}

func problemsOf(err error) []errs.Problem {
	if r := errs.AsRefusal(err); r != nil {
		return r.Problems
	}
	return nil
}

// Why a session ended.
const (
	bySignOut   = "SIGNED_OUT"
	byList      = "ENDED"
	byOthers    = "OTHERS"
	byNewSignIn = "NEW_SIGN_IN"
	byTooMany   = "TOO_MANY"
	// byCertificate: the certificate that it was begun by is not the account's any more.
	byCertificate = "CERTIFICATE"
)

// noteEnd writes to the security log that a person ended sessions.
func noteEnd(ctx context.Context, why string, sessions []*ent.Session) {
	for _, one := range sessions {
		seclog.Write(ctx, seclog.SessionEnd, one.AccountID, slog.String("session", one.ID), slog.String("reason", why))
	}
}

// noteTrust writes to the security log that the trust in a person is another one: with it changes what they may do.
func noteTrust(ctx context.Context, tx *store.Tx, o *opened) {
	action := "trust." + strings.ToLower(string(o.TrustLevel))
	tx.AfterCommit(func(context.Context) {
		seclog.Write(ctx, seclog.RightsChange, o.ID, slog.String("action", action), slog.String("subject", o.ID))
	})
}

// The ways to a new password.
const (
	byReset  = "RESET"
	byChange = "CHANGE"
)

// notePassword writes to the security log how the setting of a new password ended. accountID is empty where a link names none.
func (s *Service) notePassword(ctx context.Context, accountID, means string, err error) {
	refused := errs.AsRefusal(err)
	switch {
	case err == nil:
		seclog.Write(ctx, seclog.PasswordChange, accountID, slog.String("reason", means))
	case errs.CodeOf(err) == errs.RateLimited:
		seclog.Write(ctx, seclog.LoginLimited, accountID, slog.String("reason", means))
	case refused != nil:
		seclog.Write(ctx, seclog.PasswordChangeFail, accountID, slog.String("reason", means), slog.String("rule", string(refused.Problems[0].Rule)))
	}
}
