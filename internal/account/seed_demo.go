//go:build demo

package account

import (
	"context"
	"crypto/rand"

	"schalter/ent/account"
	"schalter/ent/activation"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Seeded is a demo account, whose e-mail counts as proven.
type Seeded struct {
	Email      string
	GivenName  string
	FamilyName string
	Roles      []PlatformRole
	// Address counts as proven; nil leaves the account with a proven e-mail only.
	Address *PostalAddressInput
}

// Seed makes demo accounts with one password, which no rule for passwords is asked about, in one transaction with what with
// adds; accountIDs are in the order of people.
func (s *Service) Seed(ctx context.Context, people []Seeded, password string, with func(ctx context.Context, tx *store.Tx, accountIDs []string) error) (err error) {
	defer errs.Wrap(&err, "account.Seed")
	ctx = viewer.System(ctx, "demo-seed")
	inputs := make([]AccountRegisterInput, len(people))
	secrets := make([]string, len(people))
	for i, p := range people {
		in := AccountRegisterInput{Email: p.Email, GivenName: p.GivenName, FamilyName: p.FamilyName, Locale: German, TermsVersion: s.terms}
		if err := in.Validate(); err != nil {
			return err
		}
		inputs[i] = in
		if secrets[i], err = s.hasher.hash(ctx, password); err != nil {
			return err
		}
	}
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		ids := make([]string, len(people))
		for i, in := range inputs {
			if ids[i], err = s.seed(ctx, tx, in, people[i], secrets[i]); err != nil {
				return err
			}
		}
		return with(ctx, tx, ids)
	})
}

func (s *Service) seed(ctx context.Context, tx *store.Tx, in AccountRegisterInput, p Seeded, secret string) (accountID string, err error) {
	o, err := s.accountFor(ctx, tx, in)
	if err != nil {
		return "", err
	}
	o.profile.GivenName, o.profile.FamilyName = in.GivenName, in.FamilyName
	if err := saveProfile(ctx, tx, o); err != nil {
		return "", err
	}
	if err := setPassword(ctx, tx, o.ID, secret); err != nil {
		return "", err
	}
	roles := make([]string, len(p.Roles))
	for i, role := range p.Roles {
		roles[i] = string(role)
	}
	err = tx.Account.UpdateOneID(o.ID).SetState(account.StateACTIVE).SetTrustLevel(account.TrustLevelEMAIL).
		SetEmailProvenAt(tx.Now).SetPlatformRoles(roles).Exec(ctx)
	if err != nil || p.Address == nil {
		return o.ID, err
	}
	return o.ID, s.seedAddress(ctx, tx, o.ID, *p.Address)
}

// seedAddress leaves what an entered code leaves.
func (s *Service) seedAddress(ctx context.Context, tx *store.Tx, accountID string, in PostalAddressInput) error {
	o, err := s.lock(ctx, tx, accountID)
	if err != nil {
		return err
	}
	address, activationID := in.of(o.profile), id.New(id.Activation, tx.Now)
	sealed, err := o.key.SealJSON(addressAAD(activationID), address)
	if err != nil {
		return err
	}
	err = tx.Activation.Create().SetID(activationID).SetAccountID(accountID).SetState(activation.StateUSED).SetSealedAddress(sealed).
		SetCodeHash(s.codeHash(activationID, accountID, checkcode.New(rand.Reader))).SetAttemptsLeft(codeAttempts).
		SetAbroad(address.Country != home).SetLetterQueuedAt(tx.Now).SetExpiresAt(codeEnds(tx.Now)).Exec(ctx)
	if err != nil {
		return err
	}
	o.TrustLevel, o.profile.Address = account.TrustLevelPOSTAL, &address
	return saveProfile(ctx, tx, o)
}

// SeedCertificate gives an account the certificate of a login, without a sign-in. The context must be the platform's own.
func (s *Service) SeedCertificate(ctx context.Context, tx *store.Tx, accountID, issuer, subject, fingerprint string) error {
	if _, err := s.lock(ctx, tx, accountID); err != nil {
		return err
	}
	return s.bind(ctx, tx, accountID, issuer, s.subjectIndex(issuer, subject), s.certificateIndex(fingerprint))
}

// Relax replaces the limits of what can be tried: in the demo everybody is on one network.
func (s *Service) Relax(l Limits) { s.limits = l.orDefaults() }
