package conversation

import (
	"context"
	"fmt"

	"schalter/ent"
	"schalter/ent/message"
	"schalter/internal/casemail"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// failureText is what a failed delivery says to a person: what happened, and what to do next.
type failureText struct{ cause, advice string }

// failureTexts has a sentence pair for every cause, in German and English.
var failureTexts = map[string]map[casemail.FailureCode]failureText{
	"de": {
		casemail.UnknownMailbox: {"Das E-Mail-Postfach der Stelle gibt es nicht mehr.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		casemail.MailboxFull:    {"Das E-Mail-Postfach der Stelle ist voll.", "Senden Sie Ihre Nachricht später noch einmal oder als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		casemail.TooLarge:       {"Das E-Mail-System der Stelle nimmt eine Nachricht dieser Größe nicht an.", "Teilen Sie die Dokumente auf mehrere Nachrichten auf, oder senden Sie sie als Brief; die Nachricht liegt dafür druckfertig bereit."},
		casemail.RefusedMail:    {"Das E-Mail-System der Stelle hat die Nachricht abgelehnt.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		casemail.Unreachable:    {"Das E-Mail-System der Stelle ist nicht erreichbar.", "Senden Sie Ihre Nachricht später noch einmal oder als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		casemail.BadCertificate: {"Das Zertifikat der Stelle ist nicht mehr gültig. Ohne gültiges Zertifikat wird nichts verschickt, weil es niemand verschlüsseln könnte.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		casemail.OutOfUse:       {"Die Verbindung zum Postfach der Stelle war 48 Stunden lang unterbrochen. Deshalb wurde die Nachricht nicht verschickt.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		casemail.OwnFault:       {"Wegen eines Fehlers auf unserer Seite konnte die Nachricht 48 Stunden lang nicht verschickt werden. Das tut uns leid.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit. Der Betrieb ist benachrichtigt."},
		casemail.ExpiredRetries: {"48 Stunden lang haben wir immer wieder versucht, die Nachricht zuzustellen. Das E-Mail-System der Stelle hat sie nicht angenommen.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		casemail.ClosedChannel:  {"Die Stelle hat ihre Anbindung beendet, bevor dort jemand die Nachricht geöffnet hat.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		casemail.OtherFailure:   {"Das E-Mail-System der Stelle hat die Nachricht endgültig nicht angenommen, ohne einen verständlichen Grund zu nennen.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
	},
	"en": {
		casemail.UnknownMailbox: {"The authority's e-mail mailbox no longer exists.", "Send your message as a letter or fax; it is ready to print."},
		casemail.MailboxFull:    {"The authority's e-mail mailbox is full.", "Send your message again later, or as a letter or fax; it is ready to print."},
		casemail.TooLarge:       {"The authority's e-mail system does not take a message of this size.", "Spread the documents over several messages, or send them by letter; the message is ready to print."},
		casemail.RefusedMail:    {"The authority's e-mail system refused the message.", "Send your message as a letter or fax; it is ready to print."},
		casemail.Unreachable:    {"The authority's e-mail system cannot be reached.", "Send your message again later, or as a letter or fax; it is ready to print."},
		casemail.BadCertificate: {"The authority's certificate is no longer valid. Without a valid certificate nothing is sent, because nobody could encrypt it.", "Send your message as a letter or fax; it is ready to print."},
		casemail.OutOfUse:       {"For 48 hours the connection to the authority's mailbox was interrupted. Therefore the message was not sent.", "Send your message as a letter or fax; it is ready to print."},
		casemail.OwnFault:       {"Because of a fault on our side the message could not be sent for 48 hours. We are sorry.", "Send your message as a letter or fax; it is ready to print. The operators know."},
		casemail.ExpiredRetries: {"For 48 hours we tried again and again to deliver the message. The authority's e-mail system did not take it.", "Send your message as a letter or fax; it is ready to print."},
		casemail.ClosedChannel:  {"The authority ended its connection before anybody there opened the message.", "Send your message as a letter or fax; it is ready to print."},
		casemail.OtherFailure:   {"The authority's e-mail system refused the message for good, without a reason that can be understood.", "Send your message as a letter or fax; it is ready to print."},
	},
}

// FailureWords says in a language (de or en) what happened and what to do next.
func FailureWords(code casemail.FailureCode, locale string) (cause, advice string) {
	texts, ok := failureTexts[locale]
	if !ok {
		texts = failureTexts["de"]
	}
	t, ok := texts[code]
	if !ok {
		t = texts[casemail.OtherFailure]
	}
	return t.cause, t.advice
}

// noticeForms are subject and text of the notice: the authority, then cause and advice.
var noticeForms = map[string]struct{ subject, text string }{
	"de": {"Nicht zugestellt: Ihre Nachricht an %s", "Ihre Nachricht an %s konnte nicht zugestellt werden.\n\nGrund: %s\n\nWas Sie tun können: %s\n\nIhre Nachricht gilt als nicht zugestellt. Läuft eine Frist, warten Sie nicht ab."},
	"en": {"Not delivered: your message to %s", "Your message to %s could not be delivered.\n\nReason: %s\n\nWhat you can do: %s\n\nYour message counts as not delivered. If a period is running, do not wait."},
}

// WriteNotice tells the owner in the mailbox and by mail that a delivery failed: of a message of the owner's. What an authority wrote when it passed
// messages on is not the owner's to send again, and of those it passed on each failure is told.
func (s *Service) WriteNotice(ctx context.Context, tx *store.Tx, owner *sides.Side, d *ent.Delivery, code casemail.FailureCode) error {
	cover, err := tx.Message.Query().Where(message.ID(d.MessageID), message.FromAuthorityIDNotNil()).Exist(ctx)
	if err != nil || cover {
		return err
	}
	person, err := s.people.Facts(ctx, owner.Reader)
	if err != nil {
		return err
	}
	form, ok := noticeForms[person.Locale]
	if !ok {
		form = noticeForms["de"]
	}
	name := s.directory.AuthorityName(d.AuthorityID)
	cause, advice := FailureWords(code, person.Locale)
	return s.PostNotice(ctx, tx, owner, person, fmt.Sprintf(form.subject, name), fmt.Sprintf(form.text, name, cause, advice), &d.MessageID)
}

// PostNotice puts a message of the platform into the owner's mailbox and has the owner told of it by mail.
func (s *Service) PostNotice(ctx context.Context, tx *store.Tx, owner *sides.Side, person PersonFacts, subject, text string, about *string) error {
	out := Outgoing{
		ID: newMessageID(tx), MailboxID: owner.ID, Reference: owner.Reference, Direction: casemail.FromPlatform, Kind: casemail.KindNotice,
		SenderName: chain.Platform.Name, Subject: subject, Text: text, SentAt: tx.Now, InReplyTo: about,
	}
	held := RecipientSide{Side: owner, Unread: true, Event: chain.MessageReceived, By: chain.Platform, To: []string{owner.Head.PersonName}}
	if _, err := s.DeliverToSides(ctx, tx, out, []RecipientSide{held}); err != nil {
		return err
	}
	return s.notices.OwnerNotice(ctx, tx, owner.Reader, owner.ID)
}
