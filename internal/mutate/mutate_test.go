package mutate_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"schalter/internal/mutate"
)

const source = `package p

import "cmp"

const maxNotes, days = 200, 14 * 24

func list(q Query, n int, err error) error {
	rows := q.Read("SELECT id FROM note WHERE at <= ? AND seq < ? ORDER BY at DESC")
	if n >= maxNotes || rows == nil {
		return nil
	}
	if err := q.Delete("a"); err != nil {
		return err
	}
	q.Publish(true)
	q.Order(ent.Desc("at"))
	return cmp.Compare(n, 3)
}
`

func TestFindsWhatCanBeBroken(t *testing.T) {
	t.Parallel()
	found, err := mutate.Find("p/p.go", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range found {
		if string([]byte(source)[m.From:m.To]) != m.Old {
			t.Errorf("%s: %q is not at its place", m.ID, m.Old)
		}
		got = append(got, m.ID+" "+m.Old+" -> "+m.New)
	}
	want := []string{
		"p/p.go:maxNotes:number:1 200 -> 201",
		"p/p.go:maxNotes:number:2 14 -> 15",
		"p/p.go:maxNotes:number:3 24 -> 25",
		"p/p.go:list:bound:1  <=  ->  < ",
		"p/p.go:list:condition:1  AND  ->  OR ",
		"p/p.go:list:bound:2  <  ->  <= ",
		"p/p.go:list:order:1 DESC -> ASC",
	}
	if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
		t.Errorf("found %q", got)
	}
	for _, more := range []string{
		"p/p.go:list:condition:2 || -> &&", "p/p.go:list:bound:3 >= -> >", "p/p.go:list:bool:1 true -> false",
		"p/p.go:list:order:2 Desc -> Asc", "p/p.go:list:order:3 n, 3 -> 3, n",
		"p/p.go:list:removed:1 if err := q.Delete(\"a\"); err != nil {\n\t\treturn err\n\t} -> ",
		"p/p.go:list:removed:2 q.Publish(true) -> ", "p/p.go:list:removed:3 q.Order(ent.Desc(\"at\")) -> ",
	} {
		if !slices.Contains(got, more) {
			t.Errorf("%q is not found among %q", more, got)
		}
	}
	for _, m := range found {
		if _, err := mutate.Find("p/p.go", m.Apply([]byte(source))); err != nil {
			t.Errorf("%s does not parse: %v", m.ID, err)
		}
	}
}

func TestRunTellsWhatBecameOfAMutant(t *testing.T) {
	t.Parallel()
	const file = "internal/checkcode/checkcode.go"
	content, err := os.ReadFile("../../" + file)
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		old, replacement string
		want             mutate.Outcome
	}{
		{"// Package checkcode", "// Package  checkcode", mutate.Survived},
		{"weightedSum(symbols) != 0", "weightedSum(symbols) == 0", mutate.Killed},
		{"const groupOfCode = 4", "const groupOfCode = nothing", mutate.NotViable},
	} {
		from := bytes.Index(content, []byte(c.old))
		if from < 0 {
			t.Fatalf("%s has no %q any more", file, c.old)
		}
		got, err := mutate.Run(t.Context(), root, mutate.Mutant{File: file, From: from, To: from + len(c.old), New: c.replacement}, time.Minute)
		if err != nil || got != c.want {
			t.Errorf("%q: %s, %v; want %s", c.replacement, got, err, c.want)
		}
	}
}

func TestWhatIsBelowADomainIsTestedByTheWholeOfIt(t *testing.T) {
	t.Parallel()
	for folder, want := range map[string][]string{
		"internal/postbox/sides": {"./internal/postbox/sides", "./internal/postbox"}, "internal/postbox/proof": {"./internal/postbox"},
		"internal/job": {"./internal/job"}, "internal/postal": nil,
	} {
		if got, err := mutate.TestedBy("../..", folder); !slices.Equal(got, want) || (err != nil) != (want == nil) {
			t.Errorf("%s: got %q, %v, want %q", folder, got, err, want)
		}
	}
}
