package postbox_test

import (
	"slices"
	"strings"
	"testing"

	"schalter/ent/auditentry"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// TestDecliningHandingOverAndWithdrawingAreInTheAuditLog, without anything that was written.
func TestDecliningHandingOverAndWithdrawingAreInTheAuditLog(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		answer := tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID})
		if _, _, err := tn.Conversation.Withdraw(as(clerkCity), answer.ID, "Falsche Person, geheim"); err != nil {
			t.Fatal(err)
		}
		tn.decline(t, conversation.CaseDeclineInput{CaseID: c.ID, Reason: "Ein geheimer Grund", SuggestedAuthorityID: &chamber})
		tn.handOver(t, conversation.MailboxHandOverInput{MailboxID: box.ID, FromAuthorityID: city, ToAuthorityID: chamber})
		rows, err := w.DB.Client().AuditEntry.Query().Where(auditentry.ActionIn("case.decline", "message.withdraw", "mailbox.handover")).All(viewer.System(t.Context(), "test"))
		if err != nil {
			t.Fatal(err)
		}
		var acts []string
		for _, row := range rows {
			acts = append(acts, row.Action+" "+row.ActorID+" "+*row.SubjectID+" "+*row.Detail)
		}
		slices.Sort(acts)
		want := []string{
			"case.decline " + clerkCity + " " + c.ID + " " + city,
			"mailbox.handover " + anna + " " + box.ID + " " + city + " " + chamber,
			"message.withdraw " + clerkCity + " " + answer.ID + " " + city,
		}
		if !slices.Equal(acts, want) || strings.Contains(strings.Join(acts, " "), "geheim") {
			t.Errorf("the log has\n%s\nwant\n%s", strings.Join(acts, "\n"), strings.Join(want, "\n"))
		}
	})
}
