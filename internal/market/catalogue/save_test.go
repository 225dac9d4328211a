package catalogue_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/market/catalogue"
	"schalter/internal/testkit"
)

func TestSheetNeverChangesAndItsNextVersionHoldsWhatIsNew(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		in := sheet("wohngeld", "Wohngeld")
		first := h.save(t, in)
		// On the same instant, versions are listed in their order all the same.
		in = change(in, first, func(in *catalogue.OfferingSaveInput) { in.CostClass = catalogue.Priced })
		second := h.save(t, in)
		if second.Current.Version != 2 || second.Current.CostClass != catalogue.Priced || second.Version != 2 {
			t.Errorf("%+v", second)
		}
		list := h.versions(t, first.ID)
		if len(list) != 2 || list[0].ID != second.Current.ID || list[1].ID != first.Current.ID || list[1].CostClass != catalogue.Free {
			t.Errorf("%+v", list)
		}
		was, err := h.Version(nobody, first.Current.ID)
		if err != nil || was.CostClass != catalogue.Free || was.Tasks[0].TitleIn(catalogue.German) != "Vertrag DE" {
			t.Errorf("%+v, %v", was, err)
		}
		// A state is no part of the sheet.
		w.Clock.Advance(time.Hour)
		third := h.save(t, change(in, second, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Paused }))
		if third.Current.ID != second.Current.ID || third.Version != 3 || !third.ChangedAt.Equal(w.Clock.Now()) {
			t.Errorf("%+v", third)
		}
		h.take(&h.acts)
		revision := h.Revision()
		same := h.save(t, change(in, third, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Paused }))
		if same.Version != 3 || h.Revision() != revision || len(h.take(&h.acts)) != 0 {
			t.Errorf("what changed nothing was saved: %+v", same)
		}
	})
}

func TestStatesFollowEachOtherByTheTable(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		announced, orderable, paused, withdrawn := catalogue.Announced, catalogue.Orderable, catalogue.Paused, catalogue.Withdrawn
		all := []catalogue.OfferingState{announced, orderable, paused, withdrawn}
		// path leads from nothing to each state.
		path := map[catalogue.OfferingState][]catalogue.OfferingState{
			announced: {announced}, orderable: {orderable}, paused: {orderable, paused}, withdrawn: {announced, withdrawn},
		}
		allowed := map[catalogue.OfferingState]string{
			announced: "ANNOUNCED ORDERABLE WITHDRAWN", orderable: "ORDERABLE PAUSED WITHDRAWN", paused: "PAUSED ORDERABLE WITHDRAWN", withdrawn: "WITHDRAWN ANNOUNCED",
		}
		for _, from := range all {
			for _, to := range all {
				in := sheet(strings.ToLower("a-"+string(from)+"-"+string(to)), "Ein Dienst")
				var o *catalogue.Offering
				for _, in.State = range path[from] {
					if o != nil {
						in = change(in, o, nil)
					}
					o = h.save(t, in)
				}
				in = change(in, o, func(in *catalogue.OfferingSaveInput) { in.State = to })
				_, err := h.SaveOffering(editor, in)
				want := "WRONG_STATE state"
				if strings.Contains(" "+allowed[from]+" ", " "+string(to)+" ") {
					want = ""
				}
				if got := refusals(err); got != want {
					t.Errorf("%s → %s: got %q, want %q", from, to, got, want)
				}
			}
		}
		for _, to := range all {
			in := sheet(strings.ToLower("new-"+string(to)), "Ein Dienst")
			in.State = to
			_, err := h.SaveOffering(editor, in)
			if allowed := to == announced || to == orderable; (err == nil) != allowed {
				t.Errorf("a new one begins as %s: %v", to, err)
			}
		}
	})
}

func TestSavingIsForOperatorsAndEditors(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		for who, ctx := range map[string]context.Context{"UNAUTHENTICATED": nobody, "FORBIDDEN": anna} {
			_, err := h.SaveOffering(ctx, sheet("wohngeld", "Wohngeld"))
			_, err2 := h.SaveProcedure(ctx, catalogue.SpecialistProcedureSaveInput{Name: "OK.VISA", VendorID: "org_vendor"})
			if refusals(err) != who || refusals(err2) != who {
				t.Errorf("want %s: %v, %v", who, err, err2)
			}
		}
		if _, err := h.SaveOffering(operator, sheet("wohngeld", "Wohngeld")); err != nil {
			t.Error(err)
		}
		if acts := h.take(&h.acts); len(acts) != 1 || acts[0] != "acc_operator offering.save" {
			t.Error(acts)
		}
	})
}

func TestWhatASheetMustNotSayIsRefusedWithItsPlace(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	long := strings.Repeat("ä", 121)
	for name, one := range map[string]struct {
		spoil func(in *catalogue.OfferingSaveInput)
		want  string
	}{
		"slug":             {func(in *catalogue.OfferingSaveInput) { in.Slug = "Wohn geld" }, "INVALID slug"},
		"slug of a page":   {func(in *catalogue.OfferingSaveInput) { in.Slug = "neu" }, "INVALID slug"},
		"slug with dashes": {func(in *catalogue.OfferingSaveInput) { in.Slug = "a--b" }, "INVALID slug"},
		"no German":        {func(in *catalogue.OfferingSaveInput) { in.Texts = in.Texts[1:] }, "REQUIRED texts"},
		"German twice":     {func(in *catalogue.OfferingSaveInput) { in.Texts[1].Locale = "DE" }, "TAKEN texts.1"},
		"long name":        {func(in *catalogue.OfferingSaveInput) { in.Texts[1].Name = long }, "TOO_LONG texts.1.name"},
		"blank name":       {func(in *catalogue.OfferingSaveInput) { in.Texts[0].Name = " \u200b" }, "REQUIRED texts.0.name"},
		"two lines":        {func(in *catalogue.OfferingSaveInput) { in.Texts[0].Summary = "a\nb" }, "INVALID texts.0.summary"},
		"http":             {func(in *catalogue.OfferingSaveInput) { in.TestURL = ptr("http://test.example/") }, "INVALID testUrl"},
		"script":           {func(in *catalogue.OfferingSaveInput) { in.TestURL = ptr("javascript:alert(1)") }, "INVALID testUrl"},
		"address":          {func(in *catalogue.OfferingSaveInput) { in.TestURL = ptr("https://10.0.0.1/") }, "INVALID testUrl"},
		"user":             {func(in *catalogue.OfferingSaveInput) { in.TestURL = ptr("https://me:secret@test.example/") }, "INVALID testUrl"},
		"guide":            {func(in *catalogue.OfferingSaveInput) { in.Guides[0].URL = "ftp://x.example" }, "INVALID guides.0.url"},
		"unknown service":  {func(in *catalogue.OfferingSaveInput) { in.ServiceIDs = append(in.ServiceIDs, id("srv")) }, "NOT_FOUND serviceIds.1"},
		"former service":   {func(in *catalogue.OfferingSaveInput) { in.ServiceIDs = []string{former} }, "NOT_FOUND serviceIds.0"},
		"service twice":    {func(in *catalogue.OfferingSaveInput) { in.ServiceIDs = []string{housing, housing} }, "TAKEN serviceIds.1"},
		"no provider":      {func(in *catalogue.OfferingSaveInput) { in.ProviderID = "org_nobody" }, "NOT_FOUND providerId"},
		"no procedure": {func(in *catalogue.OfferingSaveInput) {
			in.Interfaces = []*catalogue.OfferingInterface{{ProcedureID: id("spr"), State: catalogue.InterfaceAvailable, CostClass: catalogue.Free}}
		}, "NOT_FOUND interfaces.0.procedureId"},
		"key twice":     {func(in *catalogue.OfferingSaveInput) { in.Tasks[0].Key = "gemeindename" }, "TAKEN tasks.0.key, NOT_FOUND texts.0.labels.1.key, NOT_FOUND texts.1.labels.1.key"},
		"bad key":       {func(in *catalogue.OfferingSaveInput) { in.Parameters[0].Key = "Gemeinde" }, "INVALID parameters.0.key, NOT_FOUND texts.0.labels.0.key, REQUIRED texts.0.labels, NOT_FOUND texts.1.labels.0.key, REQUIRED texts.1.labels"},
		"no label":      {func(in *catalogue.OfferingSaveInput) { in.Texts[1].Labels = in.Texts[1].Labels[1:] }, "REQUIRED texts.1.labels"},
		"contract once": {func(in *catalogue.OfferingSaveInput) { in.Tasks[1].Kind = catalogue.TaskContract }, "TAKEN tasks.1.kind"},
		"e-mail":        {func(in *catalogue.OfferingSaveInput) { in.Contacts[0].Email = "niemand" }, "INVALID contacts.0.email"},
		"nobody":        {func(in *catalogue.OfferingSaveInput) { in.Eligible = nil }, "REQUIRED eligible"},
		"day":           {func(in *catalogue.OfferingSaveInput) { in.EligibleOn = ptr("2025-02-30") }, "INVALID eligibleOn"},
		"orderable day": {func(in *catalogue.OfferingSaveInput) { in.OrderableFrom = ptr("2026-05-01") }, "INVALID orderableFrom"},
		"no vendor page": {func(in *catalogue.OfferingSaveInput) {
			*in = plain(catalogue.Market, in.Slug, "Markt")
			in.VendorURL = nil
		}, "REQUIRED vendorUrl"},
		"too many": {func(in *catalogue.OfferingSaveInput) {
			for range 10 {
				in.Contacts = append(in.Contacts, &catalogue.OfferingContact{Name: "A", Email: "a@b.example", Role: "B"})
			}
		}, "TOO_MANY contacts"},
	} {
		in := sheet("wohngeld", "Wohngeld")
		one.spoil(&in)
		_, err := h.SaveOffering(editor, in)
		if got := refusals(err); got != one.want {
			t.Errorf("%s: got %q, want %q", name, got, one.want)
		}
	}
	if got := slugs(t, h.Service, catalogue.OfferingFilter{}); got != "" {
		t.Errorf("%s was saved", got)
	}
}

func TestOldVersionOfAnOfferingIsRefusedAndItsSlugStays(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		in := sheet("wohngeld", "Wohngeld")
		o := h.save(t, in)
		for want, spoil := range map[string]func(in *catalogue.OfferingSaveInput){
			"STALE":                func(in *catalogue.OfferingSaveInput) { in.ExpectedVersion = ptr(9) },
			"INVALID slug":         func(in *catalogue.OfferingSaveInput) { in.Slug = "mietzuschuss" },
			"NOT_FOUND offeringId": func(in *catalogue.OfferingSaveInput) { in.OfferingID = ptr(id("off")) },
			"TAKEN slug":           func(in *catalogue.OfferingSaveInput) { in.OfferingID = nil },
		} {
			if _, err := h.SaveOffering(editor, change(in, o, spoil)); refusals(err) != want {
				t.Errorf("got %q, want %q", refusals(err), want)
			}
		}
	})
}

func TestOfTwoWhoMakeTheSameOfferingOneIsRefused(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		var both sync.WaitGroup
		answers := make([]string, 2)
		for i := range answers {
			both.Go(func() {
				_, err := h.SaveOffering(editor, sheet("wohngeld", "Wohngeld"))
				answers[i] = refusals(err)
			})
		}
		both.Wait()
		if got := answers[0] + answers[1]; got != "TAKEN slug" {
			t.Error(answers)
		}
	})
}

func TestOfTwoWhoChangeTheSameSheetOneIsStale(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		o := h.save(t, sheet("wohngeld", "Wohngeld"))
		var both sync.WaitGroup
		answers := make([]string, 2)
		for i, class := range []catalogue.CostClass{catalogue.Priced, catalogue.OnRequest} {
			both.Go(func() {
				_, err := h.SaveOffering(editor, change(sheet("wohngeld", "Wohngeld"), o, func(in *catalogue.OfferingSaveInput) { in.CostClass = class }))
				answers[i] = refusals(err)
			})
		}
		both.Wait()
		if got := answers[0] + answers[1]; got != "STALE" || len(h.versions(t, o.ID)) != 2 {
			t.Error(answers, len(h.versions(t, o.ID)))
		}
	})
}

func TestProcedureHasOneNameForAVendor(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		p := h.procedure(t, "Bürgeramt Plus", "2", "1")
		again := catalogue.SpecialistProcedureSaveInput{Name: p.Name, VendorID: "org_vendor", Versions: []string{"3"}}
		if _, err := h.SaveProcedure(editor, again); refusals(err) != "TAKEN name" {
			t.Error(err)
		}
		again.VendorID = "org_other"
		if _, err := h.SaveProcedure(editor, again); err != nil {
			t.Error(err)
		}
		again.VendorID, again.ProcedureID, again.ExpectedVersion = "org_vendor", &p.ID, ptr(7)
		if _, err := h.SaveProcedure(editor, again); refusals(err) != "STALE" {
			t.Error(err)
		}
		again.ExpectedVersion, again.Versions = &p.Version, []string{"3", "3"}
		if _, err := h.SaveProcedure(editor, again); refusals(err) != "TAKEN versions.1" {
			t.Error(err)
		}
		again.Versions = []string{"3", "2"}
		if saved, err := h.SaveProcedure(editor, again); err != nil || saved.Version != 2 || h.Procedure(p.ID).Versions[0] != "3" {
			t.Error(saved, err)
		}
		for search, want := range map[string]int{"": 2, "buergeramt": 2, "BÜRGERAMT plus": 2, "burgeramt": 2, "andere": 0} {
			list, err := h.Procedures(&search, "")
			if err != nil || len(list.Procedures) != want {
				t.Errorf("%q: %d, %v", search, len(list.Procedures), err)
			}
		}
		if list, err := h.Procedures(nil, "org_other"); err != nil || len(list.Procedures) != 1 {
			t.Error(list, err)
		}
	})
}
