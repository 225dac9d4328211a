package support

import (
	"context"

	"schalter/ent"
	"schalter/ent/ticket"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Operators is the stream of all tickets. Transactions lock streams in the order of their names: an organisation's, which is locked
// early where its tickets are made, comes before this one.
const Operators = "tickets.~"

// Editors is the stream of the tickets of the directory.
const Editors = "tickets.~directory"

// AudienceOf is the stream of an organisation's tickets.
func AudienceOf(organisationID string) string { return "tickets." + organisationID }

// publish has those who see a ticket learn of it; an entry that operators alone see is told to them alone.
func publish(tx *store.Tx, t *ent.Ticket, entryID string, public bool) {
	e := store.Entry{Reader: Operators, Topic: store.TopicChange, SideID: t.ID, MessageID: entryID}
	tx.Append(e)
	if t.Kind == ticket.KindDIRECTORY {
		e.Reader = Editors
		tx.Append(e)
	}
	if public && t.OrganisationID != nil {
		e.Reader = AudienceOf(*t.OrganisationID)
		tx.Append(e)
	}
}

// Follow is the stream that a viewer asks for, with what lets them read it: an organisation's, or with nil that of operators, or of editors who
// are none.
func (s *Service) Follow(ctx context.Context, organisationID *string) (reader string, allowed func(*viewer.Viewer) error) {
	if v := viewer.From(ctx); organisationID == nil && v.HasRole(viewer.Editor) && !v.HasRole(viewer.Operator) {
		return Editors, func(v *viewer.Viewer) error {
			if !v.HasRole(viewer.Editor) {
				return errs.New(errs.Forbidden, "editors only")
			}
			return nil
		}
	}
	if organisationID == nil {
		return Operators, func(v *viewer.Viewer) error {
			switch {
			case !v.SignedIn():
				return errs.New(errs.Unauthenticated, "sign in first")
			case !v.HasRole(viewer.Operator):
				return errs.New(errs.Forbidden, "operators only; members name their organisation")
			}
			return nil
		}
	}
	foundID, _, ok := s.Organisations.Find(*organisationID)
	return AudienceOf(foundID), func(v *viewer.Viewer) error {
		a, err := accessOf(viewer.With(context.Background(), v))
		if err == nil && (!ok || !a.belongs(&foundID)) {
			err = errs.New(errs.NotFound, "no such organisation")
		}
		return err
	}
}

// Changed reads what an entry of a stream is about, with the rights of this moment; nil when there is nothing to see any more.
func (s *Service) Changed(ctx context.Context, e store.Entry) (t *Ticket, entry *TicketEntry, err error) {
	defer errs.Wrap(&err, "support.Changed(%s)", e.SideID)
	t, err = s.Ticket(ctx, e.SideID)
	if errs.CodeOf(err) == errs.NotFound {
		return nil, nil, nil
	}
	if err != nil || e.MessageID == "" {
		return t, nil, err
	}
	entry, err = s.Entry(ctx, e.MessageID)
	if errs.CodeOf(err) == errs.NotFound {
		return t, nil, nil
	}
	return t, entry, err
}
