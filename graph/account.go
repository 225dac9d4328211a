package graph

import (
	"context"

	"schalter/internal/account"
	"schalter/internal/id"
)

// accountDomain is people and their sessions.
var accountDomain = domain{
	nodes: map[id.Kind]node{
		id.Account: privateNode("Viewer", func(ctx context.Context, r *Resolver, nodeID string) (*account.Viewer, error) {
			return r.ownAccount(ctx, nodeID)
		}),
		id.Session: privateNode("Session", func(ctx context.Context, r *Resolver, nodeID string) (*account.Session, error) {
			return r.ownSession(ctx, nodeID)
		}),
	},
	texts: []map[string]text{accountTexts},
	sizes: map[string]int{
		"Viewer.sessions":             100,
		"Viewer.memberships":          10,
		"Viewer.platformRoles":        2,
		"StartPlan.choices":           100,
		"StartPlan.withoutServiceIds": 100,
		"PostalAddressReview.doubts":  3,
	},
}
