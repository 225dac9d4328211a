package rollouts

import (
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"schalter/ent"
	"schalter/ent/predicate"
	"schalter/ent/rollout"
	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// standing is what a viewer is towards one rollout.
type standing struct {
	// operator runs the platform; municipality orders or is ordered for; delegate may set services up for it; vendor and provider are named
	// by the order; signedIn says that a person of the provider asks, and no session that a link began; reader sees it as a member of the
	// municipality without a part in ordering.
	operator, municipality, delegate, vendor, provider, signedIn, reader bool
}

func (st standing) sees() bool { return st != standing{} }

// works reports whether the viewer does anything on it.
func (st standing) works() bool {
	return st.operator || st.municipality || st.delegate || st.vendor || st.provider
}

// reports reports whether the viewer may say where citizens reach a service: a link that many may have read is not enough for that.
func (st standing) reports() bool {
	return st.operator || st.municipality || st.delegate || st.provider && st.signedIn
}

// sendsAgain reports whether the viewer may have the vendor's mail sent again.
func (st standing) sendsAgain() bool { return st.operator || st.municipality }

// sets reports whether the viewer may set a task: the municipality all that a person does, the others their own. What the platform
// observes nobody sets.
func (st standing) sets(kind catalogue.RolloutTaskKind, responsible catalogue.RolloutParty) bool {
	helps := st.delegate || st.provider
	switch {
	case isObserved(kind):
		return false
	case responsible == catalogue.DoneByPlatform:
		return st.operator
	case st.operator, st.municipality:
		return true
	case responsible == catalogue.DoneByVendor && st.vendor, responsible == catalogue.DoneByITProvider && helps:
		return true
	}
	return kind == catalogue.TaskSetup && helps
}

// party is as whom the viewer works.
func (st standing) party() *catalogue.RolloutParty {
	var p catalogue.RolloutParty
	switch {
	case st.municipality:
		p = catalogue.DoneByMunicipality
	case st.vendor:
		p = catalogue.DoneByVendor
	case st.delegate, st.provider:
		p = catalogue.DoneByITProvider
	case st.operator:
		p = catalogue.DoneByPlatform
	default:
		return nil
	}
	return &p
}

// access is what a viewer may see.
type access struct {
	viewer   *viewer.Viewer
	operator bool
	// acts are the organisations that the viewer prepares orders for, signs for or manages; reads all in whose market the viewer has a part.
	acts, reads []string
	// setsUp are those of them that set services up for others, and the vendor of a session; delegated whom these may set up for.
	setsUp, delegated []string
}

// accessOf reads the rights of the context's viewer: a vendor's session has some, nobody else without an account has any.
func (s *Service) accessOf(ctx context.Context) (a access, err error) {
	v := viewer.From(ctx)
	if v.VendorID != "" {
		return access{viewer: v, setsUp: []string{v.VendorID}}, nil
	}
	if !v.SignedIn() {
		return a, errs.New(errs.Unauthenticated, "sign in first")
	}
	a = access{viewer: v, operator: v.HasRole(viewer.Operator)}
	var helpers []string
	for i := range v.Memberships {
		m := &v.Memberships[i]
		if m.InMarket() {
			a.reads = append(a.reads, m.OrganisationID)
		}
		if !m.Buyer && !m.Signatory && !m.Admin {
			continue
		}
		a.acts = append(a.acts, m.OrganisationID)
		if o := s.Organisations.Organisation(m.OrganisationID); o != nil && o.SetsUp {
			helpers = append(helpers, o.ID)
		}
	}
	if len(helpers) > 0 {
		a.setsUp = helpers
		a.delegated, err = s.Organisations.SetsUpFor(system(ctx), helpers)
	}
	return a, err
}

// openToVendors says that those who are named in the order see a rollout: while its contract holds, and when it was in use before that.
func openToVendors(r *ent.Rollout) bool {
	c := contract(r.Contract)
	return c.holds() || r.AlreadyInUse && c != contractEnded
}

// towards is what the viewer is towards a rollout.
func (a access) towards(r *ent.Rollout) standing {
	among := func(list []string) bool {
		return slices.Contains(list, r.OrganisationID) || slices.Contains(list, r.OrderedByID)
	}
	named := func(organisationID *string) bool {
		return organisationID != nil && openToVendors(r) && slices.Contains(a.setsUp, *organisationID)
	}
	provider := named(r.ItProviderID)
	return standing{
		operator: a.operator, municipality: among(a.acts), reader: among(a.reads),
		delegate: slices.Contains(a.delegated, r.OrganisationID), vendor: named(r.VendorID), provider: provider,
		signedIn: provider && a.viewer.SignedIn(),
	}
}

// settingUp keeps the rollouts that a viewer sets up for others: those that any of these conditions finds.
func (a access) settingUp() []predicate.Rollout {
	open := rollout.Or(rollout.ContractIn(rollout.ContractEFFECTIVE, rollout.ContractON_HOLD),
		rollout.And(rollout.AlreadyInUse(true), rollout.ContractNEQ(rollout.ContractENDED)))
	either := []predicate.Rollout{rollout.And(rollout.VendorIDIn(a.setsUp...), open), rollout.And(rollout.ItProviderIDIn(a.setsUp...), open)}
	if len(a.delegated) > 0 {
		either = append(either, rollout.OrganisationIDIn(a.delegated...))
	}
	return either
}

func errNoRollout() error { return errs.RefuseText(errs.Missing, "rollout_unknown", nil, "rolloutId") }

// lock locks a rollout that the viewer may see, and says what the viewer is towards it at this moment. Nothing else changes it before the
// transaction ends.
func (s *Service) lock(ctx context.Context, tx *store.Tx, a access, rolloutID string) (*ent.Rollout, standing, error) {
	row, err := s.lockAny(ctx, tx, rolloutID)
	if ent.IsNotFound(err) {
		err = errNoRollout()
	}
	if err != nil {
		return nil, standing{}, err
	}
	// Who may set up for whom is asked again: it may have ended since the request began.
	var still []string
	if slices.Contains(a.delegated, row.OrganisationID) {
		for _, helper := range a.setsUp {
			may, err := s.Organisations.MaySetUp(ctx, tx, helper, row.OrganisationID)
			if err != nil {
				return nil, standing{}, err
			}
			if may {
				still = []string{row.OrganisationID}
			}
		}
	}
	a.delegated = still
	st := a.towards(row)
	if !st.sees() {
		return nil, st, errNoRollout()
	}
	return row, st, nil
}

// lockAny locks a rollout.
func (s *Service) lockAny(ctx context.Context, tx *store.Tx, rolloutID string) (*ent.Rollout, error) {
	q := tx.Rollout.Query().Where(rollout.ID(rolloutID))
	if tx.Locks() {
		q.ForUpdate()
	}
	return q.Only(ctx)
}

// lockOfOrder locks the rollout of an order, the newest where one before ended; nil where there is none.
func (s *Service) lockOfOrder(ctx context.Context, tx *store.Tx, orderID string) (*ent.Rollout, error) {
	q := tx.Rollout.Query().Where(rollout.OrderID(orderID)).Order(rollout.ByID(sql.OrderDesc()))
	if tx.Locks() {
		q.ForUpdate()
	}
	row, err := q.First(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return row, err
}

// refuseEnded refuses changes of what ended.
func refuseEnded(r *ent.Rollout) error {
	if r.State == rollout.StateENDED {
		return errs.RefuseText(errs.WrongState, "rollout_ended", nil)
	}
	return nil
}
