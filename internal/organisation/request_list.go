package organisation

import (
	"context"

	"schalter/ent"
	"schalter/ent/connectrequest"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Requests lists the connect requests in a state, those that wait longest first; for operators.
func (s *Service) Requests(ctx context.Context, state ConnectRequestState, req pagination.Request) (_ pagination.Slice[*ConnectRequest], err error) {
	defer errs.Wrap(&err, "organisation.Requests")
	v, err := permit.Operator(ctx)
	if err != nil {
		return pagination.Slice[*ConnectRequest]{}, err
	}
	ctx = viewer.System(ctx, "connect-requests")
	q := s.db.Client().ConnectRequest.Query()
	if state != "" {
		q.Where(connectrequest.StateEQ(connectrequest.State(state)))
	}
	order := store.Order[*ent.ConnectRequest]{ID: func(row *ent.ConnectRequest) string { return row.ID }}
	return store.ReadPage(ctx, q, order, req, func(ctx context.Context, rows []*ent.ConnectRequest) ([]*ConnectRequest, error) {
		return s.toRequests(ctx, v, rows)
	})
}

// Request finds a connect request, for operators; NOT_FOUND otherwise.
func (s *Service) Request(ctx context.Context, requestID string) (_ *ConnectRequest, err error) {
	defer errs.Wrap(&err, "organisation.Request(%s)", requestID)
	unknown := errs.New(errs.NotFound, "no such request")
	v, err := permit.Operator(ctx)
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
			ID: row.ID, AuthorityID: row.AuthorityID, Contact: in.Contact, Kind: ChannelKind(row.Kind), State: ConnectRequestState(row.State),
			Address: in.Address, RequestedAt: row.RequestedAt, DecidedAt: row.DecidedAt, ProposedAt: row.ProposedAt, Note: in.Note,
		}
		if row.ProposedBy != nil {
			name := names[*row.ProposedBy]
			list[i].ProposedBy, list[i].ProposedByMe = &name, *row.ProposedBy == v.AccountID
		}
	}
	return list, nil
}
