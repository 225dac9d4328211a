package support

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/ticketentry"
	"schalter/ent/ticketfile"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/mail/mime"
	"schalter/internal/scan"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// MaxFiles is how many files of a mail are taken in; one more is named, and operators have the whole mail then.
const MaxFiles = 20

// storedFile is a file in the blob store that no row names yet.
type storedFile struct {
	id            string
	content       sealedFile
	size          int64
	blobKey       *string
	refusal       *string
	scanned       bool
	operatorsOnly bool
}

// storeFiles seals the files of a mail into the blob store, before the transaction that writes the entry. What is not taken in is named
// with the reason; a scanner that does not answer is a fault, and the mail waits.
func (s *Service) storeFiles(ctx context.Context, files []mime.File) ([]storedFile, error) {
	var list []storedFile
	now := s.DB.Clock().Now()
	for i, f := range files {
		// Ids in the order of the mail.
		fileID := id.New(id.TicketFile, now.Add(time.Duration(i)*time.Millisecond))
		if i == MaxFiles {
			// The rest is in the whole mail, which operators have.
			reason := "ticket_file_too_many"
			return append(list, storedFile{
				id: fileID, size: int64(len(f.Content)), content: sealedFile{Filename: scan.CleanName(f.Name)}, refusal: &reason,
			}), nil
		}
		stored := storedFile{id: fileID, size: int64(len(f.Content)), content: sealedFile{Filename: scan.CleanName(f.Name)}}
		mediaType, scanned, err := s.inspect(ctx, f)
		var refused *scan.Error
		switch {
		case errors.As(err, &refused):
			reason := "file_" + strings.ToLower(string(refused.Reason))
			stored.refusal = &reason
		case err != nil:
			return nil, err
		default:
			stored.content.MediaType, stored.scanned = mediaType, scanned
			if err := s.storeBytes(ctx, &stored, f.Content); err != nil {
				return nil, err
			}
		}
		list = append(list, stored)
	}
	return list, nil
}

func (s *Service) inspect(ctx context.Context, f mime.File) (mediaType string, scanned bool, err error) {
	if len(f.Content) == 0 {
		return "", false, &scan.Error{Reason: scan.Empty}
	}
	mediaType, scanned, err = s.Inspector.Check(ctx, bytes.NewReader(f.Content), int64(len(f.Content)), f.Name)
	if err == nil && f.Fault != "" {
		err = &scan.Error{Reason: scan.Damaged}
	}
	return mediaType, scanned, err
}

// storeNoteFiles seals the files of a note into the blob store. Nothing names them when the transaction fails: the sweep takes them away then.
func (s *Service) storeNoteFiles(ctx context.Context, tx *store.Tx, files []NoteFile) ([]storedFile, error) {
	var list []storedFile
	for i, f := range files {
		stored := storedFile{
			id: id.New(id.TicketFile, tx.Now.Add(time.Duration(i)*time.Millisecond)), size: int64(len(f.Content)), scanned: true,
			content: sealedFile{Filename: scan.CleanName(f.Name), MediaType: f.MediaType},
		}
		if err := s.storeBytes(ctx, &stored, f.Content); err != nil {
			return nil, err
		}
		list = append(list, stored)
	}
	return list, nil
}

// attachments are the files that the platform's own entry has, to be mailed with it.
func (s *Service) attachments(ctx context.Context, tx *store.Tx, entry *ent.TicketEntry) ([]mime.Attachment, error) {
	if entry.Kind != ticketentry.KindPLATFORM {
		return nil, nil
	}
	rows, err := tx.TicketFile.Query().Where(ticketfile.EntryID(entry.ID), ticketfile.BlobKeyNotNil()).Order(ent.Asc(ticketfile.FieldID)).All(ctx)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	keys, err := s.keysOf(ctx, tx.Client, []string{entry.OriginID})
	if err != nil {
		return nil, err
	}
	key := keys[entry.OriginID]
	var list []mime.Attachment
	for _, row := range rows {
		var f sealedFile
		if err := key.OpenJSON(fieldAAD(row.ID, "ticket_file"), row.Sealed, &f); err != nil {
			return nil, err
		}
		if len(f.Key) != vault.KeySize {
			return nil, vault.ErrTampered
		}
		content, err := s.openSealed(ctx, *row.BlobKey, vault.Key(f.Key), row.Size, fileAAD(row.ID))
		if err != nil {
			return nil, err
		}
		list = append(list, mime.Attachment{Name: f.Filename, MediaType: f.MediaType, Size: int64(len(content)), Content: bytes.NewReader(content)})
	}
	return list, nil
}

func fileAAD(fileID string) string { return "ticket-file|" + fileID }

// storeBytes seals the bytes of a file under a key of its own.
func (s *Service) storeBytes(ctx context.Context, f *storedFile, content []byte) error {
	key, err := vault.NewKey()
	if err != nil {
		return err
	}
	blobKey := f.id + "." + strings.ToLower(rand.Text())
	f.blobKey, f.content.Key = &blobKey, key[:]
	return s.putSealed(ctx, blobKey, key, fileAAD(f.id), content)
}

func (s *Service) putSealed(ctx context.Context, blobKey string, key vault.Key, aad string, content []byte) error {
	_, err := s.Blobs.Put(ctx, blobKey, func(w io.Writer) error {
		sealing, err := key.SealWriter(w, aad)
		if err != nil {
			return err
		}
		if _, err := sealing.Write(content); err != nil {
			return err
		}
		return sealing.Close()
	})
	return err
}

func (s *Service) openSealed(ctx context.Context, blobKey string, key vault.Key, size int64, aad string) ([]byte, error) {
	sealed, err := s.Blobs.Open(ctx, blobKey)
	if err != nil {
		return nil, err
	}
	defer sealed.Close()
	file, err := key.OpenFile(sealed, sealed.Size(), size, aad)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(file)
}

// attach gives an entry its files.
func attach(ctx context.Context, tx *store.Tx, ticketID, entryID string, key vault.Key, files []storedFile) error {
	for _, f := range files {
		sealed, err := key.SealJSON(fieldAAD(f.id, "ticket_file"), f.content)
		if err != nil {
			return err
		}
		err = tx.TicketFile.Create().SetID(f.id).SetEntryID(entryID).SetOriginID(ticketID).SetNillableRefusal(f.refusal).SetScanned(f.scanned).
			SetOperatorsOnly(f.operatorsOnly).SetSize(f.size).SetNillableBlobKey(f.blobKey).SetSealed(sealed).SetCreatedAt(tx.Now).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// FilesOf are the files of each entry.
func (s *Service) FilesOf(ctx context.Context, entries []*TicketEntry) (_ [][]*TicketFile, err error) {
	defer errs.Wrap(&err, "support.FilesOf")
	lists := make([][]*TicketFile, len(entries))
	ids, err := s.readableEntries(ctx, entries)
	if err != nil || len(ids) == 0 {
		return lists, err
	}
	q := s.DB.Client().TicketFile.Query().Where(ticketfile.EntryIDIn(ids...))
	if !viewer.From(ctx).HasRole(viewer.Operator) {
		q.Where(ticketfile.OperatorsOnly(false))
	}
	ctx = system(ctx)
	rows, err := q.Order(ent.Asc(ticketfile.FieldID)).All(ctx)
	if err != nil || len(rows) == 0 {
		return lists, err
	}
	contents, err := s.openFileRows(ctx, s.DB.Client(), rows...)
	if err != nil {
		return nil, err
	}
	for at, row := range rows {
		i := slices.Index(ids, row.EntryID)
		lists[i] = append(lists[i], contents[at].shown(row))
	}
	return lists, nil
}

func (f sealedFile) shown(row *ent.TicketFile) *TicketFile {
	shown := &TicketFile{ID: row.ID, Filename: f.Filename, Size: row.Size, Scanned: row.Scanned, RefusalKey: row.Refusal, ready: row.BlobKey != nil}
	if shown.ready {
		shown.MediaType = &f.MediaType
	}
	return shown
}

// FileLink is an address to fetch a file from; it ends soon, and is for the viewer's session alone.
type FileLink struct {
	Path, Filename, MediaType string
	ExpiresAt                 time.Time
}

// fileLinkLife is how long a link to a file is good.
const fileLinkLife = time.Minute

// Link is where the viewer fetches a file; nil for one that was not taken in.
func (s *Service) Link(ctx context.Context, f *TicketFile) *FileLink {
	if !f.ready {
		return nil
	}
	v, expires := viewer.From(ctx), s.DB.Clock().Now().Add(fileLinkLife)
	return &FileLink{
		Path:     "/ticket-files/" + f.ID + "?ticket=" + s.MAC.Ticket(expires, v.AccountID, v.SessionID, "ticket-file", f.ID),
		Filename: f.Filename, MediaType: valueOf(f.MediaType), ExpiresAt: expires,
	}
}

// CheckTicket checks the ticket of a link against its viewer.
func (s *Service) CheckTicket(v *viewer.Viewer, fileID, ticket string) error {
	expires, ok := s.MAC.OpenTicket(ticket, v.AccountID, v.SessionID, "ticket-file", fileID)
	if !ok || s.DB.Clock().Now().After(expires) {
		return errs.New(errs.Unauthenticated, "the download link has expired")
	}
	return nil
}

// OpenFile reads a file; NOT_FOUND where there is none for the viewer.
func (s *Service) OpenFile(ctx context.Context, fileID string) (_ *TicketFile, content []byte, err error) {
	defer errs.Wrap(&err, "support.OpenFile(%s)", fileID)
	if _, err := accessOf(ctx); err != nil {
		return nil, nil, err
	}
	row, err := s.DB.Client().TicketFile.Query().Where(ticketfile.ID(fileID), ticketfile.BlobKeyNotNil()).Only(system(ctx))
	if err != nil {
		return nil, nil, asMissing(err)
	}
	if _, err := s.Entry(ctx, row.EntryID); err != nil {
		return nil, nil, err
	}
	if row.OperatorsOnly && !viewer.From(ctx).HasRole(viewer.Operator) {
		return nil, nil, errNoTicket()
	}
	contents, err := s.openFileRows(system(ctx), s.DB.Client(), row)
	if err != nil {
		return nil, nil, err
	}
	f := contents[0]
	if len(f.Key) != vault.KeySize {
		return nil, nil, vault.ErrTampered
	}
	content, err = s.openSealed(ctx, *row.BlobKey, vault.Key(f.Key), row.Size, fileAAD(row.ID))
	return f.shown(row), content, err
}
