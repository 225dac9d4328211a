package market

import (
	"context"
	"slices"
	"time"

	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts"
	"schalter/internal/market/orders"
	"schalter/internal/market/rollouts"
	"schalter/internal/pagination"
)

// MarketTaskKind is what is to be done (enum MarketTaskKind of the API).
type MarketTaskKind string

// The kinds of things to do.
const (
	FinishOrder    MarketTaskKind = "FINISH_ORDER"
	SubmitOrder    MarketTaskKind = "SUBMIT_ORDER"
	ChangeOrder    MarketTaskKind = "CHANGE_ORDER"
	SignContract   MarketTaskKind = "SIGN_CONTRACT"
	FillParameters MarketTaskKind = "FILL_PARAMETERS"
	DoTask         MarketTaskKind = "DO_TASK"
	ReportLink     MarketTaskKind = "REPORT_LINK"
	MendLink       MarketTaskKind = "MEND_LINK"
	AnswerTicket   MarketTaskKind = "ANSWER_TICKET"
)

// MarketTask is one thing to do (type MarketTask of the API).
type MarketTask struct {
	Kind     MarketTaskKind
	Since    time.Time
	Order    *orders.Order
	Contract *contracts.Contract
	Rollout  *rollouts.Rollout
	TicketID *string
}

const (
	// MaxWaiting is how many things to do are told.
	MaxWaiting = 50
	// looked is how many contracts and rollouts are looked through.
	looked = 100
)

// Waiting lists what waits for the viewer at an organisation, the oldest first. The caller has asked the viewer's rights; who has no part in its
// market has nothing to do there.
func (s *Service) Waiting(ctx context.Context, organisationID string) (_ []*MarketTask, err error) {
	defer errs.Wrap(&err, "market.Waiting(%s)", organisationID)
	if !takesPart(ctx, organisationID) {
		return nil, nil
	}
	var all []*MarketTask
	for _, part := range []func(context.Context, string) ([]*MarketTask, error){s.ofOrders, s.ofContracts, s.ofRollouts, s.ofTickets} {
		list, err := part(ctx, organisationID)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	slices.SortStableFunc(all, func(a, b *MarketTask) int { return a.Since.Compare(b.Since) })
	return all[:min(len(all), MaxWaiting)], nil
}

// ofOrders are those to be finished, and those that the viewer may submit.
func (s *Service) ofOrders(ctx context.Context, organisationID string) (list []*MarketTask, err error) {
	open, err := s.ports.Orders.ToDo(ctx, organisationID)
	if err != nil || len(open) == 0 {
		return nil, err
	}
	missing, err := s.ports.Orders.MissingOf(ctx, open)
	if err != nil {
		return nil, err
	}
	may, err := s.ports.Orders.SubmittableOf(ctx, open)
	for i, o := range open {
		kind := FinishOrder
		switch {
		case o.State == orders.Returned:
			kind = ChangeOrder
		case len(missing[i]) > 0:
		case may[i]:
			kind = SubmitOrder
		default:
			// It waits for somebody else.
			continue
		}
		list = append(list, &MarketTask{Kind: kind, Since: o.Since, Order: o})
	}
	return list, err
}

// ofContracts are those that the viewer may sign for the municipality.
func (s *Service) ofContracts(ctx context.Context, organisationID string) (list []*MarketTask, err error) {
	page, err := s.ports.Contracts.OfOrganisation(ctx, organisationID, contracts.Filter{State: contracts.Offered}, pagination.Request{Limit: looked})
	if err != nil || len(page.Items) == 0 {
		return nil, err
	}
	var open []*contracts.Contract
	var orderIDs []string
	for _, item := range page.Items {
		if item.Node.OrderID != nil {
			open, orderIDs = append(open, item.Node), append(orderIDs, *item.Node.OrderID)
		}
	}
	as, err := s.ports.Contracts.SignableAs(ctx, open)
	if err != nil {
		return nil, err
	}
	of, err := s.ports.Orders.OrdersByID(ctx, orderIDs)
	for i, c := range open {
		o := of[*c.OrderID]
		if as[i] == nil || *as[i] != contracts.Grantee || o == nil {
			continue
		}
		t := &MarketTask{Kind: SignContract, Since: o.Since, Contract: c, Order: o}
		list = append(list, t)
	}
	return list, err
}

// ofRollouts is what a municipality does to set something up.
func (s *Service) ofRollouts(ctx context.Context, organisationID string) (list []*MarketTask, err error) {
	page, err := s.ports.Rollouts.OfOrganisation(ctx, organisationID, pagination.Request{Limit: looked})
	if err != nil || len(page.Items) == 0 {
		return nil, err
	}
	var all, running []*rollouts.Rollout
	for _, item := range page.Items {
		if item.Node.State != rollouts.Ended {
			all = append(all, item.Node)
		}
		// The tasks of others wait for nobody, and are not read.
		if item.Node.State == rollouts.InProgress {
			running = append(running, item.Node)
		}
	}
	lists, err := s.ports.Rollouts.TasksOf(ctx, running)
	if err != nil {
		return nil, err
	}
	tasks := make(map[string][]*rollouts.RolloutTask, len(running))
	for i, r := range running {
		tasks[r.ID] = lists[i]
	}
	links, err := s.ports.Rollouts.LinksOf(ctx, all)
	if err != nil {
		return nil, err
	}
	for i, r := range all {
		for _, kind := range toDoFor(r, tasks[r.ID], links[i]) {
			list = append(list, &MarketTask{Kind: kind, Since: sinceOf(kind, r, links[i]), Rollout: r})
		}
	}
	return list, nil
}

// toDoFor is what the municipality has to do for one rollout, each kind once.
func toDoFor(r *rollouts.Rollout, tasks []*rollouts.RolloutTask, links []*rollouts.PortalLink) (kinds []MarketTaskKind) {
	settingUp := !r.AlreadyInUse && r.State != rollouts.Live
	if settingUp && slices.ContainsFunc(r.Parameters, func(p *catalogue.RolloutParameter) bool { return p.Parameter.Required && p.Value == nil }) {
		kinds = append(kinds, FillParameters)
	}
	if slices.ContainsFunc(tasks, func(t *rollouts.RolloutTask) bool {
		waits := t.State == rollouts.TaskOpen || t.State == rollouts.TaskInProgress
		return waits && t.Editable && r.State == rollouts.InProgress && t.Task.Responsible == catalogue.DoneByMunicipality && t.Task.Kind != catalogue.TaskPortalLink
	}) {
		kinds = append(kinds, DoTask)
	}
	if !settingUp && slices.ContainsFunc(links, func(l *rollouts.PortalLink) bool { return l.URL == nil }) {
		kinds = append(kinds, ReportLink)
	}
	if slices.ContainsFunc(links, isBroken) {
		kinds = append(kinds, MendLink)
	}
	return kinds
}

func isBroken(l *rollouts.PortalLink) bool { return l.State == rollouts.Broken }

// sinceOf is since when something waits: a broken link since it was looked at, all else since the rollout began.
func sinceOf(kind MarketTaskKind, r *rollouts.Rollout, links []*rollouts.PortalLink) time.Time {
	if kind != MendLink {
		return r.StartedAt
	}
	if l := links[slices.IndexFunc(links, isBroken)]; l.CheckedAt != nil {
		return *l.CheckedAt
	}
	return r.StartedAt
}

func (s *Service) ofTickets(ctx context.Context, organisationID string) (list []*MarketTask, err error) {
	waiting, err := s.ports.Tickets.Unanswered(ctx, organisationID, MaxWaiting)
	for _, t := range waiting {
		list = append(list, &MarketTask{Kind: AnswerTicket, Since: t.Since, TicketID: &t.ID})
	}
	return list, err
}

// MarketWaiting is what waits for the operators in the market (type MarketWaiting of the API): orders to be checked, tickets to be answered, links
// that do not work; each counted up to 1,000.
type MarketWaiting struct{ Orders, Tickets, BrokenLinks int }

// AtDesk counts what waits for the operators; for them.
func (s *Service) AtDesk(ctx context.Context) (_ *MarketWaiting, err error) {
	defer errs.Wrap(&err, "market.AtDesk")
	w := &MarketWaiting{}
	if w.Orders, err = s.ports.Orders.CountWaiting(ctx); err != nil {
		return nil, err
	}
	if w.Tickets, err = s.ports.Tickets.CountWaiting(ctx); err != nil {
		return nil, err
	}
	w.BrokenLinks, err = s.ports.Rollouts.BrokenLinks(ctx)
	return w, err
}

// MarketCounts is how much an organisation has in the market (type MarketCounts of the API): orders that were not cancelled, contracts and
// rollouts that are not over, those of them that are live, tickets that are not resolved.
type MarketCounts struct{ Orders, Contracts, Rollouts, Live, Tickets int }

// Counts counts what an organisation has. The caller has asked the viewer's rights.
func (s *Service) Counts(ctx context.Context, organisationID string) (_ *MarketCounts, err error) {
	defer errs.Wrap(&err, "market.Counts(%s)", organisationID)
	c := &MarketCounts{}
	if c.Orders, err = s.ports.Orders.Count(ctx, organisationID); err != nil {
		return nil, err
	}
	if c.Contracts, err = s.ports.Contracts.Count(ctx, organisationID); err != nil {
		return nil, err
	}
	if c.Rollouts, c.Live, err = s.ports.Rollouts.Count(ctx, organisationID); err != nil {
		return nil, err
	}
	c.Tickets, err = s.ports.Tickets.Count(ctx, organisationID)
	return c, err
}
