//go:build demo

package app

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"schalter/internal/clock"
	"schalter/internal/id"
	"schalter/internal/testkit"
)

// contract is the served schema.
func contract(t testing.TB) *ast.Schema {
	t.Helper()
	files, err := filepath.Glob("../../graph/schema/*.graphql")
	if err != nil {
		t.Fatal(err)
	}
	var sources []*ast.Source
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, &ast.Source{Name: name, Input: string(b)})
	}
	schema, err := gqlparser.LoadSchema(sources...)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// idPlace is one place of the contract where an id goes in.
type idPlace struct {
	root   *ast.Definition
	field  *ast.FieldDefinition
	path   []string
	listed bool
}

func (p idPlace) String() string { return p.field.Name + "." + strings.Join(p.path, ".") }

// idPlaces walks all arguments of all operations.
func idPlaces(schema *ast.Schema) []idPlace {
	var found []idPlace
	var walk func(p idPlace, of *ast.Type)
	walk = func(p idPlace, of *ast.Type) {
		if of.Name() == "ID" {
			p.listed = of.Elem != nil
			found = append(found, p)
			return
		}
		if def := schema.Types[of.Name()]; def.Kind == ast.InputObject {
			for _, f := range def.Fields {
				inner := p
				inner.path = append(slices.Clone(p.path), f.Name)
				walk(inner, f.Type)
			}
		}
	}
	for _, root := range []*ast.Definition{schema.Query, schema.Mutation, schema.Subscription} {
		for _, field := range root.Fields {
			for _, arg := range field.Arguments {
				walk(idPlace{root: root, field: field, path: []string{arg.Name}}, arg.Type)
			}
		}
	}
	return found
}

// document asks for the field with every argument as a variable of its name.
func (p idPlace) document(schema *ast.Schema, args map[string]any) string {
	var declared, given []string
	for _, arg := range p.field.Arguments {
		if _, ok := args[arg.Name]; ok {
			declared = append(declared, "$"+arg.Name+": "+arg.Type.String())
			given = append(given, arg.Name+": $"+arg.Name)
		}
	}
	selection := " { __typename }"
	if def := schema.Types[p.field.Type.Name()]; def.Fields.ForName("userErrors") != nil {
		selection = " { userErrors { code field message } }"
	}
	return fmt.Sprintf("%s(%s) { %s(%s)%s }", strings.ToLower(p.root.Name), strings.Join(declared, ", "), p.field.Name, strings.Join(given, ", "), selection)
}

// args are the arguments of an operation that are in order but for the id at the place.
func (p idPlace) args(schema *ast.Schema, base map[string]any, bad any) map[string]any {
	args := map[string]any{}
	for _, arg := range p.field.Arguments {
		switch {
		case arg.Name == "input" && base["i"] != nil:
			args[arg.Name] = clone(base["i"])
		case base[arg.Name] != nil:
			args[arg.Name] = base[arg.Name]
		case arg.Type.NonNull && arg.DefaultValue == nil:
			args[arg.Name] = filler(schema, arg.Type)
		}
	}
	if input, ok := args["input"].(map[string]any); ok && input["idempotencyKey"] != nil {
		input["idempotencyKey"] = id.New("key", clock.System().Now())
	}
	if p.listed {
		bad = []any{bad}
	}
	put := args
	of := p.field.Arguments.ForName(p.path[0]).Type
	for _, step := range p.path[:len(p.path)-1] {
		inner, _ := put[step].(map[string]any)
		if inner == nil {
			inner, _ = filler(schema, of).(map[string]any)
			put[step] = inner
			if of.Elem != nil {
				inner = filler(schema, of.Elem).(map[string]any)
				put[step] = []any{inner}
			}
		}
		put = inner
		of = schema.Types[of.Name()].Fields.ForName(p.path[slices.Index(p.path, step)+1]).Type
	}
	put[p.path[len(p.path)-1]] = bad
	return args
}

func clone(v any) map[string]any { return maps.Clone(v.(map[string]any)) }

// filler is a value that an argument of a type must have.
func filler(schema *ast.Schema, of *ast.Type) any {
	switch def := schema.Types[of.Name()]; {
	case of.Elem != nil:
		return []any{}
	case def.Kind == ast.Enum:
		return def.EnumValues[0].Name
	case def.Kind == ast.InputObject:
		m := map[string]any{}
		for _, f := range def.Fields {
			if f.Type.NonNull && f.DefaultValue == nil {
				m[f.Name] = filler(schema, f.Type)
			}
		}
		return m
	}
	return map[string]any{"ARS": "09461", "ID": bamberg, "Int": 1, "Boolean": true, "EmailAddress": "anna@demo.example", "LeikaKey": "99050012104000"}[of.Name()]
}

// malformed are values that are no id.
func malformed() map[string]any {
	return map[string]any{
		"empty": "", "over-long": strings.Repeat("x", 100_000), "over-long of its kind": "mbx_" + strings.Repeat("0", 100_000), "a word": "nonsense",
		"a prefix": "msg_", "another alphabet": "mbx_zzzzzzzzzzzzzzzzzzzzzzzzzz", "upper case": "mbx_0000000000000000000000000V", "no prefix": "_00000000000000000000000000",
		"a path": "../../etc/passwd", "SQL": "mbx_' OR 1=1 --", "a NUL": "mbx_0000000000000000000000000\x00", "a direction": "mbx_\u202e0000000000000000000000000",
		"spare bits": "mbx_0000000000000000000000000v", "white space": " mbx_00000000000000000000000000 ", "a number": 5, "a truth": true, "an object": map[string]any{}, "a list of lists": []any{[]any{}},
	}
}

// judge says what became of an operation with a bad id; a stream that opens is "ok".
func (p idPlace) judge(t *testing.T, c testkit.Client, schema *ast.Schema, args map[string]any) string {
	t.Helper()
	document := p.document(schema, args)
	if p.root == schema.Subscription {
		return streamRefusal(t, c, document, args)
	}
	a := patiently(t, c, document, args)
	if a.Status >= http.StatusInternalServerError {
		t.Errorf("%s: status %d", p, a.Status)
	}
	return outcome(t, a)
}

// tolerated are places where an id of nothing, of another kind or of somebody else is no fault: filters that then find
// nothing, plans and drafts that may name what is not there any more.
var tolerated = []string{
	"node.id", "nodes.ids", "organisation.id", "caseMailbox.id", "authorityCase.id", "services.undertakingId", "authorityCases.filter.assigneeId", "authorityCases.filter.serviceId",
	"offerings.filter", "specialistProcedures.vendorId", "rollouts.offeringId", "rolloutMap.offeringId", "tickets.organisationId", "orders.organisationId", "orders.forOrganisationId", "orders.byOrganisationId",
	"accountRegister.input.startPlan", "profileUpdate.input.startPlan", "draftSave.input.recipientIds", "draftSave.input.serviceIds",
	"draftSave.input.documentIds", "messageSend.input.draftId", "caseReply.input.draftId",
}

func (p idPlace) tolerates() bool {
	return slices.ContainsFunc(tolerated, func(prefix string) bool { return strings.HasPrefix(p.String(), prefix) })
}

// refusals are what may be said of a bad id.
var refusals = []string{"INVALID", "NOT_FOUND", "REQUIRED", "WRONG_STATE", "FORBIDDEN", "null"}

// bases are arguments by which each operation would succeed for its owner.
func bases(f *facts, places []idPlace) map[string]map[string]any {
	m, ops := map[string]map[string]any{}, operations()
	for _, p := range places {
		if m[p.field.Name] == nil {
			m[p.field.Name] = ops[p.field.Name].vars(f)
		}
	}
	return m
}

func TestHostileIDsThatAreNoneAreRefused(t *testing.T) {
	t.Parallel()
	onBothUnhurried(t, func(t *testing.T, w *world) {
		schema, f := contract(t), newFacts(t, w)
		places := idPlaces(schema)
		base := bases(f, places)
		for _, p := range places {
			for name, bad := range malformed() {
				if got := p.judge(t, f.owner, schema, p.args(schema, base[p.field.Name], bad)); got != "INVALID" && got != "NOT_FOUND" {
					t.Errorf("%s: %s: got %s", p, name, got)
				}
			}
			if !p.required(schema) {
				continue
			}
			if got := p.judge(t, f.owner, schema, p.args(schema, base[p.field.Name], nil)); got != "INVALID" {
				t.Errorf("%s: missing: got %s", p, got)
			}
		}
		if len(places) < 40 {
			t.Errorf("only %d places of ids", len(places))
		}
	})
}

// required reports whether the id itself cannot be left out.
func (p idPlace) required(schema *ast.Schema) bool {
	of := p.field.Arguments.ForName(p.path[0]).Type
	for _, step := range p.path[1:] {
		of = schema.Types[of.Name()].Fields.ForName(step).Type
	}
	return of.NonNull || of.Elem != nil && of.Elem.NonNull
}

func TestHostileIDsOfNothingAndOfOtherKindsAreRefused(t *testing.T) {
	t.Parallel()
	onBothUnhurried(t, func(t *testing.T, w *world) {
		schema, f := contract(t), newFacts(t, w)
		places := idPlaces(schema)
		base := bases(f, places)
		kinds := []id.Kind{
			id.Account, id.Session, id.Organisation, id.Membership, id.Region, id.Authority, id.Service, id.Undertaking, id.Mailbox, id.Party, id.Side,
			id.Case, id.Message, id.Document, id.Draft, id.Delivery, id.Event, id.Key, "xyz",
		}
		for _, p := range places {
			for _, kind := range kinds {
				got := p.judge(t, f.owner, schema, p.args(schema, base[p.field.Name], id.New(kind, clock.System().Now())))
				if !slices.Contains(refusals, got) && !(p.tolerates() && got == "ok") {
					t.Errorf("%s: %s of nothing: got %s", p, kind, got)
				}
			}
		}
	})
}
