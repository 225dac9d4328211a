package support

import (
	"context"
	"encoding/binary"
	"entgo.io/ent/dialect/sql"
	"slices"
	"strings"

	"schalter/ent/predicate"
	"schalter/ent/ticket"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/store"
	"schalter/internal/vault"
)

const (
	maxSearch     = 200
	maxTerms      = 10
	maxWordLength = 40
)

// words folds texts into the words one may search for, each once.
func words(texts ...string) []string {
	var list []string
	for _, t := range texts {
		for w := range strings.FieldsSeq(latin.Search(t)) {
			if len(w) > maxWordLength {
				w = w[:maxWordLength]
			}
			if !slices.Contains(list, w) {
				list = append(list, w)
			}
		}
	}
	return list
}

// hashWord is a word as the table has it.
func (s *Service) hashWord(word string) int64 {
	return int64(binary.BigEndian.Uint64(s.MAC.MAC(vault.SearchIndex, "tickets", word)))
}

// indexWords makes a ticket findable by the words of its subject, which are few.
func (s *Service) indexWords(ctx context.Context, tx *store.Tx, ticketID string, subjects ...string) error {
	for _, w := range words(subjects...) {
		if err := tx.TicketWord.Create().SetTicketID(ticketID).SetWord(s.hashWord(w)).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// moveWords makes the subject of a merged ticket find the other one.
func moveWords(ctx context.Context, tx *store.Tx, from, to string) error {
	_, err := tx.Exec(ctx, `UPDATE ticket_word SET ticket_id = ? WHERE ticket_id = ?`, to, from)
	return err
}

// found narrows a list to tickets of a reference, or with all the words in their subject.
func (s *Service) found(search string) ([]predicate.Ticket, error) {
	if latin.Blank(search) {
		return nil, nil
	}
	if len(search) > maxSearch {
		return nil, errs.New(errs.Invalid, "the search is too long")
	}
	if reference, err := checkcode.ParseTicketReference(search); err == nil {
		return []predicate.Ticket{ticket.Reference(reference)}, nil
	}
	terms := words(search)
	if len(terms) == 0 || len(terms) > maxTerms {
		return []predicate.Ticket{func(q *sql.Selector) { q.Where(sql.False()) }}, nil
	}
	var all []predicate.Ticket
	for _, term := range terms {
		all = append(all, func(q *sql.Selector) {
			w := sql.Table("ticket_word")
			q.Where(sql.In(q.C("id"), sql.Select(w.C("ticket_id")).From(w).Where(sql.EQ(w.C("word"), s.hashWord(term)))))
		})
	}
	return all, nil
}
