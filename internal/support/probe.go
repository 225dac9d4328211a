package support

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/ticketmail"
	"schalter/ent/ticketparticipant"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/mail/token"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

const (
	// probeLife is how long the link of a probe is good, probePause how long one waits for the next to the same address.
	probeLife  = 14 * 24 * time.Hour
	probePause = 10 * time.Minute
)

// SendProbe mails a participant to ask whether our mail arrives.
func (s *Service) SendProbe(ctx context.Context, participantID, idempotencyKey string) (_ *TicketParticipant, err error) {
	defer errs.Wrap(&err, "support.SendProbe(%s)", participantID)
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	var ps errs.Problems
	checkKey(&ps, idempotencyKey)
	if err := ps.Err(); err != nil {
		return nil, err
	}
	shown, err := s.Participant(ctx, participantID)
	if errs.CodeOf(err) == errs.NotFound {
		return nil, errs.RefuseText(errs.Missing, "ticket_participant_unknown", nil, "participantId")
	}
	if err != nil {
		return nil, err
	}
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		row, _, err := s.lock(ctx, tx, a, shown.TicketID)
		if err != nil {
			return err
		}
		unique := s.hash("probe", a.accountID, participantID, idempotencyKey)
		if known, err := tx.TicketMail.Query().Where(ticketmail.UniqueKey(unique)).Exist(ctx); err != nil || known {
			return err
		}
		p, err := tx.TicketParticipant.Get(ctx, participantID)
		if err != nil {
			return err
		}
		switch {
		case p.RemovedAt != nil:
			return errs.RefuseText(errs.Missing, "ticket_participant_unknown", nil, "participantId")
		case p.ProbeSentAt != nil && tx.Now.Sub(*p.ProbeSentAt) < probePause:
			return errs.RefuseText(errs.TooMany, "ticket_probe_soon", nil, "participantId")
		}
		if _, err := s.queueMail(ctx, tx, row.ID, p.ID, ticketmail.KindPROBE, nil, unique); err != nil {
			return err
		}
		publish(tx, row, "", true)
		return p.Update().SetProbeSentAt(tx.Now).Exec(ctx)
	})
	if err != nil {
		return nil, err
	}
	return s.Participant(ctx, participantID)
}

// ConfirmProbe notes that a probe arrived; open to anyone who has its token, and the same each time.
func (s *Service) ConfirmProbe(ctx context.Context, text string) (err error) {
	defer errs.Wrap(&err, "support.ConfirmProbe")
	kind, bits, err := s.Tokens.Parse(text)
	if err != nil || kind != token.TicketProbe {
		return errProbe()
	}
	return s.DB.Tx(viewer.System(ctx, "ticket-probe"), func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.TicketMail.Query().Where(ticketmail.ID(token.ID(id.TicketMail, bits)), ticketmail.KindEQ(ticketmail.KindPROBE)).Only(ctx)
		if ent.IsNotFound(err) || err == nil && tx.Now.Sub(row.CreatedAt) > probeLife {
			return errProbe()
		}
		if err != nil {
			return err
		}
		t, _, err := s.lockAny(ctx, tx, row.TicketID)
		if err != nil {
			return err
		}
		p, err := tx.TicketParticipant.Get(ctx, row.ParticipantID)
		if err != nil || p.MailState == ticketparticipant.MailStateREACHED {
			return err
		}
		publish(tx, t, "", true)
		return setMail(ctx, tx, p, ticketparticipant.MailStateREACHED, "")
	})
}

func errProbe() error { return errs.RefuseText(errs.Expired, "ticket_probe_expired", nil, "token") }
