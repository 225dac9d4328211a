package postbox

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/casenote"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/ent/message"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/ent/viewmessage"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// onCase runs fn for a clerk on a case with both sides locked, and saves them. owner is nil when the owner deleted the
// mailbox.
func (s *Service) onCase(ctx context.Context, reason, caseID string, fn func(ctx context.Context, tx *store.Tx, owner, own *openSide, clerk Member) error) error {
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return err
	}
	v := viewer.From(ctx)
	return s.db.Tx(viewer.System(ctx, reason), func(ctx context.Context, tx *store.Tx) error {
		owner, own, err := s.lockCase(ctx, tx, scope, caseID)
		if err != nil {
			return err
		}
		clerk, err := s.Organisations.Member(ctx, v.AccountID, own.Reader)
		if err != nil {
			return err
		}
		if err := fn(ctx, tx, owner, own, clerk); err != nil {
			return err
		}
		if owner != nil {
			if err := saveSide(ctx, tx, owner); err != nil {
				return err
			}
		}
		return saveSide(ctx, tx, own)
	})
}

// Change is a field of an update: absent stays, nil clears.
type Change[T any] struct {
	Set   bool
	Value *T
}

// CaseUpdate changes an authority's own data of a case.
type CaseUpdate struct {
	CaseID          string
	ExpectedVersion int
	State           *CaseState
	AssigneeID      Change[string]
	DueOn           Change[string]
}

// UpdateCase changes state, assignee or due date. Refusals: STALE when somebody else changed the case meanwhile, INVALID.
func (s *Service) UpdateCase(ctx context.Context, in CaseUpdate) (_ *AuthorityCase, err error) {
	defer errs.Wrap(&err, "postbox.UpdateCase(%s)", in.CaseID)
	if in.State != nil && !slices.Contains([]CaseState{CaseNew, InProgress, AwaitingPerson, CaseClosed}, *in.State) {
		return nil, errs.Refuse(errs.InvalidValue, "state")
	}
	if err := checkDay(in.DueOn.Value, s.db.Clock().Now(), "dueOn"); err != nil {
		return nil, err
	}
	err = s.onCase(ctx, "postbox.case", in.CaseID, func(ctx context.Context, tx *store.Tx, _, own *openSide, _ Member) error {
		if own.Version != in.ExpectedVersion {
			return errs.Refuse(errs.Stale, "expectedVersion")
		}
		if in.AssigneeID.Value != nil {
			if _, err := s.Organisations.MemberByID(ctx, *in.AssigneeID.Value, own.Reader); err != nil {
				return errs.Refuse(errs.InvalidValue, "assigneeId")
			}
		}
		if err := writeCase(ctx, tx, own, in); err != nil {
			return err
		}
		own.Version++
		publishChange(tx, own.Side)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s.Case(ctx, in.CaseID)
}

func writeCase(ctx context.Context, tx *store.Tx, own *openSide, in CaseUpdate) error {
	u := tx.Side.UpdateOneID(own.ID)
	if in.AssigneeID.Set {
		u = setOrClear(u, in.AssigneeID.Value, (*ent.SideUpdateOne).SetAssigneeID, (*ent.SideUpdateOne).ClearAssigneeID)
	}
	if in.DueOn.Set {
		u = setOrClear(u, in.DueOn.Value, (*ent.SideUpdateOne).SetDueOn, (*ent.SideUpdateOne).ClearDueOn)
	}
	if in.State != nil {
		own.State, own.ClosedAt = entside.State(*in.State), nil
		if *in.State == CaseClosed {
			now := tx.Now
			own.ClosedAt, own.WaitingSince = &now, nil
		}
	}
	return u.Exec(ctx)
}

func setOrClear(u *ent.SideUpdateOne, v *string, set func(*ent.SideUpdateOne, string) *ent.SideUpdateOne, unset func(*ent.SideUpdateOne) *ent.SideUpdateOne) *ent.SideUpdateOne {
	if v == nil {
		return unset(u)
	}
	return set(u, *v)
}

// publishChange tells a side's reader of a change that is not in the record.
func publishChange(tx *store.Tx, side *ent.Side) {
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
func (s *Service) AddNote(ctx context.Context, caseID, text string) (_ *AuthorityCase, err error) {
	defer errs.Wrap(&err, "postbox.AddNote(%s)", caseID)
	var ps errs.Problems
	validateText(&ps, &text, MaxNote, true, "body")
	if err := ps.Err(); err != nil {
		return nil, err
	}
	err = s.onCase(ctx, "postbox.note", caseID, func(ctx context.Context, tx *store.Tx, _, own *openSide, clerk Member) error {
		n, err := tx.Side.QueryNotes(own.Side).Count(ctx)
		if err != nil {
			return err
		}
		if n >= maxNotes {
			return errs.RefuseText(errs.TooMany, "too_many", []any{maxNotes}, "body")
		}
		noteID := id.New(id.Note, tx.Now)
		sealed, err := own.headKey.SealJSON(noteAAD(caseID, noteID), sealedNote{Author: clerk.Name, Body: text})
		if err != nil {
			return err
		}
		publishChange(tx, own.Side)
		return tx.CaseNote.Create().SetID(noteID).SetSideID(caseID).SetReader(own.Reader).SetAuthorID(clerk.ID).
			SetSealed(sealed).SetAt(tx.Now).Exec(ctx)
	})
	if err != nil {
		return nil, err
	}
	return s.Case(ctx, caseID)
}

// Notes lists the notes of cases, one list for each, the oldest first.
func (s *Service) Notes(ctx context.Context, cases []*AuthorityCase) (_ [][]*CaseNote, err error) {
	defer errs.Wrap(&err, "postbox.Notes")
	return readOfSides(ctx, s, cases, s.notes)
}

func (s *Service) notes(ctx context.Context, sides map[string]*openSide, caseIDs []string) ([][]*CaseNote, error) {
	rows, err := s.db.Client().CaseNote.Query().Where(casenote.SideIDIn(caseIDs...)).Order(ent.Asc(casenote.FieldAt), ent.Asc(casenote.FieldID)).
		Limit(maxNotes * len(caseIDs)).All(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string][]*CaseNote{}
	for _, row := range rows {
		var n sealedNote
		if err := s.openSealed(ctx, row.ID, sides[row.SideID].headKey, noteAAD(row.SideID, row.ID), row.Sealed, &n); err != nil {
			return nil, err
		}
		found[row.SideID] = append(found[row.SideID], &CaseNote{ID: row.ID, Author: n.Author, Body: n.Body, At: row.At.UTC()})
	}
	return listsOf(caseIDs, found), nil
}

// ConfirmReceipt confirms a message that asked for it. Refusals: NOT_FOUND, WRONG_STATE (nobody asked, or it is confirmed
// already).
func (s *Service) ConfirmReceipt(ctx context.Context, caseID, messageID string) (_ *Message, err error) {
	defer errs.Wrap(&err, "postbox.ConfirmReceipt(%s)", messageID)
	err = s.onCase(ctx, "postbox.receipt", caseID, func(ctx context.Context, tx *store.Tx, owner, own *openSide, clerk Member) error {
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
		key, err := s.messageKey(ctx, tx.Client, own, messageID)
		if err != nil {
			return err
		}
		// The clerk who confirms a message has it open.
		view, err := tx.ViewMessage.Query().Where(viewmessage.SideID(own.ID), viewmessage.MessageID(messageID)).WithMessage().Only(ctx)
		if err != nil {
			return err
		}
		if err := s.setRead(ctx, tx, owner, own, view, actor{id: clerk.ID, name: clerk.Name, capacity: "clerk"}, true); err != nil {
			return err
		}
		return s.recordConfirmation(ctx, tx, owner, own, d, clerk, key)
	})
	if err != nil {
		return nil, err
	}
	return s.Message(ctx, caseID, messageID)
}

func (s *Service) recordConfirmation(ctx context.Context, tx *store.Tx, owner, own *openSide, d *ent.Delivery, clerk Member, key vault.Key) error {
	by := actor{id: clerk.ID, name: clerk.Name, capacity: "clerk"}
	detail, err := key.Seal(confirmAAD(d.ID), []byte(clerk.Name))
	if err != nil {
		return err
	}
	if err := s.addFact(ctx, tx, owner, d, fact{state: Confirmed, by: by, detail: detail, event: ReceiptConfirmed}); err != nil {
		return err
	}
	return s.appendEventAndNotify(ctx, tx, own, sideEvent{kind: ReceiptConfirmed, by: by, message: d.MessageID})
}

// Cases is one page of the inbox of an authority that the viewer works for.
func (s *Service) Cases(ctx context.Context, authorityID string, filter CaseFilter, order CaseOrder, req pagination.Request) (_ pagination.Slice[*AuthorityCase], err error) {
	defer errs.Wrap(&err, "postbox.Cases(%s)", authorityID)
	var none pagination.Slice[*AuthorityCase]
	scope, err := rule.AuthorityScope(ctx, authorityID)
	if err != nil {
		return none, err
	}
	l := &listing{reader: scope.Readers()[0], kind: entside.KindAUTHORITY}
	switch order {
	case NewestMessage:
		l.column, l.descending = "last_message_at", true
	case DueFirst:
		l.column = "due_on"
	default:
		l.column = "waiting_since"
	}
	if err := s.applyFilter(l, filter); err != nil {
		return none, err
	}
	sides, err := s.readSides(ctx, l, req)
	if err != nil {
		return none, err
	}
	var items []pagination.Item[*AuthorityCase]
	for _, side := range sides {
		items = append(items, pagination.Item[*AuthorityCase]{Node: caseModel(side), Position: cursorOf(side, l.column).String()})
	}
	return pagination.Cut(req, items), nil
}

// cursorOf is where a case is in the list that is sorted by a column.
func cursorOf(side *openSide, column string) cursorPosition {
	switch column {
	case "last_message_at":
		return cursorPosition{Time: &side.LastMessageAt, ID: side.ID}
	case "due_on":
		return cursorPosition{Day: side.DueOn, ID: side.ID}
	}
	return cursorPosition{Time: side.WaitingSince, ID: side.ID}
}

func (s *Service) applyFilter(l *listing, f CaseFilter) error {
	if len(f.States) > 0 {
		// Each state once, however often it is named.
		var args []any
		for _, state := range slices.Compact(slices.Sorted(slices.Values(f.States))) {
			args = append(args, string(state))
		}
		l.addCondition("state IN ("+store.Placeholders(len(args))+")", args...)
	}
	if f.AssigneeID != nil {
		l.addCondition("assignee_id = ?", *f.AssigneeID)
	}
	if f.Unassigned != nil {
		l.addCondition(map[bool]string{true: "assignee_id IS NULL", false: "assignee_id IS NOT NULL"}[*f.Unassigned])
	}
	if f.Unread != nil {
		l.addCondition(countCondition("unread_count", *f.Unread))
	}
	if f.DueBefore != nil {
		l.addCondition("due_on < ?", *f.DueBefore)
	}
	if f.ServiceID != nil {
		if !id.Is(id.Service, *f.ServiceID) {
			return errs.New(errs.Invalid, "malformed service id")
		}
		// The ids are a JSON list; an id has no character that LIKE treats specially but its underscore.
		l.addCondition("CAST(service_ids AS TEXT) LIKE ?", "%"+*f.ServiceID+"%")
	}
	return s.addSearch(l, f.Search)
}

// moveNotes is the mover of the notes.
func moveNotes(ctx context.Context, tx *store.Tx, side *openSide, move moveOne) error {
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
