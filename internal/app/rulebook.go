package app

import (
	"context"
	"time"

	"schalter/internal/rulebook"
)

// storedDates answers the rulebook with the dates of the postbox, which is opened after it.
type storedDates struct{ *app }

func (d storedDates) ComputedBy(ctx context.Context, ruleID string, version int, since time.Time, limit int) ([]rulebook.StoredDate, error) {
	found, err := d.postbox.Dates.ComputedBy(ctx, ruleID, version, since, limit)
	if err != nil {
		return nil, err
	}
	list := make([]rulebook.StoredDate, len(found))
	for i, f := range found {
		list[i] = rulebook.StoredDate{Event: f.Event, Day: f.Day, Amount: f.Length.Amount, Unit: f.Length.Unit, Place: f.Place, ExtendedTo: f.ExtendedTo}
	}
	return list, nil
}

// checkRules raises the alarm where the saved rules and those of this release contradict each other: the program serves, and computes no day until
// editors have put it right.
func (a *app) checkRules(ctx context.Context) {
	if err := a.rulebook.Check(ctx); err != nil {
		a.log.ErrorContext(ctx, "the rules that days are computed by contradict each other", "alarm", true, "error", err)
	}
}
