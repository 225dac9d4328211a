package gateway

import (
	"cmp"
	"context"
	"strings"

	"schalter/ent"
	"schalter/ent/deliveryfact"
	"schalter/ent/message"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// remarkWords say the kinds of remarks by the person's language; the detail stands where there is room for one.
var remarkWords = map[string]map[string]string{
	"de": {
		"TEXT_TOO_LONG":   "Der Text ist zu lang, um ihn hier ganz zu zeigen. Er liegt vollständig als Dokument bei.",
		"UNKNOWN_CHARSET": "Der Text ist in einer Zeichenkodierung geschrieben, die wir nicht kennen (%s). Einzelne Zeichen können falsch sein.",
		"UNREADABLE_TEXT": "Ein Teil des Textes ließ sich nicht lesen und fehlt hier. Fragen Sie bitte bei der Behörde nach.",
		"by":              "Hinweis der Plattform, nicht der Behörde:",
	},
	"en": {
		"TEXT_TOO_LONG":   "The text is too long to be shown here completely. All of it comes along as a document.",
		"UNKNOWN_CHARSET": "The text is written in a character encoding that we do not know (%s). Some characters may be wrong.",
		"UNREADABLE_TEXT": "A part of the text could not be read and is missing here. Please ask the authority.",
		"by":              "Note by the platform, not by the authority:",
	},
}

// appendRemarks adds to a message text, at its end, what the person must be told of it.
func appendRemarks(text string, remarks []casemail.Remark, locale string) string {
	words, ok := remarkWords[locale]
	if !ok {
		words = remarkWords["de"]
	}
	var b strings.Builder
	for _, r := range remarks {
		if sentence := words[r.Kind]; sentence != "" {
			b.WriteString("\n" + strings.ReplaceAll(sentence, "%s", r.Detail))
		}
	}
	if b.Len() == 0 {
		return truncate(text, conversation.MaxBody)
	}
	note := words["by"] + b.String()
	if text = strings.TrimRight(truncate(text, conversation.MaxBody-len([]rune(note))-2), "\n"); text == "" {
		return note
	}
	return text + "\n\n" + note
}

// automaticSender is added to the sender of such an answer, by the person's language.
var automaticSender = map[string]string{"de": "vermutlich automatische Antwort", "en": "probably an automatic reply"}

// ReceiveAnswer posts an authority's answer into the mailbox of the delivery it answers: with ANSWERED, and CONFIRMED where a
// receipt was asked for, unless a program wrote it by itself. It returns casemail.ErrGone when the mailbox is not there any more.
// The context must be the platform's own.
func (s *Service) ReceiveAnswer(ctx context.Context, tx *store.Tx, in casemail.Answer) (err error) {
	defer errs.Wrap(&err, "postbox.ReceiveAnswer(%s)", in.InboundID)
	messageID, err := documents.AnswerID(in.InboundID)
	if err != nil {
		return err
	}
	d, owner, err := s.lockDelivery(ctx, tx, in.DeliveryID)
	if err != nil {
		return err
	}
	if d == nil || owner == nil || d.AuthorityID != in.AuthorityID {
		return casemail.ErrGone
	}
	if posted, err := tx.Message.Query().Where(message.ID(messageID)).Exist(ctx); err != nil || posted {
		return err
	}
	if err := s.postAnswer(ctx, tx, owner, d, messageID, in); err != nil {
		return err
	}
	if !in.Automatic {
		if err := s.confirmByAnswer(ctx, tx, owner, d); err != nil {
			return err
		}
		if err := s.conversation.RecordAnswered(ctx, tx, owner, d, s.actorFor(d, casemail.Answered)); err != nil {
			return err
		}
		// Answered before, that is no new fact; it is no silence either.
		if err := conversation.EndSilence(ctx, tx, owner.ID, d.AuthorityID); err != nil {
			return err
		}
	}
	owner.RecordActivity(tx.Now)
	if err := s.notices.OwnerNotice(ctx, tx, owner.Reader, owner.ID); err != nil {
		return err
	}
	return sides.Save(ctx, tx, owner)
}

func (s *Service) postAnswer(ctx context.Context, tx *store.Tx, owner *sides.Side, d *ent.Delivery, messageID string, in casemail.Answer) error {
	attached, err := documents.AttachDocuments(ctx, tx, owner, in.Documents)
	if err != nil {
		return err
	}
	original, err := documents.KeptOriginal(in.Original)
	if err != nil {
		return err
	}
	person, err := s.people.Facts(ctx, owner.Reader)
	if err != nil {
		return err
	}
	subject, text := truncate(in.Subject, conversation.MaxSubject), appendRemarks(in.Text, in.Remarks, person.Locale)
	out := conversation.Outgoing{
		ID: messageID, MailboxID: owner.ID, Reference: owner.Reference, Direction: casemail.Inbound, Kind: casemail.KindMessage,
		FromAuthority: &d.AuthorityID, SenderName: s.directory.AuthorityName(d.AuthorityID), Subject: subject, Text: text,
		SentAt: tx.Now, InReplyTo: &d.MessageID, Documents: attached, Original: original,
	}
	if in.Automatic {
		out.SenderName += " (" + cmp.Or(automaticSender[person.Locale], automaticSender["de"]) + ")"
	}
	held := conversation.RecipientSide{Side: owner, Unread: true, Event: chain.MessageReceived, By: s.actorFor(d, casemail.Answered), To: []string{owner.Head.PersonName}}
	_, err = s.conversation.DeliverToSides(ctx, tx, out, []conversation.RecipientSide{held})
	return err
}

// truncate cuts a text that is longer than a message may be, in whole characters; the whole of it is then in the documents.
func truncate(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most])
	}
	return s
}

func (s *Service) confirmByAnswer(ctx context.Context, tx *store.Tx, owner *sides.Side, d *ent.Delivery) error {
	asked, err := tx.Message.Query().Where(message.ID(d.MessageID), message.ReceiptRequested(true)).Exist(ctx)
	if err != nil || !asked {
		return err
	}
	confirmed, err := conversation.HasFact(ctx, tx, d.ID, deliveryfact.StateCONFIRMED)
	if err != nil || confirmed {
		return err
	}
	key, err := s.conversation.MessageKey(ctx, tx.Client, owner, d.MessageID)
	if errs.AsRefusal(err) != nil {
		// The owner deleted the message; there is nobody to tell who confirmed it.
		return nil
	}
	if err != nil {
		return err
	}
	by := s.actorFor(d, casemail.Confirmed)
	detail, err := key.Seal(conversation.ConfirmAAD(d.ID), []byte(by.Name))
	if err != nil {
		return err
	}
	return s.conversation.AddFact(ctx, tx, owner, d, conversation.Fact{State: casemail.Confirmed, By: by, Detail: detail, Event: chain.ReceiptConfirmed})
}
