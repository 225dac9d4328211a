package organisation

import (
	"context"
	"fmt"
	"slices"

	"schalter/ent"
	"schalter/ent/connectrequest"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/permit"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Decision is what an operator says to a request.
type Decision struct {
	RequestID string
	Approve   bool
	// Address is the official one, without recipient; required to approve.
	Address *postal.Address
	Note    *string
}

// Decide proposes the release of a connect request, confirms the release that another operator proposed, or declines; for
// operators. Confirmed is what was proposed to the same address; another address is a proposal of its own. One operator alone
// releases at once, but only to the address that the directory has in full. Released, a letter with a code goes to the authority
// at the official address, for the attention of the contact, who is told by mail; declined, the contact is told the note.
// WRONG_STATE when the request does not wait any more, or nobody could confirm; INVALID when the contact is an operator.
func (s *Service) Decide(ctx context.Context, in Decision) (_ *ConnectRequest, err error) {
	defer errs.Wrap(&err, "organisation.Decide(%s)", in.RequestID)
	v, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.validate(); err != nil {
		return nil, err
	}
	err = s.db.Tx(viewer.System(ctx, "connect-decide"), func(ctx context.Context, tx *store.Tx) error {
		row, opened, err := s.claimUndecided(ctx, tx, in.RequestID)
		if err != nil {
			return err
		}
		if in.Note != nil {
			opened.Note = in.Note
		}
		if in.Approve {
			return s.confirmOrPropose(ctx, tx, v, row, opened, *in.Address)
		}
		return s.declineRequest(ctx, tx, v, row, opened)
	})
	if err != nil {
		return nil, err
	}
	return s.Request(ctx, in.RequestID)
}

func (in *Decision) validate() error {
	var ps errs.Problems
	if in.Approve && in.Address == nil {
		ps.Add(errs.Required, "address")
	}
	if in.Note != nil && latin.Blank(*in.Note) {
		in.Note = nil
	}
	if in.Note != nil {
		text, err := latin.Text(*in.Note, maxNote)
		latin.AddProblem(&ps, err, "note")
		if err == nil {
			in.Note = &text
		}
	}
	if !in.Approve && in.Note == nil {
		ps.Add(errs.Required, "note")
	}
	return ps.Err()
}

// claimUndecided claims a request that waits: two operators do not decide it both.
func (s *Service) claimUndecided(ctx context.Context, tx *store.Tx, requestID string) (*ent.ConnectRequest, sealedRequest, error) {
	if _, err := tx.Exec(ctx, `UPDATE connect_request SET attempts_left = attempts_left WHERE id = ?`, requestID); err != nil {
		return nil, sealedRequest{}, err
	}
	row, err := tx.ConnectRequest.Get(ctx, requestID)
	if ent.IsNotFound(err) {
		return nil, sealedRequest{}, errs.New(errs.NotFound, "no such request")
	}
	if err != nil {
		return nil, sealedRequest{}, err
	}
	if !slices.Contains(undecidedStates, row.State) {
		return nil, sealedRequest{}, errs.RefuseText(errs.WrongState, "request_decided", nil)
	}
	opened, err := s.openRequest(ctx, row)
	return row, opened, err
}

func (s *Service) declineRequest(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.ConnectRequest, opened sealedRequest) error {
	update := tx.ConnectRequest.UpdateOne(row).SetState(connectrequest.StateDECLINED)
	if err := s.recordDecision(ctx, tx, by, row, opened, update, "connect.decline"); err != nil {
		return err
	}
	return s.ports.Notices.ConnectDeclined(ctx, tx, opened.Contact.Email, opened.Locale, row.AuthorityID, valueOrEmpty(opened.Note))
}

// recordDecision writes the decision of an operator to the request and to the audit log.
func (s *Service) recordDecision(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.ConnectRequest, opened sealedRequest, update *ent.ConnectRequestUpdateOne, action string) error {
	box, err := s.sealRequest(ctx, row.ID, opened)
	if err != nil {
		return err
	}
	err = update.SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).SetDecidedAt(tx.Now).SetDecidedBy(by.AccountID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("decide: %w", err)
	}
	return s.ports.Audit.Record(ctx, tx, by, action, row.ID, "", row.AuthorityID)
}
