package graph

import (
	"context"

	"schalter/graph/model"
	"schalter/internal/account"
	"schalter/internal/directory"
	"schalter/internal/id"
	"schalter/internal/organisation"
	"schalter/internal/postal"
)

// organisationDomain is who holds accounts and channels, and how an authority receives.
var organisationDomain = domain{
	nodes: map[id.Kind]node{
		id.Organisation: publicNode("Organisation", func(r *Resolver, nodeID string) *organisation.Organisation {
			return r.Organisations.Organisation(nodeID)
		}),
		id.Membership: privateNode("Membership", func(ctx context.Context, r *Resolver, nodeID string) (*organisation.Membership, error) {
			found, err := r.Organisations.Memberships(ctx, []string{nodeID})
			return found[nodeID], err
		}),
		id.Unit: publicNode("Unit", func(r *Resolver, nodeID string) *organisation.Unit { return r.Organisations.Unit(nodeID) }),
		id.Certificate: privateNode("Certificate", func(ctx context.Context, r *Resolver, nodeID string) (*organisation.Certificate, error) {
			return r.Organisations.Certificate(ctx, nodeID)
		}),
		id.Request: privateNode("ConnectRequest", func(ctx context.Context, r *Resolver, nodeID string) (*organisation.ConnectRequest, error) {
			return r.Organisations.Request(ctx, nodeID)
		}),
	},
	texts: []map[string]text{channelTexts},
	sizes: map[string]int{
		"AuthoritySettings.retentionClasses":       20,
		"Organisation.authorities":                 10,
		"Organisation.municipalities":              10,
		"Organisation.units":                       5,
		"OrganisationInternal.functionalMailboxes": 20,
		"OrganisationInternal.setUpBy":             20,
		"Membership.roles":                         5,
		"Membership.authorities":                   10,
		"Channel.certificates":                     10,
		"Channel.tests":                            5,
		"Certificate.emails":                       5,
		"Certificate.warnings":                     5,
		"PlatformKeys.sealKeys":                    20,
	},
	costs: map[string]int{"Authority.channel": channelCost, "Authority.organisation": channelCost},
}

func memberChange(in model.MemberUpdateInput) organisation.MemberChange {
	change := organisation.MemberChange{
		MembershipID: in.MembershipID, ExpectedVersion: in.ExpectedVersion, AllAuthorities: in.AllAuthorities.Value(),
		UnitID: in.UnitID, AbsentUntil: in.AbsentUntil, DeputyID: in.DeputyID,
	}
	if roles, set := in.Roles.ValueOK(); set {
		// Null clears, and no role is refused.
		change.Roles = &roles
	}
	if ids, set := in.AuthorityIds.ValueOK(); set {
		change.AuthorityIDs = &ids
	}
	return change
}

// testResult says what came of one mail of a connection test; nil while it waits.
func testResult(locale string, t *organisation.ChannelTest) *string {
	if detail := textOrNil(locale, t.Detail); detail != nil && *detail != "" {
		return detail
	}
	key := "test_" + map[organisation.ChannelTestState]string{
		organisation.TestAnswered: "answered_" + string(t.Profile), organisation.TestFailed: "failed", organisation.TestExpired: "expired",
	}[t.State]
	if t.State == organisation.TestWaiting {
		return nil
	}
	return textOrNil(locale, &key)
}

// changedAuthority is the authority after a change of its channel; nil when the change was refused.
func (r *Resolver) changedAuthority(ctx context.Context, authorityID string, err error) (*directory.Authority, []*model.UserError, error) {
	problems, err := userErrors(ctx, err)
	if problems != nil || err != nil {
		return nil, problems, err
	}
	return r.authority(ctx, authorityID), nil, nil
}

// organisationChange is what of an organisation is to change: what is absent stays, null clears.
func organisationChange(in model.OrganisationUpdateInput) organisation.Updating {
	change := organisation.Updating{OrganisationID: in.OrganisationID, ExpectedVersion: in.ExpectedVersion}
	if a, set := in.Address.ValueOK(); set {
		address := postalAddress(a)
		change.Address = &address
	}
	if email, set := in.Email.ValueOK(); set {
		change.Email = &email
	}
	if list, set := in.FunctionalMailboxes.ValueOK(); set {
		change.Mailboxes = &list
	}
	if c, set := in.DigitalOfficer.ValueOK(); set {
		change.DigitalOfficer = &c
	}
	if c, set := in.SubjectContact.ValueOK(); set {
		change.SubjectContact = &c
	}
	if c, set := in.TechnicalContact.ValueOK(); set {
		change.TechnicalContact = &c
	}
	return change
}

// postalAddress is an address that somebody typed; who receives there is known.
func postalAddress(in *account.PostalAddressInput) *postal.Address {
	if in == nil {
		return nil
	}
	return &postal.Address{
		Addition: in.Addition, Street: in.Street, HouseNumber: in.HouseNumber, PostalCode: in.PostalCode, City: in.City, Region: in.Region, Country: in.Country,
	}
}
