package main

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"time"

	"schalter/internal/id"
	"schalter/internal/vault"
)

// perMailbox is how many messages each mailbox holds.
const perMailbox = 50

// resident is one person with one mailbox.
type resident struct {
	account, session, mailbox string
	key                       vault.Key
}

// begun is when the first message was sent.
var begun = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

var (
	authority = id.Derive(id.Authority, "bench")
	service   = id.Derive(id.Service, "bench")
)

// letterText is about as long as a short letter: its length decides how far apart rows lie.
const letterText = `Guten Tag,

wie besprochen schicke ich Ihnen die Unterlagen zu meiner Anmeldung. Der Mietvertrag für die Räume in der Königstraße liegt
bei, ebenso der Grundriss mit den Maßen der Küche und der Gasträume. Sollte etwas fehlen, genügt eine kurze Nachricht hier.
Die Bescheinigung des Gesundheitsamts folgt, sobald ich sie habe.

Mit freundlichen Grüßen`

// seed fills a database with messages in mailboxes of perMailbox each. Messages lie in the order of time, so that those of
// one mailbox are far apart. Every value is a function of its number but ids, keys and nonces.
func (w *world) seed(ctx context.Context, messages int) ([]resident, error) {
	conn, err := w.raw.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	for _, statement := range w.quick() {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return nil, fmt.Errorf("%s: %w", statement, err)
		}
	}
	people := make([]resident, messages/perMailbox)
	err = w.unindexed(ctx, conn, func() error {
		for _, step := range []func(context.Context, *sql.Conn, []resident) error{w.seedPeople, w.seedMailboxes, w.seedMessages, w.seedViews} {
			if err := step(ctx, conn, people); err != nil {
				return err
			}
		}
		return nil
	}, "account", "session", "case_mailbox", "side", "message", "view_message")
	if err != nil {
		return nil, err
	}
	for _, statement := range w.settle() {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return nil, fmt.Errorf("%s: %w", statement, err)
		}
	}
	return people, nil
}

// quick is what makes a connection write faster; rows are consistent by themselves.
func (w *world) quick() []string {
	if w.postgres {
		return []string{"SET session_replication_role = replica", "SET maintenance_work_mem = '256MB'"}
	}
	return []string{"PRAGMA synchronous = OFF", "PRAGMA cache_size = -262144", "PRAGMA temp_store = MEMORY"}
}

// settle brings a database into the state that it has after a while: visibility map, statistics, journal written back.
func (w *world) settle() []string {
	if w.postgres {
		return []string{"VACUUM (ANALYZE)", "CHECKPOINT"}
	}
	return []string{"PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA cache_size = -2000"}
}

func (w *world) seedPeople(ctx context.Context, conn *sql.Conn, people []resident) error {
	accounts, err := w.bulk(ctx, conn, "account", "id", "email_index", "sealed_profile", "state", "trust_level", "locale",
		"terms_version", "created_at", "kek_id", "wrapped_key")
	if err != nil {
		return err
	}
	for i := range people {
		p := &people[i]
		p.account, p.session, p.mailbox = id.New(id.Account, begun), id.New(id.Session, begun), id.New(id.Mailbox, begun)
		index := binary.BigEndian.AppendUint64(make([]byte, 24, 32), uint64(i))
		err := accounts.add(ctx, p.account, index, []byte("-"), "ACTIVE", "POSTAL", "DE", "1", begun, "-", []byte("-"))
		if err != nil {
			return err
		}
	}
	if err := accounts.commit(ctx); err != nil {
		return err
	}
	sessions, err := w.bulk(ctx, conn, "session", "id", "account_id", "sealed_user_agent", "created_at", "last_seen_at", "expires_at")
	if err != nil {
		return err
	}
	// Sessions end by themselves: these begin now.
	now := w.db.Clock().Now()
	for _, p := range people {
		if err := sessions.add(ctx, p.session, p.account, []byte("-"), now, now, now.AddDate(10, 0, 0)); err != nil {
			return err
		}
	}
	return sessions.commit(ctx)
}

func (w *world) seedMailboxes(ctx context.Context, conn *sql.Conn, people []resident) error {
	mailboxes, err := w.bulk(ctx, conn, "case_mailbox", "id", "account_id", "reference", "kind", "directory_revision", "opened_at")
	if err != nil {
		return err
	}
	for i, p := range people {
		if err := mailboxes.add(ctx, p.mailbox, p.account, fmt.Sprintf("B-%08d", i), "AUTHORITY", "1", begun); err != nil {
			return err
		}
	}
	if err := mailboxes.commit(ctx); err != nil {
		return err
	}
	sides, err := w.bulk(ctx, conn, "side", "id", "mailbox_id", "kind", "reader", "reference", "wrapped_head_key", "sealed_head",
		"last_seq", "unread_count", "last_activity_at", "last_message_at", "deletes_at", "created_at", "kek_id", "wrapped_key")
	if err != nil {
		return err
	}
	for i := range people {
		if err := w.seedSide(ctx, sides, i, &people[i]); err != nil {
			return err
		}
	}
	return sides.commit(ctx)
}

func (w *world) seedSide(ctx context.Context, sides *bulk, i int, p *resident) error {
	key, wrapped, err := w.vault.NewKey(ctx, sideAAD(p.mailbox))
	if err != nil {
		return err
	}
	headKey, err := vault.NewKey()
	if err != nil {
		return err
	}
	wrappedHead, err := key.Wrap(sideHeadAAD(p.mailbox), headKey)
	if err != nil {
		return err
	}
	head, err := headKey.Seal(sideHeadAAD(p.mailbox), []byte(`{"title":"Café eröffnen, München","personName":"Anna Šípková"}`))
	if err != nil {
		return err
	}
	p.key = key
	return sides.add(ctx, p.mailbox, p.mailbox, "OWNER", p.account, fmt.Sprintf("B-%08d", i), wrappedHead, head,
		perMailbox, perMailbox/5, sentAt(perMailbox, i), sentAt(perMailbox, i), begun.AddDate(1, 0, 0), begun, wrapped.KEK, wrapped.Blob)
}

// sentAt is when the message number seq of person i was sent.
func sentAt(seq, i int) time.Time {
	return begun.Add(time.Duration(seq)*time.Hour + time.Duration(i)*time.Millisecond).Truncate(time.Microsecond)
}

// note is what links a message to its view: they are written one after the other, and a million wraps are worth keeping
// no longer than that.
type note struct {
	message    string
	wrappedKey []byte
}

func (w *world) seedMessages(ctx context.Context, conn *sql.Conn, people []resident) error {
	messages, err := w.bulk(ctx, conn, "message", "id", "mailbox_id", "direction", "kind", "from_authority_id", "sealed_head",
		"sealed_body", "service_ids", "receipt_requested", "sent_at")
	if err != nil {
		return err
	}
	w.notes = make([]note, 0, len(people)*perMailbox)
	for seq := 1; seq <= perMailbox; seq++ {
		for i, p := range people {
			m := written(seq, i)
			sealed, err := sealMessage(p.key, p.mailbox, m.id, m.head, letterText)
			if err != nil {
				return err
			}
			w.notes = append(w.notes, note{m.id, sealed.wrappedKey})
			err = messages.add(ctx, m.id, p.mailbox, m.direction, m.kind, m.from, sealed.head, sealed.text, `["`+service+`"]`,
				m.receipt, sentAt(seq, i))
			if err != nil {
				return err
			}
		}
	}
	return messages.commit(ctx)
}

// letter is a message before it is sealed.
type letter struct {
	id, direction, kind string
	from                *string
	head                sealedHead
	receipt             bool
}

// written is the message number seq of person i: two in five are answers of the authority.
func written(seq, i int) letter {
	m := letter{
		id: id.New(id.Message, sentAt(seq, i)), direction: "OUTBOUND", kind: "MESSAGE", receipt: seq%3 == 0,
		head: sealedHead{Subject: fmt.Sprintf("Gaststättenerlaubnis: Unterlagen Nr. %d zum Café in der Königstraße", seq), Sender: "Anna Šípková"},
	}
	if seq%5 < 2 {
		m.direction, m.kind, m.from, m.head.Sender = "INBOUND", "REQUEST", &authority, "Frau Huber, Kreisverwaltungsreferat"
	}
	return m
}

func (w *world) seedViews(ctx context.Context, conn *sql.Conn, people []resident) error {
	views, err := w.bulk(ctx, conn, "view_message", "side_id", "message_id", "reader", "seq", "unread", "read_at", "document_count",
		"wrapped_key", "event_id")
	if err != nil {
		return err
	}
	for n, it := range w.notes {
		seq, i := n/len(people)+1, n%len(people)
		var readAt *time.Time
		unread := seq > perMailbox-perMailbox/5
		if !unread {
			at := sentAt(seq, i).Add(time.Minute)
			readAt = &at
		}
		p := people[i]
		err := views.add(ctx, p.mailbox, it.message, p.account, seq, unread, readAt, seq%4, it.wrappedKey, id.New(id.Event, begun))
		if err != nil {
			return err
		}
	}
	w.notes = nil
	return views.commit(ctx)
}
