package account

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"schalter/ent"
	"schalter/ent/refreshtoken"
	"schalter/ent/session"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
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
	token, err := insertRefreshToken(ctx, tx, sessionID)
	if err != nil {
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

// issueTokens makes the next pair of tokens of a session; accountID is empty for an applicant's.
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

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
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
