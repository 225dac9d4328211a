//go:build demo

package app

import (
	"strings"
	"testing"

	"schalter/internal/directory"
	"schalter/internal/testkit"
)

// noticesIn are the notices of the platform in a mailbox, as subject and text.
func noticesIn(t *testing.T, c testkit.Client, mailboxID string) (notices []string) {
	t.Helper()
	var out struct {
		CaseMailbox struct {
			Messages struct {
				Edges []struct {
					Node struct {
						Kind, Direction, Subject, Body string
						InReplyTo                      *struct{ Subject string }
						Deliveries                     []struct{ ID string }
					}
				}
			}
		}
	}
	read(t, c, `query($id: ID!) { caseMailbox(id: $id) { messages(first: 20) { edges { node { kind direction subject body inReplyTo { subject } deliveries { id } } } } } }`, map[string]any{"id": mailboxID}, &out)
	for _, e := range out.CaseMailbox.Messages.Edges {
		if m := e.Node; m.Kind == "NOTICE" {
			if m.Direction != "PLATFORM" || m.InReplyTo == nil || len(m.Deliveries) != 0 {
				t.Errorf("the notice: %+v", m)
			}
			notices = append(notices, m.Subject+"\n\n"+m.Body)
		}
	}
	return notices
}

// The Einheitlicher Ansprechpartner of the directory, for three services of it of which silence grants two by different laws, confirms what arrived
// over GraphQL: in words of the rules that are in force. Its clerk sees no notice.
func TestTheArrivalAtAnEinheitlicherAnsprechpartnerIsConfirmedOverGraphQL(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		owner, clerk := w.as(t, citizen), w.as(t, clerkEA)
		var services, choices []any
		for _, slug := range []string{"gaststaettenerlaubnis", "gestattung-ausschank", "gewerbe-anmelden"} {
			serviceID := directory.ServiceID(slug)
			services = append(services, serviceID)
			choices = append(choices, map[string]any{"serviceId": serviceID, "authorityId": eaUpper})
		}
		var opened struct{ Mailbox struct{ ID string } }
		if refused := mutate(t, owner, "mailboxOpen", "mailbox { id }", map[string]any{"ars": townHall, "serviceIds": services, "choices": choices}, &opened); refused != nil {
			t.Fatalf("refused: %+v", refused)
		}
		mailbox := opened.Mailbox.ID
		sendMessage(t, owner, mailbox, eaUpper, "a")
		sendMessage(t, owner, mailbox, eaUpper, "a")
		notices := noticesIn(t, owner, mailbox)
		if len(notices) != 1 {
			t.Fatalf("%d notices: %q", len(notices), notices)
		}
		for _, part := range []string{
			"Eingang bestätigt: Einheitlicher Ansprechpartner", "Tag und Uhrzeit des Eingangs: ", "(Art. 71b Abs. 2 BayVwVfG, vorläufig)",
			"Frist: drei Monate (§ 6a GewO).", "Frist: zwei Wochen (§ 2 Abs. 3 BayGastV).", "Gewerbe", "ist hier nicht bekannt", "§ 75 VwGO",
			"Vorläufig, weil noch nicht juristisch bestätigt: ",
		} {
			if !strings.Contains(notices[0], part) {
				t.Errorf("no %q in %s", part, notices[0])
			}
		}
		if n := strings.Count(notices[0], "\nFrist: "); n != 2 {
			t.Errorf("%d periods in %s", n, notices[0])
		}
		if seen := subjects(t, clerk, newestCase(t, clerk, eaUpper)); len(seen) != 1 {
			t.Errorf("the clerk sees %v", seen)
		}
	})
}
