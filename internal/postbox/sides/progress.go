package sides

import (
	"context"
	"time"

	"schalter/ent"
	entside "schalter/ent/side"
	"schalter/internal/store"
)

// Progress is how far a matter is: on an authority's side as it says, on an owner's the most pressing state of all.
type Progress struct {
	State      entside.ProgressState
	Since      time.Time
	ExpectedBy *string
	// Sealed is what is content of it, under the side's head key; nil for none.
	Sealed []byte
}

// SaveProgress stores how far a matter is.
func SaveProgress(ctx context.Context, tx *store.Tx, side *Side, p Progress) error {
	u := tx.Side.UpdateOneID(side.ID).SetProgressState(p.State).SetProgressSince(p.Since)
	u = setOrClear(u, p.ExpectedBy, (*ent.SideUpdateOne).SetExpectedBy, (*ent.SideUpdateOne).ClearExpectedBy)
	if p.Sealed != nil {
		u.SetSealedProgress(p.Sealed)
	} else {
		u.ClearSealedProgress()
	}
	side.ProgressState, side.ProgressSince, side.ExpectedBy, side.SealedProgress = &p.State, &p.Since, p.ExpectedBy, p.Sealed
	return u.Exec(ctx)
}

// SaveSealedProgress stores what is content of a side's progress under another key.
func SaveSealedProgress(ctx context.Context, tx *store.Tx, side *Side, sealed []byte) error {
	side.SealedProgress = sealed
	return tx.Side.UpdateOneID(side.ID).SetSealedProgress(sealed).Exec(ctx)
}
