package postbox

import (
	"context"
	"fmt"
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
	whole := map[string]bool{}
	for some := range slices.Chunk(entries, lookedForAtOnce) {
		here, err := s.lookFor(ctx, some)
		if err != nil {
			return found, err
		}
		for _, e := range some {
			if row := here.byID[e.ID]; row != nil && here.has(e) {
				found.add(here, whole, row, e)
			}
			if !id.Is(id.Account, e.ID) {
				continue
			}
			for _, row := range here.ofAccount[e.ID] {
				found.add(here, whole, row, ledger.Entry{At: e.At, ID: row.ID})
			}
		}
	}
	return found, nil
}

// add adds a side, or what an entry names on it, which is there; a whole side once.
func (r *Restored) add(here *restoredPart, whole map[string]bool, row *ent.Side, e ledger.Entry) {
	if e.ObjectID == "" && whole[row.ID] {
		return
	}
	whole[row.ID] = whole[row.ID] || e.ObjectID == ""
	r.Entries = append(r.Entries, e)
	side := here.open[row.ID]
	if side == nil || !side.Opens() {
		return
	}
	if e.ObjectID != "" {
		if _, err := side.UnwrapKey(e.ObjectID, here.wraps[onSide{row.ID, e.ObjectID}].wrapped); err != nil {
			return
		}
	}
	r.Opens++
}

// onSide names something on a side.
type onSide struct{ sideID, objectID string }

// restoredWrap is the wrapped key of something on a side, and whether it is a message that was withdrawn.
type restoredWrap struct {
	wrapped   []byte
	withdrawn bool
}

// restoredPart is what a database has of that which some entries of the ledger name.
type restoredPart struct {
	byID      map[string]*ent.Side
	ofAccount map[string][]*ent.Side
	// wraps are those of what is named on sides, open the sides of which something is there.
	wraps map[onSide]restoredWrap
	open  map[string]*sides.Side
}

// has reports whether what an entry names on a side that is there is there, too. Of a message that is withdrawn, what the withdrawal destroyed is not.
func (p *restoredPart) has(e ledger.Entry) bool {
	if e.ObjectID == "" {
		return true
	}
	w, there := p.wraps[onSide{e.ID, e.ObjectID}]
	return there && !(e.Withdrawn && w.withdrawn)
}

// lookFor looks for some entries by a few statements, however many there are, and opens each side once.
func (s *Service) lookFor(ctx context.Context, some []ledger.Entry) (*restoredPart, error) {
	p := &restoredPart{byID: map[string]*ent.Side{}, ofAccount: map[string][]*ent.Side{}, wraps: map[onSide]restoredWrap{}, open: map[string]*sides.Side{}}
	ids := make([]string, len(some))
	for i, e := range some {
		ids[i] = e.ID
	}
	// An account was deleted when no mailbox was left: those that are back go with it.
	rows, err := s.db.Client().Side.Query().Where(entside.Or(entside.IDIn(ids...), entside.And(entside.KindEQ(entside.KindOWNER), entside.ReaderIn(ids...)))).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		p.byID[row.ID] = row
		p.ofAccount[row.Reader] = append(p.ofAccount[row.Reader], row)
	}
	if err := s.findWraps(ctx, p, some); err != nil {
		return nil, err
	}
	for _, e := range some {
		back := p.ofAccount[e.ID]
		if row := p.byID[e.ID]; row != nil && p.has(e) {
			back = []*ent.Side{row}
		}
		for _, row := range back {
			if p.open[row.ID] != nil {
				continue
			}
			if p.open[row.ID], err = s.Sides.OpenOrNot(ctx, row); err != nil {
				return nil, err
			}
		}
	}
	return p, nil
}

// findWraps reads the wrapped keys of messages, documents and drafts that entries name on sides that are there.
func (s *Service) findWraps(ctx context.Context, p *restoredPart, some []ledger.Entry) error {
	named := map[id.Kind][]string{}
	var sideIDs []string
	for _, e := range some {
		if e.ObjectID == "" || p.byID[e.ID] == nil {
			continue
		}
		sideIDs = append(sideIDs, e.ID)
		kind := id.Draft
		for _, k := range []id.Kind{id.Message, id.Document} {
			if id.Is(k, e.ObjectID) {
				kind = k
			}
		}
		named[kind] = append(named[kind], e.ObjectID)
	}
	c := s.db.Client()
	if ids := named[id.Message]; len(ids) > 0 {
		views, err := c.ViewMessage.Query().Where(viewmessage.SideIDIn(sideIDs...), viewmessage.MessageIDIn(ids...)).All(ctx)
		if err != nil {
			return err
		}
		for _, v := range views {
			p.wraps[onSide{v.SideID, v.MessageID}] = restoredWrap{v.WrappedKey, v.WithdrawnAt != nil}
		}
	}
	if ids := named[id.Document]; len(ids) > 0 {
		views, err := c.ViewDocument.Query().Where(viewdocument.SideIDIn(sideIDs...), viewdocument.DocumentIDIn(ids...)).All(ctx)
		if err != nil {
			return err
		}
		for _, v := range views {
			p.wraps[onSide{v.SideID, v.DocumentID}] = restoredWrap{wrapped: v.WrappedKey}
		}
	}
	if ids := named[id.Draft]; len(ids) > 0 {
		drafts, err := c.Draft.Query().Where(draft.SideIDIn(sideIDs...), draft.IDIn(ids...)).All(ctx)
		if err != nil {
			return err
		}
		for _, d := range drafts {
			p.wraps[onSide{d.SideID, d.ID}] = restoredWrap{wrapped: d.WrappedKey}
		}
	}
	return nil
}

// Replay destroys again what the ledger of deletions names and the database has, whether or not a key opens it; it returns how much that was. What
// cannot be destroyed keeps nothing else from it, and is told at the end. It may be run again, and by several at once.
func (s *Service) Replay(ctx context.Context, entries []ledger.Entry) (n int, err error) {
	defer errs.Wrap(&err, "postbox.Replay")
	found, err := s.FindRestored(ctx, entries)
	if err != nil {
		return 0, err
	}
	ctx = ledger.Replaying(ctx)
	var failed errs.Failures
	for _, e := range found.Entries {
		err := s.db.Tx(viewer.System(ctx, "postbox.replay"), func(ctx context.Context, tx *store.Tx) error { return s.destroyRestored(ctx, tx, e) })
		if refusal := errs.AsRefusal(err); ent.IsNotFound(err) || refusal != nil && refusal.Problems[0].Rule == errs.Missing {
			// It went with its side, with another line of the same, or by somebody else meanwhile.
			continue
		}
		if err != nil {
			failed.Add(fmt.Errorf("%s: %w", e.ID, err))
			continue
		}
		n++
	}
	return n, failed.Err()
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
	side, err := s.Sides.OpenOrNot(ctx, row)
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
