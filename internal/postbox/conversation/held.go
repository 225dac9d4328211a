package conversation

import (
	"schalter/ent"
	"schalter/internal/clock"
	"schalter/internal/letter"
	"schalter/internal/postbox/sides"
)

// EndLetterState is what became of the letter that warns of a mailbox's end where no mail did (enum EndLetterState).
type EndLetterState string

// The states.
const (
	EndLetterNoAddress EndLetterState = "NO_ADDRESS"
	EndLetterQueued    EndLetterState = "QUEUED"
	EndLetterPosted    EndLetterState = "POSTED"
	EndLetterReturned  EndLetterState = "RETURNED"
	// EndLetterAccountBlocked is that none is sent: who is blocked could not keep the mailbox.
	EndLetterAccountBlocked EndLetterState = "ACCOUNT_BLOCKED"
)

// endLetterOf is empty where no deletion was held.
func endLetterOf(side *ent.Side) EndLetterState {
	switch {
	case side.DeletionHeldAt == nil:
		return ""
	case side.EndLetterReturnedAt != nil:
		return EndLetterReturned
	case side.EndLetterSentAt != nil:
		return EndLetterPosted
	case side.EndLetterID != nil:
		return EndLetterQueued
	case sides.HeldForBlock(side):
		return EndLetterAccountBlocked
	}
	return EndLetterNoAddress
}

// HeldModel is an owner's side as operators see it whose deletion is held, or of whose end a letter warns.
func HeldModel(row *ent.Side) *HeldDeletion {
	h := &HeldDeletion{ID: row.ID, Reference: row.Reference, Since: row.DeletionHeldAt.UTC(), EndedOn: row.DeletesAt.UTC(), Letter: endLetterOf(row)}
	if row.EndLetterID != nil {
		printed := letter.ReferenceOf(*row.EndLetterID)
		h.LetterReference = &printed
	}
	if row.EndLetterSentAt != nil {
		h.EndedOn = clock.EndOfDay(clock.AddMonths(row.LastActivityAt, sides.IdleMonths)).UTC()
	}
	if h.Letter == EndLetterPosted {
		h.DeletesAt = sides.UTC(row.DeletesAt)
	}
	return h
}
