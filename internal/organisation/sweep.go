package organisation

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/certificate"
	"schalter/ent/channel"
	"schalter/ent/channeltest"
	"schalter/ent/connectrequest"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// The jobs of this package.
const (
	jobRevocation    job.Kind = "certificate-revocation"
	sweepChannels    job.Kind = "channel-sweep"
	sweepRevocations job.Kind = "revocation-sweep"
)

// RegisterJobs gives the runner the handlers and sweeps of channels; after SetPorts.
func (s *Service) RegisterJobs(r *job.Runner) {
	// One at a time: it waits for services of others, which may not answer.
	r.Handle(jobRevocation, s.checkRevocation, job.Share("revocation", 1))
	r.Sweep(job.Sweep{Kind: sweepChannels, Every: time.Hour, Run: s.Sweep})
	r.Sweep(job.Sweep{Kind: sweepRevocations, Every: 6 * time.Hour, Run: s.SweepRevocations})
}

// testKept is how long a connection test that nobody answered is kept.
const testKept = 365 * 24 * time.Hour

// sweepBatch bounds a statement; the next run takes the rest.
const sweepBatch = 500

// Sweep does what is due, as of now: tests and requests that nobody answered end, certificates that end soon are warned
// of, connections whose last certificate or whose permission for LEGACY has ended break, requests that are over are destroyed.
func (s *Service) Sweep(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "organisation.Sweep")
	ctx = viewer.System(ctx, "channel-sweep")
	var failed errs.Failures
	failed.Add(s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.endOverdue(ctx, tx, now) }))
	failed.Add(s.suspendDissolved(ctx))
	ids, err := s.db.Client().Channel.Query().Where(channel.KindEQ(channel.KindSMIME), channel.StateEQ(channel.StateACTIVE)).IDs(ctx)
	failed.Add(err)
	for _, authorityID := range ids {
		// A connection that cannot be checked keeps no other from it.
		failed.Add(s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.checkConnection(ctx, tx, authorityID, now) }))
	}
	return failed.Err()
}

// endOverdue ends tests and requests whose time is over, and destroys old requests with their contacts.
func (s *Service) endOverdue(ctx context.Context, tx *store.Tx, now time.Time) error {
	err := tx.ChannelTest.Update().Where(channeltest.ResultEQ(channeltest.ResultWAITING), channeltest.StartedAtLTE(now.Add(-testLife))).
		SetResult(channeltest.ResultEXPIRED).Exec(ctx)
	if err != nil {
		return err
	}
	// What came of nothing is of no use when it is old; what was answered says what a mailbox could do.
	_, err = tx.ChannelTest.Delete().Where(channeltest.ResultIn(channeltest.ResultFAILED, channeltest.ResultEXPIRED),
		channeltest.StartedAtLT(now.Add(-testKept))).Exec(ctx)
	if err != nil {
		return err
	}
	ids, err := tx.ConnectRequest.Query().Where(connectrequest.ExpiresAtLTE(now),
		connectrequest.StateIn(connectrequest.StateREQUESTED, connectrequest.StateRELEASE_PROPOSED, connectrequest.StateRELEASED)).Limit(sweepBatch).IDs(ctx)
	if err != nil {
		return err
	}
	for _, requestID := range ids {
		if err := s.ports.Letters.DiscardConnectLetters(ctx, tx, requestID); err != nil {
			return err
		}
	}
	if err := tx.ConnectRequest.Update().Where(connectrequest.IDIn(ids...)).SetState(connectrequest.StateEXPIRED).Exec(ctx); err != nil {
		return err
	}
	_, err = tx.ConnectRequest.Delete().Where(connectrequest.ExpiresAtLT(now.Add(-requestKept)),
		connectrequest.StateNotIn(connectrequest.StateREQUESTED, connectrequest.StateRELEASE_PROPOSED, connectrequest.StateRELEASED)).Exec(ctx)
	return err
}

// checkConnection checks one connection in use.
func (s *Service) checkConnection(ctx context.Context, tx *store.Tx, authorityID string, now time.Time) error {
	row, err := tx.Channel.Get(ctx, authorityID)
	if err != nil || row.Kind != channel.KindSMIME || row.State != channel.StateACTIVE {
		return err
	}
	if row.LegacyUntil != nil && !now.Before(*row.LegacyUntil) {
		if err := s.endLegacy(ctx, tx, row); err != nil {
			return err
		}
	}
	certificates, err := liveCertificates(ctx, tx.Client, authorityID)
	if err != nil {
		return err
	}
	if err := s.warnOfEnd(ctx, tx, row, certificates, now); err != nil {
		return err
	}
	return s.breakWithoutKey(ctx, tx, row)
}

// warningDays are when an organisation is warned that a certificate without successor ends.
var warningDays = []int{60, 30, 7}

// warnOfEnd tells the admins that the last certificate to encrypt to, or to sign with, ends soon; each threshold once.
func (s *Service) warnOfEnd(ctx context.Context, tx *store.Tx, row *ent.Channel, certificates []*ent.Certificate, now time.Time) error {
	for _, last := range withoutSuccessor(certificates) {
		days := dueWarning(last, now)
		if days == 0 {
			continue
		}
		if err := tx.Certificate.Update().Where(certificate.ID(last.ID)).SetWarnedDays(days).Exec(ctx); err != nil {
			return err
		}
		err := tellAdmins(ctx, tx, row.OrganisationID, func(accountID string) error {
			return s.ports.Notices.CertificateEnding(ctx, tx, accountID, row.ID, last.NotAfter)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// withoutSuccessor are the certificates after whose end there is none for encryption, or none for signing; certificates come with the
// last to end first.
func withoutSuccessor(certificates []*ent.Certificate) (last []*ent.Certificate) {
	encryption, signing := false, false
	for _, c := range certificates {
		if c.Revocation == certificate.RevocationREVOKED {
			continue
		}
		if c.ForEncryption && !encryption || c.ForSigning && !signing {
			last = append(last, c)
		}
		encryption, signing = encryption || c.ForEncryption, signing || c.ForSigning
	}
	return last
}

// dueWarning is the threshold that a certificate has passed and was not warned of; 0 for none.
func dueWarning(c *ent.Certificate, now time.Time) int {
	left := c.NotAfter.Sub(now)
	due := 0
	for _, days := range warningDays {
		if left > 0 && left <= time.Duration(days)*24*time.Hour {
			due = days
		}
	}
	if c.WarnedDays != 0 && c.WarnedDays <= due {
		return 0
	}
	return due
}
