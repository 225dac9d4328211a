//go:build demo

package app

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"schalter/internal/store"
	"schalter/internal/viewer"
)

const caseMessages = `subscription ($a: ID!, $after: String) {
	caseMessageReceived(authorityId: $a, after: $after) { cursor messageEdge { node { id subject } } case { id unreadCount } }
}`

type received struct {
	Data struct {
		CaseMessageReceived struct {
			Cursor      string
			MessageEdge struct{ Node struct{ ID, Subject string } }
		}
	}
}

func (l line) received() received {
	l.t.Helper()
	m := l.hear()
	if m.Type != "next" {
		l.t.Fatalf("got %s %s", m.Type, m.Payload)
	}
	var r received
	if err := json.Unmarshal(m.Payload, &r); err != nil {
		l.t.Fatal(err)
	}
	return r
}

func TestAbsenceOfAHundredMessages(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		person, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
		mailbox := openMailbox(t, person, bamberg)
		start := w.cursor(t, bamberg)
		l := w.connect(t, clerk.Token)
		l.ask("live", caseMessages, map[string]any{"a": bamberg, "after": start})
		first := sendMessage(t, person, mailbox, bamberg, "first")
		r := l.received()
		if got := r.Data.CaseMessageReceived.MessageEdge.Node.ID; got != first {
			t.Fatalf("got %s, want %s", got, first)
		}
		_ = l.CloseNow()

		var want, got []string
		for i := range 100 {
			want = append(want, sendMessage(t, person, mailbox, bamberg, fmt.Sprint("away", i)))
		}
		l = w.connect(t, clerk.Token)
		l.ask("again", caseMessages, map[string]any{"a": bamberg, "after": r.Data.CaseMessageReceived.Cursor})
		for range 60 {
			r = l.received()
			got = append(got, r.Data.CaseMessageReceived.MessageEdge.Node.ID)
		}
		// Gone once more, in the middle of it.
		_ = l.CloseNow()
		want = append(want, sendMessage(t, person, mailbox, bamberg, "meanwhile"))
		l = w.connect(t, clerk.Token)
		l.ask("third", caseMessages, map[string]any{"a": bamberg, "after": r.Data.CaseMessageReceived.Cursor})
		want = append(want, sendMessage(t, person, mailbox, bamberg, "live"))
		for len(got) < len(want) {
			got = append(got, l.received().Data.CaseMessageReceived.MessageEdge.Node.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %d messages, want these %d in this order", len(got), len(want))
		}
	})
}

// A second device that was away learns that a mailbox was deleted, once, and nothing else of it; its cursor is good for the
// rest.
func TestAnotherDeviceLearnsThatAMailboxWasDeleted(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		const changes = `subscription ($after: String) { mailboxChanged(after: $after) { cursor mailboxId event { kind } mailbox { id } } }`
		person := w.as(t, citizen)
		account, err := w.people.IDOfEmail(viewer.System(t.Context(), "test"), citizen)
		if err != nil {
			t.Fatal(err)
		}
		gone, stays := openMailbox(t, person, bamberg), openMailbox(t, person, bamberg)
		cursor := w.cursor(t, account)
		live := w.connect(t, w.as(t, citizen).Token)
		live.ask("live", changes, map[string]any{"after": cursor})
		sendMessage(t, person, gone, bamberg, "one")
		sendMessage(t, person, stays, bamberg, "two")
		sendMessage(t, person, gone, bamberg, "three")
		person.Must(t, `mutation($i: MailboxDeleteInput!) { mailboxDelete(input: $i) { deletedMailboxId userErrors { code } } }`,
			map[string]any{"i": map[string]any{"mailboxId": gone}}, nil)
		sendMessage(t, person, stays, bamberg, "four")
		away := w.connect(t, w.as(t, citizen).Token)
		away.ask("away", changes, map[string]any{"after": cursor})
		for name, l := range map[string]line{"open": live, "away": away} {
			var deleted, others int
			for others < 2 || deleted < 1 {
				var m struct {
					Data struct {
						MailboxChanged struct {
							MailboxID string
							Event     struct{ Kind string }
							Mailbox   *struct{ ID string }
						}
					}
				}
				heard := l.hear()
				if err := json.Unmarshal(heard.Payload, &m); heard.Type != "next" || err != nil {
					t.Fatalf("%s: got %s %s, %v", name, heard.Type, heard.Payload, err)
				}
				c := m.Data.MailboxChanged
				switch {
				case c.MailboxID == stays && c.Event.Kind == "MESSAGE_SENT":
					others++
				case c.MailboxID == gone && c.Event.Kind == "MAILBOX_DELETED" && c.Mailbox == nil:
					deleted++
				case c.MailboxID == gone && name == "away":
					t.Errorf("of a deleted mailbox it also got %+v", c)
				}
			}
			if deleted != 1 {
				t.Errorf("%s: told %d times", name, deleted)
			}
		}
	})
}

func TestRightsAreReadForEveryEvent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	person, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
	mailbox := openMailbox(t, person, bamberg)
	l := w.connect(t, clerk.Token)
	l.ask("live", caseMessages, map[string]any{"a": bamberg, "after": w.cursor(t, bamberg)})
	sendMessage(t, person, mailbox, bamberg, "k1")
	l.received()
	w.dismiss(t, clerkBamberg)
	sendMessage(t, person, mailbox, bamberg, "k2")
	if m := l.hear(); m.Type != "error" || !strings.Contains(string(m.Payload), "NOT_FOUND") {
		t.Errorf("a former clerk got %s %s", m.Type, m.Payload)
	}
}

// dismiss takes a person's work away.
func (w *world) dismiss(t testing.TB, email string) {
	t.Helper()
	ctx := viewer.System(t.Context(), "test")
	accountID, err := w.people.IDOfEmail(ctx, email)
	if err != nil {
		t.Fatal(err)
	}
	err = w.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM membership WHERE account_id = ?`, accountID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// cursor is where a reader's stream stands now.
func (w *world) cursor(t testing.TB, reader string) string {
	t.Helper()
	seq, err := w.db.Position(t.Context(), reader)
	if err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%s|%d", w.epoch, seq))
}
