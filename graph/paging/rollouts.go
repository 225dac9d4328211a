package paging

import "schalter/internal/market/rollouts"

// The lists of rollouts.
type (
	RolloutConnection       = Connection[*rollouts.Rollout]
	RolloutEdge             = Edge[*rollouts.Rollout]
	RegionRolloutEdge       = Edge[*rollouts.RegionRollout]
	OnlineServiceConnection = Connection[*rollouts.OnlineService]
	OnlineServiceEdge       = Edge[*rollouts.OnlineService]
	ServiceLinkConnection   = Connection[*rollouts.ServiceLink]
	ServiceLinkEdge         = Edge[*rollouts.ServiceLink]
)

// RegionRolloutConnection is a page of places with the sums over all pages.
type RegionRolloutConnection struct {
	Connection[*rollouts.RegionRollout]
	rollouts.Sums
}
