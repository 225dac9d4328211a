package conversation

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"schalter/ent"
	"schalter/ent/provision"
	entside "schalter/ent/side"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// NoticeState is what became of the mail that told of a message (enum NoticeState).
type NoticeState string

// The states.
const (
	NoticeWaiting NoticeState = "WAITING"
	NoticeSent    NoticeState = "SENT"
	NoticeFailed  NoticeState = "FAILED"
	NoticeOff     NoticeState = "OFF"
)

// Provision is how a message of an authority reached the person, as one side knows it.
type Provision struct {
	ProvidedAt     time.Time
	NoticeState    NoticeState
	NoticeSentAt   *time.Time
	NoticeFailedAt *time.Time
	RetrievedAt    *time.Time
}

// MaxNoticed is how many messages one event of a notice names; more are named by several events.
const MaxNoticed = 20

// insertProvision begins what a side knows of how a message reaches the person.
func insertProvision(ctx context.Context, tx *store.Tx, out Outgoing, r RecipientSide) error {
	if out.Direction != casemail.Inbound {
		return nil
	}
	return tx.Provision.Create().SetSideID(r.Side.ID).SetReader(r.Side.Reader).SetMessageID(out.ID).SetProvidedAt(out.SentAt).Exec(ctx)
}

// Provisions are how decisions reached the person, one for each; nil for all other messages, and for decisions of before it was kept.
func (s *Service) Provisions(ctx context.Context, messages []*Message) (_ []*Provision, err error) {
	defer errs.Wrap(&err, "postbox.Provisions")
	list := make([]*Provision, len(messages))
	decisions := slices.DeleteFunc(slices.Clone(messages), func(m *Message) bool { return m.Kind != casemail.KindDecision })
	if len(decisions) == 0 {
		return list, nil
	}
	held, place := Holdings(decisions), Holdings(messages)
	rows, err := s.db.Client().Provision.Query().Where(provision.SideIDIn(held.Sides...), provision.MessageIDIn(held.Messages...)).All(ctx)
	if err != nil {
		return nil, err
	}
	retrieved, err := s.Retrievals(ctx, decisions)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		at := Holding{row.SideID, row.MessageID}
		i, asked := held.At[at]
		if !asked {
			continue
		}
		list[place.At[at]] = &Provision{
			ProvidedAt: row.ProvidedAt.UTC(), NoticeState: NoticeState(row.NoticeState), NoticeSentAt: sides.UTC(row.NoticeSentAt),
			NoticeFailedAt: sides.UTC(row.NoticeFailedAt), RetrievedAt: retrieved[i],
		}
	}
	return list, nil
}

// NoticeQueued notes which mail tells of the messages of a mailbox that none has told of yet, on every side that has them. Without a mail the
// person gets none: who wants no notices, or cannot sign in.
func (s *Service) NoticeQueued(ctx context.Context, tx *store.Tx, sideID, mailID string) (err error) {
	defer errs.Wrap(&err, "postbox.NoticeQueued(%s)", sideID)
	told, err := tx.Provision.Query().Where(provision.SideID(sideID), provision.NoticeStateEQ(provision.NoticeStateWAITING), provision.MailIDIsNil()).
		Select(provision.FieldMessageID).Strings(ctx)
	if err != nil || len(told) == 0 {
		return err
	}
	update := tx.Provision.Update().Where(provision.MessageIDIn(told...), provision.NoticeStateEQ(provision.NoticeStateWAITING), provision.MailIDIsNil())
	if mailID == "" {
		update.SetNoticeState(provision.NoticeStateOFF)
	} else {
		update.SetMailID(mailID)
	}
	return update.Exec(ctx)
}

// Noticed is what became of a mail that told of messages.
type Noticed struct {
	MailID string
	// SideID is the owner's; empty where the mailbox is deleted.
	SideID string
	Sent   bool
	// At is when the mail was taken, or came back.
	At time.Time
}

// RecordNoticed records what became of a notice on every side that has a message it told of, each once. A mail that told of no authority's message
// is recorded on the owner's side alone. It comes more than once, and a mail that was sent may come back later.
func (s *Service) RecordNoticed(ctx context.Context, tx *store.Tx, n Noticed) (err error) {
	defer errs.Wrap(&err, "postbox.RecordNoticed(%s)", n.MailID)
	rows, err := tx.Provision.Query().Where(provision.MailID(n.MailID)).Order(ent.Asc(provision.FieldID)).All(ctx)
	if err != nil {
		return err
	}
	bySide := map[string][]*ent.Provision{}
	for _, row := range rows {
		bySide[row.SideID] = append(bySide[row.SideID], row)
	}
	if n.SideID != "" && len(bySide[n.SideID]) == 0 {
		first, err := s.sides.ClaimOnce(ctx, tx, "noticed", n.SideID, n.MailID+"|"+strconv.FormatBool(n.Sent))
		if err == nil && (first || n.MailID == "") {
			err = s.recordNoticed(ctx, tx, n.SideID, nil, n)
		}
		if err != nil {
			return err
		}
	}
	// Writers lock the owner's side first.
	order, err := tx.Side.Query().Where(entside.IDIn(slices.Collect(maps.Keys(bySide))...)).Select(entside.FieldID, entside.FieldKind, entside.FieldMailboxID).All(ctx)
	if err != nil {
		return err
	}
	slices.SortFunc(order, func(a, b *ent.Side) int {
		if a.Kind != b.Kind && (a.Kind == entside.KindOWNER || b.Kind == entside.KindOWNER) {
			return map[bool]int{true: -1, false: 1}[a.Kind == entside.KindOWNER]
		}
		return cmp.Compare(a.ID, b.ID)
	})
	if err := s.lockOwners(ctx, tx, order); err != nil {
		return err
	}
	for _, side := range order {
		if err := s.recordNoticed(ctx, tx, side.ID, bySide[side.ID], n); err != nil {
			return err
		}
	}
	return nil
}

// lockOwners locks the owner's sides that go with authorities' ones, where they are still there: days on them may follow, and writers lock them first.
func (s *Service) lockOwners(ctx context.Context, tx *store.Tx, list []*ent.Side) error {
	var mailboxes []string
	for _, side := range list {
		mailboxes = append(mailboxes, side.MailboxID)
	}
	slices.Sort(mailboxes)
	for _, mailboxID := range slices.Compact(mailboxes) {
		if _, err := sides.LockRow(ctx, tx, mailboxID); err != nil && !ent.IsNotFound(err) {
			return err
		}
	}
	return nil
}

// recordNoticed records a notice on one side; of rows that know it already nothing is left to do.
func (s *Service) recordNoticed(ctx context.Context, tx *store.Tx, sideID string, rows []*ent.Provision, n Noticed) error {
	side, opens, err := s.sides.LockIfOpens(ctx, tx, sideID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	var told []string
	for _, row := range rows {
		fresh, err := noteNoticed(ctx, tx, row.ID, n)
		if err != nil {
			return err
		}
		if fresh {
			told = append(told, row.MessageID)
		}
	}
	if !opens || len(rows) > 0 && len(told) == 0 {
		return nil
	}
	kind := chain.NotificationSent
	if !n.Sent {
		kind = chain.NotificationFailed
	}
	if err := s.appendNoticed(ctx, tx, side, kind, told, n.At); err != nil {
		return err
	}
	for _, messageID := range told {
		if err := s.reckonAnnouncement(ctx, tx, side, messageID); err != nil {
			return err
		}
	}
	return sides.Save(ctx, tx, side)
}

// appendNoticed puts on a side's record what became of a notice, with the messages that it told of: one event without any, otherwise as many as
// naming them needs.
func (s *Service) appendNoticed(ctx context.Context, tx *store.Tx, side *sides.Side, kind chain.MailboxEventKind, told []string, at time.Time) error {
	for {
		named := told[:min(len(told), MaxNoticed)]
		if err := s.chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: kind, Actor: chain.Platform, Messages: named, Occurred: at}); err != nil {
			return err
		}
		if told = told[len(named):]; len(told) == 0 {
			return nil
		}
	}
}

// noteNoticed notes one fact of a notice; false where it is known. A mail that came back stays failed, whenever it is told that it was sent.
func noteNoticed(ctx context.Context, tx *store.Tx, rowID int, n Noticed) (bool, error) {
	if n.Sent {
		changed, err := tx.Provision.Update().Where(provision.ID(rowID), provision.NoticeSentAtIsNil()).SetNoticeSentAt(n.At).Save(ctx)
		if err != nil || changed == 0 {
			return false, err
		}
		return true, tx.Provision.Update().Where(provision.ID(rowID), provision.NoticeStateEQ(provision.NoticeStateWAITING)).
			SetNoticeState(provision.NoticeStateSENT).Exec(ctx)
	}
	changed, err := tx.Provision.Update().Where(provision.ID(rowID), provision.NoticeFailedAtIsNil()).SetNoticeFailedAt(n.At).
		SetNoticeState(provision.NoticeStateFAILED).Save(ctx)
	return changed == 1, err
}

// WithdrawNotice records on a side that the mail about messages was taken back before it was written: they were deleted or withdrawn first. Without
// messages named, it is all of the side. The caller has the side locked and saves it.
func (s *Service) WithdrawNotice(ctx context.Context, tx *store.Tx, side *sides.Side, messageIDs ...string) error {
	rows := tx.Provision.Query().Where(provision.SideID(side.ID), provision.NoticeStateEQ(provision.NoticeStateWAITING), provision.MailIDIsNil())
	if len(messageIDs) > 0 {
		rows.Where(provision.MessageIDIn(messageIDs...))
	}
	told, err := rows.Select(provision.FieldMessageID).Strings(ctx)
	if err != nil {
		return err
	}
	if len(told) > 0 {
		err = tx.Provision.Update().Where(provision.SideID(side.ID), provision.MessageIDIn(told...)).SetNoticeState(provision.NoticeStateFAILED).
			SetNoticeFailedAt(tx.Now).Exec(ctx)
		if err != nil {
			return err
		}
		if err := s.appendNoticed(ctx, tx, side, chain.NotificationFailed, told, tx.Now); err != nil {
			return err
		}
	}
	// One that was withdrawn counts from nothing, also where its notice was sent.
	for _, messageID := range messageIDs {
		if err := s.reckonAnnouncement(ctx, tx, side, messageID); err != nil {
			return err
		}
	}
	return nil
}

// forgetProvision drops what the owner's side knew of a message that is deleted there, and records with its authority that no mail tells of it.
func (s *Service) forgetProvision(ctx context.Context, tx *store.Tx, owner *sides.Side, messageID string) error {
	if _, err := tx.Provision.Delete().Where(provision.SideID(owner.ID), provision.MessageID(messageID)).Exec(ctx); err != nil {
		return err
	}
	others, err := tx.Provision.Query().Where(provision.MessageID(messageID), provision.NoticeStateEQ(provision.NoticeStateWAITING), provision.MailIDIsNil()).
		Order(ent.Asc(provision.FieldSideID)).Select(provision.FieldSideID).Strings(ctx)
	if err != nil {
		return err
	}
	for _, sideID := range others {
		side, err := s.sides.LockOpenOrNot(ctx, tx, sideID)
		if err != nil {
			return err
		}
		if !side.Opens() {
			continue
		}
		if err := s.WithdrawNotice(ctx, tx, side, messageID); err != nil {
			return err
		}
		if err := sides.Save(ctx, tx, side); err != nil {
			return err
		}
	}
	return nil
}

// MessagesNamed are the messages that sides hold of those named, by side and message.
func (s *Service) MessagesNamed(ctx context.Context, named []Holding) (_ map[Holding]*Message, err error) {
	defer errs.Wrap(&err, "postbox.MessagesNamed")
	if len(named) == 0 {
		return nil, nil
	}
	return sides.RetryOnNewKey(ctx, func(ctx context.Context) (map[Holding]*Message, error) {
		var sideIDs, messageIDs []string
		for _, n := range named {
			if !slices.Contains(sideIDs, n.Side) {
				sideIDs = append(sideIDs, n.Side)
			}
			messageIDs = append(messageIDs, n.Message)
		}
		opened, err := s.sides.FindVisible(ctx, sideIDs)
		if err != nil {
			return nil, err
		}
		views, err := s.db.Client().ViewMessage.Query().Where(viewmessage.SideIDIn(sideIDs...), viewmessage.MessageIDIn(messageIDs...)).WithMessage().All(ctx)
		if err != nil {
			return nil, err
		}
		found := make(map[Holding]*Message, len(views))
		for _, v := range views {
			if found[Holding{v.SideID, v.MessageID}], err = s.OpenMessage(ctx, opened[v.SideID], v, v.Edges.Message); err != nil {
				return nil, err
			}
		}
		return found, nil
	})
}
