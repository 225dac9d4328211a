package rollouts_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/rollouts"
	"schalter/internal/store"
)

func TestF36ARolloutHasTheTasksOfTheSheetThatWasOrdered(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("wohngeld")
		rolloutID := s.begin(s.order(o, "1"))
		if again := s.begin(s.order(o, "1")); again != rolloutID {
			t.Errorf("the same order again: got %s", again)
		}
		r := s.rollout(buyer(), rolloutID)
		if r.State != rollouts.Ordered || r.Reference != "B-1" || *r.ViewerParty != catalogue.DoneByMunicipality || r.Subject.Name != "Sabine Fach" {
			t.Errorf("got %+v", r)
		}
		if got := s.states(rolloutID); got != "vertrag:OPEN hersteller:OPEN stelle:OPEN zustellpunkt:OPEN einrichten:OPEN test:OPEN live:OPEN link:OPEN geprueft:OPEN" {
			t.Errorf("tasks: got %s", got)
		}
		if got := s.links(rolloutID); got != "NONE NONE" {
			t.Errorf("links: got %s", got)
		}
		if len(r.Parameters) != 2 || *r.Parameters[0].Value != "Bamberg" || r.Parameters[1].Value != nil {
			t.Errorf("parameters: got %+v", r.Parameters)
		}
	})
}

func TestF37EachTaskHasItsGuideAndARolloutKeepsTheSheetThatWasOrdered(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		rolloutID := s.begin(s.order(s.offering("wohngeld"), "1"))
		stelle := s.tasksOf(buyer(), rolloutID)["stelle"]
		if stelle.Task.Guide == nil || stelle.Task.Guide.URL != "https://hilfe.example/stelle" || stelle.Task.TitleIn(catalogue.German) != "Schritt stelle" {
			t.Errorf("got %+v", stelle.Task)
		}
	})
}

func TestF40WhatIsInUseAlreadyIsAskedForItsLinkAtOnceAndEndsByProof(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("wohngeld", housing)
		in := s.order(o, "1")
		in.AlreadyInUse = true
		rolloutID := s.begin(in)
		if got := s.states(rolloutID); got != "vertrag:OPEN hersteller:SKIPPED stelle:SKIPPED zustellpunkt:SKIPPED einrichten:SKIPPED test:SKIPPED live:DONE link:OPEN geprueft:OPEN" {
			t.Errorf("tasks: got %s", got)
		}
		setUp := s.tasksOf(buyer(), rolloutID)["einrichten"]
		if setUp.ReasonKey == nil || *setUp.ReasonKey != "rollout_in_use" || *setUp.ChangedBy != "Schalter" {
			t.Errorf("why: got %+v", setUp)
		}
		if asked := s.noted(); len(asked) != 1 || !strings.Contains(asked[0].Text.German, "Wohngeld beantragen") || asked[0].TicketID != "tkt_1" || asked[0].Resolved {
			t.Fatalf("the link was not asked for: %+v", asked)
		}
		if err := s.report(buyer(), rolloutID, housing, "https://bayernportal.example/wohngeld"); err != nil {
			t.Fatal(err)
		}
		s.run()
		if r := s.rollout(buyer(), rolloutID); r.State != rollouts.Ordered || s.onlineAt(rollouts.Where{}) != "" {
			t.Errorf("live without a contract: %+v", r)
		}
		s.contract("1", s.ContractEffective)
		s.run()
		if got := s.states(rolloutID); !strings.HasPrefix(got, "vertrag:DONE hersteller:SKIPPED") || !strings.HasSuffix(got, "live:DONE link:DONE geprueft:DONE") {
			t.Errorf("tasks: got %s", got)
		}
		if len(s.letters()) != 0 {
			t.Error("the vendor was told to set up what is in use")
		}
		if r := s.rollout(buyer(), rolloutID); r.State != rollouts.Live || *r.LiveSince != "2026-03-02" {
			t.Errorf("got %+v", r)
		}
		if told := s.noted(); len(told) != 1 || !told[0].Resolved {
			t.Errorf("the ticket does not end: %+v", told)
		}
		if got := s.onlineAt(rollouts.Where{AuthorityID: townHall}); got != "Wohngeld beantragen@aut_town" {
			t.Errorf("online: got %s", got)
		}
	})
}

func TestF40ALinkThatTheOrderNamesCountsAsReported(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		in := s.order(s.offering("wohngeld", housing), "1")
		in.AlreadyInUse, in.PortalURL = true, of("https://bayernportal.example/wohngeld")
		rolloutID := s.begin(in)
		s.run()
		if got := s.links(rolloutID); got != "OK" {
			t.Errorf("got %s", got)
		}
		if asked := s.noted(); len(asked) != 0 {
			t.Errorf("asked for what is there: %+v", asked)
		}
		in.OrderID, in.PortalURL = "2", of("http://bayernportal.example/")
		err := s.in(func(ctx context.Context, tx *store.Tx) error { _, err := s.Begin(ctx, tx, in); return err })
		if rule(err) != "INVALID url_https" {
			t.Errorf("without https: got %v", err)
		}
	})
}

func TestF36WhoMaySetWhichTask(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		rolloutID := s.effective(s.offering("wohngeld"), "1")
		viewers := map[string]context.Context{
			"buyer": buyer(), "officer": officer(), "villager": villager(), "vendor session": session(vendor), "provider session": session(it), "another vendor's": session(mute),
			"seller": seller(), "helper": helper(), "operator": operator(), "citizen": citizen(), "anonymous": anonymous(),
		}
		hidden := "NOT_FOUND rollout_task_unknown"
		want := map[string]map[string]string{
			"stelle":       {"buyer": "", "operator": "", "officer": "FORBIDDEN", "vendor session": "FORBIDDEN", "provider session": "FORBIDDEN", "seller": "FORBIDDEN", "helper": "FORBIDDEN"},
			"zustellpunkt": {"buyer": "", "operator": "", "officer": "FORBIDDEN", "vendor session": "FORBIDDEN", "provider session": "", "seller": "FORBIDDEN", "helper": ""},
			"einrichten":   {"buyer": "", "operator": "", "officer": "FORBIDDEN", "vendor session": "", "provider session": "", "seller": "", "helper": ""},
			"live":         {"buyer": "", "operator": "", "officer": "FORBIDDEN", "vendor session": "FORBIDDEN", "provider session": "FORBIDDEN", "seller": "FORBIDDEN", "helper": "FORBIDDEN"},
		}
		for _, observed := range []string{"vertrag", "hersteller", "link", "geprueft"} {
			want[observed] = map[string]string{}
			for who := range viewers {
				want[observed][who] = "FORBIDDEN"
			}
		}
		for _, by := range want {
			for _, who := range []string{"villager", "another vendor's", "citizen"} {
				by[who] = hidden
			}
			by["anonymous"] = "UNAUTHENTICATED"
		}
		for key, by := range want {
			for who, ctx := range viewers {
				err := s.set(ctx, rolloutID, key, rollouts.TaskInProgress, "Wartet auf "+who)
				if got := rule(err); got != by[who] {
					t.Errorf("%s, %s: got %q, want %q", key, who, got, by[who])
				}
				if by[who] == "" || by[who] == "FORBIDDEN" {
					if got := s.tasksOf(ctx, rolloutID)[key].Editable; got != (by[who] == "") {
						t.Errorf("%s, %s: shown as editable: %v", key, who, got)
					}
				}
			}
		}
	})
}

func TestF36TasksMoveAsTheyMayAndSayWhy(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("wohngeld")
		rolloutID := s.begin(s.order(o, "1"))
		for _, c := range []struct {
			key    string
			state  rollouts.RolloutTaskState
			reason string
			want   string
		}{
			{"test", rollouts.TaskSkipped, "", "REQUIRED rollout_skip_reason"},
			{"test", rollouts.TaskSkipped, "\u200b ", "REQUIRED rollout_skip_reason"},
			{"test", rollouts.TaskSkipped, strings.Repeat("x", 501), "TOO_LONG too_long"},
			{"test", rollouts.TaskSkipped, "Test entfällt, wie besprochen.", ""},
			{"test", rollouts.TaskDone, "", "WRONG_STATE rollout_task_state"},
			{"test", rollouts.TaskOpen, "", ""},
			{"test", rollouts.TaskOpen, "", "WRONG_STATE rollout_task_same"},
			{"test", rollouts.TaskOpen, "Wartet auf das Rechenzentrum.", ""},
			{"live", rollouts.TaskSkipped, "Nein", "WRONG_STATE rollout_live_skipped"},
			{"live", rollouts.TaskDone, "", "WRONG_STATE rollout_live_without_contract"},
		} {
			if got := rule(s.set(buyer(), rolloutID, c.key, c.state, c.reason)); got != c.want {
				t.Errorf("%s to %s (%q): got %q, want %q", c.key, c.state, c.reason, got, c.want)
			}
		}
		task := s.tasksOf(buyer(), rolloutID)["test"]
		if *task.Given != "Wartet auf das Rechenzentrum." || *task.ChangedBy != "Person acc_buyer" {
			t.Errorf("got %+v", task)
		}
		if _, _, err := s.SetTask(buyer(), rollouts.TaskSetting{TaskID: task.ID, ExpectedVersion: 1, State: rollouts.TaskDone}); rule(err) != "STALE" {
			t.Errorf("of another version: got %v", err)
		}
		s.mustSet(rolloutID, "stelle", rollouts.TaskDone)
		if r := s.rollout(buyer(), rolloutID); r.State != rollouts.InProgress {
			t.Errorf("begun: got %s", r.State)
		}
	})
}

func TestParametersAreSavedByAllWhoWorkOnIt(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		rolloutID := s.effective(s.offering("wohngeld"), "1")
		version := s.rollout(buyer(), rolloutID).Version
		save := func(ctx context.Context, key string, value *string) error {
			r, err := s.SaveParameters(ctx, rollouts.ParametersSaving{
				RolloutID: rolloutID, ExpectedVersion: version, Values: []*catalogue.RolloutParameterInput{{Key: key, Value: value}},
			})
			if err == nil {
				version = r.Version
			}
			return err
		}
		for _, ctx := range []context.Context{buyer(), session(vendor), session(it), operator()} {
			if err := save(ctx, "postfach", of("PF-1")); err != nil {
				t.Errorf("got %v", err)
			}
		}
		if err := save(buyer(), "gemeindename", nil); err != nil {
			t.Error(err)
		}
		if got := s.rollout(session(vendor), rolloutID).Parameters; got[0].Value != nil || *got[1].Value != "PF-1" {
			t.Errorf("got %+v", got)
		}
		if got := rule(save(buyer(), "andere", of("x"))); got != "NOT_FOUND parameter_unknown" {
			t.Errorf("unknown: got %s", got)
		}
		if got := rule(save(officer(), "postfach", of("x"))); got != "FORBIDDEN" {
			t.Errorf("who only reads: got %s", got)
		}
		version--
		if got := rule(save(buyer(), "postfach", of("x"))); got != "STALE" {
			t.Errorf("of another version: got %s", got)
		}
	})
}

func TestWhatEndedIsSeenByNoVendorAndChangedByNobody(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("wohngeld")
		rolloutID := s.live(o, "1")
		if got := s.onlineAt(rollouts.Where{}); got == "" {
			t.Fatal("nothing is online")
		}
		s.contract("1", s.ContractOnHold)
		if _, err := s.Rollout(session(vendor), rolloutID); err != nil {
			t.Errorf("on hold: got %v", err)
		}
		s.contract("1", s.ContractEnded)
		if got := s.onlineAt(rollouts.Where{}); got != "" {
			t.Errorf("still online: %s", got)
		}
		if _, err := s.Rollout(session(vendor), rolloutID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("the vendor: got %v", err)
		}
		if got := rule(s.set(session(vendor), rolloutID, "einrichten", rollouts.TaskDone, "")); got != "NOT_FOUND rollout_task_unknown" {
			t.Errorf("the vendor sets: got %s", got)
		}
		if got := rule(s.set(buyer(), rolloutID, "test", rollouts.TaskDone, "")); got != "WRONG_STATE rollout_ended" {
			t.Errorf("the municipality sets: got %s", got)
		}
		if got := rule(s.report(buyer(), rolloutID, housing, "https://bayernportal.example/neu")); got != "WRONG_STATE rollout_ended" {
			t.Errorf("a link: got %s", got)
		}
		list, err := s.SettingUp(session(vendor), onePage)
		if err != nil || len(list.Items) != 0 {
			t.Errorf("the vendor's list: got %+v, %v", list, err)
		}
	})
}

func TestListsAreThoseOfWhoAsks(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("wohngeld")
		first := s.effective(o, "1")
		in := s.order(o, "2")
		in.OrganisationID, in.OrderedByID, in.VendorID, in.ITProviderID = village, union, of(mute), nil
		second := s.begin(in)
		s.delegations[village] = []string{it}
		third := s.live(o, "3")
		size := func(ctx context.Context, list func(context.Context) (int, error)) int {
			n, err := list(ctx)
			if err != nil {
				t.Error(err)
			}
			return n
		}
		settingUp := func(ctx context.Context) (int, error) { l, err := s.SettingUp(ctx, onePage); return len(l.Items), err }
		for who, c := range map[string]struct {
			ctx  context.Context
			want int
		}{
			"vendor": {session(vendor), 2}, "no contract yet": {session(mute), 0}, "provider and delegate": {helper(), 3}, "provider": {session(it), 2},
			"seller": {seller(), 2}, "buyer": {buyer(), 0}, "operator": {operator(), 0},
		} {
			if got := size(c.ctx, settingUp); got != c.want {
				t.Errorf("%s: got %d, want %d", who, got, c.want)
			}
		}
		waiting, err := s.Waiting(operator(), false, onePage)
		if err != nil || len(waiting.Items) != 2 || waiting.Items[0].Node.ID != first || waiting.Items[1].Node.ID != second {
			t.Errorf("desk: got %+v, %v", waiting, err)
		}
		if _, err := s.Waiting(buyer(), false, onePage); errs.CodeOf(err) != errs.Forbidden {
			t.Errorf("desk of a buyer: got %v", err)
		}
		if broken, err := s.Waiting(operator(), true, onePage); err != nil || len(broken.Items) != 0 {
			t.Errorf("with a broken link: got %+v, %v", broken, err)
		}
		own, err := s.OfOrganisation(buyer(), town, onePage)
		if err != nil || len(own.Items) != 2 || own.Items[0].Node.ID != third {
			t.Errorf("own: got %+v, %v", own, err)
		}
		if foreign, err := s.OfOrganisation(buyer(), village, onePage); err != nil || len(foreign.Items) != 0 {
			t.Errorf("of others: got %+v, %v", foreign, err)
		}
		// The union ordered for the village: both see it, and the delegate does.
		for who, ctx := range map[string]context.Context{"villager": villager(), "unionist": unionist(), "helper": helper()} {
			found, err := s.OfOrders(ctx, []string{"1", "2"})
			if err != nil || found["2"] == nil {
				t.Errorf("%s: got %+v, %v", who, found, err)
			}
		}
		// A delegation that ends while somebody works counts at once.
		s.delegations[village] = nil
		if got := rule(s.set(helper(), second, "zustellpunkt", rollouts.TaskDone, "")); got != "NOT_FOUND rollout_task_unknown" {
			t.Errorf("after the delegation: got %s", got)
		}
		// What an order names it for is not touched by that.
		if got := rule(s.set(helper(), first, "zustellpunkt", rollouts.TaskDone, "")); got != "" {
			t.Errorf("named by the order, after the delegation: got %s", got)
		}
	})
}

func TestContactsFollowTheOrder(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		rolloutID := s.effective(s.offering("wohngeld"), "1")
		err := s.in(func(ctx context.Context, tx *store.Tx) error {
			return s.ContactsChanged(ctx, tx, "1", nil, &rollouts.ContactPerson{Name: "Nina Neu", Email: "neu@bamberg.example"})
		})
		if r := s.rollout(session(vendor), rolloutID); err != nil || r.Subject != nil || r.Technical.Name != "Nina Neu" {
			t.Errorf("got %+v, %v", r, err)
		}
	})
}

func TestNobodyIsRemindedMoreThanTwice(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("wohngeld")
		rolloutID := s.effective(o, "1")
		s.letters()
		later := func(d time.Duration) map[string]string {
			s.Clock.Advance(d)
			if err := s.Sweep(context.Background(), s.Clock.Now()); err != nil {
				t.Fatal(err)
			}
			s.run()
			return s.letters()
		}
		const week = 7 * 24 * time.Hour
		if got := later(week); len(got) != 0 {
			t.Errorf("after a week: got %v", got)
		}
		s.mustSet(rolloutID, "stelle", rollouts.TaskDone)
		if got := later(week + time.Hour); len(got) != 0 {
			t.Errorf("a week after a task was moved: got %v", got)
		}
		if got := later(week)["einrichtung@hersteller.example"]; !strings.HasPrefix(got, "[B-1] Erinnerung: ") || link(got) == "" {
			t.Errorf("first reminder: got %q", got)
		}
		if got := later(2 * week); len(got) != 2 {
			t.Errorf("second reminder: got %v", got)
		}
		if got := later(4 * week); len(got) != 0 {
			t.Errorf("a third reminder: got %v", got)
		}
	})
}

// An order whose contract was declined and that is released again has another set-up in the same ticket: its links are asked for, too.
func TestTheNextSetUpOfAnOrderAsksForItsLinksAsWell(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		in := s.order(s.offering("wohngeld", housing), "1")
		in.AlreadyInUse = true
		first := s.begin(in)
		s.contract("1", s.ContractEnded)
		second := s.begin(in)
		if second == first {
			t.Fatal("what was over goes on")
		}
		if notes := s.noted(); len(notes) != 2 || !strings.Contains(notes[1].Text.German, second) {
			t.Errorf("told: %+v", notes)
		}
	})
}
