package vault

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"schalter/ent"
	"schalter/ent/kekgeneration"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Keeper keeps the generations of the key-encryption key: it starts a new one in time, moves every live wrap to it, and
// destroys old ones, so that what was deleted cannot be read in a backup either.
type Keeper struct {
	*Platform
	window time.Duration

	mu sync.Mutex
	// fullyRewrapped is the generation for which nothing was left to move, and when that was seen.
	fullyRewrapped   string
	fullyRewrappedAt time.Time
}

// DefaultWindow is how long backups are kept where nobody says otherwise.
const DefaultWindow = 30 * 24 * time.Hour

// NewKeeper returns the keeper of the keys under which a platform's rows lie. window is how long backups are kept; less than
// a day is DefaultWindow, because a generation that goes at once takes every backup with it.
func NewKeeper(p *Platform, window time.Duration) *Keeper {
	if window < 24*time.Hour {
		window = DefaultWindow
	}
	return &Keeper{Platform: p, window: window}
}

const (
	// generationLife is a week, less what an hourly sweep may be late three times (beginning, moving, destroying), so that
	// what was deleted is unreadable everywhere after the window and seven days.
	generationLife = 7*24*time.Hour - 3*time.Hour
	// recheckAfter is how long nothing is looked for after nothing was left to move.
	recheckAfter = 24 * time.Hour
	// inFlight is how long transactions may write wraps under a generation after its successor came.
	inFlight = time.Hour
	// overdue is how long after the window and another week a superseded generation raises the alarm.
	overdue = 7 * 24 * time.Hour
	// maxGenerations bounds how many are looked at.
	maxGenerations = 1000
)

// Sweep does what is due now, for generations and for the platform's own keys. It may be broken off at any point and run
// beside itself on another replica.
func (k *Keeper) Sweep(ctx context.Context, now time.Time) error {
	return errors.Join(k.sweepGenerations(ctx, now, false), k.Platform.Sweep(ctx, now))
}

// RotateKEK starts a new generation now and moves every live wrap to it. ErrByHand where the operator must add one first.
func (k *Keeper) RotateKEK(ctx context.Context, now time.Time) error {
	return k.sweepGenerations(ctx, now, true)
}

func (k *Keeper) sweepGenerations(ctx context.Context, now time.Time, force bool) error {
	ctx = viewer.System(ctx, "kek-sweep")
	current, err := k.syncGenerations(ctx, now)
	if err != nil {
		return err
	}
	if force || !now.Before(current.CreatedAt.Add(generationLife)) {
		if current, err = k.beginGeneration(ctx, current, now, force); err != nil {
			return err
		}
	}
	if err := k.rewrapAll(ctx, current, now); err != nil {
		return err
	}
	return k.destroyOld(ctx, now)
}

// beginGeneration starts a new generation.
func (k *Keeper) beginGeneration(ctx context.Context, current *ent.KekGeneration, now time.Time, force bool) (*ent.KekGeneration, error) {
	generation, err := k.vault.provider.Generate(ctx)
	switch {
	case errors.Is(err, ErrByHand) && !force:
		k.options.Log.WarnContext(ctx, "a new key-encryption key is due: add one to the key provider", "generation", current.ID)
		return current, nil
	case err != nil:
		return nil, err
	}
	k.options.Log.InfoContext(ctx, "a new generation of the key-encryption key began", "generation", generation)
	return k.syncGenerations(ctx, now)
}

// syncGenerations brings the table up to what the provider has and returns the current generation.
func (k *Keeper) syncGenerations(ctx context.Context, now time.Time) (current *ent.KekGeneration, err error) {
	present, err := k.vault.provider.Generations(ctx)
	if err != nil {
		return nil, err
	}
	if len(present) == 0 {
		return nil, serviceFailed(ErrUnknownKEK)
	}
	err = k.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := lockKeys(ctx, tx); err != nil {
			return err
		}
		known, err := tx.KekGeneration.Query().Where(kekgeneration.StateNEQ(kekgeneration.StateDESTROYED)).Limit(maxGenerations).All(ctx)
		if err != nil {
			return err
		}
		if err := k.recordGenerations(ctx, tx, known, present, now); err != nil {
			return err
		}
		current, err = tx.KekGeneration.Get(ctx, present[len(present)-1])
		return err
	})
	return current, err
}

// recordGenerations writes generations that are new in the provider to the table, and which one is the current.
func (k *Keeper) recordGenerations(ctx context.Context, tx *store.Tx, known []*ent.KekGeneration, present []string, now time.Time) error {
	currentID := present[len(present)-1]
	for _, g := range known {
		var err error
		switch {
		case g.ID == currentID && g.State == kekgeneration.StateSUPERSEDED:
			err = tx.KekGeneration.UpdateOneID(g.ID).SetState(kekgeneration.StateACTIVE).ClearSupersededAt().Exec(ctx)
		case g.ID != currentID && g.State == kekgeneration.StateACTIVE:
			err = tx.KekGeneration.UpdateOneID(g.ID).SetState(kekgeneration.StateSUPERSEDED).SetSupersededAt(now).Exec(ctx)
		}
		if err != nil {
			return err
		}
	}
	ours := false
	for _, generation := range present {
		if slices.ContainsFunc(known, func(g *ent.KekGeneration) bool { return g.ID == generation }) {
			ours = true
			continue
		}
		if err := k.recordNewGeneration(ctx, tx, generation, generation == currentID, ours, now); err != nil {
			return err
		}
	}
	return nil
}

// recordNewGeneration adds a generation that the database does not know. One that came before all that it knows is another database's,
// unless it is the current one: no time of its last use is written, and so it is never destroyed, as long as no row is found under it.
func (k *Keeper) recordNewGeneration(ctx context.Context, tx *store.Tx, generation string, current, ours bool, now time.Time) error {
	before, err := tx.KekGeneration.Query().Where(kekgeneration.ID(generation)).Exist(ctx)
	if err != nil {
		return err
	}
	if before {
		// It was destroyed: somebody put it back, and with it the backups of its time can be read again.
		k.options.Log.ErrorContext(ctx, "a destroyed key-encryption key is back", "generation", generation, "alarm", true)
		return tx.KekGeneration.UpdateOneID(generation).SetState(kekgeneration.StateSUPERSEDED).SetSupersededAt(now).ClearDestroyedAt().Exec(ctx)
	}
	create := tx.KekGeneration.Create().SetID(generation).SetCreatedAt(now).SetState(kekgeneration.StateACTIVE)
	switch {
	case current:
	case ours:
		create.SetState(kekgeneration.StateSUPERSEDED).SetSupersededAt(now)
	default:
		create.SetState(kekgeneration.StateSUPERSEDED)
		k.options.Log.WarnContext(ctx, "a key-encryption key was there before this database: it is left alone", "generation", generation)
	}
	return create.Exec(ctx)
}

// destroyOld destroys every superseded generation whose time has come and under which nothing lies, the oldest first.
func (k *Keeper) destroyOld(ctx context.Context, now time.Time) error {
	old, err := k.db.Client().KekGeneration.Query().Where(kekgeneration.StateEQ(kekgeneration.StateSUPERSEDED), kekgeneration.SupersededAtNotNil()).
		Order(ent.Asc(kekgeneration.FieldCreatedAt, kekgeneration.FieldID)).Limit(maxGenerations).All(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, g := range old {
		if now.After(g.CreatedAt.Add(generationLife + k.window + overdue)) {
			k.options.Log.ErrorContext(ctx, "a key-encryption key outlives the backup window", "generation", g.ID, "alarm", true)
		}
		if now.Before(g.SupersededAt.Add(k.window)) {
			continue
		}
		failed = append(failed, k.destroyGeneration(ctx, g.ID, now))
	}
	return errors.Join(failed...)
}

// destroyGeneration ends one generation. Broken off after the provider did it, it is done again.
func (k *Keeper) destroyGeneration(ctx context.Context, generation string, now time.Time) error {
	live, err := k.countLiveWraps(ctx, generation)
	if err != nil {
		return err
	}
	if live > 0 {
		k.forgetFullyRewrapped()
		k.options.Log.ErrorContext(ctx, "a key-encryption key stays: live data lies under it", "generation", generation, "rows", live, "alarm", true)
		return nil
	}
	err = k.vault.provider.Destroy(ctx, generation)
	if errors.Is(err, ErrByHand) {
		present, err := k.vault.provider.Generations(ctx)
		if err != nil {
			return err
		}
		if slices.Contains(present, generation) {
			k.options.Log.WarnContext(ctx, "a key-encryption key is due to be removed from the key provider by hand", "generation", generation)
			return nil
		}
	} else if err != nil {
		return err
	}
	k.options.Log.InfoContext(ctx, "a generation of the key-encryption key is destroyed", "generation", generation)
	return k.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.KekGeneration.UpdateOneID(generation).SetState(kekgeneration.StateDESTROYED).SetDestroyedAt(now).Exec(ctx)
	})
}

// GenerationInfo is what may be told of a generation.
type GenerationInfo struct {
	ID                        string
	State                     kekgeneration.State
	CreatedAt                 time.Time
	SupersededAt, DestroyedAt *time.Time
	// Live is how many rows lie under it.
	Live int64
	// Foreign says that it was there before the database, and nothing ever lay under it: it is another one's.
	Foreign bool
	// Removable says that its time has come and nothing lies under it: an operator who removes keys by hand may do so.
	Removable bool
}

// Generations tells of the latest generations, by age.
func (k *Keeper) Generations(ctx context.Context, now time.Time) ([]GenerationInfo, error) {
	ctx = viewer.System(ctx, "kek-list")
	if _, err := k.syncGenerations(ctx, now); err != nil {
		return nil, err
	}
	rows, err := k.db.Client().KekGeneration.Query().Order(ent.Desc(kekgeneration.FieldCreatedAt, kekgeneration.FieldID)).Limit(60).All(ctx)
	if err != nil {
		return nil, err
	}
	slices.Reverse(rows)
	list := make([]GenerationInfo, len(rows))
	for i, g := range rows {
		live, err := k.countLiveWraps(ctx, g.ID)
		if err != nil {
			return nil, err
		}
		list[i] = GenerationInfo{
			ID: g.ID, State: g.State, CreatedAt: g.CreatedAt, SupersededAt: g.SupersededAt, DestroyedAt: g.DestroyedAt, Live: live,
			Foreign:   g.State == kekgeneration.StateSUPERSEDED && g.SupersededAt == nil,
			Removable: g.State == kekgeneration.StateSUPERSEDED && live == 0 && g.SupersededAt != nil && !now.Before(g.SupersededAt.Add(k.window)),
		}
	}
	return list, nil
}
