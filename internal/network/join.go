package network

import (
	"bytes"
	"context"

	"schalter/ent"
	"schalter/ent/networkfile"
	"schalter/ent/networkmember"
	"schalter/ent/networkpost"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Joining is how somebody joins a group: as a member of an organisation, or without one as an operator.
type Joining struct {
	GroupID        string
	OrganisationID *string
	IdempotencyKey string
}

// Join has the viewer take part in a group. Who left and comes back is the same there as before. Refusals: NOT_FOUND (a group, or an
// organisation that the viewer is no member of), WRONG_STATE (archived), TOO_MANY, IDEMPOTENCY_CONFLICT.
func (s *Service) Join(ctx context.Context, in Joining) (_ *Group, err error) {
	defer errs.Wrap(&err, "network.Join(%s)", in.GroupID)
	v := viewer.From(ctx)
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	if !a.inside() {
		return nil, refuseNoGroup()
	}
	var ps errs.Problems
	checkKey(&ps, in.IdempotencyKey)
	membershipID, ok := a.as(in.OrganisationID)
	if !ok {
		ps.AddText(errs.Missing, "group_organisation_unknown", nil, "organisationId")
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	key := s.hash("join", a.accountID, in.GroupID, in.IdempotencyKey)
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		row, is, err := s.lockGroup(ctx, tx, a, in.GroupID)
		if err != nil {
			return err
		}
		if is.member != nil && bytes.Equal(is.member.JoinKey, key) {
			if valueOf(is.member.MembershipID) != valueOf(membershipID) {
				return errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
			}
			return nil
		}
		if row.Archived {
			return errs.RefuseText(errs.WrongState, "group_archived", nil, "groupId")
		}
		if membershipID != nil {
			there, err := s.Organisations.Employs(ctx, tx, *membershipID, a.accountID)
			if err != nil {
				return err
			}
			if !there {
				return errs.RefuseText(errs.Missing, "group_organisation_unknown", nil, "organisationId")
			}
		}
		if err := s.limit(ctx, tx, "move", a.accountID, movesPerHour); err != nil {
			return err
		}
		if err := s.join(ctx, tx, is, in.GroupID, membershipID, key); err != nil {
			return err
		}
		return s.Audit.Record(ctx, tx, v, "group.join", in.GroupID, valueOf(in.OrganisationID), "")
	})
	if err != nil {
		return nil, err
	}
	return s.Group(ctx, in.GroupID)
}

// as is the membership by which the person acts for an organisation, nil for an operator's; false where they cannot.
func (a access) as(organisationID *string) (membershipID *string, ok bool) {
	if organisationID == nil {
		return nil, a.operator
	}
	for _, m := range a.memberships {
		if m.OrganisationID == *organisationID {
			return &m.ID, true
		}
	}
	return nil, false
}

func (s *Service) join(ctx context.Context, tx *store.Tx, is standing, groupID string, membershipID *string, key []byte) error {
	if !is.joined() {
		n, err := tx.NetworkMember.Query().Where(networkmember.GroupID(groupID), networkmember.LeftAtIsNil()).Count(ctx)
		if err != nil {
			return err
		}
		if n >= MaxMembers {
			return errs.RefuseText(errs.TooMany, "group_full", []any{MaxMembers}, "groupId")
		}
	}
	if is.member == nil {
		return tx.NetworkMember.Create().SetID(id.New(id.Profile, tx.Now)).SetGroupID(groupID).SetAccountID(is.accountID).SetNillableMembershipID(membershipID).
			SetJoinedAt(tx.Now).SetSeenAt(tx.Now).SetJoinKey(key).Exec(ctx)
	}
	update := tx.NetworkMember.UpdateOne(is.member).ClearLeftAt().SetJoinKey(key)
	if !is.joined() {
		// What a moderator could do ended with the membership by which they could.
		update.SetJoinedAt(tx.Now).SetSeenAt(tx.Now).SetModerator(false)
	}
	if membershipID == nil {
		return update.ClearMembershipID().Exec(ctx)
	}
	return update.SetMembershipID(*membershipID).Exec(ctx)
}

// Leave ends the viewer's part in a group. What they wrote stays with the name as it was written, or goes.
func (s *Service) Leave(ctx context.Context, groupID string, removePosts bool, idempotencyKey string) (_ *Group, err error) {
	defer errs.Wrap(&err, "network.Leave(%s)", groupID)
	v := viewer.From(ctx)
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	var ps errs.Problems
	checkKey(&ps, idempotencyKey)
	if err := ps.Err(); err != nil {
		return nil, err
	}
	wish, detail := "leave", ""
	if removePosts {
		wish, detail = "leave-with-posts", "posts-removed"
	}
	key := s.hash(wish, a.accountID, groupID, idempotencyKey)
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		_, is, err := s.lockGroup(ctx, tx, a, groupID)
		switch {
		case err != nil:
			return err
		case is.member == nil && !a.inside():
			return refuseNoGroup()
		case is.member == nil:
			return errs.RefuseText(errs.WrongState, "group_join_first", nil, "groupId")
		case bytes.Equal(valueOf(is.member.LeaveKey), key):
			return nil
		}
		if err := s.limit(ctx, tx, "move", a.accountID, movesPerHour); err != nil {
			return err
		}
		if err := s.leave(ctx, tx, is.member, key); err != nil {
			return err
		}
		if removePosts {
			if err := s.removeAll(ctx, tx, is.member); err != nil {
				return err
			}
		}
		return s.Audit.Record(ctx, tx, v, "group.leave", groupID, "", detail)
	})
	if err != nil {
		return nil, err
	}
	g, err := s.Group(ctx, groupID)
	if errs.CodeOf(err) == errs.NotFound {
		return nil, nil
	}
	return g, err
}

// leave ends a part in a group; files that wait for a post go.
func (s *Service) leave(ctx context.Context, tx *store.Tx, row *ent.NetworkMember, key []byte) error {
	update := tx.NetworkMember.UpdateOne(row).SetModerator(false)
	if row.LeftAt == nil {
		update.SetLeftAt(tx.Now)
	}
	if key != nil {
		update.SetLeaveKey(key)
	}
	if err := update.Exec(ctx); err != nil {
		return err
	}
	return s.dropFiles(ctx, tx, networkfile.MemberID(row.ID), networkfile.PostIDIsNil())
}

// removeAll removes all that somebody wrote in a group.
func (s *Service) removeAll(ctx context.Context, tx *store.Tx, member *ent.NetworkMember) error {
	rows, err := tx.NetworkPost.Query().Where(networkpost.MemberID(member.ID), networkpost.RemovedAtIsNil()).All(ctx)
	if err != nil || len(rows) == 0 {
		return err
	}
	keys, err := s.keysOf(ctx, tx.Client, []string{member.GroupID})
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := s.remove(ctx, tx, row, keys[member.GroupID]); err != nil {
			return err
		}
	}
	return nil
}

// Seen notes that the viewer opened a group: nothing that was written before is unread.
func (s *Service) Seen(ctx context.Context, groupID string) (_ *Group, err error) {
	defer errs.Wrap(&err, "network.Seen(%s)", groupID)
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	if !a.inside() {
		return nil, refuseNoGroup()
	}
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		_, is, err := s.lockGroup(ctx, tx, a, groupID)
		if err == nil && !is.joined() {
			err = errs.RefuseText(errs.WrongState, "group_join_first", nil, "groupId")
		}
		if err != nil || !is.member.SeenAt.Before(tx.Now) {
			return err
		}
		return tx.NetworkMember.UpdateOne(is.member).SetSeenAt(tx.Now).Exec(ctx)
	})
	if err != nil {
		return nil, err
	}
	return s.Group(ctx, groupID)
}

func checkKey(ps *errs.Problems, key string) {
	if key == "" || len(key) > maxKey {
		ps.Add(errs.InvalidValue, "idempotencyKey")
	}
}
