//go:build demo

package app

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"schalter/internal/testkit"
)

type openedMailbox struct {
	MailboxOpen struct {
		Mailbox *struct {
			ID, Reference, Title string
			Parties              []struct {
				Reachability string
				Authority    struct{ ID, Name string }
			}
		}
		UserErrors []userError
	}
}

type userError struct {
	Code    string
	Field   []string
	Message string
}

// openMailbox opens a mailbox for a business registration in Bamberg, addressed to the city.
func openMailbox(t testing.TB, c testkit.Client, authorityID string) string {
	t.Helper()
	var out openedMailbox
	c.Must(t, `mutation($i: MailboxOpenInput!) { mailboxOpen(input: $i) { mailbox { id reference title parties { reachability authority { id name } } } userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"ars": townHall, "serviceIds": []string{trade}, "choices": []any{map[string]any{"serviceId": trade, "authorityId": authorityID}}}}, &out)
	if out.MailboxOpen.Mailbox == nil {
		t.Fatalf("refused: %+v", out.MailboxOpen.UserErrors)
	}
	return out.MailboxOpen.Mailbox.ID
}

func sendMessage(t testing.TB, c testkit.Client, mailboxID, authorityID, key string, documents ...string) string {
	t.Helper()
	var out struct {
		MessageSend struct {
			MessageEdge *struct{ Node struct{ ID string } }
			UserErrors  []userError
		}
	}
	c.Must(t, `mutation($i: MessageSendInput!) { messageSend(input: $i) { messageEdge { node { id } } userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"mailboxId": mailboxID, "recipientIds": []string{authorityID}, "subject": "Gewerbe anmelden", "body": "Guten Tag",
			"receiptRequested": true, "idempotencyKey": key, "documentIds": documents}}, &out)
	if out.MessageSend.MessageEdge == nil {
		t.Fatalf("refused: %+v", out.MessageSend.UserErrors)
	}
	return out.MessageSend.MessageEdge.Node.ID
}

// inbox is the newest case of an authority.
func newestCase(t testing.TB, c testkit.Client, authorityID string) string {
	t.Helper()
	var out struct {
		AuthorityCases struct {
			Edges []struct{ Node struct{ ID string } }
		}
	}
	c.Must(t, `query($a: ID!) { authorityCases(authorityId: $a, orderBy: NEWEST_MESSAGE, first: 1) { edges { node { id } } } }`, map[string]any{"a": authorityID}, &out)
	if len(out.AuthorityCases.Edges) == 0 {
		t.Fatal("the inbox is empty")
	}
	return out.AuthorityCases.Edges[0].Node.ID
}

func announce(t testing.TB, c testkit.Client, target map[string]any, size int) (id, uploadURL string) {
	t.Helper()
	in := map[string]any{"filename": "Lageplan.pdf", "size": size, "mediaType": "application/pdf"}
	for k, v := range target {
		in[k] = v
	}
	var out struct {
		DocumentCreate struct {
			Document   *struct{ ID, UploadURL string }
			UserErrors []userError
		}
	}
	c.Must(t, `mutation($i: DocumentCreateInput!) { documentCreate(input: $i) { document { id uploadUrl } userErrors { code field message } } }`, map[string]any{"i": in}, &out)
	if out.DocumentCreate.Document == nil {
		t.Fatalf("refused: %+v", out.DocumentCreate.UserErrors)
	}
	return out.DocumentCreate.Document.ID, out.DocumentCreate.Document.UploadURL
}

func put(t testing.TB, c testkit.Client, url string, content []byte) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, url, bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, res.Body)
	return res.StatusCode
}

func fetchFile(t testing.TB, c testkit.Client, url, byteRange string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	if byteRange != "" {
		req.Header.Set("Range", byteRange)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, body
}

func pdf(size int) []byte {
	b := []byte("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
	for len(b) < size {
		b = append(b, "% padding of the test\n"...)
	}
	return b[:max(size, 80)]
}

// What one set out to do is kept until a mailbox for it is open.
func TestStartPlanIsDoneWithTheMailbox(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	anna := w.as(t, citizen)
	type choice struct{ ServiceID, AuthorityID string }
	type startPlan struct {
		ServiceID         string
		Choices           []choice
		WithoutServiceIDs []string
	}
	plan := func() *startPlan {
		var out struct {
			Viewer struct{ StartPlan *startPlan }
		}
		anna.Must(t, `{ viewer { startPlan { serviceId choices { serviceId authorityId } withoutServiceIds } } }`, nil, &out)
		return out.Viewer.StartPlan
	}
	anna.Must(t, `mutation($s: ID!) { profileUpdate(input: {startPlan: {serviceId: $s, ars: "094610000000"}}) { userErrors { code } } }`, map[string]any{"s": trade}, nil)
	if got := plan(); got == nil || got.ServiceID != trade || got.Choices == nil || len(got.Choices) != 0 {
		t.Fatalf("got %+v", got)
	}
	anna.Must(t, `mutation($s: ID!, $a: ID!) { profileUpdate(input: {startPlan: {serviceId: $s, ars: "094610000000", choices: [{serviceId: $s, authorityId: $a}]}}) { userErrors { code } } }`,
		map[string]any{"s": trade, "a": bamberg}, nil)
	if got := plan(); got == nil || !slices.Equal(got.Choices, []choice{{trade, bamberg}}) {
		t.Fatalf("the choice is lost: %+v", got)
	}
	openMailbox(t, anna, bamberg)
	if got := plan(); got != nil {
		t.Errorf("the plan is still there: %+v", got)
	}
}

// The main job, as the program serves it: a citizen writes with a document, the clerk fetches it, confirms and answers.
func TestCitizenWritesAndClerkAnswers(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		anna, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
		mailbox := openMailbox(t, anna, bamberg)
		content := pdf(200_000)
		doc, uploadURL := announce(t, anna, map[string]any{"mailboxId": mailbox}, len(content))
		if !strings.HasPrefix(uploadURL, w.URL) {
			uploadURL = w.URL + uploadURL
		}
		if got := put(t, anna, uploadURL, content); got != http.StatusOK {
			t.Fatalf("upload: status %d", got)
		}
		message := sendMessage(t, anna, mailbox, bamberg, "k1", doc)
		caseID := newestCase(t, clerk, bamberg)

		var thread struct {
			AuthorityCase struct {
				Person   struct{ Name string }
				Messages struct {
					Edges []struct {
						Node struct {
							ID, Body  string
							Unread    bool
							Documents []struct {
								Filename string
								Download struct{ URL string }
							}
						}
					}
				}
			}
		}
		clerk.Must(t, `query($c: ID!) { authorityCase(id: $c) { person { name } messages(last: 10) { edges { node { id body unread documents { filename download { url } } } } } } }`,
			map[string]any{"c": caseID}, &thread)
		node := thread.AuthorityCase.Messages.Edges[0].Node
		if node.ID != message || node.Body != "Guten Tag" || !node.Unread || node.Documents[0].Filename != "Lageplan.pdf" {
			t.Fatalf("got %+v", thread)
		}
		url := node.Documents[0].Download.URL
		if !strings.HasPrefix(url, "http") {
			url = w.URL + url
		}
		res, body := fetchFile(t, testkit.Client{}, url, "")
		if res.StatusCode != http.StatusOK || !bytes.Equal(body, content) {
			t.Errorf("download by ticket: status %d, %d bytes", res.StatusCode, len(body))
		}
		for header, want := range map[string]string{"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"} {
			if got := res.Header.Get(header); !strings.Contains(got, want) {
				t.Errorf("%s: got %q, want %q in it", header, got, want)
			}
		}
		res, body = fetchFile(t, testkit.Client{}, url, "bytes=100000-100099")
		if res.StatusCode != http.StatusPartialContent || !bytes.Equal(body, content[100000:100100]) {
			t.Errorf("range: status %d, %d bytes", res.StatusCode, len(body))
		}
		if res, _ := fetchFile(t, testkit.Client{}, url[:len(url)-4]+"0000", ""); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("a forged ticket: status %d", res.StatusCode)
		}

		var answers struct {
			ReceiptConfirm struct{ UserErrors []userError }
			CaseReply      struct{ UserErrors []userError }
		}
		clerk.Must(t, `mutation($c: ID!, $m: ID!) {
			receiptConfirm(input: {caseId: $c, messageId: $m}) { userErrors { code } }
			caseReply(input: {caseId: $c, inReplyToId: $m, subject: "Ihre Anmeldung", body: "Eingegangen.", idempotencyKey: "r1"}) { userErrors { code } } }`,
			map[string]any{"c": caseID, "m": message}, &answers)
		if len(answers.ReceiptConfirm.UserErrors)+len(answers.CaseReply.UserErrors) > 0 {
			t.Fatalf("refused: %+v", answers)
		}
		var own struct {
			CaseMailbox struct {
				UnreadCount int
				Parties     []struct{ ID string }
				Messages    struct {
					Edges []struct {
						Node struct {
							Subject, SenderName, Direction string
							Deliveries                     []struct {
								ID, State   string
								ConfirmedBy *string
							}
						}
					}
				}
			}
		}
		anna.Must(t, `query($m: ID!) { caseMailbox(id: $m) { unreadCount parties { id } messages(last: 10) { edges { node { subject senderName direction deliveries { id state confirmedBy } } } } } }`, map[string]any{"m": mailbox}, &own)
		list := own.CaseMailbox.Messages.Edges
		if own.CaseMailbox.UnreadCount != 1 || len(list) != 2 || list[1].Node.Subject != "Ihre Anmeldung" {
			t.Fatalf("got %+v", own)
		}
		if d := list[0].Node.Deliveries; len(d) != 1 || d[0].State != "ANSWERED" || d[0].ConfirmedBy == nil {
			t.Errorf("delivery: got %+v", d)
		}
		ids := []string{mailbox, caseID, message, doc, own.CaseMailbox.Parties[0].ID, list[0].Node.Deliveries[0].ID}
		for who, want := range map[string][]bool{citizen: {true, false, true, true, true, true}, clerkBamberg: {false, true, true, true, false, true}, clerkMunich: make([]bool, 6)} {
			var got struct{ Nodes []*struct{ ID string } }
			w.as(t, who).Must(t, `query($ids: [ID!]!) { nodes(ids: $ids) { id } }`, map[string]any{"ids": ids}, &got)
			for i, n := range got.Nodes {
				if (n != nil) != want[i] {
					t.Errorf("%s: node %s: got %v, want there: %v", who, ids[i], n, want[i])
				}
			}
		}
	})
}

// More people send at once than there are connections: nobody waits for a connection that waits for somebody's lock.
func TestMoreSendAtOnceThanThereAreConnections(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		anna := w.as(t, citizen)
		mailbox := openMailbox(t, anna, bamberg)
		var wg sync.WaitGroup
		for i := range 80 {
			wg.Go(func() {
				if !(sending{fmt.Sprint("p", i), "x"}).try(t.Context(), anna, mailbox) {
					t.Errorf("%d was not sent", i)
				}
			})
		}
		wg.Wait()
		if n := len(subjects(t, anna, mailbox)); n != 80 {
			t.Errorf("got %d messages, want 80", n)
		}
	})
}
