package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"schalter/internal/checkcode"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/vault"
)

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
