package internal

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// What reads as a promise in German mails and letters, and in the one English text that is no translation. The rule for the pages of the
// SPA is in frontend/test/promises.test.ts.
var (
	promisesGerman  = regexp.MustCompile(`(?i)(^|[^\p{L}])(wird|werden|niemals|nie|niemand|nur|immer|bleibt|bleiben|innerhalb|spätestens|höchstens|mindestens|frühestens|sofort|automatisch|unverändert|jederzeit|endgültig|verschlüsselt|gelöscht|\d+ (Tagen?|Stunden?|Minuten?|Wochen?|Monaten?|Jahren?|MB|KB|GB))($|[^\p{L}])`)
	promisesEnglish = regexp.MustCompile(`(?i)(^|[^\p{L}])(will|never|nobody|only|always|within|at once|\d+ (days?|hours?|weeks?|months?))($|[^\p{L}])`)
)

// catalogues are the files with the texts of mails, letters and messages of the platform.
var catalogues = []string{
	"notify/template.go", "notify/template_end.go", "notify/template_silence.go", "notify/template_archive.go", "notify/template_second_email.go", "notify/template_channel.go", "notify/template_member.go", "notify/template_market.go", "notify/template_market_account.go", "support/mail_text.go", "notify/mail_notice.go", "notify/mail_channel.go", "letter/code_letter_wording.go",
	"letter/fallback_letter.go", "postbox/conversation/notice.go", "postbox/conversation/silence.go", "postbox/conversation/receipt.go", "postbox/dissolved.go", "delivery/outbound/compose_text.go",
}

// documents promise by sections, in whatever words ("contains no", "is not stored"): each section has its row, in legal texts each paragraph.
var documents = []string{
	"README.md", "docs/api.md", "docs/evidence.md", "docs/onboarding.md", "docs/operations.md", "docs/security.md",
	"internal/legaltext/de/accessibility.md", "internal/legaltext/de/imprint.md", "internal/legaltext/de/privacy.md", "internal/legaltext/de/terms.md",
	"internal/legaltext/en/accessibility.md", "internal/legaltext/en/imprint.md", "internal/legaltext/en/privacy.md", "internal/legaltext/en/terms.md",
}

// heading begins a section of a document.
var heading = regexp.MustCompile(`(?m)^#{1,3} (.+)$`)

// promise is a row of docs/promises.tsv.
type promise struct {
	key, kind, why string
}

func listOfPromises(t *testing.T) []promise {
	t.Helper()
	var list []promise
	for i, line := range strings.Split(strings.TrimSuffix(readDoc(t, "promises.tsv"), "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			t.Fatalf("docs/promises.tsv, line %d: %d cells, not 3", i+1, len(cells))
		}
		list = append(list, promise{cells[0], cells[1], cells[2]})
	}
	return list
}

// problemsOfPromises says what is wrong with a list: keys out of order or twice, promises without a test that is there, no promises without
// a reason.
func problemsOfPromises(list []promise, isThere func(name string) bool) (problems []string) {
	before := ""
	for _, p := range list {
		if p.key <= before {
			problems = append(problems, p.key+" is not at its place")
		}
		before = p.key
		switch p.kind {
		case "promise":
			for name := range strings.SplitSeq(p.why, "; ") {
				if !isThere(name) {
					problems = append(problems, fmt.Sprintf("%s: there is no test %q", p.key, name))
				}
			}
		case "none":
			if len(p.why) < 10 {
				problems = append(problems, p.key+" is no promise, without a reason")
			}
		default:
			problems = append(problems, fmt.Sprintf("%s: there is no kind %q", p.key, p.kind))
		}
	}
	return problems
}

// isTestThere knows tests of Go by their name, and those of the SPA by their file and words of their title.
func isTestThere(tests map[string]bool) func(name string) bool {
	return func(name string) bool {
		file, title, _ := strings.Cut(name, ": ")
		if !strings.HasPrefix(file, "frontend/") {
			return strings.HasPrefix(name, "Test") && tests[name]
		}
		b, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(file)))
		return err == nil && strings.Contains(file, ".test.") && strings.Contains(string(b), title)
	}
}

// Every promise names a test that is there, and what is none says why.
func TestEveryPromiseIsDefended(t *testing.T) {
	t.Parallel()
	for _, problem := range problemsOfPromises(listOfPromises(t), isTestThere(testsOfAll(t))) {
		t.Error(problem)
	}
}

// Every sentence of mails and letters that reads as a promise has its row, and so has every section of the documents. The key of a
// sentence and of a legal text's paragraph ends with its digest: one that is changed has to be looked at again.
func TestPromisesOfMailsLettersAndDocumentsAreListed(t *testing.T) {
	t.Parallel()
	reading := map[string]string{}
	for _, file := range catalogues {
		readSentences(t, file, reading)
	}
	for _, file := range documents {
		readSections(t, file, reading)
	}
	listed := map[string]bool{}
	for _, p := range listOfPromises(t) {
		if !strings.HasPrefix(p.key, "page:") {
			listed[p.key] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(reading)) {
		if !listed[key] {
			t.Errorf("docs/promises.tsv has no row for %s (%s)", key, reading[key])
		}
		delete(listed, key)
	}
	for key := range listed {
		t.Errorf("docs/promises.tsv: %s is said nowhere any more", key)
	}
}

// The check refuses a list that says too little.
func TestCheckOfPromisesFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	there := isTestThere(testsOfAll(t))
	for name, tt := range map[string]struct {
		rows []promise
		want string
	}{
		"a promise without a test": {[]promise{{"a", "promise", ""}}, `a: there is no test ""`},
		"a test of nowhere":        {[]promise{{"a", "promise", "TestEveryPromiseIsDefended; TestOfNowhere"}}, `a: there is no test "TestOfNowhere"`},
		"a title that no test has": {[]promise{{"a", "promise", "frontend/test/promises.test.ts: of no " + "test"}}, "a: there is no test"},
		"a file that has no tests": {[]promise{{"a", "promise", "frontend/test/setup.ts"}}, "a: there is no test"},
		"no promise, no reason":    {[]promise{{"a", "none", ""}}, "a is no promise, without a reason"},
		"another kind":             {[]promise{{"a", "perhaps", "TestEveryPromiseIsDefended"}}, `a: there is no kind "perhaps"`},
		"a row twice":              {[]promise{{"a", "none", "a label of the page"}, {"a", "none", "a label of the page"}}, "a is not at its place"},
	} {
		if got := strings.Join(problemsOfPromises(tt.rows, there), "\n"); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %q", name, got)
		}
	}
	good := []promise{{"a", "none", "a label of the page"}, {"b", "promise", "TestEveryPromiseIsDefended; frontend/test/promises.test.ts: the rule tells"}}
	if got := problemsOfPromises(good, there); len(got) > 0 {
		t.Errorf("a good list: %v", got)
	}
}

func TestSectionsOfADocument(t *testing.T) {
	t.Parallel()
	got := sectionsOf("# A page\n\n## Only a title\n\n### Said\n\nsomething\n```sh\n# a comment\n```\n## Last\nmore\n")
	if want := []section{{"Said", "something\n```sh\n # a comment\n```"}, {"Last", "more"}}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// readSentences adds the sentences of a catalogue by the function or variable that says them.
func readSentences(t *testing.T, file string, found map[string]string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), filepath.FromSlash(file), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range parsed.Decls {
		ast.Inspect(d, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			text := literal(e)
			name := nameOfDecl(d)
			if text == "" || name == "" {
				return true
			}
			if promisesGerman.MatchString(text) || name == "english" && promisesEnglish.MatchString(text) {
				found[fmt.Sprintf("mail:%s.%s#%s", parsed.Name.Name, name, digest(text))] = text
			}
			return false
		})
	}
}

func nameOfDecl(d ast.Decl) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return d.Name.Name
	case *ast.GenDecl:
		for _, s := range d.Specs {
			if v, ok := s.(*ast.ValueSpec); ok {
				return v.Names[0].Name
			}
		}
	}
	return ""
}

// literal is a text of several words, put together of literals.
func literal(e ast.Expr) string {
	text := joinedLiteral(e)
	if strings.Count(text, " ") < 2 {
		return ""
	}
	return text
}

func joinedLiteral(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
			return text
		}
	case *ast.BinaryExpr:
		return joinedLiteral(e.X) + joinedLiteral(e.Y)
	}
	return ""
}

// readSections adds the sections of a document that say something.
func readSections(t *testing.T, file string, found map[string]string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sectionsOf(string(b)) {
		key := "doc:" + file + "#" + strings.ReplaceAll(strings.ToLower(s.title), " ", "-")
		if _, twice := found[key]; twice {
			t.Errorf("%s has two sections %q", file, s.title)
		}
		if !strings.HasPrefix(file, "internal/legaltext/") {
			found[key] = s.title
			continue
		}
		for text := range strings.SplitSeq(strings.ReplaceAll(s.text, "\n- ", "\n\n"), "\n\n") {
			if text = strings.TrimPrefix(strings.TrimSpace(text), "- "); text != "" {
				found[key+"#"+digest(text)] = text
			}
		}
	}
}

// section is a part of a document under its heading.
type section struct {
	title, text string
}

// sectionsOf is the sections that have a text of their own. What stands between fences is no heading.
func sectionsOf(document string) (sections []section) {
	parts := strings.Split(document, "\n```")
	for i := 1; i < len(parts); i += 2 {
		parts[i] = strings.ReplaceAll(parts[i], "\n#", "\n #")
	}
	document = strings.Join(parts, "\n```")
	headings := heading.FindAllStringSubmatchIndex(document, -1)
	for i, h := range headings {
		end := len(document)
		if i+1 < len(headings) {
			end = headings[i+1][0]
		}
		if text := strings.TrimSpace(document[h[1]:end]); text != "" {
			sections = append(sections, section{strings.TrimSpace(document[h[2]:h[3]]), text})
		}
	}
	return sections
}

// digest tells a text from what it was before.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:3])
}
