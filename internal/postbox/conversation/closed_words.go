package conversation

import (
	"context"
	"errors"
	"strconv"

	"schalter/ent"
	"schalter/ent/message"
	entside "schalter/ent/side"
	"schalter/ent/viewmessage"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// JobClosedWords takes from the search what versions before wrote there of decisions that nobody has opened yet: their text and
// the names of their files. A migration adds the one job (see ent/migrate), an hour after it, when no replica of before serves.
const JobClosedWords job.Kind = "postbox-closed-words"

// closedWordsAtOnce bounds the decisions of one job.
const closedWordsAtOnce = 20

// CloseWords does one page; subject is the last view so far. The next page is a job of its own, so that the one who takes over from
// a worker that died does no more than a page again.
func (s *Service) CloseWords(ctx context.Context, subject string) (err error) {
	defer errs.Wrap(&err, "postbox.closeWords(%s)", subject)
	after, err := strconv.Atoi(subject)
	if err != nil {
		return err
	}
	views, err := s.db.Client().ViewMessage.Query().Where(viewmessage.IDGT(after), viewmessage.ReadAtIsNil(), viewmessage.WithdrawnAtIsNil(),
		viewmessage.HasSideWith(entside.KindEQ(entside.KindOWNER)),
		viewmessage.HasMessageWith(message.KindEQ(message.KindDECISION), message.DirectionEQ(message.DirectionINBOUND))).
		Order(ent.Asc(viewmessage.FieldID)).Limit(closedWordsAtOnce).All(ctx)
	if err != nil {
		return err
	}
	for _, v := range views {
		if err := s.closeWordsOf(ctx, v); err != nil {
			return err
		}
	}
	if len(views) < closedWordsAtOnce {
		return nil
	}
	next := strconv.Itoa(views[len(views)-1].ID)
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return job.Enqueue(ctx, tx, JobClosedWords, next, tx.Now, next)
	})
}

func (s *Service) closeWordsOf(ctx context.Context, v *ent.ViewMessage) error {
	err := s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		side, err := s.sides.LockByID(ctx, tx, v.SideID)
		if err == nil {
			// Of one that was opened meanwhile everything is found.
			err = s.reindexMessage(ctx, tx, side, v.MessageID)
		}
		if ent.IsNotFound(err) {
			return nil
		}
		return err
	})
	if !errors.Is(err, vault.ErrTampered) {
		return err
	}
	// What does not open holds up none of the others; it is found by nothing any more.
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return sides.ForgetWords(ctx, tx, v.SideID, v.MessageID)
	})
}
