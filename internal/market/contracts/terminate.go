package contracts

import (
	"context"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/contract"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/market/accounts"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// ContractTermination is what would end with a contract (type ContractTermination of the API).
type ContractTermination struct {
	AffectedCount int
	// Digest names this answer: contract, day, and all that ends with it.
	Digest string
	ids    []string
}

// ContractTerminateInput ends a contract on a day.
type ContractTerminateInput struct {
	ContractID        string
	ExpectedVersion   int
	EndsOn            string
	TerminationDigest string
	Reason            string
	// ActingPerson is who uses a shared account.
	ActingPerson *string
}

// Termination says what would end with a contract if a day were its last. INVALID for what is no day, WRONG_STATE for a contract that is over.
func (s *Service) Termination(ctx context.Context, c *Contract, endsOn string) (_ *ContractTermination, err error) {
	defer errs.Wrap(&err, "contracts.Termination(%s)", c.ID)
	row, err := s.visible(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	if !isDay(endsOn) || ContractState(row.State).Over() {
		return nil, errs.New(errs.Invalid, "this contract cannot end on that day")
	}
	return preview(viewer.System(ctx, "contract-termination"), s.db.Client(), row, endsOn, clock.Day(s.db.Clock().Now()), false)
}

// preview computes what ends with a contract on a day, by the same rule by which it will.
func preview(ctx context.Context, client *ent.Client, row *ent.Contract, endsOn, today string, lock bool) (*ContractTermination, error) {
	root := linkOf(row)
	root.endsOn, root.endTerminated = endsOn, true
	t := &ContractTermination{}
	for met := map[string]link{root.id: root}; len(met) > 0; {
		children, err := below(ctx, client, keysOf(met), lock)
		if err != nil {
			return nil, err
		}
		next := map[string]link{}
		for _, child := range children {
			over := met[child.parentID]
			l := child.on(&over, today)
			next[child.id] = l
			if l.endsOn == endsOn {
				t.ids = append(t.ids, l.id)
			}
		}
		met = next
	}
	slices.Sort(t.ids)
	t.AffectedCount = len(t.ids)
	t.Digest = digestOf([]byte(row.ID + "|" + endsOn + "|" + strings.Join(t.ids, "|")))
	return t, nil
}

// Affected lists the contracts that would end with one, those that the viewer may see, the newest first.
func (s *Service) Affected(ctx context.Context, t *ContractTermination, req pagination.Request) (_ pagination.Slice[*Contract], err error) {
	defer errs.Wrap(&err, "contracts.Affected")
	may, err := accessOf(ctx)
	if err != nil {
		return pagination.Slice[*Contract]{}, err
	}
	return s.page(ctx, req, s.db.Client().Contract.Query().Where(contract.IDIn(t.ids...), may.filter()))
}

// terminable reports whether a contract can be terminated at all: it holds, or both have signed it, and a notice period was agreed.
func terminable(state ContractState, complete bool, noticeMonths *int) bool {
	return noticeMonths != nil && complete && slices.Contains([]ContractState{Signed, Effective, OnHold}, state)
}

// endsByOwnTermination reports whether a contract's last day is that for which it was terminated itself.
func endsByOwnTermination(row *ent.Contract) bool {
	return row.OwnTerminated && valueOrEmpty(row.OwnEndsOn) == valueOrEmpty(row.EndsOn)
}

// Terminate ends a contract on the last day of a month, with its notice period: by who may sign for one of its sides, or by an operator for a
// link above that was recorded. What is below ends the same day, as shown before. Refusals: STALE; DIGEST_MISMATCH where other contracts would
// end than were shown; NOT_AUTHORISED_TO_SIGN; WRONG_STATE; INVALID for a day that is too early or is not before its end; REQUIRED without a
// reason, or without the acting person of a shared account.
func (s *Service) Terminate(ctx context.Context, in ContractTerminateInput) (_ *Contract, err error) {
	defer errs.Wrap(&err, "contracts.Terminate(%s)", in.ContractID)
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.validate(); err != nil {
		return nil, err
	}
	if _, err := s.visible(ctx, in.ContractID); err != nil {
		return nil, err
	}
	err = s.db.Tx(viewer.System(ctx, "contract-terminate"), func(ctx context.Context, tx *store.Tx) error {
		chain, err := hold(ctx, tx, in.ContractID)
		if err != nil {
			return err
		}
		return s.terminate(ctx, tx, v, chain, in)
	})
	if err != nil {
		return nil, err
	}
	return s.Contract(ctx, in.ContractID)
}

func (in *ContractTerminateInput) validate() error {
	var ps errs.Problems
	in.Reason = checkReason(&ps, in.Reason)
	in.ActingPerson = checkActing(&ps, in.ActingPerson)
	if !isDay(in.EndsOn) {
		ps.Add(errs.InvalidValue, "endsOn")
	}
	return ps.Err()
}

func (s *Service) terminate(ctx context.Context, tx *store.Tx, v *viewer.Viewer, chain []*ent.Contract, in ContractTerminateInput) error {
	row, today := chain[len(chain)-1], clock.Day(tx.Now)
	side, signer, err := s.terminatingSide(ctx, tx, v, row)
	if err != nil {
		return err
	}
	switch {
	case row.Version != in.ExpectedVersion:
		return errs.Refuse(errs.Stale)
	case !terminable(ContractState(row.State), row.Ready, row.NoticePeriodMonths):
		return errs.RefuseText(errs.WrongState, "contract_not_terminable", nil)
	case in.EndsOn < earliestEnd(today, *row.NoticePeriodMonths):
		return errs.RefuseText(errs.InvalidValue, "contract_end_early", []any{*row.NoticePeriodMonths}, "endsOn")
	case !isEndOfMonth(in.EndsOn):
		return errs.RefuseText(errs.InvalidValue, "contract_end_of_month", nil, "endsOn")
	case row.EndsOn != nil && *row.EndsOn <= in.EndsOn:
		return errs.RefuseText(errs.InvalidValue, "contract_ends_already", nil, "endsOn")
	}
	shown, err := preview(ctx, tx.Client, row, in.EndsOn, today, tx.Postgres())
	if err != nil {
		return err
	}
	if shown.Digest != in.TerminationDigest {
		return errs.RefuseText(errs.DigestMismatch, "contract_other_termination", nil, "terminationDigest")
	}
	content, key, err := s.open(ctx, row)
	if err != nil {
		return err
	}
	if content.Termination, err = s.notice(ctx, tx, v, signer, in.Reason, in.ActingPerson); err != nil {
		return err
	}
	sealed, err := key.SealJSON(contentAAD(row.ID), content)
	if err != nil {
		return err
	}
	row, err = tx.Contract.UpdateOne(row).SetOwnEndsOn(in.EndsOn).SetOwnTerminated(true).SetSealed(sealed).Save(ctx)
	if err != nil {
		return err
	}
	chain[len(chain)-1] = row
	if err := s.settle(ctx, tx, chain); err != nil {
		return err
	}
	return s.ports.Audit.Record(ctx, tx, v, "contract.terminate", row.ID, side, in.EndsOn+" "+shown.Digest[:16])
}

// terminatingSide is the party for which the viewer ends a contract, and by what they may; for a link that was recorded, an operator writes what
// its grantee said.
func (s *Service) terminatingSide(ctx context.Context, tx *store.Tx, v *viewer.Viewer, row *ent.Contract) (string, *accounts.Signer, error) {
	if row.OrderID == nil && v.HasRole(viewer.Operator) {
		return row.GranteeID, nil, nil
	}
	var refused error
	for _, party := range []string{row.GranteeID, row.GrantorID} {
		signer, err := s.ports.Signing.MaySign(ctx, tx, v, party, clock.Day(tx.Now))
		if err == nil {
			return party, signer, nil
		}
		if errs.AsRefusal(err) == nil {
			return "", nil, err
		}
		refused = err
	}
	return "", nil, refused
}

// signable are the organisations that the viewer may sign for today; nobody who signs for none is asked anything. What is shown by it is asked
// once more by what signs and terminates.
func (s *Service) signable(ctx context.Context) (found map[string]bool, err error) {
	v := viewer.From(ctx)
	if !slices.ContainsFunc(v.Memberships, func(m viewer.Membership) bool { return m.Signatory }) {
		return nil, nil
	}
	err = s.db.Read(viewer.System(ctx, "contract-rights"), func(ctx context.Context, tx *store.Tx) error {
		found, err = s.ports.Signing.Signable(ctx, tx, v, clock.Day(tx.Now))
		return err
	})
	return found, err
}

// SignableAs is, for each contract, as what the viewer could sign it today after a fresh sign-in; nil where it could not.
func (s *Service) SignableAs(ctx context.Context, list []*Contract) (_ []*ContractParty, err error) {
	defer errs.Wrap(&err, "contracts.SignableAs")
	may, err := s.signable(ctx)
	parties, today := make([]*ContractParty, len(list)), clock.Day(s.db.Clock().Now())
	for i, c := range list {
		party, organisationID := Grantee, c.GranteeID
		if c.State == Signed && len(c.Signatures) == 1 {
			party, organisationID = Grantor, c.GrantorID
		} else if c.State != Offered {
			continue
		}
		if c.EndsOn != nil && *c.EndsOn < today {
			continue
		}
		if may[organisationID] && !slices.ContainsFunc(c.Chain, func(l *ChainLink) bool { return l.State != Effective }) {
			parties[i] = &party
		}
	}
	return parties, err
}

// TerminableFrom is, for each contract, the earliest day on which the viewer could end it; nil where it could not.
func (s *Service) TerminableFrom(ctx context.Context, list []*Contract) (_ []*string, err error) {
	defer errs.Wrap(&err, "contracts.TerminableFrom")
	may, err := s.signable(ctx)
	days := make([]*string, len(list))
	today, operator := clock.Day(s.db.Clock().Now()), viewer.From(ctx).HasRole(viewer.Operator)
	for i, c := range list {
		mayEnd := may[c.GranteeID] || may[c.GrantorID] || operator && c.OrderID == nil
		if !mayEnd || !terminable(c.State, c.complete, c.NoticePeriodMonths) {
			continue
		}
		if day := earliestEnd(today, *c.NoticePeriodMonths); c.EndsOn == nil || day < *c.EndsOn {
			days[i] = &day
		}
	}
	return days, err
}
