//go:build demo

package app

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"schalter/internal/testkit"
)

// statements counts what a document asks of the database.
type statements struct {
	mu   sync.Mutex
	list []string
}

func (s *statements) hear(query string) {
	// The program's own work goes on meanwhile.
	for _, own := range []string{"FROM counter", "FROM job", "FROM stream", "log_leaf", "`mail`", "`counter`", "`organisation`", "`channel`"} {
		if strings.Contains(query, own) {
			return
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, query)
}

func (s *statements) during(fn func()) []string {
	s.mu.Lock()
	s.list = nil
	s.mu.Unlock()
	fn()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.list
}

const messageFields = `id subject body sentAt readAt unread senderName receiptRequested dueOn fromAuthority { id name } services { id name }
	inReplyTo { id subject } documents { id filename size state scanned download { url expiresAt } }
	deliveries { id state confirmedAt confirmedBy authority { id name } steps { state at detail } } evidence { manifestDigest signedAt }`

// No document asks more statements of the database because there is more to answer: what the pages of the SPA read, with
// three messages and with twelve, with one mailbox and with four.
func TestStatementsDoNotGrowWithTheAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	counter := &statements{}
	w.db.Trace(counter.hear)
	anna, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
	mailbox := openMailbox(t, anna, bamberg)
	n := 0
	write := func(messages int) {
		for range messages {
			n++
			content := pdf(200)
			doc, url := announce(t, anna, map[string]any{"mailboxId": mailbox}, len(content))
			if !strings.HasPrefix(url, "http") {
				url = w.URL + url
			}
			put(t, anna, url, content)
			sendMessage(t, anna, mailbox, bamberg, fmt.Sprint(n), doc)
		}
	}
	write(3)
	caseID := newestCase(t, clerk, bamberg)
	documents := map[string]struct {
		client   testkit.Client
		document string
		vars     map[string]any
		most     int
	}{
		"thread of a mailbox": {anna, `query($id: ID!) { caseMailbox(id: $id) { id title unreadCount deletesAt parties { id role reachability maxMessageBytes authority { id name } services { id name } fallback { note } }
			drafts { id subject } messages(last: 20) { edges { node { ` + messageFields + ` } } } } }`, map[string]any{"id": mailbox}, 40},
		"thread of a case": {clerk, `query($id: ID!) { authorityCase(id: $id) { id version person { name } address { city } assignee { id name } notes { id body } services { name }
			messages(last: 20) { edges { node { ` + messageFields + ` } } } } }`, map[string]any{"id": caseID}, 40},
		"list of mailboxes": {anna, `{ viewer { id unreadMessageCount caseMailboxes(first: 20) { edges { node { id title reference unreadCount deletesAt parties { authority { id name } }
			messages(last: 1) { edges { node { id subject sentAt } } } } } } } }`, nil, 30},
		"inbox": {clerk, `query($a: ID!) { authorityCases(authorityId: $a, first: 20) { edges { node { id title reference person { name } unreadCount waitingSince dueOn state assignee { id name } services { name }
			messages(last: 1) { edges { node { id subject } } } } } } }`, map[string]any{"a": bamberg}, 30},
	}
	few := map[string][]string{}
	for name, d := range documents {
		few[name] = counter.during(func() { d.client.Must(t, d.document, d.vars, nil) })
	}
	write(9)
	for range 3 {
		n++
		sendMessage(t, anna, openMailbox(t, anna, bamberg), bamberg, fmt.Sprint(n))
	}
	for name, d := range documents {
		// The program's sweeps ask, too, and may fall into some tries.
		var many []string
		for try := 0; try == 0 || try < 20 && (len(many) > len(few[name]) || len(many) > d.most); try++ {
			many = counter.during(func() { d.client.Must(t, d.document, d.vars, nil) })
		}
		if len(many) > len(few[name]) || len(many) > d.most {
			t.Errorf("%s: %d statements for little, %d for much, at most %d:\n%s", name, len(few[name]), len(many), d.most, strings.Join(many, "\n"))
		}
		t.Logf("%s: %d statements", name, len(many))
	}
}

// A message that was sent is not read and opened again for its own answer: the transaction held all of it. Beside the transaction are
// the session, the accounts and memberships that are asked, and the mailbox or case of the answer.
func TestAMessageSentIsNotReadForItsOwnAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	counter := &statements{}
	w.db.Trace(counter.hear)
	anna, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
	mailbox := openMailbox(t, anna, bamberg)
	sendMessage(t, anna, mailbox, bamberg, "first")
	caseID := newestCase(t, clerk, bamberg)
	for name, d := range map[string]struct {
		client   testkit.Client
		document string
		input    map[string]any
		most     int
	}{
		"messageSend": {anna, `mutation($i: MessageSendInput!) { messageSend(input: $i) { messageEdge { cursor node { id subject sentAt senderName } } userErrors { message } } }`,
			map[string]any{"mailboxId": mailbox, "recipientIds": []string{bamberg}, "subject": "S", "body": "B", "idempotencyKey": "counted"}, 3},
		"caseReply": {clerk, `mutation($i: CaseReplyInput!) { caseReply(input: $i) { messageEdge { cursor node { id subject sentAt senderName } } userErrors { message } } }`,
			map[string]any{"caseId": caseID, "subject": "S", "body": "B", "idempotencyKey": "counted"}, 4},
	} {
		// The program's sweeps ask, too, and may fall into some tries.
		var asked []string
		for try := 0; try == 0 || try < 20 && len(asked) > d.most; try++ {
			d.input["idempotencyKey"] = fmt.Sprint("counted-", try)
			if got := counter.during(func() { d.client.Must(t, d.document, map[string]any{"i": d.input}, nil) }); try == 0 || len(got) < len(asked) {
				asked = got
			}
		}
		if len(asked) > d.most {
			t.Errorf("%s: %d statements beside the transaction, at most %d:\n%s", name, len(asked), d.most, strings.Join(asked, "\n"))
		}
		t.Logf("%s: %d statements", name, len(asked))
	}
}
