package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"
	"time"

	"schalter/internal/checkcode"
	"schalter/internal/id"
	"schalter/internal/vault"
)

const (
	// ordersMeasured and entriesMeasured are what a market has in which every municipality takes part.
	ordersMeasured, entriesMeasured = 200_000, 1_000_000
	// municipalitiesMeasured take part then.
	municipalitiesMeasured = 2_056
	// entriesLong is how many entries the longest ticket has.
	entriesLong = 2_000
	// delegating is how many municipalities let the IT association set up for them.
	delegating = 300
	// years is how long the market has been open.
	years = 2
)

// buyer is a municipality that orders, or for which its union does.
type buyer struct{ id, name, ars, by string }

// offer is an offering of the catalogue with what a rollout copies from its sheet.
type offer struct {
	id, version, name, above string
	services                 []string
	tasks                    []struct{ Key, Kind, Responsible string }
}

// ordered is one order with what follows on it.
type ordered struct {
	*buyer
	*offer
	n                            int
	id, reference, state, ticket string
	contract, contractState      string
	rollout, rolloutState        string
	at                           time.Time
	ticketKey, key               vault.Key
	wrapped                      vault.Wrapped
}

// readOffers reads the catalogue.
func (s *stall) readOffers(ctx context.Context) error {
	rows, err := s.conn.QueryContext(ctx, `SELECT o.id, o.current_id, v.sheet, COALESCE((SELECT MAX(c.id) FROM contract c WHERE c.offering_id = o.id AND c.level = 'SUB_REUSE'), '')
		FROM offering o JOIN offering_version v ON v.id = o.current_id ORDER BY o.id`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		o, text := &offer{}, ""
		var sheet struct {
			Texts      []struct{ Name string }
			ServiceIDs []string
			Tasks      []struct{ Key, Kind, Responsible string }
		}
		if err := rows.Scan(&o.id, &o.version, &text, &o.above); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(text), &sheet); err != nil {
			return err
		}
		o.name, o.services, o.tasks = sheet.Texts[0].Name, sheet.ServiceIDs, sheet.Tasks
		s.offers = append(s.offers, o)
	}
	return rows.Err()
}

// takenPlaces are those that orders of the demonstration hold.
func (s *stall) takenPlaces(ctx context.Context) (map[string]bool, error) {
	rows, err := s.conn.QueryContext(ctx, `SELECT offering_id, for_organisation_id FROM market_order`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	taken := map[string]bool{}
	for rows.Next() {
		var offering, organisation string
		if err := rows.Scan(&offering, &organisation); err != nil {
			return nil, err
		}
		taken[offering+"|"+organisation] = true
	}
	return taken, rows.Err()
}

// plan says what was ordered by whom, and what came of it: one order of each offering is live for a municipality, the others were cancelled.
func (s *stall) plan(taken map[string]bool) {
	s.parents = map[string]*ordered{}
	for _, b := range s.buyers {
		s.parents[b.by] = nil
	}
	each := ordersMeasured / municipalitiesMeasured
	total := each * len(s.buyers)
	step := (years*365*24*time.Hour - 2*time.Hour) / time.Duration(total)
	for n := range total {
		buyerAt, turn := n%len(s.buyers), n/len(s.buyers)
		o := &ordered{buyer: s.buyers[buyerAt], offer: s.offers[(turn+buyerAt)%len(s.offers)], n: n, at: s.opened.Add(time.Duration(n) * step).Truncate(time.Microsecond)}
		o.id, o.reference, o.ticket = id.New(id.Order, o.at), checkcode.NewOrderReference(rand.Reader), id.New(id.Ticket, o.at)
		switch share := (turn*7 + buyerAt) % 60; {
		case turn >= len(s.offers) || taken[o.offer.id+"|"+o.buyer.id]:
			o.state = "CANCELLED"
		case share < 56:
			o.release(share)
		case share < 58:
			o.state = "SUBMITTED"
		case share == 58:
			o.state = "RETURNED"
		default:
			o.state, o.ticket = "DRAFT", ""
		}
		s.orders = append(s.orders, o)
	}
}

// release lets a contract and a rollout follow.
func (o *ordered) release(share int) {
	o.state, o.contract, o.rollout = "RELEASED", id.New(id.Contract, o.at), id.New(id.Rollout, o.at)
	switch {
	case share < 32:
		o.contractState, o.rolloutState = "EFFECTIVE", "LIVE"
	case share < 49:
		o.contractState, o.rolloutState = "EFFECTIVE", "IN_PROGRESS"
	case share < 54:
		o.contractState, o.rolloutState = "OFFERED", "ORDERED"
	default:
		o.contractState, o.rolloutState = "TERMINATED", "ENDED"
	}
}

// later is when an order was changed last: some weeks after it began, so that lists by that day are in another order than those by id.
func (o *ordered) later(now time.Time) time.Time {
	at := o.at.Add(time.Duration(o.n*7919%40) * 24 * time.Hour)
	if at.After(now) {
		return o.at
	}
	return at
}

// released are the orders with a contract and a rollout.
func (s *stall) released(each func(*ordered) error) error {
	for _, o := range s.orders {
		if o.rollout == "" {
			continue
		}
		if err := each(o); err != nil {
			return err
		}
	}
	return nil
}

// ticketed are the orders with a ticket.
func (s *stall) ticketed(each func(*ordered) error) error {
	for _, o := range s.orders {
		if o.ticket == "" {
			continue
		}
		if err := each(o); err != nil {
			return err
		}
	}
	return nil
}

// long is the order with the long ticket: the first of the town's.
func (s *stall) long() *ordered {
	return s.orders[slices.IndexFunc(s.orders, func(o *ordered) bool { return o.ars == townARS && o.ticket != "" })]
}
