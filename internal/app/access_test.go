//go:build demo

package app

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"schalter/internal/legaltext"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// The access matrix of the contract: who × every operation. The rows of entities are in ent/rule.
//
// Anna owns a mailbox with one party, the city of Bamberg; its clerk is "clerk". "clerk-party" is the clerk of another
// authority that Anna wrote to as well (the Einheitlicher Ansprechpartner), "clerk-other" a stranger's, "admin" manages the
// city without being a clerk.
var kinds = []string{"anonymous", "citizen", "clerk-party", "clerk-other", "admin", "operator", "editor", "clerk", "owner",
	"buyer", "signatory", "member-other", "union", "it", vendorSession}

// outcomes: ok, null (it does not exist for the viewer), or the code of the error or refusal.
type expectation map[string]string

func everyone(outcome string) expectation {
	e := expectation{}
	for _, k := range kinds {
		e[k] = outcome
	}
	return e
}

// but says what others get. A vendor's session is nobody to all that is not of rollouts: it gets what anonymous callers get.
func (e expectation) but(outcome string, who ...string) expectation {
	e = maps.Clone(e)
	for _, k := range who {
		if e[k] = outcome; k == "anonymous" {
			e[vendorSession] = outcome
		}
	}
	return e
}

var (
	public   = everyone("ok")
	signedIn = public.but("UNAUTHENTICATED", "anonymous")
	// ownOnly and clerkOnly are for things that do not exist for anybody else.
	ownOnly    = everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("ok", "owner")
	clerkOnly  = everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("ok", "clerk")
	nullButOwn = everyone("null").but("UNAUTHENTICATED", "anonymous").but("ok", "owner")
	// managers run a channel; operatorOnly is the desk's.
	managers     = everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("ok", "admin", "operator")
	operatorOnly = everyone("FORBIDDEN").but("UNAUTHENTICATED", "anonymous").but("ok", "operator")
	nullButCity  = everyone("null").but("UNAUTHENTICATED", "anonymous").but("ok", "clerk")
)

// operation is one field of the contract: a document of which the first field is judged.
type operation struct {
	document string
	vars     func(f *facts) map[string]any
	want     expectation
}

// facts are the ids that the operations are about; fresh ones for an operation that destroys them.
type facts struct {
	t                          *testing.T
	w                          *world
	owner, clerk, admin        testkit.Client
	mailbox, caseID, message   string
	document, draft, caseDraft string
	certificate                string
	n                          int
}

func (f *facts) key() string { f.n++; return fmt.Sprint("key-", f.n) }

func vars(kv ...any) func(*facts) map[string]any {
	return func(f *facts) map[string]any {
		m := map[string]any{}
		for i := 0; i < len(kv); i += 2 {
			v := kv[i+1]
			if fn, ok := v.(func(*facts) any); ok {
				v = fn(f)
			}
			m[kv[i].(string)] = v
		}
		return m
	}
}

func input(kv ...any) func(*facts) map[string]any {
	inner := vars(kv...)
	return func(f *facts) map[string]any { return map[string]any{"i": inner(f)} }
}

func mailboxID(f *facts) any  { return f.mailbox }
func caseID(f *facts) any     { return f.caseID }
func messageID(f *facts) any  { return f.message }
func messageIDs(f *facts) any { return []string{f.message} }
func freshKey(f *facts) any   { return f.key() }

// The fresh ones are made for an operation that destroys them.
func freshDraft(f *facts) any   { return saveDraft(f.t, f.owner, "mailboxId", f.mailbox) }
func freshMailbox(f *facts) any { return openMailbox(f.t, f.owner, bamberg) }
func freshMessage(f *facts) any { return sendMessage(f.t, f.owner, f.mailbox, bamberg, f.key()) }

// freshDeclined is a mailbox that its authority declined.
func freshDeclined(f *facts) any {
	mailbox := openMailbox(f.t, f.owner, bamberg)
	sendMessage(f.t, f.owner, mailbox, bamberg, f.key())
	var of struct{ CaseMailbox struct{ Reference string } }
	f.owner.Must(f.t, `query($id: ID!) { caseMailbox(id: $id) { reference } }`, map[string]any{"id": mailbox}, &of)
	var found struct {
		AuthorityCases struct {
			Edges []struct{ Node struct{ ID string } }
		}
	}
	f.clerk.Must(f.t, `query($a: ID!, $s: String) { authorityCases(authorityId: $a, filter: {search: $s}) { edges { node { id } } } }`,
		map[string]any{"a": bamberg, "s": of.CaseMailbox.Reference}, &found)
	var done struct {
		CaseDecline struct{ UserErrors []userError }
	}
	f.clerk.Must(f.t, `mutation($i: CaseDeclineInput!) { caseDecline(input: $i) { userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"caseId": found.AuthorityCases.Edges[0].Node.ID, "reason": "Nicht unser Gebiet"}}, &done)
	return mailbox
}
func freshAnswer(f *facts) any {
	var out struct {
		CaseReply struct {
			MessageEdge struct{ Node struct{ ID string } }
		}
	}
	f.clerk.Must(f.t, `mutation($i: CaseReplyInput!) { caseReply(input: $i) { messageEdge { node { id } } userErrors { code } } }`,
		map[string]any{"i": map[string]any{"caseId": f.caseID, "subject": "Antwort", "body": "Ja", "idempotencyKey": f.key()}}, &out)
	return out.CaseReply.MessageEdge.Node.ID
}
func freshDocument(f *facts) any {
	id, _ := announce(f.t, f.owner, map[string]any{"mailboxId": f.mailbox}, 100)
	return id
}
func freshConsent(f *facts) any {
	var out struct {
		ConsentGive struct{ Consent struct{ ID string } }
	}
	f.owner.Must(f.t, `mutation($i: ConsentGiveInput!) { consentGive(input: $i) { consent { id } userErrors { code } } }`,
		map[string]any{"i": map[string]any{"authorityId": bamberg, "scope": "SERVICE_OF_DOCUMENTS", "textVersion": legaltext.ConsentVersion}}, &out)
	return out.ConsentGive.Consent.ID
}
func caseVersion(f *facts) any {
	var out struct{ AuthorityCase struct{ Version int } }
	f.clerk.Must(f.t, `query($c: ID!) { authorityCase(id: $c) { version } }`, map[string]any{"c": f.caseID}, &out)
	return out.AuthorityCase.Version
}

func saveDraft(t testing.TB, c testkit.Client, target, id string) string {
	t.Helper()
	var out struct {
		DraftSave struct{ Draft struct{ ID string } }
	}
	c.Must(t, `mutation($i: DraftSaveInput!) { draftSave(input: $i) { draft { id } userErrors { code } } }`,
		map[string]any{"i": map[string]any{target: id, "subject": "Entwurf", "body": ""}}, &out)
	return out.DraftSave.Draft.ID
}

const problems = ` userErrors { code field message } } }`

// accessMatrix has the rows of each domain as a method, in the file access_<domain>_test.go: a new domain touches no other file.
type accessMatrix struct{}

// operations are the rows of all domains.
func operations() map[string]operation {
	all := map[string]operation{}
	matrix := reflect.ValueOf(accessMatrix{})
	for i := range matrix.NumMethod() {
		rows := matrix.Method(i).Call(nil)[0].Interface().(map[string]operation)
		for name, op := range rows {
			if _, twice := all[name]; twice {
				panic("two rows of " + name)
			}
			all[name] = op
		}
	}
	return all
}

// clerkMembership is the clerk's, freshMembership a new one of a new person.
func clerkMembership(f *facts) any {
	var out struct {
		Viewer struct{ Memberships []struct{ ID string } }
	}
	f.clerk.Must(f.t, `{ viewer { memberships { id } } }`, nil, &out)
	return out.Viewer.Memberships[0].ID
}

func freshMembership(f *facts) any {
	var out struct{ Viewer struct{ ID string } }
	register(f.t, f.w, "member-"+f.key()+"@demo.example").Must(f.t, `{ viewer { id } }`, nil, &out)
	return employ(f.t, f.w, out.Viewer.ID)
}

// employ makes an account a clerk of the city.
func employ(t testing.TB, w *world, accountID string) (membershipID string) {
	t.Helper()
	err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) (err error) {
		membershipID, err = w.organisations.Employ(ctx, tx, organisation.Employment{
			OrganisationID: w.organisations.OfAuthority(bamberg).ID, AccountID: accountID, Roles: []organisation.OrganisationRole{organisation.Clerk},
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return membershipID
}

// freshSession signs the owner in once more and returns the session.
func freshSession(f *facts) string {
	other := f.w.as(f.t, citizen)
	var out struct {
		Viewer struct {
			Sessions []struct {
				ID      string
				Current bool
			}
		}
	}
	other.Must(f.t, `{ viewer { sessions { id current } } }`, nil, &out)
	for _, s := range out.Viewer.Sessions {
		if s.Current {
			return s.ID
		}
	}
	f.t.Fatal("no current session")
	return ""
}

// outcome says what became of an operation: the first field's data, its refusal, or its error.
func outcome(t *testing.T, a *testkit.Answer) string {
	t.Helper()
	if code := a.Code(); code != "" {
		return code
	}
	var data map[string]json.RawMessage
	if err := json.Unmarshal(a.Data, &data); err != nil {
		t.Fatalf("%v in %s", err, a.Data)
	}
	for _, field := range data {
		if string(field) == "null" {
			return "null"
		}
		var payload struct{ UserErrors []userError }
		if json.Unmarshal(field, &payload) == nil && len(payload.UserErrors) > 0 {
			return payload.UserErrors[0].Code
		}
	}
	return "ok"
}

// onBothUnhurried is onBoth for tests that ask thousands of times: the limit of a network is not what they are about.
func onBothUnhurried(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	for name, databaseURL := range map[string]func(testing.TB) string{"sqlite": func(testing.TB) string { return "" }, "postgres": testkit.PostgresURL} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := worldConfig(t, databaseURL(t))
			cfg.RequestsPerNetwork = 10_000
			w := newMailWorldWith(t, cfg, testkit.Quiet())
			takeInbox(t, w.as(t, operator))
			test(t, w)
		})
	}
}

func TestAccessMatrix(t *testing.T) {
	t.Parallel()
	onBothUnhurried(t, func(t *testing.T, w *world) {
		f := &facts{t: t, w: w, owner: w.as(t, citizen), clerk: w.as(t, clerkBamberg), admin: newAdmin(t, w)}
		clients := map[string]testkit.Client{
			"anonymous": w.Client, "owner": f.owner, "citizen": register(t, w, "stranger@demo.example"), "clerk": f.clerk, "clerk-party": w.as(t, clerkEA),
			"clerk-other": w.as(t, clerkMunich), "admin": f.admin, "operator": w.as(t, operator), "editor": w.as(t, editor),
		}
		maps.Copy(clients, marketClients(t, w))
		beginRollout(t, w)
		clients[vendorSession] = asVendor(t, w)
		f.mailbox = openMailbox(t, f.owner, bamberg)
		f.message = sendMessage(t, f.owner, f.mailbox, bamberg, f.key())
		sendMessage(t, f.owner, openMailbox(t, f.owner, eaUpper), eaUpper, f.key())
		f.caseID = newestCase(t, f.clerk, bamberg)
		ops := operations()
		for _, name := range slices.Sorted(maps.Keys(ops)) {
			op := ops[name]
			for _, kind := range kinds {
				variables := op.vars(f)
				var got string
				switch stream := strings.HasPrefix(op.document, "subscription"); {
				case stream && op.want[kind] == "ok":
					got = subscribes(t, clients[kind], op.document, variables)
				case stream:
					got = streamRefusal(t, clients[kind], op.document, variables)
				default:
					a, err := clients[kind].Ask(t.Context(), op.document, variables)
					if err != nil {
						t.Fatal(err)
					}
					if a.Status >= http.StatusInternalServerError {
						t.Errorf("%s: %s: status %d", name, kind, a.Status)
					}
					got = outcome(t, a)
				}
				// A refusal and an error say the same of what does not exist.
				if want := op.want[kind]; got != want {
					t.Errorf("%s: %s: got %s, want %s", name, kind, got, want)
				}
			}
		}
		documentsAreFor(t, f, clients)
	})
}

// subscribes opens an event stream and returns the code of a refusal, or ok when it stays open.
func subscribes(t *testing.T, c testkit.Client, document string, variables map[string]any) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL+"/graphql", strings.NewReader(string(body)))
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
	refusal := make(chan string, 1)
	go func() {
		text, b := "", make([]byte, 4096)
		for {
			n, err := res.Body.Read(b)
			text += string(b[:n])
			for _, code := range []string{"UNAUTHENTICATED", "NOT_FOUND", "FORBIDDEN", "INVALID", "INTERNAL"} {
				if strings.Contains(text, code) {
					refusal <- code
					return
				}
			}
			if err != nil {
				return
			}
		}
	}()
	select {
	case code := <-refusal:
		return code
	case <-time.After(500 * time.Millisecond):
		return "ok"
	}
}

// documentsAreFor checks the routes of documents: the bytes are for those who hold them, and only the writer uploads.
func documentsAreFor(t *testing.T, f *facts, clients map[string]testkit.Client) {
	t.Helper()
	id, url := announce(t, f.owner, map[string]any{"mailboxId": f.mailbox}, 100)
	if !strings.HasPrefix(url, "http") {
		url = f.w.URL + url
	}
	for _, kind := range kinds {
		want := http.StatusNotFound
		switch kind {
		case "anonymous", vendorSession:
			want = http.StatusUnauthorized
		case "owner":
			want = http.StatusOK
		}
		if got := put(t, clients[kind], url, pdf(100)); got != want {
			t.Errorf("PUT: %s: got %d, want %d", kind, got, want)
		}
	}
	sendMessage(t, f.owner, f.mailbox, bamberg, f.key(), id)
	for _, kind := range kinds {
		want := http.StatusNotFound
		switch kind {
		case "anonymous", vendorSession:
			want = http.StatusUnauthorized
		case "owner", "clerk":
			want = http.StatusOK
		}
		if res, _ := fetchFile(t, clients[kind], f.w.URL+"/documents/"+id, ""); res.StatusCode != want {
			t.Errorf("GET: %s: got %d, want %d", kind, res.StatusCode, want)
		}
	}
}

// newAdmin registers a person and makes it an administrator of the city, but no clerk.
func newAdmin(t *testing.T, w *world) testkit.Client {
	t.Helper()
	c := register(t, w, "admin@demo.example")
	var out struct{ Viewer struct{ ID string } }
	c.Must(t, `{ viewer { id } }`, nil, &out)
	err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
		_, err := w.organisations.Employ(ctx, tx, organisation.Employment{
			OrganisationID: w.organisations.OfAuthority(bamberg).ID, AccountID: out.Viewer.ID, Roles: []organisation.OrganisationRole{organisation.Admin},
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// register goes through registration up to the proven e-mail address, reading the link in the tray.
func register(t testing.TB, w *world, email string) testkit.Client {
	t.Helper()
	var out struct {
		AccountRegister struct{ UserErrors []userError }
		EmailConfirm    struct {
			AccessToken *string
			UserErrors  []userError
		}
	}
	w.Must(t, `mutation($i: AccountRegisterInput!) { accountRegister(input: $i) { accepted userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"email": email, "givenName": "Nora", "familyName": "Ächter", "termsVersion": "2026-11"}}, &out)
	if refused := out.AccountRegister.UserErrors; len(refused) > 0 {
		t.Fatalf("refused: %+v", refused)
	}
	w.Must(t, `mutation($i: EmailConfirmInput!) { emailConfirm(input: $i) { accessToken userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"token": linkToken(t, w, email), "password": "Ein langer Satz 4711"}}, &out)
	if out.EmailConfirm.AccessToken == nil {
		t.Fatalf("refused: %+v", out.EmailConfirm.UserErrors)
	}
	return testkit.Client{URL: w.URL, Token: *out.EmailConfirm.AccessToken}
}

// linkToken waits for the newest mail to an address and returns the token of its link.
func linkToken(t testing.TB, w *world, email string) string {
	t.Helper()
	for range 3000 {
		_, body := fetchFile(t, w.Client, w.URL+"/demo/mails.json", "")
		var mails []struct{ To, Text string }
		if err := json.Unmarshal(body, &mails); err != nil {
			t.Fatalf("%v: %.200s", err, body)
		}
		for _, m := range mails {
			if _, rest, ok := strings.Cut(m.Text, "#token="); ok && m.To == email {
				return strings.Fields(rest)[0]
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("no mail to %s", email)
	return ""
}

// Every operation of the served contract is in the matrix.
func TestAccessMatrixNamesEveryOperation(t *testing.T) {
	t.Parallel()
	schema := contract(t)
	ops := operations()
	for _, root := range []*ast.Definition{schema.Query, schema.Mutation, schema.Subscription} {
		for _, field := range root.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			if _, ok := ops[field.Name]; !ok {
				t.Errorf("%s has no row", field.Name)
			}
			delete(ops, field.Name)
		}
	}
	if len(ops) > 0 {
		t.Errorf("rows of nothing: %v", slices.Collect(maps.Keys(ops)))
	}
}
