package graph

import (
	"context"

	"schalter/graph/scalar"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/viewer"
)

// nodeKinds are the kinds of id behind which there is an object of the contract.
var nodeKinds = joined(func(d domain) []map[id.Kind]node { return []map[id.Kind]node{d.nodes} })

// node finds an object by the kind that its id names; nil when there is none that the viewer may see.
func (r *Resolver) node(ctx context.Context, nodeID string) (scalar.Node, error) {
	kind, err := id.Parse(nodeID)
	if err != nil {
		return nil, errs.New(errs.Invalid, "this is not an id of this program")
	}
	n, known := nodeKinds[kind]
	if !known || !n.public && !viewer.From(ctx).SignedIn() {
		return nil, nil
	}
	return n.find(ctx, r, nodeID)
}

// visible is a found object as a node; what does not exist for the viewer is null.
func visible[T any](found *T, err error) (scalar.Node, error) {
	found, err = absent(found, err)
	return present(found), err
}

// absent is what a nullable field says of something that does not exist for the viewer.
func absent[T any](found *T, err error) (*T, error) {
	if errs.CodeOf(err) == errs.NotFound {
		return nil, nil
	}
	return found, err
}

// present keeps a nil pointer from becoming a node.
func present[T any](found *T) scalar.Node {
	if found == nil {
		return nil
	}
	return found
}
