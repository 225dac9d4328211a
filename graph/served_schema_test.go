package graph

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

var update = flag.Bool("update", false, "write the golden files anew")

const golden = "testdata/schema.graphql"

// TestServedSchema fails on every change of the contract; breaking ones are named. Run with -update to accept a change.
func TestServedSchema(t *testing.T) {
	t.Parallel()
	now := SDL()
	if *update {
		if err := os.WriteFile(golden, []byte(now), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(before) == now {
		return
	}
	old, err := gqlparser.LoadSchema(&ast.Source{Name: golden, Input: string(before)})
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range breaking(old, servedSchema()) {
		t.Errorf("breaking: %s", change)
	}
	t.Error("the served schema has changed: run the tests of package graph with -update")
}

// breaking names what a client of the old schema would miss in the new one, or must now give.
func breaking(old, now *ast.Schema) (changes []string) {
	for _, name := range slices.Sorted(maps.Keys(old.Types)) {
		before, after := old.Types[name], now.Types[name]
		if after == nil {
			changes = append(changes, name+" is gone")
			continue
		}
		for _, v := range before.EnumValues {
			if after.EnumValues.ForName(v.Name) == nil {
				changes = append(changes, name+"."+v.Name+" is gone")
			}
		}
		for _, f := range before.Fields {
			changes = append(changes, brokenField(name, f, after.Fields.ForName(f.Name), before.Kind == ast.InputObject)...)
		}
		if before.Kind == ast.InputObject {
			changes = append(changes, newlyRequired(before, after)...)
		}
	}
	return changes
}

func brokenField(owner string, before, after *ast.FieldDefinition, input bool) (changes []string) {
	name := owner + "." + before.Name
	if after == nil {
		return []string{name + " is gone"}
	}
	was, is := before.Type.String(), after.Type.String()
	// An answer may become non-null, an input may become nullable.
	if loosened, tightened := strings.TrimSuffix(was, "!") == is, was+"!" == is; was != is && (input && !loosened || !input && !tightened) {
		changes = append(changes, fmt.Sprintf("%s was %s and is %s", name, was, is))
	}
	for _, arg := range before.Arguments {
		if after.Arguments.ForName(arg.Name) == nil {
			changes = append(changes, name+"("+arg.Name+") is gone")
		}
	}
	for _, arg := range after.Arguments {
		if before.Arguments.ForName(arg.Name) == nil && arg.Type.NonNull && arg.DefaultValue == nil {
			changes = append(changes, name+"("+arg.Name+") is required now")
		}
	}
	return changes
}

func newlyRequired(before, after *ast.Definition) (changes []string) {
	for _, f := range after.Fields {
		if before.Fields.ForName(f.Name) == nil && f.Type.NonNull && f.DefaultValue == nil {
			changes = append(changes, after.Name+"."+f.Name+" is required now")
		}
	}
	return changes
}

func TestBreakingChangesAreNamed(t *testing.T) {
	t.Parallel()
	load := func(sdl string) *ast.Schema { return gqlparser.MustLoadSchema(&ast.Source{Input: sdl}) }
	old := load(`type Query { a(x: Int): Int b: Int c: Int! } input I { x: Int y: Int! } enum E { A B } type T { a: Int }`)
	now := load(`type Query { a(y: Int!): Int! c: Int } input I { x: Int! y: Int z: Int! } enum E { A }`)
	got := breaking(old, now)
	want := []string{
		"E.B is gone", "I.x was Int and is Int!", "I.z is required now", "Query.a(x) is gone", "Query.a(y) is required now",
		"Query.b is gone", "Query.c was Int! and is Int", "T is gone",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
