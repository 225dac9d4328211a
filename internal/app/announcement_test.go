//go:build demo

package app

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/legaltext"
	"schalter/internal/testkit"
)

// announced is when a decision counts as announced, as the API says.
type announced struct {
	Message struct {
		DecisionEffect string
		Announcement   *struct {
			Date, Explanation, Easy string
			Provisional             bool
			Rule                    struct{ Law, Article string }
			Supersedes              *struct{ Date string }
		}
	}
}

// askAnnounced asks it as one of the sides; there is no message for who has none.
func askAnnounced(t *testing.T, c testkit.Client, messageID string) (found *announced) {
	t.Helper()
	a, err := c.Ask(t.Context(), `query($id: ID!) { message: node(id: $id) { ... on Message { decisionEffect announcement {
		date explanation easy provisional rule { law article } supersedes { date } } } } }`, map[string]any{"id": messageID})
	if err != nil {
		t.Fatal(err)
	}
	if outcome(t, a) != "ok" {
		return nil
	}
	found = &announced{}
	if err := json.Unmarshal(a.Data, found); err != nil {
		t.Fatal(err)
	}
	return found
}

// A decision that is announced with consent has a day on both sides, with the rule and the reason, once it was fetched; one that is for information
// has none, nor has what is no decision, and nobody else learns of any.
func TestBothSidesSeeWhenADecisionIsAnnounced(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		owner, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
		mailbox := openMailbox(t, owner, bamberg)
		asked := sendMessage(t, owner, mailbox, bamberg, "a")
		caseID := newestCase(t, clerk, bamberg)
		decide := func(key, effect string, more map[string]any) (messageID string) {
			t.Helper()
			in := map[string]any{"caseId": caseID, "kind": "DECISION", "subject": "Bescheid " + key, "body": "Ja", "decisionEffect": effect, "idempotencyKey": key}
			for k, v := range more {
				in[k] = v
			}
			var out struct {
				MessageEdge struct{ Node struct{ ID string } }
			}
			if refused := mutate(t, clerk, "caseReply", "messageEdge { node { id } }", in, &out); refused != nil {
				t.Fatalf("refused: %+v", refused)
			}
			return out.MessageEdge.Node.ID
		}
		known := decide("b", "INFORMATION", nil)
		if refused := mutate(t, owner, "consentGive", "consent { id }", map[string]any{"authorityId": bamberg, "scope": "ANNOUNCEMENT", "textVersion": legaltext.ConsentVersion}, nil); refused != nil {
			t.Fatalf("refused: %+v", refused)
		}
		decision := decide("c", "ANNOUNCEMENT", map[string]any{"remedy": map[string]any{"amount": 1, "unit": "MONTHS"}})
		from := clock.System().Now()
		if refused := mutate(t, owner, "messageMarkRead", "messages { id }", map[string]any{"messageIds": []string{known, decision}}, nil); refused != nil {
			t.Fatalf("refused: %+v", refused)
		}
		until := clock.System().Now()
		day := func(at time.Time) string { return at.In(clock.Berlin).Format(time.DateOnly) }
		for name, side := range map[string]testkit.Client{"owner": owner, "clerk": clerk} {
			d := askAnnounced(t, side, decision)
			if d == nil || d.Message.Announcement == nil {
				t.Fatalf("%s sees no day", name)
			}
			a := d.Message.Announcement
			if a.Date < day(from) || a.Date > day(until) || !a.Provisional || a.Rule.Law != "BayDiG" || !strings.HasPrefix(a.Rule.Article, "Art. 24") ||
				!strings.Contains(a.Explanation, "des Abrufs") || a.Easy == "" || a.Supersedes != nil {
				t.Errorf("%s sees %+v", name, a)
			}
			for _, other := range []string{known, asked} {
				if d := askAnnounced(t, side, other); d == nil || d.Message.Announcement != nil {
					t.Errorf("%s: %+v of what is not announced", name, d)
				}
			}
		}
		strangers := map[string]testkit.Client{
			"anonymous": w.Client, "citizen": register(t, w, "stranger@demo.example"), "clerk of another authority": w.as(t, clerkMunich),
			"operator": w.as(t, operator), "editor": w.as(t, editor),
		}
		for name, c := range strangers {
			if d := askAnnounced(t, c, decision); d != nil {
				t.Errorf("%s learns %+v", name, d)
			}
		}
	})
}
