package account

import "time"

// LetterBatch is letters handed to the print provider together (type LetterBatch of the contract).
type LetterBatch struct {
	ID        string
	Letters   int
	CreatedAt time.Time
	PrintedAt *time.Time
}
