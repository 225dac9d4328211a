//go:build demo

package rollouts

import (
	"context"
	"fmt"
	"time"

	"schalter/ent"
	"schalter/ent/portallink"
	"schalter/ent/rollout"
	"schalter/ent/rollouttask"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/market/catalogue"
	"schalter/internal/store"
)

// Seeded is a rollout of the demonstration as it stands, without an order before it: for the picture, and for what citizens find online.
type Seeded struct {
	// OrganisationID is whom it is for, OrderedByID who ordered.
	OrganisationID, OrderedByID string
	OfferingVersionID           string
	State                       RolloutState
	StartedAt, Since            time.Time
	// URL is where each of its services is reached, once it is live.
	URL func(serviceID string) string
}

// Seed writes rollouts of the demonstration, once; nobody is told. All of them are a few statements: each start of a demonstration makes them.
func (s *Service) Seed(ctx context.Context, list []Seeded) (err error) {
	defer errs.Wrap(&err, "rollouts.Seed")
	return s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		if len(list) == 0 {
			return nil
		}
		if there, err := tx.Rollout.Query().Where(rollout.OrderID(list[0].orderID())).Exist(ctx); err != nil || there {
			return err
		}
		seeds := &seeding{Service: s, tx: tx}
		for _, in := range list {
			if err := seeds.add(ctx, in); err != nil {
				return err
			}
		}
		return seeds.write(ctx)
	})
}

// orderID stands for the order that there is none of.
func (in Seeded) orderID() string {
	return id.Derive(id.Rollout, "demo-picture|"+in.OrganisationID+"|"+in.OfferingVersionID)
}

type seeding struct {
	*Service
	tx       *store.Tx
	rollouts []*ent.RolloutCreate
	tasks    []*ent.RolloutTaskCreate
	links    []*ent.PortalLinkCreate
}

func (w *seeding) add(ctx context.Context, in Seeded) error {
	versions, err := w.Catalogue.VersionsByID(ctx, []string{in.OfferingVersionID})
	if err != nil {
		return err
	}
	sheet, o := versions[in.OfferingVersionID], w.Organisations.Organisation(in.OrganisationID)
	if sheet == nil || o == nil || o.RegionARS == nil {
		return fmt.Errorf("%s has no place, or there is no sheet %s", in.OrganisationID, in.OfferingVersionID)
	}
	rolloutID := id.New(id.Rollout, in.StartedAt)
	key, wrapped, err := w.Vault.NewKey(ctx, rolloutAAD(rolloutID))
	if err != nil {
		return err
	}
	sealed, err := key.SealJSON(fieldAAD(rolloutID, "rollout"), sealedRollout{})
	if err != nil {
		return err
	}
	create := w.tx.Rollout.Create().SetID(rolloutID).SetOrderID(in.orderID()).SetReference(fmt.Sprintf("DEMO-%03d", len(w.rollouts)+1)).
		SetOrganisationID(o.ID).SetOrderedByID(in.OrderedByID).SetOfferingID(sheet.OfferingID).SetOfferingVersionID(sheet.ID).SetRegionArs(*o.RegionARS).
		SetAlreadyInUse(false).SetTicketID(id.Derive(id.Ticket, in.orderID())).SetState(rollout.State(in.State)).SetStateSince(in.Since).
		SetStartedAt(in.StartedAt).SetMovedAt(in.Since).SetReminders(maxReminders).SetSealed(sealed).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob)
	if in.State != Ordered {
		create.SetContract(rollout.ContractEFFECTIVE)
	}
	if in.State == Live {
		create.SetLiveSince(clock.Day(in.Since)).SetLinksAsked(true)
	}
	w.rollouts = append(w.rollouts, create)
	w.addTasks(rolloutID, in, sheet)
	return w.addLinks(rolloutID, in, sheet, o)
}

func (w *seeding) addTasks(rolloutID string, in Seeded, sheet *catalogue.OfferingVersion) {
	for i, t := range sheet.Tasks {
		create := w.tx.RolloutTask.Create().SetID(id.New(id.RolloutTask, in.StartedAt)).SetRolloutID(rolloutID).SetPosition(i).SetKey(t.Key).
			SetKind(rollouttask.Kind(t.Kind)).SetResponsible(rollouttask.Responsible(t.Responsible)).SetState(rollouttask.StateOPEN)
		// Where it is being set up, the first half is done.
		if in.State == Live || in.State == InProgress && i < len(sheet.Tasks)/2 {
			create.SetState(rollouttask.StateDONE).SetChangedAt(in.Since)
		}
		w.tasks = append(w.tasks, create)
	}
}

func (w *seeding) addLinks(rolloutID string, in Seeded, sheet *catalogue.OfferingVersion, o *Organisation) error {
	authorities := w.Directory.Competent(*o.RegionARS, sheet.ServiceIDs, o.AuthorityIDs, w.tx.Now)
	for i, serviceID := range sheet.ServiceIDs {
		create := w.tx.PortalLink.Create().SetID(id.New(id.PortalLink, in.StartedAt)).SetRolloutID(rolloutID).SetPosition(i).SetServiceID(serviceID).
			SetOrganisationID(o.ID).SetRegionArs(*o.RegionARS).SetState(portallink.StateUNCHECKED)
		if authorities[i] != "" {
			create.SetAuthorityID(authorities[i])
		}
		if in.State == Live {
			address, err := CheckURL(in.URL(serviceID))
			if err != nil {
				return err
			}
			create.SetURL(address).SetReportedAt(in.Since).SetState(portallink.StateOK).SetOkSince(in.Since).SetCheckedAt(w.tx.Now).
				SetCheckAt(w.tx.Now.Add(checkEvery))
			if authorities[i] != "" {
				create.SetOnlineSince(clock.Day(in.Since))
			}
		}
		w.links = append(w.links, create)
	}
	return nil
}

func (w *seeding) write(ctx context.Context) error {
	rows, err := w.tx.Rollout.CreateBulk(w.rollouts...).Save(ctx)
	if err == nil {
		err = w.tx.RolloutTask.CreateBulk(w.tasks...).Exec(ctx)
	}
	if err == nil {
		err = w.tx.PortalLink.CreateBulk(w.links...).Exec(ctx)
	}
	if err == nil {
		published(w.tx, rows[0])
	}
	return err
}
