package rollouts

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/vendormail"
	"schalter/ent/vendortoken"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

const (
	// sessionLife is how long a vendor's session lasts; it is not renewed, the link begins another one.
	sessionLife = time.Hour
	// sessionPrefix begins an access token of a vendor: it can be no person's, whose tokens are signed and have three parts with dots.
	sessionPrefix = "vendor_"
	tokenSize     = 32
	// maxSessions is how many sessions one link begins within a day.
	maxSessions = 100
)

// newToken returns a random secret as it is handed out, and the hash that is kept of it.
func newToken(prefix string) (text string, hash []byte, err error) {
	var b [tokenSize]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", nil, err
	}
	text = prefix + base64.RawURLEncoding.EncodeToString(b[:])
	return text, hashToken(text), nil
}

// VendorSession is what a vendor works with for an hour: no account, no cookie.
type VendorSession struct {
	AccessToken string
	ExpiresAt   time.Time
	VendorID    string
}

// StartSession redeems the link of a mail for a session of the organisation that it was sent to: as often as it is needed while the link
// is good. Refusals: NOT_FOUND, EXPIRED, TOO_MANY.
func (s *Service) StartSession(ctx context.Context, link string) (_ *VendorSession, err error) {
	defer errs.Wrap(&err, "rollouts.StartSession")
	var started *VendorSession
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.VendorToken.Query().Where(vendortoken.TokenHash(hashToken(link)), vendortoken.PurposeEQ(vendortoken.PurposeLINK)).Only(ctx)
		switch {
		case ent.IsNotFound(err):
			return errs.RefuseText(errs.Missing, "vendor_link_unknown", nil, "token")
		case err != nil:
			return err
		case !tx.Now.Before(row.ExpiresAt):
			return errs.RefuseText(errs.Expired, "vendor_link_expired", nil, "token")
		}
		if n, err := tx.Count(ctx, "vendor-session|"+row.ID, 24*time.Hour); err != nil || n > maxSessions {
			if err == nil {
				err = errs.RefuseText(errs.TooMany, "vendor_link_too_often", nil, "token")
			}
			return err
		}
		started, err = s.startSession(ctx, tx, row)
		return err
	})
	if err != nil {
		return nil, err
	}
	return started, nil
}

func (s *Service) startSession(ctx context.Context, tx *store.Tx, link *ent.VendorToken) (*VendorSession, error) {
	text, hash, err := newToken(sessionPrefix)
	if err != nil {
		return nil, err
	}
	until := tx.Now.Add(sessionLife)
	sessionID := id.New(id.VendorToken, tx.Now)
	err = tx.VendorToken.Create().SetID(sessionID).SetPurpose(vendortoken.PurposeSESSION).SetOrganisationID(link.OrganisationID).SetMailID(link.MailID).
		SetTokenHash(hash).SetCreatedAt(tx.Now).SetExpiresAt(until).Exec(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.noteOpened(ctx, tx, link.MailID); err != nil {
		return nil, err
	}
	by := &viewer.Viewer{VendorID: link.OrganisationID}
	if err := s.Audit.Record(ctx, tx, by, "vendor.session", link.MailID, "", ""); err != nil {
		return nil, err
	}
	return &VendorSession{AccessToken: text, ExpiresAt: until, VendorID: link.OrganisationID}, nil
}

// noteOpened notes that a mail arrived: who opens its link has got it, whatever came back before.
func (s *Service) noteOpened(ctx context.Context, tx *store.Tx, mailID string) error {
	m, err := tx.VendorMail.Get(ctx, mailID)
	if ent.IsNotFound(err) || err == nil && (m.State == vendormail.StateQUEUED || m.State == vendormail.StateOPENED) {
		return nil
	}
	if err != nil {
		return err
	}
	r, err := s.lockAny(ctx, tx, m.RolloutID)
	if err != nil {
		return err
	}
	if err := tx.VendorMail.UpdateOneID(mailID).SetState(vendormail.StateOPENED).ClearProblem().Exec(ctx); err != nil {
		return err
	}
	return s.observeInformed(ctx, tx, r, m, sealedTask{})
}

// IsVendorToken reports whether an access token is one of a vendor's session, good or not: no other service is asked about it.
func IsVendorToken(accessToken string) bool { return strings.HasPrefix(accessToken, sessionPrefix) }

// Authenticate says which vendor an access token speaks for and until when. It fails with UNAUTHENTICATED.
func (s *Service) Authenticate(ctx context.Context, accessToken string) (_ *viewer.Viewer, until time.Time, err error) {
	defer errs.Wrap(&err, "rollouts.Authenticate")
	row, err := s.DB.Client().VendorToken.Query().Where(vendortoken.TokenHash(hashToken(accessToken)), vendortoken.PurposeEQ(vendortoken.PurposeSESSION)).
		Only(system(ctx))
	if ent.IsNotFound(err) || err == nil && !s.DB.Clock().Now().Before(row.ExpiresAt) {
		return nil, time.Time{}, errs.SessionEnded
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	return &viewer.Viewer{VendorID: row.OrganisationID, Locale: "de"}, row.ExpiresAt, nil
}
