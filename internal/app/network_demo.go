//go:build demo

package app

import (
	"context"

	"schalter/internal/demo"
	"schalter/internal/demo/market"
	"schalter/internal/network"
	"schalter/internal/viewer"
)

// groupMembers are the people of the demonstration who meet in groups, by the parts that groups.json has.
var groupMembers = map[string]string{
	"town": "buyer@demo.example", "town-2": "buyer2@demo.example", "union": "union@demo.example", "health-office": "health@demo.example",
}

// seedNetwork writes the groups of the demonstration, each once.
func (a *app) seedNetwork(ctx context.Context) error {
	ctx = viewer.System(ctx, "demo-seed")
	operatorID, err := a.accounts.IDOfEmail(ctx, demo.OperatorAddress)
	if err != nil {
		return err
	}
	members := map[string]network.SeededMember{"operator": {AccountID: operatorID}}
	for part, email := range groupMembers {
		accountID, err := a.accounts.IDOfEmail(ctx, email)
		if err != nil {
			return err
		}
		list, err := a.organisations.MembershipsOf(ctx, accountID)
		if err != nil || len(list) == 0 {
			return err
		}
		members[part] = network.SeededMember{AccountID: accountID, MembershipID: list[0].ID, OrganisationID: list[0].OrganisationID}
	}
	groups, err := market.Groups(operatorID, members, a.clock.Now())
	if err != nil {
		return err
	}
	return a.network.Seed(ctx, groups)
}
