//go:build demo

package app

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"schalter/internal/directory"
)

// without is the directory without Stadt Bamberg: as a dissolved authority, or as one it never heard of.
func without(t *testing.T, dissolved bool) *directory.Snapshot {
	t.Helper()
	data, root := fstest.MapFS{}, os.DirFS("../directory/data")
	err := fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(root, path)
		data[path] = &fstest.MapFile{Data: content}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for line := range strings.SplitSeq(string(data["authorities.tsv"].Data), "\n") {
		if !strings.HasPrefix(line, "KREISFREIE_STADT\t094610000000\t") {
			kept = append(kept, line)
		} else if dissolved {
			data["former/authorities.tsv"].Data = append(data["former/authorities.tsv"].Data, line+"\t2026-07-01\tLANDRATSAMT:09471\n"...)
		}
	}
	data["authorities.tsv"].Data = []byte(strings.Join(kept, "\n"))
	s, err := directory.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// replace restarts the program with another directory, as far as that goes in one process.
func replace(t *testing.T, w *world, s *directory.Snapshot) {
	t.Helper()
	w.directory.Replace(s)
	if err := w.organisations.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// An authority that leaves the directory takes nothing with it: every list that names it is whole, what was written speaks of it as
// it was called then, its clerks read and answer what is open, nobody begins to write to it, and who has it as a party is told once.
func TestAnAuthorityThatLeavesTheDirectoryHidesNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		anna, clerk, admin, desk := w.as(t, citizen), w.as(t, clerkBamberg), w.as(t, clerkAdmin), w.as(t, operator)
		mailbox := openMailbox(t, anna, bamberg)
		sendMessage(t, anna, mailbox, bamberg, "before")
		theCase := newestCase(t, clerk, bamberg)
		const reply = `mutation($i: CaseReplyInput!) { caseReply(input: $i) { messageEdge { node { id } } userErrors { code } } }`
		clerk.Must(t, reply, map[string]any{"i": map[string]any{"caseId": theCase, "subject": "Antwort", "body": "Ja.", "idempotencyKey": "r1"}}, nil)
		anna.Must(t, `mutation($i: DraftSaveInput!) { draftSave(input: $i) { draft { id } userErrors { code } } }`,
			map[string]any{"i": map[string]any{"mailboxId": mailbox, "subject": "Entwurf", "body": "…", "recipientIds": []string{bamberg}}}, nil)
		for _, tt := range []struct {
			name, shown, since string
			snapshot           *directory.Snapshot
		}{
			{"dissolved", "Stadt Bamberg", "2026-07-01", without(t, true)},
			{"unknown", "Behörde, die in unserem Verzeichnis nicht steht", "", without(t, false)},
		} {
			replace(t, w, tt.snapshot)
			var own struct {
				Viewer struct {
					CaseMailboxes struct {
						Edges []struct {
							Node struct {
								ID      string
								Parties []struct {
									AuthorityName, Reachability string
									Fallback                    *struct{ Note string }
									Authority                   struct {
										Name      string
										ValidTo   *string
										Successor *struct{ Name string }
									}
								}
								Drafts   []struct{ Recipients []struct{ ID, Name string } }
								Messages struct {
									Edges []struct {
										Node struct {
											Subject           string
											FromAuthorityName *string
											FromAuthority     *struct{ Name string }
											Deliveries        []struct {
												AuthorityName string
												Authority     struct{ Name string }
											}
										}
									}
								}
							}
						}
					}
				}
			}
			anna.Must(t, `{ viewer { caseMailboxes(first: 20) { edges { node { id
				parties { authorityName reachability fallback { note } authority { name validTo successor { name } } }
				drafts { recipients { id name } }
				messages(first: 20) { edges { node { subject fromAuthorityName fromAuthority { name } deliveries { authorityName authority { name } } } } } } } } } }`, nil, &own)
			if len(own.Viewer.CaseMailboxes.Edges) == 0 {
				t.Fatalf("%s: no mailbox is left", tt.name)
			}
			node := own.Viewer.CaseMailboxes.Edges[0].Node
			p := node.Parties[0]
			if node.ID != mailbox || p.AuthorityName != "Stadt Bamberg" || p.Authority.Name != tt.shown || p.Reachability == "CONNECTED" && tt.since != "" {
				t.Errorf("%s: party %+v", tt.name, p)
			}
			if tt.since != "" && (p.Authority.ValidTo == nil || *p.Authority.ValidTo != tt.since || p.Authority.Successor == nil ||
				p.Fallback == nil || !strings.Contains(p.Fallback.Note, "seit dem 1. Juli 2026") || !strings.Contains(p.Fallback.Note, "Landratsamt Bamberg")) {
				t.Errorf("%s: party %+v, fallback %+v", tt.name, p, p.Fallback)
			}
			if len(node.Drafts) != 1 || len(node.Drafts[0].Recipients) != 1 || node.Drafts[0].Recipients[0].ID != bamberg {
				t.Errorf("%s: drafts %+v", tt.name, node.Drafts)
			}
			seen := map[string]bool{}
			for _, e := range node.Messages.Edges {
				seen[e.Node.Subject] = true
				if e.Node.Subject == "Antwort" && (e.Node.FromAuthority == nil || *e.Node.FromAuthorityName != "Stadt Bamberg") {
					t.Errorf("%s: sender %+v", tt.name, e.Node)
				}
				if e.Node.Subject == "Gewerbe anmelden" && (len(e.Node.Deliveries) != 1 || e.Node.Deliveries[0].AuthorityName != "Stadt Bamberg") {
					t.Errorf("%s: deliveries %+v", tt.name, e.Node)
				}
			}
			if !seen["Antwort"] || !seen["Gewerbe anmelden"] {
				t.Errorf("%s: messages %v", tt.name, seen)
			}
			clerk.Must(t, `query($a: ID!, $c: ID!) { viewer { memberships { authorities { id name } organisation { authorities { id name } } } }
				authorityCases(authorityId: $a, first: 20) { edges { node { id authority { name } } } }
				authorityCase(id: $c) { authority { id name } messages(first: 10) { edges { node { subject fromAuthority { id } } } } } }`, map[string]any{"a": bamberg, "c": theCase}, nil)
			admin.Must(t, `query($a: ID!) { node(id: $a) { __typename id } organisations(first: 20) { edges { node { authorities { id name } } } } }`, map[string]any{"a": bamberg}, nil)
			desk.Must(t, `{ desk { suspendedAuthorities { authority { id name } channel { state problem } } expiringCertificates(first: 10) { edges { node { authority { id } } } }
				connectRequests(first: 10) { edges { node { authority { id } } } } quarantine(first: 10) { edges { node { authority { id } } } } audit(first: 20) { edges { node { id } } } } }`, nil, nil)
		}
		replace(t, w, without(t, true))
		a, err := anna.Ask(t.Context(), sendDocument, map[string]any{"i": map[string]any{"mailboxId": mailbox, "recipientIds": []string{bamberg},
			"subject": "danach", "body": "x", "idempotencyKey": "after"}})
		if err != nil || !strings.Contains(string(a.Data), "AUTHORITY_NOT_CONNECTED") {
			t.Errorf("written to a dissolved authority: %s, %v", a.Data, err)
		}
		clerk.Must(t, reply, map[string]any{"i": map[string]any{"caseId": theCase, "subject": "Zum Schluss", "body": "Ja.", "idempotencyKey": "r2"}}, nil)
		sweep := func() {
			if err := w.organisations.Sweep(context.Background(), w.clock.Now()); err != nil {
				t.Fatal(err)
			}
		}
		sweep()
		for range 600 {
			if subjects(t, anna, mailbox)["Aufgelöst: Stadt Bamberg"] > 0 {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		sweep()
		if err := w.jobs.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		listed := subjects(t, anna, mailbox)
		if listed["Aufgelöst: Stadt Bamberg"] != 1 || listed["Zum Schluss"] != 1 || listed["danach"] != 0 {
			t.Errorf("messages: %v", listed)
		}
	})
}
