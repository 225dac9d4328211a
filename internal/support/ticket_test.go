package support_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/support"
	"schalter/internal/viewer"
)

func TestTheFirstTicketMakesTheParentOfItsOrganisation(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		first, second := d.ask(), d.ask()
		if first.ParentID == nil || second.ParentID == nil || *first.ParentID != *second.ParentID {
			t.Fatal("two parents, or none")
		}
		parent := d.ticket(*first.ParentID)
		if parent.Kind != support.OfOrganisation || parent.Subject != "Anliegen von Markt Hügel" {
			t.Errorf("the parent is %+v", parent)
		}
		pages, err := d.ChildrenOf(buyer(), []*support.Ticket{parent}, pagination.Request{Limit: 1})
		if err != nil || len(pages[0].Items) != 1 || !pages[0].HasNext || pages[0].Items[0].Node.ID != second.ID {
			t.Fatalf("%+v %v", pages, err)
		}
		pages, err = d.ChildrenOf(buyer(), []*support.Ticket{parent}, pagination.Request{Limit: 1, After: pages[0].Items[0].Position})
		if err != nil || len(pages[0].Items) != 1 || pages[0].HasNext || pages[0].Items[0].Node.ID != first.ID {
			t.Errorf("%+v %v", pages, err)
		}
	})
}

func TestTwoReplicasMakeOneParent(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		var work sync.WaitGroup
		parents := make([]string, 6)
		for i := range parents {
			work.Go(func() {
				opened, err := d.replica().Open(buyer(), support.TicketOpenInput{OrganisationID: hill, Subject: "Frage", Body: "Text", IdempotencyKey: fmt.Sprint("race-", i)})
				if err != nil {
					t.Error(err)
					return
				}
				parents[i] = *opened.ParentID
			})
		}
		work.Wait()
		for _, p := range parents {
			if p != parents[0] {
				t.Fatalf("several parents: %v", parents)
			}
		}
	})
}

func TestF12WhoCannotSignOpensATicketAboutTheOffering(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		offering := "off_trade"
		opened, err := d.Open(buyer(), support.TicketOpenInput{
			OrganisationID: hill, OfferingID: &offering, Subject: "Ich kann nicht unterschreiben", Body: "Bei uns unterschreibt nur die Bürgermeisterin.", IdempotencyKey: "f12",
		})
		if err != nil || opened.Kind != support.Question || opened.OfferingID == nil || *opened.OfferingID != offering || opened.RequesterName != "Berta Buyer" {
			t.Fatalf("%+v %v", opened, err)
		}
		d.reply(operator(), opened.ID, "Dann lädt sie bitte ihr Konto.")
		if got := d.transcript(signatory(), opened.ID); !strings.Contains(got, "Olga Operator: Dann lädt") {
			t.Errorf("a colleague reads %q", got)
		}
		if _, m := d.last("buyer@hill.example"); !strings.Contains(m.Text, "Dann lädt sie bitte ihr Konto.") {
			t.Errorf("the mail says %q", m.Text)
		}
	})
}

func TestAParentWithoutEntriesWaitsForNobody(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := d.ask()
		waiting := func() (ids []string) {
			page, err := d.Tickets(operator(), support.TicketFilter{State: stateOf(support.Open)}, pagination.Request{Limit: 9})
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range page.Items {
				ids = append(ids, item.Node.ID)
			}
			return ids
		}
		if got := waiting(); len(got) != 1 || got[0] != opened.ID {
			t.Errorf("%v wait", got)
		}
		d.reply(buyer(), *opened.ParentID, "Etwas zu allem.")
		if got := waiting(); len(got) != 2 || got[0] != *opened.ParentID {
			t.Errorf("with an entry in the parent %v wait", got)
		}
	})
}

func TestTheSameKeyOpensAndWritesOnce(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		in := support.TicketOpenInput{OrganisationID: hill, Subject: "Frage", Body: "Text", IdempotencyKey: "same"}
		first, err := d.Open(buyer(), in)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := d.Open(buyer(), in); err != nil || again.ID != first.ID {
			t.Errorf("again: %v %v", again, err)
		}
		in.Body = "Anderes"
		if _, err := d.Open(buyer(), in); refused(err) != "IDEMPOTENCY_CONFLICT " {
			t.Errorf("another text: %v", err)
		}
		reply := support.TicketReplyInput{TicketID: first.ID, Body: "Nachtrag", IdempotencyKey: "reply"}
		for range 2 {
			if _, _, err := d.Reply(buyer(), reply); err != nil {
				t.Fatal(err)
			}
		}
		reply.Body = "Anderes"
		if _, _, err := d.Reply(buyer(), reply); refused(err) != "IDEMPOTENCY_CONFLICT " {
			t.Errorf("another reply: %v", err)
		}
		if got := len(d.entries(operator(), first.ID)); got != 2 {
			t.Errorf("%d entries", got)
		}
	})
}

func TestATicketExistsForItsOrganisationAndOperatorsAlone(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := d.ask()
		clerk := viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_buyer", Memberships: []viewer.Membership{{OrganisationID: hill, Clerk: true}}})
		for name, ctx := range map[string]context.Context{"stranger": stranger(), "clerk of case mail": clerk, "nobody": context.Background()} {
			if _, err := d.Ticket(ctx, opened.ID); errs.CodeOf(err) != errs.NotFound && errs.CodeOf(err) != errs.Unauthenticated {
				t.Errorf("%s reads it: %v", name, err)
			}
			if _, err := d.ByReference(ctx, opened.Reference); err == nil {
				t.Errorf("%s finds it", name)
			}
			if _, err := d.EntriesOf(ctx, []*support.Ticket{opened}, pagination.Request{Limit: 9}); err == nil {
				t.Errorf("%s reads its entries", name)
			}
			if _, _, err := d.Reply(ctx, support.TicketReplyInput{TicketID: opened.ID, Body: "x", IdempotencyKey: "k"}); err == nil {
				t.Errorf("%s writes", name)
			}
			if page, err := d.Tickets(ctx, support.TicketFilter{}, pagination.Request{Limit: 9}); err == nil && len(page.Items) > 0 {
				t.Errorf("%s lists it", name)
			}
		}
		if _, _, err := d.Merge(buyer(), opened.ID, 1, opened.ID); errs.CodeOf(err) != errs.Forbidden {
			t.Errorf("a member merges: %v", err)
		}
		yes := true
		if err := d.update(buyer(), opened.ID, func(u *support.TicketUpdate) { u.AssignToMe = &yes }); refused(err) != "INVALID ticket_assign_operators" {
			t.Errorf("a member takes it: %v", err)
		}
	})
}

func TestInternalNotesAreForOperators(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := d.ask()
		position, err := d.DB.Position(context.Background(), support.AudienceOf(hill))
		if err != nil {
			t.Fatal(err)
		}
		_, note, err := d.Reply(operator(), support.TicketReplyInput{TicketID: opened.ID, Body: "Vorsicht", Internal: true, IdempotencyKey: "note"})
		if err != nil {
			t.Fatal(err)
		}
		if got := d.transcript(buyer(), opened.ID); strings.Contains(got, "Vorsicht") {
			t.Errorf("a member reads %q", got)
		}
		if _, err := d.Entry(buyer(), note.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("a member finds the note: %v", err)
		}
		if now, err := d.DB.Position(context.Background(), support.AudienceOf(hill)); err != nil || now != position {
			t.Errorf("the members' stream moved by %d, %v", now-position, err)
		}
		if mails := d.mails("buyer@hill.example"); len(mails) != 0 {
			t.Errorf("%d mails", len(mails))
		}
		if after := d.ticket(opened.ID); after.FirstAnsweredAt != nil {
			t.Error("a note is no answer")
		}
		if _, _, err := d.Reply(buyer(), support.TicketReplyInput{TicketID: opened.ID, Body: "x", Internal: true, IdempotencyKey: "k"}); refused(err) != "INVALID ticket_note_operators" {
			t.Errorf("a member's note: %v", err)
		}
		// Whom nobody told of the note changes the ticket as they see it.
		if _, err := d.Update(buyer(), support.TicketUpdate{TicketID: opened.ID, ExpectedVersion: opened.Version, State: stateOf(support.Resolved)}); err != nil {
			t.Errorf("a member after the note: %v", err)
		}
	})
}

func TestAMembersReplyOpensWhatWasResolved(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := d.ask()
		d.reply(operator(), opened.ID, "Erledigt.")
		if d.ticket(opened.ID).FirstAnsweredAt == nil {
			t.Error("the first answer has no time")
		}
		if err := d.update(operator(), opened.ID, func(u *support.TicketUpdate) { u.State = stateOf(support.Resolved) }); err != nil {
			t.Fatal(err)
		}
		if err := d.update(operator(), opened.ID, func(u *support.TicketUpdate) { u.State = stateOf(support.WaitingForVendor) }); refused(err) != "WRONG_STATE ticket_transition" {
			t.Errorf("resolved to waiting: %v", err)
		}
		_, err := d.Update(operator(), support.TicketUpdate{TicketID: opened.ID, ExpectedVersion: 1})
		if refused(err) != "STALE " {
			t.Errorf("an old version: %v", err)
		}
		d.reply(buyer(), opened.ID, "Doch nicht.")
		if got := d.ticket(opened.ID).State; got != support.Open {
			t.Errorf("it is %s", got)
		}
	})
}

func TestTicketsAreFoundByReferenceAndByWordsOfTheSubject(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		opened := d.ask()
		for search, want := range map[string]int{
			opened.Reference: 1, strings.ToLower(strings.ReplaceAll(opened.Reference, "-", " ")): 1, "gewerbeanmeldung VERTRAG": 1, "unterschreibt": 0, "Vertrag Hund": 0, "": 2,
		} {
			page, err := d.Tickets(buyer(), support.TicketFilter{Search: search}, pagination.Request{Limit: 9})
			if err != nil || len(page.Items) != want {
				t.Errorf("%q finds %d, not %d: %v", search, len(page.Items), want, err)
			}
		}
		if page, err := d.Tickets(stranger(), support.TicketFilter{Search: opened.Reference}, pagination.Request{Limit: 9}); err != nil || len(page.Items) != 0 {
			t.Errorf("a stranger finds it: %v", err)
		}
	})
}

// Whether all tickets with a word are looked at, or all tickets in the order of the list, is one list.
func TestASearchFindsTheSameHoweverManyTicketsHaveAWord(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		for _, subject := range []string{"Wohngeld Hügel", "Wohngeld Tal", "Hund Hügel", "Wohngeld Hund", "Tal"} {
			d.Clock.Advance(time.Minute)
			_, err := d.Open(buyer(), support.TicketOpenInput{OrganisationID: hill, Subject: subject, Body: "Bitte.", IdempotencyKey: subject})
			if err != nil {
				t.Fatal(err)
			}
		}
		open, resolved, question := support.Open, support.Resolved, support.Question
		for _, f := range []struct {
			support.TicketFilter
			want string
		}{
			{support.TicketFilter{Search: "wohngeld"}, "Wohngeld Hund, Wohngeld Tal, Wohngeld Hügel"},
			{support.TicketFilter{Search: "wohngeld hügel"}, "Wohngeld Hügel"},
			{support.TicketFilter{Search: "hügel hund", State: &open, Kind: &question}, "Hund Hügel"},
			{support.TicketFilter{Search: "tal wohngeld", State: &resolved}, ""},
			{support.TicketFilter{Search: "tal nirgends"}, ""},
		} {
			for _, few := range []int{1, 2, 100} {
				d.FewTickets = few
				page, err := d.Tickets(operator(), f.TicketFilter, pagination.Request{Limit: 9})
				var found []string
				for _, item := range page.Items {
					found = append(found, item.Node.Subject)
				}
				if got := strings.Join(found, ", "); err != nil || got != f.want {
					t.Errorf("%q with %d: got %q, %v, want %q", f.Search, few, got, err, f.want)
				}
			}
		}
	})
}

func TestF40TheOrdersTransactionOpensItsTicketOnce(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		order := support.OrderTicket{
			OrderID: "ord_1", OrganisationID: hill, RequesterID: "acc_buyer", Subject: support.Text{German: "Bestellung Gewerbe", English: "Order trade"},
			First:        support.Text{German: "Die Bestellung ist eingegangen. Melden Sie hier bitte den Link.", English: "The order has come in. Please report the link here."},
			Participants: []support.ParticipantInput{{Role: support.Copy, Name: "Fachkontakt", Email: "fach@hill.example"}},
		}
		var work sync.WaitGroup
		ids := make([]string, 4)
		for i := range ids {
			work.Go(func() {
				err := d.DB.Tx(viewer.System(context.Background(), "order"), func(ctx context.Context, tx *store.Tx) (err error) {
					ids[i], _, err = d.OpenForOrder(ctx, tx, order)
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		work.Wait()
		for _, one := range ids {
			if one == "" || one != ids[0] {
				t.Fatalf("several tickets: %v", ids)
			}
		}
		opened := d.ticket(ids[0])
		if opened.Kind != support.OfOrder || opened.OrderID == nil || *opened.OrderID != "ord_1" || opened.ParentID == nil {
			t.Errorf("%+v", opened)
		}
		note := support.Note{OrderID: "ord_1", Key: "released", Body: support.Text{German: "Freigegeben.", English: "Released."}}
		for range 2 {
			if err := d.DB.Tx(viewer.System(context.Background(), "order"), func(ctx context.Context, tx *store.Tx) error { return d.AddNote(ctx, tx, note) }); err != nil {
				t.Fatal(err)
			}
		}
		if got := d.transcript(buyer(), opened.ID); strings.Count(got, "Freigegeben.") != 1 {
			t.Errorf("noted %q", got)
		}
		if _, m := d.last("fach@hill.example"); !strings.Contains(m.Text, "Freigegeben.") || !strings.Contains(m.Text, "Released.") {
			t.Errorf("a contact whose language nobody knows reads %q", m.Text)
		}
		note.OrderID = "ord_none"
		if err := d.DB.Tx(viewer.System(context.Background(), "order"), func(ctx context.Context, tx *store.Tx) error { return d.AddNote(ctx, tx, note) }); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("no such order: %v", err)
		}
	})
}
