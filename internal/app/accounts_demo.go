//go:build demo

package app

import (
	"context"
	"fmt"

	"schalter/internal/demo"
	"schalter/internal/demo/certificates"
	"schalter/internal/demo/market"
	"schalter/internal/directory"
	"schalter/internal/market/accounts"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// The union of the demonstration signs for all its members.
const demoUnion = "097725709"

// demoAccount is a person of the demonstration who acts in the market.
type demoAccount struct {
	email, certificate, organisationID string
	maySign, waits                     bool
}

func (a *app) demoAccounts() []demoAccount {
	of := func(ars string) string {
		if o := a.organisations.OfARS(ars); o != nil {
			return o.ID
		}
		return ""
	}
	return []demoAccount{
		{email: "buyer@demo.example", certificate: "bamberg-reinhardt", organisationID: of("094610000000"), maySign: true},
		{email: "buyer2@demo.example", certificate: "bamberg-winter", organisationID: of("094610000000")},
		{email: "union@demo.example", certificate: "stauden-hartmann", organisationID: of(demoUnion), maySign: true},
		{email: "health@demo.example", certificate: "gesundheitsamt-keller", organisationID: of("09472"), maySign: true},
		{email: "it@demo.example", certificate: "fichtelgrund-busch", organisationID: market.OrganisationID("it-verbund-fichtelgrund")},
		{email: "baykommun@demo.example", certificate: "baykommun-lorenz", organisationID: market.OrganisationID("baykommun"), maySign: true},
		{email: "waiting@demo.example", certificate: "coburg-brandt", organisationID: of("094630000000"), maySign: true, waits: true},
	}
}

// seedMarketAccounts gives the people of the demonstration their accounts of the market, once.
func (a *app) seedMarketAccounts(ctx context.Context) error {
	ctx = viewer.System(ctx, "demo-seed")
	operatorID, err := a.accounts.IDOfEmail(ctx, demo.OperatorAddress)
	if err != nil {
		return err
	}
	for _, d := range a.demoAccounts() {
		accountID, err := a.accounts.IDOfEmail(ctx, d.email)
		if err != nil {
			return err
		}
		if there, err := a.seedMarketAccount(ctx, d, accountID, operatorID); err != nil || there {
			return err
		}
	}
	return a.seedRights(viewer.With(ctx, &viewer.Viewer{AccountID: operatorID, Roles: []viewer.Role{viewer.Operator}, Locale: "de"}))
}

// seedMarketAccount reports whether the person had an account already.
func (a *app) seedMarketAccount(ctx context.Context, d demoAccount, accountID, operatorID string) (there bool, err error) {
	person, err := a.people.Person(viewer.With(ctx, &viewer.Viewer{AccountID: accountID}), accountID)
	if err != nil {
		return false, err
	}
	c := certificates.Find(d.certificate)
	if c == nil {
		return false, fmt.Errorf("the demonstration has no certificate %s", d.certificate)
	}
	in := accounts.Seeded{AccountID: accountID, OperatorID: operatorID, Claims: demoClaims(c), Form: accounts.MarketAccountForm{
		GivenName: person.GivenName, FamilyName: person.FamilyName, Email: d.email, OrganisationID: &d.organisationID, MaySign: d.maySign,
	}}
	in.Claims.ValidTo = a.clock.Now().AddDate(2, 0, 0)
	if d.maySign {
		evidence := "Für die Vorführung erfunden: Beschluss vom 4. Mai 2026"
		in.Form.Evidence = &evidence
	}
	if d.waits {
		in.OperatorID = ""
	}
	err = a.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if there, err = a.marketAccounts.HasAccount(ctx, tx, accountID); err != nil || there {
			return err
		}
		return a.marketAccounts.Seed(ctx, tx, in)
	})
	return there, err
}

// demoClaims are what a certificate of the demonstration says.
func demoClaims(given *certificates.Certificate) accounts.Claims {
	claims := accounts.Claims{AccountID: given.Key, Fingerprint: given.Fingerprint(), OrganisationName: given.Organisation, TaxNumber: &given.TaxNumber, FunctionalMailbox: given.Person == ""}
	if given.Email != "" {
		claims.Email = &given.Email
	}
	if given.Person != "" {
		claims.PersonName = &given.Person
	}
	return claims
}

// seedRights lets the union sign for its members, gives the Landkreis its health office, and has the IT association set services up.
func (a *app) seedRights(ctx context.Context) error {
	union := a.organisations.OfARS(demoUnion)
	evidence := "Für die Vorführung erfunden: Beschluss der Gemeinschaftsversammlung vom 4. Mai 2026"
	for _, member := range a.organisations.Municipalities(union.ID) {
		_, err := a.marketAccounts.SaveSigning(ctx, accounts.NewSigning{
			OrganisationID: member.ID, SignerID: union.ID, ValidFrom: "2026-05-04", Evidence: &evidence,
		})
		if err != nil {
			return err
		}
	}
	landkreis := a.organisations.OfAuthority(directory.AuthorityID(directory.KindLandratsamt, "09472"))
	_, err := a.organisations.SaveUnit(ctx, organisation.UnitSaving{OrganisationID: landkreis.ID, Kind: organisation.HealthOffice, Name: "Gesundheitsamt Bayreuth"})
	if err != nil {
		return err
	}
	bamberg := a.organisations.OfARS("094610000000")
	_, err = a.organisations.Delegate(ctx, organisation.Delegating{
		OrganisationID: bamberg.ID, ExpectedVersion: bamberg.Version, ToOrganisationID: market.OrganisationID("it-verbund-fichtelgrund"), Allowed: true,
	})
	return err
}
