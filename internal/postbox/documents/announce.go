package documents

import (
	"context"
	"io"
	"strings"

	"schalter/ent/caseparty"
	"schalter/ent/document"
	"schalter/ent/rule"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/postbox/sides"
	"schalter/internal/scan"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Inspector decides which documents are taken in.
type Inspector interface {
	CheckName(filename, mediaType string) error
	// Check looks at the bytes and returns the media type to keep; scanned says whether a virus scanner saw them.
	Check(ctx context.Context, r io.ReaderAt, size int64, filename string) (mediaType string, scanned bool, err error)
	// Scan has the virus scanner look at bytes of whatever kind, where one is configured; scanned says whether it could see all of them.
	// What it finds is a *scan.Error.
	Scan(ctx context.Context, r io.ReaderAt, size int64) (scanned bool, err error)
}

// Limits of documents.
const (
	// MaxDocumentBytes bounds one document.
	MaxDocumentBytes = 250 << 20
	// MaxUnsent bounds the documents of one side that were not sent yet.
	MaxUnsent = 50
	// MaxUnsentBytes bounds what they weigh together.
	MaxUnsentBytes = 1 << 30
)

// DocumentCreateInput announces a document on a mailbox or a case, exactly one of them.
type DocumentCreateInput struct {
	MailboxID *string
	CaseID    *string
	Filename  string
	// Size is in bytes.
	Size      int64
	MediaType string
}

// Validate checks the form of the input and cleans the file name.
func (in *DocumentCreateInput) Validate(inspector Inspector) error {
	var ps errs.Problems
	if (in.MailboxID == nil) == (in.CaseID == nil) {
		ps.AddText(errs.InvalidValue, "mailbox_or_case", nil)
	}
	in.Filename = scan.CleanName(in.Filename)
	if latin.Blank(in.Filename) {
		ps.Add(errs.Required, "filename")
	} else if err := inspector.CheckName(in.Filename, in.MediaType); err != nil {
		ps.AddText(errs.MediaTypeRefused, refusalText(err), nil, "filename")
	}
	switch {
	case in.Size <= 0:
		ps.AddText(errs.InvalidValue, "file_empty", nil, "size")
	case in.Size > MaxDocumentBytes:
		ps.AddText(errs.TooLarge, "file_too_large", []any{int64(MaxDocumentBytes)}, "size")
	}
	return ps.Err()
}

// refusalPrefix begins the key of a sentence that says why a document was refused; the reason follows.
const refusalPrefix = "file_"

// refusalText is the key of the sentence that says why a document was refused.
func refusalText(err error) string {
	if e, ok := err.(*scan.Error); ok { //nolint:errorlint // the inspector's errors come bare
		return refusalPrefix + strings.ToLower(string(e.Reason))
	}
	return ""
}

// AnnounceDocument makes room for a document, whose bytes are then uploaded. Refusals: MEDIA_TYPE_REFUSED, TOO_LARGE,
// QUOTA_EXCEEDED, AUTHORITY_NOT_CONNECTED (nobody in the mailbox could get it), WRONG_STATE.
func (s *Service) AnnounceDocument(ctx context.Context, in DocumentCreateInput) (_ *Document, err error) {
	defer errs.Wrap(&err, "postbox.AnnounceDocument")
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(s.inspector); err != nil {
		return nil, err
	}
	var made *Document
	err = s.db.Tx(viewer.System(ctx, "postbox.document"), func(ctx context.Context, tx *store.Tx) error {
		side, err := s.writableSide(ctx, tx, scope, in.MailboxID, in.CaseID)
		if err != nil {
			return err
		}
		if err := checkQuota(ctx, tx, side.ID, in.Size); err != nil {
			return err
		}
		made, err = s.insertDocument(ctx, tx, side, in)
		return err
	})
	return made, err
}

// writableSide locks the side somebody writes on, where writing can lead to anything at all.
func (s *Service) writableSide(ctx context.Context, tx *store.Tx, scope rule.Scope, mailboxID, caseID *string) (*sides.Side, error) {
	if caseID != nil {
		owner, own, err := s.sides.LockCase(ctx, tx, scope, *caseID)
		if err == nil && owner == nil {
			err = errs.RefuseText(errs.WrongState, "owner_deleted", nil)
		}
		return own, err
	}
	side, err := s.sides.Lock(ctx, tx, scope, *mailboxID)
	if err != nil {
		return nil, err
	}
	if !side.IsOwner() {
		return nil, sides.NoSuchSide()
	}
	parties, err := tx.CaseParty.Query().Where(caseparty.MailboxID(side.ID)).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range parties {
		if s.organisations.Connected(p.AuthorityID) {
			return side, nil
		}
	}
	return nil, errs.Refuse(errs.AuthorityNotConnected, "mailboxId")
}

func checkQuota(ctx context.Context, tx *store.Tx, sideID string, size int64) error {
	var n int
	var bytes int64
	err := tx.QueryRow(ctx, `SELECT COUNT(*), COALESCE(SUM(d.size), 0) FROM view_document v JOIN document d ON d.id = v.document_id
		WHERE v.side_id = ? AND v.message_id IS NULL`, sideID).Scan(&n, &bytes)
	if err != nil {
		return err
	}
	if n >= MaxUnsent || bytes+size > MaxUnsentBytes {
		return errs.Refuse(errs.QuotaExceeded)
	}
	return nil
}

func (s *Service) insertDocument(ctx context.Context, tx *store.Tx, side *sides.Side, in DocumentCreateInput) (*Document, error) {
	docID := id.New(id.Document, tx.Now)
	key, err := vault.NewKey()
	if err != nil {
		return nil, err
	}
	meta := documentMeta{Filename: in.Filename, MediaType: in.MediaType}
	sealed, err := sealMeta(docID, key, meta)
	if err != nil {
		return nil, err
	}
	wrapped, err := side.WrapKey(docID, key)
	if err != nil {
		return nil, err
	}
	row, err := tx.Document.Create().SetID(docID).SetMailboxID(side.MailboxID).SetState(document.StateAWAITING_UPLOAD).
		SetSealedMeta(sealed).SetSize(in.Size).SetCreatedAt(tx.Now).Save(ctx)
	if err != nil {
		return nil, err
	}
	view, err := tx.ViewDocument.Create().SetSideID(side.ID).SetDocumentID(docID).SetReader(side.Reader).SetWrappedKey(wrapped).Save(ctx)
	if err != nil {
		return nil, err
	}
	return Held{row, view, key, meta}.Model(false), nil
}
