package consents

import (
	"context"
	"strings"

	"schalter/ent"
	"schalter/ent/consent"
	"schalter/ent/rule"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Own are the viewer's consents that were not revoked, and of each authority and scope without one the last that was; the newest first.
func (s *Service) Own(ctx context.Context) (list []*Consent, err error) {
	defer errs.Wrap(&err, "consents.Own")
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return nil, err
	}
	accountID := scope.Readers()[0]
	// Those in force come first, so that no number of revoked ones hides one.
	rows, err := s.DB.Client().Consent.Query().Where(consent.AccountID(accountID), consent.RevokedAtIsNil()).
		Order(ent.Desc(consent.FieldGivenAt), ent.Desc(consent.FieldID)).Limit(MaxInForce).All(ctx)
	if err != nil {
		return nil, err
	}
	revoked, err := s.DB.Client().Consent.Query().Where(consent.AccountID(accountID), consent.RevokedAtNotNil()).
		Order(ent.Desc(consent.FieldGivenAt), ent.Desc(consent.FieldID)).Limit(maxKept * MaxInForce).All(ctx)
	if err != nil {
		return nil, err
	}
	type of struct{ authority, scope string }
	shown := map[of]bool{}
	for _, row := range append(rows, revoked...) {
		key := of{row.AuthorityID, string(row.Scope)}
		if shown[key] || len(list) == MaxShown {
			continue
		}
		shown[key] = true
		list = append(list, model(row))
	}
	return list, nil
}

// Find is one of the viewer's consents.
func (s *Service) Find(ctx context.Context, consentID string) (_ *Consent, err error) {
	defer errs.Wrap(&err, "consents.Find(%s)", consentID)
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return nil, err
	}
	row, err := s.DB.Client().Consent.Query().Where(consent.ID(consentID), consent.AccountID(scope.Readers()[0])).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, noSuchConsent()
	}
	if err != nil {
		return nil, err
	}
	return model(row), nil
}

// Standing are the consents of a person with one authority that are in force now, to the texts in force now. The caller has shown its right:
// it is the platform, in the transaction that counts on them.
func (s *Service) Standing(ctx context.Context, tx *store.Tx, accountID, authorityID string) ([]*Consent, error) {
	rows, err := tx.Consent.Query().Where(consent.AccountID(accountID), consent.AuthorityID(authorityID), consent.RevokedAtIsNil()).
		Order(ent.Asc(consent.FieldScope)).All(ctx)
	if err != nil {
		return nil, err
	}
	return s.standing(rows), nil
}

func (s *Service) standing(rows []*ent.Consent) (list []*Consent) {
	for _, row := range rows {
		if row.TextVersion == s.TextVersion(ConsentScope(row.Scope)) {
			list = append(list, model(row))
		}
	}
	return list
}

// Pair is a person and an authority.
type Pair struct{ AccountID, AuthorityID string }

// StandingOf are the consents that are in force, for many at once.
func (s *Service) StandingOf(ctx context.Context, pairs []Pair) (map[Pair][]*Consent, error) {
	var accounts, authorities []string
	for _, p := range pairs {
		accounts, authorities = append(accounts, p.AccountID), append(authorities, p.AuthorityID)
	}
	rows, err := s.DB.Client().Consent.Query().Where(consent.AccountIDIn(accounts...), consent.AuthorityIDIn(authorities...), consent.RevokedAtIsNil()).
		Order(ent.Asc(consent.FieldScope)).All(viewer.System(ctx, "postbox.consents"))
	if err != nil {
		return nil, err
	}
	by := map[Pair][]*Consent{}
	for _, row := range rows {
		key := Pair{row.AccountID, row.AuthorityID}
		by[key] = append(by[key], s.standing([]*ent.Consent{row})...)
	}
	return by, nil
}

// Subject says which consent a job of JobTell is about, and from which party on. Revoked tells the two jobs of one consent apart, so that neither waits
// for the other: each records whatever of it a record lacks.
type Subject struct {
	ConsentID string
	Revoked   bool
	After     string
}

const changeGiven, changeRevoked = "given", "revoked"

func (s Subject) String() string {
	change := changeGiven
	if s.Revoked {
		change = changeRevoked
	}
	return strings.TrimSuffix(s.ConsentID+"|"+change+"|"+s.After, "|")
}

// SubjectOf reads a subject.
func SubjectOf(text string) Subject {
	consentID, rest, _ := strings.Cut(text, "|")
	change, after, _ := strings.Cut(rest, "|")
	return Subject{ConsentID: consentID, Revoked: change == changeRevoked, After: after}
}

// Change is a consent whose change is recorded, and whose it is.
type Change struct {
	*Consent
	AccountID string
}

// Changed is the consent of a job as it is now; nil when its account is gone.
func (s *Service) Changed(ctx context.Context, tx *store.Tx, of Subject) (*Change, error) {
	row, err := tx.Consent.Query().Where(consent.ID(of.ConsentID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &Change{Consent: model(row), AccountID: row.AccountID}, nil
}

// Forget drops the consents of an account that is deleted; the authorities' records keep what was agreed to.
func (s *Service) Forget(ctx context.Context, tx *store.Tx, accountID string) error {
	_, err := tx.Consent.Delete().Where(consent.AccountID(accountID)).Exec(ctx)
	return err
}
