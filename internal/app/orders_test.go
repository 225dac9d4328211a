//go:build demo

package app

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// shownOrder is an order with what came of it.
type shownOrder struct {
	ID, Reference, State string
	Version              int
	Contract             *struct{ Reference, State string }
	Rollout              *struct {
		State string
		Tasks []struct{ State string }
	}
	Ticket *struct {
		Entries struct {
			Edges []struct {
				Node struct {
					Body  string
					Files []struct {
						Filename string
						Download *struct{ URL string }
					}
				}
			}
		}
	}
}

const orderFields = `id version reference state contract { reference state } rollout { state tasks { state } }
	ticket { entries(first: 50) { edges { node { body files { filename download { url } } } } } }`

func ordersOf(t *testing.T, c testkit.Client, organisationID, state string) (list []shownOrder) {
	t.Helper()
	var out struct {
		Orders struct{ Edges []struct{ Node shownOrder } }
	}
	c.Must(t, `query($o: ID!, $s: OrderState!) { orders(byOrganisationId: $o, state: $s) { edges { node { `+orderFields+` } } } }`,
		map[string]any{"o": organisationID, "s": state}, &out)
	for _, e := range out.Orders.Edges {
		list = append(list, e.Node)
	}
	return list
}

func TestF7AReleasedOrderHasItsContractInTheTicketAndARollout(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		union := w.organisations.OfARS(demoUnion).ID
		member := w.as(t, unionBuyer)
		waiting := ordersOf(t, member, union, "SUBMITTED")
		if len(waiting) != 3 || waiting[0].Contract != nil || waiting[0].Rollout != nil {
			t.Fatalf("got %+v", waiting)
		}
		var out struct {
			OrderDecide struct {
				Order      *shownOrder
				UserErrors []userError
			}
		}
		w.as(t, operator).Must(t, `mutation($i: OrderDecideInput!) { orderDecide(input: $i) { order { `+orderFields+` } userErrors { code message field } } }`,
			map[string]any{"i": map[string]any{"orderId": waiting[0].ID, "expectedVersion": waiting[0].Version, "release": true}}, &out)
		if done := out.OrderDecide.Order; done == nil || done.State != "RELEASED" || done.Contract == nil || done.Contract.State != "OFFERED" || done.Rollout == nil ||
			done.Rollout.State != "ORDERED" || len(done.Rollout.Tasks) == 0 {
			t.Fatalf("got %+v", out.OrderDecide)
		}
		released := ordersOf(t, member, union, "RELEASED")
		if len(released) != 1 || released[0].Ticket == nil {
			t.Fatalf("got %+v", released)
		}
		entries := released[0].Ticket.Entries.Edges
		last := entries[len(entries)-1].Node
		if !strings.Contains(last.Body, released[0].Reference+" ist freigegeben") || len(last.Files) != 1 || last.Files[0].Download == nil {
			t.Fatalf("got %+v", last)
		}
		if _, content := fetchFile(t, w.Client, last.Files[0].Download.URL, ""); !bytes.HasPrefix(content, []byte("%PDF-")) {
			t.Errorf("the contract is no PDF: %.40q", content)
		}
		// The municipality sees the order, and its contract; the ticket is of who ordered.
		if stale := ordersOf(t, w.as(t, healthBuyer), union, "RELEASED"); len(stale) != 0 {
			t.Errorf("strangers see %+v", stale)
		}
	})
}

// Who declines a contract gets the order back with everything of it: the ticket tells why, the set-up is over, and changed and submitted again it
// gets another contract and another set-up.
func TestADeclinedContractGivesTheOrderBackForAnother(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		union := w.organisations.OfARS(demoUnion).ID
		member, desk := w.as(t, unionBuyer), w.as(t, operator)
		o := ordersOf(t, member, union, "SUBMITTED")[0]
		do := func(c testkit.Client, name, input string, in map[string]any) shownOrder {
			t.Helper()
			var out map[string]struct {
				Order      *shownOrder
				UserErrors []userError
			}
			c.Must(t, `mutation($i: `+input+`!) { `+name+`(input: $i) { order { `+orderFields+` } userErrors { code message field } } }`, map[string]any{"i": in}, &out)
			if out[name].Order == nil {
				t.Fatalf("%s: %+v", name, out[name].UserErrors)
			}
			return *out[name].Order
		}
		version := func(of shownOrder) map[string]any {
			return map[string]any{"orderId": of.ID, "expectedVersion": of.Version}
		}
		with := func(in map[string]any, key string, value any) map[string]any { in[key] = value; return in }
		o = do(desk, "orderDecide", "OrderDecideInput", with(version(o), "release", true))
		first := o.Contract.Reference
		var waiting struct {
			Orders struct {
				Edges []struct {
					Node struct {
						Contract *struct {
							ID         string
							Version    int
							Declinable bool
						}
					}
				}
			}
		}
		member.Must(t, `query($o: ID!) { orders(byOrganisationId: $o, state: RELEASED) { edges { node { contract { id version declinable } } } } }`, map[string]any{"o": union}, &waiting)
		c := waiting.Orders.Edges[0].Node.Contract
		if !c.Declinable {
			t.Fatal("who may sign for the member cannot decline")
		}
		var declined struct {
			ContractDecline struct {
				Contract *struct {
					State   string
					Refusal *struct{ Reason, By string }
				}
				UserErrors []userError
			}
		}
		member.Must(t, `mutation($i: ContractDeclineInput!) { contractDecline(input: $i) { contract { state refusal { reason by } } userErrors { code message field } } }`,
			map[string]any{"i": map[string]any{"contractId": c.ID, "expectedVersion": c.Version, "reason": "Die Anschrift ist alt."}}, &declined)
		if done := declined.ContractDecline.Contract; done == nil || done.State != "DECLINED" || done.Refusal.Reason != "Die Anschrift ist alt." || done.Refusal.By != "Eva Hartmann" {
			t.Fatalf("got %+v", declined)
		}
		back := ordersOf(t, member, union, "RETURNED")
		if len(back) != 1 || back[0].ID != o.ID || back[0].Contract.State != "DECLINED" || back[0].Rollout != nil {
			t.Fatalf("got %+v", back)
		}
		entries := back[0].Ticket.Entries.Edges
		if last := entries[len(entries)-1].Node.Body; !strings.Contains(last, first+" abgelehnt (Eva Hartmann)") || !strings.Contains(last, "Die Anschrift ist alt.") {
			t.Errorf("the ticket: %q", last)
		}
		o = do(member, "orderSubmit", "OrderSubmitInput", with(version(back[0]), "acknowledgeInterfaceCosts", true))
		o = do(desk, "orderDecide", "OrderDecideInput", with(version(o), "release", true))
		if o.Contract.State != "OFFERED" || o.Contract.Reference == first || o.Rollout.State != "ORDERED" {
			t.Errorf("anew: %+v", o)
		}
		// What is said to the second is told as well: it is another contract, if of the same version.
		second := o.Contract.Reference
		member.Must(t, `query($o: ID!) { orders(byOrganisationId: $o, state: RELEASED) { edges { node { contract { id version declinable } } } } }`, map[string]any{"o": union}, &waiting)
		c = waiting.Orders.Edges[0].Node.Contract
		member.Must(t, `mutation($i: ContractDeclineInput!) { contractDecline(input: $i) { contract { state } userErrors { code message field } } }`,
			map[string]any{"i": map[string]any{"contractId": c.ID, "expectedVersion": c.Version, "reason": "Der Preis ist zu hoch."}}, nil)
		back = ordersOf(t, member, union, "RETURNED")
		entries = back[0].Ticket.Entries.Edges
		if last := entries[len(entries)-1].Node.Body; !strings.Contains(last, second+" abgelehnt (Eva Hartmann)") || !strings.Contains(last, "Der Preis ist zu hoch.") {
			t.Errorf("the ticket after the second: %q", last)
		}
		// Returned by the operators afterwards, it is not called declined: no contract is what keeps it.
		o = do(member, "orderSubmit", "OrderSubmitInput", with(version(back[0]), "acknowledgeInterfaceCosts", true))
		o = do(desk, "orderDecide", "OrderDecideInput", with(with(version(o), "release", false), "note", "Bitte das Amt nennen."))
		if o.State != "RETURNED" || o.Contract != nil {
			t.Errorf("returned by the operators: %+v", o)
		}
	})
}

func TestTheDeskCountsWhatWaitsInTheMarket(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		union := w.organisations.OfARS(demoUnion).ID
		desk := w.as(t, operator)
		count := func() (n struct{ Orders, Tickets, BrokenLinks int }) {
			var out struct {
				Desk struct {
					MarketWaiting struct{ Orders, Tickets, BrokenLinks int }
				}
			}
			desk.Must(t, `{ desk { marketWaiting { orders tickets brokenLinks } } }`, nil, &out)
			return out.Desk.MarketWaiting
		}
		before := count()
		if before.Orders < 5 || before.Tickets < 1 {
			t.Errorf("got %+v", before)
		}
		o := ordersOf(t, w.as(t, unionBuyer), union, "SUBMITTED")[0]
		desk.Must(t, `mutation($i: OrderDecideInput!) { orderDecide(input: $i) { userErrors { code } } }`,
			map[string]any{"i": map[string]any{"orderId": o.ID, "expectedVersion": o.Version, "release": true}}, nil)
		if after := count(); after.Orders != before.Orders-1 {
			t.Errorf("after a release: %+v, before %+v", after, before)
		}
	})
}

func TestF46AnOrganisationSeesWhatItHasAndWhatWaits(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		city := w.organisations.OfAuthority(bamberg).ID
		type shown struct {
			Organisation struct {
				Internal *struct {
					Waiting []struct {
						Kind, Since string
						Order       *struct{ Reference, State string }
						Contract    *struct{ Reference string }
					}
					MarketCounts                       struct{ Orders, Contracts, Rollouts, Live, Tickets int }
					MarketExport, OnlineServicesExport *struct{ URL, Filename string }
					LevyShares                         []struct {
						Year         int
						Organisation *struct{ ID string }
					}
				}
			}
		}
		ask := func(c testkit.Client) (out shown) {
			c.Must(t, `query($id: ID!) { organisation(id: $id) { internal { waiting { kind since order { reference state } contract { reference } rollout { state } ticket { reference } }
				marketCounts { orders contracts rollouts live tickets } marketExport { url filename } onlineServicesExport { url filename } levyShares { year organisation { id } } } } }`, map[string]any{"id": city}, &out)
			return out
		}
		kinds := func(s shown) (list []string) {
			for i, task := range s.Organisation.Internal.Waiting {
				list = append(list, task.Kind)
				if i > 0 && task.Since < s.Organisation.Internal.Waiting[i-1].Since {
					t.Errorf("not the oldest first: %+v", s.Organisation.Internal.Waiting)
				}
			}
			return list
		}
		mayor := ask(w.as(t, buyer))
		for _, kind := range []string{"SUBMIT_ORDER", "CHANGE_ORDER", "SIGN_CONTRACT"} {
			if !slices.Contains(kinds(mayor), kind) {
				t.Errorf("a signatory: no %s in %v", kind, kinds(mayor))
			}
		}
		colleague := kinds(ask(w.as(t, secondBuyer)))
		if !slices.Contains(colleague, "CHANGE_ORDER") || slices.Contains(colleague, "SUBMIT_ORDER") || slices.Contains(colleague, "SIGN_CONTRACT") {
			t.Errorf("a buyer: got %v", colleague)
		}
		if c := mayor.Organisation.Internal.MarketCounts; c.Orders < 5 || c.Contracts < 2 || c.Rollouts < 2 || c.Tickets < 3 {
			t.Errorf("got %+v", c)
		}
		if clerk := ask(w.as(t, clerkBamberg)); len(clerk.Organisation.Internal.Waiting) != 0 || clerk.Organisation.Internal.MarketExport != nil || clerk.Organisation.Internal.OnlineServicesExport != nil {
			t.Errorf("a clerk without a part: got %+v", clerk.Organisation.Internal)
		}
		if other := ask(w.as(t, unionBuyer)); other.Organisation.Internal != nil {
			t.Errorf("a stranger: got %+v", other)
		}
		if len(mayor.Organisation.Internal.LevyShares) == 0 {
			t.Error("a town that pays has no share")
		}
		for _, share := range mayor.Organisation.Internal.LevyShares {
			if share.Organisation == nil || share.Organisation.ID != city {
				t.Errorf("who pays the share: got %+v", share)
			}
		}
		link := mayor.Organisation.Internal.MarketExport
		if link == nil || !strings.HasSuffix(link.Filename, ".xlsx") {
			t.Fatalf("got %+v", link)
		}
		_, content := fetchFile(t, w.Client, link.URL, "")
		book, err := excelize.OpenReader(bytes.NewReader(content))
		if err != nil {
			t.Fatalf("%v: %.60q", err, content)
		}
		defer book.Close()
		if got := strings.Join(book.GetSheetList(), " "); got != "Bestellungen Verträge Einrichtungen Links" {
			t.Errorf("sheets: got %q", got)
		}
		for sheet, least := range map[string]int{"Bestellungen": 6, "Verträge": 3, "Einrichtungen": 3, "Links": 2} {
			if rows, err := book.GetRows(sheet); err != nil || len(rows) < least {
				t.Errorf("%s: got %d rows, %v", sheet, len(rows), err)
			}
		}
		services := mayor.Organisation.Internal.OnlineServicesExport
		if services == nil || !strings.HasSuffix(services.Filename, ".xml") {
			t.Fatalf("got %+v", services)
		}
		if res, content := fetchFile(t, w.Client, services.URL, ""); res.Header.Get("Content-Type") != "application/xml" || !bytes.Contains(content, []byte(`xzufiVersion="2.2.0"`)) {
			t.Errorf("got %d %v: %.200s", res.StatusCode, res.Header, content)
		}
		// A ticket for one file opens no other.
		if res, _ := fetchFile(t, w.Client, strings.Replace(services.URL, ".xml?", "?", 1), ""); res.StatusCode != 401 {
			t.Errorf("the other file: %d", res.StatusCode)
		}
		for _, name := range []string{city, city + ".xml"} {
			if res, _ := fetchFile(t, w.as(t, unionBuyer), w.URL+"/market-exports/"+name, ""); res.StatusCode != 404 {
				t.Errorf("a stranger fetches %s: %d", name, res.StatusCode)
			}
		}
	})
}

// Whose contract ends with one above it reads in the ticket which one that was, and why it was terminated; not who wrote it down.
func TestWhoseContractEndsWithOneAboveReadsWhy(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		union := w.organisations.OfARS(demoUnion).ID
		member, desk := w.as(t, unionBuyer), w.as(t, operator)
		o := ordersOf(t, member, union, "SUBMITTED")[0]
		desk.Must(t, `mutation($i: OrderDecideInput!) { orderDecide(input: $i) { order { id } userErrors { code } } }`,
			map[string]any{"i": map[string]any{"orderId": o.ID, "expectedVersion": o.Version, "release": true}}, nil)
		ctx := viewer.System(t.Context(), "test")
		found, err := w.contracts.OfOrders(ctx, []string{o.ID})
		if err != nil || found[o.ID] == nil {
			t.Fatal(found, err)
		}
		top := found[o.ID].Chain[0].ContractID
		var link struct {
			Node struct {
				Version          int
				TerminableFrom   string
				Grantor, Grantee struct{ Name string }
			}
		}
		desk.Must(t, `query($id: ID!) { node(id: $id) { ... on Contract { version terminableFrom grantor { name } grantee { name } } } }`, map[string]any{"id": top}, &link)
		var shown struct {
			Node struct{ Termination struct{ Digest string } }
		}
		desk.Must(t, `query($id: ID!, $d: Date!) { node(id: $id) { ... on Contract { termination(endsOn: $d) { digest } } } }`,
			map[string]any{"id": top, "d": link.Node.TerminableFrom}, &shown)
		var done struct {
			ContractTerminate struct {
				Contract *struct {
					TerminationNotice *struct{ Reason, By string }
				}
				UserErrors []userError
			}
		}
		desk.Must(t, `mutation($i: ContractTerminateInput!) { contractTerminate(input: $i) { contract { terminationNotice { reason by } } userErrors { code message field } } }`,
			map[string]any{"i": map[string]any{"contractId": top, "expectedVersion": link.Node.Version, "endsOn": link.Node.TerminableFrom,
				"terminationDigest": shown.Node.Termination.Digest, "reason": "Der Dienst wird eingestellt."}}, &done)
		if c := done.ContractTerminate.Contract; c == nil || c.TerminationNotice == nil || c.TerminationNotice.Reason != "Der Dienst wird eingestellt." {
			t.Fatalf("got %+v", done.ContractTerminate)
		}
		if err := w.contracts.TellChanges(t.Context()); err != nil {
			t.Fatal(err)
		}
		entries := ordersOf(t, member, union, "RELEASED")[0].Ticket.Entries.Edges
		told := entries[len(entries)-1].Node.Body
		why := "weil der Vertrag zwischen " + link.Node.Grantor.Name + " und " + link.Node.Grantee.Name + ", auf dem er beruht, gekündigt wurde."
		if !strings.Contains(told, why) || !strings.HasSuffix(told, "Grund: Der Dienst wird eingestellt.") || strings.Contains(told, done.ContractTerminate.Contract.TerminationNotice.By) {
			t.Errorf("the ticket says %q, want %q", told, why)
		}
		// The end is taken back.
		again := recordedLink(t, desk, top)
		again["endsOn"] = nil
		desk.Must(t, `mutation($i: ContractRecordInput!) { contractRecord(input: $i) { contract { id } userErrors { code field } } }`, map[string]any{"i": again}, nil)
		if err := w.contracts.TellChanges(t.Context()); err != nil {
			t.Fatal(err)
		}
		entries = ordersOf(t, member, union, "RELEASED")[0].Ticket.Entries.Edges
		if told := entries[len(entries)-1].Node.Body; !strings.HasSuffix(told, "Er gilt auf unbestimmte Zeit.") {
			t.Errorf("then it says %q", told)
		}
	})
}

// recordedLink is a link above as it is, to be recorded again.
func recordedLink(t *testing.T, desk testkit.Client, contractID string) map[string]any {
	t.Helper()
	var out struct {
		Node struct {
			Version            int
			Level, State       string
			EffectiveFrom      string
			NoticePeriodMonths int
			Offering           struct{ ID string }
			Grantor, Grantee   struct{ ID string }
		}
	}
	desk.Must(t, `query($id: ID!) { node(id: $id) { ... on Contract { version level state effectiveFrom noticePeriodMonths offering { id } grantor { id } grantee { id } } } }`,
		map[string]any{"id": contractID}, &out)
	n := out.Node
	return map[string]any{
		"contractId": contractID, "expectedVersion": n.Version, "level": n.Level, "state": n.State, "effectiveFrom": n.EffectiveFrom, "noticePeriodMonths": n.NoticePeriodMonths,
		"offeringId": n.Offering.ID, "grantorId": n.Grantor.ID, "granteeId": n.Grantee.ID, "idempotencyKey": "again",
	}
}
