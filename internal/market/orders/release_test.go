package orders_test

import (
	"strings"
	"testing"

	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/orders"
	"schalter/internal/testkit"
)

func (m *market) release(accountID string, o *orders.Order) (*orders.Order, error) {
	return m.Decide(m.as(accountID), orders.Decision{OrderID: o.ID, ExpectedVersion: o.Version, Release: true})
}

func TestF7TheReleaseOffersTheContractAndTellsItWithItsFile(t *testing.T) {
	t.Parallel()
	onMarkets(t, func(t *testing.T, m *market) {
		o := m.submitted(t)
		// What was ordered is what was submitted, whatever became of the offering since.
		m.edit(t, trade, func(in *catalogue.OfferingSaveInput) { in.Texts[0].Summary, in.State = "Anders", catalogue.Paused })
		if _, err := m.release("acc_mayor", o); rules(err) != "FORBIDDEN" {
			t.Errorf("a signatory releases: got %q", rules(err))
		}
		m.offers = errs.WrongState
		if _, err := m.release("acc_operator", o); rules(err) != "WRONG_STATE contract_no_chain" {
			t.Errorf("without a chain: got %q", rules(err))
		}
		if read, err := m.Order(m.as("acc_buyer"), o.ID); err != nil || read.State != orders.Submitted || len(m.began) > 0 {
			t.Errorf("nothing is done where one thing fails: %+v, %v, %v", read, m.began, err)
		}
		m.offers = ""
		done, err := m.release("acc_operator", o)
		if err != nil || done.State != orders.Released || done.DecidedAt == nil {
			t.Fatalf("got %+v, %v", done, err)
		}
		told := m.told[len(m.told)-1]
		if len(told.Files) != 1 || string(told.Files[0].Content) != "%PDF "+o.Reference+" Kurz" || !strings.Contains(told.Text.German, o.Reference+" ist freigegeben") || !strings.Contains(told.Text.English, o.Reference+" is released") {
			t.Errorf("told: got %+v", told)
		}
		if len(m.began) != 1 || !strings.HasPrefix(m.began[0], "RELEASED org_town Frieda false") {
			t.Errorf("began: got %v", m.began)
		}
		if _, err := m.release("acc_operator", done); rules(err) != "WRONG_STATE order_transition orderId" {
			t.Errorf("twice: got %q", rules(err))
		}
		cancel := orders.Cancelling{OrderID: done.ID, ExpectedVersion: done.Version}
		if _, err := m.Cancel(m.as("acc_buyer"), cancel); rules(err) != "WRONG_STATE order_released_ends_by_contract orderId" {
			t.Errorf("cancelled: got %q", rules(err))
		}
		in := orders.ContactChange{OrderID: done.ID, ExpectedVersion: done.Version, Subject: person("Frieda"), Technical: person("Neu")}
		if _, err := m.ChangeContacts(m.as("acc_buyer"), in); err != nil || m.began[len(m.began)-1] != "contacts Frieda Neu" {
			t.Errorf("contacts: got %v, %v", m.began, err)
		}
	})
}

func TestWhatIsThereNoMoreGetsNoContract(t *testing.T) {
	t.Parallel()
	m := newMarket(t, testkit.SQLite(t))
	o := m.submitted(t)
	m.organisations[town].Dissolved = true
	if _, err := m.release("acc_operator", o); rules(err) != "WRONG_STATE organisation_dissolved orderId" {
		t.Errorf("got %q", rules(err))
	}
}

func TestF40InUseAlreadyGoesFromTheOrderToContractAndLink(t *testing.T) {
	t.Parallel()
	m := newMarket(t, testkit.SQLite(t))
	in := m.ready(town)
	in.AlreadyInUse, in.PortalURL = true, of("https://www.bamberg.example/gewerbe")
	o, err := m.Submit(m.as("acc_mayor"), handIn(m.draft(t, "acc_buyer", in)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.release("acc_operator", o); err != nil {
		t.Fatal(err)
	}
	if len(m.began) != 1 || !strings.Contains(m.began[0], "true https://www.bamberg.example/gewerbe "+*o.TicketID) {
		t.Errorf("the rollout has the link from the beginning, in the ticket that the order opened: got %v", m.began)
	}
	if told := m.told[len(m.told)-1]; len(told.Files) != 1 || !strings.Contains(told.Text.German, "produktiven Betrieb") {
		t.Errorf("told: got %+v", told)
	}
}

func TestWhoseContractEndedCanOrderAgain(t *testing.T) {
	t.Parallel()
	onMarkets(t, func(t *testing.T, m *market) {
		o := m.submitted(t)
		done, err := m.release("acc_operator", o)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.saved("acc_buyer", func(*orders.Saving) {}); got != "ALREADY_ORDERED order_there offeringId" {
			t.Errorf("while it runs: got %q", got)
		}
		m.inTx(t, func(in inTx) error { return m.ContractEnded(in.ctx, in.tx, done.ID) })
		m.inTx(t, func(in inTx) error { return m.ContractEnded(in.ctx, in.tx, "ord_none") })
		if got := m.saved("acc_buyer", func(*orders.Saving) {}); got != "" {
			t.Errorf("after its end: got %q", got)
		}
		if read, err := m.Order(m.as("acc_buyer"), done.ID); err != nil || read.State != orders.Released {
			t.Errorf("the first one stays: %+v, %v", read, err)
		}
	})
}
