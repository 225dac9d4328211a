package orders_test

import (
	"testing"

	"schalter/internal/market/catalogue"
	"schalter/internal/market/orders"
	"schalter/internal/testkit"
)

func (m *market) saved(accountID string, change func(*orders.Saving)) string {
	in := m.ready(m.accounts[accountID].OrganisationID)
	change(&in)
	_, err := m.Save(m.as(accountID), in)
	return rules(err)
}

func TestF16OnlyEfAThatCanBeOrderedIsOrdered(t *testing.T) {
	t.Parallel()
	m := newMarket(t, testkit.SQLite(t))
	if got := m.saved("acc_buyer", func(in *orders.Saving) { in.OfferingID = dog }); got != "NOT_ORDERABLE order_efa_only offeringId" {
		t.Errorf("an offering of the market: got %q", got)
	}
	if got := m.saved("acc_buyer", func(in *orders.Saving) { in.OfferingID = "off_none" }); got != "NOT_FOUND offering_unknown offeringId" {
		t.Errorf("none: got %q", got)
	}
	there := m.draft(t, "acc_buyer", m.ready(town))
	for _, state := range []catalogue.OfferingState{catalogue.Paused, catalogue.Withdrawn, catalogue.Announced} {
		m.edit(t, trade, func(in *catalogue.OfferingSaveInput) { in.State = state })
		want := "NOT_ORDERABLE order_state_" + string(state) + " offeringId"
		if got := m.saved("acc_union", func(*orders.Saving) {}); got != want {
			t.Errorf("begun while %s: got %q", state, got)
		}
		// What was begun is kept, and can be changed; it is submitted when it can be ordered again.
		if _, err := m.Submit(m.as("acc_mayor"), handIn(there)); rules(err) != want {
			t.Errorf("submitted while %s: got %q", state, rules(err))
		}
		missing, err := m.MissingOf(m.as("acc_buyer"), []*orders.Order{there})
		if err != nil || problems(missing[0]) != want {
			t.Errorf("missing while %s: got %q, %v", state, problems(missing[0]), err)
		}
		there = m.draft(t, "acc_buyer", again(there, m.ready(town)))
	}
	m.edit(t, trade, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Orderable })
	if _, err := m.Submit(m.as("acc_mayor"), handIn(there)); err != nil {
		t.Error(err)
	}
}

func TestF20AHealthOfficeOrdersTheTwoOfferingsThatNameIt(t *testing.T) {
	t.Parallel()
	m := newMarket(t, testkit.SQLite(t))
	forBureau := func(offeringID string) func(*orders.Saving) {
		return func(in *orders.Saving) { in.OfferingID, in.UnitID = offeringID, of(bureau) }
	}
	for _, offeringID := range []string{health, water} {
		if got := m.saved("acc_health", forBureau(offeringID)); got != "" {
			t.Errorf("%s: got %q", offeringID, got)
		}
	}
	if got := m.saved("acc_health", forBureau(trade)); got != "NOT_ELIGIBLE order_health_office unitId" {
		t.Errorf("another offering: got %q", got)
	}
	if got := m.saved("acc_health", func(in *orders.Saving) { in.OfferingID = health }); got != "NOT_ELIGIBLE order_health_office_only unitId" {
		t.Errorf("the Landkreis itself: got %q", got)
	}
	if got := m.saved("acc_health", func(in *orders.Saving) { in.OfferingID = catalogue.OfferingIDOf("wohngeld") }); got != "" {
		t.Errorf("the Landkreis by its own kind: got %q", got)
	}
	if got := m.saved("acc_buyer", forBureau(health)); got != "NOT_FOUND order_unit_unknown unitId" {
		t.Errorf("a unit of others: got %q", got)
	}
	m.units[0].ValidTo = of("2020-01-01")
	if got := m.saved("acc_health", forBureau(trade)); got != "NOT_FOUND order_unit_unknown unitId" {
		t.Errorf("a unit that is there no more: got %q", got)
	}
	places, err := m.PlacesOf(m.as("acc_health"), []*catalogue.Offering{m.catalogue.Offering(trade), m.catalogue.Offering(catalogue.OfferingIDOf("wohngeld"))})
	if err != nil || len(places[0]) != 0 || len(places[1]) != 1 || places[1][0].UnitID != nil || places[1][0].Order == nil {
		t.Errorf("places: got %+v, %v", places, err)
	}
}

func TestF12AnITAssociationNeverOrders(t *testing.T) {
	t.Parallel()
	m := newMarket(t, testkit.SQLite(t))
	// Its members are buyers: the kind of organisation is refused, in words of its own, also where somebody confirmed that it may sign.
	if got := m.saved("acc_it", func(*orders.Saving) {}); got != "NOT_ELIGIBLE order_it_association organisationId" {
		t.Errorf("got %q", got)
	}
	if got := m.saved("acc_it", func(in *orders.Saving) { in.OnBehalfOfID = of(hill) }); got != "NOT_ELIGIBLE order_it_association organisationId" {
		t.Errorf("for a municipality: got %q", got)
	}
	// One that became an IT association after it had begun hands nothing in.
	there := m.draft(t, "acc_buyer", m.ready(town))
	m.organisations[town].Kind = "IT_ASSOCIATION"
	if _, err := m.Submit(m.as("acc_mayor"), handIn(there)); rules(err) != "NOT_ELIGIBLE order_it_association organisationId" {
		t.Errorf("submitted: got %q", rules(err))
	}
	places, err := m.PlacesOf(m.as("acc_it"), []*catalogue.Offering{m.catalogue.Offering(trade)})
	if err != nil || len(places[0]) != 0 {
		t.Errorf("places: got %+v, %v", places[0], err)
	}
}

func TestF8AUnionOrdersForItselfAndForMembersThatItSignsFor(t *testing.T) {
	t.Parallel()
	onMarkets(t, func(t *testing.T, m *market) {
		all := func(key string, members ...string) ([]*orders.Order, error) {
			return m.SaveForMembers(m.as("acc_union"), orders.SavingForMembers{
				OfferingID: trade, OrganisationID: union, OnBehalfOfIDs: members, IdempotencyKey: key, Wish: orders.Wish{Subject: person("Frieda"), Technical: person("Theo")},
			})
		}
		for _, c := range []struct{ member, want string }{
			{"org_far", "NOT_ELIGIBLE order_only_for_members onBehalfOfIds.1"}, {gone, "WRONG_STATE organisation_dissolved onBehalfOfIds.1"},
			{"org_none", "NOT_FOUND organisation_unknown onBehalfOfIds.1"}, {hill, "INVALID order_member_twice onBehalfOfIds.1"},
		} {
			if _, err := all(m.key(), hill, c.member); rules(err) != c.want {
				t.Errorf("%s: got %q", c.member, rules(err))
			}
		}
		m.signs["acc_union"] = []string{union, hill}
		if _, err := all(m.key(), hill, "org_vale"); rules(err) != "NOT_AUTHORISED_TO_SIGN order_union_not_confirmed onBehalfOfIds.1" {
			t.Errorf("not confirmed: got %q", rules(err))
		}
		m.signs["acc_union"] = append(m.signs["acc_union"], "org_vale")
		key := m.key()
		list, err := all(key, hill, "org_vale", union)
		if err != nil || len(list) != 3 || list[0].ForOrganisationID != hill || list[2].ForOrganisationID != union || list[0].OrganisationID != union {
			t.Fatalf("got %+v, %v", list, err)
		}
		// The same again answers the same; another list by the same key is refused.
		if same, err := all(key, hill, "org_vale", union); err != nil || len(same) != 3 || same[1].ID != list[1].ID {
			t.Errorf("again: got %+v, %v", same, err)
		}
		if _, err := all(key, hill, "org_vale"); rules(err) != "IDEMPOTENCY_CONFLICT idempotencyKey" {
			t.Errorf("another list: got %q", rules(err))
		}
		if _, err := all(m.key(), "org_vale"); rules(err) != "ALREADY_ORDERED order_there onBehalfOfIds.0" && rules(err) != "ALREADY_ORDERED order_there offeringId" {
			t.Errorf("begun already: got %q", rules(err))
		}
		// The municipality itself was quicker: what counts is whom it is for.
		own, err := m.Submit(m.as("acc_hill"), handIn(m.draft(t, "acc_hill", m.ready(hill))))
		if err != nil || own.State != orders.Submitted {
			t.Fatal(own, err)
		}
		if _, err := m.Submit(m.as("acc_union"), handIn(list[0])); rules(err) != "ALREADY_ORDERED order_there offeringId" {
			t.Errorf("ordered by the municipality itself: got %q", rules(err))
		}
		places, err := m.PlacesOf(m.as("acc_union"), []*catalogue.Offering{m.catalogue.Offering(trade)})
		if err != nil || len(places[0]) != 2 || places[0][1].Order == nil {
			t.Errorf("its order is not the union's to see: got %+v, %v", places[0], err)
		}
		vale, err := m.Submit(m.as("acc_union"), handIn(list[1]))
		if err != nil || m.tickets[len(m.tickets)-1].OrganisationID != union {
			t.Errorf("got %+v, %v", vale, err)
		}
		if _, err := all(m.key()); rules(err) != "REQUIRED order_members_missing onBehalfOfIds" {
			t.Errorf("nobody: got %q", rules(err))
		}
		if _, err := all(m.key(), make([]string, 101)...); rules(err) != "TOO_MANY order_members_many onBehalfOfIds" {
			t.Errorf("too many: got %q", rules(err))
		}
	})
}

func TestWhoMayOrderAtAll(t *testing.T) {
	t.Parallel()
	m := newMarket(t, testkit.SQLite(t))
	nobody := m.as("")
	if _, err := m.Save(nobody, m.ready(town)); rules(err) != "UNAUTHENTICATED" {
		t.Errorf("nobody: got %q", rules(err))
	}
	if _, err := m.Save(m.as("acc_hill"), m.ready(town)); rules(err) != "NOT_FOUND organisation_unknown organisationId" {
		t.Errorf("another organisation's: got %q", rules(err))
	}
	if _, err := m.Save(m.as("acc_admin"), m.ready(town)); rules(err) != "NOT_ELIGIBLE order_buyers_only organisationId" {
		t.Errorf("an admin: got %q", rules(err))
	}
	if got := m.saved("acc_gone", func(*orders.Saving) {}); got != "WRONG_STATE organisation_dissolved organisationId" {
		t.Errorf("dissolved: got %q", got)
	}
	there := m.draft(t, "acc_hill", m.ready(hill))
	m.organisations[hill].Dissolved = true
	if _, err := m.Submit(m.as("acc_hill"), handIn(there)); rules(err) != "WRONG_STATE organisation_dissolved organisationId" {
		t.Errorf("dissolved meanwhile: got %q", rules(err))
	}
	if _, err := m.Cancel(m.as("acc_hill"), orders.Cancelling{OrderID: there.ID, ExpectedVersion: there.Version}); err != nil {
		t.Errorf("what is left can be cancelled: %v", err)
	}
	delete(m.accounts, "acc_buyer")
	ctx := m.as("acc_mayor")
	m.accounts["acc_mayor"] = m.accounts["acc_union"]
	if _, err := m.Save(ctx, m.ready(town)); rules(err) != "NOT_ELIGIBLE order_account_missing organisationId" {
		t.Errorf("an account elsewhere: got %q", rules(err))
	}
	if got := m.saved("acc_union", func(in *orders.Saving) { in.OrganisationID, in.OnBehalfOfID = union, of(town) }); got != "NOT_ELIGIBLE order_only_for_members onBehalfOfId" {
		t.Errorf("for a town that is no member: got %q", got)
	}
}
