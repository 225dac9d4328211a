package inbound

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"schalter/internal/delivery"
	"schalter/internal/delivery/outbound"
)

// A finding is a value: whatever follows from it is named and not run, so that nothing can take place outside of the transaction
// that settles its mail.
func TestFindingsHoldNoFunctions(t *testing.T) {
	t.Parallel()
	effects := []effect{
		answerEffect{}, testEffect{}, confirmEffect{}, questionEffect{}, reportEffect{}, bounceEffect{}, unreadEffect{}, receiptEffect{},
	}
	ours := []string{reflect.TypeFor[finding]().PkgPath(), reflect.TypeFor[outbound.LeftOut]().PkgPath(), reflect.TypeFor[delivery.Answer]().PkgPath()}
	var walk func(path string, of reflect.Type)
	walk = func(path string, of reflect.Type) {
		switch of.Kind() {
		case reflect.Func, reflect.Chan:
			t.Errorf("%s is a %s", path, of.Kind())
		case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
			walk(path, of.Elem())
		case reflect.Struct:
			for i := 0; slices.Contains(ours, of.PkgPath()) && i < of.NumField(); i++ {
				walk(path+"."+of.Field(i).Name, of.Field(i).Type)
			}
		}
	}
	walk("finding", reflect.TypeFor[finding]())
	for _, e := range effects {
		of := reflect.TypeOf(e)
		if !strings.HasSuffix(of.Name(), "Effect") || of.Kind() != reflect.Struct {
			t.Errorf("%s is no effect by its name or kind", of)
		}
		walk(of.Name(), of)
	}
}
