package contracts

import (
	"context"

	"schalter/ent"
	"schalter/internal/evidence/pades"
	"schalter/internal/market/contracts/paper"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// storeSigned makes the document with all signatures so far: the one that was signed, unchanged, with a sheet behind it, sealed.
func (s *Service) storeSigned(ctx context.Context, tx *store.Tx, key vault.Key, row *ent.Contract, content sealedContract) error {
	pdf, err := s.document(ctx, tx.Client, row, false)
	if err != nil {
		return err
	}
	signatures, err := s.signaturesOf(ctx, tx.Client, map[string]*ent.Contract{row.ID: row})
	if err != nil {
		return err
	}
	given := signatures[row.ID]
	sheet := paper.SignatureSheet{Reference: row.Reference, Creator: s.ports.Creator, Digest: content.Digest, Size: content.Size, Created: tx.Now}
	for _, party := range []ContractParty{Grantee, Grantor} {
		role := map[ContractParty]string{Grantee: "Nehmer", Grantor: "Geber"}[party]
		name := s.party(partyOf(row, party)).Name
		signed := find(given, party)
		if signed == nil {
			sheet.Open = append(sheet.Open, "Für "+name+" ("+role+")")
			continue
		}
		sheet.Signatures = append(sheet.Signatures, paper.Signed{
			Party: name, Role: role, Signer: signed.SignerName, Organisation: s.party(signed.OrganisationID).Name, Acting: valueOrEmpty(signed.ActingPerson),
			Fingerprint: signed.CertificateFingerprint, SignedInAt: signed.SignedInAt, At: signed.At, Digest: signed.DocumentDigest,
		})
	}
	pages, err := sheet.Print()
	if err != nil {
		return err
	}
	joined, err := pades.Append(pdf, pages)
	if err != nil {
		return err
	}
	sealed, err := s.ports.Sealer.SealPDF(joined, tx.Now)
	if err != nil {
		return err
	}
	return s.storeDocument(ctx, tx, key, row.ID, len(given), sealed)
}

func find(given []*ContractSignature, party ContractParty) *ContractSignature {
	for _, one := range given {
		if one.Party == party {
			return one
		}
	}
	return nil
}
