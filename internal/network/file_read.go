package network

import (
	"context"
	"io"
	"slices"

	"entgo.io/ent/dialect/sql"

	"schalter/ent"
	"schalter/ent/networkfile"
	"schalter/ent/networkpost"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/vault"
)

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
