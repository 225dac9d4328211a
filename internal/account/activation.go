package account

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"time"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/activation"
	"schalter/ent/letterreader"
	"schalter/internal/checkcode"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

const (
	codeDays     = 30
	codeAttempts = 5
	// At most lettersMax letters are handed over within letterWindow; then an operator can grant another one.
	lettersMax   = 3
	letterWindow = 90 * 24 * time.Hour
)

// codeEnds is when a code is over whose letter is of a time: with the 30th day after it, as the letter says.
func codeEnds(printed time.Time) time.Time {
	return clock.EndOfDay(printed.In(clock.Berlin).AddDate(0, 0, codeDays))
}

// SetPostalAddress gives or changes the address and queues a letter with a new code; earlier codes are void and trust falls
// back to EMAIL. Giving the proven address once more changes nothing. LETTER_LIMIT says when the next letter can go.
func (s *Service) SetPostalAddress(ctx context.Context, in PostalAddressSetInput) (_ *Viewer, err error) {
	defer errs.Wrap(&err, "account.SetPostalAddress")
	v, err := requireSignedIn(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	err = s.withLockedAccount(ctx, "postal-address", v.AccountID, func(ctx context.Context, tx *store.Tx, o *opened) error {
		address := in.Address.of(o.profile)
		if err := s.checkPrintable(address); err != nil {
			return err
		}
		if o.profile.Address != nil && sameAddress(*o.profile.Address, address) {
			return nil
		}
		return s.orderLetter(ctx, tx, o, address)
	})
	if err != nil {
		return nil, err
	}
	return s.loadViewer(ctx, v.AccountID)
}

// checkPrintable refuses an address that no letter can bear.
func (s *Service) checkPrintable(address postal.Address) error {
	p := s.printer.CheckAddress(address)
	if p == nil {
		return nil
	}
	p.Field = append([]string{"address"}, p.Field...)
	return &errs.Refusal{Problems: []errs.Problem{*p}}
}

// ReviewAddress returns an address of the signed-in account as a letter would bear it, or why it is refused: what SetPostalAddress
// says, without ordering a letter.
func (s *Service) ReviewAddress(ctx context.Context, in PostalAddressInput) (_ *postal.Address, err error) {
	defer errs.Wrap(&err, "account.ReviewAddress")
	v, err := requireSignedIn(ctx)
	if err != nil {
		return nil, err
	}
	me, err := s.Person(ctx, v.AccountID)
	if err != nil {
		return nil, err
	}
	address, err := in.To(me.Name())
	if err != nil {
		return nil, err
	}
	return address, s.checkPrintable(*address)
}

// ReissueLetter orders a new letter with a new code to the address given last; earlier codes are void. WRONG_STATE when no
// address was given or it is proven already, LETTER_LIMIT when too many letters went out.
func (s *Service) ReissueLetter(ctx context.Context, _ ActivationLetterReissueInput) (_ *Viewer, err error) {
	defer errs.Wrap(&err, "account.ReissueLetter")
	v, err := requireSignedIn(ctx)
	if err != nil {
		return nil, err
	}
	err = s.withLockedAccount(ctx, "letter-reissue", v.AccountID, func(ctx context.Context, tx *store.Tx, o *opened) error {
		past, err := s.loadAttempts(ctx, tx.Client, o)
		if err != nil {
			return err
		}
		if len(past) == 0 || o.TrustLevel == account.TrustLevelPOSTAL {
			return errs.Refuse(errs.WrongState)
		}
		address := past[0].address
		address.Recipient = fullName(o.profile.GivenName, o.profile.FamilyName)
		return s.orderLetter(ctx, tx, o, address)
	})
	if err != nil {
		return nil, err
	}
	return s.loadViewer(ctx, v.AccountID)
}

// withLockedAccount runs fn over the locked account.
func (s *Service) withLockedAccount(ctx context.Context, reason, accountID string, fn func(context.Context, *store.Tx, *opened) error) error {
	return s.db.Tx(viewer.System(ctx, reason), func(ctx context.Context, tx *store.Tx) error {
		o, err := s.lock(ctx, tx, accountID)
		if err != nil {
			return err
		}
		return fn(ctx, tx, o)
	})
}

// orderLetter makes a new code for an address and queues its letter.
func (s *Service) orderLetter(ctx context.Context, tx *store.Tx, o *opened, address postal.Address) error {
	past, err := s.loadAttempts(ctx, tx.Client, o)
	if err != nil {
		return err
	}
	if next := past.nextAt(tx.Now); next != nil {
		return errs.RefuseText(errs.LetterLimit, "letter_limit", []any{*next})
	}
	if err := s.resetTrust(ctx, tx, o, activation.StateREPLACED); err != nil {
		return err
	}
	if err := past.forgetUnsent(ctx, tx); err != nil {
		return err
	}
	activationID, secret := id.New(id.Activation, tx.Now), checkcode.New(rand.Reader)
	sealed, err := o.key.SealJSON(addressAAD(activationID), address)
	if err != nil {
		return err
	}
	err = tx.Activation.Create().SetID(activationID).SetAccountID(o.ID).SetState(activation.StateLIVE).SetSealedAddress(sealed).
		SetCodeHash(s.codeHash(activationID, o.ID, secret)).SetAttemptsLeft(codeAttempts).SetAbroad(address.Country != home).
		SetLetterQueuedAt(tx.Now).SetExpiresAt(unprintedEnd(tx.Now)).Exec(ctx)
	if err != nil {
		return err
	}
	// Of earlier letters only the days count, for the limit; where they went is nobody's matter any more.
	err = tx.Activation.Update().Where(activation.AccountID(o.ID), activation.IDNEQ(activationID)).SetSealedAddress([]byte{}).Exec(ctx)
	if err != nil {
		return err
	}
	return s.queueLetter(ctx, tx, o, activationID, sealedLetter{Address: address, Code: secret})
}

// resetTrust makes a live code void and lets trust fall back: what the next letter proves is name and address together.
func (s *Service) resetTrust(ctx context.Context, tx *store.Tx, o *opened, became activation.State) error {
	err := tx.Activation.Update().Where(activation.AccountID(o.ID), activation.StateEQ(activation.StateLIVE)).
		SetState(became).SetAttemptsLeft(0).Exec(ctx)
	if err != nil {
		return err
	}
	if err := s.discardLetters(ctx, tx, o.ID); err != nil {
		return err
	}
	if o.TrustLevel == account.TrustLevelPOSTAL {
		o.TrustLevel = account.TrustLevelEMAIL
		noteTrust(ctx, tx, o)
	}
	o.profile.Address = nil
	return saveProfile(ctx, tx, o)
}

// saveProfile writes what was changed in an opened account.
func saveProfile(ctx context.Context, tx *store.Tx, o *opened) error {
	sealed, err := sealProfile(o.key, o.ID, o.profile)
	if err != nil {
		return err
	}
	err = tx.Account.UpdateOneID(o.ID).SetSealedProfile(sealed).SetTrustLevel(o.TrustLevel).SetLocale(o.Locale).
		SetNewMessageMail(o.NewMessageMail).SetSingleKeyShortcuts(o.SingleKeyShortcuts).Exec(ctx)
	if err != nil {
		return err
	}
	// What the profile said before must not open any more.
	return renewSoon(ctx, tx, o.ID)
}

func addressAAD(activationID string) string { return "activation|" + activationID + "|address" }

// codeHash binds a code to its activation, which has one address forever, and to the account.
func (s *Service) codeHash(activationID, accountID, secret string) []byte {
	return s.platform.MAC(vault.BlindIndex, "activation-code", activationID, accountID, secret)
}

// Activate proves the postal address by the code of the letter. A slip that the check symbol shows is no try. WRONG_CODE says
// how many tries are left, CODE_VOID that a new letter is needed, EXPIRED that the code is too old, WRONG_STATE that no letter
// is under way. Wrong codes never block the account.
func (s *Service) Activate(ctx context.Context, in AccountActivateInput) (_ *Viewer, err error) {
	defer errs.Wrap(&err, "account.Activate")
	v, err := requireSignedIn(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	var refused error
	err = s.withLockedAccount(ctx, "activate", v.AccountID, func(ctx context.Context, tx *store.Tx, o *opened) error {
		// A wrong code is counted, so the refusal must not undo the transaction.
		refused, err = s.tryCode(ctx, tx, o, in.Code)
		return err
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return nil, err
	}
	return s.loadViewer(ctx, v.AccountID)
}

// Validate checks the form of the code and its check symbol.
func (in *AccountActivateInput) Validate() error {
	if len(in.Code) > 100 {
		return errs.RefuseText(errs.InvalidValue, "code_malformed", nil, "code")
	}
	if in.Code == "" {
		return errs.Refuse(errs.Required, "code")
	}
	if _, err := checkcode.Parse(in.Code); err != nil {
		return errs.RefuseText(errs.InvalidValue, "code_malformed", nil, "code")
	}
	return nil
}

// tryCode compares a typed code with the newest one. A refusal is no error of the transaction: the try is counted all the same.
func (s *Service) tryCode(ctx context.Context, tx *store.Tx, o *opened, typed string) (refused, err error) {
	secret, err := checkcode.Parse(typed)
	if err != nil {
		return nil, err
	}
	past, err := s.loadAttempts(ctx, tx.Client, o)
	if err != nil {
		return nil, err
	}
	current := past.current()
	switch {
	case current == nil:
		return errs.Refuse(errs.WrongState), nil
	case current.row.State == activation.StateVOID:
		return errs.Refuse(errs.CodeVoid, "code"), nil
	case !tx.Now.Before(current.row.ExpiresAt):
		return errs.RefuseText(errs.Expired, "code_expired", nil, "code"), nil
	case !current.handedOver:
		// Nobody has its code yet, so this one is of an earlier letter, or guessed. Neither is a try.
		return errs.RefuseText(errs.WrongState, "code_not_sent", nil, "code"), nil
	case !hmac.Equal(current.row.CodeHash, s.codeHash(current.row.ID, o.ID, secret)):
		return s.countWrongCode(ctx, tx, current.row)
	}
	// The letter proves nothing about a person who read it before it was posted.
	if read, err := s.couldRead(ctx, tx, o, current.row.ID); err != nil || read {
		if err == nil {
			refused = errs.RefuseText(errs.WrongState, "code_read_by_you", nil, "code")
		}
		return refused, err
	}
	return nil, s.acceptCode(ctx, tx, o, current)
}

func (s *Service) countWrongCode(ctx context.Context, tx *store.Tx, row *ent.Activation) (refused, err error) {
	left := row.AttemptsLeft - 1
	update := tx.Activation.UpdateOne(row).SetAttemptsLeft(left)
	if left > 0 {
		return errs.RefuseText(errs.WrongCode, "wrong_code", []any{left}, "code"), update.Exec(ctx)
	}
	if err := s.discardLetters(ctx, tx, row.AccountID); err != nil {
		return nil, err
	}
	return errs.Refuse(errs.CodeVoid, "code"), update.SetState(activation.StateVOID).Exec(ctx)
}

// acceptCode raises the trust in the account: the address of the letter is proven.
func (s *Service) acceptCode(ctx context.Context, tx *store.Tx, o *opened, current *attempt) error {
	if err := tx.Activation.UpdateOne(current.row).SetState(activation.StateUSED).Exec(ctx); err != nil {
		return err
	}
	o.TrustLevel = account.TrustLevelPOSTAL
	noteTrust(ctx, tx, o)
	o.profile.Address = &current.address
	if err := saveProfile(ctx, tx, o); err != nil {
		return err
	}
	if err := s.discardLetters(ctx, tx, o.ID); err != nil {
		return err
	}
	return s.mailer.AccountActive(ctx, tx, o.ID)
}

// attempt is an activation with its address opened.
type attempt struct {
	row     *ent.Activation
	address postal.Address
	// handedOver says that its letter was printed, or that a file with its code was fetched for printing: until then nobody has the
	// code, and the letter can be taken back.
	handedOver bool
}

// attempts are the activations of an account, the newest first.
type attempts []attempt

// maxAttempts bounds how many activations are read. Only those are kept whose letter was handed over, and the newest.
const maxAttempts = 50

// loadAttempts reads the activations that count for the limit of letters.
func (s *Service) loadAttempts(ctx context.Context, client *ent.Client, o *opened) (attempts, error) {
	rows, err := client.Activation.Query().Where(activation.AccountID(o.ID)).
		Order(ent.Desc(activation.FieldLetterQueuedAt, activation.FieldID)).Limit(maxAttempts).All(ctx)
	if err != nil {
		return nil, err
	}
	fetched, err := fetchedLetters(ctx, client, rows)
	if err != nil {
		return nil, err
	}
	as := make(attempts, len(rows))
	for i, row := range rows {
		as[i].row = row
		as[i].handedOver = row.LetterPrintedAt != nil || fetched[row.ID]
		if len(row.SealedAddress) == 0 {
			continue
		}
		if err := o.key.OpenJSON(addressAAD(row.ID), row.SealedAddress, &as[i].address); err != nil {
			return nil, err
		}
	}
	return as, nil
}

// current is the activation that a code is compared with; nil when the newest is used up.
func (as attempts) current() *attempt {
	if len(as) == 0 || as[0].row.State == activation.StateUSED || as[0].row.State == activation.StateREPLACED {
		return nil
	}
	return &as[0]
}

// fetchedLetters are those of the activations whose code somebody fetched for printing.
func fetchedLetters(ctx context.Context, client *ent.Client, rows []*ent.Activation) (map[string]bool, error) {
	fetched := map[string]bool{}
	var unprinted []string
	for _, row := range rows {
		if row.LetterPrintedAt == nil {
			unprinted = append(unprinted, row.ID)
		}
	}
	if len(unprinted) == 0 {
		return fetched, nil
	}
	// Persons see nothing of who printed their letter.
	readers, err := client.LetterReader.Query().Where(letterreader.SubjectIDIn(unprinted...)).All(viewer.System(ctx, "letters-fetched"))
	for _, r := range readers {
		fetched[r.SubjectID] = true
	}
	return fetched, err
}

// counted are the letters that count for the limit at a time, the newest first.
func (as attempts) counted(now time.Time) attempts {
	var list attempts
	for _, a := range as {
		if a.handedOver && a.row.LetterQueuedAt.Add(letterWindow).After(now) {
			list = append(list, a)
		}
	}
	return list
}

// nextAt is when the next letter can go; nil when that is now.
func (as attempts) nextAt(now time.Time) *time.Time {
	counted := as.counted(now)
	if len(counted) < lettersMax {
		return nil
	}
	next := counted[lettersMax-1].row.LetterQueuedAt.Add(letterWindow)
	return &next
}

// forgetUnsent deletes the activations whose letters were taken back before anybody had them: nothing happened with them, and
// correcting an address often leaves nothing behind.
func (as attempts) forgetUnsent(ctx context.Context, tx *store.Tx) error {
	var unsent []string
	for _, a := range as {
		if !a.handedOver {
			unsent = append(unsent, a.row.ID)
		}
	}
	if len(unsent) == 0 {
		return nil
	}
	_, err := tx.Activation.Delete().Where(activation.IDIn(unsent...)).Exec(ctx)
	return err
}

func (as attempts) underWay(now time.Time) *Activation {
	l := as.current()
	if l == nil {
		return nil
	}
	sent := l.row.LetterQueuedAt
	if l.row.LetterPrintedAt != nil {
		sent = *l.row.LetterPrintedAt
	}
	from, to := expectedArrival(sent, l.row.Abroad)
	return &Activation{
		Address: l.address, LetterQueuedAt: l.row.LetterQueuedAt, LetterPrintedAt: l.row.LetterPrintedAt,
		LetterReturnedAt: l.row.LetterReturnedAt, ExpectedFrom: from, ExpectedTo: to, CodeExpiresAt: l.row.ExpiresAt,
		AttemptsLeft: l.row.AttemptsLeft, NextLetterAt: as.nextAt(now),
	}
}

// expectedArrival are the calendar days in Berlin between which a letter may be expected: 3 to 7 days on, abroad 7 to 21.
func expectedArrival(sent time.Time, abroad bool) (from, to string) {
	first, last := 3, 7
	if abroad {
		first, last = 7, 21
	}
	day := sent.In(clock.Berlin)
	return day.AddDate(0, 0, first).Format(time.DateOnly), day.AddDate(0, 0, last).Format(time.DateOnly)
}
