package rollouts

import (
	"context"
	"encoding/hex"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"schalter/ent"
	"schalter/ent/portallink"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/latin"
	"schalter/internal/store"
)

const (
	// maxURL is the length of an address in bytes.
	maxURL = 2000
	// maxReports is how many links of one rollout are reported within an hour: each is asked for.
	maxReports  = 30
	reportsTime = time.Hour
	maxKey      = 64
)

// CheckURL refuses what is not the address of a page for everybody: https on its usual port, with the name of a host and no user. It
// returns the address with the name as it is asked for: what is written with other letters (IDN) in ASCII.
func CheckURL(address string) (string, error) {
	refused := errs.RefuseText(errs.InvalidValue, "url_https", nil, "url")
	address = strings.TrimSpace(address)
	if _, err := latin.Line(address, maxURL); err != nil || len(address) > maxURL {
		return "", refused
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.User != nil || u.Port() != "" && u.Port() != "443" || u.Opaque != "" {
		return "", refused
	}
	host, err := idna.Lookup.ToASCII(strings.TrimSuffix(u.Hostname(), "."))
	if err != nil || !strings.Contains(host, ".") || slices.Contains(strings.Split(host, "."), "") {
		return "", refused
	}
	// The name of a server, and no address: not even one that is only numbers, which programs read as one.
	if _, err := netip.ParseAddr(host); err == nil || strings.Trim(host[strings.LastIndex(host, ".")+1:], "0123456789") == "" {
		return "", refused
	}
	u.Host = host
	if checked := u.String(); len(checked) <= maxURL {
		return checked, nil
	}
	return "", refused
}

// LinkReport says where a service is done online (input PortalLinkReportInput of the contract).
type LinkReport struct {
	RolloutID, ServiceID, URL, IdempotencyKey string
}

// ReportLink takes a link; for the municipality, persons of who sets up for it, and operators. It is checked at once; reported again, the newest
// counts, once it was checked. Refusals: NOT_FOUND (the rollout, or a service that it does not have), INVALID, WRONG_STATE, TOO_MANY,
// IDEMPOTENCY_CONFLICT; FORBIDDEN for who may not report.
func (s *Service) ReportLink(ctx context.Context, in LinkReport) (_ *Rollout, err error) {
	defer errs.Wrap(&err, "rollouts.ReportLink(%s)", in.RolloutID)
	a, err := s.accessOf(ctx)
	if err != nil {
		return nil, err
	}
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		r, st, err := s.lock(ctx, tx, a, in.RolloutID)
		if err != nil {
			return err
		}
		if !st.reports() {
			return errReadsOnly()
		}
		if err := refuseEnded(r); err != nil {
			return err
		}
		address, err := CheckURL(in.URL)
		if err != nil {
			return err
		}
		if in.IdempotencyKey == "" || len(in.IdempotencyKey) > maxKey {
			return errs.Refuse(errs.InvalidValue, "idempotencyKey")
		}
		key := s.hash("report", a.viewer.AccountID, r.ID, in.ServiceID, in.IdempotencyKey)
		return s.reportOnce(ctx, tx, a, r, in.ServiceID, address, key)
	})
	if err != nil {
		return nil, err
	}
	return s.Rollout(ctx, in.RolloutID)
}

// reportOnce reports a link unless the same key did so before.
func (s *Service) reportOnce(ctx context.Context, tx *store.Tx, a access, r *ent.Rollout, serviceID, address string, key []byte) error {
	l, err := tx.PortalLink.Query().Where(portallink.RolloutID(r.ID), portallink.ServiceID(serviceID)).Only(ctx)
	if ent.IsNotFound(err) {
		return errs.RefuseText(errs.Missing, "rollout_service_unknown", nil, "serviceId")
	}
	if err != nil {
		return err
	}
	if string(l.RequestKey) == string(key) {
		if l.URL == nil || *l.URL != address {
			return errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
		}
		return nil
	}
	// A key of a report that another one followed acts no second time.
	if n, err := tx.Count(ctx, "portal-link|"+hex.EncodeToString(key), 24*time.Hour); err != nil || n > 1 {
		return err
	}
	if n, err := tx.Count(ctx, "portal-links|"+r.ID, reportsTime); err != nil || n > maxReports {
		if err == nil {
			err = errs.RefuseText(errs.TooMany, "rollout_links_too_often", nil)
		}
		return err
	}
	if err := s.report(ctx, tx, l, address, key); err != nil {
		return err
	}
	if err := s.Audit.Record(ctx, tx, a.viewer, "rollout.link", l.ID, r.OrganisationID, l.ServiceID); err != nil {
		return err
	}
	return s.settleAfterReport(ctx, tx, r)
}

// report writes a link that is to be checked.
func (s *Service) report(ctx context.Context, tx *store.Tx, l *ent.PortalLink, address string, key []byte) error {
	update := tx.PortalLink.UpdateOne(l).SetURL(address).SetState(portallink.StateUNCHECKED).SetReportedAt(tx.Now).SetCheckAt(tx.Now.Add(checkEvery)).
		ClearProblem().ClearStatus().ClearCheckedAt().ClearOkSince().ClearBrokenSince()
	if key != nil {
		update.SetRequestKey(key)
	}
	if err := update.Exec(ctx); err != nil {
		return err
	}
	// Each report has a job of its own: one that is running looks at the link of before.
	return job.Enqueue(ctx, tx, jobCheck, l.ID, tx.Now, l.ID+tx.Now.Format(time.RFC3339Nano))
}

func (s *Service) settleAfterReport(ctx context.Context, tx *store.Tx, r *ent.Rollout) error {
	r, err := tx.Rollout.UpdateOne(r).SetMovedAt(tx.Now).Save(ctx)
	if err != nil {
		return err
	}
	key, err := s.keyOf(ctx, r)
	if err != nil {
		return err
	}
	return s.settle(ctx, tx, r, key)
}
