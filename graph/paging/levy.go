package paging

import "schalter/internal/market/levy"

// The lists of the levy.
type (
	LevyShareConnection      = Connection[*levy.LevyShare]
	LevyShareEdge            = Edge[*levy.LevyShare]
	SimulatedShareConnection = Connection[*levy.LevyShare]
	SimulatedShareEdge       = Edge[*levy.LevyShare]
)
