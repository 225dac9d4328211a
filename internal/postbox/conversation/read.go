package conversation

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/casemailbox"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/pagination"
	"schalter/internal/postbox/sides"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

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
		s.unread_count, s.last_activity_at, s.deletes_at, s.warnings, s.deletion_held_at, s.end_letter_id, s.end_letter_due_at, s.end_letter_sent_at, s.end_letter_returned_at, s.receipt_default, s.first_received_at, s.progress_state, s.kek_id, s.wrapped_key, m.kind, m.opened_at, m.predecessor_id
		FROM side s JOIN case_mailbox m ON m.id = s.mailbox_id WHERE s.id = ? AND s.kind = 'OWNER' AND s.reader = ?`, mailboxID, scope.Readers()[0])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, err
		}
		return nil, sides.NoSuchSide()
	}
	row, mailbox := &ent.Side{}, &ent.CaseMailbox{}
	err = rows.Scan(&row.ID, &row.MailboxID, &row.Kind, &row.Reader, &row.Reference, &row.UndertakingID, &row.RegionArs, &row.WrappedHeadKey, &row.SealedHead,
		&row.UnreadCount, &row.LastActivityAt, &row.DeletesAt, &row.Warnings, &row.DeletionHeldAt, &row.EndLetterID, &row.EndLetterDueAt, &row.EndLetterSentAt, &row.EndLetterReturnedAt, &row.ReceiptDefault, &row.FirstReceivedAt, &row.ProgressState, &row.KekID, &row.WrappedKey, &mailbox.Kind, &mailbox.OpenedAt,
		&mailbox.PredecessorID)
	if err != nil {
		return nil, err
	}
	side, err := s.sides.OpenRow(ctx, row)
	if err != nil {
		return nil, err
	}
	return mailboxModel(side, mailbox), nil
}

// Case is one case of an authority that the viewer works for.
func (s *Service) Case(ctx context.Context, caseID string) (_ *AuthorityCase, err error) {
	defer errs.Wrap(&err, "postbox.Case(%s)", caseID)
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	side, err := s.sides.Find(ctx, s.db.Client(), scope, caseID, entside.KindAUTHORITY)
	if err != nil {
		return nil, err
	}
	return CaseModel(side), nil
}

// Message is one message as a side holds it.
func (s *Service) Message(ctx context.Context, sideID, messageID string) (_ *Message, err error) {
	defer errs.Wrap(&err, "postbox.Message(%s)", messageID)
	return sides.RetryOnNewKey(ctx, func(ctx context.Context) (*Message, error) {
		side, err := s.sides.FindAny(ctx, sideID)
		if err != nil {
			return nil, err
		}
		return s.MessageOn(ctx, side, messageID)
	})
}

// MessageOn opens one message of an open side.
func (s *Service) MessageOn(ctx context.Context, side *sides.Side, messageID string) (*Message, error) {
	rows, err := s.db.Hot(ctx, "SELECT "+viewColumns.String()+" FROM view_message WHERE side_id = ? AND message_id = ?", side.ID, messageID)
	if err != nil {
		return nil, err
	}
	views, err := scanViews(rows)
	if err != nil {
		return nil, err
	}
	return onlyMessage(s.OpenViews(ctx, side, views[side.ID]))
}

// FindMessage is one message of any side of the viewer's, to look at; the own account's before those of authorities.
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
		return nil, NoSuchMessage()
	}
	own := slices.IndexFunc(views, func(v *ent.ViewMessage) bool { return v.Reader == viewer.From(ctx).AccountID })
	return s.Message(ctx, views[max(own, 0)].SideID, messageID)
}

// MessageMeant is one message on the side of the viewer's that is meant.
func (s *Service) MessageMeant(ctx context.Context, messageID string, named []string) (*Message, error) {
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	bySide, err := s.sidesOf(ctx, scope, []string{messageID}, named)
	if err != nil {
		return nil, err
	}
	for sideID := range bySide {
		return s.Message(ctx, sideID, messageID)
	}
	return nil, NoSuchMessage()
}

// NoSuchMessage is the error for a message that is not there, or not for this reader.
func NoSuchMessage() error { return errs.New(errs.NotFound, "there is no such message") }

func onlyMessage(list []*Message, err error) (*Message, error) {
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, NoSuchMessage()
	}
	return list[0], nil
}

// MessageKey opens the key of a message that a side holds.
func (s *Service) MessageKey(ctx context.Context, client *ent.Client, side *sides.Side, messageID string) (vault.Key, error) {
	v, err := client.ViewMessage.Query().Where(viewmessage.SideID(side.ID), viewmessage.MessageID(messageID)).Only(ctx)
	if ent.IsNotFound(err) {
		return vault.Key{}, errs.Refuse(errs.Missing, "messageId")
	}
	if err != nil {
		return vault.Key{}, err
	}
	return side.UnwrapKey(messageID, v.WrappedKey)
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

func mailboxModel(side *sides.Side, row *ent.CaseMailbox) *CaseMailbox {
	m := &CaseMailbox{
		side: side, predecessorID: row.PredecessorID,
		ID: side.ID, Reference: side.Reference, Kind: CaseMailboxKind(row.Kind), Title: side.Head.Title,
		UndertakingID: side.UndertakingID, RegionARS: side.RegionArs, UnreadCount: side.UnreadCount,
		LastActivityAt: side.LastActivityAt.UTC(), OpenedAt: row.OpenedAt.UTC(), ReceiptDefault: side.ReceiptDefault,
		FirstReceivedAt: sides.UTC(side.FirstReceivedAt),
	}
	if side.ProgressState != nil {
		state := casemail.ProgressState(*side.ProgressState)
		m.State = &state
	}
	if side.DeletesAt != nil {
		m.DeletesAt = side.DeletesAt.UTC()
	}
	m.DeletionWarnings, m.EndLetter = side.Warnings, endLetterOf(side.Side)
	if m.EndLetter != EndLetterPosted {
		m.DeletionHeldAt = sides.UTC(side.DeletionHeldAt)
	}
	m.DeletionLetterPostedAt = sides.UTC(side.EndLetterSentAt)
	return m
}

// CaseModel is an open side of an authority as its clerks see it.
func CaseModel(side *sides.Side) *AuthorityCase {
	c := &AuthorityCase{
		side: side,
		ID:   side.ID, Version: side.Version, Reference: side.Reference, AuthorityID: side.Reader, Title: side.Head.Title,
		ServiceIDs: side.ServiceIds, RegionARS: side.RegionArs, Person: Person{ID: side.Head.PersonID, Name: side.Head.PersonName},
		Address: side.Head.Address, TrustLevel: side.Head.TrustLevel, UnreadCount: side.UnreadCount,
		WaitingSince: sides.UTC(side.WaitingSince), State: CaseState(side.State), AssigneeID: side.AssigneeID, DueOn: side.DueOn,
		OwnerDeletedAt: sides.UTC(side.OwnerDeletedAt), DeclinedAt: sides.UTC(side.DeclinedAt), FirstReceivedAt: sides.UTC(side.FirstReceivedAt),
		ClosedAt: sides.UTC(side.ClosedAt), RetentionKey: side.RetentionClass, AwaitingArchiveSince: sides.UTC(side.RetentionEndedAt),
	}
	if side.ArchiveAnswer != nil && side.ArchiveAnsweredOn != nil {
		c.ArchiveOffer = &ArchiveOffer{Answer: ArchiveAnswer(*side.ArchiveAnswer), AnsweredOn: *side.ArchiveAnsweredOn}
	}
	if side.ExportedAt != nil {
		c.Exported = &CaseExported{At: side.ExportedAt.UTC(), Complete: sides.ExportedAt(side.Side) != nil}
	}
	if side.Head.FileReference != "" {
		c.FileReference = &side.Head.FileReference
	}
	return c
}

// Mailboxes is one page of the viewer's mailboxes, the one with the newest message first.
func (s *Service) Mailboxes(ctx context.Context, filter MailboxFilter, req pagination.Request) (_ pagination.Slice[*CaseMailbox], err error) {
	defer errs.Wrap(&err, "postbox.Mailboxes")
	var none pagination.Slice[*CaseMailbox]
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return none, err
	}
	l := &sides.Listing{Reader: scope.Readers()[0], Kind: entside.KindOWNER, Column: "last_message_at", Descending: true}
	if err := s.narrow(l, filter); err != nil {
		return none, err
	}
	found, err := s.sides.Read(ctx, l, req)
	if err != nil {
		return none, err
	}
	opened, err := s.mailboxRows(ctx, found)
	if err != nil {
		return none, err
	}
	var items []pagination.Item[*CaseMailbox]
	for _, side := range found {
		row := opened[side.ID]
		if row == nil {
			continue
		}
		at := side.LastMessageAt
		items = append(items, pagination.Item[*CaseMailbox]{Node: mailboxModel(side, row), Position: sides.CursorPosition{Time: &at, ID: side.ID}.String()})
	}
	return pagination.Cut(req, items), nil
}

// narrow narrows a person's list of mailboxes by a filter.
func (s *Service) narrow(l *sides.Listing, filter MailboxFilter) error {
	if filter.Unread != nil {
		l.AddCondition(sides.CountCondition("unread_count", *filter.Unread))
	}
	if filter.State != nil {
		l.AddCondition("progress_state = ?", string(*filter.State))
	}
	if filter.From != nil {
		day, err := startOfDay(*filter.From)
		if err != nil {
			return err
		}
		l.AddCondition("last_activity_at >= ?", day)
	}
	if filter.Until != nil {
		day, err := startOfDay(*filter.Until)
		if err != nil {
			return err
		}
		l.AddCondition("last_activity_at < ?", day.In(clock.Berlin).AddDate(0, 0, 1).UTC())
	}
	if filter.AuthorityID != nil {
		if !id.Is(id.Authority, *filter.AuthorityID) {
			return errs.New(errs.Invalid, "malformed authority id")
		}
		l.AddCondition("EXISTS (SELECT 1 FROM case_party p WHERE p.mailbox_id = side.mailbox_id AND p.authority_id = ?)", *filter.AuthorityID)
	}
	return s.sides.AddSearch(l, filter.Search)
}

// startOfDay is when a day begins in Berlin.
func startOfDay(day string) (time.Time, error) {
	at, err := time.ParseInLocation(time.DateOnly, day, clock.Berlin)
	if err != nil {
		return at, errs.New(errs.Invalid, "malformed day")
	}
	return at.UTC(), nil
}

func (s *Service) mailboxRows(ctx context.Context, opened []*sides.Side) (map[string]*ent.CaseMailbox, error) {
	wanted := make([]string, len(opened))
	for i, side := range opened {
		wanted[i] = side.ID
	}
	rows, err := s.db.Client().CaseMailbox.Query().Where(casemailbox.IDIn(wanted...)).All(ctx)
	if err != nil {
		return nil, err
	}
	by := make(map[string]*ent.CaseMailbox, len(rows))
	for _, row := range rows {
		by[row.ID] = row
	}
	return by, nil
}
