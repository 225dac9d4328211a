package inbox

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/casenote"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/ent/message"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// onCase runs fn for a clerk on a case with both sides locked, and saves them. owner is nil when the owner deleted the
// mailbox.
func (s *Service) onCase(ctx context.Context, reason, caseID string, fn func(ctx context.Context, tx *store.Tx, owner, own *sides.Side, clerk conversation.Member) error) error {
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return err
	}
	v := viewer.From(ctx)
	return s.db.Tx(viewer.System(ctx, reason), func(ctx context.Context, tx *store.Tx) error {
		owner, own, err := s.sides.LockCase(ctx, tx, scope, caseID)
		if err != nil {
			return err
		}
		clerk, err := s.organisations.Member(ctx, v.AccountID, own.Reader, own.AssigneeID)
		if err != nil {
			return err
		}
		own.RecordWork(tx.Now)
		if err := fn(ctx, tx, owner, own, clerk); err != nil {
			return err
		}
		if owner != nil {
			if err := sides.Save(ctx, tx, owner); err != nil {
				return err
			}
		}
		return sides.Save(ctx, tx, own)
	})
}

// CaseUpdate changes an authority's own data of a case.
type CaseUpdate struct {
	CaseID          string
	ExpectedVersion int
	State           *conversation.CaseState
	AssigneeID      sides.Change
	DueOn           sides.Change
	// Progress is told to the owner; nil leaves it as it is.
	Progress *conversation.CaseProgressInput
	Keeping  Keeping
}

// UpdateCase changes state, assignee, due date, progress, or how the case is kept. Refusals: STALE when somebody else changed the case meanwhile,
// INVALID, WRONG_STATE for a progress when the owner deleted the mailbox, and those of keeping.
func (s *Service) UpdateCase(ctx context.Context, in CaseUpdate) (_ *conversation.AuthorityCase, err error) {
	defer errs.Wrap(&err, "postbox.UpdateCase(%s)", in.CaseID)
	if in.State != nil && !slices.Contains([]conversation.CaseState{conversation.CaseNew, conversation.InProgress, conversation.AwaitingPerson, conversation.CaseClosed}, *in.State) {
		return nil, errs.Refuse(errs.InvalidValue, "state")
	}
	if err := conversation.CheckDay(in.DueOn.Value, s.db.Clock().Now(), "dueOn"); err != nil {
		return nil, err
	}
	if in.Progress != nil {
		if err := in.Progress.Validate(s.db.Clock().Now()); err != nil {
			return nil, err
		}
	}
	if err := in.Keeping.validate(s.db.Clock().Now()); err != nil {
		return nil, err
	}
	by := viewer.From(ctx)
	err = s.onCase(ctx, "postbox.case", in.CaseID, func(ctx context.Context, tx *store.Tx, owner, own *sides.Side, clerk conversation.Member) error {
		if own.Version != in.ExpectedVersion {
			return errs.Refuse(errs.Stale, "expectedVersion")
		}
		if in.AssigneeID.Value != nil {
			if _, err := s.organisations.MemberByID(ctx, *in.AssigneeID.Value, own.Reader); err != nil {
				return errs.Refuse(errs.InvalidValue, "assigneeId")
			}
		}
		if err := writeCase(ctx, tx, own, in); err != nil {
			return err
		}
		if err := s.changeKeeping(ctx, tx, own, by, clerk, in.Keeping); err != nil {
			return err
		}
		if in.Progress != nil {
			by := chain.Actor{ID: clerk.ID, Name: clerk.Name, Capacity: "clerk"}
			if _, err := s.conversation.SetProgress(ctx, tx, owner, own, by, *in.Progress); err != nil {
				return err
			}
		}
		own.Version++
		PublishChange(tx, own.Side)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s.conversation.Case(ctx, in.CaseID)
}

func writeCase(ctx context.Context, tx *store.Tx, own *sides.Side, in CaseUpdate) error {
	switch {
	case in.State == nil:
	case *in.State != conversation.CaseClosed:
		own.Reopen(entside.State(*in.State))
	case own.ClosedAt == nil:
		own.Close(tx.Now)
	default:
		own.WaitingSince = nil
	}
	return sides.SaveWork(ctx, tx, own.ID, in.AssigneeID, in.DueOn)
}

// PublishChange tells a side's reader of a change that is not in the record.
func PublishChange(tx *store.Tx, side *ent.Side) {
	tx.Append(store.Entry{Reader: side.Reader, Topic: store.TopicChange, SideID: side.ID, At: tx.Now})
}

// MaxNote bounds the text of a note.
const MaxNote = 10_000

const maxNotes = 200

type sealedNote struct {
	Author string `json:"author"`
	Body   string `json:"body"`
}

func noteAAD(caseID, noteID string) string { return caseID + "|" + noteID + "|note" }

// AddNote adds a note for colleagues; the person never sees it. Refusals: REQUIRED, TOO_LONG, TOO_MANY.
func (s *Service) AddNote(ctx context.Context, caseID, text string) (_ *conversation.AuthorityCase, err error) {
	defer errs.Wrap(&err, "postbox.AddNote(%s)", caseID)
	var ps errs.Problems
	sides.ValidateText(&ps, &text, MaxNote, true, "body")
	if err := ps.Err(); err != nil {
		return nil, err
	}
	err = s.onCase(ctx, "postbox.note", caseID, func(ctx context.Context, tx *store.Tx, _, own *sides.Side, clerk conversation.Member) error {
		n, err := tx.Side.QueryNotes(own.Side).Count(ctx)
		if err != nil {
			return err
		}
		if n >= maxNotes {
			return errs.RefuseText(errs.TooMany, "too_many", []any{maxNotes}, "body")
		}
		noteID := id.New(id.Note, tx.Now)
		sealed, err := own.HeadKey.SealJSON(noteAAD(caseID, noteID), sealedNote{Author: clerk.Name, Body: text})
		if err != nil {
			return err
		}
		own.OutdateExport()
		PublishChange(tx, own.Side)
		return tx.CaseNote.Create().SetID(noteID).SetSideID(caseID).SetReader(own.Reader).SetAuthorID(clerk.ID).
			SetSealed(sealed).SetAt(tx.Now).Exec(ctx)
	})
	if err != nil {
		return nil, err
	}
	return s.conversation.Case(ctx, caseID)
}

// NotesHeld are the notes of a case that the caller may read, the oldest first.
func (s *Service) NotesHeld(ctx context.Context, side *sides.Side) ([]*CaseNote, error) {
	found, err := s.notes(ctx, map[string]*sides.Side{side.ID: side}, []string{side.ID})
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// Notes lists the notes of cases, one list for each, the oldest first.
func (s *Service) Notes(ctx context.Context, cases []*conversation.AuthorityCase) (_ [][]*CaseNote, err error) {
	defer errs.Wrap(&err, "postbox.Notes")
	return conversation.ReadOfSides(ctx, s.conversation, cases, s.notes)
}

func (s *Service) notes(ctx context.Context, opened map[string]*sides.Side, caseIDs []string) ([][]*CaseNote, error) {
	rows, err := s.db.Client().CaseNote.Query().Where(casenote.SideIDIn(caseIDs...)).Order(ent.Asc(casenote.FieldAt), ent.Asc(casenote.FieldID)).
		Limit(maxNotes * len(caseIDs)).All(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string][]*CaseNote{}
	for _, row := range rows {
		var n sealedNote
		if err := s.sides.OpenSealed(ctx, row.ID, opened[row.SideID].HeadKey, noteAAD(row.SideID, row.ID), row.Sealed, &n); err != nil {
			return nil, err
		}
		found[row.SideID] = append(found[row.SideID], &CaseNote{ID: row.ID, Author: n.Author, Body: n.Body, At: row.At.UTC()})
	}
	return conversation.ListsOf(caseIDs, found), nil
}

// ConfirmReceipt confirms a message that asked for it. Refusals: NOT_FOUND, WRONG_STATE (nobody asked, or it is confirmed
// already).
func (s *Service) ConfirmReceipt(ctx context.Context, caseID, messageID string) (_ *conversation.Message, err error) {
	defer errs.Wrap(&err, "postbox.ConfirmReceipt(%s)", messageID)
	err = s.onCase(ctx, "postbox.receipt", caseID, func(ctx context.Context, tx *store.Tx, owner, own *sides.Side, clerk conversation.Member) error {
		d, err := tx.Delivery.Query().Where(delivery.AuthoritySideID(own.ID), delivery.MessageID(messageID)).WithFacts().Only(ctx)
		if ent.IsNotFound(err) {
			return errs.Refuse(errs.Missing, "messageId")
		}
		if err != nil {
			return err
		}
		asked, err := tx.Message.Query().Where(message.ID(messageID), message.ReceiptRequested(true)).Exist(ctx)
		if err != nil {
			return err
		}
		confirmed := slices.ContainsFunc(d.Edges.Facts, func(f *ent.DeliveryFact) bool { return f.State == deliveryfact.StateCONFIRMED })
		if !asked || confirmed {
			return errs.Refuse(errs.WrongState, "messageId")
		}
		key, err := s.conversation.MessageKey(ctx, tx.Client, own, messageID)
		if err != nil {
			return err
		}
		// The clerk who confirms a message has it open.
		view, err := tx.ViewMessage.Query().Where(viewmessage.SideID(own.ID), viewmessage.MessageID(messageID)).WithMessage().Only(ctx)
		if err != nil {
			return err
		}
		if err := s.conversation.SetRead(ctx, tx, owner, own, view, chain.Actor{ID: clerk.ID, Name: clerk.Name, Capacity: "clerk"}, true); err != nil {
			return err
		}
		return s.recordConfirmation(ctx, tx, owner, own, d, clerk, key)
	})
	if err != nil {
		return nil, err
	}
	return s.conversation.Message(ctx, caseID, messageID)
}

func (s *Service) recordConfirmation(ctx context.Context, tx *store.Tx, owner, own *sides.Side, d *ent.Delivery, clerk conversation.Member, key vault.Key) error {
	by := chain.Actor{ID: clerk.ID, Name: clerk.Name, Capacity: "clerk"}
	detail, err := key.Seal(conversation.ConfirmAAD(d.ID), []byte(clerk.Shown))
	if err != nil {
		return err
	}
	if err := s.conversation.AddFact(ctx, tx, owner, d, conversation.Fact{State: casemail.Confirmed, By: by, Detail: detail, Event: chain.ReceiptConfirmed}); err != nil {
		return err
	}
	return s.chain.AppendAndNotify(ctx, tx, own, chain.Event{Kind: chain.ReceiptConfirmed, Actor: by, Message: d.MessageID})
}

// MoveNotes is the mover of the notes.
func MoveNotes(ctx context.Context, tx *store.Tx, side *sides.Side, move sides.MoveOne) error {
	notes, err := tx.CaseNote.Query().Where(casenote.SideID(side.ID)).All(ctx)
	if err != nil {
		return err
	}
	for _, n := range notes {
		sealed, err := move(noteAAD(side.ID, n.ID), n.Sealed)
		if err != nil {
			return err
		}
		// No note is ever changed; its key is.
		if _, err := tx.Exec(ctx, `UPDATE case_note SET sealed = ? WHERE id = ?`, sealed, n.ID); err != nil {
			return err
		}
	}
	return nil
}

// CaseNote is a note among an authority's clerks.
type CaseNote struct {
	ID     string
	Author string
	Body   string
	At     time.Time
}
