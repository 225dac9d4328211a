//go:build demo

package app

import (
	"schalter/internal/market/catalogue"
	"schalter/internal/market/orders"
	"schalter/internal/pagination"
)

// Orders are the rows of what organisations take over. The order is a draft of the city; who orders for the city is told that it is stale, and
// everybody else that there is none.
func (accessMatrix) Orders() map[string]operation {
	buyers := everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("STALE", "buyer", "signatory")
	members := everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("ok", "buyer", "signatory", "admin", "operator")
	draft := func(f *facts) any { return cityDraft(f).ID }
	return map[string]operation{
		"orders": {`{ orders { edges { node { reference missing { code } editable submittable parameters { value } ticket { reference } } } } }`, vars(), signedIn},
		"order": {`query($r: String!) { order(reference: $r) { reference ordered { version } note } }`,
			vars("r", func(f *facts) any { return cityDraft(f).Reference }), members.but("null", "citizen", "clerk-party", "clerk-other", "editor", "clerk", "owner", "member-other", "union", "it")},
		"orderSave": {`mutation($i: OrderSaveInput!) { orderSave(input: $i) { order { id }` + problems,
			input("orderId", draft, "expectedVersion", 0, "offeringId", func(f *facts) any { return cityDraft(f).OfferingID }, "organisationId", cityID),
			buyers.but("NOT_ELIGIBLE", "clerk", "admin")},
		"orderSaveForMembers": {`mutation($i: OrderSaveForMembersInput!) { orderSaveForMembers(input: $i) { orders { id }` + problems,
			input("offeringId", catalogue.OfferingIDOf("gewerbe"), "organisationId", unionID, "onBehalfOfIds", []string{}, "idempotencyKey", freshKey),
			everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("REQUIRED", "union")},
		"orderSubmit": {`mutation($i: OrderSubmitInput!) { orderSubmit(input: $i) { order { id }` + problems,
			input("orderId", draft, "expectedVersion", 0, "acknowledgeInterfaceCosts", true), buyers},
		"orderCancel": {`mutation($i: OrderCancelInput!) { orderCancel(input: $i) { order { id }` + problems, input("orderId", draft, "expectedVersion", 0), buyers},
		"orderDecide": {`mutation($i: OrderDecideInput!) { orderDecide(input: $i) { order { id }` + problems,
			input("orderId", draft, "expectedVersion", 0, "release", false, "note", "Nein"), operatorOnly.but("STALE", "operator")},
		"orderContactsUpdate": {`mutation($i: OrderContactsUpdateInput!) { orderContactsUpdate(input: $i) { order { id }` + problems,
			input("orderId", draft, "expectedVersion", 0), buyers.but("STALE", "buyer", "signatory", "admin")},
		"orderChanged": {`subscription($o: ID) { orderChanged(organisationId: $o) { orderId } }`, vars("o", cityID), members},
	}
}

func unionID(f *facts) any { return f.w.organisations.OfARS(demoUnion).ID }

// cityDraft is the order of the city that the demonstration begins with.
func cityDraft(f *facts) *orders.Order {
	state, city := orders.Draft, cityID(f).(string)
	page, err := f.w.orders.Orders(asOperator(f), orders.Filter{ByOrganisationID: &city, State: &state}, pagination.Request{Limit: 1})
	if err != nil || len(page.Items) == 0 {
		f.t.Fatal("the city has no draft", err)
	}
	return page.Items[0].Node
}
