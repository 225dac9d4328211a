package account

import (
	"context"

	"schalter/ent"
	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// OfSession returns the viewer of a session that has not ended, with the rights of now, for requests that prove the
// session otherwise than by an access token (download tickets); UNAUTHENTICATED when it has.
func (s *Service) OfSession(ctx context.Context, sessionID string) (_ *viewer.Viewer, err error) {
	defer errs.Wrap(&err, "account.OfSession")
	row, err := s.db.Client().Session.Get(viewer.System(ctx, "account.of-session"), sessionID)
	if ent.IsNotFound(err) {
		return nil, errSession
	}
	if err != nil {
		return nil, err
	}
	c := &claims{SessionID: sessionID}
	c.Subject = row.AccountID
	v, err := s.rights(ctx, c)
	if err == nil && v == nil {
		err = errSession
	}
	return v, err
}
