package network

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"strings"

	"schalter/ent"
	"schalter/ent/networkfile"
	"schalter/internal/errs"
	"schalter/internal/seclog"
	"schalter/internal/store"
	"schalter/internal/vault"
)

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
