// Package rule is the vocabulary of the entities' policies: reads filter, writes deny by default, and only the platform's
// own work, under a named reason, passes both.
//
// Policies do not reach predicates over edges (ent/ent#2957): code that writes Has…With repeats the scope by hand.
package rule

import (
	"context"
	"errors"

	"entgo.io/ent/entql"

	"schalter/ent/privacy"
	"schalter/internal/viewer"
)

var errNoViewer = errors.New("no viewer in the context")

// ReaderOnly lets people read the rows whose column reader names them: the account itself, or an authority that the
// viewer is a clerk of.
func ReaderOnly() privacy.Policy {
	return policy(func(v *viewer.Viewer) entql.P { return entql.FieldIn("reader", readers(v)...) })
}

// ThroughViews lets people read the rows that a view of theirs leads to.
func ThroughViews() privacy.Policy {
	return policy(func(v *viewer.Viewer) entql.P {
		return entql.HasEdgeWith("views", entql.FieldIn("reader", readers(v)...))
	})
}

// OwnerOnly lets an account read the rows whose column names it.
func OwnerOnly(column string) privacy.Policy {
	return policy(func(v *viewer.Viewer) entql.P { return entql.FieldEQ(column, accountOf(v)) })
}

// Parties lets people read a delivery that their own message or their own authority's is.
func Parties() privacy.Policy {
	return policy(func(v *viewer.Viewer) entql.P {
		return entql.Or(entql.FieldEQ("owner_reader", accountOf(v)), entql.FieldIn("authority_id", readers(v)...))
	})
}

// Colleagues lets people read their own memberships and those of the organisations they work for.
func Colleagues() privacy.Policy {
	return policy(func(v *viewer.Viewer) entql.P {
		organisations := []any{nobody}
		for _, m := range v.Memberships {
			organisations = append(organisations, m.OrganisationID)
		}
		return entql.Or(entql.FieldEQ("account_id", accountOf(v)), entql.FieldIn("organisation_id", organisations...))
	})
}

// Public lets everyone read.
func Public() privacy.Policy {
	return policy(func(*viewer.Viewer) entql.P { return entql.FieldNEQ("id", "") })
}

// SystemOnly lets nobody but the platform read.
func SystemOnly() privacy.Policy {
	return privacy.Policy{
		Query:    privacy.QueryPolicy{denyIfNoViewer(), allowSystem(), privacy.AlwaysDenyRule()},
		Mutation: writesBySystem(),
	}
}

func policy(visible func(*viewer.Viewer) entql.P) privacy.Policy {
	return privacy.Policy{
		Query:    privacy.QueryPolicy{denyIfNoViewer(), allowSystem(), filter(visible), privacy.AlwaysDenyRule()},
		Mutation: writesBySystem(),
	}
}

func writesBySystem() privacy.MutationPolicy {
	return privacy.MutationPolicy{denyIfNoViewer(), allowSystem(), privacy.AlwaysDenyRule()}
}

func denyIfNoViewer() privacy.QueryMutationRule {
	return privacy.ContextQueryMutationRule(func(ctx context.Context) error {
		if !viewer.Present(ctx) {
			return privacy.Denyf("%w", errNoViewer)
		}
		return privacy.Skip
	})
}

func allowSystem() privacy.QueryMutationRule {
	return privacy.ContextQueryMutationRule(func(ctx context.Context) error {
		if _, ok := viewer.From(ctx).IsSystem(); ok {
			return privacy.Allow
		}
		return privacy.Skip
	})
}

func filter(visible func(*viewer.Viewer) entql.P) privacy.QueryRule {
	return privacy.FilterFunc(func(ctx context.Context, f privacy.Filter) error {
		f.Where(visible(viewer.From(ctx)))
		return privacy.Allow
	})
}

// nobody stands where a viewer has no id, so that an empty column never matches.
const nobody = "-"

func accountOf(v *viewer.Viewer) string {
	if v.AccountID == "" {
		return nobody
	}
	return v.AccountID
}

func readers(v *viewer.Viewer) []any {
	rs := []any{accountOf(v)}
	for _, a := range v.ClerkFor {
		rs = append(rs, a)
	}
	return rs
}
