package network

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"entgo.io/ent/dialect/sql"

	"schalter/ent"
	"schalter/ent/networkfile"
	"schalter/ent/networkpost"
	"schalter/ent/predicate"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/pagination"
	"schalter/internal/scan"
	"schalter/internal/seclog"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Announcing announces a file that is to go with a post.
type Announcing struct {
	GroupID   string
	Filename  string
	Size      int64
	MediaType string
	// IdempotencyKey names the file among the viewer's in the group.
	IdempotencyKey string
}

// Validate checks the form of the input and cleans the name of the file.
func (in *Announcing) Validate(inspector Inspector) error {
	var ps errs.Problems
	in.Filename = scan.CleanName(in.Filename)
	if latin.Blank(in.Filename) {
		ps.Add(errs.Required, "filename")
	} else if err := inspector.CheckName(in.Filename, in.MediaType); err != nil {
		ps.AddText(errs.MediaTypeRefused, refusalOf(err), nil, "filename")
	}
	switch {
	case in.Size <= 0:
		ps.AddText(errs.InvalidValue, "file_empty", nil, "size")
	case in.Size > MaxFileBytes:
		ps.AddText(errs.TooLarge, "file_too_large", []any{int64(MaxFileBytes)}, "size")
	}
	checkKey(&ps, in.IdempotencyKey)
	return ps.Err()
}

// refusalOf is the key of the sentence that says why a file was refused; empty for other errors.
func refusalOf(err error) string {
	var refused *scan.Error
	if errors.As(err, &refused) {
		return "file_" + strings.ToLower(string(refused.Reason))
	}
	return ""
}

// AnnounceFile makes room for a file, whose bytes are then uploaded; for who takes part in the group. Refusals: MEDIA_TYPE_REFUSED, TOO_LARGE,
// TOO_MANY, NOT_FOUND, WRONG_STATE (not joined, archived), IDEMPOTENCY_CONFLICT.
func (s *Service) AnnounceFile(ctx context.Context, in Announcing) (_ *GroupDocument, err error) {
	defer errs.Wrap(&err, "network.AnnounceFile(%s)", in.GroupID)
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	if !a.inside() {
		return nil, refuseNoGroup()
	}
	if err := in.Validate(s.Inspector); err != nil {
		return nil, err
	}
	var fileID string
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		row, is, err := s.lockJoined(ctx, tx, a, in.GroupID)
		if err != nil {
			return err
		}
		key, err := s.keyOf(ctx, row)
		if err != nil {
			return err
		}
		unique := s.hash("file", is.member.ID, in.IdempotencyKey)
		if fileID, err = announcedBefore(ctx, tx, key, unique, in); fileID != "" || err != nil {
			return err
		}
		if err := s.limit(ctx, tx, "file", a.accountID, filesPerHour); err != nil {
			return err
		}
		n, err := tx.NetworkFile.Query().Where(networkfile.MemberID(is.member.ID), networkfile.PostIDIsNil()).Count(ctx)
		if err != nil {
			return err
		}
		if n >= maxWaiting {
			return errs.RefuseText(errs.TooMany, "group_files_waiting", []any{maxWaiting})
		}
		fileID, err = s.insertFile(ctx, tx, is, key, unique, in)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.Document(ctx, fileID)
}

// announcedBefore is the file that was announced by the same key; another one by that key is refused.
func announcedBefore(ctx context.Context, tx *store.Tx, key vault.Key, unique []byte, in Announcing) (string, error) {
	earlier, err := tx.NetworkFile.Query().Where(networkfile.UniqueKey(unique)).Only(ctx)
	if ent.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var meta sealedFile
	if err := key.OpenJSON(metaAAD(earlier.ID), earlier.Sealed, &meta); err != nil {
		return "", err
	}
	if meta.Filename != in.Filename || earlier.Size != in.Size {
		return "", errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
	}
	return earlier.ID, nil
}

func (s *Service) insertFile(ctx context.Context, tx *store.Tx, is standing, key vault.Key, unique []byte, in Announcing) (string, error) {
	names, err := s.People.Names(ctx, []string{is.accountID})
	if err != nil {
		return "", err
	}
	own, err := vault.NewKey()
	if err != nil {
		return "", err
	}
	fileID := id.New(id.GroupFile, tx.Now)
	sealed, err := key.SealJSON(metaAAD(fileID), sealedFile{Filename: in.Filename, Author: names[is.accountID], Key: own[:]})
	if err != nil {
		return "", err
	}
	return fileID, tx.NetworkFile.Create().SetID(fileID).SetGroupID(in.GroupID).SetMemberID(is.member.ID).SetSize(in.Size).SetUniqueKey(unique).
		SetSealed(sealed).SetCreatedAt(tx.Now).Exec(ctx)
}

// errLength says that other bytes came than were announced.
var errLength = errs.RefuseText(errs.InvalidValue, "file_length", nil, "size")

// counted stops at one byte too many, and at an end that comes too soon.
type counted struct {
	r      io.Reader
	n, max int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.n > c.max || err == io.EOF && c.n != c.max {
		return n, errLength
	}
	return n, err
}

// Upload takes the bytes of a file that the viewer announced, sealing them as they come, and returns READY or REFUSED. An upload that broke
// off leaves the file as it was, to be tried again. Refusals: WRONG_STATE (not joined, archived, uploaded already), INVALID (another length).
func (s *Service) Upload(ctx context.Context, fileID string, content io.Reader) (state string, err error) {
	defer errs.Wrap(&err, "network.Upload(%s)", fileID)
	a, err := insideAccess(ctx)
	if err != nil {
		return "", err
	}
	row, meta, is, err := s.fileRow(ctx, a, fileID)
	switch {
	case err != nil:
		return "", err
	case !is.wrote(&row.MemberID) || !is.joined():
		return "", errNoGroup()
	case row.BlobKey != nil || row.Refusal != nil:
		return "", errs.Refuse(errs.WrongState)
	}
	blobKey := row.ID + "." + strings.ToLower(rand.Text())
	key := vault.Key(meta.Key)
	if err := s.storeBytes(ctx, blobKey, key, row, content); err != nil {
		return "", err
	}
	mediaType, scanned, refusal, err := s.inspect(ctx, blobKey, key, row, meta.Filename)
	if err != nil {
		return "", errors.Join(err, s.Blobs.Delete(context.WithoutCancel(ctx), blobKey))
	}
	meta.MediaType = mediaType
	if err := s.keepUpload(ctx, a, row, meta, blobKey, scanned, refusal); err != nil {
		// While nobody knows whether the row names the blob, it stays; the sweep of orphans finds out.
		if !store.Uncertain(err) {
			s.dropBlob(context.WithoutCancel(ctx), blobKey)
		}
		return "", err
	}
	if refusal != nil {
		logRefusal(ctx, *refusal)
		return "REFUSED", nil
	}
	return "READY", nil
}

// logRefusal writes to the security log why an upload was refused.
func logRefusal(ctx context.Context, text string) {
	seclog.Write(ctx, seclog.InputRefused, "", slog.String("rule", string(errs.MediaTypeRefused)),
		slog.String("reason", strings.ToUpper(strings.TrimPrefix(text, "file_"))), slog.String("at", "group-file"))
}

func (s *Service) storeBytes(ctx context.Context, blobKey string, key vault.Key, row *ent.NetworkFile, content io.Reader) error {
	_, err := s.Blobs.Put(ctx, blobKey, func(w io.Writer) error {
		sealing, err := key.SealWriter(w, bytesAAD(row.ID))
		if err != nil {
			return err
		}
		if _, err := io.CopyBuffer(sealing, &counted{r: content, max: row.Size}, make([]byte, 256<<10)); err != nil {
			return err
		}
		return sealing.Close()
	})
	return err
}

// inspect looks at what was uploaded; refusal says why it is not taken in.
func (s *Service) inspect(ctx context.Context, blobKey string, key vault.Key, row *ent.NetworkFile, filename string) (mediaType string, scanned bool, refusal *string, err error) {
	sealed, err := s.Blobs.Open(ctx, blobKey)
	if err != nil {
		return "", false, nil, err
	}
	defer sealed.Close()
	file, err := key.OpenFile(sealed, sealed.Size(), row.Size, bytesAAD(row.ID))
	if err != nil {
		return "", false, nil, err
	}
	mediaType, scanned, err = s.Inspector.Check(ctx, &readerAt{file}, row.Size, filename)
	if why := refusalOf(err); why != "" {
		return "", scanned, &why, nil
	}
	return mediaType, scanned, nil, err
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

// keepUpload notes what became of an upload, if the person still takes part in the group.
func (s *Service) keepUpload(ctx context.Context, a access, row *ent.NetworkFile, meta sealedFile, blobKey string, scanned bool, refusal *string) error {
	return s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		group, _, err := s.lockJoined(ctx, tx, a, row.GroupID)
		if err != nil {
			return err
		}
		key, err := s.keyOf(ctx, group)
		if err != nil {
			return err
		}
		sealed, err := key.SealJSON(metaAAD(row.ID), meta)
		if err != nil {
			return err
		}
		update := tx.NetworkFile.Update().Where(networkfile.ID(row.ID), networkfile.BlobKeyIsNil(), networkfile.RefusalIsNil()).
			SetScanned(scanned).SetSealed(sealed).SetNillableRefusal(refusal)
		if refusal == nil {
			update.SetBlobKey(blobKey)
		} else {
			tx.AfterCommit(func(ctx context.Context) { s.dropBlob(ctx, blobKey) })
		}
		n, err := update.Save(ctx)
		if err == nil && n == 0 {
			err = errs.Refuse(errs.WrongState)
		}
		return err
	})
}

// fileRow reads a file of a group that the viewer reads, or that is their own.
func (s *Service) fileRow(ctx context.Context, a access, fileID string) (*ent.NetworkFile, sealedFile, standing, error) {
	var meta sealedFile
	row, err := s.DB.Client().NetworkFile.Get(system(ctx), fileID)
	if err != nil {
		return nil, meta, standing{}, asMissing(err)
	}
	standings, err := standingsIn(ctx, s.DB.Client(), a, []string{row.GroupID})
	if err != nil {
		return nil, meta, standing{}, err
	}
	is := standings[row.GroupID]
	// One that waits for a post is for who gave it alone.
	if !is.reads() || row.PostID == nil && !is.wrote(&row.MemberID) {
		return nil, meta, is, errNoGroup()
	}
	keys, err := s.keysOf(ctx, s.DB.Client(), []string{row.GroupID})
	if err != nil {
		return nil, meta, is, err
	}
	if err := keys[row.GroupID].OpenJSON(metaAAD(row.ID), row.Sealed, &meta); err != nil {
		return nil, meta, is, err
	}
	if len(meta.Key) != vault.KeySize {
		return nil, meta, is, vault.ErrTampered
	}
	return row, meta, is, nil
}

// visibleFile is fileRow for what the viewer may read: the file of a post that is hidden is not, as its text.
func (s *Service) visibleFile(ctx context.Context, fileID string) (*ent.NetworkFile, sealedFile, error) {
	a, err := insideAccess(ctx)
	if err != nil {
		return nil, sealedFile{}, err
	}
	row, meta, _, err := s.fileRow(ctx, a, fileID)
	if err != nil || row.PostID == nil {
		return row, meta, err
	}
	p, err := s.GroupPost(ctx, *row.PostID)
	if err == nil && !p.shown {
		err = errNoGroup()
	}
	return row, meta, err
}

// Document reads what is known of a file; NOT_FOUND where there is none for the viewer.
func (s *Service) Document(ctx context.Context, fileID string) (_ *GroupDocument, err error) {
	defer errs.Wrap(&err, "network.Document(%s)", fileID)
	row, meta, err := s.visibleFile(ctx, fileID)
	if err != nil {
		return nil, err
	}
	return meta.shown(row), nil
}

func (f sealedFile) shown(row *ent.NetworkFile) *GroupDocument {
	return &GroupDocument{
		ID: row.ID, Filename: f.Filename, MediaType: f.MediaType, Size: row.Size, Scanned: row.Scanned, RefusalKey: row.Refusal, PostID: row.PostID,
		AuthorName: f.Author, At: row.CreatedAt, ready: row.BlobKey != nil,
	}
}

// showFiles makes read models of files of groups that the viewer reads.
func (s *Service) showFiles(ctx context.Context, rows []*ent.NetworkFile) ([]*GroupDocument, error) {
	keys, err := s.keysOf(ctx, s.DB.Client(), distinct(rows, func(row *ent.NetworkFile) string { return row.GroupID }))
	if err != nil {
		return nil, err
	}
	list := make([]*GroupDocument, len(rows))
	for i, row := range rows {
		var meta sealedFile
		if err := keys[row.GroupID].OpenJSON(metaAAD(row.ID), row.Sealed, &meta); err != nil {
			return nil, err
		}
		list[i] = meta.shown(row)
	}
	return list, nil
}

// FilesOf are the files of each post, as far as the viewer sees what it says.
func (s *Service) FilesOf(ctx context.Context, posts []*GroupPost) (_ [][]*GroupDocument, err error) {
	defer errs.Wrap(&err, "network.FilesOf")
	lists := make([][]*GroupDocument, len(posts))
	ids := distinct(posts, func(p *GroupPost) string {
		if p.shown {
			return p.ID
		}
		return ""
	})
	if len(ids) == 0 {
		return lists, nil
	}
	rows, err := s.DB.Client().NetworkFile.Query().Where(networkfile.PostIDIn(ids...)).Order(ent.Asc(networkfile.FieldID)).All(system(ctx))
	if err != nil || len(rows) == 0 {
		return lists, err
	}
	list, err := s.showFiles(ctx, rows)
	if err != nil {
		return nil, err
	}
	for _, d := range list {
		i := slices.IndexFunc(posts, func(p *GroupPost) bool { return p.ID == *d.PostID })
		lists[i] = append(lists[i], d)
	}
	return lists, nil
}

var newestFile = store.Order[*ent.NetworkFile]{Descending: true, ID: func(row *ent.NetworkFile) string { return row.ID }}

// Documents lists the files of a group's posts, the newest first; nil for who does not take part, but operators see them.
func (s *Service) Documents(ctx context.Context, g *Group, req pagination.Request) (_ *pagination.Slice[*GroupDocument], err error) {
	defer errs.Wrap(&err, "network.Documents(%s)", g.ID)
	if !g.standing.reads() {
		return nil, nil
	}
	q := s.DB.Client().NetworkFile.Query().Where(networkfile.GroupID(g.ID), networkfile.PostIDNotNil())
	if !g.standing.moderates() {
		q.Where(networkfile.Or(networkfile.MemberID(g.standing.member.ID), notHidden))
	}
	page, err := store.ReadPage(system(ctx), q, newestFile, req, func(_ context.Context, rows []*ent.NetworkFile) ([]*GroupDocument, error) {
		return s.showFiles(ctx, rows)
	})
	return &page, err
}

// notHidden narrows files to those of posts that are not hidden.
func notHidden(q *sql.Selector) {
	p := sql.Table(networkpost.Table)
	q.Where(sql.In(q.C(networkfile.FieldPostID), sql.Select(p.C(networkpost.FieldID)).From(p).
		Where(sql.And(sql.IsNull(p.C(networkpost.FieldSealedReason)), sql.ColumnsEQ(p.C(networkpost.FieldGroupID), q.C(networkfile.FieldGroupID))))))
}

// FileLink is an address to fetch a file from; it ends soon, and is for the viewer's session alone.
type FileLink struct {
	Path, Filename, MediaType string
	ExpiresAt                 time.Time
}

// fileLinkLife is how long a link to a file is good.
const fileLinkLife = time.Minute

// below is the path under which the files are.
const below = "/group-files/"

// Link is where the viewer fetches a file; nil for one without bytes.
func (s *Service) Link(ctx context.Context, d *GroupDocument) *FileLink {
	if !d.ready {
		return nil
	}
	v, expires := viewer.From(ctx), s.DB.Clock().Now().Add(fileLinkLife)
	return &FileLink{
		Path:     below + d.ID + "?ticket=" + s.MAC.Ticket(expires, v.AccountID, v.SessionID, "group-file", d.ID),
		Filename: d.Filename, MediaType: d.MediaType, ExpiresAt: expires,
	}
}

// UploadPath is where the bytes of a file are put; nil once that they are there.
func (d *GroupDocument) UploadPath() *string {
	if !d.Awaited() {
		return nil
	}
	path := below + d.ID
	return &path
}

// CheckTicket checks the ticket of a link against its viewer.
func (s *Service) CheckTicket(v *viewer.Viewer, fileID, ticket string) error {
	expires, ok := s.MAC.OpenTicket(ticket, v.AccountID, v.SessionID, "group-file", fileID)
	if !ok || s.DB.Clock().Now().After(expires) {
		return errs.New(errs.Unauthenticated, "the download link has expired")
	}
	return nil
}

// OpenFile reads a file; NOT_FOUND where there is none for the viewer.
func (s *Service) OpenFile(ctx context.Context, fileID string) (_ *GroupDocument, content []byte, err error) {
	defer errs.Wrap(&err, "network.OpenFile(%s)", fileID)
	row, meta, err := s.visibleFile(ctx, fileID)
	if err != nil {
		return nil, nil, err
	}
	if row.BlobKey == nil {
		return nil, nil, errNoGroup()
	}
	sealed, err := s.Blobs.Open(ctx, *row.BlobKey)
	if err != nil {
		return nil, nil, err
	}
	defer sealed.Close()
	file, err := vault.Key(meta.Key).OpenFile(sealed, sealed.Size(), row.Size, bytesAAD(row.ID))
	if err != nil {
		return nil, nil, err
	}
	content, err = io.ReadAll(file)
	return meta.shown(row), content, err
}

// dropFiles deletes files, with their bytes once that the transaction is committed.
func (s *Service) dropFiles(ctx context.Context, tx *store.Tx, which ...predicate.NetworkFile) error {
	rows, err := tx.NetworkFile.Query().Where(which...).All(ctx)
	if err != nil || len(rows) == 0 {
		return err
	}
	for _, row := range rows {
		if row.BlobKey != nil {
			tx.AfterCommit(func(ctx context.Context) { s.dropBlob(ctx, *row.BlobKey) })
		}
	}
	_, err = tx.NetworkFile.Delete().Where(networkfile.IDIn(distinct(rows, func(row *ent.NetworkFile) string { return row.ID })...)).Exec(ctx)
	return err
}

// dropBlob removes a blob that nothing names any more; the sweep of orphans takes what fails here.
func (s *Service) dropBlob(ctx context.Context, key string) {
	if err := s.Blobs.Delete(ctx, key); err != nil {
		s.Log.WarnContext(ctx, "blob could not be removed", "blob", key, "error", err)
	}
}
