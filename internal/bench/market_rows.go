package main

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"schalter/internal/directory"
)

// stall writes the rows of a market, past the program. What is sealed is under keys that the program opens.
type stall struct {
	*world
	conn      *sql.Conn
	buyers    []*buyer
	offers    []*offer
	orders    []*ordered
	directory *directory.Directory
	// operator and person are accounts, provider sets services up, intermediary is the grantor of all contracts.
	operator, person, provider, intermediary string
	now, opened                              time.Time
	// parents are the ids of organisations' parent tickets, with their keys.
	parents map[string]*ordered
}

// marketTables are those whose indexes are made after the rows.
var marketTables = []string{
	"market_order", "contract", "contract_signature", "rollout", "rollout_task", "portal_link", "vendor_mail", "ticket", "ticket_entry", "ticket_participant",
	"ticket_mail", "ticket_word", "market_account", "set_up_delegation", "levy_share",
}

// fill writes all rows of a market with so many buyers.
func (s *stall) fill(ctx context.Context) (err error) {
	if s.conn, err = s.raw.Conn(ctx); err != nil {
		return err
	}
	defer s.conn.Close()
	if err := s.each(ctx, s.quick()); err != nil {
		return err
	}
	if s.directory, err = directory.New(); err != nil {
		return err
	}
	if err := s.readOffers(ctx); err != nil {
		return err
	}
	taken, err := s.takenPlaces(ctx)
	if err != nil {
		return err
	}
	s.plan(taken)
	steps := []func(context.Context) error{
		s.addChains, s.addOrders, s.addContracts, s.addSignatures, s.addRollouts, s.addTasks, s.addLinks, s.addParents, s.addTickets, s.addEntries,
		s.addParticipants, s.addWords, s.addAccounts, s.addDelegations,
	}
	err = s.unindexed(ctx, s.conn, func() error {
		for _, step := range steps {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return nil
	}, marketTables...)
	if err != nil {
		return err
	}
	return s.each(ctx, s.settle())
}

func (s *stall) each(ctx context.Context, statements []string) error {
	for _, statement := range statements {
		if _, err := s.conn.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}

// within adds rows to a table in one transaction.
func (s *stall) within(ctx context.Context, table string, columns string, add func(row func(...any) error) error) error {
	b, err := s.bulk(ctx, s.conn, table, strings.Fields(columns)...)
	if err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	if err := add(func(values ...any) error { return b.add(ctx, values...) }); err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	if err := b.commit(ctx); err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	return nil
}

// unique is a keyed hash as far as a column is concerned.
func unique(kind byte, n int) []byte {
	return binary.BigEndian.AppendUint64(append(make([]byte, 23, 32), kind), uint64(n)+1<<40)
}

func orNothing(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
