package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// findExamples finds what the pages are asked for.
func (f *fair) findExamples(ctx context.Context) error {
	for email, name := range map[string]string{asTown: "$town", asUnion: "$union", asIntermediary: "$intermediary"} {
		_, at, err := f.memberOf(ctx, email)
		if err != nil {
			return err
		}
		f.found[name] = at
	}
	c, err := f.signedIn(ctx, asTown)
	if err != nil {
		return err
	}
	type node struct{ ID, Reference string }
	type edges struct{ Edges []struct{ Node node } }
	var out struct {
		Orders       edges
		Tickets      edges
		Parents      edges
		Organisation struct {
			Internal struct{ Contracts, Rollouts edges }
		}
		Offering struct {
			ID      string
			Current struct{ Services []struct{ ID string } }
		}
		LevyYears []struct{ Year int }
	}
	err = c.ask(ctx, `query($id: ID!) { orders(state: RELEASED, first: 1) { edges { node { id reference } } } parents: tickets(kind: ORGANISATION, first: 1) { edges { node { id reference } } }
		tickets(kind: ORDER, first: 100) { edges { node { id reference } } } organisation(id: $id) { internal { contracts(state: EFFECTIVE, first: 1) { edges { node { id reference } } } rollouts(first: 1) {
		edges { node { id reference } } } } } offering(slug: "wohngeld") { id current { services { id } } } levyYears { year } }`, map[string]any{"id": f.found["$town"]}, &out)
	if err != nil {
		return err
	}
	internal := out.Organisation.Internal
	for _, part := range []edges{out.Orders, out.Parents, out.Tickets, internal.Contracts, internal.Rollouts} {
		if len(part.Edges) == 0 {
			return errors.New("the town has no orders, tickets, contracts or rollouts")
		}
	}
	f.found["$order"], f.found["$parent"] = out.Orders.Edges[0].Node.Reference, out.Parents.Edges[0].Node.Reference
	f.found["$contract"], f.found["$rollout"] = internal.Contracts.Edges[0].Node.ID, internal.Rollouts.Edges[0].Node.ID
	f.found["$offering"], f.found["$service"], f.found["$common"] = out.Offering.ID, out.Offering.Current.Services[0].ID, "Gemeinde"
	if len(out.LevyYears) > 0 {
		f.found["$year"] = fmt.Sprint(out.LevyYears[0].Year)
	}
	if err := f.findLong(ctx, c); err != nil {
		return err
	}
	return f.findAbove(ctx)
}

// findLong finds the town's ticket with the most entries: that of its first order.
func (f *fair) findLong(ctx context.Context, c *caller) error {
	after := any(nil)
	for {
		var out struct {
			Tickets struct {
				Edges []struct {
					Node struct {
						Reference string
						Entries   struct{ PageInfo struct{ HasNextPage bool } }
					}
				}
				PageInfo struct {
					HasNextPage bool
					EndCursor   string
				}
			}
		}
		err := c.ask(ctx, `query($after: String) { tickets(kind: ORDER, first: 50, after: $after) { edges { node { reference entries(first: 20) { edges { node { id } } pageInfo { hasNextPage } } } }
			pageInfo { hasNextPage endCursor } } }`, map[string]any{"after": after}, &out)
		if err != nil {
			return err
		}
		for _, e := range out.Tickets.Edges {
			if e.Node.Entries.PageInfo.HasNextPage {
				f.found["$ticket"] = e.Node.Reference
				return nil
			}
		}
		if after = out.Tickets.PageInfo.EndCursor; !out.Tickets.PageInfo.HasNextPage {
			return errors.New("no ticket of the town is long")
		}
	}
}

// findAbove finds the contract above those of municipalities.
func (f *fair) findAbove(ctx context.Context) error {
	c, err := f.signedIn(ctx, asOperator)
	if err != nil {
		return err
	}
	var out struct {
		Desk struct {
			Contracts struct {
				Edges []struct{ Node struct{ ID string } }
			}
		}
	}
	err = c.ask(ctx, `query($o: ID) { desk { contracts(level: SUB_REUSE, offeringId: $o, first: 1) { edges { node { id } } } } }`, map[string]any{"o": f.found["$offering"]}, &out)
	if err == nil && len(out.Desk.Contracts.Edges) == 0 {
		err = errors.New("the offering has no contract above those of municipalities")
	}
	if err == nil {
		f.found["$above"] = out.Desk.Contracts.Edges[0].Node.ID
	}
	return err
}

// valuesOf puts what was found in the place of what a page names.
func (f *fair) valuesOf(values map[string]any) map[string]any {
	filled := map[string]any{}
	for name, value := range values {
		switch v := value.(type) {
		case map[string]any:
			value = f.valuesOf(v)
		case string:
			if found, ok := f.found[v]; ok {
				value = found
			}
			if v == "$year" {
				value = json.Number(f.found[v])
			}
		}
		filled[name] = value
	}
	return filled
}
