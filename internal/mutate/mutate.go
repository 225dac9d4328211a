// Package mutate breaks our own code, one small thing at a time, to see whether the tests notice: bounds, order, deletion, quotas,
// what is published. A mutant is a replacement of some bytes of one file; the go command reads the changed file by -overlay, so
// that the working tree is never touched. Begin with [Find] (which mutants a file has) and [Run] (what the tests say of one);
// internal/mutate/runner is the command behind `make mutate`. docs/mutants.tsv lists the survivors that are known, with why.
package mutate

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Mutant is one change of one file.
type Mutant struct {
	// ID stays the same while the function around it does: file, function, operator and number within the function.
	ID       string
	File     string
	Line     int
	From, To int // bytes of the file that are replaced
	Old, New string
}

// Weight orders mutants without regard to their place, so that a sample stays the same while code is added elsewhere.
func (m Mutant) Weight() uint64 {
	sum := sha256.Sum256([]byte(m.ID))
	return binary.BigEndian.Uint64(sum[:])
}

// Apply is the source with the change.
func (m Mutant) Apply(source []byte) []byte {
	return slices.Concat(source[:m.From], []byte(m.New), source[m.To:])
}

// Find lists the mutants of a Go file; name is its path as it is to stand in ids.
func Find(name string, source []byte) ([]Mutant, error) {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, name, source, 0)
	if err != nil {
		return nil, err
	}
	f := finder{name: name, source: source, files: files, numbers: map[string]int{}}
	for _, decl := range parsed.Decls {
		f.scope = scopeOf(decl)
		if g, ok := decl.(*ast.GenDecl); ok && g.Tok != token.CONST && g.Tok != token.VAR {
			continue
		}
		_, f.constants = decl.(*ast.GenDecl)
		ast.Inspect(decl, f.visit)
	}
	slices.SortFunc(f.found, func(a, b Mutant) int { return cmp.Or(a.From-b.From, strings.Compare(a.ID, b.ID)) })
	return f.found, nil
}

func scopeOf(decl ast.Decl) string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		return d.Name.Name
	case *ast.GenDecl:
		if len(d.Specs) > 0 {
			if v, ok := d.Specs[0].(*ast.ValueSpec); ok {
				return v.Names[0].Name
			}
		}
	}
	return "-"
}

type finder struct {
	name      string
	source    []byte
	files     *token.FileSet
	scope     string
	constants bool
	numbers   map[string]int
	found     []Mutant
}

func (f *finder) add(operator string, from, to token.Pos, replacement string) {
	file := f.files.File(from)
	key := f.name + ":" + f.scope + ":" + operator
	f.numbers[key]++
	a, b := file.Offset(from), file.Offset(to)
	f.found = append(f.found, Mutant{
		ID: fmt.Sprintf("%s:%d", key, f.numbers[key]), File: f.name, Line: file.Line(from), From: a, To: b, Old: string(f.source[a:b]), New: replacement,
	})
}

// Comparisons at their bound, and conditions that hold for one instead of both.
var operators = map[token.Token]struct{ operator, to string }{
	token.LSS: {"bound", "<="}, token.LEQ: {"bound", "<"}, token.GTR: {"bound", ">="}, token.GEQ: {"bound", ">"},
	token.EQL: {"equal", "!="}, token.NEQ: {"equal", "=="}, token.LAND: {"condition", "||"}, token.LOR: {"condition", "&&"},
}

func (f *finder) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.BinaryExpr:
		if to, ok := operators[n.Op]; ok && !isNil(n.X) && !isNil(n.Y) {
			f.add(to.operator, n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), to.to)
		}
	case *ast.BasicLit:
		f.literal(n)
	case *ast.Ident:
		if n.Name == "true" {
			f.add("bool", n.Pos(), n.End(), "false")
		} else if n.Name == "false" {
			f.add("bool", n.Pos(), n.End(), "true")
		}
	case *ast.SelectorExpr:
		if n.Sel.Name == "Desc" {
			f.add("order", n.Sel.Pos(), n.Sel.End(), "Asc")
		}
	case *ast.ExprStmt:
		if call, ok := n.X.(*ast.CallExpr); ok && !isPanic(call) && !isLog(call) {
			f.add("removed", n.Pos(), n.End(), "")
		}
	case *ast.IfStmt:
		f.step(n)
	case *ast.CallExpr:
		if s, ok := n.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Compare" && len(n.Args) == 2 {
			x, y := f.text(n.Args[0]), f.text(n.Args[1])
			f.add("order", n.Args[0].Pos(), n.Args[1].End(), y+", "+x)
		}
	}
	return true
}

// step leaves out a step of which only the error is used: if err := do(); err != nil { return err }.
func (f *finder) step(n *ast.IfStmt) {
	init, ok := n.Init.(*ast.AssignStmt)
	if !ok || n.Else != nil || len(init.Lhs) != 1 || len(init.Rhs) != 1 || len(n.Body.List) != 1 {
		return
	}
	_, returns := n.Body.List[0].(*ast.ReturnStmt)
	_, calls := init.Rhs[0].(*ast.CallExpr)
	if name, ok := init.Lhs[0].(*ast.Ident); ok && name.Name == "err" && returns && calls {
		f.add("removed", n.Pos(), n.End(), "")
	}
}

// What SQL compares and how it orders.
var statements = regexp.MustCompile(`\b(SELECT|UPDATE|DELETE|INSERT|WHERE|ORDER BY|AND)\b`)
var inStatement = regexp.MustCompile(` (<=|>=|<|>) |\bDESC\b| AND `)

var sqlReplacements = map[string]struct{ operator, to string }{
	" <= ": {"bound", " < "}, " >= ": {"bound", " > "}, " < ": {"bound", " <= "}, " > ": {"bound", " >= "},
	"DESC": {"order", "ASC"}, " AND ": {"condition", " OR "},
}

func (f *finder) literal(n *ast.BasicLit) {
	switch n.Kind {
	case token.INT:
		if i, err := strconv.ParseInt(n.Value, 0, 64); err == nil && f.constants && i > 1 {
			f.add("number", n.Pos(), n.End(), strconv.FormatInt(i+1, 10))
		}
	case token.STRING:
		if !statements.MatchString(n.Value) {
			return
		}
		for _, at := range inStatement.FindAllStringIndex(n.Value, -1) {
			to := sqlReplacements[n.Value[at[0]:at[1]]]
			f.add(to.operator, n.Pos()+token.Pos(at[0]), n.Pos()+token.Pos(at[1]), to.to)
		}
	}
}

func (f *finder) text(n ast.Node) string {
	file := f.files.File(n.Pos())
	return string(f.source[file.Offset(n.Pos()):file.Offset(n.End())])
}

func isNil(e ast.Expr) bool {
	name, ok := e.(*ast.Ident)
	return ok && name.Name == "nil"
}

// isLog tells a line for the log, which no promise hangs on.
func isLog(call *ast.CallExpr) bool {
	s, ok := call.Fun.(*ast.SelectorExpr)
	return ok && slices.Contains([]string{"DebugContext", "InfoContext", "WarnContext", "ErrorContext"}, s.Sel.Name)
}

func isPanic(call *ast.CallExpr) bool {
	name, ok := call.Fun.(*ast.Ident)
	return ok && name.Name == "panic"
}
