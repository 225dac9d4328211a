package account

import (
	"context"
	"encoding/base64"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/identity"
	"schalter/ent/refreshtoken"
	"schalter/ent/session"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/mail"
	"schalter/internal/seclog"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// sessionTimes is how long a session lasts: without being used, and in all.
type sessionTimes struct{ idle, life time.Duration }

const day = 24 * time.Hour

// How long sessions last, by what they may do. docs/security.md gives the reasons.
var (
	// ownTimes are those of a person who sees what is their own, on devices that are their own.
	ownTimes = sessionTimes{30 * day, 90 * day}
	// clerkTimes are those of people who read what many wrote, on machines in offices: an evening ends none, a weekend does.
	clerkTimes = sessionTimes{day, 30 * day}
	// adminTimes are those of people who decide for others: a working day.
	adminTimes = sessionTimes{12 * time.Hour, 7 * day}
)

// timesOf is how long a session of somebody lasts; the shortest counts.
func timesOf(platformRole bool, memberships []viewer.Membership) sessionTimes {
	switch {
	case platformRole, slices.ContainsFunc(memberships, func(m viewer.Membership) bool { return m.Admin }):
		return adminTimes
	case len(memberships) > 0:
		return clerkTimes
	}
	return ownTimes
}

// end is when a session ends that was begun and used last at some time.
func (t sessionTimes) end(begun, used time.Time) time.Time {
	return earlier(used.Add(t.idle), begun.Add(t.life))
}

const (
	// refreshGrace is how long a used refresh token is taken once more: for parallel tabs and lost answers.
	refreshGrace = 10 * time.Second
	// refreshKept is how long a used one is known, so that a copied cookie is noticed.
	refreshKept = 30 * 24 * time.Hour
	// maxSessions is how many open sessions an account has: all that its list shows.
	maxSessions = 100
)

// SignedIn is a session that was begun or renewed.
type SignedIn struct {
	AccessToken string
	// ExpiresAt is when the access token ends.
	ExpiresAt time.Time
	// RefreshToken goes out in an HttpOnly cookie only.
	RefreshToken string
	// RefreshExpiresAt is when the session ends if it is not used again.
	RefreshExpiresAt time.Time
	SessionID        string
	// Viewer is nil after Refresh.
	Viewer *Viewer
}

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
	if isOutdated(known.Secret) {
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

func userAgentAAD(sessionID string) string { return "session|" + sessionID + "|user_agent" }

// openSession begins a family of refresh tokens for an account that is locked. The session of the cookie that the browser had goes with
// it: nobody could go on with it or end it there.
func (s *Service) openSession(ctx context.Context, tx *store.Tx, o *opened, from Client) (*SignedIn, error) {
	if err := s.endFormerSession(ctx, tx, from.RefreshToken); err != nil {
		return nil, err
	}
	if err := endLeastUsed(ctx, tx, o.ID); err != nil {
		return nil, err
	}
	sessionID := id.New(id.Session, tx.Now)
	agent, err := o.key.Seal(userAgentAAD(sessionID), []byte(shownAgent(from.UserAgent)))
	if err != nil {
		return nil, err
	}
	times, err := timesFor(ctx, tx, o.ID)
	if err != nil {
		return nil, err
	}
	expires := times.end(tx.Now, tx.Now)
	err = tx.Session.Create().SetID(sessionID).SetAccountID(o.ID).SetSealedUserAgent(agent).SetCreatedAt(tx.Now).
		SetLastSeenAt(tx.Now).SetExpiresAt(expires).Exec(ctx)
	if err != nil {
		return nil, err
	}
	token, hash, err := newToken()
	if err != nil {
		return nil, err
	}
	if err := tx.RefreshToken.Create().SetTokenHash(hash).SetSessionID(sessionID).SetIssuedAt(tx.Now).Exec(ctx); err != nil {
		return nil, err
	}
	return s.issueTokens(tx, o.ID, sessionID, token, expires)
}

// endFormerSession ends the session of a refresh token; what is no token of a session says nothing.
func (s *Service) endFormerSession(ctx context.Context, tx *store.Tx, refreshToken string) error {
	if refreshToken == "" {
		return nil
	}
	token, err := tx.RefreshToken.Query().Where(refreshtoken.TokenHash(hashToken(refreshToken))).Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	former, err := tx.Session.Query().Where(session.ID(token.SessionID), session.EndedAtIsNil()).All(ctx)
	if err != nil {
		return err
	}
	return endAndLog(ctx, tx, byNewSignIn, former...)
}

// endLeastUsed ends the sessions of an account that were not used for longest, so that one more is not too many.
func endLeastUsed(ctx context.Context, tx *store.Tx, accountID string) error {
	rows, err := openSessions(tx.Session.Query(), accountID, tx.Now).Offset(maxSessions - 1).All(ctx)
	if err != nil {
		return err
	}
	return endAndLog(ctx, tx, byTooMany, rows...)
}

// openSessions are those of an account that were neither ended nor left unused for too long, the one used last first.
func openSessions(q *ent.SessionQuery, accountID string, now time.Time) *ent.SessionQuery {
	return q.Where(session.AccountID(accountID), session.EndedAtIsNil(), session.ExpiresAtGT(now)).
		Order(ent.Desc(session.FieldLastSeenAt, session.FieldID))
}

// issueTokens makes the next pair of tokens of a session.
func (s *Service) issueTokens(tx *store.Tx, accountID, sessionID, token string, expires time.Time) (*SignedIn, error) {
	access, until, err := s.accessToken(accountID, sessionID, tx.Now, expires)
	return &SignedIn{
		AccessToken: access, ExpiresAt: until, RefreshToken: token, RefreshExpiresAt: expires, SessionID: sessionID,
	}, err
}

// shownAgent is a User-Agent as it can be shown in a list: printable and bounded.
func shownAgent(agent string) string {
	const limit = 300
	shown := []rune(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(agent, "")))
	return string(shown[:min(len(shown), limit)])
}

var errSession = errs.SessionEnded

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
	times, err := timesFor(ctx, tx, held.AccountID)
	if err != nil || !tx.Now.Before(times.end(held.CreatedAt, held.LastSeenAt)) {
		return nil, err
	}
	active, err := tx.Account.Query().Where(account.ID(held.AccountID), account.StateEQ(account.StateACTIVE)).Exist(ctx)
	if err != nil || !active {
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

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

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

// EndSession ends one of the own sessions, the current one by default, and returns its id; or all others, and returns none. A session
// that has ended already stays ended.
func (s *Service) EndSession(ctx context.Context, in SessionEndInput) (_ string, err error) {
	defer errs.Wrap(&err, "account.EndSession")
	v, err := requireSignedIn(ctx)
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

// Sessions lists the open sessions of a viewer, the one used last first; current is the session of the request, which
// may be empty.
func (s *Service) Sessions(ctx context.Context, of *Viewer, current string) (_ []Session, err error) {
	defer errs.Wrap(&err, "account.Sessions")
	return retryOnNewKey(func() ([]Session, error) { return s.readSessions(ctx, of, current) })
}

func (s *Service) readSessions(ctx context.Context, of *Viewer, current string) ([]Session, error) {
	ctx = viewer.With(ctx, &viewer.Viewer{AccountID: of.ID})
	o, err := s.open(ctx, s.db.Client(), of.ID)
	if err != nil {
		return nil, err
	}
	now := s.db.Clock().Now()
	rows, err := openSessions(s.db.Client().Session.Query(), of.ID, now).Limit(maxSessions).All(ctx)
	if err != nil {
		return nil, err
	}
	times, err := timesFor(ctx, s.db, of.ID)
	if err != nil {
		return nil, err
	}
	list := make([]Session, 0, len(rows))
	for _, row := range rows {
		// What the row says was right when it was used last; a role may have been given since then.
		ends := earlier(row.ExpiresAt, times.end(row.CreatedAt, row.LastSeenAt))
		if !now.Before(ends) {
			continue
		}
		agent, err := o.key.Open(userAgentAAD(row.ID), row.SealedUserAgent)
		if err != nil {
			return nil, err
		}
		list = append(list, Session{ID: row.ID, UserAgent: string(agent), CreatedAt: row.CreatedAt, LastSeenAt: row.LastSeenAt, ExpiresAt: ends, Current: row.ID == current})
	}
	return list, nil
}

// wakeSessions has the open sessions of an account, on whatever replica they are, ask for their rights again.
func wakeSessions(ctx context.Context, tx *store.Tx, accountID string) error {
	ids, err := openSessions(tx.Session.Query(), accountID, tx.Now).IDs(ctx)
	if err != nil {
		return err
	}
	for _, sessionID := range ids {
		tx.Append(store.Entry{Reader: sessionID, Topic: store.TopicChange, SideID: sessionID, At: tx.Now})
	}
	return nil
}
