package account

import (
	"context"

	"schalter/ent/account"
	"schalter/ent/activation"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/mail"
	"schalter/internal/permit"
	"schalter/internal/store"
)

// Validate checks the fields that are to change and brings names to NFC.
func (in *ProfileUpdateInput) Validate() error {
	var ps errs.Problems
	noteKept(&ps, in.GivenName, "givenName")
	noteKept(&ps, in.FamilyName, "familyName")
	noteKept(&ps, in.Locale, "locale")
	noteKept(&ps, in.NewMessageMail, "newMessageMail")
	noteKept(&ps, in.SingleKeyShortcuts, "singleKeyShortcuts")
	if in.GivenName.To != nil {
		noteName(&ps, in.GivenName.To, "givenName")
	}
	if in.FamilyName.To != nil {
		noteName(&ps, in.FamilyName.To, "familyName")
	}
	if in.Locale.To != nil {
		noteLocale(&ps, *in.Locale.To, "locale")
	}
	if phrase := in.RecognitionPhrase.To; phrase != nil {
		checked, err := latin.Line(*phrase, maxPhrase)
		latin.AddProblem(&ps, err, "recognitionPhrase")
		*phrase = checked
	}
	in.StartPlan.To.addProblems(&ps, "startPlan")
	if in.SecondEmail.To != nil {
		mail.NoteTyped(&ps, in.SecondEmail.To, "secondEmail")
	}
	return ps.Err()
}

// noteKept notes that a field was cleared which always has a value.
func noteKept[T any](ps *errs.Problems, c Change[T], field string) {
	if c.Set && c.To == nil {
		ps.Add(errs.Required, field)
	}
}

// UpdateProfile changes name, language, settings and start plan. A change of name makes a letter under way void and lets
// trust fall back to EMAIL: the letter proves name and address together. A second e-mail address is mailed a link, by which it counts, and
// the first address learns of it.
func (s *Service) UpdateProfile(ctx context.Context, in ProfileUpdateInput) (_ *Viewer, err error) {
	defer errs.Wrap(&err, "account.UpdateProfile")
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	err = s.withLockedAccount(ctx, "profile-update", v.AccountID, func(ctx context.Context, tx *store.Tx, o *opened) error {
		before := fullName(o.profile.GivenName, o.profile.FamilyName)
		if err := in.apply(o); err != nil {
			return err
		}
		if in.SecondEmail.Set {
			if err := s.changeSecondEmail(ctx, tx, o, in.SecondEmail.To); err != nil {
				return err
			}
		}
		if before != fullName(o.profile.GivenName, o.profile.FamilyName) {
			return s.resetTrust(ctx, tx, o, activation.StateVOID)
		}
		return saveProfile(ctx, tx, o)
	})
	if err != nil {
		return nil, err
	}
	return s.loadViewer(ctx, v.AccountID)
}

func (in *ProfileUpdateInput) apply(o *opened) error {
	applyChange(&o.profile.GivenName, in.GivenName)
	applyChange(&o.profile.FamilyName, in.FamilyName)
	onlyName(&o.profile.GivenName, &o.profile.FamilyName)
	if o.profile.FamilyName == "" {
		return errs.Refuse(errs.Required, "familyName")
	}
	applyChange(&o.NewMessageMail, in.NewMessageMail)
	applyChange(&o.SingleKeyShortcuts, in.SingleKeyShortcuts)
	applyChange(&o.profile.Phrase, in.RecognitionPhrase)
	if in.Locale.To != nil {
		o.Locale = account.Locale(*in.Locale.To)
	}
	if in.StartPlan.Set {
		o.profile.StartPlan = in.StartPlan.To.plan()
	}
	return nil
}

// applyChange sets a field as a change says; clearing is the zero value.
func applyChange[T any](field *T, c Change[T]) {
	if !c.Set {
		return
	}
	var zero T
	*field = zero
	if c.To != nil {
		*field = *c.To
	}
}
