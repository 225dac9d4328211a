package outbound

import (
	"context"
	"errors"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/internal/casemail"
	"schalter/internal/cms"
	"schalter/internal/delivery"
	"schalter/internal/mail/relay"
	"schalter/internal/store"
)

// sendResult is the result of one try to send a mail.
type sendResult struct {
	// state is HANDED_OVER, FAILED, STOPPED, or QUEUED when it is to be tried again.
	state gatewaymail.State
	// code is a key of the message catalogue, status a mail status (RFC 3463).
	code, status string
	// failure is what it is called once it is final (enum DeliveryFailureCode).
	failure string
	// problem suspends the channel: a key of the message catalogue.
	problem string
	// recipientRefused says that the authority's side refused, not ours.
	recipientRefused bool
	profile          cms.Profile
	// size is in bytes.
	size int64
	// cause is for the log; alarm says that an operator has to do something.
	cause error
	alarm bool
}

const (
	failCertificate = "CERTIFICATE"
	failTooLarge    = "TOO_LARGE"
	failUnreachable = "UNREACHABLE"
	// failSuspended is a channel out of use for all of the time, failPlatform a fault of ours, failRetries the authority's side
	// that would not take a mail.
	failSuspended = "SUSPENDED"
	failPlatform  = "PLATFORM"
	failRetries   = "EXPIRED_RETRIES"
	// failClosed is a channel that was closed while a mail waited.
	failClosed = "CLOSED"
)

// retryLater is the result of a mail that waits for something.
func retryLater(code, failure string) sendResult {
	return sendResult{state: gatewaymail.StateQUEUED, code: code, failure: failure}
}

// channelClosed is the result of a mail to an authority that closed its channel: there is nothing to wait for.
func channelClosed() sendResult {
	return sendResult{state: gatewaymail.StateFAILED, code: codeClosed, failure: failClosed}
}

// internalFault is the result of an error of our own.
func internalFault(err error) sendResult {
	o := retryLater(codePlatform, failPlatform)
	o.cause = err
	return o
}

// acceptedByServer is the result of a mail that our server took.
func acceptedByServer(a relay.Accepted) sendResult {
	o := sendResult{state: gatewaymail.StateHANDED_OVER}
	if first, _, _ := strings.Cut(a.Reply, " "); strings.HasPrefix(first, "2.") && len(first) <= maxStatus {
		o.status = first
	}
	return o
}

// maxStatus is the length of the longest mail status: 5.999.999.
const maxStatus = 9

// refusedByServer is the result of a mail that our server did not take.
func refusedByServer(err error) sendResult {
	var f *relay.Failure
	if !errors.As(err, &f) {
		return internalFault(err)
	}
	o := retryLater(CodeOf(f.Cause), failPlatform)
	o.status, o.cause = f.Status, err
	theirs := f.Step == relay.Recipient || f.Step == relay.Content
	switch {
	case f.Permanent && (f.Cause == relay.TooLarge || theirs && isAboutMailbox(f.Status)):
		o.state, o.failure, o.recipientRefused = gatewaymail.StateFAILED, string(f.Cause), theirs
	case f.Code >= 500:
		o.code, o.alarm = codePlatform, true
	case theirs:
		o.failure, o.recipientRefused = failRetries, true
	}
	return o
}

// isAboutMailbox says that a refusal is about the recipient's address or mailbox (RFC 3463, 3.2 and 3.3). It is our own mail
// server that answers: whatever else it refuses permanently, such as relaying for us, is a fault of our operation that will be
// mended, and must not fail the mails of everybody meanwhile.
func isAboutMailbox(status string) bool {
	return strings.HasPrefix(status, "5.1.") || strings.HasPrefix(status, "5.2.")
}

// settleAttempt stores the result of a try, the row and the facts together. What another worker stored meanwhile stays.
func (s *Service) settleAttempt(ctx context.Context, m *ent.GatewayMail, o sendResult) error {
	switch {
	case o.alarm:
		s.Log.ErrorContext(ctx, "our mail server refuses to send", "mail", m.ID, "attempt", m.Attempts, "error", o.cause)
	case o.cause != nil:
		s.Log.WarnContext(ctx, "mail not handed over", "mail", m.ID, "attempt", m.Attempts, "error", o.cause)
	}
	jitter := s.Jitter()
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		o, next := o.scheduleRetry(m, tx.Now, jitter)
		n, err := s.resultUpdate(tx, m, o, next).Save(ctx)
		if err != nil || n == 0 {
			return err
		}
		if err := s.publishResult(ctx, tx, m, o, next); err != nil {
			return err
		}
		if next == nil {
			return forgetSettled(ctx, tx, m.ID)
		}
		return enqueueSend(ctx, tx, m.ID, *next)
	})
}

// scheduleRetry says when the mail is tried again, or makes the result final where its time is over.
func (o sendResult) scheduleRetry(m *ent.GatewayMail, now time.Time, jitter float64) (sendResult, *time.Time) {
	if o.state != gatewaymail.StateQUEUED {
		return o, nil
	}
	next, giveUp := relay.Backoff(m.Attempts, *m.FirstAttemptAt, now, jitter)
	if giveUp {
		o.state, o.failure = gatewaymail.StateFAILED, o.finalFailure(m)
		return o, nil
	}
	return o, &next
}

// finalFailure is what the failure of a mail is called whose time is over: that the authority's side was tried counts more than
// what its last try met.
func (o sendResult) finalFailure(m *ent.GatewayMail) string {
	if delivery.Deref(m.Failure) == failRetries && (o.failure == failSuspended || o.failure == failPlatform) {
		return failRetries
	}
	return o.failure
}

// resultUpdate builds the UPDATE of the row. Only the worker of the last try may write it.
func (s *Service) resultUpdate(tx *store.Tx, m *ent.GatewayMail, o sendResult, next *time.Time) *ent.GatewayMailUpdate {
	update := tx.GatewayMail.Update().
		Where(gatewaymail.ID(m.ID), gatewaymail.StateEQ(gatewaymail.StateQUEUED), gatewaymail.Attempts(m.Attempts)).
		SetState(o.state)
	if o.size > 0 {
		update.SetSize(o.size)
	}
	if o.profile.Valid() {
		update.SetProfile(gatewaymail.Profile(o.profile))
	}
	if next != nil {
		if o.failure == failRetries {
			// Remembers that the authority's side was tried; it is a failure only with the state FAILED.
			update.SetFailure(failRetries)
		}
		return update.SetNextAttemptAt(*next)
	}
	update.ClearNextAttemptAt().ClearSealed().ClearWrappedKey().ClearKekID()
	switch o.state {
	case gatewaymail.StateHANDED_OVER:
		update.SetHandedOverAt(tx.Now).ClearFailure()
	case gatewaymail.StateFAILED:
		update.SetFailure(o.failure).SetSettledAt(tx.Now)
	default:
		update.SetSettledAt(tx.Now).ClearFailure()
	}
	return update
}

// publishResult informs the channel, the connection test and the delivery of a result.
func (s *Service) publishResult(ctx context.Context, tx *store.Tx, m *ent.GatewayMail, o sendResult, next *time.Time) error {
	if o.problem != "" {
		if err := s.Channels.Suspend(ctx, tx, m.AuthorityID, o.problem); err != nil {
			return err
		}
	}
	if o.state == gatewaymail.StateFAILED {
		if err := s.publishFailure(ctx, tx, m, o); err != nil {
			return err
		}
	}
	fact, ok := o.fact(next)
	if m.DeliveryID == nil || !ok {
		return nil
	}
	return s.Cases.RecordFact(ctx, tx, *m.DeliveryID, fact)
}

// publishFailure informs the connection test or the channel of a mail that failed.
func (s *Service) publishFailure(ctx context.Context, tx *store.Tx, m *ent.GatewayMail, o sendResult) error {
	if o.failure == failPlatform {
		tx.AfterCommit(func(ctx context.Context) {
			s.Log.ErrorContext(ctx, "mail failed by a fault of the platform", "mail", m.ID, "code", o.code)
		})
	}
	if m.Kind == gatewaymail.KindTEST && m.SubjectID != nil {
		return s.Channels.TestFailed(ctx, tx, *m.SubjectID, o.code)
	}
	if m.Kind == gatewaymail.KindCONFIRM && m.SubjectID != nil {
		if err := s.Held.QuarantineHeld(ctx, tx, *m.SubjectID); err != nil {
			return err
		}
	}
	if !o.recipientRefused {
		return nil
	}
	return s.Channels.CountFailure(ctx, tx, m.AuthorityID, o.failure)
}

// fact is what is added to the delivery's facts; nothing for a mail that was stopped.
func (o sendResult) fact(next *time.Time) (delivery.Fact, bool) {
	f := delivery.Fact{Code: o.code, Status: o.status, NextAttempt: next}
	switch o.state {
	case gatewaymail.StateHANDED_OVER:
		f.State = delivery.FactHandedOver
	case gatewaymail.StateQUEUED:
		f.State = delivery.FactDeferred
	case gatewaymail.StateFAILED:
		f.State, f.Failure = delivery.FactFailed, casemail.FailureCode(o.failure)
	default:
		return f, false
	}
	return f, true
}
