package inbound

import (
	"schalter/internal/mail/autoreply"
	"schalter/internal/mail/mime"
)

// A program that answers, such as one that sends absence notes, has read nothing and promises nothing. Where its mark stands
// does not matter: within the signature, outside of it where servers write it, or only in the subject. Such a mail is shown,
// because what seems automatic may be a person's answer; it answers nothing, confirms nothing, and no question is put to it.

// isAutoReply says whether a header is that of a mail which a program wrote to answer another one.
func isAutoReply(p *mime.Part) bool { return autoreply.Is(p) }
