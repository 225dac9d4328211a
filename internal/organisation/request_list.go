package organisation

import (
	"context"

	"schalter/ent"
	"schalter/ent/connectrequest"
	"schalter/internal/errs"
	"schalter/internal/page"
	"schalter/internal/viewer"
)

// Requests lists the connect requests in a state, those that wait longest first; for operators.
func (s *Service) Requests(ctx context.Context, state RequestState, req page.Request) (_ page.Slice[*ConnectRequest], err error) {
	defer errs.Wrap(&err, "organisation.Requests")
	v, err := requireOperator(ctx)
	if err != nil {
		return page.Slice[*ConnectRequest]{}, err
	}
	ctx = viewer.System(ctx, "connect-requests")
	q := s.db.Client().ConnectRequest.Query()
	if state != "" {
		q.Where(connectrequest.StateEQ(connectrequest.State(state)))
	}
	// Ids are in the order of time.
	if req.After != "" {
		q.Where(connectrequest.IDGT(req.After))
	}
	if req.Before != "" {
		q.Where(connectrequest.IDLT(req.Before))
	}
	order := ent.Asc(connectrequest.FieldID)
	if req.Backward {
		order = ent.Desc(connectrequest.FieldID)
	}
	rows, err := q.Order(order).Limit(req.Limit + 1).All(ctx)
	if err != nil {
		return page.Slice[*ConnectRequest]{}, err
	}
	list, err := s.toRequests(ctx, v, rows)
	if err != nil {
		return page.Slice[*ConnectRequest]{}, err
	}
	items := make([]page.Item[*ConnectRequest], len(rows))
	for i, node := range list {
		items[i] = page.Item[*ConnectRequest]{Node: node, Position: node.ID}
	}
	return page.Cut(req, items), nil
}

// Request finds a connect request, for operators; NOT_FOUND otherwise.
func (s *Service) Request(ctx context.Context, requestID string) (_ *ConnectRequest, err error) {
	defer errs.Wrap(&err, "organisation.Request(%s)", requestID)
	unknown := errs.New(errs.NotFound, "no such request")
	v, err := requireOperator(ctx)
	if err != nil {
		return nil, unknown
	}
	ctx = viewer.System(ctx, "connect-request-read")
	row, err := s.db.Client().ConnectRequest.Get(ctx, requestID)
	if ent.IsNotFound(err) {
		return nil, unknown
	}
	if err != nil {
		return nil, err
	}
	list, err := s.toRequests(ctx, v, []*ent.ConnectRequest{row})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// toRequests makes read models for an operator, with the names of the operators who proposed.
func (s *Service) toRequests(ctx context.Context, v *viewer.Viewer, rows []*ent.ConnectRequest) ([]*ConnectRequest, error) {
	var proposers []string
	for _, row := range rows {
		if row.ProposedBy != nil {
			proposers = append(proposers, *row.ProposedBy)
		}
	}
	names := map[string]string{}
	if len(proposers) > 0 {
		var err error
		if names, err = s.people.Names(ctx, proposers); err != nil {
			return nil, err
		}
	}
	list := make([]*ConnectRequest, len(rows))
	for i, row := range rows {
		in, err := s.openRequest(ctx, row)
		if err != nil {
			return nil, err
		}
		list[i] = &ConnectRequest{
			ID: row.ID, AuthorityID: row.AuthorityID, Contact: in.Contact, Kind: ChannelKind(row.Kind), State: RequestState(row.State),
			Address: in.Address, RequestedAt: row.RequestedAt, DecidedAt: row.DecidedAt, ProposedAt: row.ProposedAt, Note: in.Note,
		}
		if row.ProposedBy != nil {
			name := names[*row.ProposedBy]
			list[i].ProposedBy, list[i].ProposedByMe = &name, *row.ProposedBy == v.AccountID
		}
	}
	return list, nil
}
