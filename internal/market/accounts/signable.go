package accounts

import (
	"context"

	"schalter/ent"
	"schalter/ent/predicate"
	"schalter/ent/signingauthority"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// maxSignable bounds for how many organisations one person signs: more than any union has members.
const maxSignable = 200

// Signable are the organisations that the viewer may sign for on a day (ISO 8601), as MaySign finds them one by one. The context must be the
// platform's own.
func (s *Service) Signable(ctx context.Context, tx *store.Tx, v *viewer.Viewer, day string) (_ map[string]bool, err error) {
	defer errs.Wrap(&err, "accounts.Signable")
	if !v.SignedIn() {
		return nil, nil
	}
	// Nobody is held for it: what is only shown locks nothing.
	persons, err := s.ports.Persons.Identify(ctx, tx, []string{v.AccountID})
	if err != nil || len(persons) == 0 || !persons[0].Open {
		return nil, err
	}
	account, err := s.activeOf(ctx, tx, v.AccountID)
	if err != nil || account == nil {
		return nil, err
	}
	signer := s.ports.Organisations.Organisation(account.OrganisationID)
	if signer == nil || neverSigns("", signer) {
		return nil, nil
	}
	membershipID, err := s.ports.Organisations.Signatory(ctx, tx, account.OrganisationID, v.AccountID)
	if err != nil || membershipID == "" {
		return nil, err
	}
	return s.signedBy(ctx, tx.Client, signer, day, signingauthority.Or(signingauthority.MembershipIDIsNil(), signingauthority.MembershipID(membershipID)))
}

// Confirmed are the organisations that a signer was confirmed to sign for on a day, itself among them, by whomever of its people: a read, in a
// transaction or without one. The context must be the platform's own.
func (s *Service) Confirmed(ctx context.Context, client *ent.Client, signerID, day string) (_ map[string]bool, err error) {
	defer errs.Wrap(&err, "accounts.Confirmed(%s)", signerID)
	signer := s.ports.Organisations.Organisation(signerID)
	if signer == nil || neverSigns("", signer) {
		return nil, nil
	}
	return s.signedBy(ctx, client, signer, day, signingauthority.SignerOrganisationID(signerID))
}

func (s *Service) signedBy(ctx context.Context, client *ent.Client, signer *Organisation, day string, who predicate.SigningAuthority) (map[string]bool, error) {
	rows, err := client.SigningAuthority.Query().Where(signingauthority.SignerOrganisationID(signer.ID), who, countsOn(day)).
		Order(ent.Asc(signingauthority.FieldID)).Limit(maxSignable).All(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	for _, row := range rows {
		o := s.ports.Organisations.Organisation(row.OrganisationID)
		if o != nil && (o.ID == signer.ID || s.isUnionOf(signer, o)) {
			found[o.ID] = true
		}
	}
	return found, nil
}
