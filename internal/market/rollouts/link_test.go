package rollouts_test

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/market/rollouts"
	"schalter/internal/safehttp"
)

func TestF1AServiceIsOnlineOnceItIsLiveAndItsLinkWorks(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("wohngeld")
		rolloutID := s.effective(o, "1")
		for _, serviceID := range []string{housing, business} {
			if err := s.report(buyer(), rolloutID, serviceID, "https://bayernportal.example/"+serviceID); err != nil {
				t.Fatal(err)
			}
		}
		s.run()
		if got := s.links(rolloutID); got != "OK OK" || s.onlineAt(rollouts.Where{}) != "" {
			t.Errorf("before the release: got %s, online %s", got, s.onlineAt(rollouts.Where{}))
		}
		s.noted()
		s.mustSet(rolloutID, "live", rollouts.TaskDone)
		if told := s.noted(); len(told) != 1 || !told[0].Resolved || told[0].TicketID != "tkt_1" {
			t.Errorf("the ticket: got %+v", told)
		}
		both := "Gewerbe anmelden@aut_town, Wohngeld beantragen@aut_town"
		for name, c := range map[string]struct {
			where rollouts.Where
			want  string
		}{
			"authority": {rollouts.Where{AuthorityID: townHall}, both}, "another authority": {rollouts.Where{AuthorityID: unionHall}, ""},
			"organisation": {rollouts.Where{OrganisationID: town}, both}, "service": {rollouts.Where{ServiceID: housing}, "Wohngeld beantragen@aut_town"},
			"service and place": {rollouts.Where{ServiceID: housing, ARS: townARS}, "Wohngeld beantragen@aut_town"},
			"another place":     {rollouts.Where{ServiceID: housing, ARS: villageARS}, ""}, "place": {rollouts.Where{ARS: townARS}, both},
			"a larger place": {rollouts.Where{ARS: "09461"}, ""},
		} {
			if got := s.onlineAt(c.where); got != c.want {
				t.Errorf("%s: got %q, want %q", name, got, c.want)
			}
		}
		// Several lists are read at once, a page of each, and one is found by its id.
		pages, err := s.OnlineServices(anonymous(), []rollouts.Where{{AuthorityID: townHall}, {AuthorityID: unionHall}, {ServiceID: business}}, onePageOf(1))
		if err != nil || len(pages[0].Items) != 1 || !pages[0].HasNext || len(pages[1].Items) != 0 || len(pages[2].Items) != 1 || pages[2].HasNext {
			t.Fatalf("got %+v, %v", pages, err)
		}
		next := onePageOf(1)
		next.After = pages[0].Items[0].Position
		second, err := s.OnlineServices(anonymous(), []rollouts.Where{{AuthorityID: townHall}}, next)
		if err != nil || len(second[0].Items) != 1 || second[0].HasNext || second[0].Items[0].Node.ServiceID == pages[0].Items[0].Node.ServiceID {
			t.Errorf("the next page: got %+v, %v", second, err)
		}
		next.After = "x"
		if _, err := s.OnlineServices(anonymous(), []rollouts.Where{{}}, next); errs.CodeOf(err) != errs.Invalid {
			t.Errorf("a wrong cursor: got %v", err)
		}
		one := pages[2].Items[0].Node
		found, err := s.OnlineService(anonymous(), one.ID)
		if err != nil || found.URL != one.URL || found.Since != "2026-03-02" || !found.CheckedAt.Equal(one.CheckedAt) {
			t.Errorf("by id: got %+v, %v", found, err)
		}
		s.contract("1", s.ContractEnded)
		if found, err := s.OnlineService(anonymous(), one.ID); found != nil || err != nil {
			t.Errorf("after the contract: got %+v, %v", found, err)
		}
	})
}

func TestF1TheOnlineServiceIsThatOfTheCompetentAuthority(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("gewerbe", business)
		in := s.order(o, "1")
		in.OrganisationID, in.OrderedByID = village, union
		in.AlreadyInUse, in.PortalURL = true, of("https://bayernportal.example/gewerbe")
		s.begin(in)
		s.contract("1", s.ContractEffective)
		s.run()
		if got := s.onlineAt(rollouts.Where{ARS: villageARS}); got != "Gewerbe anmelden@aut_union" {
			t.Errorf("got %s", got)
		}
		if got := s.onlineAt(rollouts.Where{AuthorityID: "aut_village"}); got != "" {
			t.Errorf("at the village: got %s", got)
		}
	})
}

func TestF2AnOrganisationSeesAllItsServicesWithAndWithoutLink(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		rolloutID := s.effective(s.offering("wohngeld"), "1")
		if err := s.report(buyer(), rolloutID, housing, "https://bayernportal.example/wohngeld"); err != nil {
			t.Fatal(err)
		}
		s.run()
		list, err := s.ServiceLinks(buyer(), town)
		if err != nil || len(list) != 2 || list[0].ServiceID != business || list[0].Link != nil || list[1].Link == nil || list[1].Link.State != rollouts.Working || list[1].Online {
			t.Fatalf("got %+v, %v", list, err)
		}
		if got := rollouts.Count(list); got != (rollouts.ServiceLinkCount{Services: 2}) {
			t.Errorf("count: got %+v", got)
		}
		s.live(s.offering("gewerbe", business), "2")
		if list, err = s.ServiceLinks(buyer(), town); err != nil || rollouts.Count(list) != (rollouts.ServiceLinkCount{Services: 2, Online: 1}) || !list[0].Online {
			t.Errorf("one is online: got %+v, %v", list, err)
		}
		rows, err := s.LinkRows(buyer(), town)
		if err != nil || len(rows) != 2 || rows[0].LeikaKey != leika || rows[0].CheckedOn != "2026-03-02" || rows[1].URL != "https://bayernportal.example/wohngeld" {
			t.Errorf("rows of the file: got %+v, %v", rows, err)
		}
		// What is not online is no online service.
		online, err := s.OnlineRows(buyer(), town)
		if err != nil || len(online) != 1 || online[0].ServiceID != business || online[0].LeikaKey != leika || online[0].AuthorityID != townHall || online[0].RegionARS != townARS || online[0].URL == "" {
			t.Errorf("online services of the file: got %+v, %v", online, err)
		}
		if none, err := s.OnlineRows(buyer(), "org_unknown"); err != nil || len(none) != 0 {
			t.Errorf("of an organisation that is not there: got %+v, %v", none, err)
		}
	})
}

func TestF40WhenTheServiceIsReleasedTheMissingLinksAreAskedForOnce(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		rolloutID := s.effective(s.offering("wohngeld"), "1")
		if err := s.report(buyer(), rolloutID, housing, "https://bayernportal.example/wohngeld"); err != nil {
			t.Fatal(err)
		}
		s.noted()
		s.mustSet(rolloutID, "live", rollouts.TaskDone)
		told := s.noted()
		if len(told) != 1 || !strings.Contains(told[0].Text.German, "Gewerbe anmelden") || strings.Contains(told[0].Text.German, "Wohngeld beantragen") || told[0].Internal {
			t.Fatalf("got %+v", told)
		}
		s.mustSet(rolloutID, "live", rollouts.TaskOpen)
		s.mustSet(rolloutID, "live", rollouts.TaskDone)
		if again := s.noted(); len(again) != 0 {
			t.Errorf("asked again: %+v", again)
		}
		if err := s.report(buyer(), rolloutID, business, "https://bayernportal.example/gewerbe"); err != nil {
			t.Fatal(err)
		}
		s.run()
		if told := s.noted(); len(told) != 1 || !told[0].Resolved {
			t.Errorf("the proof does not end the ticket: %+v", told)
		}
	})
}

func TestALinkIsHttpsWithTheNameOfAHost(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://bayernportal.example/a?b=c#d": "https://bayernportal.example/a?b=c#d", " https://bayernportal.example/a\n": "https://bayernportal.example/a",
		"https://bücher.example/ä": "https://xn--bcher-kva.example/%C3%A4", "https://bayernportal.example:443/x": "https://bayernportal.example/x",
		"http://bayernportal.example": "", "https://user:secret@bayernportal.example": "", "https://127.0.0.1/": "", "https://[::1]/": "", "https://10.0.0.1": "",
		"https://localhost/": "", "https://2130706433/": "", "https://0x7f.1/": "", "https://127.1/": "", "https://bayernportal.example:8443/": "", "ftp://bayernportal.example": "",
		"javascript:alert(1)": "", "//bayernportal.example": "", "": "", "https:bayernportal.example": "", "https://bayern\u0000portal.example": "",
		"https://bayernportal.example/" + strings.Repeat("x", 2000): "", "https://.example/": "", "https://a..example/": "",
	} {
		got, err := rollouts.CheckURL(address)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%.60q: got %q, %v", address, got, err)
		}
	}
}

func TestALinkThatDoesNotWorkHasAReason(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		rolloutID := s.effective(s.offering("wohngeld", housing), "1")
		for i, c := range []struct {
			answer any
			want   string
		}{
			{200, "OK"}, {204, "OK"}, {404, "BROKEN(link_not_found)"}, {410, "BROKEN(link_not_found)"}, {500, "BROKEN(link_status)"}, {403, "BROKEN(link_status)"},
			{safehttp.ErrAddress, "BROKEN(link_not_public)"}, {fmt.Errorf("get: %w", safehttp.ErrRedirects), "BROKEN(link_redirects)"},
			{safehttp.ErrInsecure, "BROKEN(link_insecure)"}, {&net.DNSError{Err: "no such host", IsNotFound: true}, "BROKEN(link_no_such_host)"},
			{fmt.Errorf("get: %w", &net.DNSError{Err: "server misbehaving", IsTemporary: true}), "BROKEN(link_name_not_resolved)"},
			{x509.UnknownAuthorityError{}, "BROKEN(link_certificate)"}, {context.DeadlineExceeded, "BROKEN(link_timeout)"}, {errors.New("reset"), "BROKEN(link_unreachable)"},
		} {
			address := fmt.Sprint("https://bayernportal.example/", i)
			s.pages[address] = c.answer
			s.noted()
			if err := s.report(buyer(), rolloutID, housing, address); err != nil {
				t.Fatal(err)
			}
			if got := s.links(rolloutID); got != "UNCHECKED" {
				t.Errorf("reported: got %s", got)
			}
			s.run()
			if got := s.links(rolloutID); got != c.want {
				t.Errorf("%v: got %s, want %s", c.answer, got, c.want)
			}
			if told := s.noted(); (len(told) == 1) != strings.HasPrefix(c.want, "BROKEN") {
				t.Errorf("%v: told %+v", c.answer, told)
			}
		}
	})
}

func TestWhoReportsALinkAndHowOften(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		rolloutID := s.effective(s.offering("wohngeld", housing), "1")
		s.delegations[town] = []string{"org_mute"}
		delegate := member("acc_mute", mute, buyerOf())
		for who, c := range map[string]struct {
			ctx  context.Context
			want string
		}{
			"buyer": {buyer(), ""}, "delegate": {delegate, ""}, "operator": {operator(), ""}, "officer": {officer(), "FORBIDDEN"},
			"vendor": {session(vendor), "FORBIDDEN"}, "provider": {session(it), "FORBIDDEN"}, "a person of the provider": {helper(), ""}, "another vendor": {session(mute), "NOT_FOUND rollout_unknown"},
			"villager": {villager(), "NOT_FOUND rollout_unknown"}, "citizen": {citizen(), "NOT_FOUND rollout_unknown"}, "anonymous": {anonymous(), "UNAUTHENTICATED"},
		} {
			if got := rule(s.report(c.ctx, rolloutID, housing, "https://bayernportal.example/"+strings.ReplaceAll(who, " ", ""))); got != c.want {
				t.Errorf("%s: got %q, want %q", who, got, c.want)
			}
		}
		in := rollouts.LinkReport{RolloutID: rolloutID, ServiceID: housing, URL: "https://bayernportal.example/a", IdempotencyKey: "one"}
		report := func() string { _, err := s.ReportLink(buyer(), in); return rule(err) }
		s.run()
		if got := report(); got != "" {
			t.Fatal(got)
		}
		s.run()
		if got := report(); got != "" || s.links(rolloutID) != "OK" {
			t.Errorf("the same again: got %s, %s", got, s.links(rolloutID))
		}
		in.URL = "https://bayernportal.example/b"
		if got := report(); got != "IDEMPOTENCY_CONFLICT" {
			t.Errorf("another link by the same key: got %s", got)
		}
		in.IdempotencyKey = ""
		if got := report(); got != "INVALID" {
			t.Errorf("without a key: got %s", got)
		}
		in.IdempotencyKey, in.ServiceID = "two", business
		if got := report(); got != "NOT_FOUND rollout_service_unknown" {
			t.Errorf("another service: got %s", got)
		}
		for range 40 {
			if got := rule(s.report(buyer(), rolloutID, housing, "https://bayernportal.example/c")); got != "" {
				if got != "TOO_MANY rollout_links_too_often" {
					t.Errorf("too often: got %s", got)
				}
				return
			}
		}
		t.Error("reported without end")
	})
}

func TestALinkIsLookedAtEveryDayAndHiddenWhenItBrokeForThreeDays(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("wohngeld", housing)
		rolloutID := s.live(o, "1")
		address := "https://bayernportal.example/1"
		tomorrow := func() {
			s.mu.Lock()
			s.asked = nil
			s.mu.Unlock()
			s.Clock.Advance(24 * time.Hour)
			if err := s.Sweep(context.Background(), s.Clock.Now()); err != nil {
				t.Fatal(err)
			}
			s.run()
			if len(s.asked) != 1 {
				t.Errorf("asked %d times in a day", len(s.asked))
			}
		}
		tomorrow()
		s.noted()
		s.mu.Lock()
		s.pages[address] = 503
		s.mu.Unlock()
		for range 3 {
			tomorrow()
			if s.onlineAt(rollouts.Where{}) == "" {
				t.Error("hidden before three days are over")
			}
		}
		if told := s.noted(); len(told) != 0 {
			t.Errorf("told too early: %+v", told)
		}
		tomorrow()
		if got := s.onlineAt(rollouts.Where{}); got != "" {
			t.Errorf("after three days: got %s", got)
		}
		if told := s.noted(); len(told) != 1 || told[0].Resolved || !strings.Contains(told[0].Text.German, "Wohngeld beantragen") {
			t.Errorf("the ticket: got %+v", told)
		}
		if r := s.rollout(buyer(), rolloutID); r.State != rollouts.Live {
			t.Errorf("got %s", r.State)
		}
		if checked := s.tasksOf(buyer(), rolloutID)["geprueft"]; checked.State != rollouts.TaskOpen || *checked.ReasonKey != "rollout_link_broken" {
			t.Errorf("the task: got %+v", checked)
		}
		// Reported again it is checked, and comes back.
		if err := s.report(buyer(), rolloutID, housing, "https://bayernportal.example/neu"); err != nil {
			t.Fatal(err)
		}
		s.run()
		if got := s.onlineAt(rollouts.Where{}); got == "" || !strings.HasSuffix(s.states(rolloutID), "link:DONE geprueft:DONE") {
			t.Errorf("reported again: got %s, %s", got, s.states(rolloutID))
		}
	})
}

// Whose fault it is that a name cannot be resolved nobody knows: it may be our own resolver.
func TestALinkWhoseNameNobodyResolvesIsHiddenFromNoCitizen(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		rolloutID := s.live(s.offering("wohngeld", housing), "1")
		days := func(n int, answer any) {
			s.mu.Lock()
			s.pages["https://bayernportal.example/1"] = answer
			s.mu.Unlock()
			for range n {
				s.Clock.Advance(24 * time.Hour)
				if err := s.Sweep(context.Background(), s.Clock.Now()); err != nil {
					t.Fatal(err)
				}
				s.run()
			}
		}
		checked := func() time.Time {
			t.Helper()
			lists, err := s.LinksOf(buyer(), []*rollouts.Rollout{s.rollout(buyer(), rolloutID)})
			if err != nil {
				t.Fatal(err)
			}
			return *lists[0][0].CheckedAt
		}
		before := checked()
		s.noted()
		days(5, &net.DNSError{Err: "connection refused", IsTemporary: true})
		if got := s.links(rolloutID); got != "BROKEN(link_name_not_resolved)" || s.onlineAt(rollouts.Where{}) == "" || len(s.noted()) != 0 {
			t.Errorf("our resolver fails for days: got %s, citizens see %q", got, s.onlineAt(rollouts.Where{}))
		}
		if got := checked(); !got.Equal(before) {
			t.Errorf("looked at %v, though nobody got to the server since %v", got, before)
		}
		// What is found afterwards counts from then on.
		days(2, 503)
		if s.onlineAt(rollouts.Where{}) == "" {
			t.Error("hidden a day after it was found broken")
		}
		days(1, &net.DNSError{Err: "connection refused", IsTemporary: true})
		days(2, 503)
		if got := s.onlineAt(rollouts.Where{}); got != "" {
			t.Errorf("broken for more than three days: got %s", got)
		}
		days(1, 200)
		if s.onlineAt(rollouts.Where{}) == "" {
			t.Error("it works again, and citizens do not see it")
		}
	})
}

func TestManyListsOfOnlineServicesAreOneAnswer(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		s.live(s.offering("wohngeld", housing), "1")
		lists := make([]rollouts.Where, 600)
		for i := range lists {
			lists[i] = rollouts.Where{ServiceID: "svc_none"}
		}
		lists[599].ServiceID = housing
		pages, err := s.OnlineServices(context.Background(), lists, onePageOf(5))
		if err != nil || len(pages) != len(lists) || len(pages[0].Items) != 0 || len(pages[599].Items) != 1 {
			t.Errorf("got %d pages, %v", len(pages), err)
		}
	})
}

func TestALinkThatWasExchangedWhileItWasLookedAtIsLookedAtItself(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		rolloutID := s.effective(s.offering("wohngeld", housing), "1")
		s.whileAsked = func(address string) {
			if strings.HasSuffix(address, "/alt") {
				s.Clock.Advance(time.Second)
				if err := s.report(buyer(), rolloutID, housing, "https://bayernportal.example/neu"); err != nil {
					t.Error(err)
				}
			}
		}
		s.pages["https://bayernportal.example/alt"] = 404
		if err := s.report(buyer(), rolloutID, housing, "https://bayernportal.example/alt"); err != nil {
			t.Fatal(err)
		}
		s.run()
		if got := s.links(rolloutID); got == "BROKEN(link_not_found)" {
			t.Error("what was found of the old link was written to the new one")
		}
		s.run()
		if got := s.links(rolloutID); got != "OK" {
			t.Errorf("got %s", got)
		}
	})
}
