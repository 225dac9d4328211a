package support_test

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/support"
	"schalter/internal/viewer"
)

var (
	here  = netip.MustParseAddr("192.0.2.7")
	there = netip.MustParseAddr("198.51.100.9")
)

// ruleOf is the rule that an error says was broken.
func ruleOf(err error) errs.Rule {
	r := errs.AsRefusal(err)
	if r == nil {
		return ""
	}
	return r.Problems[0].Rule
}

func nobody() context.Context {
	return viewer.With(context.Background(), &viewer.Viewer{Locale: "de"})
}

// wrong is a report with these words.
func wrong(comment string) support.CompetenceReportInput {
	city := "aut_city"
	return support.CompetenceReportInput{ARS: "094610000000", ServiceID: "srv_trade", AuthorityID: &city, Comment: comment}
}

func (d *desk) report(ctx context.Context, in support.CompetenceReportInput, from netip.Addr) {
	d.t.Helper()
	if err := d.ReportCompetence(ctx, in, from); err != nil {
		d.t.Fatal(err)
	}
}

// reports are the tickets that somebody sees.
func (d *desk) reports(ctx context.Context) []*support.Ticket {
	d.t.Helper()
	page, err := d.Tickets(ctx, support.TicketFilter{}, pagination.Request{Limit: 100})
	if err != nil {
		d.t.Fatal(err)
	}
	list := make([]*support.Ticket, len(page.Items))
	for i, item := range page.Items {
		list[i] = item.Node
	}
	return list
}

func TestAnybodyReportsAWrongAssignmentToTheEditors(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		correspondence(d)
		d.run()
		before := len(d.sent)
		d.report(nobody(), wrong("Zuständig ist hier der Landkreis."), here)
		// The same words about the same assignment are there once.
		d.report(nobody(), wrong("Zuständig ist hier der Landkreis."), there)
		found := d.reports(editor())
		if len(found) != 1 || found[0].Kind != support.OfDirectory || found[0].Subject != "Zuständigkeit gemeldet: Gewerbe anmelden, Bamberg" {
			t.Fatalf("an editor sees %+v", found)
		}
		first := d.entries(editor(), found[0].ID)[0]
		for _, part := range []string{"Leistung: Gewerbe anmelden\n", "Ort: Bamberg (094610000000)\n", "Genannte Behörde: Stadt Bamberg\n", "Zuständig ist hier der Landkreis."} {
			if !strings.Contains(first.Body, part) {
				t.Errorf("no %q in %q", part, first.Body)
			}
		}
		if got := len(d.reports(operator())); got < 2 {
			t.Errorf("an operator sees %d tickets", got)
		}
		for _, who := range []context.Context{buyer(), stranger()} {
			for _, one := range d.reports(who) {
				if one.Kind == support.OfDirectory {
					t.Errorf("%s sees a report", viewer.From(who).AccountID)
				}
			}
			if _, err := d.Ticket(who, found[0].ID); errs.CodeOf(err) != errs.NotFound {
				t.Errorf("%s: got %v", viewer.From(who).AccountID, err)
			}
		}
		d.run()
		if len(d.sent) != before {
			t.Errorf("%d mails were sent", len(d.sent)-before)
		}
	})
}

func TestEditorsAnswerReportsAndNothingElse(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		question := correspondence(d)
		in, address := wrong("Falsch zugeordnet."), "rita@mail.example"
		in.Email = &address
		d.report(nobody(), in, here)
		ticket := d.reports(editor())[0]
		if ticket.RequesterName != address {
			t.Errorf("it is from %q", ticket.RequesterName)
		}
		mine, state := true, support.Resolved
		if _, err := d.Update(editor(), support.TicketUpdate{TicketID: ticket.ID, ExpectedVersion: ticket.Version, AssignToMe: &mine}); err != nil {
			t.Fatal(err)
		}
		if _, _, err := d.Reply(editor(), support.TicketReplyInput{TicketID: ticket.ID, Body: "Prüfen wir am Montag.", Internal: true, IdempotencyKey: "1"}); err != nil {
			t.Fatal(err)
		}
		answered, written, err := d.Reply(editor(), support.TicketReplyInput{TicketID: ticket.ID, Body: "Danke, ist berichtigt.", IdempotencyKey: "2"})
		if err != nil {
			t.Fatal(err)
		}
		if written.Author != "Edda Editor" || answered.FirstAnsweredAt == nil {
			t.Errorf("got %+v in %+v", written, answered)
		}
		if got := len(d.entries(editor(), ticket.ID)); got != 3 {
			t.Errorf("an editor reads %d entries, not the note, too", got)
		}
		d.run()
		if _, read := d.last(address); !strings.Contains(read.Text, "Danke, ist berichtigt.") || strings.Contains(read.Text, "Montag") {
			t.Errorf("mailed: %q", read.Text)
		}
		if _, err := d.Update(editor(), support.TicketUpdate{TicketID: ticket.ID, ExpectedVersion: answered.Version, State: &state}); err != nil {
			t.Error(err)
		}
		// A matter of an organisation is not theirs.
		if _, err := d.Ticket(editor(), question.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("read: %v", err)
		}
		if _, _, err := d.Reply(editor(), support.TicketReplyInput{TicketID: question.ID, Body: "Hallo", IdempotencyKey: "3"}); ruleOf(err) != errs.Missing {
			t.Errorf("replied: %v", err)
		}
		if _, err := d.Update(editor(), support.TicketUpdate{TicketID: question.ID, ExpectedVersion: question.Version, State: &state}); ruleOf(err) != errs.Missing {
			t.Errorf("updated: %v", err)
		}
		// A report comes into no matter of an organisation, and none of those to the editors.
		ticket = d.reports(editor())[0]
		if _, _, err := d.Merge(operator(), ticket.ID, ticket.Version, question.ID); ruleOf(err) != errs.WrongState {
			t.Errorf("merged: %v", err)
		}
		question, err = d.Ticket(operator(), question.ID)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := d.Merge(operator(), question.ID, question.Version, ticket.ID); ruleOf(err) != errs.WrongState {
			t.Errorf("merged the other way round: %v", err)
		}
	})
}

func TestReportsAreRefusedWhereTheyMeanNothing(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		text := func(s string) *string { return &s }
		for name, c := range map[string]struct {
			change func(in *support.CompetenceReportInput)
			field  string
			want   errs.Rule
		}{
			"no such place":     {func(in *support.CompetenceReportInput) { in.ARS = "010000000000" }, "ars", errs.Missing},
			"no such service":   {func(in *support.CompetenceReportInput) { in.ServiceID = "srv_other" }, "serviceId", errs.Missing},
			"no such authority": {func(in *support.CompetenceReportInput) { in.AuthorityID = text("aut_other") }, "authorityId", errs.Missing},
			"no words":          {func(in *support.CompetenceReportInput) { in.Comment = " \n" }, "comment", errs.Required},
			"too many words":    {func(in *support.CompetenceReportInput) { in.Comment = strings.Repeat("x", support.MaxReport+1) }, "comment", errs.TooLong},
			"no address":        {func(in *support.CompetenceReportInput) { in.Email = text("rita") }, "email", errs.InvalidValue},
			"our own address":   {func(in *support.CompetenceReportInput) { in.Email = text(platform) }, "email", errs.InvalidValue},
		} {
			in := wrong("Falsch.")
			c.change(&in)
			r := errs.AsRefusal(d.ReportCompetence(nobody(), in, here))
			if r == nil || r.Problems[0].Rule != c.want || r.Problems[0].Field[0] != c.field {
				t.Errorf("%s: got %+v", name, r)
			}
		}
		if got := d.reports(editor()); len(got) != 0 {
			t.Errorf("%d were opened", len(got))
		}
	})
}

func TestReportsOfOneNetworkAreBounded(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		for i := range 10 {
			d.report(nobody(), wrong(fmt.Sprint("Nummer ", i)), here)
		}
		// What is there already opens nothing, and is not counted.
		d.report(nobody(), wrong("Nummer 3"), here)
		if err := d.ReportCompetence(nobody(), wrong("Nummer 11"), here); errs.CodeOf(err) != errs.RateLimited {
			t.Errorf("got %v", err)
		}
		d.report(nobody(), wrong("Nummer 11"), there)
		if got := len(d.reports(operator())); got != 11 {
			t.Errorf("%d were opened", got)
		}
	})
}

func TestWhatThePlatformReportsIsTheEditorsToo(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		for range 2 {
			d.inTx(func(ctx context.Context, tx *store.Tx) error {
				return d.OpenReport(ctx, tx, support.Report{Key: "declined|1", Subject: support.Text{German: "Prüfen", English: "Check"}, First: support.Text{German: "Ort", English: "Place"}})
			})
		}
		if found := d.reports(editor()); len(found) != 1 || found[0].RequesterName != "Schalter" {
			t.Errorf("got %+v", found)
		}
	})
}
