package paging

import "schalter/internal/postbox"

// The lists of mailboxes, cases, and what lies in them.
type (
	CaseMailboxConnection   = Connection[*postbox.CaseMailbox]
	CaseMailboxEdge         = Edge[*postbox.CaseMailbox]
	AuthorityCaseConnection = Connection[*postbox.AuthorityCase]
	AuthorityCaseEdge       = Edge[*postbox.AuthorityCase]
	MessageConnection       = Connection[*postbox.Message]
	MessageEdge             = Edge[*postbox.Message]
	MailboxEventConnection  = Connection[*postbox.MailboxEvent]
	MailboxEventEdge        = Edge[*postbox.MailboxEvent]
)
