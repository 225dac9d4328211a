package inbound

import (
	"context"
	"errors"
	"fmt"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/ent/inboundmail"
	"schalter/internal/casemail"
	"schalter/internal/delivery"
	"schalter/internal/delivery/outbound"
	"schalter/internal/mail/report"
	"schalter/internal/store"
)

// effect is what follows from a finding beside its state, as a value: a judge names it and changes no row; conclude alone applies
// it, within the transaction that settles the mail. It takes place once, because the row leaves its state in the same transaction.
// Findings that only refuse or ignore a mail have none. The table of all findings and their effects stands in ADR 0017.
type effect interface{ isEffect() }

type (
	// answerEffect posts an authority's answer to a mail of ours.
	answerEffect struct {
		mail    *ent.GatewayMail
		answer  delivery.Answer
		leftOut []outbound.LeftOutPart
	}
	// testEffect answers the connection test with the first nonce that it waits for.
	testEffect struct {
		mail   *ent.GatewayMail
		nonces []string
	}
	// confirmEffect releases the held mail that a question was about.
	confirmEffect struct {
		question *ent.GatewayMail
		heldID   string
	}
	// questionEffect asks the authority whether its doubtful answer belongs to a case.
	questionEffect struct{ request outbound.ConfirmRequest }
	// reportEffect records what a server said of a mail that did not fail.
	reportEffect struct {
		mail      *ent.GatewayMail
		recipient report.Recipient
	}
	// bounceEffect records that a mail came back.
	bounceEffect struct {
		mail  *ent.GatewayMail
		cause bounceCause
	}
	// unreadEffect records that a report about a mail came which could not be read.
	unreadEffect struct{ mail *ent.GatewayMail }
	// receiptEffect records that a person at the authority opened a mail.
	receiptEffect struct{ mail *ent.GatewayMail }
)

func (answerEffect) isEffect()   {}
func (testEffect) isEffect()     {}
func (confirmEffect) isEffect()  {}
func (questionEffect) isEffect() {}
func (reportEffect) isEffect()   {}
func (bounceEffect) isEffect()   {}
func (unreadEffect) isEffect()   {}
func (receiptEffect) isEffect()  {}

// applyEffect applies the effect of a finding about a mail that came in, nil for none. Only conclude calls it.
func (s *Service) applyEffect(ctx context.Context, tx *store.Tx, a *arrival, e effect) error {
	switch e := e.(type) {
	case nil:
		return nil
	case answerEffect:
		return s.postAnswer(ctx, tx, a, e)
	case testEffect:
		return s.answerTest(ctx, tx, e)
	case confirmEffect:
		return s.releaseConfirmed(ctx, tx, e)
	case questionEffect:
		return s.out.SendConfirmRequest(ctx, tx, e.request)
	case reportEffect:
		return s.recordReport(ctx, tx, e)
	case bounceEffect:
		return s.recordBounce(ctx, tx, a, e)
	case unreadEffect:
		return s.recordUnread(ctx, tx, e)
	case receiptEffect:
		return s.recordOpened(ctx, tx, e)
	}
	return fmt.Errorf("%T is no effect", e)
}

// postAnswer posts an answer with what was sealed of it before. An automatic answer settles nothing: an answer of a person may
// still come.
func (s *Service) postAnswer(ctx context.Context, tx *store.Tx, a *arrival, e answerEffect) error {
	if err := s.Cases.ReceiveAnswer(ctx, tx, e.answer); err != nil {
		return err
	}
	if err := s.notifyLeftOut(ctx, tx, a, e); err != nil {
		return err
	}
	if err := s.Channels.ResetFailures(ctx, tx, e.mail.AuthorityID); err != nil || e.answer.Automatic {
		return err
	}
	return outbound.SettleMail(ctx, tx, e.mail.ID)
}

// notifyLeftOut notifies the authority of what is missing of an answer that was posted. No notice is sent to a program: nobody
// would read it.
func (s *Service) notifyLeftOut(ctx context.Context, tx *store.Tx, a *arrival, e answerEffect) error {
	if len(e.leftOut) == 0 || e.answer.Automatic {
		return nil
	}
	return s.out.SendLeftOut(ctx, tx, outbound.LeftOut{
		AuthorityID: e.mail.AuthorityID, Reference: delivery.Deref(e.mail.Reference), ReceivedAt: a.row.ReceivedAt, Posted: true, Parts: e.leftOut,
	})
}

// answerTest tries the nonces that were found, because a mail may quote more than one. None that fits is ErrNoTest.
func (s *Service) answerTest(ctx context.Context, tx *store.Tx, e testEffect) error {
	err := delivery.ErrNoTest
	for _, nonce := range e.nonces {
		if err = s.Channels.TestAnswered(ctx, tx, *e.mail.SubjectID, nonce); !errors.Is(err, delivery.ErrNoTest) {
			break
		}
	}
	if err != nil {
		return err
	}
	return outbound.SettleMail(ctx, tx, e.mail.ID)
}

func (s *Service) releaseConfirmed(ctx context.Context, tx *store.Tx, e confirmEffect) error {
	if err := releaseHeld(ctx, tx, e.heldID, e.question.AuthorityID); err != nil {
		return err
	}
	return outbound.SettleMail(ctx, tx, e.question.ID)
}

// releaseHeld puts a confirmed mail back into the queue; judged again, it takes effect as the answer that it is. A mail in
// quarantine because a report said that its request bounced is released too, while its content is there: nobody signs reports,
// and the answer shows that the request arrived.
func releaseHeld(ctx context.Context, tx *store.Tx, heldID, authorityID string) error {
	n, err := tx.InboundMail.Update().
		Where(inboundmail.ID(heldID), inboundmail.AuthorityID(authorityID), inboundmail.Or(
			inboundmail.StateEQ(inboundmail.StateHELD),
			inboundmail.And(inboundmail.StateEQ(inboundmail.StateQUARANTINED), inboundmail.ReasonEQ(string(ReasonConfirmUndelivered)), inboundmail.BlobKeyNotNil()),
		)).
		SetState(inboundmail.StateRECEIVED).SetConfirmedAt(tx.Now).SetFailures(0).ClearFailingSince().ClearReason().ClearSettledAt().Save(ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return errConfirmOver
	}
	return enqueueArrival(ctx, tx, heldID)
}

// recordReport records what a server said of a mail that did not fail. That it was passed on or arrived shows that the mailbox
// works.
func (s *Service) recordReport(ctx context.Context, tx *store.Tx, e reportEffect) error {
	m, fact := e.mail, delivery.Fact{Status: delivery.Truncate(e.recipient.Status)}
	switch e.recipient.Action {
	case report.Delivered:
		fact.State, fact.Code = delivery.FactDelivered, "mail_reported_delivered"
		if err := errors.Join(s.Channels.ResetFailures(ctx, tx, m.AuthorityID), outbound.SettleMail(ctx, tx, m.ID)); err != nil {
			return err
		}
	case report.Relayed, report.Expanded:
		fact.State, fact.Code = delivery.FactRelayed, "mail_reported_relayed"
		if err := s.Channels.ResetFailures(ctx, tx, m.AuthorityID); err != nil {
			return err
		}
	default:
		fact.State, fact.Code = delivery.FactDeferred, "mail_reported_delayed"
	}
	if m.DeliveryID == nil {
		return nil
	}
	return s.Cases.RecordFact(ctx, tx, *m.DeliveryID, fact)
}

// recordBounce records that a mail came back, once. Nobody signed that, so it counts against this mail and never against the
// channel: otherwise everybody who reads a mailbox could close it for all.
func (s *Service) recordBounce(ctx context.Context, tx *store.Tx, a *arrival, e bounceEffect) error {
	m, cause := e.mail, string(e.cause.cause)
	failed, err := s.out.FailBounced(ctx, tx, m.ID, cause, a.row.ReceivedAt)
	if err != nil || !failed {
		return err
	}
	fact := delivery.Fact{State: delivery.FactFailed, Failure: casemail.FailureCode(cause), Code: e.cause.code, Status: e.cause.status, Reported: true}
	if m.Kind == gatewaymail.KindTEST && m.SubjectID != nil {
		return s.Channels.TestFailed(ctx, tx, *m.SubjectID, fact.Code)
	}
	if err := s.out.AlarmBounces(ctx, tx, m.AuthorityID); err != nil {
		return err
	}
	switch {
	case m.DeliveryID != nil:
		return s.Cases.RecordFact(ctx, tx, *m.DeliveryID, fact)
	case m.Kind == gatewaymail.KindCONFIRM && m.SubjectID != nil:
		return s.QuarantineHeld(ctx, tx, *m.SubjectID)
	}
	return nil
}

// recordUnread adds to the facts of a delivery that a report came which could not be read.
func (s *Service) recordUnread(ctx context.Context, tx *store.Tx, e unreadEffect) error {
	if e.mail.DeliveryID == nil {
		return nil
	}
	return s.Cases.RecordFact(ctx, tx, *e.mail.DeliveryID, delivery.Fact{Code: "mail_reported_unread", Unread: true})
}

// recordOpened records that the message of a delivery was opened, as a signed receipt shows.
func (s *Service) recordOpened(ctx context.Context, tx *store.Tx, e receiptEffect) error {
	if err := errors.Join(s.Channels.ResetFailures(ctx, tx, e.mail.AuthorityID), outbound.SettleMail(ctx, tx, e.mail.ID)); err != nil {
		return err
	}
	return s.Cases.RecordFact(ctx, tx, *e.mail.DeliveryID, delivery.Fact{State: delivery.FactOpened, Code: "mail_receipt_signed"})
}
