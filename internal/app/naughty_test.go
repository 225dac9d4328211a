//go:build demo

package app

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"schalter/internal/latin"
	"schalter/internal/testkit"
)

// naughty are texts of our own that programs stumble over.
var naughty = []string{
	"", " ", "\t", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u2800", "\u3164", "undefined", "null", "NaN", "true", "0", "-1", "1e309", "0x10", "1/0", "١٢٣",
	"\x00", "a\x00b", "\x01\x02\x07\x08\x1b[31m", "\x7f", "\u0085", "\u009b", "a\r\nb", "a\nb", "a\rb", "a\tb", "a\x0bb", "a\u2028b", "a\u2029b",
	"x\r\nBcc: evil@evil.example", "x\r\n\r\nGET / HTTP/1.1", "\u202egnp.exe", "\u2066a\u2069", "\u200ea\u200f", "\u061c", "\u202d1\u202c",
	"Z̵͇̥̬̣a̸͓̲l̴̗̎g̷̰̽ȯ̴̲", "a" + strings.Repeat("\u0301", 30), "a" + strings.Repeat("\u0301", 31), "a" + strings.Repeat("\u0323\u0301", 5000),
	"مرحبا بالعالم", "שלום עולם", "नमस्ते", "ภาษาไทย", "한국어", "日本語", "Ελλάδα", "България", "👨\u200d👩\u200d👧\u200d👦", "🏳\ufe0f\u200d🌈", "🇩🇪", "👍🏽", "☺\ufe0f", "\U000e0041",
	"Müller", "Mu\u0308ller", "\u212b", "\u2126", "ﬁ", "ǆ", "ß", "ẞ", "İıŞş", "K͟h", "L̂", "Ǧ̌", "Łukasz Żółć", "O’Brien", "d'Artagnan", "Nguyễn Thị", "J͞A", "\ufffd", "\ufffe", "\U0010ffff", "\ue000",
	"'; DROP TABLE account; --", `" OR 1=1 --`, "1' AND SLEEP(5)#", "%", "_", `\`, `\\`, `\'`, "${7*7}", "{{7*7}}", "<%= 7*7 %>", "#{7*7}", "$(id)", "`id`", "| id", "; id", "&& id",
	"<script>alert(1)</script>", `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, "javascript:alert(1)", "<!--", "]]>", "&lt;", "&#0;", "<a href='data:text/html,x'>", "{\"a\":1}", "[1]",
	"%s%s%s%n", "%d", "%!s(MISSING)", "%00", "%0d%0aX: y", "..%2f..%2f", "../../etc/passwd", `C:\CON`, "file:///etc/passwd", "=cmd|' /C calc'!A0", "+1", "@SUM(1)", "-1+1",
	"$argon2id$v=19$m=46$", "eyJhbGciOiJub25lIn0.e30.", "msg_00000000000000000000000000", "P-0000", "http://evil.example/", "https://evil.example/?a=b#token=x",
	strings.Repeat("a", 100), strings.Repeat("a", 101), strings.Repeat("ä", 200), strings.Repeat("ä", 201), strings.Repeat("𝕏", 50_000), strings.Repeat("x", 50_001),
	strings.Repeat("e\u0301", 50_000), strings.Repeat("ﷺ", 60_000), strings.Repeat("word ", 10_000), strings.Repeat("\n", 50_000),
}

const substitute = "Ersatz"

// mayBecome is what a text may become: NFC, lines that end in LF, and without what nobody sees, as package latin's own tests say.
func mayBecome(text string) (may []string) {
	const most = 1 << 20
	for _, check := range []func(string, int) (string, error){latin.Text, latin.Line, latin.Name, latin.Address} {
		if got, err := check(text, most); err == nil {
			may = append(may, got)
		}
	}
	return may
}

var mayRefuse = []string{"INVALID", "TOO_LONG", "REQUIRED", "TOO_MANY"}

// try writes texts, one for each field: each comes back or is refused under the name of its field; then the others are tried
// with the refused ones replaced.
func (f form) try(t testing.TB, texts map[string]string) (refused map[string]bool) {
	t.Helper()
	refused = map[string]bool{}
	kept, list := f.write(t, texts)
	for _, e := range list {
		field := ""
		if len(e.Field) > 0 {
			field = e.Field[len(e.Field)-1]
		}
		if !slices.Contains(mayRefuse, e.Code) || !slices.Contains(f.fields, field) || e.Message == "" {
			t.Errorf("%s: %.200q is refused with %+v", f.name, texts, e)
			return refused
		}
		if texts[field] == substitute && f.sameLine[field] != "" {
			field = f.sameLine[field]
		}
		if texts[field] == substitute {
			t.Errorf("%s.%s: what was not refused before is: %+v", f.name, field, e)
			return refused
		}
		refused[field] = true
	}
	if len(refused) > 0 {
		texts = maps.Clone(texts)
		for field := range refused {
			texts[field] = substitute
		}
		for more := range f.try(t, texts) {
			refused[more] = true
		}
		return refused
	}
	for _, field := range f.fields {
		got, expected := kept[field], mayBecome(texts[field])
		if got == "" && f.blank && latin.Blank(texts[field]) {
			continue
		}
		if !slices.Contains(expected, got) {
			t.Errorf("%s.%s: %.200q became %.200q", f.name, field, texts[field], got)
		}
	}
	return refused
}

// mutate runs one mutation with its input and reads the payload into out, unless it is refused.
func mutate(t testing.TB, c testkit.Client, name, selection string, input map[string]any, out any) []userError {
	t.Helper()
	document := fmt.Sprintf("mutation($i: %sInput!) { %s(input: $i) { %s userErrors { code field message } } }", strings.ToUpper(name[:1])+name[1:], name, selection)
	a := patiently(t, c, document, map[string]any{"i": input})
	if code := a.Code(); code == "RATE_LIMITED" {
		return []userError{{Code: code}}
	}
	if a.Status != http.StatusOK || len(a.Errors) > 0 {
		t.Fatalf("%s with %.200q: status %d, %+v", name, input, a.Status, a.Errors)
	}
	var data map[string]json.RawMessage
	var payload struct{ UserErrors []userError }
	if err := json.Unmarshal(a.Data, &data); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data[name], &payload); err != nil {
		t.Fatal(err)
	}
	if len(payload.UserErrors) > 0 {
		return payload.UserErrors
	}
	if out != nil {
		if err := json.Unmarshal(data[name], out); err != nil {
			t.Fatal(err)
		}
	}
	return nil
}

// read is Must with patience.
func read(t testing.TB, c testkit.Client, document string, variables, out any) {
	t.Helper()
	a := patiently(t, c, document, variables)
	if a.Status != http.StatusOK || len(a.Errors) > 0 {
		t.Fatalf("%s: status %d, %+v", document, a.Status, a.Errors)
	}
	if err := json.Unmarshal(a.Data, out); err != nil {
		t.Fatal(err)
	}
}

// reread reads a message again, as its writer and as its reader.
func (f *facts) reread(t testing.TB, messageID string) map[string]string {
	t.Helper()
	var own, theirs struct {
		Node struct{ Subject, Body string }
	}
	const document = `query($id: ID!) { node(id: $id) { ... on Message { subject body } } }`
	read(t, f.owner, document, map[string]any{"id": messageID}, &own)
	read(t, f.clerk, document, map[string]any{"id": messageID}, &theirs)
	if own != theirs {
		t.Errorf("one side reads %.200q, the other %.200q", own, theirs)
	}
	return map[string]string{"subject": own.Node.Subject, "body": own.Node.Body}
}

func TestNaughtyTextsComeBackOrAreRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		for _, f := range forms(t, w) {
			refused, all := 0, 0
			for _, text := range naughty {
				texts := map[string]string{}
				for _, field := range f.fields {
					texts[field] = text
				}
				refused += len(f.try(t, texts))
				all += len(f.fields)
			}
			if refused == 0 || refused == all {
				t.Errorf("%s: %d of %d texts are refused", f.name, refused, all)
			}
		}
	})
}

// What cannot be text at all in JSON is refused, not replaced.
func TestNaughtyEncodingsAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	f := newFacts(t, w)
	auth := head("Authorization", "Bearer "+f.owner.Token)
	for name, text := range map[string]string{
		"a lone high surrogate": `\ud800`, "a lone low surrogate": `a\udc00b`, "surrogates in the wrong order": `\udc00\ud800`, "a surrogate at the end": `x\uDBFF`,
		"a byte of Latin-1": "M\xfcller", "a cut sequence": "\xe2\x82", "an overlong NUL": "\xc0\x80", "a surrogate in UTF-8": "\xed\xa0\x80", "beyond Unicode": "\xf4\x90\x80\x80", "a control character": "\x01", "a line break": "\n",
	} {
		for where, body := range map[string]string{
			"a variable":     `{"query":"mutation($i: DraftSaveInput!) { draftSave(input: $i) { draft { subject } userErrors { code field } } }","variables":{"i":{"mailboxId":"` + f.mailbox + `","subject":"` + text + `","body":""}}}`,
			"the document":   `{"query":"mutation { draftSave(input: {mailboxId: \"` + f.mailbox + `\", subject: \"` + text + `\", body: \"\"}) { draft { subject } userErrors { code field } } }"}`,
			"an escape":      `{"query":"mutation { draftSave(input: {mailboxId: \"` + f.mailbox + `\", subject: \"` + strings.ReplaceAll(text, `\`, `\\`) + `\", body: \"\"}) { draft { subject } userErrors { code field } } }"}`,
			"a block string": `{"query":"mutation { draftSave(input: {mailboxId: \"` + f.mailbox + `\", subject: \"\"\"` + text + `\"\"\", body: \"\"}) { draft { subject } userErrors { code field } } }"}`,
		} {
			res, answer := w.send(t, sent{body: body, header: auth})
			if res.StatusCode >= 500 || !strings.Contains(answer, `"INVALID"`) {
				t.Errorf("%s in %s: got %d %s", name, where, res.StatusCode, answer)
			}
		}
	}
}

func TestNaughtySearchesFindOrAreRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := newFacts(t, w)
		for _, text := range naughty {
			for _, q := range []struct {
				client   testkit.Client
				document string
			}{
				{w.Client, `query($s: String!) { search(query: $s, first: 5) { place { name } hits { __typename } } }`},
				{w.Client, `query($s: String!) { regions(search: $s, first: 5) { edges { node { name } } } authorities(search: $s, first: 5) { edges { node { name } } } }`},
				{w.Client, `query($s: String!) { services(search: $s, first: 5) { edges { node { name } } } undertakings(search: $s, first: 5) { edges { node { name } } } organisations(search: $s, first: 5) { edges { node { name } } } }`},
				{f.owner, `query($s: String!) { viewer { caseMailboxes(filter: {search: $s}, first: 5) { edges { node { title } } } } }`},
				{f.clerk, `query($s: String!) { authorityCases(authorityId: "` + bamberg + `", filter: {search: $s}, first: 5) { edges { node { title } } } }`},
			} {
				a := patiently(t, q.client, q.document, map[string]any{"s": text})
				if code := a.Code(); a.Status != 200 || code != "" && code != "INVALID" {
					t.Errorf("%.80q: %s: got %d %s", text, q.document, a.Status, code)
				}
			}
		}
	})
}

// What is written is found again by any of its words, however it is spelt.
func TestNaughtyNamesAreFoundAgain(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := newFacts(t, w)
		for written, looked := range map[string]string{
			"Łukasz Żółć": "lukasz", "Mu\u0308ller": "MÜLLER", "Müßig": "muessig", "日本語": "日本語", "Ελλάδα": "ελλαδα", "'; DROP TABLE account; --": "drop account", "K͟hān": "khan",
		} {
			var out struct{ Mailbox struct{ ID string } }
			if refused := mutate(t, f.owner, "mailboxOpen", "mailbox { id }", map[string]any{"authorityId": bamberg, "title": written}, &out); refused != nil {
				t.Fatalf("%+v", refused)
			}
			var found struct {
				Viewer struct {
					CaseMailboxes struct {
						Edges []struct{ Node struct{ ID string } }
					}
				}
			}
			read(t, f.owner, `query($s: String!) { viewer { caseMailboxes(filter: {search: $s}) { edges { node { id } } } } }`, map[string]any{"s": looked}, &found)
			if list := found.Viewer.CaseMailboxes.Edges; len(list) != 1 || list[0].Node.ID != out.Mailbox.ID {
				t.Errorf("%q by %q: got %+v", written, looked, list)
			}
		}
	})
}

// Fields that nobody reads again: each answer is a refusal of the right field, or what the operation says to everything.
func TestNaughtySecretsAndAddressesAreRefusedByField(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		nora := register(t, w, "nora@demo.example")
		for i, text := range naughty {
			for _, op := range []struct {
				client testkit.Client
				name   string
				input  map[string]any
				codes  []string
				fields []string
			}{
				{w.Client, "accountRegister", map[string]any{"email": fmt.Sprintf("n%d@demo.example", i), "givenName": text, "familyName": text, "termsVersion": "2026-11"}, mayRefuse, []string{"givenName", "familyName"}},
				{w.Client, "accountRegister", map[string]any{"email": "n@demo.example", "givenName": "Nora", "familyName": "Ächter", "termsVersion": text}, append([]string{"STALE"}, mayRefuse...), []string{"termsVersion"}},
				{w.Client, "passwordResetRequest", map[string]any{"email": bounded(text, 1000)}, mayRefuse, []string{"email"}},
				{w.Client, "passwordReset", map[string]any{"token": text, "password": "Ein langer Satz 4711"}, append([]string{"NOT_FOUND"}, mayRefuse...), []string{"token"}},
				{w.Client, "emailChangeConfirm", map[string]any{"token": text}, append([]string{"NOT_FOUND"}, mayRefuse...), []string{"token"}},
				{w.Client, "emailConfirm", map[string]any{"token": text, "password": text}, append([]string{"NOT_FOUND"}, mayRefuse...), []string{"token", "password"}},
				{w.Client, "passwordCheck", map[string]any{"password": text}, append([]string{"WEAK_PASSWORD"}, mayRefuse...), []string{"password"}},
				{nora, "passwordCheck", map[string]any{"password": "Ein langer Satz 4711", "token": text}, append([]string{"NOT_FOUND"}, mayRefuse...), []string{"token"}},
				{nora, "accountActivate", map[string]any{"code": text}, append([]string{"WRONG_STATE", "WRONG_CODE"}, mayRefuse...), []string{"code"}},
				{nora, "activationLetterReissue", map[string]any{"reason": text}, []string{"WRONG_STATE"}, nil},
				{nora, "passwordChange", map[string]any{"current": "not the password", "new": text}, append([]string{"WRONG_CREDENTIALS", "WEAK_PASSWORD", "RATE_LIMITED"}, mayRefuse...), []string{"current", "new"}},
			} {
				for _, e := range mutate(t, op.client, op.name, "__typename", op.input, nil) {
					if !slices.Contains(op.codes, e.Code) || len(e.Field) > 0 && !slices.Contains(op.fields, e.Field[0]) || len(e.Field) == 0 && slices.Contains(mayRefuse, e.Code) {
						t.Errorf("%s with %.80q: got %+v", op.name, text, e)
					}
				}
			}
		}
	})
}

// bounded cuts what the scalar would refuse before the field is looked at.
func bounded(text string, limit int) string {
	return strings.ToValidUTF8(text[:min(limit, len(text))], "")
}

// A password is a secret, not a text: it works as it was given, in whatever form a keyboard writes it.
func TestNaughtyPasswordsOpenTheDoorAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	nora := register(t, w, "nora@demo.example")
	current := "Ein langer Satz 4711"
	for given, typed := range map[string]string{
		"Mu\u0308llers Kätzchen": "Müllers Kätzchen", "пароль очень длинный": "пароль очень длинный", "👨\u200d👩\u200d👧\u200d👦 wohnt 👍🏽 hier 🏳": "👨\u200d👩\u200d👧\u200d👦 wohnt 👍🏽 hier 🏳",
		"'; DROP TABLE account; --": "'; DROP TABLE account; --", "  Leerzeichen außen  ": "  Leerzeichen außen  ", "%s%s%s%n\\\"\x01\x7f": "%s%s%s%n\\\"\x01\x7f",
	} {
		if refused := mutate(t, nora, "passwordChange", "viewer { id }", map[string]any{"current": current, "new": given}, nil); refused != nil {
			t.Fatalf("%q: %+v", given, refused)
		}
		nora = w.SignIn(t, "nora@demo.example", typed)
		current = given
	}
}
