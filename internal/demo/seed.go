//go:build demo

package demo

import (
	"context"
	"fmt"

	"schalter/internal/account"
	"schalter/internal/demo/certificates"
	"schalter/internal/demo/office"
	"schalter/internal/directory"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Password is that of every demo account.
const Password = "schalter-demo-2026"

// Citizen is the demo account whose address is proven.
const Citizen = "citizen@demo.example"

// buyerEmail is the demo account that has an organisation certificate.
const buyerEmail = "buyer@demo.example"

// connected is an organisation whose authority is connected by inbox.
type connected struct {
	kind      organisation.OrganisationKind
	authority directory.AuthorityKind
	// key is the natural key of the authority, ars the region of its organisation.
	key, ars string
}

var (
	bayreuth = connected{organisation.Landkreis, directory.KindLandratsamt, "09472", "09472"}
	muenchen = connected{organisation.KreisfreieStadt, directory.KindKreisfreieStadt, "091620000000", "09162"}
	bamberg  = connected{organisation.KreisfreieStadt, directory.KindKreisfreieStadt, "094610000000", "09461"}
	single   = connected{organisation.Other, directory.KindPointOfSingleContact, "094", "094"}
	everyone = []connected{bayreuth, muenchen, bamberg, single}
)

func (c connected) authorityID() string { return directory.AuthorityID(c.authority, c.key) }

func (c connected) organisationID() string {
	return id.Derive(id.Organisation, "demo|"+c.authorityID())
}

// person is one demo account and its work.
type person struct {
	account.Seeded
	at    *connected
	roles []organisation.OrganisationRole
	// certificate is the key of the organisation certificate that the account has; empty for none.
	certificate string
}

func people() []person {
	street, number, code := "Maximilianstraße", "38", "95444"
	clerk := []organisation.OrganisationRole{organisation.Clerk}
	return []person{
		{Seeded: account.Seeded{Email: Citizen, GivenName: "Johanna", FamilyName: "Lindner",
			Address: &account.PostalAddressInput{Street: &street, HouseNumber: &number, PostalCode: &code, City: "Bayreuth", Country: "DE"}}},
		{Seeded: account.Seeded{Email: "clerk@demo.example", GivenName: "Martin", FamilyName: "Hofmann"}, at: &bayreuth, roles: []organisation.OrganisationRole{organisation.Clerk, organisation.Admin}},
		{Seeded: account.Seeded{Email: "clerk2@demo.example", GivenName: "Sabine", FamilyName: "Engel"}, at: &bayreuth, roles: clerk},
		{Seeded: account.Seeded{Email: "clerk-muenchen@demo.example", GivenName: "Aylin", FamilyName: "Demir"}, at: &muenchen, roles: clerk},
		{Seeded: account.Seeded{Email: "clerk-bamberg@demo.example", GivenName: "Petra", FamilyName: "Schütz"}, at: &bamberg, roles: clerk},
		{Seeded: account.Seeded{Email: "clerk-ea@demo.example", GivenName: "Tobias", FamilyName: "Wagner"}, at: &single, roles: clerk},
		{Seeded: account.Seeded{Email: buyerEmail, GivenName: "Claudia", FamilyName: "Reinhardt"}, at: &bamberg,
			roles: []organisation.OrganisationRole{organisation.Buyer}, certificate: "bamberg-reinhardt"},
		// Who acts in the market besides: what they may do there comes with their accounts of the market.
		{Seeded: account.Seeded{Email: "buyer2@demo.example", GivenName: "Jan", FamilyName: "Winter"}, certificate: "bamberg-winter"},
		{Seeded: account.Seeded{Email: "admin-bamberg@demo.example", GivenName: "Lena", FamilyName: "Schubert"}, at: &bamberg,
			roles: []organisation.OrganisationRole{organisation.Admin}},
		{Seeded: account.Seeded{Email: "union@demo.example", GivenName: "Eva", FamilyName: "Hartmann"}, certificate: "stauden-hartmann"},
		{Seeded: account.Seeded{Email: "health@demo.example", GivenName: "Ruth", FamilyName: "Keller"}, certificate: "gesundheitsamt-keller"},
		{Seeded: account.Seeded{Email: "it@demo.example", GivenName: "Nils", FamilyName: "Busch"}, certificate: "fichtelgrund-busch"},
		{Seeded: account.Seeded{Email: "baykommun@demo.example", GivenName: "Sabine", FamilyName: "Lorenz"}, certificate: "baykommun-lorenz"},
		{Seeded: account.Seeded{Email: "waiting@demo.example", GivenName: "Heike", FamilyName: "Brandt"}, certificate: "coburg-brandt"},
		{Seeded: account.Seeded{Email: OperatorAddress, GivenName: "Birgit", FamilyName: "Kastner",
			Roles: []account.PlatformRole{account.Operator}}},
		{Seeded: account.Seeded{Email: "operator2@demo.example", GivenName: "Emre", FamilyName: "Yıldız",
			Roles: []account.PlatformRole{account.Operator}}},
		{Seeded: account.Seeded{Email: "editor@demo.example", GivenName: "Jonas", FamilyName: "Frey",
			Roles: []account.PlatformRole{account.Editor}}},
	}
}

// seed fills an empty instance, all or nothing; one that was seeded before stays as it is.
func (o Seeding) seed(ctx context.Context) error {
	_, err := o.Accounts.IDOfEmail(viewer.System(ctx, "demo-seed"), Citizen)
	if err == nil || errs.CodeOf(err) != errs.NotFound {
		return err
	}
	staff := people()
	seeded := make([]account.Seeded, len(staff))
	for i, p := range staff {
		seeded[i] = p.Seeded
	}
	return o.Accounts.Seed(ctx, seeded, Password, func(ctx context.Context, tx *store.Tx, accountIDs []string) error {
		for _, b := range everyone {
			if err := o.connect(ctx, tx, b); err != nil {
				return err
			}
		}
		for i, p := range staff {
			if err := o.employ(ctx, tx, p, accountIDs[i]); err != nil {
				return err
			}
			if c := certificates.Find(p.certificate); c != nil {
				if err := o.Accounts.SeedCertificate(ctx, tx, accountIDs[i], certificates.IssuerKey, c.Key, c.Fingerprint()); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (o Seeding) connect(ctx context.Context, tx *store.Tx, b connected) error {
	authority := o.Directory.Snapshot().Authority(b.authorityID())
	if authority == nil {
		return fmt.Errorf("the directory has no %s %s", b.authority, b.key)
	}
	_, err := o.Organisations.Found(ctx, tx, organisation.NewOrganisation{
		ID: b.organisationID(), Name: authority.Name, Kind: b.kind, RegionARS: &b.ars,
	})
	if err != nil {
		return err
	}
	return o.Organisations.Connect(ctx, tx, b.authorityID(), b.organisationID())
}

// Stadt Bamberg receives by a mailbox of its own, which is simulated.
const (
	mailName    = "Stadt Bamberg"
	mailAddress = "buergerservice@bamberg.example"
)

// moveToMail moves Stadt Bamberg to its simulated mailbox, once: what somebody changed afterwards stays.
func (o Seeding) moveToMail(ctx context.Context, simulated *office.Office) error {
	ctx = viewer.System(ctx, "demo-seed")
	return o.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		c, err := o.Organisations.ChannelFor(ctx, tx, bamberg.authorityID())
		if err != nil || c == nil || c.Email != nil {
			return err
		}
		return o.Organisations.ConnectMailbox(ctx, tx, organisation.ProvenMailbox{
			AuthorityID: bamberg.authorityID(), OrganisationID: bamberg.organisationID(), Email: mailAddress,
			MailLimit: simulated.MailLimit(), Profile: organisation.Modern, Certificate: simulated.Certificate,
		})
	})
}

func (o Seeding) employ(ctx context.Context, tx *store.Tx, p person, accountID string) error {
	if p.at == nil {
		return nil
	}
	_, err := o.Organisations.Employ(ctx, tx, organisation.Employment{
		OrganisationID: p.at.organisationID(), AccountID: accountID, Roles: p.roles, AllAuthorities: true,
	})
	return err
}
