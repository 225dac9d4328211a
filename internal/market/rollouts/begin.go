package rollouts

import (
	"context"
	"errors"

	"schalter/ent"
	"schalter/ent/portallink"
	"schalter/ent/rollout"
	"schalter/ent/rollouttask"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/market/catalogue"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// Beginning is what a rollout is made of: an order as it was released.
type Beginning struct {
	OrderID, Reference string
	// OrganisationID is whom it is for, OrderedByID who ordered.
	OrganisationID, OrderedByID   string
	UnitID                        *string
	OfferingID, OfferingVersionID string
	// AlreadyInUse says that only the contract is missing; PortalURL is then where it is reached, if that was said.
	AlreadyInUse bool
	PortalURL    *string

	VendorID, ITProviderID, ProcedureID *string
	ProcedureVersion, WishedOn          *string
	SubjectContact, TechnicalContact    *ContactPerson
	// Parameters are the values by the keys of the sheet's.
	Parameters map[string]string
	TicketID   string
}

// Begin makes the rollout of an order, in the transaction of its release: the tasks of the sheet that was ordered, and a link for each of
// its services. What is in use already needs no set-up: its link is asked for at once. An order has one rollout: asked again, it answers
// that one and changes nothing. The context is the platform's own.
func (s *Service) Begin(ctx context.Context, tx *store.Tx, in Beginning) (rolloutID string, err error) {
	defer errs.Wrap(&err, "rollouts.Begin(%s)", in.OrderID)
	earlier, err := s.lockOfOrder(ctx, tx, in.OrderID)
	if err != nil {
		return "", err
	}
	if earlier != nil && contract(earlier.Contract) != contractEnded {
		return earlier.ID, nil
	}
	versions, err := s.Catalogue.VersionsByID(ctx, []string{in.OfferingVersionID})
	if err != nil {
		return "", err
	}
	sheet := versions[in.OfferingVersionID]
	o := s.Organisations.Organisation(in.OrganisationID)
	if sheet == nil || o == nil {
		return "", errors.New("the sheet or the organisation of the order is not there")
	}
	var url *string
	if in.PortalURL != nil && in.AlreadyInUse {
		checked, err := CheckURL(*in.PortalURL)
		if err != nil {
			return "", err
		}
		url = &checked
	}
	row, key, err := s.create(ctx, tx, in, o)
	if err != nil {
		return "", err
	}
	if err := s.createTasks(ctx, tx, row, key, sheet); err != nil {
		return "", err
	}
	if err := s.createLinks(ctx, tx, row, sheet, o, url); err != nil {
		return "", err
	}
	published(tx, row)
	return row.ID, s.settle(ctx, tx, row, key)
}

func (s *Service) create(ctx context.Context, tx *store.Tx, in Beginning, o *Organisation) (*ent.Rollout, vault.Key, error) {
	rolloutID := id.New(id.Rollout, tx.Now)
	key, wrapped, err := s.Vault.NewKey(ctx, rolloutAAD(rolloutID))
	if err != nil {
		return nil, key, err
	}
	sealed, err := key.SealJSON(fieldAAD(rolloutID, "rollout"), sealedRollout{in.SubjectContact, in.TechnicalContact, in.Parameters})
	if err != nil {
		return nil, key, err
	}
	ars := ""
	if o.RegionARS != nil {
		ars = *o.RegionARS
	}
	row, err := tx.Rollout.Create().SetID(rolloutID).SetOrderID(in.OrderID).SetReference(in.Reference).SetOrganisationID(o.ID).SetOrderedByID(in.OrderedByID).
		SetNillableUnitID(in.UnitID).SetOfferingID(in.OfferingID).SetOfferingVersionID(in.OfferingVersionID).SetRegionArs(ars).
		SetNillableVendorID(in.VendorID).SetNillableItProviderID(in.ITProviderID).SetNillableProcedureID(in.ProcedureID).
		SetNillableProcedureVersion(in.ProcedureVersion).SetNillableWishedOn(in.WishedOn).SetAlreadyInUse(in.AlreadyInUse).SetTicketID(in.TicketID).
		SetState(rollout.StateORDERED).SetStateSince(tx.Now).SetStartedAt(tx.Now).SetMovedAt(tx.Now).
		SetSealed(sealed).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob).Save(ctx)
	return row, key, err
}

// createTasks makes a row of each task of the sheet. Of what is in use already there is nothing to set up, and it is live.
func (s *Service) createTasks(ctx context.Context, tx *store.Tx, r *ent.Rollout, key vault.Key, sheet *catalogue.OfferingVersion) error {
	for i, t := range sheet.Tasks {
		taskID := id.New(id.RolloutTask, tx.Now)
		create := tx.RolloutTask.Create().SetID(taskID).SetRolloutID(r.ID).SetPosition(i).SetKey(t.Key).
			SetKind(rollouttask.Kind(t.Kind)).SetResponsible(rollouttask.Responsible(t.Responsible))
		if r.AlreadyInUse {
			state, reason := inUseAlready(t.Kind)
			if reason != "" {
				sealed, err := key.SealJSON(fieldAAD(taskID, "rollout_task"), sealedTask{Key: reason, By: s.PlatformName})
				if err != nil {
					return err
				}
				create.SetState(rollouttask.State(state)).SetSealed(sealed).SetChangedAt(tx.Now)
			}
		}
		if err := create.Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// inUseAlready is what becomes of a task of what is in use already, and why; no reason where it is still to be done.
func inUseAlready(kind catalogue.RolloutTaskKind) (state RolloutTaskState, reason string) {
	switch kind {
	case catalogue.TaskContract, catalogue.TaskPortalLink, catalogue.TaskLinkVerified:
		return TaskOpen, ""
	case catalogue.TaskLive:
		return TaskDone, "rollout_in_use_live"
	}
	return TaskSkipped, "rollout_in_use"
}

func (s *Service) createLinks(ctx context.Context, tx *store.Tx, r *ent.Rollout, sheet *catalogue.OfferingVersion, o *Organisation, url *string) error {
	authorities := s.Directory.Competent(r.RegionArs, sheet.ServiceIDs, o.AuthorityIDs, tx.Now)
	for i, serviceID := range sheet.ServiceIDs {
		linkID := id.New(id.PortalLink, tx.Now)
		create := tx.PortalLink.Create().SetID(linkID).SetRolloutID(r.ID).SetPosition(i).SetServiceID(serviceID).
			SetOrganisationID(r.OrganisationID).SetRegionArs(r.RegionArs).SetState(portallink.StateUNCHECKED)
		if authorities[i] != "" {
			create.SetAuthorityID(authorities[i])
		}
		if url != nil {
			create.SetURL(*url).SetReportedAt(tx.Now).SetCheckAt(tx.Now.Add(checkEvery))
		}
		if err := create.Exec(ctx); err != nil {
			return err
		}
		if url != nil {
			if err := s.enqueueCheck(ctx, tx, linkID); err != nil {
				return err
			}
		}
	}
	return nil
}
