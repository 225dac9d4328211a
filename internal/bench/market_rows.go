package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"schalter/internal/checkcode"
	"schalter/internal/directory"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/vault"
)

const (
	// ordersMeasured and entriesMeasured are what a market has in which every municipality takes part.
	ordersMeasured, entriesMeasured = 200_000, 1_000_000
	// municipalitiesMeasured take part then.
	municipalitiesMeasured = 2_056
	// entriesLong is how many entries the longest ticket has.
	entriesLong = 2_000
	// delegating is how many municipalities let the IT association set up for them.
	delegating = 300
	// years is how long the market has been open.
	years = 2
)

// buyer is a municipality that orders, or for which its union does.
type buyer struct{ id, name, ars, by string }

// offer is an offering of the catalogue with what a rollout copies from its sheet.
type offer struct {
	id, version, name, above string
	services                 []string
	tasks                    []struct{ Key, Kind, Responsible string }
}

// ordered is one order with what follows on it.
type ordered struct {
	*buyer
	*offer
	n                            int
	id, reference, state, ticket string
	contract, contractState      string
	rollout, rolloutState        string
	at                           time.Time
	ticketKey, key               vault.Key
	wrapped                      vault.Wrapped
}

// stall writes the rows of a market, past the program. What is sealed is under keys that the program opens.
type stall struct {
	*world
	conn      *sql.Conn
	buyers    []*buyer
	offers    []*offer
	orders    []*ordered
	directory *directory.Directory
	// operator and person are accounts, provider sets services up, intermediary is the grantor of all contracts.
	operator, person, provider, intermediary string
	now, opened                              time.Time
	// parents are the ids of organisations' parent tickets, with their keys.
	parents map[string]*ordered
}

// marketTables are those whose indexes are made after the rows.
var marketTables = []string{
	"market_order", "contract", "contract_signature", "rollout", "rollout_task", "portal_link", "vendor_mail", "ticket", "ticket_entry", "ticket_participant",
	"ticket_mail", "ticket_word", "market_account", "set_up_delegation", "levy_share",
}

// fill writes all rows of a market with so many buyers.
func (s *stall) fill(ctx context.Context) (err error) {
	if s.conn, err = s.raw.Conn(ctx); err != nil {
		return err
	}
	defer s.conn.Close()
	if err := s.each(ctx, s.quick()); err != nil {
		return err
	}
	if s.directory, err = directory.New(); err != nil {
		return err
	}
	if err := s.readOffers(ctx); err != nil {
		return err
	}
	taken, err := s.takenPlaces(ctx)
	if err != nil {
		return err
	}
	s.plan(taken)
	steps := []func(context.Context) error{
		s.addChains, s.addOrders, s.addContracts, s.addSignatures, s.addRollouts, s.addTasks, s.addLinks, s.addParents, s.addTickets, s.addEntries,
		s.addParticipants, s.addWords, s.addAccounts, s.addDelegations,
	}
	err = s.unindexed(ctx, s.conn, func() error {
		for _, step := range steps {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return nil
	}, marketTables...)
	if err != nil {
		return err
	}
	return s.each(ctx, s.settle())
}

func (s *stall) each(ctx context.Context, statements []string) error {
	for _, statement := range statements {
		if _, err := s.conn.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}

// readOffers reads the catalogue.
func (s *stall) readOffers(ctx context.Context) error {
	rows, err := s.conn.QueryContext(ctx, `SELECT o.id, o.current_id, v.sheet, COALESCE((SELECT MAX(c.id) FROM contract c WHERE c.offering_id = o.id AND c.level = 'SUB_REUSE'), '')
		FROM offering o JOIN offering_version v ON v.id = o.current_id ORDER BY o.id`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		o, text := &offer{}, ""
		var sheet struct {
			Texts      []struct{ Name string }
			ServiceIDs []string
			Tasks      []struct{ Key, Kind, Responsible string }
		}
		if err := rows.Scan(&o.id, &o.version, &text, &o.above); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(text), &sheet); err != nil {
			return err
		}
		o.name, o.services, o.tasks = sheet.Texts[0].Name, sheet.ServiceIDs, sheet.Tasks
		s.offers = append(s.offers, o)
	}
	return rows.Err()
}

// takenPlaces are those that orders of the demonstration hold.
func (s *stall) takenPlaces(ctx context.Context) (map[string]bool, error) {
	rows, err := s.conn.QueryContext(ctx, `SELECT offering_id, for_organisation_id FROM market_order`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	taken := map[string]bool{}
	for rows.Next() {
		var offering, organisation string
		if err := rows.Scan(&offering, &organisation); err != nil {
			return nil, err
		}
		taken[offering+"|"+organisation] = true
	}
	return taken, rows.Err()
}

// plan says what was ordered by whom, and what came of it: one order of each offering is live for a municipality, the others were cancelled.
func (s *stall) plan(taken map[string]bool) {
	s.parents = map[string]*ordered{}
	for _, b := range s.buyers {
		s.parents[b.by] = nil
	}
	each := ordersMeasured / municipalitiesMeasured
	total := each * len(s.buyers)
	step := (years*365*24*time.Hour - 2*time.Hour) / time.Duration(total)
	for n := range total {
		buyerAt, turn := n%len(s.buyers), n/len(s.buyers)
		o := &ordered{buyer: s.buyers[buyerAt], offer: s.offers[(turn+buyerAt)%len(s.offers)], n: n, at: s.opened.Add(time.Duration(n) * step).Truncate(time.Microsecond)}
		o.id, o.reference, o.ticket = id.New(id.Order, o.at), checkcode.NewOrderReference(rand.Reader), id.New(id.Ticket, o.at)
		switch share := (turn*7 + buyerAt) % 60; {
		case turn >= len(s.offers) || taken[o.offer.id+"|"+o.buyer.id]:
			o.state = "CANCELLED"
		case share < 56:
			o.release(share)
		case share < 58:
			o.state = "SUBMITTED"
		case share == 58:
			o.state = "RETURNED"
		default:
			o.state, o.ticket = "DRAFT", ""
		}
		s.orders = append(s.orders, o)
	}
}

// release lets a contract and a rollout follow.
func (o *ordered) release(share int) {
	o.state, o.contract, o.rollout = "RELEASED", id.New(id.Contract, o.at), id.New(id.Rollout, o.at)
	switch {
	case share < 32:
		o.contractState, o.rolloutState = "EFFECTIVE", "LIVE"
	case share < 49:
		o.contractState, o.rolloutState = "EFFECTIVE", "IN_PROGRESS"
	case share < 54:
		o.contractState, o.rolloutState = "OFFERED", "ORDERED"
	default:
		o.contractState, o.rolloutState = "TERMINATED", "ENDED"
	}
}

// within adds rows to a table in one transaction.
func (s *stall) within(ctx context.Context, table string, columns string, add func(row func(...any) error) error) error {
	b, err := s.bulk(ctx, s.conn, table, strings.Fields(columns)...)
	if err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	if err := add(func(values ...any) error { return b.add(ctx, values...) }); err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	if err := b.commit(ctx); err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	return nil
}

// unique is a keyed hash as far as a column is concerned.
func unique(kind byte, n int) []byte {
	return binary.BigEndian.AppendUint64(append(make([]byte, 23, 32), kind), uint64(n)+1<<40)
}

func orNothing(text string) any {
	if text == "" {
		return nil
	}
	return text
}

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

// later is when an order was changed last: some weeks after it began, so that lists by that day are in another order than those by id.
func (o *ordered) later(now time.Time) time.Time {
	at := o.at.Add(time.Duration(o.n*7919%40) * 24 * time.Hour)
	if at.After(now) {
		return o.at
	}
	return at
}

// released are the orders with a contract and a rollout.
func (s *stall) released(each func(*ordered) error) error {
	for _, o := range s.orders {
		if o.rollout == "" {
			continue
		}
		if err := each(o); err != nil {
			return err
		}
	}
	return nil
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

func (s *stall) addRollouts(ctx context.Context) error {
	content := []byte(`{"subject":{"name":"Sabine Ortner","email":"ortner@stadt.example"},"technical":{"name":"Paul Lindner","email":"it@stadt.example"}}`)
	return s.within(ctx, "rollout", `id order_id reference organisation_id ordered_by_id offering_id offering_version_id region_ars it_provider_id already_in_use ticket_id
		state contract state_since live_since started_at moved_at reminders links_asked version sealed kek_id wrapped_key`, func(row func(...any) error) error {
		return s.released(func(o *ordered) (err error) {
			if o.key, o.wrapped, err = s.vault.NewKey(ctx, "rollout|"+o.rollout); err != nil {
				return err
			}
			sealed, err := o.key.Seal(o.rollout+"|rollout|sealed", content)
			if err != nil {
				return err
			}
			contract := map[string]string{"OFFERED": "OPEN", "EFFECTIVE": "EFFECTIVE", "TERMINATED": "ENDED"}[o.contractState]
			var live, provider any
			if o.rolloutState == "LIVE" {
				live = o.later(s.now).Format(time.DateOnly)
			}
			if o.n%4 == 0 {
				provider = s.provider
			}
			return row(o.rollout, o.id, o.reference, o.buyer.id, o.by, o.offer.id, o.version, o.ars, provider, false, o.ticket, o.rolloutState, contract, o.later(s.now),
				live, o.at, s.now, 9, true, 1, sealed, o.wrapped.KEK, o.wrapped.Blob)
		})
	})
}

func (s *stall) addTasks(ctx context.Context) error {
	return s.within(ctx, "rollout_task", "id rollout_id position key kind responsible state changed_at version", func(row func(...any) error) error {
		return s.released(func(o *ordered) error {
			for i, t := range o.tasks {
				state := "OPEN"
				if o.rolloutState == "LIVE" || o.rolloutState == "IN_PROGRESS" && i < len(o.tasks)/2 {
					state = "DONE"
				}
				if err := row(id.New(id.RolloutTask, o.at), o.rollout, i, t.Key, t.Kind, t.Responsible, state, o.at, 1); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func (s *stall) addLinks(ctx context.Context) error {
	competent := map[string]string{}
	return s.within(ctx, "portal_link", `id rollout_id position service_id organisation_id authority_id region_ars url state reported_at checked_at check_at ok_since
		online_since`, func(row func(...any) error) error {
		return s.released(func(o *ordered) error {
			for i, service := range o.services {
				at := o.ars + service
				if _, known := competent[at]; !known {
					found, err := s.directory.Snapshot().Competences(o.ars, []string{service}, s.now)
					if err != nil {
						return err
					}
					competent[at] = ""
					if len(found) > 0 && len(found[0].Candidates) > 0 {
						competent[at] = found[0].Candidates[0].Authority.ID
					}
				}
				var url, online, then, next any
				state := "UNCHECKED"
				if o.rolloutState == "LIVE" {
					url, state, then, next = "https://"+o.ars+".stadt.example/"+service, "OK", o.later(s.now), s.now.Add(20*time.Hour)
					if competent[at] != "" {
						online = o.later(s.now).Format(time.DateOnly)
					}
				}
				if err := row(id.New(id.PortalLink, o.at), o.rollout, i, service, o.buyer.id, orNothing(competent[at]), o.ars, url, state, then, then, next, then, online); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

const ticketColumns = `id reference kind state organisation_id order_id offering_id parent_of parent_id unique_key version created_at updated_at
	first_answered_at sealed kek_id wrapped_key`

// addTicket adds a ticket with a key of its own, which is kept.
func (s *stall) addTicket(ctx context.Context, row func(...any) error, o *ordered, subject string, values ...any) (err error) {
	var wrapped vault.Wrapped
	if o.ticketKey, wrapped, err = s.vault.NewKey(ctx, "ticket|"+o.ticket); err != nil {
		return err
	}
	plain, err := json.Marshal(map[string]string{"subject": subject, "requester": "Claudia Reinhardt"})
	if err != nil {
		return err
	}
	sealed, err := o.ticketKey.Seal(o.ticket+"|ticket|sealed", plain)
	if err != nil {
		return err
	}
	values = slices.Concat([]any{o.ticket, checkcode.NewTicketReference(rand.Reader)}, values, []any{sealed, wrapped.KEK, wrapped.Blob})
	return row(values...)
}

// addParents adds the parent ticket of each organisation that has none of the demonstration.
func (s *stall) addParents(ctx context.Context) error {
	rows, err := s.conn.QueryContext(ctx, `SELECT parent_of, id FROM ticket WHERE parent_of IS NOT NULL`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var organisation, ticket string
		if err := rows.Scan(&organisation, &ticket); err != nil {
			return err
		}
		s.parents[organisation] = &ordered{ticket: ticket}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return s.within(ctx, "ticket", ticketColumns, func(row func(...any) error) error {
		for _, b := range s.buyers {
			if s.parents[b.by] != nil {
				continue
			}
			p := &ordered{ticket: id.New(id.Ticket, s.opened)}
			s.parents[b.by] = p
			err := s.addTicket(ctx, row, p, b.name, "ORGANISATION", "OPEN", b.by, nil, nil, b.by, nil, nil, 1, s.opened, s.opened, nil)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// ticketed are the orders with a ticket.
func (s *stall) ticketed(each func(*ordered) error) error {
	for _, o := range s.orders {
		if o.ticket == "" {
			continue
		}
		if err := each(o); err != nil {
			return err
		}
	}
	return nil
}

func (s *stall) addTickets(ctx context.Context) error {
	return s.within(ctx, "ticket", ticketColumns, func(row func(...any) error) error {
		return s.ticketed(func(o *ordered) error {
			state := "RESOLVED"
			switch share := o.n * 31 % 100; {
			case share < 6:
				state = "OPEN"
			case share < 10:
				state = "WAITING_FOR_REQUESTER"
			case share < 12:
				state = "WAITING_FOR_VENDOR"
			}
			later := o.later(s.now)
			return s.addTicket(ctx, row, o, o.offer.name+": "+o.buyer.name, "ORDER", state, o.by, o.id, o.offer.id, nil, s.parents[o.by].ticket, unique('t', o.n), 4,
				o.at, later, later)
		})
	})
}

const entryText = `Guten Tag, die Zugangsdaten für die Testumgebung sind eingetroffen. Wir haben die Anbindung an das Fachverfahren eingerichtet und die Testfälle
durchgespielt; bei zweien weicht die Rückmeldung ab, Näheres steht im Anhang. Bitte prüfen Sie das bis Freitag. Mit freundlichen Grüßen`

// addEntries writes the entries: the same number in each ticket, and very many in one.
func (s *stall) addEntries(ctx context.Context) error {
	each := entriesMeasured / ordersMeasured
	kinds := []string{"PLATFORM", "MEMBER", "OPERATOR", "MAIL", "OPERATOR"}
	n := 0
	return s.within(ctx, "ticket_entry", "id ticket_id origin_id kind internal unconfirmed automatic account_id unique_key sealed at", func(row func(...any) error) error {
		return s.ticketed(func(o *ordered) error {
			count := each
			if o == s.long() {
				count = entriesLong
			}
			for i := range count {
				n++
				at := o.at.Add(time.Duration(i) * time.Minute)
				entryID := id.New(id.TicketEntry, at)
				sealed, err := o.ticketKey.Seal(entryID+"|ticket_entry|sealed", []byte(`{"author":"Claudia Reinhardt","body":`+string(must(json.Marshal(entryText)))+`}`))
				if err != nil {
					return err
				}
				if err := row(entryID, o.ticket, o.ticket, kinds[i%len(kinds)], i%each == 4, false, false, s.person, unique('e', n), sealed, at); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// long is the order with the long ticket: the first of the town's.
func (s *stall) long() *ordered {
	return s.orders[slices.IndexFunc(s.orders, func(o *ordered) bool { return o.ars == townARS && o.ticket != "" })]
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// addParticipants adds who takes part in each ticket: two people of the buyer, one of whom was mailed.
func (s *stall) addParticipants(ctx context.Context) error {
	mailed := map[string]string{}
	err := s.within(ctx, "ticket_participant", "id ticket_id origin_id role organisation_id sealed mail_state created_at", func(row func(...any) error) error {
		return s.ticketed(func(o *ordered) error {
			for i, role := range []string{"REQUESTER", "COPY"} {
				participantID := id.New(id.Participant, o.at)
				sealed, err := o.ticketKey.Seal(participantID+"|ticket_participant|sealed", fmt.Appendf(nil, `{"name":"Paul Lindner","email":"it%d@stadt.example"}`, i))
				if err != nil {
					return err
				}
				mailed[o.ticket] = participantID
				if err := row(participantID, o.ticket, o.ticket, role, o.by, sealed, "REACHED", o.at); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	return s.within(ctx, "ticket_mail", "id ticket_id participant_id kind state created_at sent_at", func(row func(...any) error) error {
		return s.ticketed(func(o *ordered) error {
			return row(id.New(id.TicketMail, o.at), o.ticket, mailed[o.ticket], "ENTRY", "SENT", o.at, o.at)
		})
	})
}

// addWords makes tickets findable by the words of their subjects.
func (s *stall) addWords(ctx context.Context) error {
	hashes := map[string]int64{}
	return s.within(ctx, "ticket_word", "ticket_id word", func(row func(...any) error) error {
		return s.ticketed(func(o *ordered) error {
			words := strings.Fields(latin.Search(o.offer.name + ": " + o.buyer.name))
			slices.Sort(words)
			for _, word := range slices.Compact(words) {
				if len(word) > 40 {
					word = word[:40]
				}
				if _, known := hashes[word]; !known {
					hashes[word] = int64(binary.BigEndian.Uint64(s.platform.MAC(vault.SearchIndex, "tickets", word)))
				}
				if err := row(o.ticket, hashes[word]); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

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
