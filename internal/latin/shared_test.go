//go:build shared

package latin_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"schalter/internal/latin"
)

func shared(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(os.Getenv("SCHALTER_SHARED"), "data", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// published yields the columns of a list of the norm and the text that its third column spells.
func published(t *testing.T, name string, yield func(columns []string, text string)) {
	t.Helper()
	for line := range strings.Lines(shared(t, name)) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "; ")
		var b strings.Builder
		for _, point := range strings.Fields(columns[2]) {
			n, err := strconv.ParseInt(point, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			b.WriteRune(rune(n))
		}
		yield(columns, b.String())
	}
}

func TestSharedEveryCharacterAndSequenceOfTheNormPasses(t *testing.T) {
	t.Parallel()
	first := map[string]latin.Datatype{
		"bll": latin.A, "bnlreq": latin.A, "bnl": latin.B, "bnlopt": latin.C, "bnlnot": latin.C, "enl": latin.D, "gl": latin.D, "cl": latin.E,
	}
	count := 0
	published(t, "din91379_latin_list_1.3.txt", func(columns []string, text string) {
		count++
		if columns[0] == "dc" {
			return
		}
		for _, check := range []func(string, int) (string, error){first[columns[0]].Check, latin.E.Check} {
			if got, err := check(text, 3); err != nil || got != text {
				t.Errorf("%s %s: got %+q, %v", columns[0], columns[2], got, err)
			}
		}
		if group := columns[0]; group == "bll" || group == "bnlreq" || group == "gl" || group == "cl" {
			if got, err := latin.Name(text, 3); err != nil || got != text {
				t.Errorf("Name(%s) = %+q, %v", columns[2], got, err)
			}
		}
	})
	if want := 930; count != want {
		t.Errorf("read %d entries, want %d", count, want)
	}
}

func TestSharedEverySearchFormIsTheNorms(t *testing.T) {
	t.Parallel()
	published(t, "din91379_latin_list_search_form_1.3.txt", func(columns []string, text string) {
		if got, want := latin.Search(text), columns[6]; got != want {
			t.Errorf("Search(%s) = %q, want %q", columns[2], got, want)
		}
	})
}

// seen is what a reader sees of a text: what nobody sees may be taken out of it, nothing else.
func seen(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestSharedNaughtyStringsAreKeptOrRefused(t *testing.T) {
	t.Parallel()
	var texts []string
	if err := json.Unmarshal([]byte(shared(t, "blns.json")), &texts); err != nil {
		t.Fatal(err)
	}
	kept := 0
	for _, text := range texts {
		for _, check := range []func(string, int) (string, error){latin.Name, latin.Address, latin.Line, latin.Text} {
			got, err := check(text, 100_000)
			if err == nil && seen(got) != seen(norm.NFC.String(text)) {
				t.Errorf("%+q came back as %+q", text, got)
			}
			if err == nil && strings.ContainsFunc(got, func(r rune) bool { return unicode.Is(unicode.Bidi_Control, r) && r >= 0x202a }) {
				t.Errorf("%+q came back with what turns the direction: %+q", text, got)
			}
			if err == nil {
				kept++
			}
		}
		latin.Search(text)
	}
	if kept < 1000 {
		t.Errorf("only %d checks of %d strings kept the text", kept, len(texts))
	}
}

func TestSharedDataFileIsTheGenerators(t *testing.T) {
	t.Parallel()
	made := filepath.Join(t.TempDir(), "din91379.txt")
	run := exec.Command("go", "run", "./importer", "-from", filepath.Join(os.Getenv("SCHALTER_SHARED"), "data"), "-to", made)
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	got, err := os.ReadFile("din91379.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(made)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Error("din91379.txt is stale: run the importer again")
	}
}
