package postbox_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// mailboxIDs are the viewer's mailboxes as they are listed.
func (tn *town) mailboxIDs(t *testing.T, filter conversation.MailboxFilter, req pagination.Request) (ids []string, places []string) {
	t.Helper()
	s, err := tn.Conversation.Mailboxes(as(anna), filter, req)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range s.Items {
		ids, places = append(ids, it.Node.ID), append(places, it.Position)
	}
	return ids, places
}

func TestMailboxesAreListedByTheirNewestMessage(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		var opened []string
		byID := map[string]*conversation.CaseMailbox{}
		for range 3 {
			w.Clock.Advance(time.Minute)
			m := tn.open(t, city)
			opened, byID[m.ID] = append(opened, m.ID), m
		}
		for _, i := range []int{1, 2, 0} {
			w.Clock.Advance(time.Minute)
			tn.send(t, byID[opened[i]], conversation.MessageSendInput{RecipientIDs: []string{city}})
		}
		want := []string{opened[0], opened[2], opened[1]}
		all, places := tn.mailboxIDs(t, conversation.MailboxFilter{}, first)
		if !slices.Equal(all, want) {
			t.Fatalf("listed %v, want %v", all, want)
		}
		if got, _ := tn.mailboxIDs(t, conversation.MailboxFilter{}, pagination.Request{Limit: 1, After: places[0]}); !slices.Equal(got, want[1:2]) {
			t.Errorf("behind the first: %v", got)
		}
		if got, _ := tn.mailboxIDs(t, conversation.MailboxFilter{}, pagination.Request{Limit: 1, Before: places[2], Backward: true}); !slices.Equal(got, want[1:2]) {
			t.Errorf("before the last: %v", got)
		}
	})
}

func TestMailboxesReadAndUnreadAreToldApart(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		answered, quiet := tn.open(t, city), tn.open(t, city)
		tn.send(t, answered, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID})
		for unread, want := range map[bool]string{true: answered.ID, false: quiet.ID} {
			if got, _ := tn.mailboxIDs(t, conversation.MailboxFilter{Unread: &unread}, first); !slices.Equal(got, []string{want}) {
				t.Errorf("unread %v: %v, want %s", unread, got, want)
			}
		}
	})
}

func TestCasesDueBeforeADayLeaveThatDayOut(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		day := w.Clock.Now().AddDate(0, 1, 0).Format(time.DateOnly)
		next := w.Clock.Now().AddDate(0, 1, 1).Format(time.DateOnly)
		tn.send(t, tn.open(t, city), conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		if _, err := tn.Inbox.UpdateCase(as(clerkCity), inbox.CaseUpdate{CaseID: c.ID, ExpectedVersion: c.Version, DueOn: sides.Change{Set: true, Value: &day}}); err != nil {
			t.Fatal(err)
		}
		for before, want := range map[string]int{day: 0, next: 1} {
			if got := cases(t, tn, clerkCity, city, inbox.CaseFilter{DueBefore: &before}); len(got) != want {
				t.Errorf("before %s, due on %s: %d cases, want %d", before, day, len(got), want)
			}
		}
	})
}

// Fifty documents and a gibibyte may wait in a mailbox, and not one document or byte more.
func TestUnsentDocumentsEndAtTheirQuota(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		announce := func(m *conversation.CaseMailbox, size int64) error {
			t.Helper()
			_, err := tn.Documents.AnnounceDocument(as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "a.pdf", MediaType: "application/pdf", Size: size})
			return err
		}
		many, large := tn.open(t, city), tn.open(t, city)
		for i := range documents.MaxUnsent {
			if err := announce(many, 1); err != nil {
				t.Fatalf("document %d: %v", i+1, err)
			}
		}
		wantRule(t, announce(many, 1), errs.QuotaExceeded)
		for left := int64(documents.MaxUnsentBytes); left > 0; {
			size := min(left, documents.MaxDocumentBytes)
			if err := announce(large, size); err != nil {
				t.Fatalf("%d bytes before the quota: %v", left, err)
			}
			left -= size
		}
		wantRule(t, announce(large, 1), errs.QuotaExceeded)
		wantRule(t, announce(tn.open(t, city), documents.MaxDocumentBytes+1), errs.TooLarge)
	})
}

// The page says how long a document waits for being sent (UnsentKept): it is there until then, and gone after.
func TestUnsentDocumentsStayToTheirHour(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		d := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "a.pdf"}, pdf(100))
		start := w.Clock.Now()
		for _, one := range []struct {
			age  time.Duration
			kept bool
		}{{14*24*time.Hour - time.Minute, true}, {14*24*time.Hour + time.Minute, false}} {
			w.Clock.Advance(start.Add(one.age).Sub(w.Clock.Now()))
			if err := tn.Sweep(t.Context(), w.Clock.Now()); err != nil {
				t.Fatal(err)
			}
			f, err := tn.Conversation.OpenFile(as(anna), d.ID)
			if err == nil {
				_ = f.Close()
			}
			if kept := err == nil; kept != one.kept {
				t.Errorf("at the age of %s: kept %v, %v", one.age, kept, err)
			}
		}
	})
}

func TestNotesOfACaseHaveAnEnd(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		const most = 200
		tn := newTown(t, w)
		tn.send(t, tn.open(t, city), conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		for i := range most {
			if _, err := tn.Inbox.AddNote(as(clerkCity), c.ID, "Notiz"); err != nil {
				t.Fatalf("note %d: %v", i+1, err)
			}
		}
		_, err := tn.Inbox.AddNote(as(clerkCity), c.ID, "eine zu viel")
		wantRule(t, err, errs.TooMany)
		if notes, err := tn.Inbox.Notes(as(clerkCity), []*conversation.AuthorityCase{c}); err != nil || len(notes[0]) != most {
			t.Errorf("%d notes, %v", len(notes[0]), err)
		}
	})
}

func TestTextsEndAtTheirLimit(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		for _, one := range []struct {
			subject, text int
			refused       bool
		}{{conversation.MaxSubject, conversation.MaxBody, false}, {conversation.MaxSubject + 1, 1, true}, {1, conversation.MaxBody + 1, true}} {
			_, err := tn.Conversation.Send(as(anna), conversation.MessageSendInput{
				MailboxID: m.ID, RecipientIDs: []string{city}, Kind: casemail.KindMessage, IdempotencyKey: strings.Repeat("k", one.subject%7+16) + strings.Repeat("b", one.text%5),
				Subject: strings.Repeat("ä", one.subject), Body: strings.Repeat("ä", one.text),
			})
			if got := slices.Contains(refused(err), errs.TooLong); got != one.refused || err != nil && !got {
				t.Errorf("subject of %d, text of %d: %v", one.subject, one.text, err)
			}
		}
	})
}

// What reaches a reader stands in the stream of messages, once, on either side; what the writer sent is no message received.
func TestAMessageStandsInItsReadersStream(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		entries := func(reader string) []store.Entry {
			t.Helper()
			list, _, err := w.DB.Entries(t.Context(), reader, store.TopicMessage, 0, 100)
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		m := tn.open(t, city)
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		if got := entries(city); len(got) != 1 || got[0].SideID != c.ID {
			t.Fatalf("the authority's: %+v", got)
		}
		arrived, err := tn.Arrived(as(clerkCity), entries(city)[0])
		if err != nil || arrived == nil || arrived.Message.Subject != sent.Subject || arrived.Case == nil || arrived.Case.ID != c.ID {
			t.Errorf("got %+v, %v", arrived, err)
		}
		if got := entries(anna); len(got) != 0 {
			t.Errorf("the writer received %+v", got)
		}
		answer := tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID})
		if got := entries(anna); len(got) != 1 || got[0].SideID != m.ID {
			t.Fatalf("the person's: %+v", got)
		}
		arrived, err = tn.Arrived(as(anna), entries(anna)[0])
		if err != nil || arrived == nil || arrived.Message.Subject != answer.Subject || arrived.Case != nil {
			t.Errorf("got %+v, %v", arrived, err)
		}
	})
}

// What names many things takes as many as it says, and no more, in whatever is written.
func TestAsMuchAsIsAllowedMayBeNamedAndNoMore(t *testing.T) {
	t.Parallel()
	named := func(kind id.Kind, n int) []string {
		list := make([]string, n)
		for i := range list {
			list[i] = id.New(kind, time.Unix(int64(i), 0))
		}
		return list
	}
	send := conversation.MessageSendInput{RecipientIDs: named(id.Authority, 1), Kind: casemail.KindMessage, Subject: "S", Body: "B", IdempotencyKey: "k"}
	reply := conversation.CaseReplyInput{Kind: casemail.KindMessage, Subject: "S", Body: "B", IdempotencyKey: "k"}
	draft := conversation.DraftSaveInput{MailboxID: ptr("mbx")}
	for _, c := range []struct {
		what string
		most int
		with func(n int) error
	}{
		{"documents of a message", conversation.MaxDocuments, func(n int) error { in := send; in.DocumentIDs = named(id.Document, n); return in.Validate() }},
		{"documents of an answer", conversation.MaxDocuments, func(n int) error { in := reply; in.DocumentIDs = named(id.Document, n); return in.Validate() }},
		{"documents of a draft", conversation.MaxDocuments, func(n int) error { in := draft; in.DocumentIDs = named(id.Document, n); return in.Validate() }},
		{"recipients of a message", conversation.MaxRecipients, func(n int) error { in := send; in.RecipientIDs = named(id.Authority, n); return in.Validate() }},
		{"recipients of a draft", conversation.MaxRecipients, func(n int) error { in := draft; in.RecipientIDs = named(id.Authority, n); return in.Validate() }},
		{"services of a message", 100, func(n int) error { in := send; in.ServiceIDs = named(id.Service, n); return in.Validate() }},
		{"services of an answer", 100, func(n int) error { in := reply; in.ServiceIDs = named(id.Service, n); return in.Validate() }},
		{"services of a draft", 100, func(n int) error { in := draft; in.ServiceIDs = named(id.Service, n); return in.Validate() }},
	} {
		if err := c.with(c.most); err != nil {
			t.Errorf("%s: %d are refused: %v", c.what, c.most, err)
		}
		wantRule(t, c.with(c.most+1), errs.TooMany)
	}
	once := named(id.Document, 1)
	for _, list := range [][]string{{"doc_x"}, named(id.Authority, 1), {once[0], once[0]}} {
		in := send
		in.DocumentIDs = list
		wantRule(t, in.Validate(), errs.InvalidValue)
	}
}
