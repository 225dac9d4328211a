//go:build demo

package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestScripts plays graph/testdata/*.txtar against the program, on both databases. Each script is a conversation:
//
//	-- ask citizen@demo.example --        who asks ("nobody" without a token, "… en" in English), and the document
//	-- variables --                       optional
//	-- answer --                          what comes back
//
// "$name" in an answer stands for any text at first and for the same text from then on, also in variables; "*" stands for
// anything but null.
func TestScripts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../graph/testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			onBoth(t, func(t *testing.T, w *world) { w.play(t, txtar.Parse(raw)) })
		})
	}
}

func (w *world) play(t *testing.T, script *txtar.Archive) {
	bound := map[string]string{
		"bamberg": bamberg, "eaUpper": eaUpper, "trade": trade, "townHall": townHall, "baseUrl": w.cfg.BaseURL,
	}
	tokens := map[string]string{}
	var who, document, variables string
	for _, part := range script.Files {
		text := strings.TrimSpace(string(part.Data))
		switch name, rest, _ := strings.Cut(part.Name, " "); name {
		case "ask":
			who, document, variables = rest, text, "{}"
		case "variables":
			variables = text
		case "answer":
			got := w.converse(t, tokens, who, document, fillIn(variables, bound))
			var want any
			// What stands behind the answer explains what comes next.
			if err := json.NewDecoder(strings.NewReader(fillIn(text, bound))).Decode(&want); err != nil {
				t.Fatalf("answer of %q: %v", document, err)
			}
			if err := match("", want, got, bound); err != nil {
				raw, _ := json.MarshalIndent(got, "", "  ")
				t.Fatalf("%s: %s\n%v\ngot %s", who, document, err, raw)
			}
		default:
			t.Fatalf("unknown part %q", part.Name)
		}
	}
}

func fillIn(text string, bound map[string]string) string {
	for name, value := range bound {
		text = strings.ReplaceAll(text, `"$`+name+`"`, `"`+value+`"`)
	}
	return text
}

func (w *world) converse(t *testing.T, tokens map[string]string, who, document, variables string) any {
	t.Helper()
	email, language, _ := strings.Cut(who, " ")
	header := http.Header{"Accept-Language": {"de"}}
	if language != "" {
		header.Set("Accept-Language", language)
	}
	if email != "nobody" {
		if tokens[email] == "" {
			tokens[email] = w.as(t, email).Token
		}
		header.Set("Authorization", "Bearer "+tokens[email])
	}
	body, err := json.Marshal(map[string]any{"query": document, "variables": json.RawMessage(variables)})
	if err != nil {
		t.Fatalf("variables of %q: %v", document, err)
	}
	_, answer := w.send(t, sent{body: string(body), header: header})
	var got any
	if err := json.Unmarshal([]byte(answer), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

// match compares an answer with what was expected, and binds names.
func match(path string, want, got any, bound map[string]string) error {
	switch want := want.(type) {
	case map[string]any:
		have, ok := got.(map[string]any)
		delete(have, "locations")
		if !ok || len(have) != len(want) {
			return fmt.Errorf("%s: got %v, want %v", path, got, want)
		}
		for key, w := range want {
			if err := match(path+"."+key, w, have[key], bound); err != nil {
				return err
			}
		}
		return nil
	case []any:
		have, ok := got.([]any)
		if !ok || len(have) != len(want) {
			return fmt.Errorf("%s: got %v, want %v", path, got, want)
		}
		for i, w := range want {
			if err := match(fmt.Sprintf("%s[%d]", path, i), w, have[i], bound); err != nil {
				return err
			}
		}
		return nil
	case string:
		if want == "*" && got != nil {
			return nil
		}
		if name, ok := strings.CutPrefix(want, "$"); ok {
			have, isText := got.(string)
			if before, known := bound[name]; !isText || known && before != have {
				return fmt.Errorf("%s: got %v, want %s %q", path, got, want, before)
			}
			bound[name] = have
			return nil
		}
	}
	if !reflect.DeepEqual(want, got) {
		return fmt.Errorf("%s: got %v, want %v", path, got, want)
	}
	return nil
}
