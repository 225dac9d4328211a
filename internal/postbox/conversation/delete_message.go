package conversation

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/manifest"
	"schalter/ent/message"
	"schalter/ent/predicate"
	"schalter/ent/rule"
	"schalter/ent/viewdocument"
	"schalter/ent/viewmessage"
	"schalter/internal/errs"
	"schalter/internal/ledger"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// DeleteMessage deletes a message with its documents on the owner's side; the authority keeps its own copy, as its duties
// of record ask. What is left of the side gets a new key. Only owners delete: NOT_FOUND for everyone else.
func (s *Service) DeleteMessage(ctx context.Context, messageID string) (err error) {
	defer errs.Wrap(&err, "postbox.DeleteMessage(%s)", messageID)
	return s.DeleteOnOwn(ctx, "messageId", func(ctx context.Context, tx *store.Tx, scope rule.Scope) error {
		view, err := tx.ViewMessage.Query().Where(viewmessage.MessageID(messageID), viewmessage.ReaderIn(scope.Readers()...)).Only(ctx)
		if err != nil {
			return err
		}
		side, err := s.sides.Lock(ctx, tx, scope, view.SideID)
		if err != nil {
			return err
		}
		return s.DeleteMessageFrom(ctx, tx, side, messageID, ownerOf(side))
	})
}

// DeleteMessageFrom deletes a message with its documents on an owner's side that is locked; by stands in the record.
func (s *Service) DeleteMessageFrom(ctx context.Context, tx *store.Tx, side *sides.Side, messageID string, by chain.Actor) error {
	// Read now that nobody else can move it.
	view, err := tx.ViewMessage.Query().Where(viewmessage.MessageID(messageID), viewmessage.SideID(side.ID)).Only(ctx)
	if err != nil {
		return err
	}
	if view.Unread {
		side.UnreadCount--
	}
	origins, err := documents.OriginsOn(ctx, tx, side.ID)
	if err != nil {
		return err
	}
	if err := ledger.AddEntry(ctx, tx, side.ID, messageID); err != nil {
		return err
	}
	if err := RemoveFromSide(ctx, tx, side.ID, view); err != nil {
		return err
	}
	if err := s.forgetMessage(ctx, tx, side, messageID); err != nil {
		return err
	}
	if err := s.forgetProvision(ctx, tx, side, messageID); err != nil {
		return err
	}
	if err := s.recordDestroyed(ctx, tx, side, chain.Event{Kind: chain.MessageDeleted, Actor: by, Message: messageID}); err != nil {
		return err
	}
	if err := sides.Save(ctx, tx, side); err != nil {
		return err
	}
	return s.DeleteUnheld(ctx, tx, side.MailboxID, origins...)
}

// recordDestroyed gives a side of which something was destroyed a new key, and has its record say it. One that no key opens has neither; should it open
// again, it gets the key.
func (s *Service) recordDestroyed(ctx context.Context, tx *store.Tx, side *sides.Side, e chain.Event) error {
	if !side.Opens() {
		return sides.RenewWithin(ctx, tx, side.ID, sides.RenewSoon)
	}
	if err := s.sides.RenewKey(ctx, tx, side); err != nil {
		return err
	}
	return s.chain.AppendAndNotify(ctx, tx, side, e)
}

// DeleteOnOwn runs a deletion on the viewer's own account; a thing that is not there is refused under its field.
func (s *Service) DeleteOnOwn(ctx context.Context, field string, fn func(ctx context.Context, tx *store.Tx, scope rule.Scope) error) error {
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return err
	}
	err = s.db.Tx(viewer.System(ctx, "postbox.delete"), func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx, scope) })
	if ent.IsNotFound(err) || errs.CodeOf(err) == errs.NotFound {
		return errs.Refuse(errs.Missing, field)
	}
	return err
}

// RemoveFromSide takes a message, with its documents, its manifest and its words, from a side.
func RemoveFromSide(ctx context.Context, tx *store.Tx, sideID string, view *ent.ViewMessage) error {
	if err := documents.RemoveFromSide(ctx, tx, sideID, view.MessageID); err != nil {
		return err
	}
	if err := removeManifest(ctx, tx, sideID, view.MessageID); err != nil {
		return err
	}
	if err := sides.ForgetWords(ctx, tx, sideID, view.MessageID); err != nil {
		return err
	}
	return tx.ViewMessage.DeleteOne(view).Exec(ctx)
}

func removeManifest(ctx context.Context, tx *store.Tx, sideID, messageID string) error {
	_, err := tx.Manifest.Delete().Where(manifest.SideID(sideID), manifest.MessageID(messageID)).Exec(ctx)
	return err
}

// forgetMessage has what stays of a side forget a message of it that is deleted. What names a message is listed in
// internal/testkit/names.go.
func (s *Service) forgetMessage(ctx context.Context, tx *store.Tx, side *sides.Side, messageID string) error {
	if err := tx.ForgetMessage(ctx, side.Reader, side.ID, messageID); err != nil {
		return err
	}
	if err := sides.ForgetResult(ctx, tx, side.ID, messageID); err != nil {
		return err
	}
	last, err := lastReceived(ctx, tx, side)
	if err != nil {
		return err
	}
	return s.notices.WithdrawAfter(ctx, tx, side.Reader, side.ID, last)
}

// lastReceived is when the last message that still counts came to an owner's side; the time of opening, where none is left.
func lastReceived(ctx context.Context, tx *store.Tx, side *sides.Side) (time.Time, error) {
	left, err := tx.ViewMessage.Query().Where(viewmessage.SideID(side.ID), viewmessage.WithdrawnAtIsNil(),
		viewmessage.HasMessageWith(message.DirectionNEQ(message.DirectionOUTBOUND))).
		WithMessage().Order(ent.Desc(viewmessage.FieldSeq)).First(ctx)
	if ent.IsNotFound(err) {
		return side.CreatedAt, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return left.Edges.Message.SentAt, nil
}

// DeleteUnheld deletes messages, with their originals, and documents of a mailbox that no side holds any more, and their blobs
// after the commit; origins are those of its documents (documents.OriginsOn).
func (s *Service) DeleteUnheld(ctx context.Context, tx *store.Tx, mailboxID string, origins ...string) error {
	unheld := []predicate.Message{message.MailboxID(mailboxID), message.Not(message.HasViews())}
	originals, err := tx.Message.Query().Where(append(unheld, message.OriginalBlobKeyNotNil())...).Select(message.FieldOriginalBlobKey).Strings(ctx)
	if err != nil {
		return err
	}
	for _, key := range originals {
		s.documents.DropAfterCommit(tx, key)
	}
	if _, err := tx.Message.Delete().Where(unheld...).Exec(ctx); err != nil {
		return err
	}
	return s.documents.DeleteUnheld(ctx, tx, append(origins, mailboxID)...)
}

// DeleteDocument deletes a document on the viewer's side: one that was not sent, by anybody who may write there; a sent
// one by the owner, while the authorities keep their own copy. named is the side that is meant, at most one. Refusals: NOT_FOUND, WRONG_STATE.
func (s *Service) DeleteDocument(ctx context.Context, docID string, named ...string) (err error) {
	defer errs.Wrap(&err, "postbox.DeleteDocument(%s)", docID)
	return s.deleteDocument(ctx, docID, false, named)
}

// DeleteUnsentDocument does so only while the document was not sent: who takes it out of a draft may not know yet that the draft
// was sent from another device. Refusals: those, and WRONG_STATE once it was sent.
func (s *Service) DeleteUnsentDocument(ctx context.Context, docID string, named ...string) (err error) {
	defer errs.Wrap(&err, "postbox.DeleteUnsentDocument(%s)", docID)
	return s.deleteDocument(ctx, docID, true, named)
}

func (s *Service) deleteDocument(ctx context.Context, docID string, onlyUnsent bool, named []string) error {
	held, side, err := s.documents.HeldOnNamedSide(ctx, docID, named...)
	if errs.CodeOf(err) == errs.NotFound {
		return errs.Refuse(errs.Missing, "documentId")
	}
	if err != nil {
		return err
	}
	if held.View.MessageID != nil && !side.IsOwner() {
		return errs.RefuseText(errs.WrongState, "authority_keeps", nil, "documentId")
	}
	return s.db.Tx(viewer.System(ctx, "postbox.delete"), func(ctx context.Context, tx *store.Tx) error {
		side, err := s.sides.LockByID(ctx, tx, side.ID)
		if err != nil {
			return err
		}
		if err := sides.RefuseHeld(side.Side, tx.Now, "documentId"); err != nil {
			return err
		}
		return s.DeleteDocumentFrom(ctx, tx, side, docID, onlyUnsent)
	})
}

// DeleteDocumentFrom deletes a document on a side that is locked.
func (s *Service) DeleteDocumentFrom(ctx context.Context, tx *store.Tx, side *sides.Side, docID string, onlyUnsent bool) error {
	origins, err := documents.OriginsOn(ctx, tx, side.ID)
	if err != nil {
		return err
	}
	if err := s.removeDocument(ctx, tx, side, docID, onlyUnsent); err != nil {
		return err
	}
	if err := sides.Save(ctx, tx, side); err != nil {
		return err
	}
	return s.DeleteUnheld(ctx, tx, side.MailboxID, origins...)
}

func (s *Service) removeDocument(ctx context.Context, tx *store.Tx, side *sides.Side, docID string, onlyUnsent bool) error {
	view, err := tx.ViewDocument.Query().Where(viewdocument.SideID(side.ID), viewdocument.DocumentID(docID)).Only(ctx)
	if ent.IsNotFound(err) {
		return errs.Refuse(errs.Missing, "documentId")
	}
	if err != nil {
		return err
	}
	if view.MessageID != nil && !side.IsOwner() {
		return errs.RefuseText(errs.WrongState, "authority_keeps", nil, "documentId")
	}
	if view.MessageID != nil && onlyUnsent {
		return errs.RefuseText(errs.WrongState, "document_sent", nil, "documentId")
	}
	if err := ledger.AddEntry(ctx, tx, side.ID, docID); err != nil {
		return err
	}
	if err := documents.RemoveOne(ctx, tx, view); err != nil {
		return err
	}
	if view.MessageID == nil {
		return sides.RenewWithin(ctx, tx, side.ID, sides.RenewSoon)
	}
	err = tx.ViewMessage.Update().Where(viewmessage.SideID(side.ID), viewmessage.MessageID(*view.MessageID)).AddDocumentCount(-1).Exec(ctx)
	if err != nil {
		return err
	}
	if side.Opens() {
		err = s.reindexMessage(ctx, tx, side, *view.MessageID)
	} else {
		err = sides.ForgetWords(ctx, tx, side.ID, *view.MessageID)
	}
	if err != nil {
		return err
	}
	return s.recordDestroyed(ctx, tx, side, chain.Event{Kind: chain.DocumentDeleted, Actor: ownerOf(side), Message: *view.MessageID})
}
