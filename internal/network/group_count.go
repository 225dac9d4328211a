package network

import (
	"context"
	"strings"

	"schalter/internal/errs"
	"schalter/internal/store"
)

// MemberCounts are how many take part in each group.
func (s *Service) MemberCounts(ctx context.Context, groups []*Group) (_ []int, err error) {
	defer errs.Wrap(&err, "network.MemberCounts")
	counted, err := s.counts(ctx, `SELECT group_id, COUNT(*) FROM network_member WHERE left_at IS NULL AND group_id IN (`+store.Placeholders(len(groups))+`) GROUP BY group_id`,
		idsOf(groups)...)
	return inOrder(groups, counted), err
}

// Unread are how many posts and replies of others came into each group since the viewer last opened it, as far as they are counted.
func (s *Service) Unread(ctx context.Context, groups []*Group) (_ []int, err error) {
	defer errs.Wrap(&err, "network.Unread")
	var selects []string
	var args []any
	for _, g := range groups {
		if !g.Joined {
			continue
		}
		selects = append(selects, `SELECT ?, COUNT(*) FROM (SELECT 1 FROM network_post WHERE group_id = ? AND at > ? AND (member_id IS NULL OR member_id <> ?)
			AND removed_at IS NULL AND sealed_reason IS NULL LIMIT ?) AS new`)
		args = append(args, g.ID, g.ID, g.standing.member.SeenAt, g.standing.member.ID, maxUnread)
	}
	if len(selects) == 0 {
		return make([]int, len(groups)), nil
	}
	counted, err := s.counts(ctx, strings.Join(selects, " UNION ALL "), args...)
	return inOrder(groups, counted), err
}

func idsOf(groups []*Group) []any {
	ids := make([]any, len(groups))
	for i, g := range groups {
		ids[i] = g.ID
	}
	return ids
}

func inOrder(groups []*Group, counted map[string]int) []int {
	list := make([]int, len(groups))
	for i, g := range groups {
		list[i] = counted[g.ID]
	}
	return list
}

// counts reads a statement that says an id and a number in each row.
func (s *Service) counts(ctx context.Context, query string, args ...any) (map[string]int, error) {
	rows, err := s.DB.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	counted := map[string]int{}
	for rows.Next() {
		var rowID string
		var n int
		if err := rows.Scan(&rowID, &n); err != nil {
			return nil, err
		}
		counted[rowID] = n
	}
	return counted, rows.Err()
}
