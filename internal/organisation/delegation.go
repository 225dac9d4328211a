package organisation

import (
	"context"

	"schalter/ent"
	"schalter/ent/setupdelegation"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// maxHelpers is how many IT associations and service providers set services up for an organisation.
const maxHelpers = 20

// Delegating lets an IT association or a service provider set services up for an organisation, or ends that.
type Delegating struct {
	OrganisationID   string
	ExpectedVersion  int
	ToOrganisationID string
	Allowed          bool
}

// Delegate says whether an IT association or a service provider may set services up for an organisation, never order or sign; for the
// organisation's admins and for operators. Refusals: STALE, INVALID for one that is neither, TOO_MANY.
func (s *Service) Delegate(ctx context.Context, in Delegating) (_ *Organisation, err error) {
	defer errs.Wrap(&err, "organisation.Delegate(%s)", in.OrganisationID)
	v, o, err := s.requireManager(ctx, in.OrganisationID)
	if err != nil {
		return nil, err
	}
	to := s.Organisation(in.ToOrganisationID)
	if to == nil || !to.Confirmed || to.Kind != ITAssociation && to.Kind != Vendor {
		return nil, errs.RefuseText(errs.InvalidValue, "set_up_by_association", nil, "toOrganisationId")
	}
	err = s.db.Tx(viewer.System(ctx, "set-up-delegation"), func(ctx context.Context, tx *store.Tx) error {
		if err := s.delegate(ctx, tx, o.ID, to.ID, in); err != nil {
			return err
		}
		return s.ports.Audit.Record(ctx, tx, v, "delegation.set", to.ID, o.ID, map[bool]string{true: "allowed", false: "ended"}[in.Allowed])
	})
	if err != nil {
		return nil, err
	}
	return s.Organisation(o.ID), nil
}

func (s *Service) delegate(ctx context.Context, tx *store.Tx, organisationID, toID string, in Delegating) error {
	organisationID, err := s.Ensure(ctx, tx, organisationID)
	if err != nil {
		return err
	}
	row, err := lockOrganisation(ctx, tx, organisationID)
	if err != nil {
		return err
	}
	if row.Version != in.ExpectedVersion {
		return errs.Refuse(errs.Stale)
	}
	notifyReplicas(tx, row.ID)
	if err := tx.Organisation.UpdateOne(row).SetVersion(row.Version + 1).Exec(ctx); err != nil {
		return err
	}
	there := setupdelegation.And(setupdelegation.OrganisationID(organisationID), setupdelegation.ToOrganisationID(toID))
	if !in.Allowed {
		_, err := tx.SetUpDelegation.Delete().Where(there).Exec(ctx)
		return err
	}
	if exists, err := tx.SetUpDelegation.Query().Where(there).Exist(ctx); err != nil || exists {
		return err
	}
	n, err := tx.SetUpDelegation.Query().Where(setupdelegation.OrganisationID(organisationID)).Count(ctx)
	if err == nil && n >= maxHelpers {
		err = errs.Refuse(errs.TooMany)
	}
	if err != nil {
		return err
	}
	return tx.SetUpDelegation.Create().SetID(id.New(id.Delegation, tx.Now)).SetOrganisationID(organisationID).SetToOrganisationID(toID).SetCreatedAt(tx.Now).Exec(ctx)
}

// SetUpBy are the IT associations and service providers that may set services up for an organisation. The caller has asked the viewer's
// rights.
func (s *Service) SetUpBy(ctx context.Context, organisationID string) (_ []*Organisation, err error) {
	defer errs.Wrap(&err, "organisation.SetUpBy(%s)", organisationID)
	rows, err := s.db.Client().SetUpDelegation.Query().Where(setupdelegation.OrganisationID(organisationID)).
		Order(ent.Asc(setupdelegation.FieldID)).Limit(maxHelpers).All(viewer.System(ctx, "set-up-by"))
	if err != nil {
		return nil, err
	}
	var list []*Organisation
	for _, row := range rows {
		if o := s.Organisation(row.ToOrganisationID); o != nil {
			list = append(list, o)
		}
	}
	return list, nil
}

// MaySetUp reports whether an organisation may set services up for another one now.
func (s *Service) MaySetUp(ctx context.Context, tx *store.Tx, organisationID, forOrganisationID string) (bool, error) {
	return tx.SetUpDelegation.Query().Where(setupdelegation.OrganisationID(forOrganisationID), setupdelegation.ToOrganisationID(organisationID)).Exist(ctx)
}

// AllSetUpFor are the ids of all organisations that any of some may set services up for. The caller has asked the viewer's rights.
func (s *Service) AllSetUpFor(ctx context.Context, organisationIDs []string) (_ []string, err error) {
	defer errs.Wrap(&err, "organisation.AllSetUpFor")
	var ids []string
	err = s.db.Client().SetUpDelegation.Query().Where(setupdelegation.ToOrganisationIDIn(organisationIDs...)).Unique(true).
		Select(setupdelegation.FieldOrganisationID).Scan(viewer.System(ctx, "sets-up-for"), &ids)
	return ids, err
}

// SetsUpFor lists the organisations that one may set services up for, in the order in which they said so. The caller has asked the
// viewer's rights.
func (s *Service) SetsUpFor(ctx context.Context, organisationID string, req pagination.Request) (_ pagination.Slice[*Organisation], err error) {
	defer errs.Wrap(&err, "organisation.SetsUpFor(%s)", organisationID)
	q := s.db.Client().SetUpDelegation.Query().Where(setupdelegation.ToOrganisationID(organisationID))
	order := store.Order[*ent.SetUpDelegation]{ID: func(row *ent.SetUpDelegation) string { return row.ID }}
	return store.ReadPage(viewer.System(ctx, "sets-up-for"), q, order, req, store.Each(func(row *ent.SetUpDelegation) (*Organisation, error) {
		if o := s.Organisation(row.OrganisationID); o != nil {
			return o, nil
		}
		return nil, errs.New(errs.NotFound, "no such organisation")
	}))
}
