package graph

import (
	"context"
	"slices"

	"schalter/internal/id"
	"schalter/internal/legal"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/dates"
	"schalter/internal/rulebook"
)

// deadlineDomain is days with legal effect on the sides of mailboxes.
var deadlineDomain = domain{
	nodes: map[id.Kind]node{
		id.LegalDate: privateNode("Deadline", func(ctx context.Context, r *Resolver, nodeID string) (*dates.Date, error) {
			return r.Postbox.Conversation.Deadline(ctx, nodeID)
		}),
	},
	sizes: map[string]int{
		"CaseMailbox.deadlines":   dates.MaxOfSide,
		"AuthorityCase.deadlines": dates.MaxOfSide,
		"AuthorityCase.approvals": 15,
	},
}

// deadlinesOf are the periods of one side, read for all sides that were read together with it.
func deadlinesOf[P interface {
	comparable
	conversation.Sided
}](ctx context.Context, talk *conversation.Service, of P) ([]*dates.Date, error) {
	return loadBatched(ctx, of, "deadlines", func(ctx context.Context, sides []P) ([][]*dates.Date, error) {
		lists, err := conversation.DeadlinesOf(ctx, talk, sides)
		groupDates(ctx, slices.Concat(lists...)...)
		return lists, err
	})
}

// groupDates has what lies in dates that were read together be read together; some may be missing.
func groupDates(ctx context.Context, list ...*dates.Date) { groupForBatch(ctx, withoutNil(list)) }

// withoutNil are those of a list that are there.
func withoutNil[P any](list []*P) []*P {
	return slices.DeleteFunc(slices.Clone(list), func(p *P) bool { return p == nil })
}

// datesOfApprovals are the days that stand, and those that would follow.
func datesOfApprovals(lists [][]*conversation.CaseApproval) (list []*dates.Date) {
	for _, a := range slices.Concat(lists...) {
		list = append(list, a.Running, a.IfComplete)
	}
	return list
}

// rulesOfDates are the rules that dates were computed by.
func (r *Resolver) rulesOfDates(ctx context.Context, list []*dates.Date) ([]*rulebook.LegalRule, error) {
	rules := make([]legal.Rule, len(list))
	for i, d := range list {
		rules[i] = d.Result.Rule
	}
	return r.Rulebook.ByVersions(ctx, rules)
}
