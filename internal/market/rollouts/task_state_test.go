package rollouts

import "testing"

func TestEveryChangeOfATaskIsAllowedOrRefused(t *testing.T) {
	t.Parallel()
	allowed := map[[2]RolloutTaskState]bool{
		{TaskOpen, TaskOpen}: true, {TaskOpen, TaskInProgress}: true, {TaskOpen, TaskDone}: true, {TaskOpen, TaskSkipped}: true,
		{TaskInProgress, TaskOpen}: true, {TaskInProgress, TaskInProgress}: true, {TaskInProgress, TaskDone}: true, {TaskInProgress, TaskSkipped}: true,
		{TaskDone, TaskOpen}: true, {TaskDone, TaskInProgress}: true, {TaskDone, TaskDone}: false, {TaskDone, TaskSkipped}: false,
		{TaskSkipped, TaskOpen}: true, {TaskSkipped, TaskInProgress}: true, {TaskSkipped, TaskDone}: false, {TaskSkipped, TaskSkipped}: true,
	}
	for pair, want := range allowed {
		if got := pair[0].CanBecome(pair[1]); got != want {
			t.Errorf("%s to %s: got %v", pair[0], pair[1], got)
		}
	}
	if len(allowed) != 16 {
		t.Errorf("%d pairs", len(allowed))
	}
}

func TestTheStateOfARolloutFollowsFromFacts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		facts facts
		want  RolloutState
	}{
		"ordered":                       {facts{contract: contractOpen}, Ordered},
		"somebody began":                {facts{contract: contractOpen, begun: true}, InProgress},
		"links work, no contract yet":   {facts{contract: contractOpen, liveDone: true, linksWork: true}, Ordered},
		"effective":                     {facts{contract: contractEffective}, InProgress},
		"released, links missing":       {facts{contract: contractEffective, liveDone: true}, InProgress},
		"links work, not released":      {facts{contract: contractEffective, linksWork: true}, InProgress},
		"released, links work":          {facts{contract: contractEffective, liveDone: true, linksWork: true}, Live},
		"live, a link broke later":      {facts{contract: contractEffective, liveDone: true, wasLive: true}, Live},
		"live, the release taken back":  {facts{contract: contractEffective, wasLive: true, linksWork: true}, InProgress},
		"live, the contract on hold":    {facts{contract: contractOnHold, liveDone: true, linksWork: true}, Live},
		"on hold, in progress":          {facts{contract: contractOnHold}, InProgress},
		"ended":                         {facts{contract: contractEnded, liveDone: true, wasLive: true, linksWork: true, begun: true}, Ended},
		"ended before it was effective": {facts{contract: contractEnded}, Ended},
	} {
		if got := c.facts.state(); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

func TestTheContractOfARolloutBecomesWhatItMay(t *testing.T) {
	t.Parallel()
	all := []contract{contractOpen, contractEffective, contractOnHold, contractEnded}
	want := map[[2]contract]bool{
		{contractOpen, contractEnded}: true, {contractEffective, contractOnHold}: true, {contractEffective, contractEnded}: true,
		{contractOnHold, contractEffective}: true, {contractOnHold, contractEnded}: true,
	}
	for _, from := range all {
		for _, to := range all {
			got := false
			for _, possible := range becomes[from] {
				got = got || possible == to
			}
			if got != want[[2]contract{from, to}] {
				t.Errorf("%s to %s: got %v", from, to, got)
			}
		}
	}
}
