package paging

import "schalter/internal/market/accounts"

// The lists of the market's accounts.
type (
	MarketAccountConnection    = Connection[*accounts.MarketAccount]
	MarketAccountEdge          = Edge[*accounts.MarketAccount]
	SigningAuthorityConnection = Connection[*accounts.SigningAuthority]
	SigningAuthorityEdge       = Edge[*accounts.SigningAuthority]
)
