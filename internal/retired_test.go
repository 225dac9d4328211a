package internal

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// docs/glossary.md names the things of the domain. Its last table lists words that are retired: they stood for something that has a better
// name, or for several things at once. This file finds them in the names that our Go declares, in its comments and in docs/*.md (but
// docs/plan.md and the ADRs, which are history), and compares how often each still stands in a folder with a list that may only shrink.

var update = flag.Bool("update", false, "write the list of retired words that are left; no word may stand more often than before")

// retiredList has a line for each folder and word: what is left of before the words were retired. A word of which nothing is left has the
// line "everywhere", so that it is no new one.
const retiredList = "retired.tsv"

// retiredWord is a row of the table.
type retiredWord struct {
	// forms are what it looks like, each a sequence of words in lower case.
	forms [][]string
	// names, functions and text are where it is retired: in every declared name, as the whole name of a function, in comments and docs.
	names, functions, text bool
	instead                string
	// right are the folders and files in which it is the right word.
	right []string
}

func (w retiredWord) String() string { return strings.Join(w.forms[0], " ") }

// retiredIn is a folder and a word that is retired.
type retiredIn struct{ folder, word string }

var (
	quoted = regexp.MustCompile("`[^`]*`|\"[^\"]*\"|“[^”]*”|„[^“]*“")
	// blocks are the rows of a table, and everything else up to an empty line.
	blocks = regexp.MustCompile(`(?m)^\|.*\n?|(?:^(?:[^|\n].*)?\n?)`)
	// textToken is a word, or a mark that parts two words.
	textToken = regexp.MustCompile(`[\p{L}'’-]+|[.,;:!?()]`)
)

func readRetiredWords(t *testing.T) (list []retiredWord) {
	t.Helper()
	_, table, ok := strings.Cut(readDoc(t, "glossary.md"), "\n## Retired words\n")
	if !ok {
		t.Fatal("docs/glossary.md has no section of retired words")
	}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 4 || !strings.Contains(cells[0], "`") {
			continue
		}
		w := retiredWord{instead: strings.TrimSpace(cells[2])}
		for _, form := range codeIn(cells[0]) {
			w.forms = append(w.forms, strings.Fields(form))
		}
		for where := range strings.SplitSeq(cells[1], ",") {
			switch strings.TrimSpace(where) {
			case "names":
				w.names = true
			case "functions":
				w.functions = true
			case "text":
				w.text = true
			default:
				t.Fatalf("docs/glossary.md: %q is retired in %q, which is not names, functions or text", w, where)
			}
		}
		w.right = codeIn(cells[3])
		list = append(list, w)
	}
	return list
}

// codeIn are the parts of a cell that are set as code.
func codeIn(cell string) (list []string) {
	for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cell, -1) {
		list = append(list, m[1])
	}
	return list
}

func (w retiredWord) isRightIn(path string) bool {
	return slices.ContainsFunc(w.right, func(right string) bool { return path == right || strings.HasPrefix(path, right+"/") })
}

// countIn is how often the word stands in a sequence of words.
func (w retiredWord) countIn(words []string) (n int) {
	for i := range words {
		for _, form := range w.forms {
			if i+len(form) <= len(words) && slices.Equal(words[i:i+len(form)], form) {
				n++
			}
		}
	}
	return n
}

func (w retiredWord) countInName(words []string, function bool) int {
	switch {
	case w.names:
		return w.countIn(words)
	case w.functions && function && slices.ContainsFunc(w.forms, func(form []string) bool { return slices.Equal(form, words) }):
		return 1
	}
	return 0
}

func (w retiredWord) countInText(words []string) int {
	if !w.text {
		return 0
	}
	return w.countIn(words)
}

// wordsOfName splits a name where it changes to a capital, digits left out: DeliveryFact, sentHTTPBody.
func wordsOfName(name string) (words []string) {
	runes := []rune(name)
	start := 0
	for i := 1; i <= len(runes); i++ {
		ends := i == len(runes) || !unicode.IsLetter(runes[i]) || !unicode.IsLetter(runes[i-1]) ||
			unicode.IsLower(runes[i-1]) && unicode.IsUpper(runes[i]) ||
			unicode.IsUpper(runes[i-1]) && unicode.IsUpper(runes[i]) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
		if ends {
			if word := strings.ToLower(string(runes[start:i])); unicode.IsLetter(runes[start]) {
				words = append(words, word)
			}
			start = i
		}
	}
	return words
}

// wordsOfText are the words of a comment or a document, without what is quoted or set as code.
func wordsOfText(text string) []string {
	return textToken.FindAllString(strings.ToLower(quoted.ReplaceAllString(text, " . ")), -1)
}

// declaredNames calls found with every name that a file declares; function says that it is one of a function or method.
func declaredNames(file *ast.File, found func(name *ast.Ident, function bool)) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			found(n.Name, true)
		case *ast.TypeSpec:
			found(n.Name, false)
		case *ast.ValueSpec:
			for _, name := range n.Names {
				found(name, false)
			}
		case *ast.Field:
			_, function := n.Type.(*ast.FuncType)
			for _, name := range n.Names {
				found(name, function)
			}
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				if name, ok := lhs.(*ast.Ident); ok && n.Tok == token.DEFINE {
					found(name, false)
				}
			}
		case *ast.RangeStmt:
			for _, v := range []ast.Expr{n.Key, n.Value} {
				if name, ok := v.(*ast.Ident); ok && n.Tok == token.DEFINE {
					found(name, false)
				}
			}
		}
		return true
	})
}

// eachHandWritten calls found with every Go file of ours that no program wrote, and its path from the top of the repository.
func eachHandWritten(t *testing.T, found func(path string, set *token.FileSet, file *ast.File)) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != ".."):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go"):
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err == nil && !ast.IsGenerated(file) {
			found(filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator))), set, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// findRetired finds where each retired word stands.
func findRetired(t *testing.T, list []retiredWord) map[retiredIn][]string {
	t.Helper()
	found := map[retiredIn][]string{}
	note := func(w retiredWord, path string, line, times int) {
		in := retiredIn{filepath.ToSlash(filepath.Dir(path)), w.String()}
		if w.isRightIn(path) {
			return
		}
		for range times {
			found[in] = append(found[in], fmt.Sprintf("%s:%d", path, line))
		}
	}
	eachHandWritten(t, func(path string, set *token.FileSet, file *ast.File) {
		declaredNames(file, func(name *ast.Ident, function bool) {
			words := wordsOfName(name.Name)
			for _, w := range list {
				note(w, path, set.Position(name.Pos()).Line, w.countInName(words, function))
			}
		})
		for _, comment := range file.Comments {
			words := wordsOfText(comment.Text())
			for _, w := range list {
				note(w, path, set.Position(comment.Pos()).Line, w.countInText(words))
			}
		}
	})
	docs, err := filepath.Glob("../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range docs {
		path = filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator)))
		if path == "docs/plan.md" {
			continue
		}
		text := readDoc(t, filepath.Base(path))
		text, _, _ = strings.Cut(text, "\n## Retired words\n")
		line := 1
		for _, block := range blocks.FindAllString(text, -1) {
			words := wordsOfText(block)
			for _, w := range list {
				note(w, path, line, w.countInText(words))
			}
			line += strings.Count(block, "\n")
		}
	}
	return found
}

func readRetiredList(t *testing.T) map[retiredIn]int {
	t.Helper()
	list := map[retiredIn]int{}
	b, err := os.ReadFile(retiredList)
	if err != nil && !*update {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		n, err := strconv.Atoi(cells[len(cells)-1])
		if len(cells) != 3 || err != nil {
			t.Fatalf("%s: %q", retiredList, line)
		}
		list[retiredIn{cells[0], cells[1]}] = n
	}
	return list
}

func compareRetired(a, b retiredIn) int {
	return strings.Compare(a.folder+"\x00"+a.word, b.folder+"\x00"+b.word)
}

// A retired word stands nowhere but where the list still has it, and no less often: a change that takes some out shortens
// the list (go test ./internal -run RetiredWords -update), so that they cannot come back.
func TestRetiredWordsStayRetired(t *testing.T) {
	t.Parallel()
	words := readRetiredWords(t)
	found, left := findRetired(t, words), readRetiredList(t)
	if *update {
		writeRetiredList(t, words, found, left)
		return
	}
	instead := map[string]string{}
	for _, w := range words {
		instead[w.String()] = w.instead
	}
	for in, at := range found {
		if len(at) > left[in] {
			t.Errorf("%s has the retired word %q %d times, %d are left of before; say %s: %s",
				in.folder, in.word, len(at), left[in], instead[in.word], strings.Join(at, " "))
		}
	}
	for in, n := range left {
		if len(found[in]) < n {
			t.Errorf("%s has %q %d times and the list says %d: shorten it by go test ./internal -run RetiredWords -update", in.folder, in.word, len(found[in]), n)
		}
	}
}

// writeRetiredList writes what is left. A word may move to another folder with its code, but not stand more often than before; one that
// is new in the table begins with what there is.
func writeRetiredList(t *testing.T, words []retiredWord, found map[retiredIn][]string, before map[retiredIn]int) {
	t.Helper()
	total, now := map[string]int{}, map[string]int{}
	for in, n := range before {
		total[in.word] += n
	}
	var b bytes.Buffer
	for _, w := range words {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(found)), func(in retiredIn) bool { return in.word == w.String() }) {
			fmt.Fprintf(&b, "everywhere\t%s\t0\n", w)
		}
	}
	for _, in := range slices.SortedFunc(maps.Keys(found), compareRetired) {
		if len(found[in]) > 0 {
			now[in.word] += len(found[in])
			fmt.Fprintf(&b, "%s\t%s\t%d\n", in.folder, in.word, len(found[in]))
		}
	}
	for word, n := range now {
		if had, known := total[word]; known && n > had {
			t.Fatalf("%q stands %d times and stood %d times: a retired word must not come back", word, n, had)
		}
	}
	if err := os.WriteFile(retiredList, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestWordsOfNamesAndTexts(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"DeliveryFact": "delivery fact", "sentHTTPBody": "sent http body", "in2Bodies": "in bodies", "x": "x", "_": "", "ARS": "ars", "message_body": "message body",
	} {
		if got := strings.Join(wordsOfName(name), " "); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	w := retiredWord{forms: [][]string{{"for", "ever"}, {"anew"}}}
	for text, want := range map[string]int{
		"It waits for\never. For Ever!": 2, "renewed": 0, "`anew` and \"anew\"": 0, "anew, anew": 2, "for a time ever": 0, "what it is for. Ever": 0,
	} {
		if got := w.countIn(wordsOfText(text)); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}
