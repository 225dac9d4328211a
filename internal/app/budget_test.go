//go:build demo

package app

import (
	"fmt"
	"strings"
	"testing"

	"schalter/internal/testkit"
)

// writeWithDocument sends messages with a document each.
func writeWithDocument(t *testing.T, w *world, owner testkit.Client, mailbox string, messages int) {
	t.Helper()
	for n := range messages {
		content := pdf(200)
		doc, url := announce(t, owner, map[string]any{"mailboxId": mailbox}, len(content))
		if !strings.HasPrefix(url, "http") {
			url = w.URL + url
		}
		put(t, owner, url, content)
		sendMessage(t, owner, mailbox, bamberg, fmt.Sprint(mailbox, n), doc)
	}
}

// Ten cases with ten messages each, with documents and deliveries, are one document (docs/api.md), for those who write and for those
// who answer. Notes and drafts were read for each case alone: forty statements ended the answer.
func TestTenCasesWithTenMessagesAreOneDocument(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	anna, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
	for range 10 {
		writeWithDocument(t, w, anna, openMailbox(t, anna, bamberg), 10)
	}
	for name, list := range map[string]struct {
		client   testkit.Client
		document string
		vars     map[string]any
	}{
		"mailboxes": {anna, `{ viewer { caseMailboxes(first: 10) { edges { cursor node { id reference title unreadCount deletesAt undertaking { id name } region { id name }
			parties { id role reachability authority { id name } services { id name } fallback { note } } drafts { id subject savedAt documents { id } }
			messages(last: 10) { edges { cursor node { ` + messageFields + ` } } pageInfo { hasNextPage endCursor } } } } pageInfo { hasNextPage endCursor } } } }`, nil},
		"cases": {clerk, `query($a: ID!) { authorityCases(authorityId: $a, first: 10) { edges { cursor node { id version reference title state waitingSince unreadCount dueOn
			authority { id name } services { id name } region { id name } person { id name } address { recipient street houseNumber postalCode city country }
			assignee { id name } notes { id author body at } drafts { id subject savedAt documents { id } }
			messages(first: 10) { edges { cursor node { ` + messageFields + ` } } pageInfo { hasNextPage endCursor } } } } pageInfo { hasNextPage endCursor } } }`, map[string]any{"a": bamberg}},
	} {
		a, err := list.client.Ask(t.Context(), list.document, list.vars)
		if err != nil || len(a.Errors) > 0 {
			t.Errorf("%s: got %+v, %v", name, a.Errors, err)
		}
		if n := strings.Count(string(a.Data), `"filename"`); n < 100 {
			t.Errorf("%s: %d documents", name, n)
		}
	}
}

// The longest pages that there are fit into a document twice: each takes less than half of what an answer may come to.
func TestTheLongestPagesStayWellWithinTheBudget(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	anna, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
	mailbox := openMailbox(t, anna, bamberg)
	writeWithDocument(t, w, anna, mailbox, 100)
	for name, page := range map[string]struct {
		client   testkit.Client
		document string
		vars     map[string]any
	}{
		"thread of a mailbox": {anna, `query($id: ID!) { a: caseMailbox(id: $id) { ...F } b: caseMailbox(id: $id) { ...F } }
			fragment F on CaseMailbox { id title unreadCount deletesAt parties { id role reachability maxMessageBytes authority { id name } services { id name } fallback { note } }
				drafts { id subject } messages(last: 100) { edges { cursor node { ` + messageFields + ` } } } }`, map[string]any{"id": mailbox}},
		"thread of a case": {clerk, `query($id: ID!) { a: authorityCase(id: $id) { ...F } b: authorityCase(id: $id) { ...F } }
			fragment F on AuthorityCase { id version person { name } address { city } assignee { id name } notes { id body } services { name }
				messages(last: 100) { edges { cursor node { ` + messageFields + ` } } } }`, map[string]any{"id": newestCase(t, clerk, bamberg)}},
		"inbox": {clerk, `query($a: ID!) { a: authorityCases(authorityId: $a, first: 100) { ...F } b: authorityCases(authorityId: $a, first: 100) { ...F } }
			fragment F on AuthorityCaseConnection { edges { node { id title reference person { name } unreadCount waitingSince dueOn state assignee { id name } services { name } } } }`,
			map[string]any{"a": bamberg}},
	} {
		a, err := page.client.Ask(t.Context(), page.document, page.vars)
		if err != nil || len(a.Errors) > 0 {
			t.Errorf("%s: got %+v, %v", name, a.Errors, err)
		}
	}
}
