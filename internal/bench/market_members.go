package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"schalter/internal/id"
)

// addAccounts adds three accounts of each buyer, of which one in seven still waits.
func (s *stall) addAccounts(ctx context.Context) error {
	return s.within(ctx, "market_account", `id account_id organisation_id state sealed request_key place live_certificate certificate_index person_index shared may_sign
		certificate_valid_to requested_at version kek_id wrapped_key`, func(row func(...any) error) error {
		for i, b := range s.buyers {
			for turn := range 3 {
				n := i*3 + turn
				at := s.opened.Add(time.Duration(n) * time.Hour)
				accountID, rowID := id.New(id.Account, at), id.New(id.MarketAccount, at)
				plain := fmt.Appendf(nil, `{"form":{"givenName":"Person","familyName":"Nr. %d","email":"p%d@stadt.example","organisationName":%q,"kind":"GEMEINDE"},"asked":"-",`+
					`"claims":{"accountId":"-","fingerprint":"-","organisationName":%q,"validTo":"2028-01-01T00:00:00Z"}}`, n, n, b.name, b.name)
				box, err := s.vault.Box(ctx, "market-account|"+rowID, plain)
				if err != nil {
					return err
				}
				state := "ACTIVE"
				if n%7 == 0 {
					state = "PENDING_REVIEW"
				}
				err = row(rowID, accountID, b.id, state, box.Sealed, unique('a', n), accountID, unique('c', n), unique('c', n), unique('p', n), false, false,
					s.now.AddDate(2, 0, 0), at, 1, box.KEK, box.Blob)
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// addDelegations lets the IT association set up for some municipalities.
func (s *stall) addDelegations(ctx context.Context) error {
	return s.within(ctx, "set_up_delegation", "id organisation_id to_organisation_id created_at", func(row func(...any) error) error {
		list := slices.SortedFunc(slices.Values(s.buyers), func(a, b *buyer) int { return cmp.Compare(a.id, b.id) })
		for _, b := range list[:min(delegating, len(list))] {
			if b.ars == townARS {
				continue
			}
			if err := row(id.New(id.Delegation, s.opened), b.id, s.provider, s.opened); err != nil {
				return err
			}
		}
		return nil
	})
}
