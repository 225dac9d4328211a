package rollouts_test

import (
	"context"

	"schalter/internal/viewer"
)

// The viewers.
func as(v *viewer.Viewer) context.Context {
	v.Locale = "de"
	return viewer.With(context.Background(), v)
}

func member(accountID, organisationID string, m viewer.Membership) context.Context {
	m.ID, m.OrganisationID = "mem_"+accountID, organisationID
	return as(&viewer.Viewer{AccountID: accountID, SessionID: "ses_" + accountID, Memberships: []viewer.Membership{m}})
}

func buyer() context.Context { return member("acc_buyer", town, viewer.Membership{Buyer: true}) }

func officer() context.Context {
	return member("acc_officer", town, viewer.Membership{DigitalOfficer: true})
}

func villager() context.Context {
	return member("acc_villager", village, viewer.Membership{Buyer: true})
}

func unionist() context.Context {
	return member("acc_union", union, viewer.Membership{Signatory: true})
}

func helper() context.Context { return member("acc_it", it, viewer.Membership{Buyer: true}) }

func seller() context.Context { return member("acc_seller", vendor, viewer.Membership{Admin: true}) }

func operator() context.Context {
	return as(&viewer.Viewer{AccountID: "acc_operator", SessionID: "ses_op", Roles: []viewer.Role{viewer.Operator}})
}

func citizen() context.Context {
	return as(&viewer.Viewer{AccountID: "acc_citizen", SessionID: "ses_c"})
}

func anonymous() context.Context { return as(viewer.Anonymous()) }

func session(organisationID string) context.Context {
	return as(&viewer.Viewer{VendorID: organisationID})
}

func buyerOf() viewer.Membership { return viewer.Membership{Buyer: true} }
