package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// pagesPerRound is how often a page is asked for in a round.
const pagesPerRound = 20

// signedIn is somebody, from a network of their own.
func (f *fair) signedIn(ctx context.Context, email string) (*caller, error) {
	f.asked++
	if email == "" {
		return f.caller(f.asked, ""), nil
	}
	if t, ok := f.tokens[email]; ok && f.clock.Now().Before(t.until) {
		return f.caller(f.asked, t.text), nil
	}
	token, err := f.signIn(ctx, email)
	f.tokens[email] = passing{token, f.clock.Now().Add(tokenLife / 2)}
	return f.caller(f.asked, token), err
}

// measured is what one page cost in one market.
type measured struct{ self, server []time.Duration }

func (m measured) total() time.Duration {
	return median(slices.Clone(m.self)) + median(slices.Clone(m.server))
}

// comparePages asks for each page in both markets, in turns.
func (b *bench) comparePages(ctx context.Context, fairs []*fair, documents map[string]string) error {
	var rows [][]string
	for _, p := range marketPages {
		if b.only != "" && !strings.Contains(p.name, b.only) {
			continue
		}
		if documents[p.document] == "" {
			return fmt.Errorf("the SPA has no document %s", p.document)
		}
		figures := make([]measured, len(fairs))
		for round := range b.rounds {
			for i, f := range fairs {
				if err := f.round(ctx, p, documents[p.document], round == 0, &figures[i]); err != nil {
					return fmt.Errorf("%s, a %dth: %w\n%s", p.name, f.share, err, f.lastLog())
				}
			}
		}
		rows = append(rows, pageRow(fairs[0].kind, p, figures))
		b.progress("%v", rows[len(rows)-1])
	}
	files, err := b.compareFiles(ctx, fairs)
	if err != nil {
		return err
	}
	slices.SortStableFunc(rows, func(x, y []string) int { return cmp.Compare(x[2], y[2]) })
	b.out.table([]string{"database", "page", "asked by", "a tenth: ms", "whole: ms", "of it PostgreSQL's", "growth"}, append(rows, files...))
	return nil
}

func pageRow(kind string, p marketPage, figures []measured) []string {
	small, large := figures[0].total(), figures[len(figures)-1].total()
	who, _, _ := strings.Cut(p.as, "@")
	return []string{
		kind, p.name, cmp.Or(who, "nobody"), hundredths(small), hundredths(large), hundredths(median(slices.Clone(figures[len(figures)-1].server))),
		ratio(float64(large) / float64(max(small, time.Microsecond))),
	}
}

// round asks for a page some times; the first time of all is not counted, as everything is new to the program then.
func (f *fair) round(ctx context.Context, p marketPage, document string, first bool, into *measured) error {
	c, err := f.signedIn(ctx, p.as)
	if err != nil {
		return err
	}
	values, answer := f.valuesOf(p.values), map[string]json.RawMessage{}
	if first {
		if err := c.ask(ctx, document, values, &answer); err != nil {
			return err
		}
	}
	before, err := f.meter.read()
	if err != nil {
		return err
	}
	for range pagesPerRound {
		if err := c.ask(ctx, document, values, &answer); err != nil {
			return err
		}
	}
	after, err := f.meter.read()
	each := after.since(before).each(pagesPerRound)
	into.self, into.server = append(into.self, each.self), append(into.server, each.server)
	return err
}
