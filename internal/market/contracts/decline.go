package contracts

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/contract"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/market/accounts"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// ContractNotice is why a contract was declined or terminated, and by whom (type ContractNotice of the API).
type ContractNotice struct {
	Reason string `json:"reason"`
	// By is the account's name, ActingPerson who used a shared one.
	By           string    `json:"by"`
	ActingPerson *string   `json:"actingPerson,omitempty"`
	At           time.Time `json:"at"`
}

// ContractDeclineInput declines a contract that was offered.
type ContractDeclineInput struct {
	ContractID      string
	ExpectedVersion int
	Reason          string
	// ActingPerson is who uses a shared account.
	ActingPerson *string
}

// Decline refuses a contract that is offered, for its grantee, by who may sign for it today. It is over with that; those whom it concerns are told
// in the same transaction, and its order can be changed and released again. Refusals: STALE; NOT_AUTHORISED_TO_SIGN; WRONG_STATE for what
// is not offered any more; REQUIRED without a reason, or without the acting person of a shared account.
func (s *Service) Decline(ctx context.Context, in ContractDeclineInput) (_ *Contract, err error) {
	defer errs.Wrap(&err, "contracts.Decline(%s)", in.ContractID)
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
	err = s.db.Tx(viewer.System(ctx, "contract-decline"), func(ctx context.Context, tx *store.Tx) error {
		chain, err := hold(ctx, tx, in.ContractID)
		if err != nil {
			return err
		}
		return s.decline(ctx, tx, v, chain[len(chain)-1], in)
	})
	if err != nil {
		return nil, err
	}
	return s.Contract(ctx, in.ContractID)
}

func (in *ContractDeclineInput) validate() error {
	var ps errs.Problems
	in.Reason = checkReason(&ps, in.Reason)
	in.ActingPerson = checkActing(&ps, in.ActingPerson)
	return ps.Err()
}

func (s *Service) decline(ctx context.Context, tx *store.Tx, v *viewer.Viewer, row *ent.Contract, in ContractDeclineInput) error {
	signer, err := s.ports.Signing.MaySign(ctx, tx, v, row.GranteeID, clock.Day(tx.Now))
	if err != nil {
		return err
	}
	switch {
	case row.Version != in.ExpectedVersion:
		return errs.Refuse(errs.Stale)
	case !ContractState(row.State).CanBecome(Declined):
		return errs.RefuseText(errs.WrongState, "contract_not_to_decline", nil)
	}
	content, key, err := s.open(ctx, row)
	if err != nil {
		return err
	}
	if content.Refusal, err = s.notice(ctx, tx, v, signer, in.Reason, in.ActingPerson); err != nil {
		return err
	}
	sealed, err := key.SealJSON(contentAAD(row.ID), content)
	if err != nil {
		return err
	}
	row, err = tx.Contract.UpdateOne(row).SetState(contract.StateDECLINED).SetToldState(string(Declined)).SetUntold(false).SetSealed(sealed).AddVersion(1).Save(ctx)
	if err != nil {
		return err
	}
	c, err := s.showOne(ctx, tx.Client, row)
	if err != nil {
		return err
	}
	if err := s.ports.Effects.Declined(ctx, tx, c); err != nil {
		return err
	}
	return s.ports.Audit.Record(ctx, tx, v, "contract.decline", row.ID, row.GranteeID, "")
}

// notice is what somebody says who declines or terminates a contract; signer is nil for an operator. REQUIRED without the acting person of a
// shared account.
func (s *Service) notice(ctx context.Context, tx *store.Tx, v *viewer.Viewer, signer *accounts.Signer, reason string, acting *string) (*ContractNotice, error) {
	name, err := s.ports.Certificates.Name(ctx, tx, v.AccountID)
	if err != nil {
		return nil, err
	}
	n := &ContractNotice{Reason: reason, By: name, At: tx.Now}
	if signer != nil && signer.Shared {
		if acting == nil {
			return nil, errs.RefuseText(errs.Required, "contract_acting_person", nil, "actingPerson")
		}
		n.ActingPerson = acting
	}
	return n, nil
}

// Declinable says, for each contract, whether the viewer could decline it today.
func (s *Service) Declinable(ctx context.Context, list []*Contract) (_ []bool, err error) {
	defer errs.Wrap(&err, "contracts.Declinable")
	may, err := s.signable(ctx)
	found := make([]bool, len(list))
	for i, c := range list {
		found[i] = may[c.GranteeID] && c.State.CanBecome(Declined)
	}
	return found, err
}

// checkReason is a reason as it is stored.
func checkReason(ps *errs.Problems, reason string) string {
	if latin.Blank(reason) {
		ps.AddText(errs.Required, "contract_reason", nil, "reason")
		return reason
	}
	checked, err := latin.Text(reason, maxReason)
	if err != nil {
		latin.AddProblem(ps, err, "reason")
	}
	return checked
}

// checkActing is the name of who uses a shared account, as it is stored; nil for none.
func checkActing(ps *errs.Problems, acting *string) *string {
	if acting == nil || latin.Blank(*acting) {
		return nil
	}
	checked, err := latin.Address(*acting, maxActing)
	if err != nil {
		latin.AddProblem(ps, err, "actingPerson")
	}
	return &checked
}
