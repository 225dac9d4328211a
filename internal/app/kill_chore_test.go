//go:build demo

package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"schalter/internal/testkit"
)

// chore is a piece of work that somebody goes on with until all of it was acknowledged, however often the program dies meanwhile.
// Only what was acknowledged counts, and each step may have happened without that.
type chore struct {
	what string
	// subject is of the message that it is about, key its idempotency key.
	subject, key string
	desk         *desk
	run          func(ctx context.Context, f *front, c *chore) bool
	step         int
	// version is the one of the draft that is sent; asked once, because a sending that is repeated must be the same.
	version int
	id, url string
	content []byte
	done    bool
}

func (c *chore) work(ctx context.Context, f *front) {
	if !c.done {
		c.done = c.run(ctx, f, c)
	}
}

// plan gives people something to do.
func (f *front) plan(t *testing.T) {
	t.Helper()
	add := func(what string, run func(ctx context.Context, f *front, c *chore) bool) *chore {
		f.counts["all"]++
		n := f.counts["all"]
		c := &chore{what: what, subject: fmt.Sprintf("%s %d", what, n), key: fmt.Sprintf("%s-%d", f.name, n), desk: f.desk, run: run}
		f.chores = append(f.chores, c)
		return c
	}
	// What waits is done first: too much of it at once, and nothing gets done on one mailbox.
	if len(f.chores) > 10 {
		return
	}
	for range 1 + f.random.IntN(2) {
		add("message", writeMessage)
	}
	add("reply", writeReply)
	add("upload", uploadAndSend).content = pdf(1000 + f.random.IntN(3_000_000))
	add([]string{"draft", "draft sent", "draft discarded"}[f.random.IntN(3)], useDraft)
	if f.random.IntN(2) == 0 {
		if subject, id := f.desk.pick(); id != "" {
			c := add("message deleted", deleteMessage)
			c.subject, c.id = subject, id
		}
	}
	if f.random.IntN(4) == 0 {
		add("mailbox deleted", deleteMailbox)
	}
}

// ask asks as somebody, and reports whether there was an answer without an error of the program. Refusals are in out.
func (f *front) ask(ctx context.Context, c testkit.Client, document string, input map[string]any, out any) bool {
	a, err := c.Ask(ctx, document, map[string]any{"i": input})
	if err == nil && (len(a.Errors) > 0 || strings.Contains(string(a.Data), `"code"`)) {
		f.mu.Lock()
		f.lastAnswer = fmt.Sprintf("%s %+v", a.Data, a.Errors)
		f.mu.Unlock()
	}
	return err == nil && len(a.Errors) == 0 && json.Unmarshal(a.Data, out) == nil
}

// spoken is what a mutation says.
type spoken struct {
	MessageEdge *struct{ Node struct{ ID string } }
	Document    *struct{ ID, UploadURL string }
	Draft       *struct {
		ID      string
		Version int
	}
	Mailbox    *struct{ ID string }
	UserErrors []userError
}

func (o spoken) missing() bool { return len(o.UserErrors) > 0 && o.UserErrors[0].Code == "NOT_FOUND" }

func (f *front) mutate(ctx context.Context, c testkit.Client, field, input, selection string, in map[string]any) (spoken, bool) {
	var out map[string]spoken
	ok := f.ask(ctx, c, `mutation($i: `+input+`!) { `+field+`(input: $i) { `+selection+` userErrors { code field message } } }`, in, &out)
	return out[field], ok
}

func (f *front) send(ctx context.Context, c *chore, more map[string]any) bool {
	in := map[string]any{"mailboxId": c.desk.mailbox, "recipientIds": []string{eaUpper}, "subject": c.subject, "body": "Text von " + c.subject, "idempotencyKey": c.key}
	for k, v := range more {
		in[k] = v
	}
	o, ok := f.mutate(ctx, f.client, "messageSend", "MessageSendInput", "messageEdge { node { id } }", in)
	if !ok || o.MessageEdge == nil {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	c.desk.owner[c.subject], c.desk.authority[c.subject] = true, true
	c.desk.sentIDs = append(c.desk.sentIDs, [2]string{c.subject, o.MessageEdge.Node.ID})
	return true
}

func writeMessage(ctx context.Context, f *front, c *chore) bool { return f.send(ctx, c, nil) }

func writeReply(ctx context.Context, f *front, c *chore) bool {
	o, ok := f.mutate(ctx, f.clerk, "caseReply", "CaseReplyInput", "messageEdge { node { id } }",
		map[string]any{"caseId": c.desk.theCase, "subject": c.subject, "body": "Text von " + c.subject, "idempotencyKey": c.key})
	if !ok || o.MessageEdge == nil {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	c.desk.owner[c.subject], c.desk.authority[c.subject] = true, true
	return true
}

// uploadAndSend announces a document, uploads it, and sends it.
func uploadAndSend(ctx context.Context, f *front, c *chore) bool {
	if c.step == 0 {
		o, ok := f.mutate(ctx, f.client, "documentCreate", "DocumentCreateInput", "document { id uploadUrl }",
			map[string]any{"mailboxId": c.desk.mailbox, "filename": "Plan.pdf", "size": len(c.content), "mediaType": "application/pdf"})
		if !ok || o.Document == nil {
			return false
		}
		c.id, c.step = o.Document.ID, 1
	}
	if c.step == 1 {
		if !f.upload(ctx, c) {
			return false
		}
		c.step = 2
	}
	if !f.send(ctx, c, map[string]any{"documentIds": []string{c.id}}) {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	c.desk.files[c.id] = c.content
	return true
}

// upload puts the bytes, unless an upload whose answer was lost has done it.
func (f *front) upload(ctx context.Context, c *chore) bool {
	var out struct{ Node *struct{ State string } }
	a, err := f.client.Ask(ctx, `query($id: ID!) { node(id: $id) { ... on Document { state } } }`, map[string]any{"id": c.id})
	if err != nil || len(a.Errors) > 0 || json.Unmarshal(a.Data, &out) != nil || out.Node == nil {
		return false
	}
	if out.Node.State == "READY" {
		return true
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, f.client.URL+"/documents/"+c.id, bytes.NewReader(c.content))
	if err != nil {
		return false
	}
	req.Header.Set("Authorization", "Bearer "+f.client.Token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	_ = res.Body.Close()
	return res.StatusCode < 300
}

// sendDraft sends the draft as it stands.
func (f *front) sendDraft(ctx context.Context, c *chore) bool {
	if c.version == 0 {
		var out struct{ Node *struct{ Version int } }
		a, err := f.client.Ask(ctx, `query($id: ID!) { node(id: $id) { ... on Draft { version } } }`, map[string]any{"id": c.id})
		if err != nil || len(a.Errors) > 0 || json.Unmarshal(a.Data, &out) != nil || out.Node == nil {
			return false
		}
		c.version = out.Node.Version
	}
	return f.send(ctx, c, map[string]any{"draftId": c.id, "expectedDraftVersion": c.version})
}

const draftResult = "draft { id version }"

// useDraft saves a draft, saves it again, and sends it, discards it or leaves it.
func useDraft(ctx context.Context, f *front, c *chore) bool {
	in := map[string]any{"mailboxId": c.desk.mailbox, "subject": c.subject, "body": "eins", "recipientIds": []string{eaUpper}}
	if c.step == 0 {
		o, ok := f.mutate(ctx, f.client, "draftSave", "DraftSaveInput", draftResult, in)
		if !ok || o.Draft == nil {
			// It may be there or not; nobody knows its id.
			return false
		}
		c.id, c.step = o.Draft.ID, 1
		f.mu.Lock()
		c.desk.drafts[c.id] = map[string]bool{"eins": true, "zwei": true}
		f.mu.Unlock()
		in["draftId"], in["expectedVersion"], in["body"] = o.Draft.ID, o.Draft.Version, "zwei"
		if _, ok := f.mutate(ctx, f.client, "draftSave", "DraftSaveInput", draftResult, in); !ok {
			return false
		}
	}
	if c.what == "draft" {
		return true
	}
	f.mu.Lock()
	delete(c.desk.drafts, c.id)
	f.mu.Unlock()
	gone := false
	if c.what == "draft sent" {
		gone = f.sendDraft(ctx, c)
	} else {
		o, ok := f.mutate(ctx, f.client, "draftDiscard", "DraftDiscardInput", "", map[string]any{"draftId": c.id})
		gone = ok && (len(o.UserErrors) == 0 || o.missing())
	}
	if gone {
		f.mu.Lock()
		c.desk.gone[c.id] = true
		f.mu.Unlock()
	}
	return gone
}

// pick takes a message that the owner may delete.
func (d *desk) pick() (subject, id string) {
	if len(d.sentIDs) < 3 {
		return "", ""
	}
	subject, id = d.sentIDs[0][0], d.sentIDs[0][1]
	d.sentIDs = d.sentIDs[1:]
	return subject, id
}

func deleteMessage(ctx context.Context, f *front, c *chore) bool {
	f.mu.Lock()
	delete(c.desk.owner, c.subject)
	f.mu.Unlock()
	o, ok := f.mutate(ctx, f.client, "messageDelete", "MessageDeleteInput", "", map[string]any{"messageId": c.id})
	if !ok || len(o.UserErrors) > 0 && !o.missing() {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	c.desk.gone[c.id] = true
	return true
}

// deleteMailbox opens a mailbox, writes, and deletes it.
func deleteMailbox(ctx context.Context, f *front, c *chore) bool {
	if c.step == 0 {
		o, ok := f.mutate(ctx, f.client, "mailboxOpen", "MailboxOpenInput", "mailbox { id }", map[string]any{"ars": townHall, "serviceIds": []string{trade},
			"choices": []any{map[string]any{"serviceId": trade, "authorityId": eaUpper}}, "idempotencyKey": c.key})
		if !ok || o.Mailbox == nil {
			return false
		}
		c.id, c.step = o.Mailbox.ID, 1
	}
	if c.step == 1 {
		o, ok := f.mutate(ctx, f.client, "messageSend", "MessageSendInput", "messageEdge { node { id } }", map[string]any{"mailboxId": c.id,
			"recipientIds": []string{eaUpper}, "subject": "kurz", "body": "kurz", "idempotencyKey": c.key})
		if !ok || o.MessageEdge == nil {
			return false
		}
		c.url, c.step = o.MessageEdge.Node.ID, 2
	}
	o, ok := f.mutate(ctx, f.client, "mailboxDelete", "MailboxDeleteInput", "", map[string]any{"mailboxId": c.id})
	if !ok || len(o.UserErrors) > 0 && !o.missing() {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	c.desk.gone[c.id], c.desk.gone[c.url] = true, true
	return true
}
