package graph

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// weighed runs everything that happens to a document before its first resolver.
func weighed(document string, variables map[string]any) gqlerror.List {
	return weighedFor(viewer.Anonymous(), document, variables)
}

func weighedFor(who *viewer.Viewer, document string, variables map[string]any) gqlerror.List {
	h := NewHandler(&Resolver{}, nil, clock.System(), testkit.Quiet(), nil)
	ctx := graphql.StartOperationTrace(viewer.With(context.Background(), who))
	op, list := h.Exec.CreateOperationContext(ctx, &graphql.RawParams{Query: document, Variables: variables})
	if len(list) == 0 {
		return nil
	}
	return h.Exec.DispatchError(graphql.WithOperationContext(ctx, op), list).Errors
}

func codeOf(list gqlerror.List) errs.Code {
	if len(list) == 0 {
		return ""
	}
	code, _ := list[0].Extensions["code"].(string)
	return errs.Code(code)
}

// tenByTen is ten cases with ten messages each, with documents and deliveries, in one document.
const tenByTen = `query ($authority: ID!) {
  authorityCases(authorityId: $authority, first: 10) {
    edges { cursor node {
      id version reference title state waitingSince unreadCount dueOn
      authority { id name } services { id name } region { id name } person { id name } address { recipient street houseNumber postalCode city country }
      assignee { id name } notes { id author body at } drafts { id subject savedAt }
      messages(first: 10) {
        edges { cursor node {
          id direction kind senderName subject body sentAt readAt unread receiptRequested dueOn
          fromAuthority { id name } services { id name } inReplyTo { id subject }
          documents { id filename mediaType size sha256 state refusal scanned createdAt download { url filename mediaType expiresAt } }
          deliveries { id state confirmedAt confirmedBy authority { id name } steps { state at detail } }
          evidence { manifestDigest signedAt signingKeyId eventId }
        } }
        pageInfo { hasNextPage endCursor }
      }
    } }
    pageInfo { hasNextPage endCursor }
  }
}`

const introspection = `query {
  __schema { queryType { name } mutationType { name } subscriptionType { name } types { ...T } directives { name description locations args { ...I } } }
}
fragment T on __Type { kind name description specifiedByURL
  fields(includeDeprecated: true) { name description args { ...I } type { ...R } isDeprecated deprecationReason }
  inputFields { ...I } interfaces { ...R } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...R } }
fragment I on __InputValue { name description type { ...R } defaultValue }
fragment R on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
  ofType { kind name ofType { kind name } } } } } } } } } }`

func TestUsefulDocumentsPass(t *testing.T) {
	t.Parallel()
	clerk := &viewer.Viewer{AccountID: "acc_00000000000000000000000000", Locale: "de"}
	for name, document := range map[string]string{"ten cases with ten messages": tenByTen, "introspection": introspection} {
		if list := weighedFor(clerk, document, map[string]any{"authority": "aut_00000000000000000000000000"}); list != nil {
			t.Errorf("%s: %v", name, list)
		}
	}
}

func TestHarmfulDocumentsAreRefused(t *testing.T) {
	t.Parallel()
	deep := "query { region(ars: \"09\") " + strings.Repeat("{ parent ", 21) + "{ id }" + strings.Repeat(" }", 21) + " }"
	var aliased, fragments strings.Builder
	for i := range 101 {
		fmt.Fprintf(&aliased, "a%d: __typename ", i)
	}
	// Each fragment spreads the next one twice: two to the power of thirty, if one counted by walking.
	for i := range 30 {
		fmt.Fprintf(&fragments, "fragment f%d on Region { a%d: parent { ...f%d } b%d: kreis { ...f%d } } ", i, i, i+1, i, i+1)
	}
	fragments.WriteString("fragment f30 on Region { id } query { region(ars: \"09\") { ...f0 } }")
	tests := map[string]struct {
		document string
		want     errs.Code
	}{
		"deep":                   {deep, errs.TooComplex},
		"wide":                   {`query { authorities(first: 100) { edges { node { services(first: 100) { edges { node { undertakings { id services { id } } } } } } } } }`, errs.TooComplex},
		"aliased":                {"query { " + aliased.String() + " }", errs.TooComplex},
		"spread upon spread":     {fragments.String(), errs.TooComplex},
		"many mutations":         {"mutation { " + strings.Repeat(`sessionEnd(input: {}) { endedSessionId } `, 11) + "}", errs.TooComplex},
		"many fields":            {"{ " + strings.Repeat("viewer { id } ", 501) + "}", errs.TooComplex},
		"long":                   {"query { " + strings.Repeat("__typename ", MaxTokens) + "}", errs.Invalid},
		"schema of schemas":      {"{ __schema { types { fields { type { fields { type { fields { type { fields { type { fields { name } } } } } } } } } } } }", errs.Invalid},
		"circle":                 {"query { ...a } fragment a on Query { ...b } fragment b on Query { ...a }", errs.Invalid},
		"unknown field":          {"{ viewer { passwordHash } }", errs.Invalid},
		"unknown argument":       {"{ viewer { caseMailboxes(where: 1) { edges { cursor } } } }", errs.Invalid},
		"no document":            {"", errs.Invalid},
		"not a document":         {"hello", errs.Invalid},
		"no variable":            {"query ($id: ID!) { node(id: $id) { id } }", errs.Invalid},
		"two operations unnamed": {"query a { __typename } query b { __typename }", errs.Invalid},
		"unclosed":               {"{ viewer {", errs.Invalid},
		"deeply unclosed":        {strings.Repeat("{a", 1900), errs.Invalid},
		"nothing but lists":      {"{ nodes(ids: " + strings.Repeat("[", 3000) + ") { id } }", errs.Invalid},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list := weighed(tt.document, nil)
			if got := codeOf(list); got != tt.want {
				t.Errorf("got %q, want %s (%.200v)", got, tt.want, list)
			}
			for _, e := range list {
				if strings.Contains(e.Message, "Did you mean") {
					t.Errorf("suggests: %s", e.Message)
				}
			}
		})
	}
}

func TestPageSizesComeFromVariables(t *testing.T) {
	t.Parallel()
	document := `query ($n: Int) { authorities(first: $n) { edges { node { services(first: $n) { edges { node { undertakings { id services { id } } } } } } } } }`
	if list := weighed(document, map[string]any{"n": 2}); list != nil {
		t.Errorf("two by two: %v", list)
	}
	if got := codeOf(weighed(document, map[string]any{"n": 100})); got != errs.TooComplex {
		t.Errorf("hundred by hundred: got %q", got)
	}
}

func TestLimitsArePublished(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), LimitsTable()) {
		t.Errorf("docs/api.md must hold this table:\n%s", LimitsTable())
	}
}

func FuzzDocument(f *testing.F) {
	for _, seed := range []string{tenByTen, introspection, "{ viewer { id } }", "subscription { messageReceived { cursor } }", "{ ...a } fragment a on Query { ...a }"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, document string) {
		for _, e := range weighed(document, nil) {
			if code, _ := e.Extensions["code"].(string); code != string(errs.Invalid) && code != string(errs.TooComplex) {
				t.Fatalf("got %s: %v", code, e)
			}
		}
	})
}
