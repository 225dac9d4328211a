package support_test

import (
	"context"
	"strings"
	"testing"

	"schalter/internal/store"
	"schalter/internal/support"
	"schalter/internal/viewer"
)

// merge merges a ticket into another as an operator does.
func (d *desk) merge(from, into string) {
	d.t.Helper()
	if _, _, err := d.Merge(operator(), from, d.ticket(from).Version, into); err != nil {
		d.t.Fatal(err)
	}
}

func TestAfterTwoMergersTheFirstLeadsToTheLast(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		first, second, third := d.ask(), d.ask(), d.ask()
		for _, opened := range []*support.Ticket{first, second, third} {
			d.invite(opened.ID, support.Vendor, "vendor@it.example")
		}
		d.reply(operator(), first.ID, "Die erste Frage.")
		m, _ := d.last("vendor@it.example")
		buyers, _ := d.last("buyer@hill.example")
		d.merge(first.ID, second.ID)
		d.merge(second.ID, third.ID)
		if got := d.ticket(first.ID).MergedIntoID; got == nil || *got != third.ID {
			t.Errorf("the first leads to %v", got)
		}
		to := replyTo(t, m)
		d.writes("vendor@it.example", to, "Zur ersten Frage: ja.")
		to = replyTo(t, buyers)
		d.writes("buyer@hill.example", to, "Danke schön.")
		if got := d.transcript(buyer(), third.ID); !strings.HasSuffix(got, "vendor: Zur ersten Frage: ja.\nBerta Buyer: Danke schön.") {
			t.Errorf("in the last one stands %q", got)
		}
		if p := d.participant(third.ID, "vendor@it.example"); p.Mail.State != support.Reached {
			t.Errorf("who answered is %s", p.Mail.State)
		}
		d.arrive("", m.From, dsn("failed", "5.1.1", "vendor@it.example"))
		if lists, err := d.UndeliveredOf(operator(), d.entries(operator(), third.ID)); err != nil || strings.Count(namesOf(lists), "vendor") != 1 {
			t.Errorf("undelivered %v, %v", lists, err)
		}
	})
}

func namesOf(lists [][]*support.TicketParticipant) (names string) {
	for _, list := range lists {
		for _, p := range list {
			names += p.Name + " "
		}
	}
	return names
}

func TestWhoLeftTheOrganisationGetsNoMailsOfItsTickets(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		m, _ := d.last("buyer@hill.example")
		d.left["acc_buyer"] = true
		d.reply(operator(), opened.ID, "Vertraulich.")
		if _, err := d.SendProbe(operator(), d.participant(opened.ID, "").ID, "probe"); err != nil {
			t.Fatal(err)
		}
		if got := len(d.mails("buyer@hill.example")); got != 1 {
			t.Errorf("%d mails went to who left", got)
		}
		if p := d.participant(opened.ID, ""); p != nil {
			t.Errorf("%s still takes part", p.Name)
		}
		to := replyTo(t, m)
		d.writes("buyer@hill.example", to, "Ich noch einmal.")
		if got := d.transcript(operator(), opened.ID); !strings.HasSuffix(got, "unconfirmed buyer@hill.example: Ich noch einmal.") {
			t.Errorf("operators read %q", got)
		}
		if got := d.transcript(signatory(), opened.ID); !strings.HasSuffix(got, "Vertraulich.") {
			t.Errorf("members read %q", got)
		}
	})
}

func TestWhoLeftIsNotHeardEvenBeforeAMailWasToGoOut(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		m, _ := d.last("buyer@hill.example")
		d.left["acc_buyer"] = true
		to := replyTo(t, m)
		d.writes("buyer@hill.example", to, "Noch schnell.")
		if got := d.transcript(signatory(), opened.ID); strings.Contains(got, "Noch schnell.") {
			t.Errorf("members read %q", got)
		}
	})
}

func TestAReportThatSaysNothingIsKeptForOperators(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := correspondence(d)
		m, _ := d.last("vendor@it.example")
		whole := string(dsn("failed", "5.1.1", "vendor@it.example"))
		d.arrive("", m.From, []byte(whole[:strings.Index(whole, "Final-Recipient")]))
		if p := d.participant(opened.ID, "vendor@it.example"); p.Mail.State != support.Unknown {
			t.Errorf("the address is %s", p.Mail.State)
		}
		entries := d.entries(operator(), opened.ID)
		if last := entries[len(entries)-1]; !last.Unconfirmed || !last.Automatic || last.Author != "mailer-daemon@it.example" {
			t.Errorf("operators read %+v", last)
		}
		if got := len(d.entries(buyer(), opened.ID)); got != len(entries)-1 {
			t.Errorf("members read %d of %d", got, len(entries))
		}
	})
}

func TestWhoOrderedForAMemberOfTheirUnionGetsItsMails(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		var ticketID string
		err := d.DB.Tx(viewer.System(t.Context(), "order"), func(ctx context.Context, tx *store.Tx) (err error) {
			ticketID, _, err = d.OpenForOrder(ctx, tx, support.OrderTicket{
				OrderID: "ord_union", OrganisationID: hill, RequesterID: "acc_stranger",
				Subject: support.Text{German: "Bestellung", English: "Order"}, First: support.Text{German: "Eingegangen.", English: "Received."},
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(d.mails("other@vale.example")); got != 1 {
			t.Errorf("%d mails", got)
		}
		d.left["acc_stranger"] = true
		d.reply(operator(), ticketID, "Freigegeben.")
		if got := len(d.mails("other@vale.example")); got != 1 {
			t.Errorf("after they left, %d mails", got)
		}
	})
}
