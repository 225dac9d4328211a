package paging

import (
	"schalter/internal/deletion"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
)

// The lists of mailboxes, cases, and what lies in them.
type (
	CaseMailboxConnection         = Connection[*conversation.CaseMailbox]
	DeletionCertificateEdge       = Edge[*deletion.DeletionCertificate]
	CaseCertificateEdge           = Edge[*deletion.CaseCertificate]
	CaseCertificateConnection     = Connection[*deletion.CaseCertificate]
	HeldDeletionEdge              = Edge[*conversation.HeldDeletion]
	DeletionCertificateConnection = Connection[*deletion.DeletionCertificate]
	HeldDeletionConnection        = Connection[*conversation.HeldDeletion]
	CaseMailboxEdge               = Edge[*conversation.CaseMailbox]
	AuthorityCaseConnection       = Connection[*conversation.AuthorityCase]
	AuthorityCaseEdge             = Edge[*conversation.AuthorityCase]
	MessageConnection             = Connection[*conversation.Message]
	MessageEdge                   = Edge[*conversation.Message]
	MailboxEventConnection        = Connection[*chain.MailboxEvent]
	MailboxEventEdge              = Edge[*chain.MailboxEvent]
)
