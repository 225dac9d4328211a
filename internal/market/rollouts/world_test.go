package rollouts_test

import (
	"bytes"
	"context"
	"sync"
	"testing"

	ids "schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/rollouts"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// Who there is: a town, a village with its union, two vendors of which one has no address, an IT association.
const (
	town, village, union    = "org_town", "org_village", "org_union"
	vendor, mute, it        = "org_vendor", "org_mute", "org_it"
	townHall, unionHall     = "aut_town", "aut_union"
	townARS, villageARS     = "094610000000", "094715101001"
	domain, platformAddress = "post.schalter.example", "schalter@schalter.example"
)

var (
	housing  = ids.Derive(ids.Service, "wohngeld")
	business = ids.Derive(ids.Service, "gewerbe-anmelden")
	leika    = "99050012104000"
)

// site is the rollouts with all that stands around them.
type site struct {
	*rollouts.Service
	*testkit.World
	t      testing.TB
	runner *job.Runner
	sheets *catalogue.Service

	mu sync.Mutex
	// sent are the mails, refuses what the mail server says to an address.
	sent    []relay.Message
	refuses map[string]error
	// notes are those of tickets, acts of the audit log, changed the orders whose rollout changed.
	notes   []rollouts.Note
	acts    []string
	changed []string
	// pages is what the servers of the world answer: a status, or an error.
	pages map[string]any
	asked []string
	// whileAsked is called while a server is asked.
	whileAsked func(address string)
	// delegations are from whom to whom.
	delegations map[string][]string
	emails      map[string]string
	keys        int
}

func onSites(t *testing.T, test func(t *testing.T, s *site)) {
	t.Helper()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) { test(t, newSite(t, w)) })
}

func newSite(t testing.TB, w *testkit.World) *site {
	t.Helper()
	s := &site{
		World: w, t: t, refuses: map[string]error{}, pages: map[string]any{}, delegations: map[string][]string{},
		emails: map[string]string{vendor: "einrichtung@hersteller.example", it: "service@verbund.example"},
	}
	var err error
	if s.sheets, err = catalogue.New(context.Background(), w.DB, catalogue.Ports{Directory: facts{}, Organisations: names{}, Notices: silent{}, Audit: s}, w.Log); err != nil {
		t.Fatal(err)
	}
	tokens, err := token.NewKeys(map[uint8][]byte{1: bytes.Repeat([]byte{7}, token.MinKey)}, 1)
	if err != nil {
		t.Fatal(err)
	}
	s.Service = rollouts.New(rollouts.Options{
		DB: w.DB, Vault: w.Vault, Platform: w.Platform, Catalogue: s.sheets, Organisations: s, Directory: places{}, Persons: s, Tickets: s, Audit: s, Prober: s,
		Tokens: tokens, Transport: s, From: platformAddress, PlatformName: "Schalter", Domain: domain, BaseURL: "https://schalter.example", Log: testkit.Silent(),
	})
	s.OnChange(func(_ context.Context, _ *store.Tx, orderID string) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.changed = append(s.changed, orderID)
		return nil
	})
	s.runner = job.NewRunner(w.DB, testkit.Silent())
	s.RegisterJobs(s.runner)
	return s
}
