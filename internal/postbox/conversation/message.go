package conversation

import (
	"context"
	"strconv"
	"time"

	"schalter/ent"
	"schalter/ent/message"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/evidence"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// A message as it is shown, written and read: a field of it is added in this file.

// Message is a message as the viewer's side sees it. Its text comes by Service.MessageTexts.
type Message struct {
	ID              string
	SideID          string
	Direction       casemail.MessageDirection
	Kind            casemail.MessageKind
	FromAuthorityID *string
	// FromAuthorityName is what the authority was called when it wrote.
	FromAuthorityName *string
	SenderName        string
	Subject           string
	ServiceIDs        []string
	InReplyToID       *string
	SentAt            time.Time
	// ReadAt is when it was first opened on this side; nil for what the side wrote itself.
	ReadAt           *time.Time
	Unread           bool
	ReceiptRequested bool
	DueOn            *string
	// DecisionEffect is what sending a decision did; empty for all else.
	DecisionEffect *casemail.DecisionEffect
	DocumentCount  int
	EventID        string
	// WithdrawnAt is when the authority that wrote it took it back, unopened.
	WithdrawnAt *time.Time

	// hasOriginal says that the signed mail which it came by is kept beside it.
	hasOriginal bool
	seq         int64
	key         vault.Key
	// own says that the side wrote it.
	own bool
}

// Gone reports whether the message was withdrawn before this side opened it: only that there was one is left.
func (m *Message) Gone() bool { return m.WithdrawnAt != nil && !m.own }

// Locked reports whether there is no content to see: because it is gone, or waits for the message to be opened, since the retrieval of a
// decision is recorded as an event.
func (m *Message) Locked() bool {
	return m.Gone() || m.Kind == casemail.KindDecision && m.Direction == casemail.Inbound && m.Unopened()
}

// Unopened reports whether a message that the side received was never opened.
func (m *Message) Unopened() bool { return !m.own && m.ReadAt == nil }

// ShowsOriginal reports whether the mail that it came by is kept, and may be seen.
func (m *Message) ShowsOriginal() bool { return m.hasOriginal && !m.Locked() }

// ContentKey opens what is sealed of the message itself. It is no field: a read model is printed, and compared.
func (m *Message) ContentKey() vault.Key { return m.key }

// Position is the message's place in its side's list.
func (m *Message) Position() string { return strconv.FormatInt(m.seq, 10) }

// Outgoing is a message on its way into the sides that shall hold it.
type Outgoing struct {
	ID            string
	MailboxID     string
	Reference     string
	Direction     casemail.MessageDirection
	Kind          casemail.MessageKind
	FromAuthority *string
	SenderName    string
	// from is the sender as the manifest names it, where that is not senderName: only what is proven is signed.
	from          string
	Subject, Text string
	services      []string
	InReplyTo     *string
	dueOn         *string
	remedy        *PeriodInput
	// effect is what sending a decision does, by the consent as it stands.
	effect    casemail.DecisionEffect
	consent   *evidence.Consent
	receipt   bool
	SentAt    time.Time
	Documents []documents.Held
	// Original is the signed mail that it came by, if it did.
	Original *documents.StoredOriginal
}

// sealedMessageHead is what is sealed of a message for lists.
type sealedMessageHead struct {
	Subject string `json:"subject"`
	Sender  string `json:"sender"`
}

// writtenMessage is what OpenMessage finds of a message on the side that wrote it, made of what the transaction holds: its answer need
// not read and open it again.
func (s *Service) writtenMessage(out Outgoing, side *sides.Side, key vault.Key, eventID string) *Message {
	services := out.services
	if !side.IsOwner() {
		services = sides.Intersect(services, side.ServiceIds)
	}
	sender := &ent.Message{FromAuthorityID: out.FromAuthority, FromAuthorityName: s.present(out.FromAuthority)}
	return &Message{
		ID: out.ID, SideID: side.ID, Direction: out.Direction, Kind: out.Kind, FromAuthorityID: out.FromAuthority, FromAuthorityName: s.nameOfSender(sender),
		SenderName: out.SenderName, Subject: out.Subject, ServiceIDs: services, InReplyToID: out.InReplyTo, SentAt: out.SentAt.UTC(),
		ReceiptRequested: out.receipt, DueOn: out.dueOn, DecisionEffect: present(out.effect), DocumentCount: len(out.Documents), EventID: eventID,
		hasOriginal: out.Original != nil, seq: side.LastSeq, key: key, own: true,
	}
}

func (s *Service) insertMessage(ctx context.Context, tx *store.Tx, out Outgoing, key vault.Key) error {
	head, err := key.SealJSON(sides.FieldAAD(out.ID, "message", "head"), sealedMessageHead{Subject: out.Subject, Sender: out.SenderName})
	if err != nil {
		return err
	}
	sealedText, err := key.Seal(sides.FieldAAD(out.ID, "message", "body"), []byte(out.Text))
	if err != nil {
		return err
	}
	create := tx.Message.Create()
	if out.Original != nil {
		sealed, err := out.Original.Seal(out.ID, key)
		if err != nil {
			return err
		}
		create.SetOriginalSize(out.Original.Size).SetOriginalBlobKey(out.Original.BlobKey).SetSealedOriginal(sealed)
	}
	if out.effect != "" {
		create.SetDecisionEffect(message.DecisionEffect(out.effect))
	}
	if out.remedy != nil {
		create.SetRemedyAmount(out.remedy.Amount).SetRemedyUnit(message.RemedyUnit(out.remedy.Unit))
	}
	return create.SetID(out.ID).SetMailboxID(out.MailboxID).SetDirection(message.Direction(out.Direction)).
		SetKind(message.Kind(out.Kind)).SetNillableFromAuthorityID(out.FromAuthority).
		SetNillableFromAuthorityName(s.present(out.FromAuthority)).SetSealedHead(head).SetSealedBody(sealedText).
		SetServiceIds(out.services).SetReceiptRequested(out.receipt).SetNillableInReplyToID(out.InReplyTo).
		SetNillableDueOn(out.dueOn).SetSentAt(out.SentAt).Exec(ctx)
}

// viewColumns are what a side's list says of a message: its place, its key, and what this side has done with it.
var viewColumns = store.Columns[ent.ViewMessage]{
	{Name: "side_id", Into: func(v *ent.ViewMessage) any { return &v.SideID }},
	{Name: "seq", Into: func(v *ent.ViewMessage) any { return &v.Seq }},
	{Name: "message_id", Into: func(v *ent.ViewMessage) any { return &v.MessageID }},
	{Name: "unread", Into: func(v *ent.ViewMessage) any { return &v.Unread }},
	{Name: "read_at", Into: func(v *ent.ViewMessage) any { return &v.ReadAt }},
	{Name: "document_count", Into: func(v *ent.ViewMessage) any { return &v.DocumentCount }},
	{Name: "wrapped_key", Into: func(v *ent.ViewMessage) any { return &v.WrappedKey }},
	{Name: "event_id", Into: func(v *ent.ViewMessage) any { return &v.EventID }},
	{Name: "withdrawn_at", Into: func(v *ent.ViewMessage) any { return &v.WithdrawnAt }},
}

// messageColumns are what a row says of a message without its text.
var messageColumns = store.Columns[ent.Message]{
	{Name: "id", Into: func(m *ent.Message) any { return &m.ID }},
	{Name: "direction", Into: func(m *ent.Message) any { return &m.Direction }},
	{Name: "kind", Into: func(m *ent.Message) any { return &m.Kind }},
	{Name: "from_authority_id", Into: func(m *ent.Message) any { return &m.FromAuthorityID }},
	{Name: "from_authority_name", Into: func(m *ent.Message) any { return &m.FromAuthorityName }},
	{Name: "sealed_head", Into: func(m *ent.Message) any { return &m.SealedHead }},
	{Name: "service_ids", Into: func(m *ent.Message) any { return store.JSON(&m.ServiceIds) }},
	{Name: "receipt_requested", Into: func(m *ent.Message) any { return &m.ReceiptRequested }},
	{Name: "in_reply_to_id", Into: func(m *ent.Message) any { return &m.InReplyToID }},
	{Name: "due_on", Into: func(m *ent.Message) any { return &m.DueOn }},
	{Name: "decision_effect", Into: func(m *ent.Message) any { return &m.DecisionEffect }},
	{Name: "sent_at", Into: func(m *ent.Message) any { return &m.SentAt }},
	{Name: "original_size", Into: func(m *ent.Message) any { return &m.OriginalSize }},
}

func (s *Service) readHeads(ctx context.Context, wanted []string) (map[string]*ent.Message, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	in, ids := s.db.In("id", wanted)
	rows, err := s.db.Hot(ctx, "SELECT "+messageColumns.String()+" FROM message WHERE "+in, ids)
	if err != nil {
		return nil, err
	}
	list, err := messageColumns.Scan(rows)
	if err != nil {
		return nil, err
	}
	heads := make(map[string]*ent.Message, len(list))
	for _, m := range list {
		heads[m.ID] = m
	}
	return heads, nil
}

// OpenMessage opens the head of a message by the wrap that a side has of its key; its text stays sealed.
func (s *Service) OpenMessage(ctx context.Context, side *sides.Side, v *ent.ViewMessage, row *ent.Message) (*Message, error) {
	key, err := side.UnwrapKey(row.ID, v.WrappedKey)
	if err != nil {
		return nil, s.sides.Alarm(ctx, row.ID, err)
	}
	if v.WithdrawnAt != nil && !side.Wrote(row.Direction) {
		return s.withdrawn(side, v, row, key), nil
	}
	var head sealedMessageHead
	if err := s.sides.OpenSealed(ctx, row.ID, key, sides.FieldAAD(row.ID, "message", "head"), row.SealedHead, &head); err != nil {
		return nil, err
	}
	services := row.ServiceIds
	if !side.IsOwner() {
		services = sides.Intersect(services, side.ServiceIds)
	}
	own, readAt := side.Wrote(row.Direction), sides.UTC(v.ReadAt)
	if own {
		readAt = nil
	}
	return &Message{
		DecisionEffect: (*casemail.DecisionEffect)(row.DecisionEffect),
		ID:             row.ID, SideID: side.ID, Direction: casemail.MessageDirection(row.Direction), Kind: casemail.MessageKind(row.Kind), FromAuthorityID: row.FromAuthorityID, FromAuthorityName: s.nameOfSender(row),
		SenderName: head.Sender, Subject: head.Subject, ServiceIDs: services, InReplyToID: row.InReplyToID, SentAt: row.SentAt.UTC(),
		ReadAt: readAt, Unread: v.Unread, ReceiptRequested: row.ReceiptRequested, DueOn: row.DueOn,
		DocumentCount: v.DocumentCount, EventID: v.EventID, hasOriginal: row.OriginalSize != nil, seq: v.Seq, key: key, own: own,
		WithdrawnAt: sides.UTC(v.WithdrawnAt),
	}, nil
}

// MoveMessageKeys is the mover of the messages that a side holds.
func MoveMessageKeys(ctx context.Context, tx *store.Tx, side *sides.Side, move sides.MoveOne) error {
	views, err := tx.ViewMessage.Query().Where(viewmessage.SideID(side.ID)).All(ctx)
	if err != nil {
		return err
	}
	for _, v := range views {
		wrapped, err := move(v.MessageID, v.WrappedKey)
		if err != nil {
			return err
		}
		if err := tx.ViewMessage.Update().Where(viewmessage.ID(v.ID)).SetWrappedKey(wrapped).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
