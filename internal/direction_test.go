package internal

import (
	"bytes"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// internal/postbox is to become several packages with one direction between them (docs/adr/0017-packages-of-the-postbox.md). While
// they are files of one package, no compiler keeps the direction: this does, so that nothing runs against it and folders can be made of
// the files.

// postboxPackages is the package that each file is to belong to. "ports" is what the packages call of others, and the limits: each
// takes its part along when it gets a folder. "casemail" is a package already.
var postboxPackages = map[string]string{
	"casemail.go": "casemail",
	"service.go":  "ports",
	"side.go":     "sides", "named_side.go": "sides", "renew.go": "sides", "renew_head.go": "sides", "words.go": "sides", "list.go": "sides",
	"idempotency.go": "sides", "input.go": "sides",
	"event.go":    "chain",
	"document.go": "documents", "transfer.go": "documents", "answer_files.go": "documents",
	"model.go": "conversation", "message.go": "conversation", "open.go": "conversation", "read.go": "conversation", "thread.go": "conversation", "send.go": "conversation",
	"compose.go": "conversation", "mark.go": "conversation", "draft.go": "conversation", "draft_use.go": "conversation",
	"delivery.go": "conversation", "notice.go": "conversation", "person.go": "conversation", "names.go": "conversation",
	"retrieval.go": "conversation", "message_documents.go": "conversation", "preview.go": "conversation", "closed_words.go": "conversation",
	"delete_message.go": "conversation",
	"case.go":           "inbox", "leaving.go": "inbox",
	"gateway.go": "gateway", "transit.go": "gateway", "answer.go": "gateway", "original.go": "gateway", "closed_channel.go": "gateway",
	"proof.go": "proof", "package.go": "proof", "fallback.go": "proof",
	"delete.go": "postbox", "forget.go": "postbox", "retention.go": "postbox", "sweep.go": "postbox", "stream.go": "postbox",
	"dissolved.go": "postbox",
}

// postboxDirection is what each package may use: the table "One direction" of the ADR.
var postboxDirection = map[string][]string{
	"casemail":     {},
	"ports":        {"casemail"},
	"sides":        {"casemail", "ports"},
	"chain":        {"casemail", "ports", "sides"},
	"documents":    {"casemail", "ports", "sides", "chain"},
	"conversation": {"casemail", "ports", "sides", "chain", "documents"},
	"inbox":        {"casemail", "ports", "sides", "chain", "conversation"},
	"gateway":      {"casemail", "ports", "sides", "chain", "documents", "conversation"},
	"proof":        {"casemail", "ports", "sides", "chain", "documents", "conversation", "gateway"},
	"postbox":      {"casemail", "ports", "sides", "chain", "documents", "conversation", "inbox", "gateway", "proof"},
}

func TestPostboxHasOneDirection(t *testing.T) {
	t.Parallel()
	p := readDeclarations(t, "postbox")
	p.eachUse(func(from, to declaration) {
		source, target := postboxPackages[from.file], postboxPackages[to.file]
		if source == target || slices.Contains(postboxDirection[source], target) {
			return
		}
		t.Errorf("%s (%s, %s) uses %s (%s, %s): against the direction of ADR 0017", from.name, from.file, source, to.name, to.file, target)
	})
	for _, f := range p.files {
		if name := p.fileOf(f.Package); postboxDirection[postboxPackages[name]] == nil {
			t.Errorf("%s has no package in postboxPackages", name)
		}
	}
	for name := range postboxPackages {
		if !slices.ContainsFunc(p.files, func(f *ast.File) bool { return p.fileOf(f.Package) == name }) {
			t.Errorf("there is no %s", name)
		}
	}
}

// declaration is a function, a method ("Service.Send"), a type with its fields, a constant or a variable of a package.
type declaration struct{ name, file string }

// declarations are those of one package with what the type checker knows of them.
type declarations struct {
	fset  *token.FileSet
	files []*ast.File
	info  *types.Info
	names map[types.Object]string
}

func (p *declarations) fileOf(pos token.Pos) string {
	return filepath.Base(p.fset.Position(pos).Filename)
}

// readDeclarations checks the types of a package in internal, from its source and what the compiler exported of all others.
func readDeclarations(t *testing.T, folder string) *declarations {
	t.Helper()
	p := &declarations{
		fset: token.NewFileSet(), info: &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}},
		names: map[types.Object]string{},
	}
	paths, err := filepath.Glob(folder + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(p.fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		p.files = append(p.files, f)
	}
	exports := compiled(t, folder)
	conf := types.Config{Importer: importer.ForCompiler(p.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })}
	if _, err := conf.Check(module+"internal/"+folder, p.fset, p.files, p.info); err != nil {
		t.Fatal(err)
	}
	for _, o := range p.info.Defs {
		p.name(o)
	}
	return p
}

// compiled are the files with the exported types of what a package is built from.
func compiled(t *testing.T, folder string) map[string]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-export", "-deps", "-tags", "demo", "-f", "{{.ImportPath}}\t{{.Export}}", "./"+folder).Output()
	if err != nil {
		t.Fatal(err)
	}
	exports := map[string]string{}
	for line := range bytes.Lines(out) {
		path, file, _ := strings.Cut(strings.TrimSpace(string(line)), "\t")
		exports[path] = file
	}
	return exports
}

// name names an object of the package by its declaration: a field or a method of an interface by its type, a method as "T.M".
func (p *declarations) name(o types.Object) {
	switch o := o.(type) {
	case *types.Func:
		if r := o.Signature().Recv(); r != nil {
			typ := r.Type()
			if pointer, ok := typ.(*types.Pointer); ok {
				typ = pointer.Elem()
			}
			if named, ok := typ.(*types.Named); ok && !types.IsInterface(named) {
				p.names[o] = named.Obj().Name() + "." + o.Name()
			}
			return
		}
	case *types.TypeName:
		p.nameMembers(o)
	}
	if o != nil && o.Parent() == o.Pkg().Scope() {
		p.names[o] = o.Name()
	}
}

func (p *declarations) nameMembers(of *types.TypeName) {
	switch u := of.Type().Underlying().(type) {
	case *types.Struct:
		for f := range u.Fields() {
			p.names[f] = of.Name()
		}
	case *types.Interface:
		for m := range u.ExplicitMethods() {
			p.names[m] = of.Name()
		}
	}
}

// assembly is what joins everything and is left out: each package gets its own.
var assembly = []string{"Service", "New", "Ports"}

// eachUse visits every use of one declaration in another.
func (p *declarations) eachUse(visit func(from, to declaration)) {
	for _, f := range p.files {
		for _, d := range f.Decls {
			for _, one := range p.declared(d) {
				p.usesIn(one.node, declaration{one.name, p.fileOf(f.Package)}, visit)
			}
		}
	}
}

type declared struct {
	name string
	node ast.Node
}

func (p *declarations) declared(d ast.Decl) []declared {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return []declared{{p.names[p.info.Defs[d.Name]], d}}
	case *ast.GenDecl:
		var list []declared
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				list = append(list, declared{spec.Name.Name, spec})
			case *ast.ValueSpec:
				list = append(list, declared{spec.Names[0].Name, spec})
			}
		}
		return list
	}
	return nil
}

func (p *declarations) usesIn(node ast.Node, from declaration, visit func(from, to declaration)) {
	ast.Inspect(node, func(n ast.Node) bool {
		ident, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		used := p.info.Uses[ident]
		switch generic := used.(type) {
		case *types.Func:
			used = generic.Origin()
		case *types.Var:
			used = generic.Origin()
		}
		if name := p.names[used]; name != "" && !slices.Contains(assembly, name) && !slices.Contains(assembly, from.name) {
			visit(from, declaration{name, p.fileOf(used.Pos())})
		}
		return true
	})
}
