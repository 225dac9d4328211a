package contracts

import (
	"cmp"
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"schalter/ent"
	"schalter/ent/contract"
	"schalter/ent/contractsignature"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// newest is the order of lists of contracts.
var newest = store.Order[*ent.Contract]{Descending: true, ID: func(row *ent.Contract) string { return row.ID }}

// Filter is what a list of contracts is restricted to; empty values are no restriction.
type Filter struct {
	Level      ContractLevel
	State      ContractState
	OfferingID string
}

func (f Filter) on(q *ent.ContractQuery) *ent.ContractQuery {
	if f.Level != "" {
		q.Where(contract.LevelEQ(contract.Level(f.Level)))
	}
	if f.State != "" {
		q.Where(contract.StateEQ(contract.State(f.State)))
	}
	if f.OfferingID != "" {
		q.Where(contract.OfferingID(f.OfferingID))
	}
	return q
}

// page reads one page of the contracts that any of several queries finds.
func (s *Service) page(ctx context.Context, req pagination.Request, either ...*ent.ContractQuery) (pagination.Slice[*Contract], error) {
	return store.ReadPageOfAny(viewer.System(ctx, "contracts"), either, newest, req, func(ctx context.Context, rows []*ent.Contract) ([]*Contract, error) {
		return s.show(ctx, s.db.Client(), rows)
	})
}

// All lists all contracts, the newest first; for operators.
func (s *Service) All(ctx context.Context, f Filter, req pagination.Request) (_ pagination.Slice[*Contract], err error) {
	defer errs.Wrap(&err, "contracts.All")
	if _, err := permit.Operator(ctx); err != nil {
		return pagination.Slice[*Contract]{}, err
	}
	return s.page(ctx, req, f.on(s.db.Client().Contract.Query()))
}

// OfOrganisation lists the contracts that an organisation is a party of or signs, the newest first. The caller has asked the viewer's rights.
func (s *Service) OfOrganisation(ctx context.Context, organisationID string, f Filter, req pagination.Request) (_ pagination.Slice[*Contract], err error) {
	defer errs.Wrap(&err, "contracts.OfOrganisation(%s)", organisationID)
	may, err := accessOf(ctx)
	if err != nil {
		return pagination.Slice[*Contract]{}, err
	}
	q := f.on(s.db.Client().Contract.Query())
	if !may.all && !slices.Contains(may.organisations, organisationID) {
		q.Where(may.filter())
	}
	return s.page(ctx, req, q.Clone().Where(contract.GrantorID(organisationID)), q.Clone().Where(contract.GranteeID(organisationID)), q.Where(contract.SignerID(organisationID)))
}

// Children lists those below a contract that the viewer may see, the newest first.
func (s *Service) Children(ctx context.Context, c *Contract, req pagination.Request) (_ pagination.Slice[*Contract], err error) {
	defer errs.Wrap(&err, "contracts.Children(%s)", c.ID)
	may, err := accessOf(ctx)
	if err != nil {
		return pagination.Slice[*Contract]{}, err
	}
	return s.page(ctx, req, s.db.Client().Contract.Query().Where(contract.ParentID(c.ID), may.filter()))
}

// Contract finds a contract, for its parties and operators; NOT_FOUND for all others.
func (s *Service) Contract(ctx context.Context, contractID string) (_ *Contract, err error) {
	defer errs.Wrap(&err, "contracts.Contract(%s)", contractID)
	row, err := s.visible(ctx, contractID)
	if err != nil {
		return nil, err
	}
	return s.showOne(viewer.System(ctx, "contract-read"), s.db.Client(), row)
}

// ByID are the contracts that the viewer may see of some.
func (s *Service) ByID(ctx context.Context, ids []string) (_ map[string]*Contract, err error) {
	defer errs.Wrap(&err, "contracts.ByID")
	return s.found(ctx, s.db.Client().Contract.Query().Where(contract.IDIn(ids...)), func(c *Contract) string { return c.ID })
}

// OfOrders are the contracts of orders that the viewer may see, by order: the newest, where one before was declined.
func (s *Service) OfOrders(ctx context.Context, orderIDs []string) (_ map[string]*Contract, err error) {
	defer errs.Wrap(&err, "contracts.OfOrders")
	return s.found(ctx, s.db.Client().Contract.Query().Where(contract.OrderIDIn(orderIDs...)).Order(contract.ByID()), func(c *Contract) string { return valueOrEmpty(c.OrderID) })
}

func (s *Service) found(ctx context.Context, q *ent.ContractQuery, by func(*Contract) string) (map[string]*Contract, error) {
	if _, system := viewer.From(ctx).IsSystem(); !system {
		may, err := accessOf(ctx)
		if err != nil {
			return nil, err
		}
		q.Where(may.filter())
	}
	ctx = viewer.System(ctx, "contracts-found")
	rows, err := q.All(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.show(ctx, s.db.Client(), rows)
	if err != nil {
		return nil, err
	}
	// One that was declined stands for its order only while there is no other.
	slices.SortStableFunc(list, func(a, b *Contract) int { return declinedFirst(a) - declinedFirst(b) })
	found := make(map[string]*Contract, len(list))
	for _, c := range list {
		found[by(c)] = c
	}
	return found, nil
}

func declinedFirst(c *Contract) int {
	if c.State == Declined {
		return 0
	}
	return 1
}

func (s *Service) showOne(ctx context.Context, client *ent.Client, row *ent.Contract) (*Contract, error) {
	list, err := s.show(ctx, client, []*ent.Contract{row})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// show makes read models, with what stands above and the signatures read for all at once.
func (s *Service) show(ctx context.Context, client *ent.Client, rows []*ent.Contract) ([]*Contract, error) {
	parents, err := ancestors(ctx, client, rows)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*ent.Contract, len(rows))
	for _, row := range rows {
		byID[row.ID] = row
	}
	signatures, err := s.signaturesOf(ctx, client, byID)
	if err != nil {
		return nil, err
	}
	list := make([]*Contract, len(rows))
	for i, row := range rows {
		content, _, err := s.open(ctx, row)
		if err != nil {
			return nil, err
		}
		list[i] = &Contract{
			ID: row.ID, Version: row.Version, Reference: row.Reference, Level: ContractLevel(row.Level), State: ContractState(row.State), ParentID: row.ParentID,
			OfferingID: row.OfferingID, GrantorID: row.GrantorID, GranteeID: row.GranteeID, SignerID: row.SignerID, OrderID: row.OrderID,
			TemplateVersion: row.TemplateVersion, EffectiveFrom: row.EffectiveFrom, EndsOn: row.EndsOn, NoticePeriodMonths: row.NoticePeriodMonths,
			Signatures: signatures[row.ID], DocumentDigest: orNil(content.Digest), byTermination: row.EndTerminated, complete: row.Ready,
			Refusal: content.Refusal,
		}
		if endsByOwnTermination(row) {
			list[i].TerminationNotice = content.Termination
		}
		for next := valueOrEmpty(row.ParentID); next != "" && parents[next] != nil; next = valueOrEmpty(parents[next].ParentID) {
			list[i].Chain = append(list[i].Chain, linkShown(parents[next]))
		}
		slices.Reverse(list[i].Chain)
	}
	return list, nil
}

// ancestors are all contracts above some, in as many reads as there are levels.
func ancestors(ctx context.Context, client *ent.Client, rows []*ent.Contract) (map[string]*ent.Contract, error) {
	found := map[string]*ent.Contract{}
	for range levels {
		var ids []string
		for _, row := range rows {
			if next := valueOrEmpty(row.ParentID); next != "" && found[next] == nil && !slices.Contains(ids, next) {
				ids = append(ids, next)
			}
		}
		if len(ids) == 0 {
			return found, nil
		}
		var err error
		if rows, err = client.Contract.Query().Where(contract.IDIn(ids...)).All(ctx); err != nil {
			return nil, err
		}
		for _, row := range rows {
			found[row.ID] = row
		}
	}
	return found, nil
}

func linkShown(row *ent.Contract) *ChainLink {
	return &ChainLink{
		ContractID: row.ID, Level: ContractLevel(row.Level), State: ContractState(row.State), GrantorID: row.GrantorID, GranteeID: row.GranteeID,
		EffectiveFrom: row.EffectiveFrom, EndsOn: row.EndsOn, NoticePeriodMonths: row.NoticePeriodMonths,
	}
}

// signaturesOf are the signatures of contracts, the grantee's first.
func (s *Service) signaturesOf(ctx context.Context, client *ent.Client, contracts map[string]*ent.Contract) (map[string][]*ContractSignature, error) {
	var ids []string
	for id := range contracts {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := client.ContractSignature.Query().Where(contractsignature.ContractIDIn(ids...)).All(ctx)
	if err != nil {
		return nil, err
	}
	lists, keys := map[string][]*ContractSignature{}, map[string]vault.Key{}
	for _, row := range rows {
		key, known := keys[row.ContractID]
		if !known {
			if key, err = s.keyOf(ctx, contracts[row.ContractID]); err != nil {
				return nil, err
			}
			keys[row.ContractID] = key
		}
		var content sealedSignature
		if err := key.OpenJSON(signatureAAD(row.ID), row.Sealed, &content); err != nil {
			return nil, err
		}
		lists[row.ContractID] = append(lists[row.ContractID], &ContractSignature{
			Party: ContractParty(row.Party), SignerName: content.SignerName, OrganisationID: row.OrganisationID, ActingPerson: orNil(content.ActingPerson),
			CertificateFingerprint: content.Fingerprint, SignedInAt: content.SignedInAt, DocumentDigest: content.Digest, At: row.At,
		})
	}
	for _, list := range lists {
		// The grantee signs first.
		slices.SortFunc(list, func(a, b *ContractSignature) int { return cmp.Compare(a.Party, b.Party) })
	}
	return lists, nil
}

// ChainsOf are the contracts by which offerings reach municipalities, from the top down, as they stand: for each offering that leads to its
// lowest link above the municipalities, one that is not over before others, one that is effective before those, then the newest. Public.
func (s *Service) ChainsOf(ctx context.Context, offeringIDs []string) (_ map[string][]*ChainLink, err error) {
	defer errs.Wrap(&err, "contracts.ChainsOf")
	rows, err := s.db.Client().Contract.Query().Where(contract.OfferingIDIn(offeringIDs...), contract.LevelIn(contract.LevelPROVISION, contract.LevelREUSE, contract.LevelSUB_REUSE)).
		Order(contract.ByID(sql.OrderDesc())).All(viewer.System(ctx, "chains"))
	if err != nil {
		return nil, err
	}
	byID, lowest := map[string]*ent.Contract{}, map[string]*ent.Contract{}
	for _, row := range rows {
		byID[row.ID] = row
		if best := lowest[row.OfferingID]; best == nil || rank(row) > rank(best) {
			lowest[row.OfferingID] = row
		}
	}
	chains := map[string][]*ChainLink{}
	for offeringID, row := range lowest {
		for ; row != nil; row = byID[valueOrEmpty(row.ParentID)] {
			chains[offeringID] = append(chains[offeringID], linkShown(row))
		}
		slices.Reverse(chains[offeringID])
	}
	return chains, nil
}

// rank is how well a contract shows the chain of its offering: not over, then the lowest, then effective.
func rank(row *ent.Contract) int {
	n := 2 * slices.Index(levels, ContractLevel(row.Level))
	if row.State == contract.StateEFFECTIVE {
		n++
	}
	if !ContractState(row.State).Over() {
		n += 2 * len(levels)
	}
	return n
}
