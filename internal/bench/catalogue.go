package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// offeringsMeasured is how many offerings the catalogue has, those of the demo among them.
const offeringsMeasured = 60

// cataloguePages are what is asked of the catalogue, as its pages ask.
var cataloguePages = []struct{ name, query string }{
	{"list, 20 of 60", `{ offerings(first: 20) { totalCount pageInfo { endCursor hasNextPage } ` + offeringCard},
	{"list, all 60", `{ offerings(first: 60) { totalCount pageInfo { endCursor hasNextPage } ` + offeringCard},
	{"search", `{ offerings(first: 20, filter: {search: "wohngeld antrag"}) { totalCount ` + offeringCard},
	{"works with a procedure", `query($p: ID) { offerings(first: 20, filter: {procedureId: $p, costClass: FREE}) { totalCount ` + offeringCard},
	{"sheet", `{ offering(slug: "wohngeld") { slug state orderableFrom interested current { name summary description preconditions textLocale kind testUrl testNote
		vendorUrl costClass costNote financedByLevy eligible eligibleOn citizenSupport services { name } provider { name } interfaces { procedure { name vendor { name } }
		procedureVersions standard state costClass costNote } parameters { key label source example required } tasks { key kind title responsible guide { title url } }
		guides { title url } dataProtection { noAgreement ownProcessing legalBasis } contacts { name email role } } versions(first: 5) { edges { node { version validFrom } } } } }`},
}

const offeringCard = `edges { node { id slug state orderableFrom changedAt interested current { name summary kind costClass financedByLevy testUrl textLocale
	services { id name } provider { id name } } } } } }`

// catalogueFiles are made once a revision.
var catalogueFiles = []string{"catalogue.xlsx", "catalogue.csv", "catalogue.json"}

// catalogue measures the catalogue: its pages, and its files after each change.
func catalogue(ctx context.Context, b *bench) error {
	b.out.printf("The real program in demo mode with %d offerings, asked over HTTP on loopback by nobody who is signed in. Pages: mean of %d, of the program alone and of PostgreSQL. "+
		"Files: the first fetch after a change of a sheet, which makes the file; any other is bytes from memory. Medians of %d rounds.\n\n", offeringsMeasured, perRound, b.rounds)
	var rows [][]string
	for _, kind := range b.databases {
		more, err := b.catalogueOn(ctx, kind)
		if err != nil {
			return fmt.Errorf("%s: %w", kind, err)
		}
		rows = append(rows, more...)
	}
	b.out.table([]string{"database", "what", "program CPU ms", "PostgreSQL CPU ms", "KB"}, rows)
	return nil
}

// perRound is how often a page is asked for in a round.
const perRound = 50

func (b *bench) catalogueOn(ctx context.Context, kind string) (rows [][]string, err error) {
	o, err := b.openOffice(ctx, kind, "catalogue")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, o.remove()) }()
	token, err := o.signIn(ctx, "editor@demo.example")
	if err != nil {
		return nil, err
	}
	e := &cataloguer{editor: o.caller(0, token), program: o.program}
	if err := e.fill(ctx); err != nil {
		return nil, err
	}
	if e.meter, err = b.meter(ctx, kind, o.pid()); err != nil {
		return nil, err
	}
	for _, page := range cataloguePages {
		row, err := e.page(ctx, b.rounds, page.query)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", page.name, err)
		}
		rows = append(rows, append([]string{kind, page.name}, row...))
	}
	for _, name := range catalogueFiles {
		row, err := e.file(ctx, b.rounds, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		rows = append(rows, append([]string{kind, name}, row...))
	}
	return rows, nil
}

// cataloguer fills the catalogue and measures it.
type cataloguer struct {
	*program
	editor *caller
	meter  meter
	next   int
	// model is an offering of the demo that others are made of, changed the last one that was made.
	model, changed map[string]any
	procedureID    string
}

// fill makes copies of one offering of the demo until there are enough.
func (e *cataloguer) fill(ctx context.Context) error {
	var out struct {
		Offering struct{ Current modelSheet }
		All      struct{ TotalCount int }
	}
	err := e.editor.ask(ctx, `{ offering(slug: "wohngeld") { current { provider { id } services { id } eligible costClass citizenSupport interfaces { procedure { id }
		procedureVersions state costClass } parameters { key source example required } tasks { key kind responsible } texts { locale name summary description preconditions
		labels { key text } } } } all: offerings { totalCount } }`, nil, &out)
	if err != nil {
		return err
	}
	e.model = out.Offering.Current.input()
	e.procedureID = out.Offering.Current.Interfaces[0].Procedure.ID
	for n := out.All.TotalCount; n < offeringsMeasured; n++ {
		if e.changed, err = e.save(ctx, map[string]any{"slug": fmt.Sprintf("kopie-%d", n)}); err != nil {
			return err
		}
	}
	return nil
}

// modelSheet is a sheet as it is read, to be saved again.
type modelSheet struct {
	Provider                  struct{ ID string }
	Services                  []struct{ ID string }
	Eligible                  []string
	CostClass, CitizenSupport string
	Interfaces                []struct {
		Procedure         struct{ ID string }
		ProcedureVersions []string
		State, CostClass  string
	}
	Parameters, Tasks, Texts []map[string]any
}

func (s modelSheet) input() map[string]any {
	var services []string
	for _, one := range s.Services {
		services = append(services, one.ID)
	}
	interfaces := []any{}
	for _, i := range s.Interfaces {
		interfaces = append(interfaces, map[string]any{
			"procedureId": i.Procedure.ID, "procedureVersions": i.ProcedureVersions, "state": i.State, "costClass": i.CostClass,
		})
	}
	return map[string]any{
		"state": "ORDERABLE", "kind": "EFA", "serviceIds": services, "providerId": s.Provider.ID, "interfaces": interfaces, "costClass": s.CostClass,
		"financedByLevy": true, "eligible": s.Eligible, "citizenSupport": s.CitizenSupport, "parameters": s.Parameters, "tasks": s.Tasks, "guides": []any{},
		"contacts": []any{}, "texts": s.Texts,
	}
}

// save saves the model with these values and returns it with the id and version that it got.
func (e *cataloguer) save(ctx context.Context, values map[string]any) (map[string]any, error) {
	in := map[string]any{}
	for _, part := range []map[string]any{e.model, values} {
		for name, value := range part {
			in[name] = value
		}
	}
	var out struct {
		OfferingSave struct {
			Offering struct {
				ID, Slug string
				Version  int
			}
			UserErrors problems
		}
	}
	err := e.editor.ask(ctx, `mutation($i: OfferingSaveInput!) { offeringSave(input: $i) { offering { id slug version } userErrors { code field } } }`, map[string]any{"i": in}, &out)
	saved := out.OfferingSave.Offering
	return map[string]any{"offeringId": saved.ID, "slug": saved.Slug, "expectedVersion": saved.Version}, errors.Join(err, out.OfferingSave.UserErrors.err())
}

// page measures one page, asked for from many networks.
func (e *cataloguer) page(ctx context.Context, rounds int, query string) ([]string, error) {
	var self, server []time.Duration
	var answer any
	for range rounds {
		before, err := e.meter.read()
		if err != nil {
			return nil, err
		}
		for range perRound {
			e.next++
			if err := e.caller(e.next, "").ask(ctx, query, map[string]any{"p": e.procedureID}, &answer); err != nil {
				return nil, err
			}
		}
		after, err := e.meter.read()
		if err != nil {
			return nil, err
		}
		each := after.since(before).each(perRound)
		self, server = append(self, each.self), append(server, each.server)
	}
	return []string{hundredths(median(self)), hundredths(median(server)), ""}, nil
}

// file measures the first fetch of a file after a change.
func (e *cataloguer) file(ctx context.Context, rounds int, name string) ([]string, error) {
	var self, server []time.Duration
	size := int64(0)
	for round := range rounds {
		values := map[string]any{"costClass": []string{"PRICED", "FREE"}[round%2]}
		for key, value := range e.changed {
			values[key] = value
		}
		var err error
		if e.changed, err = e.save(ctx, values); err != nil {
			return nil, err
		}
		before, err := e.meter.read()
		if err != nil {
			return nil, err
		}
		if size, err = e.fetch(ctx, name); err != nil {
			return nil, err
		}
		after, err := e.meter.read()
		if err != nil {
			return nil, err
		}
		spent := after.since(before)
		self, server = append(self, spent.self), append(server, spent.server)
	}
	return []string{hundredths(median(self)), hundredths(median(server)), fmt.Sprint(size >> 10)}, nil
}

func (e *cataloguer) fetch(ctx context.Context, name string) (int64, error) {
	e.next++
	resp, err := e.caller(e.next, "").send(ctx, http.MethodGet, "/files/market/"+name, nil, nil)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if err := checkStatus(resp); err != nil {
		return 0, err
	}
	return io.Copy(io.Discard, resp.Body)
}
