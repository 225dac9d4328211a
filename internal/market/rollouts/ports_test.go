package rollouts_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"schalter/internal/errs"
	"schalter/internal/mail/relay"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/rollouts"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// facts, names and silent stand around the catalogue.
type (
	facts  struct{}
	names  struct{}
	silent struct{}
)

func (facts) ServiceFacts(serviceID string) (catalogue.ServiceFacts, bool) {
	f, ok := places{}.ServiceFacts(serviceID)
	return catalogue.ServiceFacts{Names: map[catalogue.Locale]string{"DE": f.German, "EN": f.English}, LeikaKey: f.LeikaKey}, ok
}

func (names) OrganisationName(organisationID string) (string, bool) { return organisationID, true }

func (silent) OfferingOrderable(context.Context, *store.Tx, string, string, map[string]string) error {
	return nil
}

// places is the directory.
type places struct{}

func (places) Revision() string { return "1" }

func (places) ServiceFacts(serviceID string) (rollouts.ServiceFacts, bool) {
	f, ok := map[string]rollouts.ServiceFacts{
		housing: {German: "Wohngeld beantragen", English: "Housing benefit"}, business: {German: "Gewerbe anmelden", English: "Register a business", LeikaKey: &leika},
	}[serviceID]
	return f, ok
}

func (places) Competent(ars string, serviceIDs, own []string, _ time.Time) []string {
	found := make([]string, len(serviceIDs))
	for i, serviceID := range serviceIDs {
		switch {
		case ars == villageARS && serviceID == business:
			found[i] = unionHall
		case len(own) > 0:
			found[i] = own[0]
		}
	}
	return found
}

func (places) Handled(authorityIDs []string, _ time.Time) (list []rollouts.Handled) {
	for _, authorityID := range authorityIDs {
		for _, serviceID := range []string{business, housing} {
			list = append(list, rollouts.Handled{ServiceID: serviceID, AuthorityID: authorityID})
		}
	}
	return list
}

func (places) Below(ars string) ([]string, error) {
	below, ok := map[string][]string{"": {"094", "095"}, "094": {"09461", "09471"}, "09461": {townARS}, "09471": {villageARS}, townARS: nil}[ars]
	if !ok {
		return nil, errs.New(errs.NotFound, "no such place")
	}
	return below, nil
}

func (s *site) Organisation(organisationID string) *rollouts.Organisation {
	o, ok := map[string]rollouts.Organisation{
		town:    {Name: "Stadt Bamberg", RegionARS: of(townARS), AuthorityIDs: []string{townHall}},
		village: {Name: "Gemeinde Au", RegionARS: of(villageARS), AuthorityIDs: []string{"aut_village"}},
		union:   {Name: "VG Au", RegionARS: of("094715101"), AuthorityIDs: []string{unionHall}},
		vendor:  {Name: "Bürgersoft GmbH", SetsUp: true}, mute: {Name: "Stille AG", SetsUp: true}, it: {Name: "IT-Verbund", SetsUp: true},
	}[organisationID]
	if !ok {
		return nil
	}
	o.ID = organisationID
	if email, ok := s.emails[organisationID]; ok {
		o.Email = &email
	}
	return &o
}

func (s *site) SetsUpFor(_ context.Context, organisationIDs []string) (list []string, _ error) {
	for _, from := range []string{town, village} {
		if slices.ContainsFunc(s.delegations[from], func(to string) bool { return slices.Contains(organisationIDs, to) }) {
			list = append(list, from)
		}
	}
	return list, nil
}

func (s *site) MaySetUp(_ context.Context, _ *store.Tx, organisationID, forOrganisationID string) (bool, error) {
	return slices.Contains(s.delegations[forOrganisationID], organisationID), nil
}

func (s *site) Name(_ context.Context, _ *store.Tx, accountID string) (string, error) {
	return "Person " + accountID, nil
}

func (s *site) AddNote(_ context.Context, _ *store.Tx, n rollouts.Note) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.ContainsFunc(s.notes, func(known rollouts.Note) bool { return known.TicketID == n.TicketID && known.Key == n.Key }) {
		s.notes = append(s.notes, n)
	}
	return nil
}

func (s *site) Record(_ context.Context, _ *store.Tx, by *viewer.Viewer, action, _, organisationID, detail string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.acts = append(s.acts, strings.TrimSpace(strings.Join([]string{by.AccountID + by.VendorID, action, organisationID, detail}, " ")))
	return nil
}

func (s *site) Send(_ context.Context, m relay.Message) (relay.Accepted, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.refuses[m.To]; err != nil {
		return relay.Accepted{}, err
	}
	s.sent = append(s.sent, m)
	return relay.Accepted{}, nil
}

func (s *site) Probe(_ context.Context, address string) (int, error) {
	if s.whileAsked != nil {
		s.whileAsked(address)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, address)
	switch a := s.pages[address].(type) {
	case error:
		return 0, a
	case int:
		return a, nil
	}
	return http.StatusOK, nil
}
