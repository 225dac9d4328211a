package contracts

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"

	"entgo.io/ent/dialect/sql"

	"schalter/ent"
	"schalter/ent/contract"
	"schalter/internal/checkcode"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/market/contracts/paper"
	"schalter/internal/store"
)

// noticeMonths is the notice period of the contracts that are made here.
const noticeMonths = 3

// Offer makes the contract of an order, with its document, and offers it to the grantee: SUB_SUB_REUSE, OFFERED. An order has one contract
// that was not declined: asked again, it answers that one and changes nothing. The caller has the right to the order, and the context must be the platform's own.
// WRONG_STATE where no chain is recorded that it could stand below, or no template is valid.
func (s *Service) Offer(ctx context.Context, tx *store.Tx, in NewOffer) (contractID string, err error) {
	defer errs.Wrap(&err, "contracts.Offer(%s)", in.OrderID)
	if earlier, err := tx.Contract.Query().Where(contract.OrderID(in.OrderID), contract.StateNEQ(contract.StateDECLINED)).OnlyID(ctx); err == nil || !ent.IsNotFound(err) {
		return earlier, err
	}
	parent, err := s.parentFor(ctx, tx, in.OfferingID)
	if err != nil {
		return "", err
	}
	chain, err := holdAbove(ctx, tx, parent.ID)
	if err != nil {
		return "", err
	}
	parent = chain[len(chain)-1]
	above := standing(chain, clock.Day(tx.Now))
	if above[len(above)-1].state.Over() {
		return "", errNoChain()
	}
	t, err := s.templateOn(ctx, tx.Client, SubSubReuse, clock.Day(tx.Now))
	if err != nil {
		return "", err
	}
	d, err := s.draftOf(ctx, tx, in, parent, chain)
	if err != nil {
		return "", err
	}
	pdf, err := s.print(t, d)
	if err != nil {
		return "", err
	}
	return s.store(ctx, tx, in, d, parent, t.Version, pdf)
}

func errNoChain() error { return errs.RefuseText(errs.WrongState, "contract_no_chain", nil) }

// parentFor is the contract that new ones of an offering stand below: one that is effective before others, then the newest.
func (s *Service) parentFor(ctx context.Context, tx *store.Tx, offeringID string) (*ent.Contract, error) {
	rows, err := tx.Contract.Query().Where(contract.OfferingID(offeringID), contract.LevelEQ(contract.LevelSUB_REUSE), live,
		contract.Or(contract.EndsOnIsNil(), contract.EndsOnGTE(clock.Day(tx.Now)))).
		Order(contract.ByID(sql.OrderDesc())).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if row.State == contract.StateEFFECTIVE {
			return row, nil
		}
	}
	if len(rows) == 0 {
		return nil, errNoChain()
	}
	return rows[0], nil
}

func (s *Service) draftOf(ctx context.Context, tx *store.Tx, in NewOffer, parent *ent.Contract, chain []*ent.Contract) (d draft, err error) {
	d = draft{
		reference: checkcode.NewContractReference(rand.Reader), grantor: s.ports.Organisations.Party(parent.GranteeID), grantee: s.ports.Organisations.Party(in.GranteeID),
		order: offered{Reference: in.OrderReference, VersionID: in.OfferingVersionID, Facts: in.Facts}, effectiveFrom: max(clock.Day(tx.Now), valueOrEmpty(parent.EffectiveFrom)),
		noticeMonths: noticeMonths, made: tx.Now,
	}
	if d.grantor == nil || d.grantee == nil {
		return d, errs.New(errs.NotFound, "no such organisation")
	}
	if in.SignerID != "" && in.SignerID != in.GranteeID {
		if d.union = s.ports.Organisations.Party(in.SignerID); d.union == nil {
			return d, errs.New(errs.NotFound, "no such organisation")
		}
	}
	var links []*ChainLink
	for _, row := range chain {
		links = append(links, linkShown(row))
	}
	d.chain = s.chainLines(links)
	d.version, err = s.ports.Offerings.Version(ctx, in.OfferingVersionID)
	if err == nil && d.version.OfferingID != in.OfferingID {
		err = errs.New(errs.NotFound, "no such version of the offering")
	}
	return d, err
}

// print makes the document from a template.
func (s *Service) print(t *ContractTemplate, d draft) ([]byte, error) {
	texts, err := t.texts()
	if err != nil {
		return nil, err
	}
	name := "Vertrag " + d.reference + " · " + d.version.TextIn("DE").Name + " · " + d.grantee.Name
	return paper.Print(paper.Sheets{Texts: texts, Facts: s.facts(d), Name: name, Creator: s.ports.Creator, Created: d.made})
}

func (s *Service) store(ctx context.Context, tx *store.Tx, in NewOffer, d draft, parent *ent.Contract, template int, pdf []byte) (string, error) {
	granteeID, err := s.ports.Organisations.Ensure(ctx, tx, in.GranteeID)
	if err != nil {
		return "", err
	}
	signerID := granteeID
	if d.union != nil {
		if signerID, err = s.ports.Organisations.Ensure(ctx, tx, in.SignerID); err != nil {
			return "", err
		}
	}
	contractID := id.New(id.Contract, tx.Now)
	key, wrapped, err := s.ports.Vault.NewKey(ctx, contractAAD(contractID))
	if err != nil {
		return "", err
	}
	sealed, err := key.SealJSON(contentAAD(contractID), sealedContract{Digest: digestOf(pdf), Size: len(pdf), Order: &d.order})
	if err != nil {
		return "", err
	}
	l := link{effectiveFrom: d.effectiveFrom, state: Offered}
	above := linkOf(parent)
	l = l.on(&above, clock.Day(tx.Now))
	err = tx.Contract.Create().SetID(contractID).SetReference(d.reference).SetLevel(contract.LevelSUB_SUB_REUSE).SetState(contract.StateOFFERED).SetParentID(parent.ID).
		SetOfferingID(in.OfferingID).SetGrantorID(parent.GranteeID).SetGranteeID(granteeID).SetSignerID(signerID).SetOrderID(in.OrderID).SetTemplateVersion(template).
		SetEffectiveFrom(d.effectiveFrom).SetNillableEndsOn(orNil(l.endsOn)).SetEndTerminated(l.endTerminated).SetNoticePeriodMonths(d.noticeMonths).
		SetToldState(string(Offered)).SetToldEndsOn(l.endsOn).SetSealed(sealed).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob).SetCreatedAt(tx.Now).Exec(ctx)
	if err != nil {
		return "", err
	}
	return contractID, s.storeDocument(ctx, tx, key, contractID, 0, pdf)
}

func digestOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
