package sides

import (
	"context"
	"encoding/binary"
	"strings"

	"schalter/ent/searchword"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/store"
	"schalter/internal/vault"
)

const (
	maxWords      = 600
	maxSearch     = 200
	maxTerms      = 10
	maxWordLength = 40
)

// foldWords folds texts into the words one may search for.
func foldWords(texts ...string) []string {
	seen := map[string]bool{}
	var list []string
	for _, t := range texts {
		for w := range strings.FieldsSeq(latin.Search(t)) {
			if len(w) > maxWordLength {
				w = w[:maxWordLength]
			}
			if seen[w] || len(list) == maxWords {
				continue
			}
			seen[w] = true
			list = append(list, w)
		}
	}
	return list
}

// hashWord is a word as the table has it: a keyed hash of the reader, so that nobody else's search can meet it.
func (s *Service) hashWord(reader, word string) int64 {
	return int64(binary.BigEndian.Uint64(s.keys.MAC(vault.SearchIndex, reader, word)))
}

// IndexWords makes a side's texts findable; messageID is empty for words of the side itself.
func (s *Service) IndexWords(ctx context.Context, tx *store.Tx, side *Side, messageID string, texts ...string) error {
	list := foldWords(texts...)
	var values []string
	var args []any
	flush := func() error {
		if len(values) == 0 {
			return nil
		}
		_, err := tx.Exec(ctx, `INSERT INTO search_word (side_id, reader, word, message_id) VALUES `+strings.Join(values, ", "), args...)
		values, args = nil, nil
		return err
	}
	var message any
	if messageID != "" {
		message = messageID
	}
	for _, w := range list {
		values = append(values, "(?, ?, ?, ?)")
		args = append(args, side.ID, side.Reader, s.hashWord(side.Reader, w), message)
		if len(values) == 100 {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// AddSearch narrows a listing to sides that have all the words, or the reference that was typed.
func (s *Service) AddSearch(l *Listing, search *string) error {
	if search == nil || latin.Blank(*search) {
		return nil
	}
	if len(*search) > maxSearch {
		return errs.New(errs.Invalid, "the search is too long")
	}
	if reference, err := checkcode.ParseReference(*search); err == nil {
		l.AddCondition("reference = ?", reference)
		return nil
	}
	terms := foldWords(*search)
	if len(terms) == 0 || len(terms) > maxTerms {
		l.AddCondition("1 = 0")
		return nil
	}
	for _, term := range terms {
		l.AddCondition("EXISTS (SELECT 1 FROM search_word w WHERE w.side_id = side.id AND w.reader = ? AND w.word = ?)", l.Reader, s.hashWord(l.Reader, term))
	}
	return nil
}

// ForgetWords makes a message of a side findable by nothing any more.
func ForgetWords(ctx context.Context, tx *store.Tx, sideID, messageID string) error {
	_, err := tx.SearchWord.Delete().Where(searchword.SideID(sideID), searchword.MessageID(messageID)).Exec(ctx)
	return err
}
