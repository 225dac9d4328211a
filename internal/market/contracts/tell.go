package contracts

import (
	"context"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"schalter/ent"
	"schalter/ent/contract"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// tellJob tells those whom changes of contracts concern.
const (
	tellJob     job.Kind = "contracts.tell"
	tellSubject string   = "contracts"
)

// RegisterJobs makes the runner do what the service has to do later, and every hour what a new day brings.
func (s *Service) RegisterJobs(r *job.Runner) {
	r.Handle(tellJob, func(ctx context.Context, _ string) error { return s.TellChanges(ctx) })
	r.Sweep(job.Sweep{Kind: "sweep.contracts", Every: time.Hour, Run: s.Sweep})
}

// told is how many contracts one transaction tells of: tickets are written in it, and others wait meanwhile.
const told = 20

// TellChanges tells what changed of contracts since it was told last.
func (s *Service) TellChanges(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "contracts.TellChanges")
	ctx = viewer.System(ctx, "contracts-tell")
	for {
		var ids []string
		err := s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
			ids, err = tx.Contract.Query().Where(contract.Untold(true)).Order(contract.ByID(sql.OrderAsc())).Limit(told).IDs(ctx)
			if err != nil {
				return err
			}
			for _, id := range ids {
				chain, err := hold(ctx, tx, id)
				if err != nil {
					return err
				}
				if err := s.announce(ctx, tx, chain); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || len(ids) < told {
			return err
		}
	}
}

// announce tells what changed of the last of a chain, which is held.
func (s *Service) announce(ctx context.Context, tx *store.Tx, chain []*ent.Contract) error {
	row := chain[len(chain)-1]
	if !row.Untold {
		return nil
	}
	c, err := s.showOne(ctx, tx.Client, row)
	if err != nil {
		return err
	}
	if effect := s.effectOf(row); effect != nil {
		if err := effect(ctx, tx, c); err != nil {
			return err
		}
	}
	if err := s.announceEnd(ctx, tx, chain, c); err != nil {
		return err
	}
	return tx.Contract.UpdateOne(row).SetUntold(false).SetToldState(string(row.State)).SetToldEndsOn(valueOrEmpty(row.EndsOn)).Exec(ctx)
}

// effectOf tells what became of a contract since it was told last; nil where it stands as it did.
func (s *Service) effectOf(row *ent.Contract) func(context.Context, *store.Tx, *Contract) error {
	now, before := ContractState(row.State), ContractState(row.ToldState)
	switch {
	case now == before:
		return nil
	case now.Over():
		return s.ports.Effects.Ended
	case now == OnHold:
		return s.ports.Effects.OnHold
	case now == Effective && before == OnHold:
		return s.ports.Effects.Resumed
	case now == Effective:
		return s.ports.Effects.Effective
	}
	return nil
}

// announceEnd tells of another last day than was told last: by a termination, or agreed. What is over was told as that.
func (s *Service) announceEnd(ctx context.Context, tx *store.Tx, chain []*ent.Contract, c *Contract) error {
	row := chain[len(chain)-1]
	switch {
	case c.State.Over() || valueOrEmpty(row.EndsOn) == row.ToldEndsOn:
		return nil
	case !row.EndTerminated:
		return s.ports.Effects.EndAgreed(ctx, tx, c, row.ToldEndsOn)
	}
	terminated, err := s.showOne(ctx, tx.Client, terminatedIn(chain))
	if err != nil {
		return err
	}
	return s.ports.Effects.Ending(ctx, tx, c, terminated)
}

// terminatedIn is the contract of a chain by whose termination the last one ends: itself, or the nearest above.
func terminatedIn(chain []*ent.Contract) *ent.Contract {
	last := chain[len(chain)-1]
	for _, row := range slices.Backward(chain) {
		if endsByOwnTermination(row) && *row.EndsOn == *last.EndsOn {
			return row
		}
	}
	return last
}

// swept is how many contracts a sweep looks for at a time.
const swept = 100

// Sweep brings contracts to where a new day puts them: those whose last day is over end, those whose first day has come begin. What is above
// comes first, and takes what is below with it.
func (s *Service) Sweep(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "contracts.Sweep")
	ctx = viewer.System(ctx, "contracts-sweep")
	var failed errs.Failures
	today := clock.Day(now)
	due := contract.Or(
		contract.And(live, contract.EndsOnLT(today)),
		contract.And(contract.StateIn(contract.StateDRAFT, contract.StateSIGNED), contract.Ready(true), contract.EffectiveFromLTE(today)),
	)
	for _, level := range levels {
		for after := ""; ; {
			ids, err := s.db.Client().Contract.Query().Where(contract.LevelEQ(contract.Level(level)), due, contract.IDGT(after)).
				Order(contract.ByID(sql.OrderAsc())).Limit(swept).IDs(ctx)
			if err != nil {
				failed.Add(err)
				break
			}
			for _, id := range ids {
				// One that cannot be settled keeps no other from it.
				failed.Add(s.settleAlone(ctx, id))
				after = id
			}
			if len(ids) < swept {
				break
			}
		}
	}
	return failed.Err()
}

func (s *Service) settleAlone(ctx context.Context, contractID string) error {
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		chain, err := hold(ctx, tx, contractID)
		if err != nil {
			return err
		}
		return s.settle(ctx, tx, chain)
	})
}
