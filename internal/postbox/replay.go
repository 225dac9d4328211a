package postbox

import (
	"context"
	"errors"
	"slices"

	"schalter/ent"
	"schalter/ent/draft"
	entside "schalter/ent/side"
	"schalter/ent/viewdocument"
	"schalter/ent/viewmessage"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/ledger"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// A restored backup brings back what was destroyed since it was made. The ledger of deletions names it; here it is looked for, and destroyed
// again as it was the first time. Nobody is told by mail: those who had to be told were.

// lookedForAtOnce is how many entries of the ledger are looked for by one statement.
const lookedForAtOnce = 500

// Restored is what a database has of that which the ledger of deletions names.
type Restored struct {
	// Entries name what is there.
	Entries []ledger.Entry
	// Opens is how much of it the keys of today open.
	Opens int
}

// FindRestored looks for what the ledger of deletions names.
func (s *Service) FindRestored(ctx context.Context, entries []ledger.Entry) (found Restored, err error) {
	defer errs.Wrap(&err, "postbox.FindRestored")
	ctx = viewer.System(ctx, "postbox.replay")
	for some := range slices.Chunk(entries, lookedForAtOnce) {
		ids := make([]string, len(some))
		for i, e := range some {
			ids[i] = e.ID
		}
		// An account was deleted when no mailbox was left: those that are back go with it.
		rows, err := s.db.Client().Side.Query().Where(entside.Or(entside.IDIn(ids...), entside.And(entside.KindEQ(entside.KindOWNER), entside.ReaderIn(ids...)))).All(ctx)
		if err != nil {
			return found, err
		}
		byID, ofAccount := map[string]*ent.Side{}, map[string][]*ent.Side{}
		for _, row := range rows {
			byID[row.ID] = row
			ofAccount[row.Reader] = append(ofAccount[row.Reader], row)
		}
		for _, e := range some {
			if row := byID[e.ID]; row != nil {
				if err := s.addRestored(ctx, &found, row, e); err != nil {
					return found, err
				}
			}
			if !id.Is(id.Account, e.ID) {
				continue
			}
			for _, row := range ofAccount[e.ID] {
				if err := s.addRestored(ctx, &found, row, ledger.Entry{At: e.At, ID: row.ID}); err != nil {
					return found, err
				}
			}
		}
	}
	return found, nil
}

// addRestored adds a side, or what an entry names on it, where it is there.
func (s *Service) addRestored(ctx context.Context, found *Restored, row *ent.Side, e ledger.Entry) error {
	if e.ObjectID == "" && slices.ContainsFunc(found.Entries, func(f ledger.Entry) bool { return f.ID == row.ID && f.ObjectID == "" }) {
		return nil
	}
	there, opens, err := s.isRestored(ctx, row, e)
	if err != nil {
		return err
	}
	if there {
		found.Entries = append(found.Entries, e)
	}
	if opens {
		found.Opens++
	}
	return nil
}

// isRestored reports whether a side, or what an entry names on it, is there, and whether its key opens.
func (s *Service) isRestored(ctx context.Context, row *ent.Side, e ledger.Entry) (there, opens bool, err error) {
	var wrapped []byte
	if e.ObjectID != "" {
		if wrapped, err = s.wrapOf(ctx, row.ID, e); ent.IsNotFound(err) {
			return false, false, nil
		} else if err != nil {
			return false, false, err
		}
	}
	side, err := s.Sides.OpenRow(ctx, row)
	if errors.Is(err, vault.ErrTampered) {
		return true, false, nil
	}
	if err != nil || e.ObjectID == "" {
		return true, err == nil, err
	}
	_, err = side.UnwrapKey(e.ObjectID, wrapped)
	return true, err == nil, nil
}

// wrapOf reads the wrapped key of a message, a document or a draft on a side. Of a message that is withdrawn, what the withdrawal destroyed is
// not there.
func (s *Service) wrapOf(ctx context.Context, sideID string, e ledger.Entry) ([]byte, error) {
	c, objectID := s.db.Client(), e.ObjectID
	switch {
	case id.Is(id.Message, objectID):
		q := c.ViewMessage.Query().Where(viewmessage.SideID(sideID), viewmessage.MessageID(objectID))
		if e.Withdrawn {
			q.Where(viewmessage.WithdrawnAtIsNil())
		}
		v, err := q.Only(ctx)
		if err != nil {
			return nil, err
		}
		return v.WrappedKey, nil
	case id.Is(id.Document, objectID):
		v, err := c.ViewDocument.Query().Where(viewdocument.SideID(sideID), viewdocument.DocumentID(objectID)).Only(ctx)
		if err != nil {
			return nil, err
		}
		return v.WrappedKey, nil
	}
	d, err := c.Draft.Query().Where(draft.SideID(sideID), draft.ID(objectID)).Only(ctx)
	if err != nil {
		return nil, err
	}
	return d.WrappedKey, nil
}

// Replay destroys again what the ledger of deletions names and the database has; it returns how much that was. It may be run again, and by
// several at once.
func (s *Service) Replay(ctx context.Context, entries []ledger.Entry) (n int, err error) {
	defer errs.Wrap(&err, "postbox.Replay")
	found, err := s.FindRestored(ctx, entries)
	if err != nil {
		return 0, err
	}
	ctx = ledger.Replaying(ctx)
	for _, e := range found.Entries {
		err := s.db.Tx(viewer.System(ctx, "postbox.replay"), func(ctx context.Context, tx *store.Tx) error { return s.destroyRestored(ctx, tx, e) })
		if refusal := errs.AsRefusal(err); ent.IsNotFound(err) || refusal != nil && refusal.Problems[0].Rule == errs.Missing {
			// It went with its side, with another line of the same, or by somebody else meanwhile.
			continue
		}
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func (s *Service) destroyRestored(ctx context.Context, tx *store.Tx, e ledger.Entry) error {
	row, err := tx.Side.Get(ctx, e.ID)
	if err != nil {
		return err
	}
	// Who locks both sides takes the owner's first.
	if row.Kind != entside.KindOWNER {
		if _, err := sides.LockRow(ctx, tx, row.MailboxID); err != nil && !ent.IsNotFound(err) {
			return err
		}
	}
	if row, err = sides.LockRow(ctx, tx, e.ID); err != nil {
		return err
	}
	switch {
	case e.ObjectID != "":
		return s.destroyRestoredObject(ctx, tx, row, e)
	case row.Kind == entside.KindOWNER:
		quiet := *s
		quiet.ports.Notices, quiet.ports.Gateway = toldBefore{s.ports.Notices}, gatewayTold{s.ports.Gateway}
		// Who did it first is not in the ledger: now it is the platform.
		return quiet.deleteOwnerSide(ctx, tx, row, chain.Platform)
	}
	origins, err := documents.OriginsOn(ctx, tx, row.ID)
	if err != nil {
		return err
	}
	if err := sides.Delete(ctx, tx, row.ID); err != nil {
		return err
	}
	return s.Conversation.DeleteUnheld(ctx, tx, row.MailboxID, origins...)
}

func (s *Service) destroyRestoredObject(ctx context.Context, tx *store.Tx, row *ent.Side, e ledger.Entry) error {
	side, err := s.Sides.OpenRow(ctx, row)
	if err != nil {
		return err
	}
	objectID := e.ObjectID
	switch {
	case e.Withdrawn:
		return s.Conversation.WithdrawAgain(ctx, tx, side, objectID, e.At)
	case id.Is(id.Message, objectID):
		return s.Conversation.DeleteMessageFrom(ctx, tx, side, objectID, chain.Platform)
	case id.Is(id.Document, objectID):
		return s.Conversation.DeleteDocumentFrom(ctx, tx, side, objectID, false)
	}
	return s.Conversation.DiscardDraftFrom(ctx, tx, side, objectID)
}

// toldBefore is the notices of who was told of a deletion when it happened.
type toldBefore struct{ Notices }

func (toldBefore) DeletionNotice(context.Context, *store.Tx, string, string, string) error {
	return nil
}

// gatewayTold is the gateway likewise.
type gatewayTold struct{ Gateway }

func (gatewayTold) TellDeleted(context.Context, *store.Tx, string, string) error { return nil }
