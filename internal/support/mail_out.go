package support

import (
	"context"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/ticketmail"
	"schalter/ent/ticketparticipant"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/mail/relay"
	"schalter/internal/store"
)

const (
	// maxThread is how many earlier mails of a thread one names.
	maxThread = 20
	// ticketsPage is where members read a ticket, by its reference.
	ticketsPage = "/tickets/"
	// probePage is where a probe is confirmed. The token stands in the fragment, which no server ever sees, and fetching the page confirms
	// nothing.
	probePage = "/bestaetigen/testmail#token="
)

// queueEntry has an entry mailed to those who take part, but to who wrote it.
func (s *Service) queueEntry(ctx context.Context, tx *store.Tx, ticketID, entryID string, e newEntry) error {
	there, err := tx.TicketParticipant.Query().Where(ticketparticipant.TicketID(ticketID), ticketparticipant.RemovedAtIsNil()).
		Order(ent.Asc(ticketparticipant.FieldID)).All(ctx)
	if err != nil {
		return err
	}
	for _, p := range there {
		if p.ID == valueOf(e.participantID) || p.AccountID != nil && *p.AccountID == valueOf(e.accountID) {
			continue
		}
		if _, err := s.queueMail(ctx, tx, ticketID, p.ID, ticketmail.KindENTRY, &entryID, nil); err != nil {
			return err
		}
	}
	return nil
}

// queueMail writes the row of a mail, and has it sent after the commit.
func (s *Service) queueMail(ctx context.Context, tx *store.Tx, ticketID, participantID string, kind ticketmail.Kind, entryID *string, unique []byte) (string, error) {
	mailID := id.New(id.TicketMail, tx.Now)
	row := tx.TicketMail.Create().SetID(mailID).SetTicketID(ticketID).SetParticipantID(participantID).SetKind(kind).
		SetNillableEntryID(entryID).SetCreatedAt(tx.Now)
	if unique != nil {
		row.SetUniqueKey(unique)
	}
	if err := row.Exec(ctx); err != nil {
		return "", err
	}
	return mailID, job.Enqueue(ctx, tx, jobSend, mailID, tx.Now, mailID)
}

// sendMail hands one mail over. Without a mail server it stays queued; the sweep comes back to it.
func (s *Service) sendMail(ctx context.Context, mailID string) (err error) {
	defer errs.Wrap(&err, "support.sendMail(%s)", mailID)
	if s.Transport == nil {
		return nil
	}
	ctx = system(ctx)
	var outgoing *relay.Message
	var first time.Time
	err = s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		outgoing, first, err = s.prepareMail(ctx, tx, mailID)
		return err
	})
	if err != nil || outgoing == nil {
		return err
	}
	if _, err = s.Transport.Send(ctx, *outgoing); err == nil {
		return s.settleMail(ctx, mailID, ticketmail.StateSENT, "")
	}
	if cause, over := relay.GivenUp(err, first, s.DB.Clock().Now()); over {
		return s.settleMail(ctx, mailID, ticketmail.StateFAILED, problemOf(cause))
	}
	return err
}

// problemOf is what keeps mails from an address, as a key of the message catalogue.
func problemOf(c relay.Cause) string { return "ticket_mail_" + strings.ToLower(string(c)) }

// prepareMail writes a mail that waits: nil when there is nothing to send any more, because who it is for left or takes no mails.
func (s *Service) prepareMail(ctx context.Context, tx *store.Tx, mailID string) (*relay.Message, time.Time, error) {
	row, err := tx.TicketMail.Get(ctx, mailID)
	if ent.IsNotFound(err) || err == nil && row.State != ticketmail.StateQUEUED {
		return nil, time.Time{}, nil
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	to, err := s.recipientOf(ctx, tx, row)
	if err == nil && to == nil {
		return nil, time.Time{}, tx.TicketMail.DeleteOne(row).Exec(ctx)
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	if row.MessageID == nil {
		// Stored before the mail goes out: a token of a later key would make another mail of it.
		messageID, err := s.messageID(mailID)
		if err != nil {
			return nil, time.Time{}, err
		}
		if row, err = row.Update().SetMessageID(messageID).SetFirstAttemptAt(tx.Now).Save(ctx); err != nil {
			return nil, time.Time{}, err
		}
	}
	body, err := s.compose(ctx, tx, row, to)
	if err != nil {
		return nil, time.Time{}, err
	}
	from, err := s.bounceAddress(mailID)
	return &relay.Message{From: from, To: to.email, Notify: relay.NotifyUnasked, Body: body}, *row.FirstAttemptAt, err
}

// settleMail writes what became of a mail; one that did not arrive is shown at its entry and at the participant.
func (s *Service) settleMail(ctx context.Context, mailID string, state ticketmail.State, problem string) error {
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		update := tx.TicketMail.Update().Where(ticketmail.ID(mailID), ticketmail.StateEQ(ticketmail.StateQUEUED)).SetState(state)
		if state == ticketmail.StateSENT {
			update.SetSentAt(tx.Now)
		} else {
			update.SetFailure(problem)
		}
		n, err := update.Save(ctx)
		if err != nil || n == 0 || state == ticketmail.StateSENT {
			return err
		}
		return s.markUndelivered(ctx, tx, mailID, problem)
	})
}

// markUndelivered shows that a mail did not arrive.
func (s *Service) markUndelivered(ctx context.Context, tx *store.Tx, mailID, problem string) error {
	row, err := tx.TicketMail.Get(ctx, mailID)
	if err != nil {
		return err
	}
	p, err := tx.TicketParticipant.Get(ctx, row.ParticipantID)
	if err != nil {
		return err
	}
	// What was proven after this mail was written outweighs it.
	if p.MailState != ticketparticipant.MailStateREACHED || p.MailSince == nil || p.MailSince.Before(row.CreatedAt) {
		if err := setMail(ctx, tx, p, ticketparticipant.MailStateFAILING, problem); err != nil {
			return err
		}
	}
	t, err := tx.Ticket.Get(ctx, row.TicketID)
	if err != nil {
		return err
	}
	publish(tx, t, valueOf(row.EntryID), true)
	return nil
}

// setMail notes what is known of mails to a participant, also of the one who stands for it since a merger.
func setMail(ctx context.Context, tx *store.Tx, p *ent.TicketParticipant, state ticketparticipant.MailState, problem string) error {
	ids := []string{p.ID}
	if p.ReplacedByID != nil {
		ids = append(ids, *p.ReplacedByID)
	}
	update := tx.TicketParticipant.Update().Where(ticketparticipant.IDIn(ids...))
	if problem != "" {
		update.SetMailProblem(problem)
	} else {
		update.ClearMailProblem()
	}
	if p.MailState != state {
		update.SetMailState(state).SetMailSince(tx.Now)
	}
	return update.Exec(ctx)
}
