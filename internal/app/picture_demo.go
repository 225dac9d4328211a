//go:build demo

package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"schalter/internal/directory"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/rollouts"
	"schalter/internal/viewer"
)

// pictureOfferings are those that every municipality may order, by their slugs.
var pictureOfferings = []string{"gewerbe", "wohnsitzanmeldung", "personenstandsurkunden"}

// pictureStates are dealt out in turn.
var pictureStates = []rollouts.RolloutState{
	rollouts.Live, rollouts.InProgress, rollouts.Live, rollouts.Ordered, rollouts.Live, rollouts.InProgress, rollouts.Live,
}

// pictureEvery is how many municipalities lie between two that have ordered; kreisfreie Städte have ordered all.
const pictureEvery = 41

// seedPicture has some sixty municipalities all over Bavaria be somewhere between order and live service, so that the picture of rollouts
// shows something and citizens find services online. What towns of the demonstration do themselves is left to them.
func (a *app) seedPicture(ctx context.Context) error {
	ctx = viewer.System(ctx, "demo-seed")
	now := a.clock.Now()
	var list []rollouts.Seeded
	n := 0
	for i, r := range a.directory.Snapshot().Regions(directory.RegionFilter{Kind: directory.RegionGemeinde}) {
		if !isKreisfrei(r.Kreis()) && i%pictureEvery != 0 || a.actsInDemo(r) {
			continue
		}
		o := a.organisations.OfARS(r.ARS)
		offering := a.catalogue.Offering(catalogue.OfferingIDOf(pictureOfferings[n%len(pictureOfferings)]))
		if o == nil || offering == nil {
			continue
		}
		started := now.Add(-time.Duration(30+(n*37)%200) * 24 * time.Hour)
		list = append(list, rollouts.Seeded{
			OrganisationID: o.ID, OrderedByID: o.ID, OfferingVersionID: offering.Current.ID, State: pictureStates[n%len(pictureStates)],
			StartedAt: started, Since: started.Add(20 * 24 * time.Hour),
			URL: func(serviceID string) string { return fmt.Sprintf("https://formulare-%s.example/%s", r.ARS, serviceID) },
		})
		n++
	}
	return a.rollouts.Seed(ctx, list)
}

// actsInDemo says that a municipality has people in the demonstration, or that its union has.
func (a *app) actsInDemo(r *directory.Region) bool {
	return r.ARS == "094610000000" || r.ARS == "094630000000" || strings.HasPrefix(r.ARS, demoUnion)
}
