package conversation

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/message"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/ent/sideevent"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/ledger"
	"schalter/internal/legal"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// WithdrawalAAD is what the sealed reason of a withdrawal is bound to.
func WithdrawalAAD(messageID string) string {
	return sides.FieldAAD(messageID, "view_message", "withdrawal")
}

// Withdraw takes back a message of an authority that the person has not opened. On the person's side its subject, its text and its documents
// are gone with their keys, the side gets a new key, and a mail that would tell of it and still waits is not sent; what stays is that there was
// a message, and the reason. The authority keeps its copy. Refusals: MISSING, TOO_LONG, WRONG_STATE (opened, deleted, withdrawn already, said
// that the authority is not competent, a decision that counts as announced, what an approval that counts as granted rests on or what alone keeps one
// from counting as granted on a day that is over, the mailbox was deleted).
func (s *Service) Withdraw(ctx context.Context, messageID, reason string) (_ *Message, _ *AuthorityCase, err error) {
	defer errs.Wrap(&err, "postbox.Withdraw(%s)", messageID)
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, nil, err
	}
	var ps errs.Problems
	sides.ValidateText(&ps, &reason, MaxReason, true, "reason")
	if err := ps.Err(); err != nil {
		return nil, nil, err
	}
	caseID, err := s.db.Client().ViewMessage.Query().Where(viewmessage.MessageID(messageID), viewmessage.ReaderIn(scope.Readers()...),
		viewmessage.HasSideWith(entside.KindEQ(entside.KindAUTHORITY))).QuerySide().OnlyID(ctx)
	if ent.IsNotFound(err) {
		return nil, nil, errs.Refuse(errs.Missing, "messageId")
	}
	if err != nil {
		return nil, nil, err
	}
	v := viewer.From(ctx)
	err = s.db.Tx(viewer.System(ctx, "postbox.withdraw"), func(ctx context.Context, tx *store.Tx) error {
		owner, own, err := s.sides.LockCase(ctx, tx, scope, caseID)
		if err != nil {
			return err
		}
		clerk, err := s.organisations.Member(ctx, v.AccountID, own.Reader, own.AssigneeID)
		if err != nil {
			return err
		}
		theirs, ours, err := s.withdrawable(ctx, tx, owner, own, messageID)
		if err != nil {
			return err
		}
		if err := s.withdraw(ctx, tx, owner, own, theirs, ours, clerk, reason); err != nil {
			return err
		}
		return s.audit.Record(ctx, tx, v, "message.withdraw", messageID, "", own.Reader)
	})
	if err != nil {
		return nil, nil, err
	}
	m, err := s.Message(ctx, caseID, messageID)
	if err != nil {
		return nil, nil, err
	}
	c, err := s.Case(ctx, caseID)
	return m, c, err
}

// withdrawable are the two views of a message that can be withdrawn now; both sides are locked, so that who opens it comes before or after.
func (s *Service) withdrawable(ctx context.Context, tx *store.Tx, owner, own *sides.Side, messageID string) (theirs, ours *ent.ViewMessage, err error) {
	if owner == nil {
		return nil, nil, errs.RefuseText(errs.WrongState, "owner_deleted", nil, "messageId")
	}
	ours, err = tx.ViewMessage.Query().Where(viewmessage.SideID(own.ID), viewmessage.MessageID(messageID)).WithMessage().Only(ctx)
	if ent.IsNotFound(err) {
		err = errs.Refuse(errs.Missing, "messageId")
	}
	if err != nil {
		return nil, nil, err
	}
	theirs, err = tx.ViewMessage.Query().Where(viewmessage.SideID(owner.ID), viewmessage.MessageID(messageID)).Only(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return nil, nil, err
	}
	declined, err := tx.SideEvent.Query().Where(sideevent.SideID(own.ID), sideevent.MessageID(messageID), sideevent.KindEQ(sideevent.KindCASE_DECLINED)).Exist(ctx)
	if err != nil {
		return nil, nil, err
	}
	announced, err := s.countsAnnounced(ctx, tx, own, messageID)
	if err != nil {
		return nil, nil, err
	}
	refusal, err := s.grantsWithout(ctx, tx, own, messageID)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case !own.Wrote(ours.Edges.Message.Direction):
		refusal = "withdraw_not_own"
	case ours.WithdrawnAt != nil:
		refusal = "withdrawn_already"
	case theirs == nil:
		refusal = "withdraw_deleted"
	case theirs.ReadAt != nil:
		refusal = "withdraw_opened"
	case declined:
		refusal = "withdraw_declined"
	case announced:
		refusal = "withdraw_announced"
	case refusal == "":
		return theirs, ours, nil
	}
	return nil, nil, errs.RefuseText(errs.WrongState, refusal, nil, "messageId")
}

// countsAnnounced reports whether a decision counts as announced by now, opened or not, by the day that its authority's side keeps: from then on it has
// effect, and only another decision takes it back. One that announces nothing has no such day, and neither has one of which no notice was sent.
func (s *Service) countsAnnounced(ctx context.Context, tx *store.Tx, own *sides.Side, messageID string) (bool, error) {
	found, err := s.dates.OfMany(ctx, tx, legal.Announcement, []string{own.ID}, []string{messageID})
	if err != nil {
		return false, err
	}
	d := found[dates.Of{SideID: own.ID, MessageID: messageID}]
	return d != nil && d.Result.Date <= legal.DayOf(tx.Now), nil
}

func (s *Service) withdraw(ctx context.Context, tx *store.Tx, owner, own *sides.Side, theirs, ours *ent.ViewMessage, clerk Member, reason string) error {
	by := chain.Actor{ID: clerk.ID, Name: s.directory.AuthorityName(own.Reader), Capacity: "clerk"}
	if err := s.takeBack(ctx, tx, owner, theirs, &reason, tx.Now, by); err != nil {
		return err
	}
	by.Name = clerk.Name
	if err := s.noteWithdrawn(ctx, tx, own, ours, &reason, tx.Now, by); err != nil {
		return err
	}
	return s.reckonApprovals(ctx, tx, owner, own)
}

// WithdrawAgain takes from an owner's side, which is locked, a message that a restored backup brought back although it was withdrawn at a moment. The
// reason went with what the backup does not have. It does so where no key opens one of the sides, too.
func (s *Service) WithdrawAgain(ctx context.Context, tx *store.Tx, owner *sides.Side, messageID string, at time.Time) error {
	theirs, err := tx.ViewMessage.Query().Where(viewmessage.SideID(owner.ID), viewmessage.MessageID(messageID), viewmessage.WithdrawnAtIsNil()).Only(ctx)
	if err != nil {
		return err
	}
	ours, err := tx.ViewMessage.Query().Where(viewmessage.MessageID(messageID), viewmessage.WithdrawnAtIsNil(),
		viewmessage.HasSideWith(entside.MailboxID(owner.ID), entside.KindEQ(entside.KindAUTHORITY))).Only(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return err
	}
	if err := s.takeBack(ctx, tx, owner, theirs, nil, at, chain.Platform); err != nil || ours == nil {
		return err
	}
	own, err := s.sides.LockOpenOrNot(ctx, tx, ours.SideID)
	if err != nil {
		return err
	}
	if !own.Opens() {
		if err := s.dates.EndOfMessage(ctx, tx, own.ID, messageID); err != nil {
			return err
		}
		return markWithdrawn(ctx, tx, ours, vault.Key{}, nil, ours.WrappedKey, at)
	}
	if err := s.noteWithdrawn(ctx, tx, own, ours, nil, at, chain.Platform); err != nil || !owner.Opens() {
		return err
	}
	return s.reckonApprovals(ctx, tx, owner, own)
}

// takeBack takes from an owner's side what a message says; that there was one stays, with the reason where it is known.
func (s *Service) takeBack(ctx context.Context, tx *store.Tx, owner *sides.Side, theirs *ent.ViewMessage, reason *string, at time.Time, by chain.Actor) error {
	messageID := theirs.MessageID
	if err := ledger.AddWithdrawal(ctx, tx, owner.ID, messageID); err != nil {
		return err
	}
	// The entry that stays has a key of its own, under which the reason lies: that of the message is gone with its wrap.
	entryKey, err := vault.NewKey()
	if err != nil {
		return err
	}
	// Where no key opens the side there is no wrap either: what stands there opens nothing.
	wrapped := []byte{0}
	if owner.Opens() {
		if wrapped, err = owner.WrapKey(messageID, entryKey); err != nil {
			return err
		}
	}
	if err := markWithdrawn(ctx, tx, theirs, entryKey, reason, wrapped, at); err != nil {
		return err
	}
	if theirs.Unread {
		owner.UnreadCount--
	}
	if err := removeContent(ctx, tx, owner.ID, messageID); err != nil {
		return err
	}
	last, err := lastReceived(ctx, tx, owner)
	if err != nil {
		return err
	}
	if err := s.notices.WithdrawAfter(ctx, tx, owner.Reader, owner.ID, last); err != nil {
		return err
	}
	if owner.Opens() {
		if err := s.WithdrawNotice(ctx, tx, owner, messageID); err != nil {
			return err
		}
	}
	if err := s.dates.EndOfMessage(ctx, tx, owner.ID, messageID); err != nil {
		return err
	}
	if err := s.recordDestroyed(ctx, tx, owner, chain.Event{Kind: chain.MessageWithdrawn, Actor: by, Message: messageID}); err != nil {
		return err
	}
	return sides.Save(ctx, tx, owner)
}

// noteWithdrawn has the authority's side say that a message is withdrawn; its copy stays.
func (s *Service) noteWithdrawn(ctx context.Context, tx *store.Tx, own *sides.Side, ours *ent.ViewMessage, reason *string, at time.Time, by chain.Actor) error {
	key, err := own.UnwrapKey(ours.MessageID, ours.WrappedKey)
	if err != nil {
		return s.sides.Alarm(ctx, ours.MessageID, err)
	}
	if err := markWithdrawn(ctx, tx, ours, key, reason, ours.WrappedKey, at); err != nil {
		return err
	}
	if err := waitAgain(ctx, tx, own); err != nil {
		return err
	}
	if err := s.WithdrawNotice(ctx, tx, own, ours.MessageID); err != nil {
		return err
	}
	if err := s.dates.EndOfMessage(ctx, tx, own.ID, ours.MessageID); err != nil {
		return err
	}
	if err := s.chain.AppendAndNotify(ctx, tx, own, chain.Event{Kind: chain.MessageWithdrawn, Actor: by, Message: ours.MessageID}); err != nil {
		return err
	}
	own.Version++
	return sides.Save(ctx, tx, own)
}

func markWithdrawn(ctx context.Context, tx *store.Tx, view *ent.ViewMessage, key vault.Key, reason *string, wrapped []byte, at time.Time) error {
	u := tx.ViewMessage.UpdateOneID(view.ID).SetWithdrawnAt(at).SetWrappedKey(wrapped).SetUnread(false)
	if reason != nil {
		sealed, err := key.Seal(WithdrawalAAD(view.MessageID), []byte(*reason))
		if err != nil {
			return err
		}
		u.SetSealedWithdrawal(sealed)
	}
	return u.Exec(ctx)
}

// removeContent takes what a message says from a side; its place in the list stays.
func removeContent(ctx context.Context, tx *store.Tx, sideID, messageID string) error {
	if err := documents.RemoveFromSide(ctx, tx, sideID, messageID); err != nil {
		return err
	}
	if err := removeManifest(ctx, tx, sideID, messageID); err != nil {
		return err
	}
	if err := sides.ForgetWords(ctx, tx, sideID, messageID); err != nil {
		return err
	}
	return tx.ViewMessage.Update().Where(viewmessage.SideID(sideID), viewmessage.MessageID(messageID)).SetDocumentCount(0).Exec(ctx)
}

// waitAgain says since when the person waits, now that a message to it is withdrawn: since the oldest one after the last that still counts.
func waitAgain(ctx context.Context, tx *store.Tx, own *sides.Side) error {
	if own.State == entside.StateCLOSED {
		return nil
	}
	answered := int64(0)
	last, err := tx.ViewMessage.Query().Where(viewmessage.SideID(own.ID), viewmessage.WithdrawnAtIsNil(),
		viewmessage.HasMessageWith(message.DirectionEQ(message.DirectionINBOUND))).Order(ent.Desc(viewmessage.FieldSeq)).First(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return err
	}
	if last != nil {
		answered = last.Seq
	}
	waits, err := tx.ViewMessage.Query().Where(viewmessage.SideID(own.ID), viewmessage.SeqGT(answered),
		viewmessage.HasMessageWith(message.DirectionEQ(message.DirectionOUTBOUND))).WithMessage().Order(ent.Asc(viewmessage.FieldSeq)).First(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	since := waits.Edges.Message.SentAt
	if own.WaitingSince == nil || since.Before(*own.WaitingSince) {
		own.WaitingSince = &since
	}
	if own.State == entside.StateAWAITING_PERSON {
		own.State = entside.StateIN_PROGRESS
	}
	return nil
}

// WithdrawalReasons are why messages were withdrawn, one for each; nil for those that were not.
func (s *Service) WithdrawalReasons(ctx context.Context, messages []*Message) (_ []*string, err error) {
	defer errs.Wrap(&err, "postbox.WithdrawalReasons")
	reasons := make([]*string, len(messages))
	gone := slices.DeleteFunc(slices.Clone(messages), func(m *Message) bool { return m.WithdrawnAt == nil })
	if len(gone) == 0 {
		return reasons, nil
	}
	// The sides are the viewer's: the messages were read from them.
	held := Holdings(gone)
	rows, err := s.db.Client().ViewMessage.Query().Where(viewmessage.SideIDIn(held.Sides...), viewmessage.MessageIDIn(held.Messages...),
		viewmessage.WithdrawnAtNotNil()).All(sides.SystemReads(ctx, "postbox.withdrawals"))
	if err != nil {
		return nil, err
	}
	sealed := make(map[Holding][]byte, len(rows))
	for _, row := range rows {
		sealed[Holding{row.SideID, row.MessageID}] = row.SealedWithdrawal
	}
	for i, m := range messages {
		if m.WithdrawnAt == nil || sealed[Holding{m.SideID, m.ID}] == nil {
			continue
		}
		plain, err := m.key.Open(WithdrawalAAD(m.ID), sealed[Holding{m.SideID, m.ID}])
		if err != nil {
			return nil, s.sides.Alarm(ctx, m.ID, err)
		}
		reason := string(plain)
		reasons[i] = &reason
	}
	return reasons, nil
}

// withdrawn is what a side whose copy is gone sees of a message.
func (s *Service) withdrawn(side *sides.Side, v *ent.ViewMessage, row *ent.Message, key vault.Key) *Message {
	name := s.nameOfSender(row)
	m := &Message{
		ID: row.ID, SideID: side.ID, Direction: casemail.MessageDirection(row.Direction), Kind: casemail.MessageKind(row.Kind),
		FromAuthorityID: row.FromAuthorityID, FromAuthorityName: name, SentAt: row.SentAt.UTC(), EventID: v.EventID, seq: v.Seq, key: key,
		WithdrawnAt: sides.UTC(v.WithdrawnAt),
	}
	if name != nil {
		m.SenderName = *name
	}
	return m
}
