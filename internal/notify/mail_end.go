package notify

import (
	"context"
	"time"

	entmail "schalter/ent/mail"
	"schalter/internal/clock"
	"schalter/internal/store"
)

// What must arrive goes to the second address, too, and to those who want no notices.

// EndWarning implements postbox.Notices.
func (m *Mailer) EndWarning(ctx context.Context, tx *store.Tx, accountID string, mailboxes int, first time.Time) (mailIDs []string, err error) {
	day := clock.Day(first)
	return m.toAllAddresses(ctx, tx, accountID, true, func(p Addressee) text {
		return endWarning(p.Locale, m.BaseURL+startPage, mailboxes, formatDay(p.Locale, day))
	})
}

// IdleDeleted implements postbox.Notices.
func (m *Mailer) IdleDeleted(ctx context.Context, tx *store.Tx, accountID, reference string, byLetter bool) error {
	_, err := m.toAllAddresses(ctx, tx, accountID, false, func(p Addressee) text { return idleDeleted(p.Locale, m.BaseURL+startPage, reference, byLetter) })
	return err
}

// toAllAddresses queues a mail to each address of a person; returns says that it matters whether one comes back later.
func (m *Mailer) toAllAddresses(ctx context.Context, tx *store.Tx, accountID string, returns bool, write func(Addressee) text) (mailIDs []string, err error) {
	p, err := m.People.Addressee(ctx, tx, accountID)
	if err != nil {
		return nil, err
	}
	for _, to := range []string{p.Email, p.SecondEmail} {
		if to == "" {
			continue
		}
		t := write(p)
		mailID, err := m.queue(ctx, tx, Mail{AccountID: accountID, To: to, Subject: t.subject, Locale: p.Locale, Text: t.letter(p), Returns: returns})
		if err != nil {
			return nil, err
		}
		mailIDs = append(mailIDs, mailID)
	}
	return mailIDs, nil
}

// States implements postbox.Notices: QUEUED, SENT or FAILED, and SENT where the trace is gone, which is kept for 30 days.
func (m *Mailer) States(ctx context.Context, tx *store.Tx, mailIDs []string) (map[string]string, error) {
	states := map[string]string{}
	if len(mailIDs) == 0 {
		return states, nil
	}
	for _, mailID := range mailIDs {
		states[mailID] = string(entmail.StateSENT)
	}
	rows, err := tx.Mail.Query().Where(entmail.IDIn(mailIDs...)).Select(entmail.FieldID, entmail.FieldState).All(ctx)
	for _, row := range rows {
		states[row.ID] = string(row.State)
	}
	return states, err
}
