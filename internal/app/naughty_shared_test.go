//go:build demo && shared

package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

func sharedFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(os.Getenv("SCHALTER_SHARED"), "data", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// characters are all characters and sequences of DIN 91379.
func characters(t *testing.T) []string {
	t.Helper()
	var list []string
	for line := range strings.Lines(sharedFile(t, "din91379_latin_list_1.3.txt")) {
		var b strings.Builder
		for _, point := range strings.Fields(strings.Split(line, "; ")[2]) {
			n, err := strconv.ParseInt(point, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			b.WriteRune(rune(n))
		}
		list = append(list, b.String())
	}
	return list
}

// tryAll writes many texts, some of them together in one field: what is refused together is parted until every text has
// come back or was refused by itself. It returns for each field the texts that were refused.
func (f form) tryAll(t *testing.T, texts []string, together int) map[string][]string {
	t.Helper()
	left, refused := map[string][][]string{}, map[string][]string{}
	for _, field := range f.fields {
		for at := 0; at < len(texts); at += together {
			left[field] = append(left[field], texts[at:min(at+together, len(texts))])
		}
	}
	for more := true; more; {
		more = false
		now, written := map[string][]string{}, map[string]string{}
		for _, field := range f.fields {
			written[field] = substitute
			if n := len(left[field]); n > 0 {
				more = true
				now[field], left[field] = left[field][n-1], left[field][:n-1]
				written[field] = strings.Join(now[field], " ")
			}
		}
		for field := range f.try(t, written) {
			if part := now[field]; len(part) > 1 {
				left[field] = append(left[field], part[:len(part)/2], part[len(part)/2:])
			} else {
				refused[field] = append(refused[field], part...)
			}
		}
	}
	return refused
}

func TestSharedNaughtyEveryCharacterAndSequenceOfTheNorm(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		all := characters(t)
		if want := 930; len(all) != want {
			t.Fatalf("%d characters, want %d", len(all), want)
		}
		for _, f := range forms(t, w) {
			for field, refused := range f.tryAll(t, all, 15) {
				name := field == "givenName" || field == "familyName"
				for _, c := range refused {
					// Names are of letters. Everything else takes the whole norm, but for what is no character by itself: controls
					// and marks without a letter.
					r := []rune(c)
					if alone := len(r) == 1 && (unicode.IsControl(r[0]) || unicode.IsMark(r[0]) || unicode.IsSpace(r[0])); !name && !alone {
						t.Errorf("%s.%s: %+q is refused", f.name, field, c)
					}
				}
				if name && len(refused) > 250 {
					t.Errorf("%s.%s: %d characters are refused: %+q", f.name, field, len(refused), refused)
				}
			}
		}
	})
}

func TestSharedNaughtyStringsOfTheBigList(t *testing.T) {
	t.Parallel()
	var list []string
	if err := json.Unmarshal([]byte(sharedFile(t, "blns.json")), &list); err != nil {
		t.Fatal(err)
	}
	if len(list) < 500 {
		t.Fatalf("only %d strings", len(list))
	}
	onBoth(t, func(t *testing.T, w *world) {
		for _, f := range forms(t, w) {
			together := map[string]int{"caseNoteAdd": 32, "draftSave": 8, "messageSend": 4, "caseReply": 4, "mailboxOpen": 4}
			f.tryAll(t, list, max(together[f.name], 1))
		}
	})
}
