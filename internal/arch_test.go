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
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"schalter/ent/runtime"
	"schalter/ent/schema"
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
	adapters = []string{"mail", "letter", "blob", "scan", "latin", "checkcode", "evidence", "cms", "smime", "pdftext", "verify", "safehttp"}
	// groundwork owns tables, too, and any domain may import it.
	groundwork = []string{"store", "vault", "job"}
	basics     = []string{"budget", "errs", "id", "clock", "viewer", "pagination", "postal"}
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
// (docs/adr/0017-packages-of-the-postbox.md).
var directions = map[string][]string{
	"delivery":             {},
	"delivery/outbound":    {"delivery"},
	"delivery/inbound":     {"delivery", "delivery/outbound"},
	"postbox/sides":        {},
	"postbox/chain":        {"postbox/sides"},
	"postbox/documents":    {"postbox/sides"},
	"postbox/conversation": {"postbox/sides", "postbox/chain", "postbox/documents"},
	"postbox/inbox":        {"postbox/sides", "postbox/chain", "postbox/conversation"},
	"postbox/gateway":      {"postbox/sides", "postbox/chain", "postbox/documents", "postbox/conversation"},
	"postbox/proof":        {"postbox/sides", "postbox/chain", "postbox/documents", "postbox/conversation", "postbox/gateway"},
	"postbox": {
		"postbox/sides", "postbox/chain", "postbox/documents", "postbox/conversation", "postbox/inbox", "postbox/gateway", "postbox/proof",
	},
}

func TestDomainsOfSeveralPackagesHaveOneDirection(t *testing.T) {
	t.Parallel()
	met := 0
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module+"internal/")
		domain, _, _ := strings.Cut(name, "/")
		if directions[domain] == nil {
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
// together, serve or measure it.
func TestWhatIsBelowADomainIsForFew(t *testing.T) {
	t.Parallel()
	few := []string{"graph", "graph/generated", "graph/model", "graph/paging", "internal/app", "internal/bench"}
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

// ownedElsewhere says which package touches the client of an entity, where that is not the one which the entity's file in ent/schema is
// called after: it may be one below a domain, which then has the entity for itself.
var ownedElsewhere = map[string][]string{
	"Instance": {"store"}, "PlatformKey": {"vault"}, "KekGeneration": {"vault"}, "Job": {"job"}, "Stream": {"store"}, "StreamEntry": {"store"},
	"Mail": {"notify"}, "Counter": {"store", "account"}, "AuditEntry": {"audit"},
	"GatewayMail": {"delivery/outbound"}, "InboundMail": {"delivery/inbound"}, "SeenSignature": {"delivery/inbound"},
	"Side": {"postbox/sides"}, "SearchWord": {"postbox/sides"}, "IdempotencyRecord": {"postbox/sides"}, "SideEvent": {"postbox/chain"},
	"Document": {"postbox/documents"}, "ViewDocument": {"postbox/documents"}, "CaseMailbox": {"postbox/conversation"},
	"CaseParty": {"postbox/conversation"}, "Message": {"postbox/conversation"}, "ViewMessage": {"postbox/conversation"},
	"Draft": {"postbox/conversation"}, "Delivery": {"postbox/conversation"}, "DeliveryFact": {"postbox/conversation"},
	"Manifest": {"postbox/conversation"}, "CaseNote": {"postbox/inbox"},
}

// owners says which package touches the client of an entity. A domain with a file of its own in ent/schema needs no row anywhere.
var owners = readOwners()

func readOwners() map[string][]string {
	by := map[string][]string{}
	for entity, file := range entities() {
		if by[entity] = ownedElsewhere[entity]; by[entity] == nil {
			by[entity] = []string{file}
		}
	}
	return by
}

// entities are those of ent/schema, with the name of the file that each stands in.
func entities() map[string]string {
	all := map[string]string{}
	eachSchemaFile(func(name string, file *ast.File) {
		for _, d := range file.Decls {
			if d, ok := d.(*ast.GenDecl); ok {
				for _, spec := range d.Specs {
					if ts, ok := spec.(*ast.TypeSpec); ok && embedsSchema(ts) {
						all[ts.Name.Name] = name
					}
				}
			}
		}
	})
	return all
}

// packagesWithTables are the packages that own an entity, each with those below it, and without the groundwork.
func packagesWithTables() (list []string) {
	for _, by := range owners {
		for _, owner := range by {
			name, _, _ := strings.Cut(owner, "/")
			if !slices.Contains(groundwork, name) && !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	slices.Sort(list)
	return list
}

func eachSchemaFile(visit func(name string, file *ast.File)) {
	paths, err := filepath.Glob("../ent/schema/*.go")
	if err != nil {
		panic(err)
	}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			panic(err)
		}
		visit(strings.TrimSuffix(filepath.Base(path), ".go"), file)
	}
}

// ownerOf is the package that a file belongs to: the longest one of a domain of several whose folder it is in or below, or else the
// first folder.
func ownerOf(path string) string {
	owner, _, _ := strings.Cut(path, "/")
	for of := range directions {
		if strings.HasPrefix(path, of+"/") && len(of) > len(owner) {
			owner = of
		}
	}
	return owner
}

func TestTheLongestOwnerHasAFile(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"postbox/sweep.go": "postbox", "postbox/sides/lock.go": "postbox/sides", "postbox/sides/deep/x.go": "postbox/sides",
		"postbox/sidesways/x.go": "postbox", "mail/mime/x.go": "mail",
	} {
		if got := ownerOf(path); got != want {
			t.Errorf("%s belongs to %s, not %s", path, got, want)
		}
	}
}

// receivers are the names by which code reaches a client: tx.Draft, client.Draft, db.Client().Draft.
func touches(sel *ast.SelectorExpr) bool {
	switch x := sel.X.(type) {
	case *ast.Ident:
		return x.Name == "tx" || x.Name == "client" || x.Name == "c"
	case *ast.CallExpr:
		fn, ok := x.Fun.(*ast.SelectorExpr)
		return ok && fn.Sel.Name == "Client"
	case *ast.SelectorExpr:
		return x.Sel.Name == "Client" || x.Sel.Name == "client"
	}
	return false
}

// mayRead reports whether a package may read a table: it is the owner, or above it in a domain of several packages. Only the owner writes.
func mayRead(reader string, owners []string) bool {
	return slices.ContainsFunc(owners, func(o string) bool { return reader == o || slices.Contains(directions[reader], o) })
}

func TestOnlyTheOwnerTouchesAnEntity(t *testing.T) {
	t.Parallel()
	eachFile(t, func(path string, file *ast.File) {
		owner, reads := ownerOf(path), map[*ast.SelectorExpr]bool{}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				// A read begins with Query or Get; any other use of a client may write.
				client, ok := n.X.(*ast.SelectorExpr)
				reads[client] = ok && (strings.HasPrefix(n.Sel.Name, "Query") || n.Sel.Name == "Get")
				by, entity := owners[n.Sel.Name]
				if !entity || !touches(n) || slices.Contains(by, owner) {
					return true
				}
				if !reads[n] || !mayRead(owner, by) && foreignTables[path+" "+tableOf(n.Sel.Name)] == "" {
					t.Errorf("%s uses the client of %s, which belongs to %v", path, n.Sel.Name, by)
				}
			case *ast.CallExpr:
				// A row that anybody read can write itself.
				sel, ok := n.Fun.(*ast.SelectorExpr)
				if ok && sel.Sel.Name == "Update" && len(n.Args) == 0 && strings.HasPrefix(path, "postbox/") {
					if client, ok := sel.X.(*ast.SelectorExpr); !ok || !touches(client) {
						t.Errorf("%s writes a row by itself: write by the client, so that this test sees whose it is", path)
					}
				}
			}
			return true
		})
	})
}

// Who writes has its sides locked, in one order: only package sides locks them, and nobody else in the postbox locks anything.
func TestOnlySidesLocksRowsOfThePostbox(t *testing.T) {
	t.Parallel()
	met := 0
	eachFile(t, func(path string, file *ast.File) {
		if !strings.HasPrefix(path, "postbox/") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			locks := ok && (sel.Sel.Name == "ForUpdate" || sel.Sel.Name == "ForShare")
			if lit, ok := n.(*ast.BasicLit); ok {
				locks = strings.Contains(lit.Value, "FOR UPDATE") || strings.Contains(lit.Value, "FOR SHARE")
			}
			if !locks {
				return true
			}
			if met++; !strings.HasPrefix(path, "postbox/sides/") {
				t.Errorf("%s locks rows", path)
			}
			return true
		})
	})
	if met != 2 {
		t.Errorf("rows are locked in %d places", met)
	}
}

// What the packages of the postbox show each other asks for no right: the transport calls what does.
func TestTheTransportCallsOnlyWhatAsksForARight(t *testing.T) {
	t.Parallel()
	withoutRight := []string{
		"Sides", "Append", "AppendAndNotify", "DropAfterCommit", "OpenHeld", "OpenBytes", "OpenBlob", "HeldWith", "OpenRow", "ContentKey", "HeadKey", "UnassignCases",
		"FailUnread", "CloseWords", "MessageText", "OpenOriginalBytes",
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

func tableOf(entity string) string {
	return strings.ToLower(regexp.MustCompile(`(.)([A-Z])`).ReplaceAllString(entity, "${1}_$2"))
}

// foreignTables are used by who is neither their owner nor above it: by file and table, with why.
var foreignTables = map[string]string{
	"account/access.go membership":             "who somebody is and works for is one statement of every request",
	"account/access.go channel":                "the same statement",
	"account/sweep.go stream":                  "a session's stream goes with the session, thousands in one statement",
	"postbox/documents/announce.go case_party": "whether a citizen may announce a document depends on whether a party can be written to",
}

var (
	// statementTables finds the tables that a statement names, statementWrites those that it writes.
	statementTables = regexp.MustCompile(`\b(?:FROM|JOIN|INTO|UPDATE|EXISTS)\s+([a-z_]+)\b`)
	statementWrites = regexp.MustCompile(`\b(?:DELETE FROM|INTO|UPDATE)\s+([a-z_]+)\b`)
)

// Hand-written SQL keeps to its own tables, as the generated clients do. The bench writes what it measures against.
func TestOnlyTheOwnerWritesSQLOfATable(t *testing.T) {
	t.Parallel()
	of, met := map[string][]string{}, map[string]bool{}
	for entity, by := range owners {
		of[tableOf(entity)] = by
	}
	eachFile(t, func(path string, file *ast.File) {
		owner := ownerOf(path)
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING || owner == "bench" {
				return true
			}
			for _, m := range statementTables.FindAllStringSubmatch(lit.Value, -1) {
				met[path+" "+m[1]] = true
				if by := of[m[1]]; by != nil && !mayRead(owner, by) && foreignTables[path+" "+m[1]] == "" {
					t.Errorf("%s names the table %s, which belongs to %v", path, m[1], by)
				}
			}
			for _, m := range statementWrites.FindAllStringSubmatch(lit.Value, -1) {
				if by := of[m[1]]; by != nil && !slices.Contains(by, owner) && foreignTables[path+" "+m[1]] == "" {
					t.Errorf("%s writes the table %s, which belongs to %v", path, m[1], by)
				}
			}
			return true
		})
		ast.Inspect(file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && owners[sel.Sel.Name] != nil && touches(sel) {
				met[path+" "+tableOf(sel.Sel.Name)] = true
			}
			return true
		})
	})
	for named := range foreignTables {
		if !met[named] {
			t.Errorf("no statement: %s", named)
		}
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

func TestEveryEntityHasAnOwnerAndAPolicy(t *testing.T) {
	t.Parallel()
	_ = runtime.Version // the policies are registered
	policies := map[string]bool{}
	eachSchemaFile(func(_ string, file *ast.File) {
		for _, d := range file.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Name.Name == "Policy" && d.Recv != nil {
				policies[d.Recv.List[0].Type.(*ast.Ident).Name] = true
			}
		}
	})
	if len(owners) < 30 {
		t.Fatalf("found only %v", owners)
	}
	for entity, by := range owners {
		if !policies[entity] {
			t.Errorf("%s has no policy", entity)
		}
		for _, owner := range by {
			if _, err := os.Stat(owner); err != nil {
				t.Errorf("%s belongs to internal/%s, which is not there: a row in ownedElsewhere says to whom", entity, owner)
			}
		}
	}
	for entity := range ownedElsewhere {
		if owners[entity] == nil {
			t.Errorf("%s is no entity", entity)
		}
	}
	_ = schema.Side{}
}

func embedsSchema(ts *ast.TypeSpec) bool {
	st, ok := ts.Type.(*ast.StructType)
	if !ok || len(st.Fields.List) != 1 {
		return false
	}
	sel, ok := st.Fields.List[0].Type.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Schema"
}
