package account

import (
	"context"
	"encoding/base64"
	"log/slog"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/refreshtoken"
	"schalter/internal/errs"
	"schalter/internal/seclog"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Refresh renews a session by its refresh token, which is used up; a token used before ends the whole session, except
// within ten seconds, when it gets the same successor: a session has one token that goes on. It fails with UNAUTHENTICATED.
func (s *Service) Refresh(ctx context.Context, refreshToken string) (_ *SignedIn, err error) {
	defer errs.Wrap(&err, "account.Refresh")
	ctx = viewer.System(ctx, "session-refresh")
	hash := hashToken(refreshToken)
	row, err := s.db.Client().RefreshToken.Query().Where(refreshtoken.TokenHash(hash)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, errSession
	}
	if err != nil {
		return nil, err
	}
	var signed *SignedIn
	err = s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		signed, err = s.renewSession(ctx, tx, row.SessionID, row.ID, refreshToken)
		return err
	})
	if err == nil && signed == nil {
		err = errSession
	}
	return signed, err
}

// renewSession returns nil when the session is not to go on; what it wrote then is to stay.
func (s *Service) renewSession(ctx context.Context, tx *store.Tx, sessionID string, tokenID int, refreshToken string) (*SignedIn, error) {
	// The write locks the session.
	if _, err := tx.Exec(ctx, `UPDATE session SET expires_at = expires_at WHERE id = ?`, sessionID); err != nil {
		return nil, err
	}
	held, err := tx.Session.Get(ctx, sessionID)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil || held.EndedAt != nil || !tx.Now.Before(held.ExpiresAt) {
		return nil, err
	}
	times, active, err := standingOf(ctx, tx, held)
	if err != nil || !active || !tx.Now.Before(times.end(held.CreatedAt, held.LastSeenAt)) {
		return nil, err
	}
	token, err := tx.RefreshToken.Get(ctx, tokenID)
	if err != nil {
		return nil, err
	}
	if token.UsedAt != nil && tx.Now.Sub(*token.UsedAt) > refreshGrace {
		tx.AfterCommit(func(context.Context) {
			seclog.Write(ctx, seclog.TokenReuse, held.AccountID, slog.String("session", sessionID))
		})
		return nil, endSessions(ctx, tx, held)
	}
	if token.UsedAt == nil {
		if err := tx.RefreshToken.UpdateOne(token).SetUsedAt(tx.Now).Exec(ctx); err != nil {
			return nil, err
		}
	}
	// A token that was used so long ago alarms nobody any more: it is as unknown as one that never was.
	if _, err := tx.RefreshToken.Delete().Where(refreshtoken.SessionID(sessionID), refreshtoken.UsedAtLT(tx.Now.Add(-refreshKept))).Exec(ctx); err != nil {
		return nil, err
	}
	expires := times.end(held.CreatedAt, tx.Now)
	if err := tx.Session.UpdateOne(held).SetLastSeenAt(tx.Now).SetExpiresAt(expires).Exec(ctx); err != nil {
		return nil, err
	}
	next, err := s.successorToken(ctx, tx, sessionID, refreshToken)
	if err != nil {
		return nil, err
	}
	return s.issueTokens(tx, held.AccountID, sessionID, next, expires)
}

// standingOf is how long a session lasts, and whether its account is open; an applicant's has none.
func standingOf(ctx context.Context, tx *store.Tx, held *ent.Session) (times sessionTimes, active bool, err error) {
	if held.AccountID == "" {
		return applicantTimes, true, nil
	}
	if times, err = timesFor(ctx, tx, held.AccountID); err != nil {
		return times, false, err
	}
	active, err = tx.Account.Query().Where(account.ID(held.AccountID), account.StateEQ(account.StateACTIVE)).Exist(ctx)
	return times, active, err
}

// successorToken is the token of a session that goes on, behind one that was used: made from it by a key of the platform's, so that it can be
// told again, and only to who has the token before. The session must be locked.
func (s *Service) successorToken(ctx context.Context, tx *store.Tx, sessionID, token string) (string, error) {
	for {
		// The key is that of the tickets, of which none begins so.
		token = base64.RawURLEncoding.EncodeToString(s.platform.MAC(vault.DownloadTicket, "refresh token behind", token))
		row, err := tx.RefreshToken.Query().Where(refreshtoken.TokenHash(hashToken(token))).Only(ctx)
		switch {
		case ent.IsNotFound(err):
			return token, tx.RefreshToken.Create().SetTokenHash(hashToken(token)).SetSessionID(sessionID).SetIssuedAt(tx.Now).Exec(ctx)
		case err != nil:
			return "", err
		case row.UsedAt == nil:
			return token, nil
		}
	}
}
