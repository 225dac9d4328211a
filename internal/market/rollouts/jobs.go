package rollouts

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/vendormail"
	"schalter/ent/vendortoken"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/mail/relay"
	"schalter/internal/store"
)

// The jobs of rollouts.
const (
	jobMail   job.Kind = "vendor-mail"
	jobCheck  job.Kind = "portal-link"
	sweepKind job.Kind = "sweep.rollouts"
	sweepRate          = 10 * time.Minute
)

const (
	mailWorkers  = 2
	checkWorkers = 4
	// sweepBatch bounds a run; the next one takes the rest.
	sweepBatch = 1000
)

// RegisterJobs gives the runner the handlers and the sweep of rollouts.
func (s *Service) RegisterJobs(r *job.Runner) {
	r.Handle(jobMail, s.sendMail, job.Share("vendor-mail", mailWorkers))
	// Servers that do not answer hold up nothing but the check of links.
	r.Handle(jobCheck, s.checkLink, job.Share("portal-link", checkWorkers), job.EndAfter(checkEvery))
	r.Sweep(job.Sweep{Kind: sweepKind, Every: sweepRate, Run: s.Sweep})
}

// Sweep has links looked at whose time has come, comes back to mails that wait without a job, reminds, and drops tokens that ended.
func (s *Service) Sweep(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "rollouts.Sweep")
	ctx = system(ctx)
	if err := s.enqueueChecks(ctx, now); err != nil {
		return err
	}
	if err := s.endUnsent(ctx, now); err != nil {
		return err
	}
	waiting, err := s.DB.Client().VendorMail.Query().Where(vendormail.StateEQ(vendormail.StateQUEUED), vendormail.CreatedAtLT(now.Add(-sweepRate))).
		Order(ent.Asc(vendormail.FieldCreatedAt)).Limit(sweepBatch).IDs(ctx)
	if err != nil {
		return err
	}
	err = s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, mailID := range waiting {
			if err := job.Enqueue(ctx, tx, jobMail, mailID, tx.Now, mailID); err != nil {
				return err
			}
		}
		// A link that ended is told apart for a while from one that never was.
		_, err := tx.VendorToken.Delete().Where(vendortoken.Or(vendortoken.ExpiresAtLTE(now.Add(-linkLife)),
			vendortoken.And(vendortoken.PurposeEQ(vendortoken.PurposeSESSION), vendortoken.ExpiresAtLTE(now)))).Exec(ctx)
		return err
	})
	if err != nil {
		return err
	}
	return s.remind(ctx, now)
}

// endUnsent ends mails that no mail server was there for.
func (s *Service) endUnsent(ctx context.Context, now time.Time) error {
	if s.Transport != nil {
		return nil
	}
	over, err := s.DB.Client().VendorMail.Query().Where(vendormail.StateEQ(vendormail.StateQUEUED), vendormail.CreatedAtLT(now.Add(-relay.TryFor))).
		Order(ent.Asc(vendormail.FieldCreatedAt)).Limit(sweepBatch).IDs(ctx)
	if err != nil {
		return err
	}
	for _, mailID := range over {
		if err := s.settleMail(ctx, mailID, vendormail.StateFAILED, mailProblem(relay.Unreachable)); err != nil {
			return err
		}
	}
	return nil
}
