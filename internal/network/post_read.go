package network

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/networkpost"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/pagination"
	"schalter/internal/store"
)

func activeAt(row *ent.NetworkPost) time.Time { return row.ActiveAt }

// isHidden reports whether somebody hid a post. The column that is empty is read as a pointer to nothing.
func isHidden(row *ent.NetworkPost) bool { return len(valueOf(row.SealedReason)) > 0 }

// openPosts makes read models of posts; nil for those of groups that the viewer does not read.
func (s *Service) openPosts(ctx context.Context, a access, rows []*ent.NetworkPost) ([]*GroupPost, error) {
	ids := distinct(rows, func(row *ent.NetworkPost) string { return row.GroupID })
	standings, err := standingsIn(ctx, s.DB.Client(), a, ids)
	if err != nil {
		return nil, err
	}
	keys, err := s.keysOf(ctx, s.DB.Client(), ids)
	if err != nil {
		return nil, err
	}
	sheets, err := s.sheetsOf(ctx, rows)
	if err != nil {
		return nil, err
	}
	list := make([]*GroupPost, len(rows))
	for i, row := range rows {
		is := standings[row.GroupID]
		if !is.reads() {
			continue
		}
		p := &GroupPost{
			ID: row.ID, Version: row.Version, GroupID: row.GroupID, Official: row.Kind != networkpost.KindMEMBER, ReplyToID: row.ReplyToID,
			ReplyCount: row.ReplyCount, OfferingID: row.OfferingID, Hidden: isHidden(row), Removed: row.RemovedAt != nil,
			Mine: is.wrote(row.MemberID), At: row.At, LastReplyAt: row.RepliedAt, memberID: row.MemberID, activeAt: row.ActiveAt,
		}
		p.shown = !p.Removed && (!p.Hidden || p.Mine || is.moderates())
		var content sealedPost
		if err := keys[row.GroupID].OpenJSON(postAAD(row.ID), row.Sealed, &content); err != nil {
			return nil, err
		}
		p.AuthorName, p.AuthorOrganisationName = content.Author, content.Organisation
		if row.Kind == networkpost.KindPLATFORM {
			p.AuthorName = s.Platform
			content.Body = newsText(localeOf(ctx), valueOf(row.News), sheets[valueOf(row.OfferingVersionID)])
		}
		if p.shown {
			p.Body = content.Body
		}
		if p.shown && p.Hidden {
			var why sealedReason
			if err := keys[row.GroupID].OpenJSON(reasonAAD(row.ID), *row.SealedReason, &why); err != nil {
				return nil, err
			}
			p.HiddenReason = &why.Reason
		}
		list[i] = p
	}
	return list, nil
}

// sheetsOf are the sheets that news among posts are about.
func (s *Service) sheetsOf(ctx context.Context, rows []*ent.NetworkPost) (map[string]Sheet, error) {
	ids := distinct(rows, func(row *ent.NetworkPost) string { return valueOf(row.OfferingVersionID) })
	if len(ids) == 0 {
		return nil, nil
	}
	return s.Offerings.Sheets(ctx, ids, localeOf(ctx))
}

// RepliesOf is the same page of the replies to several posts, oldest first, in as many statements as for one.
func (s *Service) RepliesOf(ctx context.Context, posts []*GroupPost, req pagination.Request) (_ []pagination.Slice[*GroupPost], err error) {
	defer errs.Wrap(&err, "network.RepliesOf")
	a, err := insideAccess(ctx)
	if err != nil || len(posts) == 0 {
		return nil, err
	}
	ids, err := s.pageOfReplies(ctx, posts, req)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Client().NetworkPost.Query().Where(networkpost.IDIn(ids...)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	place := make(map[string]int, len(ids))
	for i, replyID := range ids {
		place[replyID] = i
	}
	slices.SortFunc(rows, func(x, y *ent.NetworkPost) int { return place[x.ID] - place[y.ID] })
	shown, err := s.openPosts(ctx, a, rows)
	if err != nil {
		return nil, err
	}
	pages := make([]pagination.Slice[*GroupPost], len(posts))
	for i, p := range posts {
		var items []pagination.Item[*GroupPost]
		for _, reply := range shown {
			if reply != nil && *reply.ReplyToID == p.ID {
				items = append(items, pagination.Item[*GroupPost]{Node: reply, Position: reply.ID})
			}
		}
		pages[i] = pagination.Cut(req, items)
	}
	return pages, nil
}

// pageOfReplies are the ids of a page of each post, in the direction of the request, one more than asked for.
func (s *Service) pageOfReplies(ctx context.Context, posts []*GroupPost, req pagination.Request) ([]string, error) {
	direction, where := "ASC", ""
	if req.Backward {
		direction = "DESC"
	}
	var args []any
	for _, p := range posts {
		args = append(args, p.ID)
	}
	for _, border := range []struct{ position, beyond string }{{req.After, " AND id > ?"}, {req.Before, " AND id < ?"}} {
		if border.position == "" {
			continue
		}
		if !id.Is(id.Post, border.position) {
			return nil, errs.New(errs.Invalid, "this is not a cursor of this list")
		}
		where += border.beyond
		args = append(args, border.position)
	}
	rows, err := s.DB.Query(ctx, `SELECT id FROM (SELECT id, reply_to_id, ROW_NUMBER() OVER (PARTITION BY reply_to_id ORDER BY id `+direction+`) AS place
		FROM network_post WHERE reply_to_id IN (`+store.Placeholders(len(posts))+`)`+where+`) AS numbered
		WHERE place <= `+strconv.Itoa(req.Limit+1)+` ORDER BY reply_to_id, place`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var rowID string
		if err := rows.Scan(&rowID); err != nil {
			return nil, err
		}
		ids = append(ids, rowID)
	}
	return ids, rows.Err()
}

// RepliedTo are the posts that replies answer, nil for posts that are none.
func (s *Service) RepliedTo(ctx context.Context, replies []*GroupPost) (_ []*GroupPost, err error) {
	defer errs.Wrap(&err, "network.RepliedTo")
	a, err := insideAccess(ctx)
	if err != nil {
		return nil, err
	}
	answered := make([]*GroupPost, len(replies))
	ids := distinct(replies, func(p *GroupPost) string { return valueOf(p.ReplyToID) })
	if len(ids) == 0 {
		return answered, nil
	}
	rows, err := s.DB.Client().NetworkPost.Query().Where(networkpost.IDIn(ids...)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	list, err := s.openPosts(ctx, a, rows)
	if err != nil {
		return nil, err
	}
	for i, p := range replies {
		at := slices.IndexFunc(list, func(other *GroupPost) bool { return other != nil && other.ID == valueOf(p.ReplyToID) })
		if at >= 0 {
			answered[i] = list[at]
		}
	}
	return answered, nil
}

// wordsOf are the words to search for, none of a blank search.
func wordsOf(search string) ([]string, error) {
	if latin.Blank(search) {
		return nil, nil
	}
	if len(search) > maxSearch {
		return nil, errs.New(errs.Invalid, "the search is too long")
	}
	words := strings.Fields(latin.Search(search))
	if len(words) > maxTerms {
		return nil, errs.New(errs.Invalid, "too many words to search for")
	}
	if len(words) == 0 {
		// Nothing but signs: no text has them.
		words = []string{"\x00"}
	}
	return words, nil
}

// hasWords reports whether a folded text has all words.
func hasWords(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// search looks through the newest posts and replies of a group for those that say all words, and returns the posts that they belong to. What
// the viewer does not see is not found. An index over what people wrote would tell too much about it.
func (s *Service) search(ctx context.Context, g *Group, words []string) (found []string, err error) {
	rows, err := s.DB.Client().NetworkPost.Query().Where(networkpost.GroupID(g.ID), networkpost.RemovedAtIsNil()).
		Order(ent.Desc(networkpost.FieldID)).Limit(maxSearched).All(system(ctx))
	if err != nil {
		return nil, err
	}
	list, err := s.openPosts(ctx, g.standing.access, rows)
	if err != nil {
		return nil, err
	}
	have := map[string]bool{}
	for _, p := range list {
		if p == nil || !hasWords(latin.Search(p.Body+" "+p.AuthorName+" "+p.AuthorOrganisationName), words) {
			continue
		}
		postID := p.ID
		if p.ReplyToID != nil {
			postID = *p.ReplyToID
		}
		if !have[postID] {
			have[postID] = true
			found = append(found, postID)
		}
	}
	return found, nil
}
