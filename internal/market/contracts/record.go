package contracts

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"

	"schalter/ent"
	"schalter/ent/contract"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// ContractRecordInput is a link above the municipality's contract, as an operator knows it. Without ContractID it is a new one. State is DRAFT,
// EFFECTIVE or ON_HOLD.
type ContractRecordInput struct {
	ContractID         *string
	ExpectedVersion    *int
	Level              ContractLevel
	ParentID           *string
	OfferingID         string
	GrantorID          string
	GranteeID          string
	State              ContractState
	EffectiveFrom      *string
	EndsOn             *string
	NoticePeriodMonths *int
	IdempotencyKey     string
}

// partyKinds are the kinds of grantor and grantee by level. The grantee of REUSE is mostly the ministry for digital affairs, by exception
// another one.
var partyKinds = map[ContractLevel][2]string{
	Provision: {"STATE", "FEDERAL_BROKER"}, Reuse: {"FEDERAL_BROKER", "STATE_MINISTRY"}, SubReuse: {"STATE_MINISTRY", "INTERMEDIARY"},
}

// maxNotice is the longest notice period in months.
const maxNotice = 120

// Record writes a link of the chain above the municipality's contract, or changes one; for operators. What is below follows in the same
// transaction. Refusals: STALE; IDEMPOTENCY_CONFLICT; WRONG_STATE for one that is over, or what cannot follow; NOT_FOUND; REQUIRED; INVALID where
// parties, level or offering do not follow from the one above.
func (s *Service) Record(ctx context.Context, in ContractRecordInput) (_ *Contract, err error) {
	defer errs.Wrap(&err, "contracts.Record")
	v, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.validateRecord(&in); err != nil {
		return nil, err
	}
	var contractID string
	err = s.once(viewer.System(ctx, "contract-record"), func(ctx context.Context, tx *store.Tx) error {
		contractID, err = s.record(ctx, tx, v, in)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.Contract(ctx, contractID)
}

func (s *Service) validateRecord(in *ContractRecordInput) error {
	var ps errs.Problems
	checkKey(&ps, in.IdempotencyKey)
	kinds, known := partyKinds[in.Level]
	if !known {
		ps.AddText(errs.InvalidValue, "contract_level_by_order", nil, "level")
	}
	if s.ports.Offerings.Offering(in.OfferingID) == nil {
		ps.AddText(errs.Missing, "contract_offering_unknown", nil, "offeringId")
	}
	for i, party := range []struct{ id, field string }{{in.GrantorID, "grantorId"}, {in.GranteeID, "granteeId"}} {
		switch p := s.ports.Organisations.Party(party.id); {
		case p == nil:
			ps.AddText(errs.Missing, "organisation_unknown", nil, party.field)
		case known && p.Kind != kinds[i]:
			ps.AddText(errs.InvalidValue, "contract_party_kind", []any{p.Name}, party.field)
		}
	}
	if above := in.Level.above(); known && (in.ParentID != nil) != (above != "") {
		ps.AddText(errs.InvalidValue, "contract_parent_level", nil, "parentId")
	}
	in.validateDays(&ps)
	return ps.Err()
}

func (in *ContractRecordInput) validateDays(ps *errs.Problems) {
	if !slices.Contains([]ContractState{Draft, Effective, OnHold}, in.State) {
		ps.AddText(errs.InvalidValue, "contract_recorded_state", nil, "state")
	}
	switch {
	case in.EffectiveFrom != nil && !isDay(*in.EffectiveFrom):
		ps.Add(errs.InvalidValue, "effectiveFrom")
	case in.EffectiveFrom == nil && (in.State == Effective || in.State == OnHold):
		ps.Add(errs.Required, "effectiveFrom")
	}
	switch {
	case in.EndsOn == nil:
	case !isDay(*in.EndsOn):
		ps.Add(errs.InvalidValue, "endsOn")
	case *in.EndsOn < valueOrEmpty(in.EffectiveFrom):
		ps.AddText(errs.InvalidValue, "contract_ends_before", nil, "endsOn")
	}
	if n := in.NoticePeriodMonths; n != nil && (*n < 0 || *n > maxNotice) {
		ps.Add(errs.InvalidValue, "noticePeriodMonths")
	}
}

// asked is the digest of what is recorded, to tell the same call from another one with its key.
func (in ContractRecordInput) asked() (string, error) {
	in.IdempotencyKey = ""
	b, err := json.Marshal(in)
	return digestOf(b), err
}

func (s *Service) record(ctx context.Context, tx *store.Tx, v *viewer.Viewer, in ContractRecordInput) (string, error) {
	key := s.ports.Platform.MAC(vault.BlindIndex, "contract-record", v.AccountID, in.IdempotencyKey)
	asked, err := in.asked()
	if err != nil {
		return "", err
	}
	if earlier, err := s.recorded(ctx, tx, key, asked); earlier != "" || err != nil {
		return earlier, err
	}
	if in.ContractID == nil {
		return s.recordNew(ctx, tx, v, in, key, asked)
	}
	return *in.ContractID, s.recordAgain(ctx, tx, v, in, key, asked)
}

// recorded is what the same call recorded before; empty for none.
func (s *Service) recorded(ctx context.Context, tx *store.Tx, key []byte, asked string) (string, error) {
	row, err := tx.Contract.Query().Where(contract.RecordKey(key)).Only(ctx)
	if ent.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	content, _, err := s.open(ctx, row)
	if err == nil && content.Asked != asked {
		err = errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
	}
	return row.ID, err
}

// checkParent holds the contract above and says whether this one follows from it.
func checkParent(ctx context.Context, tx *store.Tx, in ContractRecordInput) error {
	if in.ParentID == nil {
		return nil
	}
	chain, err := holdAbove(ctx, tx, *in.ParentID)
	if errs.CodeOf(err) == errs.NotFound {
		return errs.RefuseText(errs.Missing, "contract_parent_unknown", nil, "parentId")
	}
	if err != nil {
		return err
	}
	parent := chain[len(chain)-1]
	var ps errs.Problems
	if ContractLevel(parent.Level) != in.Level.above() {
		ps.AddText(errs.InvalidValue, "contract_parent_level", nil, "parentId")
	}
	if parent.OfferingID != in.OfferingID {
		ps.AddText(errs.InvalidValue, "contract_parent_offering", nil, "offeringId")
	}
	if parent.GranteeID != in.GrantorID {
		ps.AddText(errs.InvalidValue, "contract_parent_grantee", nil, "grantorId")
	}
	if ContractState(parent.State).Over() {
		ps.AddText(errs.WrongState, "contract_parent_over", nil, "parentId")
	}
	return ps.Err()
}

func (s *Service) recordNew(ctx context.Context, tx *store.Tx, v *viewer.Viewer, in ContractRecordInput, recordKey []byte, asked string) (string, error) {
	if err := checkParent(ctx, tx, in); err != nil {
		return "", err
	}
	contractID := id.New(id.Contract, tx.Now)
	key, wrapped, err := s.ports.Vault.NewKey(ctx, contractAAD(contractID))
	if err != nil {
		return "", err
	}
	sealed, err := key.SealJSON(contentAAD(contractID), sealedContract{Asked: asked})
	if err != nil {
		return "", err
	}
	err = tx.Contract.Create().SetID(contractID).SetReference(checkcode.NewContractReference(rand.Reader)).SetLevel(contract.Level(in.Level)).
		SetNillableParentID(in.ParentID).SetOfferingID(in.OfferingID).SetGrantorID(in.GrantorID).SetGranteeID(in.GranteeID).
		SetNillableEffectiveFrom(in.EffectiveFrom).SetNillableOwnEndsOn(in.EndsOn).SetNillableNoticePeriodMonths(in.NoticePeriodMonths).
		SetReady(in.State != Draft).SetHeld(in.State == OnHold).SetRecordKey(recordKey).
		SetSealed(sealed).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob).SetCreatedAt(tx.Now).Exec(ctx)
	if err != nil {
		return "", err
	}
	return contractID, s.afterRecord(ctx, tx, v, contractID, in)
}

func (s *Service) recordAgain(ctx context.Context, tx *store.Tx, v *viewer.Viewer, in ContractRecordInput, recordKey []byte, asked string) error {
	chain, err := hold(ctx, tx, *in.ContractID)
	if err != nil {
		return err
	}
	row := chain[len(chain)-1]
	switch {
	case in.ExpectedVersion == nil || row.Version != *in.ExpectedVersion:
		return errs.Refuse(errs.Stale)
	case ContractState(row.State).Over():
		return errs.RefuseText(errs.WrongState, "contract_over", nil)
	case string(row.Level) != string(in.Level):
		return errs.RefuseText(errs.InvalidValue, "contract_fixed", nil, "level")
	}
	if err := s.checkFixed(ctx, tx, row, in); err != nil {
		return err
	}
	content, key, err := s.open(ctx, row)
	if err != nil {
		return err
	}
	content.Asked = asked
	sealed, err := key.SealJSON(contentAAD(row.ID), content)
	if err != nil {
		return err
	}
	update := tx.Contract.UpdateOne(row).SetOfferingID(in.OfferingID).SetGrantorID(in.GrantorID).SetGranteeID(in.GranteeID).SetReady(in.State != Draft).
		SetHeld(in.State == OnHold).SetRecordKey(recordKey).SetSealed(sealed).AddVersion(1).SetNillableParentID(in.ParentID)
	setOrClear(in.EffectiveFrom, update.SetEffectiveFrom, update.ClearEffectiveFrom)
	setOrClear(in.NoticePeriodMonths, update.SetNoticePeriodMonths, update.ClearNoticePeriodMonths)
	if valueOrEmpty(in.EndsOn) != valueOrEmpty(row.EndsOn) {
		// Another end than the one that stands, which may be that of what is above or one that was terminated for, is one that was agreed.
		setOrClear(in.EndsOn, update.SetOwnEndsOn, update.ClearOwnEndsOn)
		update.SetOwnTerminated(false)
	}
	if err := update.Exec(ctx); err != nil {
		return err
	}
	return s.afterRecord(ctx, tx, v, row.ID, in)
}

// setOrClear writes a value, or that there is none.
func setOrClear[T, U any](value *T, set func(T) U, clear func() U) {
	if value == nil {
		clear()
		return
	}
	set(*value)
}

// checkFixed says whether what is changed may still be: between whom a contract is, and since when, stays once it holds or others stand below.
func (s *Service) checkFixed(ctx context.Context, tx *store.Tx, row *ent.Contract, in ContractRecordInput) error {
	began := ContractState(row.State) != Draft
	if began && in.State == Draft {
		return errs.RefuseText(errs.WrongState, "contract_no_draft_again", nil, "state")
	}
	same := valueOrEmpty(row.ParentID) == valueOrEmpty(in.ParentID) && row.OfferingID == in.OfferingID && row.GrantorID == in.GrantorID && row.GranteeID == in.GranteeID
	if began && valueOrEmpty(row.EffectiveFrom) != valueOrEmpty(in.EffectiveFrom) {
		return errs.RefuseText(errs.InvalidValue, "contract_fixed", nil, "effectiveFrom")
	}
	if same {
		return nil
	}
	children, err := tx.Contract.Query().Where(contract.ParentID(row.ID)).Exist(ctx)
	if err != nil {
		return err
	}
	if began || children {
		return errs.RefuseText(errs.InvalidValue, "contract_fixed", nil, "granteeId")
	}
	return checkParent(ctx, tx, in)
}

func (s *Service) afterRecord(ctx context.Context, tx *store.Tx, v *viewer.Viewer, contractID string, in ContractRecordInput) error {
	chain, err := hold(ctx, tx, contractID)
	if err != nil {
		return err
	}
	if err := s.settle(ctx, tx, chain); err != nil {
		return err
	}
	detail := string(in.Level) + " " + string(in.State) + " " + valueOrEmpty(in.EffectiveFrom) + " " + valueOrEmpty(in.EndsOn)
	return s.ports.Audit.Record(ctx, tx, v, "contract.record", contractID, in.GranteeID, detail)
}
