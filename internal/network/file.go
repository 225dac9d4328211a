package network

import (
	"context"
	"errors"
	"strings"

	"schalter/ent"
	"schalter/ent/networkfile"
	"schalter/ent/predicate"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/scan"
	"schalter/internal/store"
	"schalter/internal/vault"
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

// AnnounceFile makes room for a file, whose bytes are then uploaded; for who takes part in the group. Of those that wait for a post the newest
// maxWaiting are kept. Refusals: MEDIA_TYPE_REFUSED, TOO_LARGE,
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
		if err := s.makeRoom(ctx, tx, is.member.ID); err != nil {
			return err
		}
		fileID, err = s.insertFile(ctx, tx, is, key, unique, in)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.Document(ctx, fileID)
}

// makeRoom drops the oldest files of a member that wait for a post, so that one more may: what was taken out of a form is never sent.
func (s *Service) makeRoom(ctx context.Context, tx *store.Tx, memberID string) error {
	waiting, err := tx.NetworkFile.Query().Where(networkfile.MemberID(memberID), networkfile.PostIDIsNil(), networkfile.RefusalIsNil()).
		Order(ent.Asc(networkfile.FieldID)).IDs(ctx)
	if err != nil || len(waiting) < maxWaiting {
		return err
	}
	return s.dropFiles(ctx, tx, networkfile.IDIn(waiting[:len(waiting)-maxWaiting+1]...))
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
