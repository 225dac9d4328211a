package levy

import (
	"context"
	"strconv"

	"schalter/ent"
	"schalter/ent/levyofficial"
	"schalter/ent/levyyear"
	"schalter/internal/errs"
	"schalter/internal/money"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// MaxOfficials is how many official amounts are saved at once.
const MaxOfficials = 100

// LevyOfficialInput is what the Landesamt für Statistik computed for one place on one level; without an amount it is taken out.
type LevyOfficialInput struct {
	ARS    string
	Level  LevyLevel
	Amount *money.Euro
}

// SaveOfficial enters official amounts of a year, for operators. They belong to the year and stand beside each of its revisions, of which
// they change nothing. Refusals, all at once: TOO_MANY, NOT_FOUND (nobody pays there on that level), INVALID; STALE.
func (s *Service) SaveOfficial(ctx context.Context, yearID string, expectedVersion int, amounts []*LevyOfficialInput) (_ *LevyYear, err error) {
	defer errs.Wrap(&err, "levy.SaveOfficial(%s)", yearID)
	v, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	y, err := s.YearByID(ctx, yearID)
	if err != nil {
		return nil, err
	}
	if y == nil {
		return nil, errNoYear
	}
	keys, err := y.officialKeys(amounts)
	if err != nil {
		return nil, err
	}
	var after *ent.LevyYear
	system := viewer.System(ctx, "levy-official")
	err = s.db.Tx(system, func(ctx context.Context, tx *store.Tx) error {
		if _, err := lockYear(ctx, tx, y.Year); err != nil {
			return err
		}
		row, err := tx.LevyYear.Get(ctx, yearID)
		if err != nil {
			return err
		}
		if row.Version != expectedVersion {
			return errs.Refuse(errs.Stale)
		}
		for i, a := range amounts {
			if err := saveOfficial(ctx, tx, y.Year, keys[i], a); err != nil {
				return err
			}
		}
		// They stand beside every revision, so every revision is another one now.
		if err := tx.LevyYear.Update().Where(levyyear.Year(y.Year)).AddVersion(1).Exec(ctx); err != nil {
			return err
		}
		if after, err = tx.LevyYear.Get(ctx, yearID); err != nil {
			return err
		}
		return s.audit.Record(ctx, tx, v, "levy.official", yearID, "", strconv.Itoa(len(amounts)))
	})
	if err != nil {
		return nil, err
	}
	return s.yearOf(system, after)
}

// officialKeys are the keys under which the places of official amounts pay, in their order.
func (y *LevyYear) officialKeys(amounts []*LevyOfficialInput) ([]string, error) {
	var problems errs.Problems
	if len(amounts) > MaxOfficials {
		problems.AddText(errs.TooMany, "levy_officials", []any{MaxOfficials}, "amounts")
		return nil, problems.Err()
	}
	pays := map[string]bool{}
	for _, s := range y.shares {
		pays[levelKey(y.Year, s.ARS, s.Level)] = true
	}
	keys, seen := make([]string, len(amounts)), map[string]bool{}
	for i, a := range amounts {
		at := []string{"amounts", strconv.Itoa(i)}
		keys[i] = y.payer(a.ARS)
		key := levelKey(y.Year, keys[i], a.Level)
		switch {
		case !pays[key]:
			problems.AddText(errs.Missing, "levy_no_payer", nil, append(at, "ars")...)
		case seen[key]:
			problems.AddText(errs.InvalidValue, "levy_place_twice", nil, append(at, "ars")...)
		case a.Amount != nil && !within(*a.Amount):
			problems.AddText(errs.InvalidValue, "levy_negative", nil, append(at, "amount")...)
		}
		seen[key] = true
	}
	return keys, problems.Err()
}

func saveOfficial(ctx context.Context, tx *store.Tx, year int, ars string, a *LevyOfficialInput) error {
	rowID := officialID(year, ars, a.Level)
	if a.Amount == nil {
		_, err := tx.LevyOfficial.Delete().Where(levyofficial.ID(rowID)).Exec(ctx)
		return err
	}
	n, err := tx.LevyOfficial.Update().Where(levyofficial.ID(rowID)).SetAmountCents(int64(*a.Amount)).SetEnteredAt(tx.Now).Save(ctx)
	if err != nil || n > 0 {
		return err
	}
	return tx.LevyOfficial.Create().SetID(rowID).SetYear(year).SetRegionArs(ars).SetLevel(levyofficial.Level(a.Level)).
		SetAmountCents(int64(*a.Amount)).SetEnteredAt(tx.Now).Exec(ctx)
}
