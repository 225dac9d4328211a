//go:build demo

package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/testkit"
)

// patiently asks again when the network asked too much.
func patiently(t testing.TB, c testkit.Client, document string, variables any) *testkit.Answer {
	t.Helper()
	for {
		a, err := c.Ask(t.Context(), document, variables)
		if err != nil {
			t.Fatal(err)
		}
		if a.Status != http.StatusTooManyRequests {
			return a
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// streamRefusal is the code with which an event stream is refused; the test fails when it stays open.
func streamRefusal(t *testing.T, c testkit.Client, document string, variables map[string]any) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL+"/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "text/event-stream")
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusTooManyRequests {
		time.Sleep(100 * time.Millisecond)
		return streamRefusal(t, c, document, variables)
	}
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if _, rest, ok := strings.Cut(lines.Text(), `"code":"`); ok {
			code, _, _ := strings.Cut(rest, `"`)
			return code
		}
	}
	t.Fatalf("the stream of %v is not refused", variables)
	return ""
}

func newFacts(t *testing.T, w *world) *facts {
	f := &facts{t: t, w: w, owner: w.as(t, citizen), clerk: w.as(t, clerkBamberg), admin: newAdmin(t, w)}
	f.mailbox = openMailbox(t, f.owner, bamberg)
	f.document, _ = announce(t, f.owner, map[string]any{"mailboxId": f.mailbox}, 100)
	f.message = sendMessage(t, f.owner, f.mailbox, bamberg, f.key())
	f.draft = saveDraft(t, f.owner, "mailboxId", f.mailbox)
	f.caseID = newestCase(t, f.clerk, bamberg)
	f.caseDraft = saveDraft(t, f.clerk, "caseId", f.caseID)
	return f
}

// A clerk of another authority knows every id of Anna's and of the city's. Nothing of it exists for that clerk, and nothing changes.
func TestHostileStrangerWithAllIDsGetsAndChangesNothing(t *testing.T) {
	t.Parallel()
	onBothUnhurried(t, func(t *testing.T, w *world) {
		schema, f := contract(t), newFacts(t, w)
		places := idPlaces(schema)
		base := bases(f, places)
		session := freshSession(f)
		before := f.everything(t)
		stranger := w.as(t, clerkMunich)
		for _, p := range places {
			for _, foreign := range []string{f.mailbox, f.caseID, f.message, f.document, f.draft, f.caseDraft, session, f.event(t)} {
				args := p.args(schema, base[p.field.Name], foreign)
				got := p.judge(t, stranger, schema, args)
				if !slices.Contains(append(refusals, "NOT_ACTIVATED"), got) && !(p.tolerates() && got == "ok") {
					t.Errorf("%s: %s: got %s", p, foreign, got)
				}
			}
		}
		if after := f.everything(t); after != before {
			t.Errorf("it was\n%s\nand is\n%s", before, after)
		}
		found := patiently(t, stranger, `query($ids: [ID!]!) { nodes(ids: $ids) { id } }`, map[string]any{"ids": []string{f.mailbox, f.caseID, f.message, f.document, f.draft, f.caseDraft, session}})
		if got := string(found.Data); got != `{"nodes":[null,null,null,null,null,null,null]}` {
			t.Errorf("the stranger sees %s", got)
		}
	})
}

// everything is what the owner and the clerk see of what the facts are about.
func (f *facts) everything(t *testing.T) string {
	t.Helper()
	const content = `{ id unreadCount messages(last: 50) { edges { node { id subject body unread readAt documents { id } deliveries { state steps { state at } } } } }
		drafts { id version subject body documents { id } } events(first: 100) { edges { node { id kind at } } } `
	own := patiently(t, f.owner, `query($m: ID!) { caseMailbox(id: $m) `+content+` title deletesAt } viewer { unreadMessageCount givenName settings { recognitionPhrase } sessions { id } } }`, map[string]any{"m": f.mailbox})
	theirs := patiently(t, f.clerk, `query($c: ID!) { authorityCase(id: $c) `+content+` version state dueOn assignee { id } notes { id } } }`, map[string]any{"c": f.caseID})
	if len(own.Errors)+len(theirs.Errors) > 0 {
		t.Fatalf("%+v %+v", own.Errors, theirs.Errors)
	}
	// The platform tells by itself, whenever it comes to it.
	return notices.ReplaceAllString(string(own.Data)+string(theirs.Data), "")
}

var notices = regexp.MustCompile(`,\{"node":\{"id":"[^"]+","kind":"NOTIFICATION_[A-Z]+","at":"[^"]+"\}\}`)

func (f *facts) event(t *testing.T) string {
	t.Helper()
	var out struct {
		CaseMailbox struct {
			Events struct {
				Edges []struct{ Node struct{ ID string } }
			}
		}
	}
	a := patiently(t, f.owner, `query($m: ID!) { caseMailbox(id: $m) { events(first: 1) { edges { node { id } } } } }`, map[string]any{"m": f.mailbox})
	if err := json.Unmarshal(a.Data, &out); err != nil {
		t.Fatal(err)
	}
	return out.CaseMailbox.Events.Edges[0].Node.ID
}

// Cursors are opaque, but anybody can make one up.
func TestHostileCursorsAreRefusedOrLeadNowhere(t *testing.T) {
	t.Parallel()
	onBothUnhurried(t, func(t *testing.T, w *world) {
		f := newFacts(t, w)
		made := []string{"", "x", "c2VydmljZXN8MQ", strings.Repeat("A", 100_000), "\x00", "%00", "=="}
		for _, inside := range []string{
			"cases|", "cases|x", "cases|{}", `cases|{"i":"\u0000"}`, `cases|{"t":"9999-12-31T23:59:59Z","i":"x"}`, `cases|{"t":"0000-01-01T00:00:00Z","i":"x"}`,
			`cases|{"d":"\u0000","i":"x"}`, `cases|{"d":"'; DROP TABLE side","i":"x"}`, `cases|{"t":1,"i":"x"}`, `cases|{"i":"` + strings.Repeat("x", 10_000) + `"}`,
			"cases|{\"i\":\"\xff\"}", "messages|-1", "messages|9223372036854775807", "messages|9223372036854775808", "messages|x", "messages|1\x00",
			"mailboxes|{\"i\":\"\\u0000\"}", "events|\x00", "events|x", "events|-1", "events|99999999999999999999", "regions|x.1", "regions|\x00.1", "regions|.", "regions|.-1",
		} {
			made = append(made, base64.RawURLEncoding.EncodeToString([]byte(inside)))
		}
		for _, list := range []struct {
			client   testkit.Client
			document string
		}{
			{f.owner, `query($id: ID!, $c: String) { caseMailbox(id: $id) { messages(first: 2, after: $c) { edges { cursor } } } }`},
			{f.owner, `query($id: ID!, $c: String) { caseMailbox(id: $id) { messages(last: 2, before: $c) { edges { cursor } } } }`},
			{f.owner, `query($id: ID!, $c: String) { caseMailbox(id: $id) { events(first: 2, after: $c) { edges { cursor } } } }`},
			{f.owner, `query($id: ID!, $c: String) { node(id: $id) { id } viewer { caseMailboxes(first: 2, after: $c) { edges { cursor } } } }`},
			{f.owner, `query($id: ID!, $c: String) { node(id: $id) { id } viewer { caseMailboxes(last: 2, before: $c) { edges { cursor } } } }`},
			{f.clerk, `query($id: ID!, $c: String) { node(id: $id) { id } authorityCases(authorityId: "` + bamberg + `", first: 2, after: $c) { edges { cursor } } }`},
			{f.clerk, `query($id: ID!, $c: String) { node(id: $id) { id } authorityCases(authorityId: "` + bamberg + `", orderBy: DUE_FIRST, first: 2, after: $c) { edges { cursor } } }`},
			{f.clerk, `query($id: ID!, $c: String) { node(id: $id) { id } authorityCases(authorityId: "` + bamberg + `", orderBy: NEWEST_MESSAGE, last: 2, before: $c) { edges { cursor } } }`},
			{f.owner, `query($id: ID!, $c: String) { node(id: $id) { id } regions(first: 2, after: $c) { edges { cursor } } }`},
			{f.owner, `query($id: ID!, $c: String) { node(id: $id) { id } organisations(first: 2, after: $c) { edges { cursor } } }`},
		} {
			for _, c := range made {
				a := patiently(t, list.client, list.document, map[string]any{"id": f.mailbox, "c": c})
				if code := a.Code(); a.Status >= 500 || code != "" && code != "INVALID" && code != "CURSOR_EXPIRED" {
					t.Errorf("%s\nafter %.80q: got %d %s", list.document, c, a.Status, code)
				}
			}
		}
		for _, c := range append(made, base64.RawURLEncoding.EncodeToString([]byte(w.epoch+"|-1")), base64.RawURLEncoding.EncodeToString([]byte(w.epoch+"|9223372036854775807")),
			// The same place in other spellings.
			base64.RawURLEncoding.EncodeToString([]byte(w.epoch+"|+0")), base64.RawURLEncoding.EncodeToString([]byte(w.epoch+"|00")),
			base64.RawURLEncoding.EncodeToString([]byte(w.epoch+"|0"))+"\n") {
			got := streamRefusal(t, f.owner, `subscription($c: String) { mailboxChanged(after: $c) { cursor } }`, map[string]any{"c": c})
			if got != "INVALID" && got != "CURSOR_EXPIRED" {
				t.Errorf("stream after %.80q: got %s", c, got)
			}
		}
	})
}

func TestHostileDocumentsAreRefusedOverHTTP(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	anna := w.as(t, citizen)
	tests := map[string]struct {
		document  string
		variables any
		want      string
	}{
		"deep":                    {"{ viewer " + strings.Repeat("{ caseMailboxes { edges { node { parties { authority { region { authorities ", 4) + "{ id" + strings.Repeat(" }", 4*7+2), nil, "INVALID TOO_COMPLEX"},
		"deep by one field":       {"{ region(ars: \"09\") " + strings.Repeat("{ parent ", 30) + "{ id }" + strings.Repeat(" }", 30) + " }", nil, "TOO_COMPLEX"},
		"wide":                    {"{ " + strings.Repeat("__typename ", 1500) + "}", nil, "TOO_COMPLEX"},
		"aliased":                 {"{ " + numbered(150, "a%d: viewer { id } ") + "}", nil, "TOO_COMPLEX"},
		"aliased sign-ins":        {"mutation { " + numbered(50, `a%d: sessionStart(input: {email: "a@b.example", password: "x"}) { accessToken } `) + "}", nil, "TOO_COMPLEX"},
		"fragments in a circle":   {"{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }", nil, "INVALID"},
		"a fragment in itself":    {"{ ...a } fragment a on Query { viewer { id } ...a }", nil, "INVALID"},
		"fragments that double":   {"{ ...f0 } " + numbered(40, "fragment f%d on Query { ...g%[1]d ...g%[1]d } fragment g%[1]d on Query { viewer { id } }"), nil, "INVALID TOO_COMPLEX"},
		"directives":              {"{ viewer " + strings.Repeat("@include(if: true) ", 1200) + "{ id } }", nil, "INVALID TOO_COMPLEX"},
		"unknown directives":      {"{ viewer " + strings.Repeat("@x ", 1200) + "{ id } }", nil, "INVALID TOO_COMPLEX"},
		"variables nobody uses":   {"query(" + numbered(900, "$v%d: Int ") + ") { __typename }", nil, "INVALID TOO_COMPLEX"},
		"nested lists":            {`{ nodes(ids: ` + strings.Repeat("[", 100_000) + ") { id } }", nil, "INVALID"},
		"nested selections":       {strings.Repeat("{ a ", 100_000), nil, "INVALID"},
		"a long name":             {"{ " + strings.Repeat("a", 500_000) + " }", nil, "INVALID"},
		"a long text":             {`{ search(query: "` + strings.Repeat("ä", 200_000) + `") { hits { __typename } } }`, nil, "INVALID"},
		"unknown field":           {"{ viewer { passwordHash } }", nil, "INVALID"},
		"unknown argument":        {`{ viewer(id: "x") { id } }`, nil, "INVALID"},
		"unknown input field":     {`mutation($i: ProfileUpdateInput!) { profileUpdate(input: $i) { viewer { id } } }`, map[string]any{"i": map[string]any{"platformRoles": []string{"OPERATOR"}}}, "INVALID"},
		"a fraction for a number": {`query($n: Int) { regions(first: $n) { totalCount } }`, map[string]any{"n": 1.5}, "INVALID"},
		"an enum of nothing":      {`mutation($i: ProfileUpdateInput!) { profileUpdate(input: $i) { viewer { id } } }`, map[string]any{"i": map[string]any{"locale": "FR"}}, "INVALID"},
		"variables in depth":      {`query($i: [ID!]!) { nodes(ids: $i) { id } }`, map[string]any{"i": json.RawMessage(strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000))}, "INVALID"},
		"a million operations":    {strings.Repeat("query{a}", 100_000), nil, "INVALID"},
		"two without a name":      {"{ __typename } { __typename }", nil, "INVALID"},
		"nothing":                 {"# nothing", nil, "INVALID"},
		"a NUL":                   {"{ viewer\x00 { id } }", nil, "INVALID"},
		"types inside out":        {"{ __schema " + strings.Repeat("{ types { fields { type ", 8) + "{ name" + strings.Repeat(" }", 8*3+2), nil, "INVALID TOO_COMPLEX"},
	}
	for name, tt := range tests {
		// One after the other: the token ends after ten minutes, however long others take.
		t.Run(name, func(t *testing.T) {
			a, err := anna.Ask(t.Context(), tt.document, tt.variables)
			if err != nil {
				t.Fatal(err)
			}
			if code := a.Code(); a.Status != 200 || !strings.Contains(tt.want, code) || code == "" || string(a.Data) != "" && string(a.Data) != "null" {
				t.Errorf("got %d %s %.200s, want %s", a.Status, code, a.Data, tt.want)
			}
		})
	}
}

func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}
