package conversation

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"

	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// autoReplyForms are subject and text of the notice of what an authority tells everyone who writes: the authority, then its words.
var autoReplyForms = map[string]struct{ subject, text string }{
	"de": {"Automatische Antwort: %s", "„%s“ teilt allen mit, die dorthin schreiben:\n\n%s\n\nDiese Antwort kommt automatisch. Sie sagt nicht, ob jemand Ihre Nachricht gelesen hat."},
	"en": {"Automatic reply: %s", "“%s” tells everyone who writes to it:\n\n%s\n\nThis reply comes automatically. It does not say whether anybody has read your message."},
}

// tellAutoReplies tells the owner in the mailbox what the authorities written to tell everyone who writes: each once, and again once it says
// something else. It is the platform's notice: the authority did nothing, and is not heard by it.
func (s *Service) tellAutoReplies(ctx context.Context, tx *store.Tx, owner *sides.Side, person PersonFacts, recipients []recipient, messageID string) error {
	form, ok := autoReplyForms[person.Locale]
	if !ok {
		form = autoReplyForms["de"]
	}
	for _, r := range recipients {
		if r.autoReply == nil {
			continue
		}
		digest := sha256.Sum256([]byte(*r.autoReply))
		if r.AutoReplyTold != nil && bytes.Equal(*r.AutoReplyTold, digest[:]) {
			continue
		}
		if err := tx.CaseParty.UpdateOneID(r.CaseParty.ID).SetAutoReplyTold(digest[:]).Exec(ctx); err != nil {
			return err
		}
		name := s.directory.AuthorityName(r.AuthorityID)
		if err := s.PostNotice(ctx, tx, owner, person, fmt.Sprintf(form.subject, name), fmt.Sprintf(form.text, name, *r.autoReply), &messageID); err != nil {
			return err
		}
	}
	return nil
}
