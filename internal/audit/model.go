package audit

import "time"

// Entry is one act in the audit log (type AuditEntry of the contract).
type Entry struct {
	ID string
	At time.Time
	// Actor is the id of an account, a membership or the platform; no name, so that the entry outlives the account.
	Actor string
	// Capacity is as what the actor acted: operator, admin, clerk, owner or system.
	Capacity  string
	Action    string
	SubjectID *string
	Detail    *string
}
