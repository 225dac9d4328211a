package delivery

import "schalter/internal/mail/mime"

// platformTextRoom is for what the platform writes around a message: who writes, how to answer, the names of the documents.
const platformTextRoom = 12 << 10

// MaxMessageBytes is how many bytes a message with its documents may have for a mailbox that takes mails of mailLimit bytes;
// 0 for one that takes none.
func MaxMessageBytes(mailLimit int64) int {
	return int(max(0, mime.MaxRaw(mailLimit)-platformTextRoom))
}
