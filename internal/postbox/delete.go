package postbox

import (
	"context"
	"errors"

	"schalter/ent"
	"schalter/ent/document"
	"schalter/ent/manifest"
	"schalter/ent/message"
	"schalter/ent/predicate"
	"schalter/ent/rule"
	"schalter/ent/searchword"
	entside "schalter/ent/side"
	"schalter/ent/viewdocument"
	"schalter/ent/viewmessage"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// DeleteMessage deletes a message with its documents on the owner's side; the authority keeps its own copy, as its duties
// of record ask. What is left of the side gets a new key. Only owners delete: NOT_FOUND for everyone else.
func (s *Service) DeleteMessage(ctx context.Context, messageID string) (err error) {
	defer errs.Wrap(&err, "postbox.DeleteMessage(%s)", messageID)
	return s.deleteOnOwn(ctx, "messageId", func(ctx context.Context, tx *store.Tx, scope rule.Scope) error {
		view, err := tx.ViewMessage.Query().Where(viewmessage.MessageID(messageID), viewmessage.ReaderIn(scope.Readers()...)).Only(ctx)
		if err != nil {
			return err
		}
		side, err := s.lockSide(ctx, tx, scope, view.SideID)
		if err != nil {
			return err
		}
		// Read again now that nobody else can move it.
		if view, err = tx.ViewMessage.Get(ctx, view.ID); err != nil {
			return err
		}
		if view.Unread {
			side.UnreadCount--
		}
		if err := removeFromSide(ctx, tx, side.ID, view); err != nil {
			return err
		}
		if err := s.forgetMessage(ctx, tx, side, messageID); err != nil {
			return err
		}
		if err := s.renewKey(ctx, tx, side); err != nil {
			return err
		}
		if err := s.appendEventAndNotify(ctx, tx, side, sideEvent{kind: MessageDeleted, by: ownerOf(side), message: messageID}); err != nil {
			return err
		}
		if err := saveSide(ctx, tx, side); err != nil {
			return err
		}
		return s.deleteUnheld(ctx, tx, side.MailboxID)
	})
}

// deleteOnOwn runs a deletion on the viewer's own account; a thing that is not there is refused under its field.
func (s *Service) deleteOnOwn(ctx context.Context, field string, fn func(ctx context.Context, tx *store.Tx, scope rule.Scope) error) error {
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

func removeFromSide(ctx context.Context, tx *store.Tx, sideID string, view *ent.ViewMessage) error {
	if _, err := tx.ViewDocument.Delete().Where(viewdocument.SideID(sideID), viewdocument.MessageID(view.MessageID)).Exec(ctx); err != nil {
		return err
	}
	if _, err := tx.Manifest.Delete().Where(manifest.SideID(sideID), manifest.MessageID(view.MessageID)).Exec(ctx); err != nil {
		return err
	}
	if _, err := tx.SearchWord.Delete().Where(searchword.SideID(sideID), searchword.MessageID(view.MessageID)).Exec(ctx); err != nil {
		return err
	}
	return tx.ViewMessage.DeleteOne(view).Exec(ctx)
}

// deleteUnheld deletes messages, with their originals, and documents of a mailbox that no side holds any more, and their blobs
// after the commit.
func (s *Service) deleteUnheld(ctx context.Context, tx *store.Tx, mailboxID string) error {
	unheld := []predicate.Message{message.MailboxID(mailboxID), message.Not(message.HasViews())}
	originals, err := tx.Message.Query().Where(append(unheld, message.OriginalBlobKeyNotNil())...).Select(message.FieldOriginalBlobKey).Strings(ctx)
	if err != nil {
		return err
	}
	for _, key := range originals {
		tx.AfterCommit(func(ctx context.Context) { s.dropBlob(ctx, key) })
	}
	if _, err := tx.Message.Delete().Where(unheld...).Exec(ctx); err != nil {
		return err
	}
	orphans, err := tx.Document.Query().Where(document.MailboxID(mailboxID), document.Not(document.HasViews())).All(ctx)
	if err != nil {
		return err
	}
	for _, d := range orphans {
		if d.BlobKey != nil {
			key := *d.BlobKey
			tx.AfterCommit(func(ctx context.Context) { s.dropBlob(ctx, key) })
		}
		if err := tx.Document.DeleteOne(d).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
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
	held, side, err := s.heldOnNamedSide(ctx, docID, named...)
	if errs.CodeOf(err) == errs.NotFound {
		return errs.Refuse(errs.Missing, "documentId")
	}
	if err != nil {
		return err
	}
	if held.view.MessageID != nil && !side.owner() {
		return errs.RefuseText(errs.WrongState, "authority_keeps", nil, "documentId")
	}
	return s.db.Tx(viewer.System(ctx, "postbox.delete"), func(ctx context.Context, tx *store.Tx) error {
		side, err := s.lockByID(ctx, tx, side.ID)
		if err != nil {
			return err
		}
		if err := s.removeDocument(ctx, tx, side, docID, onlyUnsent); err != nil {
			return err
		}
		if err := saveSide(ctx, tx, side); err != nil {
			return err
		}
		return s.deleteUnheld(ctx, tx, side.MailboxID)
	})
}

func (s *Service) removeDocument(ctx context.Context, tx *store.Tx, side *openSide, docID string, onlyUnsent bool) error {
	view, err := tx.ViewDocument.Query().Where(viewdocument.SideID(side.ID), viewdocument.DocumentID(docID)).Only(ctx)
	if ent.IsNotFound(err) {
		return errs.Refuse(errs.Missing, "documentId")
	}
	if err != nil {
		return err
	}
	if view.MessageID != nil && !side.owner() {
		return errs.RefuseText(errs.WrongState, "authority_keeps", nil, "documentId")
	}
	if view.MessageID != nil && onlyUnsent {
		return errs.RefuseText(errs.WrongState, "document_sent", nil, "documentId")
	}
	if err := tx.ViewDocument.DeleteOne(view).Exec(ctx); err != nil {
		return err
	}
	if view.MessageID == nil {
		return renewWithin(ctx, tx, side.ID, renewSoon)
	}
	err = tx.ViewMessage.Update().Where(viewmessage.SideID(side.ID), viewmessage.MessageID(*view.MessageID)).AddDocumentCount(-1).Exec(ctx)
	if err != nil {
		return err
	}
	if err := s.reindexMessage(ctx, tx, side, *view.MessageID); err != nil {
		return err
	}
	if err := s.renewKey(ctx, tx, side); err != nil {
		return err
	}
	return s.appendEventAndNotify(ctx, tx, side, sideEvent{kind: DocumentDeleted, by: ownerOf(side), message: *view.MessageID})
}

// DeleteMailbox deletes the owner's side with everything in it, at once and for good. Authorities that were written to find an
// event and are told by mail; they keep their own copies. What no key opens any more is deleted, too, and raises the alarm before
// it goes; the copy of an authority that no key opens is marked without an event. Refusals: NOT_FOUND.
func (s *Service) DeleteMailbox(ctx context.Context, mailboxID string) (err error) {
	defer errs.Wrap(&err, "postbox.DeleteMailbox(%s)", mailboxID)
	return s.deleteOnOwn(ctx, "mailboxId", func(ctx context.Context, tx *store.Tx, scope rule.Scope) error {
		owner, err := lockOwnRow(ctx, tx, scope, mailboxID)
		if err != nil {
			return err
		}
		// The key is not needed, but what was changed by somebody is not destroyed without a word.
		if _, err := s.openSide(ctx, owner); err != nil && !errors.Is(err, vault.ErrTampered) {
			return err
		}
		if err := s.notifyAuthorities(ctx, tx, owner); err != nil {
			return err
		}
		if err := s.forgetMailbox(ctx, tx, owner); err != nil {
			return err
		}
		if err := tx.Side.DeleteOneID(owner.ID).Exec(ctx); err != nil {
			return err
		}
		if err := tx.CaseMailbox.DeleteOneID(owner.ID).Exec(ctx); err != nil {
			return err
		}
		tx.Append(store.Entry{Reader: owner.Reader, Topic: store.TopicChange, SideID: owner.ID, EventID: id.New(id.Event, tx.Now), At: tx.Now})
		return s.deleteUnheld(ctx, tx, owner.ID)
	})
}

func (s *Service) notifyAuthorities(ctx context.Context, tx *store.Tx, owner *ent.Side) error {
	if err := s.notifyByGateway(ctx, tx, owner); err != nil {
		return err
	}
	caseIDs, err := tx.Side.Query().Where(entside.MailboxID(owner.ID), entside.KindEQ(entside.KindAUTHORITY)).Order(ent.Asc(entside.FieldID)).IDs(ctx)
	if err != nil {
		return err
	}
	for _, caseID := range caseIDs {
		side, opens, err := s.lockIfOpens(ctx, tx, caseID)
		if err != nil {
			return err
		}
		now := tx.Now
		side.OwnerDeletedAt, side.WaitingSince = &now, nil
		if opens {
			person := actor{id: side.head.PersonID, name: side.head.PersonName, capacity: "owner"}
			err = s.appendEventAndNotify(ctx, tx, side, sideEvent{kind: MailboxDeleted, by: person})
		} else {
			publishChange(tx, side.Side)
		}
		if err != nil {
			return err
		}
		if err := s.Notices.DeletionNotice(ctx, tx, side.Reader, side.ID, side.Reference); err != nil {
			return err
		}
		if err := saveSide(ctx, tx, side); err != nil {
			return err
		}
	}
	return nil
}
