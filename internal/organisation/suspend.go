package organisation

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/internal/errs"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// The problems of a channel are keys of the message catalogue: each says why it is suspended, and what to do.
const (
	problemUnknownMailbox     = "problem_unknown_mailbox"
	problemMailboxFull        = "problem_mailbox_full"
	problemTooLarge           = "problem_too_large"
	problemFailing            = "problem_failing"
	problemCertificateEnded   = "problem_certificate_ended"
	problemCertificateRevoked = "problem_certificate_revoked"
	problemLegacyEnded        = "problem_legacy_ended"
	problemGatewayOff         = "problem_gateway_off"
	problemDissolved          = "problem_dissolved"
)

// Keys lists the keys of the message catalogue that this package's read models hold.
func Keys() []string {
	return []string{
		problemUnknownMailbox, problemMailboxFull, problemTooLarge, problemFailing, problemCertificateEnded, problemCertificateRevoked,
		problemLegacyEnded, problemGatewayOff, problemDissolved, warningUntrusted, warningWeakSoon, warningNoRevocation, warningSigningOnly, warningEncryptionOnly,
		warningOtherAddress, warningUntested,
	}
}

// maxFailures is how many mails in a row may fail for good before the connection counts as broken.
const maxFailures = 3

// CountFailure counts a mail that our own mail server could not hand over for good, with its failure (enum DeliveryFailureCode of the
// contract). The third in a row suspends the channel; an unknown mailbox does at once. The context must be the platform's own, as in the other methods for
// the gateway.
func (s *Service) CountFailure(ctx context.Context, tx *store.Tx, authorityID, failure string) (err error) {
	defer errs.Wrap(&err, "organisation.CountFailure(%s)", authorityID)
	var failures int
	err = tx.QueryRow(ctx, `UPDATE channel SET failures = failures + 1 WHERE id = ? AND kind = 'SMIME' AND state = 'ACTIVE'
		RETURNING failures`, authorityID).Scan(&failures)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil || failures < maxFailures && failure != "UNKNOWN_MAILBOX" {
		return err
	}
	return s.Suspend(ctx, tx, authorityID, problemOf(failure))
}

func problemOf(failure string) string {
	switch failure {
	case "UNKNOWN_MAILBOX":
		return problemUnknownMailbox
	case "MAILBOX_FULL":
		return problemMailboxFull
	case "TOO_LARGE":
		return problemTooLarge
	case "CERTIFICATE":
		return problemCertificateEnded
	}
	return problemFailing
}

// ResetFailures sets the count of failures back to zero: a mail arrived.
func (s *Service) ResetFailures(ctx context.Context, tx *store.Tx, authorityID string) (err error) {
	defer errs.Wrap(&err, "organisation.ResetFailures(%s)", authorityID)
	_, err = tx.Exec(ctx, `UPDATE channel SET failures = 0 WHERE id = ? AND failures > 0`, authorityID)
	return err
}

// RecordBouncing writes to the audit log, for operators, that mails to an authority come back. The reports are signed by nobody, so they close nothing.
func (s *Service) RecordBouncing(ctx context.Context, tx *store.Tx, authorityID string) (err error) {
	defer errs.Wrap(&err, "organisation.RecordBouncing(%s)", authorityID)
	row, err := lockChannel(ctx, tx, authorityID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil || row.Kind != channel.KindSMIME {
		return err
	}
	return s.recordAct(ctx, tx, viewer.From(ctx), "channel.bouncing", row, "")
}

// Suspend suspends an S/MIME channel in use; problem is a key of the message catalogue. Whatever is wrong with the certificate to
// encrypt to, the organisation is told that it has none that can be used.
func (s *Service) Suspend(ctx context.Context, tx *store.Tx, authorityID, problem string) (err error) {
	defer errs.Wrap(&err, "organisation.Suspend(%s)", authorityID)
	row, err := lockChannel(ctx, tx, authorityID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if strings.HasPrefix(problem, "certificate_") {
		problem = problemCertificateEnded
	}
	return s.suspend(ctx, tx, row, problem)
}

// suspend breaks a connection that is in use and tells the organisation's admins; operators see it on their desk. An answer to a test
// that began before says nothing of what broke it, so the tests that run end.
func (s *Service) suspend(ctx context.Context, tx *store.Tx, row *ent.Channel, problem string) error {
	if row.Kind != channel.KindSMIME || row.State != channel.StateACTIVE {
		return nil
	}
	notifyReplicas(tx, row.ID)
	if err := tx.Channel.UpdateOne(row).SetState(channel.StateSUSPENDED).SetProblem(problem).Exec(ctx); err != nil {
		return err
	}
	if err := expireTests(ctx, tx, row.ID); err != nil {
		return err
	}
	if err := s.recordAct(ctx, tx, viewer.From(ctx), "channel.suspended", row, problem); err != nil {
		return err
	}
	return tellAdmins(ctx, tx, row.OrganisationID, func(accountID string) error {
		return s.ports.Notices.ConnectionBroken(ctx, tx, accountID, row.ID)
	})
}

// SuspendedChannels lists the channels that are broken, by authority; for operators.
func (s *Service) SuspendedChannels(ctx context.Context) ([]*Channel, error) {
	if _, err := permit.Operator(ctx); err != nil {
		return nil, err
	}
	return s.current.Load().suspended(), nil
}
