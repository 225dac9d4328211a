package app

import (
	"context"
	"time"

	"schalter/internal/store"
)

// endings brings together mailboxes that end and the letters that warn of it; each of the two is opened before the other is asked.
type endings struct{ a *app }

func (e endings) Order(ctx context.Context, tx *store.Tx, accountID, reference string, lastActivity time.Time) (string, error) {
	return e.a.accounts.OrderEndLetter(ctx, tx, accountID, reference, lastActivity)
}

func (e endings) LettersWanted(ctx context.Context, tx *store.Tx, letterIDs []string) (map[string]bool, error) {
	return e.a.postbox.LettersWanted(ctx, tx, letterIDs)
}

func (e endings) AccountUnblocked(ctx context.Context, tx *store.Tx, accountID string) error {
	return e.a.postbox.AccountUnblocked(ctx, tx, accountID)
}

func (e endings) LetterPosted(ctx context.Context, tx *store.Tx, letterID string, at time.Time) error {
	return e.a.postbox.LetterPosted(ctx, tx, letterID, at)
}

func (e endings) LetterEnded(ctx context.Context, tx *store.Tx, letterID string) error {
	return e.a.postbox.LetterEnded(ctx, tx, letterID)
}

func (e endings) LetterReturned(ctx context.Context, tx *store.Tx, letterID string) error {
	return e.a.postbox.LetterReturned(ctx, tx, letterID)
}
