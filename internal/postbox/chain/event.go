package chain

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"strconv"
	"time"

	"schalter/ent"
	"schalter/ent/sideevent"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/evidence/merkle"
	"schalter/internal/id"
	"schalter/internal/pagination"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// Event is an event that goes into a side's record.
type Event struct {
	Kind     MailboxEventKind
	Actor    Actor
	Message  string
	Manifest string
	// State is what a delivery reached.
	State casemail.DeliveryState
	// Messages are those that a notice told of.
	Messages []string
	// Occurred is when it happened, where that is not now.
	Occurred time.Time
	// Consent is what was given or revoked.
	Consent *evidence.Consent
	// Authority is the one that a matter was handed over or a message passed on to, or whose grant changed.
	Authority *evidence.Authority
	// Grant is what was given or revoked.
	Grant *evidence.Grant
	// Progress is how far the authority says it is, with ProgressChanged.
	Progress casemail.ProgressState
}

// Actor is who did something: an id for the token, a name for those who may see it, and as what.
type Actor struct{ ID, Name, Capacity string }

// Platform is the actor of what the program does by itself.
var Platform = Actor{ID: "platform", Name: "Schalter", Capacity: "system"}

// sealedEvent is what is sealed of an event.
type sealedEvent struct {
	Token string `json:"token"`
	Actor string `json:"actor"`
	// Salt makes the event's entry in the public log; without it the entry means nothing.
	Salt []byte `json:"salt,omitempty"`
	// Messages are those that a notice told of.
	Messages []string `json:"messages,omitempty"`
	// Authority is the id of the one that the event is about.
	Authority string `json:"authority,omitempty"`
}

func eventAAD(sideID, eventID string) string { return sideID + "|" + eventID + "|event" }

// Append signs an event and appends it to a side's chain. The caller saves the side.
func (s *Service) Append(ctx context.Context, tx *store.Tx, side *sides.Side, e Event) (eventID string, err error) {
	eventID = id.New(id.Event, tx.Now)
	keyID, key := s.keys.Signer(vault.Seal)
	token, err := evidence.Event{
		ID: eventID, Side: side.ID, Seq: side.EventSeq + 1, Kind: string(e.Kind), At: tx.Now,
		Actor: e.Actor.ID, Capacity: e.Actor.Capacity, Message: e.Message, Manifest: e.Manifest, State: cmp.Or(string(e.State), string(e.Progress)), Previous: string(side.EventHead),
		Messages: e.Messages, Consent: e.Consent, Occurred: e.Occurred,
		Authority: e.Authority, Grant: e.Grant,
	}.Token(keyID, key)
	if err != nil {
		return "", err
	}
	var salt merkle.Salt
	if _, err := rand.Read(salt[:]); err != nil {
		return "", err
	}
	if err := s.treelog.Append(ctx, tx, merkle.Leaf(salt, token)); err != nil {
		return "", err
	}
	content := sealedEvent{Token: token, Actor: e.Actor.Name, Salt: salt[:], Messages: e.Messages}
	if e.Authority != nil {
		content.Authority = e.Authority.ID
	}
	sealed, err := side.HeadKey.SealJSON(eventAAD(side.ID, eventID), content)
	if err != nil {
		return "", err
	}
	create := tx.SideEvent.Create().SetID(eventID).SetSideID(side.ID).SetReader(side.Reader).SetSeq(side.EventSeq + 1).
		SetKind(sideevent.Kind(e.Kind)).SetSealed(sealed).SetAt(tx.Now)
	if e.Message != "" {
		create.SetMessageID(e.Message)
	}
	if err := create.Exec(ctx); err != nil {
		return "", err
	}
	side.EventSeq++
	side.EventHead = []byte(evidence.Link(token))
	return eventID, nil
}

// AppendAndNotify appends an event and puts it into the reader's stream as a change.
func (s *Service) AppendAndNotify(ctx context.Context, tx *store.Tx, side *sides.Side, e Event) error {
	eventID, err := s.Append(ctx, tx, side, e)
	if err != nil {
		return err
	}
	entry := store.Entry{Reader: side.Reader, Topic: store.TopicChange, SideID: side.ID, MessageID: e.Message, EventID: eventID, At: tx.Now}
	if e.Kind == MessageDeleted {
		// Only the record still names it.
		entry.MessageID = ""
	}
	tx.Append(entry)
	return nil
}

// OpenSealed opens an event of a side.
func (s *Service) OpenSealed(ctx context.Context, side *sides.Side, row *ent.SideEvent) (sealed sealedEvent, err error) {
	return sealed, s.sides.OpenSealed(ctx, row.ID, side.HeadKey, eventAAD(side.ID, row.ID), row.Sealed, &sealed)
}

func (s *Service) openEvent(ctx context.Context, side *sides.Side, row *ent.SideEvent) (*MailboxEvent, error) {
	sealed, err := s.OpenSealed(ctx, side, row)
	if err != nil {
		return nil, err
	}
	return &MailboxEvent{
		ID: row.ID, SideID: side.ID, Kind: MailboxEventKind(row.Kind), At: row.At.UTC(), Actor: sealed.Actor,
		MessageID: row.MessageID, MessageIDs: sealed.Messages, AuthorityID: sealed.Authority, Token: sealed.Token,
	}, nil
}

// Events is one page of a side's record, oldest first.
func (s *Service) Events(ctx context.Context, sideID string, req pagination.Request) (_ pagination.Slice[*MailboxEvent], err error) {
	defer errs.Wrap(&err, "postbox.Events(%s)", sideID)
	return sides.RetryOnNewKey(ctx, func(ctx context.Context) (pagination.Slice[*MailboxEvent], error) { return s.events(ctx, sideID, req) })
}

func (s *Service) events(ctx context.Context, sideID string, req pagination.Request) (pagination.Slice[*MailboxEvent], error) {
	side, err := s.sides.FindAny(ctx, sideID)
	if err != nil {
		return pagination.Slice[*MailboxEvent]{}, err
	}
	after, before, err := sides.Positions(req)
	if err != nil {
		return pagination.Slice[*MailboxEvent]{}, err
	}
	order := ent.Asc(sideevent.FieldSeq)
	if req.Backward {
		order = ent.Desc(sideevent.FieldSeq)
	}
	rows, err := s.db.Client().SideEvent.Query().Where(sideevent.SideID(sideID), sideevent.SeqGT(after), sideevent.SeqLT(before)).
		Order(order).Limit(req.Limit + 1).All(ctx)
	if err != nil {
		return pagination.Slice[*MailboxEvent]{}, err
	}
	var items []pagination.Item[*MailboxEvent]
	for _, row := range rows {
		e, err := s.openEvent(ctx, side, row)
		if err != nil {
			return pagination.Slice[*MailboxEvent]{}, err
		}
		items = append(items, pagination.Item[*MailboxEvent]{Node: e, Position: strconv.FormatInt(row.Seq, 10)})
	}
	return pagination.Cut(req, items), nil
}

// Consents are what the record of a side says of consents, oldest first. What does not open or is not signed raises the alarm, and nothing is known
// of it. The caller has the side locked.
func (s *Service) Consents(ctx context.Context, tx *store.Tx, side *sides.Side) (list []evidence.Consent, err error) {
	rows, err := tx.SideEvent.Query().Where(sideevent.SideID(side.ID), sideevent.KindEQ(sideevent.Kind(ConsentChanged))).Order(ent.Asc(sideevent.FieldSeq)).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		sealed, err := s.OpenSealed(ctx, side, row)
		if errors.Is(err, vault.ErrTampered) {
			continue
		}
		if err != nil {
			return nil, err
		}
		e, err := evidence.ParseToken(sealed.Token, func(keyID string) ed25519.PublicKey { return s.keys.Public(vault.Seal, keyID) })
		if err != nil {
			_ = s.sides.Alarm(ctx, row.ID, err)
			continue
		}
		if e.Consent != nil {
			list = append(list, *e.Consent)
		}
	}
	return list, nil
}

// Event is one event of the viewer's record.
func (s *Service) Event(ctx context.Context, eventID string) (_ *MailboxEvent, err error) {
	defer errs.Wrap(&err, "postbox.Event(%s)", eventID)
	return sides.RetryOnNewKey(ctx, func(ctx context.Context) (*MailboxEvent, error) { return s.findEvent(ctx, eventID) })
}

func (s *Service) findEvent(ctx context.Context, eventID string) (*MailboxEvent, error) {
	row, err := s.db.Client().SideEvent.Query().Where(sideevent.ID(eventID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, errs.New(errs.NotFound, "there is no such event")
	}
	if err != nil {
		return nil, err
	}
	side, err := s.sides.FindAny(ctx, row.SideID)
	if err != nil {
		return nil, err
	}
	return s.openEvent(ctx, side, row)
}

// MailboxEventKind says what happened (enum MailboxEventKind).
type MailboxEventKind string

// The kinds of event.
const (
	MailboxOpened      MailboxEventKind = "MAILBOX_OPENED"
	MessageSent        MailboxEventKind = "MESSAGE_SENT"
	MessageReceived    MailboxEventKind = "MESSAGE_RECEIVED"
	DeliveryChanged    MailboxEventKind = "DELIVERY_CHANGED"
	MessageOpened      MailboxEventKind = "MESSAGE_OPENED"
	DocumentFetched    MailboxEventKind = "DOCUMENT_FETCHED"
	ReceiptConfirmed   MailboxEventKind = "RECEIPT_CONFIRMED"
	NotificationSent   MailboxEventKind = "NOTIFICATION_SENT"
	NotificationFailed MailboxEventKind = "NOTIFICATION_FAILED"
	MessageDeleted     MailboxEventKind = "MESSAGE_DELETED"
	DocumentDeleted    MailboxEventKind = "DOCUMENT_DELETED"
	MailboxDeleted     MailboxEventKind = "MAILBOX_DELETED"
	PersonChanged      MailboxEventKind = "PERSON_CHANGED"
	ConsentChanged     MailboxEventKind = "CONSENT_CHANGED"
	ProgressChanged    MailboxEventKind = "PROGRESS_CHANGED"
	CaseDeclined       MailboxEventKind = "CASE_DECLINED"
	HandedOverTo       MailboxEventKind = "HANDED_OVER_TO"
	GrantChanged       MailboxEventKind = "GRANT_CHANGED"
	Forwarded          MailboxEventKind = "FORWARDED"
	MessageWithdrawn   MailboxEventKind = "MESSAGE_WITHDRAWN"
	// DeletionAnnounced and DeletionHeld stand on the owner's side: it was warned, and the warning did not arrive.
	DeletionAnnounced MailboxEventKind = "DELETION_ANNOUNCED"
	DeletionHeld      MailboxEventKind = "DELETION_HELD"
)

// MailboxEvent is one entry of a side's record.
type MailboxEvent struct {
	ID        string
	SideID    string
	Kind      MailboxEventKind
	At        time.Time
	Actor     string
	MessageID *string
	// MessageIDs are those that a notice told of.
	MessageIDs []string
	// AuthorityID is the authority that it is about, where it names one; empty in entries older than the field.
	AuthorityID string
	// Token is a Security Event Token (RFC 8417) in JWS compact form.
	Token string
}

// recordAtOnce bounds what is read of a record at once.
const recordAtOnce = 500

// MoveRecord is the mover of the record.
func MoveRecord(ctx context.Context, tx *store.Tx, side *sides.Side, move sides.MoveOne) error {
	for after := int64(0); ; {
		events, err := tx.SideEvent.Query().Where(sideevent.SideID(side.ID), sideevent.SeqGT(after)).Order(ent.Asc(sideevent.FieldSeq)).
			Limit(recordAtOnce).All(ctx)
		if err != nil {
			return err
		}
		for _, e := range events {
			sealed, err := move(eventAAD(side.ID, e.ID), e.Sealed)
			if err != nil {
				return err
			}
			if err := tx.SideEvent.Update().Where(sideevent.ID(e.ID)).SetSealed(sealed).Exec(ctx); err != nil {
				return err
			}
		}
		if len(events) < recordAtOnce {
			return nil
		}
		after = events[len(events)-1].Seq
	}
}
