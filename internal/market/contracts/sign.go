package contracts

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/contract"
	"schalter/ent/contractsignature"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/market/accounts"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// maxAge is how old the sign-in by certificate may be with which somebody signs.
const maxAge = 10 * time.Minute

// ContractSignInput is a signature to be given.
type ContractSignInput struct {
	ContractID     string
	DocumentDigest string
	// ActingPerson is who uses a shared account.
	ActingPerson   *string
	IdempotencyKey string
}

// Bounds of what is written with a signature or a termination.
const (
	maxActing = 200
	maxKey    = 128
	maxReason = 2000
)

// Sign signs a contract: in OFFERED for the grantee, in SIGNED for the grantor, for whom that signature makes it effective. All that is asked
// is asked inside the transaction that signs: who may sign today, the certificate that is the account's now, what stands above. The same again
// answers the same.
//
// Refusals: DIGEST_MISMATCH for another document; NOT_AUTHORISED_TO_SIGN; CERTIFICATE_SIGN_IN_REQUIRED; WRONG_STATE for a contract that waits for
// no signature, and while one above is not effective; REQUIRED without the acting person of a shared account; IDEMPOTENCY_CONFLICT.
func (s *Service) Sign(ctx context.Context, in ContractSignInput) (_ *Contract, err error) {
	defer errs.Wrap(&err, "contracts.Sign(%s)", in.ContractID)
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
	err = s.once(viewer.System(ctx, "contract-sign"), func(ctx context.Context, tx *store.Tx) error {
		chain, err := hold(ctx, tx, in.ContractID)
		if err != nil {
			return err
		}
		key := s.ports.Platform.MAC(vault.BlindIndex, "contract-sign", v.AccountID, in.IdempotencyKey)
		if done, err := s.signedBefore(ctx, tx, chain[len(chain)-1], key, in); done || err != nil {
			return err
		}
		return s.sign(ctx, tx, v, chain, key, in)
	})
	if err != nil {
		return nil, err
	}
	return s.Contract(ctx, in.ContractID)
}

// once is a transaction that is tried again when an index refused it: the same call was made at the same time, and is found then.
func (s *Service) once(ctx context.Context, fn func(context.Context, *store.Tx) error) error {
	err := s.db.Tx(ctx, fn)
	if ent.IsConstraintError(err) {
		err = s.db.Tx(ctx, fn)
	}
	return err
}

func (in *ContractSignInput) validate() error {
	var ps errs.Problems
	in.ActingPerson = checkActing(&ps, in.ActingPerson)
	checkKey(&ps, in.IdempotencyKey)
	return ps.Err()
}

func checkKey(ps *errs.Problems, key string) {
	switch {
	case key == "":
		ps.Add(errs.Required, "idempotencyKey")
	case len(key) > maxKey:
		ps.Add(errs.TooLong, "idempotencyKey")
	}
}

// signedBefore reports whether the same call has signed already.
func (s *Service) signedBefore(ctx context.Context, tx *store.Tx, row *ent.Contract, key []byte, in ContractSignInput) (bool, error) {
	earlier, err := tx.ContractSignature.Query().Where(contractsignature.SignKey(key)).Only(ctx)
	if ent.IsNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if earlier.ContractID != row.ID {
		return false, errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
	}
	contractKey, err := s.keyOf(ctx, row)
	if err != nil {
		return false, err
	}
	var content sealedSignature
	if err := contractKey.OpenJSON(signatureAAD(earlier.ID), earlier.Sealed, &content); err != nil {
		return false, err
	}
	if content.Digest != in.DocumentDigest {
		return false, errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
	}
	return true, nil
}

func (s *Service) sign(ctx context.Context, tx *store.Tx, v *viewer.Viewer, chain []*ent.Contract, signKey []byte, in ContractSignInput) error {
	row := chain[len(chain)-1]
	given, err := tx.ContractSignature.Query().Where(contractsignature.ContractID(row.ID)).All(ctx)
	if err != nil {
		return err
	}
	party, signer, err := s.signerOf(ctx, tx, v, row, len(given))
	if err != nil {
		return err
	}
	certificate, err := s.ports.Certificates.Fresh(ctx, tx, v, maxAge)
	if err != nil {
		return err
	}
	content, key, err := s.open(ctx, row)
	if err != nil {
		return err
	}
	switch {
	case content.Digest != in.DocumentDigest:
		return errs.RefuseText(errs.DigestMismatch, "contract_other_document", nil, "documentDigest")
	case signer.Shared && in.ActingPerson == nil:
		return errs.RefuseText(errs.Required, "contract_acting_person", nil, "actingPerson")
	}
	for i, one := range standing(chain[:len(chain)-1], clock.Day(tx.Now)) {
		if one.state != Effective {
			return errs.RefuseText(errs.WrongState, "contract_above_not_effective", []any{levelWords[ContractLevel(chain[i].Level)]})
		}
	}
	name, err := s.ports.Certificates.Name(ctx, tx, v.AccountID)
	if err != nil {
		return err
	}
	signature := sealedSignature{SignerName: name, Fingerprint: certificate.Fingerprint, SignedInAt: certificate.At, Digest: content.Digest}
	if signer.Shared {
		signature.ActingPerson = *in.ActingPerson
	}
	if err := s.addSignature(ctx, tx, key, row, party, signer, v, signKey, signature); err != nil {
		return err
	}
	if row, err = s.setSigned(ctx, tx, row, party); err != nil {
		return err
	}
	chain[len(chain)-1] = row
	if err := s.storeSigned(ctx, tx, key, row, content); err != nil {
		return err
	}
	detail := string(party) + " " + content.Digest[:16] + " " + certificate.Fingerprint[:min(16, len(certificate.Fingerprint))]
	if err := s.ports.Audit.Record(ctx, tx, v, "contract.sign", row.ID, partyOf(row, party), detail); err != nil {
		return err
	}
	return s.afterSignature(ctx, tx, chain, party)
}

func partyOf(row *ent.Contract, party ContractParty) string {
	if party == Grantor {
		return row.GrantorID
	}
	return row.GranteeID
}

// signerOf says for whom the viewer signs a contract that has so many signatures, and by what.
func (s *Service) signerOf(ctx context.Context, tx *store.Tx, v *viewer.Viewer, row *ent.Contract, given int) (ContractParty, *accounts.Signer, error) {
	today := clock.Day(tx.Now)
	switch {
	case row.State == contract.StateOFFERED:
		signer, err := s.ports.Signing.MaySign(ctx, tx, v, row.GranteeID, today)
		return Grantee, signer, err
	case row.State == contract.StateSIGNED && given == 1:
		signer, err := s.ports.Signing.MaySign(ctx, tx, v, row.GrantorID, today)
		if errs.AsRefusal(err) != nil {
			// Two of the grantee at once: the second is told that it is done.
			if _, also := s.ports.Signing.MaySign(ctx, tx, v, row.GranteeID, today); also == nil {
				err = errs.RefuseText(errs.WrongState, "contract_signed_already", nil)
			}
		}
		return Grantor, signer, err
	}
	return "", nil, errs.RefuseText(errs.WrongState, "contract_not_to_sign", nil)
}

func (s *Service) addSignature(
	ctx context.Context, tx *store.Tx, key vault.Key, row *ent.Contract, party ContractParty, signer *accounts.Signer, v *viewer.Viewer, signKey []byte, content sealedSignature,
) error {
	signatureID := id.New(id.ContractSignature, tx.Now)
	sealed, err := key.SealJSON(signatureAAD(signatureID), content)
	if err != nil {
		return err
	}
	return tx.ContractSignature.Create().SetID(signatureID).SetContractID(row.ID).SetParty(contractsignature.Party(party)).SetOrganisationID(signer.OrganisationID).
		SetAccountID(v.AccountID).SetSignKey(signKey).SetSealed(sealed).SetAt(tx.Now).Exec(ctx)
}

// setSigned moves the contract on: the grantee's signature makes it SIGNED, the grantor's ready to hold.
func (s *Service) setSigned(ctx context.Context, tx *store.Tx, row *ent.Contract, party ContractParty) (*ent.Contract, error) {
	update := tx.Contract.UpdateOne(row).AddVersion(1)
	if party == Grantee {
		update.SetState(contract.StateSIGNED).SetToldState(string(Signed))
	} else {
		update.SetReady(true)
	}
	return update.Save(ctx)
}

// afterSignature brings the contract to where it stands now, and tells those whom it concerns at once.
func (s *Service) afterSignature(ctx context.Context, tx *store.Tx, chain []*ent.Contract, party ContractParty) error {
	if err := s.settle(ctx, tx, chain); err != nil {
		return err
	}
	row, err := tx.Contract.Get(ctx, chain[len(chain)-1].ID)
	if err != nil {
		return err
	}
	c, err := s.showOne(ctx, tx.Client, row)
	if err != nil {
		return err
	}
	if err := s.ports.Effects.Signed(ctx, tx, c, party); err != nil {
		return err
	}
	chain[len(chain)-1] = row
	return s.announce(ctx, tx, chain)
}
