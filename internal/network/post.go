package network

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/networkfile"
	"schalter/ent/networkpost"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Posting is what somebody writes in a group.
type Posting struct {
	GroupID string
	// ReplyTo is the post that it answers, which is no reply itself.
	ReplyTo *string
	Body    string
	// DocumentIDs are files that the viewer gave and that are in no post yet.
	DocumentIDs    []string
	IdempotencyKey string
}

// Validate brings the text to NFC and refuses what cannot be one.
func (in *Posting) Validate() error {
	var ps errs.Problems
	checkText(&ps, &in.Body, MaxBody, latin.Text, "body")
	checkKey(&ps, in.IdempotencyKey)
	slices.Sort(in.DocumentIDs)
	in.DocumentIDs = slices.Compact(in.DocumentIDs)
	if len(in.DocumentIDs) > MaxFiles {
		ps.AddText(errs.TooMany, "group_files", []any{MaxFiles}, "documentIds")
	}
	return ps.Err()
}

// checkText checks a text that must say something and brings it to NFC.
func checkText(ps *errs.Problems, text *string, limit int, check func(string, int) (string, error), field ...string) {
	checked, err := check(*text, limit)
	switch {
	case err != nil:
		latin.AddProblem(ps, err, field...)
	case latin.Blank(checked):
		ps.Add(errs.Required, field...)
	default:
		*text = checked
	}
}

// Post writes in a group, for who takes part in it. What who joined as an operator writes is official. Refusals: NOT_FOUND (a group, what
// it answers, a file), WRONG_STATE (not joined, archived, what it answers was removed), TOO_MANY, IDEMPOTENCY_CONFLICT.
func (s *Service) Post(ctx context.Context, in Posting) (written *GroupPost, err error) {
	defer errs.Wrap(&err, "network.Post(%s)", in.GroupID)
	v := viewer.From(ctx)
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	if !a.inside() {
		return nil, refuseNoGroup()
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	var postID string
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		row, is, err := s.lockJoined(ctx, tx, a, in.GroupID)
		if err != nil {
			return err
		}
		key, err := s.keyOf(ctx, row)
		if err != nil {
			return err
		}
		unique := s.hash("post", is.member.ID, in.IdempotencyKey)
		if postID, err = writtenBefore(ctx, tx, key, unique, in); postID != "" || err != nil {
			return err
		}
		if err := s.limit(ctx, tx, "post", a.accountID, postsPerHour); err != nil {
			return err
		}
		if err := s.answer(ctx, tx, in); err != nil {
			return err
		}
		if postID, err = s.write(ctx, tx, is, key, unique, in); err != nil {
			return err
		}
		return s.Audit.Record(ctx, tx, v, "group.post", postID, is.organisationID(), in.GroupID)
	})
	if err != nil {
		return nil, err
	}
	return s.GroupPost(ctx, postID)
}

// organisationID is as whose member the person takes part; empty for operators.
func (s standing) organisationID() string {
	if m := s.memberships[valueOf(s.member.MembershipID)]; m != nil {
		return m.OrganisationID
	}
	return ""
}

// writtenBefore is the post that was written by the same key; another text by that key is refused.
func writtenBefore(ctx context.Context, tx *store.Tx, key vault.Key, unique []byte, in Posting) (string, error) {
	earlier, err := tx.NetworkPost.Query().Where(networkpost.UniqueKey(unique)).Only(ctx)
	if ent.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var content sealedPost
	if err := key.OpenJSON(postAAD(earlier.ID), earlier.Sealed, &content); err != nil {
		return "", err
	}
	if earlier.RemovedAt == nil && content.Body != in.Body || valueOf(earlier.ReplyToID) != valueOf(in.ReplyTo) {
		return "", errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
	}
	return earlier.ID, nil
}

// answer moves the post that a reply answers.
func (s *Service) answer(ctx context.Context, tx *store.Tx, in Posting) error {
	if in.ReplyTo == nil {
		return nil
	}
	row, err := tx.NetworkPost.Query().Where(networkpost.ID(*in.ReplyTo), networkpost.GroupID(in.GroupID), networkpost.ReplyToIDIsNil()).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		return errs.RefuseText(errs.Missing, "group_post_unknown", nil, "replyTo")
	case err != nil:
		return err
	case row.RemovedAt != nil || isHidden(row):
		return errs.RefuseText(errs.WrongState, "group_post_closed", nil, "replyTo")
	case row.ReplyCount >= MaxReplies:
		return errs.RefuseText(errs.TooMany, "group_replies", []any{MaxReplies}, "replyTo")
	}
	return tx.NetworkPost.UpdateOne(row).AddReplyCount(1).SetRepliedAt(tx.Now).SetActiveAt(tx.Now).Exec(ctx)
}

func (s *Service) write(ctx context.Context, tx *store.Tx, is standing, key vault.Key, unique []byte, in Posting) (string, error) {
	names, err := s.People.Names(ctx, []string{is.accountID})
	if err != nil {
		return "", err
	}
	content, kind := sealedPost{Author: names[is.accountID], Body: in.Body}, networkpost.KindOPERATOR
	if is.member.MembershipID != nil {
		kind = networkpost.KindMEMBER
		content.Organisation, _ = s.Organisations.OrganisationName(is.organisationID())
	}
	postID := id.New(id.Post, tx.Now)
	sealed, err := key.SealJSON(postAAD(postID), content)
	if err != nil {
		return "", err
	}
	err = tx.NetworkPost.Create().SetID(postID).SetGroupID(in.GroupID).SetNillableReplyToID(in.ReplyTo).SetKind(kind).SetMemberID(is.member.ID).
		SetUniqueKey(unique).SetSealed(sealed).SetAt(tx.Now).SetActiveAt(tx.Now).Exec(ctx)
	if err != nil || len(in.DocumentIDs) == 0 {
		return postID, err
	}
	n, err := tx.NetworkFile.Update().Where(networkfile.IDIn(in.DocumentIDs...), networkfile.GroupID(in.GroupID), networkfile.MemberID(is.member.ID),
		networkfile.PostIDIsNil(), networkfile.BlobKeyNotNil()).SetPostID(postID).Save(ctx)
	if err == nil && n != len(in.DocumentIDs) {
		err = errs.RefuseText(errs.Missing, "group_file_unknown", nil, "documentIds")
	}
	return postID, err
}

// lockPost locks the group of a post and reads the post again.
func (s *Service) lockPost(ctx context.Context, tx *store.Tx, a access, postID string) (*ent.NetworkPost, standing, vault.Key, error) {
	unknown := errs.RefuseText(errs.Missing, "group_post_unknown", nil, "postId")
	row, err := tx.NetworkPost.Get(ctx, postID)
	if ent.IsNotFound(err) {
		err = unknown
	}
	if err != nil {
		return nil, standing{}, vault.Key{}, err
	}
	group, is, err := s.lockGroup(ctx, tx, a, row.GroupID)
	if err != nil {
		return nil, is, vault.Key{}, err
	}
	if !is.reads() && !is.wrote(row.MemberID) {
		return nil, is, vault.Key{}, unknown
	}
	if row, err = tx.NetworkPost.Get(ctx, postID); err != nil {
		return nil, is, vault.Key{}, err
	}
	key, err := s.keyOf(ctx, group)
	return row, is, key, err
}

// Hide hides a post, or shows it again, for moderators and operators. Its author, moderators and operators still see it, everybody else
// that something was hidden. Refusals: NOT_FOUND, STALE, WRONG_STATE (removed), REQUIRED (a reason); FORBIDDEN for who does not moderate.
func (s *Service) Hide(ctx context.Context, postID string, expectedVersion int, hidden bool, reason string) (_ *GroupPost, err error) {
	defer errs.Wrap(&err, "network.Hide(%s)", postID)
	v := viewer.From(ctx)
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	var ps errs.Problems
	if hidden {
		checkText(&ps, &reason, MaxReason, latin.Text, "reason")
	}
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		row, is, key, err := s.lockPost(ctx, tx, a, postID)
		switch {
		case err != nil:
			return err
		case !is.moderates():
			return errs.New(errs.Forbidden, "moderators only")
		case ps.Err() != nil:
			return ps.Err()
		case row.Version != expectedVersion:
			return errs.Refuse(errs.Stale, "expectedVersion")
		case row.RemovedAt != nil:
			return errs.RefuseText(errs.WrongState, "group_post_removed", nil, "postId")
		}
		update := tx.NetworkPost.UpdateOne(row).AddVersion(1).ClearSealedReason()
		if hidden {
			sealed, err := key.SealJSON(reasonAAD(row.ID), sealedReason{reason})
			if err != nil {
				return err
			}
			update = tx.NetworkPost.UpdateOne(row).AddVersion(1).SetSealedReason(sealed)
		}
		if err := update.Exec(ctx); err != nil {
			return err
		}
		action := "group.post.show"
		if hidden {
			action = "group.post.hide"
		}
		return s.Audit.Record(ctx, tx, v, action, row.ID, is.actsFor(), row.GroupID)
	})
	if err != nil {
		return nil, err
	}
	return s.GroupPost(ctx, postID)
}

// actsFor is the organisation for which a moderator acts; empty for operators.
func (s standing) actsFor() string {
	if !s.joined() {
		return ""
	}
	return s.organisationID()
}

// Remove takes away what the viewer wrote, also after they left the group: text and files are gone, replies stay. What is gone already stays
// so. Refusals: NOT_FOUND, STALE; FORBIDDEN for what others wrote.
func (s *Service) Remove(ctx context.Context, postID string, expectedVersion int) (_ *GroupPost, err error) {
	defer errs.Wrap(&err, "network.Remove(%s)", postID)
	v := viewer.From(ctx)
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		row, is, key, err := s.lockPost(ctx, tx, a, postID)
		switch {
		case err != nil:
			return err
		case !is.wrote(row.MemberID):
			return errs.New(errs.Forbidden, "one's own posts only")
		case row.RemovedAt != nil:
			return nil
		case row.Version != expectedVersion:
			return errs.Refuse(errs.Stale, "expectedVersion")
		}
		if err := s.remove(ctx, tx, row, key); err != nil {
			return err
		}
		return s.Audit.Record(ctx, tx, v, "group.post.remove", row.ID, is.actsFor(), row.GroupID)
	})
	if err != nil {
		return nil, err
	}
	p, err := s.GroupPost(ctx, postID)
	if errs.CodeOf(err) == errs.NotFound {
		return nil, nil
	}
	return p, err
}

// remove destroys what a post says, why it was hidden, and its files.
func (s *Service) remove(ctx context.Context, tx *store.Tx, row *ent.NetworkPost, key vault.Key) error {
	sealed, err := key.SealJSON(postAAD(row.ID), sealedPost{})
	if err != nil {
		return err
	}
	if err := tx.NetworkPost.UpdateOne(row).AddVersion(1).SetSealed(sealed).ClearSealedReason().SetRemovedAt(tx.Now).Exec(ctx); err != nil {
		return err
	}
	return s.dropFiles(ctx, tx, networkfile.PostID(row.ID))
}

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
