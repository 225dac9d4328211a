//go:build demo

package app

import (
	"context"
	"fmt"
	"testing"

	"schalter/internal/demo/market"
	"schalter/internal/id"
	"schalter/internal/market/rollouts"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// vendorSession is the kind of a vendor that redeemed the link of its mail.
const vendorSession = "vendor-session"

// The vendor and the IT association that orders of the tests name.
var (
	rolloutVendor = market.OrganisationID("gewerbekontor")
	rolloutHelper = market.OrganisationID("it-verbund-fichtelgrund")
)

const vendorMailbox = "einrichtung@gewerbekontor.example"

// order is an order of the city's, with a ticket, as its release hands it on.
func order(t testing.TB, w *world, slug, orderID string) rollouts.Beginning {
	t.Helper()
	o := w.catalogue.OfferingBySlug(slug)
	if o == nil {
		t.Fatalf("no offering %s", slug)
		return rollouts.Beginning{}
	}
	city := w.organisations.OfAuthority(bamberg).ID
	vendor, helper := rolloutVendor, rolloutHelper
	return rollouts.Beginning{
		OrderID: orderID, Reference: "B-" + orderID[len(orderID)-4:], OrganisationID: city, OrderedByID: city, OfferingID: o.ID, OfferingVersionID: o.Current.ID,
		VendorID: &vendor, ITProviderID: &helper, TicketID: cityTicket(t, w),
		SubjectContact: &rollouts.ContactPerson{Name: "Sabine Fach", Email: "fach@bamberg.example"},
	}
}

// cityTicket is a ticket of the city's.
func cityTicket(t testing.TB, w *world) string {
	t.Helper()
	var ticketID string
	err := w.db.QueryRow(t.Context(), `SELECT id FROM ticket WHERE organisation_id = ? AND kind = 'QUESTION' ORDER BY id`, w.organisations.OfAuthority(bamberg).ID).Scan(&ticketID)
	if err != nil {
		t.Fatal(err)
	}
	return ticketID
}

// beginRollout makes the rollout of an order of the city's whose contract is effective.
func beginRollout(t testing.TB, w *world) string {
	t.Helper()
	orderID := id.New("ord", w.clock.Now())
	var rolloutID string
	err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) (err error) {
		if rolloutID, err = w.rollouts.Begin(ctx, tx, order(t, w, "gewerbe", orderID)); err != nil {
			return err
		}
		return w.rollouts.ContractEffective(ctx, tx, orderID)
	})
	if err != nil {
		t.Fatal(err)
	}
	return rolloutID
}

// asVendor redeems the link of the mail to a vendor, which the tray shows.
func asVendor(t testing.TB, w *world) testkit.Client {
	t.Helper()
	var out struct {
		VendorSessionStart struct{ AccessToken string }
	}
	w.Must(t, `mutation($i: VendorSessionStartInput!) { vendorSessionStart(input: $i) { accessToken userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"token": linkToken(t, w, vendorMailbox)}}, &out)
	c := w.Client
	c.Token = out.VendorSessionStart.AccessToken
	return c
}

func freshRollout(f *facts) any { return beginRollout(f.t, f.w) }

// vendorTask is a task of a new rollout that the vendor has to do.
func vendorTask(f *facts) any {
	rolloutID := beginRollout(f.t, f.w)
	var taskID string
	err := f.w.db.QueryRow(f.t.Context(), `SELECT id FROM rollout_task WHERE rollout_id = ? AND responsible = 'VENDOR' ORDER BY position`, rolloutID).Scan(&taskID)
	if err != nil {
		f.t.Fatal(err)
	}
	return taskID
}

// Rollouts are the rows of the way from the contract to the live service. The city's rollout names a vendor, and the IT association that
// sets services up for the city; its union and citizens have no part in it.
func (accessMatrix) Rollouts() map[string]operation {
	hidden := everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous")
	workers := hidden.but("ok", "buyer", "signatory", "admin", "it", "operator", vendorSession)
	return map[string]operation{
		"rollouts":       {`{ rollouts { municipalities edges { node { municipalities region { name } } } } }`, vars(), public},
		"rolloutMap":     {`{ rolloutMap { state region { name } } }`, vars(), public},
		"vendorRollouts": {`{ vendorRollouts { edges { node { id reference } } } }`, vars(), signedIn.but("ok", vendorSession)},
		"vendorSessionStart": {`mutation($i: VendorSessionStartInput!) { vendorSessionStart(input: $i) { accessToken userErrors { code field message } } }`,
			input("token", func(f *facts) any { beginRollout(f.t, f.w); return linkToken(f.t, f.w, vendorMailbox) }), public},
		"vendorLinkSend": {`mutation($i: VendorLinkSendInput!) { vendorLinkSend(input: $i) { rollout { id }` + problems,
			input("rolloutId", freshRollout, "idempotencyKey", freshKey),
			hidden.but("ok", "buyer", "signatory", "admin", "operator").but("FORBIDDEN", "it", vendorSession)},
		"rolloutTaskSet": {`mutation($i: RolloutTaskSetInput!) { rolloutTaskSet(input: $i) { task { id }` + problems,
			input("taskId", vendorTask, "expectedVersion", 1, "state", "IN_PROGRESS"), workers},
		"rolloutParametersSave": {`mutation($i: RolloutParametersSaveInput!) { rolloutParametersSave(input: $i) { rollout { id }` + problems,
			input("rolloutId", freshRollout, "expectedVersion", 1, "values", []any{}), workers},
		"portalLinkReport": {`mutation($i: PortalLinkReportInput!) { portalLinkReport(input: $i) { rollout { id }` + problems,
			input("rolloutId", freshRollout, "serviceId", trade, "url", "https://bayernportal.example/gewerbe", "idempotencyKey", freshKey), workers.but("FORBIDDEN", vendorSession)},
	}
}

// What a vendor's session sees beside its rollouts is what everybody sees, and nothing of its rollouts is for others.
func TestAVendorsSessionSeesNothingButItsRollouts(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		rolloutID := beginRollout(t, w)
		vendor := asVendor(t, w)
		type rolloutSeen struct {
			ID, Reference, ViewerParty string
			VendorMails                []struct{ Email string }
			SubjectContact             struct{ Name string }
			Organisation               struct {
				Name     string
				Internal *struct{ AccountLimit int }
			}
			Tasks []struct {
				ID       string
				Editable bool
				Task     struct{ Key, Responsible string }
			}
		}
		var out struct {
			Viewer         *struct{ ID string }
			VendorRollouts struct {
				Edges []struct{ Node rolloutSeen }
			}
			Node rolloutSeen
		}
		vendor.Must(t, `query($r: ID!) { viewer { id } vendorRollouts { edges { node { id } } } node(id: $r) { ... on Rollout { id reference viewerParty vendorMails { email }
			subjectContact { name } organisation { name internal { accountLimit } } tasks { id editable task { key responsible } } } } }`,
			map[string]any{"r": rolloutID}, &out)
		if out.Viewer != nil || len(out.VendorRollouts.Edges) != 1 || out.Node.ID != rolloutID || out.Node.ViewerParty != "VENDOR" || out.Node.VendorMails != nil ||
			out.Node.SubjectContact.Name != "Sabine Fach" || out.Node.Organisation.Internal != nil {
			t.Errorf("got %+v", out)
		}
		for _, task := range out.Node.Tasks {
			if task.Editable != (task.Task.Responsible == "VENDOR") {
				t.Errorf("%s of %s: editable %v", task.Task.Key, task.Task.Responsible, task.Editable)
			}
		}
		// A person's token is no vendor's, and a vendor's begins no session of a person.
		for who, c := range map[string]testkit.Client{"anonymous": w.Client, "citizen": w.as(t, citizen)} {
			var seen struct{ Node *struct{ ID string } }
			c.Must(t, `query($r: ID!) { node(id: $r) { id } }`, map[string]any{"r": rolloutID}, &seen)
			if seen.Node != nil {
				t.Errorf("%s sees the rollout", who)
			}
		}
		for _, private := range []string{cityTicket(t, w), out.Node.Tasks[0].ID} {
			var seen struct{ Node *struct{ ID string } }
			vendor.Must(t, `query($r: ID!) { node(id: $r) { id } }`, map[string]any{"r": private}, &seen)
			if got, want := seen.Node != nil, private == out.Node.Tasks[0].ID; got != want {
				t.Errorf("%s: seen %v", private, got)
			}
		}
		if res, _ := fetchFile(t, vendor, w.URL+"/documents/"+id.New(id.Document, w.clock.Now()), ""); res.StatusCode != 401 {
			t.Errorf("a document: status %d", res.StatusCode)
		}
		wrong := vendor
		wrong.Token += "x"
		a, err := wrong.Ask(t.Context(), `{ vendorRollouts { edges { node { id } } } }`, nil)
		if err != nil || a.Code() != "UNAUTHENTICATED" {
			t.Errorf("a wrong token: got %s, %v", fmt.Sprint(a), err)
		}
	})
}
