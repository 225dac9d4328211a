package levy

import (
	"context"
	"slices"
	"strconv"

	"schalter/ent"
	"schalter/ent/levyshare"
	"schalter/ent/levyyear"
	"schalter/internal/errs"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// transitions are all changes of state that there are.
var transitions = map[LevyState][]LevyState{Draft: {Published}}

// rowsAtOnce is how many shares one statement stores.
const rowsAtOnce = 200

// Publish makes a draft public, for operators, as it was seen: the digest names all its shares. The shares become rows that never change.
// Refusals: WRONG_STATE (published, or the register has the inhabitants of another day than the law names), STALE, REQUIRED (no position),
// DIGEST_MISMATCH (positions or inhabitants changed since it was seen).
func (s *Service) Publish(ctx context.Context, yearID string, expectedVersion int, sharesDigest string) (_ *LevyYear, err error) {
	defer errs.Wrap(&err, "levy.Publish(%s)", yearID)
	v, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	seen, err := s.YearByID(ctx, yearID)
	if err != nil {
		return nil, err
	}
	if seen == nil {
		return nil, errNoYear
	}
	var after *ent.LevyYear
	system := viewer.System(ctx, "levy-publish")
	err = s.db.Tx(system, func(ctx context.Context, tx *store.Tx) error {
		if _, err := lockYear(ctx, tx, seen.Year); err != nil {
			return err
		}
		row, err := tx.LevyYear.Get(ctx, yearID)
		if err != nil {
			return err
		}
		if !slices.Contains(transitions[LevyState(row.State)], Published) {
			return errs.RefuseText(errs.WrongState, "levy_is_published", nil)
		}
		if row.Version != expectedVersion {
			return errs.Refuse(errs.Stale)
		}
		y, err := asDraft(row, s.register())
		if err != nil {
			return err
		}
		if err := y.mayBePublished(sharesDigest); err != nil {
			return err
		}
		if err := storeShares(ctx, tx, y); err != nil {
			return err
		}
		after, err = tx.LevyYear.UpdateOne(row).SetState(levyyear.StatePUBLISHED).SetPopulationOn(y.PopulationOn).SetTerritoryOn(y.TerritoryOn).
			SetSharesDigest(y.SharesDigest).SetPublishedAt(tx.Now).SetVersion(row.Version + 1).Save(ctx)
		if err != nil {
			return err
		}
		return s.audit.Record(ctx, tx, v, "levy.publish", yearID, "", strconv.Itoa(y.Year)+" "+strconv.Itoa(y.Revision)+" "+y.SharesDigest)
	})
	if err != nil {
		return nil, err
	}
	return s.yearOf(system, after)
}

// PopulationDay is the day whose inhabitants count for a year: 31 December of the year before last (§ 1 FAGDV).
func PopulationDay(year int) string { return strconv.Itoa(year-2) + "-12-31" }

func (y *LevyYear) mayBePublished(sharesDigest string) error {
	switch {
	case len(y.Positions) == 0:
		return errs.RefuseText(errs.Required, "levy_no_position", nil)
	case y.PopulationOn != PopulationDay(y.Year):
		return errs.RefuseText(errs.WrongState, "levy_population_day", []any{bilingualDay(y.PopulationOn), y.Year, bilingualDay(PopulationDay(y.Year))})
	case y.SharesDigest != sharesDigest:
		return errs.RefuseText(errs.DigestMismatch, "levy_digest", nil, "sharesDigest")
	}
	return nil
}

func bilingualDay(iso string) errs.Bilingual {
	return errs.Bilingual{German: german.date(iso), English: english.date(iso)}
}

func storeShares(ctx context.Context, tx *store.Tx, y *LevyYear) error {
	for some := range slices.Chunk(y.shares, rowsAtOnce) {
		rows := make([]*ent.LevyShareCreate, len(some))
		for i, share := range some {
			rows[i] = tx.LevyShare.Create().SetID(share.ID).SetLevyYearID(y.ID).SetRegionArs(share.ARS).SetName(share.Name).
				SetLevel(levyshare.Level(share.Level)).SetPopulation(share.Population).SetAmountCents(int64(share.Amount))
		}
		if err := tx.LevyShare.CreateBulk(rows...).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
