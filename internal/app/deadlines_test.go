//go:build demo

package app

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/directory"
	"schalter/internal/legaltext"
	"schalter/internal/testkit"
)

// deadline is a period as the API shows it.
type deadline struct {
	ID, Kind string
	Service  *struct{ ID string }
	Day      struct {
		Date, Explanation, Easy string
		Rule                    struct {
			Law, Article string
			InUse        bool
		}
		Supersedes *struct {
			Date string
			Rule struct{ Law string }
		}
	}
	Message  *struct{ ID, Subject string }
	Met      bool
	Calendar struct{ Filename string }
}

const deadlineFields = "deadlines { id kind met service { id } day { date explanation easy rule { law article inUse } supersedes { date rule { law } } } message { id subject } calendar { filename } }"

// deadlinesOn are the periods of one side, by the subject of the message that began them.
func deadlinesOn(t *testing.T, c testkit.Client, field, sideID string) map[string]deadline {
	t.Helper()
	var found struct {
		Side struct{ Deadlines []deadline }
	}
	read(t, c, `query($id: ID!) { side: `+field+`(id: $id) { `+deadlineFields+` } }`, map[string]any{"id": sideID}, &found)
	by := map[string]deadline{}
	for _, d := range found.Side.Deadlines {
		by[d.Message.Subject] = d
	}
	return by
}

// All three periods of a matter are on both sides over GraphQL, with rule, reasons, what they were before and a calendar file; a clerk learns before
// telling what may be told and which day would follow; nobody else sees any.
func TestBothSidesSeeEveryDeadline(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		owner, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
		permit, other := directory.ServiceID("gestattung-ausschank"), trade
		var opened struct{ Mailbox struct{ ID string } }
		in := map[string]any{"ars": townHall, "serviceIds": []string{permit, other}, "choices": []map[string]any{{"serviceId": other, "authorityId": bamberg}, {"serviceId": permit, "authorityId": bamberg}}}
		if refused := mutate(t, owner, "mailboxOpen", "mailbox { id }", in, &opened); refused != nil {
			t.Fatalf("refused: %+v", refused)
		}
		mailbox := opened.Mailbox.ID
		sendMessage(t, owner, mailbox, bamberg, "a")
		if refused := mutate(t, owner, "consentGive", "consent { id }", map[string]any{"authorityId": bamberg, "scope": "ANNOUNCEMENT", "textVersion": legaltext.ConsentVersion}, nil); refused != nil {
			t.Fatalf("refused: %+v", refused)
		}
		caseID := newestCase(t, clerk, bamberg)
		tell := func(kind, subject string, more map[string]any) (messageID string, refused string) {
			t.Helper()
			in := map[string]any{"caseId": caseID, "kind": kind, "subject": subject, "body": "Text", "idempotencyKey": subject}
			for k, v := range more {
				in[k] = v
			}
			var out struct {
				MessageEdge *struct{ Node struct{ ID string } }
			}
			for _, e := range mutate(t, clerk, "caseReply", "messageEdge { node { id } }", in, &out) {
				refused += fmt.Sprint(e.Code, " ", strings.Join(e.Field, "."))
			}
			if out.MessageEdge != nil {
				messageID = out.MessageEdge.Node.ID
			}
			return messageID, refused
		}
		type mayTell struct {
			Service    struct{ ID string }
			Running    *struct{ ID string }
			IfComplete *struct {
				Date, Explanation string
				Rule              struct{ Law string }
			}
			Extendable bool
		}
		may := func() (list []mayTell) {
			t.Helper()
			var found struct {
				AuthorityCase struct{ Approvals []mayTell }
			}
			read(t, clerk, `query($id: ID!) { authorityCase(id: $id) { approvals { service { id } running { id } ifComplete { date explanation rule { law } } extendable } } }`,
				map[string]any{"id": caseID}, &found)
			return found.AuthorityCase.Approvals
		}
		before := may()
		if len(before) != 1 || before[0].Service.ID != permit || before[0].Running != nil || before[0].Extendable || before[0].IfComplete.Rule.Law != "BayGastV" {
			t.Fatalf("%+v", before)
		}
		day := func(days int) string {
			return clock.System().Now().In(clock.Berlin).AddDate(0, 0, days).Format(time.DateOnly)
		}
		for _, c := range []struct {
			kind string
			more map[string]any
			want string
		}{
			{"COMPLETE", nil, "REQUIRED serviceIds"},
			{"COMPLETE", map[string]any{"serviceIds": []string{other}}, "INVALID serviceIds"},
			{"COMPLETE", map[string]any{"serviceIds": []string{permit}, "dueOn": day(9)}, "INVALID dueOn"},
			{"EXTENSION", map[string]any{"serviceIds": []string{permit}}, "REQUIRED dueOn"},
			{"EXTENSION", map[string]any{"serviceIds": []string{permit}, "dueOn": day(90)}, "WRONG_STATE kind"},
		} {
			if _, refused := tell(c.kind, "refused", c.more); refused != c.want {
				t.Errorf("%s %v: %q, not %q", c.kind, c.more, refused, c.want)
			}
		}
		if _, refused := tell("REQUEST", "Nachfrage", map[string]any{"serviceIds": []string{other}, "dueOn": day(20)}); refused != "" {
			t.Fatal(refused)
		}
		complete, refused := tell("COMPLETE", "Vollständig", map[string]any{"serviceIds": []string{permit}})
		if refused != "" {
			t.Fatal(refused)
		}
		if now := may(); now[0].IfComplete != nil || now[0].Running == nil || !now[0].Extendable {
			t.Errorf("%+v", now)
		}
		if _, refused := tell("EXTENSION", "Verlängert", map[string]any{"serviceIds": []string{permit}, "dueOn": day(60)}); refused != "" {
			t.Fatal(refused)
		}
		decision, refused := tell("DECISION", "Bescheid", map[string]any{"serviceIds": []string{other}, "decisionEffect": "ANNOUNCEMENT", "remedy": map[string]any{"amount": 1, "unit": "MONTHS"}})
		if refused != "" {
			t.Fatal(refused)
		}
		if refused := mutate(t, owner, "messageMarkRead", "messages { id }", map[string]any{"messageIds": []string{decision}}, nil); refused != nil {
			t.Fatalf("refused: %+v", refused)
		}
		for field, c := range map[string]testkit.Client{"caseMailbox": owner, "authorityCase": clerk} {
			side := mailbox
			if field == "authorityCase" {
				side = caseID
			}
			list := deadlinesOn(t, c, field, side)
			answer, approval, remedy := list["Nachfrage"], list["Vollständig"], list["Bescheid"]
			if len(list) != 3 || answer.Kind != "ANSWER_DUE" || answer.Day.Date != day(20) || answer.Day.Supersedes != nil || answer.Met {
				t.Errorf("%s: %+v", field, list)
			}
			if remedy.Kind != "REMEDY_ENDS" || remedy.Day.Rule.Law != "VwGO" || !strings.Contains(remedy.Day.Explanation, "1 Monat") || remedy.Day.Date <= day(27) {
				t.Errorf("%s: %+v", field, remedy)
			}
			if approval.Kind != "DEEMED_APPROVAL" || approval.Message.ID != complete || approval.Service.ID != permit || approval.Day.Date != day(60) || approval.Met ||
				approval.Day.Supersedes.Date != before[0].IfComplete.Date || approval.Day.Supersedes.Rule.Law != "BayGastV" || !approval.Day.Rule.InUse ||
				!strings.Contains(approval.Day.Explanation, "§ 2 Abs. 3 BayGastV") || !strings.Contains(approval.Day.Easy, "gilt Ihr Antrag als erlaubt") ||
				approval.Calendar.Filename != "frist-"+day(60)+".ics" {
				t.Errorf("%s: %+v", field, approval)
			}
		}
		if _, refused := tell("DECISION", "Gestattung", map[string]any{"serviceIds": []string{permit}, "decisionEffect": "INFORMATION"}); refused != "" {
			t.Fatal(refused)
		}
		approval := deadlinesOn(t, owner, "caseMailbox", mailbox)["Vollständig"]
		if !approval.Met {
			t.Errorf("after the decision: %+v", approval)
		}
		strangers := map[string]testkit.Client{
			"anonymous": w.Client, "clerk of another authority": w.as(t, clerkMunich), "operator": w.as(t, operator), "editor": w.as(t, editor),
		}
		for name, c := range strangers {
			a, err := c.Ask(t.Context(), `query($id: ID!) { node(id: $id) { ... on Deadline { id } } }`, map[string]any{"id": approval.ID})
			if err != nil {
				t.Fatal(err)
			}
			if outcome(t, a) == "ok" {
				t.Errorf("%s learns %s", name, a.Data)
			}
		}
	})
}
