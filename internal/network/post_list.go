package network

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/networkpost"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/store"
)

// GroupPost reads a post; NOT_FOUND where there is none for the viewer.
func (s *Service) GroupPost(ctx context.Context, postID string) (_ *GroupPost, err error) {
	defer errs.Wrap(&err, "network.GroupPost(%s)", postID)
	a, err := insideAccess(ctx)
	if err != nil {
		return nil, err
	}
	row, err := s.DB.Client().NetworkPost.Get(system(ctx), postID)
	if err != nil {
		return nil, asMissing(err)
	}
	list, err := s.openPosts(ctx, a, []*ent.NetworkPost{row})
	if err != nil {
		return nil, err
	}
	if list[0] == nil {
		return nil, errNoGroup()
	}
	return list[0], nil
}

var byActivity = store.Order[*ent.NetworkPost]{
	Descending: true, ID: func(row *ent.NetworkPost) string { return row.ID },
	Column: networkpost.FieldActiveAt, At: activeAt,
}

// Position is where a post stands in the list of its group.
func (p *GroupPost) Position() string { return p.activeAt.UTC().Format(time.RFC3339Nano) + "|" + p.ID }

// Posts lists the posts of a group, the last written or answered first; nil for who does not take part, but operators see them. Of a search
// those that have its words, or a reply to which has them.
func (s *Service) Posts(ctx context.Context, g *Group, search string, req pagination.Request) (_ *pagination.Slice[*GroupPost], err error) {
	defer errs.Wrap(&err, "network.Posts(%s)", g.ID)
	if !g.standing.reads() {
		return nil, nil
	}
	words, err := wordsOf(search)
	if err != nil {
		return nil, err
	}
	q := s.DB.Client().NetworkPost.Query().Where(networkpost.GroupID(g.ID), networkpost.ReplyToIDIsNil())
	if len(words) > 0 {
		found, err := s.search(ctx, g, words)
		if err != nil {
			return nil, err
		}
		q.Where(networkpost.IDIn(found...))
	}
	page, err := store.ReadPage(system(ctx), q, byActivity, req, func(_ context.Context, rows []*ent.NetworkPost) ([]*GroupPost, error) {
		return s.openPosts(ctx, g.standing.access, rows)
	})
	return &page, err
}
