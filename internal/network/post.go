package network

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/networkfile"
	"schalter/ent/networkpost"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
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

// writtenBefore is the post that was written by the same key; another one by that key is refused. Of one that was removed nothing is left to
// compare but what it answered.
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
	files, err := tx.NetworkFile.Query().Where(networkfile.PostID(earlier.ID)).IDs(ctx)
	if err != nil {
		return "", err
	}
	slices.Sort(files)
	asWritten := content.Body == in.Body && slices.Equal(files, in.DocumentIDs)
	if earlier.RemovedAt == nil && !asWritten || valueOf(earlier.ReplyToID) != valueOf(in.ReplyTo) {
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
