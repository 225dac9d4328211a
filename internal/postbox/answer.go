package postbox

import (
	"cmp"
	"context"
	"strings"

	"schalter/ent"
	"schalter/ent/deliveryfact"
	"schalter/ent/message"
	"schalter/internal/casemail"
	"schalter/internal/errs"
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
		return truncate(text, MaxBody)
	}
	note := words["by"] + b.String()
	if text = strings.TrimRight(truncate(text, MaxBody-len([]rune(note))-2), "\n"); text == "" {
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
	messageID, err := answerID(in.InboundID)
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
		if err := s.recordAnswered(ctx, tx, owner, d, s.actorFor(d, Answered)); err != nil {
			return err
		}
	}
	owner.recordActivity(tx.Now)
	if err := s.Notices.OwnerNotice(ctx, tx, owner.Reader, owner.ID); err != nil {
		return err
	}
	return saveSide(ctx, tx, owner)
}

func (s *Service) postAnswer(ctx context.Context, tx *store.Tx, owner *openSide, d *ent.Delivery, messageID string, in casemail.Answer) error {
	attached, err := attachDocuments(ctx, tx, owner, in.Documents)
	if err != nil {
		return err
	}
	original, err := keptOriginal(in.Original)
	if err != nil {
		return err
	}
	person, err := s.People.Facts(ctx, owner.Reader)
	if err != nil {
		return err
	}
	subject, text := truncate(in.Subject, MaxSubject), appendRemarks(in.Text, in.Remarks, person.Locale)
	out := outgoing{
		id: messageID, mailboxID: owner.ID, reference: owner.Reference, direction: Inbound, kind: KindMessage,
		fromAuthority: &d.AuthorityID, senderName: s.Directory.AuthorityName(d.AuthorityID), subject: subject, text: text,
		sentAt: tx.Now, inReplyTo: &d.MessageID, documents: attached, original: original,
	}
	if in.Automatic {
		out.senderName += " (" + cmp.Or(automaticSender[person.Locale], automaticSender["de"]) + ")"
	}
	held := recipientSide{side: owner, unread: true, event: MessageReceived, by: s.actorFor(d, Answered), to: []string{owner.head.PersonName}}
	_, err = s.deliverToSides(ctx, tx, out, []recipientSide{held})
	return err
}

// truncate cuts a text that is longer than a message may be, in whole characters; the whole of it is then in the documents.
func truncate(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most])
	}
	return s
}

func (s *Service) confirmByAnswer(ctx context.Context, tx *store.Tx, owner *openSide, d *ent.Delivery) error {
	asked, err := tx.Message.Query().Where(message.ID(d.MessageID), message.ReceiptRequested(true)).Exist(ctx)
	if err != nil || !asked {
		return err
	}
	confirmed, err := hasFact(ctx, tx, d.ID, deliveryfact.StateCONFIRMED)
	if err != nil || confirmed {
		return err
	}
	key, err := s.messageKey(ctx, tx.Client, owner, d.MessageID)
	if errs.AsRefusal(err) != nil {
		// The owner deleted the message; there is nobody to tell who confirmed it.
		return nil
	}
	if err != nil {
		return err
	}
	by := s.actorFor(d, Confirmed)
	detail, err := key.Seal(confirmAAD(d.ID), []byte(by.name))
	if err != nil {
		return err
	}
	return s.addFact(ctx, tx, owner, d, fact{state: Confirmed, by: by, detail: detail, event: ReceiptConfirmed})
}
