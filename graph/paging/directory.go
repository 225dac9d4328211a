package paging

import "schalter/internal/directory"

// The lists of the directory.
type (
	RegionConnection      = Connection[*directory.Region]
	RegionEdge            = Edge[*directory.Region]
	AuthorityConnection   = Connection[*directory.Authority]
	AuthorityEdge         = Edge[*directory.Authority]
	ServiceConnection     = Connection[*directory.Service]
	ServiceEdge           = Edge[*directory.Service]
	UndertakingConnection = Connection[*directory.Undertaking]
	UndertakingEdge       = Edge[*directory.Undertaking]
)
