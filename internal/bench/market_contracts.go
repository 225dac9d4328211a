package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"schalter/internal/id"
)

// addChains puts three contracts above the municipalities' where the demonstration has none.
func (s *stall) addChains(ctx context.Context) error {
	return s.within(ctx, "contract", contractColumns, func(row func(...any) error) error {
		for i, o := range s.offers {
			if o.above != "" {
				continue
			}
			for l, level := range []string{"PROVISION", "REUSE", "SUB_REUSE"} {
				contractID := id.New(id.Contract, s.opened.Add(-time.Hour))
				key, wrapped, err := s.vault.NewKey(ctx, "contract|"+contractID)
				if err != nil {
					return err
				}
				sealed, err := key.Seal("contract|"+contractID+"|content", []byte(`{}`))
				if err != nil {
					return err
				}
				err = row(contractID, fmt.Sprintf("V-BENCH-%d-%d", i, l), level, "EFFECTIVE", orNothing(o.above), o.id, s.intermediary, s.intermediary, nil, nil,
					"2026-01-01", true, false, "EFFECTIVE", "", sealed, 1, s.opened, wrapped.KEK, wrapped.Blob)
				if err != nil {
					return err
				}
				o.above = contractID
			}
		}
		return nil
	})
}

const contractColumns = `id reference level state parent_id offering_id grantor_id grantee_id signer_id order_id effective_from ready untold told_state
	told_ends_on sealed version created_at kek_id wrapped_key`

func (s *stall) addOrders(ctx context.Context) error {
	content := []byte(`{"subjectContact":{"name":"Sabine Ortner","email":"ortner@stadt.example","department":"Bürgerdienste"},"technicalContact":{"name":"Paul Lindner",` +
		`"email":"it@stadt.example"},"preparedBy":"Jan Winter","submittedBy":"Claudia Reinhardt","note":"Bitte zum Quartalsbeginn.","asked":"-"}`)
	return s.within(ctx, "market_order", `id reference organisation_id for_organisation_id offering_id version_id sheet state already_in_use place request_key
		prepared_by submitted_by decided_by ticket_id sealed created_at updated_at state_since placed_at decided_at version kek_id wrapped_key`, func(row func(...any) error) error {
		for _, o := range s.orders {
			box, err := s.vault.Box(ctx, "market-order|"+o.id, content)
			if err != nil {
				return err
			}
			place, later := any(o.offer.id+"|"+o.buyer.id+"|"), o.later(s.now)
			var version, submitted, decided, placedAt, decidedAt any
			sheet := 0
			switch o.state {
			case "DRAFT":
				place = "draft|" + o.by + "|" + o.offer.id + "|" + o.buyer.id + "|"
			case "CANCELLED":
				place = nil
			default:
				version, submitted, placedAt, sheet = o.version, s.person, o.at, 1
			}
			if o.state == "RELEASED" {
				decided, decidedAt = s.operator, later
			}
			err = row(o.id, o.reference, o.by, o.buyer.id, o.offer.id, version, sheet, o.state, false, place, unique('o', o.n), s.person, submitted, decided,
				orNothing(o.ticket), box.Sealed, o.at, later, later, placedAt, decidedAt, 3, box.KEK, box.Blob)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *stall) addContracts(ctx context.Context) error {
	digest := strings.Repeat("ab", 32)
	content := []byte(`{"digest":"` + digest + `","size":90000,"order":{"reference":"-","versionId":"-","facts":{"note":"Bitte zum Quartalsbeginn.","interfaceCostsAcknowledgedAt":"2026-01-01T00:00:00Z"}}}`)
	return s.within(ctx, "contract", contractColumns, func(row func(...any) error) error {
		return s.released(func(o *ordered) (err error) {
			if o.key, o.wrapped, err = s.vault.NewKey(ctx, "contract|"+o.contract); err != nil {
				return err
			}
			sealed, err := o.key.Seal("contract|"+o.contract+"|content", content)
			if err != nil {
				return err
			}
			var from any
			if o.contractState != "OFFERED" {
				from = o.later(s.now).Format(time.DateOnly)
			}
			return row(o.contract, fmt.Sprintf("V-%08d", o.n), "SUB_SUB_REUSE", o.contractState, o.above, o.offer.id, s.intermediary, o.buyer.id, o.by, o.id, from,
				o.contractState != "OFFERED", false, o.contractState, "", sealed, 2, o.at, o.wrapped.KEK, o.wrapped.Blob)
		})
	})
}

func (s *stall) addSignatures(ctx context.Context) error {
	digest := strings.Repeat("ab", 32)
	content := []byte(`{"signerName":"Claudia Reinhardt","fingerprint":"` + digest + `","signedInAt":"2026-03-01T08:00:00Z","digest":"` + digest + `"}`)
	return s.within(ctx, "contract_signature", "id contract_id party organisation_id account_id sign_key sealed at", func(row func(...any) error) error {
		return s.released(func(o *ordered) error {
			if o.contractState == "OFFERED" {
				return nil
			}
			for party, organisation := range map[string]string{"GRANTEE": o.by, "GRANTOR": s.intermediary} {
				signatureID := id.New(id.ContractSignature, o.at)
				sealed, err := o.key.Seal("contract-signature|"+signatureID, content)
				if err != nil {
					return err
				}
				if err := row(signatureID, o.contract, party, organisation, s.person, unique(party[6], o.n), sealed, o.at); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
