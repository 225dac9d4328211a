package postbox

import (
	"context"
	"encoding/binary"
	"strings"

	"schalter/ent"
	"schalter/ent/searchword"
	"schalter/ent/viewmessage"
	"schalter/internal/code"
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

// indexWords makes a side's texts findable; messageID is empty for words of the side itself.
func (s *Service) indexWords(ctx context.Context, tx *store.Tx, side *openSide, messageID string, texts ...string) error {
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

// indexOpened makes a decision's text and file names findable, now that its retrieval is recorded.
func (s *Service) indexOpened(ctx context.Context, tx *store.Tx, owner *openSide, view *ent.ViewMessage) error {
	m := view.Edges.Message
	if m == nil || MessageKind(m.Kind) != KindDecision || Direction(m.Direction) != Inbound {
		return nil
	}
	return s.reindexMessage(ctx, tx, owner, m.ID)
}

// reindexMessage indexes the words of a message again, after one of its documents was deleted or it was opened. Of one that is
// still closed only the subject and the sender can be found.
func (s *Service) reindexMessage(ctx context.Context, tx *store.Tx, side *openSide, messageID string) error {
	view, err := tx.ViewMessage.Query().Where(viewmessage.SideID(side.ID), viewmessage.MessageID(messageID)).WithMessage().Only(ctx)
	if err != nil {
		return err
	}
	m, err := s.openMessage(ctx, side, view, view.Edges.Message)
	if err != nil {
		return err
	}
	found := []string{m.Subject, m.SenderName}
	if !m.Locked() {
		text, err := m.key.Open(fieldAAD(m.ID, "message", "body"), view.Edges.Message.SealedBody)
		if err != nil {
			return s.alarm(ctx, m.ID, err)
		}
		documents, err := s.heldWith(ctx, tx.Client, side, m.ID)
		if err != nil {
			return err
		}
		found = append(found, string(text))
		for _, d := range documents {
			found = append(found, d.meta.Filename)
		}
	}
	if _, err := tx.SearchWord.Delete().Where(searchword.SideID(side.ID), searchword.MessageID(messageID)).Exec(ctx); err != nil {
		return err
	}
	return s.indexWords(ctx, tx, side, messageID, found...)
}

// addSearch narrows a listing to sides that have all the words, or the reference that was typed.
func (s *Service) addSearch(l *listing, search *string) error {
	if search == nil || latin.Blank(*search) {
		return nil
	}
	if len(*search) > maxSearch {
		return errs.New(errs.Invalid, "the search is too long")
	}
	if reference, err := code.ParseReference(*search); err == nil {
		l.addCondition("reference = ?", reference)
		return nil
	}
	terms := foldWords(*search)
	if len(terms) == 0 || len(terms) > maxTerms {
		l.addCondition("1 = 0")
		return nil
	}
	for _, term := range terms {
		l.addCondition("EXISTS (SELECT 1 FROM search_word w WHERE w.side_id = side.id AND w.reader = ? AND w.word = ?)", l.reader, s.hashWord(l.reader, term))
	}
	return nil
}
