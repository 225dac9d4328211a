package postbox

import (
	"cmp"
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/message"
	entside "schalter/ent/side"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// recipientSide is one side that gets a message: its writer's own or a recipient's.
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

// deliverToSides writes a message into every side that shall hold it: its content once, and for each side a row in its list with
// the wrapped keys, the signed manifest, an event, the words to find it by. The caller saves the sides. It returns the message as
// the side that wrote it holds it, nil if none of them did.
func (s *Service) deliverToSides(ctx context.Context, tx *store.Tx, out outgoing, sides []recipientSide) (written *Message, err error) {
	key, err := vault.NewKey()
	if err != nil {
		return nil, err
	}
	if err := s.insertMessage(ctx, tx, out, key); err != nil {
		return nil, err
	}
	for _, r := range sides {
		eventID, err := s.addToSide(ctx, tx, out, key, r)
		if err != nil {
			return nil, err
		}
		if r.side.wrote(message.Direction(out.direction)) {
			written = s.writtenMessage(out, r.side, key, eventID)
		}
	}
	return written, markSent(ctx, tx, out.documents)
}

// addToSide adds a message to one side, as an answer only where that side holds what it answers: another one must not learn of
// it. On a transit side nobody reads it: it waits there, with no event, manifest or words.
func (s *Service) addToSide(ctx context.Context, tx *store.Tx, out outgoing, key vault.Key, r recipientSide) (eventID string, err error) {
	if r.side.transit() {
		if err := insertViewMessage(ctx, tx, out, key, r, ""); err != nil {
			return "", err
		}
		return "", s.addDocumentsToSide(ctx, tx, r.side, out.id, out.documents)
	}
	known, err := sideHolds(ctx, tx, r.side.ID, out.inReplyTo)
	if err != nil {
		return "", err
	}
	if !known {
		out.inReplyTo = nil
	}
	signed, err := s.signManifest(out, r)
	if err != nil {
		return "", err
	}
	eventID, err = s.appendEvent(ctx, tx, r.side, sideEvent{kind: r.event, by: r.by, message: out.id, manifest: signed.Digest})
	if err != nil {
		return "", err
	}
	if err := insertViewMessage(ctx, tx, out, key, r, eventID); err != nil {
		return "", err
	}
	if err := s.storeManifest(ctx, tx, r.side, out.id, key, signed); err != nil {
		return "", err
	}
	if err := s.addDocumentsToSide(ctx, tx, r.side, out.id, out.documents); err != nil {
		return "", err
	}
	return eventID, s.indexAndPublish(ctx, tx, out, r, eventID)
}

// insertViewMessage adds a message to a side's list, with its key wrapped for the side.
func insertViewMessage(ctx context.Context, tx *store.Tx, out outgoing, key vault.Key, r recipientSide, eventID string) error {
	wrapped, err := r.side.wrapKey(out.id, key)
	if err != nil {
		return err
	}
	r.side.LastSeq++
	r.side.LastMessageAt = tx.Now
	if r.unread {
		r.side.UnreadCount++
	}
	create := tx.ViewMessage.Create().SetSideID(r.side.ID).SetMessageID(out.id).SetReader(r.side.Reader).SetSeq(r.side.LastSeq).
		SetUnread(r.unread).SetDocumentCount(len(out.documents)).SetWrappedKey(wrapped).SetEventID(eventID)
	return create.Exec(ctx)
}

// requiresOpening reports whether a side has to open a message before it may know its text: a decision, whose retrieval is
// recorded as an event.
func (r recipientSide) requiresOpening(out outgoing) bool {
	return r.side.owner() && out.kind == KindDecision && out.direction == Inbound
}

// indexAndPublish indexes the words of a message for a side and publishes it in the reader's stream.
func (s *Service) indexAndPublish(ctx context.Context, tx *store.Tx, out outgoing, r recipientSide, eventID string) error {
	words := []string{out.subject, out.senderName}
	if !r.requiresOpening(out) {
		words = append(words, out.text)
		for _, d := range out.documents {
			words = append(words, d.meta.Filename)
		}
	}
	if err := s.indexWords(ctx, tx, r.side, out.id, words...); err != nil {
		return err
	}
	entry := store.Entry{Reader: r.side.Reader, Topic: store.TopicChange, SideID: r.side.ID, MessageID: out.id, EventID: eventID, At: tx.Now}
	tx.Append(entry)
	if r.event == MessageReceived {
		entry.Topic = store.TopicMessage
		tx.Append(entry)
	}
	return nil
}

// signManifest makes and signs the manifest of a message for one side: only what that side may know.
func (s *Service) signManifest(out outgoing, r recipientSide) (evidence.Signed, error) {
	services := out.services
	if !r.side.owner() {
		services = intersect(services, r.side.ServiceIds)
	}
	m := evidence.Manifest{
		Side: r.side.ID, Reference: out.reference, Message: out.id, Direction: string(out.direction), Kind: string(out.kind),
		From: cmp.Or(out.from, out.senderName), To: r.to, SentAt: evidence.Instant(out.sentAt), Services: append([]string{}, services...),
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
	sealed, err := key.SealJSON(manifestAAD(side.ID, messageID), signed)
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

// transitReader is nobody: no account and no authority has such an id.
func transitReader(authorityID string) string { return "transit|" + authorityID }

// transitSide locks the side on which messages to an authority's own mailbox wait, or makes it.
func (s *Service) transitSide(ctx context.Context, tx *store.Tx, owner *openSide, r recipient, person PersonFacts) (*openSide, error) {
	sideID, err := tx.Side.Query().Where(entside.MailboxID(owner.ID), entside.Reader(transitReader(r.AuthorityID))).OnlyID(ctx)
	if err == nil {
		return s.lockByID(ctx, tx, sideID)
	}
	if !ent.IsNotFound(err) {
		return nil, err
	}
	in := sideFor(owner, r.CaseParty, person, tx.Now)
	in.id, in.kind, in.reader = id.New(id.Side, tx.Now), entside.KindTRANSIT, transitReader(r.AuthorityID)
	return s.createSide(ctx, tx, in)
}

// rememberMessage remembers the request that a side sent a message by.
func (s *Service) rememberMessage(ctx context.Context, tx *store.Tx, side *openSide, request any, messageID string) error {
	key, err := s.messageKey(ctx, tx.Client, side, messageID)
	if err != nil {
		return err
	}
	return s.rememberRequest(ctx, tx, side.ID, request, messageID, key)
}
