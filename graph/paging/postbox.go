package paging

import (
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
)

// The lists of mailboxes, cases, and what lies in them.
type (
	CaseMailboxConnection   = Connection[*conversation.CaseMailbox]
	HeldDeletionEdge        = Edge[*conversation.HeldDeletion]
	HeldDeletionConnection  = Connection[*conversation.HeldDeletion]
	CaseMailboxEdge         = Edge[*conversation.CaseMailbox]
	AuthorityCaseConnection = Connection[*conversation.AuthorityCase]
	AuthorityCaseEdge       = Edge[*conversation.AuthorityCase]
	MessageConnection       = Connection[*conversation.Message]
	MessageEdge             = Edge[*conversation.Message]
	MailboxEventConnection  = Connection[*chain.MailboxEvent]
	MailboxEventEdge        = Edge[*chain.MailboxEvent]
)
