package rollouts

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"hash/fnv"
	"net"
	"net/http"
	"time"

	"schalter/ent"
	"schalter/ent/portallink"
	"schalter/ent/rollout"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/safehttp"
	"schalter/internal/store"
)

const (
	// checkEvery is how long a link is believed, less by up to spread: so that not all are asked for at once.
	checkEvery = 24 * time.Hour
	spread     = 4 * time.Hour
	// retryAfter is how soon a link that was never seen to work is looked at again.
	retryAfter = time.Hour
)

// nameNotResolved is the problem of a link whose name nobody resolved. Whether its own name server is at fault or ours nobody knows, so that it
// hides no link that worked.
const nameNotResolved = "link_name_not_resolved"

func (s *Service) enqueueCheck(ctx context.Context, tx *store.Tx, linkID string) error {
	return job.Enqueue(ctx, tx, jobCheck, linkID, tx.Now, linkID)
}

// checkLink looks whether a link works. It is asked for outside of any transaction; a link that was exchanged meanwhile is looked at by a
// job of its own.
func (s *Service) checkLink(ctx context.Context, linkID string) (err error) {
	defer errs.Wrap(&err, "rollouts.checkLink(%s)", linkID)
	ctx = system(ctx)
	l, err := s.DB.Client().PortalLink.Get(ctx, linkID)
	if ent.IsNotFound(err) || err == nil && l.URL == nil {
		return nil
	}
	if err != nil {
		return err
	}
	problem, status, err := s.probe(ctx, *l.URL)
	if err != nil {
		return err
	}
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		r, err := s.lockAny(ctx, tx, l.RolloutID)
		if err != nil {
			return err
		}
		now, err := tx.PortalLink.Get(ctx, linkID)
		if err != nil || now.URL == nil || *now.URL != *l.URL || !now.ReportedAt.Equal(*l.ReportedAt) {
			return err
		}
		return s.writeFinding(ctx, tx, r, now, problem, status)
	})
}

// probe asks for a link and returns why it does not work; an empty problem is that it does. An error is that nobody could look.
func (s *Service) probe(ctx context.Context, address string) (problem string, status int, err error) {
	status, err = s.Prober.Probe(ctx, address)
	if ctx.Err() != nil {
		return "", 0, ctx.Err()
	}
	if err == nil && status >= http.StatusOK && status < http.StatusMultipleChoices {
		return "", 0, nil
	}
	if err == nil {
		if status == http.StatusNotFound || status == http.StatusGone {
			return "link_not_found", status, nil
		}
		return "link_status", status, nil
	}
	return problemOf(err), 0, nil
}

// problemOf says in a key of the message catalogue why an address cannot be asked for.
func problemOf(err error) string {
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var timeout net.Error
	switch {
	case errors.Is(err, safehttp.ErrAddress):
		return "link_not_public"
	case errors.Is(err, safehttp.ErrRedirects):
		return "link_redirects"
	case errors.Is(err, safehttp.ErrInsecure):
		return "link_insecure"
	case errors.As(err, &dns) && dns.IsNotFound:
		return "link_no_such_host"
	case errors.As(err, &dns):
		return nameNotResolved
	case errors.As(err, &certificate), errors.As(err, &authority):
		return "link_certificate"
	case errors.As(err, &timeout) && timeout.Timeout():
		return "link_timeout"
	}
	return "link_unreachable"
}

// writeFinding writes what was found of a link.
func (s *Service) writeFinding(ctx context.Context, tx *store.Tx, r *ent.Rollout, l *ent.PortalLink, problem string, status int) error {
	update := tx.PortalLink.UpdateOne(l).SetCheckAt(nextCheck(l, tx.Now, problem))
	first := l.CheckedAt == nil
	// Citizens are told when a link was looked at last: not by who never got to its server.
	if problem != nameNotResolved || first {
		update.SetCheckedAt(tx.Now)
	}
	if problem == "" {
		update.SetState(portallink.StateOK).ClearProblem().ClearStatus().ClearBrokenSince()
		if l.OkSince == nil {
			update.SetOkSince(tx.Now)
		}
	} else {
		update.SetState(portallink.StateBROKEN).SetProblem(problem).ClearStatus()
		if status != 0 {
			update.SetStatus(status)
		}
		if l.BrokenSince == nil && problem != nameNotResolved {
			update.SetBrokenSince(tx.Now)
		}
	}
	if r.State == rollout.StateENDED {
		update.ClearCheckAt()
	}
	// Who is competent may have changed with the directory.
	if o := s.Organisations.Organisation(l.OrganisationID); o != nil {
		if authority := s.Directory.Competent(l.RegionArs, []string{l.ServiceID}, o.AuthorityIDs, tx.Now)[0]; authority != "" {
			update.SetAuthorityID(authority)
		}
	}
	l, err := update.Save(ctx)
	if err != nil {
		return err
	}
	if first && problem != "" {
		if err := s.Tickets.AddNote(ctx, tx, s.brokenNote(r, l)); err != nil {
			return err
		}
	}
	key, err := s.keyOf(ctx, r)
	if err != nil {
		return err
	}
	return s.settle(ctx, tx, r, key)
}

// nextCheck is when a link is looked at next: daily, each at another time, and one that never worked again soon at first.
func nextCheck(l *ent.PortalLink, now time.Time, problem string) time.Time {
	if problem != "" && l.OkSince == nil && l.ReportedAt != nil && now.Sub(*l.ReportedAt) < checkEvery {
		return now.Add(retryAfter)
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(l.ID))
	return now.Add(checkEvery - time.Duration(h.Sum32()%uint32(spread/time.Second))*time.Second)
}

// enqueueChecks has the links looked at whose time has come, so many at a time.
func (s *Service) enqueueChecks(ctx context.Context, now time.Time) error {
	due, err := s.DB.Client().PortalLink.Query().Where(portallink.CheckAtLTE(now), portallink.URLNotNil()).
		Order(ent.Asc(portallink.FieldCheckAt)).Limit(sweepBatch).All(ctx)
	if err != nil || len(due) == 0 {
		return err
	}
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, l := range due {
			// Later ones come first next time, also while a job waits.
			if err := tx.PortalLink.UpdateOneID(l.ID).SetCheckAt(now.Add(retryAfter)).Exec(ctx); err != nil {
				return err
			}
			if err := s.enqueueCheck(ctx, tx, l.ID); err != nil {
				return err
			}
		}
		return nil
	})
}
