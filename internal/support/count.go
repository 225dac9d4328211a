package support

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/ticket"
	"schalter/internal/errs"
	"schalter/internal/permit"
)

// Waiting is a ticket that waits for its requester.
type Waiting struct {
	TicketID string
	Since    time.Time
}

// Unanswered are the tickets of an organisation that wait for an answer of it, the oldest first, as far as the viewer may see them.
func (s *Service) Unanswered(ctx context.Context, organisationID string, limit int) (_ []Waiting, err error) {
	defer errs.Wrap(&err, "support.Unanswered(%s)", organisationID)
	a, err := accessOf(ctx)
	if err != nil || !a.belongs(&organisationID) {
		return nil, err
	}
	rows, err := s.DB.Client().Ticket.Query().Where(ticket.OrganisationID(organisationID), ticket.StateEQ(ticket.StateWAITING_FOR_REQUESTER), ticket.MergedIntoIDIsNil()).
		Order(ent.Asc(ticket.FieldUpdatedAt, ticket.FieldID)).Limit(limit).All(system(ctx))
	list := make([]Waiting, len(rows))
	for i, row := range rows {
		list[i] = Waiting{row.ID, row.UpdatedAt}
	}
	return list, err
}

// maxCounted is where counting what waits for the operators stops.
const maxCounted = 1000

// CountWaiting is how many tickets wait for the operators, counted up to 1,000; for operators.
func (s *Service) CountWaiting(ctx context.Context) (n int, err error) {
	defer errs.Wrap(&err, "support.CountWaiting")
	if _, err := permit.Operator(ctx); err != nil {
		return 0, err
	}
	err = s.DB.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM ticket WHERE state = 'OPEN' AND merged_into_id IS NULL AND kind <> 'ORGANISATION' LIMIT ?) AS waiting`,
		maxCounted).Scan(&n)
	return n, err
}

// Count is how many tickets of an organisation are not resolved, its parent left out. The caller has asked the viewer's rights.
func (s *Service) Count(ctx context.Context, organisationID string) (_ int, err error) {
	defer errs.Wrap(&err, "support.Count(%s)", organisationID)
	return s.DB.Client().Ticket.Query().Where(ticket.OrganisationID(organisationID), ticket.StateNEQ(ticket.StateRESOLVED), ticket.MergedIntoIDIsNil(),
		ticket.KindNEQ(ticket.KindORGANISATION)).Count(system(ctx))
}
