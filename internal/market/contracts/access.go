package contracts

import (
	"context"

	"schalter/ent/contract"
	"schalter/ent/predicate"
	"schalter/internal/permit"
	"schalter/internal/viewer"
)

// access is which contracts a viewer may see: all, or those of organisations.
type access struct {
	all           bool
	organisations []string
}

// accessOf reads the rights of the context's viewer: operators see all contracts, members those that their organisation is a party of or signs.
func accessOf(ctx context.Context) (access, error) {
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return access{}, err
	}
	a := access{all: v.HasRole(viewer.Operator)}
	for i := range v.Memberships {
		if m := &v.Memberships[i]; m.InMarket() {
			a.organisations = append(a.organisations, m.OrganisationID)
		}
	}
	return a, nil
}

// filter keeps what the viewer may see.
func (a access) filter() predicate.Contract {
	if a.all {
		return contract.IDNEQ("")
	}
	return ofOrganisations(a.organisations)
}

func ofOrganisations(ids []string) predicate.Contract {
	return contract.Or(contract.GrantorIDIn(ids...), contract.GranteeIDIn(ids...), contract.SignerIDIn(ids...))
}
