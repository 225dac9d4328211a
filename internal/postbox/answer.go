package postbox

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"

	"schalter/ent"
	"schalter/ent/deliveryfact"
	"schalter/ent/document"
	"schalter/ent/message"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/scan"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// StoredDocument is a document of an answer, sealed in the blob store and in no mailbox yet.
type StoredDocument struct {
	id      string
	key     vault.Key
	meta    documentMeta
	size    int64
	blobKey *string
	state   document.State
	refusal *string
	scanned bool
}

// Refused says why a document is not taken in, as an enum of package scan in lower case; empty when it is.
func (k StoredDocument) Refused() string {
	if k.refusal == nil {
		return ""
	}
	return strings.TrimPrefix(*k.refusal, refusalPrefix)
}

// StoreDocuments seals the documents of an answer into the blob store, before the transaction that posts it. A document of a kind
// that is not taken in is kept as refused, without its bytes. What is never posted goes with the sweep of orphans.
func (s *Service) StoreDocuments(ctx context.Context, documents []casemail.Attachment) (_ []casemail.Kept, err error) {
	defer errs.Wrap(&err, "postbox.StoreDocuments")
	list := make([]casemail.Kept, 0, len(documents))
	for _, d := range documents {
		kept, err := s.storeDocument(ctx, d)
		if err != nil {
			return nil, err
		}
		list = append(list, kept)
	}
	return list, nil
}

func (s *Service) storeDocument(ctx context.Context, d casemail.Attachment) (kept StoredDocument, err error) {
	sum := sha256.Sum256(d.Data)
	kept = StoredDocument{
		id: id.New(id.Document, s.db.Clock().Now()), size: int64(len(d.Data)), state: document.StateREADY,
		meta: documentMeta{Filename: scan.CleanName(d.Filename), MediaType: d.MediaType, SHA256: hex.EncodeToString(sum[:])},
	}
	if kept.key, err = vault.NewKey(); err != nil {
		return kept, err
	}
	mediaType, scanned, err := s.inspectIncoming(ctx, kept.meta, d)
	var refused *scan.Error
	switch {
	case errors.As(err, &refused) && refused.Reason == scan.Malware:
		return kept, casemail.ErrMalware
	case errors.As(err, &refused):
		text := refusalText(refused)
		kept.state, kept.refusal = document.StateREFUSED, &text
		return kept, nil
	case err != nil:
		return kept, err
	}
	kept.meta.MediaType, kept.scanned = mediaType, scanned
	blobKey := kept.id + "." + strings.ToLower(rand.Text())
	kept.blobKey = &blobKey
	_, err = s.Blobs.Put(ctx, blobKey, func(w io.Writer) error {
		sealing, err := kept.key.SealWriter(w, fileAAD(kept.id))
		if err != nil {
			return err
		}
		if _, err := sealing.Write(d.Data); err != nil {
			return err
		}
		return sealing.Close()
	})
	return kept, err
}

// inspectIncoming decides on a document by its name and its bytes. The type that a mail claims counts for nothing.
func (s *Service) inspectIncoming(ctx context.Context, meta documentMeta, d casemail.Attachment) (mediaType string, scanned bool, err error) {
	if len(d.Data) == 0 {
		return "", false, &scan.Error{Reason: scan.Empty}
	}
	mediaType, scanned, err = s.Inspector.Check(ctx, bytes.NewReader(d.Data), int64(len(d.Data)), meta.Filename)
	if err == nil && d.Damaged {
		err = &scan.Error{Reason: scan.Damaged}
	}
	return mediaType, scanned, err
}

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
	documents, err := attachDocuments(ctx, tx, owner, in.Documents)
	if err != nil {
		return err
	}
	original, err := storedOriginal(in.Original)
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
		sentAt: tx.Now, inReplyTo: &d.MessageID, documents: documents, original: original,
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

// attachDocuments gives the owner's side the documents of an answer.
func attachDocuments(ctx context.Context, tx *store.Tx, owner *openSide, kept []casemail.Kept) ([]heldDocument, error) {
	list := make([]heldDocument, len(kept))
	for i := range kept {
		k, ok := kept[i].(StoredDocument)
		if !ok {
			return nil, errors.New("a document that the postbox did not keep")
		}
		sealed, err := sealMeta(k.id, k.key, k.meta)
		if err != nil {
			return nil, err
		}
		row, err := tx.Document.Create().SetID(k.id).SetMailboxID(owner.MailboxID).SetState(k.state).SetNillableRefusal(k.refusal).
			SetScanned(k.scanned).SetSealedMeta(sealed).SetSize(k.size).SetNillableBlobKey(k.blobKey).SetCreatedAt(tx.Now).Save(ctx)
		if err != nil {
			return nil, err
		}
		wrapped, err := owner.wrap(k.id, k.key)
		if err != nil {
			return nil, err
		}
		view, err := tx.ViewDocument.Create().SetSideID(owner.ID).SetDocumentID(k.id).SetReader(owner.Reader).SetWrappedKey(wrapped).Save(ctx)
		if err != nil {
			return nil, err
		}
		list[i] = heldDocument{row, view, k.key, k.meta}
	}
	return list, nil
}

// recordAnswered records that an authority answered a message, and that it has it: an answer is the receipt where one was asked
// for. Of other messages it says nothing, whether they went out before or after: nobody saw what became of them.
func (s *Service) recordAnswered(ctx context.Context, tx *store.Tx, owner *openSide, d *ent.Delivery, by actor) error {
	answered, err := hasFact(ctx, tx, d.ID, deliveryfact.StateANSWERED)
	if err != nil || answered {
		return err
	}
	return s.addFact(ctx, tx, owner, d, fact{state: Answered, by: by, event: DeliveryChanged})
}

// hasFact reports whether a delivery has a fact in one of several states.
func hasFact(ctx context.Context, tx *store.Tx, deliveryID string, states ...deliveryfact.State) (bool, error) {
	return tx.DeliveryFact.Query().Where(deliveryfact.DeliveryID(deliveryID), deliveryfact.StateIn(states...)).Exist(ctx)
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
