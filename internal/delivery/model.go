package delivery

import "time"

// QuarantineState is what a mail that was not accepted waits for (enum QuarantineState of the contract).
type QuarantineState string

// The states of a mail that was not accepted.
const (
	// Held waits for the authority's confirmation.
	Held        QuarantineState = "HELD"
	Quarantined QuarantineState = "QUARANTINED"
)

// QuarantinedMail is a mail that was not accepted: its envelope and the reason, never its content (type QuarantinedMail of
// the contract).
type QuarantinedMail struct {
	ID string
	// AuthorityID is nil where it is not known.
	AuthorityID *string
	State       QuarantineState
	// ReasonKey is a key of the message catalogue.
	ReasonKey string
	// From and Subject are what the outer mail says; anyone can write that.
	From       string
	Subject    string
	ReceivedAt time.Time
	// Size is in bytes.
	Size int64
	// Retryable says that the mail is still there and can be checked again.
	Retryable bool
}
