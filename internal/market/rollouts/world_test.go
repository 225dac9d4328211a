package rollouts_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/errs"
	ids "schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/rollouts"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
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

// The viewers.
func as(v *viewer.Viewer) context.Context {
	v.Locale = "de"
	return viewer.With(context.Background(), v)
}

func member(accountID, organisationID string, m viewer.Membership) context.Context {
	m.ID, m.OrganisationID = "mem_"+accountID, organisationID
	return as(&viewer.Viewer{AccountID: accountID, SessionID: "ses_" + accountID, Memberships: []viewer.Membership{m}})
}

func buyer() context.Context { return member("acc_buyer", town, viewer.Membership{Buyer: true}) }
func officer() context.Context {
	return member("acc_officer", town, viewer.Membership{DigitalOfficer: true})
}
func villager() context.Context {
	return member("acc_villager", village, viewer.Membership{Buyer: true})
}
func unionist() context.Context {
	return member("acc_union", union, viewer.Membership{Signatory: true})
}
func helper() context.Context { return member("acc_it", it, viewer.Membership{Buyer: true}) }
func seller() context.Context { return member("acc_seller", vendor, viewer.Membership{Admin: true}) }
func operator() context.Context {
	return as(&viewer.Viewer{AccountID: "acc_operator", SessionID: "ses_op", Roles: []viewer.Role{viewer.Operator}})
}
func citizen() context.Context {
	return as(&viewer.Viewer{AccountID: "acc_citizen", SessionID: "ses_c"})
}
func anonymous() context.Context { return as(viewer.Anonymous()) }
func session(organisationID string) context.Context {
	return as(&viewer.Viewer{VendorID: organisationID})
}

func of[T any](v T) *T { return &v }

func (s *site) key() string { s.keys++; return fmt.Sprint("key-", s.keys) }

var tasks = []*catalogue.OfferingTask{
	{Key: "vertrag", Kind: catalogue.TaskContract, Responsible: catalogue.DoneByPlatform},
	{Key: "hersteller", Kind: catalogue.TaskVendorInformed, Responsible: catalogue.DoneByPlatform},
	{Key: "stelle", Kind: catalogue.TaskOther, Responsible: catalogue.DoneByMunicipality, Guide: &catalogue.Guide{Title: "Stelle prüfen", URL: "https://hilfe.example/stelle"}},
	{Key: "zustellpunkt", Kind: catalogue.TaskOther, Responsible: catalogue.DoneByITProvider},
	{Key: "einrichten", Kind: catalogue.TaskSetup, Responsible: catalogue.DoneByVendor},
	{Key: "test", Kind: catalogue.TaskTest, Responsible: catalogue.DoneByMunicipality},
	{Key: "live", Kind: catalogue.TaskLive, Responsible: catalogue.DoneByMunicipality},
	{Key: "link", Kind: catalogue.TaskPortalLink, Responsible: catalogue.DoneByMunicipality},
	{Key: "geprueft", Kind: catalogue.TaskLinkVerified, Responsible: catalogue.DoneByPlatform},
}

// offering is one that has two services, or those given.
func (s *site) offering(slug string, serviceIDs ...string) *catalogue.Offering {
	s.t.Helper()
	if serviceIDs == nil {
		serviceIDs = []string{housing, business}
	}
	var labels []*catalogue.OfferingLabel
	for _, t := range tasks {
		labels = append(labels, &catalogue.OfferingLabel{Key: t.Key, Text: "Schritt " + t.Key})
	}
	labels = append(labels, &catalogue.OfferingLabel{Key: "gemeindename", Text: "Name der Gemeinde"}, &catalogue.OfferingLabel{Key: "postfach", Text: "Postfach-ID"})
	text := func(l catalogue.Locale, name string) *catalogue.OfferingText {
		return &catalogue.OfferingText{Locale: l, Name: name, Summary: "Kurz.", Description: "Lang.", Labels: labels}
	}
	o, err := s.sheets.SaveOffering(operator(), catalogue.OfferingSaveInput{
		Slug: slug, State: catalogue.Orderable, Kind: catalogue.EfA, Texts: []*catalogue.OfferingText{text("DE", "Wohngeld digital"), text("EN", "Housing benefit online")},
		ServiceIDs: serviceIDs, ProviderID: "org_ministry", CostClass: catalogue.Free, Eligible: []catalogue.OrganisationKind{"GEMEINDE"},
		CitizenSupport: catalogue.ByMunicipality, Parameters: []*catalogue.OfferingParameter{{Key: "gemeindename", Required: true}, {Key: "postfach"}}, Tasks: tasks,
		Contacts: []*catalogue.OfferingContact{{Name: "Team", Email: "team@ministerium.example", Role: "Fragen"}},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return o
}

// order is an order of the town, as its release has it.
func (s *site) order(o *catalogue.Offering, orderID string) rollouts.Beginning {
	return rollouts.Beginning{
		OrderID: orderID, Reference: "B-" + orderID, OrganisationID: town, OrderedByID: town, OfferingID: o.ID, OfferingVersionID: o.Current.ID,
		VendorID: of(vendor), ITProviderID: of(it), ProcedureVersion: of("12.3"), WishedOn: of("2026-05-04"), TicketID: "tkt_" + orderID,
		SubjectContact:   &rollouts.ContactPerson{Name: "Sabine Fach", Email: "fach@bamberg.example", Phone: of("0951 870")},
		TechnicalContact: &rollouts.ContactPerson{Name: "Timo Technik", Email: "it@bamberg.example"},
		Parameters:       map[string]string{"gemeindename": "Bamberg", "former": "x"},
	}
}

func (s *site) in(fn func(context.Context, *store.Tx) error) error {
	return s.DB.Tx(viewer.System(context.Background(), "test"), fn)
}

// begin makes a rollout.
func (s *site) begin(in rollouts.Beginning) string {
	s.t.Helper()
	s.Clock.Advance(time.Second)
	var rolloutID string
	if err := s.in(func(ctx context.Context, tx *store.Tx) (err error) { rolloutID, err = s.Begin(ctx, tx, in); return err }); err != nil {
		s.t.Fatal(err)
	}
	return rolloutID
}

// contract tells what became of the contract of an order.
func (s *site) contract(orderID string, told func(context.Context, *store.Tx, string) error) {
	s.t.Helper()
	if err := s.in(func(ctx context.Context, tx *store.Tx) error { return told(ctx, tx, orderID) }); err != nil {
		s.t.Fatal(err)
	}
}

// run runs what is due.
func (s *site) run() {
	s.t.Helper()
	if err := s.runner.RunDue(context.Background()); err != nil {
		s.t.Fatal(err)
	}
}

// effective is a rollout whose contract is effective and whose mails went out.
func (s *site) effective(o *catalogue.Offering, orderID string) string {
	s.t.Helper()
	rolloutID := s.begin(s.order(o, orderID))
	s.contract(orderID, s.ContractEffective)
	s.run()
	return rolloutID
}

func (s *site) rollout(ctx context.Context, rolloutID string) *rollouts.Rollout {
	s.t.Helper()
	r, err := s.Rollout(ctx, rolloutID)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// tasksOf are the tasks of a rollout by their keys, as a viewer sees them.
func (s *site) tasksOf(ctx context.Context, rolloutID string) map[string]*rollouts.RolloutTask {
	s.t.Helper()
	lists, err := s.TasksOf(ctx, []*rollouts.Rollout{s.rollout(ctx, rolloutID)})
	if err != nil {
		s.t.Fatal(err)
	}
	by := map[string]*rollouts.RolloutTask{}
	for _, t := range lists[0] {
		by[t.Task.Key] = t
	}
	return by
}

// states are those of all tasks, in the order of the sheet.
func (s *site) states(rolloutID string) string {
	s.t.Helper()
	by := s.tasksOf(operator(), rolloutID)
	var list []string
	for _, t := range tasks {
		list = append(list, t.Key+":"+string(by[t.Key].State))
	}
	return strings.Join(list, " ")
}

func (s *site) set(ctx context.Context, rolloutID, key string, state rollouts.RolloutTaskState, reason string) error {
	s.t.Helper()
	t := s.tasksOf(operator(), rolloutID)[key]
	in := rollouts.TaskSetting{TaskID: t.ID, ExpectedVersion: t.Version, State: state}
	if reason != "" {
		in.Reason = &reason
	}
	_, _, err := s.SetTask(ctx, in)
	return err
}

// mustSet sets a task as the buyer.
func (s *site) mustSet(rolloutID, key string, state rollouts.RolloutTaskState) {
	s.t.Helper()
	if err := s.set(buyer(), rolloutID, key, state, ""); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) report(ctx context.Context, rolloutID, serviceID, url string) error {
	_, err := s.ReportLink(ctx, rollouts.LinkReport{RolloutID: rolloutID, ServiceID: serviceID, URL: url, IdempotencyKey: s.key()})
	return err
}

// links are those of a rollout, in words.
func (s *site) links(rolloutID string) string {
	s.t.Helper()
	lists, err := s.LinksOf(operator(), []*rollouts.Rollout{s.rollout(operator(), rolloutID)})
	if err != nil {
		s.t.Fatal(err)
	}
	var list []string
	for _, l := range lists[0] {
		word := string(l.State)
		if l.URL == nil {
			word = "NONE"
		}
		if l.ProblemKey != nil {
			word += "(" + *l.ProblemKey + ")"
		}
		list = append(list, word)
	}
	return strings.Join(list, " ")
}

// live is a rollout of the town that is live.
func (s *site) live(o *catalogue.Offering, orderID string) string {
	s.t.Helper()
	rolloutID := s.effective(o, orderID)
	s.mustSet(rolloutID, "live", rollouts.TaskDone)
	for _, serviceID := range o.Current.ServiceIDs {
		if err := s.report(buyer(), rolloutID, serviceID, "https://bayernportal.example/"+orderID); err != nil {
			s.t.Fatal(err)
		}
	}
	s.run()
	return rolloutID
}

// letters are the texts of the mails that went out since the last time, by address.
func (s *site) letters() map[string]string {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	by := map[string]string{}
	for _, m := range s.sent {
		read, err := mime.Parse(m.Body, mime.Limits{})
		if err != nil {
			s.t.Fatal(err)
		}
		by[m.To] += read.Subject + "\n" + read.Text
	}
	s.sent = nil
	return by
}

// link is the token of the link in a letter.
func link(letter string) string {
	_, rest, _ := strings.Cut(letter, "/einrichtung#token=")
	text, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(text)
}

// noted are the keys of the notes since the last time.
func (s *site) noted() []rollouts.Note {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.notes
	s.notes = nil
	return list
}

// rule is the first refused rule of an error with its sentence, or the code of a fault.
func rule(err error) string {
	if r := errs.AsRefusal(err); r != nil {
		return strings.TrimSpace(string(r.Problems[0].Rule) + " " + r.Problems[0].Text)
	}
	return string(errs.CodeOf(err))
}

var onePage = onePageOf(20)

func onePageOf(n int) pagination.Request { return pagination.Request{Limit: n} }

func buyerOf() viewer.Membership { return viewer.Membership{Buyer: true} }

// onlineAt are the services that citizens see, as service@authority.
func (s *site) onlineAt(w rollouts.Where) string {
	s.t.Helper()
	pages, err := s.OnlineServices(anonymous(), []rollouts.Where{w}, onePage)
	if err != nil {
		s.t.Fatal(err)
	}
	var list []string
	for _, item := range pages[0].Items {
		f, _ := places{}.ServiceFacts(item.Node.ServiceID)
		list = append(list, f.German+"@"+item.Node.AuthorityID)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}
