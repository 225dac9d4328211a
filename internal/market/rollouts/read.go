package rollouts

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/portallink"
	"schalter/ent/rollout"
	"schalter/ent/rollouttask"
	"schalter/ent/vendormail"
	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/store"
)

// maxMails is how many mails of a rollout are listed.
const maxMails = 20

// byID is the order in which rollouts began.
var byID = store.Order[*ent.Rollout]{ID: func(row *ent.Rollout) string { return row.ID }}

// show makes the read models of rows: the sheets of all are read together. It leaves out what the viewer may not see.
func (s *Service) show(ctx context.Context, a access, rows []*ent.Rollout) ([]*Rollout, error) {
	var versionIDs []string
	for _, row := range rows {
		if !slices.Contains(versionIDs, row.OfferingVersionID) {
			versionIDs = append(versionIDs, row.OfferingVersionID)
		}
	}
	sheets, err := s.Catalogue.VersionsByID(ctx, versionIDs)
	if err != nil {
		return nil, err
	}
	list := make([]*Rollout, len(rows))
	for i, row := range rows {
		if list[i], err = s.showOne(ctx, a, row, sheets[row.OfferingVersionID]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (s *Service) showOne(ctx context.Context, a access, row *ent.Rollout, sheet *catalogue.OfferingVersion) (*Rollout, error) {
	content, _, err := s.open(ctx, row)
	if err != nil {
		return nil, err
	}
	st := a.towards(row)
	return &Rollout{
		ID: row.ID, Version: row.Version, OrderID: row.OrderID, Reference: row.Reference, OrganisationID: row.OrganisationID, OrderedByID: row.OrderedByID,
		UnitID: row.UnitID, Offering: sheet, Subject: content.Subject, Technical: content.Technical, VendorID: row.VendorID, ITProviderID: row.ItProviderID,
		ProcedureID: row.ProcedureID, ProcedureVersion: row.ProcedureVersion, WishedOn: row.WishedOn, AlreadyInUse: row.AlreadyInUse,
		Parameters: sheet.Filled(content.Parameters), TicketID: row.TicketID, State: RolloutState(row.State), StartedAt: row.StartedAt,
		LiveSince: row.LiveSince, ViewerParty: st.party(), row: row, standing: st,
	}, nil
}

func (s *Service) list(ctx context.Context, a access, q *ent.RolloutQuery, order store.Order[*ent.Rollout], req pagination.Request) (pagination.Slice[*Rollout], error) {
	return store.ReadPage(system(ctx), q, order, req, func(ctx context.Context, rows []*ent.Rollout) ([]*Rollout, error) { return s.show(ctx, a, rows) })
}

// Rollout finds one for those who may see it; NOT_FOUND for all others.
func (s *Service) Rollout(ctx context.Context, rolloutID string) (_ *Rollout, err error) {
	defer errs.Wrap(&err, "rollouts.Rollout(%s)", rolloutID)
	a, err := s.accessOf(ctx)
	if err != nil {
		return nil, err
	}
	row, err := s.DB.Client().Rollout.Get(system(ctx), rolloutID)
	if ent.IsNotFound(err) || err == nil && !a.towards(row).sees() {
		return nil, errs.New(errs.NotFound, "no such rollout")
	}
	if err != nil {
		return nil, err
	}
	list, err := s.show(ctx, a, []*ent.Rollout{row})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// OfOrders finds the rollouts of orders, by the orders' ids, as far as the viewer may see them.
func (s *Service) OfOrders(ctx context.Context, orderIDs []string) (_ map[string]*Rollout, err error) {
	defer errs.Wrap(&err, "rollouts.OfOrders")
	a, err := s.accessOf(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Client().Rollout.Query().Where(rollout.OrderIDIn(orderIDs...)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(row *ent.Rollout) bool { return !a.towards(row).sees() })
	list, err := s.show(ctx, a, rows)
	if err != nil {
		return nil, err
	}
	found := make(map[string]*Rollout, len(list))
	for _, r := range list {
		found[r.OrderID] = r
	}
	return found, nil
}

// Waiting lists those that are not live yet, the one that began first before the others; for operators.
func (s *Service) Waiting(ctx context.Context, req pagination.Request) (_ pagination.Slice[*Rollout], err error) {
	defer errs.Wrap(&err, "rollouts.Waiting")
	if _, err := permit.Operator(ctx); err != nil {
		return pagination.Slice[*Rollout]{}, err
	}
	a, err := s.accessOf(ctx)
	if err != nil {
		return pagination.Slice[*Rollout]{}, err
	}
	q := s.DB.Client().Rollout.Query().Where(rollout.StateIn(rollout.StateORDERED, rollout.StateIN_PROGRESS))
	return s.list(ctx, a, q, byID, req)
}

// SettingUp lists those that the viewer sets up for others, the newest first: by a vendor's session, or as a member of who may.
func (s *Service) SettingUp(ctx context.Context, req pagination.Request) (_ pagination.Slice[*Rollout], err error) {
	defer errs.Wrap(&err, "rollouts.SettingUp")
	a, err := s.accessOf(ctx)
	if err != nil || len(a.setsUp) == 0 {
		return pagination.Slice[*Rollout]{}, err
	}
	newest := byID
	newest.Descending = true
	return s.list(ctx, a, s.DB.Client().Rollout.Query().Where(a.settingUp()), newest, req)
}

// OfOrganisation lists those for an organisation, the newest first: for operators, and for members with a part in the market.
func (s *Service) OfOrganisation(ctx context.Context, organisationID string, req pagination.Request) (_ pagination.Slice[*Rollout], err error) {
	defer errs.Wrap(&err, "rollouts.OfOrganisation(%s)", organisationID)
	a, err := s.accessOf(ctx)
	if err != nil || !a.operator && !slices.Contains(a.reads, organisationID) {
		return pagination.Slice[*Rollout]{}, err
	}
	newest := byID
	newest.Descending = true
	return s.list(ctx, a, s.DB.Client().Rollout.Query().Where(rollout.OrganisationID(organisationID)), newest, req)
}

// TasksOf are the tasks of rollouts that were read, in the order of the sheet.
func (s *Service) TasksOf(ctx context.Context, of []*Rollout) (_ [][]*RolloutTask, err error) {
	defer errs.Wrap(&err, "rollouts.TasksOf")
	rows, err := s.DB.Client().RolloutTask.Query().Where(rollouttask.RolloutIDIn(idsOf(of)...)).Order(ent.Asc(rollouttask.FieldPosition)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	lists := make([][]*RolloutTask, len(of))
	for i, r := range of {
		for _, row := range rows {
			if row.RolloutID != r.ID {
				continue
			}
			t, err := s.showTask(ctx, r, row)
			if err != nil {
				return nil, err
			}
			lists[i] = append(lists[i], t)
		}
	}
	return lists, nil
}

func (s *Service) showTask(ctx context.Context, r *Rollout, row *ent.RolloutTask) (*RolloutTask, error) {
	t := &RolloutTask{
		ID: row.ID, Version: row.Version, RolloutID: r.ID, Task: r.Offering.Tasks[row.Position], State: RolloutTaskState(row.State), ChangedAt: row.ChangedAt,
		Editable: r.State != Ended && r.standing.sets(catalogue.RolloutTaskKind(row.Kind), catalogue.RolloutParty(row.Responsible)),
	}
	if len(row.Sealed) == 0 {
		return t, nil
	}
	key, err := s.keyOf(ctx, r.row)
	if err != nil {
		return nil, err
	}
	var c sealedTask
	if err := key.OpenJSON(fieldAAD(row.ID, "rollout_task"), row.Sealed, &c); err != nil {
		return nil, err
	}
	t.Given, t.ReasonKey, t.ReasonArgs, t.ChangedBy = nonEmpty(c.Reason), nonEmpty(c.Key), c.Args, nonEmpty(c.By)
	return t, nil
}

// Task finds a task for those who may see its rollout; NOT_FOUND for all others.
func (s *Service) Task(ctx context.Context, taskID string) (_ *RolloutTask, err error) {
	defer errs.Wrap(&err, "rollouts.Task(%s)", taskID)
	row, err := s.DB.Client().RolloutTask.Get(system(ctx), taskID)
	if ent.IsNotFound(err) {
		return nil, errs.New(errs.NotFound, "no such task")
	}
	if err != nil {
		return nil, err
	}
	t, _, err := s.taskAndRollout(ctx, row.RolloutID, taskID)
	return t, err
}

func (s *Service) taskAndRollout(ctx context.Context, rolloutID, taskID string) (*RolloutTask, *Rollout, error) {
	r, err := s.Rollout(ctx, rolloutID)
	if err != nil {
		return nil, nil, err
	}
	lists, err := s.TasksOf(ctx, []*Rollout{r})
	if err != nil {
		return nil, nil, err
	}
	for _, t := range lists[0] {
		if t.ID == taskID {
			return t, r, nil
		}
	}
	return nil, nil, errs.New(errs.NotFound, "no such task")
}

// LinksOf are the links of rollouts that were read, in the order of the sheet's services.
func (s *Service) LinksOf(ctx context.Context, of []*Rollout) (_ [][]*PortalLink, err error) {
	defer errs.Wrap(&err, "rollouts.LinksOf")
	rows, err := s.DB.Client().PortalLink.Query().Where(portallink.RolloutIDIn(idsOf(of)...)).Order(ent.Asc(portallink.FieldPosition)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	lists := make([][]*PortalLink, len(of))
	for i, r := range of {
		for _, row := range rows {
			if row.RolloutID == r.ID {
				lists[i] = append(lists[i], showLink(row))
			}
		}
	}
	return lists, nil
}

func showLink(row *ent.PortalLink) *PortalLink {
	l := &PortalLink{
		ID: row.ID, RolloutID: row.RolloutID, ServiceID: row.ServiceID, URL: row.URL, State: LinkState(row.State), ProblemKey: row.Problem,
		ReportedAt: row.ReportedAt, CheckedAt: row.CheckedAt,
	}
	if row.Status != nil {
		l.Status = *row.Status
	}
	return l
}

// Link finds a link for those who may see its rollout; NOT_FOUND for all others.
func (s *Service) Link(ctx context.Context, linkID string) (_ *PortalLink, err error) {
	defer errs.Wrap(&err, "rollouts.Link(%s)", linkID)
	row, err := s.DB.Client().PortalLink.Get(system(ctx), linkID)
	if ent.IsNotFound(err) {
		return nil, errs.New(errs.NotFound, "no such link")
	}
	if err != nil {
		return nil, err
	}
	if _, err := s.Rollout(ctx, row.RolloutID); err != nil {
		return nil, err
	}
	return showLink(row), nil
}

// MailsOf are the last mails to those who set rollouts up, the newest first; nil for who may not see them.
func (s *Service) MailsOf(ctx context.Context, of []*Rollout) (_ [][]*VendorMail, err error) {
	defer errs.Wrap(&err, "rollouts.MailsOf")
	lists := make([][]*VendorMail, len(of))
	var visible []*Rollout
	for _, r := range of {
		if r.seesMails() {
			visible = append(visible, r)
		}
	}
	if len(visible) == 0 {
		return lists, nil
	}
	rows, err := s.DB.Client().VendorMail.Query().Where(vendormail.RolloutIDIn(idsOf(visible)...)).Order(ent.Desc(vendormail.FieldID)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	for i, r := range of {
		if !r.seesMails() {
			continue
		}
		lists[i] = []*VendorMail{}
		for _, row := range rows {
			if row.RolloutID != r.ID || len(lists[i]) >= maxMails {
				continue
			}
			m, err := s.showMail(ctx, r, row)
			if err != nil {
				return nil, err
			}
			lists[i] = append(lists[i], m)
		}
	}
	return lists, nil
}

// seesMails keeps a vendor from what others were mailed.
func (r *Rollout) seesMails() bool {
	return r.standing.operator || r.standing.municipality || r.standing.reader || r.standing.delegate
}

func (s *Service) showMail(ctx context.Context, r *Rollout, row *ent.VendorMail) (*VendorMail, error) {
	key, err := s.keyOf(ctx, r.row)
	if err != nil {
		return nil, err
	}
	var c sealedMail
	if err := key.OpenJSON(fieldAAD(row.ID, "vendor_mail"), row.Sealed, &c); err != nil {
		return nil, err
	}
	m := &VendorMail{
		Party: catalogue.RolloutParty(row.Party), OrganisationID: row.OrganisationID, Email: c.Email, SentAt: row.SentAt, Arrival: "UNKNOWN",
		Cause: VendorMailCause(row.Cause), ProblemKey: row.Problem,
	}
	switch row.State {
	case vendormail.StateOPENED:
		m.Arrival = "REACHED"
	case vendormail.StateFAILED, vendormail.StateRETURNED:
		m.Arrival = "FAILING"
	}
	return m, nil
}

func idsOf(of []*Rollout) []string {
	ids := make([]string, len(of))
	for i, r := range of {
		ids[i] = r.ID
	}
	return ids
}

func nonEmpty(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
