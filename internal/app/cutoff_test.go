//go:build demo

package app

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// membershipOf is the first membership of the client's account.
func membershipOf(t testing.TB, c testkit.Client) (id string, version int) {
	t.Helper()
	var out struct {
		Viewer struct {
			Memberships []struct {
				ID      string
				Version int
			}
		}
	}
	c.Must(t, `{ viewer { memberships { id version } } }`, nil, &out)
	return out.Viewer.Memberships[0].ID, out.Viewer.Memberships[0].Version
}

// refusedCode asks and returns the code of the refusal, empty for none.
func refusedCode(t testing.TB, c testkit.Client, document string, variables map[string]any) string {
	t.Helper()
	a, err := c.Ask(t.Context(), document, variables)
	if err != nil {
		t.Fatal(err)
	}
	return a.Code()
}

// A clerk who is removed loses at once what ran by the membership: the subscription although nothing happens in it, the list, a
// ticket that was handed out; the case is nobody's. The own account goes on.
func TestARemovedClerkIsCutOffAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		admin, clerk, owner := newAdmin(t, w), w.as(t, clerkBamberg), w.as(t, citizen)
		mailbox := openMailbox(t, owner, bamberg)
		document, url := announce(t, owner, map[string]any{"mailboxId": mailbox}, 100)
		if !strings.HasPrefix(url, "http") {
			url = w.URL + url
		}
		put(t, owner, url, pdf(100))
		sendMessage(t, owner, mailbox, bamberg, "k1", document)
		caseID := newestCase(t, clerk, bamberg)
		membershipID, version := membershipOf(t, clerk)
		var assigned struct{ AuthorityCase struct{ Version int } }
		clerk.Must(t, `query($c: ID!) { authorityCase(id: $c) { version } }`, map[string]any{"c": caseID}, &assigned)
		clerk.Must(t, `mutation($i: CaseUpdateInput!) { caseUpdate(input: $i) { case { version } userErrors { code } } }`,
			map[string]any{"i": map[string]any{"caseId": caseID, "expectedVersion": assigned.AuthorityCase.Version, "assigneeId": membershipID}}, nil)
		ticket := downloadOf(t, clerk, `mutation($i: CaseExportInput!) { caseExport(input: $i) { download { url } } }`, "caseId", caseID)
		l := w.connect(t, clerk.Token)
		l.ask("live", caseMessages, map[string]any{"a": bamberg})
		l.ask("own", `subscription { mailboxChanged { cursor } }`, nil)

		colleague := w.newClerk(t, "kollege@demo.example")
		var removed struct {
			MemberRemove struct{ RemovedMembershipID string }
		}
		admin.Must(t, `mutation($i: MemberRemoveInput!) { memberRemove(input: $i) { removedMembershipId userErrors { code } } }`,
			map[string]any{"i": map[string]any{"membershipId": membershipID}}, &removed)
		if removed.MemberRemove.RemovedMembershipID != membershipID || version != 1 {
			t.Fatalf("got %+v", removed)
		}
		if m := l.hear(); m.ID != "live" || m.Type != "error" || !strings.Contains(string(m.Payload), "NOT_FOUND") {
			t.Errorf("the subscription ends: got %s %s %s", m.ID, m.Type, m.Payload)
		}
		if got := refusedCode(t, clerk, `query($a: ID!) { authorityCases(authorityId: $a) { edges { cursor } } }`, map[string]any{"a": bamberg}); got != "NOT_FOUND" {
			t.Errorf("the list: got %s", got)
		}
		if res, _ := fetchFile(t, w.Client, absolute(w, ticket), ""); res.StatusCode != http.StatusNotFound {
			t.Errorf("a ticket of before: got %d", res.StatusCode)
		}
		if res, _ := fetchFile(t, clerk, w.URL+"/documents/"+document, ""); res.StatusCode != http.StatusNotFound {
			t.Errorf("a document: got %d", res.StatusCode)
		}
		clerk.Must(t, `{ viewer { id } }`, nil, nil)
		eventually(t, "the case is nobody's", func() bool {
			var out struct {
				AuthorityCase struct{ Assignee *struct{ ID string } }
			}
			colleague.Must(t, `query($c: ID!) { authorityCase(id: $c) { assignee { id } } }`, map[string]any{"c": caseID}, &out)
			return out.AuthorityCase.Assignee == nil && count(t, w, `SELECT COUNT(*) FROM side WHERE assignee_id = ?`, membershipID) == 0
		})
	})
}

// A blocked account loses its sockets and tickets at once, on whatever replica: sessions are streams of their own.
func TestABlockedAccountLosesItsSockets(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		owner := w.as(t, citizen)
		mailbox := openMailbox(t, owner, bamberg)
		ticket := downloadOf(t, owner, `mutation($i: MailboxExportInput!) { mailboxExport(input: $i) { download { url } } }`, "mailboxId", mailbox)
		socket := w.connect(t, owner.Token)
		w.as(t, operator).Must(t, `mutation($i: AccountBlockInput!) { accountBlock(input: $i) { account { id } userErrors { code } } }`,
			map[string]any{"i": map[string]any{"email": citizen, "reason": "Verdacht"}}, nil)
		if got := socket.closing(); got != 4401 {
			t.Errorf("socket: got %d, want 4401", got)
		}
		if got := refusedCode(t, owner, `{ viewer { id } }`, nil); got != "UNAUTHENTICATED" {
			t.Errorf("access token: got %s", got)
		}
		if res, _ := fetchFile(t, w.Client, absolute(w, ticket), ""); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("ticket: got %d", res.StatusCode)
		}
		w.as(t, operator2).Must(t, `mutation($i: AccountUnblockInput!) { accountUnblock(input: $i) { unblockedAccountId userErrors { code } } }`,
			map[string]any{"i": map[string]any{"email": citizen}}, nil)
		var out struct{ CaseMailbox *struct{ ID string } }
		w.as(t, citizen).Must(t, `query($m: ID!) { caseMailbox(id: $m) { id } }`, map[string]any{"m": mailbox}, &out)
		if out.CaseMailbox == nil {
			t.Error("what a blocked account holds stays")
		}
	})
}

// When an authority closes its inbox, what nobody there has opened comes back to its writer; what was opened does not. Its clerks
// read nothing more, and the citizen sees that it is not connected.
func TestAClosedInboxLosesNoMessage(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		admin, clerk, owner := newAdmin(t, w), w.as(t, clerkBamberg), w.as(t, citizen)
		mailbox := openMailbox(t, owner, bamberg)
		sendMessage(t, owner, mailbox, bamberg, "k1")
		caseID := newestCase(t, clerk, bamberg)
		markAllRead(t, clerk, caseID)
		unread := sendMessage(t, owner, mailbox, bamberg, "k2")
		l := w.connect(t, clerk.Token)
		l.ask("live", caseMessages, map[string]any{"a": bamberg})
		var closed struct {
			ChannelClose struct {
				Authority  *struct{ Reachability string }
				UserErrors []userError
			}
		}
		admin.Must(t, `mutation($i: ChannelCloseInput!) { channelClose(input: $i) { authority { reachability } userErrors { code message } } }`,
			map[string]any{"i": map[string]any{"authorityId": bamberg}}, &closed)
		if closed.ChannelClose.Authority == nil || closed.ChannelClose.Authority.Reachability != "NOT_CONNECTED" {
			t.Fatalf("got %+v", closed)
		}
		if m := l.hear(); m.Type != "error" || !strings.Contains(string(m.Payload), "NOT_FOUND") {
			t.Errorf("the subscription ends: got %s %s", m.Type, m.Payload)
		}
		if got := refusedCode(t, clerk, `query($c: ID!) { authorityCase(id: $c) { id } }`, map[string]any{"c": caseID}); got != "" && got != "NOT_FOUND" {
			t.Errorf("case: got %s", got)
		}
		eventually(t, "one message comes back", func() bool {
			return count(t, w, `SELECT COUNT(*) FROM delivery WHERE state = 'FAILED' AND failure_code = 'CLOSED' AND message_id = ?`, unread) == 1
		})
		if n := count(t, w, `SELECT COUNT(*) FROM delivery WHERE failure_code IS NOT NULL`); n != 1 {
			t.Errorf("failed: got %d, want the unread one alone", n)
		}
		var shown struct {
			CaseMailbox struct {
				Messages struct {
					Edges []struct{ Node struct{ Kind, Body string } }
				}
			}
		}
		owner.Must(t, `query($m: ID!) { caseMailbox(id: $m) { messages(last: 1) { edges { node { kind body } } } } }`, map[string]any{"m": mailbox}, &shown)
		if n := shown.CaseMailbox.Messages.Edges[0].Node; n.Kind != "NOTICE" || !strings.Contains(n.Body, "Anbindung beendet") || !strings.Contains(n.Body, "Brief oder Fax") {
			t.Errorf("notice: got %+v", n)
		}
		var refused struct {
			MessageSend struct{ UserErrors []userError }
		}
		owner.Must(t, `mutation($i: MessageSendInput!) { messageSend(input: $i) { userErrors { code } } }`, map[string]any{"i": map[string]any{
			"mailboxId": mailbox, "recipientIds": []string{bamberg}, "subject": "S", "body": "B", "idempotencyKey": "k3"}}, &refused)
		if len(refused.MessageSend.UserErrors) != 1 || refused.MessageSend.UserErrors[0].Code != "AUTHORITY_NOT_CONNECTED" {
			t.Errorf("another message: got %+v", refused)
		}
	})
}

// newClerk registers a person and makes it a clerk of the city.
func (w *world) newClerk(t testing.TB, email string) testkit.Client {
	t.Helper()
	c := register(t, w, email)
	var out struct{ Viewer struct{ ID string } }
	c.Must(t, `{ viewer { id } }`, nil, &out)
	err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
		_, err := w.organisations.Employ(ctx, tx, organisation.Employment{
			OrganisationID: w.organisations.OfAuthority(bamberg).ID, AccountID: out.Viewer.ID, Roles: []organisation.OrganisationRole{organisation.Clerk}, AllAuthorities: true,
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func markAllRead(t testing.TB, clerk testkit.Client, caseID string) {
	t.Helper()
	var out struct {
		AuthorityCase struct {
			Messages struct {
				Edges []struct{ Node struct{ ID string } }
			}
		}
	}
	clerk.Must(t, `query($c: ID!) { authorityCase(id: $c) { messages(last: 50) { edges { node { id } } } } }`, map[string]any{"c": caseID}, &out)
	var ids []string
	for _, e := range out.AuthorityCase.Messages.Edges {
		ids = append(ids, e.Node.ID)
	}
	clerk.Must(t, `mutation($i: MessageMarkReadInput!) { messageMarkRead(input: $i) { messages { id } userErrors { code } } }`, map[string]any{"i": map[string]any{"messageIds": ids}}, nil)
}

func absolute(w *world, address string) string {
	if strings.HasPrefix(address, "http") {
		return address
	}
	return w.URL + address
}

func count(t testing.TB, w *world, query string, args ...any) (n int) {
	t.Helper()
	if err := w.db.QueryRow(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// eventually waits for what a job brings.
func eventually(t testing.TB, what string, done func() bool) {
	t.Helper()
	for range 500 {
		if done() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("not seen: %s", what)
}
