package outbound

import (
	"context"
	"fmt"
	"time"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/internal/delivery"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// The jobs for mails that go out.
const (
	jobSend        job.Kind = "gateway-send"
	sweepMails     job.Kind = "gateway-sweep"
	sweepMailsRate          = 10 * time.Minute
)

// Dispatch enqueues a delivery to an authority's own mailbox; it is sent after the commit. reference is the case's, which the
// answer must quote.
func (s *Service) Dispatch(ctx context.Context, tx *store.Tx, deliveryID, authorityID, reference string) (err error) {
	defer errs.Wrap(&err, "outbound.Dispatch(%s)", deliveryID)
	mailID := id.New(id.GatewayMail, tx.Now)
	err = tx.GatewayMail.Create().SetID(mailID).SetKind(gatewaymail.KindMESSAGE).SetAuthorityID(authorityID).SetDeliveryID(deliveryID).
		SetReference(reference).SetCreatedAt(tx.Now).Exec(ctx)
	if err != nil {
		return err
	}
	return enqueueSend(ctx, tx, mailID, tx.Now)
}

// enqueueSend enqueues the job that sends a mail. The time is part of the key, so that a job can enqueue its successor.
func enqueueSend(ctx context.Context, tx *store.Tx, mailID string, at time.Time) error {
	return job.Enqueue(ctx, tx, jobSend, mailID, at, fmt.Sprintf("%s|%d", mailID, at.Unix()))
}

// platformText is the text of a mail of the platform itself; it is sealed in the mail's row until it was handed over.
type platformText struct {
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

// platformMail is a mail that the platform itself writes, such as a connection test or a notice.
type platformMail struct {
	kind        gatewaymail.Kind
	authorityID string
	// subjectID is the test or the held mail that it is about, reference the case's; both may be empty.
	subjectID, reference string
	// profile is set for a test; others go out in the mailbox's.
	profile string
	text    platformText
}

func mailAAD(mailID string) string { return "gateway-mail|" + mailID }

// queueMail adds a mail of the platform, and the job that sends it, to the transaction.
func (s *Service) queueMail(ctx context.Context, tx *store.Tx, o platformMail) error {
	mailID := id.New(id.GatewayMail, tx.Now)
	box, err := s.Vault.BoxJSON(ctx, mailAAD(mailID), o.text)
	if err != nil {
		return err
	}
	create := tx.GatewayMail.Create().SetID(mailID).SetKind(o.kind).SetAuthorityID(o.authorityID).SetSealed(box.Sealed).
		SetKekID(box.KEK).SetWrappedKey(box.Blob).SetCreatedAt(tx.Now)
	if o.subjectID != "" {
		create.SetSubjectID(o.subjectID)
	}
	if o.reference != "" {
		create.SetReference(o.reference)
	}
	if o.profile != "" {
		create.SetProfile(gatewaymail.Profile(o.profile))
	}
	if err := create.Exec(ctx); err != nil {
		return err
	}
	return enqueueSend(ctx, tx, mailID, tx.Now)
}

// openPlatformText opens what queueMail sealed.
func (s *Service) openPlatformText(ctx context.Context, m *ent.GatewayMail) (l platformText, err error) {
	box := vault.Box{Wrapped: vault.Wrapped{KEK: m.KekID, Blob: m.WrappedKey}, Sealed: m.Sealed}
	return l, s.Vault.UnboxJSON(ctx, mailAAD(m.ID), box, &l)
}

// sweepOutbound enqueues mails whose job was lost; without a mail server it ends those whose time is over.
func (s *Service) sweepOutbound(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "outbound.sweepOutbound")
	ctx = viewer.System(ctx, "gateway-sweep")
	if s.Transport == nil {
		return s.giveUpWaiting(ctx, now)
	}
	late := now.Add(-sweepMailsRate)
	waiting, err := s.DB.Client().GatewayMail.Query().Where(
		gatewaymail.StateEQ(gatewaymail.StateQUEUED), gatewaymail.CreatedAtLT(late),
		gatewaymail.Or(gatewaymail.NextAttemptAtIsNil(), gatewaymail.NextAttemptAtLT(late)),
	).Order(ent.Asc(gatewaymail.FieldCreatedAt)).Limit(delivery.SweepBatch).IDs(ctx)
	if err != nil || len(waiting) == 0 {
		return err
	}
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, mailID := range waiting {
			if err := enqueueSend(ctx, tx, mailID, tx.Now); err != nil {
				return err
			}
		}
		return nil
	})
}

// waitForServer is how long mails wait while no mail server or no address of ours is configured, as long as a server that is down
// is tried.
const waitForServer = 48 * time.Hour

// giveUpWaiting fails mails that waited too long for a mail server or for an address to send from.
func (s *Service) giveUpWaiting(ctx context.Context, now time.Time) error {
	for {
		over, err := s.DB.Client().GatewayMail.Query().Where(
			gatewaymail.StateEQ(gatewaymail.StateQUEUED), gatewaymail.CreatedAtLTE(now.Add(-waitForServer)),
			// A mail that a replica with other settings has claimed is left to it; one with a later time waits for nobody.
			gatewaymail.Or(gatewaymail.NextAttemptAtIsNil(), gatewaymail.NextAttemptAtLTE(now), gatewaymail.NextAttemptAtGT(now.Add(claimDuration))),
		).Order(ent.Asc(gatewaymail.FieldCreatedAt)).Limit(delivery.SweepBatch).All(ctx)
		if err != nil {
			return err
		}
		for _, m := range over {
			o := retryLater(codePlatform, failPlatform)
			o.state, o.failure = gatewaymail.StateFAILED, o.finalFailure(m)
			if err := s.settleAttempt(ctx, m, o); err != nil {
				return err
			}
		}
		if len(over) < delivery.SweepBatch {
			return nil
		}
	}
}
