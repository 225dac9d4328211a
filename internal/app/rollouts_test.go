//go:build demo

package app

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"schalter/internal/id"
	"schalter/internal/market/rollouts"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// rolloutSeen is a rollout as people see it.
type rolloutSeen struct {
	ID      string
	Version int
	State   string
	Tasks   []struct {
		ID      string
		Version int
		State   string
		Reason  *string
		Task    struct{ Key, Kind string }
	}
	Links []struct {
		State   string
		Problem *string
		Service struct{ ID string }
	}
	VendorMails []struct {
		Email, State, Cause string
		SentAt              *time.Time
	}
}

func seeRollout(t testing.TB, c testkit.Client, rolloutID string) rolloutSeen {
	t.Helper()
	var out struct{ Node rolloutSeen }
	c.Must(t, `query($r: ID!) { node(id: $r) { ... on Rollout { id version state tasks { id version state reason task { key kind } } links { state problem service { id } }
		vendorMails { email state cause sentAt } } } }`, map[string]any{"r": rolloutID}, &out)
	return out.Node
}

// awaitRollout waits until a rollout is as it should be.
func awaitRollout(t testing.TB, c testkit.Client, rolloutID, what string, is func(rolloutSeen) bool) rolloutSeen {
	t.Helper()
	var r rolloutSeen
	for range 500 {
		if r = seeRollout(t, c, rolloutID); is(r) {
			return r
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s: got %+v", what, r)
	return r
}

func (r rolloutSeen) task(kind string) (taskID string, version int, state string) {
	for _, t := range r.Tasks {
		if t.Task.Kind == kind {
			return t.ID, t.Version, t.State
		}
	}
	return "", 0, ""
}

func setTask(t testing.TB, c testkit.Client, r rolloutSeen, kind, state string) {
	t.Helper()
	taskID, version, _ := r.task(kind)
	var out struct {
		RolloutTaskSet struct{ UserErrors []userError }
	}
	c.Must(t, `mutation($i: RolloutTaskSetInput!) { rolloutTaskSet(input: $i) { userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"taskId": taskID, "expectedVersion": version, "state": state}}, &out)
	if refused := out.RolloutTaskSet.UserErrors; len(refused) > 0 {
		t.Fatalf("%s: %+v", kind, refused)
	}
}

func reportLink(t testing.TB, c testkit.Client, rolloutID, serviceID, url string) []userError {
	t.Helper()
	var out struct {
		PortalLinkReport struct{ UserErrors []userError }
	}
	c.Must(t, `mutation($i: PortalLinkReportInput!) { portalLinkReport(input: $i) { userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"rolloutId": rolloutID, "serviceId": serviceID, "url": url, "idempotencyKey": id.New("key", time.Now())}}, &out)
	return out.PortalLinkReport.UserErrors
}

// From the effective contract to the online service, by the vendor's link and the buyer's account.
func TestF1AndF35FromTheContractToTheOnlineServiceThatCitizensSee(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		rolloutID := beginRollout(t, w)
		me := w.as(t, secondBuyer)
		r := awaitRollout(t, me, rolloutID, "the vendor was not informed", func(r rolloutSeen) bool { _, _, state := r.task("VENDOR_INFORMED"); return state == "DONE" })
		if r.State != "IN_PROGRESS" || len(r.VendorMails) != 2 {
			t.Errorf("got %+v", r)
		}
		vendor := asVendor(t, w)
		setTask(t, vendor, seeRollout(t, vendor, rolloutID), "SETUP", "DONE")
		setTask(t, me, seeRollout(t, me, rolloutID), "LIVE", "DONE")
		if refused := reportLink(t, me, rolloutID, r.Links[0].Service.ID, "http://bayernportal.example/gewerbe"); len(refused) != 1 || refused[0].Code != "INVALID" {
			t.Errorf("without https: %+v", refused)
		}
		if refused := reportLink(t, me, rolloutID, r.Links[0].Service.ID, "https://bayernportal.example/404"); len(refused) != 0 {
			t.Fatalf("%+v", refused)
		}
		broken := awaitRollout(t, me, rolloutID, "the link was not looked at", func(r rolloutSeen) bool { return r.Links[0].State == "BROKEN" })
		if p := broken.Links[0].Problem; p == nil || *p != "Der Server sagt, dass es diese Seite nicht gibt (404)." {
			t.Errorf("why: %v", p)
		}
		for _, l := range r.Links {
			if refused := reportLink(t, me, rolloutID, l.Service.ID, "https://bayernportal.example/gewerbe"); len(refused) != 0 {
				t.Fatalf("%+v", refused)
			}
		}
		live := awaitRollout(t, me, rolloutID, "not live", func(r rolloutSeen) bool { return r.State == "LIVE" })
		if _, _, state := live.task("LINK_VERIFIED"); state != "DONE" {
			t.Errorf("not verified: %+v", live)
		}
		type list struct {
			Edges []struct {
				Node struct {
					ID, URL      string
					Service      struct{ ID string }
					Authority    struct{ Name string }
					Organisation struct{ Name string }
					Region       struct{ Ars string }
				}
			}
		}
		var seen struct {
			Organisation struct{ OnlineServices list }
			Region       struct{ OnlineServices list }
			Services     struct {
				Edges []struct{ Node struct{ OnlineServices list } }
			}
			Authorities struct {
				Edges []struct{ Node struct{ OnlineServices list } }
			}
			Rollouts   struct{ Municipalities, Live, InProgress int }
			RolloutMap []struct {
				State  string
				Region struct{ Ars string }
			}
		}
		const fields = `onlineServices%s { edges { node { id url service { id } authority { name } organisation { name } region { ars } } } }`
		w.Must(t, fmt.Sprintf(`query($o: ID!, $a: ARS!, $k: ARS!) { organisation(id: $o) { `+fields+` } region(ars: $a) { `+fields+` }
			services(first: 100) { edges { node { `+fields+` } } } authorities(within: $k, first: 100) { edges { node { `+fields+` } } }
			rollouts { municipalities live inProgress } rolloutMap { state region { ars } } }`, "", "", "(ars: $a, first: 5)", "(first: 5)"),
			map[string]any{"o": w.organisations.OfAuthority(bamberg).ID, "a": townHall, "k": townHall[:5]}, &seen)
		ofServices, ofAuthorities := 0, 0
		for _, e := range seen.Services.Edges {
			ofServices += len(e.Node.OnlineServices.Edges)
		}
		for _, e := range seen.Authorities.Edges {
			ofAuthorities += len(e.Node.OnlineServices.Edges)
		}
		n := len(r.Links)
		if len(seen.Organisation.OnlineServices.Edges) != n || len(seen.Region.OnlineServices.Edges) != n || ofServices != n || ofAuthorities != n {
			t.Fatalf("%d links: organisation %d, region %d, services %d, authorities %d", n, len(seen.Organisation.OnlineServices.Edges),
				len(seen.Region.OnlineServices.Edges), ofServices, ofAuthorities)
		}
		one := seen.Region.OnlineServices.Edges[0].Node
		if one.URL != "https://bayernportal.example/gewerbe" || one.Region.Ars != townHall || one.Authority.Name == "" || one.Organisation.Name == "" {
			t.Errorf("got %+v", one)
		}
		var found struct{ Node *struct{ ID string } }
		w.Must(t, `query($n: ID!) { node(id: $n) { id } }`, map[string]any{"n": one.ID}, &found)
		if found.Node == nil {
			t.Error("an online service is not found by its id")
		}
		if seen.Rollouts.Municipalities < 1 || seen.Rollouts.Live < 1 {
			t.Errorf("the picture: %+v", seen.Rollouts)
		}
		dot := ""
		for _, d := range seen.RolloutMap {
			if d.Region.Ars == townHall {
				dot = d.State
			}
		}
		if dot != "LIVE" {
			t.Errorf("the map has %q at the town", dot)
		}
	})
}

func TestF2TheListOfServicesWithAndWithoutLinkIsForMembersAndOperators(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		rolloutID := beginRollout(t, w)
		me := w.as(t, secondBuyer)
		r := seeRollout(t, me, rolloutID)
		if refused := reportLink(t, me, rolloutID, r.Links[0].Service.ID, "https://bayernportal.example/gewerbe"); len(refused) != 0 {
			t.Fatalf("%+v", refused)
		}
		type links struct {
			TotalCount int
			Edges      []struct {
				Node struct {
					Service   struct{ ID, Name string }
					Authority struct{ ID string }
					Link      *struct{ URL string }
				}
			}
		}
		ask := func(c testkit.Client) (internal *struct {
			ServiceLinkCount   struct{ Services, Online int }
			All, With, Without links
		}) {
			var out struct {
				Organisation struct {
					Internal *struct {
						ServiceLinkCount   struct{ Services, Online int }
						All, With, Without links
					}
				}
			}
			const fields = ` { totalCount edges { node { service { id name } authority { id } link { url } } } } `
			c.Must(t, `query($o: ID!) { organisation(id: $o) { internal { serviceLinkCount { services online } all: serviceLinks(first: 100)`+fields+
				`with: serviceLinks(withLink: true)`+fields+`without: serviceLinks(withLink: false, first: 100)`+fields+`} } }`,
				map[string]any{"o": w.organisations.OfAuthority(bamberg).ID}, &out)
			return out.Organisation.Internal
		}
		mine := ask(me)
		if mine == nil || mine.All.TotalCount < 10 || mine.ServiceLinkCount.Services != mine.All.TotalCount || mine.With.TotalCount < 1 ||
			mine.With.TotalCount+mine.Without.TotalCount != mine.All.TotalCount {
			t.Fatalf("got %+v", mine)
		}
		if with := mine.With.Edges[0].Node; with.Link == nil || with.Authority.ID != bamberg {
			t.Errorf("got %+v", with)
		}
		if ask(w.as(t, operator)) == nil || ask(w.Client) != nil || ask(asVendor(t, w)) != nil {
			t.Error("the list is for members and operators")
		}
	})
}

// A mail in the ticket of an order brings its link.
func TestF40ALinkInAnAnswerToTheTicketIsReportedThroughTheProgram(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		orderID := id.New("ord", w.clock.Now())
		in := order(t, w, "gewerbe", orderID)
		in.AlreadyInUse = true
		var rolloutID string
		err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) (err error) {
			if rolloutID, err = w.rollouts.Begin(ctx, tx, in); err != nil {
				return err
			}
			return w.rollouts.ContractEffective(ctx, tx, orderID)
		})
		if err != nil {
			t.Fatal(err)
		}
		me := w.as(t, secondBuyer)
		r := seeRollout(t, me, rolloutID)
		for _, task := range r.Tasks {
			if task.Task.Kind == "SETUP" && (task.State != "SKIPPED" || task.Reason == nil || !strings.Contains(*task.Reason, "schon im Einsatz")) {
				t.Errorf("got %+v", task)
			}
		}
		var lines []string
		for _, l := range r.Links {
			facts, _ := rolloutDirectory{w.directory}.ServiceFacts(l.Service.ID)
			lines = append(lines, facts.German+": https://bayernportal.example/"+l.Service.ID)
		}
		err = w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			return w.rollouts.LinkByMail(ctx, tx, orderID, "ten_1", strings.Join(lines, "\n"))
		})
		if err != nil {
			t.Fatal(err)
		}
		awaitRollout(t, me, rolloutID, "not live by the mail", func(r rolloutSeen) bool { return r.State == string(rollouts.Live) })
	})
}
