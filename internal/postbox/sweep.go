package postbox

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/casemailbox"
	"schalter/ent/document"
	"schalter/ent/message"
	"schalter/internal/blob"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/postbox/consents"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/gateway"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// streamsKept is how long streams keep what happened, and keys what they did.
const streamsKept = 30 * 24 * time.Hour

// UnsentKept is how long a document that was never sent is kept.
const UnsentKept = 14 * 24 * time.Hour

// Sweep drops documents that were never sent, old stream entries and old idempotency keys. It is a function of now.
func (s *Service) Sweep(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "postbox.Sweep")
	return s.db.Tx(viewer.System(ctx, "postbox.sweep"), func(ctx context.Context, tx *store.Tx) error {
		if err := s.Documents.DeleteUnsent(ctx, tx, now.Add(-UnsentKept)); err != nil {
			return err
		}
		if _, err := tx.DropEntriesBefore(ctx, now.Add(-streamsKept)); err != nil {
			return err
		}
		return sides.ForgetKeysBefore(ctx, tx, now.Add(-streamsKept))
	})
}

// BlobsInUse reports which of some blobs a document or a message names; the blob store's sweep asks before it sets old orphans aside.
func (s *Service) BlobsInUse(ctx context.Context, keys []string) (_ map[string]bool, err error) {
	defer errs.Wrap(&err, "postbox.BlobsInUse")
	named, err := s.db.Client().Document.Query().Where(document.BlobKeyIn(keys...)).Select(document.FieldBlobKey).
		Strings(viewer.System(ctx, "postbox.blobs"))
	used := make(map[string]bool, len(named))
	for _, key := range named {
		used[key] = true
	}
	if err != nil {
		return used, err
	}
	originals, err := s.db.Client().Message.Query().Where(message.OriginalBlobKeyIn(keys...)).Select(message.FieldOriginalBlobKey).
		Strings(viewer.System(ctx, "postbox.blobs"))
	for _, key := range originals {
		used[key] = true
	}
	return used, err
}

// NamedBlobs lists the documents that name a blob, in the order of their ids, from the one after an id.
func (s *Service) NamedBlobs(ctx context.Context, after string, limit int) (named []blob.Named, err error) {
	defer errs.Wrap(&err, "postbox.NamedBlobs")
	rows, err := s.db.Client().Document.Query().Where(document.BlobKeyNotNil(), document.IDGT(after)).Order(ent.Asc(document.FieldID)).
		Limit(limit).Select(document.FieldID, document.FieldBlobKey).All(viewer.System(ctx, "postbox.blobs"))
	for _, row := range rows {
		named = append(named, blob.Named{RowID: row.ID, Key: *row.BlobKey})
	}
	return named, err
}

// NamedOriginals lists the messages that name the blob of their signed mail, as NamedBlobs does documents.
func (s *Service) NamedOriginals(ctx context.Context, after string, limit int) (named []blob.Named, err error) {
	defer errs.Wrap(&err, "postbox.NamedOriginals")
	rows, err := s.db.Client().Message.Query().Where(message.OriginalBlobKeyNotNil(), message.IDGT(after)).Order(ent.Asc(message.FieldID)).
		Limit(limit).Select(message.FieldID, message.FieldOriginalBlobKey).All(viewer.System(ctx, "postbox.blobs"))
	for _, row := range rows {
		named = append(named, blob.Named{RowID: row.ID, Key: *row.OriginalBlobKey})
	}
	return named, err
}

// NamesBlobs reports whether any document or message names a blob.
func (s *Service) NamesBlobs(ctx context.Context) (bool, error) {
	ctx = viewer.System(ctx, "postbox.blobs")
	named, err := s.db.Client().Document.Query().Where(document.BlobKeyNotNil()).Exist(ctx)
	if err != nil || named {
		return named, err
	}
	return s.db.Client().Message.Query().Where(message.OriginalBlobKeyNotNil()).Exist(ctx)
}

// Noticed records what became of a mail that told of messages, on the owner's side and on those of their senders.
func (s *Service) Noticed(ctx context.Context, mailID, sideID string, sent bool, at time.Time) (err error) {
	defer errs.Wrap(&err, "postbox.Noticed(%s)", mailID)
	return s.db.Tx(viewer.System(ctx, "postbox.noticed"), func(ctx context.Context, tx *store.Tx) error {
		return s.Conversation.RecordNoticed(ctx, tx, conversation.Noticed{MailID: mailID, SideID: sideID, Sent: sent, At: at})
	})
}

// Stands reports whether a side still is there; it is not deleted before the transaction ends.
func (s *Service) Stands(ctx context.Context, tx *store.Tx, sideID string) (bool, error) {
	return sides.Stands(ctx, tx, sideID)
}

// HasMailbox reports whether an account has a case mailbox.
func (s *Service) HasMailbox(ctx context.Context, tx *store.Tx, accountID string) (bool, error) {
	return tx.CaseMailbox.Query().Where(casemailbox.AccountID(accountID)).Exist(ctx)
}

// RegisterJobs gives the runner the handlers of the postbox's packages.
func (s *Service) RegisterJobs(r *job.Runner) {
	r.Handle(jobDissolved, s.notifyDissolved)
	r.Handle(consents.JobTell, s.tellConsent)
	r.Handle(inbox.JobUnassign, s.Inbox.UnassignCases)
	r.Handle(gateway.JobClosed, s.Gateway.FailUnread)
	r.Handle(conversation.JobClosedWords, s.Conversation.CloseWords)
}
