package account

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"schalter/ent"
	"schalter/ent/refreshtoken"
	"schalter/ent/session"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// An applicant signed in by a certificate that belongs to no account: the session has none, and nobody is
// signed in by it. It may ask for an account, see its claims, and end.

// applicantTimes leave time to fill in a form.
var applicantTimes = sessionTimes{time.Hour, 4 * time.Hour}

// openApplicantSession begins a session without an account.
func (s *Service) openApplicantSession(ctx context.Context, tx *store.Tx, from Client) (*SignedIn, error) {
	if err := s.endFormerSession(ctx, tx, from.RefreshToken); err != nil {
		return nil, err
	}
	sessionID := id.New(id.Session, tx.Now)
	expires := applicantTimes.end(tx.Now, tx.Now)
	err := tx.Session.Create().SetID(sessionID).SetSealedUserAgent([]byte{}).SetCreatedAt(tx.Now).SetLastSeenAt(tx.Now).SetExpiresAt(expires).Exec(ctx)
	if err != nil {
		return nil, err
	}
	token, err := insertRefreshToken(ctx, tx, sessionID)
	if err != nil {
		return nil, err
	}
	return s.issueTokens(tx, "", sessionID, token, expires)
}

func insertRefreshToken(ctx context.Context, tx *store.Tx, sessionID string) (string, error) {
	token, hash, err := newToken()
	if err != nil {
		return "", err
	}
	return token, tx.RefreshToken.Create().SetTokenHash(hash).SetSessionID(sessionID).SetIssuedAt(tx.Now).Exec(ctx)
}

// loadApplicant is the viewer of a session without an account; nil when there is no such session, or it has ended.
func (s *Service) loadApplicant(ctx context.Context, sessionID string) (*viewer.Viewer, error) {
	now := s.db.Clock().Now()
	var begun, used time.Time
	err := s.db.QueryRow(ctx, `SELECT created_at, last_seen_at FROM session WHERE id = ? AND account_id IS NULL AND ended_at IS NULL AND expires_at > ?`,
		sessionID, now).Scan(&begun, &used)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !now.Before(applicantTimes.end(begun, used)) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &viewer.Viewer{SessionID: sessionID, Locale: "de"}, nil
}

// sessionOf is the open session of a browser's refresh token, and nil when there is none: one that was used a while ago names none, so
// that a copied cookie gains nothing.
func sessionOf(ctx context.Context, client *ent.Client, refreshToken string, now time.Time) (*ent.Session, error) {
	if refreshToken == "" {
		return nil, nil
	}
	token, err := client.RefreshToken.Query().Where(refreshtoken.TokenHash(hashToken(refreshToken))).Only(ctx)
	if ent.IsNotFound(err) || err == nil && token.UsedAt != nil && now.Sub(*token.UsedAt) > refreshGrace {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	row, err := client.Session.Query().Where(session.ID(token.SessionID), session.EndedAtIsNil(), session.ExpiresAtGT(now)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return row, err
}
