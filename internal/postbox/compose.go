package postbox

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"schalter/ent/message"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// outgoing is a message on its way into the sides that shall hold it.
type outgoing struct {
	id            string
	mailboxID     string
	reference     string
	direction     Direction
	kind          MessageKind
	fromAuthority *string
	senderName    string
	// from is the sender as the manifest names it, where that is not senderName: only what is proven is signed.
	from          string
	subject, text string
	services      []string
	inReplyTo     *string
	dueOn         *string
	receipt       bool
	sentAt        time.Time
	documents     []heldDocument
	// original is the signed mail that it came by, if it did.
	original *StoredOriginal
}

// recipientSide is one side that shall hold a message.
type recipientSide struct {
	side   *openSide
	unread bool
	event  MailboxEventKind
	by     actor
	// to names the recipients that this side may know of.
	to []string
	// authority is whose side it is; empty for the owner's.
	authority string
}

// sealedMessageHead is what is sealed of a message for lists.
type sealedMessageHead struct {
	Subject string `json:"subject"`
	Sender  string `json:"sender"`
}

// deliverToSides writes a message into every side that shall hold it: its content once, and for each side a place in the list, the
// wrapped keys, the signed manifest, an event, the words to find it by. The caller saves the sides.
func (s *Service) deliverToSides(ctx context.Context, tx *store.Tx, out outgoing, holders []recipientSide) error {
	key, err := vault.NewKey()
	if err != nil {
		return err
	}
	if err := s.insertMessage(ctx, tx, out, key); err != nil {
		return err
	}
	for _, h := range holders {
		if err := s.addToSide(ctx, tx, out, key, h); err != nil {
			return err
		}
	}
	return markSent(ctx, tx, out.documents)
}

func (s *Service) insertMessage(ctx context.Context, tx *store.Tx, out outgoing, key vault.Key) error {
	plain, err := json.Marshal(sealedMessageHead{Subject: out.subject, Sender: out.senderName})
	if err != nil {
		return err
	}
	head, err := key.Seal(fieldAAD(out.id, "message", "head"), plain)
	if err != nil {
		return err
	}
	body, err := key.Seal(fieldAAD(out.id, "message", "body"), []byte(out.text))
	if err != nil {
		return err
	}
	create := tx.Message.Create()
	if out.original != nil {
		sealed, err := out.original.seal(out.id, key)
		if err != nil {
			return err
		}
		create.SetOriginalSize(out.original.size).SetOriginalBlobKey(out.original.blobKey).SetSealedOriginal(sealed)
	}
	return create.SetID(out.id).SetMailboxID(out.mailboxID).SetDirection(message.Direction(out.direction)).
		SetKind(message.Kind(out.kind)).SetNillableFromAuthorityID(out.fromAuthority).
		SetNillableFromAuthorityName(s.present(out.fromAuthority)).SetSealedHead(head).SetSealedBody(body).
		SetServiceIds(out.services).SetReceiptRequested(out.receipt).SetNillableInReplyToID(out.inReplyTo).
		SetNillableDueOn(out.dueOn).SetSentAt(out.sentAt).Exec(ctx)
}

// addToSide puts a message on a side, as an answer only where that side holds what it answers: another one must not learn of it.
// On a transit side nobody reads it: it waits there, with no record, manifest or words.
func (s *Service) addToSide(ctx context.Context, tx *store.Tx, out outgoing, key vault.Key, h recipientSide) error {
	if h.side.transit() {
		if err := insertViewMessage(ctx, tx, out, key, h, ""); err != nil {
			return err
		}
		return s.addDocumentsToSide(ctx, tx, h.side, out)
	}
	known, err := sideHolds(ctx, tx, h.side.ID, out.inReplyTo)
	if err != nil {
		return err
	}
	if !known {
		out.inReplyTo = nil
	}
	signed, err := s.signManifest(out, h)
	if err != nil {
		return err
	}
	eventID, err := s.appendEvent(ctx, tx, h.side, sideEvent{kind: h.event, by: h.by, message: out.id, manifest: signed.Digest})
	if err != nil {
		return err
	}
	if err := insertViewMessage(ctx, tx, out, key, h, eventID); err != nil {
		return err
	}
	if err := s.storeManifest(ctx, tx, h.side, out.id, key, signed); err != nil {
		return err
	}
	if err := s.addDocumentsToSide(ctx, tx, h.side, out); err != nil {
		return err
	}
	return s.indexAndPublish(ctx, tx, out, h, eventID)
}

// insertViewMessage gives a message its place in a side's list, with its key wrapped for the side.
func insertViewMessage(ctx context.Context, tx *store.Tx, out outgoing, key vault.Key, h recipientSide, eventID string) error {
	wrapped, err := h.side.wrap(out.id, key)
	if err != nil {
		return err
	}
	h.side.LastSeq++
	h.side.LastMessageAt = tx.Now
	if h.unread {
		h.side.UnreadCount++
	}
	create := tx.ViewMessage.Create().SetSideID(h.side.ID).SetMessageID(out.id).SetReader(h.side.Reader).SetSeq(h.side.LastSeq).
		SetUnread(h.unread).SetDocumentCount(len(out.documents)).SetWrappedKey(wrapped).SetEventID(eventID)
	return create.Exec(ctx)
}

// requiresOpening reports whether a side gets a message that it has to open before it may know the text: a decision, whose retrieval
// is put on record.
func (h recipientSide) requiresOpening(out outgoing) bool {
	return h.side.owner() && out.kind == KindDecision && out.direction == Inbound
}

// indexAndPublish lets the reader of a side find a message and learn of it.
func (s *Service) indexAndPublish(ctx context.Context, tx *store.Tx, out outgoing, h recipientSide, eventID string) error {
	words := []string{out.subject, out.senderName}
	if !h.requiresOpening(out) {
		words = append(words, out.text)
		for _, d := range out.documents {
			words = append(words, d.meta.Filename)
		}
	}
	if err := s.indexWords(ctx, tx, h.side, out.id, words...); err != nil {
		return err
	}
	entry := store.Entry{Reader: h.side.Reader, Topic: store.TopicChange, SideID: h.side.ID, MessageID: out.id, EventID: eventID, At: tx.Now}
	tx.Append(entry)
	if h.event == MessageReceived {
		entry.Topic = store.TopicMessage
		tx.Append(entry)
	}
	return nil
}

// signManifest makes the manifest of a message for one side: only what that side may know.
func (s *Service) signManifest(out outgoing, h recipientSide) (evidence.Signed, error) {
	services := out.services
	if !h.side.owner() {
		services = intersect(services, h.side.ServiceIds)
	}
	m := evidence.Manifest{
		Side: h.side.ID, Reference: out.reference, Message: out.id, Direction: string(out.direction), Kind: string(out.kind),
		From: cmp.Or(out.from, out.senderName), To: h.to, SentAt: evidence.Instant(out.sentAt), Services: append([]string{}, services...),
		ReceiptRequested: out.receipt, SubjectSHA256: evidence.Digest([]byte(out.subject)), BodySHA256: evidence.Digest([]byte(out.text)),
		Documents: []evidence.Part{},
	}
	if out.inReplyTo != nil {
		m.InReplyTo = *out.inReplyTo
	}
	if out.dueOn != nil {
		m.DueOn = *out.dueOn
	}
	for _, d := range out.documents {
		m.Documents = append(m.Documents, evidence.Part{ID: d.row.ID, Name: d.meta.Filename, MediaType: d.meta.MediaType, Size: d.row.Size, SHA256: d.meta.SHA256})
	}
	if out.original != nil && out.original.proven {
		m.Original = out.original.described()
	}
	keyID, key := s.keys.Signer(vault.Seal)
	return evidence.Sign(m, keyID, key)
}

func manifestAAD(sideID, messageID string) string { return sideID + "|" + messageID + "|manifest" }

func (s *Service) storeManifest(ctx context.Context, tx *store.Tx, side *openSide, messageID string, key vault.Key, signed evidence.Signed) error {
	plain, err := json.Marshal(signed)
	if err != nil {
		return err
	}
	sealed, err := key.Seal(manifestAAD(side.ID, messageID), plain)
	if err != nil {
		return err
	}
	return tx.Manifest.Create().SetSideID(side.ID).SetMessageID(messageID).SetReader(side.Reader).SetSigningKeyID(signed.KeyID).
		SetSealed(sealed).SetSignedAt(tx.Now).Exec(ctx)
}

func newMessageID(tx *store.Tx) string { return id.New(id.Message, tx.Now) }

func sortedNames(ids []string, name func(string) string) []string {
	out := make([]string, len(ids))
	for i, v := range ids {
		out[i] = name(v)
	}
	slices.Sort(out)
	return out
}
