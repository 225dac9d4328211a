package sides

import (
	"context"

	"schalter/ent"
	"schalter/internal/store"
)

// Change sets a field of a case, or takes it out where there is no value; the zero value leaves it as it is.
type Change struct {
	Set   bool
	Value *string
}

// SaveWork stores who works on a case, and until when; the rest of it is [Save]'s.
func SaveWork(ctx context.Context, tx *store.Tx, sideID string, assigneeID, dueOn Change) error {
	u := tx.Side.UpdateOneID(sideID)
	if assigneeID.Set {
		u = setOrClear(u, assigneeID.Value, (*ent.SideUpdateOne).SetAssigneeID, (*ent.SideUpdateOne).ClearAssigneeID)
	}
	if dueOn.Set {
		u = setOrClear(u, dueOn.Value, (*ent.SideUpdateOne).SetDueOn, (*ent.SideUpdateOne).ClearDueOn)
	}
	return u.Exec(ctx)
}

// Unassign takes a case from the one who works on it, as a further version of it.
func Unassign(ctx context.Context, tx *store.Tx, row *ent.Side) error {
	return tx.Side.UpdateOneID(row.ID).ClearAssigneeID().SetVersion(row.Version + 1).Exec(ctx)
}

func setOrClear(u *ent.SideUpdateOne, v *string, set func(*ent.SideUpdateOne, string) *ent.SideUpdateOne, unset func(*ent.SideUpdateOne) *ent.SideUpdateOne) *ent.SideUpdateOne {
	if v == nil {
		return unset(u)
	}
	return set(u, *v)
}
