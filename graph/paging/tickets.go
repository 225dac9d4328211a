package paging

import "schalter/internal/support"

// The lists of tickets and what is written in them.
type (
	TicketConnection       = Connection[*support.Ticket]
	TicketEdge             = Edge[*support.Ticket]
	TicketEntryConnection  = Connection[*support.TicketEntry]
	TicketEntryEdge        = Edge[*support.TicketEntry]
	CannedAnswerConnection = Connection[*support.CannedAnswer]
	CannedAnswerEdge       = Edge[*support.CannedAnswer]
)
