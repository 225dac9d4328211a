package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"schalter/graph"
)

const (
	// dearestCPU is how much CPU the dearest query that is accepted may cost.
	dearestCPU = 100 * time.Millisecond
	// nestings is how many fields are nested below the first one, each time the dearest one.
	nestings = 2
	// finalists is how many documents of each kind of viewer are measured once more, in rounds.
	finalists = 3
	// mailboxesOpened and lettersEach are mailboxes that the citizen opens, and messages in each.
	mailboxesOpened, lettersEach = 4, 30
)

var (
	// pageSizes are tried from the longest until the query is accepted.
	pageSizes = []string{"100", "20", "1"}
	// repeats are how often the whole is asked for in one document, under other names.
	repeats = []int{1, 10, 100}
)

var errTooDear = errors.New("a query that is accepted costs too much")

// viewers are the kinds of people who ask: accounts of the demo, and nobody.
var viewers = []struct{ name, email string }{
	{"nobody", ""}, {"citizen", "citizen@demo.example"}, {"clerk", "clerk-muenchen@demo.example"}, {"clerk and admin", "clerk@demo.example"},
	{"operator", "operator@demo.example"}, {"editor", "editor@demo.example"}, {"buyer of a town", "buyer@demo.example"}, {"union", "union@demo.example"},
	{"IT association", "it@demo.example"}, {"intermediary", "baykommun@demo.example"},
}

// paid is what one query cost, in the program and in PostgreSQL.
type paid struct {
	cpu      time.Duration
	bytes    int
	ended    bool
	document string
	// told is the document for people: once, with how often.
	told string
}

func dearest(ctx context.Context, b *bench) error {
	schema, fault := gqlparser.LoadSchema(&ast.Source{Input: graph.SDL()})
	if fault != nil {
		return fault
	}
	b.out.printf("The dearest query that is accepted, for each kind of viewer: from every field of `Query` on, with each of its arguments, the field is nested "+
		"that costs most, up to %d times, with all values of every object, the longest pages that are accepted, and the whole several times over. "+
		"The citizen has %d mailboxes with %d messages each. CPU of the whole program, or of program and PostgreSQL together, median of %d. None may cost more than %s.\n\n",
		nestings, mailboxesOpened, lettersEach, b.rounds, dearestCPU)
	var rows [][]string
	var tooDear error
	for _, kind := range b.databases {
		more, err := b.dearestOn(ctx, kind, schema)
		if err != nil && !errors.Is(err, errTooDear) {
			return fmt.Errorf("%s: %w", kind, err)
		}
		rows, tooDear = append(rows, more...), errors.Join(tooDear, err)
	}
	b.out.table([]string{"database", "viewer", "CPU ms", "KB of the answer", "ended by its budget", "document"}, rows)
	if tooDear != nil {
		_, _ = b.out.text.WriteTo(os.Stderr)
	}
	return tooDear
}

func (b *bench) dearestOn(ctx context.Context, kind string, schema *ast.Schema) (rows [][]string, err error) {
	o, err := b.openOffice(ctx, kind, "dearest")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, o.remove()) }()
	a, err := o.examples(ctx)
	if err != nil {
		return nil, err
	}
	m, err := b.meter(ctx, kind, o.pid())
	if err != nil {
		return nil, err
	}
	s := &shopper{office: o, meter: m}
	var tooDear error
	for _, v := range viewers {
		if b.only != "" && !strings.Contains(v.name, b.only) {
			continue
		}
		starts, err := s.startsFor(ctx, v.email, schema, a)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", v.name, err)
		}
		found, err := s.dearestFor(ctx, v.email, starts)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", v.name, err)
		}
		most, err := s.again(ctx, v.email, found, b.rounds)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", v.name, err)
		}
		rows = append(rows, []string{kind, v.name, millis(most.cpu), fmt.Sprint(most.bytes >> 10), map[bool]string{true: "yes", false: "no"}[most.ended],
			"`" + most.told + "`"})
		if most.cpu > dearestCPU {
			tooDear = errors.Join(tooDear, fmt.Errorf("%w: %s, %s, %s ms: %s", errTooDear, kind, v.name, millis(most.cpu), most.told))
		}
	}
	return rows, tooDear
}

// shopper asks, each time from another network.
type shopper struct {
	*office
	meter meter
	next  int
}

func (s *shopper) as(ctx context.Context, email string) (*caller, error) {
	s.next++
	if email == "" {
		return s.caller(s.next, ""), nil
	}
	token, err := s.signIn(ctx, email)
	return s.caller(s.next, token), err
}

// startsFor are the fields of Query for one kind of viewer: members ask for their own organisation.
func (s *shopper) startsFor(ctx context.Context, email string, schema *ast.Schema, examples arguments) ([]nest, error) {
	a := maps.Clone(examples)
	if email == "" {
		return startsOf(schema, a)
	}
	c, err := s.as(ctx, email)
	if err != nil {
		return nil, err
	}
	var own struct {
		Viewer struct {
			Memberships []struct{ Organisation struct{ ID string } }
		}
	}
	if err := c.ask(ctx, `{ viewer { memberships { organisation { id } } } }`, nil, &own); err != nil {
		return nil, err
	}
	for _, m := range own.Viewer.Memberships {
		a["organisation.id"] = quoted(m.Organisation.ID)
	}
	return startsOf(schema, a)
}

// dearestFor returns the documents that cost one kind of viewer most.
func (s *shopper) dearestFor(ctx context.Context, email string, starts []nest) (found []paid, err error) {
	for _, start := range starts {
		c, err := s.as(ctx, email)
		if err != nil {
			return nil, err
		}
		most, err := s.greedy(ctx, c, start)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", start.root(), err)
		}
		found = append(found, most...)
	}
	slices.SortFunc(found, func(a, b paid) int { return int(b.cpu - a.cpu) })
	return found[:min(len(found), finalists)], nil
}

// again measures documents in rounds and returns the dearest.
func (s *shopper) again(ctx context.Context, email string, found []paid, rounds int) (most paid, err error) {
	for _, f := range found {
		var each []time.Duration
		for range rounds {
			c, err := s.as(ctx, email)
			if err != nil {
				return most, err
			}
			p, _, err := s.pay(ctx, c, f.document)
			if err != nil {
				return most, err
			}
			each = append(each, p.cpu)
		}
		if f.cpu = median(each); f.cpu > most.cpu {
			most = f
		}
	}
	return most, nil
}

// greedy nests the field that costs most, again and again, and asks for the whole several times over.
func (s *shopper) greedy(ctx context.Context, c *caller, n nest) (found []paid, err error) {
	for {
		p, accepted, err := s.longest(ctx, c, n)
		if err != nil {
			return nil, err
		}
		if accepted {
			found = append(found, p)
		}
		if len(n.chain) == nestings {
			break
		}
		next, cost := nest{}, time.Duration(0)
		for _, longer := range n.further() {
			p, accepted, err := s.longest(ctx, c, longer)
			if err != nil {
				return nil, err
			}
			if accepted && p.cpu > cost {
				next, cost = longer, p.cpu
			}
		}
		if cost == 0 {
			break
		}
		n = next
	}
	slices.SortFunc(found, func(a, b paid) int { return int(b.cpu - a.cpu) })
	return found[:min(len(found), 2)], nil
}

// longest asks with the longest pages that are accepted, and as often over as is.
func (s *shopper) longest(ctx context.Context, c *caller, n nest) (most paid, accepted bool, err error) {
	for _, page := range pageSizes {
		for _, times := range repeats {
			p, taken, err := s.pay(ctx, c, n.document(page, times))
			if err != nil {
				return p, false, err
			}
			if !taken {
				break
			}
			p.told = n.told(page, times)
			if accepted = true; p.cpu > most.cpu {
				most = p
			}
			if p.ended || p.cpu < time.Millisecond && times == repeats[0] && page == pageSizes[0] {
				break
			}
		}
		if accepted {
			break
		}
	}
	return most, accepted, nil
}

// pay asks once and says what it cost; accepted when it was begun.
func (s *shopper) pay(ctx context.Context, c *caller, document string) (p paid, accepted bool, err error) {
	body, err := json.Marshal(map[string]any{"query": document})
	if err != nil {
		return p, false, err
	}
	before, err := s.meter.read()
	if err != nil {
		return p, false, err
	}
	resp, err := c.send(ctx, http.MethodPost, "/graphql", bytes.NewReader(body), map[string]string{"Content-Type": "application/json"})
	if err != nil {
		return p, false, err
	}
	defer resp.Body.Close()
	var answer struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return p, false, fmt.Errorf("%s: %w", resp.Status, err)
	}
	after, err := s.meter.read()
	p = paid{cpu: after.since(before).total(), bytes: len(answer.Data), document: document}
	for _, e := range answer.Errors {
		if strings.Contains(e.Message, "token limit") {
			return p, false, nil // such as a hundred ids a hundred times
		}
		if e.Extensions.Code == "INTERNAL" || e.Extensions.Code == "RATE_LIMITED" || e.Extensions.Code == "INVALID" && answer.Data == nil {
			return p, false, fmt.Errorf("%s: %s", e.Message, document)
		}
		p.ended = p.ended || e.Extensions.Code == "TOO_COMPLEX"
	}
	return p, answer.Data != nil, err
}
