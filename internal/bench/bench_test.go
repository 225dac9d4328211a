package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"schalter/graph"
	"schalter/internal/clock"
)

func testBench(t *testing.T) *bench {
	t.Helper()
	return &bench{
		options: options{rounds: 1, roundTime: 20 * time.Millisecond}, clock: clock.System(), dir: t.TempDir(),
		log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})), out: &report{w: io.Discard},
	}
}

// The hand-written handler is a fair limit only while it says the same as the program, to the byte, and refuses the same.
func TestHandWrittenHandlerSaysTheSameAsTheProgram(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			b := testBench(t)
			c, err := b.prepare(t.Context(), kind, 4*perMailbox)
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := c.close(); err != nil {
					t.Error(err)
				}
			}()
			if err := c.compare(50); err != nil {
				t.Error(err)
			}
			if err := b.round(t.Context(), c, 0); err != nil {
				t.Error(err)
			}
			if kind == "postgres" {
				if err := b.plan(t.Context(), c); err != nil && !errors.Is(err, errPlan) {
					t.Error(err) // with 200 rows PostgreSQL may well read the table
				}
			}
			refuses(t, c)
		})
	}
}

// refuses checks that neither handler answers whom it must not.
func refuses(t *testing.T, c *contest) {
	t.Helper()
	stranger := c.asks[0]
	for _, other := range c.asks {
		if !bytes.Equal(other.body, stranger.body) {
			stranger.authorization = other.authorization
			break
		}
	}
	forged := c.asks[0]
	forged.authorization = forged.authorization[:len(forged.authorization)-8] + "AAAAAAAA"
	for name, a := range map[string]ask{"a stranger": stranger, "a forged token": forged, "nobody": {"", forged.body}} {
		for _, v := range c.variants {
			answer := httptest.NewRecorder()
			v.handler.ServeHTTP(answer, a.request())
			if strings.Contains(answer.Body.String(), "subject") {
				t.Errorf("%s shows a mailbox to %s: %d", v.name, name, answer.Code)
			}
			if v.name == "hand-written" && answer.Code == http.StatusOK {
				t.Errorf("%s answers %s", v.name, name)
			}
		}
	}
	if _, err := c.raw.ExecContext(context.Background(), `UPDATE session SET ended_at = expires_at`); err != nil {
		t.Fatal(err)
	}
	for _, v := range c.variants {
		answer := httptest.NewRecorder()
		v.handler.ServeHTTP(answer, c.asks[0].request())
		if answer.Code != http.StatusUnauthorized {
			t.Errorf("%s answers %d after the session has ended", v.name, answer.Code)
		}
	}
}

func TestFiguresGoBetweenTheMarks(t *testing.T) {
	t.Parallel()
	doc := "# Title\n<!-- bench:a -->\nold\n<!-- /bench:a -->\n<!-- bench:b -->\nkept\n<!-- /bench:b -->\nend\n"
	got, err := between(doc, "a", "new\n\n")
	want := "# Title\n<!-- bench:a -->\nnew\n<!-- /bench:a -->\n<!-- bench:b -->\nkept\n<!-- /bench:b -->\nend\n"
	if err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if _, err := between(doc, "c", "new"); !errors.Is(err, errNoMarks) {
		t.Errorf("got %v, want %v", err, errNoMarks)
	}
}

func TestQuantiles(t *testing.T) {
	t.Parallel()
	hundred := make([]int, 100)
	for i := range hundred {
		hundred[i] = 100 - i
	}
	for _, c := range []struct {
		q    float64
		want int
	}{{0, 1}, {0.5, 51}, {0.99, 100}, {1, 100}} {
		if got := quantile(hundred, c.q); got != c.want {
			t.Errorf("quantile %v: got %d, want %d", c.q, got, c.want)
		}
	}
}

func TestOptionsNamePartsBeforeFlags(t *testing.T) {
	t.Parallel()
	o, err := parseOptions([]string{"inbox", "-sizes", "50,100"})
	if err != nil || len(o.parts) != 1 || len(o.sizes) != 2 || o.sizes[1] != 100 {
		t.Errorf("got %+v, %v", o, err)
	}
	for _, wrong := range [][]string{{"nothing"}, {"-sizes", "1"}, {"-sizes", "many"}} {
		if _, err := parseOptions(wrong); err == nil {
			t.Errorf("%v is taken", wrong)
		}
	}
}

// A document leads from each field of Query on, by all its arguments, with every value on the way.
func TestDearestDocumentsComeFromTheSchema(t *testing.T) {
	t.Parallel()
	schema, fault := gqlparser.LoadSchema(&ast.Source{Input: graph.SDL()})
	if fault != nil {
		t.Fatal(fault)
	}
	a := arguments{}
	if _, err := startsOf(schema, a); err == nil {
		t.Error("a field whose argument has no example is left out")
	}
	for _, name := range []string{"id", "ars", "leikaKey", "query", "search", "undertakingId", "authorityId", "within", "token"} {
		a[name] = `"x"`
	}
	a["serviceIds"], a["ids"], a["frequent"] = `["x"]`, `["x"]`, "true"
	a["legalRulePreview.input"] = `{kind: ANSWER_DUE, law: "A", article: "B", jurisdiction: "DE", anchor: PROVIDED, amount: 0, unit: DAYS, shiftForDate: false, shiftForPeriod: false, holidays: NONE, validFrom: "2031-01-01", counselConfirmed: false}`
	a["address"], a["slug"], a["year"], a["reference"], a["basis"] = `{city: "x"}`, `"x"`, "1", `"x"`, `{year: 1, positions: []}`
	starts, err := startsOf(schema, a)
	if err != nil {
		t.Fatal(err)
	}
	begun := map[string]bool{}
	for _, n := range starts {
		begun[n.first.field.Name] = true
		for _, longer := range append(n.further(), n) {
			if _, list := gqlparser.LoadQueryWithRules(schema, longer.document("5", 3), nil); len(list) > 0 {
				t.Errorf("%s: %v", longer.document("5", 1), list)
			}
		}
	}
	for _, f := range schema.Query.Fields {
		if !strings.HasPrefix(f.Name, "__") && schema.Types[f.Type.Name()].IsCompositeType() && !begun[f.Name] {
			t.Errorf("no document begins with %s", f.Name)
		}
	}
}
