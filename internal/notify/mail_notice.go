package notify

import (
	"context"
	"strings"
	"time"

	"schalter/ent"
	entmail "schalter/ent/mail"
	"schalter/internal/job"
	"schalter/internal/store"
)

// OwnerNotice has the owner of a mailbox told that something new is in it. Several notices of one mailbox within the delay
// make one mail.
func (m *Mailer) OwnerNotice(ctx context.Context, tx *store.Tx, accountID, sideID string) error {
	return job.Enqueue(ctx, tx, jobOwner, pairSubject(accountID, sideID), tx.Now.Add(m.Delay), sideID)
}

// ProgressNotice has the owner of a mailbox told that an authority said how far it is. It announces no message; several within the delay
// make one mail.
func (m *Mailer) ProgressNotice(ctx context.Context, tx *store.Tx, accountID, sideID string) error {
	return job.Enqueue(ctx, tx, jobProgress, pairSubject(accountID, sideID), tx.Now.Add(m.Delay), sideID)
}

// AuthorityNotice has the clerks of an authority told that something new is in their inbox. Several notices within the delay
// make one mail, whichever cases they are about.
func (m *Mailer) AuthorityNotice(ctx context.Context, tx *store.Tx, authorityID, _ string) error {
	return job.Enqueue(ctx, tx, jobAuthority, authorityID, tx.Now.Add(m.Delay), authorityID)
}

// SilenceReminder reminds the clerks of an authority that messages lie in their inbox which nobody has opened. Several reminders at once make
// one mail, whichever cases they are about. It goes to those who want mails about messages; where nobody does, to all: a reminder that reaches
// nobody is none.
func (m *Mailer) SilenceReminder(ctx context.Context, tx *store.Tx, authorityID string) error {
	return job.Enqueue(ctx, tx, jobSilence, authorityID, tx.Now, authorityID)
}

// ArchiveReminder reminds the clerks of an authority that so many cases wait for what the archive says. As SilenceReminder, it goes to those who want
// mails about messages; where nobody does, to all.
func (m *Mailer) ArchiveReminder(ctx context.Context, tx *store.Tx, authorityID string, cases int) error {
	return m.remindClerks(ctx, tx, authorityID, func(p Addressee) text {
		return archiveReminder(p.Locale, m.BaseURL+inboxPage+"/"+authorityID, m.AuthorityName(authorityID), cases)
	})
}

// remindClerks writes to those clerks of an authority who want mails about messages, or to all where nobody does.
func (m *Mailer) remindClerks(ctx context.Context, tx *store.Tx, authorityID string, write func(Addressee) text) error {
	queued, err := m.toClerks(ctx, tx, authorityID, false, write)
	if err == nil && queued == 0 {
		_, err = m.toClerks(ctx, tx, authorityID, true, write)
	}
	return err
}

// DeletionNotice tells the clerks of an authority at once that the owner deleted a mailbox they were written to from. The
// reference says nothing about its content.
func (m *Mailer) DeletionNotice(ctx context.Context, tx *store.Tx, authorityID, _, reference string) error {
	_, err := m.toClerks(ctx, tx, authorityID, true, func(p Addressee) text {
		return mailboxDeleted(p.Locale, m.BaseURL+inboxPage+"/"+authorityID, m.AuthorityName(authorityID), reference)
	})
	return err
}

// Withdraw takes back what waits to be told of a mailbox that is deleted, and has what was told already forget it.
func (m *Mailer) Withdraw(ctx context.Context, tx *store.Tx, accountID, sideID string) error {
	if err := job.Drop(ctx, tx, pairSubject(accountID, sideID), jobOwner, jobProgress); err != nil {
		return err
	}
	waiting, err := tx.Mail.Query().Where(entmail.SideID(sideID), entmail.StateEQ(entmail.StateQUEUED)).IDs(ctx)
	if err != nil {
		return err
	}
	for _, mailID := range waiting {
		if err := m.withdraw(ctx, tx, mailID); err != nil {
			return err
		}
	}
	return tx.Mail.Update().Where(entmail.SideID(sideID), entmail.UseUntilIsNil()).ClearSideID().Exec(ctx)
}

// handOver is longer than handing a mail over takes.
const handOver = 5 * time.Minute

// withdraw takes back a mail, and has those whose messages it was to tell of keep that it was not sent. One that is being handed over may reach the
// person: it is told as what becomes of it, is tried for minutes at most, and forgets the mailbox then.
func (m *Mailer) withdraw(ctx context.Context, tx *store.Tx, mailID string) error {
	running, err := job.DropIdle(ctx, tx, mailID, jobSend)
	if err != nil {
		return err
	}
	if running {
		return tx.Mail.Update().Where(entmail.ID(mailID)).SetUseUntil(tx.Now.Add(handOver)).Exec(ctx)
	}
	n, err := tx.Mail.Delete().Where(entmail.ID(mailID), entmail.StateEQ(entmail.StateQUEUED)).Exec(ctx)
	if err != nil || n == 0 {
		return err
	}
	return job.Enqueue(ctx, tx, jobTellFailed, mailID, tx.Now, "")
}

// WithdrawAfter takes back a notice that waits to be told and is only about messages that came after a time: they are deleted.
func (m *Mailer) WithdrawAfter(ctx context.Context, tx *store.Tx, accountID, sideID string, last time.Time) error {
	return job.DropAfter(ctx, tx, pairSubject(accountID, sideID), last, jobOwner)
}

// pairSubject is the subject of a job about two ids.
func pairSubject(first, second string) string { return first + "|" + second }

func (m *Mailer) noticeOwner(ctx context.Context, subject string) error {
	accountID, sideID, _ := strings.Cut(subject, "|")
	return m.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if stands, err := m.sideExists(ctx, tx, sideID); err != nil || !stands {
			return err
		}
		p, err := m.People.Addressee(ctx, tx, accountID)
		if err != nil {
			return err
		}
		mailID := ""
		if p.Active && p.Notices {
			if mailID, err = m.queueTextID(ctx, tx, p, Mail{AccountID: accountID, SideID: sideID}, newMessage(p.Locale, m.BaseURL+mailboxesPage)); err != nil {
				return err
			}
		}
		return m.onQueued(ctx, tx, sideID, mailID)
	})
}

// noticeSecond sends a notice that did not reach the first address of a person to the second one, once: the mail to the first forgets whose it was, and the
// one to the second does not know. What becomes of it is told as of any notice, and it is no notice of a decision: by that one the decision was not told.
func (m *Mailer) noticeSecond(ctx context.Context, first *ent.Mail) error {
	return m.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Mail.Update().Where(entmail.ID(first.ID), entmail.AccountIDNotNil(), entmail.SideIDNotNil()).ClearAccountID().
			SetState(entmail.StateFAILED).Save(ctx)
		if err != nil || n == 0 {
			return err
		}
		if stands, err := m.sideExists(ctx, tx, *first.SideID); err != nil || !stands {
			return err
		}
		p, err := m.People.Addressee(ctx, tx, *first.AccountID)
		if err != nil || p.SecondEmail == "" || !p.Active || !p.Notices {
			return err
		}
		p.Email = p.SecondEmail
		return m.queueText(ctx, tx, p, Mail{SideID: *first.SideID}, newMessage(p.Locale, m.BaseURL+mailboxesPage))
	})
}

// noticeProgress names no mailbox in the mail's row: what becomes of it says nothing about messages, so no record needs to know.
func (m *Mailer) noticeProgress(ctx context.Context, subject string) error {
	accountID, sideID, _ := strings.Cut(subject, "|")
	return m.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if stands, err := m.sideExists(ctx, tx, sideID); err != nil || !stands {
			return err
		}
		p, err := m.People.Addressee(ctx, tx, accountID)
		if err != nil || !p.Active || !p.Notices {
			return err
		}
		return m.queueText(ctx, tx, p, Mail{AccountID: accountID}, newProgress(p.Locale, m.BaseURL+mailboxesPage))
	})
}

func (m *Mailer) noticeAuthority(ctx context.Context, authorityID string) error {
	return m.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := m.toClerks(ctx, tx, authorityID, false, func(p Addressee) text {
			return newCaseMail(p.Locale, m.BaseURL+inboxPage+"/"+authorityID, m.AuthorityName(authorityID))
		})
		return err
	})
}

func (m *Mailer) remindSilent(ctx context.Context, authorityID string) error {
	return m.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return m.remindClerks(ctx, tx, authorityID, func(p Addressee) text {
			return silenceReminder(p.Locale, m.BaseURL+inboxPage+"/"+authorityID, m.AuthorityName(authorityID))
		})
	})
}

// toClerks writes to each clerk of an authority; those who want no mail about messages get only what must be told.
func (m *Mailer) toClerks(ctx context.Context, tx *store.Tx, authorityID string, must bool, write func(Addressee) text) (queued int, err error) {
	clerks, err := m.Clerks.ClerkAccounts(ctx, tx, authorityID)
	if err != nil {
		return 0, err
	}
	for _, accountID := range clerks {
		p, err := m.People.Addressee(ctx, tx, accountID)
		if err != nil {
			return 0, err
		}
		if !p.Active || !must && !p.Notices {
			continue
		}
		if err := m.queueText(ctx, tx, p, Mail{AccountID: accountID}, write(p)); err != nil {
			return 0, err
		}
		queued++
	}
	return queued, nil
}
