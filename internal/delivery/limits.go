package delivery

import (
	"time"

	"schalter/internal/mail/mime"
)

// PlatformTextRoom is for what the platform writes around a message: who writes, how to answer, the names of the documents.
const PlatformTextRoom = 12 << 10

// MaxMessageBytes is how many bytes a message with its documents may have for a mailbox that takes mails of mailLimit bytes;
// 0 for one that takes none.
func MaxMessageBytes(mailLimit int64) int {
	return int(max(0, mime.MaxRaw(mailLimit)-PlatformTextRoom))
}

const (
	// ConfirmWithin is how long an authority has to confirm a held mail.
	ConfirmWithin = 14 * 24 * time.Hour
	// SweepBatch is how many rows a sweep changes in one transaction, SweepRounds bounds the batches of one sweep.
	SweepBatch  = 500
	SweepRounds = 100
)
