// Package internal holds the rules of the house as tests: who may know whom, who owns which entity, where time is read.
package internal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"schalter/ent/runtime"
	"schalter/ent/schema"
)

// ownedElsewhere says which package touches the client of an entity, where that is not the one which the entity's file in ent/schema is
// called after (market_levy.go: market/levy): it may be one below a domain, which then has the entity for itself.
var ownedElsewhere = map[string][]string{
	"Instance": {"store"}, "PlatformKey": {"vault"}, "KekGeneration": {"vault"}, "Job": {"job"}, "Stream": {"store"}, "StreamEntry": {"store"},
	"Mail": {"notify"}, "Counter": {"store", "account"}, "AuditEntry": {"audit"},
	"GatewayMail": {"delivery/outbound"}, "InboundMail": {"delivery/inbound"}, "SeenSignature": {"delivery/inbound"},
	"Side": {"postbox/sides"}, "SearchWord": {"postbox/sides"}, "IdempotencyRecord": {"postbox/sides"}, "SideEvent": {"postbox/chain"},
	"Document": {"postbox/documents"}, "ViewDocument": {"postbox/documents"}, "CaseMailbox": {"postbox/conversation"},
	"CaseParty": {"postbox/conversation"}, "PartyGrant": {"postbox/conversation"}, "Message": {"postbox/conversation"}, "ViewMessage": {"postbox/conversation"},
	"Draft": {"postbox/conversation"}, "Delivery": {"postbox/conversation"}, "DeliveryFact": {"postbox/conversation"},
	"Manifest": {"postbox/conversation"}, "Provision": {"postbox/conversation"}, "Consent": {"postbox/consents"}, "CaseNote": {"postbox/inbox"},
	"LegalDate": {"postbox/dates"}, "DeletionCertificate": {"deletion"},
}

// owners says which package touches the client of an entity. A domain with a file of its own in ent/schema needs no row anywhere.
var owners = readOwners()

func readOwners() map[string][]string {
	by := map[string][]string{}
	for entity, file := range entities() {
		if by[entity] = ownedElsewhere[entity]; by[entity] == nil {
			by[entity] = []string{strings.Replace(file, "_", "/", 1)}
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
