package conversation

import (
	"context"
	"maps"
	"slices"

	"schalter/ent"
	"schalter/ent/message"
	"schalter/ent/sideevent"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/legal"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// Where the law says so, an approval counts as granted when the authority stays silent too long after complete documents (Art. 42a BayVwVfG). The
// period is a function of what the authority told and did not take back, as its own side holds it: COMPLETE begins it, REQUEST stops it,
// EXTENSION makes it longer once, a DECISION ends it, and so does that the authority is not competent. It is computed whenever one of
// these is told or withdrawn, and written on both sides.

// told is what kinds of message tell of the documents.
var told = map[casemail.MessageKind]legal.Told{
	casemail.KindComplete: legal.ToldComplete, casemail.KindRequest: legal.ToldMissing, casemail.KindExtension: legal.ToldExtended, casemail.KindDecision: legal.ToldDecision,
}

// CaseApproval is a service of a case that silence grants, and what its authority may tell of it now.
type CaseApproval struct {
	ServiceID string
	// Running is the period that runs; nil while none does.
	Running *dates.Date
	// IfComplete is the day that would follow if the documents were told to be complete now; nil where that cannot be told.
	IfComplete *dates.Date
	// Extendable says that the period can be extended now.
	Extendable bool
}

// approvals is what stands of the deemed approval of one service in a case.
type approvals struct {
	serviceID string
	silence   Silence
	// steps are what the authority told, periods what follows from it.
	steps   []legal.ApprovalStep
	periods []legal.Approval
	// stored are the days that count on the authority's side, by the message that began them.
	stored map[string]*dates.Date
	fact   func(legal.Approval) dates.Fact
	reckon func(dates.Fact) *dates.Date
}

// last is the latest period; one that never ran where there is none.
func (a *approvals) last() legal.Approval {
	if len(a.periods) == 0 {
		return legal.Approval{State: legal.ApprovalStopped}
	}
	return a.periods[len(a.periods)-1]
}

// day is the day of a period: as it is stored where its facts are the same, for a rule that changed since changes none.
func (a *approvals) day(p legal.Approval) *dates.Date {
	if d := a.stored[p.By]; d != nil && (d.ExtendedTo == nil) == (p.ExtendedTo == nil) && (d.ExtendedTo == nil || *d.ExtendedTo == *p.ExtendedTo) {
		return d
	}
	return a.reckon(a.fact(p))
}

// ends is the day on which a period ends at the latest: while it is in doubt whether it is over, what the authority tells still counts. A period
// that no rule is known for does not end.
func (a *approvals) ends(p legal.Approval) legal.Day {
	if d := a.day(p); d != nil {
		return d.Result.Latest()
	}
	return "9999-12-31"
}

// ifComplete is the day that would follow from complete documents on a day.
func (a *approvals) ifComplete(on legal.Day) *dates.Date {
	periods := legal.Approvals(append(slices.Clone(a.steps), legal.ApprovalStep{Told: legal.ToldComplete, Day: on}), on, a.ends)
	return a.reckon(a.fact(periods[len(periods)-1]))
}

// toldStep is one step with the services that it is about; none: about each.
type toldStep struct {
	legal.ApprovalStep
	services []string
}

// toldOn are what authorities told on sides of theirs, by side and in order; what was withdrawn was not told.
func toldOn(ctx context.Context, tx *store.Tx, sideIDs []string) (map[string][]toldStep, error) {
	declined, err := tx.SideEvent.Query().Where(sideevent.SideIDIn(sideIDs...), sideevent.KindEQ(sideevent.KindCASE_DECLINED), sideevent.MessageIDNotNil()).
		Select(sideevent.FieldMessageID).Strings(ctx)
	if err != nil {
		return nil, err
	}
	kinds := make([]message.Kind, 0, len(told))
	for kind := range told {
		kinds = append(kinds, message.Kind(kind))
	}
	views, err := tx.ViewMessage.Query().Where(viewmessage.SideIDIn(sideIDs...), viewmessage.WithdrawnAtIsNil(),
		viewmessage.HasMessageWith(message.DirectionEQ(message.DirectionINBOUND), message.Or(message.KindIn(kinds...), message.IDIn(declined...)))).
		WithMessage(func(q *ent.MessageQuery) {
			q.Select(message.FieldID, message.FieldKind, message.FieldServiceIds, message.FieldDueOn, message.FieldSentAt)
		}).Order(ent.Asc(viewmessage.FieldSeq)).All(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string][]toldStep{}
	for _, v := range views {
		m := v.Edges.Message
		step := toldStep{services: m.ServiceIds, ApprovalStep: legal.ApprovalStep{Told: told[casemail.MessageKind(m.Kind)], Day: legal.DayOf(m.SentAt), By: m.ID}}
		if step.Told == "" {
			step.Told = legal.ToldDeclined
		}
		if step.Told == legal.ToldExtended && m.DueOn != nil {
			step.Until = legal.Day(*m.DueOn)
		}
		found[v.SideID] = append(found[v.SideID], step)
	}
	return found, nil
}

// stepsOf are those that are about a service.
func stepsOf(list []toldStep, serviceID string) (steps []legal.ApprovalStep) {
	for _, s := range list {
		if len(s.services) == 0 || slices.Contains(s.services, serviceID) {
			steps = append(steps, s.ApprovalStep)
		}
	}
	return steps
}

// silent are the services of a case that silence grants.
func (s *Service) silent(own *sides.Side) (services []string) {
	for _, serviceID := range own.ServiceIds {
		if s.directory.Silence(serviceID) != nil {
			services = append(services, serviceID)
		}
	}
	return services
}

// approvalsOn are the deemed approvals of the services of cases, by side.
func (s *Service) approvalsOn(ctx context.Context, tx *store.Tx, cases ...*sides.Side) (map[string][]*approvals, error) {
	var sideIDs []string
	for _, own := range cases {
		if len(s.silent(own)) > 0 {
			sideIDs = append(sideIDs, own.ID)
		}
	}
	if len(sideIDs) == 0 {
		return nil, nil
	}
	toldBy, err := toldOn(ctx, tx, sideIDs)
	if err != nil {
		return nil, err
	}
	stored, err := s.dates.OfSides(ctx, tx, sideIDs, legal.DeemedApproval)
	if err != nil {
		return nil, err
	}
	reckon, err := s.dates.Reckoner(ctx, tx)
	if err != nil {
		return nil, err
	}
	found := map[string][]*approvals{}
	for _, own := range cases {
		for _, serviceID := range s.silent(own) {
			a := &approvals{
				serviceID: serviceID, silence: *s.directory.Silence(serviceID), stored: map[string]*dates.Date{}, reckon: reckon, fact: s.approvalFact(own.Reader, serviceID),
			}
			for _, d := range stored[slices.Index(sideIDs, own.ID)] {
				if *d.ServiceID == serviceID {
					a.stored[*d.MessageID] = d
				}
			}
			a.steps = stepsOf(toldBy[own.ID], serviceID)
			a.periods = legal.Approvals(a.steps, legal.DayOf(tx.Now), a.ends)
			found[own.ID] = append(found[own.ID], a)
		}
	}
	return found, nil
}

// approvalFact is the fact of a period of a service at an authority.
func (s *Service) approvalFact(authorityID, serviceID string) func(legal.Approval) dates.Fact {
	silence := *s.directory.Silence(serviceID)
	return func(p legal.Approval) dates.Fact {
		f := s.factOf(&ent.Message{ID: p.By, ServiceIds: []string{serviceID}}, authorityID)
		f.Kind, f.Anchor, f.AnchorDay, f.ServiceID = legal.DeemedApproval, legal.DocumentsComplete, p.Begins, &serviceID
		f.Special, f.Length, f.ExtendedTo = silence.Basis, &dates.Length{Amount: silence.Amount, Unit: silence.Unit}, p.ExtendedTo
		return f
	}
}

// reckonApprovals writes on both sides the periods that follow from what the authority told; nothing changes where no fact did.
func (s *Service) reckonApprovals(ctx context.Context, tx *store.Tx, owner, own *sides.Side) error {
	found, err := s.approvalsOn(ctx, tx, own)
	if err != nil {
		return err
	}
	for _, a := range found[own.ID] {
		lives := map[string]bool{}
		for _, p := range a.periods {
			if p.State == legal.ApprovalStopped {
				continue
			}
			lives[p.By] = true
			if err := s.setApproval(ctx, tx, owner, own, a.fact(p), p.State == legal.ApprovalDecided); err != nil {
				return err
			}
		}
		for by := range a.stored {
			if lives[by] {
				continue
			}
			if err := s.endOnBoth(ctx, tx, owner, own, a.fact(legal.Approval{By: by})); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) setApproval(ctx context.Context, tx *store.Tx, owner, own *sides.Side, f dates.Fact, decided bool) error {
	if err := s.setOnBoth(ctx, tx, owner, own, f); err != nil {
		return err
	}
	for _, side := range []*sides.Side{owner, own} {
		if side == nil {
			continue
		}
		if err := s.dates.Meet(ctx, tx, side.ID, f, decided); err != nil {
			return err
		}
	}
	return nil
}

// endOnBoth takes a date back on the side of the authority and on that of the owner, if it is still there.
func (s *Service) endOnBoth(ctx context.Context, tx *store.Tx, owner, own *sides.Side, f dates.Fact) error {
	for _, side := range []*sides.Side{owner, own} {
		if side == nil {
			continue
		}
		if err := s.dates.End(ctx, tx, side.ID, f); err != nil {
			return err
		}
	}
	return nil
}

// checkApproval refuses what cannot be told now of a period of deemed approval, and says which services the reply is about: the only one of the
// case where it names none of those that COMPLETE and EXTENSION ask for.
func (s *Service) checkApproval(ctx context.Context, tx *store.Tx, own *sides.Side, in CaseReplyInput) (services []string, err error) {
	if told[in.Kind] == "" {
		return in.ServiceIDs, nil
	}
	found, err := s.approvalsOn(ctx, tx, own)
	if err != nil {
		return nil, err
	}
	if in.Kind == casemail.KindRequest || in.Kind == casemail.KindDecision {
		runs := slices.ContainsFunc(found[own.ID], func(a *approvals) bool { return a.last().State == legal.ApprovalRuns })
		if runs && len(in.ServiceIDs) == 0 && len(own.ServiceIds) > 1 {
			return nil, errs.RefuseText(errs.Required, "approval_which", nil, "serviceIds")
		}
		return in.ServiceIDs, nil
	}
	services = in.ServiceIDs
	if len(services) == 0 {
		services = own.ServiceIds
	}
	switch {
	case own.DeclinedAt != nil:
		return nil, errs.RefuseText(errs.WrongState, "declined_already", nil, "kind")
	case len(in.ServiceIDs) > 1:
		return nil, errs.RefuseText(errs.InvalidValue, "approval_service", nil, "serviceIds")
	case len(services) > 1:
		return nil, errs.RefuseText(errs.Required, "approval_service", nil, "serviceIds")
	}
	i := slices.IndexFunc(found[own.ID], func(a *approvals) bool { return slices.Contains(services, a.serviceID) })
	if i < 0 {
		field := "kind"
		if len(in.ServiceIDs) > 0 {
			field = "serviceIds"
		}
		return nil, errs.RefuseText(errs.InvalidValue, "approval_none", nil, field)
	}
	a := found[own.ID][i]
	if in.Kind == casemail.KindComplete {
		return services, checkComplete(a, legal.DayOf(tx.Now))
	}
	return services, checkExtension(a, legal.Day(*in.DueOn))
}

// checkComplete refuses to begin a period that runs, and one that no rule gives a day for.
func checkComplete(a *approvals, today legal.Day) error {
	switch {
	case a.last().State == legal.ApprovalRuns:
		return errs.RefuseText(errs.WrongState, "approval_runs", nil, "kind")
	case a.ifComplete(today) == nil:
		return errs.RefuseText(errs.WrongState, "approval_no_rule", nil, "kind")
	}
	return nil
}

// checkExtension refuses to extend what does not run, what cannot be extended or was, and to a day that is not later.
func checkExtension(a *approvals, until legal.Day) error {
	last := a.last()
	switch {
	case last.State != legal.ApprovalRuns:
		return errs.RefuseText(errs.WrongState, "approval_not_running", nil, "kind")
	case !a.silence.Extendable:
		return errs.RefuseText(errs.WrongState, "approval_not_extendable", nil, "kind")
	case last.ExtendedTo != nil:
		return errs.RefuseText(errs.WrongState, "approval_extended", nil, "kind")
	case until <= a.ends(last):
		return errs.RefuseText(errs.InvalidValue, "approval_not_later", nil, "dueOn")
	}
	return nil
}

// grants are the periods that ran out, by the message that began each, with their ends.
func (a *approvals) grants(periods []legal.Approval) map[string]legal.Day {
	ran := map[string]legal.Day{}
	for _, p := range periods {
		if p.State == legal.ApprovalGranted {
			ran[p.By] = a.ends(p)
		}
	}
	return ran
}

// grantsWithout says why a message cannot be withdrawn: because of it an approval counts as granted, or without it one would count as granted on a
// day that is over, of which nobody knew. Empty where it changes neither.
func (s *Service) grantsWithout(ctx context.Context, tx *store.Tx, own *sides.Side, messageID string) (refusal string, err error) {
	found, err := s.approvalsOn(ctx, tx, own)
	if err != nil {
		return "", err
	}
	for _, a := range found[own.ID] {
		rest := slices.DeleteFunc(slices.Clone(a.steps), func(step legal.ApprovalStep) bool { return step.By == messageID })
		with, without := a.grants(a.periods), a.grants(legal.Approvals(rest, legal.DayOf(tx.Now), a.ends))
		switch {
		case maps.Equal(with, without):
		case len(with) < len(without):
			return "withdraw_grants", nil
		default:
			return "withdraw_granted", nil
		}
	}
	return "", nil
}

// Approvals are the services of cases that silence grants, one list for each case, with what may be told of them now.
func (s *Service) Approvals(ctx context.Context, cases []*AuthorityCase) (_ [][]*CaseApproval, err error) {
	defer errs.Wrap(&err, "postbox.Approvals")
	return ReadOfSides(ctx, s, cases, func(ctx context.Context, opened map[string]*sides.Side, sideIDs []string) (lists [][]*CaseApproval, err error) {
		err = s.db.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
			of := make([]*sides.Side, len(sideIDs))
			for i, sideID := range sideIDs {
				of[i] = opened[sideID]
			}
			found, err := s.approvalsOn(ctx, tx, of...)
			lists = make([][]*CaseApproval, len(sideIDs))
			for i, sideID := range sideIDs {
				for _, a := range found[sideID] {
					lists[i] = append(lists[i], a.shown(of[i], legal.DayOf(tx.Now)))
				}
			}
			return err
		})
		return lists, err
	})
}

// shown is what a clerk sees of a service. Nothing can be told once the owner deleted the mailbox, or the authority said that it is not competent.
func (a *approvals) shown(own *sides.Side, today legal.Day) *CaseApproval {
	c := &CaseApproval{ServiceID: a.serviceID}
	last, mayTell := a.last(), own.OwnerDeletedAt == nil && own.DeclinedAt == nil
	if last.State == legal.ApprovalRuns {
		c.Running = a.stored[last.By]
		c.Extendable = mayTell && a.silence.Extendable && last.ExtendedTo == nil
		return c
	}
	if mayTell {
		c.IfComplete = a.ifComplete(today)
	}
	return c
}
