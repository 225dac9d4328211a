package catalogue_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/errs"
	ids "schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/market/catalogue"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// The people of the tests.
var (
	editor   = as(&viewer.Viewer{AccountID: "acc_editor", Roles: []viewer.Role{viewer.Editor}})
	operator = as(&viewer.Viewer{AccountID: "acc_operator", Roles: []viewer.Role{viewer.Operator}})
	anna     = as(&viewer.Viewer{AccountID: "acc_anna"})
	boris    = as(&viewer.Viewer{AccountID: "acc_boris"})
	nobody   = as(viewer.Anonymous())
)

func as(v *viewer.Viewer) context.Context { return viewer.With(context.Background(), v) }

// The services that the directory has.
var (
	housing  = ids.Derive(ids.Service, "wohngeld")
	business = ids.Derive(ids.Service, "gewerbe-anmelden")
	former   = ids.Derive(ids.Service, "former")
	leika    = "99050012104000"
)

// hall is a catalogue with all that stands around it: directory, organisations, mails, record.
type hall struct {
	*catalogue.Service
	w    *testkit.World
	jobs *job.Runner

	mu    sync.Mutex
	mails []string
	acts  []string
	// news are what was passed on of offerings.
	news []string
	// ordered are the offerings that organisations of the viewer's ordered.
	ordered map[string][]string
	// refuses is whom no mail can be written to.
	refuses string
}

func newHall(t *testing.T, w *testkit.World) *hall {
	t.Helper()
	h := &hall{w: w, jobs: job.NewRunner(w.DB, w.Log)}
	h.Service = h.on(t, w.DB)
	h.RegisterJobs(h.jobs)
	return h
}

func (h *hall) on(t *testing.T, db *store.DB) *catalogue.Service {
	t.Helper()
	s, err := catalogue.New(context.Background(), db, catalogue.Ports{Directory: h, Organisations: h, Notices: h, Orders: h, Audit: h, News: h}, h.w.Log)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// replica is another program on the same database: what this one commits it learns from there alone.
func (h *hall) replica(t *testing.T) *catalogue.Service {
	t.Helper()
	db, err := store.Open(context.Background(), h.w.DB.URL(), h.w.DataDir, h.w.Clock, h.w.Log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return h.on(t, db)
}

func (h *hall) ServiceFacts(serviceID string) (catalogue.ServiceFacts, bool) {
	f, ok := map[string]catalogue.ServiceFacts{
		housing:  {Names: map[catalogue.Locale]string{"DE": "Wohngeld beantragen", "EN": "Housing benefit"}, Keywords: []string{"Mietzuschuss"}},
		business: {Names: map[catalogue.Locale]string{"DE": "Gewerbe anmelden", "EN": "Register a business"}, LeikaKey: &leika},
		former:   {Names: map[catalogue.Locale]string{"DE": "Früheres", "EN": "Former"}, Former: true},
	}[serviceID]
	return f, ok
}

func (h *hall) OrganisationName(organisationID string) (string, bool) {
	name, ok := map[string]string{"org_ministry": "Ministerium für Bauen", "org_vendor": "Bürgersoft GmbH", "org_other": "Andere AG"}[organisationID]
	return name, ok
}

func (h *hall) OfferingOrderable(_ context.Context, _ *store.Tx, accountID, slug string, names map[string]string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if accountID == h.refuses {
		return errors.New("no mail")
	}
	h.mails = append(h.mails, strings.Join([]string{accountID, slug, names["DE"], names["EN"]}, " "))
	return nil
}

func (h *hall) OfferingChanged(_ context.Context, _ *store.Tx, c catalogue.Change) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.news = append(h.news, fmt.Sprint(c.OfferingID, " ", c.VersionID, " ", c.Orderable, " ", c.Revision))
	return nil
}

func (h *hall) OrderedBy(_ context.Context, organisationID string) ([]string, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	ids, ok := h.ordered[organisationID]
	if !ok {
		return nil, errs.New(errs.NotFound, "no such organisation of yours")
	}
	return slices.Clone(ids), nil
}

func (h *hall) Record(_ context.Context, _ *store.Tx, by *viewer.Viewer, action, _, _, _ string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.acts = append(h.acts, by.AccountID+" "+action)
	return nil
}

// take empties a list and returns it sorted.
func (h *hall) take(list *[]string) []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	got := slices.Sorted(slices.Values(*list))
	*list = nil
	return got
}

// sheet is a whole EfA offering that can be saved.
func sheet(slug, name string) catalogue.OfferingSaveInput {
	return catalogue.OfferingSaveInput{
		Slug: slug, State: catalogue.Orderable, Kind: catalogue.EfA,
		Texts:      []*catalogue.OfferingText{text("DE", name), text("EN", name+" (EN)")},
		ServiceIDs: []string{housing}, ProviderID: "org_ministry", CostClass: catalogue.Free, FinancedByLevy: true,
		Eligible: []catalogue.OrganisationKind{"GEMEINDE", "LANDKREIS"}, CitizenSupport: catalogue.ByMunicipality,
		Parameters: []*catalogue.OfferingParameter{{Key: "gemeindename", Required: true}},
		Tasks: []*catalogue.OfferingTask{
			{Key: "vertrag", Kind: catalogue.TaskContract, Responsible: catalogue.DoneByPlatform},
			{Key: "einrichten", Kind: catalogue.TaskSetup, Responsible: catalogue.DoneByITProvider, Guide: &catalogue.Guide{Title: "Einrichten", URL: "https://hilfe.example/einrichten"}},
		},
		Guides:   []*catalogue.Guide{{Title: "Kurzanleitung", URL: "https://hilfe.example/kurz"}},
		Contacts: []*catalogue.OfferingContact{{Name: "Team Wohngeld", Email: "team@ministerium.example", Role: "Fachliche Fragen"}},
	}
}

func text(l catalogue.Locale, name string) *catalogue.OfferingText {
	return &catalogue.OfferingText{
		Locale: l, Name: name, Summary: "Antrag von zu Hause", Description: "Ein *Dienst*.", Preconditions: []string{"Formularserver"},
		Labels: []*catalogue.OfferingLabel{{Key: "gemeindename", Text: "Name"}, {Key: "vertrag", Text: "Vertrag " + string(l)}, {Key: "einrichten", Text: "Einrichten"}},
	}
}

// plain makes an offering of another kind, which has no tasks and parameters.
func plain(kind catalogue.OfferingKind, slug, name string) catalogue.OfferingSaveInput {
	in := sheet(slug, name)
	vendor := "https://hersteller.example/produkt"
	in.ServiceIDs = nil
	in.Kind, in.VendorURL, in.Parameters, in.Tasks, in.FinancedByLevy, in.Eligible = kind, &vendor, nil, nil, false, nil
	for _, t := range in.Texts {
		t.Labels = nil
	}
	return in
}

func (h *hall) save(t *testing.T, in catalogue.OfferingSaveInput) *catalogue.Offering {
	t.Helper()
	o, err := h.SaveOffering(editor, in)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// change makes another input of what was saved by one, as a form would.
func change(in catalogue.OfferingSaveInput, o *catalogue.Offering, fn func(*catalogue.OfferingSaveInput)) catalogue.OfferingSaveInput {
	in.OfferingID, in.ExpectedVersion = &o.ID, &o.Version
	if fn != nil {
		fn(&in)
	}
	return in
}

func (h *hall) procedure(t *testing.T, name string, versions ...string) *catalogue.SpecialistProcedure {
	t.Helper()
	p, err := h.SaveProcedure(editor, catalogue.SpecialistProcedureSaveInput{Name: name, VendorID: "org_vendor", Versions: versions})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// slugs lists what fits a filter.
func slugs(t *testing.T, s *catalogue.Service, f catalogue.OfferingFilter) string {
	t.Helper()
	list, err := s.Offerings(context.Background(), &f, "", catalogue.German)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, o := range list.Offerings {
		found = append(found, o.Slug)
	}
	return strings.Join(found, " ")
}

func (h *hall) versions(t *testing.T, offeringID string) []*catalogue.OfferingVersion {
	t.Helper()
	page, err := h.Versions(nobody, offeringID, pagination.Request{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var list []*catalogue.OfferingVersion
	for _, item := range page.Items {
		list = append(list, item.Node)
	}
	return list
}

func (h *hall) runJobs(t *testing.T) {
	t.Helper()
	if err := h.jobs.RunDue(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// refusals are the rules and fields of a refusal, or the code of a fault.
func refusals(err error) string {
	r := errs.AsRefusal(err)
	if r == nil {
		return string(errs.CodeOf(err))
	}
	var list []string
	for _, p := range r.Problems {
		list = append(list, strings.TrimSpace(fmt.Sprint(p.Rule, " ", strings.Join(p.Field, "."))))
	}
	return strings.Join(list, ", ")
}

// id is one that names nothing.
func id(kind ids.Kind) string { return ids.Derive(kind, "nothing") }

func ptr[T any](v T) *T { return &v }

func day(t time.Time) string { return t.Format(time.DateOnly) }
