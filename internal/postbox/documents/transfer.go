package documents

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"log/slog"
	"strings"
	"time"

	"schalter/ent/document"
	"schalter/internal/blob"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/postbox/sides"
	"schalter/internal/scan"
	"schalter/internal/seclog"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

func fileAAD(docID string) string { return sides.FieldAAD(docID, "document", "file") }

// Upload takes the bytes of an announced document, sealing them as they come; memory does not grow with the file. The
// document is READY or REFUSED afterwards. An upload that broke off leaves the document as it was, to be tried again.
// Refusals: WRONG_STATE, INVALID (another length than announced).
func (s *Service) Upload(ctx context.Context, docID string, content io.Reader) (_ *Document, err error) {
	defer errs.Wrap(&err, "postbox.Upload(%s)", docID)
	held, _, err := s.HeldOnNamedSide(ctx, docID)
	if err != nil {
		return nil, err
	}
	if held.Row.State != document.StateAWAITING_UPLOAD {
		return nil, errs.Refuse(errs.WrongState)
	}
	blobKey := docID + "." + strings.ToLower(rand.Text())
	sum, err := s.storeBytes(ctx, blobKey, held, content)
	if err != nil {
		return nil, err
	}
	if err := s.inspect(ctx, blobKey, &held); err != nil {
		return nil, errors.Join(err, s.blobs.Delete(context.WithoutCancel(ctx), blobKey))
	}
	held.Meta.SHA256 = sum
	if err := s.keepUpload(ctx, blobKey, held); err != nil {
		// While nobody knows whether the row names the blob, it stays; the sweep of orphans finds out.
		if !store.Uncertain(err) {
			s.dropBlob(context.WithoutCancel(ctx), blobKey)
		}
		return nil, err
	}
	if held.Row.State == document.StateREFUSED {
		logRefusal(ctx, *held.Row.Refusal)
	}
	// It was not sent yet, so no decision locks it.
	return held.Model(false), nil
}

// logRefusal writes to the security log why an upload was refused.
func logRefusal(ctx context.Context, text string) {
	seclog.Write(ctx, seclog.InputRefused, "", slog.String("rule", string(errs.MediaTypeRefused)),
		slog.String("reason", strings.ToUpper(strings.TrimPrefix(text, refusalPrefix))), slog.String("at", "upload"))
}

// counted counts and digests what passes, and stops at one byte too many.
type counted struct {
	r    io.Reader
	n    int64
	max  int64
	hash hash.Hash
}

var errLength = errs.RefuseText(errs.InvalidValue, "file_length", nil, "size")

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.hash.Write(p[:n])
	if c.n > c.max || (err == io.EOF && c.n != c.max) {
		return n, errLength
	}
	return n, err
}

func (s *Service) storeBytes(ctx context.Context, blobKey string, held Held, content io.Reader) (sum string, err error) {
	in := &counted{r: content, max: held.Row.Size, hash: sha256.New()}
	_, err = s.blobs.Put(ctx, blobKey, func(w io.Writer) error {
		sealing, err := held.key.SealWriter(w, fileAAD(held.Row.ID))
		if err != nil {
			return err
		}
		if _, err := io.CopyBuffer(sealing, in, make([]byte, 256<<10)); err != nil {
			return err
		}
		return sealing.Close()
	})
	return hex.EncodeToString(in.hash.Sum(nil)), err
}

// inspect checks what was uploaded and sets the type, or the refusal, on held.
func (s *Service) inspect(ctx context.Context, blobKey string, held *Held) error {
	b, err := s.blobs.Open(ctx, blobKey)
	if err != nil {
		return err
	}
	defer b.Close()
	file, err := held.key.OpenFile(b, b.Size(), held.Row.Size, fileAAD(held.Row.ID))
	if err != nil {
		return err
	}
	mediaType, scanned, err := s.inspector.Check(ctx, &readerAt{file}, held.Row.Size, held.Meta.Filename)
	var refused *scan.Error
	switch {
	case errors.As(err, &refused):
		text := refusalText(refused)
		held.Row.Refusal, held.Row.State = &text, document.StateREFUSED
	case err != nil:
		return err
	default:
		held.Row.State, held.Row.Scanned, held.Meta.MediaType = document.StateREADY, scanned, mediaType
	}
	return nil
}

// readerAt reads a sealed file by position; for one reader at a time.
type readerAt struct{ f io.ReadSeeker }

func (r *readerAt) ReadAt(p []byte, off int64) (int, error) {
	if _, err := r.f.Seek(off, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(r.f, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}

func (s *Service) keepUpload(ctx context.Context, blobKey string, held Held) error {
	sealed, err := sealMeta(held.Row.ID, held.key, held.Meta)
	if err != nil {
		return err
	}
	return s.db.Tx(viewer.System(ctx, "postbox.upload"), func(ctx context.Context, tx *store.Tx) error {
		u := tx.Document.Update().Where(document.ID(held.Row.ID), document.StateEQ(document.StateAWAITING_UPLOAD)).
			SetState(held.Row.State).SetNillableRefusal(held.Row.Refusal).SetScanned(held.Row.Scanned).SetSealedMeta(sealed)
		if held.Row.State == document.StateREADY {
			u.SetBlobKey(blobKey)
		} else {
			s.DropAfterCommit(tx, blobKey)
		}
		n, err := u.Save(ctx)
		if err == nil && n == 0 {
			err = errs.Refuse(errs.WrongState)
		}
		return err
	})
}

// dropBlob removes a blob that nothing names any more; the orphan sweep takes what fails here.
func (s *Service) dropBlob(ctx context.Context, key string) {
	if err := s.blobs.Delete(ctx, key); err != nil {
		s.log.WarnContext(ctx, "blob could not be removed", "blob", key, "error", err)
	}
}

// File is a document opened for reading; the caller closes it.
type File struct {
	PlainFile
	Document *Document
}

// PlainFile is a sealed blob, read as what it holds.
type PlainFile struct {
	*vault.FileReader
	blob blob.Blob
}

// Close gives the blob back.
func (f PlainFile) Close() error { return f.blob.Close() }

// OpenBytes opens the sealed bytes of a document.
func (s *Service) OpenBytes(ctx context.Context, d Held) (f PlainFile, err error) {
	if d.Row.BlobKey == nil {
		return f, errs.New(errs.NotFound, "the document was not uploaded")
	}
	return s.OpenBlob(ctx, *d.Row.BlobKey, d.Row.ID, d.key, d.Row.Size, fileAAD(d.Row.ID))
}

// OpenBlob opens the sealed blob of a document, or of a signed mail, of size plain bytes; an alarm names it by its id.
func (s *Service) OpenBlob(ctx context.Context, blobKey, subjectID string, key vault.Key, size int64, aad string) (f PlainFile, err error) {
	b, err := s.blobs.Open(ctx, blobKey)
	if err != nil {
		return f, err
	}
	r, err := key.OpenFile(b, b.Size(), size, aad)
	if err != nil {
		return f, errors.Join(s.sides.Alarm(ctx, subjectID, err), b.Close())
	}
	return PlainFile{r, b}, nil
}

// LookAtFile opens a document as OpenFile does, for who wants to know its size and name: it is not fetched by that.
func (s *Service) LookAtFile(ctx context.Context, docID string, named ...string) (_ *File, err error) {
	defer errs.Wrap(&err, "postbox.LookAtFile(%s)", docID)
	f, _, _, err := s.OpenHeld(ctx, docID, named)
	return f, err
}

// OpenHeld opens the bytes of a document that the viewer holds, and says on which side. named is the side that is meant, at most one.
func (s *Service) OpenHeld(ctx context.Context, docID string, named []string) (*File, Held, *sides.Side, error) {
	held, side, err := s.HeldOnNamedSide(ctx, docID, named...)
	if err != nil {
		return nil, held, nil, err
	}
	f, err := s.OpenBytes(ctx, held)
	if err != nil {
		return nil, held, nil, err
	}
	return &File{PlainFile: f, Document: held.Model(false)}, held, side, nil
}

const (
	// TicketLife is how long a download may be begun.
	TicketLife = time.Minute
	// TicketGrace is how long a download of a document that was begun may ask for what follows.
	TicketGrace = 10 * time.Minute
)

// Download gives an address for a document with a ticket of this viewer. Nothing is stored for it. Nil when there is
// nothing to fetch yet.
func (s *Service) Download(ctx context.Context, d *Document) *Download {
	if d.State != Ready || d.locked {
		return nil
	}
	v := viewer.From(ctx)
	expires := s.db.Clock().Now().Add(TicketLife)
	return &Download{Path: s.DownloadPath("/documents/", d.ID, d.SideID, v, expires), Filename: d.Filename, MediaType: d.MediaType, ExpiresAt: expires}
}

// DownloadPath is where a file of one side is fetched, with a ticket for it.
func (s *Service) DownloadPath(below, subjectID, sideID string, v *viewer.Viewer, expires time.Time) string {
	return below + subjectID + "?" + s.TicketQuery(subjectID, sideID, v, expires)
}

// TicketQuery is the query of an address by which a browser downloads without a token in its headers: a ticket for one viewer, one
// thing and a time.
func (s *Service) TicketQuery(about, sideID string, v *viewer.Viewer, expires time.Time) string {
	query := "ticket=" + s.keys.Ticket(expires, v.AccountID, v.SessionID, about, sideID)
	if sideID != "" {
		query = "side=" + sideID + "&" + query
	}
	return query
}

// TicketSession returns the session that a ticket was made for; the caller loads it as the viewer and then asks
// CheckTicket. It is empty for something that is no ticket, so that nothing made up reaches database or log.
func TicketSession(ticket string) string {
	parts := strings.Split(ticket, ".")
	if len(parts) != 3 || !id.Is(id.Session, parts[1]) {
		return ""
	}
	return parts[1]
}

// CheckTicket checks a ticket for a file of one side against its viewer. continues says that this is a range behind the first
// byte: it may come later than the ticket ends, if the download was begun in time.
func (s *Service) CheckTicket(ctx context.Context, v *viewer.Viewer, subjectID, sideID, ticket string, continues bool) error {
	refused := errs.New(errs.Unauthenticated, "the download link has expired")
	expires, ok := s.keys.OpenTicket(ticket, v.AccountID, v.SessionID, subjectID, sideID)
	now := s.db.Clock().Now()
	switch {
	case !ok:
		return refused
	case !now.After(expires):
		return nil
	case !continues || now.After(expires.Add(TicketGrace-TicketLife)):
		return fmt.Errorf("ticket: %w", refused)
	}
	begun, err := s.db.Counted(ctx, downloadBegunKey(ticket))
	if err == nil && !begun {
		err = fmt.Errorf("ticket: %w", refused)
	}
	return err
}

// BeginDownload remembers that the first byte of a document was given under a ticket that was checked, on whichever replica.
func (s *Service) BeginDownload(ctx context.Context, ticket string) error {
	return s.db.Tx(viewer.System(ctx, "postbox.download"), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Count(ctx, downloadBegunKey(ticket), TicketGrace)
		return err
	})
}

// downloadBegunKey tells nothing of a ticket to a reader who does not have it: it holds a MAC.
func downloadBegunKey(ticket string) string { return "begun|" + evidence.Digest([]byte(ticket))[:40] }
