package accounts

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/marketaccount"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Waiting lists the accounts in a state, those that wait longest first; for operators. An empty state is every state.
func (s *Service) Waiting(ctx context.Context, state MarketAccountState, req pagination.Request) (_ pagination.Slice[*MarketAccount], err error) {
	defer errs.Wrap(&err, "accounts.Waiting")
	if _, err := permit.Operator(ctx); err != nil {
		return pagination.Slice[*MarketAccount]{}, err
	}
	return s.list(ctx, s.db.Client().MarketAccount.Query(), state, req)
}

// OfOrganisation lists an organisation's accounts, the oldest first. The caller has asked the viewer's rights.
func (s *Service) OfOrganisation(ctx context.Context, organisationID string, state MarketAccountState, req pagination.Request) (_ pagination.Slice[*MarketAccount], err error) {
	defer errs.Wrap(&err, "accounts.OfOrganisation(%s)", organisationID)
	return s.list(ctx, s.db.Client().MarketAccount.Query().Where(marketaccount.OrganisationID(organisationID)), state, req)
}

func (s *Service) list(ctx context.Context, q *ent.MarketAccountQuery, state MarketAccountState, req pagination.Request) (pagination.Slice[*MarketAccount], error) {
	v := viewer.From(ctx)
	ctx = viewer.System(ctx, "market-accounts")
	if state != "" {
		q.Where(marketaccount.StateEQ(marketaccount.State(state)))
	}
	order := store.Order[*ent.MarketAccount]{ID: func(row *ent.MarketAccount) string { return row.ID }}
	return store.ReadPage(ctx, q, order, req, store.Each(func(row *ent.MarketAccount) (*MarketAccount, error) { return s.show(ctx, row, sees(v, row)) }))
}

// mine is how many accounts of a person are listed: rejected and disabled ones with them.
const mine = 20

// Mine lists the viewer's own accounts, the newest first.
func (s *Service) Mine(ctx context.Context) (_ []*MarketAccount, err error) {
	defer errs.Wrap(&err, "accounts.Mine")
	v := viewer.From(ctx)
	if !v.SignedIn() {
		return nil, nil
	}
	ctx = viewer.System(ctx, "market-accounts-own")
	rows, err := s.db.Client().MarketAccount.Query().Where(marketaccount.AccountID(v.AccountID)).Order(ent.Desc(marketaccount.FieldID)).Limit(mine).All(ctx)
	if err != nil {
		return nil, err
	}
	return s.showAll(ctx, rows, true)
}

// Account finds an account, for the person, for members of its organisation and for operators; nil otherwise.
func (s *Service) Account(ctx context.Context, rowID string) (_ *MarketAccount, err error) {
	defer errs.Wrap(&err, "accounts.MarketAccount(%s)", rowID)
	v := viewer.From(ctx)
	ctx = viewer.System(ctx, "market-account-read")
	row, err := s.db.Client().MarketAccount.Get(ctx, rowID)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil || !sees(v, row) && v.MemberOf(row.OrganisationID) == nil {
		return nil, err
	}
	return s.show(ctx, row, sees(v, row))
}

// sees reports whether a viewer sees what an account's certificate said and what was decided.
func sees(v *viewer.Viewer, row *ent.MarketAccount) bool {
	return v.HasRole(viewer.Operator) || v.SignedIn() && v.AccountID == row.AccountID
}

// Worker is a person at an organisation.
type Worker struct{ AccountID, OrganisationID string }

// ActiveOf finds the active account of each person at its organisation, in their order: nil without one, and where the viewer is neither a
// member of the organisation nor an operator.
func (s *Service) ActiveOf(ctx context.Context, workers []Worker) (_ []*MarketAccount, err error) {
	defer errs.Wrap(&err, "accounts.ActiveOf")
	v := viewer.From(ctx)
	var seen []string
	for _, w := range workers {
		if v.HasRole(viewer.Operator) || v.MemberOf(w.OrganisationID) != nil {
			seen = append(seen, w.AccountID)
		}
	}
	found := make([]*MarketAccount, len(workers))
	if len(seen) == 0 {
		return found, nil
	}
	ctx = viewer.System(ctx, "market-accounts-of-members")
	rows, err := s.db.Client().MarketAccount.Query().Where(marketaccount.PlaceIn(seen...), marketaccount.StateEQ(marketaccount.StateACTIVE)).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		i := slices.Index(workers, Worker{row.AccountID, row.OrganisationID})
		if i < 0 || !slices.Contains(seen, row.AccountID) {
			continue
		}
		if found[i], err = s.show(ctx, row, sees(v, row)); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Used is how many accounts an organisation's tax number has over all its organisations; without a tax number those of the organisation.
// The caller has asked the viewer's rights.
func (s *Service) Used(ctx context.Context, organisationID string, taxNumber *string) (_ int, err error) {
	defer errs.Wrap(&err, "accounts.Used(%s)", organisationID)
	q := s.db.Client().MarketAccount.Query().Where(marketaccount.StateIn(liveStates...))
	if taxNumber == nil {
		q.Where(marketaccount.OrganisationID(organisationID))
	} else {
		q.Where(marketaccount.TaxIndex(s.taxIndex(*taxNumber)))
	}
	return q.Count(viewer.System(ctx, "market-accounts-used"))
}

// duplicates is how many accounts are shown that look like another one.
const duplicates = 10

// PossibleDuplicates are accounts that look like another one: of the same person, by account or by name, or with the same certificate; the
// newest first, for operators.
func (s *Service) PossibleDuplicates(ctx context.Context, a *MarketAccount) (_ []*MarketAccount, err error) {
	defer errs.Wrap(&err, "accounts.PossibleDuplicates(%s)", a.ID)
	if !viewer.From(ctx).HasRole(viewer.Operator) {
		return nil, nil
	}
	ctx = viewer.System(ctx, "market-duplicates")
	rows, err := s.db.Client().MarketAccount.Query().Where(marketaccount.IDNEQ(a.ID), marketaccount.Or(
		marketaccount.AccountID(a.AccountID), marketaccount.PersonIndex(a.personIndex), marketaccount.CertificateIndex(a.certificateIndex),
	)).Order(ent.Desc(marketaccount.FieldID)).Limit(duplicates).All(ctx)
	if err != nil {
		return nil, err
	}
	return s.showAll(ctx, rows, true)
}

func (s *Service) showAll(ctx context.Context, rows []*ent.MarketAccount, inside bool) ([]*MarketAccount, error) {
	list := make([]*MarketAccount, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = s.show(ctx, row, inside); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// show makes a read model, with what is for the person and operators only where inside says so.
func (s *Service) show(ctx context.Context, row *ent.MarketAccount, inside bool) (*MarketAccount, error) {
	content, err := s.open(ctx, row)
	if err != nil {
		return nil, err
	}
	a := &MarketAccount{
		ID: row.ID, Version: row.Version, AccountID: row.AccountID, OrganisationID: row.OrganisationID, State: MarketAccountState(row.State),
		PersonName: content.Form.GivenName + " " + content.Form.FamilyName, CertificateValidTo: row.CertificateValidTo,
		Shared: row.Shared, MaySign: row.MaySign, RequestedAt: row.RequestedAt, DecidedAt: row.DecidedAt,
		personIndex: row.PersonIndex, certificateIndex: row.CertificateIndex,
	}
	if inside {
		a.Form, a.Claims, a.DecisionNote, a.ReplacesID = &content.Form, &content.Claims, content.Note, row.Replaces
		if content.InvitedBy != "" {
			a.InvitedBy = &content.InvitedBy
		}
	}
	return a, nil
}

// HasAccount reports whether an account was ever asked for by somebody, which keeps the person's account from being purged.
func (s *Service) HasAccount(ctx context.Context, tx *store.Tx, accountID string) (bool, error) {
	return tx.MarketAccount.Query().Where(marketaccount.AccountID(accountID)).Exist(ctx)
}

// ActiveAt reports whether a person has an active account at an organisation: only who has one may be a buyer there.
func (s *Service) ActiveAt(ctx context.Context, tx *store.Tx, accountID, organisationID string) (bool, error) {
	return tx.MarketAccount.Query().Where(marketaccount.Place(accountID), marketaccount.StateEQ(marketaccount.StateACTIVE),
		marketaccount.OrganisationID(organisationID)).Exist(ctx)
}

// Left takes the account of somebody out of use who works for an organisation no more, with the certificate.
func (s *Service) Left(ctx context.Context, tx *store.Tx, accountID, organisationID string) error {
	rows, err := tx.MarketAccount.Query().Where(marketaccount.AccountID(accountID), marketaccount.OrganisationID(organisationID),
		marketaccount.StateIn(liveStates...)).Order(ent.Asc(marketaccount.FieldID)).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row, err = lock(ctx, tx, row.ID); err != nil {
			return err
		}
		if !MarketAccountState(row.State).CanBecome(Disabled) {
			continue
		}
		if err := end(ctx, tx, row, Disabled); err != nil {
			return err
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return s.ports.Certificates.Unbind(ctx, tx, accountID)
}
