package graph

import (
	"context"

	"schalter/graph/scalar"
	"schalter/internal/id"
)

// domain is what a domain tells the transport beside its resolvers. Tests compare it with the contract: every kind of node is
// found, every list has a size, and nothing is told twice.
type domain struct {
	// nodes finds what an id of a kind names.
	nodes map[id.Kind]node
	// texts are its sentences by their keys.
	texts []map[string]text
	// sizes is how many entries the lists hold that have no page (Type.field): what the domain allows, or the longest that there is
	// with room for more, which a test compares. Lists that neither bounds count what they hold in practice; the budget of the
	// execution ends what holds more. userErrors stand in errorsSize.
	sizes map[string]int
	// costs is what a field costs whatever it answers (Type.field), where that is more than a value or a page.
	costs map[string]int
	// searches are the fields that have an argument with words to search for.
	searches map[string]bool
}

// node is a type of the contract that has ids.
type node struct {
	// of is the type.
	of string
	// public is what everybody may see; the others are looked for only for those who are signed in.
	public bool
	find   func(ctx context.Context, r *Resolver, nodeID string) (scalar.Node, error)
}

// publicNode is a node of the directory and of what is as public, nil where there is none.
func publicNode[T any](of string, find func(r *Resolver, nodeID string) *T) node {
	return node{of: of, public: true, find: func(_ context.Context, r *Resolver, nodeID string) (scalar.Node, error) {
		return present(find(r, nodeID)), nil
	}}
}

// privateNode is a node that its domain finds for those who may see it; nil for all others.
func privateNode[T any](of string, find func(ctx context.Context, r *Resolver, nodeID string) (*T, error)) node {
	return node{of: of, find: func(ctx context.Context, r *Resolver, nodeID string) (scalar.Node, error) {
		return visible(find(ctx, r, nodeID))
	}}
}

// openNode is a node that everybody may look for; its domain finds it for those who may see it.
func openNode[T any](of string, find func(ctx context.Context, r *Resolver, nodeID string) (*T, error)) node {
	n := privateNode(of, find)
	n.public = true
	return n
}

// joined is what all domains tell of one thing.
func joined[K comparable, V any](of func(domain) []map[K]V) map[K]V {
	all := map[K]V{}
	for _, d := range domains {
		for _, part := range of(d) {
			for key, value := range part {
				all[key] = value
			}
		}
	}
	return all
}
