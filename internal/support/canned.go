package support

import (
	"context"

	"schalter/ent"
	"schalter/ent/cannedanswer"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/pagination"
	"schalter/internal/store"
)

// CannedAnswerSaveInput makes or changes a text (input CannedAnswerSaveInput of the contract).
type CannedAnswerSaveInput struct {
	// AnswerID and ExpectedVersion are nil for a new one, which has an IdempotencyKey instead.
	AnswerID        *string
	ExpectedVersion *int
	IdempotencyKey  *string
	TitleDe         string
	BodyDe          string
	TitleEn         string
	BodyEn          string
	// Removed takes it out of the list.
	Removed bool
}

// Validate brings the texts to NFC and refuses what cannot be one.
func (in *CannedAnswerSaveInput) Validate() error {
	var ps errs.Problems
	checkText(&ps, &in.TitleDe, MaxSubject, latin.Line, "titleDe")
	checkText(&ps, &in.BodyDe, maxCanned, latin.Text, "bodyDe")
	checkText(&ps, &in.TitleEn, MaxSubject, latin.Line, "titleEn")
	checkText(&ps, &in.BodyEn, maxCanned, latin.Text, "bodyEn")
	switch {
	case in.AnswerID != nil && in.ExpectedVersion == nil:
		ps.Add(errs.Required, "expectedVersion")
	case in.AnswerID == nil:
		checkKey(&ps, valueOf(in.IdempotencyKey))
	}
	return ps.Err()
}

const (
	// maxCanned is in characters; the column takes it in bytes of UTF-8.
	maxCanned = 2_500
	// maxCannedAnswers bounds how many there are.
	maxCannedAnswers = 500
)

var byID = store.Order[*ent.CannedAnswer]{ID: func(row *ent.CannedAnswer) string { return row.ID }}

// CannedAnswers lists the texts that operators use again, oldest first.
func (s *Service) CannedAnswers(ctx context.Context, req pagination.Request) (_ pagination.Slice[*CannedAnswer], err error) {
	defer errs.Wrap(&err, "support.CannedAnswers")
	if _, err := operatorAccess(ctx); err != nil {
		return pagination.Slice[*CannedAnswer]{}, err
	}
	q := s.DB.Client().CannedAnswer.Query().Where(cannedanswer.Removed(false))
	return store.ReadPage(system(ctx), q, byID, req, store.Each(func(row *ent.CannedAnswer) (*CannedAnswer, error) { return toCanned(row), nil }))
}

func toCanned(row *ent.CannedAnswer) *CannedAnswer {
	return &CannedAnswer{
		ID: row.ID, Version: row.Version, TitleDe: row.TitleDe, BodyDe: row.BodyDe, TitleEn: row.TitleEn, BodyEn: row.BodyEn, UpdatedAt: row.UpdatedAt,
	}
}

// SaveCannedAnswer makes a text, or changes the version of one that the operator saw.
func (s *Service) SaveCannedAnswer(ctx context.Context, in CannedAnswerSaveInput) (_ *CannedAnswer, err error) {
	defer errs.Wrap(&err, "support.SaveCannedAnswer")
	a, err := operatorAccess(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	var saved *ent.CannedAnswer
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		if in.AnswerID == nil {
			saved, err = s.addCanned(ctx, tx, a, in)
			return err
		}
		n, err := tx.CannedAnswer.Update().Where(cannedanswer.ID(*in.AnswerID), cannedanswer.Version(*in.ExpectedVersion)).AddVersion(1).
			SetTitleDe(in.TitleDe).SetBodyDe(in.BodyDe).SetTitleEn(in.TitleEn).SetBodyEn(in.BodyEn).SetRemoved(in.Removed).SetUpdatedAt(tx.Now).Save(ctx)
		if err != nil {
			return err
		}
		saved, err = tx.CannedAnswer.Get(ctx, *in.AnswerID)
		switch {
		case ent.IsNotFound(err):
			return errs.RefuseText(errs.Missing, "canned_unknown", nil, "answerId")
		case err == nil && n == 0:
			return errs.Refuse(errs.Stale, "expectedVersion")
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return toCanned(saved), nil
}

// addCanned makes a text. Its id is derived from the key, so that the same request makes it once.
func (s *Service) addCanned(ctx context.Context, tx *store.Tx, a access, in CannedAnswerSaveInput) (*ent.CannedAnswer, error) {
	if err := tx.LockStream(ctx, Operators); err != nil {
		return nil, err
	}
	answerID := id.Derive(id.CannedAnswer, hexOf(s.hash("canned", a.accountID, *in.IdempotencyKey)))
	earlier, err := tx.CannedAnswer.Get(ctx, answerID)
	switch {
	case err == nil && (earlier.TitleDe != in.TitleDe || earlier.BodyDe != in.BodyDe || earlier.TitleEn != in.TitleEn || earlier.BodyEn != in.BodyEn):
		return nil, errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
	case err == nil || !ent.IsNotFound(err):
		return earlier, err
	}
	n, err := tx.CannedAnswer.Query().Where(cannedanswer.Removed(false)).Count(ctx)
	if err == nil && n >= maxCannedAnswers {
		err = errs.RefuseText(errs.TooMany, "canned_too_many", []any{maxCannedAnswers})
	}
	if err != nil {
		return nil, err
	}
	return tx.CannedAnswer.Create().SetID(answerID).SetTitleDe(in.TitleDe).SetBodyDe(in.BodyDe).SetTitleEn(in.TitleEn).SetBodyEn(in.BodyEn).
		SetRemoved(in.Removed).SetUpdatedAt(tx.Now).Save(ctx)
}
