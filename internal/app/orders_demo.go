//go:build demo

package app

import (
	"context"
	"slices"
	"time"

	"schalter/internal/demo"
	"schalter/internal/demo/market"
	"schalter/internal/id"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/orders"
	"schalter/internal/viewer"
)

// demoOrder is an order of the demonstration: of a buyer for an offering, by its slug. An order of the union is for one of its members, by its
// number.
type demoOrder struct {
	buyer, offering string
	member          int
	state           orders.OrderState
	hoursAgo        int
	note            string
	// link is where it is in use already; empty for what is new.
	link string
}

// The town has an order in each state, with something to do at once; the union has one for each of its members, the health office one.
var demoOrders = []demoOrder{
	{buyer: "town", offering: "wohngeld", state: orders.Draft, hoursAgo: 26},
	{buyer: "town", offering: "gewerbe", state: orders.Released, hoursAgo: 219},
	{buyer: "town", offering: "personenstandsurkunden", state: orders.Released, hoursAgo: 400, link: "https://stadt.example/urkunden"},
	{buyer: "town", offering: "sozialhilfe", state: orders.Submitted, hoursAgo: 20},
	{buyer: "town", offering: "unterhaltsvorschuss", state: orders.Returned, hoursAgo: 98, note: "Bitte nennen Sie als technische Ansprechperson jemanden, der das Postfach des Jugendamts einrichten kann."},
	{buyer: "town", offering: "fuehrerschein", state: orders.Cancelled, hoursAgo: 700, note: "Wir warten, bis das Fachverfahren umgestellt ist."},
	{buyer: "union", offering: "gewerbe", member: 0, state: orders.Submitted, hoursAgo: 50},
	{buyer: "union", offering: "gewerbe", member: 1, state: orders.Submitted, hoursAgo: 49},
	{buyer: "union", offering: "gewerbe", member: 2, state: orders.Submitted, hoursAgo: 48},
	{buyer: "union", offering: "gewerbe", member: 3, state: orders.Draft, hoursAgo: 47},
	{buyer: "union", offering: "gewerbe", member: 4, state: orders.Draft, hoursAgo: 46},
	{buyer: "health-office", offering: "belehrung-infektionsschutz", state: orders.Submitted, hoursAgo: 30},
}

func (d demoOrder) id() string {
	return id.Derive(id.Order, "demo|"+d.buyer+"|"+d.offering+"|"+string(rune('0'+d.member)))
}

// demoOrderOf is the order to which a ticket of the demonstration belongs; nil where there is none.
func demoOrderOf(buyer, offering string) *string {
	i := slices.IndexFunc(demoOrders, func(d demoOrder) bool {
		return d.buyer == buyer && d.offering == offering && d.member == 0 && d.state != orders.Draft
	})
	if i < 0 {
		return nil
	}
	orderID := demoOrders[i].id()
	return &orderID
}

// demoBuyer is who orders for whom.
type demoBuyer struct {
	buyer, signatory, organisationID string
	unitID                           *string
	subject, technical               orders.Contact
}

func (a *app) demoBuyers() map[string]demoBuyer {
	of := func(ars string) string {
		if o := a.organisations.OfARS(ars); o != nil {
			return o.ID
		}
		return ""
	}
	contact := func(name, email, department string) orders.Contact {
		return orders.Contact{Name: name, Email: email, Department: &department}
	}
	buyers := map[string]demoBuyer{
		"town": {
			buyer: "buyer2@demo.example", signatory: "buyer@demo.example", organisationID: of("094610000000"),
			subject: contact("Sabine Ortner", "ortner@stadt.example", "Bürgerdienste"), technical: contact("Paul Lindner", "it@stadt.example", "Informationstechnik"),
		},
		"union": {
			buyer: "union@demo.example", signatory: "union@demo.example", organisationID: of(demoUnion),
			subject: contact("Thomas Brandl", "brandl@vg.example", "Geschäftsstelle"), technical: contact("Rita Moser", "technik@vg.example", "Geschäftsstelle"),
		},
		"health-office": {
			buyer: "health@demo.example", signatory: "health@demo.example", organisationID: of("09472"),
			subject: contact("Dr. Miriam Haas", "haas@landkreis.example", "Gesundheitsamt"), technical: contact("Uwe Rank", "edv@landkreis.example", "EDV"),
		},
	}
	office := buyers["health-office"]
	for _, u := range a.organisations.Units(office.organisationID) {
		office.unitID = &u.ID
	}
	buyers["health-office"] = office
	return buyers
}

// seedOrders writes the orders of the demonstration, each once.
func (a *app) seedOrders(ctx context.Context) error {
	ctx = viewer.System(ctx, "demo-seed")
	operatorID, err := a.accounts.IDOfEmail(ctx, demo.OperatorAddress)
	if err != nil {
		return err
	}
	buyers, now := a.demoBuyers(), a.clock.Now()
	var list []orders.Seeded
	for _, d := range demoOrders {
		b, offering := buyers[d.buyer], a.catalogue.Offering(catalogue.OfferingIDOf(d.offering))
		if offering == nil || !offering.CanBeOrdered() {
			continue
		}
		in := orders.Seeded{
			ID: d.id(), OperatorID: operatorID, OrganisationID: b.organisationID, UnitID: b.unitID, OfferingID: offering.ID, State: d.state,
			Note: d.note, BegunAt: now.Add(-time.Duration(d.hoursAgo) * time.Hour), Wish: orders.Wish{Subject: &b.subject, Technical: &b.technical},
		}
		if d.link != "" {
			in.AlreadyInUse, in.PortalURL = true, &d.link
		}
		if in.BuyerID, err = a.accounts.IDOfEmail(ctx, b.buyer); err == nil {
			in.SignatoryID, err = a.accounts.IDOfEmail(ctx, b.signatory)
		}
		if err != nil {
			return err
		}
		if d.buyer == "union" {
			members := a.organisations.Municipalities(b.organisationID)
			if d.member >= len(members) {
				continue
			}
			in.OnBehalfOfID = &members[d.member].ID
		}
		if d.buyer == "town" {
			vendorID := market.OrganisationID("rechenzentrum")
			in.ITProviderID = &vendorID
		}
		list = append(list, in)
	}
	return a.orders.Seed(ctx, list)
}
