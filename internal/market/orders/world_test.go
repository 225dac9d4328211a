package orders_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"schalter/ent"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/market/accounts"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/orders"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

const (
	town, hill, union, gone, association, maker = "org_town", "org_hill", "org_union", "org_gone", "org_association", "org_maker"
	district, bureau                            = "org_district", "unt_bureau"
)

// market is the orders with all that stands around them: catalogue, accounts, organisations, tickets.
type market struct {
	*orders.Service
	w         *testkit.World
	catalogue *catalogue.Service

	mu            sync.Mutex
	organisations map[string]*orders.Organisation
	units         []*orders.Unit
	// accounts are the market accounts of people, signs who may sign for which organisations today.
	accounts map[string]accounts.Signer
	signs    map[string][]string
	defaults map[string][2]*orders.Contact
	tickets  []orders.NewTicket
	notes    []string
	replaced []string
	// began are the orders whose rollout began, with what it was told of them; offers fails where it is not empty.
	began  []string
	offers errs.Rule
	told   []orders.Telling
	acts   []string
	keys   int
}

func onMarkets(t *testing.T, test func(t *testing.T, m *market)) {
	t.Helper()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) { test(t, newMarket(t, w)) })
}

func newMarket(t *testing.T, w *testkit.World) *market {
	t.Helper()
	m := &market{
		w: w,
		organisations: map[string]*orders.Organisation{
			town: {ID: town, Name: "Stadt Bamberg", Kind: "KREISFREIE_STADT"}, hill: {ID: hill, Name: "Gemeinde Hügel", Kind: "GEMEINDE"},
			"org_vale": {ID: "org_vale", Name: "Gemeinde Tal", Kind: "GEMEINDE"}, "org_far": {ID: "org_far", Name: "Gemeinde Fern", Kind: "GEMEINDE"},
			union: {ID: union, Name: "VG Hügelland", Kind: "VERWALTUNGSGEMEINSCHAFT"}, gone: {ID: gone, Name: "Gemeinde Ehemals", Kind: "GEMEINDE", Dissolved: true},
			association: {ID: association, Name: "IT-Verbund", Kind: "IT_ASSOCIATION"}, maker: {ID: maker, Name: "Bürgersoft GmbH", Kind: "VENDOR"},
			district: {ID: district, Name: "Landkreis Bayreuth", Kind: "LANDKREIS"},
		},
		units: []*orders.Unit{{ID: bureau, OrganisationID: district, Kind: catalogue.HealthOffice}},
		accounts: map[string]accounts.Signer{
			"acc_buyer": {OrganisationID: town}, "acc_mayor": {OrganisationID: town}, "acc_team": {OrganisationID: town, Shared: true},
			"acc_union": {OrganisationID: union}, "acc_it": {OrganisationID: association}, "acc_health": {OrganisationID: district}, "acc_hill": {OrganisationID: hill},
			"acc_gone": {OrganisationID: gone},
		},
		signs: map[string][]string{
			"acc_mayor": {town}, "acc_team": {town}, "acc_union": {union, hill, "org_vale"}, "acc_health": {district}, "acc_hill": {hill}, "acc_it": {association}, "acc_gone": {gone},
		},
		defaults: map[string][2]*orders.Contact{},
	}
	for _, o := range m.organisations {
		o.Confirmed = true
	}
	var err error
	if m.catalogue, err = catalogue.New(t.Context(), w.DB, catalogue.Ports{Directory: m, Organisations: m, Notices: m, Orders: m, Audit: m}, w.Log); err != nil {
		t.Fatal(err)
	}
	m.Service = orders.New(w.DB, orders.Ports{
		Vault: w.Vault, Platform: w.Platform, Catalogue: m.catalogue, Accounts: m, Organisations: asked{m}, Tickets: m, Releases: m, People: m, Audit: m,
	})
	m.fill(t)
	return m
}

// The offerings of the tests.
var (
	trade, health, dog = catalogue.OfferingIDOf("gewerbe"), catalogue.OfferingIDOf("belehrung"), catalogue.OfferingIDOf("hundesteuer")
	water              = catalogue.OfferingIDOf("trinkwasser")
	register           = catalogue.SeededProcedure{Name: "Register", VendorID: maker, Versions: []string{"3.4"}}
)

func (m *market) fill(t *testing.T) {
	t.Helper()
	efa := func(slug, name string, eligible ...catalogue.OrganisationKind) catalogue.SeededOffering {
		return catalogue.SeededOffering{OfferingSaveInput: sheet(slug, name, eligible...)}
	}
	market := efa("hundesteuer", "Hundesteuer")
	vendorURL := "https://hersteller.example/hund"
	market.Kind, market.VendorURL, market.Parameters, market.FinancedByLevy, market.Eligible = catalogue.Market, &vendorURL, nil, false, nil
	for _, text := range market.Texts {
		text.Labels = nil
	}
	err := m.catalogue.Seed(t.Context(), []catalogue.SeededProcedure{register}, []catalogue.SeededOffering{
		efa("gewerbe", "Gewerbe", "GEMEINDE", "VERWALTUNGSGEMEINSCHAFT", "KREISFREIE_STADT"), efa("belehrung", "Belehrung", catalogue.HealthOffice),
		efa("trinkwasser", "Trinkwasser anzeigen", catalogue.HealthOffice), efa("wohngeld", "Wohngeld", "LANDKREIS"), market,
	})
	if err != nil {
		t.Fatal(err)
	}
}

func sheet(slug, name string, eligible ...catalogue.OrganisationKind) catalogue.OfferingSaveInput {
	text := func(l catalogue.Locale, name string) *catalogue.OfferingText {
		return &catalogue.OfferingText{Locale: l, Name: name, Summary: "Kurz", Description: "Lang", Labels: []*catalogue.OfferingLabel{{Key: "ars", Text: "Schlüssel"}}}
	}
	return catalogue.OfferingSaveInput{
		Slug: slug, State: catalogue.Orderable, Kind: catalogue.EfA, Texts: []*catalogue.OfferingText{text("DE", name), text("EN", name+" (EN)")}, ProviderID: maker,
		CostClass: catalogue.Free, Eligible: eligible, CitizenSupport: catalogue.ByMunicipality, Parameters: []*catalogue.OfferingParameter{{Key: "ars", Required: true}},
		Interfaces: []*catalogue.OfferingInterface{{
			ProcedureID: catalogue.ProcedureIDOf(register), ProcedureVersions: []string{"3.3"}, State: catalogue.InterfaceAvailable, CostClass: catalogue.Priced,
		}},
	}
}

// edit saves an offering again, as an editor does.
func (m *market) edit(t *testing.T, offeringID string, change func(*catalogue.OfferingSaveInput)) {
	t.Helper()
	o := m.catalogue.Offering(offeringID)
	in := sheet(o.Slug, o.Current.TextIn(catalogue.German).Name, o.Current.Eligible...)
	in.OfferingID, in.ExpectedVersion, in.State = &o.ID, &o.Version, o.State
	change(&in)
	editor := viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_editor", Roles: []viewer.Role{viewer.Editor}})
	if _, err := m.catalogue.SaveOffering(editor, in); err != nil {
		t.Fatal(err)
	}
}

// The people of the tests: buyers of their organisations, and an operator.
func (m *market) as(accountID string) context.Context {
	v := &viewer.Viewer{AccountID: accountID, SessionID: "ses", Locale: "de"}
	switch account, ok := m.accounts[accountID]; {
	case accountID == "acc_operator":
		v.Roles = []viewer.Role{viewer.Operator}
	case accountID == "acc_admin":
		v.Memberships = []viewer.Membership{{ID: "mem_admin", OrganisationID: town, Admin: true}}
	case ok:
		v.Memberships = []viewer.Membership{{ID: "mem_" + accountID, OrganisationID: account.OrganisationID, Buyer: true}}
	}
	return viewer.With(context.Background(), v)
}

func (m *market) key() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keys++
	return fmt.Sprint("key-", m.keys)
}

func person(name string) *orders.Contact {
	return &orders.Contact{Name: name, Email: strings.ToLower(name) + "@bamberg.example"}
}

// ready is a draft that lacks nothing.
func (m *market) ready(organisationID string) orders.Saving {
	return orders.Saving{
		OfferingID: trade, OrganisationID: organisationID, IdempotencyKey: m.key(), Wish: orders.Wish{Subject: person("Frieda"), Technical: person("Theo")},
	}
}

func (m *market) draft(t *testing.T, accountID string, in orders.Saving) *orders.Order {
	t.Helper()
	o, err := m.Save(m.as(accountID), in)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// again is the change of an order as a form makes it.
func again(o *orders.Order, in orders.Saving) orders.Saving {
	in.OrderID, in.ExpectedVersion = &o.ID, &o.Version
	return in
}

func handIn(o *orders.Order) orders.Submitting {
	return orders.Submitting{OrderID: o.ID, ExpectedVersion: o.Version, AcknowledgeCosts: true}
}

func (m *market) submitted(t *testing.T) *orders.Order {
	t.Helper()
	o, err := m.Submit(m.as("acc_mayor"), handIn(m.draft(t, "acc_buyer", m.ready(town))))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// rules are the refused rules of an error with their sentences and fields, or the code of a fault.
func rules(err error) string {
	if r := errs.AsRefusal(err); r != nil {
		return problems(r.Problems)
	}
	return string(errs.CodeOf(err))
}

func problems(ps errs.Problems) string {
	var list []string
	for _, p := range ps {
		list = append(list, strings.TrimSpace(strings.Join(strings.Fields(fmt.Sprint(p.Rule, " ", p.Text, " ", strings.Join(p.Field, "."))), " ")))
	}
	return strings.Join(list, ", ")
}

func (m *market) add(list *[]string, what ...string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	*list = append(*list, strings.Join(what, " "))
	return nil
}

// asked answers the orders with the organisations.
type asked struct{ *market }

func (a asked) Organisation(organisationID string) *orders.Organisation {
	a.mu.Lock()
	defer a.mu.Unlock()
	if o := a.organisations[organisationID]; o != nil {
		is := *o
		return &is
	}
	return nil
}

func (a asked) UnionOf(organisationID string) *orders.Organisation {
	if organisationID == hill || organisationID == "org_vale" {
		return a.Organisation(union)
	}
	return nil
}

func (a asked) Units(organisationID string) (list []*orders.Unit) {
	for _, u := range a.units {
		if u.OrganisationID == organisationID {
			list = append(list, u)
		}
	}
	return list
}

func (a asked) Unit(unitID string) *orders.Unit {
	i := slices.IndexFunc(a.units, func(u *orders.Unit) bool { return u.ID == unitID })
	if i < 0 {
		return nil
	}
	return a.units[i]
}

func (a asked) Contacts(_ context.Context, _ *store.Tx, organisationID string) (subject, technical *orders.Contact, err error) {
	d := a.defaults[organisationID]
	return d[0], d[1], nil
}

func (m *market) Acting(_ context.Context, _ *store.Tx, v *viewer.Viewer) (*accounts.Signer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if s, ok := m.accounts[v.AccountID]; ok {
		return &s, nil
	}
	return nil, nil
}

func (m *market) MaySign(ctx context.Context, tx *store.Tx, v *viewer.Viewer, organisationID, _ string) (*accounts.Signer, error) {
	if signable, _ := m.Signable(ctx, tx, v, ""); !signable[organisationID] {
		return nil, errs.RefuseText(errs.NotAuthorisedToSign, "not_authorised_to_sign", nil)
	}
	return m.Acting(ctx, tx, v)
}

func (m *market) Signable(_ context.Context, _ *store.Tx, v *viewer.Viewer, _ string) (map[string]bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	found := map[string]bool{}
	for _, organisationID := range m.signs[v.AccountID] {
		found[organisationID] = true
	}
	return found, nil
}

func (m *market) Confirmed(ctx context.Context, _ *ent.Client, signerID, day string) (map[string]bool, error) {
	for accountID, s := range m.accounts {
		if s.OrganisationID == signerID && len(m.signs[accountID]) > 0 {
			return m.Signable(ctx, nil, &viewer.Viewer{AccountID: accountID}, day)
		}
	}
	return nil, nil
}

func (m *market) Open(_ context.Context, _ *store.Tx, t orders.NewTicket) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.tickets = append(m.tickets, t)
	return id.Derive(id.Ticket, t.OrderID), nil
}

func (m *market) Offer(_ context.Context, _ *store.Tx, o *orders.Order, sheet *catalogue.OfferingVersion) (*orders.Offered, error) {
	if m.offers != "" {
		return nil, errs.RefuseText(m.offers, "contract_no_chain", nil)
	}
	pdf := []byte("%PDF " + o.Reference + " " + sheet.TextIn(catalogue.German).Summary)
	return &orders.Offered{ContractID: "con_1", Files: []orders.File{{Name: "Vertrag.pdf", MediaType: "application/pdf", Content: pdf}}}, nil
}

func (m *market) Begin(_ context.Context, _ *store.Tx, o *orders.Order) error {
	link := ""
	if o.PortalURL != nil {
		link = *o.PortalURL
	}
	return m.add(&m.began, string(o.State), o.ForOrganisationID, o.Subject.Name, fmt.Sprint(o.AlreadyInUse), link, *o.TicketID)
}

func (m *market) ContactsChanged(_ context.Context, _ *store.Tx, o *orders.Order) error {
	return m.add(&m.began, "contacts", o.Subject.Name, o.Technical.Name)
}

func (m *market) AddToTicket(_ context.Context, _ *store.Tx, t orders.Telling) error {
	m.mu.Lock()
	m.told = append(m.told, t)
	m.mu.Unlock()
	return m.add(&m.notes, t.Key, t.Text.German, t.Text.English, fmt.Sprint(t.Ends))
}

func (m *market) Replace(_ context.Context, _ *store.Tx, _ string, gone, come []orders.Contact) error {
	names := func(list []orders.Contact) (s string) {
		for _, c := range list {
			s += c.Name
		}
		return s
	}
	return m.add(&m.replaced, names(gone), "->", names(come))
}

func (m *market) Name(_ context.Context, _ *store.Tx, accountID string) (string, error) {
	return "Name of " + accountID, nil
}

func (m *market) Record(_ context.Context, _ *store.Tx, by *viewer.Viewer, action, _, organisationID, detail string) error {
	return m.add(&m.acts, by.AccountID, action, organisationID, detail)
}

func (m *market) OrganisationName(organisationID string) (string, bool) {
	o := asked{m}.Organisation(organisationID)
	return "", o != nil
}

func (m *market) ServiceFacts(string) (catalogue.ServiceFacts, bool) {
	return catalogue.ServiceFacts{}, false
}

func (m *market) OfferingOrderable(context.Context, *store.Tx, string, string, map[string]string) error {
	return nil
}

func of[T any](v T) *T { return &v }

// inTx is a transaction of the platform.
type inTx struct {
	ctx context.Context
	tx  *store.Tx
}

func (m *market) inTx(t *testing.T, fn func(inTx) error) {
	t.Helper()
	err := m.w.DB.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) error { return fn(inTx{ctx, tx}) })
	if err != nil {
		t.Fatal(err)
	}
}
