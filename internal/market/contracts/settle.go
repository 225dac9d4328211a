package contracts

import (
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"schalter/ent"
	"schalter/ent/contract"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/store"
)

var errNoContract = errs.New(errs.NotFound, "no such contract")

// hold locks a contract for a change and those above it against one, from the top down: all that lock contracts do so in this order. It
// returns them in this order, the contract itself last.
func hold(ctx context.Context, tx *store.Tx, contractID string) ([]*ent.Contract, error) {
	return holdChain(ctx, tx, contractID, (*ent.ContractQuery).ForUpdate)
}

// holdAbove locks a contract and those above it against changes, for one that is to be put below it.
func holdAbove(ctx context.Context, tx *store.Tx, contractID string) ([]*ent.Contract, error) {
	return holdChain(ctx, tx, contractID, (*ent.ContractQuery).ForShare)
}

func holdChain(ctx context.Context, tx *store.Tx, contractID string, lockLast func(*ent.ContractQuery, ...sql.LockOption) *ent.ContractQuery) ([]*ent.Contract, error) {
	ids, err := above(ctx, tx.Client, contractID)
	if err != nil {
		return nil, err
	}
	var chain []*ent.Contract
	for i, id := range ids {
		q := tx.Contract.Query().Where(contract.ID(id))
		switch {
		case !tx.Postgres():
		case i == len(ids)-1:
			lockLast(q)
		default:
			q.ForShare()
		}
		row, err := q.Only(ctx)
		if err != nil {
			return nil, asMissing(err)
		}
		if i > 0 && valueOrEmpty(row.ParentID) != ids[i-1] {
			return nil, errs.New(errs.Conflict, "the chain has changed: try again")
		}
		chain = append(chain, row)
	}
	return chain, nil
}

// above are the ids of a chain from the top down to a contract.
func above(ctx context.Context, client *ent.Client, contractID string) (ids []string, err error) {
	for next := contractID; next != "" && len(ids) < len(levels); {
		ids = append(ids, next)
		row, err := client.Contract.Query().Where(contract.ID(next)).Only(ctx)
		if err != nil {
			return nil, asMissing(err)
		}
		next = valueOrEmpty(row.ParentID)
	}
	slices.Reverse(ids)
	return ids, nil
}

func asMissing(err error) error {
	if ent.IsNotFound(err) {
		return errNoContract
	}
	return err
}

// live keeps what is not over.
var live = contract.StateNotIn(contract.StateTERMINATED, contract.StateEXPIRED, contract.StateDECLINED)

// below are the contracts below some that are not over, as links; locked where tx says so.
func below(ctx context.Context, client *ent.Client, parents []string, lock bool) ([]link, error) {
	if len(parents) == 0 {
		return nil, nil
	}
	q := client.Contract.Query().Where(contract.ParentIDIn(parents...), live).Order(contract.ByID(sql.OrderAsc()))
	if lock {
		q.ForUpdate()
	}
	rows, err := q.All(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]link, len(rows))
	for i, row := range rows {
		list[i] = linkOf(row)
	}
	return list, nil
}

// settle brings a contract, which is held, and all below it to where they stand today, and has those told whom it concerns.
func (s *Service) settle(ctx context.Context, tx *store.Tx, chain []*ent.Contract) error {
	today := clock.Day(tx.Now)
	var parent *link
	if n := len(chain); n > 1 {
		l := linkOf(chain[n-2])
		parent = &l
	}
	before := linkOf(chain[len(chain)-1])
	now := before.on(parent, today)
	changes := changesOf{}
	changes.add(before, now)
	for met := map[string]link{now.id: now}; len(met) > 0; {
		children, err := below(ctx, tx.Client, keysOf(met), tx.Postgres())
		if err != nil {
			return err
		}
		next := map[string]link{}
		for _, child := range children {
			over := met[child.parentID]
			next[child.id] = child.on(&over, today)
			changes.add(child, next[child.id])
		}
		met = next
	}
	if len(changes) == 0 {
		return nil
	}
	if err := changes.write(ctx, tx); err != nil {
		return err
	}
	return job.Enqueue(ctx, tx, tellJob, tellSubject, tx.Now, tellSubject)
}

func keysOf(met map[string]link) []string {
	ids := make([]string, 0, len(met))
	for id := range met {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// stand is what changes of a link.
type stand struct {
	state      ContractState
	endsOn     string
	terminated bool
}

// changesOf are the ids of those that come to stand alike.
type changesOf map[stand][]string

func (c changesOf) add(before, now link) {
	was, is := stand{before.state, before.endsOn, before.endTerminated}, stand{now.state, now.endsOn, now.endTerminated}
	if was != is {
		c[is] = append(c[is], now.id)
	}
}

// batch is how many rows one statement names.
const batch = 500

func (c changesOf) write(ctx context.Context, tx *store.Tx) error {
	for is, ids := range c {
		for part := range slices.Chunk(ids, batch) {
			update := tx.Contract.Update().Where(contract.IDIn(part...)).SetState(contract.State(is.state)).SetEndTerminated(is.terminated).AddVersion(1)
			if is.endsOn == "" {
				update.ClearEndsOn()
			} else {
				update.SetEndsOn(is.endsOn)
			}
			if err := update.Exec(ctx); err != nil {
				return err
			}
			// Only the contract of an order has somebody to tell.
			if err := tx.Contract.Update().Where(contract.IDIn(part...), contract.OrderIDNotNil()).SetUntold(true).Exec(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}
