package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// misspelt is what a search finds hard: several words, none of them right.
const misspelt = "Neustadt Nuernbreg Augsbrug Regenburgs Würzbrug Bamebrg Bayerut Landhsut Kepmten"

// arguments are examples of the arguments of fields, as a document writes them: by their names, those called id by their fields.
type arguments map[string]string

// examples writes messages and returns arguments that lead to them and into the directory.
func (o *office) examples(ctx context.Context) (arguments, error) {
	citizen := o.caller(0, o.token)
	for n := range mailboxesOpened {
		authority := o.authorities[n%len(o.authorities)].ID
		mailbox, err := citizen.openMailbox(ctx, authority)
		if err != nil {
			return nil, err
		}
		for range lettersEach {
			if err := citizen.write(ctx, mailbox, authority); err != nil {
				return nil, err
			}
		}
	}
	var known struct {
		Services struct {
			Edges []struct{ Node struct{ ID, LeikaKey string } }
		}
		Undertakings  struct{ Edges []struct{ Node recipient } }
		Authorities   struct{ Edges []struct{ Node recipient } }
		Organisations struct{ Edges []struct{ Node recipient } }
		Viewer        struct {
			CaseMailboxes struct {
				Edges []struct{ Node struct{ ID string } }
			}
		}
	}
	err := citizen.ask(ctx, `{ services(first: 100) { edges { node { id leikaKey } } } undertakings(first: 1) { edges { node { id } } }
		authorities(first: 100) { edges { node { id } } } organisations(first: 1) { edges { node { id } } }
		viewer { caseMailboxes(first: 1) { edges { node { id } } } } }`, nil, &known)
	if err != nil {
		return nil, err
	}
	var services, authorities []string
	for _, e := range known.Services.Edges {
		services = append(services, quoted(e.Node.ID))
	}
	for _, e := range known.Authorities.Edges {
		authorities = append(authorities, quoted(e.Node.ID))
	}
	a := arguments{
		"ars": `"094610000000"`, "leikaKey": quoted(known.Services.Edges[0].Node.LeikaKey), "query": quoted(misspelt), "search": quoted(misspelt),
		"serviceIds": "[" + strings.Join(services[:30], " ") + "]", "ids": "[" + strings.Join(authorities, " ") + "]",
		"undertakingId": quoted(known.Undertakings.Edges[0].Node.ID), "within": `"09"`,
		"organisation.id": quoted(known.Organisations.Edges[0].Node.ID), "caseMailbox.id": quoted(known.Viewer.CaseMailboxes.Edges[0].Node.ID),
		"node.id": quoted(known.Viewer.CaseMailboxes.Edges[0].Node.ID), "frequent": "true",
		"address": `{street: "Am Kranen", houseNumber: "14", postalCode: "96047", city: "Bamberg"}`,
		"slug":    `"wohngeld"`, "year": "2026", "endsOn": `"2030-12-31"`, "reference": `"TK-AAA-AAA-AAA"`, "token": `"none"`,
		"legalRulePreview.input": `{kind: ANSWER_DUE, law: "A", article: "B", jurisdiction: "DE-BY", anchor: PROVIDED, amount: 0, unit: DAYS, shiftForDate: false,
			shiftForPeriod: false, holidays: MUNICIPALITY, validFrom: "2031-01-01", counselConfirmed: false}`,
		"basis": `{year: 2026, positions: [{name: "A", totalCost: "1000000.00", stateOnlyCost: "0.00", levels: [{level: GEMEINDE, share: "1"}]}]}`,
	}
	return a, o.caseOf(ctx, a)
}

// caseOf adds a case of an authority, as its clerk sees it.
func (o *office) caseOf(ctx context.Context, a arguments) error {
	token, err := o.signIn(ctx, "clerk-muenchen@demo.example")
	if err != nil {
		return err
	}
	for _, b := range o.authorities {
		var found struct {
			AuthorityCases struct {
				Edges []struct{ Node struct{ ID string } }
			}
		}
		err := o.caller(1, token).ask(ctx, `query($a: ID!) { authorityCases(authorityId: $a, first: 1) { edges { node { id } } } }`, map[string]any{"a": b.ID}, &found)
		if err == nil && len(found.AuthorityCases.Edges) > 0 {
			a["authorityId"], a["authorityCase.id"] = quoted(b.ID), quoted(found.AuthorityCases.Edges[0].Node.ID)
			return nil
		}
	}
	return errors.New("the clerk of München has no case")
}

func quoted(text string) string { return `"` + text + `"` }

// of is an example of an argument.
func (a arguments) of(f *ast.FieldDefinition, arg *ast.ArgumentDefinition) string {
	if v := a[f.Name+"."+arg.Name]; v != "" {
		return v
	}
	return a[arg.Name]
}

// given are the arguments of a field that stand in every document: those it needs, and the length of its page; ok is false when there
// is no example of one.
func (a arguments) given(f *ast.FieldDefinition, also string) (list []string, ok bool) {
	for _, arg := range f.Arguments {
		switch v := a.of(f, arg); {
		case arg.Name == "first":
			list = append(list, "first: PAGE")
		case arg.Name == also, arg.Type.NonNull && arg.DefaultValue == nil:
			if v == "" {
				return nil, false
			}
			list = append(list, arg.Name+": "+v)
		}
	}
	return list, true
}

func called(f *ast.FieldDefinition, args []string) string {
	if len(args) == 0 {
		return f.Name
	}
	return f.Name + "(" + strings.Join(args, ", ") + ")"
}

// step leads one field further down; on names the type that an abstract one must be for it.
type step struct {
	field *ast.FieldDefinition
	on    string
	call  string
}

// nest is a chain of fields, each inside the one before, with all values of every object on the way.
type nest struct {
	schema *ast.Schema
	args   arguments
	chain  []step
	first  step
}

// startsOf are all fields of Query that lead to objects, plain and with each argument of which there is an example.
func startsOf(schema *ast.Schema, a arguments) (starts []nest, err error) {
	for _, f := range schema.Query.Fields {
		t := schema.Types[f.Type.Name()]
		if strings.HasPrefix(f.Name, "__") || !t.IsCompositeType() {
			continue
		}
		args, ok := a.given(f, "")
		if !ok {
			return nil, fmt.Errorf("there is no example of an argument of %s", f.Name)
		}
		starts = append(starts, nest{schema: schema, args: a, first: step{field: f, call: called(f, args)}})
		for _, arg := range f.Arguments {
			if arg.Type.NonNull || a.of(f, arg) == "" {
				continue
			}
			args, _ := a.given(f, arg.Name)
			starts = append(starts, nest{schema: schema, args: a, first: step{field: f, call: called(f, args)}})
		}
	}
	return starts, nil
}

func (n nest) root() string { return n.first.call }

// further are the chains that are one field longer.
func (n nest) further() (longer []nest) {
	last := n.first
	if len(n.chain) > 0 {
		last = n.chain[len(n.chain)-1]
	}
	for _, t := range n.schema.GetPossibleTypes(n.schema.Types[last.field.Type.Name()]) {
		for _, f := range t.Fields {
			args, ok := n.args.given(f, "")
			if strings.HasPrefix(f.Name, "__") || !ok || !n.schema.Types[f.Type.Name()].IsCompositeType() {
				continue
			}
			m := n
			m.chain = append(append([]step{}, n.chain...), step{field: f, on: t.Name, call: called(f, args)})
			longer = append(longer, m)
		}
	}
	return longer
}

// told is a document as people read it: the fields that are nested, and how often the whole is asked for.
func (n nest) told(page string, times int) string {
	path := n.first.field.Name
	for _, s := range n.chain {
		path += " › " + s.field.Name
	}
	return fmt.Sprintf("%d × %s, pages of %s", times, path, page)
}

func (n nest) document(page string, times int) string {
	t := n.schema.Types[n.first.field.Type.Name()]
	var b strings.Builder
	b.WriteString("{")
	for i := range times {
		if i > 0 {
			fmt.Fprintf(&b, " a%d:", i)
		}
		b.WriteString(" " + n.first.call + " { ...All }")
	}
	b.WriteString(" } fragment All on " + t.Name + " { " + n.below(t, n.chain) + " }")
	return strings.ReplaceAll(b.String(), "PAGE", page)
}

func (n nest) below(t *ast.Definition, chain []step) string {
	b := strings.Builder{}
	b.WriteString("__typename")
	for _, f := range t.Fields {
		if _, ok := n.args.given(f, ""); ok && !strings.HasPrefix(f.Name, "__") && n.schema.Types[f.Type.Name()].IsLeafType() {
			b.WriteString(" " + f.Name)
		}
	}
	if len(chain) == 0 {
		return b.String()
	}
	s := chain[0]
	inner := s.call + " { " + n.below(n.schema.Types[s.field.Type.Name()], chain[1:]) + " }"
	if t.IsAbstractType() {
		inner = "... on " + s.on + " { " + n.below(n.schema.Types[s.on], nil) + " " + inner + " }"
	}
	return b.String() + " " + inner
}
