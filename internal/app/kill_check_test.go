//go:build demo

package app

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"schalter/internal/store"
	"schalter/internal/testkit"
)

// check asks both sides of a desk for what must be there, and for what must not.
func (f *front) check(t *testing.T, d *desk) {
	t.Helper()
	own, confirmed := map[string]int{}, map[string]int{}
	for subject, n := range subjects(t, f.client, d.mailbox) {
		switch receipt, about, _ := strings.Cut(subject, noticeOf); {
		case !strings.HasPrefix(receipt, "Eingang bestätigt: "):
			own[subject] = n
		case about != "":
			confirmed[about] = n
		}
	}
	f.once(t, "the citizen", d.owner, own)
	f.checkConfirmed(t, d, confirmed)
	f.checkDrafts(t, d)
	f.once(t, "the clerk", d.authority, subjects(t, f.clerk, d.theCase))
	for id := range d.gone {
		a, err := f.client.Ask(t.Context(), `query($id: ID!) { node(id: $id) { id } }`, map[string]any{"id": id})
		if err != nil || strings.Contains(string(a.Data), id) {
			t.Errorf("%s: %s was deleted and is back: %s, %v", f.name, id, a.Data, err)
		}
	}
	for id, content := range d.files {
		if got := f.download(t, f.clerk, id); !bytes.Equal(got, content) {
			t.Errorf("%s: document %s has %d bytes, not the %d that were sent", f.name, id, len(got), len(content))
		}
	}
}

// checkConfirmed checks that the arrival of each message at the Einheitlicher Ansprechpartner is confirmed once; of those that are deleted nobody can say which.
func (f *front) checkConfirmed(t *testing.T, d *desk, confirmed map[string]int) {
	t.Helper()
	for _, sent := range d.sentIDs {
		if confirmed[sent[0]] == 0 {
			t.Errorf("%s: the arrival of %q is not confirmed", f.name, sent[0])
		}
	}
	for about, n := range confirmed {
		if n != 1 {
			t.Errorf("%s: the arrival of %q is confirmed %d times", f.name, about, n)
		}
	}
}

// once compares the subjects that a side shows with those that were acknowledged. What was sent and not acknowledged may be there,
// once.
func (f *front) once(t *testing.T, who string, want map[string]bool, seen map[string]int) {
	t.Helper()
	open := map[string]bool{}
	for _, c := range f.chores {
		open[c.subject] = true
	}
	for subject := range want {
		if seen[subject] != 1 {
			t.Errorf("%s: %s sees %q %d times", f.name, who, subject, seen[subject])
		}
	}
	for subject, n := range seen {
		if n != 1 || !want[subject] && !open[subject] {
			t.Errorf("%s: %s sees %q %d times, which nobody sent or somebody deleted", f.name, who, subject, n)
		}
	}
}

func (f *front) checkDrafts(t *testing.T, d *desk) {
	t.Helper()
	var out struct {
		CaseMailbox struct {
			Drafts []struct{ ID, Subject, Body string }
		}
	}
	f.client.Must(t, `query($id: ID!) { caseMailbox(id: $id) { drafts { id subject body } } }`, map[string]any{"id": d.mailbox}, &out)
	seen := map[string]bool{}
	for _, draft := range out.CaseMailbox.Drafts {
		seen[draft.ID] = true
		if texts := d.drafts[draft.ID]; texts != nil && !texts[draft.Body] {
			t.Errorf("%s: draft %s says %q, which nobody saved", f.name, draft.ID, draft.Body)
		}
	}
	for id := range d.drafts {
		if !seen[id] {
			t.Errorf("%s: the draft %s is lost", f.name, id)
		}
	}
}

func (f *front) download(t *testing.T, c testkit.Client, documentID string) []byte {
	t.Helper()
	var out struct {
		Node struct{ Download *struct{ URL string } }
	}
	c.Must(t, `query($id: ID!) { node(id: $id) { ... on Document { download { url } } } }`, map[string]any{"id": documentID}, &out)
	if out.Node.Download == nil {
		t.Errorf("%s: document %s cannot be fetched", f.name, documentID)
		return nil
	}
	url := out.Node.Download.URL
	if i := strings.Index(url, "/documents/"); i > 0 {
		url = f.process.URL + url[i:]
	}
	res, content := fetchFile(t, c, url, "")
	if res.StatusCode != http.StatusOK {
		t.Errorf("%s: document %s: %d", f.name, documentID, res.StatusCode)
	}
	return content
}

// checkDeliveries compares what the citizen is told of mails with what the authority's mail server saw.
func (f *front) checkDeliveries(t *testing.T) {
	t.Helper()
	// What arrives while one asks is none of this: so first the answer, then the mails.
	deliveries := f.deliveries(t)
	if err := f.read(); err != nil {
		t.Fatal(err)
	}
	arrived, taken := map[string]bool{}, map[string]bool{}
	for _, m := range f.mails {
		arrived[m.Subject] = true
	}
	for _, a := range f.answers {
		taken[a.subject] = true
	}
	seen := map[string]int{}
	for _, e := range deliveries {
		seen[e.Direction+e.Subject]++
		if e.Direction != "OUTBOUND" {
			if !taken[e.Subject] {
				t.Errorf("%s: an answer %q that nobody gave", f.name, e.Subject)
			}
			continue
		}
		for _, step := range e.Deliveries[0].Steps {
			if step.State != "QUEUED" && step.State != "DEFERRED" && !arrived[e.Subject] {
				t.Errorf("%s: %q is said to be %s, and no mail arrived", f.name, e.Subject, step.State)
			}
			if step.State == "FAILED" {
				t.Errorf("%s: %q is said to have failed", f.name, e.Subject)
			}
		}
	}
	for what, n := range seen {
		if n != 1 {
			t.Errorf("%s: %q is there %d times", f.name, what, n)
		}
	}
	for key := range f.sent {
		if seen["OUTBOUNDNr. "+key] != 1 {
			t.Errorf("%s: message %s is there %d times", f.name, key, seen["OUTBOUNDNr. "+key])
		}
	}
}

// deliveryOfOne is a message of the mailbox at the authority with its own mailbox.
type deliveryOfOne struct {
	Direction, Subject string
	Deliveries         []struct{ Steps []struct{ State string } }
}

func (f *front) deliveries(t *testing.T) (all []deliveryOfOne) {
	t.Helper()
	vars := map[string]any{"id": f.mailbox}
	for {
		var out struct {
			CaseMailbox struct {
				Messages struct {
					PageInfo struct {
						HasNextPage bool
						EndCursor   string
					}
					Edges []struct{ Node deliveryOfOne }
				}
			}
		}
		f.client.Must(t, `query($id: ID!, $after: String) { caseMailbox(id: $id) { messages(first: 100, after: $after) { pageInfo { hasNextPage endCursor }
			edges { node { direction subject deliveries { steps { state } } } } } } }`, vars, &out)
		for _, e := range out.CaseMailbox.Messages.Edges {
			all = append(all, e.Node)
		}
		if !out.CaseMailbox.Messages.PageInfo.HasNextPage {
			return all
		}
		vars["after"] = out.CaseMailbox.Messages.PageInfo.EndCursor
	}
}

// checkAnswers checks, when all is quiet, that each message is answered once.
func (f *front) checkAnswers(t *testing.T) {
	t.Helper()
	seen := map[string]int{}
	for _, e := range f.deliveries(t) {
		seen[e.Direction+" "+e.Subject]++
	}
	for key := range f.sent {
		if out, in := seen["OUTBOUND Nr. "+key], seen["INBOUND AW Nr. "+key]; out != 1 || in != 1 {
			t.Errorf("%s: message %s is there %d times, its answer %d times", f.name, key, out, in)
		}
	}
	for what, rows := range map[string]string{
		"sides of what is on its way": `side WHERE kind = 'TRANSIT'`, "mails still queued": `gateway_mail WHERE state = 'QUEUED' OR failure IS NOT NULL`,
		"answers not accepted": `inbound_mail WHERE state <> 'ACCEPTED'`,
	} {
		if n := f.count(t, rows); n != 0 {
			t.Errorf("%s: %d %s", f.name, n, what)
		}
	}
}

// checkRows looks at the files and the rows while nobody else does: every blob that is still needed is there.
func (f *front) checkRows(t *testing.T) {
	t.Helper()
	f.inDatabase(t, func(db *store.DB) error {
		rows, err := db.Query(t.Context(), `SELECT blob_key FROM document WHERE blob_key IS NOT NULL UNION SELECT blob_key FROM inbound_mail WHERE blob_key IS NOT NULL AND state IN ('RECEIVED', 'HELD')`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var key string
			if err := rows.Scan(&key); err != nil {
				return err
			}
			if _, err := os.Stat(filepath.Join(f.dir, "blobs", key)); err != nil {
				t.Errorf("%s: the blob %s of a row is not there", f.name, key)
			}
		}
		return rows.Err()
	})
}
