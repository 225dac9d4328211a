package conversation

import (
	"context"
	"maps"
	"slices"

	"schalter/ent"
	"schalter/ent/draft"
	"schalter/ent/rule"
	"schalter/ent/viewdocument"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/ledger"
	"schalter/internal/legal"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// DraftSaveInput saves a message that is being written, on a mailbox or a case, exactly one of them. A nil DraftID starts a
// new one.
type DraftSaveInput struct {
	DraftID          *string
	ExpectedVersion  *int
	MailboxID        *string
	CaseID           *string
	Subject          string
	Body             string
	Kind             casemail.MessageKind
	RecipientIDs     []string
	ServiceIDs       []string
	DocumentIDs      []string
	ReceiptRequested bool
	InReplyToID      *string
	DueOn            *string
	// DecisionEffect and Remedy are what a clerk chose for a decision; NoRemedy that it has no instruction on remedies.
	DecisionEffect *casemail.DecisionEffect
	Remedy         *PeriodInput
	NoRemedy       bool
}

// MaxDrafts bounds the drafts of one side.
const MaxDrafts = 50

// Validate checks the form of the input; a draft may be unfinished, but not impossible.
func (in *DraftSaveInput) Validate() error {
	var ps errs.Problems
	if (in.MailboxID == nil) == (in.CaseID == nil) {
		ps.AddText(errs.InvalidValue, "mailbox_or_case", nil)
	}
	sides.ValidateLine(&ps, &in.Subject, MaxSubject, false, "subject")
	sides.ValidateText(&ps, &in.Body, MaxBody, false, "body")
	sides.ValidateIDs(&ps, id.Authority, in.RecipientIDs, MaxRecipients, "recipientIds")
	sides.ValidateIDs(&ps, id.Service, in.ServiceIDs, 100, "serviceIds")
	sides.ValidateIDs(&ps, id.Document, in.DocumentIDs, MaxDocuments, "documentIds")
	if in.InReplyToID != nil {
		sides.ValidateIDs(&ps, id.Message, []string{*in.InReplyToID}, 1, "inReplyToId")
	}
	// A day may be over: it is asked for again when the message is sent.
	if in.DueOn != nil {
		if _, err := legal.ParseDay(*in.DueOn); err != nil {
			ps.Add(errs.InvalidValue, "dueOn")
		}
	}
	if in.DecisionEffect != nil && !slices.Contains(casemail.DecisionEffects(), *in.DecisionEffect) {
		ps.Add(errs.InvalidValue, "decisionEffect")
	}
	if in.Remedy != nil && (in.NoRemedy || !in.Remedy.isPossible()) {
		ps.Add(errs.InvalidValue, "remedy")
	}
	return ps.Err()
}

// sealedDraft is what is written, and what was chosen beside it.
type sealedDraft struct {
	Subject        string                   `json:"subject"`
	Body           string                   `json:"body"`
	InReplyToID    *string                  `json:"inReplyToId,omitempty"`
	DueOn          *string                  `json:"dueOn,omitempty"`
	DecisionEffect *casemail.DecisionEffect `json:"decisionEffect,omitempty"`
	Remedy         *PeriodInput             `json:"remedy,omitempty"`
	NoRemedy       bool                     `json:"noRemedy,omitempty"`
}

func (in *DraftSaveInput) sealed() sealedDraft {
	return sealedDraft{
		Subject: in.Subject, Body: in.Body, InReplyToID: in.InReplyToID, DueOn: in.DueOn, DecisionEffect: in.DecisionEffect,
		Remedy: in.Remedy, NoRemedy: in.NoRemedy,
	}
}

func draftAAD(draftID string) string { return sides.FieldAAD(draftID, "draft", "text") }

// SaveDraft keeps a draft. Refusals: STALE when it was saved elsewhere meanwhile, WRONG_STATE when it was sent (AlreadySentError), NOT_FOUND
// when it was discarded, QUOTA_EXCEEDED.
func (s *Service) SaveDraft(ctx context.Context, in DraftSaveInput) (_ *Draft, err error) {
	defer errs.Wrap(&err, "postbox.SaveDraft")
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	v := viewer.From(ctx)
	var saved *Draft
	err = s.db.Tx(viewer.System(ctx, "postbox.draft"), func(ctx context.Context, tx *store.Tx) error {
		sideID := in.MailboxID
		if sideID == nil {
			sideID = in.CaseID
		}
		side, err := s.sides.Lock(ctx, tx, scope, *sideID)
		if err != nil {
			return err
		}
		if side.IsOwner() != (in.MailboxID != nil) {
			return sides.NoSuchSide()
		}
		if in.DraftID == nil {
			saved, err = s.createDraft(ctx, tx, side, v.AccountID, in)
		} else {
			saved, err = s.updateDraft(ctx, tx, side, in)
		}
		return err
	})
	return saved, err
}

func (s *Service) createDraft(ctx context.Context, tx *store.Tx, side *sides.Side, authorID string, in DraftSaveInput) (*Draft, error) {
	n, err := tx.Draft.Query().Where(draft.SideID(side.ID)).Count(ctx)
	if err != nil {
		return nil, err
	}
	if n >= MaxDrafts {
		return nil, errs.Refuse(errs.QuotaExceeded)
	}
	draftID := id.New(id.Draft, tx.Now)
	key, err := vault.NewKey()
	if err != nil {
		return nil, err
	}
	wrapped, err := side.WrapKey(draftID, key)
	if err != nil {
		return nil, err
	}
	sealed, err := sealDraft(draftID, key, in)
	if err != nil {
		return nil, err
	}
	row, err := tx.Draft.Create().SetID(draftID).SetSideID(side.ID).SetReader(side.Reader).SetAuthorID(authorID).
		SetKind(draft.Kind(in.Kind)).SetWrappedKey(wrapped).SetSealed(sealed).SetRecipientIds(in.RecipientIDs).
		SetServiceIds(in.ServiceIDs).SetDocumentIds(in.DocumentIDs).SetReceiptRequested(in.ReceiptRequested).SetSavedAt(tx.Now).Save(ctx)
	if err != nil {
		return nil, err
	}
	return draftModel(row, in.sealed()), nil
}

func (s *Service) updateDraft(ctx context.Context, tx *store.Tx, side *sides.Side, in DraftSaveInput) (*Draft, error) {
	row, err := tx.Draft.Query().Where(draft.ID(*in.DraftID), draft.SideID(side.ID)).Only(ctx)
	if ent.IsNotFound(err) {
		if err := s.refuseSent(ctx, tx, side.ID, *in.DraftID); err != nil {
			return nil, err
		}
		return nil, errs.Refuse(errs.Missing, "draftId")
	}
	if err != nil {
		return nil, err
	}
	if in.ExpectedVersion != nil && *in.ExpectedVersion != row.Version {
		return nil, errs.Refuse(errs.Stale, "expectedVersion")
	}
	// What is saved over must not open any more.
	key, err := vault.NewKey()
	if err != nil {
		return nil, err
	}
	wrapped, err := side.WrapKey(row.ID, key)
	if err != nil {
		return nil, err
	}
	sealed, err := sealDraft(row.ID, key, in)
	if err != nil {
		return nil, err
	}
	if err := sides.RenewWithin(ctx, tx, side.ID, sides.RenewOverwritten); err != nil {
		return nil, err
	}
	row, err = tx.Draft.UpdateOne(row).SetWrappedKey(wrapped).SetKind(draft.Kind(in.Kind)).SetSealed(sealed).SetRecipientIds(in.RecipientIDs).
		SetServiceIds(in.ServiceIDs).SetDocumentIds(in.DocumentIDs).SetReceiptRequested(in.ReceiptRequested).
		AddVersion(1).SetSavedAt(tx.Now).Save(ctx)
	if err != nil {
		return nil, err
	}
	return draftModel(row, in.sealed()), nil
}

func sealDraft(draftID string, key vault.Key, in DraftSaveInput) ([]byte, error) {
	return key.SealJSON(draftAAD(draftID), in.sealed())
}

func draftModel(row *ent.Draft, plain sealedDraft) *Draft {
	return &Draft{
		ID: row.ID, SideID: row.SideID, Version: row.Version, Subject: plain.Subject, Body: plain.Body, RecipientIDs: row.RecipientIds,
		ServiceIDs: row.ServiceIds, DocumentIDs: row.DocumentIds, ReceiptRequested: row.ReceiptRequested, Kind: casemail.MessageKind(row.Kind),
		SavedAt: row.SavedAt.UTC(), InReplyToID: plain.InReplyToID, DueOn: plain.DueOn, DecisionEffect: plain.DecisionEffect,
		Remedy: (*Period)(plain.Remedy), NoRemedy: plain.NoRemedy,
	}
}

func (s *Service) openDraft(ctx context.Context, side *sides.Side, row *ent.Draft) (*Draft, error) {
	key, err := side.UnwrapKey(row.ID, row.WrappedKey)
	if err != nil {
		return nil, s.sides.Alarm(ctx, row.ID, err)
	}
	var d sealedDraft
	if err := s.sides.OpenSealed(ctx, row.ID, key, draftAAD(row.ID), row.Sealed, &d); err != nil {
		return nil, err
	}
	return draftModel(row, d), nil
}

// DraftsOf lists the drafts of mailboxes or cases, one list for each, the last saved first.
func DraftsOf[T Sided](ctx context.Context, s *Service, of []T) (_ [][]*Draft, err error) {
	defer errs.Wrap(&err, "postbox.DraftsOf")
	return ReadOfSides(ctx, s, of, s.drafts)
}

func (s *Service) drafts(ctx context.Context, opened map[string]*sides.Side, sideIDs []string) ([][]*Draft, error) {
	rows, err := s.db.Client().Draft.Query().Where(draft.SideIDIn(sideIDs...)).Order(ent.Desc(draft.FieldSavedAt), ent.Desc(draft.FieldID)).
		Limit(MaxDrafts * len(sideIDs)).All(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string][]*Draft{}
	for _, row := range rows {
		d, err := s.openDraft(ctx, opened[row.SideID], row)
		if err != nil {
			return nil, err
		}
		found[row.SideID] = append(found[row.SideID], d)
	}
	return ListsOf(sideIDs, found), s.forgetAnswered(ctx, slices.Concat(slices.Collect(maps.Values(found))...)...)
}

// forgetAnswered has drafts not name a message that their side does not hold any more.
func (s *Service) forgetAnswered(ctx context.Context, drafts ...*Draft) error {
	var sideIDs, messageIDs []string
	for _, d := range drafts {
		if d.InReplyToID != nil {
			sideIDs, messageIDs = append(sideIDs, d.SideID), append(messageIDs, *d.InReplyToID)
		}
	}
	if len(messageIDs) == 0 {
		return nil
	}
	held := map[Holding]bool{}
	views, err := s.db.Client().ViewMessage.Query().Where(viewmessage.SideIDIn(sideIDs...), viewmessage.MessageIDIn(messageIDs...)).All(ctx)
	if err != nil {
		return err
	}
	for _, v := range views {
		held[Holding{Side: v.SideID, Message: v.MessageID}] = true
	}
	for _, d := range drafts {
		if d.InReplyToID != nil && !held[Holding{Side: d.SideID, Message: *d.InReplyToID}] {
			d.InReplyToID = nil
		}
	}
	return nil
}

// Draft is one draft of a side of the viewer's.
func (s *Service) Draft(ctx context.Context, draftID string) (_ *Draft, err error) {
	defer errs.Wrap(&err, "postbox.Draft(%s)", draftID)
	return sides.RetryOnNewKey(ctx, func(ctx context.Context) (*Draft, error) { return s.findDraft(ctx, draftID) })
}

func (s *Service) findDraft(ctx context.Context, draftID string) (*Draft, error) {
	if _, err := rule.ScopeOf(ctx); err != nil {
		return nil, err
	}
	row, err := s.db.Client().Draft.Query().Where(draft.ID(draftID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, errs.New(errs.NotFound, "there is no such draft")
	}
	if err != nil {
		return nil, err
	}
	side, err := s.sides.FindAny(ctx, row.SideID)
	if err != nil {
		return nil, err
	}
	d, err := s.openDraft(ctx, side, row)
	if err != nil {
		return nil, err
	}
	return d, s.forgetAnswered(ctx, d)
}

// DraftDocuments lists the documents of a draft that are still there, in its order.
func (s *Service) DraftDocuments(ctx context.Context, d *Draft) ([]*documents.Document, error) {
	list := make([]*documents.Document, 0, len(d.DocumentIDs))
	for _, docID := range d.DocumentIDs {
		doc, err := s.findWith(ctx, docID, func(ctx context.Context, docID string) (documents.Held, *sides.Side, error) {
			return s.documents.HeldOnNamedSide(ctx, docID, d.SideID)
		})
		if errs.CodeOf(err) == errs.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, doc)
	}
	return list, nil
}

// DiscardDraft throws a draft away, with its documents that were not sent and stand in no other draft. Refusals: NOT_FOUND.
func (s *Service) DiscardDraft(ctx context.Context, draftID string) (err error) {
	defer errs.Wrap(&err, "postbox.DiscardDraft(%s)", draftID)
	d, err := s.Draft(ctx, draftID)
	if errs.CodeOf(err) == errs.NotFound {
		return errs.Refuse(errs.Missing, "draftId")
	}
	if err != nil {
		return err
	}
	return s.db.Tx(viewer.System(ctx, "postbox.draft"), func(ctx context.Context, tx *store.Tx) error {
		side, err := s.sides.LockByID(ctx, tx, d.SideID)
		if err != nil {
			return err
		}
		if err := sides.RefuseHeld(side.Side, tx.Now, "draftId"); err != nil {
			return err
		}
		return s.DiscardDraftFrom(ctx, tx, side, draftID)
	})
}

// DiscardDraftFrom throws a draft away on a side that is locked, unless it was sent or thrown away meanwhile.
func (s *Service) DiscardDraftFrom(ctx context.Context, tx *store.Tx, side *sides.Side, draftID string) error {
	row, err := tx.Draft.Query().Where(draft.ID(draftID), draft.SideID(side.ID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	// One that was sent is not in the ledger of deletions: of a message that a restore has lost, the draft is what is left.
	if err := ledger.AddEntry(ctx, tx, side.ID, draftID); err != nil {
		return err
	}
	if err := discardDraft(ctx, tx, side.ID, &draftID); err != nil {
		return err
	}
	return s.dropUnsent(ctx, tx, side, row.DocumentIds)
}

// dropUnsent deletes documents that were never sent, as far as no draft of the side has them.
func (s *Service) dropUnsent(ctx context.Context, tx *store.Tx, side *sides.Side, docIDs []string) error {
	if len(docIDs) == 0 {
		return nil
	}
	drafts, err := tx.Draft.Query().Where(draft.SideID(side.ID)).Limit(MaxDrafts).All(ctx)
	if err != nil {
		return err
	}
	unsent, err := tx.ViewDocument.Query().Where(viewdocument.SideID(side.ID), viewdocument.DocumentIDIn(docIDs...), viewdocument.MessageIDIsNil()).
		Limit(len(docIDs)).All(ctx)
	if err != nil {
		return err
	}
	for _, v := range unsent {
		if slices.ContainsFunc(drafts, func(d *ent.Draft) bool { return slices.Contains(d.DocumentIds, v.DocumentID) }) {
			continue
		}
		if err := s.removeDocument(ctx, tx, side, v.DocumentID, true); err != nil {
			return err
		}
	}
	if err := sides.Save(ctx, tx, side); err != nil {
		return err
	}
	return s.DeleteUnheld(ctx, tx, side.MailboxID)
}

func discardDraft(ctx context.Context, tx *store.Tx, sideID string, draftID *string) error {
	if draftID == nil {
		return nil
	}
	n, err := tx.Draft.Delete().Where(draft.ID(*draftID), draft.SideID(sideID)).Exec(ctx)
	if err != nil || n == 0 {
		return err
	}
	return sides.RenewWithin(ctx, tx, sideID, sides.RenewSoon)
}

// MoveDraftKeys is the mover of the drafts.
func MoveDraftKeys(ctx context.Context, tx *store.Tx, side *sides.Side, move sides.MoveOne) error {
	drafts, err := tx.Draft.Query().Where(draft.SideID(side.ID)).All(ctx)
	if err != nil {
		return err
	}
	for _, d := range drafts {
		wrapped, err := move(d.ID, d.WrappedKey)
		if err != nil {
			return err
		}
		if err := tx.Draft.Update().Where(draft.ID(d.ID)).SetWrappedKey(wrapped).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
