package migrate_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entgo.io/ent/dialect/sql/schema"
	"entgo.io/ent/schema/field"

	"schalter/ent/migrate"
)

// sealedRow is a line of docs/sealed-data.md.
type sealedRow struct{ value, level, form, key, kept, readers string }

func sealedData(t *testing.T) []sealedRow {
	t.Helper()
	text, err := os.ReadFile("../../docs/sealed-data.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "\n| value | level | form | key | kept | read by |\n|---|---|---|---|---|---|\n")
	if !found {
		t.Fatal("docs/sealed-data.md has no list")
	}
	var rows []sealedRow
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSuffix(strings.TrimPrefix(line, "| "), " |\n"), " | ")
		if strings.TrimSpace(line) == "" {
			break
		}
		if len(cells) != 6 || slices.Contains(cells, "") {
			t.Fatalf("not a row: %s", line)
		}
		rows = append(rows, sealedRow{cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]})
	}
	return rows
}

// keyedTexts are the columns beside those of bytes that hold something keyed or hashed.
var keyedTexts = []string{"identity.secret", "counter.id", "search_word.word", "seen_signature.id", "ticket_word.word"}

// Every column of bytes, and every other one that is keyed or hashed, is in the list of docs/sealed-data.md, with its level, its form, its key, how
// long it is kept and who reads it; and nothing else is.
func TestEverySealedValueIsInTheList(t *testing.T) {
	t.Parallel()
	rows := sealedData(t)
	var listed []string
	for _, r := range rows {
		checkSealed(t, r)
		listed = append(listed, r.value)
	}
	var wanted []string
	for _, table := range migrate.Tables {
		for _, c := range table.Columns {
			name := table.Name + "." + c.Name
			if c.Type == field.TypeBytes || slices.Contains(keyedTexts, name) {
				wanted = append(wanted, "`"+name+"`")
			}
		}
		if slices.ContainsFunc(table.Columns, func(c *schema.Column) bool { return c.Name == "blob_key" || c.Name == "original_blob_key" }) {
			wanted = append(wanted, "blob of `"+table.Name+"`")
		}
	}
	for _, name := range wanted {
		if !slices.Contains(listed, name) {
			t.Errorf("docs/sealed-data.md says nothing of %s", name)
		}
	}
	for i, name := range listed {
		if !slices.Contains(wanted, name) || slices.Contains(listed[:i], name) {
			t.Errorf("docs/sealed-data.md has %s, which is nothing of the schema or is there twice", name)
		}
	}
}

// forms say which level a value of a form may have, and what its column is called.
var forms = map[string]struct {
	levels []string
	name   string
}{
	"sealed":  {[]string{"secret", "content", "person", "trace"}, `^blob of |\.sealed|\.request_digest`},
	"wrapped": {[]string{"secret"}, `\.wrapped_`},
	"keyed":   {[]string{"secret", "trace"}, ``},
	"hashed":  {[]string{"secret", "trace"}, ``},
	"plain":   {[]string{"trace", "public"}, ``},
}

func checkSealed(t *testing.T, r sealedRow) {
	t.Helper()
	form, ok := forms[r.form]
	if !ok || !slices.Contains(form.levels, r.level) {
		t.Errorf("%s: there is no %s of level %q", r.value, r.form, r.level)
	}
	for name, f := range forms {
		if f.name != "" && regexp.MustCompile(f.name).MatchString(r.value) != (name == r.form) {
			t.Errorf("%s: is it %s, or %s?", r.value, r.form, name)
		}
	}
	if (r.key == "–") != (r.form == "plain" || r.form == "hashed" && r.value != "`identity.secret`") {
		t.Errorf("%s: under which key?", r.value)
	}
}
