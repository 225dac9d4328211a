package graph

import (
	"context"

	"schalter/graph/scalar"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/viewer"
)

// node finds an object by the kind that its id names; nil when there is none that the viewer may see.
func (r *Resolver) node(ctx context.Context, nodeID string) (scalar.Node, error) {
	kind, err := id.Parse(nodeID)
	if err != nil {
		return nil, errs.New(errs.Invalid, "this is not an id of this program")
	}
	if found, ok := r.publicNode(kind, nodeID); ok {
		return found, nil
	}
	if !viewer.From(ctx).SignedIn() {
		return nil, nil
	}
	return r.privateNode(ctx, kind, nodeID)
}

func (r *Resolver) publicNode(kind id.Kind, nodeID string) (scalar.Node, bool) {
	s := r.Directory.Snapshot()
	switch kind {
	case id.Region:
		return present(s.RegionByID(nodeID)), true
	case id.Authority:
		return present(s.Authority(nodeID)), true
	case id.Service:
		return present(s.Service(nodeID)), true
	case id.Undertaking:
		return present(s.Undertaking(nodeID)), true
	case id.Rule:
		return present(s.Rule(nodeID)), true
	case id.Organisation:
		return present(r.Organisations.Organisation(nodeID)), true
	}
	return nil, false
}

func (r *Resolver) privateNode(ctx context.Context, kind id.Kind, nodeID string) (scalar.Node, error) {
	switch kind {
	case id.Account:
		return visible(r.ownAccount(ctx, nodeID))
	case id.Session:
		return visible(r.ownSession(ctx, nodeID))
	case id.Membership:
		found, err := r.Organisations.Memberships(ctx, []string{nodeID})
		return visible(found[nodeID], err)
	case id.Certificate:
		return visible(r.Organisations.Certificate(ctx, nodeID))
	case id.Request:
		return visible(r.Organisations.Request(ctx, nodeID))
	case id.LetterBatch:
		return visible(r.Accounts.LetterBatch(ctx, nodeID))
	case id.Audit:
		return visible(r.Audit.Entry(ctx, nodeID))
	case id.InboundMail:
		return visible(r.Gateway.QuarantinedMail(ctx, nodeID))
	case id.Mailbox:
		return visible(r.Postbox.Mailbox(ctx, nodeID))
	case id.Case:
		return visible(r.Postbox.Case(ctx, nodeID))
	case id.Message:
		return visible(r.Postbox.FindMessage(ctx, nodeID))
	case id.Document:
		return visible(r.Postbox.Document(ctx, nodeID))
	case id.Draft:
		return visible(r.Postbox.Draft(ctx, nodeID))
	case id.Party:
		return visible(r.Postbox.Party(ctx, nodeID))
	case id.Delivery:
		return visible(r.Postbox.Delivery(ctx, nodeID))
	case id.Event:
		return visible(r.Postbox.Event(ctx, nodeID))
	}
	return nil, nil
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
