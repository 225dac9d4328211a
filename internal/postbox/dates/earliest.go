package dates

import (
	"context"

	"schalter/ent/legaldate"
	"schalter/internal/legal"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// Event is what happened on a day.
type Event struct {
	Anchor legal.Anchor
	Day    legal.Day
}

// SetEarliest writes of the days that several events give for the same thing the earliest, of two equal ones that of the first; the fact says all but
// the event. Where no rule gives a day, what counted before is taken back.
func (s *Service) SetEarliest(ctx context.Context, tx *store.Tx, side *sides.Side, f Fact, events ...Event) error {
	book, err := s.rules.Book(ctx, tx)
	if err != nil {
		return err
	}
	var earliest *Fact
	var day legal.Day
	for _, e := range events {
		by := f
		by.Anchor, by.AnchorDay = e.Anchor, e.Day
		r, _, ok := by.rule(book)
		if !ok {
			continue
		}
		if res := legal.Compute(r, e.Day, f.Place, legal.ShippedHolidays()); earliest == nil || res.Date < day {
			earliest, day = &by, res.Date
		}
	}
	if earliest == nil {
		return s.End(ctx, tx, side.ID, f)
	}
	_, _, err = s.Set(ctx, tx, side, *earliest)
	return err
}

// RuleOf is the rule that an event asks for now.
func (s *Service) RuleOf(ctx context.Context, tx *store.Tx, kind legal.Kind, law legal.ProcedureLaw, e Event) (legal.Rule, bool, error) {
	book, err := s.rules.Book(ctx, tx)
	if err != nil {
		return legal.Rule{}, false, err
	}
	r, ok := book.Applicable(kind, law, e.Anchor, e.Day)
	return r, ok, nil
}

// Of says whose date is asked for: a side and a message of it.
type Of struct{ SideID, MessageID string }

// OfMany are the dates of one kind that count now, of messages on several sides.
func (s *Service) OfMany(ctx context.Context, tx *store.Tx, kind legal.Kind, sideIDs, messageIDs []string) (map[Of]*Date, error) {
	rows, err := tx.LegalDate.Query().Where(legaldate.SideIDIn(sideIDs...), legaldate.KindEQ(legaldate.Kind(kind)), legaldate.SupersededAtIsNil(),
		legaldate.MessageIDIn(messageIDs...)).All(ctx)
	if err != nil {
		return nil, err
	}
	book, err := s.rules.Book(ctx, tx)
	if err != nil {
		return nil, err
	}
	found := map[Of]*Date{}
	for _, row := range rows {
		if found[Of{row.SideID, *row.MessageID}], err = dateOf(row, book); err != nil {
			return nil, err
		}
	}
	return found, nil
}
