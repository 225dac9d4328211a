package orders_test

import (
	"strings"
	"testing"

	"schalter/internal/market/catalogue"
	"schalter/internal/market/orders"
	"schalter/internal/pagination"
	"schalter/internal/testkit"
)

func TestAnOrderThatWasReturnedIsChangedAndSubmittedAgain(t *testing.T) {
	t.Parallel()
	onMarkets(t, func(t *testing.T, m *market) {
		o := m.submitted(t)
		give := func(accountID string, version int, note *string) (*orders.Order, error) {
			return m.Decide(m.as(accountID), orders.Decision{OrderID: o.ID, ExpectedVersion: version, Note: note})
		}
		for accountID, want := range map[string]string{"": "UNAUTHENTICATED", "acc_mayor": "FORBIDDEN"} {
			if _, err := give(accountID, o.Version, of("Nein")); rules(err) != want {
				t.Errorf("%q decides: got %q", accountID, rules(err))
			}
		}
		if _, err := give("acc_operator", o.Version, of(" ")); rules(err) != "REQUIRED order_return_reason note" {
			t.Errorf("without a reason: got %q", rules(err))
		}
		if _, err := give("acc_operator", o.Version-1, of("Nein")); rules(err) != "STALE order_stale expectedVersion" {
			t.Errorf("stale: got %q", rules(err))
		}
		back, err := give("acc_operator", o.Version, of("Der technische Kontakt fehlt im Haus."))
		if err != nil || back.State != orders.Returned || *back.DecisionNote != "Der technische Kontakt fehlt im Haus." {
			t.Fatalf("got %+v, %v", back, err)
		}
		if note := m.notes[len(m.notes)-1]; !strings.Contains(note, "Der technische Kontakt fehlt im Haus.") || !strings.Contains(note, "The operators returned the order") {
			t.Errorf("ticket: got %q", note)
		}
		if _, err := give("acc_operator", back.Version, of("Noch einmal")); rules(err) != "WRONG_STATE order_transition orderId" {
			t.Errorf("twice: got %q", rules(err))
		}
		in := m.ready(town)
		in.Technical = person("Tina")
		changed := m.draft(t, "acc_buyer", again(back, in))
		if changed.State != orders.Returned {
			t.Errorf("changed: got %+v", changed)
		}
		if len(m.replaced) != 1 || m.replaced[0] != "FriedaTheo -> FriedaTina" {
			t.Errorf("who takes part in the ticket: got %v", m.replaced)
		}
		done, err := m.Submit(m.as("acc_mayor"), handIn(changed))
		if err != nil || done.State != orders.Submitted || *done.TicketID != *o.TicketID || len(m.tickets) < 1 || done.Technical.Name != "Tina" {
			t.Fatalf("got %+v, %v", done, err)
		}
		if note := m.notes[len(m.notes)-1]; !strings.HasPrefix(note, "submit|") {
			t.Errorf("ticket: got %q", note)
		}
		if _, err := m.Save(m.as("acc_buyer"), again(done, in)); rules(err) != "WRONG_STATE order_transition orderId" {
			t.Errorf("changed while it waits: got %q", rules(err))
		}
	})
}

func TestACancelledOrderFreesItsPlace(t *testing.T) {
	t.Parallel()
	onMarkets(t, func(t *testing.T, m *market) {
		o := m.submitted(t)
		if _, err := m.Save(m.as("acc_buyer"), m.ready(town)); rules(err) != "ALREADY_ORDERED order_there offeringId" {
			t.Errorf("again: got %q", rules(err))
		}
		if ids, err := m.OrderedBy(m.as("acc_buyer"), town); err != nil || len(ids) != 1 || ids[0] != trade {
			t.Errorf("ordered: got %v, %v", ids, err)
		}
		cancel := orders.Cancelling{OrderID: o.ID, ExpectedVersion: o.Version, Reason: of("Zu früh")}
		for _, accountID := range []string{"acc_operator", "acc_union", "acc_admin"} {
			if _, err := m.Cancel(m.as(accountID), cancel); rules(err) != "NOT_FOUND order_unknown orderId" {
				t.Errorf("%s cancels: got %q", accountID, rules(err))
			}
		}
		ended, err := m.Cancel(m.as("acc_buyer"), cancel)
		if err != nil || ended.State != orders.Cancelled {
			t.Fatalf("got %+v, %v", ended, err)
		}
		if note := m.notes[len(m.notes)-1]; !strings.Contains(note, "Zu früh") || !strings.HasSuffix(note, "true") {
			t.Errorf("ticket: got %q", note)
		}
		if ids, err := m.OrderedBy(m.as("acc_buyer"), town); err != nil || len(ids) != 0 {
			t.Errorf("ordered: got %v, %v", ids, err)
		}
		if o := m.draft(t, "acc_buyer", m.ready(town)); o.State != orders.Draft {
			t.Errorf("begun anew: got %+v", o)
		}
	})
}

func TestContactsChangeAtAnyTime(t *testing.T) {
	t.Parallel()
	m := newMarket(t, testkit.SQLite(t))
	o := m.submitted(t)
	in := orders.ContactChange{OrderID: o.ID, ExpectedVersion: o.Version, Subject: person("Frieda"), Technical: person("Neu")}
	if _, err := m.ChangeContacts(m.as("acc_union"), in); rules(err) != "NOT_FOUND order_unknown orderId" {
		t.Errorf("a stranger: got %q", rules(err))
	}
	without := in
	without.Technical = nil
	if _, err := m.ChangeContacts(m.as("acc_buyer"), without); rules(err) != "REQUIRED order_technical_contact technicalContact" {
		t.Errorf("none: got %q", rules(err))
	}
	changed, err := m.ChangeContacts(m.as("acc_admin"), in)
	if err != nil || changed.Technical.Name != "Neu" || changed.State != orders.Submitted || changed.Version != o.Version+1 {
		t.Fatalf("got %+v, %v", changed, err)
	}
	if len(m.replaced) != 1 || m.replaced[0] != "FriedaTheo -> FriedaNeu" {
		t.Errorf("ticket: got %v", m.replaced)
	}
}

func TestOrdersAreSeenByWhoOrdersByWhomTheyAreForAndByOperators(t *testing.T) {
	t.Parallel()
	onMarkets(t, func(t *testing.T, m *market) {
		o := m.submitted(t)
		in := m.ready(union)
		in.OnBehalfOfID = of(hill)
		forHill := m.draft(t, "acc_union", in)
		for accountID, want := range map[string]int{"acc_buyer": 1, "acc_admin": 1, "acc_union": 1, "acc_hill": 1, "acc_it": 0, "acc_operator": 2, "acc_person": 0} {
			page, err := m.Orders(m.as(accountID), orders.Filter{}, pagination.Request{Limit: 10})
			if err != nil || len(page.Items) != want {
				t.Errorf("%s: got %d orders, %v", accountID, len(page.Items), err)
			}
		}
		count := func(accountID string, f orders.Filter) int {
			page, err := m.Orders(m.as(accountID), f, pagination.Request{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			return len(page.Items)
		}
		if count("acc_operator", orders.Filter{ForOrganisationID: of(hill)}) != 1 || count("acc_operator", orders.Filter{ByOrganisationID: of(hill)}) != 0 ||
			count("acc_operator", orders.Filter{State: of(orders.Draft)}) != 1 || count("acc_buyer", orders.Filter{ForOrganisationID: of(hill)}) != 0 {
			t.Error("the filters keep something else")
		}
		for accountID, want := range map[string][2]int{"acc_operator": {1, 1}, "acc_union": {1, 1}, "acc_hill": {1, 1}, "acc_buyer": {0, 0}, "acc_person": {0, 0}} {
			got := [2]int{count(accountID, orders.Filter{OrganisationID: of(union)}), count(accountID, orders.Filter{OrganisationID: of(hill)})}
			if got != want {
				t.Errorf("%s: of the union and of its member got %v, want %v", accountID, got, want)
			}
		}
		if _, err := m.ByReference(m.as("acc_hill"), o.Reference); rules(err) != "NOT_FOUND" {
			t.Errorf("of others: got %q", rules(err))
		}
		if found, err := m.ByReference(m.as("acc_hill"), strings.ToLower(forHill.Reference)); err != nil || found.ID != forHill.ID {
			t.Errorf("got %+v, %v", found, err)
		}
		waiting, err := m.Waiting(m.as("acc_operator"), orders.Submitted, pagination.Request{Limit: 10})
		if err != nil || len(waiting.Items) != 1 || waiting.Items[0].Node.ID != o.ID {
			t.Errorf("waiting: got %+v, %v", waiting, err)
		}
		if _, err := m.Waiting(m.as("acc_buyer"), orders.Submitted, pagination.Request{Limit: 10}); rules(err) != "FORBIDDEN" {
			t.Errorf("waiting: got %q", rules(err))
		}
		if _, err := m.OrderedBy(m.as("acc_hill"), town); rules(err) != "NOT_FOUND" {
			t.Errorf("ordered by others: got %q", rules(err))
		}
		places, err := m.PlacesOf(m.as("acc_buyer"), []*catalogue.Offering{m.catalogue.Offering(trade), m.catalogue.Offering(dog)})
		if err != nil || len(places[0]) != 1 || places[0][0].Order.ID != o.ID || len(places[1]) != 0 {
			t.Errorf("places: got %+v, %v", places, err)
		}
	})
}
