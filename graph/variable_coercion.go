package graph

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"schalter/internal/errs"
)

// coercion reads variables as the specification says ("Input Coercion"), where the library deviates from it: a whole number may
// be written 3.0, text is no number, and a number is no text.
type coercion struct{ schema *ast.Schema }

// coerceVariables reads the values of an operation in place.
func (c coercion) coerceVariables(op *ast.OperationDefinition, values map[string]any) *gqlerror.Error {
	for _, v := range op.VariableDefinitions {
		given, ok := values[v.Variable]
		if !ok {
			continue
		}
		read, err := c.coerceValue(v.Type, given)
		if err != nil {
			return &gqlerror.Error{Message: err.Message, Path: ast.Path{ast.PathName("variable"), ast.PathName(v.Variable)}, Err: err}
		}
		values[v.Variable] = read
	}
	return nil
}

// coerceValue reads one value. Whatever else does not fit is refused by the validator.
func (c coercion) coerceValue(t *ast.Type, given any) (_ any, err *errs.Error) {
	switch given := given.(type) {
	case nil:
		return nil, nil
	case []any:
		if len(given) > MaxEntries {
			return nil, errs.Newf(errs.Invalid, "a list has at most %d entries", MaxEntries)
		}
		if t.Elem == nil {
			return given, nil
		}
		for i := range given {
			if given[i], err = c.coerceValue(t.Elem, given[i]); err != nil {
				return nil, err
			}
		}
		return given, nil
	case map[string]any:
		return given, c.coerceFields(t, given)
	}
	switch t.Name() {
	case "Int":
		return integer(given)
	case "String":
		if _, ok := given.(string); !ok {
			return nil, errs.New(errs.Invalid, "a String is written as text")
		}
	}
	return given, nil
}

func (c coercion) coerceFields(t *ast.Type, given map[string]any) *errs.Error {
	def := c.schema.Types[t.Name()]
	if def == nil || def.Kind != ast.InputObject {
		return nil
	}
	for name, value := range given {
		field := def.Fields.ForName(name)
		if field == nil {
			continue
		}
		read, err := c.coerceValue(field.Type, value)
		if err != nil {
			return err
		}
		given[name] = read
	}
	return nil
}

var errInt = errs.New(errs.Invalid, "an Int is a whole number of 32 bits, written as a number")

// integer is a number that is whole, however it is written.
func integer(given any) (any, *errs.Error) {
	n, ok := given.(json.Number)
	if i, whole := wholeNumber(given); !ok && whole {
		n, ok = json.Number(strconv.FormatInt(i, 10)), true
	}
	if !ok {
		return nil, errInt
	}
	if !strings.ContainsAny(n.String(), ".eE") {
		if _, err := strconv.ParseInt(n.String(), 10, 32); err != nil {
			return nil, errInt
		}
		return n, nil
	}
	f, err := n.Float64()
	if err != nil || f != math.Trunc(f) || f < math.MinInt32 || f > math.MaxInt32 {
		return nil, errInt
	}
	return json.Number(strconv.FormatInt(int64(f), 10)), nil
}
