package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"time"

	"schalter/internal/directory"
)

const (
	// queries is the list of searches that the directory's tests are made of: locale, query, place, and more.
	queries = "internal/directory/testdata/queries.csv"
	// repeated is how often each search is made for one figure.
	repeated = 20
)

func search(_ context.Context, b *bench) error {
	f, err := os.Open(queries)
	if err != nil {
		return err
	}
	defer f.Close()
	table, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	if len(table) < 2 {
		return errors.New(queries + " is empty")
	}
	cpu := ownCPU()
	d, err := directory.New()
	if err != nil {
		return err
	}
	load := ownCPU() - cpu
	var each []time.Duration
	for _, row := range table[1:] {
		took, err := searchOnce(d.Snapshot(), row[0], row[1])
		if err != nil {
			return fmt.Errorf("%q: %w", row[1], err)
		}
		each = append(each, took)
	}
	b.out.printf("CPU of one search in memory, 20 hits, without GraphQL, over the %d searches of `%s`; each figure is the mean of %d. Loading the directory takes %s ms of CPU.\n\n",
		len(each), queries, repeated, millis(load))
	b.out.table([]string{"median ms", "p90 ms", "p99 ms", "largest ms"}, [][]string{{
		hundredths(median(each)), hundredths(quantile(each, 0.9)),
		hundredths(quantile(each, 0.99)), hundredths(quantile(each, 1)),
	}})
	return nil
}

func searchOnce(s *directory.Snapshot, locale, query string) (time.Duration, error) {
	begun := ownCPU()
	for range repeated {
		if _, err := s.Search(query, locale, 20); err != nil {
			return 0, err
		}
	}
	return (ownCPU() - begun) / repeated, nil
}
