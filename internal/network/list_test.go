package network_test

import (
	"strings"
	"testing"
	"time"

	"schalter/internal/network"
	"schalter/internal/pagination"
)

func TestPostsAreListedByTheirLastReply(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		w.join("bert", g)
		first := w.write(as("anna"), g, nil, "Eins")
		w.write(as("anna"), g, nil, "Zwei")
		w.write(as("anna"), g, nil, "Drei")
		for _, text := range []string{"a", "b", "c"} {
			w.write(as("bert"), g, first, text)
		}
		list := w.list(as("bert"), g, "")
		if got := transcript(list); got != "Anna: Eins; Anna: Drei; Anna: Zwei" || list[0].ReplyCount != 3 || list[0].LastReplyAt == nil {
			t.Fatalf("%s, %+v", got, list[0])
		}
		page, err := w.Posts(as("bert"), w.view(as("bert"), g), "", pagination.Request{Limit: 1, After: list[0].Position()})
		if err != nil || !page.HasNext || page.Items[0].Node.Body != "Drei" || page.Items[0].Position != list[1].Position() {
			t.Errorf("the second page: %+v %v", page, err)
		}
		replies, err := w.RepliesOf(as("bert"), list, pagination.Request{Limit: 2})
		if err != nil || transcript(nodesOf(replies[0])) != "Bert: a; Bert: b" || !replies[0].HasNext || len(replies[1].Items) != 0 {
			t.Fatalf("%+v %v", replies, err)
		}
		replies, err = w.RepliesOf(as("bert"), list, pagination.Request{Limit: 2, After: replies[0].Items[1].Position})
		if err != nil || transcript(nodesOf(replies[0])) != "Bert: c" {
			t.Errorf("the rest: %+v %v", replies, err)
		}
		replies, err = w.RepliesOf(as("bert"), list, pagination.Request{Limit: 2, Backward: true})
		if err != nil || transcript(nodesOf(replies[0])) != "Bert: b; Bert: c" || !replies[0].HasPrevious {
			t.Errorf("the last two: %+v %v", replies, err)
		}
		if _, err := w.RepliesOf(as("bert"), list, pagination.Request{Limit: 2, After: "x"}); refused(err) != "INVALID" {
			t.Errorf("no cursor: %v", err)
		}
		reply := replies[0].Items[0].Node
		if _, err := w.Post(as("anna"), network.Posting{GroupID: g.ID, ReplyTo: &reply.ID, Body: "Tiefer", IdempotencyKey: w.key()}); refused(err) != "NOT_FOUND group_post_unknown" {
			t.Errorf("a reply to a reply: %v", err)
		}
		answered, err := w.RepliedTo(as("bert"), []*network.GroupPost{reply, first})
		if err != nil || answered[0].ID != first.ID || answered[1] != nil {
			t.Errorf("what was answered: %+v %v", answered, err)
		}
	})
}

func nodesOf[N any](s pagination.Slice[N]) (list []N) {
	for _, item := range s.Items {
		list = append(list, item.Node)
	}
	return list
}

func TestASearchFindsPostsByTheirWordsAndThoseOfReplies(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		w.join("bert", g)
		first := w.write(as("anna"), g, nil, "Wie läuft die Gewerbeanmeldung?")
		w.write(as("anna"), g, nil, "Etwas anderes")
		w.write(as("bert"), g, first, "Mit Schnittstelle zum Fachverfahren")
		for search, want := range map[string]string{
			"gewerbe": "Anna: Wie läuft die Gewerbeanmeldung?", "SCHNITTSTELLE": "Anna: Wie läuft die Gewerbeanmeldung?", "laeuft gewerbeanmeldung": "Anna: Wie läuft die Gewerbeanmeldung?",
			"gewerbe anderes": "", "gibtesnicht": "", "...": "",
		} {
			if got := transcript(w.list(as("bert"), g, search)); got != want {
				t.Errorf("%q finds %q", search, got)
			}
		}
		seen := w.view(as("bert"), g)
		for _, search := range []string{strings.Repeat("a", 201), strings.Repeat("a ", 11)} {
			if _, err := w.Posts(as("bert"), seen, search, pagination.Request{Limit: 5}); refused(err) != "INVALID" {
				t.Errorf("%q: %v", search, err)
			}
		}
		if got := w.members(as("anna"), g, "markt bert"); got != "Bert" {
			t.Errorf("of the members %q", got)
		}
	})
}

func TestUnreadIsWhatOthersWroteSinceTheGroupWasOpened(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g, other := w.group("markt"), w.group("gewerbe", "off_trade")
		w.join("anna", g, other)
		w.join("bert", g, other)
		first := w.write(as("anna"), g, nil, "Eins")
		w.write(as("anna"), g, first, "Nachtrag")
		w.write(as("anna"), other, nil, "Dort")
		w.write(as("bert"), g, nil, "Von mir")
		if a, b := w.unread(as("bert"), g), w.unread(as("bert"), other); a != 2 || b != 1 || w.unread(as("cora"), g) != 0 || w.unread(operator(), g) != 0 {
			t.Errorf("%d and %d are unread", a, b)
		}
		w.Clock.Advance(time.Second)
		if _, err := w.Seen(as("bert"), g.ID); err != nil || w.unread(as("bert"), g) != 0 || w.unread(as("bert"), other) != 1 {
			t.Errorf("after opening it: %d, %d, %v", w.unread(as("bert"), g), w.unread(as("bert"), other), err)
		}
		if _, err := w.Seen(as("cora"), g.ID); refused(err) != "WRONG_STATE group_join_first" {
			t.Errorf("who has not joined: %v", err)
		}
	})
}
