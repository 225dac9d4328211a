// Package internal holds the rules of the house as tests: who may know whom, who owns which entity, where time is read.
package internal

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is the prefix of our own packages.
const module = "schalter/"

type pkg struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "-tags", "demo", module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

var (
	// domains are the packages that own tables, and the directory, which has its data in the program.
	domains  = append(packagesWithTables(), "directory")
	adapters = []string{"mail", "letter", "blob", "scan", "latin", "checkcode", "evidence", "cms", "smime", "pdftext", "verify", "safehttp", "publicfile", "openid", "legal"}
	// groundwork owns tables, too, and any domain may import it.
	groundwork = []string{"store", "vault", "job", "deletion"}
	basics     = []string{"budget", "errs", "id", "clock", "viewer", "pagination", "postal", "money"}
)

// covers reports whether a rule about a package is about another one: a rule about a domain or an adapter holds for the packages below
// it, too, which may import each other.
func covers(from, name string) bool {
	of := strings.TrimPrefix(from, "internal/")
	below := slices.Contains(domains, of) || slices.Contains(adapters, of)
	return name == from || below && strings.HasPrefix(name, from+"/")
}

// forbidden says which imports a package must not have, and why. A trailing slash means everything below.
func forbidden() []struct{ from, to, why string } {
	rules := []struct{ from, to, why string }{
		{"graph", "schalter/ent", "the transport knows read models, not rows"},
		{"graph", "database/sql", "the transport asks domains"},
		{"graph", "net/smtp", "the transport asks domains"},
	}
	for _, d := range domains {
		rules = append(rules, struct{ from, to, why string }{"ent/schema", "schalter/internal/" + d, "entities know no domain"})
		for _, to := range []string{"schalter/graph", "schalter/internal/web", "schalter/internal/app", "schalter/internal/demo"} {
			rules = append(rules, struct{ from, to, why string }{"internal/" + d, to, "a domain does not know who serves it"})
		}
		for _, other := range domains {
			if other != d {
				rules = append(rules, struct{ from, to, why string }{"internal/" + d, "schalter/internal/" + other, "a domain declares the interface it needs"})
			}
		}
	}
	for _, a := range adapters {
		rules = append(rules,
			struct{ from, to, why string }{"internal/" + a, "schalter/ent", "adapters know no rows"},
			struct{ from, to, why string }{"internal/" + a, "schalter/internal/store", "adapters know no database"})
	}
	for _, b := range basics {
		rules = append(rules, struct{ from, to, why string }{"internal/" + b, "schalter/", "the ground depends on nothing of ours"})
	}
	return rules
}

func TestImports(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		for _, rule := range forbidden() {
			if !covers(rule.from, name) {
				continue
			}
			for _, imported := range p.Imports {
				if imported == rule.to || strings.HasPrefix(imported, strings.TrimSuffix(rule.to, "/")+"/") {
					t.Errorf("%s imports %s: %s", p.ImportPath, imported, rule.why)
				}
			}
		}
	}
}

// What two domains share is types: casemail knows nothing that acts, and no third domain takes it for a meeting place.
func TestCasemailIsSharedByTwoDomains(t *testing.T) {
	t.Parallel()
	const casemail = module + "internal/casemail"
	met := false
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module+"internal/")
		for _, imported := range p.Imports {
			own := strings.HasPrefix(imported, module)
			if p.ImportPath == casemail && own && imported != module+"internal/postal" && imported != module+"internal/evidence" {
				t.Errorf("casemail imports %s", imported)
			}
			domain, _, _ := strings.Cut(name, "/")
			if imported == casemail && domain != "postbox" && domain != "delivery" && slices.Contains(domains, domain) {
				t.Errorf("%s imports casemail: a domain declares the interface it needs", p.ImportPath)
			}
		}
		met = met || p.ImportPath == casemail
	}
	if !met {
		t.Error("there is no casemail")
	}
}

// directions are the packages of a domain that has several, with those of them that each may import
// (docs/adr/0017-packages-of-the-postbox.md, docs/adr/0019-packages-of-the-market.md).
var directions = map[string][]string{
	"delivery":               {},
	"delivery/outbound":      {"delivery"},
	"delivery/inbound":       {"delivery", "delivery/outbound"},
	"market/accounts":        {},
	"market/catalogue":       {},
	"market/contracts":       {"market/accounts", "market/catalogue", "market/contracts/paper"},
	"market/contracts/paper": {},
	"market/levy":            {},
	"market": {
		"market/accounts", "market/catalogue", "market/contracts", "market/levy", "market/orders", "market/rollouts",
	},
	"market/orders":        {"market/accounts", "market/catalogue", "market/rollouts"},
	"market/rollouts":      {"market/accounts", "market/catalogue"},
	"postbox/sides":        {},
	"postbox/chain":        {"postbox/sides"},
	"postbox/documents":    {"postbox/sides"},
	"postbox/consents":     {"postbox/sides"},
	"postbox/dates":        {"postbox/sides"},
	"postbox/conversation": {"postbox/sides", "postbox/chain", "postbox/documents", "postbox/consents", "postbox/dates"},
	"postbox/inbox":        {"postbox/sides", "postbox/chain", "postbox/conversation"},
	"postbox/gateway":      {"postbox/sides", "postbox/chain", "postbox/documents", "postbox/conversation"},
	"postbox/proof":        {"postbox/sides", "postbox/chain", "postbox/dates", "postbox/documents", "postbox/conversation", "postbox/inbox", "postbox/gateway"},
	"postbox": {
		"postbox/sides", "postbox/chain", "postbox/documents", "postbox/consents", "postbox/dates", "postbox/conversation", "postbox/inbox", "postbox/gateway", "postbox/proof",
	},
}

// isSplit reports whether a domain has several packages.
func isSplit(domain string) bool {
	for name := range directions {
		if name == domain || strings.HasPrefix(name, domain+"/") {
			return true
		}
	}
	return false
}

func TestDomainsOfSeveralPackagesHaveOneDirection(t *testing.T) {
	t.Parallel()
	met := 0
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module+"internal/")
		domain, _, _ := strings.Cut(name, "/")
		if !isSplit(domain) {
			continue
		}
		met++
		allowed, ok := directions[name]
		if !ok {
			t.Errorf("%s is in no row: say what it may import", p.ImportPath)
		}
		for _, imported := range p.Imports {
			imported = strings.TrimPrefix(imported, module+"internal/")
			if strings.HasPrefix(imported+"/", domain+"/") && !slices.Contains(allowed, imported) {
				t.Errorf("%s imports %s: it may import %v", p.ImportPath, imported, allowed)
			}
		}
	}
	if met != len(directions) {
		t.Errorf("only %d of %d packages are there", met, len(directions))
	}
}

// The packages below a domain show to each other what nobody else is to use: they are imported by those alone that put the program
// together, serve, measure or demonstrate it.
func TestWhatIsBelowADomainIsForFew(t *testing.T) {
	t.Parallel()
	few := []string{"graph", "graph/generated", "graph/model", "graph/paging", "internal/app", "internal/bench", "internal/demo/market"}
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		for _, imported := range p.Imports {
			inner := strings.TrimPrefix(imported, module+"internal/")
			domain, _, below := strings.Cut(inner, "/")
			if below && directions[inner] != nil && !strings.HasPrefix(name+"/", "internal/"+domain+"/") && !slices.Contains(few, name) {
				t.Errorf("%s imports %s", name, imported)
			}
		}
	}
}

// What the packages of the postbox show each other asks for no right: the transport calls what does.
func TestTheTransportCallsOnlyWhatAsksForARight(t *testing.T) {
	t.Parallel()
	withoutRight := []string{
		"Sides", "Append", "AppendAndNotify", "DropAfterCommit", "OpenHeld", "OpenBytes", "OpenBlob", "HeldWith", "OpenRow", "ContentKey", "HeadKey", "UnassignCases",
		"FailUnread", "CloseWords", "MessageText", "OpenOriginalBytes", "NotesHeld", "ProgressHeld",
	}
	declared := map[string]bool{}
	eachFile(t, func(path string, file *ast.File) {
		if strings.HasPrefix(path, "postbox/") {
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncDecl:
					declared[n.Name.Name] = true
				case *ast.Field:
					for _, name := range n.Names {
						declared[name.Name] = true
					}
				}
				return true
			})
		}
	})
	for _, name := range withoutRight {
		if !declared[name] {
			t.Errorf("the postbox has no %s", name)
		}
	}
	paths, err := filepath.Glob("../graph/*.go")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && slices.Contains(withoutRight, sel.Sel.Name) {
				t.Errorf("%s uses %s", path, sel.Sel.Name)
			}
			return true
		})
	}
}

func TestTimeIsReadInOnePlace(t *testing.T) {
	t.Parallel()
	eachFile(t, func(path string, file *ast.File) {
		if strings.HasPrefix(path, "clock/") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "Now" {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" {
					t.Errorf("%s calls time.Now: take a clock", path)
				}
			}
			return true
		})
	})
}

// eachFile visits the program's own files in internal, not its tests.
func eachFile(t *testing.T, visit func(path string, file *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		path = filepath.ToSlash(path)
		if strings.HasPrefix(path, "testkit/") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err == nil {
			visit(path, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Who meets a limit is a person as often as a program: only what mail servers are told has
// one text.
func TestRefusalsAtLimitsAreInBothLanguages(t *testing.T) {
	t.Parallel()
	one := map[string]bool{"delivery/inbound/deliver.go": true}
	eachFile(t, func(path string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			made, ok := call.Fun.(*ast.SelectorExpr)
			code, is := call.Args[0].(*ast.SelectorExpr)
			if ok && is && strings.HasPrefix(made.Sel.Name, "New") && slices.Contains([]string{"RateLimited", "TooComplex", "Unavailable"}, code.Sel.Name) && !one[path] {
				t.Errorf("%s: errs.%s has one language: use errs.Told", path, code.Sel.Name)
			}
			return true
		})
	})
}
