package conversation

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/caseparty"
	entside "schalter/ent/side"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// How far a matter is with an authority stands twice, sealed where it is content: on the authority's side, and with the party for the
// owner. Each side keeps its own when the other one deletes. The owner's side has the most pressing state of its parties, for the list.

// Limits of what an authority says of its progress.
const (
	MaxNextStep        = 500
	MaxMissing         = 20
	MaxMissingDocument = 200
)

// CaseProgress is how far a matter is, as the authority says.
type CaseProgress struct {
	State            casemail.ProgressState
	Since            time.Time
	NextStep         *string
	ExpectedBy       *string
	MissingDocuments []string
}

// CaseProgressInput is what an authority says of its progress; it replaces what it said before.
type CaseProgressInput struct {
	State            casemail.ProgressState
	NextStep         *string
	ExpectedBy       *string
	MissingDocuments []string
}

// Validate checks the form of the input.
func (in *CaseProgressInput) Validate(now time.Time) error {
	var ps errs.Problems
	if !slices.Contains(casemail.ProgressStates, in.State) {
		ps.Add(errs.InvalidValue, "progress.state")
	}
	if in.NextStep != nil {
		sides.ValidateLine(&ps, in.NextStep, MaxNextStep, false, "progress.nextStep")
		if *in.NextStep == "" {
			in.NextStep = nil
		}
	}
	if len(in.MissingDocuments) > MaxMissing {
		ps.AddText(errs.TooMany, "too_many", []any{MaxMissing}, "progress.missingDocuments")
		return ps.Err()
	}
	for i := range in.MissingDocuments {
		sides.ValidateLine(&ps, &in.MissingDocuments[i], MaxMissingDocument, true, "progress.missingDocuments")
	}
	if err := ps.Err(); err != nil {
		return err
	}
	return CheckDay(in.ExpectedBy, now, "progress.expectedBy")
}

// sealedProgress is what is content of it.
type sealedProgress struct {
	NextStep *string  `json:"nextStep,omitempty"`
	Missing  []string `json:"missing,omitempty"`
}

func sideProgressAAD(sideID string) string { return sides.FieldAAD(sideID, "side", "progress") }
func partyProgressAAD(partyID string) string {
	return sides.FieldAAD(partyID, "case_party", "progress")
}

// SetProgress writes what a clerk says of a case's progress onto both sides, with an event on each, and has the owner told. Both sides are
// locked; the caller saves them. Nothing happens when nothing changed. Refusals: WRONG_STATE when the owner deleted the mailbox, INVALID_VALUE.
func (s *Service) SetProgress(ctx context.Context, tx *store.Tx, owner, own *sides.Side, by chain.Actor, in CaseProgressInput) (changed bool, err error) {
	if owner == nil {
		return false, errs.RefuseText(errs.WrongState, "owner_deleted", nil, "progress")
	}
	before, err := s.progressOf(ctx, own)
	if err != nil {
		return false, err
	}
	if before == nil {
		before = &CaseProgress{State: casemail.Received, Since: own.CreatedAt.UTC()}
	}
	if !in.State.MayFollow(before.State) {
		return false, errs.RefuseText(errs.InvalidValue, "progress_received", nil, "progress.state")
	}
	next := CaseProgress{State: in.State, Since: before.Since, NextStep: in.NextStep, ExpectedBy: in.ExpectedBy, MissingDocuments: in.MissingDocuments}
	if next.State != before.State {
		next.Since = tx.Now
	}
	if before.equal(next) {
		return false, nil
	}
	sealed, err := next.seal(own.HeadKey, sideProgressAAD(own.ID))
	if err != nil {
		return false, err
	}
	if err := sides.SaveProgress(ctx, tx, own, sides.Progress{State: entside.ProgressState(next.State), Since: next.Since, ExpectedBy: next.ExpectedBy, Sealed: sealed}); err != nil {
		return false, err
	}
	if err := s.copyProgress(ctx, tx, owner, own.Reader, next); err != nil {
		return false, err
	}
	if err := EndSilence(ctx, tx, owner.ID, own.Reader); err != nil {
		return false, err
	}
	if next.State == casemail.InWork || next.State == casemail.WaitingForYou || next.State == casemail.Decided {
		if err := takeUp(ctx, tx, owner, own); err != nil {
			return false, err
		}
	}
	received := by
	received.Name = s.directory.AuthorityName(own.Reader)
	if err := s.chain.AppendAndNotify(ctx, tx, owner, chain.Event{Kind: chain.ProgressChanged, Actor: received, Progress: next.State}); err != nil {
		return false, err
	}
	if err := s.chain.AppendAndNotify(ctx, tx, own, chain.Event{Kind: chain.ProgressChanged, Actor: by, Progress: next.State}); err != nil {
		return false, err
	}
	return true, s.notices.ProgressNotice(ctx, tx, owner.Reader, owner.ID)
}

// copyProgress keeps the owner's copy with the party, under the owner's head key.
func (s *Service) copyProgress(ctx context.Context, tx *store.Tx, owner *sides.Side, authorityID string, p CaseProgress) error {
	partyID, err := tx.CaseParty.Query().Where(caseparty.MailboxID(owner.ID), caseparty.AuthorityID(authorityID)).OnlyID(ctx)
	if err != nil {
		return err
	}
	sealed, err := p.seal(owner.HeadKey, partyProgressAAD(partyID))
	if err != nil {
		return err
	}
	u := tx.CaseParty.UpdateOneID(partyID).SetProgressState(caseparty.ProgressState(p.State)).SetProgressSince(p.Since).SetSealedProgress(sealed)
	if p.ExpectedBy != nil {
		u.SetExpectedBy(*p.ExpectedBy)
	} else {
		u.ClearExpectedBy()
	}
	if err := u.Exec(ctx); err != nil {
		return err
	}
	return pressOwner(ctx, tx, owner)
}

// markReceived notes the first delivery to an authority: on the owner's side, and on the authority's where it has one here.
func (s *Service) markReceived(ctx context.Context, tx *store.Tx, owner, own *sides.Side, authorityID string) error {
	if own != nil && own.ProgressState == nil {
		if err := sides.SaveProgress(ctx, tx, own, sides.Progress{State: entside.ProgressStateRECEIVED, Since: tx.Now}); err != nil {
			return err
		}
	}
	n, err := tx.CaseParty.Update().Where(caseparty.MailboxID(owner.ID), caseparty.AuthorityID(authorityID), caseparty.ProgressStateIsNil()).
		SetProgressState(caseparty.ProgressStateRECEIVED).SetProgressSince(tx.Now).Save(ctx)
	if err != nil || n == 0 {
		return err
	}
	return pressOwner(ctx, tx, owner)
}

// pressOwner writes the most pressing state of its parties onto the owner's side.
func pressOwner(ctx context.Context, tx *store.Tx, owner *sides.Side) error {
	rows, err := tx.CaseParty.Query().Where(caseparty.MailboxID(owner.ID), caseparty.ProgressStateNotNil()).Select(caseparty.FieldProgressState).All(ctx)
	if err != nil {
		return err
	}
	states := make([]casemail.ProgressState, len(rows))
	for i, row := range rows {
		states[i] = casemail.ProgressState(*row.ProgressState)
	}
	most := entside.ProgressState(casemail.MostPressing(states))
	if owner.ProgressState != nil && *owner.ProgressState == most {
		return nil
	}
	return sides.SaveProgress(ctx, tx, owner, sides.Progress{State: most, Since: tx.Now})
}

// MoveProgress is the mover of what is sealed of the progress.
func MoveProgress(ctx context.Context, tx *store.Tx, side *sides.Side, move sides.MoveOne) error {
	if len(side.SealedProgress) > 0 {
		sealed, err := move(sideProgressAAD(side.ID), side.SealedProgress)
		if err != nil {
			return err
		}
		if err := sides.SaveSealedProgress(ctx, tx, side, sealed); err != nil {
			return err
		}
	}
	if !side.IsOwner() {
		return nil
	}
	parties, err := tx.CaseParty.Query().Where(caseparty.MailboxID(side.ID), caseparty.SealedProgressNotNil()).All(ctx)
	if err != nil {
		return err
	}
	for _, p := range parties {
		sealed, err := move(partyProgressAAD(p.ID), p.SealedProgress)
		if err != nil {
			return err
		}
		if err := tx.CaseParty.UpdateOneID(p.ID).SetSealedProgress(sealed).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Progress is how far a case is, as its own side has it.
func (s *Service) Progress(ctx context.Context, c *AuthorityCase) (*CaseProgress, error) {
	return s.progressOf(ctx, c.side)
}

// ProgressHeld is how far a case is, on a side that the caller may read.
func (s *Service) ProgressHeld(ctx context.Context, side *sides.Side) (*CaseProgress, error) {
	return s.progressOf(ctx, side)
}

func (s *Service) progressOf(ctx context.Context, side *sides.Side) (*CaseProgress, error) {
	if side.ProgressState == nil {
		return nil, nil
	}
	return s.openProgress(ctx, side.ID, side.HeadKey, sideProgressAAD(side.ID), casemail.ProgressState(*side.ProgressState), side.ProgressSince, side.ExpectedBy, side.SealedProgress)
}

// progressOfParty is the owner's copy.
func (s *Service) progressOfParty(ctx context.Context, owner *sides.Side, row *ent.CaseParty) (*CaseProgress, error) {
	if row.ProgressState == nil {
		return nil, nil
	}
	return s.openProgress(ctx, row.ID, owner.HeadKey, partyProgressAAD(row.ID), casemail.ProgressState(*row.ProgressState), row.ProgressSince, row.ExpectedBy, row.SealedProgress)
}

func (s *Service) openProgress(ctx context.Context, id string, key vault.Key, aad string, state casemail.ProgressState, since *time.Time, expectedBy *string, sealed []byte) (*CaseProgress, error) {
	p := &CaseProgress{State: state, ExpectedBy: expectedBy, MissingDocuments: []string{}}
	if since != nil {
		p.Since = since.UTC()
	}
	if len(sealed) == 0 {
		return p, nil
	}
	var content sealedProgress
	if err := s.sides.OpenSealed(ctx, id, key, aad, sealed, &content); err != nil {
		return nil, err
	}
	p.NextStep = content.NextStep
	p.MissingDocuments = append(p.MissingDocuments, content.Missing...)
	return p, nil
}

func (p CaseProgress) seal(key vault.Key, aad string) ([]byte, error) {
	return key.SealJSON(aad, sealedProgress{NextStep: p.NextStep, Missing: p.MissingDocuments})
}

func (p CaseProgress) equal(other CaseProgress) bool {
	return p.State == other.State && sameText(p.NextStep, other.NextStep) && sameText(p.ExpectedBy, other.ExpectedBy) &&
		slices.Equal(p.MissingDocuments, other.MissingDocuments)
}

func sameText(a, b *string) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}
