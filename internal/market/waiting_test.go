package market

import (
	"slices"
	"testing"
	"time"

	"schalter/internal/market/catalogue"
	"schalter/internal/market/rollouts"
)

func TestWhatAMunicipalityHasToDoForARollout(t *testing.T) {
	t.Parallel()
	began, looked := time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC), time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	value, link := "094610000000", "https://stadt.example/gewerbe"
	empty := []*catalogue.RolloutParameter{{Parameter: &catalogue.OfferingParameter{Required: true}}, {Parameter: &catalogue.OfferingParameter{}}}
	filled := []*catalogue.RolloutParameter{{Parameter: &catalogue.OfferingParameter{Required: true}, Value: &value}, {Parameter: &catalogue.OfferingParameter{}}}
	task := func(who catalogue.RolloutParty, kind catalogue.RolloutTaskKind, state rollouts.RolloutTaskState, editable bool) []*rollouts.RolloutTask {
		return []*rollouts.RolloutTask{{Task: &catalogue.OfferingTask{Responsible: who, Kind: kind}, State: state, Editable: editable}}
	}
	none, there := []*rollouts.PortalLink{{State: rollouts.Unchecked}}, []*rollouts.PortalLink{{URL: &link, State: rollouts.Working}}
	broken := []*rollouts.PortalLink{{URL: &link, State: rollouts.Working}, {URL: &link, State: rollouts.Broken, CheckedAt: &looked}}
	for name, c := range map[string]struct {
		rollout rollouts.Rollout
		tasks   []*rollouts.RolloutTask
		links   []*rollouts.PortalLink
		want    []MarketTaskKind
	}{
		"ordered, nothing filled in": {rollouts.Rollout{State: rollouts.Ordered, Parameters: empty}, nil, none, []MarketTaskKind{FillParameters}},
		"all filled in":              {rollouts.Rollout{State: rollouts.Ordered, Parameters: filled}, nil, none, nil},
		"a task of its own": {rollouts.Rollout{State: rollouts.InProgress, Parameters: filled},
			task(catalogue.DoneByMunicipality, catalogue.TaskTest, rollouts.TaskOpen, true), none, []MarketTaskKind{DoTask}},
		"not before the contract": {rollouts.Rollout{State: rollouts.Ordered, Parameters: filled}, task(catalogue.DoneByMunicipality, catalogue.TaskTest, rollouts.TaskOpen, true), none, nil},
		"a task of others":        {rollouts.Rollout{State: rollouts.InProgress}, task(catalogue.DoneByVendor, catalogue.TaskSetup, rollouts.TaskOpen, true), none, nil},
		"a task that is done":     {rollouts.Rollout{State: rollouts.InProgress}, task(catalogue.DoneByMunicipality, catalogue.TaskTest, rollouts.TaskDone, true), none, nil},
		"who only reads":          {rollouts.Rollout{State: rollouts.InProgress}, task(catalogue.DoneByMunicipality, catalogue.TaskTest, rollouts.TaskOpen, false), none, nil},
		"live without its link": {rollouts.Rollout{State: rollouts.Live, Parameters: empty},
			task(catalogue.DoneByMunicipality, catalogue.TaskPortalLink, rollouts.TaskOpen, true), none, []MarketTaskKind{ReportLink}},
		"in use without its link": {rollouts.Rollout{State: rollouts.Ordered, AlreadyInUse: true, Parameters: empty}, nil, none, []MarketTaskKind{ReportLink}},
		"live with its link":      {rollouts.Rollout{State: rollouts.Live}, nil, there, nil},
		"a link that broke":       {rollouts.Rollout{State: rollouts.Live}, nil, broken, []MarketTaskKind{MendLink}},
	} {
		c.rollout.StartedAt = began
		got := toDoFor(&c.rollout, c.tasks, c.links)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
		for _, kind := range got {
			want := began
			if kind == MendLink {
				want = looked
			}
			if since := sinceOf(kind, &c.rollout, c.links); !since.Equal(want) {
				t.Errorf("%s: waits since %v", name, since)
			}
		}
	}
}
