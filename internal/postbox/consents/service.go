// Package consents keeps what persons agreed to with authorities: that decisions are announced here (Art. 24 BayDiG), that documents are
// formally served here (Art. 25 BayDiG).
//
// # Where to begin reading
//
// [Service.Give] and [Service.Revoke] are the person's; [Service.Standing] is what an authority may count on at a moment, asked in the
// transaction that counts on it.
//
// # What it guarantees
//
// A consent is of one person, one authority, one scope and one version of the text that was shown. Of a scope one is in force at most. Nothing is
// changed or deleted while the account stands: a revoked one keeps its row. A text of a newer version needs another consent: until then the
// older one is shown and can be revoked, and nothing can be announced by it. Each change goes into the records of the mailboxes concerned, on
// both sides, by the job [JobTell]: once, and in its order.
package consents

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/consent"
	"schalter/ent/rule"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// ConsentScope is what a person agrees to (enum ConsentScope).
type ConsentScope string

// The scopes.
const (
	Announcement       ConsentScope = "ANNOUNCEMENT"
	ServiceOfDocuments ConsentScope = "SERVICE_OF_DOCUMENTS"
)

// Scopes are all, in the order in which they are shown.
func Scopes() []ConsentScope { return []ConsentScope{Announcement, ServiceOfDocuments} }

// Consent is what a person agreed to with one authority.
type Consent struct {
	ID          string
	AuthorityID string
	Scope       ConsentScope
	// TextVersion is that of the legal text that was shown.
	TextVersion string
	GivenAt     time.Time
	RevokedAt   *time.Time
}

const (
	// MaxInForce is how many consents of a person can be in force; MaxShown bounds the list with those revoked last.
	MaxInForce = 100
	MaxShown   = 200
	// maxKept is how often a person can give the same consent.
	maxKept = 50
)

// JobTell puts a change of a consent on the records of the mailboxes that it concerns; its subject is made by Subject.
const JobTell job.Kind = "postbox-consent"

// Parties knows with whom persons have mailboxes.
type Parties interface {
	// HasParty reports whether an authority is a party of one of an account's mailboxes, and keeps the account from being deleted before the
	// transaction ends.
	HasParty(ctx context.Context, tx *store.Tx, accountID, authorityID string) (bool, error)
}

// Audit is the log of what was done.
type Audit interface {
	Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) error
}

// Options are what the service needs.
type Options struct {
	DB    *store.DB
	Audit Audit
	// TextVersion is the version in force of the text of a scope.
	TextVersion func(ConsentScope) string
}

// Service answers for consents.
type Service struct {
	Options
	parties Parties
}

// New returns the service.
func New(o Options) *Service { return &Service{Options: o} }

// UseParties gives the service what is put together after it.
func (s *Service) UseParties(p Parties) { s.parties = p }

// ConsentGiveInput is a consent to the text that was shown.
type ConsentGiveInput struct {
	AuthorityID string
	Scope       ConsentScope
	TextVersion string
}

// Give agrees to a text with one authority. Giving again what is in force changes nothing. Refusals: STALE where the text shown is not the
// one in force, NOT_FOUND where the viewer has no mailbox with the authority, TOO_MANY.
func (s *Service) Give(ctx context.Context, in ConsentGiveInput) (given *Consent, err error) {
	defer errs.Wrap(&err, "consents.Give(%s)", in.AuthorityID)
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return nil, err
	}
	var ps errs.Problems
	sides.ValidateIDs(&ps, id.Authority, []string{in.AuthorityID}, 1, "authorityId")
	if !slices.Contains(Scopes(), in.Scope) {
		ps.Add(errs.InvalidValue, "scope")
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	if in.TextVersion != s.TextVersion(in.Scope) {
		return nil, errs.RefuseText(errs.Stale, "consent_text_stale", nil, "textVersion")
	}
	accountID, by := scope.Readers()[0], viewer.From(ctx)
	give := func(ctx context.Context, tx *store.Tx) error {
		given, err = s.give(ctx, tx, by, accountID, in)
		return err
	}
	err = s.DB.Tx(viewer.System(ctx, "postbox.consent"), give)
	if ent.IsConstraintError(err) {
		// Another device gave it at the same moment: this one finds it in force.
		err = s.DB.Tx(viewer.System(ctx, "postbox.consent"), give)
	}
	return given, err
}

func (s *Service) give(ctx context.Context, tx *store.Tx, by *viewer.Viewer, accountID string, in ConsentGiveInput) (*Consent, error) {
	if has, err := s.parties.HasParty(ctx, tx, accountID, in.AuthorityID); err != nil || !has {
		if err == nil {
			err = errs.RefuseText(errs.Missing, "consent_without_mailbox", nil, "authorityId")
		}
		return nil, err
	}
	kept, err := tx.Consent.Query().Where(consent.AccountID(accountID), consent.AuthorityID(in.AuthorityID), consent.ScopeEQ(consent.Scope(in.Scope))).
		Limit(maxKept + 1).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, row := range kept {
		if row.RevokedAt != nil {
			continue
		}
		if row.TextVersion == in.TextVersion {
			return model(row), nil
		}
		// The text is another one now: this consent follows the one to the earlier text.
		if err := s.end(ctx, tx, by, row); err != nil {
			return nil, err
		}
	}
	inForce, err := tx.Consent.Query().Where(consent.AccountID(accountID), consent.RevokedAtIsNil()).Limit(MaxInForce).Count(ctx)
	if err != nil {
		return nil, err
	}
	if len(kept) >= maxKept || inForce >= MaxInForce {
		return nil, errs.Refuse(errs.TooMany)
	}
	row, err := tx.Consent.Create().SetID(id.New(id.Consent, tx.Now)).SetAccountID(accountID).SetAuthorityID(in.AuthorityID).
		SetScope(consent.Scope(in.Scope)).SetTextVersion(in.TextVersion).SetGivenAt(tx.Now).Save(ctx)
	if err != nil {
		return nil, err
	}
	return model(row), s.record(ctx, tx, by, "consent.give", row)
}

// Revoke ends a consent from now on: what was announced before stays announced. One that was revoked stays as it is. Refusals: NOT_FOUND.
func (s *Service) Revoke(ctx context.Context, consentID string) (revoked *Consent, err error) {
	defer errs.Wrap(&err, "consents.Revoke(%s)", consentID)
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return nil, err
	}
	by := viewer.From(ctx)
	err = s.DB.Tx(viewer.System(ctx, "postbox.consent"), func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Consent.Query().Where(consent.ID(consentID), consent.AccountIDIn(scope.Readers()[0])).Only(ctx)
		if ent.IsNotFound(err) {
			return noSuchConsent()
		}
		if err != nil {
			return err
		}
		if row.RevokedAt == nil {
			if err := s.end(ctx, tx, by, row); err != nil {
				return err
			}
		}
		revoked = model(row)
		return nil
	})
	return revoked, err
}

// end revokes a consent that is in force.
func (s *Service) end(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.Consent) error {
	n, err := tx.Consent.Update().Where(consent.ID(row.ID), consent.RevokedAtIsNil()).SetRevokedAt(tx.Now).Save(ctx)
	if err != nil || n == 0 {
		return err
	}
	now := tx.Now
	row.RevokedAt = &now
	return s.record(ctx, tx, by, "consent.revoke", row)
}

// record notes a change, and has it told to both sides.
func (s *Service) record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action string, row *ent.Consent) error {
	if err := s.Audit.Record(ctx, tx, by, action, row.ID, "", string(row.Scope)+" "+row.TextVersion); err != nil {
		return err
	}
	subject := Subject{ConsentID: row.ID, Revoked: row.RevokedAt != nil}.String()
	return job.Enqueue(ctx, tx, JobTell, subject, tx.Now, subject)
}

// Fact is the consent as a signed event and a manifest name it.
func (c *Consent) Fact() *evidence.Consent {
	f := &evidence.Consent{ID: c.ID, Scope: string(c.Scope), TextVersion: c.TextVersion, GivenAt: evidence.Instant(c.GivenAt)}
	if c.RevokedAt != nil {
		f.RevokedAt = evidence.Instant(*c.RevokedAt)
	}
	return f
}

func noSuchConsent() error { return errs.New(errs.NotFound, "there is no such consent") }

func model(row *ent.Consent) *Consent {
	return &Consent{
		ID: row.ID, AuthorityID: row.AuthorityID, Scope: ConsentScope(row.Scope), TextVersion: row.TextVersion, GivenAt: row.GivenAt.UTC(),
		RevokedAt: sides.UTC(row.RevokedAt),
	}
}
