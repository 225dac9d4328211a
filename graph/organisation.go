package graph

import (
	"context"

	"schalter/internal/id"
	"schalter/internal/organisation"
)

// organisationDomain is who holds accounts and channels, and how an authority receives.
var organisationDomain = domain{
	nodes: map[id.Kind]node{
		id.Organisation: publicNode("Organisation", func(r *Resolver, nodeID string) *organisation.Organisation {
			return r.Organisations.Organisation(nodeID)
		}),
		id.Membership: privateNode("Membership", func(ctx context.Context, r *Resolver, nodeID string) (*organisation.Membership, error) {
			found, err := r.Organisations.Memberships(ctx, []string{nodeID})
			return found[nodeID], err
		}),
		id.Certificate: privateNode("Certificate", func(ctx context.Context, r *Resolver, nodeID string) (*organisation.Certificate, error) {
			return r.Organisations.Certificate(ctx, nodeID)
		}),
		id.Request: privateNode("ConnectRequest", func(ctx context.Context, r *Resolver, nodeID string) (*organisation.ConnectRequest, error) {
			return r.Organisations.Request(ctx, nodeID)
		}),
	},
	texts: []map[string]text{channelTexts},
	sizes: map[string]int{
		"Organisation.authorities": 10,
		"Membership.roles":         5,
		"Membership.authorities":   10,
		"Channel.certificates":     10,
		"Channel.tests":            5,
		"Certificate.emails":       5,
		"Certificate.warnings":     5,
		"PlatformKeys.sealKeys":    20,
	},
	costs: map[string]int{"Authority.channel": channelCost, "Authority.organisation": channelCost},
}
