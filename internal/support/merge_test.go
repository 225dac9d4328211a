package support_test

import (
	"fmt"
	"strings"
	"testing"

	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/support"
)

func TestAMergedTicketIsInTheOther(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		from, to := d.ask(), d.ask()
		d.invite(from.ID, support.Vendor, "vendor@it.example")
		d.reply(operator(), from.ID, "Frage an den Hersteller.")
		if _, m := d.last("vendor@it.example"); !strings.Contains(m.Text, "Frage an den Hersteller.") {
			t.Fatalf("the vendor reads %q", m.Text)
		}
		other, err := d.Open(stranger(), support.TicketOpenInput{OrganisationID: vale, Subject: "Fremd", Body: "Text", IdempotencyKey: "vale"})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := d.Merge(operator(), from.ID, d.ticket(from.ID).Version, other.ID); refused(err) != "WRONG_STATE ticket_merge_organisation" {
			t.Errorf("into another organisation's: %v", err)
		}
		if _, _, err := d.Merge(operator(), *from.ParentID, d.ticket(*from.ParentID).Version, to.ID); refused(err) != "WRONG_STATE ticket_merge_kind" {
			t.Errorf("a parent: %v", err)
		}
		into, merged, err := d.Merge(operator(), from.ID, d.ticket(from.ID).Version, to.ID)
		if err != nil || merged.MergedIntoID == nil || *merged.MergedIntoID != to.ID || merged.State != support.Resolved || into.ID != to.ID {
			t.Fatalf("%+v %+v %v", into, merged, err)
		}
		if got := d.transcript(buyer(), to.ID); strings.Count(got, "Wer unterschreibt?") != 2 || !strings.Contains(got, "Frage an den Hersteller.") {
			t.Errorf("in the other one stands %q", got)
		}
		if d.participant(to.ID, "vendor@it.example") == nil {
			t.Error("the vendor did not come along")
		}
		// An answer to a mail of the old one.
		d.answers("vendor@it.example", "Geht mit Version 3.")
		if got := d.transcript(buyer(), to.ID); !strings.Contains(got, "vendor: Geht mit Version 3.") {
			t.Errorf("after the answer stands %q", got)
		}
		// The buyer took part in both: once now, and answers to the old one are theirs.
		if lists, err := d.ParticipantsOf(operator(), []*support.Ticket{d.ticket(to.ID)}); err != nil || len(lists[0]) != 2 {
			t.Errorf("%d take part, %v", len(lists[0]), err)
		}
		if _, _, err := d.Reply(buyer(), support.TicketReplyInput{TicketID: from.ID, Body: "x", IdempotencyKey: "late"}); refused(err) != "WRONG_STATE ticket_merged" {
			t.Errorf("writing into the old one: %v", err)
		}
		if page, err := d.Tickets(buyer(), support.TicketFilter{Search: "Gewerbeanmeldung"}, pagination.Request{Limit: 9}); err != nil || len(page.Items) != 1 {
			t.Errorf("%d are listed, %v", len(page.Items), err)
		}
	})
}

func TestAtMostFiftyTakePart(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := d.ask()
		var many []support.ParticipantInput
		for i := range support.MaxParticipants {
			many = append(many, support.ParticipantInput{Role: support.Copy, Name: "Kopie", Email: fmt.Sprintf("k%d@hill.example", i)})
		}
		err := d.update(buyer(), opened.ID, func(u *support.TicketUpdate) { u.AddParticipants = many })
		if refused(err) != "TOO_MANY ticket_participants" {
			t.Errorf("51: %v", err)
		}
		if err := d.update(buyer(), opened.ID, func(u *support.TicketUpdate) { u.AddParticipants = many[1:] }); err != nil {
			t.Errorf("50: %v", err)
		}
		for email, want := range map[string]string{"no address": "INVALID ", platform: "INVALID ticket_own_address", "t+x@" + domain: "INVALID ticket_own_address"} {
			err := d.update(operator(), opened.ID, func(u *support.TicketUpdate) {
				u.AddParticipants = []support.ParticipantInput{{Role: support.Copy, Name: "Kopie", Email: email}}
			})
			if refused(err) != want {
				t.Errorf("%s: %v", email, err)
			}
		}
		err = d.update(buyer(), opened.ID, func(u *support.TicketUpdate) {
			u.AddParticipants = []support.ParticipantInput{{Role: support.Vendor, Name: "Hersteller", Email: "v@it.example"}}
		})
		if refused(err) != "INVALID ticket_role_operators" {
			t.Errorf("a member's vendor: %v", err)
		}
	})
}

func TestCannedAnswersAreKeptByVersion(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		key := "canned"
		in := support.CannedAnswerSaveInput{IdempotencyKey: &key, TitleDe: "Gruß", BodyDe: "Guten Tag", TitleEn: "Greeting", BodyEn: "Hello"}
		if _, err := d.SaveCannedAnswer(buyer(), in); errs.CodeOf(err) != errs.Forbidden {
			t.Errorf("a member: %v", err)
		}
		saved, err := d.SaveCannedAnswer(operator(), in)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := d.SaveCannedAnswer(operator(), in); err != nil || again.ID != saved.ID {
			t.Errorf("again: %v", err)
		}
		version := saved.Version
		in.AnswerID, in.ExpectedVersion, in.BodyDe = &saved.ID, &version, "Grüß Gott"
		if changed, err := d.SaveCannedAnswer(operator(), in); err != nil || changed.BodyDe != "Grüß Gott" || changed.Version != 2 {
			t.Errorf("%+v %v", changed, err)
		}
		if _, err := d.SaveCannedAnswer(operator(), in); refused(err) != "STALE " {
			t.Errorf("an old version: %v", err)
		}
		version, in.Removed = 2, true
		if _, err := d.SaveCannedAnswer(operator(), in); err != nil {
			t.Fatal(err)
		}
		if page, err := d.CannedAnswers(operator(), pagination.Request{Limit: 9}); err != nil || len(page.Items) != 0 {
			t.Errorf("%d are left, %v", len(page.Items), err)
		}
	})
}
