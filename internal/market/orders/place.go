package orders

import (
	"context"

	"schalter/ent"
	"schalter/ent/marketorder"
	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
)

// The kinds of organisation that never order: they provide or set up.
const (
	itAssociation catalogue.OrganisationKind = "IT_ASSOCIATION"
	vendor        catalogue.OrganisationKind = "VENDOR"
)

// placeNames are the ids of a place as they were given, brought to those that count.
func (s *Service) placeNames(organisationID string, onBehalfOf, unitID *string, offeringID string) place {
	p := place{organisationID, organisationID, valueOf(unitID), offeringID}
	if o := s.ports.Organisations.Organisation(organisationID); o != nil {
		p.organisationID, p.forID = o.ID, o.ID
	}
	if onBehalfOf != nil {
		p.forID = *onBehalfOf
		if o := s.ports.Organisations.Organisation(*onBehalfOf); o != nil {
			p.forID = o.ID
		}
	}
	return p
}

// checkPlace notes why an organisation may not order an offering for another one, or for a unit. confirmed are those that it was confirmed to
// sign for.
func (s *Service) checkPlace(ps *errs.Problems, p place, o *catalogue.Offering, confirmed map[string]bool, today string) {
	by, forWhom := s.ports.Organisations.Organisation(p.organisationID), s.ports.Organisations.Organisation(p.forID)
	switch {
	case by == nil || !by.Confirmed:
		ps.AddText(errs.Missing, "organisation_unknown", nil, "organisationId")
		return
	case by.Kind == itAssociation:
		ps.AddText(errs.NotEligible, "order_it_association", []any{by.Name}, "organisationId")
		return
	case by.Kind == vendor:
		ps.AddText(errs.NotEligible, "order_vendor", []any{by.Name}, "organisationId")
		return
	case by.Dissolved:
		ps.AddText(errs.WrongState, "organisation_dissolved", nil, "organisationId")
		return
	case forWhom == nil || !forWhom.Confirmed:
		ps.AddText(errs.Missing, "organisation_unknown", nil, "onBehalfOfId")
		return
	}
	if forWhom.ID != by.ID && !s.checkMember(ps, by, forWhom, confirmed) {
		return
	}
	kind, known := s.kindOf(ps, forWhom, p.unitID, today)
	if known && !o.Current.MayOrder(kind) {
		refuseKind(ps, o, kind, p.unitID != "")
	}
}

// checkMember notes why a union may not order for a municipality.
func (s *Service) checkMember(ps *errs.Problems, by, member *Organisation, confirmed map[string]bool) bool {
	union := s.ports.Organisations.UnionOf(member.ID)
	switch {
	case member.Dissolved:
		ps.AddText(errs.WrongState, "organisation_dissolved", nil, "onBehalfOfId")
	case union == nil || union.ID != by.ID:
		ps.AddText(errs.NotEligible, "order_only_for_members", []any{by.Name, member.Name}, "onBehalfOfId")
	case !confirmed[member.ID]:
		ps.AddText(errs.NotAuthorisedToSign, "order_union_not_confirmed", []any{by.Name, member.Name}, "onBehalfOfId")
	default:
		return true
	}
	return false
}

// kindOf is as what kind it is ordered: the unit's own, where it is for one.
func (s *Service) kindOf(ps *errs.Problems, o *Organisation, unitID, today string) (catalogue.OrganisationKind, bool) {
	if unitID == "" {
		return o.Kind, true
	}
	u := s.ports.Organisations.Unit(unitID)
	if u == nil || u.OrganisationID != o.ID || u.ValidTo != nil && *u.ValidTo <= today {
		ps.AddText(errs.Missing, "order_unit_unknown", nil, "unitId")
		return "", false
	}
	return u.Kind, true
}

func refuseKind(ps *errs.Problems, o *catalogue.Offering, kind catalogue.OrganisationKind, unit bool) {
	field := "organisationId"
	if unit {
		field = "unitId"
	}
	switch {
	case kind == catalogue.HealthOffice:
		ps.AddText(errs.NotEligible, "order_health_office", nil, field)
	case o.Current.MayOrder(catalogue.HealthOffice):
		ps.AddText(errs.NotEligible, "order_health_office_only", nil, "unitId")
	default:
		ps.AddText(errs.NotEligible, "order_not_eligible", nil, field)
	}
}

// checkOffering notes why nobody can order an offering now.
func checkOffering(ps *errs.Problems, o *catalogue.Offering) {
	switch {
	case o == nil:
		ps.AddText(errs.Missing, "offering_unknown", nil, "offeringId")
	case o.CanBeOrdered():
	case o.Current.Kind != catalogue.EfA:
		ps.AddText(errs.NotOrderable, "order_efa_only", nil, "offeringId")
	default:
		ps.AddText(errs.NotOrderable, "order_state_"+string(o.State), nil, "offeringId")
	}
}

// confirmedFor are those that an organisation was confirmed to sign for; nothing is asked where it orders for itself.
func (s *Service) confirmedFor(ctx context.Context, client *ent.Client, organisationID, today string, others bool) (map[string]bool, error) {
	if !others {
		return nil, nil
	}
	return s.ports.Accounts.Confirmed(ctx, client, organisationID, today)
}

// takenPlaces are those of some places, live or as drafts, that an order has.
func takenPlaces(ctx context.Context, client *ent.Client, places []place) (map[string]bool, error) {
	var names []string
	for _, p := range places {
		names = append(names, p.live(), p.draft())
	}
	rows, err := client.MarketOrder.Query().Where(marketorder.PlaceIn(names...)).Select(marketorder.FieldPlace).All(ctx)
	taken := map[string]bool{}
	for _, row := range rows {
		taken[*row.Place] = true
	}
	return taken, err
}
