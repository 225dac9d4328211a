package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"
)

const (
	// pagesPerRound is how often a page is asked for in a round.
	pagesPerRound = 20
	// pagesOfSPA are the documents of the SPA, as its code generator found them.
	pagesOfSPA = "frontend/src/gql/gql.ts"
)

// marketPage is a page of the SPA that somebody opens. Values with a $ are what was found in the market.
type marketPage struct {
	name, as, document string
	values             map[string]any
}

const (
	asNobody, asTown, asUnion, asProvider = "", "buyer@demo.example", "union@demo.example", "it@demo.example"
	asIntermediary, asOperator            = "baykommun@demo.example", "operator@demo.example"
)

var marketPages = []marketPage{
	{"orders: a town's", asTown, "Orders", nil},
	{"orders: a town's that were returned", asTown, "Orders", map[string]any{"state": "RETURNED"}},
	{"orders: a union's", asUnion, "Orders", nil},
	{"orders: all", asOperator, "DeskOrders", nil},
	{"orders: all that wait", asOperator, "DeskOrders", map[string]any{"state": "SUBMITTED"}},
	{"orders: all drafts, by change", asOperator, "Orders", map[string]any{"state": "DRAFT"}},
	{"orders: all of a town", asOperator, "Orders", map[string]any{"byOrganisationId": "$town"}},
	{"order of a town", asTown, "OneOrder", map[string]any{"reference": "$order"}},
	{"order at the desk", asOperator, "DeskOrder", map[string]any{"reference": "$order"}},
	{"contracts: a town's", asTown, "OwnContracts", map[string]any{"organisationId": "$town"}},
	{"contracts: a union's that are offered", asUnion, "OwnContracts", map[string]any{"organisationId": "$union", "state": "OFFERED"}},
	{"contracts: the intermediary's, with every municipality", asIntermediary, "OwnContracts", map[string]any{"organisationId": "$intermediary"}},
	{"contracts: the intermediary's that are offered", asIntermediary, "OwnContracts", map[string]any{"organisationId": "$intermediary", "state": "OFFERED"}},
	{"contracts: all", asOperator, "DeskContracts", nil},
	{"contracts: all on hold (none)", asOperator, "DeskContracts", map[string]any{"state": "ON_HOLD"}},
	{"contracts: all effective ones of municipalities", asOperator, "DeskContracts", map[string]any{"level": "SUB_SUB_REUSE", "state": "EFFECTIVE"}},
	{"contracts: all of an offering", asOperator, "DeskContracts", map[string]any{"offeringId": "$offering"}},
	{"contracts: an offering's that are offered", asOperator, "DeskContracts", map[string]any{"offeringId": "$offering", "state": "OFFERED", "level": "SUB_SUB_REUSE"}},
	{"contract of a town", asTown, "OneContract", map[string]any{"id": "$contract"}},
	{"contracts below another, 2,056 of them", asOperator, "ContractsBelow", map[string]any{"id": "$above"}},
	{"rollouts: a town's", asTown, "OrganisationRollouts", map[string]any{"id": "$town"}},
	{"rollouts: all that wait", asOperator, "DeskRollouts", map[string]any{"broken": false}},
	{"rollouts with a link that does not work (none)", asOperator, "DeskRollouts", map[string]any{"broken": true}},
	{"rollouts: an IT association's, of a quarter and of 300 that delegate", asProvider, "SetUpRollouts", nil},
	{"rollout of a town", asTown, "Rollout", map[string]any{"id": "$rollout"}},
	{"links of a town's services", asTown, "ServiceLinks", map[string]any{"id": "$town"}},
	{"tickets: a town's", asTown, "Tickets", map[string]any{"organisationId": "$town"}},
	{"tickets: a union's", asUnion, "Tickets", nil},
	{"tickets: all", asOperator, "Tickets", nil},
	{"tickets: all open ones", asOperator, "Tickets", map[string]any{"state": "OPEN"}},
	{"tickets: all open ones about orders", asOperator, "Tickets", map[string]any{"state": "OPEN", "kind": "ORDER"}},
	{"tickets: all that wait for a vendor", asOperator, "Tickets", map[string]any{"state": "WAITING_FOR_VENDOR"}},
	{"tickets: questions", asOperator, "Tickets", map[string]any{"kind": "QUESTION"}},
	{"tickets: assigned to me", asOperator, "Tickets", map[string]any{"assignedToMe": true}},
	{"tickets: a word that most have", asOperator, "Tickets", map[string]any{"search": "$common"}},
	{"tickets: a place", asOperator, "Tickets", map[string]any{"search": "Bamberg"}},
	{"tickets: a service and a place", asOperator, "Tickets", map[string]any{"search": "Wohngeld Bamberg"}},
	{"tickets: two services, found in none", asOperator, "Tickets", map[string]any{"search": "Wohngeld Führerschein"}},
	{"tickets: a common word among those that are resolved", asOperator, "Tickets", map[string]any{"search": "$common", "state": "WAITING_FOR_VENDOR"}},
	{"tickets below a town's", asTown, "TicketChildren", map[string]any{"reference": "$parent"}},
	{"ticket with 2,000 entries", asTown, "TicketHead", map[string]any{"reference": "$ticket"}},
	{"its entries", asTown, "TicketEntries", map[string]any{"reference": "$ticket"}},
	{"its entries at the desk", asOperator, "TicketEntries", map[string]any{"reference": "$ticket"}},
	{"market accounts that wait", asOperator, "DeskMarketAccounts", map[string]any{"state": "PENDING_REVIEW"}},
	{"market accounts: all", asOperator, "DeskMarketAccounts", nil},
	{"market accounts that were rejected (none)", asOperator, "DeskMarketAccounts", map[string]any{"state": "REJECTED"}},
	{"desk: what waits", asOperator, "DeskCounts", nil},
	{"organisation's page", asTown, "OrganisationOfPage", map[string]any{"id": "$town"}},
	{"organisation's members", asTown, "MembersOfOrganisation", map[string]any{"id": "$town"}},
	{"organisation's authority to sign", asTown, "SigningsOfOrganisation", map[string]any{"id": "$town"}},
	{"organisations: search", asOperator, "MarketOrganisations", map[string]any{"search": "neustadt"}},
	{"dashboard of a town: what waits, numbers", asTown, "AreaTasks", map[string]any{"id": "$town"}},
	{"dashboard of a town: lists", asTown, "AreaLists", map[string]any{"id": "$town"}},
	{"dashboard of a union: what waits, numbers", asUnion, "AreaTasks", map[string]any{"id": "$union"}},
	{"dashboard of the intermediary: what waits, numbers", asIntermediary, "AreaTasks", map[string]any{"id": "$intermediary"}},
	{"dashboard of the intermediary: lists", asIntermediary, "AreaLists", map[string]any{"id": "$intermediary"}},
	{"map of all offerings", asNobody, "RolloutMap", nil},
	{"map of one offering", asNobody, "RolloutMap", map[string]any{"offeringId": "$offering"}},
	{"sums by region", asNobody, "RegionSums", nil},
	{"online services of a service", asNobody, "OnlineOfService", map[string]any{"id": "$service"}},
	{"online services of a place", asNobody, "OnlineOfRegion", map[string]any{"ars": townARS}},
	{"catalogue", asNobody, "Offerings", map[string]any{"first": 20}},
	{"catalogue: search", asNobody, "Offerings", map[string]any{"first": 20, "filter": map[string]any{"search": "wohngeld antrag"}}},
	{"catalogue: not ordered by the town yet", asTown, "Offerings", map[string]any{"first": 20, "filter": map[string]any{"notOrderedBy": "$town"}}},
	{"sheet", asNobody, "Offering", map[string]any{"slug": "wohngeld"}},
	{"sheet: for whom it can be ordered", asUnion, "SheetOrderPlaces", map[string]any{"slug": "wohngeld"}},
	{"levy: all shares", asNobody, "LevyShareList", map[string]any{"year": "$year", "revision": 1}},
	{"levy: search", asNobody, "LevyShareList", map[string]any{"year": "$year", "revision": 1, "search": "neustadt"}},
	{"levy: a town's own", asNobody, "OwnLevyShares", map[string]any{"year": "$year", "revision": 1, "of": townARS}},
}

var documentOfPage = regexp.MustCompile(`(?m)^    ("(?:[^"\\]|\\.)*"): typeof types\.`)

// readPages are the SPA's documents, each with the fragments that it needs, by name.
func readPages() (map[string]string, error) {
	file, err := os.ReadFile(pagesOfSPA)
	if err != nil {
		return nil, err
	}
	all := &ast.QueryDocument{}
	for _, m := range documentOfPage.FindAllSubmatch(file, -1) {
		var text string
		if err := json.Unmarshal(m[1], &text); err != nil {
			return nil, err
		}
		d, err := parser.ParseQuery(&ast.Source{Input: text})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", text, err)
		}
		all.Operations, all.Fragments = append(all.Operations, d.Operations...), append(all.Fragments, d.Fragments...)
	}
	pages := map[string]string{}
	for _, op := range all.Operations {
		one := &ast.QueryDocument{Operations: ast.OperationList{op}}
		needed(op.SelectionSet, all.Fragments, one)
		var b bytes.Buffer
		formatter.NewFormatter(&b).FormatQueryDocument(one)
		pages[op.Name] = b.String()
	}
	return pages, nil
}

// needed adds the fragments that a selection names to a document.
func needed(set ast.SelectionSet, all ast.FragmentDefinitionList, to *ast.QueryDocument) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			needed(s.SelectionSet, all, to)
		case *ast.InlineFragment:
			needed(s.SelectionSet, all, to)
		case *ast.FragmentSpread:
			if f := all.ForName(s.Name); f != nil && to.Fragments.ForName(s.Name) == nil {
				to.Fragments = append(to.Fragments, f)
				needed(f.SelectionSet, all, to)
			}
		}
	}
}

// findExamples finds what the pages are asked for.
func (f *fair) findExamples(ctx context.Context) error {
	for email, name := range map[string]string{asTown: "$town", asUnion: "$union", asIntermediary: "$intermediary"} {
		_, at, err := f.memberOf(ctx, email)
		if err != nil {
			return err
		}
		f.found[name] = at
	}
	c, err := f.signedIn(ctx, asTown)
	if err != nil {
		return err
	}
	type node struct{ ID, Reference string }
	type edges struct{ Edges []struct{ Node node } }
	var out struct {
		Orders       edges
		Tickets      edges
		Parents      edges
		Organisation struct {
			Internal struct{ Contracts, Rollouts edges }
		}
		Offering struct {
			ID      string
			Current struct{ Services []struct{ ID string } }
		}
		LevyYears []struct{ Year int }
	}
	err = c.ask(ctx, `query($id: ID!) { orders(state: RELEASED, first: 1) { edges { node { id reference } } } parents: tickets(kind: ORGANISATION, first: 1) { edges { node { id reference } } }
		tickets(kind: ORDER, first: 100) { edges { node { id reference } } } organisation(id: $id) { internal { contracts(state: EFFECTIVE, first: 1) { edges { node { id reference } } } rollouts(first: 1) {
		edges { node { id reference } } } } } offering(slug: "wohngeld") { id current { services { id } } } levyYears { year } }`, map[string]any{"id": f.found["$town"]}, &out)
	if err != nil {
		return err
	}
	internal := out.Organisation.Internal
	for _, part := range []edges{out.Orders, out.Parents, out.Tickets, internal.Contracts, internal.Rollouts} {
		if len(part.Edges) == 0 {
			return errors.New("the town has no orders, tickets, contracts or rollouts")
		}
	}
	f.found["$order"], f.found["$parent"] = out.Orders.Edges[0].Node.Reference, out.Parents.Edges[0].Node.Reference
	f.found["$contract"], f.found["$rollout"] = internal.Contracts.Edges[0].Node.ID, internal.Rollouts.Edges[0].Node.ID
	f.found["$offering"], f.found["$service"], f.found["$common"] = out.Offering.ID, out.Offering.Current.Services[0].ID, "Gemeinde"
	if len(out.LevyYears) > 0 {
		f.found["$year"] = fmt.Sprint(out.LevyYears[0].Year)
	}
	if err := f.findLong(ctx, c); err != nil {
		return err
	}
	return f.findAbove(ctx)
}

// findLong finds the town's ticket with the most entries: that of its first order.
func (f *fair) findLong(ctx context.Context, c *caller) error {
	after := any(nil)
	for {
		var out struct {
			Tickets struct {
				Edges []struct {
					Node struct {
						Reference string
						Entries   struct{ PageInfo struct{ HasNextPage bool } }
					}
				}
				PageInfo struct {
					HasNextPage bool
					EndCursor   string
				}
			}
		}
		err := c.ask(ctx, `query($after: String) { tickets(kind: ORDER, first: 50, after: $after) { edges { node { reference entries(first: 20) { edges { node { id } } pageInfo { hasNextPage } } } }
			pageInfo { hasNextPage endCursor } } }`, map[string]any{"after": after}, &out)
		if err != nil {
			return err
		}
		for _, e := range out.Tickets.Edges {
			if e.Node.Entries.PageInfo.HasNextPage {
				f.found["$ticket"] = e.Node.Reference
				return nil
			}
		}
		if after = out.Tickets.PageInfo.EndCursor; !out.Tickets.PageInfo.HasNextPage {
			return errors.New("no ticket of the town is long")
		}
	}
}

// findAbove finds the contract above those of municipalities.
func (f *fair) findAbove(ctx context.Context) error {
	c, err := f.signedIn(ctx, asOperator)
	if err != nil {
		return err
	}
	var out struct {
		Desk struct {
			Contracts struct {
				Edges []struct{ Node struct{ ID string } }
			}
		}
	}
	err = c.ask(ctx, `query($o: ID) { desk { contracts(level: SUB_REUSE, offeringId: $o, first: 1) { edges { node { id } } } } }`, map[string]any{"o": f.found["$offering"]}, &out)
	if err == nil && len(out.Desk.Contracts.Edges) == 0 {
		err = errors.New("the offering has no contract above those of municipalities")
	}
	if err == nil {
		f.found["$above"] = out.Desk.Contracts.Edges[0].Node.ID
	}
	return err
}

// signedIn is somebody, from a network of their own.
func (f *fair) signedIn(ctx context.Context, email string) (*caller, error) {
	f.asked++
	if email == "" {
		return f.caller(f.asked, ""), nil
	}
	if t, ok := f.tokens[email]; ok && f.clock.Now().Before(t.until) {
		return f.caller(f.asked, t.text), nil
	}
	token, err := f.signIn(ctx, email)
	f.tokens[email] = passing{token, f.clock.Now().Add(tokenLife / 2)}
	return f.caller(f.asked, token), err
}

// valuesOf puts what was found in the place of what a page names.
func (f *fair) valuesOf(values map[string]any) map[string]any {
	filled := map[string]any{}
	for name, value := range values {
		switch v := value.(type) {
		case map[string]any:
			value = f.valuesOf(v)
		case string:
			if found, ok := f.found[v]; ok {
				value = found
			}
			if v == "$year" {
				value = json.Number(f.found[v])
			}
		}
		filled[name] = value
	}
	return filled
}

// measured is what one page cost in one market.
type measured struct{ self, server []time.Duration }

func (m measured) total() time.Duration {
	return median(slices.Clone(m.self)) + median(slices.Clone(m.server))
}

// comparePages asks for each page in both markets, in turns.
func (b *bench) comparePages(ctx context.Context, fairs []*fair, documents map[string]string) error {
	var rows [][]string
	for _, p := range marketPages {
		if b.only != "" && !strings.Contains(p.name, b.only) {
			continue
		}
		if documents[p.document] == "" {
			return fmt.Errorf("the SPA has no document %s", p.document)
		}
		figures := make([]measured, len(fairs))
		for round := range b.rounds {
			for i, f := range fairs {
				if err := f.round(ctx, p, documents[p.document], round == 0, &figures[i]); err != nil {
					return fmt.Errorf("%s, a %dth: %w\n%s", p.name, f.share, err, f.lastLog())
				}
			}
		}
		rows = append(rows, pageRow(fairs[0].kind, p, figures))
		b.progress("%v", rows[len(rows)-1])
	}
	files, err := b.compareFiles(ctx, fairs)
	if err != nil {
		return err
	}
	slices.SortStableFunc(rows, func(x, y []string) int { return cmp.Compare(x[2], y[2]) })
	b.out.table([]string{"database", "page", "asked by", "a tenth: ms", "whole: ms", "of it PostgreSQL's", "growth"}, append(rows, files...))
	return nil
}

func pageRow(kind string, p marketPage, figures []measured) []string {
	small, large := figures[0].total(), figures[len(figures)-1].total()
	who, _, _ := strings.Cut(p.as, "@")
	return []string{
		kind, p.name, cmp.Or(who, "nobody"), hundredths(small), hundredths(large), hundredths(median(slices.Clone(figures[len(figures)-1].server))),
		ratio(float64(large) / float64(max(small, time.Microsecond))),
	}
}

// round asks for a page some times; the first time of all is not counted, as everything is new to the program then.
func (f *fair) round(ctx context.Context, p marketPage, document string, first bool, into *measured) error {
	c, err := f.signedIn(ctx, p.as)
	if err != nil {
		return err
	}
	values, answer := f.valuesOf(p.values), map[string]json.RawMessage{}
	if first {
		if err := c.ask(ctx, document, values, &answer); err != nil {
			return err
		}
	}
	before, err := f.meter.read()
	if err != nil {
		return err
	}
	for range pagesPerRound {
		if err := c.ask(ctx, document, values, &answer); err != nil {
			return err
		}
	}
	after, err := f.meter.read()
	each := after.since(before).each(pagesPerRound)
	into.self, into.server = append(into.self, each.self), append(into.server, each.server)
	return err
}

// marketFile is a file that somebody fetches: export names the organisation whose spreadsheet is made, else it is a public one.
type marketFile struct{ name, as, path, export string }

var marketFiles = []marketFile{
	{"spreadsheet of a town", asTown, "", "$town"},
	{"spreadsheet of a union", asUnion, "", "$union"},
	{"catalogue.xlsx", asNobody, "/files/market/catalogue.xlsx", ""},
	{"catalogue.csv", asNobody, "/files/market/catalogue.csv", ""},
	{"catalogue.json", asNobody, "/files/market/catalogue.json", ""},
	{"levy.xlsx, all shares of all levels", asNobody, "/files/market/levy-$year.xlsx", ""},
	{"levy.csv", asNobody, "/files/market/levy-$year.csv", ""},
	{"levy.json", asNobody, "/files/market/levy-$year.json", ""},
}

// compareFiles fetches each file from programs that were started once more, so that it is made and not remembered, and says how much memory the
// program had at most.
func (b *bench) compareFiles(ctx context.Context, fairs []*fair) (rows [][]string, err error) {
	for _, file := range marketFiles {
		if b.only != "" && !strings.Contains(file.name, b.only) {
			continue
		}
		var figures []measured
		var size, grown int64
		for _, f := range fairs {
			var m measured
			if size, grown, err = f.fetch(ctx, file, &m); err != nil {
				return nil, fmt.Errorf("%s: %w", file.name, err)
			}
			figures = append(figures, m)
		}
		row := pageRow(fairs[0].kind, marketPage{name: fmt.Sprintf("%s (%d KB, memory + %s MB)", file.name, size>>10, mega(grown)), as: file.as}, figures)
		rows = append(rows, row)
		b.progress("%v", row)
	}
	return rows, nil
}

// fetch restarts the program and fetches a file for the first time; grown is by how much its memory grew at most.
func (f *fair) fetch(ctx context.Context, file marketFile, into *measured) (size, grown int64, err error) {
	if _, err := f.restart(ctx); err != nil {
		return 0, 0, err
	}
	f.meter.program = f.pid()
	c, err := f.signedIn(ctx, file.as)
	if err != nil {
		return 0, 0, err
	}
	path := strings.ReplaceAll(file.path, "$year", f.found["$year"])
	if file.export != "" {
		var out struct {
			Organisation struct {
				Internal struct{ MarketExport struct{ URL string } }
			}
		}
		if err := c.ask(ctx, `query($id: ID!) { organisation(id: $id) { internal { marketExport { url } } } }`, map[string]any{"id": f.found[file.export]}, &out); err != nil {
			return 0, 0, err
		}
		path = out.Organisation.Internal.MarketExport.URL
		if at := strings.Index(path, "/market-exports/"); at > 0 {
			path = path[at:]
		}
	}
	idle, err := memoryOf(f.pid(), "VmHWM")
	if err != nil {
		return 0, 0, err
	}
	before, err := f.meter.read()
	if err != nil {
		return 0, 0, err
	}
	resp, err := c.send(ctx, http.MethodGet, path, nil, nil)
	if err != nil {
		return 0, 0, err
	}
	defer resp.Body.Close()
	if err := checkStatus(resp); err != nil {
		return 0, 0, err
	}
	if size, err = io.Copy(io.Discard, resp.Body); err != nil {
		return 0, 0, err
	}
	after, err := f.meter.read()
	if err != nil {
		return 0, 0, err
	}
	spent := after.since(before)
	into.self, into.server = []time.Duration{spent.self}, []time.Duration{spent.server}
	peak, err := memoryOf(f.pid(), "VmHWM")
	return size, max(0, peak-idle), err
}
