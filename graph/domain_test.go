package graph

import (
	"maps"
	"slices"
	"testing"
)

// Every object of the contract that has an id is found by it: a domain that forgets a kind answers null without anybody noticing.
func TestEveryNodeOfTheContractIsFoundByItsID(t *testing.T) {
	t.Parallel()
	var want, got []string
	schema := servedSchema()
	for _, object := range schema.PossibleTypes["Node"] {
		want = append(want, object.Name)
	}
	for _, n := range nodeKinds {
		got = append(got, n.of)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("domains find\n%v\nbut the nodes of the contract are\n%v", got, want)
	}
}

// What two domains told, only one of them would be heard with.
func TestNoDomainTellsWhatAnotherTells(t *testing.T) {
	t.Parallel()
	told := map[string]bool{}
	tell := func(what string) {
		if told[what] {
			t.Errorf("%s is told twice", what)
		}
		told[what] = true
	}
	for _, part := range append([]map[string]text{commonTexts}, textsOfDomains()...) {
		for key := range part {
			tell("the sentence " + key)
		}
	}
	sizes := []map[string]int{commonSizes}
	for _, d := range domains {
		sizes = append(sizes, d.sizes)
		for kind := range d.nodes {
			tell("the kind of node " + string(kind))
		}
		for name := range d.costs {
			tell("the cost of " + name)
		}
		for name := range d.searches {
			tell("the search " + name)
		}
	}
	for _, part := range sizes {
		for name := range part {
			tell("the size of " + name)
		}
	}
}

func textsOfDomains() (parts []map[string]text) {
	for _, d := range domains {
		parts = append(parts, d.texts...)
	}
	return parts
}

// A price for a field that is not there any more, or was misspelt, would be charged to nobody.
func TestPricesAreOfFieldsOfTheContract(t *testing.T) {
	t.Parallel()
	fields, names := map[string]bool{}, map[string]bool{}
	for _, object := range servedSchema().Types {
		for _, f := range object.Fields {
			fields[object.Name+"."+f.Name], names[f.Name] = true, true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fieldCosts)) {
		if !fields[name] {
			t.Errorf("%s costs something and is not there", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(wordFields)) {
		if !names[name] {
			t.Errorf("%s searches for words and is not there", name)
		}
	}
}
