package account

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"schalter/internal/errs"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

const (
	// accessLife is how long an access token can be used without the session being renewed.
	accessLife = 10 * time.Minute
	// audience is whom access tokens are for.
	audience = "schalter"
	// tokenType tells access tokens from everything else that the platform signs (RFC 9068, 2.1).
	tokenType = "at+jwt"
)

// claims of an access token (RFC 7519): the account is the subject, sid names the session. An applicant's session, which has no account,
// is its own subject.
type claims struct {
	jwt.RegisteredClaims
	SessionID string `json:"sid"`
}

// accessToken signs an access token that ends with the session at the latest.
func (s *Service) accessToken(accountID, sessionID string, now, sessionEnds time.Time) (token string, until time.Time, err error) {
	// JWT keeps whole seconds.
	until = earlier(now.Add(accessLife), sessionEnds).Truncate(time.Second)
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims{SessionID: sessionID, RegisteredClaims: jwt.RegisteredClaims{
		Issuer: s.baseURL, Audience: jwt.ClaimStrings{audience}, Subject: cmp.Or(accountID, sessionID),
		IssuedAt: jwt.NewNumericDate(now.Truncate(time.Second)), ExpiresAt: jwt.NewNumericDate(until),
	}})
	keyID, key := s.platform.Signer(vault.AccessToken)
	t.Header["kid"], t.Header["typ"] = keyID, tokenType
	token, err = t.SignedString(key)
	return token, until, err
}

var errToken = errs.New(errs.Unauthenticated, "the access token is not valid")

// verifyAccessToken checks signature, algorithm, issuer, audience and times of an access token.
func (s *Service) verifyAccessToken(token string) (*claims, error) {
	// The decoder passes over line feeds: a token has one spelling.
	if strings.ContainsAny(token, "\r\n") {
		return nil, errToken
	}
	c := &claims{}
	_, err := jwt.ParseWithClaims(token, c, s.accessKey,
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithIssuer(s.baseURL), jwt.WithAudience(audience),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(s.db.Clock().Now), jwt.WithStrictDecoding())
	if err != nil || c.Subject == "" || c.SessionID == "" {
		return nil, errToken
	}
	return c, nil
}

func (s *Service) accessKey(t *jwt.Token) (any, error) {
	if t.Header["typ"] != tokenType {
		return nil, errors.New("not an access token")
	}
	keyID, _ := t.Header["kid"].(string)
	key := s.platform.Public(vault.AccessToken, keyID)
	if len(key) != ed25519.PublicKeySize {
		return nil, errors.New("unknown key")
	}
	return key, nil
}

// Authenticate says who an access token speaks for and until when. The session, the account and its memberships are read
// from the database each time, in one statement, so that what was ended or taken away counts at once. It fails with
// UNAUTHENTICATED.
func (s *Service) Authenticate(ctx context.Context, accessToken string) (_ *viewer.Viewer, until time.Time, err error) {
	defer errs.Wrap(&err, "account.Authenticate")
	c, err := s.verifyAccessToken(accessToken)
	if err != nil {
		return nil, time.Time{}, err
	}
	v, err := s.loadRights(ctx, c.SessionID)
	if err != nil {
		return nil, time.Time{}, err
	}
	if cmp.Or(v.AccountID, v.SessionID) != c.Subject {
		return nil, time.Time{}, errToken
	}
	return v, c.ExpiresAt.Time, nil
}

// OfSession says who a session speaks for, for what is signed by a session instead of an access token, such as a download
// ticket. It fails with UNAUTHENTICATED when the session has ended.
func (s *Service) OfSession(ctx context.Context, sessionID string) (_ *viewer.Viewer, err error) {
	defer errs.Wrap(&err, "account.OfSession(%s)", sessionID)
	return s.loadRights(ctx, sessionID)
}

// rightsQuery is the one statement of every signed-in request. It goes by primary keys and the indexes of membership and
// channel; it and timesFor are the only places where this package reads the tables of organisations.
const rightsQuery = `SELECT a.id, a.locale, a.platform_roles, m.id, m.organisation_id, m.roles, m.all_authorities, m.authority_ids, c.id,
	s.created_at, s.last_seen_at
	FROM session s JOIN account a ON a.id = s.account_id
	LEFT JOIN membership m ON m.account_id = a.id
	LEFT JOIN channel c ON c.organisation_id = m.organisation_id AND c.state <> 'CLOSED'
	WHERE s.id = ? AND s.ended_at IS NULL AND s.expires_at > ? AND a.state = 'ACTIVE'
	ORDER BY m.id, c.id`

// loadRights fails with UNAUTHENTICATED when the session or the account is not open any more.
func (s *Service) loadRights(ctx context.Context, sessionID string) (*viewer.Viewer, error) {
	rows, err := s.db.Hot(ctx, rightsQuery, sessionID, s.db.Clock().Now())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var v *viewer.Viewer
	var begun, used time.Time
	for rows.Next() {
		var r rightsRow
		if err := rows.Scan(&r.account, &r.locale, &r.platformRoles, &r.membership, &r.organisation, &r.roles, &r.all, &r.authorities, &r.channel, &r.begun, &r.used); err != nil {
			return nil, err
		}
		if v == nil {
			begun, used = r.begun, r.used
			v = &viewer.Viewer{AccountID: r.account, SessionID: sessionID, Locale: Locale(r.locale).Tag()}
			if err := parseList(r.platformRoles, &v.Roles); err != nil {
				return nil, err
			}
		}
		if err := r.addTo(v); err != nil {
			return nil, err
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if v == nil {
		if applicant, err := s.loadApplicant(ctx, sessionID); err != nil || applicant != nil {
			return applicant, err
		}
	}
	// A session that was begun before its account got a role ends as those of that role do.
	if v == nil || !s.db.Clock().Now().Before(timesOf(len(v.Roles) > 0, v.Memberships).end(begun, used)) {
		return nil, errSession
	}
	return v, nil
}

// querier is a transaction, or the database outside of one.
type querier interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// timesFor is how long sessions of an account last.
func timesFor(ctx context.Context, db querier, accountID string) (times sessionTimes, err error) {
	rows, err := db.Query(ctx, `SELECT a.platform_roles, m.roles FROM account a LEFT JOIN membership m ON m.account_id = a.id WHERE a.id = ?`, accountID)
	if err != nil {
		return times, err
	}
	defer rows.Close()
	var platform []string
	var memberships []viewer.Membership
	for rows.Next() {
		var given, held []byte
		if err := rows.Scan(&given, &held); err != nil {
			return times, err
		}
		var roles []string
		if err := errors.Join(parseList(given, &platform), parseList(held, &roles)); err != nil {
			return times, err
		}
		if roles != nil {
			memberships = append(memberships, viewer.Membership{Admin: slices.Contains(roles, "ADMIN")})
		}
	}
	return timesOf(len(platform) > 0, memberships), rows.Err()
}

// rightsRow is one membership and one channel of its organisation; both may be missing.
type rightsRow struct {
	account, locale          string
	platformRoles            []byte
	membership, organisation *string
	roles                    []byte
	all                      *bool
	authorities              []byte
	channel                  *string
	begun, used              time.Time
}

func (r rightsRow) addTo(v *viewer.Viewer) error {
	// A platform role and a membership exclude each other: where a row of old has both, the membership does not count.
	if r.membership == nil || len(v.Roles) > 0 {
		return nil
	}
	if n := len(v.Memberships); n == 0 || v.Memberships[n-1].ID != *r.membership {
		m, err := r.toMembership()
		if err != nil {
			return err
		}
		v.Memberships = append(v.Memberships, m)
	}
	m := &v.Memberships[len(v.Memberships)-1]
	// An authority counts only while it has a channel of the member's own organisation that is not closed.
	if r.channel == nil || !m.Clerk || !m.AllAuthorities && !slices.Contains(m.Authorities, *r.channel) {
		return nil
	}
	if !slices.Contains(v.ClerkFor, *r.channel) {
		v.ClerkFor = append(v.ClerkFor, *r.channel)
	}
	return nil
}

func (r rightsRow) toMembership() (viewer.Membership, error) {
	m := viewer.Membership{ID: *r.membership, OrganisationID: *r.organisation, AllAuthorities: r.all != nil && *r.all}
	var roles []string
	if err := parseList(r.roles, &roles); err != nil {
		return m, err
	}
	m.Clerk, m.Admin = slices.Contains(roles, "CLERK"), slices.Contains(roles, "ADMIN")
	m.Buyer, m.Signatory = slices.Contains(roles, "BUYER"), slices.Contains(roles, "SIGNATORY")
	m.DigitalOfficer = slices.Contains(roles, "DIGITAL_OFFICER")
	return m, parseList(r.authorities, &m.Authorities)
}

// parseList reads a column of JSON, which may be NULL.
func parseList[T any](column []byte, to *[]T) error {
	if len(column) == 0 {
		return nil
	}
	if err := json.Unmarshal(column, to); err != nil {
		return fmt.Errorf("list in a row: %w", err)
	}
	return nil
}
