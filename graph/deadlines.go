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

// mailboxDeadlines and caseDeadlines are the periods of sides that were read together.
func (r *Resolver) mailboxDeadlines(ctx context.Context, mailboxes []*conversation.CaseMailbox) ([][]*dates.Date, error) {
	lists, err := conversation.DeadlinesOf(ctx, r.Postbox.Conversation, mailboxes)
	groupDates(ctx, slices.Concat(lists...)...)
	return lists, err
}

func (r *Resolver) caseDeadlines(ctx context.Context, cases []*conversation.AuthorityCase) ([][]*dates.Date, error) {
	lists, err := r.Postbox.Conversation.CaseDeadlines(ctx, cases)
	groupDates(ctx, slices.Concat(lists...)...)
	return lists, err
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
