package catalogue_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"schalter/internal/market/catalogue"
	"schalter/internal/testkit"
)

// fill makes a catalogue of five offerings: three EfA, one of the market, one tool.
func fill(t *testing.T, h *hall) (bureau, trade *catalogue.SpecialistProcedure) {
	t.Helper()
	bureau, trade = h.procedure(t, "Bürgeramt Plus", "2", "1"), h.procedure(t, "Gewerbe Total", "11.2")
	housingIn := sheet("wohngeld", "Wohngeld")
	housingIn.TestURL = ptr("https://test.example/wohngeld")
	housingIn.Interfaces = []*catalogue.OfferingInterface{
		{ProcedureID: bureau.ID, ProcedureVersions: []string{"2"}, Standard: ptr("XWohngeld"), State: catalogue.InterfaceAvailable, CostClass: catalogue.Priced},
		{ProcedureID: trade.ID, State: catalogue.InterfacePlanned, CostClass: catalogue.CostUnknown},
	}
	h.save(t, housingIn)
	tradeIn := sheet("gewerbe", "Gewerbeanmeldung")
	tradeIn.ServiceIDs, tradeIn.CostClass, tradeIn.FinancedByLevy = []string{business}, catalogue.Priced, false
	tradeIn.Interfaces = []*catalogue.OfferingInterface{{ProcedureID: trade.ID, State: catalogue.InterfaceInTest, CostClass: catalogue.Free}}
	h.save(t, tradeIn)
	health := sheet("belehrung", "Ärztliche Belehrung")
	health.State, health.ServiceIDs, health.Eligible, health.OrderableFrom = catalogue.Announced, nil, []catalogue.OrganisationKind{catalogue.HealthOffice}, ptr("2026-10-01")
	h.save(t, health)
	h.save(t, plain(catalogue.Market, "terminbuchung", "Online-Terminbuchung für Bürgerämter"))
	h.save(t, plain(catalogue.Toolbox, "formulare", "Formularserver"))
	return bureau, trade
}

func TestF9EverybodyReadsTheCatalogueAndCostsCanBeFiltered(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		bureau, _ := fill(t, h)
		for name, one := range map[string]struct {
			filter catalogue.OfferingFilter
			want   string
		}{
			"all, by name":     {catalogue.OfferingFilter{}, "belehrung formulare gewerbe terminbuchung wohngeld"},
			"free":             {catalogue.OfferingFilter{CostClass: ptr(catalogue.Free)}, "belehrung formulare terminbuchung wohngeld"},
			"priced":           {catalogue.OfferingFilter{CostClass: ptr(catalogue.Priced)}, "gewerbe"},
			"levy":             {catalogue.OfferingFilter{FinancedByLevy: ptr(true)}, "belehrung wohngeld"},
			"not by levy":      {catalogue.OfferingFilter{FinancedByLevy: ptr(false)}, "formulare gewerbe terminbuchung"},
			"kind":             {catalogue.OfferingFilter{Kind: ptr(catalogue.Market)}, "terminbuchung"},
			"state":            {catalogue.OfferingFilter{State: ptr(catalogue.Announced)}, "belehrung"},
			"service":          {catalogue.OfferingFilter{ServiceID: &business}, "gewerbe"},
			"LeiKa key":        {catalogue.OfferingFilter{LeikaKey: &leika}, "gewerbe"},
			"no LeiKa key":     {catalogue.OfferingFilter{LeikaKey: ptr("99000000000000")}, ""},
			"several together": {catalogue.OfferingFilter{Kind: ptr(catalogue.EfA), CostClass: ptr(catalogue.Free), ProcedureID: &bureau.ID}, "wohngeld"},
		} {
			if got := slugs(t, h.Service, one.filter); got != one.want {
				t.Errorf("%s: got %q, want %q", name, got, one.want)
			}
		}
	})
}

func TestF10TestLinkIsThereWithHowToGetIn(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	fill(t, h)
	if got := slugs(t, h.Service, catalogue.OfferingFilter{HasTestLink: ptr(true)}); got != "wohngeld" {
		t.Error(got)
	}
	in := sheet("parken", "Parkausweis")
	in.TestURL, in.Texts[0].TestNote = ptr("https://test.example/"), ptr("Klick-Dummy, ohne Zugang")
	v := h.save(t, in).Current
	if *v.TestURL != "https://test.example/" || *v.TextIn(catalogue.German).TestNote != "Klick-Dummy, ohne Zugang" {
		t.Errorf("%+v", v)
	}
}

func TestF14OfferingsThatWorkWithMyProcedureAreFound(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	bureau, trade := fill(t, h)
	for _, one := range []struct{ procedure, version, want string }{
		{bureau.ID, "", "wohngeld"}, {bureau.ID, "2", "wohngeld"}, {bureau.ID, "1", ""},
		// In test counts, planned does not; without versions it works with all.
		{trade.ID, "", "gewerbe"}, {trade.ID, "11.2", "gewerbe"}, {trade.ID, "10", "gewerbe"},
	} {
		f := catalogue.OfferingFilter{ProcedureID: &one.procedure}
		if one.version != "" {
			f.ProcedureVersion = &one.version
		}
		if got := slugs(t, h.Service, f); got != one.want {
			t.Errorf("%+v: got %q", one, got)
		}
	}
	// That ordering it is the municipality's own cost is said at each.
	if i := h.OfferingBySlug("wohngeld").Current.Interface(bureau.ID); i.CostClass != catalogue.Priced || *i.Standard != "XWohngeld" {
		t.Errorf("%+v", i)
	}
}

func TestF15AMarketOfferingLeadsToItsVendor(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	in := plain(catalogue.Market, "terminbuchung", "Terminbuchung")
	o := h.save(t, in)
	if *o.Current.VendorURL != "https://hersteller.example/produkt" {
		t.Error(*o.Current.VendorURL)
	}
	in = change(in, o, func(in *catalogue.OfferingSaveInput) { in.VendorURL = nil })
	if _, err := h.SaveOffering(editor, in); refusals(err) != "REQUIRED vendorUrl" {
		t.Error(err)
	}
}

func TestOfferingsAreListedInTheOrderThatIsAskedFor(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	h := newHall(t, w)
	announced := func(slug, name string, from *string) (catalogue.OfferingSaveInput, *catalogue.Offering) {
		w.Clock.Advance(time.Minute)
		in := sheet(slug, name)
		in.State, in.OrderableFrom = catalogue.Announced, from
		return in, h.save(t, in)
	}
	in, first := announced("c", "Gewerbe", ptr("2027-03-01"))
	announced("a", "Wohngeld", ptr("2027-02-01"))
	announced("b", "Antrag", ptr("2027-01-01"))
	w.Clock.Advance(time.Minute)
	h.save(t, change(in, first, func(in *catalogue.OfferingSaveInput) { in.State, in.OrderableFrom = catalogue.Orderable, nil }))
	h.save(t, plain(catalogue.Market, "d", "Zugang"))
	revisions := map[string]bool{}
	for sort, want := range map[catalogue.OfferingSort]string{
		"": "b c a d", catalogue.ByName: "b c a d", catalogue.ByNewest: "d b a c", catalogue.ByChange: "d c b a", catalogue.ByOrderableFrom: "b a c d",
	} {
		list, err := h.Offerings(context.Background(), nil, sort, catalogue.German)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, o := range list.Offerings {
			got += " " + o.Slug
		}
		if got != " "+want {
			t.Errorf("%s: got%s", sort, got)
		}
		revisions[list.Revision] = true
	}
	if len(revisions) != 5 {
		t.Error("a position in one order is good for another one", revisions)
	}
}

func TestTheStatesThatMayFollowAreNamed(t *testing.T) {
	t.Parallel()
	for from, want := range map[catalogue.OfferingState]string{
		catalogue.Announced: "[ANNOUNCED ORDERABLE WITHDRAWN]", catalogue.Orderable: "[ORDERABLE PAUSED WITHDRAWN]",
		catalogue.Paused: "[PAUSED ORDERABLE WITHDRAWN]", catalogue.Withdrawn: "[WITHDRAWN ANNOUNCED]",
	} {
		if got := fmt.Sprint((&catalogue.Offering{State: from}).NextStates()); got != want {
			t.Errorf("%s: got %s", from, got)
		}
	}
}

func TestF16OnlyEfAIsOrderedHere(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	fill(t, h)
	var ordered []string
	list, err := h.Offerings(context.Background(), nil, "", catalogue.German)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range list.Offerings {
		if o.CanBeOrdered() {
			ordered = append(ordered, o.Slug)
		}
	}
	if got := strings.Join(ordered, " "); got != "gewerbe wohngeld" {
		t.Error(got)
	}
	// What is not ordered here has no tasks from contract to live service.
	in := plain(catalogue.BayernStore, "akte", "E-Akte")
	in.Tasks = sheet("x", "x").Tasks
	if _, err := h.SaveOffering(editor, in); !strings.HasPrefix(refusals(err), "INVALID tasks") {
		t.Error(err)
	}
}

func TestF20AHealthOfficeIsOfferedOnlyWhatNamesItWithTheDayOfTheStatement(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	fill(t, h)
	for kind, want := range map[catalogue.OrganisationKind]string{
		catalogue.HealthOffice: "belehrung",
		"LANDKREIS":            "formulare gewerbe terminbuchung wohngeld",
		"BEZIRK":               "formulare terminbuchung",
	} {
		if got := slugs(t, h.Service, catalogue.OfferingFilter{EligibleFor: &kind}); got != want {
			t.Errorf("%s: got %q, want %q", kind, got, want)
		}
	}
	// A unit is asked for by its own kind: that its Landkreis may says nothing.
	if v := h.OfferingBySlug("wohngeld").Current; v.MayOrder(catalogue.HealthOffice) || !v.MayOrder("LANDKREIS") {
		t.Error("the unit may what its Landkreis may")
	}
	in := sheet("impfung", "Impfung")
	in.Eligible, in.EligibleOn = []catalogue.OrganisationKind{catalogue.HealthOffice}, ptr("2025-07-01")
	o := h.save(t, in)
	if o.Current.EligibleOn != "2025-07-01" {
		t.Error(o.Current.EligibleOn)
	}
	// A statement that stays keeps its day; another one is of today.
	in = change(in, o, func(in *catalogue.OfferingSaveInput) { in.EligibleOn, in.CostClass = nil, catalogue.Priced })
	if o = h.save(t, in); o.Current.EligibleOn != "2025-07-01" || o.Current.Version != 2 {
		t.Errorf("%+v", o.Current)
	}
	in = change(in, o, func(in *catalogue.OfferingSaveInput) { in.Eligible = append(in.Eligible, "LANDKREIS") })
	if o = h.save(t, in); o.Current.EligibleOn != day(h.w.Clock.Now()) {
		t.Error(o.Current.EligibleOn)
	}
}

func TestF5SheetOfAnEfAServiceSaysInOneVersionedTextThatNoAgreementIsNeeded(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	n := h.save(t, sheet("wohngeld", "Wohngeld")).Current.DataProtection()
	if n.Version != 1 || n.LegalBasis != "§ 8a Abs. 4 OZG" || n.ValidFrom != "2024-07-24" {
		t.Errorf("%+v", n)
	}
	// What the authority answers for itself is another sentence.
	for _, l := range []catalogue.Locale{catalogue.German, catalogue.English} {
		if n.NoAgreement(l) == "" || n.OwnProcessing(l) == "" || n.NoAgreement(l) == n.OwnProcessing(l) {
			t.Errorf("%s: %q, %q", l, n.NoAgreement(l), n.OwnProcessing(l))
		}
	}
	if n := h.save(t, plain(catalogue.Market, "termin", "Termine")).Current.DataProtection(); n != nil {
		t.Errorf("of what is bought elsewhere: %+v", n)
	}
}

func TestF36TasksOfAnOfferingAreItsOwnAndF37EachHasItsGuide(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	tasks := h.save(t, sheet("wohngeld", "Wohngeld")).Current.Tasks
	if len(tasks) != 2 || tasks[0].Kind != catalogue.TaskContract || tasks[1].Responsible != catalogue.DoneByITProvider {
		t.Fatalf("%+v", tasks)
	}
	if tasks[1].Guide.URL != "https://hilfe.example/einrichten" || tasks[0].Guide != nil || tasks[0].TitleIn(catalogue.English) != "Vertrag EN" {
		t.Errorf("%+v", tasks)
	}
}

func TestF45KnownFurtherCostsStandOnTheSheet(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	p := h.procedure(t, "Bürgeramt Plus")
	in := sheet("wohngeld", "Wohngeld")
	in.Texts[0].CostNote = ptr("Nichts; die Umlage fällt ohnehin an.")
	in.Interfaces = []*catalogue.OfferingInterface{{ProcedureID: p.ID, State: catalogue.InterfaceAvailable, CostClass: catalogue.Priced, CostNote: ptr("einmalig, beim Hersteller")}}
	v := h.save(t, in).Current
	if *v.TextIn(catalogue.German).CostNote != "Nichts; die Umlage fällt ohnehin an." || *v.Interfaces[0].CostNote != "einmalig, beim Hersteller" {
		t.Errorf("%+v", v)
	}
}

func TestSearchKnowsUmlautsPartsOfWordsAndPutsNamesFirst(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	fill(t, h)
	for search, want := range map[string]string{
		"wohngeld": "wohngeld", "WOHN geld": "wohngeld", "Ärztlich": "belehrung", "aerztlich": "belehrung", "arztlich": "belehrung",
		"anmeldung": "gewerbe", "bürgeramt": "terminbuchung wohngeld", "buergeraemter termin": "terminbuchung", "terminbuchung": "terminbuchung", "xwohngeld": "wohngeld",
		// An everyday word of a service, its official key, its provider.
		"Mietzuschuss": "wohngeld", leika: "gewerbe", "ministerium bauen": "belehrung formulare gewerbe terminbuchung wohngeld",
		// All need a form server, one is called so.
		"formularserver": "formulare belehrung gewerbe terminbuchung wohngeld",
		"gibtesnicht":    "", "wohngeld gibtesnicht": "", "%": "belehrung formulare gewerbe terminbuchung wohngeld",
	} {
		if got := slugs(t, h.Service, catalogue.OfferingFilter{Search: &search}); got != want {
			t.Errorf("%q: got %q, want %q", search, got, want)
		}
	}
	long := strings.Repeat("a", 201)
	if _, err := h.Offerings(context.Background(), &catalogue.OfferingFilter{Search: &long}, "", catalogue.German); refusals(err) != "INVALID" {
		t.Error(err)
	}
}

func TestWithdrawnOfferingLeavesTheListAndIsFoundByItsSlug(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	in := sheet("wohngeld", "Wohngeld")
	h.save(t, change(in, h.save(t, in), func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Withdrawn }))
	if got := slugs(t, h.Service, catalogue.OfferingFilter{}); got != "" {
		t.Error(got)
	}
	if got := slugs(t, h.Service, catalogue.OfferingFilter{State: ptr(catalogue.Withdrawn)}); got != "wohngeld" {
		t.Error(got)
	}
	if h.OfferingBySlug("wohngeld") == nil || h.OfferingBySlug("mietzuschuss") != nil {
		t.Error("by slug")
	}
}

func TestMissingLanguageFallsBackToGermanAndSaysSo(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	in := sheet("wohngeld", "Wohngeld")
	in.Texts = in.Texts[:1]
	v := h.save(t, in).Current
	if text := v.TextIn(catalogue.English); text.Locale != catalogue.German || text.Name != "Wohngeld" || v.Tasks[0].TitleIn(catalogue.English) != "Vertrag DE" {
		t.Errorf("%+v", text)
	}
	h.save(t, sheet("gewerbe", "Gewerbe"))
	list, err := h.Offerings(context.Background(), nil, "", catalogue.English)
	if err != nil || len(list.Offerings) != 2 || list.Offerings[0].Slug != "gewerbe" {
		t.Error(list, err)
	}
}

func TestEveryReplicaReadsTheCatalogueAgainWhenItsRevisionMoved(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		other, before := h.replica(t), h.Revision()
		h.save(t, sheet("wohngeld", "Wohngeld"))
		if other.Revision() != before {
			t.Fatal("the other replica knows it without reading")
		}
		if err := other.ReloadIfStale(t.Context()); err != nil {
			t.Fatal(err)
		}
		if other.Revision() == before || other.Revision() != h.Revision() || slugs(t, other, catalogue.OfferingFilter{}) != "wohngeld" {
			t.Error(before, other.Revision(), h.Revision())
		}
	})
}

func TestWhatAnOrganisationOrderedIsLeftOut(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	housing := h.save(t, sheet("wohngeld", "Wohngeld"))
	h.save(t, sheet("gewerbe", "Gewerbe"))
	h.ordered = map[string][]string{"org_town": {housing.ID}, "org_new": nil}
	for town, want := range map[string]string{"org_town": "gewerbe", "org_new": "gewerbe wohngeld"} {
		if got := slugs(t, h.Service, catalogue.OfferingFilter{NotOrderedBy: &town}); got != want {
			t.Errorf("%s: got %q, want %q", town, got, want)
		}
	}
	town, other := "org_town", "org_other"
	before, _ := h.Offerings(context.Background(), nil, "", catalogue.German)
	after, _ := h.Offerings(context.Background(), &catalogue.OfferingFilter{NotOrderedBy: &town}, "", catalogue.German)
	if before.Revision == after.Revision {
		t.Error("a position in one list counts in the other")
	}
	if _, err := h.Offerings(context.Background(), &catalogue.OfferingFilter{NotOrderedBy: &other}, "", catalogue.German); refusals(err) != "NOT_FOUND" {
		t.Errorf("of another organisation: got %v", err)
	}
}
