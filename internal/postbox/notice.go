package postbox

import (
	"context"
	"fmt"

	"schalter/ent"
	"schalter/internal/store"
)

// failureText is what a failed delivery says to a person: what happened, and what to do next.
type failureText struct{ cause, advice string }

// failureTexts has a sentence pair for every cause, in German and English.
var failureTexts = map[string]map[FailureCode]failureText{
	"de": {
		UnknownMailbox: {"Das E-Mail-Postfach der Stelle gibt es nicht mehr.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		MailboxFull:    {"Das E-Mail-Postfach der Stelle ist voll.", "Senden Sie Ihre Nachricht später noch einmal oder als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		TooLarge:       {"Das E-Mail-System der Stelle nimmt eine Nachricht dieser Größe nicht an.", "Teilen Sie die Dokumente auf mehrere Nachrichten auf, oder senden Sie sie als Brief; die Nachricht liegt dafür druckfertig bereit."},
		RefusedMail:    {"Das E-Mail-System der Stelle hat die Nachricht abgelehnt.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		Unreachable:    {"Das E-Mail-System der Stelle ist nicht erreichbar.", "Senden Sie Ihre Nachricht später noch einmal oder als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		BadCertificate: {"Das Zertifikat der Stelle ist nicht mehr gültig. Ohne gültiges Zertifikat wird nichts verschickt, weil es niemand verschlüsseln könnte.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		OutOfUse:       {"Die Verbindung zum Postfach der Stelle war 48 Stunden lang unterbrochen. Deshalb wurde die Nachricht nicht verschickt.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		OwnFault:       {"Wegen eines Fehlers auf unserer Seite konnte die Nachricht 48 Stunden lang nicht verschickt werden. Das tut uns leid.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit. Der Betrieb ist benachrichtigt."},
		ExpiredRetries: {"48 Stunden lang haben wir immer wieder versucht, die Nachricht zuzustellen. Das E-Mail-System der Stelle hat sie nicht angenommen.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		ClosedChannel:  {"Die Stelle hat ihre Anbindung beendet, bevor dort jemand die Nachricht geöffnet hat.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
		OtherFailure:   {"Das E-Mail-System der Stelle hat die Nachricht endgültig nicht angenommen, ohne einen verständlichen Grund zu nennen.", "Senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit."},
	},
	"en": {
		UnknownMailbox: {"The authority's e-mail mailbox no longer exists.", "Send your message as a letter or fax; it is ready to print."},
		MailboxFull:    {"The authority's e-mail mailbox is full.", "Send your message again later, or as a letter or fax; it is ready to print."},
		TooLarge:       {"The authority's e-mail system does not take a message of this size.", "Spread the documents over several messages, or send them by letter; the message is ready to print."},
		RefusedMail:    {"The authority's e-mail system refused the message.", "Send your message as a letter or fax; it is ready to print."},
		Unreachable:    {"The authority's e-mail system cannot be reached.", "Send your message again later, or as a letter or fax; it is ready to print."},
		BadCertificate: {"The authority's certificate is no longer valid. Without a valid certificate nothing is sent, because nobody could encrypt it.", "Send your message as a letter or fax; it is ready to print."},
		OutOfUse:       {"For 48 hours the connection to the authority's mailbox was interrupted. Therefore the message was not sent.", "Send your message as a letter or fax; it is ready to print."},
		OwnFault:       {"Because of a fault on our side the message could not be sent for 48 hours. We are sorry.", "Send your message as a letter or fax; it is ready to print. The operators know."},
		ExpiredRetries: {"For 48 hours we tried again and again to deliver the message. The authority's e-mail system did not take it.", "Send your message as a letter or fax; it is ready to print."},
		ClosedChannel:  {"The authority ended its connection before anybody there opened the message.", "Send your message as a letter or fax; it is ready to print."},
		OtherFailure:   {"The authority's e-mail system refused the message for good, without a reason that can be understood.", "Send your message as a letter or fax; it is ready to print."},
	},
}

// FailureWords says in a language (de or en) what happened and what to do next.
func FailureWords(code FailureCode, locale string) (cause, advice string) {
	texts, ok := failureTexts[locale]
	if !ok {
		texts = failureTexts["de"]
	}
	t, ok := texts[code]
	if !ok {
		t = texts[OtherFailure]
	}
	return t.cause, t.advice
}

// noticeForms are subject and text of the notice: the authority, then cause and advice.
var noticeForms = map[string]struct{ subject, text string }{
	"de": {"Nicht zugestellt: Ihre Nachricht an %s", "Ihre Nachricht an %s konnte nicht zugestellt werden.\n\nGrund: %s\n\nWas Sie tun können: %s\n\nIhre Nachricht gilt als nicht zugestellt. Läuft eine Frist, warten Sie nicht ab."},
	"en": {"Not delivered: your message to %s", "Your message to %s could not be delivered.\n\nReason: %s\n\nWhat you can do: %s\n\nYour message counts as not delivered. If a period is running, do not wait."},
}

// writeNotice tells the owner in the mailbox and by mail that a delivery failed.
func (s *Service) writeNotice(ctx context.Context, tx *store.Tx, owner *openSide, d *ent.Delivery, code FailureCode) error {
	person, err := s.People.Facts(ctx, owner.Reader)
	if err != nil {
		return err
	}
	form, ok := noticeForms[person.Locale]
	if !ok {
		form = noticeForms["de"]
	}
	name := s.Directory.AuthorityName(d.AuthorityID)
	cause, advice := FailureWords(code, person.Locale)
	return s.postNotice(ctx, tx, owner, person, fmt.Sprintf(form.subject, name), fmt.Sprintf(form.text, name, cause, advice), &d.MessageID)
}

// postNotice puts a message of the platform into the owner's mailbox and has the owner told of it by mail.
func (s *Service) postNotice(ctx context.Context, tx *store.Tx, owner *openSide, person PersonFacts, subject, text string, about *string) error {
	out := outgoing{
		id: newMessageID(tx), mailboxID: owner.ID, reference: owner.Reference, direction: FromPlatform, kind: KindNotice,
		senderName: platform.name, subject: subject, text: text, sentAt: tx.Now, inReplyTo: about,
	}
	held := recipientSide{side: owner, unread: true, event: MessageReceived, by: platform, to: []string{owner.head.PersonName}}
	if _, err := s.deliverToSides(ctx, tx, out, []recipientSide{held}); err != nil {
		return err
	}
	return s.Notices.OwnerNotice(ctx, tx, owner.Reader, owner.ID)
}
