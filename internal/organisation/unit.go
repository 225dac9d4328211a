package organisation

import (
	"context"

	"schalter/ent"
	"schalter/ent/unit"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Unit is a part of an organisation with tasks of its own (type Unit of the contract). ValidTo is the first day (ISO 8601) on which it is
// there no more.
type Unit struct {
	ID             string
	Version        int
	OrganisationID string
	Kind           OrganisationKind
	Name           string
	ValidTo        *string
}

// UnitSaving is what operators and editors say of a unit. Without ID it is a new one.
type UnitSaving struct {
	ID              *string
	ExpectedVersion *int
	OrganisationID  string
	Kind            OrganisationKind
	Name            string
	ValidTo         *string
}

// maxUnits is how many units an organisation has.
const maxUnits = 50

// SaveUnit makes or changes a unit of an organisation, such as the Gesundheitsamt of a Landratsamt; for operators and editors. Refusals:
// STALE, INVALID for a kind that no unit has, NOT_FOUND, TOO_MANY.
func (s *Service) SaveUnit(ctx context.Context, in UnitSaving) (_ *Unit, err error) {
	defer errs.Wrap(&err, "organisation.SaveUnit(%s)", in.OrganisationID)
	v, err := permit.Editor(ctx)
	if err != nil {
		return nil, err
	}
	var ps errs.Problems
	if latin.Blank(in.Name) {
		ps.Add(errs.Required, "name")
	} else {
		noteText(&ps, &in.Name, maxOrganisationName, "name")
	}
	if in.Kind != HealthOffice && in.Kind != Other {
		ps.AddText(errs.InvalidValue, "unit_kind", nil, "kind")
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	var row *ent.Unit
	err = s.db.Tx(viewer.System(ctx, "unit-save"), func(ctx context.Context, tx *store.Tx) error {
		if row, err = s.saveUnit(ctx, tx, in); err != nil {
			return err
		}
		return s.ports.Audit.Record(ctx, tx, v, "unit.save", row.ID, row.OrganisationID, string(in.Kind))
	})
	if err != nil {
		return nil, err
	}
	return toUnit(row), nil
}

func (s *Service) saveUnit(ctx context.Context, tx *store.Tx, in UnitSaving) (*ent.Unit, error) {
	organisationID, err := s.Ensure(ctx, tx, in.OrganisationID)
	if errs.CodeOf(err) == errs.NotFound {
		return nil, errs.RefuseText(errs.Missing, "organisation_unknown", nil, "organisationId")
	}
	if err != nil {
		return nil, err
	}
	if _, err := lockOrganisation(ctx, tx, organisationID); err != nil {
		return nil, err
	}
	notifyReplicas(tx, organisationID)
	if in.ID == nil {
		n, err := tx.Unit.Query().Where(unit.OrganisationID(organisationID)).Count(ctx)
		if err == nil && n >= maxUnits {
			err = errs.Refuse(errs.TooMany)
		}
		if err != nil {
			return nil, err
		}
		return tx.Unit.Create().SetID(id.New(id.Unit, tx.Now)).SetOrganisationID(organisationID).SetKind(string(in.Kind)).SetName(in.Name).
			SetNillableValidTo(in.ValidTo).SetCreatedAt(tx.Now).Save(ctx)
	}
	row, err := tx.Unit.Get(ctx, *in.ID)
	switch {
	case ent.IsNotFound(err) || err == nil && row.OrganisationID != organisationID:
		return nil, errs.New(errs.NotFound, "no such unit")
	case err != nil:
		return nil, err
	case in.ExpectedVersion == nil || row.Version != *in.ExpectedVersion:
		return nil, errs.Refuse(errs.Stale)
	}
	update := tx.Unit.UpdateOne(row).SetKind(string(in.Kind)).SetName(in.Name).SetVersion(row.Version + 1)
	setOrClear(in.ValidTo, update.SetValidTo, update.ClearValidTo)
	return update.Save(ctx)
}

func toUnit(row *ent.Unit) *Unit {
	return &Unit{ID: row.ID, Version: row.Version, OrganisationID: row.OrganisationID, Kind: OrganisationKind(row.Kind), Name: row.Name, ValidTo: row.ValidTo}
}

// Units are the units of an organisation, the oldest first, also those that ended; callers must not change them.
func (s *Service) Units(organisationID string) []*Unit {
	return s.current.Load().unitsOf[organisationID]
}

// Unit finds a unit, nil for an unknown id.
func (s *Service) Unit(unitID string) *Unit { return s.current.Load().units[unitID] }
