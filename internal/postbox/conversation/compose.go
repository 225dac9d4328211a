package conversation

import (
	"cmp"
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/message"
	entside "schalter/ent/side"
	"schalter/internal/casemail"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// RecipientSide is one side that gets a message: its writer's own or a recipient's.
type RecipientSide struct {
	Side   *sides.Side
	Unread bool
	Event  chain.MailboxEventKind
	By     chain.Actor
	// To names the recipients that this side may know of.
	To []string
	// authority is whose side it is; empty for the owner's. singleContact says that it is the Einheitlicher Ansprechpartner of the mailbox.
	authority     string
	singleContact bool
}

// DeliverToSides writes a message into every side that shall hold it: its content once, and for each side a row in its list with
// the wrapped keys, the signed manifest, an event, the words to find it by. The caller saves the sides. It returns the message as
// the side that wrote it holds it, nil if none of them did.
func (s *Service) DeliverToSides(ctx context.Context, tx *store.Tx, out Outgoing, recipients []RecipientSide) (written *Message, err error) {
	key, err := vault.NewKey()
	if err != nil {
		return nil, err
	}
	if err := s.insertMessage(ctx, tx, out, key); err != nil {
		return nil, err
	}
	for _, r := range recipients {
		eventID, err := s.addToSide(ctx, tx, out, key, r)
		if err != nil {
			return nil, err
		}
		if r.Side.Wrote(message.Direction(out.Direction)) {
			written = s.writtenMessage(out, r.Side, key, eventID)
		}
	}
	return written, documents.MarkSent(ctx, tx, out.Documents)
}

// addToSide adds a message to one side, as an answer only where that side holds what it answers: another one must not learn of
// it. On a transit side nobody reads it: it waits there, with no event, manifest or words.
func (s *Service) addToSide(ctx context.Context, tx *store.Tx, out Outgoing, key vault.Key, r RecipientSide) (eventID string, err error) {
	if r.Side.IsTransit() {
		if err := insertViewMessage(ctx, tx, out, key, r, ""); err != nil {
			return "", err
		}
		return "", s.documents.AddDocumentsToSide(ctx, tx, r.Side, out.ID, out.Documents)
	}
	known, err := sideHolds(ctx, tx, r.Side.ID, out.InReplyTo)
	if err != nil {
		return "", err
	}
	if !known {
		out.InReplyTo = nil
	}
	signed, err := s.signManifest(out, r)
	if err != nil {
		return "", err
	}
	eventID, err = s.chain.Append(ctx, tx, r.Side, chain.Event{Kind: r.Event, Actor: r.By, Message: out.ID, Manifest: signed.Digest})
	if err != nil {
		return "", err
	}
	if err := insertViewMessage(ctx, tx, out, key, r, eventID); err != nil {
		return "", err
	}
	if err := s.storeManifest(ctx, tx, r.Side, out.ID, key, signed); err != nil {
		return "", err
	}
	if err := insertProvision(ctx, tx, out, r); err != nil {
		return "", err
	}
	if err := s.documents.AddDocumentsToSide(ctx, tx, r.Side, out.ID, out.Documents); err != nil {
		return "", err
	}
	return eventID, s.indexAndPublish(ctx, tx, out, r, eventID)
}

// insertViewMessage adds a message to a side's list, with its key wrapped for the side.
func insertViewMessage(ctx context.Context, tx *store.Tx, out Outgoing, key vault.Key, r RecipientSide, eventID string) error {
	wrapped, err := r.Side.WrapKey(out.ID, key)
	if err != nil {
		return err
	}
	r.Side.LastSeq++
	r.Side.LastMessageAt = tx.Now
	if r.Unread {
		r.Side.UnreadCount++
	}
	create := tx.ViewMessage.Create().SetSideID(r.Side.ID).SetMessageID(out.ID).SetReader(r.Side.Reader).SetSeq(r.Side.LastSeq).
		SetUnread(r.Unread).SetDocumentCount(len(out.Documents)).SetWrappedKey(wrapped).SetEventID(eventID)
	return create.Exec(ctx)
}

// requiresOpening reports whether a side has to open a message before it may know its text: a decision, whose retrieval is
// recorded as an event.
func (r RecipientSide) requiresOpening(out Outgoing) bool {
	return r.Side.IsOwner() && out.Kind == casemail.KindDecision && out.Direction == casemail.Inbound
}

// indexAndPublish indexes the words of a message for a side and publishes it in the reader's stream.
func (s *Service) indexAndPublish(ctx context.Context, tx *store.Tx, out Outgoing, r RecipientSide, eventID string) error {
	words := []string{out.Subject, out.SenderName}
	if !r.requiresOpening(out) {
		words = append(words, out.Text)
		for _, d := range out.Documents {
			words = append(words, d.Meta.Filename)
		}
	}
	if err := s.sides.IndexWords(ctx, tx, r.Side, out.ID, words...); err != nil {
		return err
	}
	entry := store.Entry{Reader: r.Side.Reader, Topic: store.TopicChange, SideID: r.Side.ID, MessageID: out.ID, EventID: eventID, At: tx.Now}
	tx.Append(entry)
	if r.Event == chain.MessageReceived {
		entry.Topic = store.TopicMessage
		tx.Append(entry)
	}
	return nil
}

// signManifest makes and signs the manifest of a message for one side: only what that side may know.
func (s *Service) signManifest(out Outgoing, r RecipientSide) (evidence.Signed, error) {
	services := out.services
	if !r.Side.IsOwner() {
		services = sides.Intersect(services, r.Side.ServiceIds)
	}
	m := evidence.Manifest{
		Side: r.Side.ID, Reference: out.Reference, Message: out.ID, Direction: string(out.Direction), Kind: string(out.Kind),
		From: cmp.Or(out.from, out.SenderName), To: r.To, SentAt: evidence.Instant(out.SentAt), Services: append([]string{}, services...),
		ReceiptRequested: out.receipt, SubjectSHA256: evidence.Digest([]byte(out.Subject)), BodySHA256: evidence.Digest([]byte(out.Text)),
		Documents: []evidence.Part{},
	}
	if out.InReplyTo != nil {
		m.InReplyTo = *out.InReplyTo
	}
	if out.dueOn != nil {
		m.DueOn = *out.dueOn
	}
	for _, d := range out.Documents {
		m.Documents = append(m.Documents, evidence.Part{ID: d.Row.ID, Name: d.Meta.Filename, MediaType: d.Meta.MediaType, Size: d.Row.Size, SHA256: d.Meta.SHA256})
	}
	m.DecisionEffect, m.Consent = string(out.effect), out.consent
	if out.Original != nil && out.Original.Proven {
		m.Original = out.Original.Described()
	}
	keyID, key := s.keys.Signer(vault.Seal)
	return evidence.Sign(m, keyID, key)
}

// ManifestAAD is what a sealed manifest is bound to.
func ManifestAAD(sideID, messageID string) string { return sideID + "|" + messageID + "|manifest" }

func (s *Service) storeManifest(ctx context.Context, tx *store.Tx, side *sides.Side, messageID string, key vault.Key, signed evidence.Signed) error {
	sealed, err := key.SealJSON(ManifestAAD(side.ID, messageID), signed)
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
func (s *Service) transitSide(ctx context.Context, tx *store.Tx, owner *sides.Side, r recipient, person PersonFacts) (*sides.Side, error) {
	sideID, err := tx.Side.Query().Where(entside.MailboxID(owner.ID), entside.Reader(transitReader(r.AuthorityID))).OnlyID(ctx)
	if err == nil {
		return s.sides.LockByID(ctx, tx, sideID)
	}
	if !ent.IsNotFound(err) {
		return nil, err
	}
	in := sideFor(owner, r.CaseParty, person, tx.Now)
	in.ID, in.Kind, in.Reader = id.New(id.Side, tx.Now), entside.KindTRANSIT, transitReader(r.AuthorityID)
	return s.sides.Create(ctx, tx, in)
}

// rememberMessage remembers the request that a side sent a message by.
func (s *Service) rememberMessage(ctx context.Context, tx *store.Tx, side *sides.Side, request any, messageID string) error {
	key, err := s.MessageKey(ctx, tx.Client, side, messageID)
	if err != nil {
		return err
	}
	return s.sides.RememberRequest(ctx, tx, side.ID, request, messageID, key)
}
