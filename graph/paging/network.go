package paging

import "schalter/internal/network"

// The lists of the municipalities' network.
type (
	GroupConnection         = Connection[*network.Group]
	GroupEdge               = Edge[*network.Group]
	ProfileConnection       = Connection[*network.Profile]
	ProfileEdge             = Edge[*network.Profile]
	GroupPostConnection     = Connection[*network.GroupPost]
	GroupPostEdge           = Edge[*network.GroupPost]
	GroupDocumentConnection = Connection[*network.GroupDocument]
	GroupDocumentEdge       = Edge[*network.GroupDocument]
)
