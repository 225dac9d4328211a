package paging

import "schalter/internal/market/orders"

// The lists of orders.
type (
	OrderConnection = Connection[*orders.Order]
	OrderEdge       = Edge[*orders.Order]
)
