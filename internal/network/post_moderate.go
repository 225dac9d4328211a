package network

import (
	"context"

	"schalter/ent"
	"schalter/ent/networkfile"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

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
// that something was hidden. Refusals: NOT_FOUND, STALE, WRONG_STATE (removed; hidden by an operator, for moderators), REQUIRED (a reason);
// FORBIDDEN for who does not moderate.
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
		if err := checkHider(row, is, key); err != nil {
			return err
		}
		update := tx.NetworkPost.UpdateOne(row).AddVersion(1).ClearSealedReason()
		if hidden {
			sealed, err := key.SealJSON(reasonAAD(row.ID), sealedReason{Reason: reason, Operator: is.operator})
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

// checkHider refuses to moderators what an operator hid: it stays so, with that reason, until an operator changes it.
func checkHider(row *ent.NetworkPost, is standing, key vault.Key) error {
	if !isHidden(row) || is.operator {
		return nil
	}
	var why sealedReason
	if err := key.OpenJSON(reasonAAD(row.ID), *row.SealedReason, &why); err != nil {
		return err
	}
	if why.Operator {
		return errs.RefuseText(errs.WrongState, "group_post_hidden", nil, "postId")
	}
	return nil
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
