package conversation

import (
	"context"

	"schalter/ent"
	"schalter/ent/draft"
	"schalter/internal/errs"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// AlreadySentError refuses what would send a draft a second time, or save one that was sent. It is a refusal of the field draftId.
type AlreadySentError struct {
	refusal *errs.Refusal
	// MessageID is the message that the draft became, on the side SideID; empty when that was deleted since.
	SideID, MessageID string
}

func (e *AlreadySentError) Error() string { return e.refusal.Error() }

// Unwrap is the refusal.
func (e *AlreadySentError) Unwrap() error { return e.refusal }

func alreadySent(sideID, messageID string) error {
	return &AlreadySentError{errs.RefuseText(errs.WrongState, "draft_sent", nil, "draftId"), sideID, messageID}
}

// usedDraft is the draft that a message was written as, in the version that its writer saw.
type usedDraft struct {
	id      string
	version int
}

func draftOf(draftID *string, version *int) *usedDraft {
	if draftID == nil || version == nil {
		return nil
	}
	return &usedDraft{*draftID, *version}
}

// validateDraftVersion asks for the version of a draft that is to be sent: without it nobody could tell that it was changed elsewhere.
func validateDraftVersion(ps *errs.Problems, draftID *string, version *int) {
	if draftID != nil && version == nil {
		ps.Add(errs.Required, "expectedDraftVersion")
	}
}

// checkDraft refuses to send a draft that was sent already, in another window or by a colleague, that was discarded, or that was
// changed since its writer saw it. The side is locked.
func (s *Service) checkDraft(ctx context.Context, tx *store.Tx, sideID string, from *usedDraft) error {
	if from == nil {
		return nil
	}
	if err := s.refuseSent(ctx, tx, sideID, from.id); err != nil {
		return err
	}
	row, err := tx.Draft.Query().Where(draft.ID(from.id), draft.SideID(sideID)).Only(ctx)
	if ent.IsNotFound(err) {
		return errs.RefuseText(errs.Missing, "draft_discarded", nil, "draftId")
	}
	if err != nil {
		return err
	}
	if row.Version != from.version {
		return errs.RefuseText(errs.Stale, "draft_changed", nil, "draftId")
	}
	return nil
}

// useDraft has a draft that was checked become a message and go.
func (s *Service) useDraft(ctx context.Context, tx *store.Tx, sideID string, from *usedDraft, messageID string) error {
	if from == nil {
		return nil
	}
	if err := sides.RememberResult(ctx, tx, sideID, s.sides.OwnKey(draftSent, sideID, from.id), messageID); err != nil {
		return err
	}
	return discardDraft(ctx, tx, sideID, &from.id)
}

// draftSent is for what a draft became.
const draftSent = "draft-sent"

// refuseSent refuses a draft that was sent.
func (s *Service) refuseSent(ctx context.Context, tx *store.Tx, sideID, draftID string) error {
	messageID, known, err := sides.ResultOf(ctx, tx, sideID, s.sides.OwnKey(draftSent, sideID, draftID))
	if err != nil || !known {
		return err
	}
	return alreadySent(sideID, messageID)
}
