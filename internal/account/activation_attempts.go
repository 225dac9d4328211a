package account

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/activation"
	"schalter/ent/letterreader"
	"schalter/internal/clock"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

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
