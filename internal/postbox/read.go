package postbox

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/casenote"
	"schalter/ent/manifest"
	"schalter/ent/message"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/ent/sideevent"
	"schalter/ent/viewmessage"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/page"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// systemReads is the context in which the platform reads what belongs to rows whose right was asked before.
func systemReads(ctx context.Context, reason string) context.Context {
	return viewer.System(ctx, reason)
}

func today(now time.Time) string { return now.In(clock.Berlin).Format(time.DateOnly) }

// Mailbox is one mailbox of the viewer's.
func (s *Service) Mailbox(ctx context.Context, mailboxID string) (_ *CaseMailbox, err error) {
	defer errs.Wrap(&err, "postbox.Mailbox(%s)", mailboxID)
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return nil, err
	}
	return s.ownMailbox(ctx, scope, mailboxID)
}

// ownMailbox reads the owner's side with its mailbox.
func (s *Service) ownMailbox(ctx context.Context, scope rule.Scope, mailboxID string) (*CaseMailbox, error) {
	rows, err := s.db.Hot(ctx, `SELECT s.id, s.mailbox_id, s.kind, s.reader, s.reference, s.undertaking_id, s.region_ars, s.wrapped_head_key, s.sealed_head,
		s.unread_count, s.last_activity_at, s.deletes_at, s.receipt_default, s.kek_id, s.wrapped_key, m.kind, m.opened_at
		FROM side s JOIN case_mailbox m ON m.id = s.mailbox_id WHERE s.id = ? AND s.kind = 'OWNER' AND s.reader = ?`, mailboxID, scope.Readers()[0])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, err
		}
		return nil, noSuchSide()
	}
	row := &ent.Side{}
	var kind string
	var opened time.Time
	err = rows.Scan(&row.ID, &row.MailboxID, &row.Kind, &row.Reader, &row.Reference, &row.UndertakingID, &row.RegionArs, &row.WrappedHeadKey, &row.SealedHead,
		&row.UnreadCount, &row.LastActivityAt, &row.DeletesAt, &row.ReceiptDefault, &row.KekID, &row.WrappedKey, &kind, &opened)
	if err != nil {
		return nil, err
	}
	side, err := s.openSide(ctx, row)
	if err != nil {
		return nil, err
	}
	return side.mailbox(opened, kind), nil
}

// Case is one case of an authority that the viewer works for.
func (s *Service) Case(ctx context.Context, caseID string) (_ *AuthorityCase, err error) {
	defer errs.Wrap(&err, "postbox.Case(%s)", caseID)
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	side, err := s.findSide(ctx, s.db.Client(), scope, caseID, entside.KindAUTHORITY)
	if err != nil {
		return nil, err
	}
	return side.authorityCase(), nil
}

// anySide finds a side by its id, the owner's or an authority's.
func (s *Service) anySide(ctx context.Context, sideID string) (*openSide, error) {
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	in, readers := s.db.In("reader", scope.Readers())
	rows, err := s.db.Hot(ctx, `SELECT id, mailbox_id, kind, reader, reference, undertaking_id, region_ars, wrapped_head_key, sealed_head, unread_count,
		last_activity_at, deletes_at, state, assignee_id, due_on, waiting_since, closed_at, owner_deleted_at, service_ids, receipt_default, version,
		kek_id, wrapped_key FROM side WHERE id = ? AND `+in, sideID, readers)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, err
		}
		return nil, noSuchSide()
	}
	row := &ent.Side{}
	var services []byte
	err = rows.Scan(&row.ID, &row.MailboxID, &row.Kind, &row.Reader, &row.Reference, &row.UndertakingID, &row.RegionArs, &row.WrappedHeadKey,
		&row.SealedHead, &row.UnreadCount, &row.LastActivityAt, &row.DeletesAt, &row.State, &row.AssigneeID, &row.DueOn, &row.WaitingSince,
		&row.ClosedAt, &row.OwnerDeletedAt, &services, &row.ReceiptDefault, &row.Version, &row.KekID, &row.WrappedKey)
	if err != nil {
		return nil, err
	}
	if len(services) > 0 {
		if err := json.Unmarshal(services, &row.ServiceIds); err != nil {
			return nil, err
		}
	}
	return s.openSide(ctx, row)
}

// Message is one message as a side holds it.
func (s *Service) Message(ctx context.Context, sideID, messageID string) (_ *Message, err error) {
	defer errs.Wrap(&err, "postbox.Message(%s)", messageID)
	side, err := s.anySide(ctx, sideID)
	if err != nil {
		return nil, err
	}
	return s.messageOn(ctx, side, messageID)
}

const viewColumns = `SELECT side_id, seq, message_id, unread, read_at, document_count, wrapped_key, event_id FROM view_message `

func (s *Service) messageOn(ctx context.Context, side *openSide, messageID string) (*Message, error) {
	rows, err := s.db.Hot(ctx, viewColumns+`WHERE side_id = ? AND message_id = ?`, side.ID, messageID)
	if err != nil {
		return nil, err
	}
	views, err := scanViews(rows)
	if err != nil {
		return nil, err
	}
	return one(s.openViews(ctx, side, views[side.ID]))
}

// FindMessage is one message of any side of the viewer's; the own account's before those of authorities.
func (s *Service) FindMessage(ctx context.Context, messageID string) (_ *Message, err error) {
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	views, err := s.db.Client().ViewMessage.Query().
		Where(viewmessage.MessageID(messageID), viewmessage.ReaderIn(scope.Readers()...)).All(ctx)
	if err != nil {
		return nil, err
	}
	if len(views) == 0 {
		return nil, noSuchMessage()
	}
	own := slices.IndexFunc(views, func(v *ent.ViewMessage) bool { return v.Reader == viewer.From(ctx).AccountID })
	return s.Message(ctx, views[max(own, 0)].SideID, messageID)
}

func noSuchMessage() error { return errs.New(errs.NotFound, "there is no such message") }

func one(list []*Message, err error) (*Message, error) {
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, noSuchMessage()
	}
	return list[0], nil
}

// Messages is one page of a side's messages in the order they came, by Message.Position.
func (s *Service) Messages(ctx context.Context, sideID string, req page.Request) (page.Slice[*Message], error) {
	sides, err := s.visibleSides(ctx, []string{sideID})
	if err != nil {
		return page.Slice[*Message]{}, err
	}
	pages, err := s.messagesOn(ctx, sides, []string{sideID}, req)
	if err != nil {
		return page.Slice[*Message]{}, err
	}
	return pages[0], nil
}

// Sided is what a side was opened for: a mailbox or a case of the viewer's.
type Sided interface{ opened() *openSide }

func (m *CaseMailbox) opened() *openSide   { return m.side }
func (c *AuthorityCase) opened() *openSide { return c.side }

// MessagesOf is the same page of the messages of several mailboxes or cases that were read for the same viewer, one for
// each, in as many statements as for one.
func MessagesOf[T Sided](ctx context.Context, s *Service, of []T, req page.Request) (_ []page.Slice[*Message], err error) {
	defer errs.Wrap(&err, "postbox.MessagesOf")
	sides := make(map[string]*openSide, len(of))
	sideIDs := make([]string, len(of))
	for i, o := range of {
		side := o.opened()
		sides[side.ID], sideIDs[i] = side, side.ID
	}
	return s.messagesOn(ctx, sides, sideIDs, req)
}

func (s *Service) messagesOn(ctx context.Context, sides map[string]*openSide, sideIDs []string, req page.Request) ([]page.Slice[*Message], error) {
	views, err := s.pagesOfViews(ctx, sideIDs, req)
	if err != nil {
		return nil, err
	}
	var wanted []string
	for _, list := range views {
		for _, v := range list {
			wanted = append(wanted, v.MessageID)
		}
	}
	heads, err := s.readHeads(ctx, wanted)
	if err != nil {
		return nil, err
	}
	pages := make([]page.Slice[*Message], len(sideIDs))
	for i, sideID := range sideIDs {
		list, err := s.openAll(ctx, sides[sideID], views[sideID], heads)
		if err != nil {
			return nil, err
		}
		items := make([]page.Item[*Message], len(list))
		for j, m := range list {
			items[j] = page.Item[*Message]{Node: m, Position: m.Position()}
		}
		pages[i] = page.Cut(req, items)
	}
	return pages, nil
}

// visibleSides opens sides that the viewer may read, all of them or none.
func (s *Service) visibleSides(ctx context.Context, sideIDs []string) (map[string]*openSide, error) {
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.Client().Side.Query().Where(entside.IDIn(sideIDs...), entside.ReaderIn(scope.Readers()...)).All(ctx)
	if err != nil {
		return nil, err
	}
	sides := make(map[string]*openSide, len(rows))
	for _, row := range rows {
		if sides[row.ID], err = s.openSide(ctx, row); err != nil {
			return nil, err
		}
	}
	for _, sideID := range sideIDs {
		if sides[sideID] == nil {
			return nil, noSuchSide()
		}
	}
	return sides, nil
}

// Position is the message's place in its side's list.
func (m *Message) Position() string { return strconv.FormatInt(m.seq, 10) }

func positions(req page.Request) (after, before int64, err error) {
	after, before = 0, 1<<62
	if req.After != "" {
		after, err = strconv.ParseInt(req.After, 10, 64)
	}
	if req.Before != "" && err == nil {
		before, err = strconv.ParseInt(req.Before, 10, 64)
	}
	if err != nil {
		return 0, 0, errs.New(errs.Invalid, "malformed cursor")
	}
	return after, before, nil
}

// pagesOfViews reads the narrow rows of a page of each side: on PostgreSQL from the index alone. The sides are the
// viewer's: they were found under the viewer's scope.
func (s *Service) pagesOfViews(ctx context.Context, sideIDs []string, req page.Request) (map[string][]*ent.ViewMessage, error) {
	after, before, err := positions(req)
	if err != nil {
		return nil, err
	}
	order := "ASC"
	if req.Backward {
		order = "DESC"
	}
	one := `SELECT side_id, seq, message_id, unread, read_at, document_count, wrapped_key, event_id FROM view_message
		WHERE side_id = ? AND seq > ? AND seq < ? ORDER BY seq ` + order + ` LIMIT ?`
	var parts []string
	var args []any
	for _, sideID := range sideIDs {
		parts = append(parts, "SELECT * FROM ("+one+") AS side_page")
		args = append(args, sideID, after, before, req.Limit+1)
	}
	read := s.db.Query
	if len(sideIDs) == 1 {
		read = s.db.Hot
	}
	rows, err := read(ctx, strings.Join(parts, " UNION ALL "), args...)
	if err != nil {
		return nil, err
	}
	return scanViews(rows)
}

func scanViews(rows *sql.Rows) (map[string][]*ent.ViewMessage, error) {
	defer rows.Close()
	views := map[string][]*ent.ViewMessage{}
	for rows.Next() {
		v := &ent.ViewMessage{}
		var readAt sql.NullTime
		if err := rows.Scan(&v.SideID, &v.Seq, &v.MessageID, &v.Unread, &readAt, &v.DocumentCount, &v.WrappedKey, &v.EventID); err != nil {
			return nil, err
		}
		if readAt.Valid {
			v.ReadAt = &readAt.Time
		}
		views[v.SideID] = append(views[v.SideID], v)
	}
	return views, rows.Err()
}

// openViews opens messages for a list, in the order of the views: heads, no bodies.
func (s *Service) openViews(ctx context.Context, side *openSide, views []*ent.ViewMessage) ([]*Message, error) {
	wanted := make([]string, len(views))
	for i, v := range views {
		wanted[i] = v.MessageID
	}
	heads, err := s.readHeads(ctx, wanted)
	if err != nil {
		return nil, err
	}
	return s.openAll(ctx, side, views, heads)
}

func (s *Service) openAll(ctx context.Context, side *openSide, views []*ent.ViewMessage, heads map[string]*ent.Message) ([]*Message, error) {
	list := make([]*Message, 0, len(views))
	for _, v := range views {
		row, ok := heads[v.MessageID]
		if !ok {
			continue
		}
		m, err := s.openMessage(ctx, side, v, row)
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, nil
}

func (s *Service) readHeads(ctx context.Context, wanted []string) (map[string]*ent.Message, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	in, ids := s.db.In("id", wanted)
	rows, err := s.db.Hot(ctx, `SELECT id, direction, kind, from_authority_id, sealed_head, service_ids, receipt_requested,
		in_reply_to_id, due_on, sent_at FROM message WHERE `+in, ids)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	heads := make(map[string]*ent.Message, len(wanted))
	for rows.Next() {
		m := &ent.Message{}
		var services []byte
		err := rows.Scan(&m.ID, &m.Direction, &m.Kind, &m.FromAuthorityID, &m.SealedHead, &services, &m.ReceiptRequested,
			&m.InReplyToID, &m.DueOn, &m.SentAt)
		if err != nil {
			return nil, err
		}
		if len(services) > 0 {
			if err := json.Unmarshal(services, &m.ServiceIds); err != nil {
				return nil, err
			}
		}
		heads[m.ID] = m
	}
	return heads, rows.Err()
}

func (s *Service) openMessage(ctx context.Context, side *openSide, v *ent.ViewMessage, row *ent.Message) (*Message, error) {
	key, err := side.unwrap(row.ID, v.WrappedKey)
	if err != nil {
		return nil, s.alarm(ctx, row.ID, err)
	}
	plain, err := key.Open(fieldAAD(row.ID, "message", "head"), row.SealedHead)
	if err != nil {
		return nil, s.alarm(ctx, row.ID, err)
	}
	var head sealedMessageHead
	if err := json.Unmarshal(plain, &head); err != nil {
		return nil, err
	}
	services := row.ServiceIds
	if !side.owner() {
		services = intersect(services, side.ServiceIds)
	}
	return &Message{
		ID: row.ID, SideID: side.ID, Direction: Direction(row.Direction), Kind: MessageKind(row.Kind), FromAuthorityID: row.FromAuthorityID,
		SenderName: head.Sender, Subject: head.Subject, ServiceIDs: services, InReplyToID: row.InReplyToID, SentAt: row.SentAt.UTC(),
		ReadAt: utc(v.ReadAt), Unread: v.Unread, ReceiptRequested: row.ReceiptRequested, DueOn: row.DueOn,
		DocumentCount: v.DocumentCount, EventID: v.EventID, seq: v.Seq, key: key,
	}, nil
}

// Bodies opens the texts of messages, one for each; nil where it waits for the message to be opened.
func (s *Service) Bodies(ctx context.Context, messages []*Message) ([]*string, error) {
	wanted := make([]string, len(messages))
	for i, m := range messages {
		wanted[i] = m.ID
	}
	// The keys came with the messages; without them the rows say nothing.
	rows, err := s.db.Client().Message.Query().Where(message.IDIn(wanted...)).
		Select(message.FieldID, message.FieldSealedBody).All(systemReads(ctx, "postbox.bodies"))
	if err != nil {
		return nil, err
	}
	sealed := make(map[string][]byte, len(rows))
	for _, row := range rows {
		sealed[row.ID] = row.SealedBody
	}
	bodies := make([]*string, len(messages))
	for i, m := range messages {
		if m.Locked() || sealed[m.ID] == nil {
			continue
		}
		plain, err := m.key.Open(fieldAAD(m.ID, "message", "body"), sealed[m.ID])
		if err != nil {
			return nil, s.alarm(ctx, m.ID, err)
		}
		body := string(plain)
		bodies[i] = &body
	}
	return bodies, nil
}

// messageKey opens the key of a message that a side holds.
func (s *Service) messageKey(ctx context.Context, client *ent.Client, side *openSide, messageID string) (vault.Key, error) {
	v, err := client.ViewMessage.Query().Where(viewmessage.SideID(side.ID), viewmessage.MessageID(messageID)).Only(ctx)
	if ent.IsNotFound(err) {
		return vault.Key{}, errs.Refuse(errs.Missing, "messageId")
	}
	if err != nil {
		return vault.Key{}, err
	}
	return side.unwrap(messageID, v.WrappedKey)
}

// Evidence is what proves messages on the viewer's sides, one for each, checked against the seal key before it is shown.
func (s *Service) Evidence(ctx context.Context, messages []*Message) (_ []*Evidence, err error) {
	defer errs.Wrap(&err, "postbox.Evidence")
	byHolding := holdings(messages)
	rows, err := s.db.Client().Manifest.Query().Where(manifest.SideIDIn(byHolding.sides...), manifest.MessageIDIn(byHolding.messages...)).All(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]*Evidence, len(messages))
	for _, row := range rows {
		i, asked := byHolding.at[holding{row.SideID, row.MessageID}]
		if !asked {
			continue
		}
		if list[i], err = s.openEvidence(ctx, messages[i], row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (s *Service) openEvidence(ctx context.Context, m *Message, row *ent.Manifest) (*Evidence, error) {
	plain, err := m.key.Open(manifestAAD(m.SideID, m.ID), row.Sealed)
	if err != nil {
		return nil, s.alarm(ctx, m.ID, err)
	}
	var signed evidence.Signed
	if err := json.Unmarshal(plain, &signed); err != nil {
		return nil, err
	}
	if _, err := evidence.Verify(signed, s.keys.Public(signed.KeyID)); err != nil {
		return nil, s.alarm(ctx, m.ID, err)
	}
	return &Evidence{ManifestDigest: signed.Digest, SignedAt: row.SignedAt.UTC(), SigningKeyID: signed.KeyID, EventID: m.EventID}, nil
}

// holding names a message as one side holds it.
type holding struct{ side, message string }

type heldMessages struct {
	at              map[holding]int
	sides, messages []string
}

// holdings gathers which sides hold which messages, for one statement over all of them.
func holdings(messages []*Message) heldMessages {
	h := heldMessages{at: map[holding]int{}}
	for i, m := range messages {
		h.at[holding{m.SideID, m.ID}] = i
		h.messages = append(h.messages, m.ID)
		if !slices.Contains(h.sides, m.SideID) {
			h.sides = append(h.sides, m.SideID)
		}
	}
	return h
}

// Answered are the messages that messages reply to, one for each; nil where there is none, or the side holds it no more.
func (s *Service) Answered(ctx context.Context, messages []*Message) (_ []*Message, err error) {
	defer errs.Wrap(&err, "postbox.Answered")
	replies := make([]*Message, 0, len(messages))
	var wanted []string
	for _, m := range messages {
		if m.InReplyToID != nil {
			replies = append(replies, m)
			wanted = append(wanted, *m.InReplyToID)
		}
	}
	list := make([]*Message, len(messages))
	if len(replies) == 0 {
		return list, nil
	}
	sides, err := s.visibleSides(ctx, holdings(replies).sides)
	if err != nil {
		return nil, err
	}
	views, err := s.db.Client().ViewMessage.Query().
		Where(viewmessage.SideIDIn(holdings(replies).sides...), viewmessage.MessageIDIn(wanted...)).WithMessage().All(ctx)
	if err != nil {
		return nil, err
	}
	answered := make(map[holding]*Message, len(views))
	for _, v := range views {
		if answered[holding{v.SideID, v.MessageID}], err = s.openMessage(ctx, sides[v.SideID], v, v.Edges.Message); err != nil {
			return nil, err
		}
	}
	for i, m := range messages {
		if m.InReplyToID != nil {
			list[i] = answered[holding{m.SideID, *m.InReplyToID}]
		}
	}
	return list, nil
}

// Events is one page of a side's record, oldest first.
func (s *Service) Events(ctx context.Context, sideID string, req page.Request) (_ page.Slice[*MailboxEvent], err error) {
	defer errs.Wrap(&err, "postbox.Events(%s)", sideID)
	side, err := s.anySide(ctx, sideID)
	if err != nil {
		return page.Slice[*MailboxEvent]{}, err
	}
	after, before, err := positions(req)
	if err != nil {
		return page.Slice[*MailboxEvent]{}, err
	}
	order := ent.Asc(sideevent.FieldSeq)
	if req.Backward {
		order = ent.Desc(sideevent.FieldSeq)
	}
	rows, err := s.db.Client().SideEvent.Query().Where(sideevent.SideID(sideID), sideevent.SeqGT(after), sideevent.SeqLT(before)).
		Order(order).Limit(req.Limit + 1).All(ctx)
	if err != nil {
		return page.Slice[*MailboxEvent]{}, err
	}
	var items []page.Item[*MailboxEvent]
	for _, row := range rows {
		e, err := s.openEvent(ctx, side, row)
		if err != nil {
			return page.Slice[*MailboxEvent]{}, err
		}
		items = append(items, page.Item[*MailboxEvent]{Node: e, Position: strconv.FormatInt(row.Seq, 10)})
	}
	return page.Cut(req, items), nil
}

// Event is one event of the viewer's record.
func (s *Service) Event(ctx context.Context, eventID string) (_ *MailboxEvent, err error) {
	defer errs.Wrap(&err, "postbox.Event(%s)", eventID)
	row, err := s.db.Client().SideEvent.Query().Where(sideevent.ID(eventID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, errs.New(errs.NotFound, "there is no such event")
	}
	if err != nil {
		return nil, err
	}
	side, err := s.anySide(ctx, row.SideID)
	if err != nil {
		return nil, err
	}
	return s.openEvent(ctx, side, row)
}

// Notes lists the notes of a case, oldest first.
func (s *Service) Notes(ctx context.Context, caseID string) (_ []*CaseNote, err error) {
	defer errs.Wrap(&err, "postbox.Notes(%s)", caseID)
	side, err := s.anySide(ctx, caseID)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.Client().CaseNote.Query().Where(casenote.SideID(caseID)).Order(ent.Asc(casenote.FieldAt), ent.Asc(casenote.FieldID)).
		Limit(maxNotes).All(ctx)
	if err != nil {
		return nil, err
	}
	var notes []*CaseNote
	for _, row := range rows {
		plain, err := side.headKey.Open(noteAAD(caseID, row.ID), row.Sealed)
		if err != nil {
			return nil, s.alarm(ctx, row.ID, err)
		}
		n := sealedNote{}
		if err := json.Unmarshal(plain, &n); err != nil {
			return nil, err
		}
		notes = append(notes, &CaseNote{ID: row.ID, Author: n.Author, Body: n.Body, At: row.At.UTC()})
	}
	return notes, nil
}

// UnreadCount is the number of unread messages in all mailboxes of the viewer's.
func (s *Service) UnreadCount(ctx context.Context) (n int, err error) {
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return 0, err
	}
	err = s.db.QueryRow(ctx, `SELECT COALESCE(SUM(unread_count), 0) FROM side WHERE reader = ?`, scope.Readers()[0]).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	if err != nil {
		return 0, fmt.Errorf("postbox.UnreadCount: %w", err)
	}
	return n, nil
}
