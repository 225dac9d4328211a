package paging

import "schalter/internal/rulebook"

// The rules of dates with legal effect.
type (
	LegalRuleConnection = Connection[*rulebook.LegalRule]
	LegalRuleEdge       = Edge[*rulebook.LegalRule]
)
