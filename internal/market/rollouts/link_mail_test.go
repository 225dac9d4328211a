package rollouts_test

import (
	"context"
	"strings"
	"testing"

	"schalter/internal/market/catalogue"
	"schalter/internal/market/rollouts"
	"schalter/internal/store"
)

// answer is a mail that answers the ticket of an order.
func (s *site) answer(orderID, entryID, text string) {
	s.t.Helper()
	if err := s.in(func(ctx context.Context, tx *store.Tx) error { return s.LinkByMail(ctx, tx, orderID, entryID, text) }); err != nil {
		s.t.Fatal(err)
	}
	s.run()
}

// used makes the rollout of what is in use already, whose contract is effective and whose links were asked for.
func (s *site) used(o *catalogue.Offering, orderID string) string {
	s.t.Helper()
	in := s.order(o, orderID)
	in.AlreadyInUse = true
	rolloutID := s.begin(in)
	s.contract(orderID, s.ContractEffective)
	s.noted()
	return rolloutID
}

func TestF40ALinkInAMailThatAnswersTheTicketIsTakenAsReported(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		one, two := s.offering("wohngeld", housing), s.offering("beides")
		for name, c := range map[string]struct {
			offering *catalogue.Offering
			text     string
			links    string
			unclear  bool
		}{
			"the only one":          {one, "Guten Tag,\nhier ist er: https://www.bayernportal.de/dokumente/leistung/1.\nGruß", "OK", false},
			"a signature":           {one, "Danke!\nMfG\nhttps://www.bamberg.example/\n", "NONE", false},
			"below the line":        {one, "Danke!\n-- \nSabine Fach, https://www.bamberg.example/datenschutz\n", "NONE", false},
			"the portal's":          {one, "https://www.bamberg.example/datenschutz und https://www.freistaat.bayern/dokumente/1", "OK", false},
			"our own page":          {one, "Ich habe https://schalter.example/einrichtungen/x gelesen.", "NONE", false},
			"without https":         {one, "http://www.bayernportal.de/dokumente/1", "NONE", false},
			"inside":                {one, "https://127.0.0.1/dokumente/1 https://localhost/x", "NONE", false},
			"by name":               {two, "Gewerbe anmelden: https://www.bayernportal.de/g\nWohngeld beantragen:\nhttps://www.bayernportal.de/w", "OK OK", false},
			"one of two":            {two, "Wohngeld beantragen: https://www.bayernportal.de/w", "OK NONE", false},
			"one, and which?":       {two, "https://www.bayernportal.de/w", "NONE NONE", true},
			"two without names":     {two, "https://www.bayernportal.de/w https://www.bayernportal.de/g", "NONE NONE", true},
			"the line before":       {two, "Wohngeld beantragen ist noch nicht fertig.\nGewerbe anmelden: https://www.bayernportal.de/g", "NONE OK", false},
			"the line before, both": {two, "Gewerbe anmelden ist noch nicht fertig.\nWohngeld beantragen: https://www.bayernportal.de/w", "OK NONE", false},
			"one by name, one left": {two, "Wohngeld beantragen: https://www.bayernportal.de/w\n\nUnd der andere:\n\nhttps://www.bayernportal.de/g", "OK OK", false},
		} {
			orderID := strings.ReplaceAll(name, " ", "-")
			rolloutID := s.used(c.offering, orderID)
			s.answer(orderID, "ten_"+orderID, c.text)
			if got := s.links(rolloutID); got != c.links {
				t.Errorf("%s: got %s, want %s", name, got, c.links)
			}
			asked := false
			for _, n := range s.noted() {
				asked = asked || strings.HasPrefix(n.Key, "rollout-link-unclear-")
			}
			if asked != c.unclear {
				t.Errorf("%s: asked which %v", name, asked)
			}
			if strings.Contains(c.links, "NONE") != (s.rollout(buyer(), rolloutID).State != rollouts.Live) {
				t.Errorf("%s: got %s", name, s.rollout(buyer(), rolloutID).State)
			}
		}
	})
}

func TestALinkInAMailIsTakenOnlyWhenItWasAskedForAndReplacesNoneThatWorks(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("wohngeld", housing)
		early := s.effective(o, "1")
		s.answer("1", "ten_1", "https://www.bayernportal.de/frueh")
		if got := s.links(early); got != "NONE" {
			t.Errorf("before it was asked for: got %s", got)
		}
		rolloutID := s.used(o, "2")
		s.answer("2", "ten_2", "https://www.bayernportal.de/erster")
		s.answer("2", "ten_3", "Siehe auch https://www.bayernportal.de/anderer")
		lists, err := s.LinksOf(buyer(), []*rollouts.Rollout{s.rollout(buyer(), rolloutID)})
		if err != nil || *lists[0][0].URL != "https://www.bayernportal.de/erster" {
			t.Errorf("got %+v, %v", lists, err)
		}
		both := s.used(s.offering("beides"), "3")
		s.answer("3", "ten_6", "Gewerbe anmelden: https://www.bayernportal.de/g")
		s.answer("3", "ten_7", "Gewerbe anmelden steht jetzt auch hier: https://www.bayernportal.de/anderswo")
		if got := s.links(both); got != "NONE OK" {
			t.Errorf("named after a service whose link is known: got %s", got)
		}
		s.contract("2", s.ContractEnded)
		s.answer("2", "ten_4", "https://www.bayernportal.de/spaet")
		s.answer("unknown", "ten_5", "https://www.bayernportal.de/spaet")
	})
}
