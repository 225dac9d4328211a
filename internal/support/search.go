package support

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

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

// fewTickets is how many tickets may have a word so that all of them are looked at. What more have is asked of each ticket in the order of the
// list: a page is full soon then.
func (s *Service) fewTickets() int { return cmp.Or(s.FewTickets, 5_000) }

// found narrows a list to tickets of a reference, or with all the words in their subject. With few they are known before the list is read: no
// other condition may choose the index.
func (s *Service) found(ctx context.Context, search string) (matching []predicate.Ticket, few bool, err error) {
	if latin.Blank(search) {
		return nil, false, nil
	}
	if len(search) > maxSearch {
		return nil, false, errs.New(errs.Invalid, "the search is too long")
	}
	if reference, err := checkcode.ParseTicketReference(search); err == nil {
		return []predicate.Ticket{ticket.Reference(reference)}, true, nil
	}
	terms := words(search)
	if len(terms) == 0 || len(terms) > maxTerms {
		return []predicate.Ticket{func(q *sql.Selector) { q.Where(sql.False()) }}, true, nil
	}
	hashes := make([]int64, len(terms))
	for i, term := range terms {
		hashes[i] = s.hashWord(term)
	}
	rarest, count, err := s.rarest(ctx, hashes)
	if err != nil {
		return nil, false, err
	}
	if few = count <= s.fewTickets(); few {
		ids, err := s.ticketsWith(ctx, rarest, slices.DeleteFunc(hashes, func(hash int64) bool { return hash == rarest }))
		if err != nil {
			return nil, false, err
		}
		return []predicate.Ticket{ticket.IDIn(ids...)}, true, nil
	}
	for _, hash := range hashes {
		matching = append(matching, func(q *sql.Selector) { q.Where(hasWord(q.C("id"), "asked", hash)) })
	}
	return matching, false, nil
}

// rarest is the word that the fewest tickets have, and how many; it counts no further than it must.
func (s *Service) rarest(ctx context.Context, hashes []int64) (rarest int64, count int, err error) {
	count = s.fewTickets() + 2
	for _, hash := range hashes {
		var n int
		err := s.DB.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM ticket_word WHERE word = ? LIMIT `+strconv.Itoa(s.fewTickets()+1)+`) AS few`, hash).Scan(&n)
		if err != nil {
			return 0, 0, err
		}
		if n < count {
			rarest, count = hash, n
		}
	}
	return rarest, count, nil
}

// ticketsWith are the tickets with a word and all the others, each of which is asked for those that the word finds: OFFSET keeps PostgreSQL from
// joining in an order of its own, and reading them first from going through the whole list for a page that never fills.
func (s *Service) ticketsWith(ctx context.Context, word int64, others []int64) ([]string, error) {
	query, args, fence := `SELECT w.ticket_id FROM ticket_word w WHERE w.word = ?`, []any{word}, ""
	if s.DB.Postgres() {
		fence = " OFFSET 0"
	}
	for _, other := range others {
		query += ` AND EXISTS (SELECT o.ticket_id FROM ticket_word o WHERE o.word = ? AND o.ticket_id = w.ticket_id` + fence + `)`
		args = append(args, other)
	}
	return s.ids(ctx, query, args...)
}

// hasWord says that the ticket of an id, a column, has a word.
func hasWord(ticketID, as string, word int64) *sql.Predicate {
	w := sql.Table("ticket_word").As(as)
	return sql.Exists(sql.Select(w.C("ticket_id")).From(w).Where(sql.And(sql.EQ(w.C("word"), word), sql.ColumnsEQ(w.C("ticket_id"), ticketID))))
}

// columnIs compares a column. With few SQLite, which keeps no statistics, is told not to read a list by it.
func columnIs(column string, value any, few bool) predicate.Ticket {
	return func(q *sql.Selector) {
		q.Where(sql.P(func(b *sql.Builder) {
			if few && b.Dialect() == dialect.SQLite {
				b.WriteByte('+')
			}
			b.Ident(q.C(column)).WriteOp(sql.OpEQ).Arg(value)
		}))
	}
}
