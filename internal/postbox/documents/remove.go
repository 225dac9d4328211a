package documents

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/document"
	"schalter/ent/viewdocument"
	"schalter/internal/clock"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// RemoveFromSide takes the documents of a message from a side.
func RemoveFromSide(ctx context.Context, tx *store.Tx, sideID, messageID string) error {
	_, err := tx.ViewDocument.Delete().Where(viewdocument.SideID(sideID), viewdocument.MessageID(messageID)).Exec(ctx)
	return err
}

// RemoveOne takes one document from a side.
func RemoveOne(ctx context.Context, tx *store.Tx, view *ent.ViewDocument) error {
	return tx.ViewDocument.DeleteOne(view).Exec(ctx)
}

// OriginsOn are the mailboxes in which the documents that a side holds were first sent: after a hand-over others than its own. It is asked
// before the side, or what it holds, is deleted.
func OriginsOn(ctx context.Context, tx *store.Tx, sideID string) (mailboxIDs []string, err error) {
	err = tx.Document.Query().Where(document.HasViewsWith(viewdocument.SideID(sideID))).GroupBy(document.FieldMailboxID).Scan(ctx, &mailboxIDs)
	return mailboxIDs, err
}

// DeleteUnheld deletes the documents of mailboxes that no side holds any more, and their blobs after the commit.
func (s *Service) DeleteUnheld(ctx context.Context, tx *store.Tx, mailboxIDs ...string) error {
	orphans, err := tx.Document.Query().Where(document.MailboxIDIn(mailboxIDs...), document.Not(document.HasViews())).All(ctx)
	if err != nil {
		return err
	}
	for _, d := range orphans {
		s.dropAfterCommit(tx, d)
		if err := tx.Document.DeleteOne(d).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// unsentAtOnce is how many documents one sweep deletes.
const unsentAtOnce = 1000

// DeleteUnsent deletes documents that were announced before a time and never sent, and has the keys of their sides renewed. Those of a case that an
// order keeps stay.
func (s *Service) DeleteUnsent(ctx context.Context, tx *store.Tx, before time.Time) error {
	stale, err := tx.Document.Query().Where(document.Sent(false), document.CreatedAtLT(before),
		document.Not(document.HasViewsWith(viewdocument.HasSideWith(sides.HeldNow(clock.Day(tx.Now)))))).Limit(unsentAtOnce).All(ctx)
	if err != nil {
		return err
	}
	for _, d := range stale {
		views, err := tx.ViewDocument.Query().Where(viewdocument.DocumentID(d.ID)).All(ctx)
		if err != nil {
			return err
		}
		// It may have been sent since it was read.
		n, err := tx.Document.Delete().Where(document.ID(d.ID), document.Sent(false)).Exec(ctx)
		if err != nil {
			return err
		}
		for _, v := range views[:min(n, len(views))] {
			if err := sides.RenewWithin(ctx, tx, v.SideID, sides.RenewSoon); err != nil {
				return err
			}
		}
		if n == 1 {
			s.dropAfterCommit(tx, d)
		}
	}
	return nil
}

// dropAfterCommit drops the blob of a document that is deleted.
func (s *Service) dropAfterCommit(tx *store.Tx, d *ent.Document) {
	if d.BlobKey != nil {
		s.DropAfterCommit(tx, *d.BlobKey)
	}
}

// DropAfterCommit drops a sealed file that nothing names any more once the transaction is committed.
func (s *Service) DropAfterCommit(tx *store.Tx, blobKey string) {
	tx.AfterCommit(func(ctx context.Context) { s.dropBlob(ctx, blobKey) })
}

// MarkFetched notes that a document was fetched on a side; first is false when it had been before.
func MarkFetched(ctx context.Context, tx *store.Tx, viewID int) (first bool, err error) {
	res, err := tx.Exec(ctx, `UPDATE view_document SET fetched_at = ? WHERE id = ? AND fetched_at IS NULL`, tx.Now, viewID)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}
