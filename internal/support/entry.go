package support

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/ticket"
	"schalter/ent/ticketentry"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/store"
	"schalter/internal/vault"
)

const (
	// limitWindow is the time in which accounts and mails are counted, maxWritten how much one account writes within it.
	limitWindow = time.Hour
	maxWritten  = 60
)

// TicketReplyInput is a comment (input TicketReplyInput of the contract).
type TicketReplyInput struct {
	TicketID       string
	Body           string
	Internal       bool
	IdempotencyKey string
}

// Validate brings the text to NFC and refuses what cannot be one.
func (in *TicketReplyInput) Validate() error {
	var ps errs.Problems
	checkText(&ps, &in.Body, MaxBody, latin.Text, "body")
	checkKey(&ps, in.IdempotencyKey)
	return ps.Err()
}

// Reply writes an entry into a ticket. An internal note is for those whose the ticket is to answer, and is mailed to nobody.
func (s *Service) Reply(ctx context.Context, in TicketReplyInput) (t *Ticket, written *TicketEntry, err error) {
	defer errs.Wrap(&err, "support.Reply(%s)", in.TicketID)
	a, err := accessOf(ctx)
	if err != nil {
		return nil, nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, nil, err
	}
	var entryID string
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		row, key, err := s.lock(ctx, tx, a, in.TicketID)
		if err != nil {
			return err
		}
		keeps := a.keeps(TicketKind(row.Kind))
		if in.Internal && !keeps {
			return errs.RefuseText(errs.InvalidValue, "ticket_note_operators", nil, "internal")
		}
		e := newEntry{
			kind: ticketentry.KindMEMBER, internal: in.Internal, accountID: &a.accountID, event: requesterReplies,
			uniqueKey: s.hash("reply", a.accountID, row.ID, in.IdempotencyKey), content: sealedEntry{Body: in.Body},
		}
		if keeps {
			e.kind, e.event = ticketentry.KindOPERATOR, operatorReplies
		}
		if entryID, err = s.written(ctx, tx, key, e); entryID != "" || err != nil {
			return err
		}
		if row.MergedIntoID != nil {
			return errs.RefuseText(errs.WrongState, "ticket_merged", nil, "ticketId")
		}
		if err := s.limit(ctx, tx, a.accountID); err != nil {
			return err
		}
		if e.content.Author, err = s.nameOf(ctx, tx, a.accountID); err != nil {
			return err
		}
		entryID, err = s.addEntry(ctx, tx, row, key, e)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	if t, err = s.Ticket(ctx, in.TicketID); err == nil {
		written, err = s.Entry(ctx, entryID)
	}
	return t, written, err
}

// written is the entry that was written by the same key before; another text by that key is refused.
func (s *Service) written(ctx context.Context, tx *store.Tx, key vault.Key, e newEntry) (string, error) {
	earlier, err := tx.TicketEntry.Query().Where(ticketentry.UniqueKey(e.uniqueKey)).Only(ctx)
	if ent.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var content sealedEntry
	if err := key.OpenJSON(fieldAAD(earlier.ID, "ticket_entry"), earlier.Sealed, &content); err != nil {
		return "", err
	}
	if content.Body != e.content.Body || earlier.Internal != e.internal {
		return "", errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
	}
	return earlier.ID, nil
}

// Note is what the platform itself writes into a ticket.
type Note struct {
	// TicketID or OrderID says which.
	TicketID, OrderID string
	// Key names what is noted: the same key of a ticket is noted once.
	Key  string
	Body Text
	// Internal is for operators alone.
	Internal bool
	// Files go with it, in the ticket and by mail; not with one that is internal.
	Files []NoteFile
	// Resolved ends the ticket with it.
	Resolved bool
	// Quiet has nobody mailed.
	Quiet bool
}

// NoteFile is a file that the platform made.
type NoteFile struct {
	Name, MediaType string
	Content         []byte
}

// AddNote writes an entry of the platform, in the transaction of what it tells. NOT_FOUND when there is no such ticket; what was noted by the
// same key before is there once.
func (s *Service) AddNote(ctx context.Context, tx *store.Tx, n Note) (err error) {
	defer errs.Wrap(&err, "support.AddNote(%s%s)", n.TicketID, n.OrderID)
	ctx = system(ctx)
	if n.TicketID == "" {
		if n.TicketID, err = tx.Ticket.Query().Where(ticket.OrderID(n.OrderID)).OnlyID(ctx); err != nil {
			return asMissing(err)
		}
	}
	row, key, err := s.lockAny(ctx, tx, n.TicketID)
	if err != nil {
		return err
	}
	unique := s.hash("note", row.ID, n.Key)
	if known, err := tx.TicketEntry.Query().Where(ticketentry.UniqueKey(unique)).Exist(ctx); err != nil || known {
		return err
	}
	files, err := s.storeNoteFiles(ctx, tx, n.Files)
	if err != nil {
		return err
	}
	_, err = s.addEntry(ctx, tx, row, key, newEntry{
		kind: ticketentry.KindPLATFORM, internal: n.Internal, files: files, event: platformNotes, uniqueKey: unique, resolves: n.Resolved, quiet: n.Quiet,
		content: sealedEntry{Author: s.Platform, Body: n.Body.German, English: n.Body.English},
	})
	return err
}

// lock locks a ticket that a viewer may see.
func (s *Service) lock(ctx context.Context, tx *store.Tx, a access, ticketID string) (*ent.Ticket, vault.Key, error) {
	row, key, err := s.lockAny(ctx, tx, ticketID)
	if err == nil && !a.sees(TicketKind(row.Kind), row.OrganisationID) {
		err = errNoTicket()
	}
	if errs.CodeOf(err) == errs.NotFound {
		err = errs.RefuseText(errs.Missing, "ticket_unknown", nil, "ticketId")
	}
	return row, key, err
}

// lockAny locks a ticket and opens its key.
func (s *Service) lockAny(ctx context.Context, tx *store.Tx, ticketID string) (*ent.Ticket, vault.Key, error) {
	q := tx.Ticket.Query().Where(ticket.ID(ticketID))
	if tx.Locks() {
		q.ForUpdate()
	}
	row, err := q.Only(ctx)
	if err != nil {
		return nil, vault.Key{}, asMissing(err)
	}
	key, err := s.keyOf(ctx, row)
	return row, key, err
}

func asMissing(err error) error {
	if ent.IsNotFound(err) {
		return errNoTicket()
	}
	return err
}

// newEntry is what an entry is made of.
type newEntry struct {
	kind                             ticketentry.Kind
	internal, unconfirmed, automatic bool
	accountID, participantID         *string
	uniqueKey                        []byte
	content                          sealedEntry
	files                            []storedFile
	// event is what it does to the ticket, where everybody sees it and a person wrote it; resolves ends it.
	event    event
	resolves bool
	// quiet has it mailed to nobody.
	quiet bool
}

// public says that everybody in the ticket sees it.
func (e newEntry) public() bool { return !e.internal && !e.unconfirmed }

// addEntry writes an entry into a ticket that is locked, moves the ticket, and has everybody told: mails are rows of this transaction.
func (s *Service) addEntry(ctx context.Context, tx *store.Tx, t *ent.Ticket, key vault.Key, e newEntry) (string, error) {
	entryID, err := nextEntryID(ctx, tx, t.ID)
	if err != nil {
		return "", err
	}
	sealed, err := key.SealJSON(fieldAAD(entryID, "ticket_entry"), e.content)
	if err != nil {
		return "", err
	}
	row := tx.TicketEntry.Create().SetID(entryID).SetTicketID(t.ID).SetOriginID(t.ID).SetKind(e.kind).SetInternal(e.internal).
		SetUnconfirmed(e.unconfirmed).SetAutomatic(e.automatic).SetNillableAccountID(e.accountID).SetNillableParticipantID(e.participantID).
		SetSealed(sealed).SetAt(tx.Now)
	if e.uniqueKey != nil {
		row.SetUniqueKey(e.uniqueKey)
	}
	if err := row.Exec(ctx); err != nil {
		return "", err
	}
	if err := attach(ctx, tx, t.ID, entryID, key, e.files); err != nil {
		return "", err
	}
	if err := move(ctx, t, e, tx.Now); err != nil {
		return "", err
	}
	publish(tx, t, entryID, e.public())
	if !e.public() || e.automatic || e.quiet {
		return entryID, nil
	}
	return entryID, s.queueEntry(ctx, tx, t.ID, entryID, e)
}

// nextEntryID is an id behind those of all entries of a ticket, so that what one transaction writes stays in its order.
func nextEntryID(ctx context.Context, tx *store.Tx, ticketID string) (string, error) {
	last, err := tx.TicketEntry.Query().Where(ticketentry.TicketID(ticketID)).Order(ent.Desc(ticketentry.FieldID)).FirstID(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return "", err
	}
	at := tx.Now
	entryID := id.New(id.TicketEntry, at)
	for entryID <= last {
		at = at.Add(time.Millisecond)
		entryID = id.New(id.TicketEntry, at)
	}
	return entryID, nil
}

// move moves a ticket as an entry does. What operators alone see leaves the version as it is: members, whom nobody tells of it, would change
// an old one.
func move(ctx context.Context, t *ent.Ticket, e newEntry, now time.Time) error {
	update := t.Update().SetUpdatedAt(now)
	if e.public() {
		update.AddVersion(1)
	}
	if e.public() && !e.automatic {
		state := follows[TicketState(t.State)][e.event]
		if e.resolves {
			state = Resolved
		}
		update.SetState(ticket.State(state))
		if e.kind == ticketentry.KindOPERATOR && t.FirstAnsweredAt == nil {
			update.SetFirstAnsweredAt(now)
		}
	}
	return update.Exec(ctx)
}
