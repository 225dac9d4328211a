package organisation

import (
	"context"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"schalter/ent"
	"schalter/ent/membership"
	"schalter/ent/predicate"
	"schalter/internal/errs"
	"schalter/internal/legal"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Somebody who is away has a last day of it (absent_until, a day in Berlin) and may have a deputy: a colleague who answers for every authority
// that the person answers for. Until that day is over the deputy finds the person's cases among the own ones, and is shown as deputy to who is
// written to. Nothing is done when the day is over: who reads asks whether it is. Rights do not follow: the deputy has them already.

// maxAbsence is how far ahead an absence may end, in days.
const maxAbsence = 400

// changesRights reports whether what the member may do changes.
func (in MemberChange) changesRights() bool {
	return in.Roles != nil || in.AllAuthorities != nil || in.AuthorityIDs != nil
}

// isOwn reports whether it is a change that a member may make for itself.
func (in MemberChange) isOwn() bool {
	return (in.AbsentUntil.IsSet() || in.DeputyID.IsSet()) && !in.UnitID.IsSet() && !in.changesRights()
}

// applyWork puts unit, absence and deputy as they are to be after the change into the membership. Refusals: INVALID (a day that is over or too far, a deputy
// who does not answer for the same authorities), REQUIRED (a deputy without an absence), NOT_FOUND (a unit or a colleague of others).
func (s *Service) applyWork(ctx context.Context, tx *store.Tx, in MemberChange, now *Membership, ps *errs.Problems) error {
	today := legal.DayOf(tx.Now)
	for _, change := range []struct {
		to   graphql.Omittable[*string]
		what **string
	}{{in.UnitID, &now.UnitID}, {in.AbsentUntil, &now.AbsentUntil}, {in.DeputyID, &now.DeputyID}} {
		if text, set := change.to.ValueOK(); set {
			*change.what = text
		}
	}
	if in.UnitID.IsSet() && now.UnitID != nil && s.UnitOf(now) == nil {
		ps.AddText(errs.Missing, "unit_unknown", nil, "unitId")
	}
	if in.AbsentUntil.IsSet() && now.AbsentUntil == nil && !in.DeputyID.IsSet() {
		now.DeputyID = nil
	}
	if in.AbsentUntil.IsSet() && now.AbsentUntil != nil {
		day, err := legal.ParseDay(*now.AbsentUntil)
		switch {
		case err != nil:
			ps.Add(errs.InvalidValue, "absentUntil")
		case day < today:
			ps.AddText(errs.InvalidValue, "day_over", nil, "absentUntil")
		case today.DaysTo(day) > maxAbsence:
			ps.AddText(errs.InvalidValue, "absence_too_long", nil, "absentUntil")
		}
	}
	if !in.DeputyID.IsSet() || now.DeputyID == nil {
		return nil
	}
	if now.AbsentUntil == nil || legal.Day(*now.AbsentUntil) < today {
		ps.Add(errs.Required, "absentUntil")
	}
	deputy, err := tx.Membership.Query().Where(membership.ID(*now.DeputyID), membership.OrganisationID(now.OrganisationID)).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		ps.AddText(errs.Missing, "deputy_unknown", nil, "deputyId")
		return nil
	case err != nil:
		return err
	case deputy.ID == now.ID || !toMembership(deputy).covers(now):
		ps.AddText(errs.InvalidValue, "deputy_cannot", nil, "deputyId")
	}
	return nil
}

// covers reports whether a member answers the case mail of every authority that another one answers.
func (m *Membership) covers(other *Membership) bool {
	if !m.has(Clerk) {
		return false
	}
	if m.AllAuthorities || !other.has(Clerk) {
		return true
	}
	return !other.AllAuthorities && !slices.ContainsFunc(other.AuthorityIDs, func(a string) bool { return !slices.Contains(m.AuthorityIDs, a) })
}

// UnitOf is the unit that a member works in; nil for none, and for one that is not there any more.
func (s *Service) UnitOf(m *Membership) *Unit {
	if m.UnitID == nil {
		return nil
	}
	u := s.Unit(*m.UnitID)
	if u == nil || u.OrganisationID != m.OrganisationID || u.ValidTo != nil && *u.ValidTo <= string(legal.DayOf(s.db.Clock().Now())) {
		return nil
	}
	return u
}

// endAbsence leaves of a read model only an absence that is not over.
func (m *Membership) endAbsence(today legal.Day) {
	if m.AbsentUntil == nil || legal.Day(*m.AbsentUntil) < today {
		m.AbsentUntil, m.DeputyID = nil, nil
	}
}

// awayFor are the members who are away now and whose deputy a member is, of those asked for.
func (s *Service) awayFor(ctx context.Context, membershipID string, of ...predicate.Membership) ([]*Membership, error) {
	ctx = viewer.System(ctx, "deputies")
	deputy, err := s.db.Client().Membership.Query().Where(membership.ID(membershipID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	today := legal.DayOf(s.db.Clock().Now())
	rows, err := s.db.Client().Membership.Query().Where(append(of, membership.OrganisationID(deputy.OrganisationID), membership.DeputyID(membershipID),
		membership.AbsentUntilGTE(string(today)))...).Order(ent.Asc(membership.FieldID)).All(ctx)
	if err != nil {
		return nil, err
	}
	as := toMembership(deputy)
	return s.withNames(ctx, slices.DeleteFunc(rows, func(row *ent.Membership) bool { return !as.covers(toMembership(row)) }))
}

// AwayFor are the ids of the members who are away now and whose deputy a member is.
func (s *Service) AwayFor(ctx context.Context, membershipID string) (_ []string, err error) {
	defer errs.Wrap(&err, "organisation.AwayFor(%s)", membershipID)
	list, err := s.awayFor(ctx, membershipID)
	ids := make([]string, len(list))
	for i, m := range list {
		ids[i] = m.ID
	}
	return ids, err
}

// Deputies are the deputies of members in their order, nil for who has none now and where the context's viewer may not see it.
func (s *Service) Deputies(ctx context.Context, of []*Membership) ([]*Membership, error) {
	var ids []string
	for _, m := range of {
		if m.DeputyID != nil {
			ids = append(ids, *m.DeputyID)
		}
	}
	list := make([]*Membership, len(of))
	if len(ids) == 0 {
		return list, nil
	}
	found, err := s.Memberships(ctx, ids)
	for i, m := range of {
		if m.DeputyID != nil {
			list[i] = found[*m.DeputyID]
		}
	}
	return list, err
}

// workDetail is what the audit log says of unit, absence and deputy.
func (m *Membership) workDetail() string {
	list := []string{m.AccountID}
	for name, v := range map[string]*string{"unit": m.UnitID, "absent until": m.AbsentUntil, "deputy": m.DeputyID} {
		if v != nil {
			list = append(list, name+" "+*v)
		}
	}
	slices.Sort(list[1:])
	return strings.Join(list, ", ")
}
