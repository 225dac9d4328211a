//go:build demo

package app

import (
	"encoding/json"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// example is a block of code in the documentation.
type example struct{ language, text string }

var fence = regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$")

// manual is a reader of docs/api.md who does everything that stands in it, in order.
type manual struct {
	*world
	// known is what was learnt on the way: ids, tokens.
	known map[string]string
}

// step is how an operation of the documentation is asked: by whom, with which variables, and what is learnt from where in its answer.
type step struct {
	as        string
	variables func(m *manual) any
	learn     map[string][]any
}

type object = map[string]any

var manualSteps = map[string]step{
	"Services": {learn: map[string][]any{"service": {"services", "edges", 0, "node", "id"}}},
	"Competent": {
		variables: func(m *manual) any { return object{"serviceIds": []string{m.known["service"]}} },
		learn:     map[string][]any{"authority": {"competences", 0, "candidates", 0, "authority", "id"}},
	},
	"Open": {
		as: citizen,
		variables: func(m *manual) any {
			choice := object{"serviceId": m.known["service"], "authorityId": m.known["authority"]}
			return object{"input": object{"ars": townHall, "serviceIds": []string{m.known["service"]}, "choices": []any{choice}, "idempotencyKey": "open"}}
		},
		learn: map[string][]any{"mailbox": {"mailboxOpen", "mailbox", "id"}},
	},
	"Send": {
		as: citizen,
		variables: func(m *manual) any {
			return object{"input": object{"mailboxId": m.known["mailbox"], "recipientIds": []string{m.known["authority"]}, "subject": "Gewerbe", "body": "Guten Tag", "idempotencyKey": "send"}}
		},
		learn: map[string][]any{"message": {"messageSend", "messageEdge", "node", "id"}},
	},
	"Inbox": {
		as:        clerkBamberg,
		variables: func(m *manual) any { return object{"authorityId": m.known["authority"]} },
		learn:     map[string][]any{"case": {"authorityCases", "edges", 0, "node", "id"}},
	},
	"Way": {
		as:        citizen,
		variables: func(m *manual) any { return object{"id": m.known["message"]} },
		learn:     map[string][]any{"state": {"node", "deliveries", 0, "state"}},
	},
	"Proof": {
		as:        citizen,
		variables: func(m *manual) any { return object{"id": m.known["message"]} },
		learn:     map[string][]any{"proof": {"messageProof", "download", "url"}},
	},
	"Catalogue": {},
	"Desk":      {as: operator},
}

// What the documentation says one can do is what one can do.
func TestEveryExampleOfTheDocumentationRuns(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	m := &manual{newWorld(t, ""), map[string]string{}}
	var done []string
	for _, found := range fence.FindAllStringSubmatch(string(text), -1) {
		e := example{found[1], found[2]}
		switch e.language {
		case "graphql":
			document, err := parser.ParseQuery(&ast.Source{Input: e.text})
			if err != nil {
				t.Fatalf("%v in\n%s", err, e.text)
			}
			for _, op := range document.Operations {
				m.operation(t, e.text, op.Name)
				done = append(done, op.Name)
			}
		case "sh":
			done = append(done, m.command(t, e.text))
		default:
			t.Errorf("an example that nobody runs:\n%s", e.text)
		}
	}
	for name := range manualSteps {
		if !slices.Contains(done, name) {
			t.Errorf("the documentation has no operation %s any more", name)
		}
	}
	if m.known["proof"] != "" {
		m.fetchProof(t)
	}
}

func (m *manual) operation(t *testing.T, document, name string) {
	t.Helper()
	s, ok := manualSteps[name]
	if !ok {
		t.Fatalf("an operation %q that nobody runs in\n%s", name, document)
	}
	var variables any
	if s.variables != nil {
		variables = s.variables(m)
	}
	header := http.Header{}
	if s.as != "" {
		header = head("Authorization", "Bearer "+m.as(t, s.as).Token)
	}
	body, err := json.Marshal(object{"query": document, "operationName": name, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	_, answer := m.send(t, sent{body: string(body), header: header})
	m.learnFrom(t, name, answer, s.learn)
}

func (m *manual) learnFrom(t *testing.T, name, answer string, paths map[string][]any) {
	t.Helper()
	var whole struct {
		Data   any
		Errors any
	}
	if err := json.Unmarshal([]byte(answer), &whole); err != nil || whole.Errors != nil || strings.Contains(answer, `"userErrors":[{`) {
		t.Fatalf("%s: %v %.500s", name, err, answer)
	}
	for what, path := range paths {
		value, ok := lookUp(whole.Data, path).(string)
		if !ok || value == "" {
			t.Fatalf("%s: there is no %v in %.500s", name, path, answer)
		}
		m.known[what] = value
	}
}

func lookUp(in any, path []any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			fields, _ := in.(object)
			in = fields[step]
		case int:
			list, _ := in.([]any)
			if step >= len(list) {
				return nil
			}
			in = list[step]
		}
	}
	return in
}

// command does what a command line with curl does, and returns a name for it.
func (m *manual) command(t *testing.T, text string) string {
	t.Helper()
	env := map[string]string{"TOKEN": m.as(t, clerkBamberg).Token, "AUTHORITY": m.known["authority"]}
	var s sent
	s.header = http.Header{}
	words := shellWords(text, env)
	if len(words) == 0 || words[0] != "curl" {
		t.Fatalf("a command that nobody runs:\n%s", text)
	}
	for i := 1; i < len(words); i++ {
		switch word := words[i]; {
		case word == "-H":
			i++
			name, value, _ := strings.Cut(words[i], ": ")
			s.header.Set(name, value)
		case word == "-d":
			i++
			s.body = words[i]
		case strings.HasPrefix(word, "http://127.0.0.1:8080/"):
			s.path = strings.TrimPrefix(word, "http://127.0.0.1:8080")
		case word != "-s" && word != "-sN":
			t.Fatalf("curl %s: nobody knows what that does", word)
		}
	}
	if s.header.Get("Accept") == "text/event-stream" {
		m.hear(t, s)
		return "event stream"
	}
	_, answer := m.send(t, s)
	m.learnFrom(t, "sign-in", answer, map[string][]any{"token": {"sessionStart", "accessToken"}})
	return "sign-in"
}

// hear listens, and comes back behind the last cursor.
func (m *manual) hear(t *testing.T, s sent) {
	t.Helper()
	const from = `"c": null`
	if !strings.Contains(s.body, from) {
		t.Fatalf("there is no %s in %s", from, s.body)
	}
	person := m.as(t, citizen)
	first := m.open(t, s)
	messageID := sendMessage(t, person, m.known["mailbox"], m.known["authority"], "heard")
	heard := first.event()
	if heard.MessageEdge.Node.ID != messageID {
		t.Errorf("heard %+v, want %s", heard, messageID)
	}
	_ = first.res.Body.Close()
	messageID = sendMessage(t, person, m.known["mailbox"], m.known["authority"], "meanwhile")
	s.body = strings.Replace(s.body, from, `"c": "`+heard.Cursor+`"`, 1)
	if heard = m.open(t, s).event(); heard.MessageEdge.Node.ID != messageID {
		t.Errorf("resumed with %+v, want %s", heard, messageID)
	}
}

func (m *manual) open(t *testing.T, s sent) *stream {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, m.URL+s.path, strings.NewReader(s.body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = s.header
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return &stream{t: t, res: res}
}

type heardMessage struct {
	Cursor, CaseID string
	MessageEdge    struct{ Node struct{ ID, Subject string } }
}

// event is the first thing that a stream says.
func (s *stream) event() heardMessage {
	s.t.Helper()
	s.until("event: next\n")
	_, text, _ := strings.Cut(s.until("}}\n\n"), "data: ")
	text, _, _ = strings.Cut(text, "\n")
	var out struct {
		Data struct{ CaseMessageReceived heardMessage }
	}
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		s.t.Fatalf("%v: %s", err, text)
	}
	return out.Data.CaseMessageReceived
}

func (m *manual) fetchProof(t *testing.T) {
	t.Helper()
	res, err := http.Get(m.URL + strings.TrimPrefix(m.known["proof"], m.URL))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("the proof: got %d", res.StatusCode)
	}
}

// shellWords reads a command line as a shell does, as far as the documentation goes: quotes, variables, continued lines.
func shellWords(line string, env map[string]string) (words []string) {
	var word strings.Builder
	open := false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\'' || c == '"':
			inner, _, _ := strings.Cut(line[i+1:], string(c))
			i += len(inner) + 1
			if c == '"' {
				inner = os.Expand(inner, func(name string) string { return env[name] })
			}
			word.WriteString(inner)
			open = true
		case c == '\\' && strings.HasPrefix(line[i+1:], "\n"):
			i++
		case c == ' ' || c == '\n':
			if open {
				words = append(words, word.String())
			}
			word.Reset()
			open = false
		default:
			word.WriteByte(c)
			open = true
		}
	}
	if open {
		words = append(words, word.String())
	}
	return words
}
