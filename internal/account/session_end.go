package account

import (
	"context"

	"schalter/ent"
	"schalter/ent/predicate"
	"schalter/ent/session"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// endSessions ends sessions and tells their sockets, on whatever replica they are: each session is a reader of its own.
func endSessions(ctx context.Context, tx *store.Tx, sessions ...*ent.Session) error {
	for _, one := range sessions {
		if err := tx.Session.UpdateOne(one).SetEndedAt(tx.Now).SetSealedUserAgent([]byte{}).Exec(ctx); err != nil {
			return err
		}
		if err := renewSoon(ctx, tx, one.AccountID); err != nil {
			return err
		}
		tx.Append(store.Entry{Reader: one.ID, Topic: store.TopicChange, SideID: one.ID, At: tx.Now})
	}
	return nil
}

// endAndLog ends sessions because a person did something, which the security log tells.
func endAndLog(ctx context.Context, tx *store.Tx, why string, sessions ...*ent.Session) error {
	// What was over already did not end now.
	var live []*ent.Session
	for _, one := range sessions {
		if tx.Now.Before(one.ExpiresAt) {
			live = append(live, one)
		}
	}
	tx.AfterCommit(func(context.Context) { noteEnd(ctx, why, live) })
	return endSessions(ctx, tx, sessions...)
}

// openSessionsExcept are the sessions of an account but one that nobody ended; some may have expired.
func openSessionsExcept(ctx context.Context, tx *store.Tx, accountID, except string) ([]*ent.Session, error) {
	return tx.Session.Query().Where(session.AccountID(accountID), session.EndedAtIsNil(), session.IDNEQ(except)).All(ctx)
}

// endAllSessions ends all sessions of an account but one.
func endAllSessions(ctx context.Context, tx *store.Tx, accountID, except string) error {
	rows, err := openSessionsExcept(ctx, tx, accountID, except)
	if err != nil {
		return err
	}
	return endSessions(ctx, tx, rows...)
}

// Validate checks the form of the id.
func (in *SessionEndInput) Validate() error {
	if in.SessionID != nil && in.Others {
		return errs.Refuse(errs.InvalidValue, "others")
	}
	if in.SessionID != nil && !id.Is(id.Session, *in.SessionID) {
		return errs.Refuse(errs.Missing, "sessionId")
	}
	return nil
}

// EndSessionsOf ends all sessions of an account, for the command "schalter sessions"; it is in the audit log. Returns how many there were.
func (s *Service) EndSessionsOf(ctx context.Context, accountID string) (n int, err error) {
	defer errs.Wrap(&err, "account.EndSessionsOf(%s)", accountID)
	by := viewer.From(ctx)
	err = s.db.Tx(viewer.System(ctx, "sessions-end"), func(ctx context.Context, tx *store.Tx) error {
		n, err = openSessions(tx.Session.Query(), accountID, tx.Now).Count(ctx)
		if err != nil {
			return err
		}
		if err := endAllSessions(ctx, tx, accountID, ""); err != nil {
			return err
		}
		return s.recordAct(ctx, tx, by, "sessions.end", accountID, "")
	})
	return n, err
}

// EndEverySession ends the sessions of everybody, for the command "schalter sessions": account by account, so that no transaction is
// long. Somebody who signs in meanwhile may stay signed in. Returns how many sessions and accounts there were.
func (s *Service) EndEverySession(ctx context.Context) (sessions, accounts int, err error) {
	defer errs.Wrap(&err, "account.EndEverySession")
	reading := viewer.System(ctx, "sessions-end")
	if err := s.endApplicants(reading, byList); err != nil {
		return 0, 0, err
	}
	for last := ""; ; {
		ids, err := s.db.Client().Session.Query().Where(session.EndedAtIsNil(), session.AccountIDGT(last)).
			Order(ent.Asc(session.FieldAccountID)).Limit(500).Unique(true).Select(session.FieldAccountID).Strings(reading)
		if err != nil || len(ids) == 0 {
			return sessions, accounts, err
		}
		for _, accountID := range ids {
			n, err := s.EndSessionsOf(ctx, accountID)
			if err != nil {
				return sessions, accounts, err
			}
			sessions, accounts, last = sessions+n, accounts+1, accountID
		}
	}
}

// endApplicants ends sessions without an account that nobody ended.
func (s *Service) endApplicants(ctx context.Context, why string, which ...predicate.Session) error {
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		rows, err := tx.Session.Query().Where(append(which, session.AccountIDIsNil(), session.EndedAtIsNil())...).All(ctx)
		if err != nil {
			return err
		}
		return endAndLog(ctx, tx, why, rows...)
	})
}

// EndSession ends one of the own sessions, the current one by default, and returns its id; or all others, and returns none. A session
// that has ended already stays ended.
func (s *Service) EndSession(ctx context.Context, in SessionEndInput) (_ string, err error) {
	defer errs.Wrap(&err, "account.EndSession")
	if v := viewer.From(ctx); v.Applicant() && in == (SessionEndInput{}) {
		return v.SessionID, s.endApplicants(viewer.System(ctx, "session-end"), bySignOut, session.ID(v.SessionID))
	}
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return "", err
	}
	if err := in.Validate(); err != nil {
		return "", err
	}
	if in.Others {
		return "", s.db.Tx(viewer.System(ctx, "session-end"), func(ctx context.Context, tx *store.Tx) error {
			rows, err := openSessionsExcept(ctx, tx, v.AccountID, v.SessionID)
			if err != nil {
				return err
			}
			return endAndLog(ctx, tx, byOthers, rows...)
		})
	}
	sessionID, why := v.SessionID, bySignOut
	if in.SessionID != nil && *in.SessionID != sessionID {
		sessionID, why = *in.SessionID, byList
	}
	ctx = viewer.System(ctx, "session-end")
	err = s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Session.Query().Where(session.ID(sessionID), session.AccountID(v.AccountID)).Only(ctx)
		if ent.IsNotFound(err) {
			return errs.Refuse(errs.Missing, "sessionId")
		}
		if err != nil || row.EndedAt != nil {
			return err
		}
		return endAndLog(ctx, tx, why, row)
	})
	return sessionID, err
}
