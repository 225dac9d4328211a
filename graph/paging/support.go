package paging

import (
	"schalter/internal/account"
	"schalter/internal/audit"
	"schalter/internal/delivery"
)

// The lists of the operator's desk that have no other home.
type (
	LetterBatchConnection    = Connection[*account.LetterBatch]
	LetterBatchEdge          = Edge[*account.LetterBatch]
	BlockedAccountConnection = Connection[*account.BlockedAccount]
	BlockedAccountEdge       = Edge[*account.BlockedAccount]
	QuarantineConnection     = Connection[*delivery.QuarantinedMail]
	QuarantineEdge           = Edge[*delivery.QuarantinedMail]
	AuditConnection          = Connection[*audit.Entry]
	AuditEdge                = Edge[*audit.Entry]
)
