package postbox

import (
	"context"
	"time"

	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// Arrival is a message that reached a reader: the payload of messageReceived and caseMessageReceived.
type Arrival struct {
	SideID  string
	Message *conversation.Message
	// Case is set for authorities.
	Case *conversation.AuthorityCase
}

// Alteration is something else that changed: the payload of mailboxChanged and caseChanged.
type Alteration struct {
	SideID string
	// Event is nil for a change that is not in the record (a note, an assignment).
	Event *chain.MailboxEvent
	// Mailbox is nil for authorities, and after MAILBOX_DELETED.
	Mailbox *conversation.CaseMailbox
	// Case is set for authorities.
	Case *conversation.AuthorityCase
}

// Arrived resolves an entry of a stream for the viewer in ctx, whose right is checked again. Nil when the message is gone by
// now, or is not the viewer's.
func (s *Service) Arrived(ctx context.Context, e store.Entry) (*Arrival, error) {
	a, err := sides.RetryOnNewKey(ctx, func(ctx context.Context) (*Arrival, error) { return s.arrived(ctx, e) })
	if isNotFound(err) {
		return nil, nil
	}
	return a, err
}

func (s *Service) arrived(ctx context.Context, e store.Entry) (*Arrival, error) {
	side, err := s.Sides.FindAny(ctx, e.SideID)
	if err != nil {
		return nil, err
	}
	m, err := s.Conversation.MessageOn(ctx, side, e.MessageID)
	if err != nil {
		return nil, err
	}
	a := &Arrival{SideID: e.SideID, Message: m}
	if !side.IsOwner() {
		a.Case = conversation.CaseModel(side)
	}
	return a, nil
}

func isNotFound(err error) bool { return errs.CodeOf(err) == errs.NotFound }

// OwnerChanged resolves an entry of the viewer's own stream. Of a mailbox that was deleted only the deletion is left to tell;
// nil for what else it had.
func (s *Service) OwnerChanged(ctx context.Context, e store.Entry) (*Alteration, error) {
	a := &Alteration{SideID: e.SideID}
	var err error
	if a.Mailbox, err = s.Conversation.Mailbox(ctx, e.SideID); isNotFound(err) {
		if e.EventID == "" {
			return nil, nil
		}
		a.Event, err = s.deletion(e)
		return a, err
	}
	if err != nil {
		return nil, err
	}
	if a.Event, err = s.eventOf(ctx, e); err != nil {
		return nil, err
	}
	return a, nil
}

// CaseChanged resolves an entry of an authority's stream. Nil when the case is not the viewer's any more.
func (s *Service) CaseChanged(ctx context.Context, e store.Entry) (*Alteration, error) {
	a := &Alteration{SideID: e.SideID}
	var err error
	if a.Case, err = s.Conversation.Case(ctx, e.SideID); isNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	a.Event, err = s.eventOf(ctx, e)
	return a, err
}

func (s *Service) eventOf(ctx context.Context, e store.Entry) (*chain.MailboxEvent, error) {
	if e.EventID == "" {
		return nil, nil
	}
	event, err := s.Chain.Event(ctx, e.EventID)
	if isNotFound(err) {
		return nil, nil
	}
	return event, err
}

// deletion is the last thing to say of a mailbox: its record went with it, so the token stands alone. It is the same
// whenever it is read, because Ed25519 signatures are.
func (s *Service) deletion(e store.Entry) (*chain.MailboxEvent, error) {
	keyID, key := s.keys.Signer(vault.Seal)
	at := e.At.UTC().Truncate(time.Microsecond)
	token, err := evidence.Event{ID: e.EventID, Side: e.SideID, Seq: 1, Kind: string(chain.MailboxDeleted), At: at, Actor: e.Reader, Capacity: "owner"}.Token(keyID, key)
	if err != nil {
		return nil, err
	}
	return &chain.MailboxEvent{ID: e.EventID, SideID: e.SideID, Kind: chain.MailboxDeleted, At: at, Token: token}, nil
}
