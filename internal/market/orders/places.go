package orders

import (
	"context"
	"slices"
	"strings"

	"schalter/ent/marketorder"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
	"schalter/internal/permit"
	"schalter/internal/viewer"
)

// maxPlaces bounds for whom a viewer could order one offering: more than the largest union has members.
const maxPlaces = 120

// PlacesOf says for each offering for whom the viewer could order it today: by its organisations, for themselves, their units and the members that
// they were confirmed to sign for. Nothing for an offering that cannot be ordered, and for who prepares no orders.
func (s *Service) PlacesOf(ctx context.Context, offerings []*catalogue.Offering) (_ [][]*OrderPlace, err error) {
	defer errs.Wrap(&err, "orders.PlacesOf")
	v, found := viewer.From(ctx), make([][]*OrderPlace, len(offerings))
	var buyers []string
	for _, organisationID := range organisationsOf(v) {
		if buys(v, organisationID) {
			buyers = append(buyers, organisationID)
		}
	}
	if len(buyers) == 0 {
		return found, nil
	}
	ctx, today := system(ctx), clock.Day(s.db.Clock().Now())
	targets, err := s.targets(ctx, buyers, today)
	if err != nil {
		return nil, err
	}
	for i, o := range offerings {
		if o.CanBeOrdered() {
			found[i] = s.placesFor(o, targets, today)
		}
	}
	return found, s.fillPlaces(ctx, v, offerings, targets, found)
}

// target is for whom one of the viewer's organisations may order at all.
type target struct {
	organisationID string
	forID          string
	unitID         string
}

func (s *Service) targets(ctx context.Context, buyers []string, today string) (list []target, err error) {
	for _, organisationID := range buyers {
		list = append(list, target{organisationID, organisationID, ""})
		for _, u := range s.ports.Organisations.Units(organisationID) {
			list = append(list, target{organisationID, organisationID, u.ID})
		}
		confirmed, err := s.ports.Accounts.Confirmed(ctx, s.db.Client(), organisationID, today)
		if err != nil {
			return nil, err
		}
		var members []string
		for memberID := range confirmed {
			if memberID != organisationID {
				members = append(members, memberID)
			}
		}
		slices.SortFunc(members, s.compareNames)
		for _, memberID := range members {
			list = append(list, target{organisationID, memberID, ""})
		}
	}
	return list, nil
}

func (s *Service) placesFor(o *catalogue.Offering, targets []target, today string) (list []*OrderPlace) {
	for _, t := range targets {
		var ps errs.Problems
		s.checkPlace(&ps, place{t.organisationID, t.forID, t.unitID, o.ID}, o, map[string]bool{t.forID: true}, today)
		if len(ps) > 0 || len(list) == maxPlaces {
			continue
		}
		p := &OrderPlace{OrganisationID: t.organisationID}
		if t.forID != t.organisationID {
			p.OnBehalfOfID = &t.forID
		}
		if t.unitID != "" {
			p.UnitID = &t.unitID
		}
		list = append(list, p)
	}
	return list
}

// fillPlaces says at which places there is an order already, with as many statements for all as for one; those whose order the viewer may not see
// are left out.
func (s *Service) fillPlaces(ctx context.Context, v *viewer.Viewer, offerings []*catalogue.Offering, targets []target, found [][]*OrderPlace) error {
	var offeringIDs, forIDs []string
	for _, o := range offerings {
		offeringIDs = append(offeringIDs, o.ID)
	}
	for _, t := range targets {
		forIDs = append(forIDs, t.forID)
	}
	rows, err := s.db.Client().MarketOrder.Query().Where(marketorder.ForOrganisationIDIn(forIDs...), marketorder.OfferingIDIn(offeringIDs...), marketorder.PlaceNotNil()).All(ctx)
	if err != nil {
		return err
	}
	list, err := s.shown(ctx, rows)
	if err != nil {
		return err
	}
	at := map[string]*Order{}
	for i, row := range rows {
		if at[*row.Place] = list[i]; !sees(v, row) {
			at[*row.Place] = nil
		}
	}
	for i, places := range found {
		found[i] = slices.DeleteFunc(places, func(one *OrderPlace) bool {
			p := place{one.OrganisationID, one.OrganisationID, valueOf(one.UnitID), offerings[i].ID}
			if one.OnBehalfOfID != nil {
				p.forID = *one.OnBehalfOfID
			}
			live, taken := at[p.live()]
			if one.Order = live; live == nil {
				one.Order = at[p.draft()]
			}
			return taken && live == nil
		})
	}
	return nil
}

func (s *Service) compareNames(a, b string) int {
	name := func(organisationID string) string {
		if o := s.ports.Organisations.Organisation(organisationID); o != nil {
			return o.Name + organisationID
		}
		return organisationID
	}
	return strings.Compare(name(a), name(b))
}

// OrderedBy are the offerings that an organisation of the viewer's ordered, or that were ordered for it; NOT_FOUND for another one.
func (s *Service) OrderedBy(ctx context.Context, organisationID string) (_ []string, err error) {
	defer errs.Wrap(&err, "orders.OrderedBy(%s)", organisationID)
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	organisationID = s.idOf(organisationID)
	if !takesPart(v, organisationID) {
		return nil, errs.New(errs.NotFound, "no such organisation of yours")
	}
	var ids []string
	err = s.db.Client().MarketOrder.Query().Where(concerns(organisationID), marketorder.PlaceNotNil(), marketorder.StateNEQ(marketorder.StateDRAFT)).
		Unique(true).Select(marketorder.FieldOfferingID).Scan(system(ctx), &ids)
	return ids, err
}
